"""Features that are the outcome, or fix it: no model may see them, and what follows from them excuses nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from hornbook.audit.columns import Bools, CellColumn, Floats, Ints, Sort
from hornbook.audit.scores import auc

VALUES = 12
"""A column of more values than this is not looked at value by value."""
ROWS_A_VALUE = 5
"""Positive and negative companies for each value, so that chance makes no mirror."""
FILLED = 0.05
SLIPS = 0.01
"""Of the rarer outcome's rows so many may disagree by a slip of the pen."""
ALONE = 0.975
"""A single feature that ranks outcomes so well has seen them; the lower end of the interval may be .015 less."""
CHANCE = 6.0
"""One side alone must be as unlikely by chance as one in ten to this power."""
COVERS = (0.3, 0.1)
"""The least share of the negatives and of the positives that a gap filled on their side alone must cover."""
_FEW = 10
_BINS = 128


class LeakKind(StrEnum):
    """How a feature fixes the outcome."""

    MIRROR = "mirror"
    """Each of its few values goes with one outcome."""
    SURE = "sure"
    """One of its values goes with positive rows alone."""
    RANK = "rank"
    """It ranks outcomes by itself nearly without a fault."""
    FILLED = "filled"
    """It is filled for one outcome alone."""


@dataclass(frozen=True, slots=True)
class Leak:
    """A feature that fixes the outcome. `wrong`: rows that disagree; `auc`: its own, where it ranks."""

    name: str
    kind: LeakKind
    wrong: int = 0
    auc: float = 0.0
    value: str = ""
    """The value that goes with positive rows alone."""
    side: int = 1
    """The outcome of the rows that it is filled for."""


def leaks(
    columns: Mapping[str, CellColumn],
    names: Sequence[str],
    x: Mapping[str, Floats],
    y: Floats,
    company: Ints,
    fold: Ints,
) -> dict[str, Leak]:
    """Of some features those that fix outcomes (n,) of companies (n,); `x` holds numbers and days, empty cells NaN."""
    found = {}
    for name in names:
        of = columns[name]
        leak = _mirror(of, y, company) or _filled(of, y, company) or _sure(of, y, company)
        leak = leak or _rank(of, x.get(name), y, company, fold)
        if leak is not None:
            found[name] = leak
    return found


def _whole(of: CellColumn) -> bool:
    there = of.values[~of.missing]
    return of.sort is Sort.WORD or (of.sort is Sort.NUMBER and bool((there % 1 == 0).all()))


def _sides(rows: Bools, y: Floats, company: Ints) -> tuple[int, int]:
    """How many negative and positive companies some rows have."""
    negative, positive = (int(np.unique(company[rows & (y == side)]).size) for side in (0, 1))
    return negative, positive


def _mirror(of: CellColumn, y: Floats, company: Ints) -> Leak | None:
    """Each of a few values goes with one outcome."""
    there = ~of.missing
    if not _whole(of) or there.mean() < FILLED or not 2 <= of.distinct <= VALUES:
        return None
    if of.distinct * ROWS_A_VALUE > min(_sides(there, y, company)):
        return None
    outcome = y[there]
    codes = np.unique(of.values[there], return_inverse=True)[1]
    positive, rows = np.bincount(codes, outcome), np.bincount(codes)
    wrong = int(np.minimum(positive, rows - positive).sum())
    slips = SLIPS * min(outcome.sum(), (1 - outcome).sum())
    return Leak(of.name, LeakKind.MIRROR, wrong) if wrong <= slips else None


def _unlikely(companies: int, share: float) -> bool:
    """Whether so many companies that are all of one side, which has a share of all, are beyond chance."""
    return companies >= _FEW and -companies * np.log10(max(share, 1e-9)) >= CHANCE


def _filled(of: CellColumn, y: Floats, company: Ints) -> Leak | None:
    """Filled for one outcome alone."""
    there = ~of.missing
    if not there.any() or there.all():
        return None
    share = float(y.mean())
    for side, part in ((1, share), (0, 1 - share)):
        wrong = int((there & (y != side)).sum())
        mine = there & (y == side)
        if wrong > SLIPS * there.sum() or mine.sum() < COVERS[side] * (y == side).sum():
            continue
        if _unlikely(_sides(mine, y, company)[side], part):
            return Leak(of.name, LeakKind.FILLED, wrong, side=side)
    return None


def _sure(of: CellColumn, y: Floats, company: Ints) -> Leak | None:
    """One value, a word or a mark, goes with positive rows alone."""
    if not 2 <= of.distinct <= VALUES or not (of.sort is Sort.WORD or _marks(of)):
        return None
    share = float(y.mean())
    for value in np.unique(of.values[~of.missing]):
        rows = of.values == value
        if of.sort is not Sort.WORD and value == 0:
            continue
        wrong = int((rows & (y == 0)).sum())
        if wrong > SLIPS * rows.sum() or (rows & (y == 1)).sum() < COVERS[1] * y.sum():
            continue
        if _unlikely(_sides(rows, y, company)[1], share):
            return Leak(of.name, LeakKind.SURE, wrong, value=of.text(int(np.flatnonzero(rows)[0])))
    return None


def _marks(of: CellColumn) -> bool:
    return of.sort is Sort.NUMBER and set(np.unique(of.values[~of.missing]).tolist()) <= {0.0, 1.0}


def _rank(of: CellColumn, x: Floats | None, y: Floats, company: Ints, fold: Ints) -> Leak | None:
    """Ranks outcomes by itself, in order or through a map of its values learnt on other companies."""
    values = of.values if x is None else x
    there = ~np.isnan(values)
    if there.sum() < 50 or there.mean() < FILLED or min(_sides(there, y, company)) < _FEW:
        return None
    y, values, company, fold = y[there], values[there], company[there], fold[there]
    scores = [_mapped(values, y, fold, exact=of.sort is Sort.WORD)]
    if of.sort is not Sort.WORD:
        scores += [values, -values]
    best = max((auc(y, score, company) for score in scores), key=lambda made: made.value)
    known = best.value >= ALONE and best.low >= ALONE - 0.015
    return Leak(of.name, LeakKind.RANK, auc=best.value) if known else None


def _mapped(values: Floats, y: Floats, fold: Ints, *, exact: bool) -> Floats:
    """For each row the share of positives of its value, or of its bin of values, among rows of other folds."""
    kinds, codes = np.unique(values, return_inverse=True)
    if not exact and kinds.size > _BINS:
        edges = np.unique(np.quantile(values, np.linspace(0, 1, _BINS + 1)[1:-1]))
        codes = np.searchsorted(edges, values, "left")
    size, mean = int(codes.max()) + 1, float(y.mean())
    score = np.empty(y.size)
    for out in np.unique(fold):
        held = fold == out
        yes = np.bincount(codes[~held], y[~held], size)
        rows = np.bincount(codes[~held], minlength=size)
        score[held] = ((yes + mean) / (rows + 1))[codes[held]]
    return score
