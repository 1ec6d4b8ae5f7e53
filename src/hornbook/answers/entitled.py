"""What supports companies may have: entitled, may be and not, amounts from the least to the most, what settles most."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from hornbook.answers.answer import Answer, asked_of
from hornbook.answers.entitled_rows import CompanySupport, FurtherClaim, PartOutcome, SettlingFact, entitled_table
from hornbook.answers.entitled_sheet import entitled_sheet
from hornbook.answers.judged import company_verdict
from hornbook.answers.support_calendar import calendar_table
from hornbook.answers.support_cliffs import SupportCliff, cliff_table, support_cliffs
from hornbook.answers.wording.awards import amount_phrase
from hornbook.answers.wording.rules import Wording, needs_text, wording
from hornbook.book.view import View
from hornbook.render.sheet import Sheet, Table
from hornbook.standards.ask import Rule
from hornbook.support.calendar import CalendarEntry, support_calendar
from hornbook.support.caps import cap_use
from hornbook.support.entitle import Entitlement, Entitler, PartEntitlement
from hornbook.support.extremes import Extremes
from hornbook.support.given import given_figures
from hornbook.support.received import Received, received
from hornbook.support.stakes import stakes
from hornbook.support.support import Support, begins
from hornbook.text import Phrase, message


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyCalendar:
    """The calendar of what one company is or may be entitled to, for 12 months."""

    company: str
    entries: tuple[CalendarEntry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanyCliffs:
    """Where one more unit of a figure loses one company money."""

    company: str
    cliffs: tuple[SupportCliff, ...]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class EntitledAnswer(Answer):
    """Supports and companies; `asked` names every part of every support as a rule."""

    given: tuple[str, ...]
    """Figures that the question stated in the place of facts."""
    supports: tuple[CompanySupport, ...]
    calendars: tuple[CompanyCalendar, ...] = ()
    """Where the question asked for them."""
    cliffs: tuple[CompanyCliffs, ...] = ()
    """Where the question asked for them."""
    full: bool = field(default=False, repr=False)
    """Whether the page shows every clause."""

    def sheet(self) -> Sheet:
        """The page: a table of the supports, then what would settle most, then reasons where they are few."""
        calendars = {each.company: each.entries for each in self.calendars}
        cliffs = {each.company: each.cliffs for each in self.cliffs}
        return entitled_sheet(self.asked, self.supports, self.given, calendars, cliffs, full=self.full)

    def tables(self) -> tuple[Table, ...]:
        """One row a company and support; what was asked for beside it stands first."""
        entries = [(each.company, entry) for each in self.calendars for entry in each.entries]
        calendar = (calendar_table(entries),) if self.calendars else ()
        cliffs = (cliff_table([each for mine in self.cliffs for each in mine.cliffs]),) if self.cliffs else ()
        return (*cliffs, *calendar, entitled_table(self.supports))


def ask_entitled(
    view: View,
    supports: Sequence[Support],
    companies: Sequence[str],
    *,
    given: Sequence[str] = (),
    full: bool = False,
    calendar: bool = False,
    cliffs: bool = False,
) -> EntitledAnswer:
    """Put supports to companies, given by their subjects.

    `given`: figures of the claim, such as 'rent_paid=90_000'; `calendar`: tell the windows of 12 months too; `cliffs`:
    tell where one more unit of a figure loses money.
    """
    entitler = Entitler(view, supports)
    entitler.give(given_figures(given, entitler))
    got = received(view, companies)
    words = {t.support.id: wording(t.support.standard, t.edition.rules, t.edition.inputs) for t in entitler.terms}
    every = list(entitler.each(companies))
    return EntitledAnswer(
        asked=asked_of(view, *_rules(entitler)),
        given=tuple(given),
        supports=tuple(company_support(each, words, got) for mine in every for each in mine),
        calendars=tuple(_calendar(mine) for mine in every) if calendar else (),
        cliffs=tuple(_cliffs(mine, words) for mine in every) if cliffs else (),
        full=full,
    )


def _calendar(of: Sequence[Entitlement]) -> CompanyCalendar:
    verdict = of[0].verdict
    own = (each.support for each in of if each.answer is not False)
    return CompanyCalendar(company=verdict.company, entries=support_calendar(own, verdict.day))


def _rules(entitler: Entitler) -> Iterator[Rule]:
    for terms in entitler.terms:
        for tier in terms.edition.rules.tiers:
            yield Rule(terms.support.standard, terms.edition.rules, tier)
        yield from terms.rules.values()


def _cliffs(of: Sequence[Entitlement], words: Mapping[str, Wording]) -> CompanyCliffs:
    return CompanyCliffs(company=of[0].verdict.company, cliffs=support_cliffs(of, words))


def company_support(
    of: Entitlement, words: Mapping[str, Wording], got: Mapping[tuple[str, str], Received]
) -> CompanySupport:
    """What a support gives to a company as answers hold it; `words` by support, `got` by company and support."""
    support, own = of.support, words[of.support.id]
    mine = got.get((of.verdict.company, support.id), Received())
    least, most = _ends(of.amount)
    return CompanySupport(
        company=of.verdict.company,
        company_name=of.verdict.name,
        support=support.id,
        name=support.name,
        level=support.level.name.lower(),
        kinds=support.kinds,
        beneficiary=support.beneficiary,
        in_force=of.in_force,
        unwritten_before=begins(of.edition) if of.edition.is_unwritten(of.claim.day) else None,
        answer=of.answer,
        currency=of.edition.currency,
        least=least,
        most=most,
        attained=of.amount is None or of.amount.attained,
        amount=amount_phrase(of.amount, of.edition.currency),
        applied=tuple(day.isoformat() for day in mine.applied),
        granted=tuple(_granted(mine)),
        paid=mine.paid_total(of.edition.currency) if mine.paid else None,
        further=_further(of, mine),
        parts=tuple(_part(part, of) for part in of.parts),
        settling=tuple(_settling(of, own)),
        conditions=company_verdict(of.verdict, own),
    )


def _further(of: Entitlement, got: Received) -> FurtherClaim | None:
    use = cap_use(of, got)
    if use is None:
        return None
    return FurtherClaim(
        known=use.known,
        paid=Decimal(use.paid) / 100,
        granted=Decimal(use.granted) / 100,
        cap=None if use.cap is None else Decimal(use.cap) / 100,
        least=Decimal(use.amount.least) / 100,
        most=None if use.amount.most is None else Decimal(use.amount.most) / 100,
        amount=amount_phrase(use.amount, of.edition.currency),
    )


def _ends(amount: Extremes | None) -> tuple[Decimal | None, Decimal | None]:
    if amount is None:
        return None, None
    return Decimal(amount.least) / 100, None if amount.most is None else Decimal(amount.most) / 100


def _granted(of: Received) -> Iterator[Phrase]:
    for day, amount, currency in of.granted:
        if amount is None or currency is None:
            yield message("granted on {day}", day=day)
        else:
            yield message("granted on {day}: {currency} {amount:,}", day=day, currency=currency, amount=amount)


def _part(part: PartEntitlement, of: Entitlement) -> PartOutcome:
    least, most = _ends(part.amount)
    verdict = part.standard
    wrapped = company_verdict(verdict, wording(verdict.standard, verdict.edition)) if verdict else None
    return PartOutcome(
        id=part.part.id,
        name=part.part.name,
        counts=part.part.counts,
        answer=part.answer,
        least=least,
        most=most,
        amount=amount_phrase(part.amount, of.edition.currency),
        standard=wrapped,
        tier=part.tier,
        doubt=part.part.doubt,
    )


def _settling(of: Entitlement, words: Wording) -> Iterator[SettlingFact]:
    if of.answer is False or not of.claim.parts:
        return
    for stake in stakes(of.claim):
        yield SettlingFact(
            written=stake.input.written,
            text=needs_text(stake.input, words),
            currency=of.edition.currency,
            amount=Decimal(stake.amount) / 100,
        )
