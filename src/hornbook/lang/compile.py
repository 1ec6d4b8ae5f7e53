"""A bound rule as an Ibis expression: yes, no or unknown (empty) for every row of a table at once."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from functools import reduce
from itertools import pairwise
from typing import NamedTuple

import ibis
import ibis.expr.types as ir

from hornbook.engine import as_day
from hornbook.lang import bound
from hornbook.lang.bound import Type
from hornbook.terms import Day, shift


class Span(NamedTuple):
    """A quantity from below and from above; the same expression twice where it is known exactly."""

    low: ir.Value
    high: ir.Value

    @property
    def exact(self) -> bool:
        """Whether both sides are one expression."""
        return self.low is self.high


At = Callable[[bound.Input], Span]
"""Where an input stands in the table."""


def compiled(condition: bound.Condition, at: At, day: Day) -> ir.BooleanValue:
    """The answer for each row: true, false, or empty for unknown."""
    return combined(condition, lambda leaf: _leaf(leaf, at, day))


def combined(condition: bound.Condition, leaf: Callable[[bound.Leaf], ir.BooleanValue]) -> ir.BooleanValue:
    """The answer of a condition from the answers of its leaves."""
    match condition:
        case bound.BoundAll():
            return _balanced(lambda x, y: x & y, [combined(part, leaf) for part in condition.parts])
        case bound.BoundAny():
            return _balanced(lambda x, y: x | y, [combined(part, leaf) for part in condition.parts])
        case bound.BoundNot():
            return ~combined(condition.part, leaf)
        case bound.BoundKnown():
            return combined(condition.part, leaf).fill_null(False)
        case bound.BoundInPrinciple():
            return ibis.cases((combined(condition.part, leaf), True), else_=ibis.null("boolean"))
        case bound.BoundReadings():
            parts = [combined(part, leaf) for part in condition.parts]
            every, none = (_balanced(lambda x, y: x & y, each) for each in (parts, [~part for part in parts]))
            return ibis.cases((every, True), (none, False), else_=ibis.null("boolean"))
    return leaf(condition)


def _leaf(condition: bound.Leaf, at: At, day: Day) -> ir.BooleanValue:
    match condition:
        case bound.Flag():
            known = at(condition.of).low
            return known if condition.otherwise is None else known.fill_null(condition.otherwise)
        case bound.BoundMember():
            inside = at(condition.of).low.lower().isin([ibis.literal(word).lower() for word in condition.words])
            return ~inside if condition.out else inside
        case bound.BoundContains():
            return at(condition.of).low.lower().contains(ibis.literal(condition.word).lower())
        case bound.BoundCompare():
            left, right = span(condition.left, at, day), span(condition.right, at, day)
            return _compared(left, condition.op, right, condition.left.type)


def _balanced(join: Callable[[ir.Value, ir.Value], ir.Value], parts: list[ir.Value]) -> ir.Value:
    """All parts joined two by two, so that many of them are not deep."""
    while len(parts) > 1:
        pairs = [parts[n : n + 2] for n in range(0, len(parts), 2)]
        parts = [join(*pair) if len(pair) == 2 else pair[0] for pair in pairs]
    return parts[0]


def span(of: bound.Quantity, at: At, day: Day) -> Span:
    """A quantity for each row."""
    match of:
        case bound.Input():
            return at(of)
        case bound.Const():
            return _same(ibis.literal(_plain(of.value) if isinstance(of.value, Decimal) else of.value))
        case bound.Moment():
            return _same(ibis.date(moment(of, day)))
        case bound.BoundShifted():
            days = at(of.of)
            low = _earlier(of, days.low)
            return _same(low) if days.exact else Span(low, _earlier(of, days.high))
        case bound.BoundArithmetic():
            return _math(of, span(of.left, at, day), span(of.right, at, day))
        case bound.BoundExtreme():
            return _extreme(of.op, [span(part, at, day) for part in of.parts])
        case bound.Lookup():
            return _lookup(of, span(of.of, at, day))
    raise AssertionError(f"no quantity of a condition: {of!r}")


def moment(of: bound.Moment, day: Day) -> Day:
    """The calendar day that a moment is, asked on a day."""
    found = shift(of.base or day, of.months)
    if of.whole and shift(found, -of.months) < day:
        found += timedelta(days=1)
    return Day.fromordinal(found.toordinal() + of.days)


def _earlier(of: bound.BoundShifted, day: ir.Value) -> ir.Value:
    """A day so many months earlier; the same as `earlier` for one day."""
    if of.calendar:
        return as_day(day.truncate("Y") - ibis.interval(months=of.months))
    months = ibis.interval(months=of.months)
    found = as_day(day - months)
    return (
        ibis.ifelse(as_day(found + months) < day, as_day(found + ibis.interval(days=1)), found) if of.whole else found
    )


def earlier(of: bound.BoundShifted, day: Day) -> Day:
    """A day of a company so many months earlier."""
    if of.calendar:
        return shift(day.replace(month=1, day=1), -of.months)
    found = shift(day, -of.months)
    return found + timedelta(days=1) if of.whole and shift(found, of.months) < day else found


def _same(value: ir.Value) -> Span:
    return Span(value, value)


def _plain(value: Decimal) -> int | Decimal:
    return int(value) if value == value.to_integral_value() else value


def _compared(left: Span, op: str, right: Span, kind: Type) -> ir.BooleanValue:
    if op in ("<", "<="):
        return _compared(right, {"<": ">", "<=": ">="}[op], left, kind)
    if left.exact and right.exact:
        return _test(left.low, op, right.low, kind)
    null = ibis.null("boolean")
    if op in ("=", "!="):
        apart = _test(left.high, "<", right.low, kind) | _test(left.low, ">", right.high, kind)
        one = _test(left.low, "=", right.high, kind) & _test(left.high, "=", right.low, kind)
        return ibis.cases((apart, op == "!="), (one, op == "="), else_=null)
    return ibis.cases(
        (_test(left.low, op, right.high, kind), True),
        (~_test(left.high, op, right.low, kind), False),
        else_=null,
    )


def _test(x: ir.Value, op: str, y: ir.Value, kind: Type) -> ir.BooleanValue:
    x, y = _rounded(x, y, kind)
    return {"<": x < y, ">": x > y, ">=": x >= y, "=": x == y, "!=": x != y}[op]


def _rounded(x: ir.Value, y: ir.Value, kind: Type) -> tuple[ir.Value, ir.Value]:
    """Values that were worked out are compared to nine places, money to cents, so that a boundary stays one."""
    if not (x.type().is_floating() or y.type().is_floating()):
        return x, y
    places = 2 if kind is Type.MONEY else 9
    return x.cast("float64").round(places), y.cast("float64").round(places)


def _math(of: bound.BoundArithmetic, left: Span, right: Span) -> Span:
    if of.left.type is Type.DAY:
        return _days(of, left, right)
    if of.op == "+":
        return _both(left, right, left.low + right.low, lambda: left.high + right.high)
    if of.op == "-":
        return _both(left, right, left.low - right.high, lambda: left.high - right.low)
    left, right = _float(left), _float(right)
    if isinstance(of.right, bound.Const) and isinstance(of.right.value, Decimal):
        factor = float(of.right.value)
        side = Span(left.high, left.low) if factor < 0 and not left.exact else left
        if of.op == "*":
            return _both(side, side, side.low * factor, lambda: side.high * factor)
        return _both(side, side, side.low / factor, lambda: side.high / factor)
    if of.op == "/":
        positive = right.low > 0
        right = _both(
            right,
            right,
            ibis.ifelse(positive, 1 / right.high, None),
            lambda: ibis.ifelse(positive, 1 / right.low, None),
        )
    if left.exact and right.exact:
        return _same(left.low * right.low)
    each = [x * y for x in left for y in right]
    known = reduce(lambda p, q: p & q, (x.notnull() for x in each))
    null = ibis.null("float64")
    return Span(ibis.ifelse(known, ibis.least(*each), null), ibis.ifelse(known, ibis.greatest(*each), null))


def _both(left: Span, right: Span, low: ir.Value, high: Callable[[], ir.Value]) -> Span:
    return _same(low) if left.exact and right.exact else Span(low, high())


def _float(of: Span) -> Span:
    low = of.low.cast("float64")
    return _same(low) if of.exact else Span(low, of.high.cast("float64"))


def _days(of: bound.BoundArithmetic, left: Span, right: Span) -> Span:
    if of.op == "+":
        assert isinstance(of.right, bound.Const)
        assert isinstance(of.right.value, Decimal)
        later = ibis.interval(days=int(of.right.value))
        return _both(left, left, as_day(left.low + later), lambda: as_day(left.high + later))
    first = left.low.delta(right.high, unit="day").cast("int64")
    return _both(left, right, first, lambda: left.high.delta(right.low, unit="day").cast("int64"))


def _extreme(op: str, parts: list[Span]) -> Span:
    lows, highs = [part.low for part in parts], [part.high for part in parts]
    known = ibis.greatest if op == "max" else ibis.least  # over what is known: empty values are passed over
    loose, strict = (lows, highs) if op == "max" else (highs, lows)
    settled = reduce(lambda p, q: p & q, (value.notnull() for value in strict))
    all_known = ibis.ifelse(settled, known(*strict), None)
    return Span(known(*loose), all_known) if op == "max" else Span(all_known, known(*loose))


def _lookup(of: bound.Lookup, found: Span) -> Span:
    if found.exact and not ascending(of):
        return _same(_row(of, found.low))
    low, high = _row(of, found.low), _row(of, found.high)
    if not ascending(of):
        return _same(ibis.ifelse(found.low == found.high, low, ibis.null(low.type())))
    least, most = of_results(of)  # even of an unknown input the result lies within the table
    return Span(low.fill_null(least), high.fill_null(most))


def of_results(of: bound.Lookup) -> tuple[int | Decimal, int | Decimal]:
    """The least and the greatest result of a table: what holds whatever the input is."""
    results = [result for _, _, result in of.rows] + [of.otherwise]
    return _plain(min(results)), _plain(max(results))


def ascending(of: bound.Lookup) -> bool:
    """Whether a greater input never gives a smaller result."""
    results = [result for _, _, result in of.rows] + [of.otherwise]
    limits = [limit for _, limit, _ in of.rows if isinstance(limit, Decimal)]
    ops = {op for op, _, _ in of.rows}
    return (
        len(limits) == len(of.rows)
        and ops <= {">", ">="}
        and all(x > y for x, y in pairwise(limits))
        and all(x >= y for x, y in pairwise(results))
    )


def _row(of: bound.Lookup, value: ir.Value) -> ir.Value:
    result = [ibis.literal(_plain(each)) for _, _, each in of.rows]
    if of.of.type is Type.TEXT:
        tests = [value.lower() == ibis.literal(str(limit)).lower() for _, limit, _ in of.rows]
    else:
        tests = [
            _test(value, op, ibis.literal(_plain(limit)), of.of.type)
            if op in (">", ">=", "=", "!=")
            else _test(ibis.literal(_plain(limit)), {"<": ">", "<=": ">="}[op], value, of.of.type)
            for op, limit, _ in of.rows
            if isinstance(limit, Decimal)
        ]
    found = ibis.cases(*zip(tests, result, strict=True), else_=ibis.literal(_plain(of.otherwise)))
    return ibis.ifelse(value.isnull(), ibis.null(found.type()), found)
