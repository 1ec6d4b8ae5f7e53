"""The page of what companies may have: a table, what would settle most, and the reasons of each support."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from hornbook.answers.answer import Asked, head
from hornbook.answers.entitled_rows import (
    CompanySupport,
    FurtherClaim,
    PartOutcome,
    SettlingFact,
    entitled_table,
    settling_together,
)
from hornbook.answers.support_calendar import calendar_blocks
from hornbook.answers.support_cliffs import SupportCliff, cliff_blocks
from hornbook.answers.verdict_sheet import VerdictPage
from hornbook.answers.wording.awards import COUNTS, STANDING, exact_money, range_phrase
from hornbook.render.sheet import Block, EmptyLine, Heading, Line, More, Sheet
from hornbook.support.calendar import CalendarEntry
from hornbook.text import Phrase, listing, message, message_plural, one_line

FEW = 3
"""So many supports of one company are shown with their reasons."""
SETTLING = 8
"""So many facts that would settle money are shown."""


def entitled_sheet(
    asked: Asked,
    supports: Sequence[CompanySupport],
    given: Sequence[str],
    calendars: Mapping[str, Sequence[CalendarEntry]],
    cliffs: Mapping[str, Sequence[SupportCliff]],
    *,
    full: bool,
) -> Sheet:
    """Company by company: what it is entitled to, what it may be, what would settle it, and its calendar if asked."""
    companies = [(key, tuple(mine)) for key, mine in groupby(supports, key=lambda each: each.company)]
    title: Phrase = message("Supports for {n} companies", n=len(companies))
    if len(companies) == 1:
        title = message("Supports for {company}", company=_company(companies[0][1]))
    blocks: list[Block] = [Heading(title, 1), *_head(asked, given)]
    for company, mine in companies:
        if len(companies) > 1:
            blocks.append(Heading(_company(mine)))
        blocks += company_blocks(mine, asked, full=full or len(mine) <= FEW)
        if company in cliffs:
            blocks += cliff_blocks(cliffs[company])
        if company in calendars and asked.day:
            blocks += calendar_blocks(calendars[company], asked.day)
    return Sheet(title, tuple(blocks))


def company_blocks(of: Sequence[CompanySupport], asked: Asked, *, full: bool) -> Iterator[Block]:
    """One company: totals, the table of what is not ruled out, what settles most, and the reasons where asked for."""
    open_ = sorted((each for each in of if each.answer is not False), key=lambda each: each.answer is None)
    yield EmptyLine()
    yield Line(_totals(of), strong=True)
    yield from (Line(text, 2) for text in _sums(open_))
    if open_:
        yield entitled_table(open_)
        yield from (Line(text, 2) for text in _diminished(open_))
    ruled_out = [each for each in of if each.answer is False]
    if ruled_out and not full:
        yield Line(
            message_plural(
                "{n} support is ruled out; name it by --support to see why.",
                "{n} supports are ruled out; name one by --support to see why.",
                len(ruled_out),
            )
        )
    yield from _settling(settling_together(open_))
    if full:
        for each in of:
            yield from support_blocks(each, asked)


def _head(asked: Asked, given: Sequence[str]) -> Iterator[Block]:
    yield from head(replace(asked, rules=()))
    if given:
        yield Line(message("Stated by the question: {given}", given=listing(given, ";")))


def _company(of: Sequence[CompanySupport]) -> Phrase:
    return message("{name} ({subject})", name=one_line(of[0].company_name), subject=of[0].company)


def _totals(of: Sequence[CompanySupport]) -> Phrase:
    n = Counter(each.answer for each in of)
    return message("Entitled: {yes}. May be entitled: {open}. Ruled out: {no}.", yes=n[True], open=n[None], no=n[False])


def _sums(of: Sequence[CompanySupport]) -> Iterator[Phrase]:
    """What the supports come to by currency, before it is asked which may be had together."""
    own = [each for each in of if each.beneficiary == "company" and each.least is not None]
    for currency in sorted({each.currency for each in own}):
        mine = [each for each in own if each.currency == currency]
        least = sum(int((each.least or 0) * 100) for each in mine)
        limited = all(each.most is not None for each in mine)
        most = sum(int((each.most or 0) * 100) for each in mine) if limited else None
        yield message(
            "Added up, whether or not they may be had together: {amount}.", amount=range_phrase(least, most, currency)
        )


def _settling(facts: Sequence[SettlingFact]) -> Iterator[Block]:
    if not facts:
        return
    yield Heading(message("What is not known, and how much money depends on it"))
    for fact in facts[:SETTLING]:
        amount = exact_money(int(fact.amount * 100), fact.currency)
        yield Line(message("{amount}: {fact}", amount=amount, fact=fact.text), 2, "– ")
    if len(facts) > SETTLING:
        yield More(len(facts) - SETTLING, 2)


def support_blocks(of: CompanySupport, asked: Asked) -> Iterator[Block]:
    """One support for a company with the reasons of each part."""
    yield Heading(message("{name} ({id}): {answer}", name=of.name, id=of.support, answer=STANDING[of.answer]))
    if of.unwritten_before:
        yield Line(message("The terms before {day} are not written here.", day=of.unwritten_before), 2, strong=True)
        return
    if of.in_force is False:
        yield Line(message("NOT IN FORCE on {day}.", day=asked.day), 2, strong=True)
    elif of.in_force is None and of.answer is not False:
        yield Line(message("Whether it was in force on {day} is not certain.", day=asked.day), 2)
    if of.beneficiary == "investor":
        yield Line(message("It goes to the investor, not to the company."), 2)
    yield from (Line(text, 2) for text in _history(of))
    page = VerdictPage(of.conditions, full=True)
    tiers = {tier.id: tier for tier in of.conditions.tiers}
    for part in of.parts:
        yield EmptyLine()
        yield from page.tier(tiers[part.id], in_full=True, amount=_amount(part))
        if part.doubt and part.answer is not False:
            yield Line(message("DOUBTFUL: {doubt}", doubt=part.doubt), 4, strong=True)
        yield from _named_standard(part)
    yield from page.cited()


def _amount(part: PartOutcome) -> Phrase:
    if part.answer is False:
        return ""
    if part.counts == "money":
        return part.amount
    return message("{amount} ({counts})", amount=part.amount, counts=COUNTS[part.counts])


def _named_standard(part: PartOutcome) -> Iterator[Block]:
    if part.standard is None:
        return
    yield Line(message("and by {standard}:", standard=part.standard.standard_name), 2)
    page = VerdictPage(part.standard, full=True)
    yield from page.tier(next(tier for tier in part.standard.tiers if tier.id == part.tier), in_full=True)


def _diminished(of: Sequence[CompanySupport]) -> Iterator[Phrase]:
    """The supports of which something of a cap is used; the table tells amounts of a first claim."""
    for each in of:
        if each.further and (each.further.paid or each.further.granted):
            text = _further(each, each.further)
            yield message("{name} ({id}): {text}", name=each.name, id=each.support, text=text)


def _further(of: CompanySupport, left: FurtherClaim) -> Phrase:
    """What a further claim comes to, and why."""
    paid, granted = (exact_money(int(each * 100), of.currency) for each in (left.paid, left.granted))
    if not left.known and left.cap is None:
        return message("The amount is for a first claim; what was paid before is not known.")
    if not left.known:
        cap = exact_money(int((left.cap or 0) * 100), of.currency)
        return message(
            "The amount is for a first claim; what was paid before is not known: at most {cap} of the cap may be used.",
            cap=cap,
        )
    if not left.paid and not left.granted:
        return message("Nothing of the cap is used.")
    if not left.granted:
        return message(
            "the amount is for a first claim; {paid} of the cap was paid, a further claim comes to {amount}",
            paid=paid, amount=left.amount,
        )  # fmt: skip
    return message(
        "the amount is for a first claim; {paid} of the cap was paid and {granted} granted and not yet paid, a further "
        "claim comes to {amount}",
        paid=paid, granted=granted, amount=left.amount,
    )  # fmt: skip


def _history(of: CompanySupport) -> Iterator[Phrase]:
    """What it applied for, was granted and was paid, as the book knows it."""
    if of.applied:
        yield message("applied on {days}", days=listing(of.applied))
    yield from of.granted
    if of.paid is not None:
        yield message("paid so far: {amount}", amount=exact_money(int(of.paid * 100), of.currency))
    if of.further:
        yield _further(of, of.further)
    elif not of.applied and not of.granted and of.paid is None:
        yield message("No fact tells what it applied for, was granted or was paid before.")
