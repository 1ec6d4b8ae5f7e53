"""Commands that ask the book: one company's facts and indicators, and all companies' indicators."""

import sys
from collections.abc import Iterator
from typing import Annotated, Any

import typer

from hornbook.answers import book as answers
from hornbook.answers import sentences
from hornbook.book.book import open_book
from hornbook.book.view import View
from hornbook.cli import common
from hornbook.cli.options import AsOf, AsOfToday, BookDir, Csv, Json, Known, Money, Version
from hornbook.errors import QuestionError
from hornbook.indicators.profile import profile as profiled
from hornbook.render.show import Form, as_csv, console, document, plain, story, table

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
