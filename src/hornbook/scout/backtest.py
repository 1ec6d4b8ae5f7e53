"""What the model would have said on earlier days, against what became of the companies, and against simpler rankings.

A day that the book was there to see is judged as known then. Any other is reconstructed with what was known by a later
day, and every figure of it says so. What is learnt for a day has closed by that day, on either.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hornbook.book.book import Book
from hornbook.errors import QuestionError
from hornbook.scout.baselines import SINGLE, baselines
from hornbook.scout.fairness import FairnessGroup, fairness_groups
from hornbook.scout.frames import Frame, Frames
from hornbook.scout.learning import SEEDS, training_rows
from hornbook.scout.measures import (
    Bin,
    JudgedDay,
    MeasureInterval,
    brier,
    calibration,
    calibration_error,
    compare_rankings,
    paired_gains,
)
from hornbook.scout.model import covers, first_recorded, past, train
from hornbook.scout.outcomes import Future, Outcome
from hornbook.scout.question import Question
from hornbook.scout.ranking import Ranking, ranking
from hornbook.scout.rows import Note, no_notes
from hornbook.terms import Day
from hornbook.text import message

MODEL = "model"


@dataclass(frozen=True, slots=True)
class Fold:
    """One day judged."""

    day: Day
    seen: Day
    """By when what is seen of it was known: the day itself, or later where it is reconstructed."""
    known: Day
    """By when the outcomes were known."""
    companies: int
    came: int
    silent: int
    """Counted as no, though on a day nobody said either way."""
    ended: int
    """Listed, bought or closed before."""
    closed: bool
    """Whether the whole horizon had closed by `known`."""
    figures: dict[str, dict[str, MeasureInterval]]
    best_single: str
    """The single indicator of the highest average precision, chosen after the fact: against the model's favour."""
    over: dict[str, MeasureInterval]
    """What the model has over it, drawn together."""
    bins: tuple[Bin, ...]
    brier: float | None
    off: float | None
    """Mean distance of what was said from what came; none where no probability was."""
    reconstructed_training: bool
    latest_feature: Day
    """The last day by which anything of the features was known."""
    latest_lesson: Day
    """The last day by which an outcome that was learnt from had closed."""
    groups: tuple[FairnessGroup, ...]
    scores: dict[str, NDArray[np.float64]] = field(repr=False)
    """The scores of each ranking, by company."""
    subjects: list[str] = field(repr=False)
    yes: NDArray[np.bool_] = field(repr=False)

    @property
    def reconstructed(self) -> bool:
        """Whether the day judged is seen with later knowledge."""
        return self.seen > self.day


@dataclass(frozen=True, slots=True)
class Together:
    """All days at once, a company being drawn on all of its days together, for their horizons overlap."""

    days: int
    best_single: str
    """The single indicator of the highest mean average precision, chosen after the fact: against the model's favour."""
    over: dict[str, MeasureInterval]


@dataclass(frozen=True, slots=True)
class Backtest:
    """Every day judged, the earliest first."""

    folds: tuple[Fold, ...]
    together: Together


def backtest(
    book: Book,
    question: Question,
    days: Sequence[Day],
    known: Day,
    *,
    seed: int = 0,
    seeds: int = SEEDS,
    draws: int = 1_000,
    note: Note = no_notes,
) -> Backtest:
    """Every day judged; QuestionError for a day on which nobody is in the population."""
    began = first_recorded(book)
    if began is None:
        raise QuestionError(message("The book knows of no round: there is nothing to judge."))
    later = min([day for day in days if day >= began], default=known)
    found = []
    for day in sorted(set(days)):
        there = day >= began and covers(Frames(book, question, note), day, later)
        seen = day if there else max(day, later)
        found.append(_fold(book, question, day, seen, known, seed, seeds, draws, note))
    return Backtest(tuple(found), _together(found, seed, draws))


def _together(folds: Sequence[Fold], seed: int, draws: int) -> Together:
    best = max(SINGLE, key=lambda name: sum(fold.figures[name]["ap"].value for fold in folds))
    days = [JudgedDay(fold.subjects, fold.yes, fold.scores[MODEL], fold.scores[best]) for fold in folds]
    return Together(len(folds), best, paired_gains(days, seed=seed, draws=draws))


def _fold(
    book: Book,
    question: Question,
    day: Day,
    seen: Day,
    known: Day,
    seed: int,
    seeds: int,
    draws: int,
    note: Note,
) -> Fold:
    frame = Frames(book, question, note).of([day], seen)[day]
    if not len(frame.subjects):
        raise QuestionError(
            message(
                "Nobody is in the population of '{question}' on {day}, as known on {seen}.",
                question=question.id,
                day=day,
                seen=seen,
            )
        )
    learnt = past(book, question, day, seen=seen, note=note)
    model, score = train(question, learnt, frame, seed=seed, seeds=seeds, note=note)
    listed = ranking(frame, model, score, book.version)
    outcome = Future(book, question, known, note).outcomes({day: frame.subjects})[day][question.target.id]
    rows = training_rows(question, question.lessons[0], learnt.frames, learnt.outcomes, day, seed=seed, limit=200_000)
    scores = {MODEL: score, **baselines(frame, rows, seed=seed)}
    figures, _ = compare_rankings(outcome.yes, scores, seed=seed, draws=draws)
    best = max(SINGLE, key=lambda name: figures[name]["ap"].value)
    _, over = compare_rankings(outcome.yes, {MODEL: score, best: scores[best]}, best, seed=seed, draws=draws)
    return Fold(
        **_counted(frame, listed, outcome),
        day=day,
        seen=seen,
        known=known,
        figures=figures,
        best_single=best,
        over=over[MODEL],
        reconstructed_training=learnt.reconstructed,
        latest_feature=max(seen, *(each.known for each in learnt.frames.values())),
        latest_lesson=max(question.closed(each, part.lesson.within) for part in model.parts for each in part.days),
        groups=fairness_groups(frame, outcome.yes, listed.order, listed.probability),
        scores=scores,
        subjects=frame.subjects.to_pylist(),
        yes=outcome.yes,
    )


def _counted(frame: Frame, listed: Ranking, outcome: Outcome) -> dict[str, Any]:
    said: NDArray[np.float64] | None = listed.probability
    return {
        "companies": len(frame.subjects),
        "came": int(outcome.yes.sum()),
        "silent": int(outcome.silent.sum()),
        "ended": int((outcome.ended >= 0).sum()),
        "closed": outcome.final,
        "bins": () if said is None else calibration(outcome.yes, said),
        "brier": None if said is None else brier(outcome.yes, said),
        "off": None if said is None else calibration_error(outcome.yes, said),
    }
