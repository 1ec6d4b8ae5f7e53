"""The exact best bundle where groups are nested or disjoint, for many companies at once and without a solver.

The groups make a tree. A table of a group holds, for each number of offers and of filings, the most that so many of its
offers pay; two tables are joined by the best sum, a ceiling cuts the table of its group, and a limit on the number of
offers ends it. The offers themselves are then settled one by one in the order of their ids: one stays if the best
value, with the same filings and number of offers, can still be had with it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
from numpy.typing import NDArray

from hornbook.support.bundle_parts import Amounts, BundlePart, Flags, Limit, any_cross, is_lawful

MOST_PINNED = 5
"""Every choice among pinned offers is tried, so a part with more of them is left to the solver."""

FORBIDDEN = -(2**61)
"""Stands for a choice that is not lawful: far below every sum of amounts, and twice it still fits 64 bits."""

AT_ONCE = 16384
"""Companies worked on at once, so that their tables stay in the processor's cache."""


@dataclass(frozen=True, slots=True)
class RuleNode:
    """A group of the tree: its own offers (places in the part), the groups within it, and its limits."""

    leaves: tuple[int, ...]
    groups: tuple["RuleNode", ...]
    most_offers: int | None = None
    most_amount: int | None = None


@dataclass(frozen=True, slots=True)
class LaminarPart:
    """A part whose groups are nested or disjoint, as a tree."""

    part: BundlePart
    root: RuleNode
    extra: tuple[int, ...]
    """The filings of each offer above those of the offer with the fewest."""
    fewest: int
    pins: tuple[Mapping[int, bool], ...]
    """Each lawful way to choose among the pinned offers, by place: True is chosen, False left out."""


def laminar_part(part: BundlePart) -> LaminarPart | None:
    """A part as a tree; None where two ceilings cross, or too many offers would have to be pinned.

    Offers are pinned that others need, and those of a group that crosses another: small groups first, until none does.
    """
    limits, pinned_groups = list(part.limits), list[Limit]()
    while any_cross(limits):
        groups = [
            one for one in limits if one.most_offers is not None and any(any_cross((one, each)) for each in limits)
        ]
        if not groups:
            return None
        smallest = min(groups, key=lambda limit: (len(limit.members), sorted(limit.members)))
        limits.remove(smallest)
        pinned_groups.append(smallest)
    pinned = {offer for need in part.needs for offer in need.any_of}.union(*(group.members for group in pinned_groups))
    if len(pinned) > MOST_PINNED:
        return None
    place = {offer: number for number, offer in enumerate(part.offers)}
    root = _node(Limit(frozenset(part.offers)), _joined_limits(limits), place)
    fewest = min(part.filings)
    extra = tuple(filings - fewest for filings in part.filings)
    whole = replace(part, limits=tuple(pinned_groups))
    return LaminarPart(part, root, extra, fewest, tuple(_pins(whole, sorted(pinned), place)))


def _joined_limits(limits: Iterable[Limit]) -> list[Limit]:
    """One limit for each set of members, the strictest of its kind; small sets first."""
    joined: dict[frozenset[int], Limit] = {}
    for limit in limits:
        other = joined.get(limit.members, limit)
        joined[limit.members] = Limit(
            limit.members,
            min((n for n in (limit.most_offers, other.most_offers) if n is not None), default=None),
            min((n for n in (limit.most_amount, other.most_amount) if n is not None), default=None),
        )
    return sorted(joined.values(), key=lambda limit: (len(limit.members), sorted(limit.members)))


def _node(group: Limit, within: list[Limit], place: Mapping[int, int]) -> RuleNode:
    """A group with the largest groups inside it; where the whole part is itself a group, that group is the only one."""
    inner = [limit for limit in within if limit.members <= group.members and limit is not group]
    top = [one for one in inner if not any(one.members < other.members for other in inner)]
    free = group.members.difference(*(one.members for one in top))
    deeper = [limit for limit in inner if limit not in top]
    return RuleNode(
        tuple(sorted(place[offer] for offer in free)),
        tuple(_node(one, deeper, place) for one in top),
        group.most_offers,
        group.most_amount,
    )


def _pins(part: BundlePart, pinned: list[int], place: Mapping[int, int]) -> Iterator[dict[int, bool]]:
    """Every lawful way to choose among the pinned offers, with the offers that then lack what they need left out."""
    for choice in product((True, False), repeat=len(pinned)):
        chosen = dict(zip(pinned, choice, strict=True))
        if is_lawful(part, [offer for offer, held in chosen.items() if held]):
            lacking = {need.offer for need in part.needs if not any(chosen[offer] for offer in need.any_of)}
            yield {place[offer]: held for offer, held in (dict.fromkeys(lacking, False) | chosen).items()}


