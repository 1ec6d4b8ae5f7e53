"""Commands on lists: why they differ, what another number would change, and what to look at next."""

from decimal import Decimal, InvalidOperation
from typing import Annotated

import typer

from hornbook.answers import lists as list_answers
from hornbook.answers.answer import Answer
from hornbook.answers.change_page import watch_page
from hornbook.answers.compare_page import compare_page
from hornbook.book.book import open_book
from hornbook.cli import common
from hornbook.cli.options import All, AsOf, BookDir, Csv, Json, Known, Money, Under, Version
from hornbook.cli.output import answering
from hornbook.errors import QuestionError
from hornbook.population.compare import LIST
from hornbook.population.compare import compare as compared
from hornbook.population.watch import watch as watched
from hornbook.render.show import Form, as_csv, document
from hornbook.standards.ask import rule
from hornbook.terms import Day


def compare(
    rules: Annotated[
        list[str],
        typer.Argument(
            metavar="ID ID…",
            help="Standards as ID or ID:TIER, and published lists such as 'list:CB Insights'. 标准或公开榜单。",
        ),
    ],
    as_of: AsOf,
    known: Known = None,
    on_facts: Annotated[
        bool,
        typer.Option("--on-facts", help="Take open judgements in the companies' favour. 待认定事项按有利于企业处理。"),
    ] = False,
    every: All = False,
    money: Money = "spot",
    book: BookDir = None,
    version: Version = None,
    json: Json = False,
    csv: Csv = False,
) -> None:
    """Say why lists differ: rules and published lists side by side. 比较标准与榜单，说明差异由何条款造成。"""
    form = common.form(json, csv)
    view = common.view(open_book(common.folder(book), version=version), as_of, known, money)
    words = _once(rules, view.day)
    with common.progress() as progress:
        progress.add_task("compare", total=None, rows="")
        found = compared(view, words, on_facts=on_facts)
    if form is Form.JSON:
        return document(list_answers.comparison_json(found, view, on_facts=on_facts))
    if form is Form.CSV:
        return as_csv(list_answers.dispute_rows(found, view, on_facts=on_facts), list_answers.DISPUTE_CSV)
    return compare_page(found, view, common.lang(), on_facts=on_facts, every=every)


def _once(words: list[str], day: Day) -> list[str]:
    """Each rule once, however it was written."""
    found = {word if word.startswith(LIST) else rule(word, day).label: word for word in words}
    if len(found) < 2:
        raise QuestionError("A comparison needs two different rules or lists: hornbook compare ID ID --as-of DAY.")
    return list(found.values())


@answering
def whatif(
    standard: Annotated[
        str, typer.Argument(metavar="ID[:TIER]", help="A standard with its tier; 'plain' is the plain rule.")
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
    known: Known = None,
    money: Money = "spot",
    book: BookDir = None,
    version: Version = None,
) -> Answer:
    """Ask a rule with another number: who would enter, who would leave."""
    from hornbook.answers.whatif import ask_whatif

    view = common.view(open_book(common.folder(book), version=version), as_of, known, money)
    with common.working("whatif"):
        return ask_whatif(view, standard, _split(settings or []))


def _split(settings: list[str]) -> dict[str, str]:
    """Settings by their key: what stands before the first '='."""
    found: dict[str, str] = {}
    for word in settings:
        key, equals, value = word.partition("=")
        if not equals or not key.strip():
            raise QuestionError(f"'{word}' sets nothing. Write --set 'TIER.CLAUSE=500_000_000 USD'.")
        if key.strip() in found:
            raise QuestionError(f"'{key.strip()}' is set twice.")
        found[key.strip()] = value
    return found


def watch(
    as_of: AsOf,
    since: Annotated[str, typer.Option("--since", metavar="DAY", help="The day to look back to. 起始日期。")],
    standard: Under = None,
    within: Annotated[int, typer.Option("--within", metavar="DAYS", help="How far to look ahead. 前瞻天数。")] = 180,
    reach: Annotated[
        str, typer.Option("--reach", metavar="SHARE", help="How far below a line still is near. 接近门槛的幅度。")
    ] = "20%",
    known: Known = None,
    money: Money = "spot",
    book: BookDir = None,
    version: Version = None,
    json: Json = False,
    csv: Csv = False,
) -> None:
    """Say who crossed a line since a day, who is near one, who will age out. 谁越过门槛、谁接近、谁将超龄。"""
    form = common.form(json, csv)
    opened, share = open_book(common.folder(book), version=version), _share(reach)
    view, first = (common.view(opened, word, known, money) for word in (as_of, since))
    with common.progress() as progress:
        progress.add_task("watch", total=None, rows="")
        found = watched(first, view, under=standard, within=within, reach=share)
    if form is Form.JSON:
        return document(list_answers.watch_json(found, view))
    if form is Form.CSV:
        return as_csv(list_answers.watch_rows(found, view), list_answers.WATCH_CSV)
    return watch_page(found, view, common.lang())


def _share(word: str) -> Decimal:
    """A share as a user writes it: 20% or 0.2."""
    try:
        found = Decimal(word.strip().removesuffix("%"))
    except InvalidOperation:
        raise QuestionError(f"'{word}' is not a share. Write it as 20% or 0.2.") from None
    if not found.is_finite():
        raise QuestionError(f"'{word}' is not a share. Write it as 20% or 0.2.")
    return found / 100 if word.strip().endswith("%") else found
