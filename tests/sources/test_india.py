"""The list of Indian funding rounds: look-alikes of its traps, and the real list where it is at hand."""

import csv
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.errors import SourceError
from hornbook.kinds import Fact, Named, Registered, Round, Sector
from hornbook.sources.india import IndianRounds
from hornbook.sources.shared.indian_words import IndianPlace, indian_round, investors_in, places_in, unescaped
from hornbook.sources.source import Entry, Reject, Row, sources_by_name
from hornbook.terms import Grade, Instrument, Payment
from tests.english import english

T = TypeVar("T", bound=Fact)
REAL = Path(__file__).parents[2].parent / "shared" / "data" / "india" / "startup_funding_2015_2020.csv.gz"
DAY = date(2020, 7, 31)
COLUMNS = (
    *("", "Sr. No.", "Date", "Startup Name", "Industry / Vertical", "Sub-Vertical", "City / Location"),
    *("Investors’ Name", "Investment Type", "Amount (In USD)"),
)
USUAL = {
    "Date": "13/07/2020",
    "Startup Name": "Kite Robotics",
    "Industry / Vertical": "Robots",
    "Sub-Vertical": "Drones",
    "City / Location": "Bangalore",
    "Investors’ Name": "Alder Capital, Birch Fund and Cedar Partners.",
    "Investment Type": "pre-Series B",
    "Amount (In USD)": "1,00,00,000",
}
Cells = dict[str, str]


def row(**cells: str) -> Cells:
    """A usual row with other cells; `name`, `day`, … stand for the headings."""
    heads = {
        **{"day": "Date", "name": "Startup Name", "vertical": "Industry / Vertical", "sub": "Sub-Vertical"},
        **{"place": "City / Location", "by": "Investors’ Name", "type": "Investment Type", "amount": "Amount (In USD)"},
    }
    return USUAL | {heads[word]: cell for word, cell in cells.items()}


def read(folder: Path, *rows: Cells) -> list[Entry]:
    path = folder / "startup_funding.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return list(english(IndianRounds().read((path,), DAY)))


def of(kind: type[T], entries: list[Entry]) -> list[T]:
    return [fact for entry in entries if isinstance(entry, Row) for fact in entry.facts if isinstance(fact, kind)]


def notes(entries: list[Entry]) -> list[str]:
    return [note for entry in entries if isinstance(entry, Row) for note in entry.notes]


def reasons(entries: list[Entry]) -> list[str]:
    return [entry.reason for entry in entries if isinstance(entry, Reject)]


def test_a_line_becomes_its_facts(tmp_path: Path) -> None:
    on = {"subject": "india:kite-robotics", "valid": date(2020, 7, 13), "place": "startup_funding.csv:2"}
    assert read(tmp_path, USUAL) == [
        Row(
            "startup_funding.csv:2",
            (
                Named(**on, key="name", name="Kite Robotics"),  # type: ignore[arg-type]
                Registered(**on, key="place 2020-07-13", country="IND", region="Karnataka", city="Bengaluru"),  # type: ignore[arg-type]
                Sector(**on, key="rank 1 2020-07-13", taxonomy="india", label="Robots", rank=1),  # type: ignore[arg-type]
                Sector(**on, key="rank 2 2020-07-13", taxonomy="india", label="Drones", rank=2),  # type: ignore[arg-type]
                Round(
                    **on,  # type: ignore[arg-type]
                    key="2020-07-13 pre-Series B 10000000.00",
                    type="pre-Series B",
                    series="Pre-B",
                    amount=Decimal(10_000_000),
                    currency="USD",
                    instrument=Instrument.EQUITY,
                    payment=Payment.ANNOUNCED,
                    investors=("Alder Capital", "Birch Fund", "Cedar Partners"),
                ),
            ),
        )
    ]


