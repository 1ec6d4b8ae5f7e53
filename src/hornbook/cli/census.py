"""The command that counts: who reaches a tier on a day, in groups, by name, and since an earlier day."""

from enum import StrEnum
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
from hornbook.terms import PERIOD_MONTHS
from hornbook.text import message

if TYPE_CHECKING:
    from hornbook.answers.answer import Answer


class Every(StrEnum):
    """How often a series asks."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


Members = Annotated[bool, typer.Option("--list", help="Name the companies instead of counting them.")]
Columns = Annotated[
    str | None,
    typer.Option(
        "--columns",
        autocompletion=complete.complete_indicator,
        help="With --list: indicators to show, separated by commas.",
    ),
]
SortBy = Annotated[
    str | None, typer.Option("--sort", metavar="COLUMN", help="With --list: order by this column or indicator.")
]
YesOnly = Annotated[bool, typer.Option("--yes-only", help="With --list: leave out companies that cannot be decided.")]
Since = Annotated[str | None, typer.Option("--from", metavar="DAY", help="Say who entered and left since this day.")]
Period = Annotated[Every | None, typer.Option("--every", help="With --from: count at the end of each such period too.")]


@answering
def census_command(
    as_of: AsOf,
    standard: Under = None,
    known: Known = None,
    by: By = None,
    members: Members = False,
    columns: Columns = None,
    sort: SortBy = None,
    yes_only: YesOnly = False,
    since: Since = None,
    every: Period = None,
    on_facts: OnFacts = False,
    where: Where = None,
    where_unknown: WhereUnknown = False,
    money: Money = "spot",
    book: BookDir = None,
    version: Version = None,
) -> "Answer":
    """Count who reaches a tier as of a day; without --standard, unicorns by a plain rule."""
    if every and not since:
        raise QuestionError(message("--every needs --from: the day on which the series begins."))
    if members and (since or by):
        raise QuestionError(message("--list names the companies of one day; leave out --by and --from."))
    if not members and (columns or sort or yes_only):
        raise QuestionError(message("--columns, --sort and --yes-only go with --list."))
    opened = common.opened(book, version)
    view, chosen = common.view(opened, as_of, known, money), common.company_filter(where, where_unknown)
    with common.working("census"):
        if members:
            from hornbook.answers.members import ask_members

            names = [name.strip() for name in columns.split(",")] if columns else []
            return ask_members(
                view,
                standard,
                where=chosen,
                on_facts=on_facts,
                columns=names,
                sort=sort or "value_usd",
                yes_only=yes_only,
            )
        from hornbook.answers.census import ask_census

        first = common.view(opened, since, known, money) if since else None
        keys = group_names(by)
        months = PERIOD_MONTHS[every] if every else None
        return ask_census(view, keys, standard, earlier=first, months=months, where=chosen, on_facts=on_facts)
