"""Commands on the evidence itself: where sources disagree, and how good the book is."""

from typing import Annotated

import typer

from hornbook.book.book import open_book
from hornbook.cli import common
from hornbook.conflict_answers import CONFLICT_CSV, conflict_rows, conflicts_json
from hornbook.conflict_pages import conflicts_page
from hornbook.conflicts import conflicts as found_conflicts
from hornbook.options import All, AsOf, BookDir, Csv, Json, Known, Money, Version
from hornbook.show import Form, as_csv, document


def conflicts(
    as_of: AsOf,
    companies: Annotated[
        list[str] | None,
        typer.Argument(metavar="[COMPANY]…", help="Names or subjects; all, if none. 企业名称或编号，默认全部。"),
    ] = None,
    standard: Annotated[
        list[str] | None,
        typer.Option(
            "--standard",
            metavar="ID[:TIER]",
            help="The rule on which the effect is tried (default: plain); may be repeated. 据以试算的标准，可重复。",
        ),
    ] = None,
    changes: Annotated[
        bool, typer.Option("--changes", help="Only those on which a verdict hangs. 仅列影响评定结果者。")
    ] = False,
    every: All = False,
    known: Known = None,
    money: Money = "spot",
    book: BookDir = None,
    version: Version = None,
    json: Json = False,
    csv: Csv = False,
) -> None:
    """Say where sources disagree, what stands and why, and whether a verdict hangs on it. 列出来源冲突及其影响。"""
    form = common.form(json, csv)
    view = common.view(open_book(common.folder(book), version=version), as_of, known, money)
    some = [view.company(word) for word in companies] if companies else None
    with common.progress() as progress:
        progress.add_task("conflicts", total=None, rows="")
        found = found_conflicts(view, some, under=standard or (), changes=changes)
    if form is Form.JSON:
        return document(conflicts_json(found, view))
    if form is Form.CSV:
        return as_csv(conflict_rows(found, view), CONFLICT_CSV)
    return conflicts_page(found, view, common.lang(), every=every)
