"""Forecasts that are kept: a list with its probabilities as facts of the book, and what became of it, misses first.

A forecast is known from the day that is stated for it, and keeps the day of the calendar on which it was written. One
that was written after its stated day, or stated for a day after its horizon, is late: it proves nothing.
"""

import hashlib
import json
import re
from dataclasses import dataclass
from typing import Any

import ibis
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from hornbook.book.append import SCOUT, append_facts
from hornbook.book.book import Book
from hornbook.book.law import latest_statements
from hornbook.book.view import View
from hornbook.errors import QuestionError
from hornbook.kinds import Fact, Forecast
from hornbook.scout.measures import DRAWS, Bin, MeasureInterval, brier, calibration, calibration_error, compare_rankings
from hornbook.scout.model import Model
from hornbook.scout.outcomes import EXITS, Future
from hornbook.scout.question import Question
from hornbook.scout.ranking import Ranking
from hornbook.scout.rows import Note, no_notes
from hornbook.terms import Day, Grade, shift
from hornbook.text import message

Floats = NDArray[np.float64]

_PLACE = re.compile(r"rank (\d+) of (\d+)")


def question_digest(of: Question) -> str:
    """Eight hexadecimal digits of what is asked, without what is learnt from."""
    asked = [of.id, of.population_text, of.unless_text, of.target.text, of.horizon, of.every, of.settle]
    return hashlib.sha256(json.dumps(asked, ensure_ascii=False).encode()).hexdigest()[:8]


def model_digest(of: Model) -> str:
    """Twelve hexadecimal digits of the trees, their scale and the calibration."""
    trees = [tree for part in of.parts for tree in part.trees]
    return hashlib.sha256(repr([trees, of.scale, of.calibration]).encode()).hexdigest()[:12]


def signature(of: Ranking) -> str:
    """By whom a forecast is: question, model, version of the book, seed."""
    question, model = of.model.question, of.model
    return (
        f"scout question {question.id}/{question_digest(question)} model {model_digest(model)} "
        f"book {of.version} seed {model.seed}"
    )


@dataclass(frozen=True, slots=True)
class Registration:
    """A list that is now in the book. `new`: whether it was not there before."""

    new: bool
    day: Day
    registered: Day
    written: Day | None
    """The day of the calendar on which it was written; empty for a list that does not keep it."""
    late: bool
    companies: int
    by: str
    digest: str
    """SHA-256 of the facts, under which the book's log has them; empty where it is not new."""


def register_list(
    book: Book, of: Ranking, on: Day, *, top: int | None = None, written: Day | None = None
) -> Registration:
    """Append a ranking as forecasts known from `on`; the same list is there already and adds nothing.

    `written` is the day of the calendar on which this happens, which each forecast keeps.
    QuestionError where its probabilities are unknown, or `on` is before the day judged.
    """
    if of.probability is None:
        raise QuestionError(
            message("Its probabilities are unknown, so there is no forecast: too few cases had closed by then.")
        )
    if on < of.day:
        raise QuestionError(
            message("A list of {day} cannot be registered on {on}, before that day.", day=of.day, on=on)
        )
    by = signature(of)
    for each in registered_lists(book.at(on)):
        if each.day == of.day and each.by.split(" book ")[0] == by.split(" book ")[0]:
            return Registration(
                False, of.day, each.registered, each.written, each.late, len(each.subjects), each.by, ""
            )
    until, subjects = shift(of.day, of.model.question.horizon), of.frame.subjects.to_pylist()
    facts: list[Fact] = [
        Forecast(
            subject=subjects[at],
            valid=of.day,
            key=by,
            place=f"rank {rank} of {len(subjects)}",
            grade=Grade.SIMULATED if any(batch.simulated for batch in book.batches) else Grade.DERIVED,
            event=of.model.question.id,
            until=until,
            probability=float(of.probability[at]),
            by=by,
            registered_on=written,
        )
        for rank, at in enumerate(of.order[:top].tolist(), start=1)
    ]
    title = f"{of.model.question.id} {of.day}" + (f", written {written}" if written else "")
    batch = append_facts(book, facts, source=SCOUT, day=on, title=title)
    return Registration(True, of.day, on, written, is_late(on, until, written), len(facts), by, batch.sha256)


def is_late(on: Day, until: Day, written: Day | None) -> bool:
    """Whether a list that is known from `on` was written after that day, or only after its horizon."""
    return on > until or (written is not None and written > on)


@dataclass(frozen=True, slots=True)
class RegisteredList:
    """A list that was registered, best first."""

    by: str
    event: str
    day: Day
    until: Day
    registered: Day
    of: int
    """How many companies the whole list had."""
    subjects: list[str]
    rank: list[int]
    probability: Floats
    written: Day | None = None
    """The last day of the calendar on which a forecast of it was written; empty where it does not keep it."""

    @property
    def late(self) -> bool:
        """Whether it was written after the day from which it is known, or only after its horizon."""
        return is_late(self.registered, self.until, self.written)


