"""A support's terms on one day: the conditions of each part, those of standards among them, and what it claims."""

from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property

from hornbook.lang import bound
from hornbook.lang.answer import Values
from hornbook.lang.bound import Type
from hornbook.standards.ask import Rule, rule
from hornbook.standards.shared_clauses import SHARED
from hornbook.standards.standard import Tier
from hornbook.support.extremes import Claim, PartClaim
from hornbook.support.support import Part, Support
from hornbook.terms import LARGEST, Day

OFFERED = ("money", "loan", "guarantee", "equity")
"""What an amount may be that a company asks for."""


class SupportTerms:
    """A support's terms on a day, ready to be asked."""

    def __init__(self, support: Support, day: Day, terms_of: Day | None = None) -> None:
        """`terms_of`: by the terms of another day than the one asked about, as if they had been in force."""
        self.support, self.day = support, day
        self.edition = support.edition(terms_of or day)
        self.unwritten = self.edition.is_unwritten(terms_of or day)
        """Whether the terms of that day are not written: then nothing but the place and the closing rules out."""
        named = () if self.unwritten else self.edition.parts
        self.rules: dict[str, Rule] = {
            part.id: rule(part.standard, terms_of or day) for part in named if part.standard is not None
        }
        self.in_force = self.edition.in_force(terms_of or day)

    @cached_property
    def claims(self) -> dict[str, PartClaim]:
        """What each part gives, under all of its conditions."""
        return {part.id: self._claim(part) for part in self.edition.parts}

    def _claim(self, part: Part) -> PartClaim:
        tier = self.edition.rules.tier(part.id)
        assert tier is not None
        if self.unwritten:
            return PartClaim(_unknown_terms(tier), self._any_amount() if part.award else None)
        condition = tier.condition
        if part.id in self.rules:
            condition = bound.BoundAll((condition, self.rules[part.id].tier.condition))
        award = part.award.amount if part.award else None
        return PartClaim(condition, award, tuple(cap.award.amount for cap in part.caps))

    def _any_amount(self) -> bound.Quantity:
        """An amount of which nothing is known."""
        least, most = (bound.Const(end, Type.MONEY, self.edition.currency) for end in (Decimal(0), LARGEST))
        return bound.BoundBetween(least, most, Type.MONEY, self.edition.currency)

    def amount_inputs(self) -> Iterator[bound.Input]:
        """What the amounts need to know."""
        for claim in self.claims.values():
            for quantity in claim.quantities():
                yield from bound.inputs_of(quantity)

    def offering(self) -> list[Part]:
        """The parts that bring the company an amount which it can ask for: money, a loan, a guarantee or equity."""
        return [part for part in self.edition.parts if part.award and part.counts in OFFERED]

    def offer(self, values: Values) -> Claim:
        """What those parts come to for what is known of a company."""
        return Claim(tuple(self.claims[part.id] for part in self.offering()), self.edition.adds, values, self.day)

    def claim(self, values: Values) -> Claim:
        """What the paying parts come to for what is known of a company."""
        return Claim(tuple(self.claims[part.id] for part in self.edition.paying), self.edition.adds, values, self.day)


def _unknown_terms(tier: Tier) -> bound.Condition:
    """No where the company is elsewhere or has closed, else unknown."""
    shared = bound.BoundAll(tuple(clause.condition for clause in tier.clauses if clause.id in SHARED))
    if not shared.parts:
        shared = bound.BoundAll((tier.condition, bound.BoundNot(tier.condition)))
        return bound.BoundInPrinciple(shared)
    return bound.BoundAll((shared, bound.BoundInPrinciple(bound.BoundNot(shared))))
