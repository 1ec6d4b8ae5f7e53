"""Citing an answer at the command line, and asking again what a citation says."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from hornbook.cli import common
from hornbook.errors import QuestionError, suggestion
from hornbook.text import Phrase, message

if TYPE_CHECKING:
    from hornbook.answers.answer import Answer
    from hornbook.answers.citation import Citation
    from hornbook.answers.recheck import RecheckAnswer
    from hornbook.book.book import Book

QUESTIONS = (
    "log", "rejects", "sources", "kinds", "indicators", "find", "facts", "profile", "census", "standards", "judge",
    "compare", "whatif", "watch", "links", "name", "place", "conflicts", "quality",
    "scout/rank", "scout/explain", "scout/backtest", "scout/hindsight", "scout/score",
)  # fmt: skip
"""The commands whose answers are cited: they ask and write nothing to a book."""

SAID = ("as_of", "known", "book", "version")
"""Parameters that a citation says in words of its own."""
_SET = "yes"


def question_of(ctx: typer.Context) -> str:
    """The command of a context as a citation names it: `census`, `scout/rank`."""
    return "/".join(ctx.command_path.split()[1:]) or str(ctx.info_name)


def cited(answer: "Answer", ctx: typer.Context) -> "Answer":
    """An answer with its citation, if its command asks a question; the texts of its rules are kept with the book."""
    question = question_of(ctx)
    if question not in QUESTIONS:
        return answer
    from hornbook.answers.citation import cited_answer

    citation = cited_answer(answer.asked, question, options_of(ctx), answer)
    if citation.book is not None:
        from hornbook.book.rule_texts import keep_rule_text

        for rule in answer.asked.rules:
            keep_rule_text(common.folder(ctx.params.get("book")), rule.text)
    return replace(answer, asked=replace(answer.asked, citation=str(citation)))


def options_of(ctx: typer.Context) -> list[tuple[str, str]]:
    """The options and arguments of a command that were given, as words of a citation."""
    from hornbook.cli import output

    return [
        pair
        for parameter in ctx.command.params
        if parameter.name not in (*SAID, *output.OPTIONS)
        for pair in _words(parameter, ctx.params.get(str(parameter.name)))
    ]


def _words(parameter: Any, value: Any) -> Iterator[tuple[str, str]]:
    """A parameter as words of a citation; none where it was left at its default."""
    if value is None or value is False or value == parameter.default:
        return
    from hornbook.answers.citation import OWN

    name = _name(parameter)
    name = f"-{name}" if name in OWN else name
    for each in value if isinstance(value, list | tuple) else [value]:
        yield name, _SET if each is True else str(getattr(each, "value", each))


def _name(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        return str(parameter.name).replace("_", "-")
    return str(max(parameter.opts, key=len)).lstrip("-")


# ---- asking again


def rechecked(text: str, folder: Path) -> "RecheckAnswer":
    """Ask again what a citation says; QuestionError where this is not the book, or no question, that it names."""
    from hornbook.answers.citation import read_citation
    from hornbook.answers.recheck import recheck_answer

    citation = read_citation(text)
    if citation.question not in QUESTIONS:
        hint = suggestion(citation.question, QUESTIONS)
        raise QuestionError(
            message("'{name}' is no question that can be cited.{hint}", name=citation.question, hint=hint)
        )
    notes: list[Phrase] = []
    with ExitStack() as stack:
        book = _book(citation, folder)
        stack.enter_context(_rules(citation, folder, notes))
        answer = _asked(citation, folder)
    return recheck_answer(text.strip(), citation, answer, notes, newest=_newest(book, folder))


def _book(citation: "Citation", folder: Path) -> "Book | None":
    """The version of the book that is cited, if it is the same book."""
    if citation.book is None:
        return None
    version = citation.book.name
    if not version.isdecimal():
        raise QuestionError(message("'{version}' is no version of a book.", version=version))
    book = common.opened(folder, int(version[:18]))
    if not book.digest.startswith(citation.book.digest):
        raise QuestionError(
            message(
                "{path} is not the book that was cited: its version {version} has the digest {here}, and the citation"
                " says {cited}.",
                path=str(folder),
                version=version,
                here=book.digest[: len(citation.book.digest)],
                cited=citation.book.digest,
            )
        )
    return book


def _newest(book: "Book | None", folder: Path) -> int | None:
    """The newest version of the book, if it is newer than the cited one."""
    if book is None:
        return None
    newest = common.opened(folder).version
    return newest if newest > book.version else None


def _rules(citation: "Citation", folder: Path, notes: list[Phrase]) -> Any:
    """The library with the texts that were cited, as far as they are kept; what differs is noted."""
    from hornbook.answers.citation import rules_digest
    from hornbook.book.rule_texts import kept_rule_text
    from hornbook.standards.library import library, plain_rule

    found: dict[str, Path] = {}
    for rule in citation.rules:
        standard = library[rule.name] if rule.name in library else plain_rule()
        if standard.id == rule.name and standard.digest.startswith(rule.digest):
            continue
        if rule.name in library and (text := kept_rule_text(folder, rule.digest)):
            found[rule.name] = text
            notes.append(
                message("The rule {rule} has changed since; it was asked by the text of then.", rule=rule.name)
            )
        else:
            notes.append(
                message("The rule {rule} has changed since, and the text of then is not kept here.", rule=rule.name)
            )
    if citation.all_rules and rules_digest({each.id: each.digest for each in library.values()}) != citation.all_rules:
        notes.append(message("Some of the cited rules have changed since."))
    return library.instead(found)


def _asked(citation: "Citation", folder: Path) -> "Answer":
    """The answer of the command that a citation names, with its options."""
    from hornbook.cli import app, output

    command: Any = typer.main.get_command(app)
    context = typer.Context(command, info_name="hornbook")
    for name in citation.question.split("/"):
        command = command.get_command(context, name)
    with output.taken() as answers:
        command.main(args=list(arguments(citation, command, folder)), standalone_mode=False)
    return answers[0]


def arguments(citation: "Citation", command: Any, folder: Path) -> Iterator[str]:
    """The words of a command line that ask what is cited."""
    from hornbook.cli import output

    by_name = {_name(parameter): parameter for parameter in command.params}
    by_place = {parameter.name: max(parameter.opts, key=len) for parameter in command.params}
    book = citation.book
    own = {
        "as_of": citation.day,
        "known": citation.known if citation.known_set else None,
        "version": book and book.name,
        "book": book and folder,
    }
    yield from chain.from_iterable((by_place[n], str(value)) for n, value in own.items() if value and n in by_place)
    places: list[str] = []
    for name, value in citation.options:
        parameter = by_name.get(name.removeprefix("-"))
        if parameter is None or parameter.name in (*SAID, *output.OPTIONS):
            hint = suggestion(name, by_name)
            raise QuestionError(
                message("{question} has no option '{name}'.{hint}", question=citation.question, name=name, hint=hint)
            )
        if parameter.param_type_name == "argument":
            places.append(value)
        elif getattr(parameter, "is_flag", False):
            yield f"--{name.removeprefix('-')}"
        else:
            yield f"--{name.removeprefix('-')}={value}"
    yield from ("--", *places)
