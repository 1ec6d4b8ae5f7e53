"""What a support costs net of what others no longer pay: each company takes its best bundle without it and with it.

Amounts that are open lie between the least and the most of each company. Four cases are reckoned, the support at its
least or its most beside the others at theirs; in a case every amount is one number and every bundle is exact.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hornbook.support.bundle_population import PopulationBundle, bundle_population
from hornbook.support.stacking import Needs, Offer, StackingRule
from hornbook.support.support import PayerLevel


@dataclass(frozen=True, slots=True)
class OfferedAmounts:
    """What offers pay to companies, in hundredths, and whether a company can have them: companies × offers."""

    amounts: NDArray[np.int64]
    offered: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class LevelPayment:
    """What the payers of one level pay without a support and with it, in hundredths."""

    level: PayerLevel
    without: int
    beside: int


@dataclass(frozen=True, slots=True)
class Displacement:
    """One case, summed over all companies, in hundredths."""

    own_most: bool
    """Whether the support pays its most to everybody who is not ruled out; else its least to the entitled."""
    others_most: bool
    """The same of the others."""
    takers: int
    """How many companies have the support in their best bundle."""
    gross: int
    """What it pays."""
    others_without: int
    others_beside: int
    """What the others pay without it and beside it."""
    levels: tuple[LevelPayment, ...]
    solved: int
    """For how many companies rules crossed, so that a solver was asked."""

    @property
    def displaced(self) -> int:
        """What others no longer pay; below zero where they pay more, because they pay only beside it."""
        return self.others_without - self.others_beside

    @property
    def net(self) -> int:
        """What all payers together pay more."""
        return self.gross - self.displaced


@dataclass(frozen=True, slots=True)
class StackedOffers:
    """Offers of a support and of others, with the rules of the texts without it and with it."""

    offers: tuple[Offer, ...]
    own: frozenset[str]
    """The offers of the support itself."""
    rules: tuple[StackingRule, ...]
    rules_without: tuple[StackingRule, ...]
    """The rules of the other texts alone."""

    @property
    def barred(self) -> frozenset[str]:
        """The offers of others that nobody can have without the support, because they are paid only beside it."""
        needs = (rule for rule in self.rules if isinstance(rule, Needs))
        return frozenset(
            rule.offer for rule in needs if rule.offer not in self.own and self.own.issuperset(rule.any_of)
        )


def linked_offers(of: StackedOffers) -> StackedOffers:
    """The offers that rules join to the support, directly or through others, and their rules: no other can change."""
    names, grows = set(of.own), True
    while grows:
        more = {name for rule in of.rules if names.intersection(rule.members) for name in rule.members} - names
        names, grows = names | more, bool(more)
    return StackedOffers(
        tuple(offer for offer in of.offers if offer.id in names),
        of.own,
        tuple(rule for rule in of.rules if names.issuperset(rule.members)),
        tuple(rule for rule in of.rules_without if names.issuperset(rule.members)),
    )


def displacements(of: StackedOffers, least: OfferedAmounts, most: OfferedAmounts) -> tuple[Displacement, ...]:
    """The four cases: all at their least, all at their most, then the support alone at its most, and the others alone.

    Raises as `bundle_population` does.
    """
    own = np.array([offer.id in of.own for offer in of.offers], dtype=bool)
    without = {high: _without(of, own, most if high else least) for high in (False, True)}
    return tuple(_cases(of, own, (least, most), without))


def _without(of: StackedOffers, own: NDArray[np.bool_], given: OfferedAmounts) -> PopulationBundle:
    """The bundles of the others alone."""
    barred = np.array([offer.id in of.barred for offer in of.offers], dtype=bool)
    others = [offer for offer, mine in zip(of.offers, own, strict=True) if not mine]
    offered = (given.offered & ~barred)[:, ~own]
    return bundle_population(given.amounts[:, ~own], others, of.rules_without, offered)


def _cases(
    of: StackedOffers,
    own: NDArray[np.bool_],
    ends: tuple[OfferedAmounts, OfferedAmounts],
    without: dict[bool, PopulationBundle],
) -> Iterator[Displacement]:
    for own_most, others_most in ((False, False), (True, True), (True, False), (False, True)):
        mine, theirs = ends[own_most], ends[others_most]
        amounts = np.where(own, mine.amounts, theirs.amounts)
        beside = bundle_population(amounts, of.offers, of.rules, np.where(own, mine.offered, theirs.offered))
        before = without[others_most]
        yield Displacement(
            own_most,
            others_most,
            takers=int(beside.chosen[:, own].any(axis=1).sum()),
            gross=int(beside.paid[:, own].sum()),
            others_without=int(before.paid.sum()),
            others_beside=int(beside.paid[:, ~own].sum()),
            levels=tuple(_levels(of.offers, own, before, beside)),
            solved=int((beside.solved | before.solved).sum()),
        )


def _levels(
    offers: Sequence[Offer], own: NDArray[np.bool_], before: PopulationBundle, beside: PopulationBundle
) -> Iterator[LevelPayment]:
    levels = np.array([offer.level for offer in offers])
    for level in PayerLevel:
        here = levels == level
        if here.any():
            yield LevelPayment(level, int(before.paid[:, here[~own]].sum()), int(beside.paid[:, here].sum()))


def net_range(of: Sequence[Displacement]) -> tuple[int, int]:
    """The smallest and the largest net cost of the four cases.

    Where rules are best-of groups and ceilings that are nested or disjoint, no other amounts between least and most of
    any company lead outside of them. Where a rule needs another support, or rules cross, they are the range of the
    four cases and no more.
    """
    net = [each.net for each in of]
    return min(net), max(net)


def nested(rules: Sequence[StackingRule]) -> bool:
    """Whether all rules are best-of groups and ceilings whose members are nested or disjoint."""
    groups = [frozenset(rule.members) for rule in rules]
    pairs = ((a, b) for n, a in enumerate(groups) for b in groups[:n])
    return not any(isinstance(rule, Needs) for rule in rules) and all(
        a.isdisjoint(b) or a <= b or b <= a for a, b in pairs
    )
