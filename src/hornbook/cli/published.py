"""The command `published`: figures on unicorns that others have published, beside each other and beside ours."""

from typing import TYPE_CHECKING, Annotated

import typer

from hornbook.cli import common, complete
from hornbook.cli.options import BookDir, Known, Money, Version
from hornbook.cli.output import answering
from hornbook.errors import QuestionError
from hornbook.terms import day
from hornbook.text import message

if TYPE_CHECKING:
    from hornbook.answers.answer import Answer


@answering
def published_command(
    publisher: Annotated[
        list[str] | None,
        typer.Option(
            "--publisher",
            metavar="ID",
            help="Only this publisher; may be repeated.",
            autocompletion=complete.complete_publisher,
        ),
    ] = None,
    place: Annotated[
        str | None, typer.Option("--place", metavar="PLACE", help="Only this place: a country, a city or 'world'.")
    ] = None,
    measure: Annotated[
        str | None, typer.Option("--measure", metavar="MEASURE", help="Only this measure, such as unicorns.")
    ] = None,
    checks: Annotated[bool, typer.Option("--checks", help="Show every check of arithmetic.")] = False,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DAY", help="Only figures that were known by this day.")
    ] = None,
    standard: Annotated[
        str | None,
        typer.Option(
            "--standard",
            metavar="ID[:TIER]",
            help="Set the count of your book under this standard beside each figure; needs --as-of.",
            autocompletion=complete.complete_standard,
        ),
    ] = None,
    known: Known = None,
    money: Money = "spot",
    book: BookDir = None,
    version: Version = None,
) -> "Answer":
    """Show figures that others have published; with --standard, the count of your book beside each."""
    from hornbook.answers.published import ask_published, ask_published_beside

    if standard is None:
        if known is not None or version is not None or money != "spot":
            raise QuestionError(message("--known, --money and --book-version go with --standard."))
        asked = None if as_of is None else day(as_of)
        return ask_published(asked, publishers=publisher or (), place=place, measure=measure, checks=checks)
    if as_of is None or checks:
        raise QuestionError(message("--standard needs --as-of DAY, and does not go with --checks."))
    view = common.view(common.opened(book, version), as_of, known, money)
    with common.working("published"):
        return ask_published_beside(view, standard, publishers=publisher or (), place=place, measure=measure)
