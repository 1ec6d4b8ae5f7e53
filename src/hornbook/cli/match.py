"""The command that matches companies with funds, loans, scenarios and services, both ways."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hornbook.cli import common, complete
from hornbook.cli.options import AsOf, BookDir, Known, Money, Version, Where, WhereUnknown
from hornbook.cli.output import answering
from hornbook.errors import QuestionError, nearest
from hornbook.text import Phrase, listing, message

if TYPE_CHECKING:
    from hornbook.answers.answer import Answer
    from hornbook.book.view import View

Word = Annotated[
    str,
    typer.Argument(
        metavar="ID|COMPANY",
        help="A fund or service, by its id or the path of its file; or a company, by its name or subject.",
        autocompletion=complete.complete_support,
    ),
]
ListFile = Annotated[
    Path | None,
    typer.Option("--list", metavar="FILE", help="A list that `scout rank --json` wrote: its places count as declared."),
]
Only = Annotated[
    list[str] | None,
    typer.Option(
        "--support",
        metavar="ID",
        help="For a company: only this fund or service, an id or the path of its file; may be repeated.",
        autocompletion=complete.complete_support,
    ),
]
Limit = Annotated[
    int | None,
    typer.Option(
        "--limit", metavar="N", min=1, help="For a fund or service: at most N companies that fit, and N that may."
    ),
]
Full = Annotated[bool, typer.Option("--full", help="For a company: the reasons of every offer.")]


@answering
def match_command(
    as_of: AsOf,
    word: Word,
    support: Only = None,
    scout_list: ListFile = None,
    where: Where = None,
    where_unknown: WhereUnknown = False,
    limit: Limit = None,
    full: Full = False,
    known: Known = None,
    money: Money = "spot",
    book: BookDir = None,
    version: Version = None,
) -> "Answer":
    """Match a company with funds, loans, scenarios and services, or one of these with companies."""
    from hornbook.answers.saved_list import read_list
    from hornbook.support.library import support_named

    view = common.view(common.opened(book, version), as_of, known, money)
    saved = read_list(scout_list) if scout_list else None
    company = _company(view, word)
    if company is None:
        if support or full:
            raise QuestionError(message("--support and --full go with a company; '{word}' is a support.", word=word))
        from hornbook.answers.match_companies import ask_support_matches

        asked, chosen = support_named(word), common.company_filter(where, where_unknown)
        with common.working("match"):
            return ask_support_matches(view, asked, chosen, limit=limit, scout_list=saved)
    if where is not None or where_unknown or limit is not None:
        raise QuestionError(message("--where and --limit go with a fund or service; '{word}' is a company.", word=word))
    from hornbook.answers.match import ask_company_matches

    chosen_supports = [support_named(name) for name in dict.fromkeys(support)] if support else None
    with common.working("match"):
        return ask_company_matches(view, company, chosen_supports, scout_list=saved, full=full)


def _company(view: "View", word: str) -> str | None:
    """The company of a word; None where it is a support. QuestionError where it is both, or neither."""
    from hornbook.support.library import is_support_word, supports

    (found,) = view.companies([word])
    if is_support_word(word):
        if not isinstance(found, str):
            return None
        raise QuestionError(
            message(
                "'{word}' is a support and a company. Give the company's subject {subject}, or the path of the"
                " support's file.",
                word=word,
                subject=found,
            )
        )
    if isinstance(found, str):
        return found
    near = nearest(word, supports)
    hint: list[Phrase] = [message("As a support, did you mean '{near}'?", near=near)] if near else []
    raise QuestionError(listing([message("'{word}' is no support.", word=word), *hint, found.phrase], " "))
