"""What an input that is not known may turn out to be: whole steps of a quantity, a choice of words, yes or no."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import combinations
from typing import Any

from hornbook.indicators.algebra import Formula
from hornbook.lang import bound
from hornbook.lang.answer import KnownRange
from hornbook.lang.bound import Type
from hornbook.lang.compile import moment
from hornbook.support.amount import may_be_negative
from hornbook.terms import EARLIEST, LARGEST, Day

Key = tuple[Formula, Formula]
_STEPS = {Type.MONEY: 100, Type.SHARE: 1_000_000, Type.NUMBER: 1_000_000}
"""Steps of one unit; of persons, years and days one."""


@dataclass(frozen=True, slots=True)
class Steps:
    """A whole number of steps from `low` to `high`."""

    low: int
    high: int
    type: Type

    @property
    def open(self) -> bool:
        return self.low < self.high

    def known(self) -> KnownRange:
        """The range in the terms of the rules."""
        return KnownRange(self._value(self.low), self._value(self.high))

    def _value(self, step: int) -> Any:
        if self.type is Type.DAY:
            return date.fromordinal(step)
        size = _STEPS.get(self.type, 1)
        return Decimal(step) / size if size > 1 else step


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several words, or yes or no."""

    values: tuple[Any, ...]

    @property
    def open(self) -> bool:
        return len(self.values) > 1

    def known(self) -> KnownRange:
        """The word where one is left."""
        only = None if self.open else self.values[0]
        return KnownRange(only, only)


Domain = Steps | Choice
Box = Mapping[Key, Domain]


def completions(of: bound.Input, known: KnownRange, leaves: list[bound.Leaf], day: Day) -> Domain | None:
    """What an input can be; None where it is known, or where nothing tells what it may be."""
    if known.exact:
        return None
    if of.type is Type.YES_NO:
        return Choice((True, False))
    if of.type is Type.TEXT:
        return Choice(_words(of, leaves))
    if of.type is Type.DAY:
        low, high = known.low or EARLIEST, known.high or day
        return Steps(low.toordinal(), max(low, high).toordinal(), Type.DAY)
    size, largest = _STEPS.get(of.type, 1), int(LARGEST)
    floor = -largest if may_be_negative(of) else 0
    low = floor if known.low is None else _step(known.low, size)
    high = largest if known.high is None else _step(known.high, size)
    return Steps(low if known.low is not None else low * size, high if known.high is not None else high * size, of.type)


def _step(value: Any, size: int) -> int:
    return int((Fraction(str(value)) * size) // 1)


def _words(of: bound.Input, leaves: list[bound.Leaf]) -> tuple[str, ...]:
    """The words by which conditions tell texts apart, and another."""
    inside = [w for x in leaves if isinstance(x, bound.BoundMember) and x.of == of for w in x.words]
    parts = [x.word for x in leaves if isinstance(x, bound.BoundContains) and x.of == of]
    joined = [" ".join(some) for n in range(1, len(parts) + 1) for some in combinations(parts[:4], n)]
    return tuple(dict.fromkeys([*inside, *joined, "\0"]))


def end_of(domain: Domain, *, high: bool) -> Domain:
    """The least or the greatest completion alone."""
    if isinstance(domain, Choice):
        return Choice((domain.values[-1 if high else 0],))
    step = domain.high if high else domain.low
    return Steps(step, step, domain.type)


def width(domain: Domain) -> int:
    """How many completions there are, less one."""
    return domain.high - domain.low if isinstance(domain, Steps) else len(domain.values)


def halves(box: Box, key: Key, turn: int | None) -> list[Box]:
    """The box in two at a step of one of its inputs, or in the middle; word by word where it is a choice."""
    domain = box[key]
    if isinstance(domain, Choice):
        return [{**box, key: Choice((value,))} for value in domain.values]
    at = turn if turn is not None and domain.low <= turn < domain.high else (domain.low + domain.high) // 2
    parts = Steps(domain.low, at, domain.type), Steps(at + 1, domain.high, domain.type)
    return [{**box, key: part} for part in parts]


def turning_step(leaf: bound.Leaf, of: bound.Input, domain: Domain, day: Day) -> int | None:
    """The last step before a comparison of an input with a plain limit turns."""
    if not isinstance(leaf, bound.BoundCompare) or not isinstance(domain, Steps):
        return None
    other = leaf.right if leaf.left == of else leaf.left
    match other:
        case bound.Const() if isinstance(other.value, Decimal):
            step = int(other.value * _STEPS.get(domain.type, 1))
        case bound.Moment():
            step = moment(other, day).toordinal()
        case bound.BoundShifted():
            return None
        case _:
            return None
    return step - 1 if leaf.op in (">=", "<") or step >= domain.high else step
