"""Quantities of bound rules over columns in memory: the same numbers as `compile` has the engine work out."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from itertools import product
from typing import NamedTuple, TypeAlias

import pyarrow as pa

from hornbook.lang import bound
from hornbook.lang.bits import Bools, unpacked
from hornbook.lang.bound import Type
from hornbook.lang.compile import ascending, moment
from hornbook.lang.vectors import (
    Fixed,
    Number,
    Vector,
    added,
    as_float,
    chosen,
    earlier_days,
    extreme,
    filled,
    limit_of,
    numbers_of,
    one_over,
    over,
    reached,
    spread,
    times,
    where_equal,
)
from hornbook.lang.word_columns import WordColumn
from hornbook.terms import Day

Columns: TypeAlias = Callable[[bound.Input], tuple[pa.Array, pa.Array]]
"""The columns of an input from below and from above; the same one twice where it has one."""

_EPOCH = date(1970, 1, 1).toordinal()


class Ends(NamedTuple):
    """A quantity from below and from above; the same number twice where it is known exactly."""

    low: Number
    high: Number

    @property
    def exact(self) -> bool:
        """Whether both sides are one number."""
        return self.low is self.high


class _Range(NamedTuple):
    """The same with a number for each company."""

    low: Vector
    high: Vector

    @property
    def exact(self) -> bool:
        return self.low is self.high


class QuantityColumns:
    """The quantities of some companies on a day, each worked out once."""

    def __init__(self, columns: Columns, rows: int, day: Day) -> None:
        self._columns, self._rows, self._day = columns, rows, day
        self._ends: dict[bound.Quantity, Ends] = {}

    def ends(self, of: bound.Quantity) -> Ends:
        """A quantity for every company."""
        if of not in self._ends:
            self._ends[of] = self._quantity(of)
        return self._ends[of]

    def _quantity(self, of: bound.Quantity) -> Ends:
        match of:
            case bound.Input():
                low, high = self._columns(of)
                below = numbers_of(low)
                return Ends(below, below if high is low else numbers_of(high))
            case bound.Const():
                return _fixed(of.value if isinstance(of.value, Decimal) else _days(of.value))
            case bound.Moment():
                return _fixed(_days(moment(of, self._day)))
            case bound.BoundShifted():
                days = _mapped(self._range(of.of), lambda day: earlier_days(day, of.months, of.whole, of.calendar))
                return Ends(*days)
            case bound.BoundArithmetic():
                return self._math(of)
            case bound.BoundExtreme():
                return _extreme(of.op, [self._range(part) for part in of.parts])
            case bound.Lookup():
                return self._lookup(of)
        raise AssertionError(f"no quantity of a condition: {of!r}")

    def _range(self, of: bound.Quantity) -> _Range:
        low, high = self.ends(of)
        below = spread(low, self._rows)
        return _Range(below, below if low is high else spread(high, self._rows))

    def _math(self, of: bound.BoundArithmetic) -> Ends:
        left, right = self._range(of.left), self._range(of.right)
        if of.op in "+-":
            sign = 1 if of.op == "+" else -1
            less, more = right if sign > 0 else reversed(right)
            low = added(left.low, less, sign)
            return Ends(low, low if left.exact and right.exact else added(left.high, more, sign))
        if isinstance(of.right, bound.Const) and isinstance(of.right.value, Decimal):
            return _scaled(left, of.op, float(of.right.value))
        return _product(left, _inverse(right) if of.op == "/" else _mapped(right, as_float))

    def _lookup(self, of: bound.Lookup) -> Ends:
        """The results of a table: of a greater input a greater one, or the same only where the input is known."""
        if of.of.type is Type.TEXT:
            assert isinstance(of.of, bound.Input)
            words = WordColumn(self._columns(of.of)[0])
            tests = [words.equal(str(limit)) for _, limit, _ in of.rows]
            found = chosen(tests, [result for _, _, result in of.rows], of.otherwise, words.known)
            return Ends(found, found)
        low, high = self._range(of.of)
        least = self._row(of, low)
        if low is high and not ascending(of):
            return Ends(least, least)
        most = least if low is high else self._row(of, high)
        if not ascending(of):
            same = where_equal(least, low, high)
            return Ends(same, same)
        results = [result for _, _, result in of.rows] + [of.otherwise]
        return Ends(filled(least, min(results)), filled(most, max(results)))

    def _row(self, of: bound.Lookup, value: Vector) -> Vector:
        places = 2 if of.of.type is Type.MONEY else 9
        tests = [_fits(value, op, limit, places) for op, limit, _ in of.rows if isinstance(limit, Decimal)]
        return chosen(tests, [result for _, _, result in of.rows], of.otherwise, value.known)


def _fits(value: Vector, op: str, limit: Decimal, places: int) -> Bools:
    """Of which companies a number, known or not, stands so to a limit."""
    if op in ("<", "<=", "!="):
        return ~_fits(value, {"<": ">=", "<=": ">", "!=": "="}[op], limit, places)
    least = reached(value, limit_of(value, limit, places, above=op == ">"))
    if op == "=":
        least &= ~reached(value, limit_of(value, limit, places, above=True))
    return unpacked(least, len(value.values))


def _fixed(value: Decimal | int) -> Ends:
    one = Fixed(Decimal(value))
    return Ends(one, one)


def _days(day: date) -> int:
    return day.toordinal() - _EPOCH


def _mapped(of: _Range, change: Callable[[Vector], Vector]) -> _Range:
    low = change(of.low)
    return _Range(low, low if of.exact else change(of.high))


def _scaled(of: _Range, op: str, factor: float) -> Ends:
    """Times a constant or divided by one; a negative one exchanges the sides."""
    side = _mapped(of, as_float)
    if factor < 0:
        side = _Range(side.high, side.low)
    return Ends(*_mapped(side, lambda each: times(each, factor) if op == "*" else over(each, factor)))


def _inverse(of: _Range) -> _Range:
    """One divided by a quantity that is above zero; unknown of others."""
    side = _mapped(of, as_float)
    high = one_over(side.high, side.low)
    return _Range(high, high if of.exact else one_over(side.low, side.low))


def _product(left: _Range, right: _Range) -> Ends:
    """The least and the greatest product of the sides."""
    if left.exact and right.exact:
        only = times(as_float(left.low), right.low)
        return Ends(only, only)
    each = [times(as_float(x), y) for x, y in product(left, right)]
    return Ends(extreme(each, greatest=False, strict=True), extreme(each, greatest=True, strict=True))


def _extreme(op: str, parts: list[_Range]) -> Ends:
    """The greatest is at least the greatest of what is known, and at most that of all where all are known."""
    lows, highs = [part.low for part in parts], [part.high for part in parts]
    greatest = op == "max"
    low = extreme(lows, greatest=greatest, strict=not greatest)
    return Ends(low, extreme(highs, greatest=greatest, strict=greatest))
