"""One company under supports: entitled, may be, or not; the reasons, and the amount from the least to the most."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from hornbook.book.view import View, nobody
from hornbook.errors import QuestionError
from hornbook.lang import bound
from hornbook.lang.answer import KnownRange, Values, reply
from hornbook.standards.case import Case
from hornbook.standards.verdict import Judge, TierAnswer, Verdict
from hornbook.support.extremes import Claim, Extremes, extremes
from hornbook.support.order import order_inputs
from hornbook.support.received import payments_named
from hornbook.support.support import Part, Support, SupportEdition
from hornbook.support.terms import SupportTerms


@dataclass(frozen=True, slots=True)
class PartEntitlement:
    """One part of a support for a company."""

    part: Part
    answer: bool | None
    """Entitled (True), not (False), or unknown."""
    amount: Extremes | None
    """None where the text names no amount."""
    standard: Verdict | None
    """The verdict of the standard that the part names."""
    tier: str | None
    """The tier of it that the part asks."""


@dataclass(frozen=True, slots=True, repr=False)
class Entitlement:
    """What a support gives to a company on a day, as known on a day."""

    support: Support
    edition: SupportEdition
    verdict: Verdict
    """Its conditions with their reasons; a part is a tier."""
    in_force: bool | None
    """None where the text states no time, or not all of it."""
    answer: bool | None
    parts: tuple[PartEntitlement, ...]
    amount: Extremes | None
    """Of all parts that count money; None where the text names no amount."""
    claim: Claim
    """What the amount was reckoned from."""

    def __repr__(self) -> str:
        return f"<Entitlement: {self.verdict.name} under {self.support.id}: {self.answer}>"


class Entitler:
    """Supports put to one company after another on one view; what can be prepared is prepared once."""

    def __init__(self, view: View, supports: Sequence[Support]) -> None:
        self.view, self.supports = view, tuple(supports)
        self._given: Values = {}
        self.terms = tuple(SupportTerms(each, view.day) for each in self.supports)
        wrapped = {each.standard.id: each.standard for terms in self.terms for each in terms.rules.values()}
        also = [each for terms in self.terms for each in (*terms.amount_inputs(), *order_inputs(terms.edition.order))]
        also.append(payments_named())
        self.judge = Judge(view, (*(each.standard for each in self.supports), *wrapped.values()), also)

    def give(self, figures: Mapping[bound.Input, KnownRange]) -> None:
        """Take figures of the claim as if facts had stated them."""
        self._given = {(each.low, each.high): known for each, known in figures.items()}

    def __call__(self, company: str) -> tuple[Entitlement, ...]:
        """What each support gives to a company, given by its subject; QuestionError when it is not in the view."""
        return next(self.each([company]))

    def each(self, companies: Sequence[str]) -> Iterator[tuple[Entitlement, ...]]:
        """The same for company after company."""
        for company, case in self.judge.cases(companies):
            yield self.entitlements(company, case)

    def entitlements(self, company: str, case: Case, *, ruled_out: bool = True) -> tuple[Entitlement, ...]:
        """The same for what is known already of the `judge.inputs`; without `ruled_out` only what is not ruled out."""
        values, story = case
        if values is None:
            raise QuestionError(nobody(company, self.view.day, self.view.known))
        known = {**values, **self._given}
        chosen = [each for each in self.terms if ruled_out or _is_open(each, known)]
        wrapped = {each.standard.id: each.standard for terms in chosen for each in terms.rules.values()}
        own = [each.support.standard for each in chosen]
        verdicts = self.judge.verdicts(company, known, story, [*own, *wrapped.values()])
        by_standard = {each.standard.id: each for each in verdicts[len(own) :]}
        return tuple(
            _entitlement(terms, verdict, by_standard, known) for terms, verdict in zip(chosen, verdicts, strict=False)
        )


def _is_open(terms: SupportTerms, values: Values) -> bool:
    """Whether a part of the support may be had, by the answers alone."""
    if terms.in_force is False:
        return False
    if terms.unwritten:
        return any(reply(each.condition, values, terms.day).answer is not False for each in terms.claims.values())
    named = {part: each.tier for part, each in terms.rules.items()}
    tiers = ([each for each in (tier, named.get(tier.id)) if each] for tier in terms.edition.rules.tiers)
    return any(all(reply(each.condition, values, terms.day).answer is not False for each in both) for both in tiers)


def _entitlement(
    terms: SupportTerms, verdict: Verdict, standards: Mapping[str, Verdict], values: Values
) -> Entitlement:
    """What the support gives where its conditions were answered so."""
    tiers = {each.tier.id: each for each in verdict.tiers}
    parts = tuple(_part(terms, part, tiers[part.id], standards, values) for part in terms.edition.parts)
    claim = terms.claim(values)
    amount = _amount(terms, claim) if claim.parts else None
    answer = _any(part.answer for part in parts)
    return Entitlement(
        terms.support,
        terms.edition,
        verdict,
        terms.in_force,
        answer,
        parts,
        amount,
        claim,
    )


def _part(
    terms: SupportTerms, part: Part, own: TierAnswer, standards: Mapping[str, Verdict], values: Values
) -> PartEntitlement:
    named = terms.rules.get(part.id)
    verdict = standards[named.standard.id] if named else None
    answers = [own.answer]
    if terms.unwritten:
        answers = [reply(terms.claims[part.id].condition, values, terms.day).answer]
    if named and verdict:
        answers += [each.answer for each in verdict.tiers if each.tier.id == named.tier.id]
    answer = False if False in answers or terms.in_force is False else None if None in answers else True
    claim = Claim((terms.claims[part.id],), True, values, terms.day)
    amount = _amount(terms, claim) if part.award else None
    return PartEntitlement(part, answer, amount, verdict, named.tier.id if named else None)


def _amount(terms: SupportTerms, claim: Claim) -> Extremes:
    return Extremes(0, 0, attained=True) if terms.in_force is False else extremes(claim)


def _any(answers: Iterable[bool | None]) -> bool | None:
    found = list(answers)
    return True if True in found else None if None in found else False
