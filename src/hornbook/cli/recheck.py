"""The command that asks a citation again."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hornbook.cli import common, output, served
from hornbook.cli.cited import QUESTIONS, SAID, name_of
from hornbook.cli.options import BookDir
from hornbook.cli.output import answering
from hornbook.errors import QuestionError, suggestion
from hornbook.text import Phrase, message

if TYPE_CHECKING:
    from hornbook.answers.answer import Answer
    from hornbook.answers.citation import QuestionCitation
    from hornbook.answers.recheck import RecheckAnswer
    from hornbook.book.book import Book


@answering
def recheck_command(
    citation: Annotated[list[str], typer.Argument(metavar="CITATION", help="The last line of a page, as it stands.")],
    book: BookDir = None,
) -> "Answer":
    """Ask again what a citation says, and say whether the answer is the same."""
    return asked_again(" ".join(citation), common.folder(book))


def asked_again(text: str, folder: Path) -> "RecheckAnswer":
    """Ask again what a citation says; QuestionError where this is not the book, or no question, that it names."""
    from hornbook.answers.citation import read_citation
    from hornbook.answers.recheck import recheck_answer

    citation = read_citation(text)
    if citation.question not in QUESTIONS:
        hint = suggestion(citation.question, QUESTIONS)
        raise QuestionError(
            message("'{name}' is no question that can be cited.{hint}", name=citation.question, hint=hint)
        )
    served.require_served(citation.question)
    notes: list[Phrase] = []
    with ExitStack() as stack:
        book = cited_book(citation, folder)
        stack.enter_context(cited_rules(citation, folder, notes))
        answer = _asked(citation, folder)
        notes += _changed_together(citation, answer)
    return recheck_answer(text.strip(), citation, answer, notes, newest=_newest(book, folder))


def cited_book(citation: "QuestionCitation", folder: Path) -> "Book | None":
    """The version of the book that is cited, if it is the same book."""
    if citation.book is None:
        return None
    version = citation.book.name
    if not version.isdecimal():
        raise QuestionError(message("'{version}' is no version of a book.", version=version))
    book = common.opened(folder, int(version[:18]))
    if not book.digest.startswith(citation.book.digest):
        erased = [mark.day for mark in book.marks]
        raise QuestionError(
            message(
                "{path} is not the book that was cited: its version {version} has the digest {here}, and the citation"
                " says {cited}.{hint}",
                path=str(folder),
                version=version,
                here=book.digest[: len(citation.book.digest)],
                cited=citation.book.digest,
                hint=_erased_since(max(erased)) if erased else "",
            )
        )
    return book


def _erased_since(day: date) -> Phrase:
    """Why the digest of a version may be another one than was cited."""
    return message(
        " An erasure of {day} changed that version; if it was cited before, the answer of then can no longer be asked"
        " for. `hornbook log` says why.",
        day=day,
    )


def _newest(book: "Book | None", folder: Path) -> int | None:
    """The newest version of the book, if it is newer than the cited one."""
    if book is None:
        return None
    newest = common.opened(folder).version
    return newest if newest > book.version else None


def cited_rules(citation: "QuestionCitation", folder: Path, notes: list[Phrase]) -> "ExitStack":
    """The libraries and the files with the texts that were cited, as far as they are kept; what differs is noted."""
    from hornbook.answers.citation import DIGITS, Cited
    from hornbook.answers.rules_then import asked_as_then, rules_then
    from hornbook.book.rule_texts import kept_rule_list
    from hornbook.standards.own import own_files_instead

    own = {file.digest for file in citation.own}
    rules = list(citation.rules)
    if citation.all_rules is not None:
        rules = [
            Cited(name, digest[:DIGITS]) for name, digest in kept_rule_list(folder, citation.all_rules.digest) or ()
        ]
    then = rules_then(folder, (rule for rule in rules if rule.digest not in own))
    for name in then.changed:
        notes.append(message("The rule {rule} has changed since; it was asked by the text of then.", rule=name))
    for rule in then.gone:
        notes.append(
            message("The rule {rule} has changed since, and the text of then is not kept here.", rule=rule.name)
        )
    with ExitStack() as stack:
        stack.enter_context(asked_as_then(then))
        stack.enter_context(own_files_instead(_own_files(citation, folder, notes)))
        return stack.pop_all()


def _changed_together(citation: "QuestionCitation", answer: "Answer") -> list[Phrase]:
    """That some of many rules are not as they were, where a citation says only how many there are."""
    from hornbook.answers.citation import digests_asked, rules_digest

    if citation.all_rules is None or rules_digest(digests_asked(answer.asked)) == citation.all_rules:
        return []
    return [message("Some of the cited rules have changed since.")]


def _own_files(citation: "QuestionCitation", folder: Path, notes: list[Phrase]) -> dict[str, Path]:
    """The kept texts of cited files that are no longer as they were, by the path that was cited."""
    from hornbook.book.rule_texts import kept_rule_text
    from hornbook.standards.own import file_digest

    found: dict[str, Path] = {}
    for file in citation.own:
        now, text = file_digest(Path(file.name)), kept_rule_text(folder, file.digest)
        if now is not None and now.startswith(file.digest):
            continue
        if text is None:
            notes.append(
                message("The file {file} has changed since, and the text of then is not kept here.", file=file.name)
            )
            continue
        found[file.name] = text
        if now is None:
            notes.append(
                message("The file {file} is no longer there; it was asked by the text of then.", file=file.name)
            )
        else:
            notes.append(message("The file {file} now differs; it was asked by the text of then.", file=file.name))
    return found


def _asked(citation: "QuestionCitation", folder: Path) -> "Answer":
    """The answer of the command that a citation names, with its options."""
    from hornbook.cli import app

    command: Any = typer.main.get_command(app)
    context = typer.Context(command, info_name="hornbook")
    for name in citation.question.split("/"):
        command = command.get_command(context, name)
    with output.taken() as answers:
        command.main(args=list(arguments(citation, command, folder)), standalone_mode=False)
    return answers[0]


def arguments(citation: "QuestionCitation", command: Any, folder: Path) -> Iterator[str]:
    """The words of a command line that ask what is cited."""
    by_name = {name_of(parameter): parameter for parameter in command.params}
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
