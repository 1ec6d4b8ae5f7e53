"""The list: the companies of a question's population on a day, from the likeliest to the least likely."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from hornbook.book.book import Book
from hornbook.book.view import View
from hornbook.errors import QuestionError
from hornbook.lang.filter import Filter
from hornbook.scout.calibrate import probability
from hornbook.scout.frames import NAMES, Frame, Frames
from hornbook.scout.learning import SEEDS, contributions
from hornbook.scout.model import Model, past, train
from hornbook.scout.question import Question
from hornbook.scout.rows import Note, no_notes
from hornbook.standards.judge import input_table
from hornbook.terms import Day
from hornbook.text import Message, message

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Ranking:
    """Arrays are as long as the frame's companies and in its order; `order` is from the best on."""

    frame: Frame
    model: Model
    score: Floats
    probability: Floats | None
    """None where nothing had come true by the day: then it is unknown."""
    low: Floats | None
    high: Floats | None
    order: NDArray[np.int64]
    version: int
    """The version of the book."""

    @property
    def day(self) -> Day:
        """The day judged."""
        return self.frame.day


def rank(
    book: Book, question: Question, day: Day, *, seed: int = 0, seeds: int = SEEDS, note: Note = no_notes
) -> Ranking:
    """The ranking of a day from what was known on it; QuestionError where nobody is in the population."""
    frame = Frames(book, question, note).of([day], None)[day]
    if not len(frame.subjects):
        raise nobody_there(frame, question)
    model, found = train(question, past(book, question, day, note=note), frame, seed=seed, seeds=seeds, note=note)
    return ranking(frame, model, found, book.version)


def nobody_there(frame: Frame, question: Question) -> QuestionError:
    """The error of a day on which no company is in the population of a question."""
    nobody = message(
        "No company known on {day} is in the population of '{question}'. {why}",
        day=frame.day,
        question=question.id,
        why=_why_nobody(frame, question),
    )
    return QuestionError(nobody)


def _why_nobody(frame: Frame, question: Question) -> Message:
    """Which rule left out most companies, and what to do about it."""
    if not frame.companies:
        return message("The book knows of no company by then: import a source, or ask about a later day.")
    rest = frame.companies - frame.unknown - frame.unsettled - frame.already
    most = max(frame.unknown, frame.unsettled, frame.already, rest)
    population, unless = (" ".join(text.split()) for text in (question.population_text, question.unless_text))
    if most == frame.unknown:
        return message(
            "For {n:,} of {companies:,} companies 'population = {rule}' cannot be decided, because the book lacks what "
            "it asks for: map the columns that say it, or promise in the mapping that the source names all such facts.",
            n=frame.unknown, companies=frame.companies, rule=population,
        )  # fmt: skip
    if most == frame.unsettled:
        return message(
            "For {n:,} of {companies:,} companies 'unless = {rule}' cannot be decided: promise in the mapping that the "
            "source names all such facts, or set another `unless` in a question of your own.",
            n=frame.unsettled, companies=frame.companies, rule=unless,
        )  # fmt: skip
    if most == frame.already:
        return message(
            "{n:,} of {companies:,} companies had reached the target already: ask about an earlier day.",
            n=frame.already, companies=frame.companies,
        )  # fmt: skip
    return message(
        "{n:,} of {companies:,} companies do not meet 'population = {population}', or meet 'unless = {unless}': write "
        "a question of your own with another rule, and give it with --question FILE.",
        n=rest, companies=frame.companies, population=population, unless=unless,
    )  # fmt: skip


def ranking(frame: Frame, model: Model, score: Floats, version: int) -> Ranking:
    """Put scores in order; equal ones stand in the frame's order, which means nothing."""
    order = np.argsort(-score, kind="stable")
    if model.calibration is None:
        return Ranking(frame, model, score, None, None, None, order, version)
    said, low, high = probability(model.calibration, score)
    return Ranking(frame, model, score, said, low, high, order, version)


def within(of: Ranking, view: View, where: Filter | None) -> Ranking:
    """The ranking of those companies alone that are within a filter; scores and the model stay as they are."""
    if where is None:
        return of
    table, _ = input_table(view, (), (), where)
    inside = set(view.engine.arrow(table.select("subject"))["subject"].to_pylist())
    subjects = of.frame.subjects.to_pylist()
    kept = [at for at in of.order.tolist() if subjects[at] in inside]
    return replace(of, order=np.array(kept, dtype=np.int64))


def score_contributions(of: Ranking, companies: NDArray[np.int64]) -> Floats:
    """Companies x (features and a last column for the start); each row adds up to the score, to rounding."""
    model = of.model
    weights = [part.lesson.weight for part in model.parts]
    found = np.zeros((len(companies), len(NAMES) + 1))
    for part, mean, spread, weight in zip(model.parts, model.scale.mean, model.scale.spread, weights, strict=True):
        told = contributions(part, of.frame.ranks[companies])
        told[:, -1] -= mean
        found += weight / sum(weights) * told / spread
    return found
