"""What companies applied for, were granted and were paid under supports, as the book knows it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import Any

from hornbook.book.view import View
from hornbook.kinds import Applied, Fact, Granted, Paid
from hornbook.lang import bound
from hornbook.lang.bind import bind_amount
from hornbook.lang.read import read_rule
from hornbook.lang.scope import RuleScope
from hornbook.terms import Day


@dataclass(slots=True)
class Received:
    """One support and one company: days and amounts as stated, in the currency of each."""

    applied: list[Day] = field(default_factory=list)
    granted: list[tuple[Day, Decimal | None, str | None]] = field(default_factory=list)
    paid: list[tuple[Day, Decimal, str]] = field(default_factory=list)
    """What was recovered is below zero."""

    def paid_total(self, currency: str) -> Decimal:
        """What was paid in a currency, less what was recovered."""
        return sum((amount for _, amount, own in self.paid if own == currency), Decimal(0))


@cache
def payments_named() -> bound.Input:
    """What was paid under a measure that nobody has: it is known, and nothing, where every payment is named."""
    found = bind_amount(read_rule("support_paid[support in {'-'}]"), RuleScope(award=True), "USD")
    assert isinstance(found, bound.Input)
    return found


def received(view: View, companies: Iterable[str]) -> dict[tuple[str, str], Received]:
    """By company and support; nothing for those of which no fact tells."""
    some, found = list(companies), dict[tuple[str, str], Received]()
    for row in _rows(view, Applied, some):
        _of(found, row).applied.append(row["valid"])
    for row in _rows(view, Granted, some):
        _of(found, row).granted.append((row["valid"], row["amount"], row["currency"]))
    for row in _rows(view, Paid, some):
        amount = -row["amount"] if row["recovered"] else row["amount"]
        _of(found, row).paid.append((row["valid"], amount, row["currency"]))
    return found


def _of(found: dict[tuple[str, str], Received], row: dict[str, Any]) -> Received:
    return found.setdefault((row["subject"], row["support"]), Received())


def _rows(view: View, kind: type[Fact], companies: list[str]) -> list[dict[str, Any]]:
    if not view.book.of(kind.__name__):
        return []
    table = view.facts(kind)
    rows = view.engine.arrow(table.filter(table.subject.isin(companies)))
    found: list[dict[str, Any]] = rows.sort_by([("valid", "ascending"), ("id", "ascending")]).to_pylist()
    return found


@dataclass(frozen=True, slots=True)
class PaidInAll:
    """What the book knows of one support over all companies."""

    applications: int
    paid: Decimal | None
    """In the support's currency, less what was recovered; None where no fact tells."""


def paid_in_all(view: View, support: str, currency: str) -> PaidInAll:
    """Applications and payments under a support, as far as facts tell."""
    applications, paid = 0, None
    if view.book.of(Applied.__name__):
        table = view.facts(Applied)
        applications = view.engine.arrow(table.filter(table.support == support).select("id")).num_rows
    if view.book.of(Paid.__name__):
        table = view.facts(Paid)
        mine = table.filter((table.support == support) & (table.currency == currency))
        rows = view.engine.arrow(mine.select("amount", "recovered")).to_pylist()
        paid = (
            sum((-row["amount"] if row["recovered"] else row["amount"] for row in rows), Decimal(0)) if rows else None
        )
    return PaidInAll(applications, paid)
