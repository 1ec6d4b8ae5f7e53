"""Figures of a book's quality: what `measure_quality` gives."""

from dataclasses import dataclass
from typing import NamedTuple

from hornbook.terms import Day
from hornbook.text import Message


class Coverage(NamedTuple):
    """Of the companies that a source names, how many it tells anything of a kind, or how many have an indicator."""

    source: str
    what: str
    """A kind of fact, or an indicator where these are asked for."""
    year: int | None
    """Of what the facts say, against the companies named by its end; None for all years together."""
    companies: int
    covered: int
    sort: str = "kind"

    @property
    def share(self) -> float | None:
        """Covered companies by named ones."""
        return self.covered / self.companies if self.companies else None


class Staleness(NamedTuple):
    """How many days old the newest fact of a kind is, over the companies of which the source tells one."""

    source: str
    kind: str
    companies: int
    median: float
    p90: float
    old: float
    """Share that is older than 36 months."""


class Lateness(NamedTuple):
    """Days from a fact's being true to its being known, over the facts of a kind, source and year."""

    source: str
    kind: str
    year: int
    """In which the facts became true."""
    facts: int
    median: float
    p90: float
    ahead: float
    """Share known before it was true; also counted in `month`."""
    month: float
    """Share known within 30 days."""
    within_year: float
    """Share known after 31 to 365 days."""
    later: float
    recorded_once: bool
    """The source was recorded once, on the day on which all was known: this is the age of its history, not lateness."""


class Refusals(NamedTuple):
    """What a source's files held and what was refused of it, of the batches recorded by the view's day of knowledge."""

    source: str
    batches: int
    rows: int
    facts: int
    rejects: int
    notes: int

    @property
    def share(self) -> float | None:
        """Refused rows by rows."""
        return self.rejects / self.rows if self.rows else None


class Vagueness(NamedTuple):
    """How a source states the amounts of its rounds of a year."""

    source: str
    year: int
    rounds: int
    stated: int
    vague: int
    """With a least or a most in the amount's place."""

    @property
    def silent(self) -> int:
        """Rounds of whose amount nothing is said."""
        return self.rounds - self.stated - self.vague


class StrayWords(NamedTuple):
    """Words of a source that should be a country, a city, a venue or the like, and that nothing knows."""

    source: str
    sort: Message
    """What they should be."""
    words: int
    facts: int
    """How many facts say them: a rule that asks for such a word cannot be decided."""
    examples: tuple[str, ...]
    """The most frequent."""


@dataclass(frozen=True, slots=True)
class Quality:
    """A book's quality as of a day."""

    day: Day
    known: Day
    book_version: int
    recorded_once: tuple[str, ...]
    """Sources recorded once, all whose facts were known on that day."""
    coverage: tuple[Coverage, ...]
    staleness: tuple[Staleness, ...]
    lateness: tuple[Lateness, ...]
    refusals: tuple[Refusals, ...]
    vagueness: tuple[Vagueness, ...]
    strays: tuple[StrayWords, ...] = ()