def choose_laminar(tree: LaminarPart, amounts: Amounts, offered: Flags) -> Flags:
    """The offers of the best bundle of each company: the most money, then the fewest filings, offers, first ids.

    Rows are the offers of the part, in its order.
    """
    chosen = np.zeros_like(offered)
    for start in range(0, offered.shape[1], AT_ONCE):
        block = slice(start, start + AT_ONCE)
        chosen[:, block] = _choose(tree, np.ascontiguousarray(amounts[:, block]), offered[:, block])
    return chosen


def _choose(tree: LaminarPart, amounts: Amounts, offered: Flags) -> Flags:
    """The same; an offer is tried only where the number of offers does not settle it already."""
    may_in, may_out = offered.copy(), np.ones_like(offered)
    best, burden = best_values(tree, amounts, may_in, may_out)
    wanted = burden % (len(offered) + 1)  # how many offers are chosen
    left = offered.sum(axis=0)
    for place in range(len(offered)):
        stays = offered[place] & (wanted == left)
        tried = np.flatnonzero(offered[place] & (wanted > 0) & (wanted < left))
        if len(tried):
            may_out[place] = False
            value, cost = best_values(tree, amounts[:, tried], may_in[:, tried], may_out[:, tried])
            stays[tried] = (value == best[tried]) & (cost == burden[tried])
        left -= offered[place]
        wanted -= stays
        may_in[place], may_out[place] = stays, ~stays
    return may_in


def best_values(
    tree: LaminarPart, amounts: Amounts, may_in: Flags, may_out: Flags
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """For each company the most that a lawful choice pays, and the least burden for it; below zero where none is.

    `may_in` and `may_out` say whether an offer may be chosen, and left out. The burden orders filings, then offers.
    """
    gains = np.where(may_in, amounts, FORBIDDEN)
    losses = np.where(may_out, 0, FORBIDDEN)
    best = np.full(amounts.shape[1], FORBIDDEN, dtype=np.int64)
    burden = np.zeros(amounts.shape[1], dtype=np.int64)
    for pins in tree.pins:
        table = _table(tree, tree.root, gains, losses, pins)
        extras, counts = np.indices(table.shape[:2]).reshape(2, -1)
        burdens = (tree.fewest * counts + extras) * (len(amounts) + 1) + counts
        order = np.argsort(burdens, kind="stable")
        values = table.reshape(len(burdens), -1)
        if (np.diff(order) != 1).any():
            values = values[order]
        first = values.argmax(axis=0)
        value = values[first, np.arange(len(first))]
        cost = burdens[order][first]
        better = (value > best) | ((value == best) & (cost < burden))
        best, burden = np.where(better, value, best), np.where(better, cost, burden)
    return best, burden


def _table(tree: LaminarPart, node: RuleNode, gains: Amounts, losses: Amounts, pins: Mapping[int, bool]) -> Amounts:
    """The most that a group pays: by filings above the fewest, by number of offers, by company."""
    most = len(gains) if node.most_offers is None else node.most_offers
    table = np.zeros((1, 1, gains.shape[1]), dtype=np.int64)
    for place in node.leaves:
        table = _with_offer(table, tree.extra[place], gains[place], losses[place], pins.get(place), most)
    for group in node.groups:
        table = _joined(table, _table(tree, group, gains, losses, pins), most)
    if node.most_amount is not None:
        np.minimum(table, node.most_amount, out=table)
    return table


def _with_offer(table: Amounts, extra: int, gain: Amounts, loss: Amounts, pinned: bool | None, most: int) -> Amounts:
    """The table with one more offer, chosen or left out."""
    if pinned is False:
        lighter: Amounts = np.maximum(table + loss, FORBIDDEN)
        return lighter
    extras, counts, companies = table.shape
    wider = np.full((extras + extra, min(counts, most) + 1, companies), FORBIDDEN, dtype=np.int64)
    if pinned is None:
        np.maximum(wider[:extras, :counts], table + loss, out=wider[:extras, :counts])
    target = wider[extra:, 1 : counts + 1]
    np.maximum(target, table[:, : target.shape[1]] + gain, out=target)
    return wider


def _joined(one: Amounts, other: Amounts, most: int) -> Amounts:
    """The best sums of two tables."""
    if one.shape[:2] == (1, 1):
        first: Amounts = np.maximum((one + other)[:, : most + 1], FORBIDDEN)
        return first
    shape = (one.shape[0] + other.shape[0] - 1, min(one.shape[1] + other.shape[1] - 2, most) + 1, one.shape[2])
    sums = np.full(shape, FORBIDDEN, dtype=np.int64)
    for extra, count in np.ndindex(*other.shape[:2]):
        target = sums[extra : extra + one.shape[0], count : count + one.shape[1]]
        np.maximum(target, one[:, : target.shape[1]] + other[extra, count], out=target)
    return sums
