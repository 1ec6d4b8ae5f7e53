"""A model as a file, and its use in another book without learning anew.

The file is JSON: what was asked, of which day, from which book, LightGBM's text of the trees, and the card. Nothing in
it is run, and whoever opens it need not trust it: the trees are held to their form before LightGBM reads them.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from hornbook.book.book import Book
from hornbook.document import parsed_document
from hornbook.errors import HornbookError, QuestionError, reason
from hornbook.locale import Lang, in_language
from hornbook.scout.calibrate import Calibration
from hornbook.scout.features import feature_indicators
from hornbook.scout.forecast import model_digest
from hornbook.scout.frames import NAMES, Frames
from hornbook.scout.learning import LearntEvent, Scale, margins, weighted_score
from hornbook.scout.model import Model, Past
from hornbook.scout.question import Lesson, question_of
from hornbook.scout.ranking import Ranking, nobody_there, ranking
from hornbook.scout.rows import Note, no_notes
from hornbook.scout.tree_text import NoTrees, check_trees
from hornbook.terms import VERSION, Day
from hornbook.text import Phrase, Text, listing, message

FORMAT = "hornbook-scout-model-1"
LARGEST_MODEL = 100_000_000
"""A file of a model is no larger than so many bytes."""

_Short = Annotated[str, Field(max_length=200)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False, frozen=True)


class _Part(_Strict):
    event: _Short
    within: int = Field(ge=1, le=240)
    weight: float = Field(gt=0)
    also: list[_Short]
    by: Literal["chance", "order"]
    features: list[_Short] = Field(min_length=1, max_length=500)
    days: list[date] = Field(min_length=1, max_length=500)
    rows: int = Field(ge=0)
    cases: int = Field(ge=0)
    trees: list[str] = Field(min_length=1, max_length=64)


class _Scale(_Strict):
    mean: list[float]
    spread: list[Annotated[float, Field(gt=0)]]


class _Calibration(_Strict):
    intercept: float
    slope: float
    drawn: list[tuple[float, float]] = Field(max_length=1_000)
    cases: int
    rows: int


class _Sentence(_Strict):
    en: str
    zh: str


class _Saved(_Strict):
    format: Literal["hornbook-scout-model-1"]
    hornbook: _Short
    digest: str = Field(pattern=r"^[0-9a-f]{12}$")
    seed: int = Field(ge=0)
    judged: date
    seen: date
    features_known: date
    reconstructed: bool
    simulated: bool
    book_version: int
    book_digest: _Short
    companies: int = Field(ge=0)
    formulas: _Short
    shares: dict[_Short, float]
    question: str
    unlearnt: list[_Short]
    parts: list[_Part] = Field(min_length=1, max_length=20)
    scale: _Scale
    calibration: _Calibration | None
    card: list[_Sentence] = Field(max_length=100)


@dataclass(frozen=True, slots=True)
class SavedPast(Past):
    """The training days of a model that was read from a file: what the file says of them, without their rows."""

    was_reconstructed: bool
    was_known: Day

    @property
    def reconstructed(self) -> bool:
        """Whether a training day was seen with what was known later than that day."""
        return self.was_reconstructed

    @property
    def features_known(self) -> Day:
        """The last day by which anything of the training days was known."""
        return self.was_known


@dataclass(frozen=True, slots=True)
class SavedModel:
    """A model that was read from a file, and from where it comes."""

    model: Model
    hornbook: str
    simulated: bool
    book_digest: str
    companies: int
    """How many companies were ranked on the day for which it was learnt."""
    formulas: str
    """A digest of how features were worked out then."""
    shares: dict[str, float]
    """Of which share of those companies each feature was known."""
    card: tuple[Text, ...]


def saved_text(of: Ranking, book: Book, card: tuple[Phrase, ...]) -> str:
    """The model of a ranking as the text of a file."""
    model = of.model
    found = {
        "format": FORMAT,
        "hornbook": VERSION,
        "digest": model_digest(model),
        "seed": model.seed,
        "judged": model.past.judged.isoformat(),
        "seen": model.past.seen.isoformat(),
        "features_known": model.past.features_known.isoformat(),
        "reconstructed": model.past.reconstructed,
        "simulated": any(batch.simulated for batch in book.batches),
        "book_version": book.version,
        "book_digest": book.digest,
        "companies": len(of.frame.subjects),
        "formulas": _formulas(),
        "shares": known_shares(of),
        "question": model.question.text,
        "unlearnt": list(model.unlearnt),
        "parts": [_part(part) for part in model.parts],
        "scale": {"mean": model.scale.mean, "spread": model.scale.spread},
        "calibration": _calibration(model.calibration),
        "card": [{"en": in_language(line, Lang.EN), "zh": in_language(line, Lang.ZH)} for line in card],
    }
    return json.dumps(found, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _part(part: LearntEvent) -> dict[str, Any]:
    lesson = part.lesson
    return {
        "event": lesson.event, "within": lesson.within, "weight": lesson.weight, "also": lesson.also, "by": lesson.by,
        "features": [NAMES[n] for n in part.features], "days": [day.isoformat() for day in part.days],
        "rows": part.rows, "cases": part.cases, "trees": part.trees,
    }  # fmt: skip


def _calibration(found: Calibration | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "intercept": found.intercept, "slope": found.slope, "drawn": found.drawn, "cases": found.cases,
        "rows": found.rows,
    }  # fmt: skip


def known_shares(of: Ranking) -> dict[str, float]:
    """Of which share of a ranking's companies each feature is known."""
    known = (~np.isnan(of.frame.values)).mean(axis=0)
    return {name: round(float(share), 4) for name, share in zip(NAMES, known, strict=True)}


