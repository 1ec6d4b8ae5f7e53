"""Narrowed indicators: what a rule is told of a company is what the sentences of the language say, on any book."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.book.money import SPOT, Convention, RateRule, convention, usd
from hornbook.engine import Engine
from hornbook.indicators import panel, profile
from hornbook.kinds import Fact, Figure, Founded, Headcount, Listed, Named, Revenue, RnD, Round, Valuation
from hornbook.lang.answer import KnownRange, reply
from hornbook.lang.bind import bind
from hornbook.lang.bound import Input
from hornbook.lang.narrow import Counted, wheres
from hornbook.lang.read import read_rule
from hornbook.lang.scope import RuleScope
from hornbook.lang.tree import Ref
from hornbook.standards.judge import answered, input_columns, needed, values
from hornbook.terms import Basis, Bound, Day, Instrument, Payment
from tests import oracle as law
from tests.lang import oracle
from tests.lang.oracle import NOTHING, Coin, Narrowed, Span, both, column, equity, paid_in
from tests.samples import sampled
from tests.strategies import DAYS, Given, book_of, books, everything_said, promise, vows

KINDS = (Named, Founded, Round, Round, Round, Valuation, Valuation, Listed, Headcount, Revenue, Revenue, RnD, RnD)
FIXED = convention("CNY=7,EUR=0.9")
COINS = tuple(
    Coin(currency, rule) for rule in (SPOT, Convention(RateRule.YEAR), FIXED) for currency in ("USD", "CNY", "EUR")
)

series = column("series", ("ash",))
company = column("scope", ("company",), ())
post_money = column("basis", ("post_money",), ("unstated",))
pre_money = column("basis", ("pre_money",), ())
counted = column("basis", ("post_money", "unstated"), ())

MONEY: dict[str, Narrowed] = {
    "raised": oracle.raised(),
    "raised[payment in {'paid_in'}]": oracle.raised(both(equity, paid_in)),
    "raised[instrument not in {'debt', 'unstated'}]": oracle.raised(
        column("instrument", ("debt", "unstated"), (), out=True)
    ),
    "raised[series in {'ash'}]": oracle.raised(both(equity, series)),
    "raised[payment in {'paid_in'}] within 24 months": oracle.raised(both(equity, paid_in), months=24),
    "raised within 2 years": oracle.raised(months=24),
    "raised_24m": oracle.raised(months=24),
    "raised by valuation_day": oracle.raised(by=Valuation),
    "raised[payment in {'paid_in'}] by valuation_day": oracle.raised(both(equity, paid_in), by=Valuation),
    "raised by last_round": oracle.raised(by=Round),
    "valuation": oracle.valuation(),
    "valuation[scope in {'company'}]": oracle.valuation(company),
    "valuation[basis in {'post_money'}]": oracle.after_money(post_money, pre_money),
    "valuation[basis in {'post_money'}, scope in {'company'}]": oracle.after_money(
        both(post_money, company), both(pre_money, company)
    ),
    "valuation[basis in {'post_money', 'unstated'}]": oracle.after_money(counted, pre_money),
    "valuation[basis in {'pre_money', 'post_money'}]": oracle.valuation(
        column("basis", ("pre_money", "post_money"), ("unstated",))
    ),
    "valuation of 2016": oracle.valuation(year=2016),
    "valuation 1 years ago": oracle.valuation_ago(1),
    "peak_valuation": oracle.peak,
    "largest_round": oracle.largest_round,
    "revenue": oracle.figure(Revenue),
    "revenue 1 years ago": oracle.figure(Revenue, years=1),
    "revenue 3 years ago": oracle.figure(Revenue, years=3),
    "revenue of 2014": oracle.figure(Revenue, year=2014),
    "revenue of 2016": oracle.figure(Revenue, year=2016),
    "revenue over 2 years": oracle.mean(Revenue, 2),
}
"""Amounts, each with what its sentence says."""

PLAIN: dict[str, Narrowed] = {
    "rounds >= 0": oracle.count(Round),
    "rounds[instrument in {'equity'}] >= 0": oracle.count(Round, equity),
    "rounds[series in {'ash'}] within 24 months >= 0": oracle.count(Round, series, months=24),
    "rounds[series not in {'ash'}] >= 0": oracle.count(Round, column("series", ("ash",), out=True)),
    "investors >= 0": oracle.investors,
    "founded >= day": oracle.founded,
    "listed": oracle.listed,
    "listed[venue not in {'ash'}]": oracle.listed_elsewhere,
    "days_since_round[payment in {'paid_in'}] >= 0 days": oracle.since_round(paid_in),
    "revenue_growth >= 0%": oracle.growth(1),
    "revenue_growth over 2 years >= 0%": oracle.growth(2),
    "revenue_growth 1 years ago >= 0%": oracle.growth(1, 1),
    "headcount >= 0 people": oracle.headcount,
    "headcount_growth over 2 years >= 0%": oracle.headcount_growth(2),
    "rnd_intensity >= 0%": oracle.intensity(),
    "rnd_intensity over 2 years >= 0%": oracle.intensity(2),
    "raised_to_value >= 0%": oracle.raised_to_value,
}
"""Everything else, as a rule that asks for it."""


def asked(given: Iterable[Given], day: Day, known: Day) -> law.Asked:
    """The question, as the oracle takes it."""
    question = law.Asked(day, known, vows(given), lambda amount, currency, on: usd(amount, currency, on, known=known))
    return law.asked_of(everything_said(given), question)


def wanted(rule: str, coin: Coin, **scope: Any) -> Input:
    """The one input of a rule."""
    own = RuleScope(currency=coin.currency, convention=coin.rule, **scope)
    (found,) = needed([bind(read_rule(rule), own)])
    return found


def same(ours: Any, theirs: Any) -> bool:
    """Equal; floats to a hair. Unknown is not zero."""
    if ours is None or theirs is None:
        return ours is theirs
    if isinstance(ours, float):
        return ours == pytest.approx(float(theirs), rel=1e-9, abs=1e-9)
    return bool(ours == theirs)


def told(
    given: tuple[Given, ...], day: Day, known: Day, inputs: dict[str, Input], engine: Engine
) -> dict[Any, KnownRange]:
    """What the product knows, by company and name."""
    distinct = tuple({(each.low, each.high): each for each in inputs.values()}.values())
    with book_of(given, engine) as book:
        found = values(book.at(day, known=known), distinct)
    return {
        (subject, name): row[each.low, each.high] for subject, row in found.items() for name, each in inputs.items()
    }


def differences(
    given: tuple[Given, ...], day: Day, known: Day, coin: Coin, engine: Engine, asks: dict[str, Narrowed]
) -> list[Any]:
    """Where the product and the sentences differ: company, indicator, ours and theirs."""
    inputs = {name: wanted(name, coin) for name in asks}
    ours = told(given, day, known, inputs, engine)
    mine = law.by_company(law.visible(everything_said(given), day, known))
    question = asked(given, day, known)
    theirs = {(c, name): asks[name](facts, question, coin) for c, facts in mine.items() for name in asks}
    assert ours.keys() == theirs.keys()
    return [(key, tuple(ours[key]), tuple(theirs[key])) for key in ours if not all(map(same, ours[key], theirs[key]))]


@sampled(5, long=120)
@given(given=books(KINDS, size=50), day=st.sampled_from(DAYS), known=st.sampled_from(DAYS), coin=st.sampled_from(COINS))
def test_amounts_are_what_their_sentences_say(
    given: tuple[Given, ...], day: Day, known: Day, coin: Coin, engine: Engine
) -> None:
    """Filters, windows, anchors, bounds and years, in any currency by any convention, with any knowledge."""
    asks = {f"{name} >= 0 {coin.currency}": narrowed for name, narrowed in MONEY.items()}
    assert differences(given, day, known, coin, engine, asks) == []


@sampled(5, long=120)
@given(given=books(KINDS, size=50), day=st.sampled_from(DAYS), known=st.sampled_from(DAYS))
def test_counts_days_and_ratios_are_what_their_sentences_say(
    given: tuple[Given, ...], day: Day, known: Day, engine: Engine
) -> None:
    """What is no amount, with any knowledge; the ratios are worked out in dollars."""
    assert differences(given, day, known, Coin("USD"), engine, PLAIN) == []


@sampled(3, long=60)
@given(given=books(KINDS, size=50), day=st.sampled_from(DAYS), coin=st.sampled_from(COINS))
def test_what_counts_in_a_document_narrows_every_indicator_of_the_kind(
    given: tuple[Given, ...], day: Day, coin: Coin, engine: Engine
) -> None:
    """A filter under `counts` is as if each rule had said it, with its window."""
    counts = {"Valuation": counted("scope in {'company'}", Valuation, 36), "Round": counted("series in {'ash'}", Round)}
    asks = {
        "valuation": oracle.valuation(company, months=36),
        "raised": oracle.raised(both(equity, series)),
        "raised[series in {'Birke'}]": oracle.raised(both(equity, column("series", ("Birke",)))),
        "raised within 24 months": oracle.raised(both(equity, series), months=24),
    }
    inputs = {name: wanted(f"{name} >= 0 {coin.currency}", coin, counts=counts) for name in asks}
    ours = told(given, day, day, inputs, engine)
    mine = law.by_company(law.visible(everything_said(given), day, day))
    for (subject, name), known in ours.items():
        theirs = asks[name](mine[subject], asked(given, day, day), coin)
        assert all(map(same, known, theirs)), (subject, name, known, theirs)


def resolved(fact: Fact, pick: Callable[[Iterable[Any]], Any]) -> Fact:
    """The same fact when what it left open has been found out."""
    if isinstance(fact, Valuation):
        basis = pick([each for each in Basis if each is not Basis.UNSTATED]) if fact.basis is Basis.UNSTATED else None
        further = {Bound.AT_LEAST: fact.amount * 3, Bound.AT_MOST: fact.amount / 2, Bound.EXACT: fact.amount}
        return replace(fact, basis=basis or fact.basis, amount=further[fact.bound], bound=Bound.EXACT)
    if isinstance(fact, Round):
        return replace(
            fact,
            instrument=pick([EQUITY, Instrument.DEBT]) if fact.instrument is Instrument.UNSTATED else fact.instrument,
            payment=pick([Payment.PAID_IN, Payment.ANNOUNCED]) if fact.payment is Payment.UNSTATED else fact.payment,
            series=fact.series or pick([None, "ash", "Birke"]),
            amount=pick([None, Decimal(7000)]) if fact.amount is None else fact.amount,
            currency=fact.currency or "USD",
        )
    return fact


def once(given: tuple[Given, ...], change: Callable[[Fact], Fact]) -> tuple[Given, ...]:
    """The files with every fact changed, and each a statement of its own, of no amount below nothing."""
    made = []
    for file in given:
        facts = [replace(fact, key=f"{file.name} {n}", withdrawn=False) for n, fact in enumerate(file.facts)]
        facts = [replace(f, amount=abs(f.amount)) if getattr(f, "amount", None) else f for f in facts]
        made.append(replace(file, facts=tuple(change(fact) for fact in facts)))
    return tuple(made)


@sampled(3, long=80)
@given(given=books(KINDS, size=50), day=st.sampled_from(DAYS), seed=st.randoms(use_true_random=False))
@pytest.mark.slow("Hypothesis makes many books")
def test_what_is_found_out_only_narrows_what_is_known(
    given: tuple[Given, ...], day: Day, seed: Random, engine: Engine
) -> None:
    """Whichever way it turns out that a fact left open belongs or what it comes to, it lies within what was said."""
    rules = [f"{name} >= 0 USD" for name in MONEY] + list(PLAIN)
    inputs = {rule: wanted(rule, Coin("USD")) for rule in rules}
    before = told(once(given, lambda fact: fact), day, day, inputs, engine)
    after = told(
        once(given, lambda fact: resolved(fact, lambda some: seed.choice(list(some)))), day, day, inputs, engine
    )
    assert before.keys() == after.keys()
    assert [(key, tuple(before[key]), tuple(after[key])) for key in before if not inside(after[key], before[key])] == []


def inside(inner: KnownRange, outer: KnownRange) -> bool:
    """Whether what is known lies within what was known before; floats to a hair."""

    def least(x: Any, y: Any) -> bool:
        return bool(x <= y + 1e-9 * abs(y) if isinstance(y, float) else x <= y)

    low = outer.low is None or (inner.low is not None and least(outer.low, inner.low))
    return low and (outer.high is None or (inner.high is not None and least(inner.high, outer.high)))


def counted(text: str, kind: type[Fact], within: int | None = None) -> Counted:
    """A filter as it stands under `counts`."""
    node = read_rule(f"x[{text}]")
    assert isinstance(node, Ref)
    return Counted(wheres(node.tests, kind), within)


# ------------------------------------------------------------------------------------------------- one fact at a time

D = date(2019, 6, 30)
NAMED = Named(subject="aster", valid=date(2014, 1, 1), name="Aster", place="1")
EQUITY = Instrument.EQUITY


def valued(day: Day, amount: int, *, known: Day | None = None, **more: Any) -> Valuation:
    """A valuation in dollars."""
    return Valuation(
        subject="aster", valid=day, known=known or day, amount=Decimal(amount), currency="USD", place=str(more), **more
    )


def funded(day: Day, amount: int | None = None, **more: Any) -> Round:
    """A round in dollars."""
    return Round(
        subject="aster",
        valid=day,
        known=day,
        type="a",
        amount=None if amount is None else Decimal(amount),
        currency="USD",
        place=str(more),
        **more,
    )


def earned(day: Day, amount: int, currency: str = "USD") -> Revenue:
    """A year's turnover."""
    return Revenue(subject="aster", valid=day, known=day, amount=Decimal(amount), currency=currency, place="1")


