"""Where sources disagree, which statement stands and why, and whether a verdict hangs on it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.book.view import View
from hornbook.engine import Engine
from hornbook.kinds import Acquired, Closed, Fact, Founded, Listed, Named, Registered, Round, SameAs, Valuation
from hornbook.locale import Lang, in_language
from hornbook.quality.conflicts import Conflict, Dispute, conflicts
from hornbook.quality.detect import statement_groups
from hornbook.standards.ask import rule
from hornbook.standards.judge import answered
from hornbook.terms import Bound, Day, Grade, Scope
from tests.samples import sampled
from tests.strategies import DAYS, Given, book_of, books, promise

DAY = date(2020, 6, 30)
FATES = (Listed, Acquired, Closed)


def fact(kind: type[Fact], valid: Day = date(2019, 6, 30), subject: str = "aster", **own: Any) -> Fact:
    """A fact of a company."""
    return kind(**{"subject": subject, "valid": valid, "place": "1"} | own)


def worth(millions: int, **own: Any) -> Fact:
    """A valuation of one day."""
    return fact(Valuation, **{"amount": Decimal(millions) * 10**6, "currency": "USD"} | own)


NAME = fact(Named, date(2011, 1, 1), name="Aster")


def told(source: str, *facts: Fact, on: Day = DAY, vows: bool = False) -> Given:
    """What a source says of the company, which it names."""
    return Given(source, on, (NAME, *facts), promise("live", FATES, on) if vows else ())


@contextmanager
def seen(engine: Engine, *given: Given, day: Day = DAY) -> Iterator[View]:
    """The view of a book with these files."""
    with book_of(given, engine) as book:
        yield book.at(day)


def found(engine: Engine, *given: Given, **asked: Any) -> tuple[Conflict, ...]:
    """The conflicts of a book with these files."""
    with seen(engine, *given) as view:
        return conflicts(view, **asked).conflicts


def test_of_two_founding_days_the_filed_one_stands(engine: Engine) -> None:
    filed = told("register", fact(Founded, date(2011, 3, 1), grade=Grade.FILED))
    stated = told("web", fact(Founded, date(2008, 5, 5)))
    (one,) = found(engine, filed, stated, under=("hurun", "plain"))
    assert (one.what, one.company, one.stands.source) == (Dispute.FOUNDED, ("aster", "Aster"), "register")
    assert in_language(one.because, Lang.EN) == "its evidence is better: filed before reported"
    assert in_language(one.because, Lang.ZH) == "证据等级较高：备案登记 优于 公开发布"
    assert [(told.source, told.valid, told.place) for told in one.losers] == [("web", date(2008, 5, 5), "1")]
    assert [effect.asked for effect in one.effects] == ["hurun", "plain"]


def test_a_year_or_month_is_no_conflict_with_a_day_in_it(engine: Engine) -> None:
    """But it is one with a day of another, and the first that disagrees with what stands is a loser."""
    exact = told("register", fact(Founded, date(2011, 3, 31)))
    year, month = (told(p, fact(Founded, date(2011, m, 1), precision=p)) for p, m in (("year", 1), ("month", 3)))
    assert not found(engine, exact, year, month)
    april = told("month", fact(Founded, date(2011, 4, 1), precision="month"))
    (one,) = found(engine, exact, year, april)
    assert in_language(one.because, Lang.EN) == "its source comes first in the alphabet: month before register"
    assert [told.source for told in one.losers] == ["register"]
    assert [told.source for told in one.agrees] == ["year"]


def test_two_valuations_of_one_day_decide_a_verdict(engine: Engine) -> None:
    """A billion of a list beats nine hundred million of the press; had the press been right, it were no unicorn."""
    known = (
        told("list", worth(1000), on=DAY - timedelta(1), vows=True),
        told("press", worth(900, known=date(2019, 7, 1))),
    )
    (one,) = found(engine, *known)
    assert one.what is Dispute.VALUATION
    assert in_language(one.because, Lang.EN) == "it became known later: 2020-06-29 after 2019-07-01"
    assert [(e.asked, e.stands, e.otherwise, e.changes) for e in one.effects] == [("plain", True, False, True)]
    assert one.differ == ()
    assert found(engine, *known, changes=True) == (one,)
    assert found(engine, *known, companies=["birch"]) == ()


def test_amounts_are_compared_converted_and_beyond_a_cent(engine: Engine) -> None:
    one = told("list", worth(1000))
    assert not found(engine, one, told("press", worth(1000, amount=Decimal("1000000000.01"))))
    assert found(engine, one, told("press", worth(1000, amount=Decimal("1000000000.02"))))
    assert found(engine, one, told("press", worth(1000, currency="EUR")))
    assert not found(engine, one, told("press", worth(900, valid=date(2019, 7, 1))))
    assert not found(engine, one, told("press", worth(1000, currency="XXX")))  # no rate: nobody can tell


def test_what_else_differs_is_said(engine: Engine) -> None:
    """A figure of a merger, and a lower limit, are told from a figure of the company."""
    merger = told("list", worth(20_000, scope=Scope.MERGER, bound=Bound.AT_LEAST), vows=True)
    (one,) = found(engine, merger, told("press", worth(40)))
    assert one.differ == ("scope", "bound")
    assert one.stands.says["scope"] == "merger"
    assert [(e.stands, e.otherwise) for e in one.effects] == [(False, False)]


def test_the_seat_is_each_sources_last_word(engine: Engine) -> None:
    """A source that moved the company and now agrees is in no conflict; what a loser must get past is withheld."""
    abroad = fact(Registered, date(2015, 1, 1), country="SGP"), fact(Registered, date(2017, 1, 1), country="chn")
    home = told("register", fact(Registered, date(2018, 1, 1), country="CHN"))
    assert not found(engine, home, told("web", *abroad))
    (one,) = found(engine, home, told("web", *abroad[:1]))
    assert in_language(one.because, Lang.EN) == "it speaks of a later day: 2018-01-01 after 2015-01-01"
    assert (one.stands.says["country"], one.losers[0].says["country"]) == ("CHN", "SGP")


def test_a_fate_and_a_promise_that_is_silent_on_it(engine: Engine) -> None:
    """Only where the promise reaches the day, by a source that names the company."""
    billion, sale = worth(1200), fact(Acquired, date(2020, 1, 1), by="Oak")
    (one,) = found(engine, told("list", billion, vows=True), told("press", sale))
    assert (one.what, one.stands.kind, one.losers) == (Dispute.FATE, "Acquired", ())
    assert [(p.source, p.kind) for p in one.silent] == [("list", "Acquired")]
    assert in_language(one.because, Lang.EN) == "a statement stands before silence"
    assert [(e.stands, e.otherwise) for e in one.effects] == [(False, True)]
    early = Given("list", date(2019, 12, 31), (NAME, billion), promise("live", FATES, date(2019, 12, 31)))
    assert not found(engine, early, told("press", sale))
    assert not found(engine, told("list", billion, sale, vows=True), told("press", sale))
    stranger = Given("list", DAY, (replace(NAME, subject="birch"),), promise("live", FATES, DAY))
    assert not found(engine, stranger, told("press", sale))


def test_rounds_that_two_records_tell_with_two_amounts(engine: Engine) -> None:
    """The filed telling stands; without it the other is heard in its place."""
    raised = {"type": "seed", "currency": "USD", "instrument": "equity"}
    one = fact(Round, amount=Decimal(100), grade=Grade.FILED, **raised)
    same = fact(Round, date(2018, 1, 1), amount=Decimal(7), **raised)
    other = fact(Round, date(2019, 7, 9), "birch", amount=Decimal(95), **raised)
    also = fact(Round, date(2018, 1, 5), "birch", amount=Decimal(7), **raised)
    pair = fact(SameAs, other="birch")
    files = told("register", one, same, pair), Given("web", DAY, (replace(NAME, subject="birch"), other, also))
    (found_one,) = found(engine, *files, under=["cn-xian-htz-2024"])
    assert (found_one.what, found_one.stands.says["amount"]) == (Dispute.ROUND, Decimal(100))
    assert [told.says["amount"] for told in found_one.losers] == [Decimal(95)]
    assert in_language(found_one.because, Lang.EN) == "its evidence is better: filed before reported"


# ------------------------------------------------------------------------------------------------------------- laws

DISPUTED = (Founded, *[Valuation] * 2, Registered, *FATES)


@sampled(4, long=100)
@given(given_=books(DISPUTED, size=24), day=st.sampled_from(DAYS))
def test_one_source_alone_or_two_that_agree_are_in_no_conflict(
    given_: tuple[Given, ...], day: Day, engine: Engine
) -> None:
    """One source may say what it likes; the same file under a second name says the same."""
    with book_of(dict.fromkeys(replace(file, source="gazette") for file in given_), engine) as book:
        assert conflicts(book.at(day)).conflicts == ()
    first = replace(given_[0], source="gazette", facts=tuple(replace(fact, key="") for fact in given_[0].facts))
    with book_of([first, replace(first, source="twin")], engine) as book:
        assert conflicts(book.at(day)).conflicts == ()


@sampled(4, long=100)
@given(given_=books(DISPUTED, files=3, size=24), day=st.sampled_from(DAYS[3:]), known=st.sampled_from(DAYS[3:]))
@pytest.mark.slow("makes a book without each statement")
def test_the_effect_is_the_verdict_of_a_book_in_which_the_statement_was_never_made(
    given_: tuple[Given, ...], day: Day, known: Day, engine: Engine
) -> None:
    """Whatever stands, had nobody ever stated it, the rules would say what the conflict says they would."""
    rules = {word: rule(word, day).tier.condition for word in ("plain", "hurun", "gei-unicorn")}
    placed = [
        replace(file, facts=tuple(replace(f, place=f"{n}:{m}") for m, f in enumerate(file.facts)))
        for n, file in enumerate(given_)
    ]
    statement = {f.place: (file.source, type(f), f.subject, key(f)) for file in placed for f in file.facts}
    with book_of(placed, engine) as book:
        found = conflicts(book.at(day, known=known), under=tuple(rules)).conflicts
        apart = {(g.what, g.stands.id): g for g in statement_groups(book.at(day, known=known))}
    assert len(apart) == len(found)
    for one in found[:3]:
        group = apart[one.what, one.stands.id]
        gone = {statement[told.place] for told in (group.stands, *group.ahead)}
        left = [replace(file, facts=tuple(f for f in file.facts if statement[f.place] not in gone)) for file in placed]
        with book_of(left, engine) as book:
            rows = book.engine.arrow(answered(book.at(day, known=known), rules)).to_pylist()
        mine = {row["subject"]: row for row in rows}.get(one.company.subject, {})
        assert {e.asked: e.otherwise for e in one.effects} == {label: mine.get(label) for label in rules}


def key(of: Fact) -> str:
    """What makes a fact a version of one statement, beside source, kind and company."""
    return of.key or ("" if of.key_is_kind else str(of.valid))
