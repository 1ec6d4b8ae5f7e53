"""Whether published figures agree with each other, as far as arithmetic can tell.

Every figure is an interval: a count is exact, a rounded figure lies where it rounds to what is printed. A check closes
where the interval that is computed from the other figures meets that of the figure that is stated.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from math import ceil, floor
from typing import NamedTuple

from hornbook.published.values import CheckTerm, PublishedCheck, PublishedFigure
from hornbook.text import Text


class CheckOutcome(StrEnum):
    """What came of a check."""

    CLOSES = "closes"
    OPEN = "open"
    """It does not close; the difference says by how much."""
    HELD = "held"
    """It is computed but not relied on: a figure is held back."""


class Interval(NamedTuple):
    """From which number to which."""

    least: Decimal
    most: Decimal


@dataclass(frozen=True, slots=True)
class CheckedFigures:
    """A check with what came of it; its numbers are companies, money or shares between 0 and 1, as of its figures."""

    check: PublishedCheck
    outcome: CheckOutcome
    computed: Interval
    """What the other figures give."""
    stated: Interval
    difference: Decimal
    """The nearest of the stated less the nearest of the computed; 0 where they meet."""
    because: Text | None
    """Why it is held back."""


def check_figures(check: PublishedCheck) -> CheckedFigures:
    """Compute a check."""
    held = check.held or next((figure.held for figure in check.figures if figure.held), None)
    stated, computed = _stated_and_computed(check)
    difference = _difference(stated, computed, at_most=check.kind == "some")
    outcome = CheckOutcome.HELD if held else CheckOutcome.OPEN if difference else CheckOutcome.CLOSES
    return CheckedFigures(check, outcome, computed, stated, difference, held)


def figure_interval(figure: PublishedFigure) -> Interval:
    """Between which numbers a figure lies; an open end is 0 or infinite."""
    least, most = figure.least, figure.most
    return Interval(Decimal(0) if least is None else least, Decimal("Infinity") if most is None else most)


def whole_of(part: Interval, share: Interval, *, whole_numbers: bool) -> Interval:
    """The whole of which a part is a share; of counts only whole numbers."""
    least, most = part.least / share.most, part.most / share.least
    return Interval(Decimal(ceil(least)), Decimal(floor(most))) if whole_numbers else Interval(least, most)


def _stated_and_computed(check: PublishedCheck) -> tuple[Interval, Interval]:
    """The figure that is stated, and the same from the others."""
    result, total = figure_interval(check.result), _total(check.terms)
    if check.share is None:
        return result, total
    share = figure_interval(check.share)
    if check.kind == "share":
        return result, whole_of(total, share, whole_numbers=check.result.is_count)
    grown = Interval(total.least * (1 + share.least), total.most * (1 + share.most))
    if check.rate is None:
        return result, grown
    low, high = check.rate
    return Interval(result.least / high, result.most / low), grown


def _total(terms: Iterable[CheckTerm]) -> Interval:
    least = most = Decimal(0)
    for term in terms:
        each = figure_interval(term.figure)
        least += -each.most if term.minus else each.least
        most += -each.least if term.minus else each.most
    return Interval(least, most)


def _difference(stated: Interval, computed: Interval, *, at_most: bool) -> Decimal:
    """By how much the stated figure is above (or below) what the others give; 0 where they meet."""
    if stated.most < computed.least:
        return stated.most - computed.least
    if stated.least > computed.most and not at_most:
        return stated.least - computed.most
    return Decimal(0)
