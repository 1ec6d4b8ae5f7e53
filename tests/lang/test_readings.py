"""A text that may be read in several ways: yes or no where every reading agrees, unknown where they do not."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.book.money import SPOT, Convention, MoneyColumn, RateRule, coin, convention, converted, usd
from hornbook.engine import Engine
from hornbook.kinds import Founded, Named, Round, Valuation
from hornbook.lang import bound
from hornbook.lang.answer import reply
from hornbook.lang.bind import bind
from hornbook.lang.read import read_rule
from hornbook.lang.scope import RuleScope
from hornbook.standards.judge import answered, needed, values
from tests.lang.test_answers import DAY, Case, Shape, by_reasons, by_the_engine, cases, shape  # noqa: F401  a fixture
from tests.lang.trees import SCOPE, rules
from tests.samples import sampled
from tests.strategies import Given, book_of, promise

YEAR = Convention(RateRule.YEAR)
RATES = (SPOT, YEAR, convention("CNY=6"), convention("CNY=7"))
OPEN = replace(SCOPE, conventions=RATES, either_age=True)
"""A text that says neither how amounts are converted nor how ages are counted."""


@sampled(30, long=800)
@given(data=st.data())
def test_the_engine_and_the_reasons_agree_on_readings(data: st.DataObject, shape: Shape, engine: Engine) -> None:  # noqa: F811
    """For any rule under an open scope, and whatever is known."""
    case = data.draw(cases(shape, rules, OPEN))
    assert by_the_engine(case, engine) == by_reasons(case.rule, case)


@sampled(30, long=800)
@given(data=st.data())
def test_what_is_known_is_no_where_nobody_says_it(data: st.DataObject, shape: Shape, engine: Engine) -> None:  # noqa: F811
    """`known A` is yes where A is yes, else no; `in_principle(A)` is yes where A is yes, else unknown."""
    case = data.draw(cases(shape))
    plain = by_reasons(case.rule, case)
    for rule, expected in (
        (bound.BoundKnown(case.rule), [answer is True for answer in plain]),
        (bound.BoundInPrinciple(case.rule), [answer or None for answer in plain]),
    ):
        assert by_reasons(rule, case) == expected
        assert by_the_engine(case._replace(rule=rule), engine) == expected


@sampled(40, long=800)
@given(data=st.data())
def test_readings_are_what_every_reading_says(data: st.DataObject, shape: Shape) -> None:  # noqa: F811
    """The rule bound under each rate and each way to count ages by itself: agreed, or unknown."""
    node = data.draw(rules)
    case = data.draw(cases(shape, st.just(node), OPEN))
    alone = [
        replace(SCOPE, convention=rate, calendar=calendar, perhaps=True)
        for rate, calendar in product(RATES, (False, True))
    ]
    for known, whole in zip(case.known, by_reasons(case.rule, case), strict=True):
        each = {reply(bind(node, scope), known, DAY).answer for scope in alone}
        assert whole is (each.pop() if len(each) == 1 else None)


def asked(rule: str, **scope: object) -> bound.Condition:
    """A rule bound."""
    return bind(read_rule(rule), RuleScope(**scope))  # type: ignore[arg-type]


def test_only_readings_that_make_a_difference_are_asked() -> None:
    """No amount, no rates; no age, no ways to count it."""
    assert asked("rounds", conventions=RATES, either_age=True) == asked("rounds")
    money = asked("valuation >= 7 CNY", conventions=RATES, either_age=True)
    assert isinstance(money, bound.BoundReadings)
    assert money.labels == ("spot", "year", "CNY=6", "CNY=7")
    age = asked("age <= 5 years", conventions=RATES, either_age=True)
    assert isinstance(age, bound.BoundReadings)
    assert age.labels == ("anniversary", "calendar")
    both = asked("any(age <= 5 years, valuation >= 7 CNY)", conventions=RATES, either_age=True)
    assert isinstance(both, bound.BoundReadings)
    assert len(both.parts) == 8
    assert both.labels[:2] == ("spot, anniversary", "spot, calendar")


def firm(amount: int, currency: str, day: date = date(2023, 2, 1), born: date = date(2015, 3, 1)) -> Given:
    """A company with one valuation."""
    own = {"subject": "firm", "place": "1"}
    facts = (
        Named(valid=born, name="Firm", **own),  # type: ignore[arg-type]
        Founded(valid=born, **own),  # type: ignore[arg-type]
        Valuation(valid=day, amount=Decimal(amount), currency=currency, **own),  # type: ignore[arg-type]
        Round(valid=day, type="A", amount=Decimal(amount), currency=currency, **own),  # type: ignore[arg-type]
    )
    return Given("news", day, facts, promise("live", (Round,), day))


def answers(
    rule: str, given: Given, engine: Engine, day: date = date(2023, 6, 30), asked_rate: Convention = SPOT
) -> bool | None:
    """What an open text says of the company, by both engines."""
    condition = asked(rule, conventions=RATES, either_age=True)
    with book_of([given], engine) as book:
        view = replace(book.at(day), convention=asked_rate)
        told = values(view, needed([condition]))["firm"]
        (row,) = view.engine.arrow(answered(view, {"rule": condition})).to_pylist()
        found = reply(condition, told, day).answer
        assert found is row["rule"]
        return found


FLOOR = "valuation >= 7_000_000_000 CNY"


@pytest.mark.parametrize(
    ("amount", "currency", "answer"),
    [
        (1_200_000_000, "USD", True),  # 6.7 to 7 yuan a dollar, and 6 and 7: all above
        (1_000_000_000, "USD", None),  # at 7 it is the floor, at 6 and at the day's rate it is not
        (990_000_000, "USD", False),
        (7_000_000_000, "CNY", True),  # stated in the text's own currency: no rate is needed
        (6_999_999_999, "CNY", False),
    ],
)
def test_an_unstated_rate_is_unknown_only_where_the_readings_disagree(
    amount: int, currency: str, answer: bool | None, engine: Engine
) -> None:
    """A billion dollars of February 2023 under a floor of seven billion yuan."""
    assert answers(FLOOR, firm(amount, currency), engine) is answer


def test_a_rate_that_the_question_names_settles_it(engine: Engine) -> None:
    """With --money CNY=7 a billion dollars are seven billion yuan under every reading."""
    given = firm(1_000_000_000, "USD")
    assert answers(FLOOR, given, engine, asked_rate=convention("CNY=7")) is True
    assert answers(FLOOR, given, engine, asked_rate=convention("CNY=6")) is False


@pytest.mark.parametrize(
    ("day", "answer"),
    [(date(2025, 3, 1), True), (date(2025, 3, 2), None), (date(2025, 12, 31), None), (date(2026, 1, 1), False)],
)
def test_an_age_is_unknown_between_the_anniversary_and_the_end_of_the_year(
    day: date, answer: bool | None, engine: Engine
) -> None:
    """Founded on 1 March 2015: ten years by anniversary until 1 March 2025, by founding year until its end."""
    assert answers("age <= 10 years", firm(1, "USD"), engine, day) is answer


@pytest.mark.parametrize("day", [date(2022, 5, 4), date(2023, 2, 1), date(1998, 1, 1)])
@pytest.mark.parametrize("into", ["USD", "CNY", "EUR"])
@pytest.mark.parametrize("currency", ["USD", "CNY", "EUR", "XXX"])
def test_a_perhaps_rate_converts_by_spot_what_it_does_not_name(currency: str, into: str, day: date) -> None:
    """Its own currencies by its rate; a euro as on its day, since nobody says what it would be."""
    perhaps = MoneyColumn(into, convention("CNY=6"), perhaps=True)
    assert coin(perhaps.column) == perhaps
    found = converted(Decimal(600), currency, day, perhaps, SPOT)
    if currency == into:
        assert found == 600
    elif {currency, into} == {"USD", "CNY"}:
        assert found == (100 if into == "USD" else 3600)
    else:
        assert found == converted(Decimal(600), currency, day, MoneyColumn(into), SPOT)


def test_rates_of_single_years_hold_for_the_amounts_of_those_years(engine: Engine) -> None:
    """A document that prints its rates year by year; other years have none."""
    rates = convention("CNY=6.73@2022,CNY=7.05@2023")
    assert str(rates) == "CNY=6.73@2022,CNY=7.05@2023"
    assert convention(str(rates)) == rates
    found = [usd(Decimal(6730), "CNY", date(year, 5, 1), rates) for year in (2021, 2022, 2023)]
    assert found == [None, Decimal("1000.00"), Decimal("954.61")]
    for year, answer in ((2021, None), (2022, True), (2023, False)):
        condition = asked("valuation >= 1000 USD", convention=rates)
        with book_of([firm(6730, "CNY", date(year, 5, 1))], engine) as book:
            (row,) = book.engine.arrow(answered(book.at(date(2024, 1, 1)), {"rule": condition})).to_pylist()
        assert row["rule"] is answer
    usual = convention("CNY=7,CNY=6.73@2022")
    assert usd(Decimal(7000), "CNY", date(2020, 1, 1), usual) == 1000
    assert usd(Decimal(6730), "CNY", date(2022, 1, 1), usual) == 1000
