"""What is left of caps over time: a cap a year or lifetime less what was paid and what was granted and not yet paid.

A cap is diminished by facts. Where no fact tells what was paid under a support, nothing was paid only where a source
promised to name every payment; else anything up to the cap may be used.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from hornbook.lang import bound
from hornbook.lang.bound import Type
from hornbook.support.amount import amount_range
from hornbook.support.cliffs import limited
from hornbook.support.entitle import Entitlement
from hornbook.support.extremes import Claim, Extremes, PartClaim, extremes
from hornbook.support.received import Received, payments_named
from hornbook.support.support import Cap, Part
from hornbook.terms import Day

OVER_TIME = ("year", "lifetime")
"""Caps that earlier payments use up; those of a contract or project begin anew with each."""


@dataclass(frozen=True, slots=True)
class CapUse:
    """What is left for a claim, of a support with caps over time; amounts in hundredths."""

    known: bool
    """Whether facts, or a promise of a source, tell what was paid and granted before, in the currency of the cap."""
    paid: int
    """What was paid in the time of the caps, less what was recovered."""
    granted: int
    """What was granted in that time and not yet paid."""
    cap: int | None
    """The largest of the caps; None where nothing limits it."""
    amount: Extremes
    """What a further claim comes to."""


def cap_use(of: Entitlement, got: Received) -> CapUse | None:
    """What is left for a further claim; None where no cap over time holds, or the company is not entitled."""
    capped = [part for part in of.edition.paying if any(_over_time(cap) for cap in part.caps)]
    if not capped or of.answer is False or of.amount is None or of.edition.is_unwritten(of.claim.day):
        return None
    day, named = of.claim.day, payments_named()
    tops = [limited(amount_range(cap.award.amount, of.claim.values, day).high * 100) for cap in _caps(capped)]
    top = None if None in tops else max(each or 0 for each in tops)
    promised = of.claim.values[named.low, named.high].exact
    if not got.paid and not got.granted and not promised:
        return CapUse(False, 0, 0, top, Extremes(0, of.amount.most, attained=True))
    used = {per: _used(got, of.edition.currency, per, day) for per in OVER_TIME}
    per = "lifetime" if any(cap.per == "lifetime" for cap in _caps(capped)) else "year"
    diminished = extremes(_diminished(of, {per: paid + granted for per, (paid, granted) in used.items()}))
    most = diminished.most if len(capped) == 1 else of.amount.most  # which part was paid is not told
    known = not _uncounted(got, of.edition.currency, per, day)
    amount = Extremes(diminished.least if known else 0, most, diminished.attained)
    return CapUse(known, *used[per], top, amount)


def _over_time(cap: Cap) -> bool:
    """Whether a cap is used up by payments, and does not subtract them itself."""
    return cap.per in OVER_TIME and all(each.name != "support_paid" for each in bound.inputs_of(cap.award.amount))


def _caps(parts: list[Part]) -> Iterator[Cap]:
    return (cap for part in parts for cap in part.caps if _over_time(cap))


def _used(got: Received, currency: str, per: str, day: Day) -> tuple[int, int]:
    """What was paid, and granted and not yet paid, in the calendar year of the day or in all."""

    def counts(stated: Day, own: str | None) -> bool:
        return own == currency and _in_time(stated, per, day)

    paid = sum((amount for when, amount, own in got.paid if counts(when, own)), Decimal(0))
    granted = sum((amount for when, amount, own in got.granted if amount is not None and counts(when, own)), Decimal(0))
    return int(paid * 100), int(max(Decimal(0), granted - max(paid, Decimal(0))) * 100)


def _uncounted(got: Received, currency: str, per: str, day: Day) -> bool:
    """Whether something was paid or granted in that time of which the amount in the cap's currency is not known."""
    stated = (*got.paid, *got.granted)
    return (per == "year" and _paid_for_another_year(got, day)) or any(
        (amount is None or own != currency) and _in_time(when, per, day) for when, amount, own in stated
    )


def _paid_for_another_year(got: Received, day: Day) -> bool:
    """Whether what was paid this year may belong to an earlier grant, and more of this year's is still to be paid."""
    this_year = [any(when.year == day.year for when, _, _ in of) for of in (got.paid, got.granted)]
    granted, paid = (
        sum((amount or Decimal(0) for when, amount, _ in of if when.year < day.year), Decimal(0))
        for of in (got.granted, got.paid)
    )
    return all(this_year) and granted > paid


def _in_time(stated: Day, per: str, day: Day) -> bool:
    """Whether a day is in the calendar year of the day asked about, or the cap holds for a lifetime."""
    return per == "lifetime" or stated.year == day.year


def _diminished(of: Entitlement, used: dict[str, int]) -> Claim:
    pairs = zip(of.edition.paying, of.claim.parts, strict=True)
    return replace(of.claim, parts=tuple(_less(part, claim, used, of.edition.currency) for part, claim in pairs))


def _less(part: Part, claim: PartClaim, used: dict[str, int], currency: str) -> PartClaim:
    caps = []
    for cap in part.caps:
        amount = cap.award.amount
        if _over_time(cap):
            gone = bound.Const(Decimal(max(0, used[cap.per])) / 100, Type.MONEY, currency)
            amount = bound.BoundArithmetic(amount, "-", gone, Type.MONEY, currency)
        caps.append(amount)
    return replace(claim, caps=tuple(caps))
