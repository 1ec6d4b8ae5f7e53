"""Commands that ask the book: one company's facts and indicators, all companies' indicators, and counts."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from hornbook.answers import census as census_answers
from hornbook.answers.census import Told
from hornbook.answers.census_page import census_page
from hornbook.answers.wording.clauses import head
from hornbook.book.book import open_book
from hornbook.book.view import View
from hornbook.cli import common
from hornbook.cli.options import AsOf, AsOfToday, BookDir, Csv, Json, Known, Money, Under, Version
from hornbook.cli.output import answering
from hornbook.errors import QuestionError
from hornbook.population.count import GROUPS, Census, series
from hornbook.population.count import census as counted
from hornbook.population.flow import flow
from hornbook.render.show import Form, Page, as_csv, document, table
from hornbook.standards.ask import rule
from hornbook.terms import Day
from hornbook.text import message

if TYPE_CHECKING:
    from hornbook.answers.answer import Answer


@answering
def indicators() -> "Answer":
    """List the indicators with unit and meaning."""
    from hornbook.answers.catalogues import ask_indicators

    return ask_indicators()


@answering
def facts(
    company: Annotated[str, typer.Argument(help="A company's name or subject.")],
    as_of: AsOfToday = None,
    known: Known = None,
    book: BookDir = None,
    version: Version = None,
) -> "Answer":
    """List every fact about a company that counts on a day."""
    from hornbook.answers.facts import ask_facts
    from hornbook.book.book import open_book

    return ask_facts(common.view(open_book(common.folder(book), version=version), as_of, known), company)


@answering
def profile(
    company: Annotated[str | None, typer.Argument(help="A company's name or subject; all companies, if none.")] = None,
    as_of: AsOf = ...,  # type: ignore[assignment]
    known: Known = None,
    columns: Annotated[str | None, typer.Option(help="Indicators, separated by commas.")] = None,
    why: Annotated[str | None, typer.Option(help="Show the very facts behind this indicator.")] = None,
    money: Money = "spot",
    book: BookDir = None,
    version: Version = None,
) -> "Answer":
    """Show indicators of one company, or of all, as of a day."""
    from hornbook.answers.facts import ask_why
    from hornbook.answers.profile import ask_profile, ask_profiles
    from hornbook.book.book import open_book

    view = common.view(open_book(common.folder(book), version=version), as_of, known, money)
    names = [name.strip() for name in columns.split(",")] if columns else None
    if why is None:
        return ask_profiles(view, names) if company is None else ask_profile(view, company, names)
    if company is None:
        raise QuestionError(message("--why needs a company: hornbook profile COMPANY --as-of DAY --why INDICATOR."))
    return ask_why(view, company, why)


class Every(StrEnum):
    """How often a series asks."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


DAYS = 400
"""A series asks on no more days than this."""


def census(
    as_of: AsOf,
    standard: Under = None,
    known: Known = None,
    by: Annotated[
        list[str] | None, typer.Option(metavar="GROUP", help=f"Count by {', '.join(GROUPS)}; may be repeated. 分组。")
    ] = None,
    members: Annotated[
        bool, typer.Option("--list", help="Name the companies instead of counting them. 列出企业。")
    ] = False,
    since: Annotated[
        str | None,
        typer.Option("--from", metavar="DAY", help="Say who entered and left since this day. 自该日起的进入与退出。"),
    ] = None,
    every: Annotated[
        Every | None, typer.Option("--every", help="With --from: count at each end of these too. 另按期末逐期统计。")
    ] = None,
    money: Money = "spot",
    book: BookDir = None,
    version: Version = None,
    json: Json = False,
    csv: Csv = False,
) -> None:
    """Count who reaches a tier as of a day; without --standard, unicorns by a plain rule. 统计某日达标企业。"""
    form, lang = common.form(json, csv), common.lang()
    if every and not since:
        raise QuestionError("--every needs --from: the day on which the series begins.")
    if members and (since or by):
        raise QuestionError("--list names the companies of one day; leave out --by and --from.")
    opened = open_book(common.folder(book), version=version)
    view = common.view(opened, as_of, known, money)
    if members:
        return _members(view, standard, form)
    first = common.view(opened, since, known, money) if since else None
    if first and first.day >= view.day:
        raise QuestionError(f"The flow runs from an earlier day to a later one, not from {first.day} to {view.day}.")
    keys = [key.strip() for word in by or [] for key in word.split(",")]
    with common.progress() as progress:
        progress.add_task("census", total=None, rows="")
        answer = Told(
            counted(view, keys, under=standard),
            view,
            flow(first, view, under=standard) if first else None,
            _series(first, view, every, standard) if first and every else (),
        )
    if form is Form.JSON:
        return document(census_answers.census_json(answer))
    if form is Form.CSV:
        return as_csv(*census_answers.csv_of(answer, keys))
    return census_page(answer, keys, lang)


def _series(first: View, last: View, every: Every, under: str | None) -> tuple[Census, ...]:
    """The census at both days and at each end of a period between them."""
    step = {Every.MONTH: 1, Every.QUARTER: 3, Every.YEAR: 12}[every]
    ends = [first.day, *period_ends(first.day, last.day, step), last.day]
    if len(ends) > DAYS:
        raise QuestionError(f"A series asks on at most {DAYS} days, and these would be {len(ends)}.")
    known = last.known if last.hindsight else None
    return series(lambda day: replace(last, day=day, known=known or day), ends, under=under)


def period_ends(first: Day, last: Day, months: int) -> Iterator[Day]:
    """The last days of months, quarters or years that lie between two days."""
    month = (first.year * 12 + first.month - 1) // months * months
    while True:
        month += months
        end = Day(month // 12, month % 12 + 1, 1) - timedelta(days=1)
        if end >= last:
            return
        if end > first:
            yield end


def _members(view: View, under: str | None, form: Form) -> None:
    """The companies by name, most valuable first."""
    lang, rows = common.lang(), census_answers.members(view, under)
    if form is not Form.PAGE:
        return table(rows, census_answers.MEMBER, form, lang)
    asked = rule(under, view.day)
    head(Page(lang), view, asked)
    shown = [census_answers.member_page(row, asked, lang) for row in rows]
    return table(shown, census_answers.MEMBER, form, lang, limit=200)
