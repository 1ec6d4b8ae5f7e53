"""Commands on the evidence itself: where sources disagree, and how good the book is."""

from typing import Annotated

import typer

from hornbook.answers.conflicts import CONFLICT_CSV, conflict_rows, conflicts_json
from hornbook.answers.conflicts_page import conflicts_page
from hornbook.answers.quality import QUALITY_CSV, quality_json, quality_rows
from hornbook.answers.quality_page import quality_page
from hornbook.book.book import open_book
from hornbook.cli import common
from hornbook.cli.options import All, AsOf, BookDir, Csv, Json, Known, Money, Version
from hornbook.quality.conflicts import conflicts as found_conflicts
from hornbook.quality.measure import quality as measured
from hornbook.render.show import Form, as_csv, document


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


def quality(
    as_of: AsOf,
    source: Annotated[str | None, typer.Option("--source", metavar="NAME", help="Only this source. 仅此来源。")] = None,
    indicators: Annotated[
        bool, typer.Option("--indicators", help="Coverage also by indicator. 另列各指标的覆盖率。")
    ] = False,
    known: Known = None,
    book: BookDir = None,
    version: Version = None,
    json: Json = False,
    csv: Csv = False,
) -> None:
    """Say how complete, old, late and clean each source's facts are. 列出各来源的覆盖率、时效、迟到与拒收情况。"""
    form = common.form(json, csv)
    view = common.view(open_book(common.folder(book), version=version), as_of, known)
    with common.progress() as progress:
        progress.add_task("quality", total=None, rows="")
        found = measured(view, source, indicators=indicators)
    if form is Form.JSON:
        return document(quality_json(found, view))
    if form is Form.CSV:
        return as_csv(quality_rows(found, view), QUALITY_CSV)
    return quality_page(found, view, common.lang())