@pytest.mark.parametrize(
    ("cell", "day", "sure"),
    [
        *(("13/04/2015", date(2015, 4, 13), True), ("3/4/2015", date(2015, 4, 3), True)),
        *(("13/04/2015.", date(2015, 4, 13), True), ("15/01.2015", date(2015, 1, 15), True)),
        *(("22/01//2015", date(2015, 1, 22), True), ("<td>22/01/2015</td>", date(2015, 1, 22), True)),
        *(("05/072018", date(2018, 7, 5), False), ("01/07/015", date(2015, 7, 1), False)),
    ],
)
def test_a_day_is_read_where_it_can_be_only_one(tmp_path: Path, cell: str, day: date, *, sure: bool) -> None:
    entries = read(tmp_path, row(day=cell))
    grade = Grade.REPORTED if sure else Grade.DERIVED
    assert {(fact.valid, fact.grade) for fact in of(Fact, entries)} == {(day, grade)}
    assert notes(entries) == ([] if sure else [f"Date: '{cell}' is taken as {day}"])


@pytest.mark.parametrize(
    "cell", ["", "\xa0", "13/13/2015", "31/02/2015", "01/08/2020", "13/04/15", "5/12018", "May 2015"]
)
def test_a_round_without_a_day_is_refused(tmp_path: Path, cell: str) -> None:
    (entry,) = read(tmp_path, row(day=cell))
    assert isinstance(entry, Reject)
    assert entry.reason.startswith("Date: ")


@pytest.mark.parametrize(
    ("cell", "amount", "least", "noted"),
    [
        *(("1,00,00,000", 10_000_000, None, ""), ("10,000,000", 10_000_000, None, "")),
        *(("27,39,034.68", Decimal("2739034.68"), None, ""), ("1,000,000,", 1_000_000, None, "")),
        *(("6,590,000 ", 6_590_000, None, ""), ("5,20,00,000\\xc2\\xa0", 52_000_000, None, "")),
        ("14,342,000+", None, 14_342_000, ""),
        *((word, None, None, "") for word in ("undisclosed", "N/A", "NA", "unknown", "\xa0", "\n", "")),
        ("1,34,00000", None, None, "Amount: '1,34,00000' is not a number: its marks stand neither"),
        ("10", None, None, "Amount: '10' is less than 1,000 dollars"),
        ("-5,000", None, None, "Amount: '-5,000' is negative"),
        ("lots", None, None, "Amount: 'lots' is no sum of money"),
    ],
)
def test_an_amount_is_one_only_where_it_is_sure(
    tmp_path: Path, cell: str, amount: int | Decimal | None, least: int | None, noted: str
) -> None:
    entries = read(tmp_path, row(amount=cell))
    (told,) = of(Round, entries)
    assert (told.amount, told.least, told.most) == (amount, least, None)
    assert told.currency == ("USD" if amount or least else None)
    assert [note[: len(noted)] for note in notes(entries)] == ([noted] if noted else [])


def test_shifted_cells_headings_and_blank_lines_say_nothing(tmp_path: Path) -> None:
    html = '<td class="column-9"><strong>2,00,000</strong></td>'
    headings = {column: column for column in ("Industry / Vertical", "Sub-Vertical", "City / Location")}
    entries = read(
        tmp_path,
        row(type=html, amount="2,00,000"),
        row(name="Lantern", by="<td>Debt Funding</td>", type="Debt Funding"),
        USUAL | headings | {"Startup Name": "Moss"},
        {"Sr. No.": "71"},
        {column: f'<td class="column-{n}"></td>' for n, column in enumerate(COLUMNS[1:])},
        row(name="\xa0"),
        row(name="!"),
    )
    assert [(r.type, r.amount, r.investors[:1]) for r in of(Round, entries)] == [
        ("unstated", 200_000, ("Alder Capital",)),
        ("Debt Funding", 10_000_000, ()),
        ("pre-Series B", 10_000_000, ("Alder Capital",)),
    ]
    assert {type(f) for f in of(Fact, entries) if f.subject == "india:moss"} == {Named, Round}
    nameless = ["Startup Name: no name", "Startup Name: '!' names nobody"]
    assert reasons(entries) == ["says nothing", "says nothing", *nameless]


