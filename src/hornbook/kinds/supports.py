"""The kinds of facts about supports, needs and supplies: what a company asked for, got and sells to whom."""

from dataclasses import dataclass
from typing import ClassVar

from hornbook.kinds.fact import Fact
from hornbook.terms import Amount, Day


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied(Fact):
    """The company applied for a support or a recognition."""

    zh: ClassVar[str] = "申请"
    key_also: ClassVar[tuple[str, ...]] = ("support",)
    support: str
    """The id of the support measure or of the recognition."""
    amount: Amount | None = None
    currency: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Granted(Fact):
    """A support was granted to the company."""

    zh: ClassVar[str] = "支持获批"
    key_also: ClassVar[tuple[str, ...]] = ("support",)
    support: str
    """The id of the support measure."""
    amount: Amount | None = None
    currency: str | None = None
    by: str | None = None
    """The authority that granted it."""
    until: Day | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Paid(Fact):
    """Money of a support was paid to the company, or recovered from it."""

    zh: ClassVar[str] = "支持兑付"
    key_also: ClassVar[tuple[str, ...]] = ("support",)
    support: str
    """The id of the support measure."""
    amount: Amount
    currency: str
    instalment: int | None = None
    """Which payment of the support it is, from 1."""
    recovered: bool = False
    """True where the money went back."""
    by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Need(Fact):
    """The company said what it needs."""

    zh: ClassVar[str] = "诉求"
    key_also: ClassVar[tuple[str, ...]] = ("topic",)
    topic: str
    """capital, space, talent, scenario, licence, customers or the source's own word."""
    text: str | None = None
    amount: Amount | None = None
    currency: str | None = None
    until: Day | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplies(Fact):
    """The company sells to another."""

    zh: ClassVar[str] = "供应关系"
    key_also: ClassVar[tuple[str, ...]] = ("to",)
    to: str
    """The customer, by name."""
    to_id: str | None = None
    """The customer by its subject in the book, or by an identifier with its scheme."""
    what: str | None = None
    until: Day | None = None
