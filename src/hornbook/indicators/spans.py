"""What is known of a value from below and from above.

Many values are known exactly. Others only from one side: a valuation of "at least a billion", a total of rounds of
which some state no amount or a vague one ("several million"), a founding day of which only the year is known. A rule
compares both sides, and so says yes or no where one side settles it and unknown where neither does. A fact of which it
is open whether it belongs makes a value unknown where it would take the place of the one that does.
"""

from dataclasses import dataclass, replace
from functools import reduce

import ibis
import ibis.expr.types as ir

from hornbook.book.money import coin
from hornbook.indicators.algebra import CompanyDay, Formula, Lapsed, Op, Ratio, Reading, Where
from hornbook.indicators.before_money import before_money
from hornbook.indicators.filled import last_day
from hornbook.indicators.sums import Sum
from hornbook.kinds import Founded, Headcount, Valuation, payload
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
    return isinstance(formula, Sum) or any(_unsure(reading) for reading in formula.readings())


def _unsure(reading: Reading) -> bool:
    vague = _bounded(reading) or _dated(reading) or _banded(reading) or _ranged(reading)
    return vague or _guarded(reading) or reading.op is Op.PEAK


def _banded(reading: Reading) -> bool:
    return reading.kind is Headcount and reading.column == "count" and reading.op in (Op.LATEST, Op.FIRST)


def _band(reading: Reading, *, high: bool) -> Reading:
    """The end of a band, where a headcount is stated as one."""
    return replace(reading, column="largest" if high else "fewest")


def _bounded(reading: Reading) -> bool:
    return reading.kind is Valuation and coin(reading.column) is not None


def _ranged(reading: Reading) -> bool:
    return coin(reading.column) is not None and "least" in payload(reading.kind).names


def _end(reading: Reading, *, high: bool) -> Reading:
    """The same of the least or the most that each amount can be; an amount that is stated is both."""
    into = coin(reading.column)
    if into is None or not _ranged(reading):
        return reading
    return replace(reading, column=into._replace(side="most" if high else "least").column)


def _dated(reading: Reading) -> bool:
    return reading.kind is Founded and reading.column == "valid" and reading.op in (Op.LATEST, Op.FIRST)


def _guarded(reading: Reading) -> bool:
    return any(where.open for where in reading.where) and reading.op in (Op.LATEST, Op.FIRST)


@dataclass(frozen=True, slots=True)
class Side(Formula):
    """One side of a value."""

    of: Formula
    high: bool

    def readings(self) -> tuple[Reading, ...]:
        return tuple(dict.fromkeys((*self._own(), *(r for own in self._own() for r in _checks(own)))))

    def _own(self) -> tuple[Reading, ...]:
        formula = self.of
        if isinstance(formula, Ratio):
            return tuple(r for part in self._ratio(formula) for r in part.readings())
        if isinstance(formula, Sum):
            summed = self._ended(formula)
            anchor = [formula.of.anchor] if formula.of.anchor else []
            return (*self._summed(summed), *anchor)
        if isinstance(formula, Reading):
            if before := before_money(formula):
                return formula, *_round_days(formula, before), *(() if self.high else (before,))
            band = (_band(formula, high=self.high),) if _banded(formula) else ()
            return (_surely_peak(formula) if formula.op is Op.PEAK else _end(formula, high=self.high), *band)
        return formula.readings()

    def _ended(self, formula: Sum) -> Sum:
        return replace(formula, of=_end(formula.of, high=self.high), surely=True)

    def _summed(self, formula: Sum) -> tuple[Reading, ...]:
        """The readings of one side of a sum."""
        changes = (formula.unsure(Op.GAIN if self.high else Op.LOSS),) if _swings(formula) else ()
        return (*formula.readings(), *(_counts(formula) if self.high else ()), *changes)

    def _ratio(self, formula: Ratio) -> tuple[Formula, Formula]:
        """A ratio is greatest where what is divided is greatest and what divides is least."""
        return (high(formula.of), low(formula.to)) if self.high else (low(formula.of), high(formula.to))

    def value(self, row: CompanyDay) -> ir.Value:
        formula = self.of
        if isinstance(formula, Ratio):
            return Ratio(*self._ratio(formula)).value(row)
        if isinstance(formula, Sum):
            return self._sum(self._ended(formula), row)
        if isinstance(formula, Reading):
            found = self._reading(formula, row)
            before = before_money(formula)
            return self._after_money(formula, before, found, row) if before else found
        sure = [check for reading in formula.readings() for check in _sure(reading, row)]
        return _where(sure, formula.value(row))

    def _reading(self, formula: Reading, row: CompanyDay) -> ir.Value:
        if formula.op is Op.PEAK:  # a greater one may always be untold
            value = row.reading(_surely_peak(formula))
            return ibis.null(value.type()) if self.high else value
        value = row.reading(_end(formula, high=self.high))
        if _banded(formula):
            value = value.fill_null(row.reading(_band(formula, high=self.high)))
        sure = _settled(formula, row)
        if _bounded(formula):
            other = Bound.AT_LEAST if self.high else Bound.AT_MOST
            sure += [row.reading(replace(formula, column="bound")) != other.value, ~_lapsed(formula).value(row)]
        if _dated(formula) and self.high:
            value = last_day(value, row.reading(replace(formula, column="precision")))
        return _where(sure, value)

    def _after_money(self, formula: Reading, before: Reading, found: ir.Value, row: CompanyDay) -> ir.Value:
        """A valuation after the money, where one before it is newer: at least that, and nobody knows how much more."""
        after, perhaps, day = (row.reading(reading) for reading in _round_days(formula, before))
        newer = day.notnull() & (after.isnull() | (day > after))
        nothing = ibis.null(found.type())
        if self.high:
            return ibis.ifelse(newer, nothing, found)
        newest = newer & (perhaps.isnull() | (day > perhaps))
        return ibis.cases((newest, self._reading(before, row)), (newer, nothing), else_=found)

    def _sum(self, formula: Sum, row: CompanyDay) -> ir.Value:
        found = self._total(formula, row, row.reading(formula.spoken()))
        return _where(_sure(formula.of.anchor, row), found) if formula.of.anchor else found

    def at_hand(self, row: CompanyDay) -> ir.Value:
        """This side of a sum, where silence about further facts is no matter unless there are none."""
        assert isinstance(self.of, Sum)
        formula = self._ended(self.of)
        none = (row.reading(formula.possible()).fill_null(0) == 0) & ~row.reading(formula.spoken())
        value = self._total(formula, row, ibis.literal(True))
        return ibis.ifelse(none, ibis.null(value.type()), value)

    def _total(self, formula: Sum, row: CompanyDay, spoken: ir.BooleanValue) -> ir.Value:
        own = row.reading(formula.of)
        zero = ibis.literal(0).cast(own.type())
        change = zero
        if _swings(formula):
            change = row.reading(formula.unsure(Op.GAIN if self.high else Op.LOSS)).fill_null(zero)
        if not self.high:
            return own.fill_null(zero) + change
        possible = row.reading(formula.possible()).fill_null(0)
        if formula.of.op is Op.COUNT:
            return ibis.ifelse(spoken, possible, ibis.null("int64"))
        if formula.of.op is Op.DISTINCT:  # a round that names no investor had one all the same
            return ibis.null(own.type())
        complete = [row.reading(counted).fill_null(0) == possible for counted in _counts(formula)]
        return _where([spoken, *complete], own.fill_null(zero) + change)


