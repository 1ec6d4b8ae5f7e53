"""What a publisher's file may hold, key by key."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from hornbook.standards.file_models import CiteModel, StrictModel, TextModel

_ID = r"^[a-z0-9][a-z0-9_-]*$"

MeasureWord = Literal[
    "unicorns", "super_unicorns", "potential_unicorns", "cheetahs", "ever_unicorns", "total_value",
    "entered", "left", "left_listed", "left_acquired", "left_listed_or_acquired", "left_below", "left_over_age",
    "value_rose", "value_fell", "value_unchanged", "value_growth", "unicorns_growth", "share_of_unicorns",
    "hard_tech_share", "cities",
]  # fmt: skip
"""What a figure counts or measures; `measures.py` gives the unit of each, and whether it is a stock."""
MoneyUnit = Literal["USD bn", "USD tn", "CNY tn"]
CheckKind = Literal["parts", "some", "flow", "share", "growth", "money"]
"""How figures must agree: parts make the whole; some parts are no more than it; a stock before and its flows make the
stock after; parts by their share make the whole; a rate of growth; amounts in two currencies."""


def _several(value: Any) -> Any:
    """One value as a list of it."""
    return [value] if isinstance(value, str) else value


Words = Annotated[list[str], BeforeValidator(_several)]


class DatedCite(CiteModel):
    """Where figures were read, and the day that the page bears."""

    grade: Literal["issuer", "copy", "press", "weak", "memory"]
    day: date | None = None


class ApartModel(StrictModel):
    """Another series, such as `gei:china`, that must not be joined with this one, and why."""

    series: str
    because: TextModel


class SeriesModel(StrictModel):
    """What a publisher counts by one definition; its editions follow each other."""

    id: str = Field(pattern=_ID)
    name: TextModel
    definition: TextModel
    scope: TextModel | None = None
    """Which companies the publisher looks at, where that is not the place alone."""
    standard: str | None = None
    """The standard and tier of the library that write this definition as a rule, such as `hurun:unicorn`."""
    cumulative: bool = False
    """Whether companies that have left are counted too."""
    apart: list[ApartModel] = []


class ValueModel(StrictModel):
    """A figure with more than its number: an interval where the source has words, a doubt, or why it is held back."""

    value: int | Decimal | None = None
    least: int | Decimal | None = None
    most: int | Decimal | None = None
    words: TextModel | None = None
    """The source's words where it gives no plain number: over 800."""
    cut_off: str | None = None
    """Where this figure is of another time than its edition."""
    cites: Words = []
    doubt: TextModel | None = None
    held: TextModel | None = None


class FiguresModel(StrictModel):
    """Figures of one measure by place."""

    measure: MeasureWord
    unit: MoneyUnit | None = None
    """Of money, and of nothing else."""
    cites: Words = []
    doubt: TextModel | None = None
    values: dict[str, int | Decimal | ValueModel] = Field(min_length=1)


class PublishedEditionModel(StrictModel):
    """One edition of a series."""

    id: str = Field(pattern=_ID)
    series: str
    name: TextModel
    cut_off: str | None = Field(default=None, pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")
    """The day, month or year up to which the figures count."""
    released: date | None = None
    seen: date | None = None
    """The earliest day of a page about it, where the day of release was not seen."""
    cites: Words = Field(min_length=1)
    note: TextModel | None = None
    doubt: TextModel | None = None
    figures: list[FiguresModel] = Field(min_length=1)


class CheckModel(StrictModel):
    """What arithmetic asks of figures. A figure is written `EDITION:PLACE:MEASURE`."""

    id: str = Field(pattern=_ID)
    kind: CheckKind
    name: TextModel
    result: str
    terms: list[str] = Field(min_length=1)
    """Figures that are added up; one behind a minus is taken off."""
    share: str | None = None
    """The share, for `share`, or the rate of growth, for `growth` and `money`."""
    rate: list[Decimal] = []
    """The least and the most of a currency's units for one US dollar, for `money`."""
    note: TextModel | None = None
    held: TextModel | None = None


class PublisherModel(StrictModel):
    id: str = Field(pattern=_ID)
    name: TextModel
    note: TextModel | None = None
    read: date
    """The day by which all its pages had been read: a figure without an earlier day was known by then."""
    cite: list[DatedCite] = Field(min_length=1)
    series: list[SeriesModel] = Field(min_length=1)
    edition: list[PublishedEditionModel] = Field(min_length=1)
    check: list[CheckModel] = []
