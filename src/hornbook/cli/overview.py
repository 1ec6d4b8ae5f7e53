"""The command `overview`: where a book stands on a day."""

from typing import TYPE_CHECKING, Annotated

import typer

from hornbook.cli import common
from hornbook.cli.options import AsOf, BookDir, Known, Under, Version
from hornbook.cli.output import answering

if TYPE_CHECKING:
    from hornbook.answers.answer import Answer

Since = Annotated[
    str | None, typer.Option("--from", metavar="DAY", help="Where the chart begins; five years back without it.")
]


@answering
def overview_command(
    as_of: AsOf,
    standard: Under = None,
    since: Since = None,
    known: Known = None,
    book: BookDir = None,
    version: Version = None,
) -> "Answer":
    """Say where a book stands: companies by tier, what is new, the years before, and what changed in a month."""
    from hornbook.answers.overview import ask_overview

    opened = common.opened(book, version)
    view = common.view(opened, as_of, known)
    with common.working("overview"):
        return ask_overview(view, standard, earlier=common.view(opened, since, known) if since else None)
