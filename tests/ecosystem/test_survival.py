"""Curves are equal to a reading by hand and, where it is installed, to lifelines; shares add up to one."""

import importlib.util
import warnings

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.ecosystem.survival import Survival, share_interval, survival_curves
from tests.samples import sampled

Case = tuple[int, int, int]
"""Entry, time from entry to leaving, cause."""
cases = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6), st.integers(0, 2)), min_size=1, max_size=25)


def curves(of: list[Case], causes: int = 2) -> Survival:
    entry, stay, cause = (np.array(column, np.int64) for column in zip(*of, strict=True))
    return survival_curves(entry, entry + stay, cause, causes)


def at_risk(entry: int, leave: int, time: int) -> bool:
    """Entered before and not left before; on day 0 those that enter on day 0."""
    return entry < time <= leave or entry == time == 0


def seen(of: list[Case]) -> list[Case]:
    """Without those that left on the day of a late entry."""
    return [(entry, stay, cause) for entry, stay, cause in of if stay or not entry]


def by_hand(of: list[Case], causes: int) -> dict[int, tuple[float, list[float]]]:
    """Survival and incidences at every time of an event, one company after another."""
    alive, happened, found = 1.0, [0.0] * causes, {}
    of = seen(of)
    for time in sorted({entry + stay for entry, stay, cause in of if cause}):
        risk = sum(at_risk(entry, entry + stay, time) for entry, stay, _ in of)
        counts = [sum(entry + stay == time and cause == n + 1 for entry, stay, cause in of) for n in range(causes)]
        happened = [share + alive * count / risk for share, count in zip(happened, counts, strict=True)]
        alive *= 1 - sum(counts) / risk
        found[time] = (alive, happened)
    return found


@sampled(100, long=10_000)
@given(of=cases)
def test_curves_are_those_by_hand_and_add_up_to_one(of: list[Case]) -> None:
    made = curves(of)
    assert dict(zip(made.times.tolist(), range(len(made.times)), strict=True)).keys() == by_hand(of, 2).keys()
    for n, (alive, happened) in enumerate(by_hand(of, 2).values()):
        assert made.survival[n] == pytest.approx(alive, abs=1e-12)
        assert made.incidence[:, n] == pytest.approx(happened, abs=1e-12)
    assert np.abs(made.survival + made.incidence.sum(axis=0) - 1).max(initial=0) < 1e-12
    assert (made.at_risk >= made.events.sum(axis=0)).all()


@sampled(60, long=5_000)
@given(of=cases)
def test_with_one_cause_the_incidence_has_the_variance_of_survival(of: list[Case]) -> None:
    """Greenwood's formula is the special case of one cause, as long as somebody survives."""
    made = curves([(entry, stay, min(cause, 1)) for entry, stay, cause in of], 1)
    alive = made.survival > 0
    assert made.incidence_variance[0][alive] == pytest.approx(made.survival_variance[alive], abs=1e-9)


def test_an_example_by_hand() -> None:
    """An event on day 0, an entry on the day of an event, two causes tied, one censored, one that nobody watched.

    Day 0: of two at risk one reaches the tier: 1/2. Day 3: the other of day 0 and those that entered on days 1, 1 and
    2 are at risk, not the one that enters on day 3; one reaches the tier and one is sold: 1/8 each. Day 5: of three at
    risk, one of them entered on day 3, one is sold: a third of 1/4.
    """
    made = curves([(0, 0, 1), (0, 3, 1), (1, 2, 2), (1, 8, 0), (2, 3, 2), (3, 4, 0), (6, 0, 1)])
    assert made.times.tolist() == [0, 3, 5]
    assert made.at_risk.tolist() == [2, 4, 3]
    assert made.survival.tolist() == pytest.approx([1 / 2, 1 / 4, 1 / 6])
    assert made.incidence[0].tolist() == pytest.approx([1 / 2, 5 / 8, 5 / 8])
    assert made.incidence[1].tolist() == pytest.approx([0, 1 / 8, 5 / 24])
    assert (made.at(-1), made.at(0), made.at(2), made.at(9)) == (-1, 0, 0, 2)


def test_nobody_and_no_event_have_an_empty_curve() -> None:
    assert len(curves([(0, 3, 0)]).times) == 0


@pytest.mark.parametrize(("share", "variance"), [(0.3, 0.01), (0.999, 0.0001), (0.0, 0.0), (1.0, 0.0), (0.5, 0.0)])
def test_an_interval_holds_its_share_and_stays_between_nothing_and_all(share: float, variance: float) -> None:
    assert share_interval(0.0, 0.0, at_risk=100) == pytest.approx((0, 0.036217), abs=1e-6)  # Clopper and Pearson
    low, high = share_interval(share, variance)
    assert 0 <= low <= share <= high <= 1
    assert (low < share < high) is (variance > 0)


lifelines = pytest.mark.skipif(importlib.util.find_spec("lifelines") is None, reason="lifelines is not installed")


@lifelines
@sampled(20, long=500)
@given(of=cases)
def test_survival_is_that_of_lifelines(of: list[Case]) -> None:
    """With late entry and ties, estimate and interval."""
    from lifelines import KaplanMeierFitter

    of = [(0, 13, 0), *seen(of)]  # it wants somebody at risk all the time
    entry, stay, cause = (np.array(column) for column in zip(*of, strict=True))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        fit = KaplanMeierFitter().fit(entry + stay, cause > 0, entry=entry)
    made = curves(of)
    theirs = fit.survival_function_["KM_estimate"]
    limits = fit.confidence_interval_
    for n, time in enumerate(made.times):
        assert made.survival[n] == pytest.approx(theirs.loc[time], abs=1e-9)
        low, high = share_interval(made.survival[n], made.survival_variance[n])
        if 0 < made.survival[n] < 1:
            assert (low, high) == pytest.approx(tuple(limits.loc[time]), abs=1e-6)


@lifelines
@sampled(10, long=200)
@given(stays=st.lists(st.integers(1, 400), min_size=4, max_size=30, unique=True), data=st.data())
def test_incidence_is_that_of_lifelines(stays: list[int], data: st.DataObject) -> None:
    """Without ties, which lifelines breaks by chance, and without the option `timeline`, by which it is wrong."""
    from lifelines import AalenJohansenFitter

    cause = np.array(data.draw(st.lists(st.integers(0, 2), min_size=len(stays), max_size=len(stays))))
    made = curves([(0, stay, int(c)) for stay, c in zip(stays, cause, strict=True)])
    if not (cause == 1).any():
        return
    fit = AalenJohansenFitter(calculate_variance=True).fit(stays, cause, event_of_interest=1)
    theirs = fit.cumulative_density_.iloc[:, 0]
    variance = fit.variance_
    for n, time in enumerate(made.times):
        assert made.incidence[0, n] == pytest.approx(theirs.loc[time], abs=1e-9)
        if made.survival[n] > 0:
            assert made.incidence_variance[0, n] == pytest.approx(variance.loc[time], abs=1e-9)
