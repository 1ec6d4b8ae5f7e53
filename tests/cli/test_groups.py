"""What-if and watch by group, with values, gaps and newcomers; a day in the future."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.here import hornbook
from tests.park import FIRST, LAST, WITH_COUNTRY, detailed, made_once, park_book, rows_of

EARLY = """1,Star Fire,2021-05-01,CHN,Beijing,1500000000,USD,2023-01-10,
2,River,2020-01-01,CHN,Wuhan,900000000,USD,2023-02-01,
"""
LATE = """3,Near Star,2021-05-01,CHN,Beijing,800000000,USD,2024-02-01,
4,Lake,2021-05-01,CHN,Wuhan,2000000000,USD,2024-02-01,
5,Nowhere,2021-05-01,CHN,,5000000,USD,2024-02-01,
"""


@pytest.fixture(scope="module")
def park(tmp_path_factory: pytest.TempPathFactory) -> Path:
    tables = (("early", detailed(FIRST), WITH_COUNTRY + EARLY), ("late", detailed(LAST), WITH_COUNTRY + LATE))
    return made_once(tmp_path_factory, "groups", lambda folder: park_book(folder, *tables)) / "book"


def ask(book: Path, *words: str) -> Any:
    """An answer as JSON."""
    done = hornbook(*words, "--json", book=book)
    assert done.code == 0, done.err
    return json.loads(done.out)


def test_what_if_by_group_says_how_many_and_what_they_are_worth(park: Path) -> None:
    """Groups add up to the whole, and a CSV has one row a group."""
    words = ("whatif", "plain", "--as-of", LAST, "--set", "unicorn.valuation=850_000_000 USD", "--by", "city")
    told = ask(park, *words)
    assert (told["before"], told["after"]) == (2, 3)
    assert (told["value_before_usd"], told["value_after_usd"]) == (3_500_000_000, 4_400_000_000)
    groups = {group.pop("keys")["city"]: group for group in told["groups"]}
    assert groups["Wuhan"] == {
        "before": 1, "enters": 1, "leaves": 0, "after": 2,
        "value_before_usd": 2_000_000_000, "value_after_usd": 2_900_000_000,
    }  # fmt: skip
    assert sum(group["after"] for group in groups.values()) == told["after"]
    rows = rows_of(hornbook(*words, "--csv", book=park).out)
    assert [(row["city"], row["after"]) for row in rows] == [("Wuhan", "2"), ("Beijing", "1")]
    page = hornbook(*words, book=park).out
    assert "Worth together: US$3.5bn → US$4.4bn." in page


def test_a_watch_counts_what_is_new_in_the_book_and_measures_the_gaps(park: Path) -> None:
    """By group; a CSV has the threshold, the gap and its unit, the nearest first."""
    words = ("watch", "--from", FIRST, "--as-of", LAST, "--by", "city")
    told = ask(park, *words)
    assert told["new"]["count"] == 3
    assert {of["known"] for of in told["new"]["newest"]} == {LAST}
    counts = {of["keys"]["city"]: of["count"] for of in told["new"]["groups"]}
    assert counts == {"Beijing": 1, "Wuhan": 1, None: 1}
    rows = [row for row in rows_of(hornbook(*words, "--csv", book=park).out) if row["what"] == "near"]
    assert [(row["name"], float(row["gap"]), row["gap_unit"]) for row in rows] == [
        ("River", 100_000_000, "USD"), ("Near Star", 200_000_000, "USD"),
    ]  # fmt: skip
    assert {float(row["threshold"]) for row in rows} == {1_000_000_000}
    profile = ask(park, "profile", "Lake", "--as-of", LAST, "--columns", "first_known")
    assert profile["values"] == {"first_known": LAST}


def test_a_day_in_the_future_is_answered_with_a_warning(park: Path) -> None:
    """On standard error, so that JSON stays JSON; a day that has come is answered without."""
    done = hornbook("census", "--as-of", "2150-01-01", "--json", book=park)
    assert done.code == 0
    assert json.loads(done.out)["asked"]["day"] == "2150-01-01"
    assert done.err.strip() == "Warning: 2150-01-01 is in the future; the answer is by what is known so far."
    assert hornbook("census", "--as-of", LAST, book=park).err == ""


def test_a_profile_knows_the_promises_that_a_verdict_knows(park: Path) -> None:
    """A park that names every listing says by its silence that there is none; a headcount stays unknown."""
    told = ask(park, "profile", "Lake", "--as-of", LAST, "--columns", "listed,venue,headcount")
    assert told["values"] == {"listed": None, "venue": None, "headcount": None}
    assert told["promised"] == ["listed", "venue"]
    page = " ".join(
        hornbook("profile", "Lake", "--as-of", LAST, "--columns", "listed,headcount", book=park).out.split()
    )
    assert "None, for a source promised to name every one: " in page
    assert "Unknown: employees" in page or "Unknown: headcount" in page


def test_a_census_of_joined_records_counts_a_company_once(tmp_path: Path) -> None:
    """The city from one source and the value from the other: one company in its group and on the list."""
    value = "1,Star Fire,2021-05-01,,,1500000000,USD,2024-01-10,\n"
    place = "1,Star Fire Inc,2021-05-01,CHN,Beijing,,,,\n"
    tables = [
        (name, detailed(LAST, name=name), WITH_COUNTRY + rows) for name, rows in (("money", value), ("gazette", place))
    ]
    book = park_book(tmp_path, *tables)
    at = ("--as-of", LAST)
    apart = ask(book, "census", *at, "--by", "city")
    assert {row["keys"]["city"]: row["count"] for row in apart["rows"] if row["count"]} == {None: 1}
    done = hornbook(
        "same", "money:1", "gazette:1", "--because", "one", "--decided-by", "office", "--on", LAST, book=book
    )
    assert done.code == 0, done.err
    joined = ask(book, "census", *at, "--by", "city,country")
    assert [(row["keys"], row["count"]) for row in joined["rows"]] == [({"city": "Beijing", "country": "CHN"}, 1)]
    listed = ask(book, "census", *at, "--list", "--columns", "city", "--where", "city = 'Beijing'")
    assert [(of["city"], of["value_usd"]) for of in listed["companies"]] == [("Beijing", 1_500_000_000)]
