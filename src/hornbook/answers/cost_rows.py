"""The figures of a support's cost as answers hold them; amounts in the support's currency."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from hornbook.terms import Day


@dataclass(frozen=True, slots=True, kw_only=True)
class CostRow:
    """Companies and money: at least what the entitled take, at most what everybody takes who is not ruled out."""

    entitled: int
    may_be: int
    least: Decimal
    most: Decimal | None
    """None where an award has no limit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportSetting:
    """Something set: how it stood, and how it was set."""

    key: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupCost:
    """The cost of one group; its keys are empty where they are unknown."""

    keys: Mapping[str, str | int | None]
    cost: CostRow


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolReach:
    """How far the pool reaches for one period."""

    amount: Decimal
    per: str
    rationing: str
    least: Decimal
    most: Decimal
    """What is paid out of it, at least and at most."""
    exhausted: bool | None
    """Whether it is used up; None where that depends on what is not known."""
    fewest_paid: int | None
    most_paid: int | None
    """How many of the entitled are paid in full where they ask for more than there is, over every order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseSaving:
    """What one clause saves of the most: if it stood alone, as the last of all, and on average over every order."""

    part: str
    clause: str
    first_in: Decimal
    last_in: Decimal
    shapley: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class YearCost:
    """The cost on the same day of an earlier year, as it was known then."""

    day: Day
    cost: CostRow


@dataclass(frozen=True, slots=True, kw_only=True)
class CurvePoint:
    """The cost where a number of the text is another."""

    value: Decimal
    cost: CostRow
