"""Commands on lists: why they differ, what another number would change, and what to look at next."""

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Annotated

import typer

from hornbook.cli import common, complete
from hornbook.cli.options import (
    AsOf,
    BookDir,
    By,
    Known,
    Money,
    OnFacts,
    Under,
    Version,
    Where,
    WhereUnknown,
    group_names,
)
from hornbook.cli.output import answering
from hornbook.errors import QuestionError
from hornbook.text import message

if TYPE_CHECKING:
    from hornbook.answers.answer import Answer


@answering
def compare_command(
    rules: Annotated[
        list[str],
        typer.Argument(
            metavar="ID ID…",
            autocompletion=complete.complete_standard,
            help="Standards as ID or ID:TIER, own files as FILE or FILE:TIER, and lists such as 'list:CB Insights'.",
        ),
    ],
    as_of: AsOf,
    known: Known = None,
    every: Annotated[
        bool, typer.Option("--all", "--list", help="Show every company in dispute, each with its reasons.")
    ] = False,
    brief: Annotated[bool, typer.Option("--brief", help="Say it in a few sentences.")] = False,
    on_facts: OnFacts = False,
    where: Where = None,
    where_unknown: WhereUnknown = False,
    money: Money = "spot",
    book: BookDir = None,
    version: Version = None,
) -> "Answer":
    """Compare rules and published lists: why they differ, clause by clause."""
    from hornbook.answers.compare import ask_compare

    view = common.view(common.opened(book, version), as_of, known, money)
    chosen = common.company_filter(where, where_unknown)
    with common.working("compare"):
        return ask_compare(view, rules, on_facts=on_facts, every=every, brief=brief, where=chosen)


@answering
def whatif_command(
    standard: Annotated[
        str,
        typer.Argument(
            metavar="ID[:TIER]",
            autocompletion=complete.complete_standard,
            help="A standard with its tier, or the path of its file; 'plain' is the plain rule.",
        ),
    ],
    as_of: AsOf,
    settings: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="TIER.CLAUSE=…",
            help="A clause with another threshold or rule; '' drops it. Also money, age, counts.KIND, define.NAME.",
        ),
    ] = None,
    by: By = None,
    known: Known = None,
    on_facts: OnFacts = False,
    where: Where = None,
    where_unknown: WhereUnknown = False,
    money: Money = "spot",
    book: BookDir = None,
    version: Version = None,
) -> "Answer":
    """Ask a rule with another number: who would enter, who would leave."""
    from hornbook.answers.whatif import ask_whatif

    view = common.view(common.opened(book, version), as_of, known, money)
    chosen = common.company_filter(where, where_unknown)
    with common.working("whatif"):
        return ask_whatif(view, standard, _split(settings or []), where=chosen, on_facts=on_facts, by=group_names(by))


def _split(settings: list[str]) -> dict[str, str]:
    """Settings by their key: what stands before the first '='."""
    found: dict[str, str] = {}
    for word in settings:
        key, equals, value = word.partition("=")
        if not equals or not key.strip():
            raise QuestionError(message("'{word}' sets nothing. Write --set 'TIER.CLAUSE=500_000_000 USD'.", word=word))
        if key.strip() in found:
            raise QuestionError(message("'{key}' is set twice.", key=key.strip()))
        found[key.strip()] = value
    return found


@answering
def watch_command(
    as_of: AsOf,
    since: Annotated[str, typer.Option("--from", metavar="DAY", help="The day to look back to.")],
    standard: Under = None,
    within: Annotated[int, typer.Option("--within", metavar="DAYS", help="How many days to look ahead.")] = 180,
    reach: Annotated[
        str, typer.Option("--reach", metavar="SHARE", help="How far below the line a company still is near it.")
    ] = "20%",
    by: By = None,
    known: Known = None,
    on_facts: OnFacts = False,
    where: Where = None,
    where_unknown: WhereUnknown = False,
    money: Money = "spot",
    book: BookDir = None,
    version: Version = None,
) -> "Answer":
    """Watch a rule's line: who crossed it since a day, who is near it, who will age out."""
    from hornbook.answers.watch import ask_watch

    opened, share = common.opened(book, version), _share(reach)
    later, earlier = (common.view(opened, word, known, money) for word in (as_of, since))
    chosen = common.company_filter(where, where_unknown)
    with common.working("watch"):
        return ask_watch(
            earlier,
            later,
            standard,
            within=within,
            reach=share,
            where=chosen,
            on_facts=on_facts,
            by=group_names(by),
        )


def _share(word: str) -> Decimal:
    """A share as a user writes it: 20% or 0.2."""
    try:
        found = Decimal(word.strip().removesuffix("%"))
    except InvalidOperation:
        raise QuestionError(message("'{word}' is not a share. Write it as 20% or 0.2.", word=word)) from None
    if not found.is_finite():
        raise QuestionError(message("'{word}' is not a share. Write it as 20% or 0.2.", word=word))
    return found / 100 if word.strip().endswith("%") else found
