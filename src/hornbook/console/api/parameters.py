"""The parameters of a page's question over HTTP: typed from the options that the page declares."""

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from django.http import HttpRequest
from ninja import Schema
from pydantic import Field, create_model

from hornbook.console.files import FORMATS
from hornbook.console.option import MOST_LETTERS, SET, Option, OptionKind
from hornbook.console.pages import Page
from hornbook.errors import QuestionError, suggestion
from hornbook.locale import Lang, in_language
from hornbook.text import message

MOST_ROWS = 1_000
"""Rows that one response holds at most."""
_DAY = {"format": "date"}
_Fields = Mapping[str, tuple[Any, Any]]
"""The fields of a pydantic model: the type of each, and its pydantic `Field`."""


def _text(name: str, about: str, **more: Any) -> tuple[Any, Any]:
    return str | None, Field(None, alias=name, description=about, json_schema_extra=more)


def _texts(name: str, about: str, **more: Any) -> tuple[Any, Any]:
    extra: dict[str, Any] = {"items": {"type": "string", **more}}
    return list[str], Field(default_factory=list, alias=name, description=about, json_schema_extra=extra)


def _flag(name: str, about: str) -> tuple[Any, Any]:
    return bool, Field(False, alias=name, description=about)


_OWN: _Fields = {
    "day": _text("day", "The day asked about; today where it is left out.", **_DAY),
    "known": _text("known", "By which day facts had to be known; the day itself where it is left out.", **_DAY),
    "known_set": _flag("known-set", "With `known` equal to `day`: see a whole series as known on that day."),
    "v": (int | None, Field(None, description="The version of the book; the newest where it is left out.")),
    "rule": _texts("rule", "Each rule that was asked, as ID@DIGEST, from the address of an answer."),
    "library": _text("library", "Many rules as COUNT@DIGEST, from the address of an answer."),
}
"""The words that every address has, whatever its page."""
_FORM: _Fields = {
    "format": (Literal[tuple(FORMATS)], Field("json", description="In which form to answer.")),
}
_ROWS: _Fields = {
    "table": _text("table", "Which table of the answer; the first where it is left out."),
    "limit": (int, Field(100, ge=1, le=MOST_ROWS, description="How many rows at most.")),
    "offset": (int, Field(0, ge=0, lt=2**31, description="How many rows to skip.")),
}
FORM_WORDS, ROW_WORDS = tuple(_FORM), tuple(_ROWS)
"""Parameters that say how an answer is shown, and which of its rows; they are no part of the question."""


def answer_parameters(page: Page) -> type[Schema]:
    """The parameters of a page's answer."""
    return _model(page, "Question", _FORM)


def row_parameters(page: Page) -> type[Schema]:
    """The parameters of the rows of a page's answer."""
    return _model(page, "Rows", _ROWS)


def _model(page: Page, name: str, more: _Fields) -> type[Schema]:
    options = {f"option_{n}": _option_field(option) for n, option in enumerate(page.fields)}
    fields: Any = {**_OWN, **options, **more}
    made: type[Schema] = create_model(f"{page.name.title()}{name}", __base__=Schema, **fields)
    return made


def _option_field(option: Option) -> tuple[Any, Any]:
    """A field of the type of an option; what it may hold is checked where the address is read."""
    about = in_language(option.label, Lang.EN)
    if option.kind is OptionKind.FLAG:
        return _flag(option.name, about)
    schema: dict[str, Any] = {"maxLength": MOST_LETTERS}
    if option.kind is OptionKind.DAY:
        schema = _DAY
    elif option.choices is not None:
        values = list(option.choices())
        schema = {"enum": values} if option.kind is OptionKind.CHOICE else {"examples": values[:5]}
    return (_texts if option.many else _text)(option.name, about, **schema)


def question_words(page: Page, request: HttpRequest, query: Schema, shown: tuple[str, ...]) -> list[tuple[str, str]]:
    """The words of an address that a request gives; those of how an answer is `shown` are left out.

    QuestionError for a parameter that is unknown.
    """
    return list(_words(page, request, query.model_dump(by_alias=True), shown))


def _words(
    page: Page, request: HttpRequest, values: Mapping[str, Any], shown: tuple[str, ...]
) -> Iterator[tuple[str, str]]:
    for name, texts in request.GET.lists():
        if name not in values:
            hint = suggestion(name, values)
            raise QuestionError(
                message("'{page}' has no parameter '{name}'.{hint}", page=page.name, name=name[:60], hint=hint)
            )
        if name in shown or values[name] is False:
            continue
        if values[name] is True:
            yield name, SET
        else:
            yield from ((name, text) for text in texts)