def _formulas() -> str:
    """A digest of how features are worked out: their names, and the indicators from which they are made."""
    words = [*NAMES, *(f"{of.name}={of.formula!r}" for of in feature_indicators())]
    return hashlib.sha256("\x1f".join(words).encode()).hexdigest()[:16]


def same_formulas(saved: SavedModel) -> bool:
    """Whether features are worked out here as they were when the model was learnt."""
    return saved.formulas == _formulas()


def read_model(path: Path) -> SavedModel:
    """Read a file that `scout learn` saved; QuestionError where it is another, damaged, or asks for other features."""
    try:
        if not path.is_file():
            raise QuestionError(message("{file} is no file.", file=str(path)))
        with path.open("rb") as file:
            raw = file.read(LARGEST_MODEL + 1)
        if len(raw) > LARGEST_MODEL:
            raise _refused(path, message("it is too large"))
        found = _Saved.model_validate_json(raw)
        return _model(path, found)
    except OSError as error:
        raise QuestionError(message("{path} cannot be read: {cause}.", path=str(path), cause=reason(error))) from None
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(map(str, first["loc"])) or first["type"]
        raise _refused(path, message("'{key}' cannot be read", key=key)) from None
    except NoTrees as error:
        raise _refused(path, str(error)) from None


def _refused(path: Path, cause: Phrase) -> HornbookError:
    return QuestionError(
        message("{file} is no model that `hornbook scout learn` saved: {cause}.", file=path.name, cause=cause)
    )


def _model(path: Path, found: _Saved) -> SavedModel:
    asked = question_of(parsed_document(f"{path.name}: question", found.question, QuestionError))
    unknown = sorted({name for part in found.parts for name in part.features} - set(NAMES))
    if unknown:
        raise _refused(path, message("it asks for unknown features: {names}", names=listing(unknown[:5])))
    parts = []
    for part in found.parts:
        for trees in part.trees:
            check_trees(trees, part.features)
        lesson = Lesson(asked.event(part.event).id, part.within, part.weight, tuple(part.also), part.by)
        features = tuple(NAMES.index(name) for name in part.features)
        parts.append(LearntEvent(lesson, features, tuple(part.trees), tuple(part.days), part.rows, part.cases))
    scale = Scale(tuple(found.scale.mean), tuple(found.scale.spread))
    if not len(scale.mean) == len(scale.spread) == len(parts):
        raise _refused(path, message("its parts and their scale do not agree"))
    past = SavedPast(found.judged, found.seen, {}, {}, found.reconstructed, found.features_known)
    by = found.calibration
    calibration = Calibration(by.intercept, by.slope, tuple(by.drawn), by.cases, by.rows) if by else None
    model = Model(asked, past, found.seed, tuple(parts), tuple(found.unlearnt), scale, calibration)
    if model_digest(model) != found.digest:
        raise _refused(path, message("its digest does not agree with what it holds"))
    card = tuple(Text(line.en, line.zh) for line in found.card)
    return SavedModel(
        model, found.hornbook, found.simulated, found.book_digest, found.companies, found.formulas, found.shares, card
    )


def rank_by_model(book: Book, saved: SavedModel, day: Day, *, note: Note = no_notes) -> Ranking:
    """The ranking of a day by a saved model, on the scale of the day for which it was learnt.

    QuestionError where that day is later: such a list would know what came after its own day.
    """
    model = saved.model
    if model.past.judged > day:
        raise QuestionError(
            message(
                "The model was learnt for {judged}. A list of {day} by it would know what came later.",
                judged=model.past.judged,
                day=day,
            )
        )
    frame = Frames(book, model.question, note).of([day], None)[day]
    if not len(frame.subjects):
        raise nobody_there(frame, model.question)
    each = [margins(part, frame.ranks) for part in model.parts]
    score = weighted_score(each, model.scale, [part.lesson.weight for part in model.parts])
    return ranking(frame, model, score, book.version)
