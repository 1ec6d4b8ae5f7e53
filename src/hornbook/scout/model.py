"""A model for one day: what it saw and when that was known, its trees, and how its scores become probabilities."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hornbook.book.book import Book
from hornbook.errors import QuestionError
from hornbook.kinds import Round
from hornbook.scout.calibrate import FOLDS, Calibration, calibrate, fold_of
from hornbook.scout.frames import Frame, Frames
from hornbook.scout.learning import (
    SEEDS,
    LearntEvent,
    Scale,
    TooFew,
    learn,
    margins,
    scale,
    training_rows,
    weighted_score,
)
from hornbook.scout.outcomes import Future, Outcome
from hornbook.scout.question import Question
from hornbook.scout.rows import Note, no_notes
from hornbook.terms import Day, shift
from hornbook.text import listing, message

Floats = NDArray[np.float64]

DAYS = 14
"""Training days, half a year apart, back from the last whose shortest lesson had closed."""
_HONEST = 4
"""Of so many days that a book was there to see, no other day is reconstructed."""
_STEP = 6


@dataclass(frozen=True, slots=True)
class Past:
    """The training days of a model: frames, and what became of their companies by the day judged."""

    judged: Day
    seen: Day
    """By when what is seen of the judged day was known."""
    frames: Mapping[Day, Frame]
    outcomes: Mapping[Day, Mapping[str, Outcome]]

    @property
    def reconstructed(self) -> bool:
        """Whether a training day is seen with what was known later than that day."""
        return any(frame.reconstructed for frame in self.frames.values())

    @property
    def features_known(self) -> Day:
        """The last day by which anything of the training days was known."""
        return max((frame.known for frame in self.frames.values()), default=self.judged)


@dataclass(frozen=True, slots=True)
class Model:
    """What was learnt for one day."""

    question: Question
    past: Past
    seed: int
    parts: tuple[LearntEvent, ...]
    unlearnt: tuple[str, ...]
    """Events that had no cases by then."""
    scale: Scale
    calibration: Calibration | None


def first_recorded(book: Book) -> Day | None:
    """The first day on which the book was told of rounds; none where it never was."""
    return min((batch.recorded for batch in book.batches if Round.__name__ in batch.kinds), default=None)


def past(
    book: Book, question: Question, judged: Day, *, seen: Day | None = None, days: int = DAYS, note: Note = no_notes
) -> Past:
    """All that a model for `judged` may learn from.

    Days that the book was there to see, and on which it covered the population, are taken as known then. Where those
    are too few, every day is reconstructed with what was known by `seen`, which is the day judged unless that one is
    itself reconstructed.
    """
    seen = seen or judged
    shortest = min(lesson.within for lesson in question.lessons)
    last = shift(judged, -(shortest + question.settle))
    wanted = [shift(last, -_STEP * n) for n in range(days)]
    began = first_recorded(book)
    there = [day for day in wanted if began and day >= began] if seen == judged else []
    of = Frames(book, question, note)
    honest = covered_days(of, there, seen) if len(there) >= _HONEST else []
    enough = len(honest) >= _HONEST
    frames = of.of(honest if enough else wanted, None if enough else seen)
    frames = {day: frame for day, frame in frames.items() if len(frame.subjects)}
    outcomes = Future(book, question, seen, note).outcomes({day: frame.subjects for day, frame in frames.items()})
    return Past(judged, seen, frames, outcomes)


def covers(of: Frames, day: Day, later: Day) -> bool:
    """Whether the book knew on the day at least half of the population that it later knew of that day."""
    then = of.of([day], None)[day]
    after = of.of([day], later)[day] if later > day else then
    return 2 * len(then.subjects) >= len(after.subjects)


def covered_days(of: Frames, days: Iterable[Day], later: Day) -> list[Day]:
    """Days from the first on which the book covered the population: what it covers once it goes on to cover."""
    wanted = sorted(days)
    first = next((n for n, day in enumerate(wanted) if covers(of, day, later)), len(wanted))
    return wanted[first:]


def train(
    question: Question, of: Past, judged: Frame, *, seed: int = 0, seeds: int = SEEDS, note: Note = no_notes
) -> tuple[Model, Floats]:
    """The model of a day, and the score of each of its companies; QuestionError where there is nothing to learn."""
    parts, unlearnt, weights = [], [], []
    for lesson in question.lessons:
        rows = training_rows(question, lesson, of.frames, of.outcomes, of.judged, seed=seed)
        try:
            parts.append(learn(lesson, rows, seed=seed, seeds=seeds))
            weights.append(lesson.weight)
        except TooFew:
            unlearnt.append(f"{lesson.event}/{lesson.within}")
        note("trees", len(parts))
    if not parts:
        raise QuestionError(
            message(
                "Nothing to learn from for {judged}: by then no company of the population is known to have "
                "come to {lessons}.",
                judged=of.judged,
                lessons=listing(dict.fromkeys(lesson.event for lesson in question.lessons)),
            )
        )
    each = [margins(part, judged.ranks) for part in parts]
    by = scale(each)
    found = calibration_of(question, of, seed=seed, note=note)
    model = Model(question, of, seed, tuple(parts), tuple(unlearnt), by, found)
    return model, weighted_score(each, by, weights)


def calibration_of(question: Question, of: Past, *, seed: int, note: Note = no_notes) -> Calibration | None:
    """How scores of companies that trees had not seen turned out, on days whose horizon had closed."""
    closed = [day for day in of.frames if question.closes(day) <= of.judged]
    folds = {day: fold_of(frame.subjects) for day, frame in of.frames.items()}
    scores = {day: np.full(len(of.frames[day].subjects), np.nan) for day in closed}
    for fold in range(FOLDS if closed else 0):
        _score_fold(question, of, fold, folds, scores, seed)
        note("probabilities", fold + 1)
    if not closed or all(np.isnan(found).all() for found in scores.values()):
        return None
    names = [name for day in closed for name in of.frames[day].subjects.to_pylist()]
    number = {name: n for n, name in enumerate(dict.fromkeys(names))}
    all_scores = np.concatenate([scores[day] for day in closed])
    yes = np.concatenate([of.outcomes[day][question.target.id].yes for day in closed])
    companies = np.array([number[name] for name in names], dtype=np.int64)
    there = ~np.isnan(all_scores)
    return calibrate(all_scores[there], yes[there], companies[there], seed)


def _score_fold(
    question: Question,
    of: Past,
    fold: int,
    folds: Mapping[Day, NDArray[np.int64]],
    scores: dict[Day, Floats],
    seed: int,
) -> None:
    """Fill in the scores of one fold's companies by trees grown on the others."""
    out = {day: number == fold for day, number in folds.items()}
    parts, weights = [], []
    for lesson in question.lessons:
        rows = training_rows(question, lesson, of.frames, of.outcomes, of.judged, without=out, seed=seed)
        try:
            parts.append(learn(lesson, rows, seed=seed, seeds=2))
            weights.append(lesson.weight)
        except TooFew:
            continue
    for day, found in scores.items() if parts else ():
        each = [margins(part, of.frames[day].ranks) for part in parts]
        found[out[day]] = weighted_score(each, scale(each), weights)[out[day]]
