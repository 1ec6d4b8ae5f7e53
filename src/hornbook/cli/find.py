"""The command that finds companies by a part of their name."""

from typing import TYPE_CHECKING, Annotated

import typer

from hornbook.cli import common
from hornbook.cli.options import AsOf, BookDir, Known, Version
from hornbook.cli.output import answering

if TYPE_CHECKING:
    from hornbook.answers.answer import Answer


@answering
def find_command(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="A part of a name, or a subject.")],
    as_of: AsOf,
    known: Known = None,
    book: BookDir = None,
    version: Version = None,
) -> "Answer":
    """Find companies by a part of a name, the present one or an earlier one."""
    from hornbook.answers.find import ask_find

    return ask_find(common.view(common.opened(book, version), as_of, known), text)
