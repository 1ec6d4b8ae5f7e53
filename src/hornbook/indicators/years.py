"""Yearly figures of earlier years: so many years before the latest reading, and means and growth over several."""

from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import reduce
from typing import Any, cast

import ibis
import ibis.expr.types as ir

from hornbook.book.money import coin
from hornbook.indicators.algebra import CompanyDay, Formula, Growth, Op, Ratio, Reading

SLACK = 6
"""A reading of n years ago is at most so many months older than n years; an older one is another year's."""


def mapped(formula: Formula, change: Callable[[Reading], Reading]) -> Formula:
    """The formula with each of its readings changed."""
    if isinstance(formula, Reading):
        return change(formula)
    assert is_dataclass(formula)
    inner = {f.name: getattr(formula, f.name) for f in fields(formula)}
    found = {name: mapped(value, change) for name, value in inner.items() if isinstance(value, Formula)}
    return cast(Formula, replace(cast(Any, formula), **found))


def ago(formula: Formula, years: int) -> Formula:
    """The same, so many years before the latest reading of each kind (0: that); ValueError where it means nothing."""
    if isinstance(formula, Growth):
        return Pace(formula.of, 1, years)
    if isinstance(formula, Ratio):
        return Ratio(ago(formula.of, years), ago(formula.to, years))
    if isinstance(formula, Reading) and formula.op is Op.LATEST and formula.column != "valid":
        return _earlier(formula, years)
    raise ValueError


def over(formula: Formula, years: int) -> Formula:
    """Average growth, a ratio of sums, or a mean over so many years; ValueError where that means nothing."""
    if isinstance(formula, Growth):
        return Pace(formula.of, years)
    if isinstance(formula, Ratio):
        return Ratio(Pooled(_reading(formula.of), years), Pooled(_reading(formula.to), years))
    return Pooled(_reading(formula), years, mean=True)


def _reading(formula: Formula) -> Reading:
    if isinstance(formula, Reading) and formula.op is Op.LATEST and formula.column != "valid":
        return formula
    raise ValueError


def _earlier(reading: Reading, years: int) -> Reading:
    if not years:
        return reading
    return replace(reading, anchor=replace(reading, column="valid"), before=12 * years, within=12 * years + SLACK)


@dataclass(frozen=True, slots=True)
class Pace(Formula):
    """Average yearly growth over so many years, up to `since` years before the latest reading.

    Money grows in the currency in which it is stated; where that changed in between, the growth is unknown.
    """

    of: Reading
    years: int
    since: int = 0

    def _ends(self, column: str) -> tuple[Reading, Reading]:
        own = replace(self.of, column=column)
        return _earlier(own, self.since), _earlier(own, self.since + self.years)

    @property
    def _money(self) -> bool:
        return coin(self.of.column) is not None

    def readings(self) -> tuple[Reading, ...]:
        return (*self._ends("amount"), *self._ends("currency")) if self._money else self._ends(self.of.column)

    def value(self, row: CompanyDay) -> ir.Value:
        times = Ratio(*self._ends("amount" if self._money else self.of.column)).value(row)
        grown = ibis.ifelse(times >= 0, times ** (1 / self.years) - 1, ibis.null("float64"))
        if not self._money:
            return grown
        now, then = (row.reading(end) for end in self._ends("currency"))
        return ibis.ifelse(now == then, grown, ibis.null("float64"))


@dataclass(frozen=True, slots=True)
class Pooled(Formula):
    """The latest reading and those of the years before it: their sum or mean; unknown where one is missing."""

    of: Reading
    years: int
    mean: bool = False

    def readings(self) -> tuple[Reading, ...]:
        return tuple(_earlier(self.of, n) for n in range(self.years))

    def value(self, row: CompanyDay) -> ir.Value:
        each = [row.reading(reading).cast("float64") for reading in self.readings()]
        found = reduce(lambda a, b: a + b, each)
        return found / self.years if self.mean else found
