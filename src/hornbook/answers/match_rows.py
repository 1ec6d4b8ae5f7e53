"""A company and a support that fit, as answers hold them: the score, the needs that are answered, and the amounts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from hornbook.answers.entitled import company_support
from hornbook.answers.entitled_rows import CompanySupport, PartOutcome
from hornbook.answers.judged import Need
from hornbook.answers.wording.awards import amount_phrase
from hornbook.answers.wording.rules import Wording, needs_text
from hornbook.answers.wording.thresholds import range_value
from hornbook.lang import bound
from hornbook.lang.answer import Values, quantity_range
from hornbook.support.extremes import Extremes
from hornbook.support.match import EntryGrade, MatchedPair, MatchScore
from hornbook.support.needs import StatedNeed, covers
from hornbook.support.order import POINTS, OrderEntry
from hornbook.support.received import Received
from hornbook.terms import Day
from hornbook.text import Phrase, Text, listing, message


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightEntry:
    """One weight of a support's order as its file declares it."""

    id: str
    name: Text
    weight: Decimal
    share: Decimal
    """The points of 100 that it can give; 0 where it is left out, as the scout's place is without a list."""
    rule: str | None
    """The condition or the quantity; None for the scout's place."""
    rule_text: Text | None
    limits: tuple[Text, ...]
    """Of a quantity: the limit that gives nothing, and the limit from which it gives the whole weight."""
    note: Text | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightPoints:
    """What one weight gives to a company, in points from the least to the most."""

    entry: str
    name: Text
    points: Decimal
    """The points that it can give."""
    least: Decimal
    most: Decimal
    value: Phrase | None
    """What is known of the quantity that is graded."""
    unknown: tuple[Phrase, ...]
    """The facts that are not known, where its points are open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyNeed:
    """A need of a company as a fact states it, and the offers that answer it."""

    company: str
    topic: str
    meaning: Text | None
    """The topic that is meant; None where the source's word is not known."""
    text: str | None
    amount: Decimal | None
    currency: str | None
    day: Day
    until: Day | None
    source: str
    answered_by: tuple[str, ...]
    """Supports by their ids: those that fit, then those that may."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredNeed:
    """A need that an offer answers, and whether its amount is within what the offer gives."""

    topic: str
    name: Text
    amount: Decimal | None
    currency: str | None
    covered: bool | None
    """None where that is open, no amount was asked, or the amount is in another currency."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchOutcome:
    """A company and a support that does not rule it out."""

    rank: int
    """From 1, in the order of the page."""
    company: str
    company_name: str
    support: str
    name: Text
    kinds: tuple[str, ...]
    answer: bool | None
    """True: it fits for certain. None: that cannot be decided."""
    score_least: Decimal | None
    """In points of 100; None where the file declares no weight that can be counted."""
    score_most: Decimal | None
    score_parts: tuple[WeightPoints, ...]
    widest: Phrase | None
    """The weight that leaves the score open the most, with the facts that are not known."""
    needs: tuple[AnsweredNeed, ...]
    currency: str
    least: Decimal | None
    """What the offer gives: money, a loan, a guarantee or equity. None where the text names no amount."""
    most: Decimal | None
    """None where nothing limits it, or the text names no amount."""
    amount: Phrase
    settled_by: Phrase | None
    """Where it cannot be decided: the fewest facts that would make it fit."""
    entitlement: CompanySupport
    """The support for this company with the reasons of each condition."""


def match_outcome(
    of: MatchedPair, rank: int, words: Mapping[str, Wording], got: Mapping[tuple[str, str], Received], day: Day
) -> MatchOutcome:
    """A matched pair as answers hold it; `words` by support, `got` by company and support."""
    each, own = of.entitlement, words[of.entitlement.support.id]
    parts = tuple(_score_parts(of.score, each.claim.values, own, day)) if of.score else ()
    least, most = _points_of(of.score)
    entitlement = company_support(each, words, got)
    return MatchOutcome(
        rank=rank,
        company=each.verdict.company,
        company_name=each.verdict.name,
        support=each.support.id,
        name=each.support.name,
        kinds=each.support.kinds,
        answer=each.answer,
        score_least=least,
        score_most=most,
        score_parts=parts,
        widest=_widest(of.score, parts),
        needs=tuple(answered_needs(of.needs, of.offer, each.edition.currency)),
        currency=each.edition.currency,
        least=None if of.offer is None else Decimal(of.offer.least) / 100,
        most=None if of.offer is None or of.offer.most is None else Decimal(of.offer.most) / 100,
        amount=amount_phrase(of.offer, each.edition.currency),
        settled_by=_settled_by(entitlement),
        entitlement=entitlement,
    )


