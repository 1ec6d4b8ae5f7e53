"""Features that fix the outcome are told from features that only go with it, without growing a model."""

import numpy as np
import pyarrow as pa
import pytest

from hornbook.audit.columns import column
from hornbook.audit.flags import blanks_as_no
from hornbook.audit.leaks import LeakKind, leaks
from hornbook.audit.models import folds

ROWS = 1_000
RANDOM = np.random.default_rng(4)
YES = RANDOM.random(ROWS) < 0.1
LUCK = RANDOM.random(ROWS)


def found(cells: list[str]) -> LeakKind | None:
    """How a column fixes the outcome, as it would be read from a file."""
    of = column("c", pa.chunked_array([pa.array([cell or None for cell in cells])]))
    y, own = YES.astype(float), np.arange(ROWS)
    made = leaks({"c": of}, ["c"], {}, y, own, folds(y, own))
    return made["c"].kind if made else None


@pytest.mark.parametrize(
    ("kind", "cells"),
    [
        (LeakKind.MIRROR, ["won" if y else "lost" for y in YES]),
        (LeakKind.MIRROR, ["7" if y else str(n % 3) for n, y in enumerate(YES)]),
        (LeakKind.RANK, [f"{9 + u if y else u:.4f}" for y, u in zip(YES, LUCK, strict=True)]),
        (LeakKind.RANK, [f"{2 * int(40 * u) + y:d}" for y, u in zip(YES, LUCK, strict=True)]),
        (LeakKind.FILLED, [f"{u:.4f}" if y and u < 0.7 else "" for y, u in zip(YES, LUCK, strict=True)]),
        (LeakKind.FILLED, ["" if y else f"{u:.4f}" for y, u in zip(YES, LUCK, strict=True)]),
        (LeakKind.SURE, ["listed" if y and u < 0.6 else "private" for y, u in zip(YES, LUCK, strict=True)]),
    ],
    ids=["two words", "a code", "a sum", "a map", "filled for yes", "filled for no", "a sure word"],
)
def test_a_feature_that_fixes_the_outcome_is_found(kind: LeakKind, cells: list[str]) -> None:
    assert found(cells) is kind


@pytest.mark.parametrize(
    "cells",
    [
        ["won" if y or u < 0.05 else "lost" for y, u in zip(YES, LUCK, strict=True)],
        [f"{u + 0.4 * y:.4f}" for y, u in zip(YES, LUCK, strict=True)],
        ["" if not y and u < 0.6 else f"{u:.4f}" for y, u in zip(YES, LUCK, strict=True)],
        [f"n{n}" for n in range(ROWS)],
        ["x"] * ROWS,
    ],
    ids=["one in twenty errs", "a correlate", "looked up for yes", "names", "one word"],
)
def test_a_feature_that_only_goes_with_the_outcome_is_none(cells: list[str]) -> None:
    assert found(cells) is None


def test_only_marks_turn_blank_cells_into_no() -> None:
    made = {
        name: column(name, pa.chunked_array([pa.array(cells)]))
        for name, cells in {
            "listed": ["x", None, None],
            "city": ["Lund", None, "Lund"],
            "in_chips": ["chips", None, None],
            "in_space": [None, "space", None],
            "in_health": [None, None, "health"],
        }.items()
    }
    columns, marks = blanks_as_no(made)
    assert set(marks) == {"listed", "in_chips", "in_space", "in_health"}
    assert columns["listed"].values.tolist() == [1.0, 0.0, 0.0]
    assert columns["city"].missing.tolist() == [False, True, False]
