"""The command line: parse, call, print. Errors go to standard error, and bad input ends with exit code 2."""

import os
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from hornbook import answers, sentences
from hornbook.book.book import Book, new_book, open_book
from hornbook.book.money import convention
from hornbook.book.view import View
from hornbook.census import GROUPS, census
from hornbook.demo import run as run_demo
from hornbook.errors import HornbookError, QuestionError
from hornbook.indicators.profile import profile
from hornbook.options import AsOf, AsOfToday, BookDir, Csv, Json, Known, Money, Version
from hornbook.show import Form, Lang, as_csv, console, document, entries, plain, story, table
from hornbook.sources.simulated import recipe
from hornbook.sources.source import source
from hornbook.terms import day

app = typer.Typer(
    no_args_is_help=True,
    add_completion=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Hornbook: dated facts about companies, asked as of a day. 有日期的企业事实，按任意一天提问。",
)

FIRST = 20
"""How many companies a page of profiles shows."""

_GLOBAL: dict[str, Any] = {"book": None, "lang": Lang.EN}


@app.callback()
def common(
    book: BookDir = None,
    lang: Annotated[Lang | None, typer.Option("--lang", envvar="HORNBOOK_LANG", help="en or zh. 界面语言。")] = None,
) -> None:
    """Hornbook: dated facts about companies, asked as of a day."""
    _GLOBAL["book"] = book
    _GLOBAL["lang"] = lang or (
        Lang.ZH if os.environ.get("LC_ALL", os.environ.get("LANG", "")).startswith("zh") else Lang.EN
    )


def _lang() -> Lang:
    return Lang(_GLOBAL["lang"])


def _folder(given: Path | None) -> Path:
    return given or _GLOBAL["book"] or Path(os.environ.get("HORNBOOK_BOOK", "book"))


def _form(json: bool, csv: bool) -> Form:
    if json and csv:
        raise QuestionError("Choose --json or --csv, not both.")
    return Form.JSON if json else Form.CSV if csv else Form.PAGE


def _view(book: Book, as_of: str | None, known: str | None, money: str = "spot") -> View:
    """`today` is spoken here and nowhere below."""
    asked = day(as_of) if as_of else date.today()  # noqa: DTZ011  a day, in the user's own calendar
    return book.at(asked, known=day(known) if known else None, convention=convention(money))


@app.command()
def demo(
    book: BookDir = None,
    companies: Annotated[
        int, typer.Option(min=1_000, max=10_000_000, help="How many simulated companies. 模拟企业数。")
    ] = 60_000,
) -> None:
    """Build a simulated region, count its unicorns and tell one company's story. 用模拟数据走一遍主要功能。"""
    with _progress() as progress:
        run_demo(book or _GLOBAL["book"] or Path("demo-book"), companies, _lang(), _reporter(progress))


@app.command()
def init(book: BookDir = None) -> None:
    """Make an empty book. 新建空账本。"""
    made = new_book(_folder(book))
    zh = f"{made.path} 中有一本账本，版本 {made.version}。"
    console().print(zh if _lang() is Lang.ZH else f"There is a book in {made.path}, at version {made.version}.")


@app.command("import")
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
    form, chosen = _form(json, csv), source(source_name)
    opened = open_book(_folder(book))
    with _progress() as progress:
        taken = opened.take(chosen, paths, recorded=day(recorded) if recorded else None, progress=_reporter(progress))
    rows = [answers.batch(found) for found in taken.added]
    if form is not Form.PAGE:
        return table(rows, answers.BATCH, form, _lang())
    for line in sentences.import_lines(taken, opened, _lang()):
        console().print(line)
    return None


@app.command()
def log(book: BookDir = None, version: Version = None, json: Json = False, csv: Csv = False) -> None:
    """List the batches: what was imported, when recorded, and what was refused. 列出导入批次。"""
    form = _form(json, csv)
    rows = [answers.batch(found) for found in open_book(_folder(book), version=version).batches]
    table(rows, answers.BATCH if form is not Form.PAGE else answers.BATCH_PAGE, form, _lang())


@app.command()
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
    opened = open_book(_folder(book), version=version)
    if batch is not None and batch not in {found.batch for found in opened.batches}:
        raise QuestionError(f"There is no batch '{batch}'. `hornbook log --json` lists them.")
    table(opened.rejects(batch).to_pylist(), answers.REJECT, _form(json, csv), _lang(), limit=40)


@app.command()
def sources(json: Json = False, csv: Csv = False) -> None:
    """List the sources that can be imported, and what they promise. 列出可导入的来源及其承诺。"""
    form, rows = _form(json, csv), answers.sources(_lang())
    if form is Form.PAGE:
        return entries(rows, answers.SOURCE, _lang())
    return table(rows, answers.SOURCE, form, _lang())


@app.command()
def kinds(json: Json = False, csv: Csv = False) -> None:
    """List the kinds of fact. 列出事实种类。"""
    table(answers.kinds(), answers.KIND, _form(json, csv), _lang())


@app.command()
def indicators(json: Json = False, csv: Csv = False) -> None:
    """List the indicators with unit and meaning. 列出指标、单位和含义。"""
    form = _form(json, csv)
    table(answers.indicators(), answers.indicator_columns(form, _lang()), form, _lang())


@app.command()
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
    view = _view(open_book(_folder(book), version=version), as_of, known)
    subject = view.company(company)
    form = _form(json, csv)
    rows = [answers.told(fact, form, _lang()) for fact in view.story(subject)]
    title = sentences.asked(view, _lang()) + f" · {subject}"
    _facts(rows, form, title)


