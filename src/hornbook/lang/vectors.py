"""Quantities of many companies at once, in memory: whole numbers exactly, what was worked out in double precision.

Amounts, counts and days are whole numbers with so many decimal places, in 64 bits, or as Python's own integers where
those might not do. A comparison with a constant is made of one question only, whether a value is at least some limit:
the limit is chosen so that rounding (`compile` says to how many places) has the same answer as rounding every value.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from hornbook.lang.bits import Bits, Bools, known_bits, packed, unpacked
from hornbook.lang.rounding import all_rounded, least_rounded

_ROOM = 2**62
"""Whole numbers in 64 bits stay below this; greater ones are Python's own."""

_DIGITS = 18
"""A decimal of so many digits always fits in 64 bits."""


@dataclass(frozen=True, slots=True, eq=False)
class Vector:
    """A number for each company; `known` tells of which, None of all."""

    values: NDArray[Any]
    known: Bits | None
    places: int = 0
    """Decimal places of a whole number."""

    @property
    def floating(self) -> bool:
        """Whether it is in double precision."""
        return self.values.dtype.kind == "f"


@dataclass(frozen=True, slots=True)
class Fixed:
    """One number for all companies; a day is its number since 1970."""

    value: Decimal


Number: TypeAlias = Vector | Fixed


