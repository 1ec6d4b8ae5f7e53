"""Commands on supports: reading them, and what a company may have of them."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hornbook.cli import common, complete
from hornbook.cli.options import AsOf, AsOfToday, BookDir, Known, Money, Version
from hornbook.cli.output import answering
from hornbook.cli.rules import company_subjects
from hornbook.errors import QuestionError
from hornbook.text import message

if TYPE_CHECKING:
    from hornbook.answers.answer import Answer
    from hornbook.support.support import Support

Supports = Annotated[
    list[str] | None,
    typer.Option(
        "--support",
        metavar="ID",
        help="Only this support, an id or the path of its file; may be repeated.",
        autocompletion=complete.complete_support,
    ),
]
Given = Annotated[
    list[str] | None,
    typer.Option("--given", metavar="NAME=VALUE", help="State a figure of the claim, such as rent_paid=1_200_000."),
]


@answering
def support_list_command(
    support: Annotated[
        str | None,
        typer.Argument(metavar="ID", help="A support, to read it in full.", autocompletion=complete.complete_support),
    ] = None,
    as_of: AsOfToday = None,
) -> "Answer":
    """List the measures of support, or read one of them."""
    day = common.asked(as_of)
    from hornbook.answers.support import ask_support
    from hornbook.answers.supports import ask_supports
    from hornbook.support.library import support_named, supports

    return ask_supports(supports.values(), day) if support is None else ask_support(support_named(support), day)


@answering
def entitled_command(
    as_of: AsOf,
    companies: Annotated[list[str] | None, typer.Argument(metavar="COMPANY", help="Names or subjects.")] = None,
    file: Annotated[
        Path | None, typer.Option("--file", metavar="FILE", help="A list of companies: one name or subject a line.")
    ] = None,
    support: Supports = None,
    given: Given = None,
    known: Known = None,
    full: Annotated[bool, typer.Option("--full", help="The reasons of every support.")] = False,
    money: Money = "spot",
    book: BookDir = None,
    version: Version = None,
) -> "Answer":
    """Say which supports companies may have, and how much of each."""
    if not companies and file is None:
        raise QuestionError(message("Name a COMPANY or several, or give a list of them: --file FILE."))
    from hornbook.answers.entitled import ask_entitled

    asked = chosen_supports(support)
    view = common.view(common.opened(book, version), as_of, known, money)
    with common.working("entitled"):
        subjects = company_subjects(view, companies or [], file)
        return ask_entitled(view, asked, subjects, given=given or (), full=full)


def chosen_supports(names: list[str] | None) -> "list[Support]":
    """The supports asked for, each once; all of them where none is named."""
    from hornbook.support.library import support_named, supports

    return [support_named(name) for name in dict.fromkeys(names)] if names else list(supports.values())
