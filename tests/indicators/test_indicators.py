"""Indicators: one definition, computed for a day, for many days at once and by a slow reading, with equal answers."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.book.book import Book
from hornbook.book.money import SPOT, Convention, RateRule, convention, usd
from hornbook.book.view import View
from hornbook.engine import Engine
from hornbook.indicators.algebra import Indicator, Op, Reading, Unit
from hornbook.indicators.catalogue import indicators
from hornbook.indicators.panel import panel
from hornbook.indicators.profile import facts_behind, formula_values, profile
from hornbook.indicators.sums import Sum
from hornbook.kinds import (
    KINDS,
    Acquired,
    Certified,
    Closed,
    Decision,
    Fact,
    Forecast,
    Founded,
    Headcount,
    Listed,
    Named,
    Patent,
    Registered,
    Round,
    SameAs,
    Sector,
    Valuation,
)
from hornbook.lang.bound import inputs_of
from hornbook.population.count import Count, census
from hornbook.population.group_answers import GROUPS
from hornbook.population.verdicts import verdicts
from hornbook.standards.library import library
from hornbook.terms import Bound, Day, Instrument
from hornbook.text import Text
from tests import oracle
from tests.samples import sampled
from tests.strategies import DAYS, Given, book_of, books, everything_said, facts, promise, vows

MEASURED = tuple(kind for kind in KINDS.values() if kind not in (SameAs, Decision, Forecast))
JUDGED = (Named, Founded, Registered, Sector, Valuation, Valuation, Valuation, Listed, Acquired, Closed)
THEMES = sorted({indicator.theme for indicator in indicators().values()})
CONVENTIONS = (SPOT, Convention(RateRule.YEAR), convention("CNY=7,EUR=0.9"))

day_of = st.sampled_from(DAYS)


def asked(given: Iterable[Given], day: Day, known: Day, rule: Convention = SPOT) -> oracle.Asked:
    """The question, as the oracle takes it."""
    question = oracle.Asked(
        day, known, vows(given), lambda amount, currency, on: usd(amount, currency, on, rule, known=known)
    )
    return oracle.asked_of(everything_said(given), question)


def rows(view: View, names: Iterable[str] | None = None) -> dict[str, dict[str, Any]]:
    """A profile by company."""
    found = view.engine.arrow(profile(view, names)).to_pylist()
    assert len({row["subject"] for row in found}) == len(found)
    return {row.pop("subject"): row for row in found}


def same(ours: Any, theirs: Any) -> bool:
    """Equal; floats to a hair. True is not 1, and unknown is not zero."""
    if ours is None or theirs is None or isinstance(ours, bool) or isinstance(theirs, bool):
        return ours is theirs
    if isinstance(ours, float):
        return ours == pytest.approx(float(theirs), rel=1e-12)
    return bool(ours == theirs)


def differences(ours: dict[str, dict[str, Any]], theirs: dict[str, dict[str, Any]]) -> list[tuple[str, str, Any, Any]]:
    """Where two profiles differ: company, indicator and both values."""
    assert ours.keys() == theirs.keys()
    return [
        (company, name, value, theirs[company][name])
        for company, row in ours.items()
        for name, value in row.items()
        if not same(value, theirs[company][name])
    ]


def test_the_oracle_reads_every_indicator() -> None:
    """No indicator is without its slow reading, and none is read that does not exist."""
    assert set(oracle.INDICATORS) == set(indicators())


@sampled(4, long=80)
@given(given=books(MEASURED, size=50), day=day_of, known=day_of, rule=st.sampled_from(CONVENTIONS))
@pytest.mark.slow("Hypothesis makes many books and asks every indicator")
def test_a_profile_says_of_every_indicator_what_its_sentence_says(
    given: tuple[Given, ...], day: Day, known: Day, rule: Convention, engine: Engine
) -> None:
    """All indicators at once, on any day, with any knowledge, by any conversion."""
    with book_of(given, engine) as book:
        found = rows(book.at(day, known=known, convention=rule))
    assert differences(found, oracle.profile(everything_said(given), asked(given, day, known, rule))) == []


@sampled(4, long=80)
@given(given=books(MEASURED, size=50), known=st.one_of(st.none(), day_of))
@pytest.mark.slow("Hypothesis makes many books")
def test_a_panel_says_on_every_day_what_the_sentences_say(
    given: tuple[Given, ...], known: Day | None, engine: Engine
) -> None:
    """Eight days at once, each with its own knowledge or all with the same."""
    with book_of(given, engine) as book:
        found = stacked(book, DAYS, None, known)
    for day in DAYS:
        mine = {company: row for (on, company), row in found.items() if on == day}
        theirs = oracle.profile(everything_said(given), asked(given, day, known or day))
        assert [(day, *one) for one in differences(mine, theirs)] == []


def stacked(
    book: Book, days: Iterable[Day], names: Iterable[str] | None, known: Day | None, rule: Convention = SPOT
) -> dict[tuple[Day, str], dict[str, Any]]:
    """A panel by day and company."""
    tables = panel(book, days, names, known=known, convention=rule)
    found = [row for table in tables for row in table.to_pylist()]
    made = {(row.pop("day"), row.pop("subject")): row for row in found}
    assert len(made) == len(found)
    return made


@pytest.mark.parametrize("rule", CONVENTIONS, ids=str)
@pytest.mark.parametrize("fixed", [False, True], ids=["each day's knowledge", "one knowledge"])
@sampled(2, long=30)
@given(
    given=books(MEASURED, size=50),
    days=st.lists(day_of, min_size=2, max_size=3, unique=True),
    later=day_of,
    theme=st.sampled_from(THEMES),
)
def test_a_panel_is_the_profiles_of_its_days_one_under_the_other(
    rule: Convention,
    given: tuple[Given, ...],
    days: list[Day],
    later: Day,
    theme: str,
    *,
    fixed: bool,
    engine: Engine,
) -> None:
    """The same rows, values and unknowns, whichever way they were computed."""
    names = [name for name, indicator in indicators().items() if indicator.theme == theme]
    known = later if fixed else None
    with book_of(given, engine) as book:
        together = stacked(book, days, names, known, rule)
        single = {
            (day, company): row
            for day in days
            for company, row in rows(book.at(day, known=known, convention=rule), names).items()
        }
    assert together.keys() == single.keys()
    assert [
        (key, name, value, single[key][name])
        for key, row in together.items()
        for name, value in row.items()
        if not same(value, single[key][name])
    ] == []


def test_a_panel_and_a_profile_have_the_same_columns_of_the_same_types(engine: Engine) -> None:
    """A model that is fitted to a panel can be asked with a profile."""
    given = [Given("gazette", DAYS[0], (Named(subject="aster", valid=DAYS[0], name="Aster", place="1"),))]
    with book_of(given, engine) as book:
        one = engine.arrow(profile(book.at(DAYS[1]))).schema
        (many,) = panel(book, DAYS[1:3])
    assert {f.name: f.type for f in many.schema if f.name != "day"} == {f.name: f.type for f in one}


SINGLE = [
    indicator
    for indicator in indicators().values()
    if isinstance(indicator.formula, Reading) and indicator.formula.op in (Op.LATEST, Op.FIRST, Op.PEAK)
]
SUMS = [indicator for indicator in indicators().values() if isinstance(indicator.formula, Sum)]


@sampled(2, long=40)
@given(given=books(MEASURED, size=50), day=day_of, known=day_of, pick=st.integers(0, 10_000))
def test_evidence_is_made_of_facts_that_count_and_bears_the_value(
    given: tuple[Given, ...], day: Day, known: Day, pick: int, engine: Engine
) -> None:
    """A single value is that of the one fact given; a total is the sum of its facts, a count their number."""
    some = [group[(pick + n) % len(group)] for group in (SINGLE, SUMS) for n in range(3)]
    with book_of(given, engine) as book:
        view = book.at(day, known=known)
        values = rows(view, [indicator.name for indicator in some])
        for company in sorted(values)[:2]:
            counted = {(fact.kind, fact.id): fact for fact in view.story(company)}
            for indicator in some:
                shown = facts_behind(view, indicator, company)
                assert [counted.get((fact.kind, fact.id)) is not None for fact in shown] == [True] * len(shown)
                assert borne(indicator, values[company][indicator.name], shown, known), indicator.name


def borne(indicator: Indicator, value: Any, shown: tuple[Any, ...], known: Day) -> bool:
    """Whether the facts shown give the value."""
    formula: Any = indicator.formula
    if isinstance(formula, Sum):
        where = formula.of.where
        mine = [fact for fact in shown if all(fact.says.get(w.column) in w.values for w in where)]
        got = [stated(fact, formula.of.column, known) for fact in mine]
        if not shown:
            return value in (None, 0)
        if formula.of.op is Op.COUNT:
            return bool(value == (len(mine) or None))
        if formula.of.op is Op.DISTINCT:
            several = {item for one in got if one for item in (one if isinstance(one, list) else [one])}
            return bool(value == (len(several) or None))
        moves = [fact for fact in shown if fact not in mine and stated(fact, formula.of.column, known)]
        amounts = [one for one in got if one is not None]
        return bool(value == (sum(amounts) if amounts and not moves else None))
    if not shown:
        return value is None
    return len(shown) == 1 and same(value, stated(shown[0], formula.column, known))


def stated(fact: Any, column: str, known: Day) -> Any:
    """What a fact, as it is shown, has in a column."""
    if column == "usd":
        amount, currency = fact.says.get("amount"), fact.says.get("currency")
        return None if amount is None or currency is None else usd(amount, currency, fact.valid, known=known)
    return fact.says[column] if column in fact.says else getattr(fact, column, None)


@sampled(4, long=80)
@given(given=books(JUDGED, size=40), day=day_of, known=day_of, by=st.sampled_from([(), *((g,) for g in GROUPS)]))
@pytest.mark.slow("Hypothesis makes many books")
def test_a_census_counts_what_the_rule_says(
    given: tuple[Given, ...], day: Day, known: Day, by: tuple[str, ...], engine: Engine
) -> None:
    """Yes, unknown and value, in all and by group; hindsight names the companies for which it matters."""
    said, question = everything_said(given), asked(given, day, known)
    with book_of(given, engine) as book:
        view = book.at(day, known=known)
        answer = census(view, by)
        verdict = {r["subject"]: r["verdict"] for r in engine.arrow(verdicts(view)).to_pylist()}
    theirs = {
        subject: oracle.verdict(mine, question)
        for subject, mine in oracle.by_company(oracle.visible(said, day, known)).items()
    }
    assert verdict == theirs
    assert figures(answer.total) == oracle.census(said, question).get((), (0, Decimal(0), 0))
    if by:
        groups = {tuple(group.keys.values()): figures(group.figures) for group in answer.rows}
        assert groups == oracle.census(said, question, by)
    plain = oracle.by_company(oracle.visible(said, day, day))
    then = {subject for subject, mine in plain.items() if oracle.verdict(mine, asked(given, day, day))}
    now = {subject for subject, yes in theirs.items() if yes}
    if known > day:
        assert {company.subject for company in answer.enters} == now - then
        assert {company.subject for company in answer.leaves} == then - now
    else:
        assert answer.enters == answer.leaves == ()


def figures(count: Count) -> tuple[int, Decimal, int]:
    """How many, worth what, and of how many it is unknown."""
    return count.count, count.value_usd, count.unknown


D = date(2019, 6, 3)


def worth(amount: int, **more: Any) -> Valuation:
    return Valuation(
        subject="aster", valid=D, amount=Decimal(amount), currency=more.pop("currency", "USD"), place="1", **more
    )


FATES = (Listed, Acquired, Closed)
NAMED = Named(subject="aster", valid=D, name="Aster", place="1")


def judged(engine: Engine, day: Day, *given: Given) -> tuple[bool | None, str]:
    with book_of(given, engine) as book:
        ((verdict, why),) = [(row["verdict"], row["why"]) for row in engine.arrow(verdicts(book.at(day))).to_pylist()]
        total = census(book.at(day)).total
    assert (total.count, total.unknown) == (int(verdict is True), int(verdict is None))
    return verdict, why


def listing(*facts: Fact, on: Day = D) -> Given:
    """An edition of a list that promises to name every fate of the companies on it."""
    return Given("list", on, facts, promise("edition", FATES, on))


def test_a_company_on_a_list_of_private_firms_with_a_billion_is_a_yes(engine: Engine) -> None:
    """Both clauses are yes."""
    assert judged(engine, D, listing(NAMED, worth(10**9))) == (True, "unicorn")


def test_a_valuation_in_a_currency_without_a_rate_is_unknown_and_not_nothing(engine: Engine) -> None:
    """No rate, no answer."""
    assert judged(engine, D, listing(NAMED, worth(10**12, currency="XXX"))) == (None, "no rate")


def test_at_least_and_at_most_settle_it_from_one_side_only(engine: Engine) -> None:
    """'At least 900 million' may be a billion; 'at most two billion' may be less."""
    assert judged(engine, D, listing(NAMED, worth(900_000_000, bound=Bound.AT_LEAST)))[0] is None
    assert judged(engine, D, listing(NAMED, worth(2 * 10**9, bound=Bound.AT_MOST)))[0] is None
    assert judged(engine, D, listing(NAMED, worth(2 * 10**9, bound=Bound.AT_LEAST)))[0] is True
    assert judged(engine, D, listing(NAMED, worth(900_000_000, bound=Bound.AT_MOST)))[0] is False


def test_a_company_whose_fate_nobody_promised_to_tell_is_unknown(engine: Engine) -> None:
    """Silence is no answer where nobody promised to speak."""
    assert judged(engine, D, Given("rumour", D, (NAMED, worth(10**10)))) == (None, "fate unspoken")


def test_a_company_that_a_newer_edition_leaves_out_is_unknown_from_then_on(engine: Engine) -> None:
    """Not still worth a billion for ever; and on the older list's own day it is still a yes."""
    other = Named(subject="birch", valid=D, name="Birch", place="1")
    newer = date(2019, 12, 31)
    editions = listing(NAMED, worth(10**9)), listing(other, on=newer)
    with book_of(editions, engine) as book:
        said = {r["subject"]: r["why"] for r in engine.arrow(verdicts(book.at(newer))).to_pylist()}
        assert said["aster"] == "lapsed"
        assert census(book.at(newer)).total.count == 0
        assert census(book.at(D)).total.count == 1


