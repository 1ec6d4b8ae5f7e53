"""Form fields write text of the rule language that means the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.console.condition import COMPARISONS, UNITS, Condition, condition_text, figures, given_condition, joined
from hornbook.errors import HornbookError, QuestionError
from hornbook.indicators.algebra import Unit
from hornbook.indicators.catalogue import indicators
from hornbook.lang.filter import company_filter
from tests.console.client import DAY, Reader, park
from tests.samples import sampled

__all__ = ["park"]

NUMBERS = st.decimals(min_value=0, max_value=10**9, allow_nan=False, places=2).map(str)
CONDITIONS = st.builds(
    Condition,
    st.sampled_from(list(figures())),
    st.sampled_from(list(COMPARISONS)),
    NUMBERS | st.sampled_from(["2024-12-31", "Beijing, 上海", "AI、chips", "x", "1e9", "-3", '"', "1_0"]),
    st.sampled_from(list(UNITS)),
)


@sampled(60, long=1000)
@given(CONDITIONS, CONDITIONS)
def test_what_fields_write_is_a_filter_or_a_message(first: Condition, second: Condition) -> None:
    texts = []
    for condition in (first, second):
        try:
            texts.append(condition_text(condition))
        except HornbookError:
            continue
        assert company_filter(texts[-1]).text == texts[-1]
    if len(texts) == 2:
        company_filter(joined(texts[0], second))


@pytest.mark.parametrize(
    ("condition", "text"),
    [
        (Condition("valuation", "ge", "70", "ycny"), "valuation >= 7_000_000_000 CNY"),
        (Condition("raised", "gt", "1.5", "busd"), "raised > 1_500_000_000 USD"),
        (Condition("raised", "lt", "2", ""), "raised < 2_000_000 USD"),
        (Condition("age", "le", "10", ""), "age <= 10 years"),
        (Condition("headcount", "ge", "1,000", ""), "headcount >= 1_000 people"),
        (Condition("city", "is", "Beijing，上海", ""), 'city in {"Beijing", "上海"}'),
        (Condition("founded", "ge", "2015-01-01", ""), "founded >= 2015-01-01"),
    ],
)
def test_a_condition_is_written_with_its_unit(condition: Condition, text: str) -> None:
    assert condition_text(condition) == text


def test_every_figure_that_is_offered_can_be_compared() -> None:
    for name in figures():
        unit = indicators()[name].unit
        value = {Unit.TEXT: "a", Unit.DAY: "2024-01-01"}.get(unit, "1")
        company_filter(condition_text(Condition(name, "is" if unit is Unit.TEXT else "ge", value, "")))


@pytest.mark.parametrize("amount", ["", "many", "NaN", "1e400", 'a"} or city in {"b'])
def test_what_is_no_value_is_refused(amount: str) -> None:
    if not amount:
        assert given_condition({"add-figure": "age", "add-amount": amount}) is None
        return
    for figure, comparison in (("age", "le"), ("city", "is")):
        if figure == "age" or '"' in amount:
            with pytest.raises(QuestionError):
                condition_text(Condition(figure, comparison, amount, ""))


def test_what_was_joined_by_or_keeps_its_meaning() -> None:
    text = joined('city in {"Beijing"} or age <= 5 years', Condition("headcount", "ge", "10", ""))
    assert text == '(city in {"Beijing"} or age <= 5 years) and headcount >= 10 people'
    company_filter(text)


def test_a_form_adds_to_the_text_of_the_address(park: Reader) -> None:
    query = f"{DAY}&where=age%20%3C%3D%2030%20years&add-figure=city&add-comparison=is&add-amount=Beijing&add-unit="
    place = park.complete(f"/en/list?{query}")
    assert "add-figure" not in place
    assert "where=age+%3C%3D+30+years+and+city+in+%7B%22Beijing%22%7D" in place
    park.text(f"/en/list?{DAY}&add-figure=city&add-comparison=ge&add-amount=1", status=400)
