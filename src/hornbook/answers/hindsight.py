"""What knowledge from later would add: one day seen as known then, and as known later."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from hornbook.answers.answer import Answer, asked_of, head
from hornbook.answers.backtest import latest_known
from hornbook.answers.model_card import QuestionAsked, question_asked, question_blocks
from hornbook.answers.scout_figures import FIGURE_COLUMNS, INTERVAL_COLUMNS, figure_rows, figures_line, measure_cells
from hornbook.book.book import Book
from hornbook.book.view import View
from hornbook.render.sheet import Column, Kind, Line, Row, Sheet, Table
from hornbook.scout.hindsight import Hindsight, SeenDay, hindsight
from hornbook.scout.measures import MeasureInterval
from hornbook.scout.question import Question
from hornbook.scout.rows import Note, no_notes
from hornbook.terms import Day
from hornbook.text import message, message_plural


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class HindsightAnswer(Answer):
    """One model and one day, seen once as it was known then and once as it was known later."""

    question: QuestionAsked
    day: Day
    outcomes_known: Day
    then: SeenDay
    later: SeenDay
    both: int
    """Companies that are in both."""
    both_came: int
    gain: Mapping[str, MeasureInterval]
    """What later knowledge adds on the companies that are in both."""

    def sheet(self) -> Sheet:
        """The page: the day seen twice, and the gain."""
        return hindsight_sheet(self)

    def tables(self) -> tuple[Table, ...]:
        """One row for each measure of each way of seeing the day, and of the gain."""
        return (Table("hindsight", HINDSIGHT_COLUMNS, tuple(_rows(self))),)


def ask_hindsight(
    book: Book,
    question: Question,
    day: Day,
    later: Day,
    known: Day | None = None,
    *,
    seed: int = 0,
    note: Note = no_notes,
) -> HindsightAnswer:
    """Judge a day as known then and as known later, by outcomes known on `known`, by default all that is known."""
    until = known or latest_known(book)
    return hindsight_answer(
        hindsight(book, question, day, later, until, seed=seed, note=note), question, book.at(until)
    )


def hindsight_answer(found: Hindsight, question: Question, view: View) -> HindsightAnswer:
    """A day seen twice as an answer."""
    return HindsightAnswer(
        asked=asked_of(view),
        question=question_asked(question),
        day=found.day,
        outcomes_known=found.outcomes_known,
        then=found.then,
        later=found.later,
        both=found.both,
        both_came=found.both_came,
        gain=found.gain,
    )


# ---- the page

_SEEN = (
    Column("seen", message("as known on"), Kind.DAY),
    Column("companies", message("companies"), Kind.COUNT),
    Column("came", message("reached the target"), Kind.COUNT),
    *FIGURE_COLUMNS,
)


def hindsight_sheet(answer: HindsightAnswer) -> Sheet:
    """The page: the day seen twice, and the gain."""
    seen = tuple(
        {"seen": each.known, "companies": each.companies, "came": each.came, **measure_cells(each.figures)}
        for each in (answer.then, answer.later)
    )
    blocks = (
        *head(answer.asked),
        *question_blocks(answer.question),
        Line(
            message(
                "{day}, judged by outcomes known on {known}: one model, seen once as known then and once as known "
                "later.",
                day=answer.day,
                known=answer.outcomes_known,
            )
        ),
        Table("hindsight", _SEEN, seen),
        Line(
            message_plural(
                "On the {n:,} company that is in both ({came:,} reached the target), later knowledge adds: {figures}.",
                "On the {n:,} companies that are in both ({came:,} reached the target), later knowledge adds: "
                "{figures}.",
                answer.both,
                came=answer.both_came,
                figures=figures_line(answer.gain, signed=True),
            ),
            strong=True,
        ),
    )
    return Sheet(message("Effect of hindsight: {name}", name=answer.question.name), blocks)


# ---- files

HINDSIGHT_COLUMNS = (
    Column("day", message("day"), Kind.DAY),
    Column("seen", message("as known on"), Kind.CODE),
    Column("companies", message("companies"), Kind.COUNT),
    Column("came", message("reached the target"), Kind.COUNT),
    *INTERVAL_COLUMNS,
)


def _rows(answer: HindsightAnswer) -> Iterator[Row]:
    for each in (answer.then, answer.later):
        shared = {"day": answer.day, "seen": each.known, "companies": each.companies, "came": each.came}
        yield from figure_rows(each.figures, shared)
    shared = {"day": answer.day, "seen": "gain", "companies": answer.both, "came": answer.both_came}
    yield from figure_rows(answer.gain, shared)