def test_evidence_older_than_three_years_says_nothing(engine: Engine) -> None:
    """Fresh for 36 months, stale on the day on which they are over."""
    given = listing(NAMED, worth(10**9))
    assert judged(engine, date(2022, 6, 2), given)[0] is True
    assert judged(engine, date(2022, 6, 3), given) == (None, "stale or not counted")


def test_a_census_of_an_empty_book_counts_nothing(engine: Engine) -> None:
    """No company: zero, zero and zero, in all and by group."""
    with book_of((), engine) as book:
        answer = census(book.at(D), ["city", "year"])
        assert figures(answer.total) == (0, Decimal(0), 0)
        assert figures(census(book.at(D)).total) == (0, Decimal(0), 0)
        assert answer.rows == ()


def test_silence_is_zero_only_where_it_was_promised_to_be(engine: Engine) -> None:
    """No round: unknown from a rumour, zero from a source that names every round, for the days that it speaks of."""
    rumour = Given("rumour", D, (NAMED,))
    complete = Given("gazette", D, (NAMED,), promise("past", (Round, Patent, Certified), D))
    for file, expected in ((rumour, None), (complete, 0)):
        with book_of([file], engine) as book:
            found = rows(book.at(D), ["raised", "rounds", "patents", "certifications", "awards"])["aster"]
            assert [found[name] for name in ("raised", "rounds", "patents", "certifications")] == [expected] * 4
            assert found["awards"] is None
            after = rows(book.at(date(2020, 1, 1)), ["raised", "rounds"])["aster"]
            assert list(after.values()) == [None, None]


