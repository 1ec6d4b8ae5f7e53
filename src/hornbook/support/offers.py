"""What a company may have as offers, and how the texts let them be joined as rules of stacking."""

from collections.abc import Iterable, Iterator, Sequence

from hornbook.support.entitle import Entitlement, PartEntitlement
from hornbook.support.stacking import AtMost, Ceiling, Needs, Offer, StackingRule
from hornbook.support.support import Stack, Support, SupportEdition


def offer_id(support: str, part: str) -> str:
    """A part of a support by one word."""
    return f"{support}:{part}"


def payable(of: Iterable[Entitlement]) -> Iterator[tuple[Entitlement, PartEntitlement]]:
    """The parts that pay money to the company itself."""
    for each in of:
        if each.support.beneficiary == "company":
            for part in each.parts:
                if part.part.counts == "money" and part.amount is not None:
                    yield each, part


def offers(of: Iterable[Entitlement], *, certain: bool) -> list[Offer]:
    """The offers: those it is entitled to with their least, or all that are not ruled out with their most.

    A part whose most has no limit is no offer: no bundle could be reckoned with it.
    """
    found = []
    for each, part in payable(of):
        assert part.amount is not None
        amount = part.amount.least if certain else part.amount.most
        had = part.answer is True if certain else part.answer is not False
        if had and amount is not None:
            name = offer_id(each.support.id, part.part.id)
            found.append(Offer(name, amount, each.support.level, 0 if each.edition.without_application else 1))
    return found


Terms = tuple[Support, SupportEdition]


def payable_names(of: Iterable[Terms]) -> list[str]:
    """The parts that pay money to a company, by the texts alone."""
    return [
        offer_id(support.id, part.id)
        for support, edition in of
        if support.beneficiary == "company"
        for part in edition.parts
        if part.counts == "money" and part.award is not None
    ]


def stacking_rules(of: Sequence[Terms]) -> list[StackingRule]:
    """The rules of the texts over all parts that pay money, whether or not a company may have them."""
    known = payable_names(of)
    rules: list[StackingRule] = []
    groups: dict[tuple[str, str], list[tuple[Support, Stack]]] = {}
    for support, edition in of:
        own = [name for name in known if name.startswith(f"{support.id}:")]
        if not edition.adds and len(own) > 1:
            rules.append(AtMost(f"{support.id}: one part", tuple(own), 1, support.id))
        for stack in edition.stacks:
            groups.setdefault((stack.rule, stack.group), []).append((support, stack))
    for (rule, group), members in groups.items():
        if rule == "needs":
            rules += (need for support, stack in members for need in _needs(support, stack, known))
            continue
        names = tuple(dict.fromkeys(name for support, stack in members for name in _names(support, stack, known)))
        cite = "; ".join(support.id for support, _ in members)
        if rule == "at_most" and len(names) > min(stack.at_most for _, stack in members):
            rules.append(AtMost(group, names, min(stack.at_most for _, stack in members), cite))
        if rule == "ceiling" and names:
            rules.append(Ceiling(group, names, min(stack.ceiling or 0 for _, stack in members), cite))
    return rules


def _names(of: Support, stack: Stack, known: Sequence[str]) -> list[str]:
    return [name for part in stack.parts if (name := offer_id(of.id, part)) in known]


def _needs(of: Support, stack: Stack, known: Sequence[str]) -> Iterator[Needs]:
    needed = tuple(name for name in known if name == stack.needs or name.startswith(f"{stack.needs}:"))
    for name in _names(of, stack, known):
        others = tuple(other for other in needed if other != name)
        if others:
            yield Needs(f"{stack.group}: {name}", name, others, of.id)


def not_had(rules: Iterable[StackingRule], had: Iterable[Offer]) -> list[str]:
    """The offers that rules name though the company cannot have them."""
    own = {offer.id for offer in had}
    return sorted({member for rule in rules for member in rule.members} - own)