def known_of(
    rule: str, *facts: Fact, engine: Engine, speaks: tuple[type[Fact], ...] = (), **scope: Any
) -> tuple[Any, Any]:
    """What is known on D of the one input of a rule."""
    given = (Given("gazette", D, (NAMED, *facts), promise("past", speaks, D)),)
    found = told(given, D, D, {rule: wanted(rule, Coin("USD"), **scope)}, engine)
    return tuple(found["aster", rule])


POST = {"Valuation": counted("basis in {'post_money'}", Valuation)}

CASES: dict[str, tuple[str, tuple[Fact, ...], Span]] = {
    "an unsure fact of the same day that became known later would take the place": (
        "valuation[basis in {'post_money'}] >= 0 USD",
        (
            valued(date(2018, 1, 1), 10, basis=Basis.POST_MONEY),
            valued(date(2018, 1, 1), 99, known=date(2018, 2, 1), key="b"),
        ),
        NOTHING,
    ),
    "an older unsure fact would not": (
        "valuation[basis in {'post_money'}] >= 0 USD",
        (valued(date(2018, 1, 1), 10, basis=Basis.POST_MONEY), valued(date(2017, 1, 1), 99)),
        Span(10, 10),
    ),
    "a year before an unsure latest is unsure": (
        "valuation[basis in {'post_money'}] 1 years ago >= 0 USD",
        (
            valued(date(2019, 1, 1), 99),
            valued(date(2018, 1, 1), 10, basis=Basis.POST_MONEY),
            valued(date(2017, 1, 1), 5, basis=Basis.POST_MONEY),
        ),
        NOTHING,
    ),
    "days since an unsure round are unsure": (
        "days_since_round[payment in {'paid_in'}] >= 0 days",
        (funded(date(2019, 6, 1), 5), funded(date(2017, 1, 1), 5, payment=Payment.PAID_IN)),
        NOTHING,
    ),
    "days since a sure round are sure": (
        "days_since_round[payment in {'paid_in'}] >= 0 days",
        (funded(date(2017, 1, 1), 5), funded(date(2019, 6, 1), 5, payment=Payment.PAID_IN)),
        Span(29, 29),
    ),
    "the age of an unsure valuation is unsure": (
        "valuation_age[basis in {'post_money'}] >= 0 days",
        (valued(date(2019, 1, 1), 99), valued(date(2018, 1, 1), 10, basis=Basis.POST_MONEY)),
        NOTHING,
    ),
    "growth up to an unsure figure is unsure": (
        "profit_growth[currency in {'CNY'}] >= 0%",
        tuple(
            Figure(
                subject="aster",
                valid=date(year, 12, 31),
                known=date(year, 12, 31),
                measure="profit",
                amount=Decimal(amount),
                currency=currency,
                place="1",
            )
            for year, amount, currency in ((2018, 20, None), (2017, 10, "CNY"), (2016, 5, "CNY"))
        ),
        NOTHING,
    ),
    "a mean of limits is no mean": (
        "valuation over 2 years >= 0 USD",
        (
            valued(date(2018, 1, 1), 10, bound=Bound.AT_MOST),
            valued(date(2017, 1, 1), 1, bound=Bound.AT_LEAST),
        ),
        NOTHING,
    ),
    "at most ten was never surely ten": (
        "peak_valuation >= 0 USD",
        (valued(date(2018, 1, 1), 10, bound=Bound.AT_MOST), valued(date(2017, 1, 1), 1)),
        Span(1, None),
    ),
    "at least one was surely one": (
        "peak_valuation >= 0 USD",
        (
            valued(date(2018, 1, 1), 10, bound=Bound.AT_MOST),
            valued(date(2017, 1, 1), 1, bound=Bound.AT_LEAST),
        ),
        Span(1, None),
    ),
    "a round without an amount may be the largest": (
        "largest_round >= 0 USD",
        (funded(date(2018, 1, 1)), funded(date(2017, 1, 1), 1)),
        Span(1, None),
    ),
    "a vague round is at least its least and at most its most": (
        "raised >= 0 USD",
        (
            funded(date(2018, 1, 1), 5, instrument=EQUITY),
            funded(date(2018, 6, 1), instrument=EQUITY, least=Decimal(100), most=Decimal(999)),
        ),
        Span(105, 1004),
    ),
    "a round of which only the least is said leaves no most": (
        "raised >= 0 USD",
        (
            funded(date(2018, 1, 1), instrument=EQUITY, least=Decimal(100), most=Decimal(999)),
            funded(date(2018, 6, 1), instrument=EQUITY, least=Decimal(100)),
        ),
        Span(200, None),
    ),
    "a round of which only the most is said may be nothing": (
        "raised >= 0 USD",
        (funded(date(2018, 1, 1), instrument=EQUITY, most=Decimal(999)),),
        Span(0, 999),
    ),
    "a vague debt is in no total of equity": (
        "raised >= 0 USD",
        (funded(date(2018, 1, 1), instrument=Instrument.DEBT, least=Decimal(100), most=Decimal(999)),),
        Span(0, 0),
    ),
    "the least of a vague round may be the largest that is sure": (
        "largest_round >= 0 USD",
        (funded(date(2018, 1, 1), 5), funded(date(2018, 6, 1), least=Decimal(100), most=Decimal(999))),
        Span(100, None),
    ),
    "the largest round of a window": (
        "largest_round within 24 months >= 0 USD",
        (funded(date(2012, 1, 1), 900), funded(date(2018, 6, 1), 7), funded(date(2018, 7, 1), 5)),
        Span(7, None),
    ),
    "a limit from above of the valuation is one from below of the ratio": (
        "raised_to_value >= 0%",
        (funded(date(2017, 6, 1), 5, instrument=EQUITY), valued(date(2018, 1, 1), 10, bound=Bound.AT_MOST)),
        Span(0.5, None),
    ),
    "a filter knows a word by its spellings": (
        "listed[venue not in {'NEEQ'}]",
        (Listed(subject="aster", valid=D, known=D, venue="neeq", place="1"),),
        Span(0, None),
    ),
    "a known word that is another is not the one": (
        "listed[venue not in {'NEEQ'}]",
        (Listed(subject="aster", valid=D, known=D, venue="Shanghai Stock Exchange", place="1"),),
        Span(1, None),
    ),
    "a year that ends in February is a year before the next, leap year or not": (
        "revenue 1 years ago >= 0 USD",
        (earned(date(2017, 2, 28), 7), earned(date(2016, 2, 29), 5)),
        Span(5, 5),
    ),
    "eighteen months older is another year's": (
        "revenue 1 years ago >= 0 USD",
        (earned(date(2018, 12, 31), 7), earned(date(2017, 6, 30), 5)),
        NOTHING,
    ),
    "seventeen months older is still the year before": (
        "revenue 1 years ago >= 0 USD",
        (earned(date(2018, 12, 31), 7), earned(date(2017, 7, 31), 5)),
        Span(5, 5),
    ),
    "growth in two currencies is no growth": (
        "revenue_growth >= 0%",
        (earned(date(2018, 12, 31), 7), earned(date(2017, 12, 31), 5, "EUR")),
        NOTHING,
    ),
    "growth over three years is the yearly one": (
        "revenue_growth over 3 years >= 0%",
        (earned(date(2018, 12, 31), 8), earned(date(2015, 12, 31), 1)),
        Span(1.0, 1.0),
    ),
}
"""By its sentence: a rule, facts, and what is then known of its one input."""


