"""Commands on published rules: reading them, and applying them to companies."""

from typing import Annotated

import typer

from hornbook.answers import standards as rules_answers
from hornbook.answers import verdict as verdict_answers
from hornbook.answers.standards_page import rule_page, standards_page
from hornbook.answers.verdict_page import verdict_pages
from hornbook.book.book import open_book
from hornbook.cli import common
from hornbook.cli.options import AsOf, AsOfToday, BookDir, Csv, Json, Known, Money, Version
from hornbook.errors import QuestionError
from hornbook.render.show import Form, as_csv, document
from hornbook.standards.library import library
from hornbook.standards.standard import Standard
from hornbook.standards.verdict import Judge

Standards = Annotated[
    list[str] | None,
    typer.Option("--standard", metavar="ID", help="A standard by its id; may be repeated. 标准编号，可重复。"),
]
Everything = Annotated[bool, typer.Option("--all-standards", help="Every standard. 全部标准。")]


def standards(
    standard: Annotated[
        str | None, typer.Argument(metavar="ID", help="A standard, to read it in full. 标准编号，查看全文规则。")
    ] = None,
    as_of: AsOfToday = None,
    json: Json = False,
    csv: Csv = False,
) -> None:
    """List the published rules, or read one of them. 列出已收录的标准，或查看其中一项。"""
    form, day, lang = common.form(json, csv), common.asked(as_of), common.lang()
    if standard is not None:
        found = library[standard]
        if form is Form.JSON:
            return document(rules_answers.rule_json(found, day))
        if form is Form.CSV:
            return as_csv(rules_answers.rule_rows(found, day), rules_answers.RULE_CSV)
        return rule_page(found, day, lang)
    every = list(library.values())
    if form is Form.PAGE:
        return standards_page(every, day, lang)
    rows = [rules_answers.standard_row(each, day, form, lang) for each in every]
    return document(rows) if form is Form.JSON else as_csv(rows, rules_answers.STANDARD_CSV)


def judge(
    companies: Annotated[list[str], typer.Argument(metavar="COMPANY", help="Names or subjects. 企业名称或编号。")],
    as_of: AsOf,
    standard: Standards = None,
    everything: Everything = False,
    known: Known = None,
    full: Annotated[bool, typer.Option("--full", help="Every clause of every tier. 列出全部层级的全部条款。")] = False,
    money: Money = "spot",
    book: BookDir = None,
    version: Version = None,
    json: Json = False,
    csv: Csv = False,
) -> None:
    """Apply published rules to companies and give the reasons. 按标准评定企业，并给出依据。"""
    form, rules = common.form(json, csv), chosen(standard, everything)
    view = common.view(open_book(common.folder(book), version=version), as_of, known, money)
    subjects = list(dict.fromkeys(view.company(company) for company in companies))
    with common.progress() as progress:
        progress.add_task("judge", total=None, rows="")
        ask = Judge(view, rules)
        verdicts = [verdict for subject in subjects for verdict in ask(subject)]
    if form is Form.JSON:
        return document([verdict_answers.verdict_json(verdict, view) for verdict in verdicts])
    if form is Form.CSV:
        rows = [row for verdict in verdicts for row in verdict_answers.verdict_rows(verdict, view)]
        return as_csv(rows, verdict_answers.VERDICT_CSV)
    return verdict_pages(verdicts, view, common.lang(), full=full)


# `compare`, `whatif` and `watch` come here; they take the standards that `chosen` gives, and `cli.COMMANDS` lists them.


def chosen(names: list[str] | None, everything: bool = False) -> list[Standard]:
    """The standards asked for, each once; QuestionError where none is, or one is unknown."""
    if everything:
        if names:
            raise QuestionError("Choose --standard or --all-standards, not both.")
        return list(library.values())
    if not names:
        raise QuestionError("Say which rule: --standard ID, as `hornbook standards` lists them, or --all-standards.")
    return [library[name] for name in dict.fromkeys(names)]
