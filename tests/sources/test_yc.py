"""Y Combinator's directory: look-alikes of its two layouts, and the real editions where they are at hand."""

import csv
import gzip
from collections import Counter
from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest

from hornbook.book.book import new_book
from hornbook.errors import SourceError
from hornbook.indicators.profile import profile
from hornbook.kinds import (
    Acquired,
    Certified,
    Closed,
    Described,
    Fact,
    Founded,
    Headcount,
    Listed,
    Named,
    Registered,
    Sector,
    Website,
)
from hornbook.sources.source import Entry, Reject, Row, source, sources_by_name
from hornbook.sources.yc import YCombinator
from hornbook.terms import Grade
from tests.english import english

T = TypeVar("T", bound=Fact)
REAL = Path(__file__).parents[2].parent / "shared" / "data" / "yc"
DAY = date(2023, 2, 27)
OLD = (
    *("company_id", "company_name", "short_description", "batch", "status", "tags", "location", "country"),
    *("year_founded", "num_founders", "team_size", "website"),
)
NEW = ("id", "name", "slug", "website", "oneLiner", "teamSize", "url", "batch", "status")
Cells = dict[str, str]


def old(**cells: str) -> Cells:
    known = {"company_id": "7", "company_name": "Kiln", "batch": "W12", "status": "Active"}
    return dict.fromkeys(OLD, "") | known | cells


def new(**cells: str) -> Cells:
    return dict.fromkeys(NEW, "") | {"id": "7", "name": "Kiln", "batch": "W12", "status": "Active"} | cells


def written(folder: Path, *rows: Cells, name: str = "2023-02-27.csv") -> Path:
    path = folder / name
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def read(folder: Path, *rows: Cells) -> list[Entry]:
    return list(english(YCombinator().read((written(folder, *rows),), DAY)))


def of(kind: type[T], entries: list[Entry]) -> list[T]:
    return [fact for entry in entries if isinstance(entry, Row) for fact in entry.facts if isinstance(fact, kind)]


def notes(entries: list[Entry]) -> list[str]:
    return [note for entry in entries if isinstance(entry, Row) for note in entry.notes]


def test_a_company_becomes_its_facts(tmp_path: Path) -> None:
    cells = {
        "short_description": "Pots, by a@kiln.test",
        "tags": "['Pots', 'B2B', 'Pots']",
        "website": "http://kiln.test",
    }
    more = {"location": "Los Angeles, CA", "country": "US", "year_founded": "2010", "team_size": "11"}
    (row,) = read(tmp_path, old(**cells, **more))
    assert isinstance(row, Row)
    at = {"subject": "yc:7", "place": "2023-02-27.csv:2"}
    on = at | {"valid": date(2010, 1, 1)}
    assert set(row.facts) == {
        Named(**on, grade=Grade.DERIVED, name="Kiln"),  # type: ignore[arg-type]
        Named(**at, valid=DAY, name="Kiln"),
        Founded(**on, precision="year"),  # type: ignore[arg-type]
        Certified(
            **at,
            valid=date(2012, 1, 1),
            key="batch",
            grade=Grade.DERIVED,
            status="Y Combinator W12",
            by="Y Combinator",
        ),
        Website(**on, key="website", url="http://kiln.test"),  # type: ignore[arg-type]
        Described(**on, key="about", text="Pots, by […]", language="en"),  # type: ignore[arg-type]
        Sector(**on, key="rank 1", taxonomy="yc", label="Pots", rank=1),  # type: ignore[arg-type]
        Sector(**on, key="rank 2", taxonomy="yc", label="B2B", rank=2),  # type: ignore[arg-type]
        Registered(**on, key="place", country="USA", region="CA", city="Los Angeles"),  # type: ignore[arg-type]
        Headcount(**at, valid=DAY, count=11),
    }
    assert row.notes == ()


