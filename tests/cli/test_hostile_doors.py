"""What is no table, no book or no day is answered in one line, in seconds, in bounded memory, without a network."""

import csv
import io
import json
import os
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from hornbook.book.append import append_facts
from hornbook.book.book import open_book
from hornbook.kinds import Named, Registered, Valuation
from tests.cli.here import hornbook
from tests.cli.process import hornbook as process
from tests.cli.process import hornbook_and_peak

MAPPING = """
[source]
name = "t"
title = "T"
maker = "M"
recorded = 2021-01-01
[subject]
columns = ["id"]
[[fact]]
kind = "Named"
name = { column = "name" }
valid = "recorded"
"""


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """An empty book beside a mapping."""
    (tmp_path / "m.toml").write_text(MAPPING, encoding="utf-8")
    assert hornbook("init", book=tmp_path / "book").code == 0
    return tmp_path / "book"


def taken(book: Path, *files: Path | str) -> tuple[int, str, str]:
    """What an import by the mapping ends with."""
    done = hornbook("import", "table", book.parent / "m.toml", *files, book=book)
    return done.code, done.out, done.err


@pytest.mark.parametrize(
    "words",
    [
        ["census", "--as-of", ""],
        ["census", "--as-of", "2021-01-01", "--known", ""],
        ["same", "a", "b", "--because", "x", "--on", ""],
        ["simulate", "--companies", "5", "--until", ""],
    ],
)
def test_d8_an_empty_day_is_no_day(book: Path, words: list[str]) -> None:
    done = hornbook(*words, book=book)
    assert done.code == 2
    assert "'' is not a day" in done.err


def test_d14_a_table_of_100_000_columns_is_read(book: Path, tmp_path: Path) -> None:
    wide = ",".join(["id", "name", *(f"c{n}" for n in range(100_000))]) + "\n1,Aster" + ",x" * 100_000 + "\n"
    (tmp_path / "wide.csv").write_text(wide, encoding="utf-8")
    assert taken(book, tmp_path / "wide.csv")[0] == 0


