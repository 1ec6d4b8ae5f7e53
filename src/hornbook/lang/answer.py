"""A bound rule for one company, with everything that was compared: the same answers as `compile`, to be explained."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import copysign, floor
from typing import Any, NamedTuple

from hornbook.indicators.algebra import Formula
from hornbook.lang import bound
from hornbook.lang.bound import Type
from hornbook.lang.compile import ascending, earlier, moment, of_results
from hornbook.terms import Day

Value = Any
"""Decimal, int, float, date, text or yes and no; None where it is not known."""


class KnownRange(NamedTuple):
    """What is known of a value from below and from above."""

    low: Value
    high: Value

    @property
    def exact(self) -> bool:
        """Whether it is known exactly."""
        return self.low is not None and self.low == self.high


Values = Mapping[tuple[Formula, Formula], KnownRange]
"""What is known of each input, by its formulas: an input is the same however it is written."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A condition answered: yes (True), no (False) or unknown (None), with the replies of its parts."""

    condition: bound.Condition
    answer: bool | None
    parts: tuple["Reply", ...] = ()
    left: KnownRange | None = None
    right: KnownRange | None = None

    @property
    def leaves(self) -> tuple["Reply", ...]:
        """The replies that have no parts, in order."""
        return tuple(leaf for part in self.parts for leaf in part.leaves) if self.parts else (self,)

    @property
    def shown(self) -> tuple["Reply", ...]:
        """The same, of several readings of one text the first alone."""
        parts = self.parts[:1] if isinstance(self.condition, bound.BoundReadings) else self.parts
        return tuple(leaf for part in parts for leaf in part.shown) if parts else (self,)


def reply(condition: bound.Condition, values: Values, day: Day) -> Reply:
    """The condition answered for one company."""
    return replied(condition, lambda leaf: _leaf(leaf, values, day))


def replied(condition: bound.Condition, leaf: Callable[[bound.Leaf], Reply]) -> Reply:
    """The condition answered from the replies of its leaves."""
    match condition:
        case bound.BoundAll() | bound.BoundAny():
            parts = tuple(replied(part, leaf) for part in condition.parts)
            answers = [part.answer for part in parts]
            return Reply(condition, _all(answers) if isinstance(condition, bound.BoundAll) else _any(answers), parts)
        case bound.BoundNot():
            inner = replied(condition.part, leaf)
            return Reply(condition, None if inner.answer is None else not inner.answer, (inner,))
        case bound.BoundKnown():
            inner = replied(condition.part, leaf)
            return Reply(condition, inner.answer is True, (inner,))
        case bound.BoundInPrinciple():
            inner = replied(condition.part, leaf)
            return Reply(condition, inner.answer or None, (inner,))
        case bound.BoundReadings():
            parts = tuple(replied(part, leaf) for part in condition.parts)
            agreed = all(part.answer is parts[0].answer for part in parts)
            return Reply(condition, parts[0].answer if agreed else None, parts)
    return leaf(condition)


def _leaf(condition: bound.Leaf, values: Values, day: Day) -> Reply:
    match condition:
        case bound.Flag():
            known = _input(condition.of, values)
            said = condition.otherwise if known.low is None else known.low
            return Reply(condition, said, left=known)
        case bound.BoundMember():
            known = _input(condition.of, values)
            inside = (
                None if known.low is None else lower_text(known.low) in {lower_text(word) for word in condition.words}
            )
            return Reply(condition, None if inside is None else inside != condition.out, left=known)
        case bound.BoundContains():
            known = _input(condition.of, values)
            return Reply(
                condition,
                None if known.low is None else lower_text(condition.word) in lower_text(known.low),
                left=known,
            )
        case bound.BoundCompare():
            left, right = quantity_range(condition.left, values, day), quantity_range(condition.right, values, day)
            return Reply(condition, _compared(left, condition.op, right, condition.left.type), left=left, right=right)


def _input(of: bound.Input, values: Values) -> KnownRange:
    return values[of.low, of.high]


def lower_text(text: str) -> str:
    """A text in small letters, letter by letter as the engine makes them."""
    return "".join(letter.lower()[0] for letter in text)


def _all(answers: list[bool | None]) -> bool | None:
    return False if False in answers else None if None in answers else True


