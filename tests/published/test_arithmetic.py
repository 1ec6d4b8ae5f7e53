"""Laws of the checks, and every check of the library computed a second time in plain integers and fractions."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.published.arithmetic import (
    CheckOutcome,
    Interval,
    check_figures,
    figure_interval,
    whole_of,
)
from hornbook.published.library import publishers
from hornbook.published.values import CheckTerm, PublishedCheck, PublishedFigure

CHECKS = {f"{check.publisher}/{check.id}": check for each in publishers.values() for check in each.checks}
COUNT = next(figure for figure in publishers["hurun"].figures if figure.measure.id == "unicorns")
COUNTS = st.integers(0, 5000)


def figure(number: int) -> PublishedFigure:
    """A count of companies."""
    value = Decimal(number)
    return replace(COUNT, value=value, least=value, most=value, held=None)


def check_of(kind: str, result: int, terms: list[int]) -> PublishedCheck:
    """A check of counts; a negative term is taken off."""
    name = COUNT.series.name
    parts = tuple(CheckTerm(figure(abs(term)), term < 0) for term in terms)
    return PublishedCheck("law", "hurun", kind, name, figure(result), parts, None, None, None, None)


@given(COUNTS, COUNTS, COUNTS, COUNTS)
def test_a_flow_closes_exactly_where_the_sum_is_the_stock(before: int, new: int, left: int, after: int) -> None:
    found = check_figures(check_of("flow", after, [before, new, -left]))
    assert found.difference == after - (before + new - left)
    assert (found.outcome is CheckOutcome.CLOSES) is (after == before + new - left)


@given(COUNTS, st.lists(COUNTS, min_size=1, max_size=6))
def test_some_parts_are_no_more_than_the_whole(whole: int, parts: list[int]) -> None:
    found = check_figures(check_of("some", whole, parts))
    assert (found.outcome is CheckOutcome.CLOSES) is (sum(parts) <= whole)
    assert found.difference == min(0, whole - sum(parts))


@given(st.integers(1, 5000), st.integers(1, 5000))
def test_a_whole_is_never_lost_by_the_rounding_of_a_share(part: int, rest: int) -> None:
    """Whatever the true whole is, it lies within what its rounded share allows."""
    whole = part + rest
    tenths = round(Fraction(1000 * part, whole))
    if tenths == 0:
        return
    share = Interval(Decimal(2 * tenths - 1) / 2000, Decimal(2 * tenths + 1) / 2000)
    found = whole_of(Interval(Decimal(part), Decimal(part)), share, whole_numbers=True)
    assert found.least <= whole <= found.most


@pytest.mark.parametrize("name", CHECKS)
def test_every_check_is_computed(name: str) -> None:
    """The same by fractions: between which numbers the figure must lie."""
    check = CHECKS[name]
    found = check_figures(check)
    least, most = slow_interval(check)
    stated_least, stated_most = (Fraction(each) for each in slow_stated(check))
    meets = stated_least <= most and least <= stated_most
    if check.kind == "some":
        meets = least <= stated_most
    assert (found.difference == 0) is meets
    held = check.held or any(each.held for each in check.figures)
    expected = CheckOutcome.HELD if held else CheckOutcome.CLOSES if meets else CheckOutcome.OPEN
    assert found.outcome is expected


def slow_stated(check: PublishedCheck) -> tuple[Fraction, Fraction]:
    """The stated figure, in dollars where a rate is given; an open end is very large."""
    least, most = figure_interval(check.result)
    high = Fraction(10**18) if not most.is_finite() else Fraction(most)
    if check.rate is None:
        return Fraction(least), high
    return Fraction(least) / Fraction(check.rate[1]), high / Fraction(check.rate[0])


def slow_interval(check: PublishedCheck) -> tuple[Fraction, Fraction]:
    """What the other figures give."""
    low = high = Fraction(0)
    for term in check.terms:
        least, most = (Fraction(each) for each in figure_interval(term.figure))
        low, high = (low - most, high - least) if term.minus else (low + least, high + most)
    if check.share is None:
        return low, high
    rate_low, rate_high = (Fraction(each) for each in figure_interval(check.share))
    if check.kind == "share":
        return Fraction(-(-low // rate_high)), Fraction(high // rate_low)
    return low * (1 + rate_low), high * (1 + rate_high)
