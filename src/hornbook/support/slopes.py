"""How fast an award grows with one of its inputs: bounds on the slope over a range of that input, exactly.

A slope is money for one unit of the input. Where no comparison and no row of a table turns within the range, an award
whose slope is never below zero never falls there.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from math import inf

from hornbook.lang import bound
from hornbook.lang.answer import Values, reply
from hornbook.support.amount import NOTHING, AmountRange, Number, amount_range
from hornbook.support.completions import Key
from hornbook.support.extremes import PartClaim
from hornbook.terms import Day

_ONE = AmountRange(Fraction(1), Fraction(1))
_ANY = AmountRange(-inf, inf)


def part_slope(part: PartClaim, values: Values, day: Day, key: Key) -> AmountRange:
    """The slope of what a part pays at most; it is level where the part pays nothing."""
    if part.award is None or reply(part.condition, values, day).answer is False:
        return NOTHING
    lowest = bound.BoundExtreme("min", part.quantities(), part.award.type, part.award.unit)
    whole = amount_range(lowest, values, day)
    if whole.high <= 0:
        return NOTHING
    slope = _slope(lowest, values, day, key)
    return slope if whole.low >= 0 else _hull([slope, NOTHING])


def joined_slope(parts: Sequence[AmountRange], slopes: Sequence[AmountRange], *, adds: bool) -> AmountRange:
    """The slope of parts that add up, or of the best of them."""
    if adds:
        low: Number = sum((each.low for each in slopes), Fraction(0))
        return AmountRange(low, sum((each.high for each in slopes), Fraction(0)))
    return _extreme_slope("max", parts, slopes)


def lookups_of(of: bound.Quantity) -> Iterator[bound.Lookup]:
    """The tables that a quantity looks numbers up in."""
    if isinstance(of, bound.Lookup):
        yield of
    for part in _parts(of):
        yield from lookups_of(part)


def constants_of(of: bound.Quantity) -> Iterator[Fraction]:
    """The plain numbers that a quantity names, those of its slices and tables among them."""
    match of:
        case bound.Const() if isinstance(of.value, Decimal):
            yield Fraction(of.value)
        case bound.BoundSlices():
            yield from map(Fraction, of.limits)
        case bound.Lookup():
            yield from (Fraction(limit) for _, limit, _ in of.rows if not isinstance(limit, str))
    for part in _parts(of):
        yield from constants_of(part)


def _parts(of: bound.Quantity) -> tuple[bound.Quantity, ...]:
    match of:
        case bound.BoundArithmetic():
            return (of.left, of.right)
        case bound.BoundExtreme():
            return of.parts
        case bound.BoundSlices() | bound.Lookup():
            return (of.of,)
        case bound.BoundCases():
            return (*(case.result for case in of.cases), of.otherwise)
        case bound.BoundBetween():
            return (of.least, of.most)
        case _:
            return ()


def _slope(of: bound.Quantity, values: Values, day: Day, key: Key) -> AmountRange:
    def inner(part: bound.Quantity) -> AmountRange:
        return _slope(part, values, day, key)

    def ends(part: bound.Quantity) -> AmountRange:
        return amount_range(part, values, day)

    match of:
        case bound.Input():
            return _ONE if (of.low, of.high) == key else NOTHING
        case bound.BoundArithmetic():
            return _arithmetic_slope(of.op, inner(of.left), inner(of.right), ends(of.left), ends(of.right))
        case bound.BoundExtreme():
            return _extreme_slope(of.op, [*map(ends, of.parts)], [*map(inner, of.parts)])
        case bound.BoundBetween():
            both = (of.least, of.most)
            return _extreme_slope("max", [*map(ends, both)], [*map(inner, both)])
        case bound.BoundSlices():
            return _times(_rates(of, ends(of.of)), inner(of.of))
        case bound.BoundCases():
            return _hull([*map(inner, _possible(of, values, day))])
        case bound.Lookup():
            return NOTHING if ends(of).exact or inner(of.of) == NOTHING else _ANY
    return NOTHING


def _possible(of: bound.BoundCases, values: Values, day: Day) -> Iterator[bound.Quantity]:
    for case in of.cases:
        answer = reply(case.condition, values, day).answer
        if answer is not False:
            yield case.result
        if answer:
            return
    yield of.otherwise


def _rates(of: bound.BoundSlices, subject: AmountRange) -> AmountRange:
    """The rates of the slices that the subject may end in."""
    edges: list[Number] = [Fraction(0), *map(Fraction, of.limits), inf]
    rates = [Fraction(0)] if subject.low < 0 else []
    rates += [
        Fraction(rate)
        for rate, low, high in zip(of.rates, edges, edges[1:], strict=False)
        if subject.low <= high and low <= subject.high
    ]
    return AmountRange(min(rates, default=Fraction(0)), max(rates, default=Fraction(0)))


def _arithmetic_slope(
    op: str, left_slope: AmountRange, right_slope: AmountRange, left: AmountRange, right: AmountRange
) -> AmountRange:
    if op == "+":
        return AmountRange(left_slope.low + right_slope.low, left_slope.high + right_slope.high)
    if op == "-":
        return AmountRange(left_slope.low - right_slope.high, left_slope.high - right_slope.low)
    if op == "*":
        one, other = _times(left_slope, right), _times(left, right_slope)
        return AmountRange(one.low + other.low, one.high + other.high)
    if right_slope == NOTHING and right.exact and isinstance(right.low, Fraction) and right.low != 0:
        return _times(left_slope, AmountRange(1 / right.low, 1 / right.low))
    if right.low <= 0 <= right.high:
        return NOTHING if left_slope == right_slope == NOTHING else _ANY
    one, other = _times(left_slope, right), _times(left, right_slope)
    above = AmountRange(one.low - other.high, one.high - other.low)
    square = [end * end for end in (right.low, right.high)]
    below = AmountRange(_inverse(max(square)), _inverse(min(square)))
    return _times(above, below)


def _extreme_slope(op: str, parts: Sequence[AmountRange], slopes: Sequence[AmountRange]) -> AmountRange:
    """The slopes of the parts that may be the greatest, or the least."""
    if op == "max":
        edge = max(part.low for part in parts)
        return _hull([slope for part, slope in zip(parts, slopes, strict=True) if part.high >= edge])
    edge = min(part.high for part in parts)
    return _hull([slope for part, slope in zip(parts, slopes, strict=True) if part.low <= edge])


def _hull(of: Sequence[AmountRange]) -> AmountRange:
    return AmountRange(min(each.low for each in of), max(each.high for each in of))


def _inverse(value: Number) -> Number:
    return 1 / value if isinstance(value, Fraction) else Fraction(0)


def _times(one: AmountRange, other: AmountRange) -> AmountRange:
    ends = [Fraction(0) if x == 0 or y == 0 else x * y for x in (one.low, one.high) for y in (other.low, other.high)]
    return AmountRange(min(ends), max(ends))
