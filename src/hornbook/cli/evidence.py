"""Commands on the evidence itself: where sources disagree, and how good the book is."""

from typing import TYPE_CHECKING, Annotated

import typer

from hornbook.cli import common, complete
from hornbook.cli.options import All, AsOf, BookDir, Known, Money, Version
from hornbook.cli.output import answering
from hornbook.errors import QuestionError
from hornbook.text import message

if TYPE_CHECKING:
    from hornbook.answers.answer import Answer


@answering
def conflicts_command(
    as_of: AsOf,
    companies: Annotated[
        list[str] | None, typer.Argument(metavar="[COMPANY]…", help="Names or subjects; all companies, if none.")
    ] = None,
    standard: Annotated[
        list[str] | None,
        typer.Option(
            "--standard",
            metavar="ID[:TIER]",
            autocompletion=complete.complete_standard,
            help="The rule whose verdict may change (default: plain); may be repeated.",
        ),
    ] = None,
    changes: Annotated[
        bool, typer.Option("--changes", help="Only conflicts that change a verdict of these rules.")
    ] = False,
    every: All = False,
    known: Known = None,
    money: Money = "spot",
    book: BookDir = None,
    version: Version = None,
) -> "Answer":
    """Say where sources disagree, which statement stands and why, and whether it changes a verdict."""
    from hornbook.answers.conflicts import SHOWN, ask_conflicts

    view = common.view(common.opened(book, version), as_of, known, money)
    subjects = [view.company(word) for word in companies] if companies else None
    with common.working("conflicts"):
        return ask_conflicts(view, subjects, under=standard or (), changes=changes, shown=None if every else SHOWN)


@answering
def quality_command(
    as_of: AsOf,
    source: Annotated[
        str | None,
        typer.Option("--source", metavar="NAME", autocompletion=complete.complete_source, help="Only this source."),
    ] = None,
    columns: Annotated[
        str | None,
        typer.Option(
            "--columns",
            metavar="INDICATORS",
            autocompletion=complete.complete_indicator,
            help="Coverage also by these indicators, separated by commas; 'all' for every one.",
        ),
    ] = None,
    known: Known = None,
    book: BookDir = None,
    version: Version = None,
) -> "Answer":
    """Say how complete, how old, how late and how clean each source's facts are."""
    from hornbook.answers.quality import ask_quality

    view = common.view(common.opened(book, version), as_of, known)
    with common.working("quality"):
        return ask_quality(view, source, columns=_names(columns))


def _names(columns: str | None) -> list[str] | None:
    """Names separated by commas."""
    if columns is None:
        return None
    names = [name.strip() for name in columns.split(",") if name.strip()]
    if not names:
        raise QuestionError(message("--columns names no indicator. Write --columns all for every indicator."))
    return names