def test_a_renamed_company_has_its_old_name_until_the_newer_edition(tmp_path: Path) -> None:
    book = new_book(tmp_path / "book")
    first, second = written(tmp_path, old()), written(tmp_path, new(name="Oven", teamSize="9"), name="2024.csv")
    book.take(source("yc"), [second, first])

    def name(day: date, known: date) -> str:
        table = profile(book.at(day, known=known), ["name", "headcount"])
        (row,) = book.at(day, known=known).engine.arrow(table).to_pylist()
        return str(row["name"])

    end, between = date(2024, 12, 31), date(2023, 6, 1)
    assert name(DAY, DAY) == name(between, between) == name(between, end) == "Kiln"
    assert name(end, end) == "Oven"
    assert name(date(2015, 1, 1), DAY) == "Kiln"  # with hindsight: the newest edition's guess of what it was called
    assert name(date(2015, 1, 1), end) == "Oven"


@pytest.mark.parametrize(
    ("code", "valid", "note"),
    [
        ("S21", date(2021, 6, 1), None),
        ("X22", date(2022, 4, 1), None),
        ("F22", date(2022, 9, 1), None),
        ("IK12", DAY, "batch: 'IK12' names no season and year, so 2023-02-27 stands"),
        ("S24", None, "batch: S24 begins after 2023-02-27, the day of recording"),
        ("", None, "batch: none is named"),
    ],
)
def test_a_batch_begins_with_its_season(tmp_path: Path, code: str, valid: date | None, note: str | None) -> None:
    entries = read(tmp_path, old(batch=code, team_size="1"))
    assert [fact.valid for fact in of(Certified, entries)] == ([valid] if valid else [])
    assert notes(entries) == ([note] if note else [])


@pytest.mark.parametrize(
    ("location", "country", "place"),
    [
        ("San Francisco", "US", ("USA", None, "San Francisco")),
        ("CA", "US", ("USA", "CA", None)),
        ("London, United Kingdom", "GB", ("GBR", None, "London")),
        ("India", "IN", ("IND", None, None)),
        ("Singapore", "SG", ("SGP", None, "Singapore")),
        ("Remote, OR", "US", ("USA", None, None)),
        ("", "US", ("USA", None, None)),
        ("Erewhon, Utopia", "QQ", ("Utopia", None, "Erewhon")),
    ],
)
def test_a_place_is_read_as_its_country_writes_it(
    tmp_path: Path, location: str, country: str, place: tuple[str | None, ...]
) -> None:
    entries = read(tmp_path, old(location=location, country=country))
    assert [(fact.country, fact.region, fact.city) for fact in of(Registered, entries)] == [place]
    refused = {"Remote, OR": "location: 'Remote, OR' names no city", "Erewhon, Utopia": "country: 'QQ' is no code"}
    assert any(note.startswith(refused.get(location, "~")) for note in notes(entries)) == (location in refused)


def test_a_status_holds_on_the_day_of_the_edition(tmp_path: Path) -> None:
    words = ("Active", "Inactive", "Acquired", "Public", "Asleep")
    entries = read(tmp_path, *(old(company_id=str(n), status=word) for n, word in enumerate(words)))
    fates = [fact for fact in of(Fact, entries) if isinstance(fact, Closed | Acquired | Listed)]
    assert [(type(fact), fact.subject) for fact in fates] == [(Closed, "yc:1"), (Acquired, "yc:2"), (Listed, "yc:3")]
    assert {(fact.valid, fact.grade) for fact in fates} == {(DAY, Grade.DERIVED)}
    assert notes(entries) == ["status: 'Asleep' is none of Active, Inactive, Acquired, Public"]


def test_cells_that_cannot_be_are_noted_and_rows_that_name_nobody_rejected(tmp_path: Path) -> None:
    bad = old(tags="__import__('os')", year_founded="2025", team_size="-3", website="http://")
    rows = [bad, old(), old(company_id=""), old(company_id="x"), old(company_id="8", company_name=" ")]
    entries = read(tmp_path, *rows, old(company_id="9", team_size="0", tags="['a', 3]"))
    assert [type(entry) for entry in entries] == [Row, *[Reject] * 4, Row]
    assert of(Sector, entries) == of(Founded, entries) == of(Headcount, entries) == of(Website, entries) == []
    assert notes(entries) == [
        "year_founded: 2025-01-01 is after 2023-02-27, the day of recording",
        "tags: \"__import__('os')\" is not a list of words",
        "team_size: '-3' is negative",
        "tags: \"['a', 3]\" is not a list of words",
        "team_size: 0, so unknown",
    ]
    assert [entry.reason for entry in entries if isinstance(entry, Reject)] == [
        "2023-02-27.csv:2 has the same number 7",
        "no number",
        "company_id: 'x' is not a number",
        "no name",
    ]


