"""Lists of unicorns as people save them: cases B1 to B7 of November 2026, and their sisters."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
import pytest

from hornbook.kinds import Named, Registered, Round, Sector, Valuation
from hornbook.places import installed
from hornbook.sources.cbinsights import CBInsights
from hornbook.sources.source import Entry, Reject, Remark, Row
from hornbook.terms import Bound, Grade
from tests.english import english

DAY = date(2023, 5, 30)
HEADINGS = ("Company", "Valuation ($B)", "Date Joined", "Country", "City", "Industry", "Investors")
Cells = Sequence[object]
needs_gazetteer = pytest.mark.skipif(not installed(), reason="needs the extra 'link'")


def company(name: str, **cells: object) -> Cells:
    given: dict[str, object] = {
        "worth": "$2",
        "joined": "8/23/2013",
        "country": "China",
        "city": "Beijing",
        "sector": "Fintech",
    }
    given |= {"investors": "Ann Fund, Bob Fund", **cells}
    return (name, *given.values())


def read(folder: Path, *rows: Cells, headings: Cells = HEADINGS) -> list[Entry]:
    book = openpyxl.Workbook()
    for row in (headings, *rows):
        book.active.append(row)
    path = folder / f"{DAY}.xlsx"
    book.save(path)
    return list(english(CBInsights().read((path,), DAY)))


def rows(entries: list[Entry]) -> list[Row]:
    return [entry for entry in entries if isinstance(entry, Row)]


def subjects(entries: list[Entry]) -> list[str]:
    return [row.facts[0].subject for row in rows(entries)]


def joined(row: Row) -> tuple[date, Grade]:
    return next((fact.valid, fact.grade) for fact in row.facts if isinstance(fact, Named))


def place(row: Row) -> tuple[str | None, str | None]:
    return next(((fact.country, fact.city) for fact in row.facts if isinstance(fact, Registered)), (None, None))


def test_b1_native_dates_alone_are_as_written(tmp_path: Path) -> None:
    days = {"Alder": date(2021, 3, 4), "Birch": date(2021, 7, 25), "Cedar": date(2022, 1, 12)}
    found = rows(read(tmp_path, *(company(name, joined=day) for name, day in days.items())))
    assert [joined(row) for row in found] == [(day, Grade.REPORTED) for day in days.values()]
    assert not any(row.notes for row in found)


def test_b1_native_dates_beside_iso_text_are_as_written(tmp_path: Path) -> None:
    one, _ = rows(read(tmp_path, company("A", joined=date(2021, 3, 4)), company("B", joined="2021-07-25")))
    assert joined(one) == (date(2021, 3, 4), Grade.REPORTED)


def test_b1_text_dates_beside_day_first_ones_are_noted(tmp_path: Path) -> None:
    one, two = rows(read(tmp_path, company("A", joined="3/4/2021"), company("B", joined="25/7/2021")))
    assert joined(one) == (date(2021, 3, 4), Grade.DERIVED)
    assert "may be swapped" in str(one.notes[0])
    assert str(two.notes[0]).startswith("date joined: ")


@needs_gazetteer
def test_b2_columns_shifted_by_one_are_not_read(tmp_path: Path) -> None:
    headings = ("Company", "Valuation ($B)", "Date Joined", "Country", "Industry", "Investor", "extra")
    entries = read(tmp_path, ("Alder", "$2", "3/4/2021", "China", "Beijing", "AI", "X Fund, Z Fund"), headings=headings)
    remarks = [str(entry.note) for entry in entries if isinstance(entry, Remark)]
    assert remarks == [
        "column 'Industry': 1 of 1 cells are cities. The columns may be shifted, so it is not read",
        "column 'Investor' never holds a comma, while 'extra' does in 1 of 1 cells. The columns may be shifted, so it "
        "is not read",
    ]
    (row,) = rows(entries)
    assert not any(isinstance(fact, Sector | Round) for fact in row.facts)


def test_b2_one_row_without_its_city_is_noted(tmp_path: Path) -> None:
    entries = read(
        tmp_path,
        company("A"),
        company("B"),
        ("Tern", "$2", "3/4/2021", "Bahamas", "Fintech", "Ann Fund, Bob Fund", None),
    )
    tern = rows(entries)[-1]
    assert place(tern)[1] is None
    assert not any(isinstance(fact, Sector | Round) for fact in tern.facts)
    assert "is an industry of this list" in str(tern.notes[0])


BOLTON_US = company("Bolton", worth="$11", joined="10/8/2021", country="United States", city="", investors="Ann")
BOLTON_EE = company("Bolton", worth="$8.4", joined="5/29/2018", country="Estonia", city="", investors="Bob")


def test_b3_two_companies_of_one_name_are_two(tmp_path: Path) -> None:
    entries = read(tmp_path, BOLTON_US, BOLTON_EE)
    assert subjects(entries) == ["cbinsights:bolton-usa", "cbinsights:bolton"]
    assert "another company of this name stands in" in str(rows(entries)[0].notes[0])


def test_b3_subjects_are_stable_from_edition_to_edition(tmp_path: Path) -> None:
    assert subjects(read(tmp_path, BOLTON_EE, BOLTON_US)) == ["cbinsights:bolton", "cbinsights:bolton-usa"]
    assert subjects(read(tmp_path, BOLTON_EE)) == ["cbinsights:bolton"]
    dearer = (BOLTON_US[0], "$20", *BOLTON_US[2:])
    assert subjects(read(tmp_path, dearer, company("Ash"), BOLTON_EE)) == [
        "cbinsights:bolton-usa",
        "cbinsights:ash",
        "cbinsights:bolton",
    ]


def test_b3_two_of_one_name_and_country_are_told_apart_by_their_join_days(tmp_path: Path) -> None:
    one = company("Larch", worth="$3", joined="1/2/2015", investors="Ann")
    two = company("Larch", worth="$1", joined="4/5/2021", investors="Bob")
    three = company("Larch", worth="$4", joined="4/6/2022", investors="Cy")
    assert subjects(read(tmp_path, three, two, one)) == [
        "cbinsights:larch-2022-04-06",
        "cbinsights:larch-chn",
        "cbinsights:larch",
    ]


def test_b3_a_row_that_differs_in_one_thing_repeats(tmp_path: Path) -> None:
    entries = read(tmp_path, company("Larch"), company("Larch", worth="$3"))
    (reject,) = (entry for entry in entries if isinstance(entry, Reject))
    assert str(reject.reason).startswith("repeats ")


def test_b4_a_city_is_read(tmp_path: Path) -> None:
    (row,) = rows(read(tmp_path, company("A", city="Shenzhen")))
    assert place(row) == ("CHN", "Shenzhen")


@needs_gazetteer
def test_b5_a_country_that_is_a_city_is_noted_and_unknown(tmp_path: Path) -> None:
    (row,) = rows(read(tmp_path, company("Maple Skin", worth=1, country="London", city="United Kingdom")))
    assert place(row) == (None, None)
    assert [str(note) for note in row.notes] == [
        "country: 'London' is a city and no country; taken as unknown",
        "city: 'United Kingdom' is a country and no city; taken as unknown",
    ]


def test_b5_a_city_that_is_a_country_too_is_both(tmp_path: Path) -> None:
    (row,) = rows(read(tmp_path, company("A", country="Singapore", city="Singapore")))
    assert place(row) == ("SGP", "Singapore")
    assert row.notes == ()


@pytest.mark.parametrize("name", ["$1.5", "$1.5B", "1.5", "3/4/2021", "N/A", "#REF!", "-"])
def test_b5_a_name_that_is_a_sum_or_nothing_is_refused(tmp_path: Path, name: str) -> None:
    (entry,) = read(tmp_path, company(name))
    assert isinstance(entry, Reject)


@pytest.mark.parametrize("name", ["37 Games", "6sense", "1.1.1 Labs", "8x8", "21.co", "&Partners"])
def test_b5_a_name_with_digits_is_a_name(tmp_path: Path, name: str) -> None:
    (row,) = read(tmp_path, company(name))
    assert isinstance(row, Row)


@pytest.mark.parametrize("text", ["2021-03-04", "2021-03-04 00:00:00", "3/4/2021", "March 4, 2021", 44259])
def test_b6_days_are_read_as_they_are_written(tmp_path: Path, text: object) -> None:
    (row,) = rows(read(tmp_path, company("A", joined=text)))
    assert (joined(row), row.notes) == ((date(2021, 3, 4), Grade.REPORTED), ())


def test_b6_a_year_alone_is_noted(tmp_path: Path) -> None:
    (row,) = rows(read(tmp_path, company("A", joined=2018)))
    assert joined(row) == (date(2018, 1, 1), Grade.DERIVED)
    assert [str(note) for note in row.notes] == ["date joined: 2018 names no day; taken as 2018-01-01"]


@pytest.mark.parametrize(
    ("encoding", "mark", "end"), [("utf-8", ",", "\n"), ("cp1252", ";", "\r\n"), ("utf-16", "\t", "\r")]
)
def test_b6_a_list_as_csv_reads_as_the_workbook_does(tmp_path: Path, encoding: str, mark: str, end: str) -> None:
    listed = [company("Café Röst"), company("Birch", worth="$1.5", joined="2021-07-25")]
    lines = [
        "The list",
        mark.join(HEADINGS),
        *(mark.join(f'"{cell}"' for cell in row) for row in listed),
        mark.join(['""', *['"x"'] * 6]),
    ]
    path = tmp_path / f"{DAY}.csv"
    path.write_bytes((end.join(lines) + end).encode(encoding))
    entries = list(english(CBInsights().read((path,), DAY)))
    (folder := tmp_path / "x").mkdir()
    book = read(folder, *listed)
    found = [(type(f), f.valid, getattr(f, "name", None)) for row in rows(entries) for f in row.facts]
    assert found == [(type(f), f.valid, getattr(f, "name", None)) for row in rows(book) for f in row.facts]
    assert rows(entries)[0].place == f"{DAY}.csv:3"
    assert isinstance(entries[-1], Reject)


def test_b7_sums_with_their_own_unit_are_read(tmp_path: Path) -> None:
    sums = {"$1.5B": "1.5", "US$ 900M": "0.9", "2": "2", "$3 bn": "3"}
    found = rows(read(tmp_path, *(company(f"C {text}", worth=text) for text in sums)))
    amounts = [f.amount for row in found for f in row.facts if isinstance(f, Valuation) and f.key != "joined"]
    assert amounts == [Decimal(billions) * 10**9 for billions in sums.values()]


def test_b7_a_heading_may_name_millions_and_a_sum_may_be_a_least(tmp_path: Path) -> None:
    headings = (HEADINGS[0], "Valuation ($M)", *HEADINGS[2:])
    one, two = rows(read(tmp_path, company("A", worth="1,500"), company("B", worth="2000+"), headings=headings))
    worth = [f for row in (one, two) for f in row.facts if isinstance(f, Valuation) and f.key != "joined"]
    assert [(f.amount, f.bound) for f in worth] == [
        (Decimal(1_500_000_000), Bound.EXACT),
        (Decimal(2_000_000_000), Bound.AT_LEAST),
    ]


def test_b7_a_column_refused_as_a_whole_is_told(tmp_path: Path) -> None:
    entries = read(tmp_path, *(company(f"C{n}", worth="dear", joined="25/7/2021") for n in range(6)))
    assert [(entry.place, str(entry.note)) for entry in entries if isinstance(entry, Remark)] == [
        (f"{DAY}.xlsx", "column 'Valuation ($B)': all 6 cells were refused. Is the mapping right?"),
        (f"{DAY}.xlsx", "column 'Date Joined': all 6 cells were refused. Is the mapping right?"),
    ]
