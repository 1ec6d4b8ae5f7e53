"""What a standard is: who issued it, its editions, their ladders of tiers, and the clauses of each."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from hornbook.book.money import Convention
from hornbook.document import Document
from hornbook.lang import bound
from hornbook.lang.tree import Node
from hornbook.terms import Day
from hornbook.text import Text


class Validity(StrEnum):
    """Whether an edition was in force on a day."""

    IN_FORCE = "in force"
    """The text states its first and last day, and the day lies between them."""
    NOT_CERTAIN = "not certain"
    """It had begun or had been seen by then; the text does not say until when it lasts."""
    NOT_YET = "not yet"
    ENDED = "ended"
    UNKNOWN = "unknown"
    """Neither a day on which it was seen nor its first day is known."""


_DIGITS = 8
"""How many digits of its digest stand behind the id of one's own file."""


def own_label(name: str, digest: str) -> str:
    """How a rule of one's own is named on pages, beside one of the library with the same id."""
    return f"{name}@{digest[:_DIGITS]}"


@dataclass(frozen=True, slots=True)
class Cite:
    """Where a text was read."""

    id: str
    title: str
    url: str | None = None
    grade: str | None = None
    """issuer, copy, press, weak or memory; empty where nobody has graded it."""


def only_weak(cites: Iterable[Cite]) -> bool:
    """Whether nothing but weak sources or memory say so."""
    return bool(cites) and {cite.grade for cite in cites} <= {"weak", "memory"}


@dataclass(frozen=True, slots=True)
class Clause:
    """One condition of a tier, as written and as bound."""

    id: str
    """The clause's word; behind its branch and a point where it belongs to one."""
    rule: str
    tree: Node
    condition: bound.Condition
    cites: tuple[Cite, ...]
    note: Text | None = None

    @property
    def weak(self) -> bool:
        """Whether its text was read in weak sources only."""
        return only_weak(self.cites)


@dataclass(frozen=True, slots=True)
class Branch:
    """One of several ways into a tier: all of its clauses."""

    id: str
    clauses: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Tier:
    """One rung of a ladder: every clause, and at least one branch where there are branches."""

    id: str
    name: Text
    clauses: tuple[Clause, ...]
    branches: tuple[Branch, ...]
    condition: bound.Condition
    """All of it, as one condition."""

    @property
    def every(self) -> tuple[Clause, ...]:
        """Its clauses and those of its branches."""
        return (*self.clauses, *(clause for branch in self.branches for clause in branch.clauses))


@dataclass(frozen=True, slots=True)
class Edition:
    """The text as it stood from a day on."""

    id: str
    observed: Day | None
    valid_from: Day | None
    valid_to: Day | None
    cites: tuple[Cite, ...]
    calendar: bool
    """Whether years of age are counted by calendar year and not by anniversary."""
    currency: str
    convention: Convention
    """How amounts are converted; the first of several where the text does not say."""
    conventions: tuple[Convention, ...]
    """Every way in which the text may be read."""
    either_age: bool
    """Whether ages may be counted by anniversary or by calendar year."""
    terms: tuple[tuple[str, int], ...]
    """How many months statuses last that state no end, beside those that hold everywhere."""
    stated: bool
    """Whether the text itself says how to convert."""
    matters: dict[str, Text]
    tiers: tuple[Tier, ...]
    """From the lowest rung to the highest."""
    value: bound.Input
    """The valuation in US dollars, as the edition counts it."""

    @property
    def since(self) -> Day | None:
        """The first day on which the edition is known to have been in force; None where no day is known."""
        return self.valid_from or self.observed

    def tier(self, name: str) -> Tier | None:
        """The tier of that id."""
        return next((tier for tier in self.tiers if tier.id == name), None)


@dataclass(frozen=True, slots=True)
class Standard:
    """A published rule, or a family of rules that climb one ladder."""

    id: str
    name: Text
    issuer: Text
    jurisdiction: str
    """Its code or name; several with a comma between them."""
    kind: str
    """recognition, list or definition."""
    document: str | None
    partial: bool
    """Whether tiers or clauses of the text are missing here."""
    confidence: str
    notes: tuple[Text, ...]
    cites: tuple[Cite, ...]
    editions: tuple[Edition, ...]
    source: Document
    own_file: str = ""
    """The path of the file, as the user wrote it, where the standard is one's own; empty for one of the library."""

    @property
    def label(self) -> str:
        """Its id; behind the id of one's own file the first digits of its digest."""
        return own_label(self.id, self.digest) if self.own_file else self.id

    @property
    def digest(self) -> str:
        """SHA-256 of the standard's file."""
        return sha256(self.source.text.encode()).hexdigest()

    def edition(self, day: Day) -> Edition:
        """The edition to judge by on a day: the newest by then, or the first where the day is before all of them.

        An edition lasts until its stated end, also where a newer text that states no beginning was seen before.
        """
        past = [edition for edition in self.editions if edition.since is None or edition.since <= day]
        if not past:
            return self.editions[0]
        lasting = [edition for edition in past if edition.valid_to is not None and day <= edition.valid_to]
        return lasting[-1] if lasting and past[-1].valid_from is None else past[-1]

    def validity(self, day: Day) -> Validity:
        """Whether the edition by which the day is judged was in force on it."""
        edition = self.edition(day)
        if edition.since is not None and day < edition.since:
            return Validity.NOT_YET
        if edition.valid_to is not None and day > edition.valid_to:
            return Validity.ENDED
        if edition.since is None:
            return Validity.UNKNOWN
        return Validity.IN_FORCE if edition.valid_from and edition.valid_to else Validity.NOT_CERTAIN

    def in_force(self, day: Day) -> bool | None:
        """Whether the edition was in force on the day; None where the text does not say."""
        found = {Validity.IN_FORCE: True, Validity.NOT_YET: False, Validity.ENDED: False}
        return found.get(self.validity(day))
