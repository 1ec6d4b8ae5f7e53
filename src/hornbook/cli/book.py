"""Commands on the book itself: making one, importing into it, and what it says of its own making."""

from pathlib import Path
from typing import Annotated

import typer

from hornbook.answers import book as answers
from hornbook.answers import sentences
from hornbook.book.book import new_book, open_book
from hornbook.cli import common
from hornbook.cli.demo import run as run_demo
from hornbook.cli.options import BookDir, Csv, Json, Version
from hornbook.errors import QuestionError
from hornbook.locale import Lang
from hornbook.render.show import Form, console, entries, table
from hornbook.sources.simulated import recipe
from hornbook.sources.source import source
from hornbook.terms import day


def demo(
    book: BookDir = None,
    companies: Annotated[
        int, typer.Option(min=1_000, max=10_000_000, help="How many simulated companies. 模拟企业数。")
    ] = 60_000,
) -> None:
    """Build a simulated region, count its unicorns and tell one company's story. 用模拟数据走一遍主要功能。"""
    with common.progress() as progress:
        run_demo(common.folder(book, Path("demo-book")), companies, common.lang(), common.reporter(progress))


def init(book: BookDir = None) -> None:
    """Make an empty book. 新建空账本。"""
    made = new_book(common.folder(book))
    zh = f"{made.path} 中有一本账本，版本 {made.version}。"
    console().print(zh if common.lang() is Lang.ZH else f"There is a book in {made.path}, at version {made.version}.")


def import_(
    source_name: Annotated[
        str, typer.Argument(metavar="SOURCE", help="A name that `hornbook sources` lists. 来源名称。")
    ],
    paths: Annotated[list[Path], typer.Argument(metavar="PATH…", help="Its files. 文件。")],
    recorded: Annotated[
        str | None,
        typer.Option(
            "--recorded", metavar="DAY", help="The day on which the maker knew what the files say. 资料的采集日期。"
        ),
    ] = None,
    book: BookDir = None,
    json: Json = False,
    csv: Csv = False,
) -> None:
    """Import files of a source, all or nothing; the same file twice adds nothing. 导入文件，要么全部，要么不变。"""
    form, chosen = common.form(json, csv), source(source_name)
    opened = open_book(common.folder(book))
    with common.progress() as progress:
        since = day(recorded) if recorded else None
        taken = opened.take(chosen, paths, recorded=since, progress=common.reporter(progress))
    rows = [answers.batch(found) for found in taken.added]
    if form is not Form.PAGE:
        return table(rows, answers.BATCH, form, common.lang())
    for line in sentences.import_lines(taken, opened, common.lang()):
        console().print(line)
    return None


def log(book: BookDir = None, version: Version = None, json: Json = False, csv: Csv = False) -> None:
    """List the batches: what was imported, when recorded, and what was refused. 列出导入批次。"""
    form = common.form(json, csv)
    rows = [answers.batch(found) for found in open_book(common.folder(book), version=version).batches]
    table(rows, answers.BATCH if form is not Form.PAGE else answers.BATCH_PAGE, form, common.lang())


def rejects(
    batch: Annotated[
        str | None, typer.Argument(help="A batch that `hornbook log` lists; all, if none. 批次号。")
    ] = None,
    book: BookDir = None,
    version: Version = None,
    json: Json = False,
    csv: Csv = False,
) -> None:
    """List refused rows and cells with their place and the reason. 列出被拒的行和单元格及原因。"""
    opened = open_book(common.folder(book), version=version)
    if batch is not None and batch not in {found.batch for found in opened.batches}:
        raise QuestionError(f"There is no batch '{batch}'. `hornbook log --json` lists them.")
    rows = opened.rejects(batch).to_pylist()
    table(rows, answers.REJECT, common.form(json, csv), common.lang(), limit=40)


def sources(json: Json = False, csv: Csv = False) -> None:
    """List the sources that can be imported, and what they promise. 列出可导入的来源及其承诺。"""
    form, rows = common.form(json, csv), answers.sources(common.lang())
    if form is Form.PAGE:
        return entries(rows, answers.SOURCE, common.lang())
    return table(rows, answers.SOURCE, form, common.lang())


def kinds(json: Json = False, csv: Csv = False) -> None:
    """List the kinds of fact. 列出事实种类。"""
    table(answers.kinds(), answers.KIND, common.form(json, csv), common.lang())


def simulate(
    companies: Annotated[int, typer.Option(min=1, max=10_000_000, help="How many companies. 企业数。")] = 60_000,
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same region. 随机种子。")] = 7,
    until: Annotated[str, typer.Option(metavar="DAY", help="The last day of its 25 years. 截止日期。")] = "2025-12-31",
    book: BookDir = None,
) -> None:
    """Add a simulated region to the book, visibly labelled as simulated. 向账本加入模拟区域（均标明为模拟）。"""
    opened = open_book(common.folder(book))
    with common.progress() as progress:
        text, name = recipe(companies, seed, day(until)), f"simulated-{companies}-{seed}.toml"
        taken = answers.simulate(opened, text, name, common.reporter(progress))
    for line in sentences.import_lines(taken, opened, common.lang()):
        console().print(line)


def compact(book: BookDir = None) -> None:
    """Rewrite many small files as few; no answer changes, nor any earlier version. 合并小文件，不改变任何答案。"""
    done = open_book(common.folder(book)).compact()
    zh = f"文件数 {done.before} → {done.after}。"
    console().print(zh if common.lang() is Lang.ZH else f"{done.before} files became {done.after}.")
