"""A model that is learnt and saved, so that lists can be made without learning it anew."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from hornbook.answers.answer import Answer, asked_of, head
from hornbook.answers.model_card import (
    LIMITS,
    ModelUsed,
    PopulationAsked,
    QuestionAsked,
    card_lines,
    model_lines,
    model_used,
    population_asked,
    population_line,
    question_asked,
    question_blocks,
)
from hornbook.book.book import Book
from hornbook.errors import QuestionError, reason
from hornbook.render.sheet import Column, EmptyLine, Hint, Items, Kind, Line, Sheet, Table
from hornbook.scout.question import Question
from hornbook.scout.ranking import Ranking, rank
from hornbook.scout.rows import Note, no_notes
from hornbook.scout.saved import saved_text
from hornbook.terms import Day
from hornbook.text import Phrase, message


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class LearnAnswer(Answer):
    """A model of a day and the file in which it is now."""

    question: QuestionAsked
    population: PopulationAsked
    model: ModelUsed
    card: tuple[Phrase, ...]
    file: str
    file_sha256: str
    size: int
    """In bytes."""

    def sheet(self) -> Sheet:
        """The page: the question, what was learnt, and where it is saved."""
        saved = message(
            "Saved as {file}: model {digest}, {size:,} bytes.", file=self.file, digest=self.model.digest, size=self.size
        )
        return Sheet(
            message("Model learnt: {name}", name=self.question.name),
            (
                *head(self.asked),
                *question_blocks(self.question),
                Line(population_line(self.population)),
                Items(model_lines(self.model)),
                EmptyLine(),
                Line(saved, strong=True),
                Hint(message("`hornbook scout rank --model FILE` makes lists by it.")),
                Line(LIMITS),
            ),
        )

    def tables(self) -> tuple[Table, ...]:
        """One row: the file and its model."""
        row = {"file": self.file, "model": self.model.digest, "sha256": self.file_sha256, "bytes": self.size}
        return (Table("model", LEARN_COLUMNS, (row,)),)


LEARN_COLUMNS = (
    Column("file", message("file")),
    Column("model", message("model"), Kind.CODE),
    Column("sha256", message("SHA-256"), Kind.CODE),
    Column("bytes", message("bytes"), Kind.COUNT),
)


def ask_learn(
    book: Book, question: Question, day: Day, save: Path, *, seed: int = 0, note: Note = no_notes
) -> LearnAnswer:
    """Learn the model of a day and save it."""
    return save_model(rank(book, question, day, seed=seed, note=note), book, save)


def save_model(ranking: Ranking, book: Book, save: Path) -> LearnAnswer:
    """Save the model of a ranking; QuestionError where the file cannot be written."""
    asked, question = asked_of(book.at(ranking.day)), question_asked(ranking.model.question)
    population, model = population_asked(ranking), model_used(ranking.model)
    card = card_lines(asked, question, population, model)
    content = saved_text(ranking, book, card).encode()
    try:
        save.write_bytes(content)
    except OSError as error:
        raise QuestionError(
            message("{path} cannot be written: {cause}.", path=str(save), cause=reason(error))
        ) from None
    return LearnAnswer(
        asked=asked,
        question=question,
        population=population,
        model=model,
        card=card,
        file=save.name,
        file_sha256=sha256(content).hexdigest(),
        size=len(content),
    )