def registered_lists(view: View) -> list[RegisteredList]:
    """Every list registered by the view's day of knowledge, the first first."""
    rows = latest_statements(view.book, Forecast, view.known)
    mine = rows.filter((rows.source == SCOUT) & ~rows.withdrawn).select(
        "subject", "valid", "known", "place", "event", "until", "probability", "by", "registered_on"
    )
    table = view.engine.arrow(mine.order_by([ibis.asc("known"), ibis.asc("by"), ibis.asc("valid")]))
    found: dict[tuple[str, Day], list[dict[str, Any]]] = {}
    for row in table.to_pylist():
        found.setdefault((row["by"], row["valid"]), []).append(row)
    return [_list(by, day, each) for (by, day), each in found.items()]


def _list(by: str, day: Day, given: list[dict[str, Any]]) -> RegisteredList:
    ranks = [(int(found[1]), int(found[2])) for row in given if (found := _PLACE.fullmatch(str(row["place"])))]
    if len(ranks) < len(given):
        raise QuestionError(
            message("Forecasts of {day} in the book do not say their ranks; they are not by this program.", day=day)
        )
    order = np.argsort([rank for rank, _ in ranks], kind="stable").tolist()
    rows = [given[n] for n in order]
    return RegisteredList(
        by,
        str(rows[0]["event"]),
        day,
        rows[0]["until"],
        min(row["known"] for row in rows),
        ranks[0][1],
        [str(row["subject"]) for row in rows],
        [ranks[n][0] for n in order],
        np.array([row["probability"] for row in rows], dtype=np.float64),
        max((row["registered_on"] for row in rows if row["registered_on"]), default=None),
    )


@dataclass(frozen=True, slots=True)
class SettledCompany:
    """One company of a settled list. `came`: none while the horizon is open and it has not come true."""

    company: str
    rank: int
    probability: float
    came: bool | None
    ended: str | None
    silent: bool


@dataclass(frozen=True, slots=True)
class Settlement:
    """What became of a registered list, as known by `known`."""

    list: RegisteredList
    known: Day
    closed: bool
    """Whether the horizon, and the time to settle, have passed."""
    late: bool
    """Whether it was written after its stated day, or registered only after its horizon: then it is no forecast."""
    expected: float
    """How many were to come true, by its probabilities."""
    lines: tuple[SettledCompany, ...]
    """In the order of the list."""
    figures: dict[str, MeasureInterval]
    bins: tuple[Bin, ...]
    brier: float
    off: float

    @property
    def came(self) -> int:
        """How many came true."""
        return sum(1 for line in self.lines if line.came)

    @property
    def cut(self) -> int:
        """How many places a faultless list would have filled: as many as came true or were expected, at least one."""
        return max(1, self.came, round(self.expected))

    @property
    def overlooked(self) -> tuple[SettledCompany, ...]:
        """Those that came true and stood below the cut, the worst ranked first."""
        missed = (line for line in self.lines if line.came and line.rank > self.cut)
        return tuple(sorted(missed, key=lambda line: -line.rank))

    @property
    def overrated(self) -> tuple[SettledCompany, ...]:
        """Those above the cut that did not come true, the best ranked first; none while the horizon is open."""
        return tuple(line for line in self.lines if line.came is False and line.rank <= self.cut)


def asks(question: Question, of: RegisteredList) -> bool:
    """Whether a list asked what the question asks, word for word."""
    return f" {question.id}/{question_digest(question)} " in of.by


def settle_list(
    book: Book, question: Question, of: RegisteredList, known: Day, *, draws: int = DRAWS, note: Note = no_notes
) -> Settlement:
    """What became of a list by what is known by a day; QuestionError where the question is another by now."""
    if not asks(question, of):
        raise QuestionError(
            message(
                "The list of {day} asked '{event}' in other words than the question '{question}' has now. "
                "Give the question as it was: --question FILE.",
                day=of.day,
                event=of.event,
                question=question.id,
            )
        )
    subjects = pa.array(of.subjects, pa.string())
    outcome = Future(book, question, known, note).outcomes({of.day: subjects})[of.day][question.target.id]
    open_ = not outcome.final
    lines = tuple(
        SettledCompany(
            company,
            rank,
            float(probability),
            None if open_ and not outcome.yes[n] and outcome.ended[n] < 0 else bool(outcome.yes[n]),
            EXITS[outcome.ended[n]] if outcome.ended[n] >= 0 else None,
            bool(outcome.silent[n]),
        )
        for n, (company, rank, probability) in enumerate(zip(of.subjects, of.rank, of.probability, strict=True))
    )
    figures, _ = compare_rankings(outcome.yes, {"list": -np.array(of.rank, dtype=np.float64)}, draws=draws)
    return Settlement(
        of,
        known,
        outcome.final,
        of.late,
        float(of.probability.sum()),
        lines,
        figures["list"],
        calibration(outcome.yes, of.probability),
        brier(outcome.yes, of.probability),
        calibration_error(outcome.yes, of.probability),
    )
