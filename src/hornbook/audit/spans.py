"""Lengths of time, in days: `4y`, `18 months`, `within_3_years`, 三年内, or a column of numbers."""

import re

import numpy as np

from hornbook.audit.columns import CellColumn, Floats, Sort

_UNIT = {"d": 1.0, "m": 30.4375, "y": 365.25}
_WORD = {"day": "d", "month": "m", "mo": "m", "year": "y", "yr": "y", "天": "d", "日": "d", "月": "m", "年": "y"}
_DIGIT = {han: n for n, han in enumerate("一二三四五六七八九十", 1)} | {"两": 2}
_LENGTH = re.compile(
    r"(?<![0-9a-z])(?P<n>\d+(?:\.\d+)?|[一二两三四五六七八九十])[\s_]*个?"
    r"(?P<unit>days?|d|months?|mos?|m|years?|yrs?|y|天|日|月|年)(?![a-z])",
    re.IGNORECASE,
)


def length(text: str) -> float | None:
    """The first length of time in a text, in days; a bare number from 1 to 15 is years, to 180 months, else days."""
    found = _LENGTH.search(text)
    if found:
        word = found["unit"].lower()
        unit = word if word in _UNIT else _WORD[word.rstrip("s")]
        return float(_DIGIT.get(found["n"]) or found["n"]) * _UNIT[unit]
    try:
        return _bare(np.array([float(text)]))
    except ValueError:
        return None


def named_horizon(name: str) -> float | None:
    """The horizon that an outcome's name states: `unicorn_within_4y`, 三年内成为独角兽; a calendar year is none."""
    found = _LENGTH.search(name)
    return length(found[0]) if found and float(_DIGIT.get(found["n"]) or found["n"]) < 1000 else None


def lengths(of: CellColumn, said: str) -> Floats | None:
    """A column of lengths of time in days, by its name's unit or its size; None when it holds none."""
    if of.sort is Sort.WORD:
        each = np.array([length(word) or np.nan for word in of.words] + [np.nan])
        found = each[np.where(of.missing, -1, of.values).astype(np.int64)]
        return found if (~np.isnan(found)).sum() >= 0.95 * (~of.missing).sum() else None
    if of.sort is not Sort.NUMBER or not (of.values[~of.missing] > 0).any():
        return None
    for word, unit in _WORD.items():
        if re.search(rf"(?:^|_){word}s?(?:_|$)" if word.isascii() else word, said):
            return of.values * _UNIT[unit]
    return of.values * (_bare(of.values) / np.nanmax(of.values))


def _bare(values: Floats) -> float:
    """The greatest of bare numbers, in days."""
    most = float(np.nanmax(values))
    return most * (_UNIT["y"] if most <= 15 else _UNIT["m"] if most <= 180 else 1.0)
