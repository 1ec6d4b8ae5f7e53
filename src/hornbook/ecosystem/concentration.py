"""How the companies of a tier and their value spread over groups: counts and sums of each group, and unequal values."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hornbook.ecosystem.bounds import Counts
from hornbook.ecosystem.question import EcosystemQuestion
from hornbook.population.groups import group_keys, grouped
from hornbook.population.places import NOT_A_PLACE, Placed
from hornbook.standards.judge import as_it_is, assume_favourable


@dataclass(frozen=True, slots=True)
class Spread:
    """The companies of a view over groups.

    `groups` has a row a group whose keys are all known, most confirmed first: `by_KEY`, `companies` (all of them),
    `count` (confirmed), `undecided`, and `value` in US dollars of the confirmed whose value is known. `values` are the
    values of all confirmed companies, the largest first. `unplaced` counts the confirmed and undecided companies whose
    group is not known; they are in no group.
    """

    keys: tuple[str, ...]
    groups: pa.Table
    values: Counts
    unplaced: tuple[int, int]
    placed: Placed | None

    def column(self, name: str) -> Counts:
        """A column of the groups as numbers."""
        return np.asarray(self.groups[name].cast(pa.float64()).to_numpy(zero_copy_only=False))

    @property
    def most(self) -> Counts:
        """The most companies of the tier that each group can have."""
        return self.column("count") + self.column("undecided")


def group_spread(question: EcosystemQuestion, by: tuple[str, ...] = ("city",)) -> Spread:
    """The companies of a question over its groups, or over these where it names none."""
    view, keys = question.view, tuple(group_keys(question.by or by))
    ease = assume_favourable if question.on_facts else as_it_is
    rows, how = grouped(view, keys, question.under, question.where, ease)
    rows = rows.mutate(counted=rows.on_facts if question.on_facts else rows.verdict)
    # Held, because to compile the question takes longer than to answer it for a region.
    rows = view.engine.held("spread_rows", rows.select("counted", "value", *(f"by_{key}" for key in keys)))
    told = view.engine.arrow(
        rows.aggregate(
            by=[f"by_{key}" for key in keys],
            companies=rows.count(),
            count=rows.counted.sum().fill_null(0),
            undecided=rows.counted.isnull().sum().fill_null(0),
            value=rows.value.sum(where=rows.counted).fill_null(0),
        )
    )
    known = [pc.and_(pc.is_valid(c), pc.not_equal(c.cast(pa.string()), NOT_A_PLACE).fill_null(False)) for c in
             (told[f"by_{key}"] for key in keys)]  # fmt: skip
    mask = known[0]
    for each in known[1:]:
        mask = pc.and_(mask, each)
    rest = told.filter(pc.invert(mask))
    order: list[Any] = [("count", "descending"), ("undecided", "descending")]
    groups = told.filter(mask).sort_by([*order, *((f"by_{key}", "ascending") for key in keys)])
    counted = view.engine.arrow(rows.filter(rows.counted & rows.value.notnull()).select("value"))["value"]
    values = np.sort(np.asarray(counted.cast(pa.float64()).to_numpy()))[::-1]
    unplaced = tuple(int(pc.sum(rest[name]).as_py() or 0) for name in ("count", "undecided"))
    return Spread(keys, groups, values, (unplaced[0], unplaced[1]), how)


def gini(values: Counts) -> float | None:
    """The Gini coefficient of values from the largest down: 0 where all are equal; None where nothing is there."""
    n = len(values)
    if not n or not values.sum():
        return None
    ranks = np.arange(n, 0, -1)
    return float((2 * ranks - n - 1) @ values / (n * values.sum()))
