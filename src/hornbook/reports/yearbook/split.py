"""A difference between two editions, company by company: which part has which cause, and all parts sum to it exactly.

The book is asked at five settings, of which each differs from the one before in one thing only, in this order: as the
earlier edition asked; with the later edition's word on which records are one company; with all that the later edition
knew; on the later day; and under the later rule, which is what the later edition asked. The figure is worked out at
each of them, and what it changes between two settings is put down to the thing that differs. So the parts sum to the
difference, whatever the figure is: a count, a sum, a median, a rank or a share. Another order could put a company down
to another cause: one that crossed the line after the earlier day, by a threshold that was lowered since, is a changed
rule here.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from statistics import median
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


class Formula(StrEnum):
    """How a figure is worked out of the companies that count."""

    COUNT = "count"
    UNDECIDED = "undecided"
    """How many companies the rule leaves undecided."""
    SUM = "sum"
    """Of their values."""
    MEDIAN = "median"
    RANK = "rank"
    """Of a group among the groups: one more than the groups that count more companies; the unknown group has none."""
    SHARE = "share"
    """Of a group in all companies that count."""


ADDED = (Formula.COUNT, Formula.UNDECIDED, Formula.SUM)
"""Figures that are sums over companies."""
BESIDE_OTHERS = (Formula.RANK, Formula.SHARE)
"""Figures that companies of other groups change too."""
SHARE_DIGITS = 6
"""A census writes a share with so many decimals."""


class Moved(NamedTuple):
    """A company that differs between two settings, and so makes a part of a difference."""

    subject: str
    name: str
    cause: Cause
    change: Decimal
    """In companies, or in US dollars where the figure is a sum or a median of values."""
    group: str
    """The group in which it counts, where companies of other groups change the figure too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """How an edition asked for a figure: on which days, by which rule and money, of which companies."""

    day: Day
    known: Day
    rule: Rule
    money: str
    on_facts: bool
    where: str | None
    group: tuple[str, str] | None
    """The key and the word of the group that is counted; empty for all."""
    formula: Formula = Formula.COUNT
    band: tuple[int | None, int | None] = (None, None)
    """Only companies with a value in US dollars from the first on and below the second count, where one is given."""


class Member(NamedTuple):
    """A company that counts, in which group, and its value in US dollars."""

    subject: str
    name: str
    group: str = ""
    value: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Split:
    """A figure at the five settings, and the companies that differ between two that follow each other."""

    figures: tuple[Decimal | None, ...]
    moves: tuple[Moved, ...]

    @property
    def parts(self) -> dict[Cause, Decimal] | None:
        """The part of each cause, which sum to the difference; None where the figure is unknown at a setting."""
        found = [figure for figure in self.figures if figure is not None]
        if len(found) < len(self.figures):
            return None
        return {cause: after - before for cause, (before, after) in zip(Cause, pairwise(found), strict=True)}

    def is_of(self, before: Figure, after: Figure) -> bool:
        """Whether the book gives the figures of both editions, so that the parts sum to their difference."""
        ends = (self.figures[0], before), (self.figures[-1], after)
        return all(one is not None and other is not None and float(one) == float(other) for one, other in ends)


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

    def split(self, old: Setting, new: Setting) -> Split:
        """A figure at the five settings, and every company that makes part of its difference, with its cause."""
        who = identity(self.later).held_at(new.known)
        keep_identity(self.joined, who)
        first = self._members(self.earlier, old, None)
        settings = (
            (self.joined, old),
            (self.later, replace(old, known=new.known)),
            (self.later, replace(old, known=new.known, day=new.day)),
            (self.later, new),
        )
        found = [first, *(self._members(book, setting, new.known) for book, setting in settings)]
        of = [old, *(setting for _, setting in settings)]
        figures = tuple(figure(members, each) for members, each in zip(found, of, strict=True))
        renamed = [member._replace(subject=who.company(member.subject, new.known)) for member in first]
        amounts = [amounts_of(members, each) for members, each in zip((renamed, *found[1:]), of, strict=True)]
        names = {member.subject: member.name for members in (renamed, *found[1:]) for member in members}
        return Split(figures, tuple(_moves(amounts, names, beside=new.formula in BESIDE_OTHERS)))

    def _members(self, book: Book, of: Setting, identity_of: Day | None) -> Sequence[Member]:
        """The companies that count; `identity_of`: the day of knowledge by whose identity the book is asked."""
        undecided = of.formula is Formula.UNDECIDED
        by = of.group[0] if of.group else ""
        key = (id(book), identity_of, id(of.rule), of.day, of.known, of.money, of.on_facts, undecided, of.where, by)
        if key not in self.counted:
            self.counted[key] = _counted(book, of)
        members: Sequence[Member] = self.counted[key]
        return members


