"""Where one more unit of an input loses money: cliffs to the unit, and the ranges in which an award is phased out.

An input is varied with all others fixed: those that are known as they are known, those that are not as favourable as
they may be; what is lost is then reckoned over every completion of what is not known, just before and just after. The
values are cut into ranges in which no comparison and no row of a table turns and the award's slope does not change its
sign; every range is bounded exactly.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import Any

from hornbook.lang import bound
from hornbook.lang.answer import Values, reply
from hornbook.support.amount import Number, amount_range
from hornbook.support.axis import Axis, depends_on, others_at_best
from hornbook.support.extremes import Claim, PartClaim, best_completion
from hornbook.support.slopes import constants_of, joined_slope, lookups_of, part_slope
from hornbook.terms import LARGEST

MOST_RANGES = 4_000
"""So many ranges of one input are looked at; beyond them a scan is not complete."""


@dataclass(frozen=True, slots=True)
class Cliff:
    """One more unit of an input loses money; of a phase-out every unit from `first` to `last` together."""

    input: bound.Input | None
    """None: the day, with all else as it is known."""
    first: Any
    """The last value before money is lost."""
    last: Any
    """The value at which `lost` is lost: one unit later, or the end of a phase-out."""
    phase_out: bool
    before: int | None
    """In hundredths; None where nothing limits it."""
    after: int | None
    lost: int | None
    """In hundredths; None where what is lost has no limit."""
    leaves: tuple[bound.Leaf, ...]
    """The comparisons that turn at the cliff."""
    parts: tuple[int, ...]
    """The parts of the claim that pay less, by their places."""
    open: tuple[bound.Input, ...]
    """Where another unknown figure may make up for the loss: those figures; without any the loss is certain."""


@dataclass(frozen=True, slots=True)
class Scan:
    """The cliffs of one input, in ascending order; `complete` where every range was looked at."""

    cliffs: tuple[Cliff, ...]
    complete: bool


@dataclass(frozen=True, slots=True)
class _Drop:
    """The amount is lower at a later step than at an earlier one."""

    first: int
    last: int
    smooth: bool
    """Whether no comparison turns between the two."""


class AxisScan:
    """One input of a claim, with the amounts along it."""

    def __init__(self, claim: Claim, axis: Axis) -> None:
        self.claim, self.axis = claim, axis
        self.others, self.completed = others_at_best(claim, axis.key)
        self._ranges = 0
        self._amounts: dict[int, Number] = {}
        self._best: dict[int, Values] = {}

    @cached_property
    def leaves(self) -> tuple[bound.Leaf, ...]:
        """The comparisons that the input stands in and that it decides, as all others are fixed."""
        every = dict.fromkeys(leaf for condition in self.claim.conditions() for leaf in bound.leaves(condition))
        return tuple(leaf for leaf in every if depends_on(leaf, [self.axis.key]) and self._decides(leaf))

    def _decides(self, leaf: bound.Leaf) -> bool:
        others = [each for each in bound.inputs_of(leaf) if (each.low, each.high) != self.axis.key]
        return all(self.others[each.low, each.high].exact for each in others)

    @cached_property
    def lookups(self) -> tuple[bound.Lookup, ...]:
        """The tables of the awards that the input stands in."""
        quantities = [each for part in self.claim.parts for each in part.quantities()]
        found = dict.fromkeys(lookup for each in quantities for lookup in lookups_of(each))
        return tuple(lookup for lookup in found if depends_on(lookup, [self.axis.key]))

    def amount(self, step: int) -> Number:
        """The most at a step, in hundredths."""
        if step not in self._amounts:
            self._amounts[step] = self.claim.range(self.values(step, step)).high
        return self._amounts[step]

    def most(self, step: int) -> Number:
        """The same over every completion of what is not known: another may suit this step better."""
        return self.claim.range(self.best_values(step)).high

    def best_values(self, step: int) -> Values:
        """The input at a step, and all else as favourable as it may be at that very step."""
        if step not in self._best:
            own, known = self.values(step, step), {**self.claim.values, self.axis.key: self.axis.range(step, step)}
            if self.completed - {self.axis.key}:
                other = best_completion(replace(self.claim, values=known))
                own = max(own, other, key=lambda values: self.claim.range(values).high)
            self._best[step] = own
        return self._best[step]

    def values(self, first: int, last: int) -> Values:
        """Everything fixed, and the input between two steps."""
        return {**self.others, self.axis.key: self.axis.range(first, last)}

    def scan(self) -> Scan:
        """The cliffs of the input."""
        if not self.leaves and not any(depends_on(each, [self.axis.key]) for each in self._quantities()):
            return Scan((), complete=True)
        drops = list(self._drops())
        return Scan(tuple(self._cliffs(drops)), self._ranges < MOST_RANGES)

    def _quantities(self) -> Iterator[bound.Quantity]:
        for part in self.claim.parts:
            yield from part.quantities()

    def _drops(self) -> Iterator[_Drop]:
        """Every drop, in ascending order: within a range of falling amounts, or from one range to the next."""
        end: int | None = None
        for first, last in self._settled_ranges():
            if end is not None and self.amount(end) > self.amount(first):
                yield _Drop(end, first, self._is_smooth(end))
            if self.amount(first) > self.amount(last):
                yield _Drop(first, last, smooth=True)
            end = last

    def _is_smooth(self, step: int) -> bool:
        """Whether the drop after a step goes on a phase-out: nothing turns, or it loses no more than its neighbours."""
        if not self._turning(step):
            return True
        beside = (self._lost(step - 1), self._lost(step + 1))
        return max(beside) > 0 and self._lost(step) <= max(beside) + 1

    def _lost(self, step: int) -> Number:
        if not self.axis.low <= step < self.axis.high:
            return 0.0
        before, after = self.amount(step), self.amount(step + 1)
        return before - after if before > after else Fraction(0)

    def _settled_ranges(self) -> Iterator[tuple[int, int]]:
        """The steps in ranges, within each of which amounts only grow, stay or only fall."""
        edges = sorted({self.axis.low, self.axis.high + 1, *self._hints()})
        waiting = [(first, last - 1) for first, last in pairwise(edges)][::-1]
        while waiting:
            first, last = waiting.pop()
            self._ranges += 1
            if first == last or self._ranges >= MOST_RANGES or self._is_settled(first, last):
                yield first, last
                continue
            middle = (first + last) // 2
            waiting += [(middle + 1, last), (first, middle)]

    def _hints(self) -> Iterator[int]:
        """The steps about the plain numbers of the rules, so that most ranges are settled at once."""
        sides = [
            side for leaf in self.leaves if isinstance(leaf, bound.BoundCompare) for side in (leaf.left, leaf.right)
        ]
        for number in {number for each in (*sides, *self._quantities()) for number in constants_of(each)}:
            yield from self.axis.steps_about(number)

    def _is_settled(self, first: int, last: int) -> bool:
        values, day = self.values(first, last), self.claim.day
        if any(reply(leaf, values, day).answer is None for leaf in self.leaves):
            return False
        if not all(amount_range(lookup, values, day).exact for lookup in self.lookups):
            return False
        parts = [part.range(values, day) for part in self.claim.parts]
        slopes = [part_slope(part, values, day, self.axis.key) for part in self.claim.parts]
        slope = joined_slope(parts, slopes, adds=self.claim.adds)
        return slope.low >= 0 or slope.high < 0 or (slope.high <= 0 and self.amount(first) == self.amount(last))

    def _turning(self, step: int) -> tuple[bound.Leaf | bound.Lookup, ...]:
        """The comparisons and tables that turn between a step and the next."""
        now, then, day = self.values(step, step), self.values(step + 1, step + 1), self.claim.day
        found: list[bound.Leaf | bound.Lookup] = [
            leaf for leaf in self.leaves if reply(leaf, now, day).answer is not reply(leaf, then, day).answer
        ]
        found += [each for each in self.lookups if amount_range(each, now, day) != amount_range(each, then, day)]
        return tuple(found)

    def _cliffs(self, drops: Sequence[_Drop]) -> Iterator[Cliff]:
        joined: list[_Drop] = []
        for drop in drops:
            last = joined[-1] if joined else None
            if last and last.smooth and drop.smooth and last.last == drop.first:
                joined[-1] = replace(last, last=drop.last)
            else:
                joined.append(drop)
        for drop in joined:
            yield self._cliff(drop)

    def _cliff(self, drop: _Drop) -> Cliff:
        turning = () if drop.smooth else self._turning(drop.first)
        losing = tuple(n for n, part in enumerate(self.claim.parts) if self._loses(part, drop))
        before, after = self.most(drop.first), self.most(drop.last)
        sure = before > after
        if not sure:
            before, after = self.amount(drop.first), self.amount(drop.last)
        return Cliff(
            self.axis.input,
            self.axis.value(drop.first),
            self.axis.value(drop.last),
            drop.smooth,
            limited(before),
            limited(after),
            limited(before - after),
            tuple(each for each in turning if isinstance(each, bound.Leaf)),
            losing,
            () if sure else self._open(turning, losing),
        )

    def _loses(self, part: PartClaim, drop: _Drop) -> bool:
        before, after = (part.range(self.values(step, step), self.claim.day).high for step in (drop.first, drop.last))
        return before > after

    def _open(self, turning: Sequence[bound.Leaf | bound.Lookup], losing: Sequence[int]) -> tuple[bound.Input, ...]:
        """The figures that are not known and that make up for the input: of the comparisons that turn, or the parts."""
        parts = [self.claim.parts[n] for n in losing]
        for of in (turning, [part.condition for part in parts], [each for part in parts for each in part.quantities()]):
            inputs = dict.fromkeys(each for part in of for each in bound.inputs_of(part) if not each.matter)
            own = tuple(each for each in inputs if (each.low, each.high) in self.completed - {self.axis.key})
            if own:
                return own
        return (self.axis.input,)


def limited(amount: Number) -> int | None:
    """An amount in hundredths; None where only the largest number of this field limits it."""
    return int(amount) if isinstance(amount, Fraction) and amount < Fraction(LARGEST) / 10 else None