def test_a_company_is_named_from_its_first_round_and_moves_when_a_later_line_says_so(tmp_path: Path) -> None:
    entries = read(
        tmp_path,
        row(day="13/07/2020", place="Pune / US", vertical="Drones"),
        row(day="01/05/2018", name="Kite-robotics", place="Bengaluru", sub=""),
        row(day="02/06/2019", place="Kormangala"),
    )
    (name,) = of(Named, entries)
    assert (name.name, name.valid, name.place[-1]) == ("Kite-robotics", date(2018, 5, 1), "3")
    assert [(f.city, f.valid) for f in of(Registered, entries)] == [
        ("Pune", date(2020, 7, 13)),
        ("Bengaluru", date(2018, 5, 1)),
    ]
    assert [(f.label, f.rank, f.valid) for f in of(Sector, entries)] == [
        ("Drones", 1, date(2020, 7, 13)),
        ("Robots", 1, date(2018, 5, 1)),
        ("Drones", 2, date(2018, 5, 1)),  # said a year later, and true of the company from the start as far as known
    ]
    assert notes(entries) == [
        "City: of 'Pune / US' only Pune is taken",
        "Startup Name: taken for the company that startup_funding.csv:3 calls 'Kite-robotics'",
        "Startup Name: taken for the company that startup_funding.csv:3 calls 'Kite-robotics'",
    ]


def test_a_line_that_repeats_a_round_is_rejected_with_what_differs(tmp_path: Path) -> None:
    entries = read(tmp_path, USUAL, USUAL, row(by="Oak"), row(amount="5,00,000", place="Pune"))
    assert [type(entry) for entry in entries] == [Row, Reject, Reject, Row]
    repeats = "repeats the round of startup_funding.csv:2"
    assert reasons(entries) == [
        repeats,
        f"{repeats}; investors 'Oak' here, 'Alder Capital, Birch Fund, Cedar Partners' there",
    ]
    assert [r.amount for r in of(Round, entries)] == [10_000_000, 500_000]
    assert [f.city for f in of(Registered, entries)] == ["Bengaluru"]
    assert notes(entries) == ["City: startup_funding.csv:2 says something else of that day, and stands"]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        *((city, [IndianPlace("IND", "Karnataka", "Bengaluru")]) for city in ("Bangalore", "Bengaluru ", "BANGALORE")),
        *((city, [IndianPlace("IND", "Gujarat", "Ahmedabad")]) for city in ("Ahmedabad", "Ahemdabad", "Ahemadabad")),
        *((city, [IndianPlace("IND", "Delhi", "New Delhi")]) for city in ("Delhi", "New Delhi", "Nw Delhi")),
        (
            "Singapore and Bangalore",
            [IndianPlace("IND", "Karnataka", "Bengaluru"), IndianPlace("SGP", None, "Singapore")],
        ),
        ("Pune / US", [IndianPlace("IND", "Maharashtra", "Pune"), IndianPlace("USA")]),
        ("India/US", [IndianPlace("IND"), IndianPlace("USA")]),
        ("Mumbai / Global", [IndianPlace("IND", "Maharashtra", "Mumbai")]),
        ("San Jose,", [IndianPlace("USA", None, "San Jose")]),
        ("California", [IndianPlace("USA", "California")]),
        ("Haryana", [IndianPlace("IND", "Haryana")]),
        ("Nowherepur", [IndianPlace("IND", None, "Nowherepur")]),
        ("", []),
    ],
)
def test_a_place_has_one_spelling(text: str, places: list[IndianPlace]) -> None:
    assert list(places_in(text)) == places


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Alder, Birch and Cedar", ["Alder", "Birch", "Cedar"]),
        ("Alder, Birch, and Cedar.", ["Alder", "Birch", "Cedar"]),
        ("Alder Capital & Birch Fund", ["Alder Capital", "Birch Fund"]),
        ("Alder & Birch Foundation", ["Alder & Birch Foundation"]),
        ("Alder Brook & Sons", ["Alder Brook & Sons"]),
        ("Alder Brook and Company", ["Alder Brook and Company"]),
        ("AL&B Partners", ["AL&B Partners"]),
        ("Ann Alder (Founder, Kite, Inc) and Bob Birch", ["Ann Alder (Founder, Kite, Inc)", "Bob Birch"]),
        ("Alder, Alder", ["Alder"]),
        *((f"Alder {tail}", ["Alder"]) for tail in ("& Others", "and others.", "amongst others", "and 3 other angels")),
        *(
            (who, [])
            for who in ("Undisclosed Investors", "3 undisclosed investors", "Others", "Group of Angel Investors")
        ),
        *((who, []) for who in ("Undisclosed", "Existing investors", "Unnamed angel investors", "")),
        ("Angel List Fund", ["Angel List Fund"]),
        ("Individual Pursuits LLP", ["Individual Pursuits LLP"]),
    ],
)
def test_investors_are_told_apart(text: str, names: list[str]) -> None:
    assert list(investors_in(text)) == names