def test_a_round_of_an_unstated_sort_may_be_equity_and_so_is_neither_zero_nor_counted(engine: Engine) -> None:
    """Even a source that names every round leaves it unknown then; a debt is surely no equity."""
    sorts = {"aster": Instrument.UNSTATED, "birch": Instrument.DEBT, "cedar": Instrument.EQUITY}
    facts = [
        fact
        for subject, sort in sorts.items()
        for fact in (
            Named(subject=subject, valid=D, name=subject, place="1"),
            Round(subject=subject, valid=D, type="seed", instrument=sort, amount=Decimal(7), currency="USD", place="1"),
        )
    ]
    with book_of([Given("gazette", D, tuple(facts), promise("past", (Round,), D))], engine) as book:
        found = rows(book.at(D), ["raised", "borrowed"])
        assert stacked(book, [D], ["raised", "borrowed"], None) == {(D, name): row for name, row in found.items()}
    assert {name: row["raised"] for name, row in found.items()} == {"aster": None, "birch": 0, "cedar": 7}
    assert {name: row["borrowed"] for name, row in found.items()} == {"aster": None, "birch": 7, "cedar": 0}


@pytest.mark.parametrize("known", [None, date(2020, 1, 1)])
def test_rounds_that_name_no_investor_leave_the_number_of_investors_unknown(known: Day | None, engine: Engine) -> None:
    """Where facts are there but none of them states it, it is unknown: in a profile and in a panel."""
    bare = Round(subject="aster", valid=D, type="seed", place="1")
    told = Round(subject="birch", valid=D, type="seed", investors=("Ann", "Bob"), place="1")
    other = Named(subject="birch", valid=D, name="Birch", place="1")
    with book_of([Given("gazette", D, (NAMED, other, bare, told))], engine) as book:
        assert rows(book.at(D), ["investors"]) == {"aster": {"investors": None}, "birch": {"investors": 2}}
        assert stacked(book, [D], ["investors"], known) == {
            (D, "aster"): {"investors": None},
            (D, "birch"): {"investors": 2},
        }


