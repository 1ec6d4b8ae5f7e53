"""A list of the scout that is registered: its forecasts are in the book from then on, to be settled later."""

from dataclasses import dataclass

from hornbook.answers.answer import Answer, asked_of, head
from hornbook.answers.model_card import QuestionAsked, question_asked, question_blocks
from hornbook.book.book import Book
from hornbook.render.sheet import Block, Column, Kind, Line, Sheet, Table
from hornbook.scout.forecast import register_list
from hornbook.scout.question import Question
from hornbook.scout.ranking import Ranking, rank
from hornbook.scout.rows import Note, no_notes
from hornbook.terms import Day, shift
from hornbook.text import message, message_plural


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class RegisterAnswer(Answer):
    """A list that is in the book now; `new` says whether it was not there before."""

    question: QuestionAsked
    new: bool
    day: Day
    registered: Day
    """From when on the list is known, as stated."""
    written: Day | None
    """The day of the calendar on which it was written."""
    late: bool
    """Whether it was written after the stated day, or registered only after its horizon: then it proves nothing."""
    until: Day
    companies: int
    by: str
    digest: str
    """SHA-256 of the facts, under which the book's log has them; empty where nothing was added."""

    def sheet(self) -> Sheet:
        """The page: what was registered, and the digests that prove it."""
        return register_sheet(self)

    def tables(self) -> tuple[Table, ...]:
        """One row: the list."""
        row = {column.key: getattr(self, column.key) for column in REGISTER_COLUMNS}
        return (Table("registered", REGISTER_COLUMNS, (row,)),)


def ask_register(
    book: Book,
    question: Question,
    day: Day,
    on: Day,
    *,
    top: int | None = None,
    seed: int = 0,
    note: Note = no_notes,
    written: Day | None = None,
) -> RegisterAnswer:
    """Rank the companies of a day and append the list to the book as forecasts known from `on`, `written` today."""
    return register_ranking(rank(book, question, day, seed=seed, note=note), book, on, top=top, written=written)


def register_ranking(
    ranking: Ranking, book: Book, on: Day, *, top: int | None = None, written: Day | None = None
) -> RegisterAnswer:
    """Append a ranking to the book as forecasts known from `on`; each keeps the day on which it was `written`."""
    asked, question = asked_of(book.at(ranking.day)), ranking.model.question
    kept = register_list(book, ranking, on, top=top, written=written)
    return RegisterAnswer(
        asked=asked,
        question=question_asked(question),
        new=kept.new,
        day=kept.day,
        registered=kept.registered,
        written=kept.written,
        late=kept.late,
        until=shift(kept.day, question.horizon),
        companies=kept.companies,
        by=kept.by,
        digest=kept.digest,
    )


def register_sheet(answer: RegisterAnswer) -> Sheet:
    """The page: what was registered, and the digests that prove it."""
    blocks: list[Block] = [*head(answer.asked), *question_blocks(answer.question)]
    days = {"day": answer.day, "registered": answer.registered}
    if answer.new:
        added = message_plural(
            "Registered {n:,} forecast as of {day}, known from {registered} and open until {until}.",
            "Registered {n:,} forecasts as of {day}, known from {registered} and open until {until}.",
            answer.companies,
            until=answer.until,
            **days,
        )
        blocks += [Line(added, strong=True), Line(message("SHA-256 of the facts: {digest}", digest=answer.digest))]
    else:
        same = message("The same list of {day} was registered on {registered}; nothing was added.", **days)
        blocks.append(Line(same, strong=True))
    blocks += written_lines(answer.registered, answer.written, answer.until, late=answer.late)
    blocks.append(Line(message("By: {by}", by=answer.by)))
    return Sheet(message("Registered list: {name}", name=answer.question.name), tuple(blocks))


def written_lines(registered: Day, written: Day | None, until: Day, *, late: bool) -> list[Line]:
    """When a list was written by the calendar, and that it is late if it is."""
    if registered > until:
        return [
            Line(message("LATE: it was registered after its horizon had passed, so it proves nothing."), strong=True)
        ]
    if written is None:
        return [Line(message("On which day of the calendar the list was written is not kept."))]
    if late:
        text = message(
            "LATE: it was written on {written}, after {registered}, the day that was stated for it. It proves nothing.",
            written=written,
            registered=registered,
        )
        return [Line(text, strong=True)]
    return [Line(message("Written on {written}.", written=written))]


REGISTER_COLUMNS = (
    Column("day", message("day"), Kind.DAY),
    Column("registered", message("registered"), Kind.DAY),
    Column("written", message("written on"), Kind.DAY),
    Column("late", message("late"), Kind.YES),
    Column("until", message("open until"), Kind.DAY),
    Column("companies", message("companies"), Kind.COUNT),
    Column("new", message("newly registered"), Kind.YES),
    Column("by", message("registered by"), Kind.CODE),
    Column("digest", message("SHA-256 of the facts"), Kind.CODE),
)
