"""A difference between two editions, company by company: which part has which cause, and all parts sum to it exactly.

The book is asked at five settings, of which each differs from the one before in one thing only, in this order: as the
earlier edition asked; with the later edition's word on which records are one company; with all that the later edition
knew; on the later day; and under the later rule, which is what the later edition asked. What changes between two
settings is put down to the thing that differs. Another order could put a company down to another cause: one that
crossed the line after the earlier day, by a threshold that was lowered since, is a changed rule here.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import pairwise
from typing import Any, NamedTuple

from hornbook.book.book import Book, open_book
from hornbook.book.identity import identity, keep_identity
from hornbook.book.money import convention
from hornbook.lang.filter import company_filter
from hornbook.population.groups import grouped
from hornbook.reports.yearbook.statistic import Figure
from hornbook.standards.ask import Rule
from hornbook.standards.standard import Standard
from hornbook.terms import Day


class Cause(StrEnum):
    """Why a company counts in one edition only, in the order in which the settings change."""

    IDENTITY = "identity"
    """Its records were joined or parted since."""
    LATE = "late"
    """What was true by the earlier day became known since."""
    EVENT = "event"
    """It happened since the earlier day, or the days passed."""
    RULE = "rule"
    """The rule, its edition or its way with money is another one."""


class Moved(NamedTuple):
    """A company that makes part of a difference: by one more, or by one or more less."""

    subject: str
    name: str
    cause: Cause
    change: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """How an edition asked for a count: on which days, by which rule and money, of which companies."""

    day: Day
    known: Day
    rule: Rule
    money: str
    on_facts: bool
    where: str | None
    group: tuple[str, str] | None
    """The key and the word of the group that is counted; empty for all."""


class Member(NamedTuple):
    """A company that counts, by its subject and its name."""

    subject: str
    name: str


@dataclass(frozen=True, slots=True)
class TwoBooks:
    """The versions of a book that two editions asked; what was counted is kept, for many figures follow from it."""

    earlier: Book
    later: Book
    joined: Book
    """The earlier version, to be asked by the later identity."""
    counted: dict[Any, Any] = field(default_factory=dict)

    @classmethod
    def opened(cls, earlier: Book, later: Book) -> "TwoBooks":
        """The two versions, and the earlier one once more."""
        return cls(earlier, later, open_book(earlier.path, version=earlier.version, engine=earlier.engine))

    def split(self, old: Setting, new: Setting) -> tuple[Moved, ...]:
        """Every company that makes part of the difference of a count, with its cause."""
        who = identity(self.later).held_at(new.known)
        keep_identity(self.joined, who)
        first = [
            Member(who.company(member.subject, new.known), member.name)
            for member in self._members(self.earlier, old, None)
        ]
        settings = (
            (self.joined, old),
            (self.later, replace(old, known=new.known)),
            (self.later, replace(old, known=new.known, day=new.day)),
            (self.later, new),
        )
        found = [first, *(self._members(book, setting, new.known) for book, setting in settings)]
        names = dict(member for members in found for member in members)
        return tuple(_moves([Counter(member.subject for member in members) for members in found], names))

    def _members(self, book: Book, of: Setting, identity_of: Day | None) -> Sequence[Member]:
        """The companies that count; `identity_of`: the day of knowledge by whose identity the book is asked."""
        by, word = of.group or ("", "")
        key = (id(book), identity_of, id(of.rule), of.day, of.known, of.money, of.on_facts, of.where, by)
        if key not in self.counted:
            self.counted[key] = _counted(book, of)
        members: Mapping[str, list[Member]] = self.counted[key]
        return members.get(word, [])


def _counted(book: Book, of: Setting) -> dict[str, list[Member]]:
    """The companies that count by the word of their group."""
    view = book.at(of.day, known=of.known, convention=convention(of.money))
    keys = [of.group[0]] if of.group else []
    where = company_filter(of.where) if of.where else None
    rows, _ = grouped(view, keys, pinned_rule(of.rule), where)
    rows = rows.filter(rows.on_facts if of.on_facts else rows.verdict)
    found: dict[str, list[Member]] = {}
    for row in view.engine.arrow(rows.select("subject", "name", *(f"by_{key}" for key in keys))).to_pylist():
        word = row[f"by_{keys[0]}"] if keys else ""
        found.setdefault("" if word is None else str(word), []).append(Member(row["subject"], row["name"]))
    return found


def pinned_rule(of: Rule) -> Standard:
    """A rule as a standard that has no other edition and no other tier, so that every day is asked by it."""
    return replace(of.standard, editions=(replace(of.edition, tiers=(of.tier,)),))


def _moves(steps: Sequence[Counter[str]], names: Mapping[str, str]) -> Iterator[Moved]:
    """The companies that differ between two steps that follow each other."""
    for cause, (before, after) in zip(Cause, pairwise(steps), strict=True):
        for subject in sorted({*before, *after}, key=lambda subject: (names.get(subject, "").casefold(), subject)):
            if change := after[subject] - before[subject]:
                yield Moved(subject, names.get(subject, subject), cause, change)


def parts_of(moves: Sequence[Moved]) -> dict[Cause, int]:
    """The part of each cause in a difference."""
    return {cause: sum(move.change for move in moves if move.cause is cause) for cause in Cause}


def sums_exactly(moves: Sequence[Moved], before: Figure, after: Figure) -> bool:
    """Whether the parts sum to a difference."""
    if before is None or after is None:
        return False
    return sum(move.change for move in moves) == float(after) - float(before)
