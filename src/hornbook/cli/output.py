"""How a command's answer is written: the options that choose a form and a place, and the writing itself.

A command that is decorated with `answering` returns an Answer; the options `--json --csv --xlsx --html --pdf -o --bom`
and what they do are added here, so that every command has the same.
"""

import inspect
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from enum import StrEnum
from functools import wraps
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, TextIO

import typer

from hornbook.cli import common, served
from hornbook.cli.cited import cited, question_of
from hornbook.cli.state import lang
from hornbook.errors import QuestionError
from hornbook.optional import require_report
from hornbook.text import message

if TYPE_CHECKING:
    from hornbook.answers.answer import Answer


class Form(StrEnum):
    """How an answer is written."""

    PAGE = "page"
    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"
    HTML = "html"
    PDF = "pdf"
    FOLDER = "folder"
    """The files of a document, in a folder that is there."""


BINARY = (Form.XLSX, Form.PDF)
"""Forms that no terminal can show, and that need a file."""


class Output(NamedTuple):
    """Where an answer goes and how it is written."""

    form: Form
    file: Path | None
    bom: bool
    fonts: Path | None = None


Json = Annotated[bool, typer.Option("--json", help="Write JSON.")]
Csv = Annotated[bool, typer.Option("--csv", help="Write CSV, with formula injection escaped.")]
Xlsx = Annotated[bool, typer.Option("--xlsx", help="Write an Excel workbook; needs -o FILE.")]
Html = Annotated[bool, typer.Option("--html", help="Write one HTML page that loads nothing.")]
Pdf = Annotated[bool, typer.Option("--pdf", help="Write a PDF for print and screen readers; needs -o FILE.")]
FontsDir = Annotated[
    Path | None,
    typer.Option("--fonts", metavar="DIR", help="With --pdf: a folder of fonts to use before those of the extra."),
]
File = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help="Write to this file; its ending picks the form."),
]
Bom = Annotated[bool, typer.Option("--bom", help="Begin a CSV with a byte order mark, for Excel in Chinese.")]

DRAWN = ("yearbook_make_command",)
"""Commands whose pages are not whole without their drawings; workbooks and JSON need none."""
NEED_NO_BOOK = (
    "init_command",
    "recheck_command",
    "published_command",
    "audit_command",
    "yearbook_trace_command",
    "yearbook_diff_command",
)
"""Commands that make a book, or may be asked without one."""

OPTIONS: dict[str, Any] = {
    "json": Json, "csv": Csv, "xlsx": Xlsx, "html": Html, "pdf": Pdf, "output": File, "bom": Bom, "fonts": FontsDir,
}  # fmt: skip


_TAKEN: ContextVar[list["Answer"] | None] = ContextVar("taken", default=None)
_CONTEXT = inspect.Parameter("context", inspect.Parameter.KEYWORD_ONLY, annotation=typer.Context)


def answering(command: Callable[..., "Answer"]) -> Callable[..., None]:
    """A command that returns an Answer, with the options of its form added."""
    signature = inspect.signature(command)
    added = [*(_option(name, of) for name, of in OPTIONS.items()), _CONTEXT]
    kept = [p.replace(kind=inspect.Parameter.KEYWORD_ONLY) for p in signature.parameters.values()]

    @wraps(command)
    def run(**given: Any) -> None:
        ctx: typer.Context = given.pop(_CONTEXT.name)
        forms = {name: given.pop(name) for name in OPTIONS}
        where = chosen_output(**forms, page_ending="toml" if given.get("draft") else "txt")
        if _TAKEN.get() is None:
            served.require_served(question_of(ctx))
        if command.__name__ in DRAWN and where.form in (Form.HTML, Form.PDF, Form.FOLDER):
            require_report()
        if "book" in given and command.__name__ not in NEED_NO_BOOK and not given.get("preview"):
            common.require_book(common.folder(given["book"]))
        answer = command(**given)
        if where.form is not Form.CSV:
            answer = cited(answer, ctx, OPTIONS)
        if (answers := _TAKEN.get()) is not None:
            answers.append(answer)
            return
        write_answers(answer, where)
        if answer.exit_code:
            raise typer.Exit(answer.exit_code)

    run.__signature__ = signature.replace(parameters=[*kept, *added], return_annotation=None)  # type: ignore[attr-defined]
    run.__annotations__ = {**{p.name: p.annotation for p in [*kept, *added]}, "return": None}
    return run


@contextmanager
def taken() -> Iterator[list["Answer"]]:
    """The answers of commands, which are not written meanwhile."""
    answers: list[Answer] = []
    token = _TAKEN.set(answers)
    try:
        yield answers
    finally:
        _TAKEN.reset(token)


def _option(name: str, of: Any) -> inspect.Parameter:
    empty = None if name in ("output", "fonts") else False
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=empty, annotation=of)


