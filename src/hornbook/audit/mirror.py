"""Features that are the outcome itself under another name: each of their few values goes with one outcome alone."""

from collections.abc import Mapping, Sequence

import numpy as np

from hornbook.audit.columns import CellColumn, Floats, Ints, Sort

VALUES = 12
"""A column of more values than this is no mirror."""
ROWS_A_VALUE = 5
"""Positive and negative companies for each value, so that chance makes no mirror."""
FILLED = 0.5
SLIPS = 0.01
"""Of the rarer outcome's rows so many may disagree by a slip of the pen."""


def mirrors(columns: Mapping[str, CellColumn], names: Sequence[str], y: Floats, company: Ints) -> dict[str, int]:
    """Of some features those that mirror outcomes (n,) of companies (n,), each with the rows that disagree."""
    found = {}
    for name in names:
        wrong = _disagreeing(columns[name], y, company)
        if wrong is not None:
            found[name] = wrong
    return found


def _disagreeing(of: CellColumn, y: Floats, company: Ints) -> int | None:
    """How many filled rows have another outcome than most rows of their value; None where it is no mirror."""
    there = ~of.missing
    whole = of.sort is Sort.WORD or (of.sort is Sort.NUMBER and bool((of.values[there] % 1 == 0).all()))
    if not whole or there.mean() < FILLED or not 2 <= of.distinct <= VALUES:
        return None
    outcome = y[there]
    rarer = min(np.unique(company[there & (y == side)]).size for side in (0, 1))
    if of.distinct * ROWS_A_VALUE > rarer:
        return None
    codes = np.unique(of.values[there], return_inverse=True)[1]
    positive, rows = np.bincount(codes, outcome), np.bincount(codes)
    wrong = int(np.minimum(positive, rows - positive).sum())
    return wrong if wrong <= SLIPS * min(outcome.sum(), (1 - outcome).sum()) else None
