"""Commands that show what a name or a place is taken for."""

from typing import TYPE_CHECKING, Annotated

import typer

from hornbook.cli.output import answering

if TYPE_CHECKING:
    from hornbook.answers.answer import Answer


@answering
def place_command(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="A place in Chinese or English.")],
    country: Annotated[str | None, typer.Option("--country", metavar="C", help="In this country.")] = None,
    region: Annotated[
        str | None,
        typer.Option("--region", metavar="R", help="In this state or province, or near this city."),
    ] = None,
) -> "Answer":
    """Show which city and country a text is taken for; unknown rather than a guess."""
    from hornbook.answers.names import ask_place

    return ask_place(text, country, region)


@answering
def name_command(text: Annotated[str, typer.Argument(metavar="TEXT", help="A company's name.")]) -> "Answer":
    """Show what a company's name is made of and by which keys it is met."""
    from hornbook.answers.names import ask_name

    return ask_name(text)
