"""The best lawful bundle of one company's supports, and why each other offer is not in it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from hornbook.support.bundle_choice import BoundPart, bound_parts, choose
from hornbook.support.bundle_parts import Amounts, BundlePart, Flags, is_lawful, pay, whole_part
from hornbook.support.bundle_solver import most_with
from hornbook.support.laminar import best_values
from hornbook.support.stacking import (
    AtMost,
    Ceiling,
    Needs,
    Offer,
    StackingRule,
    can_stand,
    check_stacking,
    pay_order,
    rules_against,
)
from hornbook.support.support import PayerLevel


@dataclass(frozen=True, slots=True)
class ChosenOffer:
    """An offer of the bundle, with what it pays in hundredths."""

    offer: Offer
    paid: int
    cut_by: tuple[str, ...]
    """The ids of the full ceilings because of which it pays less than its amount."""


@dataclass(frozen=True, slots=True)
class BindingRule:
    """A rule that keeps something out of the bundle.

    A group is full, a ceiling is full, or an offer lacks what it needs.
    """

    rule: StackingRule
    held: tuple[str, ...]
    """Ids of the chosen members: those that fill the group or the ceiling."""
    kept_out: tuple[str, ...]
    """Ids of the members that could not be added, or would pay nothing or less than their amount."""


@dataclass(frozen=True, slots=True)
class RejectedOffer:
    """An offer outside the bundle, and what it would cost to take it in."""

    offer: Offer
    loss: int | None
    """The total less the best total with this offer, in hundredths; None where it can never stand."""
    because: tuple[BindingRule, ...]
    """With a loss: the rules that keep it from being added. Without: those that together never let it stand."""


@dataclass(frozen=True, slots=True)
class Bundle:
    """The lawful bundle that pays most; of several the one with the fewest filings, then offers, then the first ids."""

    chosen: tuple[ChosenOffer, ...]
    """In the order of payment: by level, then by id."""
    total: int
    """In hundredths."""
    filings: int
    binding: tuple[BindingRule, ...]
    """By id of the rule."""
    rejected: tuple[RejectedOffer, ...]
    """By id of the offer."""
    solved: bool
    """Whether the solver was needed."""


def best_bundle(offers: Sequence[Offer], rules: Sequence[StackingRule], absent: Collection[str] = ()) -> Bundle:
    """The best lawful bundle of one company's offers. The same offers and rules, in any order, give the same bundle.

    `absent` are ids that rules may name though the company cannot have them. Raises StackingError where rules
    contradict each other or name anything else, and HornbookError where rules cross and the solver is not installed.
    """
    check_stacking(offers, rules, absent)
    if not offers:
        return Bundle((), 0, 0, (), (), False)
    missing = [Offer(name, 0, PayerLevel.OTHER) for name in absent]
    whole, ordered = whole_part([*offers, *missing], rules)
    amounts = np.array([[offer.amount] for offer in ordered], dtype=np.int64)
    offered = np.array([[offer.id not in absent] for offer in ordered], dtype=np.bool_)
    choice = choose(whole, amounts, offered)
    paid = pay(whole, amounts, choice.chosen)[:, 0]
    held = {ordered[number].id: int(paid[number]) for number in np.flatnonzero(choice.chosen[:, 0])}
    binding = _binding_rules(held, offers, rules)
    out = np.flatnonzero(offered[:, 0] & ~choice.chosen[:, 0]).tolist()
    standing = [number for number in out if can_stand(ordered[number].id, rules, absent)]
    losses = _losses(whole, amounts, offered, choice.chosen, standing)
    return Bundle(
        tuple(
            ChosenOffer(offer, held[offer.id], _cut_by(offer, held[offer.id], binding))
            for offer in pay_order(ordered)
            if offer.id in held
        ),
        sum(held.values()),
        sum(offer.filings for offer in ordered if offer.id in held),
        binding,
        tuple(_rejected(ordered[number], losses.get(number), binding, rules, absent) for number in out),
        bool(choice.solved[0]),
    )


def bundle_total(offers: Sequence[Offer], rules: Sequence[StackingRule], absent: Collection[str] = ()) -> int:
    """What the best lawful bundle pays, in hundredths, without telling why other offers are not in it."""
    if not offers:
        return 0
    missing = [Offer(name, 0, PayerLevel.OTHER) for name in absent]
    whole, ordered = whole_part([*offers, *missing], rules)
    amounts = np.array([[offer.amount] for offer in ordered], dtype=np.int64)
    offered = np.array([[offer.id not in absent] for offer in ordered], dtype=np.bool_)
    return int(pay(whole, amounts, choose(whole, amounts, offered).chosen).sum())


def _binding_rules(
    held: Mapping[str, int], offers: Sequence[Offer], rules: Sequence[StackingRule]
) -> tuple[BindingRule, ...]:
    """The rules that keep an offer from being added to the chosen ones, or from paying its whole amount."""
    amounts = {offer.id: offer.amount for offer in offers}
    binding = []
    for rule in sorted(rules, key=lambda rule: rule.id):
        inside = tuple(sorted(member for member in rule.members if member in held))
        outside = tuple(sorted(member for member in rule.members if member in amounts and member not in held))
        match rule:
            case AtMost() if outside and len(inside) == rule.n:
                binding.append(BindingRule(rule, inside, outside))
            case Needs() if rule.offer in outside and not inside:
                binding.append(BindingRule(rule, (), (rule.offer,)))
            case Ceiling() if sum(held[member] for member in inside) == rule.amount:
                cut = {member for member in inside if held[member] < amounts[member]}
                if cut or outside:
                    binding.append(BindingRule(rule, inside, tuple(sorted({*outside, *cut}))))
            case _:
                pass
    return tuple(binding)


def _cut_by(offer: Offer, paid: int, binding: Sequence[BindingRule]) -> tuple[str, ...]:
    if paid == offer.amount:
        return ()
    return tuple(each.rule.id for each in binding if isinstance(each.rule, Ceiling) and offer.id in each.rule.members)


def _rejected(
    offer: Offer,
    loss: int | None,
    binding: Sequence[BindingRule],
    rules: Sequence[StackingRule],
    absent: Collection[str],
) -> RejectedOffer:
    if loss is None:
        never = (BindingRule(rule, (), (offer.id,)) for rule in rules_against(offer.id, rules, absent))
        return RejectedOffer(offer, None, tuple(never))
    return RejectedOffer(offer, loss, tuple(each for each in binding if offer.id in each.kept_out))


def _losses(
    whole: BundlePart, amounts: Amounts, offered: Flags, chosen: Flags, standing: Sequence[int]
) -> dict[int, int]:
    """What is lost if an offer is forced in, for each offer outside the bundle that can stand at all."""
    losses = dict.fromkeys(standing, 0)  # an offer that no biting rule names is outside because it pays nothing
    for bound in bound_parts(whole, amounts, offered):
        forced = [offer for offer in bound.part.offers if offer in losses]
        total = _total(bound.part, amounts, chosen)
        for offer, most in zip(forced, _most_with(bound, amounts, offered, chosen, forced), strict=True):
            losses[offer] = total - most
    return losses


def _total(part: BundlePart, amounts: Amounts, chosen: Flags) -> int:
    return int(pay(part, amounts, chosen)[list(part.offers)].sum())


def _most_with(
    bound: BoundPart, amounts: Amounts, offered: Flags, chosen: Flags, forced: Sequence[int]
) -> Sequence[int]:
    """The most that a part pays with each of some offers forced in."""
    part, offers = bound.part, list(bound.part.offers)
    if bound.tree is None:
        total = _total(part, amounts, chosen)
        free = [offer for offer in forced if _adds_nothing(part, amounts, chosen, offer, total)]
        held = {offer: int(amounts[offer, 0]) for offer in offers if offered[offer, 0]}
        most = most_with(part, held, [offer for offer in forced if offer not in free])
        return [most.get(offer, total) for offer in forced]
    if not forced:
        return ()
    columns = np.zeros(len(forced), dtype=np.intp)
    may_out = np.ones((len(offers), len(forced)), dtype=np.bool_)
    may_out[[offers.index(offer) for offer in forced], range(len(forced))] = False
    values, _ = best_values(bound.tree, amounts[offers][:, columns], offered[offers][:, columns], may_out)
    return tuple(map(int, values))


def _adds_nothing(part: BundlePart, amounts: Amounts, chosen: Flags, offer: int, total: int) -> bool:
    """Whether an offer can simply be added to the chosen ones, and they pay as much as before."""
    with_it = chosen.copy()
    with_it[offer] = True
    return is_lawful(part, np.flatnonzero(with_it[:, 0]).tolist()) and _total(part, amounts, with_it) == total