def test_a_reading_of_nobody_is_not_zero_people(engine: Engine) -> None:
    """No headcount gives unknown; a headcount of zero gives zero, and no growth can be measured from it."""
    counts = [
        Headcount(subject="aster", valid=date(2018, 6, 3), count=0, place="1"),
        Headcount(subject="aster", valid=D, count=8, place="1"),
    ]
    with book_of([Given("gazette", D, (NAMED, *counts))], engine) as book:
        names = ["headcount", "headcount_growth"]
        assert rows(book.at(D), names)["aster"] == {"headcount": 8, "headcount_growth": None}
        assert rows(book.at(D, known=date(2019, 6, 2)), names) == {}


@pytest.mark.parametrize("indicator", indicators().values(), ids=lambda i: i.name)
def test_every_indicator_says_what_it_means_in_two_languages_and_has_a_unit(indicator: Indicator) -> None:
    """A sentence in English, a sentence in Chinese, a unit and a theme."""
    assert indicator.about.en[0].isupper()
    assert indicator.about.en.endswith(".")
    assert indicator.about.zh.endswith("。")
    assert any("\u4e00" <= letter <= "\u9fff" for letter in indicator.about.zh)
    assert indicator.unit in Unit
    assert indicator.theme in THEMES


def test_there_are_at_least_twenty_five_indicators_and_no_two_say_the_same() -> None:
    """Each sentence is its own."""
    said = [indicator.about for indicator in indicators().values()]
    assert len(said) >= 25
    assert len({text.en for text in said}) == len({text.zh for text in said}) == len(said)


