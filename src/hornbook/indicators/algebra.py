"""The small algebra of which every indicator is made: readings of facts, and arithmetic on readings.

A `Reading` looks at one kind of fact of one company: its latest, first or greatest value, a total, a count, how many
distinct. Everything else combines readings. `profile` computes readings with the engine for one day, `panel` with one
pass for many; both finish with the same formulas, so a definition is written once.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

import ibis
import ibis.expr.types as ir

from hornbook.kinds import Fact, Founded, Registered, Valuation
from hornbook.text import Text


class Op(StrEnum):
    """What a reading takes of the facts that it looks at."""

    LATEST = "latest"
    FIRST = "first"
    PEAK = "peak"
    LEAST = "least"
    TOTAL = "total"
    COUNT = "count"
    DISTINCT = "distinct"
    STATED = "stated"
    GAIN = "gain"
    """The sum of what is above zero."""
    LOSS = "loss"
    """The sum of what is below zero."""
    SPOKEN = "spoken"


class Unit(StrEnum):
    """What a figure counts."""

    TEXT = "text"
    DAY = "day"
    USD = "USD"
    DAYS = "days"
    YEARS = "years"
    PEOPLE = "people"
    NUMBER = "number"
    RATIO = "ratio"
    YES_NO = "yes/no"


Value = str | int | bool | None


class Where(NamedTuple):
    """Only facts whose column has one of these values, or with `out` none of them.

    Those with an `open` value may or may not belong; None among `open` stands for an empty column. Where no value is
    shut out, an empty column belongs.
    """

    column: str
    values: tuple[Value, ...]
    open: tuple[Value, ...] = ()
    out: bool = False


class CompanyDay(NamedTuple):
    """What a formula may see of one company on one day."""

    reading: Callable[["Reading"], ir.Value]
    day: ir.DateValue
    edition: Callable[[ir.StringValue], ir.DateValue]
    """The newest edition of a source of lists, empty for other sources."""
    among: Callable[["Among", ir.StringValue, ir.StringValue | None], ir.StringValue]
    """A word as a rule sees it, given the country that is stated with a place."""


class Formula:
    """Anything that gives one value a company and day."""

    def readings(self) -> tuple["Reading", ...]:
        """The readings that it rests on."""
        raise NotImplementedError

    def value(self, row: CompanyDay) -> ir.Value:
        """The value as an Ibis expression; empty means unknown."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Reading(Formula):
    """One look at one kind of fact of one company.

    `within`: only facts of the last so many months. `before`: only facts older than so many months. Both count from the
    day asked about, or with `anchor` from the day which that reading gives. `year`: only facts of that calendar year.
    `in_force`: only facts whose `until` is empty or still to come. `possible`: also facts that may or may not belong;
    `unsure`: only these.
    `terms`: statuses that lapse so many months after their day where they state no end.
    `column` may be 'usd', or another column of `money.coin`, where the kind has an amount.
    """

    op: Op
    kind: type[Fact]
    column: str = "valid"
    where: tuple[Where, ...] = ()
    within: int | None = None
    before: int = 0
    in_force: bool = False
    possible: bool = False
    unsure: bool = False
    year: int | None = None
    anchor: "Reading | None" = None
    terms: tuple[tuple[str, int], ...] = ()

    def readings(self) -> tuple["Reading", ...]:
        return (self,)

    def value(self, row: CompanyDay) -> ir.Value:
        return row.reading(self)


def latest(kind: type[Fact], column: str = "valid", *where: Where, before: int = 0) -> Reading:
    """The value in the fact that became true last; of several on one day, by the order of `indicators/order.py`."""
    return Reading(Op.LATEST, kind, column, where, before=before)


COUNTRY = latest(Registered, "country")
"""The country where a company is based."""


def first(kind: type[Fact], column: str = "valid", *where: Where, in_force: bool = False) -> Reading:
    """The value in the fact that became true first, or first of those that still hold."""
    return Reading(Op.FIRST, kind, column, where, in_force=in_force)


def peak(kind: type[Fact], column: str) -> Reading:
    """The greatest value."""
    return Reading(Op.PEAK, kind, column)


def least(kind: type[Fact], column: str) -> Reading:
    """The smallest value."""
    return Reading(Op.LEAST, kind, column)


