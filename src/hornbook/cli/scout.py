"""Commands of the scout: the list of a day, and how such lists have fared."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from hornbook.answers.explain_page import explain_page
from hornbook.answers.forecast_page import hindsight_page
from hornbook.answers.scout import (
    BACKTEST_CSV,
    HINDSIGHT_CSV,
    RANK_CSV,
    about_question,
    backtest_rows,
    explained_json,
    fold_json,
    hindsight_rows,
    rank_json,
    rank_rows,
)
from hornbook.answers.scout_card import card_document
from hornbook.answers.scout_page import backtest_page, rank_page
from hornbook.answers.verdict import verdicts_answer
from hornbook.book.book import Book, open_book
from hornbook.cli import common
from hornbook.cli.options import AsOf, BookDir, Csv, Json, Known, Version
from hornbook.cli.scout_audit import audit
from hornbook.cli.scout_forecast import register, score
from hornbook.errors import QuestionError
from hornbook.link.decide import records_of
from hornbook.render import terminal
from hornbook.render.json import plain
from hornbook.render.show import Form, as_csv, document
from hornbook.scout.backtest import backtest as judged
from hornbook.scout.explain import explain as explained
from hornbook.scout.hindsight import hindsight as seen_twice
from hornbook.scout.question import Question, questions
from hornbook.scout.ranking import rank as ranked
from hornbook.standards.library import library
from hornbook.standards.verdict import judge
from hornbook.terms import Day, day, shift

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Potential unicorns, ranked. 潜在独角兽发现。")
for command in (register, score, audit):
    app.command()(command)

Asked = Annotated[
    str, typer.Option("--question", metavar="ID|FILE", help="What is asked: an id, or a .toml file. 问题编号或文件。")
]
CardFile = Annotated[
    Path | None, typer.Option("--card", metavar="FILE", help="Write the model's card as Markdown. 模型说明输出文件。")
]
Seed = Annotated[int, typer.Option("--seed", min=0, help="One seed, one answer. 随机种子。")]
Top = Annotated[int | None, typer.Option("--top", min=1, help="Only so many companies. 仅列前若干家。")]


@app.command("rank")
def rank(
    as_of: AsOf,
    question: Asked = "unicorn",
    top: Top = None,
    source: Annotated[
        str | None, typer.Option("--source", metavar="NAME", help="CSV: whose ids. CSV 所用编号的来源。")
    ] = None,
    card: CardFile = None,
    seed: Seed = 0,
    book: BookDir = None,
    version: Version = None,
    json: Json = False,
    csv: Csv = False,
) -> None:
    """Rank the companies of a question, likeliest first, from what was known that day. 按当日已知事实排序。"""
    form = common.form(json, csv)
    if card and not card.parent.is_dir():
        raise QuestionError(f"There is no folder {card.parent} for the card.")
    opened, asked = open_book(common.folder(book), version=version), questions[question]
    view = common.view(opened, as_of, None)
    with common.progress() as progress:
        found = ranked(opened, asked, view.day, seed=seed, note=common.reporter(progress))
    if card:
        card.write_text(card_document(found), encoding="utf-8")
    if form is Form.CSV:
        return as_csv(rank_rows(found, view, source, top), RANK_CSV)
    if form is Form.JSON:
        return document(rank_json(found, view, top or 100))
    return rank_page(found, view, common.lang(), top or 20)


@app.command("explain")
def explain(
    company: Annotated[str, typer.Argument(help="A company's name or subject. 企业名称或编号。")],
    as_of: AsOf,
    question: Asked = "unicorn",
    standard: Annotated[
        str | None,
        typer.Option("--standard", metavar="ID", help="Also the gaps to the tiers of this rule. 另列与该标准的差距。"),
    ] = None,
    seed: Seed = 0,
    book: BookDir = None,
    version: Version = None,
    json: Json = False,
) -> None:
    """Why a company stands where it does on the list, and what would move it. 解释单个企业的位次。"""
    opened, asked = open_book(common.folder(book), version=version), questions[question]
    view = common.view(opened, as_of, None)
    subject = view.company(company)
    verdict = judge(view, library[standard], subject) if standard else None
    with common.progress() as progress:
        of = ranked(opened, asked, view.day, seed=seed, note=common.reporter(progress))
    found = explained(of, subject)
    named = records_of(view, [subject, *(each.company for each in found.comparables)])
    if json:
        told = explained_json(found, named)
        return document({**told, "verdict": plain(verdicts_answer(view, [verdict]).verdicts[0]) if verdict else None})
    explain_page(found, of, named, view, common.lang())
    if verdict:
        terminal.draw(verdicts_answer(view, [verdict]).sheet(), common.lang())
    return None


@app.command("backtest")
def backtest(
    days: Annotated[
        list[str] | None,
        typer.Option("--day", metavar="DAY", help="A day to judge; may be repeated. 评判日，可重复。"),
    ] = None,
    known: Known = None,
    question: Asked = "unicorn",
    seed: Seed = 0,
    book: BookDir = None,
    version: Version = None,
    json: Json = False,
    csv: Csv = False,
) -> None:
    """Judge what would have been said on earlier days, beside simpler rankings. 回测。"""
    form = common.form(json, csv)
    opened, asked = open_book(common.folder(book), version=version), questions[question]
    until = day(known) if known else _latest(opened)
    judging = [day(each) for each in days] if days else _days(asked, until)
    with common.progress() as progress:
        found = judged(opened, asked, judging, until, seed=seed, note=common.reporter(progress))
    if form is Form.CSV:
        return as_csv(backtest_rows(found), BACKTEST_CSV)
    if form is Form.JSON:
        about: dict[str, Any] = {**about_question(asked), "known": until, "book_version": opened.version}
        return document(
            {**about, "days": [fold_json(fold) for fold in found.folds], "together": asdict(found.together)}
        )
    return backtest_page(found, asked, opened.at(until), common.lang())


@app.command("hindsight")
def hindsight(
    on: Annotated[str, typer.Option("--day", metavar="DAY", help="The day judged. 评判日。")],
    later: Annotated[str, typer.Option("--later", metavar="DAY", help="Seen by what was known then. 事后所知之日。")],
    known: Known = None,
    question: Asked = "unicorn",
    seed: Seed = 0,
    book: BookDir = None,
    version: Version = None,
    json: Json = False,
    csv: Csv = False,
) -> None:
    """What hindsight is worth: a day seen as known then, and as known later. 后见之明的影响。"""
    form = common.form(json, csv)
    opened, asked = open_book(common.folder(book), version=version), questions[question]
    until = day(known) if known else _latest(opened)
    with common.progress() as progress:
        found = seen_twice(opened, asked, day(on), day(later), until, seed=seed, note=common.reporter(progress))
    if form is Form.CSV:
        return as_csv(hindsight_rows(found), HINDSIGHT_CSV)
    if form is Form.JSON:
        return document({**about_question(asked), "book_version": opened.version, **asdict(found)})
    return hindsight_page(found, asked, opened.at(until), common.lang())


def _latest(book: Book) -> Day:
    """The last day on which the book was told of anything."""
    if not book.batches:
        raise QuestionError("The book is empty: there is nothing to judge.")
    return max(batch.recorded for batch in book.batches)


def _days(question: Question, until: Day) -> list[Day]:
    """The last day whose horizon has closed, and the same day of the three years before."""
    last = shift(until, -(question.horizon + question.settle))
    return [shift(last, -12 * n) for n in range(4)]
