"""By which declared weights a fund or a service puts one company before another, and the score that they give.

A file declares entries, each with a weight: a condition, a quantity between two limits, or the scout's place. An entry
gives a grade from 0 to 1; the score is the weighted mean of the grades, in points of 100. What is not known leaves a
grade open, so a score lies between a least and a most. Many companies are graded at once, and one company in the same
way, so that both questions give one score.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from hornbook.lang import bound
from hornbook.lang.answer import Values
from hornbook.lang.bits import unpacked
from hornbook.lang.kernels import answers_in_memory
from hornbook.lang.quantity_columns import Columns, QuantityColumns
from hornbook.lang.vectors import Number, as_float, spread
from hornbook.standards.standard import Cite
from hornbook.terms import Day
from hornbook.text import Text

Grades = NDArray[np.float64]
"""A number from 0 to 1 for each company."""

POINTS = 100
"""The best score."""


@dataclass(frozen=True, slots=True)
class OrderScale:
    """A quantity, the limit at which it gives nothing, and the limit from which it gives the whole weight."""

    quantity: bound.Quantity
    first: bound.Const | bound.Moment
    last: bound.Const | bound.Moment


@dataclass(frozen=True, slots=True)
class OrderEntry:
    """One thing that counts when companies are put in order."""

    id: str
    weight: Fraction
    name: Text
    condition: bound.Condition | None
    """It gives the whole weight where this holds."""
    scales: tuple[OrderScale, ...]
    """The quantity that is graded, once for each reading of the text."""
    written: str | None
    """The condition or the quantity as the file writes it."""
    limits: tuple[str, str] | None
    """Both limits of a quantity as the file writes them."""
    cites: tuple[Cite, ...]
    note: Text | None

    @property
    def scout(self) -> bool:
        """Whether it is the place in a list of the scout."""
        return self.written is None

    def inputs(self) -> tuple[bound.Input, ...]:
        """What it needs to know of a company."""
        conditions = () if self.condition is None else bound.inputs_of(self.condition)
        return tuple(
            dict.fromkeys((*conditions, *(x for scale in self.scales for x in bound.inputs_of(scale.quantity))))
        )


def order_inputs(entries: Iterable[OrderEntry]) -> tuple[bound.Input, ...]:
    """What all entries need to know of a company, each input once."""
    return tuple({(of.low, of.high): of for entry in entries for of in entry.inputs()}.values())


@dataclass(frozen=True, slots=True, eq=False)
class OrderScores:
    """The scores of some companies: `least` and `most` in hundredths of a point, `low` and `high` a row an entry."""

    entries: tuple[OrderEntry, ...]
    low: Grades
    high: Grades
    least: NDArray[np.int64]
    most: NDArray[np.int64]

    def widest_entry(self) -> NDArray[np.int64]:
        """By position, the entry that leaves each company's score open the most; -1 where the score is known."""
        weights = np.array([float(entry.weight) for entry in self.entries])
        spreads = (self.high - self.low) * weights[:, None]
        widest = spreads.argmax(axis=0).astype(np.int64)
        return np.where(spreads.max(axis=0) > 0, widest, -1)


def order_scores(
    entries: Sequence[OrderEntry], columns: Columns, rows: int, day: Day, places: Grades | None = None
) -> OrderScores | None:
    """The scores of so many companies on a day; None where no entry can be counted.

    `places` are grades by the scout's place; without them the entries of the scout are left out of the score.
    """
    counted = tuple(entry for entry in entries if places is not None or not entry.scout)
    if not counted:
        return None
    quantities = QuantityColumns(columns, rows, day)
    grades = [_entry_grades(entry, columns, quantities, rows, day, places) for entry in counted]
    low, high = (np.stack(side) for side in zip(*grades, strict=True))
    total = sum(entry.weight for entry in counted)
    shares = [float(entry.weight / total) for entry in counted]
    return OrderScores(counted, low, high, _score(low, shares), _score(high, shares))


def place_grades(ranks: NDArray[np.int64], listed: int) -> Grades:
    """Grades by place in a list of so many: the first has 1, the last 1/n, and one with place 0, not on the list, 0."""
    return np.where(ranks > 0, (listed + 1 - ranks) / max(listed, 1), 0.0)


def columns_of_one(values: Values) -> Columns:
    """What is known of one company as columns of one row."""
    sides = {key: (pa.array([known.low]), pa.array([known.high])) for key, known in values.items()}
    return lambda of: sides[of.low, of.high]


def _score(grades: Grades, shares: Sequence[float]) -> NDArray[np.int64]:
    """The weighted mean in hundredths of a point; each step keeps the order of grades, so the interval holds."""
    whole = np.zeros(grades.shape[1])
    for row, share in zip(grades, shares, strict=True):
        whole = whole + row * share
    return np.floor(whole * POINTS * 100 + 0.5).astype(np.int64)


def _entry_grades(
    entry: OrderEntry, columns: Columns, quantities: QuantityColumns, rows: int, day: Day, places: Grades | None
) -> tuple[Grades, Grades]:
    if entry.condition is not None:
        answers = answers_in_memory({entry.id: entry.condition}, columns, rows, day)[entry.id]
        low, high = (np.asarray(answers.fill_null(unknown)).astype(np.float64) for unknown in (False, True))
        return low, high
    if entry.scales:
        readings = [_scale_grades(scale, quantities, rows) for scale in entry.scales]
        lows, highs = zip(*readings, strict=True)
        return np.minimum.reduce(lows), np.maximum.reduce(highs)
    assert places is not None
    return places, places


def _scale_grades(scale: OrderScale, quantities: QuantityColumns, rows: int) -> tuple[Grades, Grades]:
    """A quantity that is not known may be anything, so that its grade lies between 0 and 1."""
    first, last = (float(_floats(quantities.ends(of).low, 1, 0.0)[0]) for of in (scale.first, scale.last))
    low, high = quantities.ends(scale.quantity)
    ends = _floats(low, rows, -np.inf), _floats(high, rows, np.inf)
    least, most = (np.clip((end - first) / (last - first), 0.0, 1.0) for end in ends)
    return np.minimum(least, most), np.maximum(least, most)


def _floats(of: Number, rows: int, unknown: float) -> Grades:
    vector = as_float(spread(of, rows))
    values = vector.values if vector.known is None else np.where(unpacked(vector.known, rows), vector.values, unknown)
    return np.where(np.isnan(values), unknown, values)
