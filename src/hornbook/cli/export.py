"""The command `export`: all facts of a book as plain tables."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hornbook.cli import common
from hornbook.cli.options import BookDir, Version
from hornbook.cli.output import answering
from hornbook.text import message

if TYPE_CHECKING:
    from hornbook.answers.export import ExportAnswer


@answering
def export_command(
    to: Annotated[Path, typer.Argument(metavar="DIR", help="A new or empty folder.")],
    book: BookDir = None,
    version: Version = None,
) -> "ExportAnswer":
    """Write all facts as Parquet and as CSV into a folder; `init --from` makes the same book of either."""
    from hornbook.answers.export import export_answer

    with common.progress() as progress:
        opened = common.opened(book, version)
        return export_answer(opened, to, common.counter(progress, message("files written")))
