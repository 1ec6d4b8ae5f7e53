"""Commands on supports: reading them, and what a company may have of them."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hornbook.cli import common, complete
from hornbook.cli.options import (
    AsOf,
    AsOfToday,
    BookDir,
    By,
    Known,
    Money,
    Version,
    Where,
    WhereUnknown,
    group_names,
)
from hornbook.cli.output import answering
from hornbook.cli.rule_files import checked_files, drafted_file
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
        list[str] | None,
        typer.Argument(metavar="ID", help="A support, to read it in full.", autocompletion=complete.complete_support),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Check files of supports: what is wrong at its line, and their examples.")
    ] = False,
    draft: Annotated[
        bool,
        typer.Option("--draft", help="Print the start of a support's file: a copy of ID, or a blank (grant, tax …)."),
    ] = False,
    as_of: AsOfToday = None,
) -> "Answer":
    """List the measures of support, read one of them, or write and check files of your own."""
    from hornbook.support.library import support_named, supports

    command = "hornbook support list"
    if check and draft:
        raise QuestionError(message("Choose --check or --draft."))
    if check:
        from hornbook.answers.rule_check import check_supports

        return checked_files(support or [], supports, check_supports, command)
    if support and len(support) > 1:
        raise QuestionError(message("One support is read at a time; --check takes several files."))
    day = common.asked(as_of)
    if draft:
        from hornbook.answers.rule_draft import draft_support
        from hornbook.support.draft import SUPPORT_KINDS

        return drafted_file(support or [], supports, draft_support, command, day=day, blanks=SUPPORT_KINDS)
    from hornbook.answers.support import ask_support
    from hornbook.answers.supports import ask_supports

    return ask_support(support_named(support[0]), day) if support else ask_supports(supports.values(), day)


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
    calendar: Annotated[
        bool, typer.Option("--calendar", help="Windows, deadlines, papers and ends of terms of the next 12 months.")
    ] = False,
    cliffs: Annotated[
        bool, typer.Option("--cliffs", help="Where one more yuan, person or day loses money, to the unit.")
    ] = False,
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
        return ask_entitled(view, asked, subjects, given=given or (), full=full, calendar=calendar, cliffs=cliffs)


@answering
def bundle_command(
    as_of: AsOf,
    company: Annotated[str, typer.Argument(metavar="COMPANY", help="A company's name or subject.")],
    support: Supports = None,
    given: Given = None,
    known: Known = None,
    money: Money = "spot",
    book: BookDir = None,
    version: Version = None,
) -> "Answer":
    """Find the best lawful bundle of supports for a company, and what each one left out would cost."""
    from hornbook.answers.bundle import ask_bundle

    asked = chosen_supports(support)
    view = common.view(common.opened(book, version), as_of, known, money)
    with common.working("bundle"):
        (subject,) = company_subjects(view, [company], None)
        return ask_bundle(view, asked, subject, given=given or ())


SupportName = Annotated[
    str,
    typer.Argument(
        metavar="ID", help="A support, an id or the path of its file.", autocompletion=complete.complete_support
    ),
]


@answering
def beneficiaries_command(
    as_of: AsOf,
    support: SupportName,
    where: Where = None,
    where_unknown: WhereUnknown = False,
    known: Known = None,
    money: Money = "spot",
    book: BookDir = None,
    version: Version = None,
) -> "Answer":
    """List the companies that may have a support."""
    from hornbook.answers.beneficiaries import ask_beneficiaries
    from hornbook.support.library import support_named

    asked, chosen = support_named(support), common.company_filter(where, where_unknown)
    view = common.view(common.opened(book, version), as_of, known, money)
    with common.working("beneficiaries"):
        return ask_beneficiaries(view, asked, chosen)


Settings = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="KEY=VALUE", help="Set a clause, amount, cap or pool; an empty clause drops it."),
]
Years = Annotated[int, typer.Option("--years", min=0, max=50, help="Ask so many past years too.")]
Vary = Annotated[
    str | None,
    typer.Option("--vary", metavar="KEY=N,N,…", help="The cost with other numbers in a clause, amount or cap."),
]
Beside = Annotated[
    list[str] | None,
    typer.Option(
        "--beside",
        metavar="ID",
        help="What other supports no longer pay where it stands beside them: an id, a file, or 'all'; repeatable.",
        autocompletion=complete.complete_support,
    ),
]
ScoutList = Annotated[
    Path | None,
    typer.Option(
        "--list", metavar="FILE", help="What may come, by the probabilities of a list that `scout rank --json` wrote."
    ),
]
ClauseName = Annotated[
    str | None,
    typer.Option("--clause", metavar="PART.CLAUSE", help="With --list: the clause that the list's target fulfils."),
]


@answering
def cost_command(
    as_of: AsOf,
    support: SupportName,
    settings: Settings = None,
    by: By = None,
    where: Where = None,
    where_unknown: WhereUnknown = False,
    years: Years = 0,
    vary: Vary = None,
    beside: Beside = None,
    scout_list: ScoutList = None,
    clause: ClauseName = None,
    known: Known = None,
    money: Money = "spot",
    book: BookDir = None,
    version: Version = None,
) -> "Answer":
    """Cost a support over all companies, as it stands or with something set."""
    from hornbook.answers.cost import ask_cost
    from hornbook.answers.saved_list import read_list
    from hornbook.support.library import support_named
    from hornbook.support.settings import support_settings
    from hornbook.terms import shift

    if clause and not scout_list:
        raise QuestionError(message("--clause goes with --list: a list that `scout rank --json` wrote."))
    asked, chosen = support_named(support), common.company_filter(where, where_unknown)
    opened = common.opened(book, version)
    view = common.view(opened, as_of, known, money)
    past = [shift(view.day, -12 * n) for n in range(years, 0, -1)]
    with common.working("cost"):
        return ask_cost(
            view,
            asked,
            settings=support_settings(settings or ()),
            by=group_names(by),
            where=chosen,
            earlier=[common.view(opened, day.isoformat(), None, money) for day in past],
            curve=_varied(vary),
            beside=_beside(beside),
            ahead=(read_list(scout_list), clause) if scout_list else None,
        )


def _varied(word: str | None) -> tuple[str, list[str]] | None:
    """A key and the numbers to put there; QuestionError where the word names none."""
    if word is None:
        return None
    key, _, values = word.partition("=")
    numbers = [value.strip() for value in values.split(",") if value.strip()]
    if not numbers or not all(re.fullmatch(r"\d[\d_]*(\.\d+)?", number) for number in numbers):
        raise QuestionError(message("'{word}' varies nothing. Write KEY=N,N,….", word=word))
    return key.strip(), numbers


def _beside(names: list[str] | None) -> "list[Support]":
    """The supports named, each once; 'all' are those of the library."""
    own = [name for name in names or [] if name != "all"]
    found = [*(chosen_supports(None) if names and "all" in names else []), *(chosen_supports(own) if own else [])]
    return list({each.id: each for each in found}.values())


def chosen_supports(names: list[str] | None) -> "list[Support]":
    """The supports asked for, each once; all of them where none is named."""
    from hornbook.support.library import support_named, supports

    return [support_named(name) for name in dict.fromkeys(names)] if names else list(supports.values())
