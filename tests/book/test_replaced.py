"""An export that replaces the one before (case B8), and the law of as-of over every order of importing."""

from datetime import date
from itertools import permutations
from pathlib import Path

import pytest

from hornbook.book.book import Book, new_book
from hornbook.errors import MappingError, SourceError
from hornbook.kinds import Headcount, Named
from hornbook.sources.table import MappedTable

MAPPING = """
[source]
name = "register"
title = "Register"
maker = "An office"
{replaces}

[subject]
columns = ["id"]

[[fact]]
kind = "Named"
name = {{ column = "name" }}
valid = 2010-01-01

[[fact]]
kind = "Headcount"
count = {{ column = "heads" }}
valid = 2015-01-01
"""
FIRST, SECOND, THIRD = date(2020, 1, 1), date(2021, 1, 1), date(2022, 1, 1)
EXPORTS = {
    FIRST: "id,name,heads\n1,Alder,10\n2,Birch,20\n3,Cedar,30\n",
    SECOND: "id,name,heads\n1,Alder,11\n3,Cedar,\n",
    THIRD: "id,name,heads\n2,Birch,20\n3,Cedar,30\n4,Elm,40\n",
}


def files(folder: Path, day: date, replaces: str = "replaces = true") -> tuple[Path, ...]:
    rules, table = folder / "map.toml", folder / f"{day}.csv"
    rules.write_text(MAPPING.format(replaces=replaces))
    table.write_text(EXPORTS[day])
    return rules, table


def book_of(folder: Path, days: tuple[date, ...]) -> Book:
    book = new_book(folder / "-".join(map(str, days)))
    for day in days:
        book.take(MappedTable(), files(folder, day), recorded=day)
    return book


def said(book: Book, known: date) -> dict[str, int | None]:
    view = book.at(date(2023, 1, 1), known=known)
    names = [row["subject"] for row in view.engine.arrow(view.facts(Named)).to_pylist()]
    heads = {row["subject"]: row["count"] for row in view.engine.arrow(view.facts(Headcount)).to_pylist()}
    return {subject.removeprefix("register:"): heads.get(subject) for subject in sorted(names)}


def test_b8_what_a_newer_export_leaves_out_is_withdrawn_from_its_day_on(tmp_path: Path) -> None:
    book = book_of(tmp_path, (FIRST, SECOND))
    assert said(book, date(2020, 12, 31)) == {"1": 10, "2": 20, "3": 30}
    assert said(book, SECOND) == {"1": 11, "3": None}


@pytest.mark.parametrize("order", list(permutations(EXPORTS)))
def test_b8_the_order_of_importing_is_irrelevant(tmp_path: Path, order: tuple[date, ...]) -> None:
    book = book_of(tmp_path, order)
    assert said(book, date(2019, 12, 31)) == {}
    assert said(book, FIRST) == said(book, date(2020, 12, 31)) == {"1": 10, "2": 20, "3": 30}
    assert said(book, SECOND) == said(book, date(2021, 12, 31)) == {"1": 11, "3": None}
    assert said(book, THIRD) == {"2": 20, "3": 30, "4": 40}
    book.compact()
    assert said(book, SECOND) == {"1": 11, "3": None}
    assert said(book, THIRD) == {"2": 20, "3": 30, "4": 40}


def test_b8_the_import_says_how_much_was_withdrawn(tmp_path: Path) -> None:
    book = book_of(tmp_path, (FIRST, SECOND))
    reasons = [row["reason"] for row in book.rejects().to_pylist()]
    assert "3 facts of earlier exports are left out here and withdrawn from 2021-01-01 on" in reasons
    newest = max(book.batches, key=lambda batch: batch.recorded)
    assert (newest.facts, newest.kinds) == (6, {"Headcount": 3, "Named": 3})


def test_b8_without_the_word_nothing_is_withdrawn(tmp_path: Path) -> None:
    book = new_book(tmp_path / "book")
    for day in (FIRST, SECOND):
        book.take(MappedTable(), files(tmp_path, day, ""), recorded=day)
    assert said(book, SECOND) == {"1": 11, "2": 20, "3": 30}


def test_b8_two_exports_of_one_day_are_refused(tmp_path: Path) -> None:
    book = book_of(tmp_path, (FIRST,))
    with pytest.raises(SourceError, match="has an export of 'register' of 2020-01-01 already"):
        book.take(MappedTable(), files(tmp_path, SECOND), recorded=FIRST)
    assert len(book.batches) == 1
    assert len(book.take(MappedTable(), files(tmp_path, FIRST), recorded=FIRST).there) == 1


def test_b8_an_export_has_one_day_of_knowledge(tmp_path: Path) -> None:
    rules, table = files(tmp_path, FIRST)
    rules.write_text(rules.read_text() + 'known = { column = "heads", format = "%Y" }\n')
    with pytest.raises(MappingError, match="known as a whole on its day"):
        new_book(tmp_path / "book").take(MappedTable(), (rules, table), recorded=FIRST)
