"""A publisher as a frozen value: its series, editions and figures, each with its sources and the day it was known."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hornbook.published.measures import FigureNature, FigureUnit, PublishedMeasure
from hornbook.published.scopes import ScopePlace
from hornbook.standards.standard import Cite
from hornbook.terms import Day
from hornbook.text import Text


@dataclass(frozen=True, slots=True)
class CutOff:
    """The day, month or year up to which figures count, as the publisher gives it."""

    text: str

    @property
    def precision(self) -> str:
        """day, month or year."""
        return {4: "year", 7: "month", 10: "day"}[len(self.text)]

    @property
    def last(self) -> Day:
        """Its last day."""
        year, month, day = [*map(int, self.text.split("-")), 0, 0][:3]
        return date(year, month or 12, day or monthrange(year, month or 12)[1])


@dataclass(frozen=True, slots=True)
class PublishedSource(Cite):
    """Where figures were read, and the day that the page bears."""

    day: Day | None = None


@dataclass(frozen=True, slots=True)
class SeriesBreak:
    """A series, as PUBLISHER:SERIES, that must not be joined with another, and why."""

    series: str
    because: Text


@dataclass(frozen=True, slots=True)
class PublishedSeries:
    """What a publisher counts by one definition."""

    id: str
    publisher: str
    publisher_name: Text
    name: Text
    definition: Text
    scope: Text | None
    standard: str | None
    """The standard and tier of the library that write the definition as a rule."""
    apart: tuple[SeriesBreak, ...]

    @property
    def key(self) -> str:
        """Its name among all series: PUBLISHER:SERIES."""
        return f"{self.publisher}:{self.id}"


@dataclass(frozen=True, slots=True)
class PublishedFigure:
    """One figure. Counts are companies or cities, money is whole units of `currency`, a share is between 0 and 1.

    `least` and `most` are equal for a count; for a rounded figure they are the limits of what rounds to it; an end that
    the source leaves open is None. `value` is None where the source gives a limit alone.
    """

    series: PublishedSeries
    edition: str
    edition_name: Text
    place: ScopePlace
    measure: PublishedMeasure
    nature: FigureNature
    value: Decimal | None
    least: Decimal | None
    most: Decimal | None
    words: Text | None
    """The source's own words, where it gives no plain number."""
    currency: str | None
    cut_off: CutOff | None
    released: Day | None
    seen: Day | None
    """The earliest day of a page about the edition, where the day of release was not seen."""
    read: Day
    """The day by which its pages had been read."""
    cites: tuple[PublishedSource, ...]
    doubt: Text | None
    held: Text | None
    """Why the figure is held back: it is shown, and used for nothing."""

    @property
    def dated(self) -> bool:
        """Whether the day of release is known, or a page about the edition or with the figure bears a day."""
        return bool(self.released or self.seen or any(cite.day for cite in self.cites))

    @property
    def known(self) -> Day:
        """The day of release, else the earliest day of a page with it, else the day by which its pages were read."""
        return self.released or self.seen or min((cite.day for cite in self.cites if cite.day), default=self.read)

    @property
    def grade(self) -> str:
        """The best grade among its citations."""
        return next(grade for grade in CITE_GRADES if grade in {cite.grade for cite in self.cites})

    @property
    def is_count(self) -> bool:
        """Whether it counts companies or cities."""
        return self.measure.unit in (FigureUnit.COMPANIES, FigureUnit.CITIES)


CITE_GRADES = ("issuer", "copy", "press", "weak", "memory")
"""Grades of citations from the best on."""


@dataclass(frozen=True, slots=True)
class CheckTerm:
    """A figure that a check adds, or takes off."""

    figure: PublishedFigure
    minus: bool = False


@dataclass(frozen=True, slots=True)
class PublishedCheck:
    """What arithmetic asks of figures of one publisher."""

    id: str
    publisher: str
    kind: str
    name: Text
    result: PublishedFigure
    terms: tuple[CheckTerm, ...]
    share: PublishedFigure | None
    rate: tuple[Decimal, Decimal] | None
    note: Text | None
    held: Text | None

    @property
    def figures(self) -> tuple[PublishedFigure, ...]:
        """Every figure that it rests on."""
        return (self.result, *(term.figure for term in self.terms), *([self.share] if self.share else []))

    @property
    def known(self) -> Day:
        """The day from which all its figures are known."""
        return max(figure.known for figure in self.figures)


@dataclass(frozen=True, slots=True)
class Publisher:
    """All that a publisher's file holds."""

    id: str
    name: Text
    note: Text | None
    series: tuple[PublishedSeries, ...]
    figures: tuple[PublishedFigure, ...]
    checks: tuple[PublishedCheck, ...]
    digest: str

    @property
    def cites(self) -> tuple[PublishedSource, ...]:
        """The sources of its figures, each once."""
        return tuple(dict.fromkeys(cite for figure in self.figures for cite in figure.cites))


def figures_known_by(figures: Iterable[PublishedFigure], day: Day | None) -> tuple[PublishedFigure, ...]:
    """The figures that were known by a day; all of them where no day is asked about."""
    return tuple(figure for figure in figures if day is None or figure.known <= day)
