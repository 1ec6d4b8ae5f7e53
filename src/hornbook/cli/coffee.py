"""The command `coffee`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hornbook.cli import common
from hornbook.cli.options import AsOf, BookDir, Known, Money, Under, Version
from hornbook.cli.output import answering

if TYPE_CHECKING:
    from hornbook.answers.answer import Answer


@answering
def coffee_command(
    as_of: AsOf,
    company: Annotated[str, typer.Argument(metavar="COMPANY", help="A company's name or subject.")],
    standard: Under = None,
    saved: Annotated[
        Path | None,
        typer.Option(
            "--list", metavar="FILE", help="A list that `scout rank --json` wrote: the company's place in it."
        ),
    ] = None,
    years: Annotated[
        int,
        typer.Option(
            "--years-before", min=1, max=20, help="Compare with companies that stood there so many years ago."
        ),
    ] = 4,
    known: Known = None,
    money: Money = "spot",
    book: BookDir = None,
    version: Version = None,
) -> "Answer":
    """Put everything on one company on one page: verdicts, supports, funds, comparable companies, what is not known."""
    from hornbook.answers.saved_list import read_list
    from hornbook.reports.coffee import CoffeePage

    found = read_list(saved) if saved else None
    view = common.view(common.opened(book, version), as_of, known, money)
    with common.working("coffee"):
        subject = view.company(company)
        return CoffeePage(view, under=standard, years=years)(subject, found)
