"""On which days to come an award falls because another day passes: ages that end, periods that run out."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from hornbook.lang import bound
from hornbook.lang.answer import Values, reply
from hornbook.support.axis import others_at_best
from hornbook.support.cliffs import Cliff, limited
from hornbook.support.completions import Key
from hornbook.support.extremes import Claim, PartClaim
from hornbook.terms import Day


def time_cliffs(claim: Claim, until: Day) -> tuple[Cliff, ...]:
    """The days, from the day of the claim on, after which the passing of one more loses money: ages and deadlines."""
    every = dict.fromkeys(leaf for condition in claim.conditions() for leaf in bound.leaves(condition))
    leaves = [leaf for leaf in every if _passes(leaf)]
    if not leaves:
        return ()
    others, completed = others_at_best(claim, None)
    known = replace(claim, values=others)
    found, answers = list[Cliff](), [reply(leaf, others, claim.day).answer for leaf in leaves]
    for ordinal in range(claim.day.toordinal(), until.toordinal()):
        first, last = date.fromordinal(ordinal), date.fromordinal(ordinal + 1)
        then = [reply(leaf, others, last).answer for leaf in leaves]
        if then != answers:
            turning = tuple(leaf for leaf, a, b in zip(leaves, answers, then, strict=True) if a is not b)
            found += _time_cliff(known, completed, (first, last), turning)
        answers = then
    return tuple(found)


def _time_cliff(
    known: Claim, completed: frozenset[Key], days: tuple[Day, Day], turning: tuple[bound.Leaf, ...]
) -> Iterator[Cliff]:
    now, then = (replace(known, day=day) for day in days)
    before, after = now.range(known.values).high, then.range(known.values).high
    if before <= after:
        return
    inputs = dict.fromkeys(each for leaf in turning for each in bound.inputs_of(leaf))
    yield Cliff(
        None,
        *days,
        False,
        limited(before),
        limited(after),
        limited(before - after),
        turning,
        tuple(n for n, part in enumerate(known.parts) if _ends(part, known.values, *days)),
        tuple(each for each in inputs if (each.low, each.high) in completed),
    )


def _ends(part: PartClaim, values: Values, first: Day, last: Day) -> bool:
    return part.range(values, first).high > part.range(values, last).high


def _passes(leaf: bound.Leaf) -> bool:
    """Whether a comparison may turn as days pass."""
    sides = (leaf.left, leaf.right) if isinstance(leaf, bound.BoundCompare) else ()
    return any(isinstance(part, bound.Moment) and part.base is None for side in sides for part in _within(side))


def _within(of: bound.Quantity) -> Iterator[bound.Quantity]:
    yield of
    match of:
        case bound.BoundArithmetic():
            yield from (*_within(of.left), *_within(of.right))
        case bound.BoundExtreme():
            yield from (each for part in of.parts for each in _within(part))