@dataclass(frozen=True, slots=True)
class SumEnd(Formula):
    """The least or the most that a sum over the facts at hand can be, whichever of those that may belong do.

    Empty where no fact may belong and silence means nothing; the most also where a fact states no amount from above.
    """

    of: Sum
    high: bool

    def _side(self) -> Side:
        return Side(self.of, self.high)

    def readings(self) -> tuple[Reading, ...]:
        return self._side().readings()

    def value(self, row: CompanyDay) -> ir.Value:
        return self._side().at_hand(row)


def ends(formula: Formula) -> tuple[Formula, Formula] | None:
    """The least and the most that a value can be, given the facts at hand; none where it is known or unknown.

    So it is of sums to which a fact may or may not belong, and of headcounts that are bands.
    """
    if isinstance(formula, Sum) and formula.open:
        return SumEnd(formula, high=False), SumEnd(formula, high=True)
    if isinstance(formula, Reading) and _banded(formula):
        return low(formula), high(formula)
    return None


def _round_days(formula: Reading, before: Reading) -> tuple[Reading, ...]:
    """The days of the latest valuation after the money, of the latest that may be one, and of the latest before it."""
    day = replace(formula, column="valid")
    return day, replace(day, possible=True), replace(before, column="valid")


def _where(sure: list[ir.BooleanValue], value: ir.Value) -> ir.Value:
    """The value where everything holds, else empty."""
    return ibis.ifelse(reduce(lambda a, b: a & b, sure), value, ibis.null(value.type())) if sure else value


def _counts(formula: Sum) -> tuple[Reading, ...]:
    """How many of the facts that may belong state the value: there is no limit from above where one does not."""
    return () if formula.of.op is Op.COUNT else (replace(formula.of, op=Op.STATED, possible=True),)


def _swings(formula: Sum) -> bool:
    """Whether facts that may or may not belong can move a total."""
    return formula.of.op is Op.TOTAL and bool(formula.of.where)


def _checks(reading: Reading) -> tuple[Reading, ...]:
    """The readings that tell whether a reading is sure."""
    found: list[Reading] = []
    if reading.op in (Op.LATEST, Op.FIRST):
        if _bounded(reading):
            found += [replace(reading, column="bound"), *_lapsed(reading).readings()]
        if _dated(reading):
            found.append(replace(reading, column="precision"))
        if _guarded(reading):
            found += [replace(reading, column="id"), replace(reading, column="id", possible=True)]
    return (*found, *_checks(reading.anchor)) if reading.anchor else tuple(found)


def _sure(reading: Reading | None, row: CompanyDay) -> list[ir.BooleanValue]:
    """What must hold for a reading to be the exact value and no limit of it."""
    if reading is None:
        return []
    found = _settled(reading, row)
    if _bounded(reading):
        found += [row.reading(replace(reading, column="bound")) == Bound.EXACT.value, ~_lapsed(reading).value(row)]
    if _dated(reading):
        found.append(row.reading(replace(reading, column="precision")) == "day")
    return [*found, row.reading(reading).notnull()]


def _settled(reading: Reading, row: CompanyDay) -> list[ir.BooleanValue]:
    """No fact that may belong takes the place of the one that does, neither here nor at the anchor."""
    found = []
    if _guarded(reading):
        mine, perhaps = (row.reading(replace(reading, column="id", possible=each)) for each in (False, True))
        found.append(mine == perhaps)
    return found + (_settled(reading.anchor, row) if reading.anchor else [])


def _surely_peak(formula: Reading) -> Reading:
    """The greatest of the amounts that are sure to have been reached."""
    if not _bounded(formula):
        return _end(formula, high=False)
    reached = Where("bound", (Bound.EXACT.value, Bound.AT_LEAST.value))
    return replace(formula, where=(*formula.where, reached))


def _lapsed(formula: Reading) -> Lapsed:
    return Lapsed(replace(formula, column="source"))
