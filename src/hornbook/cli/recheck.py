"""The command that asks a citation again."""

from typing import TYPE_CHECKING, Annotated

import typer

from hornbook.cli import common
from hornbook.cli.options import BookDir
from hornbook.cli.output import answering

if TYPE_CHECKING:
    from hornbook.answers.answer import Answer


@answering
def recheck_command(
    citation: Annotated[list[str], typer.Argument(metavar="CITATION", help="The last line of a page, as it stands.")],
    book: BookDir = None,
) -> "Answer":
    """Ask again what a citation says, and say whether the answer is the same."""
    from hornbook.cli.cited import rechecked

    return rechecked(" ".join(citation), common.folder(book))
