"""Offers of support and the rules of stacking: which may stand together, and how much they pay together.

Plain values of one currency; every amount is a whole number of its hundredths (fen, cents). Nothing here reads a file.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from hornbook.errors import StackingError
from hornbook.support.support import PayerLevel
from hornbook.text import Phrase, listing, message, message_plural

LARGEST_AMOUNT = 10**15
"""The largest amount of an offer or a ceiling, in hundredths; sums of many of them still fit 64 bits."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A support that one company may claim: what it pays when it stands alone, in hundredths, and its filings.

    A support that can be claimed in several ways is one offer for each way, with `AtMost` 1 over them. What an
    authority pays without an application has 0 filings. An amount of 0 suits what pays nothing but what others need.
    """

    id: str
    amount: int
    level: PayerLevel
    filings: int = 1


@dataclass(frozen=True, slots=True)
class AtMost:
    """At most `n` of the members may be chosen; 1 is "the best of them, without repetition" (从优不重复)."""

    id: str
    members: tuple[str, ...]
    n: int
    cite: str


@dataclass(frozen=True, slots=True)
class Ceiling:
    """The members together pay at most `amount` hundredths: national before province before city before district."""

    id: str
    members: tuple[str, ...]
    amount: int
    cite: str


@dataclass(frozen=True, slots=True)
class Needs:
    """`offer` may be chosen only together with one of `any_of`, such as a district's match of a city's award."""

    id: str
    offer: str
    any_of: tuple[str, ...]
    cite: str

    @property
    def members(self) -> tuple[str, ...]:
        """The offer, then what it needs."""
        return (self.offer, *self.any_of)


StackingRule = AtMost | Ceiling | Needs
"""A rule of stacking; `id` and `cite` name it and the text that states it."""


def pay_order(offers: Iterable[Offer]) -> list[Offer]:
    """Offers in the order in which they are paid under a ceiling: by level, then by id."""
    return sorted(offers, key=lambda offer: (offer.level, offer.id))


def amounts_paid(chosen: Iterable[Offer], rules: Iterable[StackingRule]) -> dict[str, int]:
    """What each of the chosen offers pays, in hundredths: in the order of payment, as much as every ceiling leaves."""
    ceilings = [rule for rule in rules if isinstance(rule, Ceiling)]
    left = {ceiling.id: ceiling.amount for ceiling in ceilings}
    paid = {}
    for offer in pay_order(chosen):
        above = [ceiling.id for ceiling in ceilings if offer.id in ceiling.members]
        paid[offer.id] = min([offer.amount, *(left[ceiling] for ceiling in above)])
        for ceiling in above:
            left[ceiling] -= paid[offer.id]
    return paid


def broken_by(chosen: Collection[str], rule: StackingRule) -> bool:
    """Whether a set of offers breaks a rule; a ceiling cuts what is paid and is never broken."""
    match rule:
        case AtMost():
            return sum(member in chosen for member in rule.members) > rule.n
        case Needs():
            return rule.offer in chosen and not any(other in chosen for other in rule.any_of)
        case Ceiling():
            return False


def can_stand(offer: str, rules: Sequence[StackingRule], absent: Collection[str] = ()) -> bool:
    """Whether any lawful bundle holds the offer, where those in `absent` cannot be had."""
    return offer not in absent and _completed(frozenset((offer,)), rules, absent)


def _completed(chosen: frozenset[str], rules: Sequence[StackingRule], absent: Collection[str]) -> bool:
    """Whether a set can be made lawful by adding what its members need."""
    if any(isinstance(rule, AtMost) and broken_by(chosen, rule) for rule in rules):
        return False
    unmet = next((rule for rule in rules if isinstance(rule, Needs) and broken_by(chosen, rule)), None)
    if unmet is None:
        return True
    return any(_completed(chosen | {other}, rules, absent) for other in unmet.any_of if other not in absent)


def rules_against(
    offer: str, rules: Sequence[StackingRule], absent: Collection[str] = ()
) -> tuple[AtMost | Needs, ...]:
    """Rules because of which no lawful bundle holds the offer: without any one of them it could stand."""
    against: list[AtMost | Needs] = [rule for rule in rules if not isinstance(rule, Ceiling)]
    for rule in tuple(against):
        others = [other for other in against if other is not rule]
        if not can_stand(offer, others, absent):
            against = others
    return tuple(against)


def check_stacking(offers: Sequence[Offer], rules: Sequence[StackingRule], absent: Collection[str] = ()) -> None:
    """StackingError where ids repeat, a rule names an unknown offer, a number is out of range, or rules contradict.

    `absent` are offers that rules may name though the company cannot have them. Rules contradict each other where they
    leave an offer no bundle even if every other offer can be had: a needs b, and b is excluded with a.
    """
    ids = [*(offer.id for offer in offers), *absent]
    _no_repeats(ids, message("two offers"))
    _no_repeats([rule.id for rule in rules], message("two rules of stacking"))
    for offer in offers:
        _in_range(offer.id, offer.amount, 0, LARGEST_AMOUNT)
        _in_range(offer.id, offer.filings, 0, 1000)
    known = frozenset(ids)
    for rule in rules:
        _check_rule(rule, known)
    for name in ids:
        if not can_stand(name, rules):
            raise StackingError(
                message(
                    "The rules of stacking contradict each other: no bundle can hold '{offer}'. {rules}. "
                    "Correct one of these rules.",
                    offer=name,
                    rules=listing(map(rule_in_words, rules_against(name, rules)), ";"),
                )
            )


def rule_in_words(rule: StackingRule) -> Phrase:
    """A rule with its id and the ids of its members, as an error names it."""
    members = listing(rule.members)
    match rule:
        case AtMost():
            return message("{rule}: at most {n} of {members}", rule=rule.id, n=rule.n, members=members)
        case Ceiling():
            return message("{rule}: a ceiling over {members}", rule=rule.id, members=members)
        case Needs():
            needed = listing(rule.any_of, "or")
            return message("{rule}: '{offer}' only with {needed}", rule=rule.id, offer=rule.offer, needed=needed)


def _no_repeats(ids: Sequence[str], what: Phrase) -> None:
    twice = next((name for place, name in enumerate(ids) if name in ids[:place]), None)
    if twice is not None:
        raise StackingError(message("'{id}' is the id of {what}.", id=twice, what=what))


def _in_range(name: str, number: int, least: int, most: int) -> None:
    if not least <= number <= most:
        raise StackingError(
            message(
                "'{id}': {number:,} is not between {least:,} and {most:,}.",
                id=name,
                number=number,
                least=least,
                most=most,
            )
        )


def _check_rule(rule: StackingRule, known: frozenset[str]) -> None:
    unknown = sorted(set(rule.members) - known)
    if unknown:
        raise StackingError(
            message_plural(
                "Rule '{rule}' names {n} offer that is not there: {offers}.",
                "Rule '{rule}' names {n} offers that are not there: {offers}.",
                len(unknown),
                rule=rule.id,
                offers=listing(unknown),
            )
        )
    if len(set(rule.members)) < len(rule.members) or len(rule.members) < 1 + isinstance(rule, Needs):
        raise StackingError(message("Rule '{rule}' names an offer twice, or none.", rule=rule.id))
    if isinstance(rule, AtMost):
        _in_range(rule.id, rule.n, 1, 1000)
    if isinstance(rule, Ceiling):
        _in_range(rule.id, rule.amount, 0, LARGEST_AMOUNT)
