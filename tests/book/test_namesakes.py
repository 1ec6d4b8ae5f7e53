"""Case C: `Larch Pay`, US, and `Larch Pay`, Estonia, in lists of different years are two companies."""

from datetime import date
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from hornbook.book.book import Book, new_book
from hornbook.engine import Engine
from hornbook.indicators.profile import profile
from hornbook.sources.source import source

HEAD = "Company,Valuation ($B),Date Joined,Country,Industry,Select Investors"
US = 'Larch Pay,$2,3/14/2015,United States,Fintech,"Alder Fund, Birch Fund"'
ESTONIA = 'Larch Pay,$8.4,5/29/2018,Estonia,Fintech,"Cedar Capital"'
EDITIONS = {"2016-12-23": [US], "2018-12-29": [ESTONIA], "2019-12-31": [ESTONIA, US]}


def files(folder: Path, editions: dict[str, list[str]]) -> list[Path]:
    """Editions of the list, each a file named by its day."""
    for day, rows in editions.items():
        (folder / f"{day}.csv").write_text("\n".join([HEAD, *rows]) + "\n")
    return [folder / f"{day}.csv" for day in editions]


def imported(folder: Path, engine: Engine, paths: list[Path], *, together: bool = False) -> Book:
    """A book into which the editions were imported in that order, one by one or by one command."""
    book = new_book(folder / "book", engine=engine)
    for group in [paths] if together else [[path] for path in paths]:
        book.take(source("cbinsights"), group)
    return book


def companies(book: Book, day: date) -> dict[str, tuple[Any, ...]]:
    """Each company's country, valuation and founding of its place on the list, as known on the day."""
    rows = book.engine.arrow(profile(book.at(day), ["country", "valuation", "investors"])).to_pylist()
    return {row["subject"]: (row["country"], row["valuation"], row["investors"]) for row in rows}


@pytest.mark.parametrize("order", list(permutations(range(3))), ids=str)
def test_c_larch_pay_in_two_editions_of_one_list_is_two_companies(
    order: tuple[int, ...], engine: Engine, tmp_path: Path
) -> None:
    """In whatever order the editions come: one American and one Estonian company, each with its own history."""
    paths = files(tmp_path, EDITIONS)
    book = imported(tmp_path, engine, [paths[n] for n in order])
    found = companies(book, date(2019, 12, 31))
    assert len(found) == 2
    assert sorted(found.values()) == [("EST", 8_400_000_000, 1), ("USA", 2_000_000_000, 2)]
    assert [values[0] for values in companies(book, date(2016, 12, 31)).values()] == ["USA"]


def test_c_larch_pay_in_two_editions_that_one_command_brings(engine: Engine, tmp_path: Path) -> None:
    """The second file is told from the first, though neither is in the book yet; a note says so."""
    paths = files(tmp_path, {day: EDITIONS[day] for day in ("2016-12-23", "2018-12-29")})
    book = imported(tmp_path, engine, paths, together=True)
    assert set(companies(book, date(2019, 12, 31))) == {"cbinsights:larch-pay", "cbinsights:larch-pay-est"}
    assert [batch.notes for batch in book.batches] == [0, 1]


@pytest.mark.parametrize(
    ("why", "later"),
    [
        ("only the country changed", 'Larch Pay,$3,3/14/2015,Estonia,Fintech,""'),
        ("an investor is common", 'Larch Pay,$3,5/29/2018,Estonia,Fintech,"Birch Fund, Elm"'),
        ("the join day is corrected by a few days", 'Larch Pay,$3,3/20/2015,Estonia,Fintech,""'),
        ("other investors are selected", 'Larch Pay,$3,3/14/2015,United States,Fintech,"Elm"'),
    ],
)
def test_a_company_that_an_edition_tells_otherwise_stays_one(
    why: str, later: str, engine: Engine, tmp_path: Path
) -> None:
    """One difference is a correction or a move: the newer edition speaks of the same company."""
    paths = files(tmp_path, {"2016-12-23": [US], "2018-12-29": [later]})
    book = imported(tmp_path, engine, paths)
    assert set(companies(book, date(2019, 12, 31))) == {"cbinsights:larch-pay"}, why
