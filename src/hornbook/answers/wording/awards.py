"""Supports in words: exact amounts, what an award is, whose money it is, and since when it holds."""

from collections.abc import Sequence
from decimal import Decimal

from hornbook.support.extremes import Extremes
from hornbook.support.support import PayerLevel, SupportEdition, TermSpan, begins
from hornbook.terms import Day
from hornbook.text import Message, Phrase, listing, message

LEVELS = {
    PayerLevel.NATIONAL: message("national"),
    PayerLevel.PROVINCE: message("provincial"),
    PayerLevel.CITY: message("municipal"),
    PayerLevel.DISTRICT: message("district"),
    PayerLevel.OTHER: message("other payer"),
}
"""Whose money it is."""

SUPPORT_KINDS = {
    "grant": message("grant"),
    "voucher": message("voucher"),
    "interest": message("interest subsidy"),
    "rent": message("rent relief"),
    "talent": message("talent"),
    "listing": message("listing"),
    "tax": message("tax relief"),
    "fund": message("fund"),
    "loan": message("loan"),
    "guarantee": message("guarantee"),
    "equity": message("equity"),
    "scenario": message("scenario"),
    "service": message("service"),
    "status": message("status"),
    "ceiling": message("ceiling of aid"),
}

COUNTS = {
    "money": message("money"),
    "deduction": message("taken off its taxable income"),
    "exclusion": message("left out of the taxable gain"),
    "loan": message("loan"),
    "guarantee": message("guarantee"),
    "equity": message("equity"),
    "carried": message("carried forward to later years"),
    "ceiling": message("the most that all aid together may come to"),
}
"""What an amount is."""

PER = {
    "contract": message("a contract"),
    "project": message("a project"),
    "year": message("a company and year"),
    "lifetime": message("a company in all"),
}
"""For what a cap holds."""

RATIONING = {
    "day": message("by day of filing"),
    "score": message("by score"),
    "pro_rata": message("pro rata"),
    "unstated": message("the text does not say how it is shared out"),
}
"""How a pool is shared out."""

STANDING = {True: message("entitled"), False: message("not entitled"), None: message("may be entitled")}
"""The three answers of a support."""


def exact_money(hundredths: int, currency: str) -> Message:
    """An amount in full, with its cents where it has any."""
    amount: Decimal | int = Decimal(hundredths) / 100 if hundredths % 100 else hundredths // 100
    if currency == "CNY":
        return message("CNY {amount:,}", amount=amount)
    return message("{currency} {amount:,}", currency=currency, amount=amount)


def amount_phrase(amount: Extremes | None, currency: str) -> Phrase:
    """What an award comes to."""
    if amount is None:
        return message("the text names no amount")
    return range_phrase(amount.least, amount.most, currency)


def range_phrase(least: int, most: int | None, currency: str) -> Phrase:
    """An amount from the least to the most, in hundredths; without a limit where there is no most."""
    if most is None:
        return message("{least} or more, without a limit", least=exact_money(least, currency))
    if least == most:
        return exact_money(least, currency)
    return message("{least} to {most}", least=exact_money(least, currency), most=exact_money(most, currency))


def validity_phrase(of: SupportEdition) -> Phrase:
    """The times for which the terms hold."""
    if not of.valid:
        if of.rules.observed:
            return message("seen {day}", day=of.rules.observed)
        return message("validity unknown")
    return listing(map(_span, of.valid), ";")


def _span(span: TermSpan) -> Phrase:
    if span.first and span.last:
        return message("{first} to {last}", first=span.first, last=span.last)
    if span.first:
        return message("from {first}", first=span.first)
    if span.last:
        return message("until {last}", last=span.last)
    return message("validity unknown")


def force_phrase(of: SupportEdition, day: Day) -> Message:
    """Whether the terms were in force on a day."""
    if of.is_unwritten(day):
        return message("The terms before {day} are not written here.", day=begins(of))
    in_force = of.in_force(day)
    if in_force:
        return message("In force on {day}.", day=day)
    if in_force is False:
        return message("NOT IN FORCE on {day}.", day=day)
    return message("Whether it was in force on {day} is not certain.", day=day)


def kinds_phrase(kinds: Sequence[str]) -> Phrase:
    """The kinds of a support."""
    return listing(SUPPORT_KINDS[kind] for kind in kinds)
