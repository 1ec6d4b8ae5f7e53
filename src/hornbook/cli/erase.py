"""The command `erase`: personal or licensed data go out of every version of the book."""

from typing import TYPE_CHECKING, Annotated

import typer

from hornbook.cli import common
from hornbook.cli.options import BookDir
from hornbook.cli.output import answering

if TYPE_CHECKING:
    from hornbook.answers.erase import EraseAnswer


@answering
def erase_command(
    subjects: Annotated[
        list[str] | None, typer.Argument(metavar="SUBJECT…", help="Records, by their subject or their exact name.")
    ] = None,
    because: Annotated[
        str, typer.Option("--because", metavar="TEXT", help="Why; the reason stays in the book for ever.")
    ] = "",
    source: Annotated[
        str | None,
        typer.Option("--source", metavar="NAME", help="All that a source said, and records that it alone names."),
    ] = None,
    names: Annotated[
        list[str] | None,
        typer.Option("--name", metavar="NAME", help="Replace a name that facts mention, such as that of a person."),
    ] = None,
    texts: Annotated[
        bool, typer.Option("--texts", help="Replace names within texts of other records too, such as descriptions.")
    ] = False,
    show: Annotated[bool, typer.Option("--preview", help="Show what would go, and write nothing.")] = False,
    book: BookDir = None,
) -> "EraseAnswer":
    """Erase records from every version of the book; a mark of count and digest stays. This cannot be undone."""
    from hornbook.answers.erase import ask_erasure_preview, erase_data
    from hornbook.book.erase import Wanted

    opened = common.opened(book)
    wanted = Wanted(tuple(subjects or ()), tuple(names or ()), source, texts)
    with common.working("erase"):
        if show:
            return ask_erasure_preview(opened, wanted)
        return erase_data(opened, wanted, because, common.asked(None))
