"""The command `scout audit`: what a table of features and outcomes, ours or a stranger's, hides."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hornbook.cli import common
from hornbook.cli.options import BookDir
from hornbook.cli.output import answering
from hornbook.errors import QuestionError
from hornbook.text import message

if TYPE_CHECKING:
    from hornbook.answers.answer import Answer
    from hornbook.answers.audit import AuditAnswer

ROWS = 200_000
"""Rows that are examined at most, unless said otherwise; a test holds it equal to the audit's own number."""


TableFile = Annotated[
    Path | None, typer.Argument(metavar="[FILE]", help="The table: CSV, TSV (each also .gz) or Parquet.")
]
FramesOf = Annotated[
    str | None,
    typer.Option(
        "--question", metavar="ID|FILE", help="In place of a file: what a model for this question learns from."
    ),
]
FramesDay = Annotated[
    str | None, typer.Option("--as-of", metavar="DAY", help="With --question: the day of that model (default: today).")
]
CompanyColumn = Annotated[
    str | None, typer.Option("--id", metavar="COLUMN", help="The column that tells companies apart.")
]
NameColumn = Annotated[str | None, typer.Option("--name", metavar="COLUMN", help="The column of the company's name.")]
DayColumn = Annotated[str | None, typer.Option("--day-column", metavar="COLUMN", help="The column of the row's day.")]
OutcomeColumn = Annotated[
    str | None, typer.Option("--outcome", metavar="COLUMN", help="The column of the outcome, yes or no.")
]
OutcomeDayColumn = Annotated[
    str | None, typer.Option("--outcome-day", metavar="COLUMN", help="The column of the outcome's day.")
]
HorizonColumn = Annotated[
    str | None,
    typer.Option(
        "--horizon", metavar="COLUMN|LENGTH", help="Until when outcomes count: a column, or a length such as 4y."
    ),
]
SplitColumn = Annotated[
    str | None, typer.Option("--split", metavar="COLUMN", help="The column that says training or test.")
]
KnownColumn = Annotated[
    list[str] | None,
    typer.Option(
        "--known-column",
        metavar="COLUMN[=FEATURE]",
        help="A column that says when a feature was known; without a feature, all; may be repeated.",
    ),
]
FoundedColumn = Annotated[
    str | None, typer.Option("--founded", metavar="COLUMN", help="The column of the founding day or year.")
]
AgeColumn = Annotated[str | None, typer.Option("--age", metavar="COLUMN", help="The column of the company's age.")]
IgnoreColumn = Annotated[
    list[str] | None,
    typer.Option("--ignore", metavar="COLUMN", help="A column that is no feature; may be repeated."),
]
Prevalence = Annotated[
    float | None, typer.Option("--prevalence", metavar="SHARE", help="The true base rate, such as 0.01.")
]
Encoding = Annotated[
    str | None,
    typer.Option(
        "--encoding", metavar="NAME", help="The encoding of a CSV file: utf-8, gb18030, latin-1 … (default: found)."
    ),
]
Rows = Annotated[int, typer.Option("--rows", min=100, help="Examine at most so many rows.")]


@answering
def audit_command(
    file: TableFile = None,
    company: CompanyColumn = None,
    name: NameColumn = None,
    day: DayColumn = None,
    outcome: OutcomeColumn = None,
    outcome_day: OutcomeDayColumn = None,
    horizon: HorizonColumn = None,
    split: SplitColumn = None,
    known: KnownColumn = None,
    founded: FoundedColumn = None,
    age: AgeColumn = None,
    ignore: IgnoreColumn = None,
    prevalence: Prevalence = None,
    rows: Rows = ROWS,
    encoding: Encoding = None,
    question: FramesOf = None,
    as_of: FramesDay = None,
    book: BookDir = None,
) -> "Answer":
    """Examine a table of features and outcomes, or what a model learns from, for seven sins of method."""
    from hornbook.answers.audit import ask_audit
    from hornbook.audit import ColumnRoles

    given = ColumnRoles(
        id=company,
        name=name,
        day=day,
        outcome=outcome,
        outcome_day=outcome_day,
        horizon=horizon,
        split=split,
        known=_known(known),
        founded=founded,
        age=age,
        ignore=tuple(ignore or ()),
    )
    if (file is None) == (question is None):
        raise QuestionError(message("Give one of the two: a FILE, or --question with the id of a question."))
    if file is None:
        if given != ColumnRoles():
            raise QuestionError(
                message("With --question the columns are known; options that name columns do not apply.")
            )
        return _of_frames(str(question), as_of, book, prevalence, rows)
    with common.progress() as progress:
        return ask_audit(
            file, given, prevalence=prevalence, rows=rows, report=common.reporter(progress), encoding=encoding
        )


def _of_frames(
    question: str, as_of: str | None, book: Path | None, prevalence: float | None, rows: int
) -> "AuditAnswer":
    """The audit of the frames of a question on a day."""
    from hornbook.answers.audit_frames import ask_audit_frames
    from hornbook.book.book import open_book
    from hornbook.scout.question import questions

    opened, asked, day = open_book(common.folder(book)), questions[question], common.asked(as_of)
    with common.progress() as progress:
        note = common.reporter(progress)
        return ask_audit_frames(opened, asked, day, prevalence=prevalence, rows=rows, note=note)


def _known(given: list[str] | None) -> tuple[tuple[str, str | None], ...]:
    """`COLUMN=FEATURE`, or `COLUMN` for all features."""
    pairs = []
    for word in given or ():
        column, _, feature = word.partition("=")
        if not column:
            raise QuestionError(
                message("'{word}' names no column. Write COLUMN=FEATURE, or COLUMN for all features.", word=word)
            )
        pairs.append((column, feature or None))
    return tuple(pairs)
