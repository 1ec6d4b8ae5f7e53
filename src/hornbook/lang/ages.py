"""Ages in rules: completed years or calendar years, on the day asked about or on another day of the company."""

from collections.abc import Callable
from decimal import Decimal

from hornbook.indicators.algebra import Indicator
from hornbook.indicators.catalogue import indicators
from hornbook.lang import bound, tree
from hornbook.lang.bound import Type
from hornbook.lang.mistake import RuleError
from hornbook.lang.narrow import indicator
from hornbook.lang.scope import FLIPPED
from hornbook.lang.units import bounded_time
from hornbook.lang.write import write_rule
from hornbook.text import message

_Input = Callable[[tree.Ref, Indicator, str], bound.Input]


def aged(node: tree.Compare, calendar: bool, input_of: _Input) -> bound.Condition:
    """An age is compared by days: ten years last up to and on the tenth anniversary."""
    left = node.left
    assert isinstance(left, tree.Ref)
    months = _months(node)
    by_year = calendar or left.name == "age_calendar"
    if by_year and months % 12:
        raise RuleError(message("an age by calendar years is compared with years"), node.right.at)
    if by_year and left.on is None:
        years = input_of(left, indicators()["age_calendar"], "")
        limit = bound.Const(Decimal(months // 12), Type.AGE)
        return bound.BoundCompare(years, node.op, limit, write_rule(node), months)
    founded = input_of(tree.Ref("founded", at=left.at), indicators()["founded"], "")
    op = FLIPPED[node.op]
    if left.on is None:
        moment = bound.Moment(None, -months, whole=op in (">=", "<"))
        return bound.BoundCompare(founded, op, moment, write_rule(node), months)
    day = _day(left, input_of)
    if by_year:  # so many calendar years at most: founded on or after the first day of the year that many years before
        first = months if node.op in ("<=", ">") else months - 12
        later = ">=" if node.op in ("<", "<=") else "<"
        return bound.BoundCompare(founded, later, bound.BoundShifted(day, first, calendar=True), write_rule(node))
    return bound.BoundCompare(founded, op, bound.BoundShifted(day, months, whole=op in (">=", "<")), write_rule(node))


def _months(node: tree.Compare) -> int:
    """The months of age that a comparison names."""
    limit = node.right
    if not isinstance(limit, tree.Number) or limit.unit not in ("years", "months"):
        raise RuleError(
            message("an age is compared with a time"), limit.at, hint=message("For example: age <= 10 years.")
        )
    if limit.value != int(limit.value) or limit.value < 0:
        raise RuleError(message("an age is a whole number of years or months"), limit.at)
    if node.op in ("=", "!="):
        raise RuleError(message("an age is compared by <, <=, >= or >"), node.at)
    return bounded_time(int(limit.value) * (12 if limit.unit == "years" else 1), limit)


def _day(left: tree.Ref, input_of: _Input) -> bound.Input:
    """The day of the company on which an age is counted."""
    name = left.on or ""
    day = input_of(tree.Ref(name, at=left.at), indicator(tree.Ref(name, at=left.at)), "")
    if day.type is not Type.DAY:
        raise RuleError(
            message("'{by}' is not a day of the company", by=name),
            left.at,
            hint=message("For example: age at valuation_day."),
        )
    return day
