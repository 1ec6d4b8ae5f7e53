"""The commands `scout register`, `score` and `ledger`: a list kept in advance, and what became of every such list."""

from typing import TYPE_CHECKING, Annotated

import typer

from hornbook.cli import common
from hornbook.cli.options import AsOf, AsOfToday, BookDir, Version
from hornbook.cli.output import answering

if TYPE_CHECKING:
    from hornbook.answers.forecast import RegisterAnswer
    from hornbook.answers.forecast_ledger import LedgerAnswer
    from hornbook.answers.forecast_score import ScoreAnswer

QuestionId = Annotated[str, typer.Option("--question", metavar="ID|FILE", help="The question: an id, or a .toml file.")]
Top = Annotated[int | None, typer.Option("--top", min=1, help="Only so many companies.")]
Seed = Annotated[int, typer.Option("--seed", min=0, help="The seed of the models; equal seeds give equal answers.")]


@answering
def register_command(
    as_of: AsOf,
    question: QuestionId = "unicorn",
    on: Annotated[
        str | None, typer.Option("--on", metavar="DAY", help="The day from which the list is known (default: today).")
    ] = None,
    top: Top = None,
    seed: Seed = 0,
    book: BookDir = None,
) -> "RegisterAnswer":
    """Keep a day's list with its probabilities in the book, as forecasts to be settled later."""
    from hornbook.answers.forecast import ask_register
    from hornbook.scout.question import questions

    opened, asked = common.opened(book), questions[question]
    with common.progress() as progress:
        note, day, known = common.reporter(progress), common.asked(as_of), common.asked(on)
        written = common.asked(None)
        return ask_register(opened, asked, day, known, top=top, seed=seed, note=note, written=written)


@answering
def score_command(
    as_of: AsOfToday = None,
    question: QuestionId = "unicorn",
    top: Top = None,
    book: BookDir = None,
) -> "ScoreAnswer":
    """Settle registered lists by what is known now, misses first."""
    from hornbook.answers.forecast_score import ask_score
    from hornbook.scout.question import questions

    opened, asked = common.opened(book), questions[question]
    with common.progress() as progress:
        return ask_score(opened, asked, common.asked(as_of), top=top, note=common.reporter(progress))


@answering
def ledger_command(
    as_of: AsOfToday = None,
    question: Annotated[
        list[str] | None,
        typer.Option(
            "--question",
            metavar="ID|FILE",
            help="Also settle lists of this question; may be repeated (default: all ids).",
        ),
    ] = None,
    book: BookDir = None,
    version: Version = None,
) -> "LedgerAnswer":
    """List every registered list, open and settled, misses first."""
    from hornbook.answers.forecast_ledger import ask_ledger
    from hornbook.book.book import open_book
    from hornbook.scout.question import questions

    opened = open_book(common.folder(book), version=version)
    asked = [questions[each] for each in dict.fromkeys([*questions, *(question or ())])]
    with common.progress() as progress:
        return ask_ledger(opened, asked, common.asked(as_of), note=common.reporter(progress))
