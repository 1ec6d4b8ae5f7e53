"""The addresses of the API: for each page its answer, and the rows of its tables part by part."""

import json
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Query, Schema

from hornbook.console.address import Address, newest, query_of, read_address
from hornbook.console.api.access import TokenAccess, TokenRate
from hornbook.console.api.document import DocumentedAPI
from hornbook.console.api.parameters import (
    FORM_WORDS,
    ROW_WORDS,
    answer_parameters,
    question_words,
    row_parameters,
)
from hornbook.console.api.problem import spoken_language
from hornbook.console.files import FORMATS, file_bytes
from hornbook.console.pages import PAGES, Page
from hornbook.console.reader import AnsweredPage, Reader
from hornbook.console.views import today
from hornbook.errors import QuestionError
from hornbook.locale import Lang, in_language
from hornbook.render.json import json_value, table_part
from hornbook.text import listing, message

_ABOUT = """The questions of Hornbook's console, answered with the same JSON as the command line's `--json`.

A response names in `Content-Location` the address that gives the same numbers for good: it holds the days, the version
of the book and the digests of the rules. `Link: <…>; rel="latest-version"` stands where the book has a newer version.
"""


def answer_response(request: HttpRequest, page: Page, query: Any) -> HttpResponse:
    """The answer to a page's question in the form that is asked for."""
    form, lang = query.format, spoken_language(request)
    address = _address(request, page, query, FORM_WORDS)

    def make(reader: Reader) -> tuple[AnsweredPage, bytes]:
        answered = reader.answered(address)
        if form != "json" and not answered.answer.tables():
            raise QuestionError(message("This answer has no table; ask for format=json."))
        return answered, file_bytes(answered.answer, form, lang)

    answered, body = _asked((address, form, lang), make)
    response = HttpResponse(body, content_type=FORMATS[form])
    return _with_addresses(response, page.name, answered, **({} if form == "json" else {"format": form}))


def rows_response(request: HttpRequest, page: Page, query: Any) -> HttpResponse:
    """A part of the rows of a table of a page's answer, with how many there are."""
    address = _address(request, page, query, ROW_WORDS)
    part = (query.table, query.offset, query.limit)
    answered, value = _asked((address, *part), lambda reader: _rows(reader.answered(address), *part))
    response = HttpResponse(json.dumps(value, ensure_ascii=False, allow_nan=False), content_type=FORMATS["json"])
    words = {"table": value["table"], "limit": str(query.limit)}
    path = f"{page.name}/rows"
    links = [
        f'</api/v1/{path}?{query_of(answered.address, **words, offset=str(offset))}>; rel="{rel}"'
        for rel, offset in (("prev", max(0, query.offset - query.limit)), ("next", query.offset + query.limit))
        if offset != query.offset and offset < value["total"]
    ]
    return _with_addresses(response, path, answered, links, **words, offset=str(query.offset))


def _rows(answered: AnsweredPage, key: str | None, offset: int, limit: int) -> tuple[AnsweredPage, dict[str, Any]]:
    tables = {table.key: table for table in answered.answer.tables()}
    if key is None:
        key = next(iter(tables), "")
    if key not in tables:
        known = listing(tables)
        raise QuestionError(message("This answer has no table '{name}'. It has: {known}.", name=key[:60], known=known))
    return answered, {
        "asked": json_value(answered.answer.asked),
        "table": key,
        "tables": list(tables),
        "total": len(tables[key].rows),
        "limit": limit,
        "offset": offset,
        **table_part(tables[key], offset, limit),
    }


def _address(request: HttpRequest, page: Page, query: Schema, shown: tuple[str, ...]) -> Address:
    return read_address(page, question_words(page, request, query, shown), today())


def _asked(key: tuple[Any, ...], make: Callable[[Reader], Any]) -> Any:
    """What is made of the book, in the thread that may ask it."""
    console = settings.CONSOLE
    return console.desk.ask(("api", *key), lambda: make(console.reader))


def _with_addresses(
    response: HttpResponse, path: str, answered: AnsweredPage, links: list[str] | None = None, **words: str
) -> HttpResponse:
    """A response with its permanent address, and that of the newest answer where there is a newer one."""
    address = answered.address
    response["Content-Location"] = f"/api/v1/{path}?{query_of(address, **words)}"
    links = links or []
    if answered.notices:
        links.append(f'</api/v1/{path}?{query_of(newest(address), **words)}>; rel="latest-version"')
    if links:
        response["Link"] = ", ".join(links)
    return response


def _operation(page: Page, parameters: type[Schema], respond: Callable[[HttpRequest, Page, Any], HttpResponse]) -> Any:
    """A function as django-ninja wants it: its parameters are read from its annotations."""

    def operation(request: HttpRequest, query: Any) -> HttpResponse:
        return respond(request, page, query)

    of_query: Any = Query
    operation.__annotations__ = {"request": HttpRequest, "query": of_query[parameters], "return": HttpResponse}
    return operation


def _made() -> DocumentedAPI:
    made = DocumentedAPI(
        title="Hornbook",
        version="1",
        description=_ABOUT,
        docs_url=None,
        auth=TokenAccess(),
        throttle=TokenRate(),
    )
    for page in PAGES.values():
        title = in_language(page.title, Lang.EN)
        command = page.question.replace("/", " ")
        for path, name, summary, parameters, respond in (
            (f"/{page.name}", page.name, title, answer_parameters(page), answer_response),
            (f"/{page.name}/rows", f"{page.name}-rows", f"{title}: rows", row_parameters(page), rows_response),
        ):
            made.get(
                path,
                operation_id=name,
                url_name=name,
                summary=summary,
                description=f"The question of `hornbook {command}`.",
            )(_operation(page, parameters, respond))
    return made


api = _made()
"""The API of the console; which book it asks and how often, the settings say."""
