"""From one day to another: entries and exits add up exactly, and each has a reason and the clause that decided."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hornbook.engine import Engine
from hornbook.kinds import (
    Acquired,
    Closed,
    Decision,
    Fact,
    Founded,
    Headcount,
    Listed,
    Named,
    Registered,
    Round,
)
from hornbook.lang.answer import reply
from hornbook.population.flow import Crossing, Flow, flow
from hornbook.population.reasons import REASONS
from hornbook.standards.ask import rule
from hornbook.standards.file import standard
from hornbook.terms import Bound, Day, Instrument
from tests.population.small import (
    MATTER,
    SMALL,
    TIERS,
    clauses,
    fact,
    reading,
    register,
    tiny,
    wide,
    worth,
    yeses,
)
from tests.samples import sampled
from tests.strategies import DAYS, Given, book_of, promise

UNCLAUSED = ("rule changed", "known anew", "withdrawn")
"""Reasons that need no clause: the rule itself, or the company, came or went."""

day_of = st.sampled_from(DAYS[1:])


@sampled(3, long=60)
@given(given=wide(), days=st.tuples(day_of, day_of, day_of, day_of), under=st.sampled_from([None, *TIERS, *TIERS]))
@pytest.mark.slow("judges all companies on two days")
def test_before_and_enters_without_leaves_is_after(
    given: tuple[Given, ...], days: tuple[Day, ...], under: str | None, engine: Engine, shelf: Path
) -> None:
    """In number and company by company; each move has a reason, and a clause that was lacking on the side without."""
    first, last, *known = sorted(days[:2]) + sorted(days[2:])
    with book_of(given, engine) as book:
        earlier, later = book.at(first, known=known[0]), book.at(last, known=known[1])
        told = flow(earlier, later, under=under)
        rules = rule(under, first), rule(under, last)
        before, after = reading(earlier, rules[0]), reading(later, rules[1])
        both = [before, after if rules[0].edition is rules[1].edition else reading(later, rules[0])]
    entered, left = ({move.company.subject for move in side} for side in (told.enters, told.leaves))
    assert (told.before, told.after) == (len(yeses(before)), len(yeses(after)))
    assert told.before + len(told.enters) - len(told.leaves) == told.after
    assert (entered, left) == (yeses(after) - yeses(before), yeses(before) - yeses(after))
    assert (yeses(before) | entered) - left == yeses(after)
    for side, moves in ((0, told.enters), (1, told.leaves)):
        assert list(moves) == sorted(moves, key=lambda move: (move.company.name.casefold(), move.company.subject))
        for move in moves:
            check(move, clauses(rules[0].tier), (earlier, later)[side].day, both[side])
    for value, read in (("value_before", both[0]), ("value_after", both[1])):
        for move in (*told.enters, *told.leaves):
            slow = read[move.company.subject].value if move.company.subject in read else None
            assert getattr(move, value) == slow


def check(move: Crossing, of: dict[str, Any], day: Day, lacking: dict[str, Any]) -> None:
    """The reason is a known one; the clause, as it stood at first, was no yes on the side without the company."""
    assert move.reason in REASONS
    assert move.clause or move.reason in UNCLAUSED
    if move.clause:
        assert reply(of[move.clause], lacking[move.company.subject].known, day).answer is not True


@sampled(3, long=50)
@given(given=wide(), days=st.sampled_from([(1, 4), (2, 4), (1, 3), (6, 7)]), under=st.sampled_from(TIERS[:2]))
@pytest.mark.slow("judges all companies on two days")
def test_the_clause_that_decides_is_one_that_changed(
    given: tuple[Given, ...], days: tuple[int, int], under: str, engine: Engine, shelf: Path
) -> None:
    """Within one edition, what had been so all along moves nobody, neither in the tier nor in one of its branches."""
    first, last = (DAYS[n] for n in days)
    with book_of(given, engine) as book:
        earlier, later = book.at(first), book.at(last)
        told, asked = flow(earlier, later, under=under), rule(under, last)
        read = ((reading(earlier, asked), first), (reading(later, asked), last))
    assert rule(under, first).edition is asked.edition
    of = clauses(asked.tier)
    for move in (*told.enters, *told.leaves):
        if move.clause:
            said = [reply(of[move.clause], known[move.company.subject].known, day).answer for known, day in read]
            assert (said[0] is True) != (said[1] is True), move


@settings(max_examples=2)
@given(given=wide(), day=day_of, under=st.sampled_from([None, *TIERS]))
def test_from_a_view_to_itself_nobody_moves(
    given: tuple[Given, ...], day: Day, under: str | None, engine: Engine, shelf: Path
) -> None:
    """As many after as before."""
    with book_of(given, engine) as book:
        told = flow(book.at(day), book.at(day), under=under)
    assert told.before == told.after
    assert told.enters == told.leaves == ()


# ------------------------------------------------------------------------------------------------------- one a reason

BEFORE, MARCH, AFTER = date(2018, 1, 15), date(2018, 3, 1), date(2018, 7, 15)
OLD = date(2017, 3, 1)

NAME = fact(Named, DAYS[0], name="Aster")
BORN = fact(Founded, date(2015, 6, 1))
HOME = fact(Registered, OLD, city="Wuhan", country="CHN")
GRAND = worth("aster", OLD, 2_500)
FUNDS = {"type": "seed", "amount": Decimal(500_000), "currency": "USD", "instrument": Instrument.EQUITY}
ROUND = fact(Round, OLD, **FUNDS)
JUDGED = fact(Decision, OLD, matter=MATTER, outcome=True)
ALL = (NAME, BORN, HOME, GRAND, ROUND, JUDGED)


def moves(engine: Engine, given: Sequence[Given], under: Any = None, first: Day = BEFORE, last: Day = AFTER) -> Flow:
    """The flow of a book between two days."""
    with book_of(given, engine) as book:
        return flow(book.at(first), book.at(last), under=under)


def without(*facts: Fact) -> tuple[Fact, ...]:
    """All that a company needs for every tier but these."""
    return tuple(each for each in ALL if each not in facts)


def back(one: Fact, on: Day = MARCH) -> Fact:
    """The fact taken back on a day."""
    return replace(one, known=on, withdrawn=True)


class Case(NamedTuple):
    """What the register says, the rule, and the move that must come out."""

    facts: tuple[Fact, ...]
    under: str
    reason: str
    clause: str


EXITS = {
    "listed": Case((*ALL, fact(Listed, MARCH, venue="NYSE")), "plain", "listed", "unlisted"),
    "listed by a filter": Case((*ALL, fact(Listed, MARCH, venue="NYSE")), "small:unicorn", "listed", "unlisted"),
    "acquired": Case((*ALL, fact(Acquired, MARCH, by="Birch")), "plain", "acquired", "not_acquired"),
    "closed": Case((*ALL, fact(Closed, MARCH)), "plain", "closed", "not_closed"),
    "aged out": Case((*without(BORN), fact(Founded, date(2014, 2, 28))), "small:unicorn", "aged out", "age"),
    "aged out of a branch": Case(
        (*without(BORN, GRAND), fact(Founded, date(2015, 2, 28)), worth("aster", OLD, 400)),
        "small:hopeful",
        "aged out",
        "young.age",
    ),
    "devalued": Case((*ALL, worth("aster", MARCH, 500)), "plain", "devalued", "valuation"),
    "devalued in a branch": Case(
        (*without(BORN), fact(Founded, date(2014, 2, 28)), worth("aster", MARCH, 500)),
        "small:hopeful",
        "devalued",
        "grown.valuation",
    ),
    "valuation withdrawn": Case((*ALL, back(GRAND)), "plain", "withdrawn", "valuation"),
    "round withdrawn": Case(
        (*ALL, fact(Round, OLD, type="debt", instrument=Instrument.UNSTATED, key="x"), back(ROUND)),
        "small:super",
        "withdrawn",
        "funding",
    ),
    "company withdrawn": Case((*ALL, back(NAME)), "plain", "withdrawn", ""),
    "evidence too old": Case(
        (*without(GRAND), worth("aster", date(2015, 3, 1), 2_500)), "plain", "out of date", "valuation"
    ),
    "judged otherwise": Case(
        (*ALL, fact(Decision, MARCH, matter=MATTER, outcome=False)), "small:super", "judged", "promising"
    ),
    "a judgement ends": Case(
        (*without(JUDGED), fact(Decision, OLD, matter=MATTER, outcome=True, until=MARCH)),
        "small:super",
        "judged",
        "promising",
    ),
    "a judgement withdrawn": Case((*ALL, back(JUDGED)), "small:super", "withdrawn", "promising"),
    "moved": Case((*ALL, fact(Registered, MARCH, city="Birke")), "small:unicorn", "moved", "place"),
    "founding day corrected": Case(
        (*ALL, replace(BORN, valid=date(2013, 6, 1), known=MARCH)), "small:unicorn", "told", "age"
    ),
    "valued in a currency without a rate": Case(
        (*ALL, worth("aster", AFTER, 2_500, currency="XXX")), "plain", "unsettled", "valuation"
    ),
    "no more than a lower limit": Case(
        (*ALL, worth("aster", MARCH, 500, bound=Bound.AT_LEAST)), "plain", "unsettled", "valuation"
    ),
}
"""A yes on 15 January 2018, and none on 15 July."""


ENTRIES = {
    "known anew": Case((*without(NAME), fact(Named, MARCH, name="Aster")), "plain", "known anew", ""),
    "valued": Case((*without(GRAND), worth("aster", MARCH, 2_500)), "plain", "valued", "valuation"),
    "value rose": Case(
        (*without(GRAND), worth("aster", OLD, 500), worth("aster", MARCH, 2_500)), "plain", "value rose", "valuation"
    ),
    "value rose in a branch": Case(
        (*without(BORN, GRAND), fact(Founded, date(2014, 2, 28)), worth("aster", OLD, 500), worth("aster", MARCH, 800)),
        "small:hopeful",
        "value rose",
        "grown.valuation",
    ),
    "funded": Case((*without(ROUND), fact(Round, MARCH, **FUNDS)), "small:super", "funded", "funding"),
    "judged": Case(
        (*without(JUDGED), fact(Decision, MARCH, matter=MATTER, outcome=True)), "small:super", "judged", "promising"
    ),
    "moved in": Case(
        (*without(HOME), fact(Registered, OLD, city="Birke"), fact(Registered, MARCH, city="Wuhan")),
        "small:unicorn",
        "moved",
        "place",
    ),
    "place known": Case((*without(HOME), replace(HOME, known=MARCH)), "small:unicorn", "told", "place"),
    "founding day known": Case((*without(BORN), replace(BORN, known=MARCH)), "small:unicorn", "told", "age"),
    "a listing withdrawn": Case(
        (*ALL, fact(Listed, OLD, venue="NYSE"), back(fact(Listed, OLD, venue="NYSE"))), "plain", "withdrawn", "unlisted"
    ),
}
"""None on 15 January 2018, and a yes on 15 July."""


@pytest.fixture(scope="module")
def crossed(engine: Engine, shelf: Path) -> dict[str, Flow]:
    """All these companies in one book, and their flow from 15 January to 15 July 2018 under each rule."""
    cases = {**EXITS, **ENTRIES}
    facts = (replace(each, subject=name) for name, case in cases.items() for each in case.facts)
    with book_of([register(AFTER, *facts)], engine) as book:
        rules = dict.fromkeys(case.under for case in cases.values())
        return {word: flow(book.at(BEFORE), book.at(AFTER), under=word) for word in rules}


@pytest.mark.parametrize("name", EXITS)
def test_a_company_leaves_for_a_reason(name: str, crossed: dict[str, Flow]) -> None:
    """A yes in January and none in July, by what happened or became known on 1 March."""
    case, told = EXITS[name], crossed[EXITS[name].under]
    found = [(move.reason, move.clause) for move in told.leaves if move.company.subject == name]
    assert found == [(case.reason, case.clause)]


@pytest.mark.parametrize("name", ENTRIES)
def test_a_company_enters_for_a_reason(name: str, crossed: dict[str, Flow]) -> None:
    """None in January and a yes in July, by what happened or became known on 1 March."""
    case, told = ENTRIES[name], crossed[ENTRIES[name].under]
    found = [(move.reason, move.clause) for move in told.enters if move.company.subject == name]
    assert found == [(case.reason, case.clause)]


def test_a_list_made_anew_without_a_company_lets_its_valuation_lapse(engine: Engine) -> None:
    """It is not devalued, nor is a fact withdrawn: the newest list leaves it out."""
    listed = replace(NAME, known=BEFORE), replace(GRAND, known=BEFORE)
    first = register(BEFORE, *listed, style="edition", source="list")
    other = fact(Named, MARCH, "birch", name="Birch")
    newer = register(MARCH, other, worth("birch", MARCH, 500), style="edition", source="list")
    told = moves(engine, [first, newer])
    assert [(move.company.name, move.reason) for move in told.leaves] == [("Aster", "lapsed")]
    assert (told.leaves[0].value_before, told.leaves[0].value_after) == (Decimal(2_500 * 10**6), None)


def test_a_promise_that_grows_old_leaves_a_fate_unspoken(engine: Engine) -> None:
    """A register of February 2015 is relied on for 36 months."""
    facts = tuple(replace(each, known=date(2015, 2, 1)) for each in (NAME, replace(GRAND, valid=date(2015, 2, 1))))
    old = Given("register", date(2015, 2, 1), facts[:1], promise("past", (Listed, Acquired, Closed), date(2015, 2, 1)))
    told = moves(engine, [old, Given("gazette", OLD, (GRAND,))])
    assert [(move.reason, move.clause) for move in told.leaves] == [("out of date", "unlisted")]


def test_a_source_that_comes_to_name_every_fate_vouches_for_a_company(engine: Engine) -> None:
    """Until then nobody had said that it is not listed."""
    rumour = Given("rumour", OLD, (NAME, GRAND))
    named = Given("register", MARCH, (replace(NAME, known=MARCH),), promise("past", (Listed, Acquired, Closed), MARCH))
    told = moves(engine, [rumour, named])
    assert [(move.reason, move.clause) for move in told.enters] == [("vouched for", "unlisted")]


def test_a_rule_that_asks_more_lets_a_company_go(engine: Engine, shelf: Path) -> None:
    """Eight hundred million was enough until June 2017; nothing about the company has changed."""
    given = [register(AFTER, *without(GRAND), worth("aster", OLD, 800))]
    told = moves(engine, given, "small:unicorn", date(2017, 5, 1), date(2017, 7, 1))
    assert [(move.reason, move.clause) for move in told.leaves] == [("rule changed", "")]
    assert told.leaves[0].value_before == told.leaves[0].value_after == Decimal(800 * 10**6)


SOFT = SMALL.replace('id = "small"', 'id = "soft"').replace(">= 2_000_000_000", ">= 500_000_000")


def soft(folder: Path) -> Any:
    """The small standard with a second edition that asks for less."""
    (folder / "soft.toml").write_text(SOFT, encoding="utf-8")
    return standard(folder / "soft.toml")


def test_a_rule_that_asks_less_takes_a_company_in(engine: Engine, tmp_path: Path) -> None:
    """Six hundred million is enough from June 2017 on."""
    given = [register(AFTER, *without(GRAND), worth("aster", OLD, 600))]
    told = moves(engine, given, soft(tmp_path), date(2017, 5, 1), date(2017, 7, 1))
    assert [(move.reason, move.clause) for move in told.enters] == [("rule changed", "")]


def test_a_fact_that_would_have_decided_under_either_rule_is_the_reason(engine: Engine, shelf: Path) -> None:
    """A listing in the month in which the rule asks for more: it leaves for being listed."""
    given = [register(AFTER, *without(GRAND), worth("aster", OLD, 800), fact(Listed, date(2017, 6, 10), venue="NYSE"))]
    told = moves(engine, given, "small:unicorn", date(2017, 5, 1), date(2017, 7, 1))
    assert [(move.reason, move.clause) for move in told.leaves] == [("listed", "unlisted")]


def test_where_rule_and_value_each_would_do_nothing_else_is_named(engine: Engine, tmp_path: Path) -> None:
    """From 600 to 800 million while the line falls from 700 to 500: its value or the rule, and never a withdrawal."""
    given = [register(AFTER, *without(GRAND), worth("aster", OLD, 600), worth("aster", date(2017, 6, 10), 800))]
    told = moves(engine, given, soft(tmp_path), date(2017, 5, 1), date(2017, 7, 1))
    assert [move.reason for move in told.enters] in (["value rose"], ["rule changed"])


def test_a_company_reaches_the_age_that_a_rule_asks(engine: Engine, tmp_path: Path) -> None:
    """Three years old in March."""
    of = tiny(tmp_path, "grown", age="age >= 3 years")
    told = moves(engine, [register(AFTER, NAME, fact(Founded, date(2015, 3, 1)))], of)
    assert [(move.reason, move.clause) for move in told.enters] == [("of age", "age")]


def test_a_company_whose_age_the_readings_dispute_may_have_aged_out(engine: Engine, tmp_path: Path) -> None:
    """Founded in June 2015: in January 2018 three years by the calendar and two by the anniversary."""
    of = tiny(tmp_path, "disputed", head='age = ["anniversary", "calendar"]', age="age < 3 years")
    given, days = [register(date(2019, 2, 1), NAME, BORN)], (date(2017, 12, 31), date(2018, 1, 15))
    assert [move[1:3] for move in moves(engine, given, of, *days).leaves] == [("may have aged out", "age")]


def test_by_calendar_years_a_company_ages_too(engine: Engine, tmp_path: Path) -> None:
    """Founded in 2015: by the calendar of age, and too old, with the year; nothing new was said of its founding."""
    young, old = (
        tiny(tmp_path, name, head='age = "calendar"', age=text)
        for name, text in (("young", "age <= 3 years"), ("old", "age >= 4 years"))
    )
    given, days = [register(date(2019, 2, 1), NAME, BORN)], (date(2018, 12, 31), date(2019, 1, 1))
    assert [move[1:3] for move in moves(engine, given, young, *days).leaves] == [("aged out", "age")]
    assert [move[1:3] for move in moves(engine, given, old, *days).enters] == [("of age", "age")]


def test_a_clause_of_another_kind_of_fact_is_just_another_clause(engine: Engine, tmp_path: Path) -> None:
    """Ten people, then nine, then ten: by the clause's name."""
    of = tiny(tmp_path, "staffed", staff="headcount >= 10 people")
    heads = [fact(Headcount, day, count=n) for day, n in ((OLD, 10), (MARCH, 9), (AFTER, 10))]
    given = [register(AFTER, NAME, *heads)]
    assert [move[1:3] for move in moves(engine, given, of, BEFORE, MARCH).leaves] == [("other", "staff")]
    assert [move[1:3] for move in moves(engine, given, of, MARCH, AFTER).enters] == [("other", "staff")]


