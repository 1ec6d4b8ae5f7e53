"""An award's amount, exactly: fractions from below and from above, for what is known of one company's inputs."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import inf
from typing import Any

from hornbook.indicators.algebra import Growth
from hornbook.lang import bound
from hornbook.lang.answer import KnownRange, Values, lower_text, reply
from hornbook.lang.bound import Type
from hornbook.terms import Day

Number = Fraction | float
"""An exact number, or an infinity."""

SIGNED = frozenset({"profit", "taxable_income"})
"""Inputs that may be below zero."""


@dataclass(frozen=True, slots=True)
class AmountRange:
    """The least and the most; infinite where nothing limits it."""

    low: Number
    high: Number

    @property
    def exact(self) -> bool:
        """Whether both are one."""
        return self.low == self.high


NOTHING = AmountRange(Fraction(0), Fraction(0))


def may_be_negative(of: bound.Input) -> bool:
    """Whether an input may be below zero."""
    return of.name in SIGNED or isinstance(of.low, Growth) or any(f"'{name}'" in of.written for name in SIGNED)


def amount_range(of: bound.Quantity, values: Values, day: Day) -> AmountRange:
    """What a quantity of an award lies between; conditions that are unknown leave both of their outcomes open."""
    match of:
        case bound.Input():
            return _known(of, values[of.low, of.high])
        case bound.Const() if isinstance(of.value, Decimal):
            return _point(Fraction(of.value))
        case bound.BoundArithmetic():
            return _arithmetic(of.op, amount_range(of.left, values, day), amount_range(of.right, values, day))
        case bound.BoundExtreme():
            parts = [amount_range(part, values, day) for part in of.parts]
            pick = max if of.op == "max" else min
            return AmountRange(pick(part.low for part in parts), pick(part.high for part in parts))
        case bound.BoundSlices():
            return _slices(of, amount_range(of.of, values, day))
        case bound.BoundCases():
            return _cases(of, values, day)
        case bound.BoundBetween():
            least, most = amount_range(of.least, values, day), amount_range(of.most, values, day)
            return AmountRange(min(least.low, most.low), max(least.high, most.high))
        case bound.Lookup():
            return _lookup(of, values, day)
    raise AssertionError(f"no quantity of an award: {of!r}")


def whole_hundredths(value: Number) -> Number:
    """An amount in whole hundredths, halves rounded up, never below zero."""
    if not isinstance(value, Fraction):
        return value if value > 0 else Fraction(0)
    return max(Fraction(0), Fraction((value * 100 + Fraction(1, 2)) // 1))


def exact_number(value: Any) -> Fraction:
    """A number as it was written: a share of 0.3 is three tenths."""
    return Fraction(str(value)) if isinstance(value, float) else Fraction(value)


def _point(value: Fraction) -> AmountRange:
    return AmountRange(value, value)


def _known(of: bound.Input, known: KnownRange) -> AmountRange:
    floor: Number = -inf if may_be_negative(of) else Fraction(0)
    low = floor if known.low is None else exact_number(known.low)
    high = inf if known.high is None else exact_number(known.high)
    return AmountRange(low, high)


def _arithmetic(op: str, left: AmountRange, right: AmountRange) -> AmountRange:
    if op == "+":
        return AmountRange(left.low + right.low, left.high + right.high)
    if op == "-":
        return AmountRange(left.low - right.high, left.high - right.low)
    if op == "/":
        if right.low <= 0 <= right.high:
            return AmountRange(-inf if left.low < 0 else Fraction(0), inf)
        right = AmountRange(_inverse(right.high), _inverse(right.low))
    ends = [_times(x, y) for x in (left.low, left.high) for y in (right.low, right.high)]
    return AmountRange(min(ends), max(ends))


def _inverse(value: Number) -> Number:
    return 1 / value if isinstance(value, Fraction) else Fraction(0)


def _times(x: Number, y: Number) -> Number:
    return Fraction(0) if x == 0 or y == 0 else x * y


def _slices(of: bound.BoundSlices, subject: AmountRange) -> AmountRange:
    """Rates are not negative in any text, so slices grow with what is sliced."""
    return AmountRange(_sliced(of, subject.low), _sliced(of, subject.high))


def _sliced(of: bound.BoundSlices, value: Number) -> Number:
    whole: Number = Fraction(0)
    below = Fraction(0)
    limits: list[Number] = [*map(Fraction, of.limits), inf]
    for limit, rate in zip(limits, map(Fraction, of.rates), strict=True):
        part = max(Fraction(0), min(value, limit) - below)
        whole += _times(part, rate)
        below = limit if isinstance(limit, Fraction) else below
    return whole


def _cases(of: bound.BoundCases, values: Values, day: Day) -> AmountRange:
    possible: list[AmountRange] = []
    for case in of.cases:
        answer = reply(case.condition, values, day).answer
        if answer is not False:
            possible.append(amount_range(case.result, values, day))
        if answer:
            break
    else:
        possible.append(amount_range(of.otherwise, values, day))
    return AmountRange(min(part.low for part in possible), max(part.high for part in possible))


def _lookup(of: bound.Lookup, values: Values, day: Day) -> AmountRange:
    results = [Fraction(row[2]) for row in of.rows] + [Fraction(of.otherwise)]
    if of.of.type is Type.TEXT:
        assert isinstance(of.of, bound.Input)
        word = values[of.of.low, of.of.high].low
        if word is None:
            return AmountRange(min(results), max(results))
        rows = (result for (_, limit, _), result in zip(of.rows, results, strict=False) if _same(word, limit))
        return _point(next(rows, results[-1]))
    subject, fits = amount_range(of.of, values, day), []
    for (op, limit, _), result in zip(of.rows, results, strict=False):
        holds = _holds(subject, op, Fraction(Decimal(limit)))
        if holds is not False:
            fits.append(result)
        if holds:
            break
    else:
        fits.append(results[-1])
    return AmountRange(min(fits), max(fits))


def _same(word: str, limit: Decimal | str) -> bool:
    return lower_text(word) == lower_text(str(limit))


def _holds(subject: AmountRange, op: str, limit: Fraction) -> bool | None:
    """Whether what lies between two numbers compares so with a limit."""
    low, high = subject.low, subject.high
    surely, never = {
        "<": (high < limit, low >= limit),
        "<=": (high <= limit, low > limit),
        ">": (low > limit, high <= limit),
        ">=": (low >= limit, high < limit),
        "=": (low == high == limit, limit < low or limit > high),
        "!=": (limit < low or limit > high, low == high == limit),
    }[op]
    return True if surely else False if never else None