def answered_needs(needs: Iterable[StatedNeed], offer: Extremes | None, currency: str) -> Iterator[AnsweredNeed]:
    """Needs that an offer answers, each with whether the offer gives what was asked."""
    for need in needs:
        meaning = need.meaning
        if meaning is not None:
            yield AnsweredNeed(
                topic=need.topic,
                name=meaning.name,
                amount=need.amount,
                currency=need.currency,
                covered=covers(need, offer.least, offer.most, currency) if offer else None,
            )


def company_need(of: StatedNeed, answered_by: Sequence[str]) -> CompanyNeed:
    """A need as answers hold it."""
    return CompanyNeed(
        company=of.company,
        topic=of.topic,
        meaning=of.meaning.name if of.meaning else None,
        text=of.text,
        amount=of.amount,
        currency=of.currency,
        day=of.day,
        until=of.until,
        source=of.source,
        answered_by=tuple(answered_by),
    )


def weight_entries(order: Sequence[OrderEntry], words: Wording, *, listed: bool) -> tuple[WeightEntry, ...]:
    """The weights of an order; `listed`: whether a list of the scout was given, so that its place counts."""
    total = sum(entry.weight for entry in order if listed or not entry.scout)
    return tuple(
        WeightEntry(
            id=entry.id,
            name=entry.name,
            weight=_rounded(float(entry.weight)),
            share=_rounded(POINTS * float(entry.weight / total) if listed or not entry.scout else 0.0),
            rule=entry.written,
            rule_text=_rule_text(entry, words),
            limits=tuple(words.quantity_text(limit) for limit in entry.limits or ()),
            note=entry.note,
        )
        for entry in order
    )


def _rule_text(entry: OrderEntry, words: Wording) -> Text | None:
    if entry.written is None:
        return None
    if entry.condition is not None:
        return words.rule_text(entry.written, short=True)
    return words.quantity_text(entry.written, short=True)


def points(hundredths: int) -> Decimal:
    """Hundredths of a point as points."""
    return Decimal(int(hundredths)) / 100


def _rounded(value: float) -> Decimal:
    return points(int(value * 100 + 0.5))


def _points_of(of: MatchScore | None) -> tuple[Decimal | None, Decimal | None]:
    return (None, None) if of is None else (points(of.least), points(of.most))


def _score_parts(of: MatchScore, values: Values, words: Wording, day: Day) -> Iterator[WeightPoints]:
    total = sum(grade.entry.weight for grade in of.grades)
    for grade in of.grades:
        share = POINTS * float(grade.entry.weight / total)
        yield WeightPoints(
            entry=grade.entry.id,
            name=grade.entry.name,
            points=_rounded(share),
            least=_rounded(share * grade.low),
            most=_rounded(share * grade.high),
            value=_value(grade.entry, values, day),
            unknown=tuple(_unknown(grade, values, words)),
        )


def _value(entry: OrderEntry, values: Values, day: Day) -> Phrase | None:
    """What is known of the quantity, by the first reading of the text."""
    if not entry.scales:
        return None
    quantity = entry.scales[0].quantity
    value = range_value(quantity_range(quantity, values, day), quantity)
    return None if value is None else message("{value}", value=value)


def _unknown(grade: EntryGrade, values: Values, words: Wording) -> Iterator[Phrase]:
    if grade.high > grade.low:
        inputs: Iterable[bound.Input] = grade.entry.inputs()
        yield from dict.fromkeys(needs_text(of, words) for of in inputs if not values[of.low, of.high].exact)


def _widest(of: MatchScore | None, parts: Sequence[WeightPoints]) -> Phrase | None:
    if of is None or of.widest is None:
        return None
    part = next(part for part in parts if part.entry == of.widest.entry.id)
    if not part.unknown:
        return part.name
    return message("{name}: {facts}", name=part.name, facts=listing(part.unknown, ";"))


def _settled_by(of: CompanySupport) -> Phrase | None:
    """The fewest facts by which an open part of the support would fit."""
    if of.answer is not None:
        return None
    ways = [needs for part in of.parts if part.answer is None and (needs := _settling_needs(part, of))]
    smallest = min(ways, key=len, default=None)
    return listing((need.text for need in smallest), ";") if smallest else None


def _settling_needs(part: PartOutcome, of: CompanySupport) -> list[Need]:
    """The fewest facts for one part: those of its own conditions, and those of the standard that it names."""
    tiers = [tier for tier in of.conditions.tiers if tier.id == part.id]
    if part.standard:
        tiers += [tier for tier in part.standard.tiers if tier.id == part.tier]
    return [need for tier in tiers if tier.answer is None for need in min(tier.to_yes, key=len, default=())]