@pytest.mark.parametrize("name", ["blank.csv", "blank.jsonl"])
def test_d14_millions_of_blank_lines_are_refused(book: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes((b"id,name\n" if name == "blank.csv" else b"") + b"\n" * 20_000_000)
    code, _, err = taken(book, tmp_path / name)
    assert code == 2
    assert "a million blank lines" in err


def test_d14_a_parquet_file_that_unpacks_to_gigabytes_is_refused_in_bounded_memory(book: Path, tmp_path: Path) -> None:
    column = pa.DictionaryArray.from_arrays(pa.array([0] * 4000, pa.int32()), pa.array(["x" * 1_000_000]))
    pq.write_table(pa.table({"id": column, "name": ["n"] * 4000}), tmp_path / "bomb.parquet")
    done, peak = hornbook_and_peak("import", "table", tmp_path / "m.toml", tmp_path / "bomb.parquet", book=book)
    assert done.code == 2
    assert "unpacks to far more" in done.err
    assert peak < 1 << 30


def test_d14_pipes_devices_and_endless_documents_are_refused(book: Path, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "long.toml").write_bytes(b'a = "' + b"x" * (2 << 20) + b'"')
    (tmp_path / "deep.toml").write_text("a = " + "[" * 100_000, encoding="utf-8")
    for file in (tmp_path / "pipe.csv", "/dev/zero", "/dev/random"):
        code, _, err = taken(book, file)
        assert (code, "is a pipe or a device" in err) == (2, True)
    for words, said in (
        (["import", "table", tmp_path / "pipe.csv", tmp_path / "m.toml"], "mapping"),
        (["import", "table", tmp_path / "long.toml", tmp_path / "x.csv"], ""),
        (["import", "simulated", tmp_path / "long.toml"], "longer than 1 MiB"),
        (["import", "simulated", tmp_path / "deep.toml"], "nested too deeply"),
        (["scout", "audit", "/dev/zero", "--outcome", "x"], "is a pipe or a device"),
    ):
        done = hornbook(*words, book=book)
        assert done.code == 2, words
        assert said in done.err or said == "mapping"


@pytest.mark.parametrize("command", [["init"], ["log"], ["verify"]])
def test_d14_a_book_is_no_address(command: list[str], tmp_path: Path) -> None:
    for address in ("s3://bucket/book", "https://example.org/book", "file:///tmp/book"):
        done = hornbook("--book", address, *command)
        assert done.code == 2
        assert "is an address; a book is a folder on this machine" in done.err


def test_d15_escape_codes_and_line_ends_in_names_are_shown_escaped_in_every_form(book: Path, tmp_path: Path) -> None:
    file = tmp_path / "a\x1b[31mred\nline.csv"
    file.write_text("id,name\n1,Aster\n,Nobody\n", encoding="utf-8")
    code, out, err = taken(book, file)
    assert code == 0
    shown = [out + err]
    for words in (["log"], ["rejects"], ["facts", "Aster"], ["census", "--as-of", "2022-01-01"]):
        for form in ([], ["--csv"], ["--html"], ["--lang", "zh"]):
            done = hornbook(*words, *form, book=book)
            assert done.code == 0
            shown.append(done.out)
    for words in (
        ["import", "table", "m.toml", "no\x1b[31msuch\nfile.csv"],
        ["facts", "\x1b[31mx\ny"],
        ["log", "-o", "x\x1b[31m.foo"],
        ["--\x1b[31mfoo"],
    ):
        shown.append(hornbook(*words, book=book).err.rstrip("\n"))
        assert "\n" not in shown[-1]
    assert not any("\x1b" in text for text in shown)
    assert not any("red\nline" in text for text in shown if "," not in text)
    assert "a\\x1b[31mred\\nline.csv" in shown[0].replace("\n", "")


def test_d15_escape_codes_and_line_ends_in_a_place_or_a_name_are_shown_escaped(book: Path) -> None:
    """As a program may have written them; no source lets them in. A CSV holds line ends in quotation marks."""
    name, place, day = "Ast\x1b[31mer\nline", "Bos\x1b[2Jton\r\n=x", date(2021, 1, 1)
    facts = [
        Named(subject="x:1", valid=day, name=name, place=place),
        Registered(subject="x:1", valid=day, country=place, region=place, city=place, place=place),
        Valuation(subject="x:1", valid=day, amount=Decimal(2_000_000_000), currency="USD", place=place),
    ]
    append_facts(open_book(book), facts, source="list", day=day, title=place)
    at = ["--as-of", "2022-01-01"]
    for words in (
        ["facts", "x:1"], ["profile", *at, "--columns", "name,city"], ["profile", "x:1", *at, "--why", "valuation"],
        ["census", *at, "--list"], ["census", *at, "--by", "city"], ["judge", "x:1", "--standard", "hurun", *at],
        ["find", "Ast", *at], ["conflicts", *at], ["log"],
    ):  # fmt: skip
        for form in ([], ["--csv"], ["--html"], ["--json"]):
            done = hornbook(*words, *form, book=book)
            assert done.code == 0, (words, done.err)
            assert "\x1b" not in done.out, words
            if form == ["--csv"]:
                rows = list(csv.reader(io.StringIO(done.out)))
                assert {len(row) for row in rows} == {len(rows[0])}
                assert not [cell for row in rows for cell in row if cell.startswith("=")]
            elif not form:
                assert "er\nline" not in done.out
                assert "ton\n" not in done.out.replace("\r", "")


def test_d16_a_rule_of_197_denials_is_refused_in_one_line_and_one_of_98_is_asked(book: Path) -> None:
    for denials, code in ((197, 2), (98, 0)):
        rule = "unicorn.unlisted=" + "not " * denials + "listed"
        done = hornbook("whatif", "plain", "--as-of", "2022-01-01", "--set", rule, book=book)
        assert done.code == code, done.err
        assert "unforeseen" not in done.err


def test_d16_what_is_out_of_range_or_of_another_coding_is_one_line(book: Path, tmp_path: Path) -> None:
    far = pa.array([2_000_000_000], pa.int32()).cast(pa.date32())
    pq.write_table(pa.table({"id": ["1"], "name": ["A"], "day": far}), tmp_path / "far.parquet")
    (tmp_path / "d.toml").write_text(MAPPING.replace('"recorded"', '{ column = "day" }'), encoding="utf-8")
    done = hornbook("import", "table", tmp_path / "d.toml", tmp_path / "far.parquet", book=book)
    assert (done.code, done.err.count("\n")) == (2, 1)
    strange = Path(os.fsdecode(os.fsencode(tmp_path) + b"/n\xff.csv"))
    strange.write_text("id,name\n1,A\n", encoding="utf-8")
    code, _, err = taken(book, strange)
    assert (code, "is not UTF-8" in err) == (2, True)
    (tmp_path / "long.jsonl").write_text('{"id":' + "9" * 4301 + ',"name":"A"}\n', encoding="utf-8")
    assert taken(book, tmp_path / "long.jsonl")[0] == 0
    late = ["census", "--as-of", "9999-12-31", "--from", "9997-01-01", "--every", "year", "--json"]
    assert len(json.loads(hornbook(*late, book=book).out)["series"]) == 4


@pytest.mark.parametrize("name", ["a%20b", "a\\b", "a?b", "a[b]", "a*b", "a'b"])
def test_d16_a_book_may_stand_in_a_folder_of_any_name(name: str, tmp_path: Path) -> None:
    (tmp_path / "m.toml").write_text(MAPPING, encoding="utf-8")
    (tmp_path / "t.csv").write_text("id,name\n1,Aster\n", encoding="utf-8")
    (tmp_path / "u.csv").write_text("id,name\n2,Birch\n", encoding="utf-8")
    for folder, table in ((tmp_path / name, "t.csv"), (tmp_path / "axb", "u.csv"), (tmp_path / "ab", "u.csv")):
        assert hornbook("init", book=folder).code == 0
        assert hornbook("import", "table", tmp_path / "m.toml", tmp_path / table, book=folder).code == 0
    found = hornbook("profile", "--as-of", "2022-01-01", "--columns", "name", "--json", book=tmp_path / name).json()
    assert [row["name"] for row in found["companies"]] == ["Aster"]


def test_d16_one_file_named_twice_is_read_once(book: Path, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("id,name\n1,Aster\n", encoding="utf-8")
    assert taken(book, tmp_path / "t.csv", tmp_path / "t.csv", tmp_path / "." / "t.csv")[0] == 0
    (batch,) = hornbook("log", "--json", book=book).json()["batches"]
    assert batch["rows"] == 1


def test_d16_ascii_output_prints_every_letter(book: Path) -> None:
    for words in (["--lang", "zh", "log"], ["log", "--json"], ["--lang", "zh", "facts", "x"]):
        done = process(*words, book=book, PYTHONIOENCODING="ascii")
        assert done.code in (0, 2)
        assert "unforeseen" not in done.err
        assert "意外" not in done.err


def test_d17_a_file_of_which_every_row_is_refused_says_which_and_why(book: Path, tmp_path: Path) -> None:
    (tmp_path / "all.jsonl").write_text('[1]\n"x"\n{"id":\n', encoding="utf-8")
    code, _, err = taken(book, tmp_path / "all.jsonl")
    assert code == 2
    assert "all.jsonl: every row was refused" in err
    assert "all.jsonl:1: not a JSON object" in err
    assert "all.jsonl:3: not valid JSON" in err