def _any(answers: list[bool | None]) -> bool | None:
    return True if True in answers else None if None in answers else False


def quantity_range(of: bound.Quantity, values: Values, day: Day) -> KnownRange:
    """A quantity for one company."""
    match of:
        case bound.Input():
            return _input(of, values)
        case bound.Const():
            return KnownRange(of.value, of.value)
        case bound.Moment():
            found = moment(of, day)
            return KnownRange(found, found)
        case bound.BoundShifted():
            low, high = (None if day is None else earlier(of, day) for day in _input(of.of, values))
            return KnownRange(low, high)
        case bound.BoundArithmetic():
            return _math(of, quantity_range(of.left, values, day), quantity_range(of.right, values, day))
        case bound.BoundExtreme():
            return _extreme(of.op, [quantity_range(part, values, day) for part in of.parts])
        case bound.Lookup():
            return _lookup(of, quantity_range(of.of, values, day))
    raise AssertionError(f"no quantity of a condition: {of!r}")


def _compared(left: KnownRange, op: str, right: KnownRange, kind: Type) -> bool | None:
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


def _math(of: bound.BoundArithmetic, left: KnownRange, right: KnownRange) -> KnownRange:
    if of.left.type is Type.DAY:
        return _days(of, left, right)
    if of.op == "+":
        return KnownRange(_add(left.low, right.low), _add(left.high, right.high))
    if of.op == "-":
        return KnownRange(_add(left.low, right.high, -1), _add(left.high, right.low, -1))
    if isinstance(of.right, bound.Const) and isinstance(of.right.value, Decimal):
        factor = float(of.right.value)
        ends = [None if x is None else float(x) * factor if of.op == "*" else float(x) / factor for x in left]
        return KnownRange(*(reversed(ends) if factor < 0 else ends))
    factors = [_float(x) for x in right]
    if of.op == "/":
        low, high = factors
        positive = low is not None and low > 0
        factors = [1 / high if positive and high else None, 1 / low if positive and low else None]
    each = [None if x is None or y is None else x * y for x in map(_float, left) for y in factors]
    known = [x for x in each if x is not None]
    if left.exact and right.exact and known:
        return KnownRange(known[0], known[0])
    return KnownRange(min(known), max(known)) if len(known) == 4 else KnownRange(None, None)


def _float(value: Value) -> float | None:
    return None if value is None else float(value)


def _add(x: Value, y: Value, sign: int = 1) -> Value:
    if x is None or y is None:
        return None
    if isinstance(x, float) or isinstance(y, float):
        return float(x) + sign * float(y)
    return x + sign * y


def _days(of: bound.BoundArithmetic, left: KnownRange, right: KnownRange) -> KnownRange:
    if of.op == "+":
        low, high = (None if x is None else date.fromordinal(x.toordinal() + int(right.low)) for x in left)
        return KnownRange(low, high)
    return KnownRange(_between(left.low, right.high), _between(left.high, right.low))


def _between(x: Value, y: Value) -> int | None:
    return None if x is None or y is None else (x - y).days


def _extreme(op: str, parts: list[KnownRange]) -> KnownRange:
    pick = max if op == "max" else min
    lows, highs = [part.low for part in parts], [part.high for part in parts]
    loose, strict = (lows, highs) if op == "max" else (highs, lows)
    some = [value for value in loose if value is not None]
    found = pick(some) if some else None
    all_known = None if None in strict else pick(strict)
    return KnownRange(found, all_known) if op == "max" else KnownRange(all_known, found)


def _lookup(of: bound.Lookup, found: KnownRange) -> KnownRange:
    low, high = _row(of, found.low), _row(of, found.high)
    if found.exact:
        return KnownRange(low, low)
    if not ascending(of):
        return KnownRange(None, None)
    least, most = of_results(of)
    return KnownRange(least if low is None else low, most if high is None else high)


def _row(of: bound.Lookup, value: Value) -> Decimal | None:
    if value is None:
        return None
    for op, limit, result in of.rows:
        if of.of.type is Type.TEXT:
            fits: bool | None = lower_text(value) == lower_text(str(limit))
        else:
            fits = _compared(KnownRange(value, value), op, KnownRange(limit, limit), of.of.type)
        if fits:
            return result
    return of.otherwise