def chosen_output(
    json: bool,
    csv: bool,
    xlsx: bool,
    html: bool,
    pdf: bool,
    output: Path | None,
    bom: bool,
    fonts: Path | None,
    page_ending: str = "txt",
) -> Output:
    """The one form that was asked for; QuestionError where there are two, or where it needs a file.

    `page_ending`: the ending of a file that holds the page as it is printed, beside .txt.
    """
    flags = {Form.JSON: json, Form.CSV: csv, Form.XLSX: xlsx, Form.HTML: html, Form.PDF: pdf}
    asked = [form for form, is_set in flags.items() if is_set]
    if len(asked) > 1:
        raise QuestionError(message("Choose one of --json, --csv, --xlsx, --html and --pdf."))
    ending = output.suffix.lower().removeprefix(".") if output else ""
    endings = {"htm": Form.HTML, "txt": Form.PAGE, page_ending: Form.PAGE} | {form.value: form for form in flags}
    if output and not asked and output.is_dir():
        return Output(Form.FOLDER, output, bom, fonts)
    if output and not asked and ending not in endings:
        raise QuestionError(
            message("The ending of {file} names no form. Add --json, --csv, --xlsx, --html or --pdf.", file=output.name)
        )
    form = asked[0] if asked else endings[ending] if output else Form.PAGE
    if form in BINARY and output is None:
        raise QuestionError(
            message("A workbook needs a file: add -o FILE.xlsx.")
            if form is Form.XLSX
            else message("A PDF needs a file: add -o FILE.pdf.")
        )
    if bom and form is not Form.CSV:
        raise QuestionError(message("--bom goes with --csv."))
    if fonts and form is not Form.PDF:
        raise QuestionError(message("--fonts goes with --pdf."))
    return Output(form, output, bom, fonts)


def write_answers(answer: "Answer", where: Output) -> None:
    """Write an answer in its form; into a folder a document as HTML, PDF and workbook, and print their names."""
    if where.form is not Form.FOLDER:
        write_answer(answer, where)
        return
    document = answer.document()
    if document is None or where.file is None:
        raise QuestionError(message("Only a document is written into a folder. Name a file."))
    for form in (Form.HTML, Form.PDF, Form.XLSX):
        file = where.file / f"{document.stem}.{form.value}"
        write_answer(answer, where._replace(form=form, file=file))
        sys.stdout.write(f"{file}\n")


def write_answer(answer: "Answer", where: Output) -> None:
    """Write an answer in its form to its place."""
    if where.form is Form.XLSX:
        from hornbook.answers.answer import asked_lines
        from hornbook.render import xlsx

        assert where.file is not None
        xlsx.write_workbook(where.file, answer.tables(), asked_lines(answer.asked), lang())
        return
    if where.form is Form.PDF:
        _write_pdf(answer, where)
        return
    if where.form is Form.PAGE:
        from hornbook.render import terminal

        with _opened(where) as out:
            terminal.draw(answer.page(), lang(), terminal.console(out))
        return
    parts = _parts(answer, where)  # a page that cannot be made leaves no empty file
    with _opened(where) as out:
        for part in parts:
            out.write(part)


def _write_pdf(answer: "Answer", where: Output) -> None:
    from hornbook.locale.numbers import written_alike
    from hornbook.render.fonts import page_fonts
    from hornbook.render.typst import Edition, pdf_bytes

    assert where.file is not None
    document, foot, day = answer.document(), answer.asked.citation or "Hornbook", answer.asked.day
    if document is not None:
        edition = Edition(document.title, foot, day, document.contents, document.attached, document.front)
        with written_alike():
            where.file.write_bytes(pdf_bytes(document.sheets, lang(), page_fonts(where.fonts), edition))
        return
    sheet = answer.sheet()
    edition = Edition(sheet.title, foot=foot, day=day)
    where.file.write_bytes(pdf_bytes([sheet], lang(), page_fonts(where.fonts), edition))


def _parts(answer: "Answer", where: Output) -> Iterable[str]:
    match where.form:
        case Form.JSON:
            from hornbook.render import json

            return json.json_parts(answer)
        case Form.CSV:
            from hornbook.answers.answer import row_label
            from hornbook.render import csv
            from hornbook.render.sheet import main_table

            lines = csv.table_lines(main_table(answer.tables()), row_label(answer.asked))
            return chain(["\ufeff" if where.bom else ""], lines)
    from hornbook.locale.numbers import written_alike
    from hornbook.render import html

    document = answer.document()
    if document is None:
        return (html.page(answer.page(), lang()),)
    with written_alike():
        return (html.document(document, lang()),)


def _opened(where: Output) -> AbstractContextManager[TextIO]:
    return nullcontext(sys.stdout) if where.file is None else where.file.open("w", encoding="utf-8", newline="")
