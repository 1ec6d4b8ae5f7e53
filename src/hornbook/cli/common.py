"""What every command asks first: which book, in which language, in which form, as of which day."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from hornbook.book.book import Book
from hornbook.book.money import convention
from hornbook.book.view import View
from hornbook.cli import state
from hornbook.errors import QuestionError
from hornbook.locale import Lang
from hornbook.render.show import Form
from hornbook.terms import day

folder = state.folder
lang = state.lang


def settle(book: Path | None, language: Lang | None) -> None:
    """Keep the options that stand before the command."""
    state.forget()
    state.settle(book=book, language=language)


def form(json: bool, csv: bool) -> Form:
    """How the answer is to be written."""
    if json and csv:
        raise QuestionError("Choose --json or --csv, not both.")
    return Form.JSON if json else Form.CSV if csv else Form.PAGE


def asked(as_of: str | None) -> date:
    """The day asked about; `today` is spoken here and nowhere below."""
    return day(as_of) if as_of else date.today()  # noqa: DTZ011  a day, in the user's own calendar


def view(book: Book, as_of: str | None, known: str | None, money: str = "spot") -> View:
    """The book as of a day."""
    return book.at(asked(as_of), known=day(known) if known else None, convention=convention(money))


def progress() -> Progress:
    """A progress line on standard error, only where somebody watches."""
    out = Console(stderr=True)
    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        TextColumn("{task.fields[rows]}", markup=False),
        TimeElapsedColumn(),
        console=out,
        transient=True,
        disable=not out.is_terminal,
    )


@contextmanager
def working(name: str) -> Iterator[None]:
    """A spinner on standard error while a question is asked, where somebody watches."""
    with progress() as shown:
        shown.add_task(name, total=None, rows="")
        yield


def reporter(shown: Progress) -> Any:
    """What an import calls with a file and its rows so far."""
    tasks: dict[str, Any] = {}

    def report(file: str, rows: int) -> None:
        if file not in tasks:
            tasks[file] = shown.add_task(file, total=None, rows="")
        shown.update(tasks[file], rows=f"{rows:,}")

    return report
