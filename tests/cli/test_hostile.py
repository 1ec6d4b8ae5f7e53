"""Hostile files through the front door: a clear error or a reject line, bounded memory, and nothing lost."""

import gzip
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from tests.cli.here import hornbook
from tests.cli.process import hornbook_and_peak

GOOD = "company_name,investor_name,funded_when,amount_usd\nGood Co,Ann Fund,2012-05-01,1000000\n"
MEBIBYTE = 1 << 20


def truncated_gzip(folder: Path) -> Path:
    whole = gzip.compress((GOOD + "Other Co,Bob Fund,2012-05-01,5\n" * 5_000).encode())
    path = folder / "investments.csv.gz"
    path.write_bytes(whole[: len(whole) // 2])
    return path


def not_gzip(folder: Path) -> Path:
    path = folder / "investments.csv.gz"
    path.write_bytes(b"PK\x03\x04 this is no gzip")
    return path


def wrong_encoding(folder: Path) -> Path:
    path = folder / "investments.csv"
    path.write_bytes(GOOD.encode() + "北京公司,基金,2012-05-01,5\n".encode("gb18030") * 50)
    return path


def no_such_columns(folder: Path) -> Path:
    path = folder / "investments.csv"
    path.write_text("compny_name,investor\nA,B\n")
    return path


def zip_bomb_in_a_workbook(folder: Path) -> Path:
    book = openpyxl.Workbook()
    book.active["A1"] = "Company"  # type: ignore[index]
    path = folder / "2019-12-31.xlsx"
    book.save(path)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/media/bomb.bin", "w") as member:
        for _ in range(400):
            member.write(bytes(MEBIBYTE))
    return path


def path_traversal_in_a_workbook(folder: Path) -> Path:
    path = folder / "2019-12-31.xlsx"
    openpyxl.Workbook().save(path)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("../../escape.txt", "x")
    return path


def a_file_that_is_a_folder(folder: Path) -> Path:
    path = folder / "investments.csv"
    path.mkdir()
    return path


@pytest.mark.parametrize(
    "make",
    [
        truncated_gzip,
        not_gzip,
        wrong_encoding,
        no_such_columns,
        zip_bomb_in_a_workbook,
        path_traversal_in_a_workbook,
        a_file_that_is_a_folder,
    ],
)
def test_an_unreadable_file_is_one_clear_error_and_changes_nothing(
    make: Callable[[Path], Path], tmp_path: Path
) -> None:
    book = tmp_path / "book"
    hornbook("init", book=book)
    path = make(tmp_path)
    source = "cbinsights" if path.suffix == ".xlsx" else "crunchbase-investments"
    done = hornbook("import", source, path, book=book)
    assert done.code == 2
    assert path.name in done.err
    assert "Traceback" not in done.err
    assert hornbook("log", "--json", book=book).json()["batches"] == []
    assert list(book.glob("*/*.parquet")) == []


def test_one_bad_row_is_refused_with_its_line_and_the_rest_is_taken(tmp_path: Path) -> None:
    book = tmp_path / "book"
    hornbook("init", book=book)
    path = tmp_path / "investments.csv"
    bad = [
        b"Nul\x00Co,Ann Fund,2012-05-01,5",
        b"Late Co,Ann Fund,2914-05-01,5",
        b"Old Co,Ann Fund,1015-05-01,5",
        b"Minus Co,Ann Fund,2012-05-01,-5",
        b"Short Co,Ann Fund",
        b"../../etc/passwd,=cmd|'/c calc'!A1,2012-05-01,5",
    ]
    path.write_bytes(GOOD.encode() + b"\n".join(bad) + b"\nLast Co,Ann Fund,2012-06-01,7\n")
    assert hornbook("import", "crunchbase-investments", path, book=book).code == 0
    (batch,) = hornbook("log", "--json", book=book).json()["batches"]
    refused = hornbook("rejects", "--json", book=book).json()["rejects"]
    assert batch["rows"] == 8
    assert batch["rejects"] == sum(row["whole"] for row in refused)
    lines = {row["place"] for row in refused}
    assert {
        "investments.csv:3",
        "investments.csv:4",
        "investments.csv:5",
        "investments.csv:6",
        "investments.csv:7",
    } <= lines
    words = ("profile", "--as-of", "2013-12-31", "--columns", "name", "--json")
    named = hornbook(*words, book=book).json()["companies"]
    assert {"Good Co", "Last Co"} <= {row["name"] for row in named}
    assert not list(tmp_path.rglob("passwd"))
    assert all(".." not in row["subject"] for row in named)


def test_a_line_of_200_megabytes_is_refused_in_bounded_memory(tmp_path: Path) -> None:
    book = tmp_path / "book"
    hornbook("init", book=book)
    path = tmp_path / "investments.csv"
    with path.open("wb") as file:
        file.write(GOOD.encode())
        for _ in range(200):
            file.write(b"x" * MEBIBYTE)
        file.write(b"\nLast Co,Ann Fund,2012-06-01,7\n")
    done, peak = hornbook_and_peak("import", "crunchbase-investments", path, book=book)
    assert done.code == 0, done.err
    (batch,) = hornbook("log", "--json", book=book).json()["batches"]
    assert (batch["rows"], batch["rejects"]) == (3, 1)
    assert peak < 900 * MEBIBYTE
