"""The sides of a table's own split, and which rows meet themselves on another side."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from hornbook.audit.case import Case
from hornbook.audit.columns import Bools, CellColumn, Floats, Ints, Sort
from hornbook.audit.naming import plain_name
from hornbook.audit.scores import earlier_than
from hornbook.errors import HornbookError
from hornbook.names import name_key

ORDERED = 0.05
"""A split is by time when at most this share of pairs has its training row later than its test row."""
_TRAIN = frozenset(
    ["train", "training", "trn", "tr", "fit", "in_sample", "learn", "development", "训练", "训练集", "训练样本"]
)
_TEST = frozenset(
    [
        "test",
        "testing",
        "tst",
        "te",
        "holdout",
        "hold_out",
        "held_out",
        "oos",
        "out_of_sample",
        "eval",
        "evaluation",
        "valid",
        "validation",
        "val",
        "dev",
        "测试",
        "测试集",
        "验证",
        "验证集",
        "留出",
        "检验",
        "检验集",
    ]
)
_RARE = 5


@dataclass(frozen=True, slots=True, eq=False)
class Sides:
    """Which side each row is on, shape (n,): -1 for none; 0 trains and 1 tests, unless these are folds."""

    side: Ints
    folds: bool
    names: str
    """How the sides were told apart."""

    @property
    def held(self) -> Bools:
        """Rows on which a model is scored; of folds every row."""
        return np.asarray(self.side >= 0) if self.folds else np.asarray(self.side == 1)


def table_sides(case: Case) -> Sides | None:
    """The table's own split; None when it has none, or only one side of it has rows with outcomes."""
    if case.roles.split is None:
        return None
    of = case.columns[case.roles.split]
    codes = np.unique(of.values[~of.missing])
    if codes.size < 2:
        return None
    words = {float(code): plain_name(of.words[int(code)]) if of.sort is Sort.WORD else f"{code:g}" for code in codes}
    train = _train(plain_name(of.name), words)
    if train is None and codes.size > 2:
        side = np.where(of.missing, -1, np.searchsorted(codes, np.where(of.missing, codes[0], of.values)))
        return Sides(np.asarray(side, dtype=np.int64), True, ", ".join(words.values()))
    if train is None:
        first = _first(case, of, codes)
        train = {first}
    side = np.where(of.missing, -1, np.where(np.isin(of.values, list(train)), 0, 1))
    if not (side == 0).any() or not (side == 1).any():
        return None
    other = [word for code, word in words.items() if code not in train]
    return Sides(
        np.asarray(side, dtype=np.int64), False, f"{', '.join(words[c] for c in sorted(train))} | {', '.join(other)}"
    )


def _train(name: str, words: dict[float, str]) -> set[float] | None:
    """The values that mean training; None when nothing says so."""
    yes = {code for code, word in words.items() if word in ("1", "true", "yes", "是")}
    if yes and len(words) == 2:
        if "train" in name or "训练" in name:
            return yes
        if "test" in name or "测试" in name:
            return set(words) - yes
    train = {code for code, word in words.items() if word in _TRAIN}
    if train and len(train) < len(words):
        return train
    test = {code for code, word in words.items() if word in _TEST}
    return set(words) - test if test and len(test) < len(words) else None


def _first(case: Case, of: CellColumn, codes: Floats) -> float:
    """Of two sides that nobody named, the earlier one trains; without days the larger."""
    if case.day is not None:
        return float(min(codes, key=lambda code: float(np.nanmedian(case.day.values[of.values == code]))))  # type: ignore[union-attr]
    return float(max(codes, key=lambda code: int((of.values == code).sum())))


def mixed(case: Case, of: Sides, but: Bools) -> float:
    """The share of pairs whose training row is strictly later than their test row, without some rows.

    Of folds, which have no order of their own, the mean over neighbours by their middle day.
    """
    assert case.day is not None
    day = case.day.values
    kept = ~np.isnan(day) & ~but
    parts = [day[kept & (of.side == code)] for code in np.unique(of.side[of.side >= 0])]
    parts = [part for part in parts if part.size]
    if of.folds:
        parts.sort(key=lambda part: (float(np.median(part)), float(part.mean())))
    if len(parts) < 2:
        return 0.0
    return float(np.mean([earlier_than(a, b) for a, b in pairwise(parts)]))


# ---- rows that are one


def coded(*columns: Floats | Ints) -> Ints:
    """One number for each combination of values, empty cells being a value too."""
    found = np.zeros(len(columns[0]), dtype=np.int64)
    for each in columns:
        codes = np.unique(each, return_inverse=True)[1]
        found = np.unique(found * (int(codes.max()) + 1) + codes, return_inverse=True)[1].astype(np.int64)
    return found


def crossing(keys: Ints, side: Ints, held: Bools) -> Bools:
    """Held rows whose key is on another side too."""
    there = side >= 0
    pairs = np.unique(np.column_stack([keys[there], side[there]]), axis=0)
    several = np.bincount(pairs[:, 0], minlength=int(keys.max()) + 1) > 1
    return np.asarray(several[keys] & there & held)


def several(keys: Ints, inside: Ints) -> Bools:
    """Rows whose key holds more than one value of another key."""
    pairs = np.unique(np.column_stack([keys, inside]), axis=0)
    return np.asarray((np.bincount(pairs[:, 0], minlength=int(keys.max()) + 1) > 1)[keys])


@dataclass(frozen=True, slots=True, eq=False)
class Marks:
    """By what a row can be known again, each of shape (n,)."""

    row: Ints
    """All features but age: equal for rows that are alike in every one."""
    telling: Bools
    """Rows whose features are too particular to be met twice by chance."""
    called: Ints | None
    """The company by its name made plain, with its founding where that is known; None without a name."""
    plain_names: bool
    """Names were made plain by case and letters alone, for the extra `link` is not there."""


def row_marks(case: Case) -> Marks:
    """The marks of every row."""
    names = [name for name in case.features if name != case.roles.age]
    columns = [case.columns[name] for name in names]
    if not columns:
        return Marks(np.arange(case.y.size), np.zeros(case.y.size, dtype=bool), *_called(case))
    return Marks(coded(*(each.values for each in columns)), _telling(columns), *_called(case))


def _telling(columns: Sequence[CellColumn]) -> Bools:
    n = columns[0].values.size
    told, rare = np.zeros(n), np.zeros(n, dtype=bool)
    for each in columns:
        _, codes, counts = np.unique(each.values, return_inverse=True, return_counts=True)
        often = counts[codes]
        told += np.where(each.missing, 0.0, -np.log10(often / n))
        rare |= ~each.missing & (often <= max(_RARE, 0.0005 * n))
    return np.asarray(rare & (told >= np.log10(n) + 2))


def _called(case: Case) -> tuple[Ints | None, bool]:
    of = case.columns[case.roles.name or case.roles.id or case.roles.outcome]
    if of.sort is not Sort.WORD or of.name == case.roles.outcome:
        return None, False
    try:
        plainly, simple = [name_key(word) for word in of.words], False
    except HornbookError:
        plainly, simple = ["".join(c for c in word.casefold() if c.isalnum()) for word in of.words], True
    place = {word: n for n, word in enumerate(dict.fromkeys(plainly))}
    each = np.array([place[word] if word else -1 for word in plainly] + [-1])
    names = each[np.where(of.missing, -1, of.values).astype(np.int64)]
    names = np.where(names < 0, len(place) + np.arange(names.size), names)
    founded = case.columns[case.roles.founded].values if case.roles.founded else None
    if founded is not None:
        return coded(names, founded), simple
    return coded(names, case.day.values) if case.day is not None else coded(names), simple