def _counted(book: Book, of: Setting) -> list[Member]:
    """The companies that count, or that are undecided where these are asked for."""
    view = book.at(of.day, known=of.known, convention=convention(of.money))
    keys = [of.group[0]] if of.group else []
    where = company_filter(of.where) if of.where else None
    rows, _ = grouped(view, keys, pinned_rule(of.rule), where)
    counts = rows.on_facts if of.on_facts else rows.verdict
    rows = rows.filter(rows.verdict.isnull() if of.formula is Formula.UNDECIDED else counts)
    found = []
    for row in view.engine.arrow(rows.select("subject", "name", "value", *(f"by_{key}" for key in keys))).to_pylist():
        word = row[f"by_{keys[0]}"] if keys else None
        found.append(Member(row["subject"], row["name"], "" if word is None else str(word), row["value"]))
    return found


def amounts_of(members: Sequence[Member], of: Setting) -> dict[tuple[str, str], Decimal]:
    """What each company puts into a figure, by its subject and its group."""
    word = of.group[1] if of.group else ""
    found: dict[tuple[str, str], Decimal] = {}
    for member in members:
        if of.formula not in BESIDE_OTHERS and member.group != word:
            continue
        if of.formula is Formula.RANK and not member.group:
            continue
        amount = _amount(member, of)
        if amount is not None:
            key = member.subject, member.group
            found[key] = found.get(key, Decimal(0)) + amount
    return found


def _amount(member: Member, of: Setting) -> Decimal | None:
    """What a company puts into a figure; None where it is not in it."""
    low, high = of.band
    value = member.value
    if of.band != (None, None) and (
        value is None or (low is not None and value < low) or (high is not None and value >= high)
    ):
        return None
    return value if of.formula in (Formula.SUM, Formula.MEDIAN) else Decimal(1)


def figure(members: Sequence[Member], of: Setting) -> Decimal | None:
    """A figure worked out of the companies that count; None where nothing is there from which it could follow."""
    word = of.group[1] if of.group else ""
    own = [amount for member in members if member.group == word and (amount := _amount(member, of)) is not None]
    if of.formula in ADDED:
        return sum(own, start=Decimal(0))
    if of.formula is Formula.MEDIAN:
        return round(median(own), 2) if own else None
    if of.formula is Formula.SHARE:
        return Decimal(str(round(len(own) / len(members), SHARE_DIGITS))) if members else None
    if not word:
        return None
    groups = Counter(member.group for member in members if member.group)
    return Decimal(1 + sum(count > len(own) for count in groups.values()))


def pinned_rule(of: Rule) -> Standard:
    """A rule as a standard that has no other edition and no other tier, so that every day is asked by it."""
    return replace(of.standard, editions=(replace(of.edition, tiers=(of.tier,)),))


def _moves(
    steps: Sequence[Mapping[tuple[str, str], Decimal]], names: Mapping[str, str], *, beside: bool
) -> Iterator[Moved]:
    """The companies that differ between two steps that follow each other."""
    for cause, (before, after) in zip(Cause, pairwise(steps), strict=True):
        for key in sorted({*before, *after}, key=lambda key: (names.get(key[0], "").casefold(), *key)):
            if change := after.get(key, Decimal(0)) - before.get(key, Decimal(0)):
                subject, group = key
                yield Moved(subject, names.get(subject, subject), cause, change, group if beside else "")