def promised(kind: type[Fact], grace: int | None = None) -> Reading:
    """Whether a source promised to name every such fact; a promise is relied on for `grace` months after its end."""
    return Reading(Op.SPOKEN, kind, within=grace)


_FOUNDED = latest(Founded)
_VALUED_BY = latest(Valuation, "source")


class AgeBy(StrEnum):
    """How years of age are counted; a founding-date window compares `founded` instead."""

    ANNIVERSARY = "anniversary"
    """Completed years: ten until the day before the eleventh birthday."""
    CALENDAR = "calendar"
    """This year less the founding year."""


@dataclass(frozen=True, slots=True)
class Age(Formula):
    """Years since the company was founded, by a named convention."""

    by: AgeBy
    of: Reading = _FOUNDED

    def readings(self) -> tuple[Reading, ...]:
        return (self.of,)

    def value(self, row: CompanyDay) -> ir.Value:
        born, day = row.reading(self.of), row.day
        years = day.year() - born.year()
        if self.by is AgeBy.CALENDAR:
            return years.cast("int64")
        early = (day.month() * 100 + day.day()) < (born.month() * 100 + born.day())
        return (years - early.cast("int64")).cast("int64")


@dataclass(frozen=True, slots=True)
class Elapsed(Formula):
    """Days from a day until the day asked about."""

    since: Reading

    def readings(self) -> tuple[Reading, ...]:
        return (self.since,)

    def value(self, row: CompanyDay) -> ir.Value:
        return row.day.delta(row.reading(self.since), unit="day").cast("int64")


@dataclass(frozen=True, slots=True)
class Ratio(Formula):
    """One value divided by another; unknown where the second is zero or less."""

    of: Formula
    to: Formula

    def readings(self) -> tuple[Reading, ...]:
        return (*self.of.readings(), *self.to.readings())

    def value(self, row: CompanyDay) -> ir.Value:
        below = self.to.value(row).cast("float64")
        return self.of.value(row).cast("float64") / ibis.ifelse(below > 0, below, ibis.null("float64"))


@dataclass(frozen=True, slots=True)
class Growth(Formula):
    """The latest value over the latest of at least `months` before, less one; unknown where both are the same fact."""

    of: Reading
    months: int = 12

    def _then(self) -> Reading:
        return replace(self.of, before=self.months)

    def _days(self) -> tuple[Reading, Reading]:
        return replace(self.of, column="valid"), replace(self._then(), column="valid")

    def readings(self) -> tuple[Reading, ...]:
        return (self.of, self._then(), *self._days())

    def value(self, row: CompanyDay) -> ir.Value:
        grown = Ratio(self.of, self._then()).value(row) - 1
        now, then = (row.reading(reading) for reading in self._days())
        return ibis.ifelse(now > then, grown, ibis.null("float64"))


@dataclass(frozen=True, slots=True)
class Lapsed(Formula):
    """Whether the list that gave the latest valuation has since been made anew without the company."""

    of: Reading = _VALUED_BY

    def readings(self) -> tuple[Reading, ...]:
        return self.of, replace(self.of, column="known")

    def value(self, row: CompanyDay) -> ir.Value:
        source, known = (row.reading(reading) for reading in self.readings())
        edition = row.edition(source)
        return ibis.ifelse(source.isnull(), ibis.null("boolean"), edition.notnull() & (known < edition))


@dataclass(frozen=True, slots=True)
class Among(Formula):
    """A word of facts as a rule sees it: one of the rule's words where it means that; empty where nothing knows it."""

    of: Formula
    kind: type[Fact]
    column: str
    words: tuple[str, ...]
    apart: bool = False
    """Whether it matters which of the rule's words is meant, as in a table; the first that fits."""

    def readings(self) -> tuple[Reading, ...]:
        return (*self.of.readings(), COUNTRY) if self.within_country else self.of.readings()

    def value(self, row: CompanyDay) -> ir.Value:
        return row.among(self, self.of.value(row), row.reading(COUNTRY) if self.within_country else None)

    @property
    def within_country(self) -> bool:
        """Whether the word names a place in the country that is stated with it."""
        return self.kind is Registered and self.column in ("region", "city")


@dataclass(frozen=True, slots=True)
class Indicator:
    """A measured quantity of a company on a day."""

    formula: Formula
    unit: Unit
    about: Text
    name: str = ""
    theme: str = ""
