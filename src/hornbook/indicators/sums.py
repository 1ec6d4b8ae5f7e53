"""Totals, counts and numbers of distinct values: what is sure to belong, and what else may."""

from dataclasses import dataclass, replace

import ibis
import ibis.expr.types as ir

from hornbook.indicators.algebra import CompanyDay, Formula, Op, Reading, Where, promised
from hornbook.kinds import Fact


@dataclass(frozen=True, slots=True)
class Sum(Formula):
    """A total, count or number of distinct values: zero only where a source promised to name every such fact.

    Where facts are there that may belong to it and would change it, or none states the amount, it is unknown.
    """

    of: Reading
    grace: int | None = None
    """For so many months after its end a promise is relied on."""
    surely: bool = False
    """What is sure to belong, whatever else may."""

    def readings(self) -> tuple[Reading, ...]:
        return self.of, self.possible(), self.spoken(), *self._doubts()

    @property
    def open(self) -> bool:
        """Whether a fact may or may not belong to it, as its filters say."""
        return any(where.open for where in self.of.where)

    def unsure(self, op: Op) -> Reading:
        """The facts that may or may not belong to it."""
        return replace(self.of, op=op, unsure=True)

    def _doubts(self) -> tuple[Reading, ...]:
        """The readings by which facts that may belong would change it."""
        if self.surely or not self.open:
            return ()
        if self.of.op is Op.TOTAL:
            return self.unsure(Op.GAIN), self.unsure(Op.LOSS)
        return (replace(self.of, possible=True),)

    def possible(self) -> Reading:
        """How many facts may belong to it."""
        return replace(self.of, op=Op.COUNT, column="valid", possible=True)

    def spoken(self) -> Reading:
        """Whether silence means none."""
        return promised(self.of.kind, self.grace)

    def value(self, row: CompanyDay) -> ir.Value:
        own, possible = row.reading(self.of), row.reading(self.possible())
        stated = own if self.of.op is Op.TOTAL else own.nullif(0)
        for doubt in self._doubts():
            unlike = row.reading(doubt).fill_null(0) != (0 if doubt.unsure else own)
            stated = ibis.ifelse(unlike, ibis.null(stated.type()), stated)
        zero = ibis.ifelse(row.reading(self.spoken()), 0, ibis.null("int64"))
        return ibis.ifelse(possible.fill_null(0) == 0, zero.cast(own.type()), stated)


def total(kind: type[Fact], *where: Where, within: int | None = None) -> Sum:
    """The sum of the stated amounts in US dollars; amounts not stated are not in it."""
    return Sum(Reading(Op.TOTAL, kind, "usd", where, within))


def count(kind: type[Fact], *where: Where, within: int | None = None, in_force: bool = False) -> Sum:
    """How many facts."""
    return Sum(Reading(Op.COUNT, kind, "valid", where, within, in_force=in_force))


def distinct(kind: type[Fact], column: str, *where: Where) -> Sum:
    """How many different values."""
    return Sum(Reading(Op.DISTINCT, kind, column, where))
