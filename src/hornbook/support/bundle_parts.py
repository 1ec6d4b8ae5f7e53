"""Offers and rules of stacking by number, and the parts into which they fall: no rule binds offers of two parts."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from hornbook.support.stacking import AtMost, Ceiling, Needs, Offer, StackingRule, pay_order

Amounts = NDArray[np.int64]
"""Amounts in hundredths: a row an offer, a column a company."""

Flags = NDArray[np.bool_]
"""Yes or no: a row an offer, a column a company."""


@dataclass(frozen=True, slots=True)
class Limit:
    """A group of offers of which so many may be chosen, or which pay at most so much; None is no limit."""

    members: frozenset[int]
    most_offers: int | None = None
    most_amount: int | None = None


def any_cross(limits: Iterable[Limit]) -> bool:
    """Whether any two groups have members in common, but neither lies within the other."""
    groups = {limit.members for limit in limits}
    return any(one & other and not (one <= other or other <= one) for one, other in combinations(groups, 2))


@dataclass(frozen=True, slots=True)
class Prerequisite:
    """An offer that may be chosen only together with one of others."""

    offer: int
    any_of: frozenset[int]


@dataclass(frozen=True, slots=True)
class BundlePart:
    """Offers with all rules between them. Numbers follow the order of ids, so that a lower number wins a tie."""

    offers: tuple[int, ...]
    limits: tuple[Limit, ...] = ()
    needs: tuple[Prerequisite, ...] = ()
    filings: tuple[int, ...] = ()
    """The filings of each offer, in the order of `offers`."""
    paid_first: tuple[int, ...] = ()
    """The same offers in the order in which they are paid."""


def whole_part(offers: Iterable[Offer], rules: Sequence[StackingRule]) -> tuple[BundlePart, list[Offer]]:
    """All offers and rules as one part, and the offers in the order of their numbers."""
    ordered = sorted(offers, key=lambda offer: offer.id)
    number = {offer.id: place for place, offer in enumerate(ordered)}
    limits, needs = [], []
    for rule in rules:
        match rule:
            case AtMost():
                limits.append(Limit(frozenset(number[each] for each in rule.members), most_offers=rule.n))
            case Ceiling():
                limits.append(Limit(frozenset(number[each] for each in rule.members), most_amount=rule.amount))
            case Needs():
                needs.append(Prerequisite(number[rule.offer], frozenset(number[each] for each in rule.any_of)))
    return BundlePart(
        tuple(range(len(ordered))),
        tuple(sorted(limits, key=_limit_key)),
        tuple(sorted(needs, key=lambda need: (need.offer, sorted(need.any_of)))),
        tuple(offer.filings for offer in ordered),
        tuple(number[offer.id] for offer in pay_order(ordered)),
    ), ordered


def _limit_key(limit: Limit) -> tuple[list[int], int, int]:
    return sorted(limit.members), limit.most_offers or 0, -1 if limit.most_amount is None else limit.most_amount


def parts_of(part: BundlePart) -> list[BundlePart]:
    """The smallest parts into which a part falls; offers that no rule names are in none."""
    groups = [set(limit.members) for limit in part.limits] + [{need.offer, *need.any_of} for need in part.needs]
    merged: list[set[int]] = []
    for group in groups:
        apart = [other for other in merged if not other & group]
        merged = [*apart, group.union(*(other for other in merged if other & group))]
    return [_within(part, members) for members in sorted(merged, key=min)]


def _within(part: BundlePart, members: set[int]) -> BundlePart:
    kept = [place for place, offer in enumerate(part.offers) if offer in members]
    return BundlePart(
        tuple(part.offers[place] for place in kept),
        tuple(limit for limit in part.limits if limit.members <= members),
        tuple(need for need in part.needs if need.offer in members),
        tuple(part.filings[place] for place in kept),
        tuple(offer for offer in part.paid_first if offer in members),
    )


def biting_limits(part: BundlePart, amounts: Amounts, offered: Flags) -> Flags:
    """For each limit and company whether it forbids or cuts anything if everything offered is chosen."""
    bites = np.zeros((len(part.limits), offered.shape[1]), dtype=np.bool_)
    for place, limit in enumerate(part.limits):
        if limit.most_offers is not None:
            bites[place] |= _sum_of(offered, limit.members) > limit.most_offers
        if limit.most_amount is not None:
            bites[place] |= _sum_of(amounts, limit.members) > limit.most_amount
    return bites


def _sum_of(table: Amounts | Flags, members: Iterable[int]) -> NDArray[np.int64]:
    total = np.zeros(table.shape[1], dtype=np.int64)
    for member in members:
        total += table[member]
    return total


def unmet_needs(part: BundlePart, worth: Flags) -> Flags:
    """For each company whether all offers that are worth something leave a need unmet."""
    unmet = np.zeros(worth.shape[1], dtype=np.bool_)
    for need in part.needs:
        unmet |= worth[need.offer] & ~worth[sorted(need.any_of)].any(axis=0)
    return unmet


def kept_rules(part: BundlePart, limits: Sequence[bool], needs: Sequence[bool]) -> list[BundlePart]:
    """The smallest parts under some of the limits and some of the needs."""
    some = (limit for limit, kept in zip(part.limits, limits, strict=True) if kept)
    others = (need for need, kept in zip(part.needs, needs, strict=True) if kept)
    return parts_of(replace(part, limits=tuple(some), needs=tuple(others)))


def is_lawful(part: BundlePart, chosen: Collection[int]) -> bool:
    """Whether a choice keeps to every group and has what it needs; ceilings cut and forbid nothing."""
    held = frozenset(chosen)
    groups = (limit for limit in part.limits if limit.most_offers is not None)
    full = all(len(held & limit.members) <= (limit.most_offers or 0) for limit in groups)
    return full and all(need.offer not in held or held & need.any_of for need in part.needs)


def pay(part: BundlePart, amounts: Amounts, chosen: Flags) -> Amounts:
    """What each chosen offer pays, in the order of payment, as much as every ceiling leaves."""
    paid = np.where(chosen, amounts, 0)
    ceilings = [limit for limit in part.limits if limit.most_amount is not None]
    left = [np.full(chosen.shape[1], limit.most_amount, dtype=np.int64) for limit in ceilings]
    for offer in part.paid_first:
        above = [place for place, limit in enumerate(ceilings) if offer in limit.members]
        for place in above:
            np.minimum(paid[offer], left[place], out=paid[offer])
        for place in above:
            left[place] -= paid[offer]
    return paid
