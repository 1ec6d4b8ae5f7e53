"""Commands on published rules: reading them, and applying them to companies."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hornbook.cli import common, complete
from hornbook.cli.options import AsOf, AsOfToday, BookDir, Known, Money, OnFacts, Version
from hornbook.cli.output import answering
from hornbook.cli.rule_files import checked_files, drafted_file
from hornbook.errors import QuestionError
from hornbook.text import Phrase, listing, message, message_plural

if TYPE_CHECKING:
    from hornbook.answers.answer import Answer
    from hornbook.book.view import View
    from hornbook.standards.standard import Standard

ENCODINGS = ("utf-8-sig", "gb18030")
"""In which a list of companies is read: the first that fits."""
MISTAKES = 10
"""How many lines of a list are named that hold no company."""

Standards = Annotated[
    list[str] | None,
    typer.Option(
        "--standard",
        metavar="ID[:TIER]",
        help="A standard by its id or the path of its file; may be repeated.",
        autocompletion=complete.complete_standard,
    ),
]
Everything = Annotated[bool, typer.Option("--all-standards", help="Every standard.")]


@answering
def standards_command(
    standard: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="ID",
            help="A standard by its id or the path of its file, to read it in full.",
            autocompletion=complete.complete_standard,
        ),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Check files of rules: every fault at its line, and their examples.")
    ] = False,
    draft: Annotated[
        bool, typer.Option("--draft", help="Print the start of a rule of your own: a copy of ID, or a blank.")
    ] = False,
    as_of: AsOfToday = None,
) -> "Answer":
    """List the published rules, read one of them, or write and check a rule of your own."""
    from hornbook.standards.library import library

    command = "hornbook standards"
    if check and draft:
        raise QuestionError(message("Choose --check or --draft."))
    if check:
        from hornbook.answers.rule_check import check_rules

        return checked_files(standard or [], library, check_rules, command)
    if standard and len(standard) > 1:
        raise QuestionError(message("One standard is read at a time; --check takes several files."))
    day = common.asked(as_of)
    if draft:
        from hornbook.answers.rule_draft import draft_rule

        return drafted_file(standard or [], library, draft_rule, command, day=day)
    from hornbook.answers.standard import ask_standard
    from hornbook.answers.standards import ask_standards
    from hornbook.standards.own import standard_named

    return ask_standard(standard_named(standard[0]), day) if standard else ask_standards(library.values(), day)


@answering
def judge_command(
    as_of: AsOf,
    companies: Annotated[list[str] | None, typer.Argument(metavar="COMPANY", help="Names or subjects.")] = None,
    file: Annotated[
        Path | None, typer.Option("--file", metavar="FILE", help="A list of companies: one name or subject a line.")
    ] = None,
    standard: Standards = None,
    everything: Everything = False,
    known: Known = None,
    full: Annotated[bool, typer.Option("--full", help="Every clause of every tier.")] = False,
    on_facts: OnFacts = False,
    money: Money = "spot",
    book: BookDir = None,
    version: Version = None,
) -> "Answer":
    """Apply published rules to companies and give the reasons."""
    if not companies and file is None:
        raise QuestionError(message("Name a COMPANY or several, or give a list of them: --file FILE."))
    if not standard and not everything:
        raise QuestionError(
            message("Say which rule: --standard ID, as `hornbook standards` lists them, or --all-standards.")
        )
    if standard and everything:
        raise QuestionError(message("Choose --standard or --all-standards, not both."))
    from hornbook.answers.verdict import ask_verdicts

    rules = _chosen(standard, as_of)
    view = common.view(common.opened(book, version), as_of, known, money)
    with common.working("judge"):
        return ask_verdicts(view, rules, company_subjects(view, companies or [], file), full=full, on_facts=on_facts)


def _chosen(names: list[str] | None, as_of: str) -> "list[Standard]":
    """The standards asked for, each once; all of them where none is named."""
    from hornbook.standards.ask import judged_standards
    from hornbook.standards.library import library

    return judged_standards(names, common.asked(as_of)) if names else list(library.values())


def company_subjects(view: "View", companies: list[str], file: Path | None) -> list[str]:
    """The companies by their subjects, each once; QuestionError names the lines of the list that hold none."""
    listed = list(_lines(file)) if file else []
    answers = view.companies([*companies, *(company for _, company in listed)])
    found: dict[str, None] = {}
    mistakes: list[Phrase] = []
    for number, answer in zip([*(None for _ in companies), *(number for number, _ in listed)], answers, strict=True):
        if isinstance(answer, str):
            found[answer] = None
        elif number is None:
            raise answer
        else:
            mistakes.append(
                message("{file}, line {line}: {problem}", file=str(file), line=str(number), problem=answer.phrase)
            )
    if mistakes:
        more = len(mistakes) - MISTAKES
        rest = message_plural(
            "… and {n} more line with such a mistake.", "… and {n} more lines with such a mistake.", more
        )
        raise QuestionError(listing([*mistakes[:MISTAKES], *([rest] if more > 0 else [])], "\n"))
    if not found:
        raise QuestionError(message("There is no company in {file}: one name or subject a line.", file=str(file)))
    return list(found)


def _lines(file: Path) -> Iterator[tuple[int, str]]:
    """The lines of a list that are not empty, by number."""
    from hornbook.formats.rows import existing
    from hornbook.formats.stream import lines, whole_in

    encoding = whole_in(existing(file), ENCODINGS)
    for number, line in enumerate(lines(file, encoding), 1):
        if line is None:
            raise QuestionError(message("{file}, line {line}: the line is too long.", file=str(file), line=str(number)))
        if line.strip():
            yield number, line.strip()
