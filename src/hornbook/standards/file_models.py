"""What a standard's file may hold, key by key."""

import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator

from hornbook.errors import PhraseError
from hornbook.text import Text, message


class StrictModel(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


def _several(value: Any) -> Any:
    """One word as a list of it."""
    return [value] if isinstance(value, str) else value


class TextModel(StrictModel):
    en: str
    zh: str

    def text(self) -> Text:
        return Text(self.en, self.zh)


class CiteModel(StrictModel):
    id: str
    title: str
    url: str | None = None
    grade: Literal["issuer", "copy", "press", "weak", "memory"] | None = None
    """The issuer's own text, a copy of it, a report of it, a source that cannot be relied on, or memory alone."""

    @field_validator("url")
    @classmethod
    def _web(cls, value: str | None) -> str | None:
        if value is not None and not value.startswith(("http://", "https://")):
            raise PhraseError(message("should begin with http:// or https://"))
        return value


class MoneyModel(StrictModel):
    currency: str = Field(pattern="^[A-Z]{3}$")
    convention: Annotated[list[str], BeforeValidator(_several)] = ["spot"]
    """How amounts are converted; several where the text does not say, and may be read in each of these ways."""
    stated: bool = False


class ClauseModel(StrictModel):
    rule: str
    cites: list[str] = []
    note: TextModel | None = None


ClauseModels = dict[str, str | ClauseModel]


_ID = r"^[a-z0-9][a-z0-9_-]*$"


def is_standard_id(word: str) -> bool:
    """Whether a word can be the id of a standard or a tier."""
    return re.fullmatch(_ID[1:-1], word) is not None


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
    age: Annotated[list[Age], BeforeValidator(_several)] = ["anniversary"]
    """How years of age are counted; both where the text does not say."""
    money: MoneyModel
    counts: dict[str, str] = {}
    terms: dict[str, str] = {}
    """How long a status lasts that states no end, such as 3 years."""
    define: dict[str, str] = {}
    matter: dict[str, TextModel] = {}
    all: ClauseModels = {}
    tier: list[TierModel] = Field(min_length=1)


Exit = Literal["drops", "no_ground", "silent"]
"""A company that exits fails; it does not fail for that; or the text does not say."""


class StandardModel(StrictModel):
    id: str = Field(pattern=_ID)
    name: TextModel
    issuer: TextModel
    jurisdiction: Annotated[list[str], BeforeValidator(_several)]
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
