"""What a support's file may hold, key by key, beside the conditions that it shares with a standard's file."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from hornbook.standards.file_models import (
    CiteModel,
    ClauseModels,
    MoneyModel,
    StrictModel,
    TextModel,
)

_ID = r"^[a-z0-9][a-z0-9_-]*$"

SupportKind = Literal[
    "grant", "voucher", "interest", "rent", "talent", "listing", "tax", "fund", "loan", "guarantee", "equity",
    "scenario", "service", "status", "ceiling",
]  # fmt: skip
LevelWord = Literal["national", "province", "city", "district", "other"]
AwardCounts = Literal["money", "deduction", "exclusion", "loan", "guarantee", "equity", "carried", "ceiling"]
"""What an amount is: money for the beneficiary, what is taken off its income or gain, what it may borrow, a credit that
is carried forward to later years, or the most that all aid together may come to."""


def _several(value: Any) -> Any:
    """One value as a list of it."""
    return [value] if isinstance(value, str) else value


class SpanModel(StrictModel):
    """A time, its first and its last day included."""

    first: date | None = None
    last: date | None = None


class InputModel(TextModel):
    """A figure that the claim states, read from `Figure` facts of that measure."""

    unit: Literal["money", "number", "share", "day"]


class CapModel(StrictModel):
    """The most that is paid, per contract or project, year, or lifetime of the company."""

    amount: str
    per: Literal["contract", "project", "year", "lifetime"]
    cites: list[str] = []
    note: TextModel | None = None


class InstalmentModel(StrictModel):
    """A part of an award that is paid at its own time."""

    share: str
    when: TextModel


class PartModel(StrictModel):
    """One way to be entitled, and what it brings."""

    id: str = Field(pattern=_ID)
    name: TextModel
    all: ClauseModels = {}
    any: dict[str, ClauseModels] = {}
    standard: str | None = None
    """A standard and its tier, such as 'hurun:unicorn', or a standard's file, whose conditions are asked too."""
    amount: str | None = None
    """An amount in the edition's currency; absent where the text names none."""
    counts: AwardCounts = "money"
    caps: list[CapModel] = []
    instalments: list[InstalmentModel] = []
    cites: list[str] = []
    doubt: TextModel | None = None
    """What is doubtful about the amount."""


class PoolModel(StrictModel):
    """What there is to give in all."""

    amount: str
    per: Literal["year", "batch", "lifetime"] = "year"
    rationing: Literal["day", "score", "pro_rata", "unstated"] = "unstated"
    note: TextModel | None = None


class WindowModel(StrictModel):
    """When a claim is filed."""

    first: str | None = Field(default=None, pattern=r"^(\d{4}-)?\d{2}-\d{2}$")
    last: str | None = Field(default=None, pattern=r"^(\d{4}-)?\d{2}-\d{2}$")
    """A day of every year such as 03-01, or one day such as 2025-03-01."""
    step: Literal["claim", "redeem"] = "claim"
    note: TextModel | None = None


class StackModel(StrictModel):
    """What this support may not be joined with, or only within limits."""

    id: str = Field(pattern=_ID)
    """The group's word; supports that name one group share its rule."""
    rule: Literal["at_most", "ceiling", "needs"]
    parts: Annotated[list[str], BeforeValidator(_several)] = []
    """The parts of this support that belong to the group; all of them where none is named."""
    at_most: int = Field(default=1, ge=1)
    ceiling: str | None = None
    """An amount, for the rule 'ceiling'."""
    needs: str | None = None
    """A support, or a support and its part such as 'cn-x:voucher', for the rule 'needs'."""
    cites: list[str] = []
    note: TextModel | None = None


class OrderModel(StrictModel):
    """One weight by which companies are put in order: of a condition, of a quantity, or of the scout's place."""

    id: str = Field(pattern=_ID)
    weight: Annotated[int, Field(gt=0, le=1_000_000)] | Annotated[Decimal, Field(gt=0, le=1_000_000)]
    name: TextModel
    when: str | None = None
    """A condition: where it holds it gives the whole weight, else nothing."""
    value: str | None = None
    """A quantity, which gives more from one limit to the other."""
    first: str | None = Field(default=None, alias="from")
    """The limit at which the quantity gives nothing; it may be the greater one."""
    last: str | None = Field(default=None, alias="to")
    """The limit from which it gives the whole weight."""
    scout: bool = False
    """The place in a list of the scout that a question names."""
    cites: list[str] = []
    note: TextModel | None = None


class SupportEditionModel(StrictModel):
    id: str
    observed: date | None = None
    valid: list[SpanModel] = []
    cites: list[str]
    age: Annotated[list[Literal["anniversary", "calendar"]], BeforeValidator(_several)] = ["anniversary"]
    money: MoneyModel
    counts: dict[str, str] = {}
    terms: dict[str, str] = {}
    input: dict[str, InputModel] = {}
    define: dict[str, str] = {}
    matter: dict[str, TextModel] = {}
    all: ClauseModels = {}
    part: list[PartModel] = Field(min_length=1)
    parts: Literal["add", "best"] | None = None
    """Whether the parts add up, or one of them is had; said where there are several."""
    pool: PoolModel | None = None
    window: list[WindowModel] = []
    without_application: bool = False
    """Whether it is paid without application (免申即享)."""
    stack: list[StackModel] = []
    order: list[OrderModel] = []
    """By which weights the text chooses among companies; none where it does not say."""
    obligations: list[TextModel] = []
    clawback: list[TextModel] = []
    evidence: list[TextModel] = []


class SupportModel(StrictModel):
    id: str = Field(pattern=_ID)
    name: TextModel
    issuer: TextModel
    bureau: TextModel | None = None
    """The bureau in charge, where it is not the issuer."""
    jurisdiction: Annotated[list[str], BeforeValidator(_several)]
    level: LevelWord
    kind: Annotated[list[SupportKind], BeforeValidator(_several)] = Field(min_length=1)
    beneficiary: Literal["company", "investor", "other"] = "company"
    document: str | None = None
    closed: Literal["drops", "no_ground"] = "drops"
    status: Literal["complete", "partial"]
    """Whether terms of the text are missing here."""
    earlier: Literal["unwritten"] | None = None
    """'unwritten' where the measure existed before its first edition here: a day before it cannot be decided."""
    notes: list[TextModel] = []
    cite: list[CiteModel] = Field(min_length=1)
    edition: list[SupportEditionModel] = Field(min_length=1)
    base: dict[str, Any] = {}
    example: list[dict[str, Any]] = []
