"""The unicorn list's editions: look-alikes of their traps, and the five real ones where they are at hand."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl  # type: ignore[import-untyped]
import pytest

from hornbook.errors import SourceError
from hornbook.kinds import Acquired, Certified, Closed, Fact, Listed, Named, Registered, Round, Sector, Valuation
from hornbook.names.countries import countries
from hornbook.sources.cbinsights import CBInsights
from hornbook.sources.source import Entry, Reject, Row
from hornbook.terms import EARLIEST, Bound, Grade, Instrument
from tests.english import english

REAL = Path(__file__).parents[2].parent / "shared" / "data" / "cbinsights"
DAY = date(2018, 12, 29)
HEADINGS = ("Company", "Valuation ($B)", "Date Joined", "Country", "Industry", "Investor")
Cells = tuple[object, ...]


def company(
    name: str,
    worth: object = "$2",
    joined: object = "8/23/2013",
    country: str = "China",
    investors: object = "Ann, Bob",
) -> Cells:
    return (name, worth, joined, country, "Fintech", investors)


def edition(folder: Path, **sheets: list[Cells]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    path = folder / f"{DAY}.xlsx"
    book.save(path)
    return path


def read(folder: Path, *rows: Cells) -> list[Entry]:
    return list(english(CBInsights().read((edition(folder, List=[HEADINGS, *rows]),), DAY)))


def facts(entry: Entry) -> tuple[Fact, ...]:
    assert isinstance(entry, Row)
    return entry.facts


def test_a_listed_company_becomes_its_facts(tmp_path: Path) -> None:
    (row,) = read(tmp_path, company("Acme\n\t  Technologies", "$25.5"))
    common = {"subject": "cbinsights:acme-technologies", "place": "2018-12-29.xlsx, List, row 2"}
    joined, on = date(2013, 8, 23), "on 2018-12-29"
    assert facts(row) == (
        Named(**common, valid=joined, name="Acme Technologies"),  # type: ignore[arg-type]
        Registered(**common | {"grade": Grade.DERIVED}, valid=EARLIEST, key="place", country="CHN"),  # type: ignore[arg-type]
        Sector(**common, valid=joined, key="sector", taxonomy="cbinsights", label="Fintech"),  # type: ignore[arg-type]
        Round(
            **common,  # type: ignore[arg-type]
            valid=joined,
            key="investors",
            grade=Grade.DERIVED,
            type="unstated",
            instrument=Instrument.EQUITY,
            investors=("Ann", "Bob"),
        ),
        Valuation(**common, valid=DAY, key=on, amount=Decimal(25_500_000_000), currency="USD"),  # type: ignore[arg-type]
        Valuation(
            **common,  # type: ignore[arg-type]
            valid=joined,
            key="joined",
            grade=Grade.DERIVED,
            amount=Decimal(10**9),
            currency="USD",
            bound=Bound.AT_LEAST,
        ),
        Certified(**common, valid=DAY, key=on, status="unicorn", by="CB Insights"),  # type: ignore[arg-type]
    )
    assert isinstance(row, Row)
    assert row.notes == ()


@pytest.mark.parametrize(("cell", "billions"), [("$51", 51), (11.0, 11), ("$1.05", "1.05"), ("$2B", 2), (3, 3)])
def test_a_valuation_is_in_billions(tmp_path: Path, cell: object, billions: float | str) -> None:
    (row,) = read(tmp_path, company("A", cell))
    amounts = [f.amount for f in facts(row) if isinstance(f, Valuation) and f.key != "joined"]
    assert amounts == [Decimal(billions) * 10**9]


@pytest.mark.parametrize("cell", ["dear", "-", "$0", "$-1", 10.0**9])
def test_an_unreadable_valuation_is_noted(tmp_path: Path, cell: object) -> None:
    (row,) = read(tmp_path, company("A", cell))
    assert isinstance(row, Row)
    assert [note.split(":")[0] for note in row.notes] == ["valuation"]
    assert [f.key for f in facts(row) if isinstance(f, Valuation)] == ["joined"]


@pytest.mark.parametrize("cell", ["12/30/2018", "23/8/2013", "soon", None, datetime(2019, 1, 20)])  # noqa: DTZ001
def test_a_join_date_that_cannot_be_is_noted_and_no_fact_rests_on_it(tmp_path: Path, cell: object) -> None:
    (row,) = read(tmp_path, company("A", joined=cell))
    assert isinstance(row, Row)
    assert [note.split(":")[0] for note in row.notes] == ["date joined"]
    assert {fact.valid for fact in row.facts} == {DAY}
    assert [f.key for f in row.facts if isinstance(f, Valuation)] == ["on 2018-12-29"]


@pytest.mark.parametrize(
    ("cell", "joined", "sure"),
    [
        (date(2018, 1, 11), date(2018, 11, 1), False),  # as 1 November it is later, and before the list's day
        (date(2018, 11, 2), date(2018, 11, 2), False),
        (date(2018, 12, 11), date(2018, 12, 11), False),
        (date(2017, 5, 5), date(2017, 5, 5), True),  # swapped or not, it is the same
        (date(2017, 5, 20), date(2017, 5, 20), True),  # there is no twentieth month
    ],
)
def test_a_native_date_may_have_day_and_month_swapped(tmp_path: Path, cell: date, joined: date, sure: bool) -> None:
    # The text date beside it, with a day above 12, shows that a spreadsheet read the others day first (case B1).
    row, _ = read(tmp_path, company("A", joined=cell), company("B", joined="8/23/2013"))
    assert isinstance(row, Row)
    assert len(row.notes) == (0 if sure else 1)
    (named,) = (fact for fact in row.facts if isinstance(fact, Named))
    assert (named.valid, named.grade) == (joined, Grade.REPORTED if sure else Grade.DERIVED)


def test_a_country_is_a_code_where_it_is_known_and_else_its_own_word(tmp_path: Path) -> None:
    entries = read(
        tmp_path,
        company("A", country="United States"),
        company("B", country="United\n Kingdom"),
        company("C", country="Atlantis"),
    )
    places = [f.country for entry in entries for f in facts(entry) if isinstance(f, Registered)]
    assert places == ["USA", "GBR", "Atlantis"]
    assert all(len(code) == 3 and code.isupper() for code in countries())


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Ann Capital,\n\t Bob &  Sons, ,Ann Capital,", ("Ann Capital", "Bob & Sons")),
        ("Ann", ("Ann",)),
        ("n/a, Ann", ("Ann",)),
        (7.0, ("7.0",)),
    ],
)
def test_investors_are_split_at_commas(tmp_path: Path, cell: object, names: tuple[str, ...]) -> None:
    (row,) = read(tmp_path, company("A", investors=cell))
    (told,) = (fact for fact in facts(row) if isinstance(fact, Round))
    assert (told.investors, told.amount, told.currency) == (names, None, None)


@pytest.mark.parametrize("cell", ["", None, " ,\n, ", "N/A", "None", "-"])
def test_a_company_without_named_investors_has_no_round(tmp_path: Path, cell: object) -> None:
    (row,) = read(tmp_path, company("A", investors=cell))
    assert not any(isinstance(fact, Round) for fact in facts(row))
    assert isinstance(row, Row)
    assert row.notes == ()


@pytest.mark.parametrize("heading", ["Investor", "Investors", "Select\n Investors", None])
def test_the_investors_column_goes_by_several_names_or_is_not_there(tmp_path: Path, heading: str | None) -> None:
    rows: list[Cells] = [(*HEADINGS[:5], heading), company("A", joined="soon")]
    (row,) = english(CBInsights().read((edition(tmp_path, List=rows),), DAY))
    rounds = [(fact.investors, fact.valid) for fact in facts(row) if isinstance(fact, Round)]
    assert rounds == ([(("Ann", "Bob"), DAY)] if heading else [])


def test_a_second_sheet_repeats_companies_and_holds_links(tmp_path: Path) -> None:
    path = edition(
        tmp_path,
        List=[HEADINGS, company("Acme", 2.0), company("Bolt", "$3")],
        More=[
            ("", *HEADINGS, "Year"),
            (9.0, *company("Acme", "$2"), "2016"),
            (9.0, *company("Bolt", 4.0), "2016"),
            ("", "", None),
            ("", "Acme", "https://acme.test/story"),
            ("", "Bolt"),
            ("", "", "https://acme.test/story"),
        ],
        Scribbles=[("see", "below")],
    )
    entries = list(english(CBInsights().read((path,), DAY)))
    assert [type(entry) for entry in entries] == [Row] * 2 + [Reject] * 6
    assert [(e.place.split(", ", 1)[1], e.reason) for e in entries if isinstance(e, Reject)] == [
        ("More, row 2", "repeats 2018-12-29.xlsx, List, row 2"),
        (
            "More, row 3",
            "repeats 2018-12-29.xlsx, List, row 3; valuation 4000000000.00 here, 3000000000.00 there",
        ),
        ("More, row 5", "not a company: only a link"),
        ("More, row 6", "not a company: only a name"),
        ("More, row 7", "not a company: only a link"),
        ("Scribbles, row 1", "no row with headings stands above it in its sheet"),
    ]


def test_titles_may_stand_above_the_headings(tmp_path: Path) -> None:
    rows: list[Cells] = [("The List", ""), ("", ""), HEADINGS, company("Acme")]
    (row,) = english(CBInsights().read((edition(tmp_path, List=rows),), DAY))
    assert isinstance(row, Row)
    assert row.place.endswith("row 4")


def test_a_workbook_without_headings_is_no_list(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no sheet has a row with the headings"):
        list(english(CBInsights().read((edition(tmp_path, List=[("a", "b")]),), DAY)))


def test_a_row_without_a_name_is_rejected(tmp_path: Path) -> None:
    entries = read(tmp_path, company(""), company("???"))
    assert [e.reason for e in entries if isinstance(e, Reject)] == [
        "no company is named",
        "no company is named, only '???'",
    ]


def test_the_file_says_its_day_and_each_is_a_batch() -> None:
    one, two, undated = Path("x/2018-12-29.xlsx"), Path("2019-12-31.xlsx"), Path("list 2018-13-45.xlsx")
    assert CBInsights().recorded((one,)) == DAY
    assert CBInsights().recorded((undated,)) is None
    assert CBInsights().groups((one, two)) == [(one,), (two,)]
    with pytest.raises(SourceError, match="One edition"):
        list(english(CBInsights().read((one, two), DAY)))


def test_the_list_promises_for_its_own_day_as_an_edition() -> None:
    value, fate = CBInsights().promises(DAY)
    assert value.edition
    assert fate.edition
    assert value.kinds == (Valuation,)  # and none of Round: nobody says that the named investors are all
    assert fate.kinds == (Listed, Acquired, Closed)
    assert (value.since, value.until) == (DAY, DAY)
    assert fate.since < DAY == fate.until  # private on its day is private before it
    assert "unknown" in value.says.en
    assert "未知" in value.says.zh


@pytest.mark.skipif(not REAL.is_dir(), reason="needs the editions in ../shared/data/cbinsights")
@pytest.mark.parametrize(
    ("name", "companies", "rejected", "noted", "unnamed"),
    [
        ("2015-12-11", 144, 0, 0, 0),
        ("2016-12-23", 183, 6, 0, 0),
        ("2017-12-23", 222, 0, 0, 0),
        ("2018-12-29", 305, 0, 2, 0),
        ("2019-12-31", 430, 0, 0, 2),
    ],
)
def test_the_real_editions_add_up(name: str, companies: int, rejected: int, noted: int, unnamed: int) -> None:
    path = REAL / f"{name}.xlsx"
    day = CBInsights().recorded((path,))
    assert day == date.fromisoformat(name)
    entries = list(english(CBInsights().read((path,), day)))
    kept = [entry for entry in entries if isinstance(entry, Row)]
    rejects = [entry for entry in entries if isinstance(entry, Reject)]
    assert (len(kept), len(rejects)) == (companies, rejected)
    assert all(entry.place and entry.reason for entry in rejects)
    assert sum(len(entry.notes) for entry in kept) == noted
    investors = [sum(isinstance(fact, Round) for fact in entry.facts) for entry in kept]
    assert investors.count(0) == unnamed  # N/A, Undisclosed
    assert all(len(entry.facts) == 6 + rounds for entry, rounds in zip(kept, investors, strict=True))
    countries = {f.country for entry in kept for f in entry.facts if isinstance(f, Registered)}
    assert all(country and len(country) == 3 for country in countries)
