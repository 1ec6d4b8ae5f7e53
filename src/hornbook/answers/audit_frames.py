"""The audit of what a scout's own model learns from: its frames, as one table, for the seven sins of method."""

from hornbook.answers.answer import asked_of
from hornbook.answers.audit import AuditAnswer, audit_answer
from hornbook.audit import ColumnRoles, audit_table
from hornbook.audit.table import ROWS
from hornbook.book.book import Book
from hornbook.scout import frame_table as frames
from hornbook.scout.question import Question
from hornbook.scout.rows import Note, no_notes
from hornbook.terms import Day


def ask_audit_frames(
    book: Book,
    question: Question,
    day: Day,
    *,
    prevalence: float | None = None,
    rows: int = ROWS,
    note: Note = no_notes,
) -> AuditAnswer:
    """Audit the training days of a model for a day; QuestionError where no horizon had closed by then."""
    made = frames.frame_table(book, question, day, note=note)
    split = frames.SPLIT if len(made.table[frames.SPLIT].unique().drop_null()) > 1 else None
    given = ColumnRoles(
        id=frames.COMPANY,
        day=frames.DAY,
        outcome=frames.OUTCOME,
        outcome_day=frames.OUTCOME_DAY,
        horizon=f"{made.months}m",
        split=split,
        known=((frames.KNOWN, None),),
        age="age" if "age" in made.table.column_names else None,
        ignore=() if split else (frames.SPLIT,),
    )
    audit = audit_table(made.table, given, prevalence=prevalence, rows=rows, report=note)
    return audit_answer(audit, prevalence=prevalence, asked=asked_of(book.at(day)), name=f"{question.id} {day}")
