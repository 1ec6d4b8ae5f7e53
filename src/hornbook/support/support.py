"""What a measure of support is: who is entitled to it, to how much, when, and beside what else."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from fractions import Fraction
from hashlib import sha256
from typing import Literal

from hornbook.document import Document
from hornbook.lang import bound
from hornbook.lang.tree import Node
from hornbook.standards.standard import Cite, Edition, Standard
from hornbook.support.order import OrderEntry
from hornbook.terms import Day
from hornbook.text import Text


class PayerLevel(IntEnum):
    """Whose money it is; where several pay together, the upper level pays first."""

    NATIONAL = 0
    PROVINCE = 1
    CITY = 2
    DISTRICT = 3
    OTHER = 4


@dataclass(frozen=True, slots=True)
class TermSpan:
    """A time with its first and its last day; None where the text states none."""

    first: Day | None
    last: Day | None

    def holds(self, day: Day) -> bool:
        """Whether the day lies within it."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class AwardText:
    """An amount as written, as a tree, and bound."""

    written: str
    tree: Node
    amount: bound.Quantity


@dataclass(frozen=True, slots=True)
class Cap:
    """The most that is paid per contract, project, year or lifetime."""

    award: AwardText
    per: str
    cites: tuple[Cite, ...]
    note: Text | None


@dataclass(frozen=True, slots=True)
class Instalment:
    """A share of an award, and when it is paid."""

    share: Fraction
    when: Text


@dataclass(frozen=True, slots=True)
class Part:
    """One way to be entitled, and what it brings; its conditions are the tier of the same id."""

    id: str
    name: Text
    award: AwardText | None
    """None where the text names no amount."""
    counts: str
    """money, deduction, exclusion, loan, guarantee, equity, carried or ceiling."""
    caps: tuple[Cap, ...]
    instalments: tuple[Instalment, ...]
    cites: tuple[Cite, ...]
    doubt: Text | None
    standard: str | None
    """The standard and tier whose conditions are asked beside the own ones."""


@dataclass(frozen=True, slots=True)
class Pool:
    """What there is to give in all, in hundredths of the currency."""

    amount: int
    per: str
    rationing: str
    """By day of filing, by score, pro rata, or unstated."""
    note: Text | None


@dataclass(frozen=True, slots=True)
class Window:
    """When a claim is filed or redeemed; days such as '03-01' come back every year."""

    first: str | None
    last: str | None
    step: Literal["claim", "redeem"]
    note: Text | None


@dataclass(frozen=True, slots=True)
class Stack:
    """A rule on what may be joined: the parts of this support that belong to a group."""

    group: str
    rule: str
    """at_most, ceiling or needs."""
    parts: tuple[str, ...]
    at_most: int
    ceiling: int | None
    """In hundredths of the currency."""
    needs: str | None
    cites: tuple[Cite, ...]
    note: Text | None


@dataclass(frozen=True, slots=True)
class SupportEdition:
    """The terms as they stood from a day on."""

    id: str
    rules: Edition
    """The conditions of each part, as a standard's edition with a tier a part."""
    valid: tuple[TermSpan, ...]
    currency: str
    inputs: Mapping[str, Text]
    """Figures that the claim states, by measure."""
    parts: tuple[Part, ...]
    adds: bool
    """Whether parts add up; else one of them is had."""
    pool: Pool | None
    windows: tuple[Window, ...]
    without_application: bool
    stacks: tuple[Stack, ...]
    order: tuple[OrderEntry, ...]
    """By which weights companies are put in order; none where the text states no priorities."""
    obligations: tuple[Text, ...]
    clawback: tuple[Text, ...]
    evidence: tuple[Text, ...]
    earlier_unwritten: bool = False
    """Of the first edition: whether the measure existed before it by terms that are not written here."""

    @property
    def paying(self) -> tuple[Part, ...]:
        """The parts whose award is money."""
        return tuple(part for part in self.parts if part.award and part.counts == "money")

    def is_unwritten(self, day: Day) -> bool:
        """Whether earlier terms held on the day that are not written here."""
        return self.earlier_unwritten and bool(self.valid) and day < begins(self)

    def in_force(self, day: Day) -> bool | None:
        """Whether it was in force on the day; None where the text states no time, or earlier terms are not written."""
        if self.is_unwritten(day):
            return None
        if not self.valid:
            return None
        if any(span.holds(day) for span in self.valid):
            return True if all(span.first and span.last for span in self.valid if span.holds(day)) else None
        return False


@dataclass(frozen=True, slots=True, repr=False)
class Support:
    """A measure of support: a grant, voucher, tax relief, fund's mandate, loan, scenario or service."""

    id: str
    name: Text
    issuer: Text
    bureau: Text | None
    jurisdiction: str
    level: PayerLevel
    kinds: tuple[str, ...]
    beneficiary: str
    document: str | None
    partial: bool
    notes: tuple[Text, ...]
    cites: tuple[Cite, ...]
    standard: Standard
    """Its conditions as a standard: an edition an edition, a tier a part."""
    editions: tuple[SupportEdition, ...]
    source: Document

    def __repr__(self) -> str:
        return f"<Support: {self.id}>"

    @property
    def digest(self) -> str:
        """SHA-256 of the support's file."""
        return sha256(self.source.text.encode()).hexdigest()

    @property
    def from_memory(self) -> bool:
        """Whether nothing but memory stands behind it."""
        return all(cite.grade == "memory" for cite in self.cites)

    def edition(self, day: Day) -> SupportEdition:
        """The terms of a day: those in force, else the newest that had begun, else the first."""
        lasting = [each for each in self.editions if any(span.holds(day) for span in each.valid)]
        begun = [each for each in self.editions if begins(each) <= day]
        return (lasting or begun or [self.editions[0]])[-1]


def begins(of: SupportEdition) -> date:
    """The first day on which the terms are known to have stood."""
    firsts = [span.first or date.min for span in of.valid]
    return min(firsts) if firsts else of.rules.observed or date.min