@sampled(1, long=20)
@given(st.tuples(*map(facts, MEASURED)))
def test_a_reading_has_one_type_whatever_the_book_holds(engine: Engine, some: tuple[Fact, ...]) -> None:
    """Nothing is read for a kind of which the book holds nothing; its column has the type that it would else have."""
    tiers = [tier for of in library.values() for edition in of.editions for tier in edition.tiers]
    inputs = [each for tier in tiers for each in inputs_of(tier.condition)]
    formulas = [
        *(i.formula for i in indicators().values()),
        *(side for each in inputs for side in (each.low, each.high)),
    ]
    readings = dict.fromkeys(reading for formula in formulas for reading in formula.readings())
    wanted = [Indicator(reading, Unit.TEXT, Text("", ""), f"i{n}") for n, reading in enumerate(readings)]
    (name,) = (fact for fact in some if isinstance(fact, Named))
    with (
        book_of([Given("list", DAYS[-1], some)], engine) as every,
        book_of([Given("list", DAYS[-1], (name,))], engine) as one,
    ):
        assert {file.kind for file in every.files} >= {kind.__name__ for kind in MEASURED}
        full, empty = (formula_values(book.at(DAYS[-1]), wanted).schema() for book in (every, one))
        assert len(full) > 100
        assert full == empty
