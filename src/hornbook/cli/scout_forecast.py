"""The commands `scout register` and `scout score`: a list kept in advance, and what became of it."""

from typing import Annotated

import typer

from hornbook.answers.forecast_page import FIRST, none_page, registered_page, settled_page
from hornbook.answers.scout import SCORE_CSV, registered_json, settled_json, settled_rows
from hornbook.book.book import open_book
from hornbook.cli import common
from hornbook.cli.options import AsOf, AsOfToday, BookDir, Csv, Json
from hornbook.errors import QuestionError
from hornbook.link.decide import records_of
from hornbook.render.show import Form, as_csv, document
from hornbook.scout.forecast import asks, registered, settle
from hornbook.scout.forecast import register as keep
from hornbook.scout.question import questions
from hornbook.scout.ranking import rank

Asked = Annotated[
    str, typer.Option("--question", metavar="ID|FILE", help="What is asked: an id, or a .toml file. 问题编号或文件。")
]
Top = Annotated[int | None, typer.Option("--top", min=1, help="Only so many companies. 仅列前若干家。")]


def register(
    as_of: AsOf,
    question: Asked = "unicorn",
    on: Annotated[
        str | None, typer.Option("--on", metavar="DAY", help="The day of registering; today. 登记日期，默认今天。")
    ] = None,
    top: Top = None,
    seed: Annotated[int, typer.Option("--seed", min=0, help="One seed, one answer. 随机种子。")] = 0,
    book: BookDir = None,
    json: Json = False,
) -> None:
    """Keep a day's list with its probabilities in the book, as forecasts to be settled later. 登记预测名单。"""
    opened, asked = open_book(common.folder(book)), questions[question]
    view = common.view(opened, as_of, None)
    with common.progress() as progress:
        found = rank(opened, asked, view.day, seed=seed, note=common.reporter(progress))
    kept = keep(opened, found, common.asked(on), top=top)
    if json:
        return document(registered_json(kept, found))
    return registered_page(kept, common.lang())


def score(
    as_of: AsOfToday = None,
    question: Asked = "unicorn",
    top: Top = None,
    book: BookDir = None,
    json: Json = False,
    csv: Csv = False,
) -> None:
    """Settle registered lists by what is known now, misses first. 核验已登记的预测。"""
    form = common.form(json, csv)
    opened, asked = open_book(common.folder(book)), questions[question]
    view = common.view(opened, as_of, None)
    every = [each for each in registered(view) if each.event == asked.id]
    lists = [each for each in every if asks(asked, each)] or every[:1]  # the first one says what has changed
    if not lists and form is Form.PAGE:
        return none_page(view, common.lang())
    if any(each.day > view.day for each in lists):
        raise QuestionError(f"A list of {max(each.day for each in lists)} cannot be settled as of {view.day}.")
    with common.progress() as progress:
        found = [settle(opened, asked, each, view.known, note=common.reporter(progress)) for each in lists]
    others = len(every) - len(lists)
    if form is Form.CSV:
        return as_csv(settled_rows(found), SCORE_CSV)
    if form is Form.JSON:
        return document(
            {"question": asked.id, "other_words": others, "lists": [settled_json(each, top or 100) for each in found]}
        )
    first = top or FIRST
    shown = [line.company for each in found for line in (*each.overlooked[:first], *each.overrated[:first])]
    return settled_page(found, asked, records_of(view, shown), view, common.lang(), others=others)
