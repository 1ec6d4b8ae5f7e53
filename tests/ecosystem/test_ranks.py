"""Bounds of ranks are reached, and intervals hold what is drawn from the same shares at least at their nominal rate."""

from datetime import date
from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from trials.ranks import interval_held, replayed

from hornbook.answers.ecosystem.ranks import ask_ranks
from hornbook.book.book import Book
from hornbook.ecosystem.concentration import group_spread
from hornbook.ecosystem.question import EcosystemQuestion
from hornbook.ecosystem.ranks import (
    Changed,
    Revision,
    later_counts,
    rank_bounds,
    rank_intervals,
    revision,
    shortest_interval,
)
from hornbook.locale import Lang
from hornbook.population.count import census
from hornbook.render import html
from tests.samples import sampled

DAY = date(2021, 12, 31)
boxes = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3)), min_size=1, max_size=4)


@sampled(60, long=5_000)
@given(box=boxes)
def test_the_bounds_of_ranks_are_reached(box: list[tuple[int, int]]) -> None:
    ways = [np.array(each) for each in product(*(range(low, low + more + 1) for low, more in box))]
    ranks = np.array([[1 + int((counts > own).sum()) for own in counts] for counts in ways])
    low = np.array([low for low, _ in box], float)
    found = rank_bounds(low, low + np.array([more for _, more in box]))
    assert found.best.tolist() == ranks.min(axis=0).tolist()
    assert found.worst.tolist() == ranks.max(axis=0).tolist()


@sampled(100, long=10_000)
@given(st.lists(st.integers(-4, 12), min_size=1, max_size=60), st.sampled_from([0.5, 0.9, 0.95, 1.0]))
def test_the_shortest_interval_is_that_of_a_slow_reading(values: list[int], level: float) -> None:
    ends = sorted(set(values))
    holding = {(low, high): sum(low <= value <= high for value in values) for low in ends for high in ends}
    enough = [(high - low, -held, low, high) for (low, high), held in holding.items() if held >= level * len(values)]
    assert shortest_interval(np.array(values), level) == min(enough)[2:]


def test_intervals_hold_the_truth_at_their_nominal_rate() -> None:
    """Of 60 regions of 12 cities whose companies turn out by shares that an earlier day showed: 95% or more.

    Whole counts are the one reason why it is more: with those on the edges taken in parts it is 95%.
    """
    chance = np.random.default_rng(11)
    held, asked = 0, 0
    middle: list[float] = []
    for _ in range(60):
        yes, undecided, no = (chance.integers(0, most, 12).astype(float) for most in (40, 400, 2_000))
        shares = {"yes": 0.93, "undecided": 0.02, "no": 0.001}
        seen = {key: Changed(int(chance.binomial(3_000, share)), 3_000) for key, share in shares.items()}
        new = Changed(int(chance.poisson(0.0005 * 20_000)), 20_000)
        of = Revision(DAY, seen["yes"], seen["undecided"], seen["no"], new)
        found = rank_intervals(yes, undecided, no, of, draws=400)
        truth = chance.poisson(0.0005 * (yes + undecided + no))
        for share, companies in zip(shares.values(), (yes, undecided, no), strict=True):
            truth = truth + chance.binomial(companies.astype(int), share)
        rank = rank_bounds(truth.astype(float), truth.astype(float)).best
        draws = later_counts(yes, undecided, no, of, draws=400)
        middle += [interval_held(column, int(count)).middle for column, count in zip(draws.T, truth, strict=True)]
        held += int(((found.ranks.best <= rank) & (rank <= found.ranks.worst)).sum())
        held += int(((found.low <= truth) & (truth <= found.high)).sum())
        asked += 24
    assert held / asked >= 0.95
    assert abs(sum(middle) / len(middle) - 0.95) < 0.015


def test_a_replay_compares_each_city_with_what_became_known(region: Book) -> None:
    """A sample of `trials.ranks`."""
    intervals = list(replayed(region, range(2018, 2019)))
    assert len(intervals) == group_spread(EcosystemQuestion(view=region.at(date(2018, 12, 31)))).groups.num_rows
    assert all(of.drawn >= 0.95 and 0 <= of.middle <= 1 and of.held in (0, 1) for pair in intervals for of in pair)


def test_a_revision_counts_every_company_of_then_once(region: Book) -> None:
    """And nothing is revised where nothing more is known."""
    then = date(2018, 12, 31)
    question = EcosystemQuestion(view=region.at(DAY))
    found = revision(question, then)
    counted = census(region.at(then)).total
    assert (found.yes.of, found.undecided.of) == (counted.count, counted.unknown)
    assert found.yes.of + found.undecided.of + found.no.of == found.outside.of
    now = census(region.at(then, known=DAY)).total.count
    assert found.yes.confirmed + found.undecided.confirmed + found.no.confirmed + found.outside.confirmed == now
    same = revision(question, DAY)
    assert (same.yes.confirmed, same.undecided.confirmed, same.no.confirmed) == (same.yes.of, 0, 0)


def test_the_ranks_are_those_of_the_census(region: Book) -> None:
    answer = ask_ranks(EcosystemQuestion(view=region.at(DAY), by=("city",)))
    counted = {group.keys["city"]: group for group in census(region.at(DAY), ["city"]).rows}
    for of in answer.rows:
        assert of.best <= of.rank <= of.worst
        group = counted.get(of.keys["city"])
        assert (of.count, of.undecided) == ((group.figures.count, group.figures.unknown) if group else (0, 0))
        assert group is None or group.rank == of.rank


def test_an_earlier_day_without_companies_tells_no_interval(region: Book) -> None:
    question = EcosystemQuestion(view=region.at(DAY), by=("city",), earlier=region.at(date(1950, 1, 1)))
    answer = ask_ranks(question)
    assert answer.rows
    assert {(of.count_low, of.count_high, of.rank_low, of.rank_high) for of in answer.rows} == {(None,) * 4}
    assert all(of.best <= of.rank <= of.worst for of in answer.rows)
    assert "later between" not in html.part(answer.sheet(), Lang.EN)
