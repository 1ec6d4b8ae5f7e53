"""What a standard's file may hold, key by key."""

from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from hornbook.errors import PhraseError
from hornbook.text import Text, message


class StrictModel(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class TextModel(StrictModel):
    en: str
    zh: str

    def text(self) -> Text:
        return Text(self.en, self.zh)


class CiteModel(StrictModel):
    id: str
    title: str
    url: str | None = None

    @field_validator("url")
    @classmethod
    def _web(cls, value: str | None) -> str | None:
        if value is not None and not value.startswith(("http://", "https://")):
            raise PhraseError(message("should begin with http:// or https://"))
        return value


class MoneyModel(StrictModel):
    currency: str = Field(pattern="^[A-Z]{3}$")
    convention: str | list[str] = "spot"
    """How amounts are converted; several where the text does not say, and may be read in each of these ways."""
    stated: bool = False

    def conventions(self) -> tuple[str, ...]:
        """The convention, or each of several."""
        return (self.convention,) if isinstance(self.convention, str) else tuple(self.convention)


class ClauseModel(StrictModel):
    rule: str
    cites: list[str] = []
    note: TextModel | None = None


ClauseModels = dict[str, str | ClauseModel]


_ID = r"^[a-z0-9][a-z0-9_-]*$"


class TierModel(StrictModel):
    id: str = Field(pattern=_ID)
    name: TextModel
    all: ClauseModels = {}
    any: dict[str, ClauseModels] = {}


Age = Literal["anniversary", "calendar"]


class EditionModel(StrictModel):
    id: str
    observed: date | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    cites: list[str]
    age: Age | list[Age] = "anniversary"
    """How years of age are counted; both where the text does not say."""
    money: MoneyModel
    counts: dict[str, str] = {}
    define: dict[str, str] = {}
    matter: dict[str, TextModel] = {}
    all: ClauseModels = {}
    tier: list[TierModel] = Field(min_length=1)

    def ages(self) -> tuple[str, ...]:
        """The way to count ages, or each of several."""
        return (self.age,) if isinstance(self.age, str) else tuple(self.age)


Exit = Literal["drops", "no_ground", "silent"]
"""A company that exits fails; it does not fail for that; or the text does not say."""


class StandardModel(StrictModel):
    id: str = Field(pattern=_ID)
    name: TextModel
    issuer: TextModel
    jurisdiction: str | list[str]
    document: str | None = None
    kind: Literal["recognition", "list", "definition"] = "definition"
    """An authority's recognition, a list that its maker keeps, or a definition alone."""
    closed: Exit | None = None
    sold: Exit | None = None
    """Whether a company that has closed or was sold fails; by default what the kind says."""
    status: Literal["complete", "partial"]
    confidence: Literal["high", "medium", "low"]
    notes: list[TextModel] = []
    cite: list[CiteModel] = Field(min_length=1)
    edition: list[EditionModel] = Field(min_length=1)
    base: dict[str, Any] = {}
    example: list[dict[str, Any]] = []

    def jurisdictions(self) -> tuple[str, ...]:
        """The jurisdiction, or each of several."""
        return (self.jurisdiction,) if isinstance(self.jurisdiction, str) else tuple(self.jurisdiction)
