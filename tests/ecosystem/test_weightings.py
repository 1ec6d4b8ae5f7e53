"""Ranks under random weights are those of a slow reading, and do not depend on units or on the order of groups."""

from collections import Counter
from datetime import date
from random import Random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from hornbook.answers.ecosystem.ranks import ask_ranks
from hornbook.book.book import Book
from hornbook.ecosystem.bounds import Counts
from hornbook.ecosystem.question import EcosystemQuestion
from hornbook.ecosystem.ranks import SEED
from hornbook.ecosystem.weightings import weighted_ranks
from hornbook.indicators.profile import profile
from hornbook.population.count import census
from tests.samples import sampled

DAY = date(2021, 12, 31)
tables = st.integers(1, 5).flatmap(
    lambda groups: st.lists(
        st.lists(st.integers(0, 6), min_size=groups, max_size=groups).map(tuple), min_size=1, max_size=4
    )
)


def limits(table: Counts, draws: int = 60) -> list[tuple[int, int]]:
    found = weighted_ranks(table, draws)
    return list(zip(found.best.tolist(), found.worst.tolist(), strict=True))


@sampled(60, long=3_000)
@given(tables)
def test_ranks_are_those_of_a_slow_reading(rows: list[tuple[int, ...]]) -> None:
    """An index by the same weights, group by group, and the 2nd and 59th of 60 ranks in order."""
    table = np.array(rows, float)
    ranks: list[list[int]] = [[] for _ in rows[0]]
    for weights in np.random.default_rng(SEED).dirichlet(np.ones(len(rows)), 60):
        index = [0.0] * len(rows[0])
        for weight, row in zip(weights, rows, strict=True):
            for n, value in enumerate(row):
                width = max(row) - min(row)
                index[n] += weight * (value - min(row)) / width if width else 0.0
        for n, own in enumerate(index):
            ranks[n].append(1 + sum(other > own + 1e-9 for other in index))
    assert limits(table) == [(sorted(of)[1], sorted(of)[58]) for of in ranks]


@sampled(60, long=3_000)
@given(tables, st.randoms(use_true_random=False), st.integers(1, 1_000), st.integers(-50, 50))
def test_neither_units_nor_order_of_groups_matter(
    rows: list[tuple[int, ...]], chance: Random, factor: int, shift: int
) -> None:
    table = np.array(rows, float)
    assert limits(table * factor + shift) == limits(table)
    order = list(range(table.shape[1]))
    chance.shuffle(order)
    assert limits(table[:, order]) == [limits(table)[n] for n in order]


@sampled(60, long=3_000)
@given(tables)
def test_a_group_that_is_nowhere_behind_another_is_never_ranked_behind_it(rows: list[tuple[int, ...]]) -> None:
    table = np.array(rows, float)
    found = limits(table)
    for a in range(table.shape[1]):
        for b in range(table.shape[1]):
            if (table[:, a] >= table[:, b]).all():
                assert found[a][0] <= found[b][0]
                assert found[a][1] <= found[b][1]


def test_one_component_ranks_by_itself() -> None:
    assert limits(np.array([[5.0, 9.0, 5.0, 1.0]])) == [(2, 2), (1, 1), (2, 2), (4, 4)]


def test_components_are_those_of_the_census_and_of_a_slow_reading(region: Book) -> None:
    view = region.at(date(2020, 12, 31))
    answer = ask_ranks(EcosystemQuestion(view=view, by=("city",)))
    now, before = (
        {group.keys["city"]: group.figures.count for group in census(at, ["city"]).rows}
        for at in (view, region.at(date(2019, 12, 31)))
    )
    rows = view.engine.arrow(profile(view, ["city", "founded"])).to_pylist()
    born = Counter(row["city"] for row in rows if row["founded"] and row["founded"].year >= 2018)
    assert any(of.growth for of in answer.rows)
    for of in answer.rows:
        city = of.keys["city"]
        assert of.growth == now.get(city, 0) - before.get(city, 0)
        assert of.births == born[city]
        assert (of.breadth >= 1) == (of.count > 0)
        assert of.breadth <= of.count + 1e-9
        assert 1 <= of.weighted_best <= of.weighted_worst <= len(answer.rows)


def test_groups_that_are_a_component_themselves_leave_it_out(region: Book) -> None:
    """Births of a founding year and sectors of a sector tell nothing; cities stand in for sectors."""
    years = ask_ranks(EcosystemQuestion(view=region.at(DAY), by=("year",)))
    assert {of.births for of in years.rows} == {0}
    sectors = ask_ranks(EcosystemQuestion(view=region.at(DAY), by=("sector",)))
    assert max(of.breadth for of in sectors.rows) > 1
    both = ask_ranks(EcosystemQuestion(view=region.at(DAY), by=("sector", "city")))
    assert {of.breadth for of in both.rows} == {0.0}
