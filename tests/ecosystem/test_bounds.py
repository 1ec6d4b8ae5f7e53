"""Bounds of concentration hold however the undecided turn out, and are reached where that is promised."""

from itertools import product

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hornbook.ecosystem.bounds import (
    first_share_bounds,
    herfindahl,
    herfindahl_bounds,
    quotient_bounds,
    shannon,
    shannon_bounds,
    share_of_first,
)
from hornbook.ecosystem.concentration import gini
from tests.samples import sampled

boxes = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=4)
NEAR = 1e-12


def ways(box: list[tuple[int, int]]) -> list[np.ndarray]:
    """Every way in which the undecided may turn out, if there is a company."""
    counts = [np.array(each, float) for each in product(*(range(low, low + more + 1) for low, more in box))]
    return [each for each in counts if each.sum()]


def ends(box: list[tuple[int, int]]) -> tuple[np.ndarray, np.ndarray]:
    low = np.array([low for low, _ in box], float)
    return low, low + np.array([more for _, more in box], float)


@sampled(60, long=5_000)
@given(box=boxes, first=st.integers(1, 4))
def test_the_bounds_of_a_top_share_are_reached(box: list[tuple[int, int]], first: int) -> None:
    assume(ways(box))
    shares = [share_of_first(counts, first) for counts in ways(box)]
    assert first_share_bounds(*ends(box), first) == pytest.approx((min(shares), max(shares)), abs=NEAR)


@sampled(60, long=5_000)
@given(box=boxes)
def test_no_way_lies_outside_the_bounds_of_a_smooth_measure(box: list[tuple[int, int]]) -> None:
    """Where all is known the bounds are the figure."""
    assume(ways(box))
    for measure, bounds in ((herfindahl, herfindahl_bounds), (shannon, shannon_bounds)):
        found = [measure(counts) for counts in ways(box)]
        low, high = bounds(*ends(box))
        assert low - NEAR <= min(found)
        assert max(found) <= high + NEAR
        if len(found) == 1:
            assert (low, high) == pytest.approx((found[0], found[0]), abs=NEAR)


@sampled(40, long=3_000)
@given(box=boxes)
def test_the_bounds_of_location_quotients_are_reached(box: list[tuple[int, int]]) -> None:
    assume(ways(box))
    low, high = ends(box)
    companies = high + 1
    least, most = quotient_bounds(low, high, companies)
    for n in range(len(box)):
        found = [counts[n] / counts.sum() / (companies[n] / companies.sum()) for counts in ways(box)]
        assert most[n] == pytest.approx(max(found))
        if not np.isnan(least[n]):
            assert least[n] == pytest.approx(min(found))


def test_published_examples() -> None:
    """Four equal groups; one that has all; Gini of 1, 2, 3, 4 is 0.25."""
    equal = np.full(4, 5.0)
    assert herfindahl(equal) == pytest.approx(0.25)
    assert np.exp(shannon(equal)) == pytest.approx(4)
    assert herfindahl(np.array([7.0, 0.0])) == 1
    assert shannon(np.array([7.0, 0.0])) == 0
    assert gini(np.array([4.0, 3.0, 2.0, 1.0])) == pytest.approx(0.25)
    assert gini(equal) == pytest.approx(0)
    assert gini(np.array([])) is None
