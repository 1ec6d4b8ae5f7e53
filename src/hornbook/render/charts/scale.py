"""Axes: where their labels stand and what these say. Figures are labelled here and not by Vega, which knows no 亿."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from math import ceil, floor, isfinite, log10
from typing import Any

from hornbook.locale import Lang, in_language
from hornbook.locale.numbers import short_figure
from hornbook.render.sheet import Kind
from hornbook.text import Share

DAYS_LABELLED = 11
"""No more days are labelled than this."""
DAYS_EACH = 40
"""A chart of no more days labels some of these; one of more labels the first days of years."""
_SEVERAL_YEARS = 3 * 366
"""Days over a longer time are labelled by years too, where they lie unevenly."""
_EVEN = 0.75
"""Days lie evenly where none is nearer to the next than this part of the mean."""

SMALLEST, LARGEST_DRAWN = 1e-60, 1e60
"""Figures beyond these are slips of a pen, and would leave the numbers that a computer can add."""


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis: what it spans, and the values that are labelled."""

    low: float
    high: float
    ticks: tuple[float, ...]
    words: tuple[str, ...]

    @property
    def domain(self) -> list[float]:
        """From where to where, for Vega."""
        return [self.low, self.high]

    @property
    def expression(self) -> str:
        """The label of a tick as an expression of Vega."""
        return f"{json.dumps(self.words)}[indexof({json.dumps(self.ticks)}, datum.value)]"


def plain_number(value: Any) -> float | None:
    """A cell as a number that can be drawn; a day is its number in the calendar, and what is not known is empty."""
    if isinstance(value, date):
        return float(value.toordinal())
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < LARGEST_DRAWN:
        return float(value)
    if isinstance(value, float | Decimal) and isfinite(value):
        number = float(value)
        return number if abs(number) < LARGEST_DRAWN else None
    return None


def figure_words(value: float, kind: Kind, lang: Lang) -> str:
    """A figure at an axis or beside a bar, in few letters; its unit stands above the chart."""
    if kind is Kind.SHARE:
        percent = value * 100
        return in_language(Share(value, 0 if abs(percent - round(percent)) < 1e-9 else 1), lang)
    return short_figure(Decimal(repr(value)), chinese=lang is Lang.ZH)


def figure_scale(values: Sequence[float], kind: Kind, lang: Lang, *, from_zero: bool = True, most: int = 5) -> Scale:
    """An axis of figures: round ones, and nothing cut off; `from_zero` where the length of a bar is the figure."""
    low, high = min(values, default=0.0), max(values, default=1.0)
    if from_zero:
        low, high = min(low, 0.0), max(high, 0.0)
    if high - low <= max(1e-9 * max(abs(low), abs(high)), SMALLEST):
        high = low + (abs(low) if abs(low) > SMALLEST else 1.0)
    step = _round_step((high - low) / most, whole=kind is Kind.COUNT)
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    ticks = tuple(_exact(n, step) for n in range(first, max(last, first + 1) + 1))
    return Scale(ticks[0], ticks[-1], ticks, tuple(figure_words(tick, kind, lang) for tick in ticks))


def _round_step(step: float, *, whole: bool) -> float:
    """The next step of 1, 2 or 5 times a power of ten; counts are not divided."""
    size = 10.0 ** floor(log10(step))
    found = next(size * n for n in (1, 2, 5, 10) if size * n >= step * (1 - 1e-9))
    return max(1.0, found) if whole else found


def _exact(n: int, step: float) -> float:
    """A multiple of a step as it is written, without what binary numbers add."""
    return float(Decimal(repr(step)) * n)


def _crowded(days: Sequence[date]) -> bool:
    """Whether days over several years lie so unevenly that their labels would cover each other."""
    span = (days[-1] - days[0]).days
    gaps = [(later - day).days for day, later in pairwise(days)]
    return span > _SEVERAL_YEARS and min(gaps) < _EVEN * span / len(gaps)


def day_scale(days: Sequence[date]) -> Scale:
    """An axis of days; days that are the ends of years are labelled by the year."""
    there = sorted(set(days))
    low, high = there[0], there[-1]
    step = ceil(len(there) / DAYS_LABELLED)
    shown = there[::-1][::step][::-1]
    by_year = len(there) > DAYS_EACH or _crowded(shown)
    if by_year:
        years = [date(year, 1, 1) for year in range(low.year + 1, high.year + 1)]
        shown = years[:: ceil(len(years) / DAYS_LABELLED) or 1] or [low, high]
    at_ends = all((day.month, day.day) == (12, 31) for day in shown) or (by_year and shown[0] != low)
    words = tuple(str(day.year) if at_ends else day.isoformat() for day in shown)
    span = (0, 0) if low < high else (-183, 183)
    return Scale(
        low.toordinal() + span[0], high.toordinal() + span[1], tuple(float(d.toordinal()) for d in shown), words
    )
