"""Lists as CSV and as workbooks (case A18), and the other layout of the Indian tracker."""

import csv
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
import pytest

from hornbook.kinds import Fact
from hornbook.sources.india import IndianRounds
from hornbook.sources.itjuzi import ITjuzi
from hornbook.sources.source import Entry, Row, Source
from hornbook.sources.yc import YCombinator
from tests.english import english
from tests.sources import test_india, test_itjuzi, test_yc

Cells = dict[str, str]
DAY = date(2023, 12, 31)
LISTS: dict[str, tuple[Source, Sequence[str], list[Cells]]] = {
    "itjuzi": (ITjuzi(), test_itjuzi.COLUMNS, [test_itjuzi.company(**test_itjuzi.deal()), test_itjuzi.further("B轮")]),
    "india": (IndianRounds(), test_india.COLUMNS, [test_india.row(), test_india.row(name="Crane", day="14/07/2020")]),
    "yc": (YCombinator(), test_yc.OLD, [test_yc.old()]),
}


def as_csv(path: Path, columns: Sequence[str], rows: list[Cells], encoding: str = "utf-8-sig") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


def as_workbook(path: Path, columns: Sequence[str], rows: Sequence[Mapping[str, object]]) -> Path:
    book = openpyxl.Workbook()
    book.active.append(["A title"])
    book.active.append([])
    book.active.append(list(columns))
    for row in rows:
        book.active.append([row.get(column) for column in columns])
    book.save(path)
    return path


def said(entries: list[Entry]) -> list[tuple[object, ...]]:
    def words(fact: Fact) -> tuple[object, ...]:
        names = (name for name in type(fact).__dataclass_fields__ if name not in ("place", "key"))
        return (type(fact).__name__, *(getattr(fact, name) for name in names))

    return [words(fact) for entry in entries if isinstance(entry, Row) for fact in entry.facts]


@pytest.mark.parametrize("name", LISTS)
def test_a18_a_workbook_reads_as_the_csv_does(tmp_path: Path, name: str) -> None:
    source, columns, rows = LISTS[name]
    plain = list(english(source.read((as_csv(tmp_path / "list.csv", columns, rows),), DAY)))
    book = list(english(source.read((as_workbook(tmp_path / "list.xlsx", columns, rows),), DAY)))
    assert said(plain)
    assert said(book) == said(plain)
    assert all(isinstance(entry, Row) and entry.place.startswith("list.xlsx, Sheet, row ") for entry in book)


def test_a18_a_list_in_another_encoding_and_with_tabs_is_read(tmp_path: Path) -> None:
    source, columns, rows = LISTS["itjuzi"]
    path = as_csv(tmp_path / "list.csv", columns, rows, "gb18030")
    plain = as_csv(tmp_path / "plain.csv", columns, rows)
    assert said(list(source.read((path,), DAY))) == said(list(source.read((plain,), DAY)))


def test_a18_native_days_of_a_workbook_are_days(tmp_path: Path) -> None:
    source, columns, rows = LISTS["itjuzi"]
    native: dict[str, object] = {**rows[0], "融资时间": datetime(2014, 5, 6), "成立时间": 2012}  # noqa: DTZ001
    (row,) = source.read((as_workbook(tmp_path / "list.xlsx", columns, [native]),), DAY)
    assert isinstance(row, Row)
    assert {fact.valid for fact in row.facts} >= {date(2014, 5, 6), date(2012, 1, 1)}


def test_a18_the_indian_layout_without_spaces_is_read(tmp_path: Path) -> None:
    columns = (
        *("SNo", "Date", "StartupName", "IndustryVertical", "SubVertical", "CityLocation", "InvestorsName"),
        *("InvestmentType", "AmountInUSD", "Remarks"),
    )
    usual = dict(zip(columns[1:9], test_india.USUAL.values(), strict=True))
    (row,) = IndianRounds().read((as_csv(tmp_path / "rounds.csv", columns, [usual]),), DAY)
    (plain,) = IndianRounds().read((as_csv(tmp_path / "plain.csv", test_india.COLUMNS, [test_india.USUAL]),), DAY)
    assert said([row]) == said([plain])


@pytest.mark.parametrize("name", ["$1.5", "N/A", "#REF!"])
def test_b5_a_name_that_names_nobody_is_refused_in_every_list(tmp_path: Path, name: str) -> None:
    rows = {
        "itjuzi": test_itjuzi.company(short=name, registered=""),
        "india": test_india.row(name=name),
        "yc": test_yc.old(company_name=name),
    }
    for source_name, cells in rows.items():
        source, columns, _ = LISTS[source_name]
        entries = source.read((as_csv(tmp_path / f"{source_name}.csv", columns, [cells]),), DAY)
        assert not any(isinstance(entry, Row) for entry in entries)