def numbers_of(array: pa.Array) -> Vector:
    """A column of amounts, counts, ratios or days."""
    kind, rows, start = array.type, len(array), array.offset
    known = known_bits(array)
    if pa.types.is_null(kind):
        return Vector(np.zeros(rows, np.int64), np.zeros((rows + 7) // 8, np.uint8))
    if pa.types.is_decimal128(kind):
        words = np.frombuffer(array.buffers()[1], "<i8")[2 * start : 2 * (start + rows)].reshape(-1, 2)
        return Vector(_whole(words, kind.precision, known), known, kind.scale)
    width = {"i": np.int64, "f": np.float64}
    own = np.dtype(kind.to_pandas_dtype() if not pa.types.is_date(kind) else "i4")
    values = np.frombuffer(array.buffers()[1], own)[start : start + rows]
    return Vector(values.astype(width[own.kind], copy=False), known)


def _whole(words: NDArray[np.int64], precision: int, known: Bits | None) -> NDArray[Any]:
    """Whole numbers of 128 bits, the low word first."""
    low = np.ascontiguousarray(words[:, 0])
    if precision <= _DIGITS or (_largest(low) < _ROOM and np.array_equal(words[:, 1], low >> 63)):
        return low
    whole = words[:, 1].astype(object) * 2**64 + low.view(np.uint64).astype(object)
    if known is not None:
        whole[~unpacked(known, len(whole))] = 0
    return np.asarray(whole)


def limit_of(of: Vector, value: Decimal, places: int, *, above: bool) -> int | float:
    """The least number that is at least a value, or with `above` greater, as the column's numbers are compared."""
    if of.floating:
        return least_rounded(float(value), places, above)
    scaled = value.scaleb(of.places)
    return int(scaled.to_integral_value(ROUND_FLOOR)) + 1 if above else int(scaled.to_integral_value(ROUND_CEILING))


def reached(of: Vector, limit: float) -> Bits:
    """Of which companies the number, known or not, is at least a limit; what is no number is, as for the engine."""
    return ~packed(np.less(of.values, limit))


def both_known(*of: Vector) -> Bits | None:
    """Of which companies all are known; None where of every one."""
    masks = [each.known for each in of if each.known is not None]
    if not masks:
        return None
    return masks[0] if len(masks) == 1 else np.bitwise_and.reduce(masks)


def spread(of: Number, rows: int) -> Vector:
    """One number for all companies as a number for each."""
    if isinstance(of, Vector):
        return of
    (whole,), places = _wholes([of.value])
    return Vector(np.full(rows, whole, _kind_for(abs(whole))), None, places)


def as_float(of: Vector) -> Vector:
    """In double precision."""
    return of if of.floating else Vector(_floats(of.values, of.places), of.known)


def _floats(values: NDArray[Any], places: int) -> NDArray[np.float64]:
    size = 10**places
    if not places or _largest(values) <= 2**53:
        return np.asarray(values.astype(np.float64) / size)
    sign = np.sign(values)  # as the engine does: what is too large for a float's digits is divided before
    whole, rest = abs(values) // size, abs(values) % size
    return np.asarray(sign * (whole.astype(np.float64) + rest.astype(np.float64) / size), np.float64)


def _kind_for(largest: int) -> type:
    """The smallest type of whole numbers in which so large a one has room."""
    return np.int32 if largest < 2**30 else np.int64 if largest < _ROOM else object


def _largest(values: NDArray[Any]) -> int:
    return max(abs(int(values.max())), abs(int(values.min()))) if len(values) else 0


def alike(of: Sequence[Vector]) -> list[Vector]:
    """Numbers that can be added and compared: all in double precision, or whole with the same decimal places."""
    if any(each.floating for each in of):
        return [as_float(each) for each in of]
    places = max(each.places for each in of)
    shifts = [10 ** (places - each.places) for each in of]
    kind = _kind_for(sum(_largest(each.values) * shift for each, shift in zip(of, shifts, strict=True)))
    return [
        Vector(
            each.values.astype(kind, copy=False) * shift if shift > 1 else each.values.astype(kind, copy=False),
            each.known,
            places,
        )
        for each, shift in zip(of, shifts, strict=True)
    ]


def compared(left: Vector, right: Vector, places: int, *, above: bool) -> Bits:
    """Of which companies the left is at least the right, or with `above` greater; rounded where worked out."""
    x, y = alike((left, right))
    if x.floating:
        x, y = (Vector(all_rounded(each.values, places), each.known) for each in (x, y))
    return packed(np.greater(x.values, y.values) if above else np.greater_equal(x.values, y.values))


def added(left: Vector, right: Vector, sign: int) -> Vector:
    """The sum, or with a sign of -1 the difference."""
    x, y = alike((left, right))
    values = x.values + y.values if sign > 0 else x.values - y.values
    return Vector(values, both_known(x, y), x.places)


def extreme(of: Sequence[Vector], *, greatest: bool, strict: bool) -> Vector:
    """The greatest or least of several: of what is known, or with `strict` only where all are."""
    pick = np.maximum if greatest else np.minimum
    first, *others = alike(of)
    values, known = first.values, first.known
    for other in others:
        if strict or (known is None and other.known is None):
            values, known = pick(values, other.values), both_known(Vector(values, known), other)
            continue
        rows = len(values)
        ours, theirs = _mask(known, rows), _mask(other.known, rows)
        values = np.where(ours & theirs, pick(values, other.values), np.where(ours, values, other.values))
        known = packed(ours | theirs)
    return Vector(values, known, first.places)


def times(left: Vector, right: Vector | float) -> Vector:
    """A product in double precision."""
    if not isinstance(right, Vector):
        return Vector(left.values * right, left.known)
    with np.errstate(invalid="ignore"):  # of numbers that are not known
        return Vector(left.values * right.values, both_known(left, right))


def over(left: Vector, right: float) -> Vector:
    """A quotient in double precision."""
    return Vector(left.values / right, left.known)


def one_over(of: Vector, least: Vector) -> Vector:
    """One divided by a number, known only where another is known to be above zero."""
    positive = packed(least.values > 0)
    known = both_known(of, least)
    with np.errstate(divide="ignore"):
        return Vector(1 / of.values, positive if known is None else positive & known)


def chosen(tests: Sequence[Bools], results: Sequence[Decimal], otherwise: Decimal, known: Bits | None) -> Vector:
    """The result of the first test that holds."""
    wholes, places = _wholes([*results, otherwise])
    table: NDArray[Any] = np.array(wholes, _kind_for(max(map(abs, wholes))))
    rows_of_table = np.full(len(tests[0]), len(tests), np.int16)
    for n in reversed(range(len(tests))):  # masks of all bits or none: many times as fast as to assign where it holds
        holds = -tests[n].astype(np.int16)
        rows_of_table &= ~holds
        rows_of_table |= holds & n
    return Vector(np.take(table, rows_of_table), known, places)


def _wholes(of: Sequence[Decimal]) -> tuple[list[int], int]:
    """Numbers as whole ones with common decimal places."""
    places = max(0, *(-int(each.normalize().as_tuple().exponent) for each in of))
    return [int(each.scaleb(places)) for each in of], places


def filled(of: Vector, value: Decimal) -> Vector:
    """A number that stands where none is known."""
    if of.known is None:
        return of
    whole = int(value.scaleb(of.places))
    return Vector(np.where(unpacked(of.known, len(of.values)), of.values, whole), None, of.places)


def where_equal(of: Vector, one: Vector, other: Vector) -> Vector:
    """A number, known only where two others are known and equal."""
    x, y = alike((one, other))
    equal, known = packed(np.equal(x.values, y.values)), both_known(of, one, other)
    return Vector(of.values, equal if known is None else equal & known, of.places)


def earlier_days(of: Vector, months: int, whole: bool, calendar: bool) -> Vector:
    """Days so many months earlier; with `whole` the first from which the months are not over; see `compile`."""
    days = of.values if of.known is None else np.where(unpacked(of.known, len(of.values)), of.values, 0)
    if not len(days):
        return of
    first = int(days.min())  # there are few days, and many companies: each day is looked up
    every = np.arange(first, int(days.max()) + 1).astype("datetime64[D]")
    return Vector(np.take(_earlier(every, months, whole, calendar), days - first), of.known)


def _earlier(days: NDArray[np.datetime64], months: int, whole: bool, calendar: bool) -> NDArray[np.int64]:
    if calendar:
        first = days.astype("datetime64[Y]").astype("datetime64[M]") - months
        return first.astype("datetime64[D]").astype(np.int64)
    found = _shifted(days, -months)
    if whole:
        found = np.where(_shifted(found, months) < days, found + 1, found)
    return found.astype(np.int64)


def _shifted(days: NDArray[np.datetime64], months: int) -> NDArray[np.datetime64]:
    """The same day of another month, or its last where it has none so late."""
    own = days.astype("datetime64[M]")
    month = own + months
    longest = (month + 1).astype("datetime64[D]") - month.astype("datetime64[D]")
    return np.asarray(month.astype("datetime64[D]") + np.minimum(days - own.astype("datetime64[D]"), longest - 1))


def _mask(known: Bits | None, rows: int) -> Bools:
    return np.ones(rows, np.bool_) if known is None else unpacked(known, rows)
