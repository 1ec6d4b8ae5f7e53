"""What hindsight is worth: one model and one day, seen once as it was known then and once as it was known later.

Both learn in the same way and are judged by the same outcomes. They differ in nothing but in what they were told of the
day: facts counted as known when they were recorded, or as known when they happened.
"""

from dataclasses import dataclass

import numpy as np

from hornbook.book.book import Book
from hornbook.book.identity import identity
from hornbook.errors import QuestionError
from hornbook.scout.frames import Frame, Frames
from hornbook.scout.learning import SEEDS
from hornbook.scout.measures import DRAWS, JudgedDay, MeasureInterval, compare_rankings, paired_gains
from hornbook.scout.model import past, train
from hornbook.scout.outcomes import Future
from hornbook.scout.question import Question
from hornbook.scout.rows import Note, no_notes
from hornbook.terms import Day
from hornbook.text import message


@dataclass(frozen=True, slots=True)
class SeenDay:
    """A day as it was seen by one day of knowledge."""

    known: Day
    companies: int
    came: int
    figures: dict[str, MeasureInterval]


@dataclass(frozen=True, slots=True)
class Hindsight:
    """The same day seen twice."""

    day: Day
    outcomes_known: Day
    then: SeenDay
    later: SeenDay
    both: int
    """Companies that are in both."""
    both_came: int
    gain: dict[str, MeasureInterval]
    """What hindsight adds on the companies that are in both, drawn together."""


def hindsight(
    book: Book,
    question: Question,
    day: Day,
    later: Day,
    known: Day,
    *,
    seed: int = 0,
    seeds: int = SEEDS,
    draws: int = DRAWS,
    note: Note = no_notes,
) -> Hindsight:
    """A day judged as known then and as known later; QuestionError where the book knew nobody of it on that day."""
    if later <= day:
        raise QuestionError(message("Hindsight comes later: {later} is not after {day}.", later=later, day=day))
    seen = {}
    for when in (day, later):
        frame = Frames(book, question, note).of([day], None if when == day else when)[day]
        if not len(frame.subjects):
            raise QuestionError(
                message(
                    "Nobody is in the population of '{question}' on {day}, as known on {seen}.",
                    question=question.id,
                    day=day,
                    seen=when,
                )
            )
        learnt = past(book, question, day, seen=when, note=note)
        _, score = train(question, learnt, frame, seed=seed, seeds=seeds, note=note)
        outcome = Future(book, question, known, note).outcomes({day: frame.subjects})[day][question.target.id]
        figures, _ = compare_rankings(outcome.yes, {"model": score}, seed=seed, draws=draws)
        seen[when] = frame, score, outcome.yes, figures["model"]
    (a, ours, yes, then), (b, theirs, late_yes, after) = seen[day], seen[later]
    mine, other = _both(book, a, b, later)
    judged = JudgedDay(a.subjects.take(mine).to_pylist(), late_yes[other], theirs[other], ours[mine])
    return Hindsight(
        day,
        known,
        SeenDay(day, len(yes), int(yes.sum()), then),
        SeenDay(later, len(late_yes), int(late_yes.sum()), after),
        len(mine),
        int(late_yes[other].sum()),
        paired_gains([judged], seed=seed, draws=draws),
    )


def _both(book: Book, a: Frame, b: Frame, later: Day) -> tuple[np.ndarray, np.ndarray]:
    """Positions in each of the companies that are in both, by the subjects under which they go later."""
    held = identity(book)
    places = {subject: n for n, subject in enumerate(b.subjects.to_pylist())}
    pairs = {
        places[now]: n
        for n, subject in enumerate(a.subjects.to_pylist())
        if (now := held.company(subject, later)) in places
    }
    return np.array(list(pairs.values()), dtype=np.int64), np.array(list(pairs), dtype=np.int64)
