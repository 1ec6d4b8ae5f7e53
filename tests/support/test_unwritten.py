"""Before the first terms that are written, an older measure is unknown; only another place or a closing rules out."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from hornbook.answers.cost import ask_cost
from hornbook.answers.entitled import ask_entitled
from hornbook.answers.support import ask_support
from hornbook.book.view import View
from hornbook.locale import Lang
from hornbook.render import html
from hornbook.standards.examples import book_of
from hornbook.support.calendar import support_calendar
from hornbook.support.examples import support_examples
from hornbook.support.file import read_support
from hornbook.support.population import population_awards
from hornbook.support.support import Support, begins

CITY = read_support(Path(__file__).with_name("voucher.toml"))
"""A made-up voucher of Beijing."""
OLDER = replace(CITY, editions=tuple(replace(each, earlier_unwritten=True) for each in CITY.editions))
FIRST = begins(CITY.editions[0])
BEFORE = FIRST - timedelta(days=1)


@pytest.fixture(scope="module")
def view() -> Iterator[View]:
    """The companies of the voucher's examples, the day before its terms."""
    with book_of(each.example for each in support_examples(CITY)) as book:
        yield book.at(BEFORE)


def answers(view: View, support: Support) -> dict[str, tuple[bool | None, int | None]]:
    """The answer and the most by company, one after another."""
    subjects = [each.example.subject for each in support_examples(CITY)]
    found = ask_entitled(view, [support], subjects).supports
    return {each.company: (each.answer, None if each.most is None else int(each.most * 100)) for each in found}


def test_never_no_but_by_place(view: View) -> None:
    written, older = answers(view, CITY), answers(view, OLDER)
    assert set(written.values()) == {(False, 0)}
    assert (None, None) in older.values()
    rows = population_awards(view, OLDER).rows.to_pylist()
    assert {row["subject"]: (row["answer"], row["most"]) for row in rows} == {
        name: each for name, each in older.items() if each[0] is None
    }


def test_its_cost_is_open_and_no_clause_saves_anything(view: View) -> None:
    older = answers(view, OLDER)
    cost = ask_cost(view, OLDER)
    assert cost.clauses == ()
    assert (cost.cost.entitled, cost.cost.may_be) == (0, sum(answer is None for answer, _ in older.values()))


def test_the_page_says_why(view: View) -> None:
    answer = ask_entitled(view, [OLDER], ["example:0"])
    assert answer.supports[0].unwritten_before == FIRST
    assert f"The terms before {FIRST} are not written here." in html.part(answer.sheet(), Lang.EN)
    assert f"{FIRST} 以前的条款未列入" in html.part(ask_support(OLDER, BEFORE).sheet(), Lang.ZH)


def test_from_the_first_day_on_nothing_changes() -> None:
    with book_of(each.example for each in support_examples(CITY)) as book:
        view = book.at(FIRST)
        assert answers(view, OLDER) == answers(view, CITY)


def test_the_calendar_tells_no_window_before_the_terms() -> None:
    (entry, *later) = support_calendar([OLDER], BEFORE)
    assert (entry.event, entry.first) == ("terms_begin", FIRST)
    assert all(each.when == "dated" for each in later)
