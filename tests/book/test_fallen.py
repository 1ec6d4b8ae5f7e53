"""Rows that speak of the same thing: both are told, and which stands does not depend on their order."""

from datetime import date
from itertools import permutations
from pathlib import Path

import pytest

from hornbook.book import entries
from hornbook.book.book import new_book
from hornbook.book.entries import AT_ONCE
from hornbook.kinds import Valuation
from hornbook.sources.source import source

RULES = """[source]
name = "t"
title = "T"
maker = "M"
recorded = 2021-06-30
[subject]
columns = ["id"]
[[fact]]
kind = "Named"
valid = 2020-01-01
name = { column = "name" }
[[fact]]
kind = "Valuation"
valid = 2021-01-01
amount = { column = "val" }
currency = "EUR"
[[fact]]
kind = "Round"
valid = 2021-01-01
type = { column = "type" }
"""
DAY = date(2021, 12, 31)


def taken(folder: Path, rows: list[str], rules: str = RULES, book=None):  # type: ignore[no-untyped-def]
    folder.mkdir(exist_ok=True)
    (folder / "t.toml").write_text(rules, encoding="utf-8")
    (folder / "t.csv").write_text("id,name,val,type\n" + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    made = book or new_book(folder / "book")
    done = made.take(source("table"), [folder / "t.toml", folder / "t.csv"])
    return made, done


def test_a1_of_two_valuations_the_greater_stands_in_any_order_and_both_rows_are_noted(tmp_path: Path) -> None:
    rows = ["bolton,Bolton,11000000000,", "bolton,Bolton,8400000000,", "bolton,Bolton,9000000000,"]
    for number, order in enumerate(permutations(rows)):
        book, _ = taken(tmp_path / str(number), list(order))
        (told,) = [fact for fact in book.at(DAY).story("t:bolton") if fact.kind == Valuation.__name__]
        assert told.says["amount"] == 11_000_000_000
        notes = book.rejects().to_pylist()
        assert {note["place"] for note in notes} == {"t.csv:2", "t.csv:3", "t.csv:4"}
        assert not any(note["whole"] for note in notes)


def test_a1b_two_rounds_of_one_day_without_a_key_are_noted(tmp_path: Path) -> None:
    book, _ = taken(tmp_path, ["a,A,,seed", "a,A,,series_a"])
    assert [note["place"] for note in book.rejects().to_pylist()] == ["t.csv:2", "t.csv:3"]
    keyed = RULES + 'key = ["type"]\n'
    other, _ = taken(tmp_path / "keyed", ["a,A,,seed", "a,A,,series_a"], keyed)
    assert other.rejects().num_rows == 0
    assert sum(fact.kind == "Round" for fact in other.at(DAY).story("t:a")) == 2


def test_rows_far_apart_in_a_file_are_told_of_each_other_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert AT_ONCE > 10
    monkeypatch.setattr(entries, "AT_ONCE", 10)
    rows = ["a,A,5,", *(f"x{n},X{n},1," for n in range(40)), "a,A,7,"]
    book, _ = taken(tmp_path, rows)
    assert {note["place"] for note in book.rejects().to_pylist()} == {"t.csv:2", f"t.csv:{len(rows) + 1}"}
    assert book.at(DAY).story("t:a")[-1].says["amount"] == 7


def test_rows_that_say_the_same_are_not_noted(tmp_path: Path) -> None:
    book, _ = taken(tmp_path, ["a,A,5,seed", "a,A,5,seed"])
    assert book.rejects().num_rows == 0


def test_a19_a_row_about_a_record_that_the_book_does_not_have_is_refused(tmp_path: Path) -> None:
    book, _ = taken(tmp_path, ["a,A,5,"])
    rules = RULES.replace('columns = ["id"]', 'columns = ["id"]\nin_book = true').replace('"t"\n', '"u"\n', 1)
    start, end = rules.index("[[fact]]"), rules.index("[[fact]]", rules.index("[[fact]]") + 1)
    _, done = taken(tmp_path / "more", ["t:a,,6,", "t:b,,7,"], rules[:start] + rules[end:], book)
    assert (done.added[0].rows, done.added[0].rejects) == (2, 1)
    amounts = {fact.says["amount"] for fact in book.at(DAY).story("t:a") if fact.kind == "Valuation"}
    assert amounts == {5, 6}
