"""Columns of which only one side is written down: 1, yes or x where a thing holds, and blank where it does not."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from hornbook.audit.columns import CellColumn, Sort
from hornbook.audit.naming import plain_name

_MARKS = frozenset(
    ["1", "x", "y", "t", "yes", "true", "✓", "✔", "√", "v", "ja", "oui", "si", "sim", "是", "有", "対象", "예"]
)
_GROUP = 3
"""So many columns that are filled in turn are one question with an answer in each column."""
_APART = 0.01


def blanks_as_no(columns: Mapping[str, CellColumn]) -> tuple[dict[str, CellColumn], tuple[str, ...]]:
    """The columns with each blank of a mark as 0 and each mark as 1, and the names of those columns.

    A column is of marks where all filled cells are one mark, or where its cells repeat the end of its name and it is
    one of three columns or more of which a row fills one at most.
    """
    one = [each for each in columns.values() if each.distinct == 1 and each.missing.any()]
    marks = [each for each in one if _word(each) in _MARKS]
    named = [each for each in one if each not in marks and plain_name(each.name).endswith(_word(each) or "\0")]
    if len(named) >= _GROUP:
        filled = np.sum([~each.missing for each in named], axis=0)
        marks += named if (filled > 1).mean() <= _APART else []
    made = {
        each.name: replace(each, sort=Sort.NUMBER, values=(~each.missing).astype(np.float64), words=())
        for each in marks
    }
    return {**columns, **made}, tuple(made)


def _word(of: CellColumn) -> str:
    """The one word of a column."""
    value = of.values[~of.missing][0]
    if of.sort is not Sort.WORD:
        return f"{value:g}"
    text = of.words[int(value)].casefold()
    return plain_name(text) or text
