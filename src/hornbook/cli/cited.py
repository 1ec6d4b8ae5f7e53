"""Citing an answer at the command line."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import typer

from hornbook.cli import common

if TYPE_CHECKING:
    from hornbook.answers.answer import Answer

QUESTIONS = (
    "log", "rejects", "sources", "kinds", "indicators", "find", "facts", "profile", "overview", "census", "standards",
    "judge", "coffee", "compare", "whatif", "watch", "ecosystem", "published", "links", "name", "place",
    "conflicts", "quality",
    "support/list", "support/entitled", "support/bundle", "support/beneficiaries", "support/cost",
    "support/match",
    "scout/rank", "scout/explain", "scout/backtest", "scout/hindsight", "scout/score", "scout/ledger",
    "yearbook/make",
)  # fmt: skip
"""The commands whose answers are cited: they ask and write nothing to a book."""

SAID = ("as_of", "known", "book", "version")
"""Parameters that a citation says in words of its own."""
_SET = "yes"


def question_of(ctx: typer.Context) -> str:
    """The command of a context as a citation names it: `census`, `scout/rank`."""
    return "/".join(ctx.command_path.split()[1:]) or str(ctx.info_name)


def cited(answer: "Answer", ctx: typer.Context, forms: Iterable[str]) -> "Answer":
    """An answer with its citation, if its command asks a question; the texts of its rules are kept with the book."""
    question = question_of(ctx)
    if question not in QUESTIONS:
        return answer
    from hornbook.answers.citation import cited_answer, keep_rules, rules_asked

    citation = cited_answer(answer.asked, question, options_of(ctx, forms), answer)
    if citation.book is not None:
        keep_rules(common.folder(ctx.params.get("book")), rules_asked(answer.asked))
    return replace(answer, asked=replace(answer.asked, citation=str(citation)))


def options_of(ctx: typer.Context, forms: Iterable[str] = ()) -> list[tuple[str, str]]:
    """The options and arguments of a command that were given, as words of a citation."""
    return [
        pair
        for parameter in ctx.command.params
        if parameter.name not in (*SAID, *forms)
        for pair in _words(parameter, ctx.params.get(str(parameter.name)))
    ]


def _words(parameter: Any, value: Any) -> Iterator[tuple[str, str]]:
    """A parameter as words of a citation; none where it was left at its default."""
    if value is None or value is False or value == parameter.default:
        return
    from hornbook.answers.citation import OWN

    name = name_of(parameter)
    name = f"-{name}" if name in OWN else name
    for each in value if isinstance(value, list | tuple) else [value]:
        yield name, _SET if each is True else str(getattr(each, "value", each))


def name_of(parameter: Any) -> str:
    """A parameter as a citation names it."""
    if parameter.param_type_name == "argument":
        return str(parameter.name).replace("_", "-")
    return str(max(parameter.opts, key=len)).lstrip("-")
