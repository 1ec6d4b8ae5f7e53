"""What is known of an input on one day, carried to another by the days alone."""

from typing import TypeVar

from hornbook.indicators.algebra import Age, AgeBy, Elapsed
from hornbook.indicators.spans import Side
from hornbook.lang import bound
from hornbook.lang.answer import KnownRange
from hornbook.lang.compile import Span
from hornbook.terms import Day

_Ends = TypeVar("_Ends", Span, KnownRange)


def moved(of: bound.Input, ends: _Ends, day: Day, other: Day) -> _Ends:
    """An input that is counted up to the day asked about, counted up to another; others stay."""
    formula = of.low.of if isinstance(of.low, Side) else of.low
    if isinstance(formula, Elapsed):
        more = (other - day).days
    elif isinstance(formula, Age) and formula.by is AgeBy.CALENDAR:
        more = other.year - day.year
    else:
        return ends
    low, high = (None if end is None else end + more for end in ends)
    return type(ends)(low, low if ends.low is ends.high else high)
