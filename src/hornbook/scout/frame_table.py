"""The frames that a model learns from as one table, as anybody would hand it to another for an examination."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from hornbook.book.book import Book
from hornbook.errors import QuestionError
from hornbook.scout.frames import NAMES
from hornbook.scout.learning import MONEY
from hornbook.scout.model import Past, past
from hornbook.scout.question import Question
from hornbook.scout.rows import Note, no_notes
from hornbook.terms import Day
from hornbook.text import message

COMPANY, DAY, KNOWN, SPLIT, OUTCOME, OUTCOME_DAY = "company", "day", "known", "split", "outcome", "outcome_day"


@dataclass(frozen=True, slots=True)
class FrameTable:
    """Companies on days: what was seen of each, when it was known, and whether the target came within the horizon."""

    table: pa.Table
    months: int
    """The horizon."""


def frame_table(book: Book, question: Question, day: Day, *, note: Note = no_notes) -> FrameTable:
    """The training days of a model for `day` whose horizon had closed by then, the last as the test side.

    QuestionError where no horizon had closed.
    """
    of = past(book, question, day, note=note)
    days = [each for each in sorted(of.frames) if question.closes(each) <= day]
    if not days:
        raise QuestionError(
            message(
                "By {day} no training day of '{question}' had a horizon that was closed, so there are no outcomes to "
                "examine. Ask about a later day.",
                day=day,
                question=question.id,
            )
        )
    also = {name for lesson in question.lessons for name in lesson.also}
    names = [name for name in NAMES if name in MONEY or name in also]
    parts = [_part(of, question, each, days[-1], names) for each in days]
    return FrameTable(pa.concat_tables(parts), question.horizon)


def _part(of: Past, question: Question, day: Day, test: Day, names: list[str]) -> pa.Table:
    frame, outcome = of.frames[day], of.outcomes[day][question.target.id]
    rows, checks = len(frame.subjects), question.checks(day)
    # A day between the two sides has a horizon that reaches into the test: it is on neither.
    side = "test" if day == test else "train" if question.closes(day) <= test else None
    made: dict[str, Any] = {
        COMPANY: frame.subjects,
        DAY: pa.array([day] * rows, pa.date32()),
        KNOWN: pa.array([frame.known] * rows, pa.date32()),
        SPLIT: pa.array([side] * rows, pa.string()),
        OUTCOME: pa.array(outcome.yes.astype(np.int8)),
        OUTCOME_DAY: pa.array([checks[when] if when >= 0 else None for when in outcome.when.tolist()], pa.date32()),
    }
    values = {name: frame.values[:, NAMES.index(name)].astype(np.float64) for name in names}
    return pa.table({**made, **{name: pa.array(each, from_pandas=True) for name, each in values.items()}})