def test_what_is_no_directory_is_a_clear_error(tmp_path: Path) -> None:
    path = tmp_path / "2023-02-27.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(SourceError, match=r"2023-02-27.csv:1: .*company_id.* or id, name"):
        list(english(YCombinator().read((path,), DAY)))
    with pytest.raises(SourceError, match="One edition"):
        list(english(YCombinator().read((path, path), DAY)))


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("2023-02-27.csv.gz", DAY),
        ("2024.csv.gz", date(2024, 12, 31)),
        ("yc 2024.csv", date(2024, 12, 31)),
        ("2023-02-30.csv", None),
        ("2023-02.csv", None),
        ("12024.csv", None),
        ("companies.csv", None),
    ],
)
def test_the_file_says_its_day_or_its_year(name: str, day: date | None) -> None:
    assert YCombinator().recorded((Path("2001") / name,)) == day


def test_the_directory_is_a_source_whose_editions_promise_a_status() -> None:
    assert sources_by_name()["yc"].about is YCombinator.about
    (promise,) = YCombinator().promises(DAY)
    assert (set(promise.kinds), promise.since, promise.until, promise.edition) == (
        {Closed, Acquired, Listed},
        DAY,
        DAY,
        True,
    )
    one, two = Path("1.csv"), Path("2.csv")
    assert YCombinator().groups((one, two)) == [(one,), (two,)]


def test_a_number_of_thousands_of_digits_and_tags_that_are_no_list_are_refused(tmp_path: Path) -> None:
    long, odd = english(YCombinator().read((written(tmp_path, old(company_id="9" * 5000), old(tags="{1, [2]}")),), DAY))
    assert isinstance(long, Reject)
    assert "is not a number" in long.reason
    assert isinstance(odd, Row)
    assert odd.notes == ("tags: '{1, [2]}' is not a list of words",)


@pytest.mark.skipif(not REAL.is_dir(), reason="needs the editions in ../shared/data/yc")
def test_the_real_editions_add_up() -> None:
    names: list[dict[str, str]] = []
    counts: list[Counter[str]] = []
    refused: list[int] = []
    for file, column in (("2023-02-27.csv.gz", "company_id"), ("2024.csv.gz", "id")):
        with gzip.open(REAL / file, "rt", encoding="utf-8-sig", newline="") as text:
            lines = list(csv.DictReader(text))
        day = YCombinator().recorded((REAL / file,))
        assert day
        entries = list(english(YCombinator().read((REAL / file,), day)))
        assert len(entries) == len(lines) == sum(isinstance(entry, Row) for entry in entries)
        facts = of(Fact, entries)
        assert {fact.subject for fact in facts} == {f"yc:{line[column]}" for line in lines}
        assert len({(type(f), f.subject, f.key or str(f.valid)) for f in facts}) == len(facts)
        assert max(fact.valid for fact in facts) == day
        names.append({fact.subject: fact.name for fact in of(Named, entries)})
        counts.append(Counter(type(fact).__name__ for fact in facts))
        told = Counter(line["status"] for line in lines)
        ends = (counts[-1]["Closed"], counts[-1]["Acquired"], counts[-1]["Listed"])
        assert ends == (told["Inactive"], told["Acquired"], told["Public"])
        refused.append(len(notes(entries)))
    assert [sum(found.values()) for found in counts] == [42_116, 30_104]
    assert counts[0]["Registered"] == 4_001
    assert [found["Headcount"] for found in counts] == [3_967, 4_665]
    assert refused == [185, 101]
    both = names[0].keys() & names[1].keys()
    assert (len(both), sum(names[0][subject] != names[1][subject] for subject in both)) == (4_032, 311)