def test_of_several_reasons_a_no_goes_before_an_unknown_and_the_first_clause_first(engine: Engine) -> None:
    """Closed, bought and without a valuation at once: bought, because the tier asks for it first."""
    gone = fact(Closed, MARCH), fact(Acquired, MARCH), back(GRAND)
    told = moves(engine, [register(AFTER, *ALL, *gone)])
    assert [(move.reason, move.clause) for move in told.leaves] == [("acquired", "not_acquired")]
    vouched = Given("register", OLD, (NAME,), promise("past", (Listed, Acquired, Closed), OLD))
    later = Given("gazette", OLD, (GRAND, worth("aster", AFTER, 500)))
    told = moves(engine, [vouched, later], None, BEFORE, date(2020, 4, 1))
    assert [(move.reason, move.clause) for move in told.leaves] == [("devalued", "valuation")]


def test_what_becomes_known_later_moves_nobody_on_an_earlier_day(engine: Engine) -> None:
    """Between two knowledges of one day it does."""
    late = replace(fact(Listed, date(2018, 1, 10), venue="NYSE"), known=MARCH)
    with book_of([register(AFTER, *ALL, late)], engine) as book:
        assert flow(book.at(OLD), book.at(BEFORE)).leaves == ()
        told = flow(book.at(BEFORE), book.at(BEFORE, known=AFTER))
    assert [move.reason for move in told.leaves] == ["listed"]
    assert (told.first, told.last) == (BEFORE, BEFORE)


def test_reasons_are_counted_most_first_and_then_by_name(engine: Engine) -> None:
    """Two listed, one bought, one closed."""
    names = {"aster": Listed, "birch": Listed, "cedar": Closed, "dahlia": Acquired}
    facts = [
        each
        for name, kind in names.items()
        for each in (fact(Named, OLD, name, name=name), worth(name, OLD, 2_000), fact(kind, MARCH, name))
    ]
    told = moves(engine, [register(AFTER, *facts)])
    assert list(told.reasons(told.leaves).items()) == [("listed", 2), ("acquired", 1), ("closed", 1)]
    assert told.reasons(told.enters) == {}
    assert (told.first, told.last, told.rule.label) == (BEFORE, AFTER, "plain")


def test_every_reason_has_words_in_both_languages() -> None:
    """No two reasons read alike."""
    assert all(text.en and any("\u4e00" <= letter <= "\u9fff" for letter in text.zh) for text in REASONS.values())
    assert len({text.en for text in REASONS.values()}) == len({text.zh for text in REASONS.values()}) == len(REASONS)