@pytest.mark.parametrize("says", CASES)
def test_a_value_is_never_surer_than_its_facts(says: str, engine: Engine) -> None:
    """Each of these once was, or stands at an edge."""
    rule, facts, expected = CASES[says]
    speaks = (Round,) if rule.startswith("raised >=") else ()
    assert all(map(same, known_of(rule, *facts, engine=engine, speaks=speaks), expected))


@pytest.mark.parametrize(
    ("rule", "answer"),
    [
        *(("raised >= 1_000_000 USD", True), ("raised >= 1_000_001 USD", None), ("raised < 1_000_000 USD", False)),
        *(("raised < 10_000_000 USD", True), ("raised > 9_999_999 USD", None), ("raised >= 10_000_000 USD", False)),
        *(("raised >= 7_000_000 CNY", True), ("raised < 70_000_000 CNY", True), ("raised >= 8_000_000 CNY", None)),
    ],
)
@pytest.mark.parametrize("speaks", [True, False])
def test_a_rule_is_answered_by_the_end_of_a_vague_sum_that_settles_it(
    rule: str, answer: bool | None, *, speaks: bool, engine: Engine
) -> None:
    """Several million dollars: the least alone gives a yes; a no from the most needs every round to be told."""
    several = funded(date(2018, 1, 1), instrument=EQUITY, least=Decimal(1_000_000), most=Decimal("9999999.99"))
    given = (Given("gazette", D, (NAMED, several), promise("past", (Round,) if speaks else (), D)),)
    bound = bind(read_rule(rule), RuleScope(convention=convention("CNY=7")))
    inputs = needed([bound])
    with book_of(given, engine) as book:
        ((known,),) = [[row] for row in values(book.at(D), inputs).values()]
        table = engine.arrow(answered(book.at(D), {"tier": bound})).to_pylist()
    low_alone = {"raised >= 1_000_000 USD", "raised < 1_000_000 USD", "raised >= 7_000_000 CNY"}
    expected = answer if speaks or rule in low_alone else None
    assert reply(bound, known, D).answer is expected
    assert [row["tier"] for row in table] == [expected]


