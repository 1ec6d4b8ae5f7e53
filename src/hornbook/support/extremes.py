"""The least and the most that an award can come to over every completion of what is not known; both are attained.

What is unknown of each input is a range of whole steps (hundredths of a currency, persons, days, millionths of a
ratio), a choice of words, or yes and no. Branch and bound: a box of completions is bounded by ranges, its corners are
tried, and it is cut in two where a condition turns or in the middle, until a completion that was tried meets the bound.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from heapq import heappop, heappush
from itertools import count
from math import inf
from typing import Protocol

from hornbook.lang import bound
from hornbook.lang.answer import Reply, Values, reply
from hornbook.support.amount import NOTHING, AmountRange, Number, amount_range, whole_hundredths
from hornbook.support.completions import Box, Choice, Domain, Steps, completions, end_of, halves, turning_step, width
from hornbook.terms import LARGEST, Day

MOST_BOXES = 3_000
"""Boxes that are looked at before the bounds are given as they are, valid but perhaps not attained."""


@dataclass(frozen=True, slots=True)
class Extremes:
    """The least and the most in whole hundredths; `attained` where completions are known that give them."""

    least: int
    most: int | None
    """None where nothing limits it."""
    attained: bool


@dataclass(frozen=True, slots=True)
class PartClaim:
    """What one company claims under one part: an award, with caps of which the lowest holds, under a condition."""

    condition: bound.Condition
    award: bound.Quantity | None
    caps: tuple[bound.Quantity, ...] = ()

    def range(self, values: Values, day: Day) -> AmountRange:
        """The award in whole hundredths for what is known; nothing where the condition does not hold."""
        answer = reply(self.condition, values, day).answer
        if answer is False or self.award is None:
            return NOTHING
        parts = [amount_range(part, values, day) for part in (self.award, *self.caps)]
        low, high = (
            whole_hundredths(min(ends)) for ends in zip(*((part.low, part.high) for part in parts), strict=True)
        )
        return AmountRange(low if answer else Fraction(0), high)

    def quantities(self) -> tuple[bound.Quantity, ...]:
        """The award and its caps."""
        return () if self.award is None else (self.award, *self.caps)


class Ranged(Protocol):
    """Anything whose amount lies in a range for what is known of its inputs."""

    @property
    def values(self) -> Values: ...
    @property
    def day(self) -> Day: ...
    def range(self, values: Values) -> AmountRange: ...
    def conditions(self) -> Iterator[bound.Condition]: ...
    def amount_inputs(self) -> tuple[bound.Input, ...]: ...


@dataclass(frozen=True, slots=True)
class Claim:
    """The parts of a support for one company on a day: they add up, or the best of them is had."""

    parts: tuple[PartClaim, ...]
    adds: bool
    values: Values
    """What is known of each input."""
    day: Day

    def range(self, values: Values) -> AmountRange:
        """What all parts come to for what is known."""
        found = [part.range(values, self.day) for part in self.parts]
        lows, highs = [each.low for each in found], [each.high for each in found]
        if self.adds:
            return AmountRange(sum(lows, Fraction(0)), sum(highs, Fraction(0)))
        return AmountRange(max(lows, default=Fraction(0)), max(highs, default=Fraction(0)))

    def conditions(self) -> Iterator[bound.Condition]:
        """The conditions of the parts and of the cases of their awards."""
        for part in self.parts:
            yield part.condition
            for quantity in part.quantities():
                yield from award_conditions(quantity)

    def amount_inputs(self) -> tuple[bound.Input, ...]:
        """The inputs of the awards and their caps."""
        every = (each for part in self.parts for of in part.quantities() for each in bound.inputs_of(of))
        return tuple(dict.fromkeys(every))


def extremes(claim: Claim) -> Extremes:
    """The least and the most of a claim over every completion of what is unknown."""
    plain = claim.range(claim.values)
    if plain.exact and isinstance(plain.low, Fraction):
        return Extremes(int(plain.low), int(plain.low), attained=True)
    box: Box = {(of.low, of.high): domain for of, domain in open_inputs(claim)}
    least, first = _search(claim, box, upward=False)
    most, second = _search(claim, box, upward=True)
    return Extremes(int(least), _limited(most), first and second)


def lowest(of: Ranged) -> tuple[Number, bool]:
    """The least over every completion of what is unknown, and whether one attains it."""
    box: Box = {(each.low, each.high): domain for each, domain in open_inputs(of)}
    return _search(of, box, upward=False)


def best_completion(claim: Claim) -> Values:
    """What is known, completed by what gives the most: cut by cut the box that may give more, until a corner gives it.

    Where bounds mislead, another completion may give more; it is a completion that exists in any case.
    """
    box: Box = {(of.low, of.high): domain for of, domain in open_inputs(claim)}

    def most(of: Box) -> Number:
        return claim.range(_values(claim, of)).high

    best: Number = -inf
    corner, limit = box, most(box)
    while True:
        for each in _corners(box):
            if (amount := most(each)) > best:
                best, corner = amount, each
        if best >= limit or not (parts := _cut(claim, box)):
            return _values(claim, corner)
        limit, box = max(((most(part), part) for part in parts), key=lambda pair: pair[0])


def _search(claim: Ranged, root: Box, *, upward: bool) -> tuple[Number, bool]:
    """The most (or least) over a box, and whether a completion attains it."""
    sign = 1 if upward else -1

    def bound_of(box: Box) -> Number:
        found = claim.range(_values(claim, box))
        return found.high if upward else -found.low

    order = count(0, -1)  # of equal bounds the newest first: a search that goes down finds a completion soon
    best: Number = -inf
    queue: list[tuple[Number, int, Box]] = []

    def push(box: Box) -> None:
        nonlocal best
        for corner in _corners(box):
            best = max(best, bound_of(corner))
        limit = bound_of(box)
        if limit > best:
            heappush(queue, (-limit, next(order), box))

    for tried in _stairs(root):
        best = max(best, bound_of(tried))
    push(root)
    for _ in range(MOST_BOXES):
        while queue and -queue[0][0] <= best:
            heappop(queue)
        if not queue:
            return sign * best, True
        limit, _, box = heappop(queue)
        parts = _cut(claim, box)
        if not parts:  # nothing is left to complete: the text itself is open, and its bound is attained
            best = max(best, -limit)
            continue
        for part in parts:
            push(part)
    reached = max(best, *(-limit for limit, _, _ in queue)) if queue else best
    return sign * reached, not queue


def _limited(value: Number) -> int | None:
    """A figure that only the largest number of this field limits is no figure."""
    return int(value) if isinstance(value, Fraction) and value < Fraction(LARGEST) / 10 else None


def _values(claim: Ranged, box: Box) -> Values:
    return {**claim.values, **{key: domain.known() for key, domain in box.items()}}


def _corners(box: Box) -> Iterator[Box]:
    """The completions with every least or every greatest value; also the greatest figures where persons say yes."""
    yield {key: end_of(domain, high=False) for key, domain in box.items()}
    yield {key: end_of(domain, high=True) for key, domain in box.items()}
    if any(isinstance(domain, Choice) and domain.open for domain in box.values()):
        yield {key: end_of(domain, high=isinstance(domain, Steps)) for key, domain in box.items()}


def _stairs(box: Box) -> Iterator[Box]:
    """Two completions in which quantities differ one by one, rising and falling: texts ask for growth year by year."""
    order = [key for key, domain in box.items() if isinstance(domain, Steps)]
    for keys in (order, order[::-1]) if len(order) > 1 else ():
        steps = {key: n for n, key in enumerate(keys, 1)}
        yield {key: _stair(domain, steps.get(key, 0), len(keys) + 1) for key, domain in box.items()}


def _stair(domain: Domain, step: int, of: int) -> Domain:
    if isinstance(domain, Choice):
        return Choice(domain.values[:1])
    at = domain.low + (domain.high - domain.low) * step // of
    return Steps(at, at, domain.type)


def _cut(claim: Ranged, box: Box) -> list[Box]:
    """The box in two where an open condition turns, else in the middle of the widest input of the award."""
    values = _values(claim, box)
    for leaf in _open_leaves(claim, values):
        open_ = [(each, key) for each in bound.inputs_of(leaf) if (key := (each.low, each.high)) in box]
        open_ = [(each, key) for each, key in open_ if box[key].open]
        if open_:
            each, key = max(open_, key=lambda item: width(box[item[1]]))
            return halves(box, key, turning_step(leaf, each, box[key], claim.day))
    wide = [key for each in claim.amount_inputs() if (key := (each.low, each.high)) in box and box[key].open]
    if not wide:
        return []
    return halves(box, max(wide, key=lambda key: width(box[key])), None)


def _open_leaves(claim: Ranged, values: Values) -> Iterator[bound.Leaf]:
    """The comparisons that leave the condition, or a case of the award, unknown."""
    for condition in claim.conditions():
        yield from _undecided(reply(condition, values, claim.day))


def _undecided(of: Reply) -> Iterator[bound.Leaf]:
    if of.answer is not None:
        return
    if not of.parts:
        if isinstance(of.condition, bound.Leaf):
            yield of.condition
        return
    for part in of.parts:
        yield from _undecided(part)


def award_conditions(of: bound.Quantity | None) -> Iterator[bound.Condition]:
    """The conditions of the cases of an award."""
    match of:
        case bound.BoundCases():
            for case in of.cases:
                yield case.condition
                yield from award_conditions(case.result)
            yield from award_conditions(of.otherwise)
        case bound.BoundArithmetic():
            yield from award_conditions(of.left)
            yield from award_conditions(of.right)
        case bound.BoundExtreme():
            for part in of.parts:
                yield from award_conditions(part)
        case bound.BoundSlices() | bound.Lookup():
            yield from award_conditions(of.of)
        case bound.BoundBetween():
            yield from award_conditions(of.least)
            yield from award_conditions(of.most)


def open_inputs(claim: Ranged) -> Iterator[tuple[bound.Input, Domain]]:
    """Each input that is not known, and what it can be; what is asked as known only stays as it is known."""
    conditions = list(claim.conditions())
    asked = [each for condition in conditions for each in completed_inputs(condition)]
    leaves = [leaf for condition in conditions for leaf in bound.leaves(condition)]
    every = {(each.low, each.high): each for each in (*asked, *claim.amount_inputs())}
    for key, each in every.items():
        domain = completions(each, claim.values[key], leaves, claim.day)
        if domain is not None:
            yield each, domain


def completed_inputs(condition: bound.Condition) -> Iterator[bound.Input]:
    """The inputs whose completion matters to a condition; `known X` asks what is known, so nothing within it does."""
    match condition:
        case bound.BoundKnown():
            return
        case bound.BoundNot() | bound.BoundInPrinciple():
            yield from completed_inputs(condition.part)
        case bound.BoundAll() | bound.BoundAny() | bound.BoundReadings():
            for part in condition.parts:
                yield from completed_inputs(part)
        case _:
            yield from bound.inputs_of(condition)
