"""What companies applied for, were granted and were paid under supports, as the book knows it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from hornbook.book.view import View
from hornbook.kinds import Applied, Fact, Granted, Paid
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
