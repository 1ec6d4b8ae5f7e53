"""What every command asks first: which book, as of which day. Nothing heavy is imported before it is needed."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hornbook.cli import served, state
from hornbook.errors import BookError, QuestionError
from hornbook.locale import in_language, printed
from hornbook.terms import day
from hornbook.text import Phrase, message

if TYPE_CHECKING:
    from rich.progress import Progress

    from hornbook.book.book import Book
    from hornbook.book.view import View
    from hornbook.lang.filter import Filter

folder = state.folder
lang = state.lang


def require_book(path: Path) -> None:
    """BookError where there is no book, before anything heavy is imported."""
    from hornbook.book.disk import require_local

    require_local(path)
    if not path.exists() or (path.is_dir() and not (path / "_delta_log").is_dir()):
        raise BookError(
            message("There is no book in {path}. `hornbook --book {path} init` makes an empty one.", path=str(path))
        )


def asked(as_of: str | None) -> date:
    """The day asked about; `today` is spoken here and nowhere below."""
    return date.today() if as_of is None else day(as_of)  # noqa: DTZ011  a day, in the user's own calendar


def warn_of_future(on: date) -> None:
    """Say on standard error that a day is still to come: the answer is by what is known today."""
    if on > asked(None):
        warn(message("Warning: {day} is in the future; the answer is by what is known so far.", day=on))


def warn(text: Phrase) -> None:
    """Say something on standard error that an answer must be read with."""
    sys.stderr.write(printed(text, lang()) + "\n")


def opened(book: Path | None, version: int | None = None) -> "Book":
    """The book that the options name."""
    path = folder(book)
    require_book(path)
    from hornbook.book.book import open_book

    return open_book(path, version=version, engine=served.engine_named())


def view(book: "Book", as_of: str | None, known: str | None, money: str = "spot") -> "View":
    """The book as of a day."""
    from hornbook.book.money import convention

    warn_of_future(asked(as_of))
    return book.at(asked(as_of), known=day(known) if known is not None else None, convention=convention(money))


def company_filter(where: str | None, where_unknown: bool) -> "Filter | None":
    """The filter that the options give."""
    if where is None:
        if where_unknown:
            raise QuestionError(message("--where-unknown goes with --where."))
        return None
    from hornbook.lang.filter import company_filter, unknown_words

    chosen = company_filter(where, keep_unknown=where_unknown)
    for each in unknown_words(chosen):
        if each.nearest:
            warn(message("Warning: nothing is known as {sort} '{word}'. Did you mean {nearest}?", **each._asdict()))
        else:
            warn(message("Warning: nothing is known as {sort} '{word}'.", sort=each.sort, word=each.word))
    return chosen


def progress() -> "Progress":
    """A progress line on standard error, only where somebody watches."""
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

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


def reporter(shown: "Progress") -> Any:
    """What an import calls with a file and its rows so far."""
    tasks: dict[str, Any] = {}

    def report(file: str, rows: int) -> None:
        if file not in tasks:
            tasks[file] = shown.add_task(file, total=None, rows="")
        shown.update(tasks[file], rows=f"{rows:,}")

    return report


def noted(report: Any, file: Path | None) -> Any:
    """The same, and the rows so far in a file, if one is named, for a program that waits."""
    if file is None:
        return report

    def report_and_note(name: str, rows: int) -> None:
        report(name, rows)
        file.write_text(f"{rows}\n", encoding="utf-8")

    return report_and_note


def counter(shown: "Progress", name: Phrase) -> Any:
    """The same on one line for all files: how many of them are done."""
    report = reporter(shown)
    return lambda _, files: report(in_language(name, lang()), files)
