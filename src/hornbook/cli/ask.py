"""Commands that ask the book: one company's facts and indicators, all companies' indicators, and counts."""

import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from enum import StrEnum
from typing import Annotated, Any

import typer

from hornbook.answers import book as answers
from hornbook.answers import census as census_answers
from hornbook.answers import sentences
from hornbook.answers.census import Told
from hornbook.answers.census_page import census_page
from hornbook.answers.wording.clauses import head
from hornbook.book.book import open_book
from hornbook.book.view import View
from hornbook.cli import common
from hornbook.cli.options import AsOf, AsOfToday, BookDir, Csv, Json, Known, Money, Under, Version
from hornbook.errors import QuestionError
from hornbook.indicators.profile import profile as profiled
from hornbook.population.count import GROUPS, Census, series
from hornbook.population.count import census as counted
from hornbook.population.flow import flow
from hornbook.render.show import Form, Page, as_csv, console, document, plain, story, table
from hornbook.standards.ask import rule
from hornbook.terms import Day

FIRST = 20
"""How many companies a page of profiles shows."""


def indicators(json: Json = False, csv: Csv = False) -> None:
    """List the indicators with unit and meaning. 列出指标、单位和含义。"""
    form = common.form(json, csv)
    table(answers.indicators(), answers.indicator_columns(form, common.lang()), form, common.lang())


def facts(
    company: Annotated[str, typer.Argument(help="A company's name or subject. 企业名称或编号。")],
    as_of: AsOfToday = None,
    known: Known = None,
    book: BookDir = None,
    version: Version = None,
    json: Json = False,
    csv: Csv = False,
) -> None:
    """List every fact about a company that counts on a day. 列出某日有效的全部事实。"""
    view = common.view(open_book(common.folder(book), version=version), as_of, known)
    subject = view.company(company)
    form = common.form(json, csv)
    rows = [answers.told(fact, form, common.lang()) for fact in view.story(subject)]
    title = sentences.asked(view, common.lang()) + f" · {subject}"
    _facts(rows, form, title)


def profile(
    company: Annotated[
        str | None, typer.Argument(help="A company's name or subject; all companies, if none. 企业名称或编号。")
    ] = None,
    as_of: AsOf = ...,  # type: ignore[assignment]
    known: Known = None,
    columns: Annotated[str | None, typer.Option(help="Indicators, separated by commas. 指标，用逗号分隔。")] = None,
    why: Annotated[
        str | None, typer.Option(help="Show the very facts behind this indicator. 列出该指标所依据的事实。")
    ] = None,
    money: Money = "spot",
    book: BookDir = None,
    version: Version = None,
    json: Json = False,
    csv: Csv = False,
) -> None:
    """Show indicators of one company, or of all, as of a day. 查看企业在某日的指标。"""
    form = common.form(json, csv)
    view = common.view(open_book(common.folder(book), version=version), as_of, known, money)
    names = [name.strip() for name in columns.split(",")] if columns else None
    if why is not None:
        if company is None:
            raise QuestionError("--why needs a company: hornbook profile COMPANY --as-of DAY --why INDICATOR.")
        rows = [answers.told(fact, form, common.lang()) for fact in answers.why(view, why, view.company(company))]
        return _facts(rows, form, f"{sentences.asked(view, common.lang())} · {company} · {why}")
    if company is None:
        return _profiles(view, names, form)
    return _profile(view, names, view.company(company), form)


def _profile(view: View, names: list[str] | None, subject: str, form: Form) -> None:
    """One company's card."""
    lang = common.lang()
    values = view.engine.arrow(profiled(view, names, company=subject)).to_pylist()[0]
    if form is Form.JSON:
        return document({"day": view.day, "known": view.known, "book_version": view.book.version, **values})
    if form is Form.CSV:
        return as_csv([values], list(values))
    title = f"{sentences.asked(view, lang)} · {subject}"
    table(answers.card(values, lang), answers.CARD, form, lang, title=title)
    return console().print(sentences.unknowns(values, lang))


def _facts(rows: list[dict[str, Any]], form: Form, title: str) -> None:
    if form is Form.PAGE:
        return story(rows, common.lang(), title=title)
    return table(rows, answers.FACT, form, common.lang())


def _profiles(view: View, names: list[str] | None, form: Form) -> None:
    """All companies: the first few on a page, every one, streamed, as JSON or CSV."""
    lang = common.lang()
    picked = names or (list(answers.SHORT) if form is Form.PAGE else None)
    rows = profiled(view, picked).order_by("subject")
    if form is Form.PAGE:
        some = view.engine.arrow(rows.limit(FIRST)).to_pylist()
        shown = answers.indicator_headings(["subject", *(picked or [])], lang)
        table(some, shown, form, lang, title=sentences.asked(view, lang))
        return console().print(sentences.how_many(view.engine.arrow(rows.count()).as_py(), FIRST, lang))
    if form is Form.CSV:
        as_csv(_streamed(view, rows), rows.columns)
        return None
    sys.stdout.write("[")
    import json as to  # the option of the same name hides it above

    for n, row in enumerate(_streamed(view, rows)):
        sys.stdout.write(("," if n else "") + "\n" + to.dumps(plain(row), ensure_ascii=False))
    sys.stdout.write("\n]\n")
    return None


def _streamed(view: View, rows: Any) -> Iterator[dict[str, Any]]:
    for batch in view.engine.batches(rows, 50_000):
        yield from batch.to_pylist()


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
