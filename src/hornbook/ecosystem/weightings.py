"""Ranks of groups by an index of several components, under weights that nobody has to agree on: all of them are tried.

The index is a weighted mean of five declared components. Its weights are drawn at random, so the interval says how far
a rank depends on the weights alone. What is undecided or not yet known is not in it.
"""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from hornbook.ecosystem.bounds import Counts, shannon
from hornbook.ecosystem.concentration import Spread, group_spread
from hornbook.ecosystem.question import EcosystemQuestion
from hornbook.ecosystem.ranks import SEED, RankLimits
from hornbook.terms import shift

WEIGHTINGS = 1_000
"""So many weightings are drawn, each as likely as any other."""
BIRTH_YEARS = 3
"""Births are those of so many calendar years, the year of the day asked about included."""


@dataclass(frozen=True, slots=True)
class Components:
    """What the index is made of; each has a figure for each group of a spread, in its order. More is better."""

    companies: Counts
    """Confirmed companies of the tier."""
    value: Counts
    """The value of these in US dollars, as far as it is known."""
    births: Counts
    """All companies of the book that were founded in the last `BIRTH_YEARS`."""
    breadth: Counts
    """The effective number of sectors of the confirmed companies (of cities, if groups are sectors); 0 if none."""
    growth: Counts
    """Confirmed companies less those of a year before, judged by what was known then."""

    def table(self) -> Counts:
        """One row a component, one column a group."""
        return np.stack([self.companies, self.value, self.births, self.breadth, self.growth])


def index_components(question: EcosystemQuestion, of: Spread) -> Components:
    """The components of the groups of a spread."""
    at = {group: n for n, group in enumerate(_groups(of, of.keys))}
    return Components(
        companies=of.column("count"),
        value=of.column("value"),
        births=_births(question, of.keys, at),
        breadth=_breadth(question, of.keys, at),
        growth=of.column("count") - _year_before(question, of.keys, at),
    )


_Places = dict[tuple[object, ...], int]
"""The column of each group."""


def _groups(of: Spread, keys: tuple[str, ...]) -> list[tuple[object, ...]]:
    return list(zip(*(of.groups[f"by_{key}"].to_pylist() for key in keys), strict=True))


def _births(question: EcosystemQuestion, keys: tuple[str, ...], at: _Places) -> Counts:
    born = np.zeros(len(at))
    if "year" in keys:
        return born
    spread = group_spread(replace(question, by=(*keys, "year")))
    years = spread.groups["by_year"].to_pylist()
    for group, year, companies in zip(_groups(spread, keys), years, spread.column("companies"), strict=True):
        if group in at and year > question.view.day.year - BIRTH_YEARS:
            born[at[group]] += companies
    return born


def _breadth(question: EcosystemQuestion, keys: tuple[str, ...], at: _Places) -> Counts:
    breadth = np.zeros(len(at))
    over = "city" if "sector" in keys else "sector"
    if over in keys:
        return breadth
    spread = group_spread(replace(question, by=(*keys, over)))
    counts: dict[int, list[float]] = {}
    for group, count in zip(_groups(spread, keys), spread.column("count"), strict=True):
        if group in at and count:
            counts.setdefault(at[group], []).append(count)
    for n, parts in counts.items():
        breadth[n] = np.exp(shannon(np.array(parts)))
    return breadth


def _year_before(question: EcosystemQuestion, keys: tuple[str, ...], at: _Places) -> Counts:
    view, before = question.view, np.zeros(len(at))
    day = shift(view.day, -12)
    view = replace(view, day=day, known=view.known if view.hindsight else day)
    spread = group_spread(replace(question, view=view, by=keys))
    for group, count in zip(_groups(spread, keys), spread.column("count"), strict=True):
        if group in at:
            before[at[group]] = count
    return before


def weighted_ranks(table: Counts, draws: int = WEIGHTINGS) -> RankLimits:
    """For each group the ranks between which it lies in 95% of the weightings; equals share a rank.

    `table` has a row a component and a column a group. Each component is scaled to run from 0 for its last group to 1
    for its first; one in which all are equal counts nothing. Weights are drawn evenly from all that add up to 1 (a
    Dirichlet of ones), with a fixed seed.
    """
    least = table.min(axis=1, keepdims=True)
    width = table.max(axis=1, keepdims=True) - least
    scaled = np.divide(table - least, width, out=np.zeros(table.shape), where=width > 0)
    weights = np.random.default_rng(SEED).dirichlet(np.ones(len(table)), draws)
    # Rounded, so that equal groups are equal in whatever order their parts were added.
    index = np.round(sum(weights[:, n, None] * row for n, row in enumerate(scaled)), 12)
    ranks: npt.NDArray[np.int64] = np.stack(
        [1 + len(row) - np.searchsorted(np.sort(row), row, side="right") for row in index]
    )
    best, worst = np.quantile(ranks, (0.025, 0.975), axis=0, method="inverted_cdf").astype(np.int64)
    return RankLimits(best, worst)