@pytest.mark.parametrize(
    ("word", "series", "instrument"),
    [
        *(("Series A", "A", Instrument.EQUITY), ("Series C1", "C1", Instrument.EQUITY)),
        *(("pre-series A", "Pre-A", Instrument.EQUITY), ("Series B (Extension)", "B", Instrument.EQUITY)),
        *(("Venture-Series Unknown", None, Instrument.EQUITY), ("Seed / Angle Funding", None, Instrument.EQUITY)),
        *(("PrivateEquity", None, Instrument.EQUITY), ("Term Loan", None, Instrument.DEBT)),
        *(("Debt-Funding", None, Instrument.DEBT), ("Debt and Preference capital", None, Instrument.UNSTATED)),
        *(("Mezzanine", None, Instrument.UNSTATED), ("", None, Instrument.UNSTATED)),
    ],
)
def test_the_word_of_a_round_says_its_series_and_what_its_money_is(
    word: str, series: str | None, instrument: Instrument
) -> None:
    assert indian_round(word) == (series, instrument)


@given(st.text("ab <>/&;,\\xc2a0n()", max_size=30))
def test_no_cell_breaks_the_reading(text: str) -> None:
    """Names and places come out in one line; what is plain stays plain."""
    assert "\n" not in unescaped(text)
    assert all(name == name.strip() and name for name in investors_in(unescaped(text)))
    assert all(place.country for place in places_in(unescaped(text)))


def test_it_is_a_source_of_no_promises_and_knows_its_file(tmp_path: Path) -> None:
    assert sources_by_name()["india"].about is IndianRounds.about
    assert "indian_words" not in sources_by_name()
    assert (IndianRounds().promises(DAY), IndianRounds().recorded((Path("2015.csv"),))) == ((), None)
    one, two = Path("1.csv"), Path("2.csv")
    assert IndianRounds().groups((one, two)) == [(one,), (two,)]
    with pytest.raises(SourceError, match="One file"):
        list(english(IndianRounds().read((one, two), DAY)))
    foreign = tmp_path / "f.csv"
    foreign.write_text("Date,Startup Name\n1,2\n", encoding="utf-8")
    with pytest.raises(SourceError, match="no column for vertical, sub, place, investors, type, amount"):
        list(english(IndianRounds().read((foreign,), DAY)))


@pytest.mark.skipif(not REAL.is_file(), reason="needs the list in ../shared/data/india")
def test_the_real_list_adds_up() -> None:
    entries = list(english(IndianRounds().read((REAL,), DAY)))
    facts = of(Fact, entries)
    rounds = of(Round, entries)
    assert (len(entries), len(rounds)) == (3_169, 3_119)
    assert Counter(reasons(entries)) == {"Startup Name: no name": 28, "says nothing": 22}
    kinds = Counter(type(fact).__name__ for fact in facts)
    assert (kinds["Named"], kinds["Registered"], kinds["Sector"]) == (2_388, 2_367, 5_591)
    assert len({fact.subject for fact in facts}) == kinds["Named"]
    assert len({(type(f), f.subject, f.key) for f in facts}) == len(facts)
    assert max(fact.valid for fact in facts) <= DAY
    told = Counter(note.split(":")[0] for note in notes(entries))
    assert told == {"Startup Name": 146, "City": 43, "Amount": 18, "Date": 2}
    assert (sum(r.amount is not None for r in rounds), [r.least for r in rounds if r.least]) == (2_112, [14_342_000])
    assert Counter(r.instrument for r in rounds) == {"equity": 3_070, "debt": 32, "unstated": 17}
    assert not any("<td" in str(fact) for fact in facts)
    assert Counter(f.country for f in of(Registered, entries)) == {
        "IND": 2_344,
        "USA": 13,
        "SGP": 8,
        "KEN": 1,
        "GBR": 1,
    }
