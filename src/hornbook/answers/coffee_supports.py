"""Supports, funds, loans and scenarios for one company on one page: entitled or may be, what settles it, and when."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from math import inf

from hornbook.answers.bundle import BundleSide, CurrencyBundle
from hornbook.answers.coffee_texts import TextSource, short_needs, text_source
from hornbook.answers.entitled_rows import SettlingFact
from hornbook.answers.match_rows import points
from hornbook.answers.wording.awards import amount_phrase
from hornbook.answers.wording.rules import Wording
from hornbook.book.view import Told
from hornbook.lang import bound
from hornbook.support.entitle import Entitlement
from hornbook.support.match import MatchedPair
from hornbook.support.needs import StatedNeed
from hornbook.support.stakes import stakes
from hornbook.terms import Day
from hornbook.text import Phrase, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenSupport:
    """A support that a company has or may have."""

    support: str
    name: Text
    level: str
    kinds: tuple[str, ...]
    beneficiary: str
    answer: bool | None
    in_force: bool | None
    from_memory: bool
    here: bool | None
    """Whether the company is based where it holds; None where it holds everywhere or that is not known."""
    currency: str
    least: Decimal | None
    """None where the text names no amount."""
    most: Decimal | None
    """None where nothing limits it, or the text names no amount."""
    amount: Phrase
    settling: tuple[SettlingFact, ...]
    """What is not known and money depends on, the largest stake first."""
    missing: tuple[Phrase, ...]
    """The fewest facts or decisions that would settle it, whether or not money is named."""
    source: TextSource | None
    offered: int | None
    """Its place among the offers of funds, loans, scenarios and services; None where it is none."""
    offer: Phrase | None
    """What the offer gives, money or a loan or equity; None where its text names no amount."""
    score_least: Decimal | None
    """By the order that its file declares, in points of 100; None where it declares none."""
    score_most: Decimal | None
    needs: tuple[str, ...]
    """The topics of the company's needs that it answers."""

    @property
    def own(self) -> bool:
        """Whether it goes to the company itself."""
        return self.beneficiary == "company"


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleTotal:
    """The best lawful bundle of one currency, in short."""

    currency: str
    certain: Decimal
    possible: Decimal
    certain_filings: int
    possible_filings: int
    certain_names: tuple[Text, ...]
    """Of the parts in it, the largest first."""
    possible_names: tuple[Text, ...]


def open_support(
    of: Entitlement, words: Wording, here: bool | None, offered: tuple[int, MatchedPair] | None = None
) -> OpenSupport:
    """What the page says of a support that is not ruled out; `offered`: its place among the offers, from 1."""
    place, pair = offered or (None, None)
    score = pair.score if pair else None
    return OpenSupport(
        support=of.support.id,
        name=of.support.name,
        level=of.support.level.name.lower(),
        kinds=of.support.kinds,
        beneficiary=of.support.beneficiary,
        answer=of.answer,
        in_force=of.in_force,
        from_memory=of.support.from_memory,
        here=here,
        currency=of.edition.currency,
        least=None if of.amount is None else Decimal(of.amount.least) / 100,
        most=None if of.amount is None or of.amount.most is None else Decimal(of.amount.most) / 100,
        amount=amount_phrase(of.amount, of.edition.currency),
        settling=tuple(_settling(of, words)),
        missing=tuple(short_needs(_fewest(of), words)),
        source=text_source(of.support.cites),
        offered=place,
        offer=amount_phrase(pair.offer, of.edition.currency) if pair and pair.offer else None,
        score_least=points(score.least) if score else None,
        score_most=points(score.most) if score else None,
        needs=tuple(need.topic for need in pair.needs) if pair else (),
    )


def _settling(of: Entitlement, words: Wording) -> Iterator[SettlingFact]:
    for stake in stakes(of.claim) if of.claim.parts else ():
        yield SettlingFact(
            written=stake.input.written,
            text=next(short_needs([stake.input], words)),
            currency=of.edition.currency,
            amount=Decimal(stake.amount) / 100,
        )


def _fewest(of: Entitlement) -> Iterable[bound.Input]:
    """The fewest facts or decisions by which one of its parts would be had."""
    ways = [tier.to_yes[0] for tier in of.verdict.tiers if tier.answer is None and tier.to_yes]
    if of.answer or not ways:
        return ()
    return min(ways, key=lambda way: (len(way), sorted(each.written for each in way)))


def support_order(of: OpenSupport) -> tuple[bool, int, float, str]:
    """Entitled first, then those of the company's place, then those that may pay most."""
    most = inf if of.most is None else float(of.most)
    return of.answer is None, (True, None, False).index(of.here), 0 if of.least is None else -most, of.support


def bundle_totals(of: Iterable[CurrencyBundle]) -> tuple[BundleTotal, ...]:
    """The bundles in short, those that pay something."""
    return tuple(
        BundleTotal(
            currency=each.currency,
            certain=each.certain.total,
            possible=each.possible.total,
            certain_filings=each.certain.filings,
            possible_filings=each.possible.filings,
            certain_names=_largest(each.certain),
            possible_names=_largest(each.possible),
        )
        for each in of
        if each.possible.total
    )


def _largest(of: BundleSide) -> tuple[Text, ...]:
    return tuple(part.name for part in sorted(of.chosen, key=lambda part: (-part.paid, part.id)))


def open_needs(story: Iterable[Told], company: str, day: Day) -> tuple[StatedNeed, ...]:
    """The needs among a company's facts that have not ended, the newest first."""
    needs = [told for told in story if told.kind == "Need" and (told.says.get("until") or day) >= day]
    ordered = sorted(needs, key=lambda told: (str(told.says["topic"]), told.id))
    return tuple(
        StatedNeed(
            company=company,
            topic=str(told.says["topic"]),
            text=told.says.get("text"),
            amount=told.says.get("amount"),
            currency=told.says.get("currency"),
            day=told.valid,
            until=told.says.get("until"),
            source=told.source,
        )
        for told in sorted(ordered, key=lambda told: told.valid, reverse=True)
    )