@app.command("profile")
def profile_(
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
    form = _form(json, csv)
    view = _view(open_book(_folder(book), version=version), as_of, known, money)
    names = [name.strip() for name in columns.split(",")] if columns else None
    if why is not None:
        if company is None:
            raise QuestionError("--why needs a company: hornbook profile COMPANY --as-of DAY --why INDICATOR.")
        rows = [answers.told(fact, form, _lang()) for fact in answers.why(view, why, view.company(company))]
        return _facts(rows, form, f"{sentences.asked(view, _lang())} · {company} · {why}")
    if company is None:
        return _profiles(view, names, form)
    subject = view.company(company)
    values = view.engine.arrow(profile(view, names, company=subject)).to_pylist()[0]
    if form is Form.JSON:
        return document({"day": view.day, "known": view.known, "book_version": view.book.version, **values})
    if form is Form.CSV:
        return as_csv([values], list(values))
    title = f"{sentences.asked(view, _lang())} · {subject}"
    table(answers.card(values, _lang()), answers.CARD, form, _lang(), title=title)
    return console().print(sentences.unknowns(values, _lang()))


def _facts(rows: list[dict[str, Any]], form: Form, title: str) -> None:
    if form is Form.PAGE:
        return story(rows, _lang(), title=title)
    return table(rows, answers.FACT, form, _lang())


def _profiles(view: View, names: list[str] | None, form: Form) -> None:
    """All companies: the first few on a page, every one, streamed, as JSON or CSV."""
    picked = names or (list(answers.SHORT) if form is Form.PAGE else None)
    rows = profile(view, picked).order_by("subject")
    if form is Form.PAGE:
        some = view.engine.arrow(rows.limit(FIRST)).to_pylist()
        shown = answers.indicator_headings(["subject", *(picked or [])], _lang())
        table(some, shown, form, _lang(), title=sentences.asked(view, _lang()))
        return console().print(sentences.how_many(view.engine.arrow(rows.count()).as_py(), FIRST, _lang()))
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


@app.command("census")
def census_(
    as_of: AsOf,
    known: Known = None,
    by: Annotated[
        list[str] | None, typer.Option(metavar="GROUP", help=f"Count by {', '.join(GROUPS)}; may be repeated. 分组。")
    ] = None,
    members: Annotated[
        bool, typer.Option("--list", help="Name the companies instead of counting them. 列出企业。")
    ] = False,
    money: Money = "spot",
    book: BookDir = None,
    version: Version = None,
    json: Json = False,
    csv: Csv = False,
) -> None:
    """Count unicorns as of a day: private and worth at least US$1bn. 统计某日的独角兽企业。"""
    form = _form(json, csv)
    view = _view(open_book(_folder(book), version=version), as_of, known, money)
    if members:
        rows = answers.members(view)
        return table(rows, answers.MEMBER, form, _lang(), title=sentences.asked(view, _lang()), limit=200)
    keys = [key.strip() for word in by or [] for key in word.split(",")]
    with _progress() as progress:
        progress.add_task("census", total=None, rows="")
        answer = census(view, keys)
    if form is Form.JSON:
        return document(answers.census_json(answer, view))
    rows = [answers.group(found) for found in answer.rows]
    columns = answers.group_columns(keys)
    if form is Form.CSV:
        return table(rows or [answers.figures(answer.total)], columns, form, _lang())
    for line in sentences.census_lines(answer, view, _lang()):
        console().print(line)
    if rows:
        some, rest = sentences.shown_groups(answer, _lang())
        table(some, columns, form, _lang(), limit=40)
        console().print(rest)
    return None


@app.command()
def simulate(
    companies: Annotated[int, typer.Option(min=1, max=10_000_000, help="How many companies. 企业数。")] = 60_000,
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same region. 随机种子。")] = 7,
    until: Annotated[str, typer.Option(metavar="DAY", help="The last day of its 25 years. 截止日期。")] = "2025-12-31",
    book: BookDir = None,
) -> None:
    """Add a simulated region to the book, visibly labelled as simulated. 向账本加入模拟区域（均标明为模拟）。"""
    opened = open_book(_folder(book))
    with _progress() as progress:
        taken = answers.simulate(
            opened, recipe(companies, seed, day(until)), f"simulated-{companies}-{seed}.toml", _reporter(progress)
        )
    for line in sentences.import_lines(taken, opened, _lang()):
        console().print(line)


@app.command()
def compact(book: BookDir = None) -> None:
    """Rewrite many small files as few; no answer changes, nor any earlier version. 合并小文件，不改变任何答案。"""
    done = open_book(_folder(book)).compact()
    zh = f"文件数 {done.before} → {done.after}。"
    console().print(zh if _lang() is Lang.ZH else f"{done.before} files became {done.after}.")


def _progress() -> Progress:
    """A progress line on standard error, only where somebody watches."""
    out = Console(stderr=True)
    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        TextColumn("{task.fields[rows]}", markup=False),
        TimeElapsedColumn(),
        console=out,
        transient=True,
        disable=not out.is_terminal,
    )


def _reporter(progress: Progress) -> Any:
    tasks: dict[str, Any] = {}

    def report(file: str, rows: int) -> None:
        if file not in tasks:
            tasks[file] = progress.add_task(file, total=None, rows="")
        progress.update(tasks[file], rows=f"{rows:,}")

    return report


def main(arguments: Iterable[str] | None = None) -> None:
    """Run a command; a mistake that the user can mend is one message on standard error and exit code 2."""
    try:
        app(args=None if arguments is None else list(arguments))
    except HornbookError as mistake:
        sys.stderr.write(f"hornbook: {mistake}\n")
        raise SystemExit(2) from None
    except OSError as trouble:
        if isinstance(trouble, BrokenPipeError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise SystemExit(1) from None
        sys.stderr.write(f"hornbook: {trouble.strerror or trouble}: {trouble.filename or ''}\n")
        raise SystemExit(2) from None


__all__ = ["app", "main"]
