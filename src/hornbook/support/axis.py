"""One input of an award laid out in units: the values that it may take, one after another, with all others fixed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hornbook.indicators.by_measure import BY_MEASURE
from hornbook.lang import bound
from hornbook.lang.answer import KnownRange, Values
from hornbook.lang.bound import Type
from hornbook.support.amount import may_be_negative
from hornbook.support.completions import Key
from hornbook.support.extremes import Claim, best_completion
from hornbook.terms import LARGEST, shift

UNITS = {
    Type.MONEY: Decimal(1),
    Type.NUMBER: Decimal(1),
    Type.PEOPLE: Decimal(1),
    Type.DAYS: Decimal(1),
    Type.YEARS: Decimal(1),
    Type.AGE: Decimal(1),
    Type.SHARE: Decimal("0.0001"),
}
"""One more of each: a whole unit of the currency, one person, one day, a hundredth of a per cent."""
_AHEAD = 120
"""A day that a claim states lies at most so many months ahead."""


@dataclass(frozen=True, slots=True)
class Axis:
    """Whole numbers of units from `low` to `high`, as values of an input."""

    input: bound.Input
    unit: Decimal
    low: int
    high: int

    @property
    def key(self) -> Key:
        """The input by its formulas."""
        return self.input.low, self.input.high

    def value(self, step: int) -> Any:
        """The value of the input at a step."""
        if self.input.type is Type.DAY:
            return date.fromordinal(step)
        found = step * self.unit
        return int(found) if self.input.type in (Type.PEOPLE, Type.DAYS, Type.YEARS) else found

    def step(self, value: Any) -> int:
        """The step of a value that is a whole number of units."""
        return int(value.toordinal() if isinstance(value, date) else Decimal(value) / self.unit)

    def range(self, first: int, last: int) -> KnownRange:
        """The values from a step to another."""
        return KnownRange(self.value(first), self.value(last))

    def steps_about(self, number: Fraction) -> Iterator[int]:
        """The steps beside a number, and at it where it is a whole one."""
        at = number / Fraction(self.unit)
        for step in {at.__floor__() - 1, at.__floor__(), at.__ceil__(), at.__ceil__() + 1}:
            if self.low <= step <= self.high:
                yield step


def axes(claim: Claim, unit: Decimal | None = None) -> Iterator[Axis]:
    """The inputs of a claim that come in units; of days those alone that the claim itself states.

    `unit`: of amounts of money, in the place of one whole unit of the currency.
    """
    leaves = (leaf for condition in claim.conditions() for leaf in bound.leaves(condition) if not _is_event(leaf))
    conditions = (each for leaf in leaves for each in bound.inputs_of(leaf))
    for of in {(each.low, each.high): each for each in (*conditions, *claim.amount_inputs())}.values():
        size = unit if unit is not None and of.type is Type.MONEY else UNITS.get(of.type)
        if of.type is Type.DAY and of.name in BY_MEASURE:
            yield Axis(of, Decimal(1), date(1990, 1, 1).toordinal(), shift(claim.day, _AHEAD).toordinal())
        elif size is not None:
            most = int(LARGEST / size) if of.type is Type.MONEY else int(LARGEST)
            yield Axis(of, size, -most if may_be_negative(of) else 0, most)


def _is_event(leaf: bound.Leaf) -> bool:
    """Whether a comparison only asks if something has happened, such as `closed`."""
    return (
        isinstance(leaf, bound.BoundCompare)
        and isinstance(leaf.left, bound.Input)
        and leaf.left.written == leaf.written
    )


def others_at_best(claim: Claim, key: Key | None) -> tuple[Values, frozenset[Key]]:
    """What is known, with all else as favourable as it may be; and which inputs were so completed.

    The input of the key is taken to be free, so that the others are those of the most that it can bring.
    """
    freed = {**claim.values, key: KnownRange(None, None)} if key else claim.values
    return best_completion(replace(claim, values=freed)), frozenset(k for k, known in freed.items() if not known.exact)


def depends_on(of: bound.Condition | bound.Quantity, keys: Iterable[Key]) -> bool:
    """Whether any of the inputs stands in it."""
    own = {(each.low, each.high) for each in bound.inputs_of(of)}
    return not own.isdisjoint(keys)
