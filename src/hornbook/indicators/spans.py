"""What is known of a value from below and from above.

Many values are known exactly. Others only from one side: a valuation of "at least a billion", a total of rounds of
which some state no amount, a founding day of which only the year is known. A rule compares both sides, and so says
yes or no where one side settles it and unknown where neither does.
"""

from dataclasses import dataclass, replace

import ibis
import ibis.expr.types as ir

from hornbook.book.money import coin
from hornbook.indicators.algebra import Formula, Lapsed, Op, Ratio, Reading, Row, Sum
from hornbook.kinds import Founded, Valuation
from hornbook.terms import Bound


def low(formula: Formula) -> Formula:
    """The least that the value can be; empty where nothing is known from below."""
    return Side(formula, high=False) if _open(formula) else formula


def high(formula: Formula) -> Formula:
    """The most that the value can be; empty where nothing is known from above."""
    return Side(formula, high=True) if _open(formula) else formula


def _open(formula: Formula) -> bool:
    """Whether the two sides of a formula may differ, or may both be refused."""
    if isinstance(formula, Ratio):
        return _open(formula.of) or _open(formula.to)
    return isinstance(formula, Sum) or (
        isinstance(formula, Reading) and (_bounded(formula) or _dated(formula) or _guarded(formula))
    )


def _bounded(reading: Reading) -> bool:
    return reading.kind is Valuation and coin(reading.column) is not None


def _dated(reading: Reading) -> bool:
    return reading.kind is Founded and reading.column == "valid" and reading.op is not Op.COUNT


def _guarded(reading: Reading) -> bool:
    return any(where.open for where in reading.where)


@dataclass(frozen=True, slots=True)
class Side(Formula):
    """One side of a value."""

    of: Formula
    high: bool

    def readings(self) -> tuple[Reading, ...]:
        formula = self.of
        if isinstance(formula, Ratio):
            return tuple(r for part in self._ratio(formula) for r in part.readings())
        if isinstance(formula, Sum):
            anchor = [formula.of.anchor] if formula.of.anchor else []
            return (*formula.readings(), *_counts(formula), *anchor)
        assert isinstance(formula, Reading)
        found = [formula]
        if _bounded(formula):
            found += [replace(formula, column="bound"), *_lapsed(formula).readings()]
        if _dated(formula):
            found.append(replace(formula, column="precision"))
        if _guarded(formula):
            found += [replace(formula, column="valid"), replace(formula, column="valid", possible=True)]
        return tuple(found)

    def _ratio(self, formula: Ratio) -> tuple[Formula, Formula]:
        """A ratio is greatest where what is divided is greatest and what divides is least."""
        return (high(formula.of), low(formula.to)) if self.high else (low(formula.of), high(formula.to))

    def value(self, row: Row) -> ir.Value:
        formula = self.of
        if isinstance(formula, Ratio):
            return Ratio(*self._ratio(formula)).value(row)
        if isinstance(formula, Sum):
            found = self._sum(formula, row)
            if formula.of.anchor is None:
                return found
            return ibis.ifelse(row.reading(formula.of.anchor).notnull(), found, ibis.null(found.type()))
        assert isinstance(formula, Reading)
        value = row.reading(formula)
        if _bounded(formula):
            value = self._bound(formula, value, row)
        if _dated(formula) and self.high:
            value = _last_day(value, row.reading(replace(formula, column="precision")))
        return _settled(formula, value, row) if _guarded(formula) else value

    def _bound(self, formula: Reading, value: ir.Value, row: Row) -> ir.Value:
        bound = row.reading(replace(formula, column="bound"))
        other = Bound.AT_LEAST if self.high else Bound.AT_MOST
        usable = (bound != other.value) & ~_lapsed(formula).value(row)
        if formula.op is Op.PEAK and self.high:
            return ibis.null(value.type())
        return ibis.ifelse(usable, value, ibis.null(value.type()))

    def _sum(self, formula: Sum, row: Row) -> ir.Value:
        own = row.reading(formula.of)
        zero = ibis.literal(0).cast(own.type())
        if not self.high:
            return own.fill_null(zero)
        possible, spoken = row.reading(formula.possible()).fill_null(0), row.reading(formula.spoken())
        if formula.of.op is Op.COUNT:
            return ibis.ifelse(spoken, possible, ibis.null("int64"))
        if formula.of.op is Op.DISTINCT:  # a round that names no investor had one all the same
            return ibis.null(own.type())
        known = spoken
        for counted in _counts(formula):
            known = known & (row.reading(counted).fill_null(0) == possible)
        return ibis.ifelse(known, own.fill_null(zero), ibis.null(own.type()))


def _counts(formula: Sum) -> tuple[Reading, ...]:
    """How many facts are sure to belong, and how many of those state the value: no limit from above where one lacks."""
    if formula.of.op is Op.COUNT:
        return ()
    return replace(formula.of, op=Op.COUNT, column="valid"), replace(formula.of, op=Op.STATED)


def _lapsed(formula: Reading) -> Lapsed:
    return Lapsed(replace(formula, op=Op.LATEST, column="source"))


def _last_day(first: ir.Value, precision: ir.Value) -> ir.Value:
    """The last day of the month or year, where no more than that is known."""
    year = first.truncate("Y").cast("date") + ibis.interval(years=1) - ibis.interval(days=1)
    month = first.truncate("M").cast("date") + ibis.interval(months=1) - ibis.interval(days=1)
    return precision.cases(("year", year.cast("date")), ("month", month.cast("date")), else_=first)


def _settled(formula: Reading, value: ir.Value, row: Row) -> ir.Value:
    """The value, unless a fact that may belong would take its place."""
    mine = row.reading(replace(formula, column="valid"))
    perhaps = row.reading(replace(formula, column="valid", possible=True))
    settled = perhaps >= mine if formula.op is Op.FIRST else perhaps <= mine
    return ibis.ifelse(settled, value, ibis.null(value.type()))
