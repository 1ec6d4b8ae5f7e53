"""The cliffs of one company over several supports: by support, over all of them, and in the best lawful bundle."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal

from hornbook.lang.answer import KnownRange
from hornbook.support.amount import exact_number
from hornbook.support.axis import Axis, axes
from hornbook.support.bundle import bundle_total
from hornbook.support.cliffs import AxisScan, Cliff, limited
from hornbook.support.completions import Key
from hornbook.support.entitle import Entitlement
from hornbook.support.offers import not_had, offer_id, payable, stacking_rules
from hornbook.support.stacking import Offer
from hornbook.support.time_cliffs import time_cliffs
from hornbook.terms import Day, shift

YEARS_AHEAD = 10
"""The passing of days is followed for so many years, or until the terms end."""


@dataclass(frozen=True, slots=True)
class CompanyCliff:
    """A cliff of one support, with what all the supports lose there together."""

    entitlement: Entitlement
    cliff: Cliff
    unit: Decimal
    now: KnownRange | None
    """What is known of the input today; None for the passing of days."""
    distance: Decimal | None
    """Units from today's value to the last one before the loss; below zero where it is passed; None: not known."""
    together: int | None
    """What the supports lose there, added up, in hundredths; None for phase-outs and where there is no limit."""
    bundle: int | None
    """What the best lawful bundle of all of them loses there."""


def company_cliffs(of: Sequence[Entitlement]) -> Iterator[CompanyCliff]:
    """The cliffs of the supports that pay the company money and are not out of force, support by support."""
    mine = [each for each in of if each.support.beneficiary == "company" and each.in_force is not False]
    scans = {id(each): _scans(each) for each in mine if each.claim.parts and _may_pay(each)}
    for each in (each for each in mine if id(each) in scans):
        others = [(other, scans.get(id(other), {})) for other in mine if _currency(other) == _currency(each)]
        for scan in scans[id(each)].values():
            for cliff in scan.scan().cliffs:
                together, bundle = _losses(others, scan.axis, cliff)
                known = each.claim.values[scan.axis.key]
                yield CompanyCliff(
                    each, cliff, scan.axis.unit, known, _distance(known, cliff, scan.axis), together, bundle
                )
        for cliff in time_cliffs(each.claim, _until(each)):
            days = Decimal((cliff.first - each.claim.day).days)
            yield CompanyCliff(each, cliff, Decimal(1), None, days, None, None)


def _currency(of: Entitlement) -> str:
    return of.edition.currency


def _scans(of: Entitlement) -> dict[Key, AxisScan]:
    return {axis.key: AxisScan(of.claim, axis) for axis in axes(of.claim)}


def _may_pay(of: Entitlement) -> bool:
    """Whether anything may be paid for some values of the inputs that come in units."""
    free = {axis.key: KnownRange(None, None) for axis in axes(of.claim)}
    later = shift(of.claim.day, 12 * YEARS_AHEAD)
    values = {**of.claim.values, **free}
    return any(replace(of.claim, day=day).range(values).high > 0 for day in (of.claim.day, later))


def _until(of: Entitlement) -> Day:
    """The last day for which the passing of time is followed."""
    far = shift(of.claim.day, 12 * YEARS_AHEAD)
    lasts = [span.last for span in of.edition.valid if span.holds(of.claim.day) and span.last]
    return min([far, *(last + timedelta(days=1) for last in lasts)])


def _distance(known: KnownRange, cliff: Cliff, axis: Axis) -> Decimal | None:
    if not known.exact:
        return None
    if hasattr(known.low, "toordinal"):
        return Decimal((cliff.first - known.low).days)
    found = (exact_number(cliff.first) - exact_number(known.low)) / exact_number(axis.unit)
    return Decimal(found.numerator) / found.denominator


_Others = Sequence[tuple[Entitlement, dict[Key, AxisScan]]]


def _losses(of: _Others, axis: Axis, cliff: Cliff) -> tuple[int | None, int | None]:
    """What the supports lose together and in the best bundle between a step and the next."""
    if cliff.phase_out or cliff.open:
        return None, None
    first = axis.step(cliff.first)
    scans = [scans[axis.key] for _, scans in of if axis.key in scans]
    falls = [limited(scan.most(first) - scan.most(first + 1)) for scan in scans]
    if None in falls:
        return None, None
    return sum(fall or 0 for fall in falls), _bundle(of, axis, first) - _bundle(of, axis, first + 1)


def _bundle(of: _Others, axis: Axis, step: int) -> int:
    """The best lawful bundle where the input has the value of a step and all else is as favourable as it may be."""
    offers = [offer for each, scans in of for offer in _offers(each, scans.get(axis.key), step)]
    rules = stacking_rules([(each.support, each.edition) for each, _ in of])
    return bundle_total(offers, rules, not_had(rules, offers))


def _offers(of: Entitlement, scan: AxisScan | None, step: int) -> Iterator[Offer]:
    filings = 0 if of.edition.without_application else 1
    claims = dict(zip((part.id for part in of.edition.paying), of.claim.parts, strict=True))
    for each, part in payable([of]):
        if scan is not None and scan.claim is of.claim:
            amount = limited(claims[part.part.id].range(scan.best_values(step), of.claim.day).high)
        else:
            amount = part.amount.most if part.amount and part.answer is not False else None
        if amount:
            yield Offer(offer_id(each.support.id, part.part.id), amount, each.support.level, filings)
