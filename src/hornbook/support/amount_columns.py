"""Awards of many companies at once, exactly: for common shapes the same amounts as `amount_range`, in whole numbers.

What is not known of an input counts from 0 to the largest number, as in the search for the extremes. A number is
whole units of a hundredth or a smaller part, in 64 bits or, where those might not do, as Python's own integers.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import reduce
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from hornbook.lang import bound
from hornbook.lang.bits import Bools, unpacked
from hornbook.lang.quantity_columns import Columns
from hornbook.lang.vectors import numbers_of
from hornbook.terms import LARGEST

Answered: TypeAlias = Mapping[bound.Condition, tuple[Bools, Bools]]
"""Of which companies each condition of a case is a yes, and of which a no."""

_ROOM = 2**62
"""Whole numbers in 64 bits stay below this; greater ones are Python's own."""


class Whole(NamedTuple):
    """A number for each company, or one for all: whole units, of which `per` make one."""

    units: NDArray[Any]
    per: int


class RangeColumns(NamedTuple):
    """The least and the most of each company."""

    low: Whole
    high: Whole


class ShapeError(Exception):
    """An amount is of a shape that is not worked out for many companies at once."""


def range_columns(of: bound.Quantity, columns: Columns, answered: Answered) -> RangeColumns:
    """A quantity of an award for every company; ShapeError where its shape is none of the common ones."""

    def inner(part: bound.Quantity) -> RangeColumns:
        return range_columns(part, columns, answered)

    match of:
        case bound.Input():
            return _known(of, columns)
        case bound.Const() if isinstance(of.value, Decimal):
            return _point(of.value)
        case bound.BoundArithmetic(op="+"):
            return _each(inner(of.left), inner(of.right), lambda x, y: _joined(np.add, x, y))
        case bound.BoundArithmetic(op="-"):
            left, right = inner(of.left), inner(of.right)
            return RangeColumns(_joined(np.subtract, left.low, right.high), _joined(np.subtract, left.high, right.low))
        case bound.BoundArithmetic(op="*"):
            return _each(inner(of.left), inner(of.right), _product)
        case bound.BoundArithmetic(op="/", right=bound.Const(value=Decimal() as by)) if by > 0:
            return _each(inner(of.left), _fixed(1 / Fraction(by)), _product)
        case bound.BoundExtreme():
            pick = np.maximum if of.op == "max" else np.minimum
            parts = [inner(part) for part in of.parts]
            return reduce(lambda x, y: _each(x, y, lambda a, b: _joined(pick, a, b)), parts)
        case bound.BoundSlices():
            return RangeColumns(*(_sliced(of, side) for side in inner(of.of)))
        case bound.BoundCases():
            return _cases(of, inner, answered)
        case bound.BoundBetween():
            return _hull(inner(of.least), inner(of.most))
    raise ShapeError


def whole_cents(of: Whole, rows: int) -> NDArray[Any]:
    """In whole hundredths, halves rounded up, never below zero."""
    doubled = _scaled(of.units, 200)
    return np.broadcast_to(np.maximum((doubled + of.per) // (2 * of.per), 0), (rows,))


def _known(of: bound.Input, columns: Columns) -> RangeColumns:
    low, high = (_side(each, unknown) for each, unknown in zip(columns(of), (0, int(LARGEST)), strict=True))
    return RangeColumns(low, high)


def _side(array: Any, unknown: int) -> Whole:
    found = numbers_of(array)
    if found.floating or found.places > 2:
        raise ShapeError
    size = 10**found.places
    if found.known is None:
        return Whole(found.values, size)
    known = unpacked(found.known, len(found.values))
    return Whole(np.where(known, found.values, unknown * size), size)


def _point(value: Decimal) -> RangeColumns:
    return _fixed(Fraction(value))


def _fixed(value: Fraction) -> RangeColumns:
    one = Whole(_array(value.numerator), value.denominator)
    return RangeColumns(one, one)


def _array(value: int) -> NDArray[Any]:
    return np.array([value], np.int64 if abs(value) < _ROOM else object)


def _each(x: RangeColumns, y: RangeColumns, join: Callable[[Whole, Whole], Whole]) -> RangeColumns:
    return RangeColumns(join(x.low, y.low), join(x.high, y.high))


def _hull(x: RangeColumns, y: RangeColumns) -> RangeColumns:
    return RangeColumns(_joined(np.minimum, x.low, y.low), _joined(np.maximum, x.high, y.high))


def _joined(join: Callable[[Any, Any], Any], x: Whole, y: Whole) -> Whole:
    """Two numbers in common units, joined by something whose result is at most their sum."""
    per = int(np.lcm(x.per, y.per, dtype=object))
    a, b = _scaled(x.units, per // x.per), _scaled(y.units, per // y.per)
    if _largest(a) + _largest(b) >= _ROOM:
        a, b = a.astype(object), b.astype(object)
    return Whole(join(a, b), per)


def _product(x: Whole, y: Whole) -> Whole:
    a, b = x.units, y.units
    if _largest(a) * _largest(b) >= _ROOM:
        a, b = a.astype(object), b.astype(object)
    return Whole(a * b, x.per * y.per)


def _scaled(units: NDArray[Any], by: int) -> NDArray[Any]:
    if by == 1:
        return units
    return units.astype(object) * by if _largest(units) * by >= _ROOM else units * by


def _largest(units: NDArray[Any]) -> int:
    return max(abs(int(units.max())), abs(int(units.min()))) if len(units) else 0


def _sliced(of: bound.BoundSlices, value: Whole) -> Whole:
    """Each slice times its rate, added up."""
    zero = _point(Decimal(0)).low
    whole, below = zero, zero
    for limit, rate in zip((*of.limits, None), of.rates, strict=True):
        top = value if limit is None else _joined(np.minimum, value, _point(limit).low)
        part = _joined(np.maximum, _joined(np.subtract, top, below), zero)
        whole = _joined(np.add, whole, _product(part, _point(rate).low))
        below = below if limit is None else _point(limit).low
    return whole


def _cases(of: bound.BoundCases, inner: Callable[[bound.Quantity], RangeColumns], answered: Answered) -> RangeColumns:
    """From the last case to the first: of a yes its result, of a no what follows, of neither what both cover."""
    found = inner(of.otherwise)
    for case in reversed(of.cases):
        yes, no = answered[case.condition]
        result = inner(case.result)
        both = _hull(result, found)
        sides = (_chosen(yes, no, *three) for three in zip(result, found, both, strict=True))
        found = RangeColumns(*sides)
    return found


def _chosen(yes: Bools, no: Bools, if_yes: Whole, if_no: Whole, if_open: Whole) -> Whole:
    per = int(np.lcm.reduce([if_yes.per, if_no.per, if_open.per], dtype=object))
    three = [_scaled(each.units, per // each.per) for each in (if_yes, if_no, if_open)]
    return Whole(np.where(yes, three[0], np.where(no, three[1], three[2])), per)
