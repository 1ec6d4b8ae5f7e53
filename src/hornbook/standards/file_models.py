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
    convention: str = "spot"
    stated: bool = False


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


class EditionModel(StrictModel):
    id: str
    observed: date | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    cites: list[str]
    age: Literal["anniversary", "calendar"] = "anniversary"
    money: MoneyModel
    counts: dict[str, str] = {}
    define: dict[str, str] = {}
    matter: dict[str, TextModel] = {}
    all: ClauseModels = {}
    tier: list[TierModel] = Field(min_length=1)


class StandardModel(StrictModel):
    id: str = Field(pattern=_ID)
    name: TextModel
    issuer: TextModel
    jurisdiction: str
    document: str | None = None
    status: Literal["complete", "partial"]
    confidence: Literal["high", "medium", "low"]
    notes: list[TextModel] = []
    cite: list[CiteModel] = Field(min_length=1)
    edition: list[EditionModel] = Field(min_length=1)
    base: dict[str, Any] = {}
    example: list[dict[str, Any]] = []
