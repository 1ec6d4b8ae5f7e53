"""A bound rule for one company, with everything that was compared: the same answers as `compile`, to be explained."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import copysign, floor
from typing import Any, NamedTuple

from hornbook.indicators.algebra import Formula
from hornbook.lang import bound as b
from hornbook.lang.bound import Type
from hornbook.lang.compile import ascending, moment, of_results
from hornbook.terms import Day

Value = Any
"""Decimal, int, float, date, text or yes and no; None where it is not known."""


class Known(NamedTuple):
    """What is known of a value from below and from above."""

    low: Value
    high: Value

    @property
    def exact(self) -> bool:
        """Whether it is known exactly."""
        return self.low is not None and self.low == self.high


Values = Mapping[tuple[Formula, Formula], Known]
"""What is known of each input, by its formulas: an input is the same however it is written."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A condition answered: yes (True), no (False) or unknown (None), with the replies of its parts."""

    condition: b.Condition
    answer: bool | None
    parts: tuple["Reply", ...] = ()
    left: Known | None = None
    right: Known | None = None

    @property
    def leaves(self) -> tuple["Reply", ...]:
        """The replies that have no parts, in order."""
        return tuple(leaf for part in self.parts for leaf in part.leaves) if self.parts else (self,)


def reply(condition: b.Condition, values: Values, day: Day) -> Reply:
    """The condition answered for one company."""
    match condition:
        case b.All() | b.Any():
            parts = tuple(reply(part, values, day) for part in condition.parts)
            answers = [part.answer for part in parts]
            return Reply(condition, _all(answers) if isinstance(condition, b.All) else _any(answers), parts)
        case b.Not():
            inner = reply(condition.part, values, day)
            return Reply(condition, None if inner.answer is None else not inner.answer, (inner,))
        case b.Flag():
            known = _input(condition.of, values)
            said = condition.otherwise if known.low is None else known.low
            return Reply(condition, said, left=known)
        case b.Member():
            known = _input(condition.of, values)
            inside = None if known.low is None else fold(known.low) in {fold(word) for word in condition.words}
            return Reply(condition, None if inside is None else inside != condition.out, left=known)
        case b.Contains():
            known = _input(condition.of, values)
            return Reply(condition, None if known.low is None else fold(condition.word) in fold(known.low), left=known)
        case b.Compare():
            left, right = quantity(condition.left, values, day), quantity(condition.right, values, day)
            return Reply(condition, _compared(left, condition.op, right, condition.left.type), left=left, right=right)


def _input(of: b.Input, values: Values) -> Known:
    return values[of.low, of.high]


def fold(text: str) -> str:
    """A text in small letters, letter by letter as the engine makes them."""
    return "".join(letter.lower()[0] for letter in text)


def _all(answers: list[bool | None]) -> bool | None:
    return False if False in answers else None if None in answers else True


def _any(answers: list[bool | None]) -> bool | None:
    return True if True in answers else None if None in answers else False


def quantity(of: b.Quantity, values: Values, day: Day) -> Known:
    """A quantity for one company."""
    match of:
        case b.Input():
            return _input(of, values)
        case b.Const():
            return Known(of.value, of.value)
        case b.Moment():
            found = moment(of, day)
            return Known(found, found)
        case b.Math():
            return _math(of, quantity(of.left, values, day), quantity(of.right, values, day))
        case b.Extreme():
            return _extreme(of.op, [quantity(part, values, day) for part in of.parts])
        case b.Lookup():
            return _lookup(of, quantity(of.of, values, day))


def _compared(left: Known, op: str, right: Known, kind: Type) -> bool | None:
    if op in ("=", "!="):
        if _test(left.high, "<", right.low, kind) or _test(left.low, ">", right.high, kind):
            return op == "!="
        both = _test(left.low, "=", right.high, kind) and _test(left.high, "=", right.low, kind)
        return (op == "=") if both else None
    if op in ("<", "<="):
        return _compared(right, {"<": ">", "<=": ">="}[op], left, kind)
    if _test(left.low, op, right.high, kind):
        return True
    return False if _test(left.high, op, right.low, kind) is False else None


def _test(x: Value, op: str, y: Value, kind: Type) -> bool | None:
    if x is None or y is None:
        return None
    if isinstance(x, float) or isinstance(y, float):
        places = 2 if kind is Type.MONEY else 9
        x, y = _rounded(float(x), places), _rounded(float(y), places)
    return bool({"<": x < y, ">": x > y, ">=": x >= y, "=": x == y}[op])


def _rounded(value: float, places: int) -> float:
    """Half away from zero, as the engine rounds."""
    size = 10.0**places
    return copysign(floor(abs(value) * size + 0.5) / size, value)


def _math(of: b.Math, left: Known, right: Known) -> Known:
    if of.left.type is Type.DAY:
        return _days(of, left, right)
    if of.op == "+":
        return Known(_add(left.low, right.low), _add(left.high, right.high))
    if of.op == "-":
        return Known(_add(left.low, right.high, -1), _add(left.high, right.low, -1))
    if isinstance(of.right, b.Const) and isinstance(of.right.value, Decimal):
        factor = float(of.right.value)
        ends = [None if x is None else float(x) * factor if of.op == "*" else float(x) / factor for x in left]
        return Known(*(reversed(ends) if factor < 0 else ends))
    factors = [_float(x) for x in right]
    if of.op == "/":
        low, high = factors
        positive = low is not None and low > 0
        factors = [1 / high if positive and high else None, 1 / low if positive and low else None]
    each = [None if x is None or y is None else x * y for x in map(_float, left) for y in factors]
    known = [x for x in each if x is not None]
    if left.exact and right.exact and known:
        return Known(known[0], known[0])
    return Known(min(known), max(known)) if len(known) == 4 else Known(None, None)


def _float(value: Value) -> float | None:
    return None if value is None else float(value)


def _add(x: Value, y: Value, sign: int = 1) -> Value:
    if x is None or y is None:
        return None
    if isinstance(x, float) or isinstance(y, float):
        return float(x) + sign * float(y)
    return x + sign * y


def _days(of: b.Math, left: Known, right: Known) -> Known:
    if of.op == "+":
        low, high = (None if x is None else date.fromordinal(x.toordinal() + int(right.low)) for x in left)
        return Known(low, high)
    return Known(_between(left.low, right.high), _between(left.high, right.low))


def _between(x: Value, y: Value) -> int | None:
    return None if x is None or y is None else (x - y).days


def _extreme(op: str, parts: list[Known]) -> Known:
    pick = max if op == "max" else min
    lows, highs = [part.low for part in parts], [part.high for part in parts]
    loose, strict = (lows, highs) if op == "max" else (highs, lows)
    some = [value for value in loose if value is not None]
    found = pick(some) if some else None
    all_known = None if None in strict else pick(strict)
    return Known(found, all_known) if op == "max" else Known(all_known, found)


def _lookup(of: b.Lookup, found: Known) -> Known:
    low, high = _row(of, found.low), _row(of, found.high)
    if found.exact:
        return Known(low, low)
    if not ascending(of):
        return Known(None, None)
    least, most = of_results(of)
    return Known(least if low is None else low, most if high is None else high)


def _row(of: b.Lookup, value: Value) -> Decimal | None:
    if value is None:
        return None
    for op, limit, result in of.rows:
        if of.of.type is Type.TEXT:
            fits: bool | None = fold(value) == fold(str(limit))
        else:
            fits = _compared(Known(value, value), op, Known(limit, limit), of.of.type)
        if fits:
            return result
    return of.otherwise