@sampled(3, long=60)
@given(
    given=books(KINDS, size=50),
    days=st.lists(st.sampled_from(DAYS), min_size=2, max_size=3, unique=True),
    coin=st.sampled_from(COINS),
)
def test_a_panel_knows_both_ends_as_the_profiles_of_its_days_do(
    given: tuple[Given, ...], days: list[Day], coin: Coin, engine: Engine
) -> None:
    """The least and the most of what was raised, in any currency."""
    asks = [f"{name} >= 0 {coin.currency}" for name in ("raised", "raised within 24 months", "largest_round")]
    sides = input_columns([wanted(rule, coin) for rule in asks])
    with book_of(given, engine) as book:
        together = [row for table in panel.panel_formulas(book, days, sides) for row in table.to_pylist()]
        single = {
            (row["subject"], day): row
            for day in days
            for row in engine.arrow(profile.formula_values(book.at(day), sides)).to_pylist()
        }
    assert {(row["subject"], row["day"]): row for row in together} == {
        key: row | {"day": key[1]} for key, row in single.items()
    }


def test_a_total_up_to_an_unsure_day_is_unsure(engine: Engine) -> None:
    """An unsure valuation may be the latest; a founding of which only the year is known has no day."""
    rounds = funded(date(2016, 1, 1), 5, instrument=EQUITY), funded(date(2018, 1, 1), 7, instrument=EQUITY)
    worth = valued(date(2019, 1, 1), 99), valued(date(2017, 1, 1), 10, basis=Basis.POST_MONEY)
    rule = "raised by valuation_day >= 0 USD"
    assert known_of(rule, *rounds, *worth, engine=engine, speaks=(Round,)) == (12, 12)
    low, high = known_of(rule, *rounds, *worth, engine=engine, speaks=(Round,), counts=POST)
    assert low in (None, 5)
    assert high in (None, 12)
    year = Founded(subject="aster", valid=date(2016, 1, 1), known=D, precision="year", place="1")
    low, high = known_of("raised by founded >= 0 USD", *rounds, year, engine=engine, speaks=(Round,))
    assert low in (None, 0, 5)
    assert high in (None, 5)


def test_a_promise_of_no_listing_is_relied_on_for_three_years_and_not_a_day_longer(engine: Engine) -> None:
    """`not listed` is yes until the day 36 months on, then unknown."""
    rule = wanted("not listed", Coin("USD"))
    given = (Given("gazette", D, (NAMED,), promise("past", (Listed,), D)),)
    for day, expected in ((date(2022, 6, 30), (0, 0)), (date(2022, 7, 1), (0, None))):
        assert tuple(told(given, day, day, {"x": rule}, engine)["aster", "x"]) == expected


@pytest.mark.parametrize(
    ("precision", "last"), [("day", date(2016, 2, 1)), ("month", date(2016, 2, 29)), ("year", date(2016, 12, 31))]
)
def test_a_founding_day_is_as_exact_as_its_source(precision: str, last: Day, engine: Engine) -> None:
    """The day itself, or up to the end of its month or year."""
    born = Founded(subject="aster", valid=date(2016, 2, 1), known=D, precision=precision, place="1")
    assert known_of("founded >= day", born, engine=engine) == (date(2016, 2, 1), last)
