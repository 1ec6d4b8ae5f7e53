"""A list that `scout rank --json` wrote, read again: for answers that use one without learning a model."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from hornbook.book.store import Store
from hornbook.errors import QuestionError, reason
from hornbook.terms import Day
from hornbook.text import Message, Text, message

LARGEST_LIST = 500_000_000
"""A saved list is no larger than so many bytes."""
OTHER_BOOK = message("CAUTION: the list was made from another book, or from a later version of this one.")
"""What a page says of a list that is not of its book."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedPlace:
    """A company of a saved list."""

    rank: int
    company: str
    name: str
    score: float
    probability: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedList:
    """A list, from what it follows, and its companies, the likeliest first."""

    day: Day
    known: Day
    book_version: int
    book_digest: str
    simulated: bool
    question: str
    target: str
    horizon_months: int
    model: str
    """The digest of its model."""
    companies: tuple[SavedPlace, ...]
    card: tuple[Text, ...] = ()
    """What the list says of its model; empty where the file holds no card."""


class _Read(BaseModel):
    model_config = ConfigDict(strict=True, allow_inf_nan=False)


class _Asked(_Read):
    day: date
    known: date
    book_version: int
    book_digest: str
    simulated: bool


class _Question(_Read):
    id: str
    target: str
    horizon_months: int


class _Used(_Read):
    digest: str


class _Sentence(_Read):
    en: str
    zh: str


class _Company(_Read):
    rank: int = Field(ge=1)
    company: str
    name: str
    score: float
    probability: float | None = Field(ge=0, le=1)
    low: float | None = Field(ge=0, le=1)
    high: float | None = Field(ge=0, le=1)


class _List(_Read):
    asked: _Asked
    question: _Question
    model: _Used
    companies: list[_Company]
    card: list[_Sentence | str] = Field(default_factory=list)


def read_list(path: Path) -> SavedList:
    """Read a list; QuestionError where a file is none. `scout rank --top N` says how many companies it has."""
    try:
        if not path.is_file() or path.stat().st_size > LARGEST_LIST:
            raise QuestionError(_refusal(path))
        found = _List.model_validate_json(path.read_bytes())
    except OSError as error:
        raise QuestionError(message("{path} cannot be read: {cause}.", path=str(path), cause=reason(error))) from None
    except ValidationError:
        raise QuestionError(_refusal(path)) from None
    return SavedList(
        **dict(found.asked),
        question=found.question.id,
        target=found.question.target,
        horizon_months=found.question.horizon_months,
        model=found.model.digest,
        companies=tuple(SavedPlace(**dict(company)) for company in sorted(found.companies, key=lambda of: of.rank)),
        card=tuple(Text(of, of) if isinstance(of, str) else Text(of.en, of.zh) for of in found.card),
    )


def is_of_book(saved: SavedList, book: Store) -> bool:
    """Whether a list was made from this book, at the version asked or before it; its companies are others if not."""
    return 0 <= saved.book_version <= book.version and book.digest_at(saved.book_version) == saved.book_digest


def _refusal(path: Path) -> Message:
    return message("{file} is no list that `hornbook scout rank --json` wrote.", file=path.name)
