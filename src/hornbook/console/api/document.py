"""The OpenAPI document of the API, with the schemas of the answers that each page gives."""

from collections.abc import Iterable
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI

from hornbook.answers.answer import Answer, Asked
from hornbook.answers.schemas import COLUMNS_SCHEMA, shared_schemas
from hornbook.answers.statistics import statistics
from hornbook.console.api.problem import MEDIA_TYPE, PROBLEM_SCHEMA, exception_problem
from hornbook.console.files import FORMATS
from hornbook.console.pages import PAGES, Page

_PLACE = "#/components/schemas/"
_PROBLEMS = {
    "400": "The question cannot be asked",
    "401": "A token is missing or not in force",
    "403": "No token was made yet, and the request comes from another machine",
    "404": "The book has no such version",
    "410": "The text of a rule that the address names is gone",
    "422": "A parameter is of the wrong type",
    "429": "Too many requests; Retry-After says for how many seconds to wait",
    "500": "A fault of Hornbook",
    "503": "The question is still being asked, or too many wait; Retry-After says when to ask again",
}


def answer_kinds(page: Page) -> tuple[type[Answer], ...]:
    """The classes of the answers that a page gives, as its function declares them."""
    declared = get_type_hints(page.ask).get("return", Answer)
    kinds = get_args(declared) if get_origin(declared) in (Union, UnionType) else (declared,)
    return tuple(dict.fromkeys(leaf for kind in kinds for leaf in _leaves(kind)))


def _leaves(kind: type[Answer]) -> Iterable[type[Answer]]:
    """A class, or all that derive from it where some do; of the base of all answers, itself."""
    # A dataclass with slots is made twice, and its first form may still be there: the later one counts.
    below = {derived.__qualname__: derived for derived in kind.__subclasses__()}.values()
    if kind is Answer or not below:
        return (kind,)
    return (leaf for derived in below for leaf in _leaves(derived))


class DocumentedAPI(NinjaAPI):
    """An API whose document has our schemas of the answers, and whose errors are problems of RFC 9457."""

    def on_exception(self, request: HttpRequest, exc: Any) -> HttpResponse:
        """The response to a request that ended in an exception."""
        return exception_problem(request, exc)

    def get_openapi_schema(self, **more: Any) -> Any:
        """The document, made once."""
        return _document(self)


@cache
def _document(api: DocumentedAPI) -> dict[str, Any]:
    statistics()  # so that their answers are known
    made: dict[str, Any] = NinjaAPI.get_openapi_schema(api)
    kinds = {page.name: answer_kinds(page) for page in PAGES.values()}
    listed = tuple(dict.fromkeys(kind for of in kinds.values() for kind in of))
    schemas, definitions = shared_schemas((*listed, Asked), _PLACE + "{model}")
    components = made["components"]["schemas"]
    components.update(definitions)
    components["Problem"] = PROBLEM_SCHEMA
    components["RowsOfTable"] = _rows_schema(schemas[Asked])
    for path, methods in made["paths"].items():
        name, *rows = path.removeprefix("/api/v1/").split("/")
        content = (
            {"application/json": {"schema": {"$ref": f"{_PLACE}RowsOfTable"}}}
            if rows
            else _answer_content([schemas[kind] for kind in kinds[name]])
        )
        for parameter in methods["get"]["parameters"]:
            parameter["schema"] = _without_null(parameter["schema"])
        methods["get"]["responses"] = {"200": {"description": "The answer", "content": content}, **_problems()}
    return made


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema of a parameter that may be left out: a query string holds no null."""
    kinds = [kind for kind in schema.get("anyOf", ()) if kind != {"type": "null"}]
    if len(kinds) != 1:
        return schema
    return {**{key: value for key, value in schema.items() if key != "anyOf"}, **kinds[0]}


def _answer_content(schemas: list[dict[str, Any]]) -> dict[str, Any]:
    """Each form of an answer; JSON has a schema, a CSV and a workbook have none."""
    forms = {kind.partition(";")[0]: {"schema": {"type": "string"}} for kind in FORMATS.values()}
    return {**forms, "application/json": {"schema": schemas[0] if len(schemas) == 1 else {"anyOf": schemas}}}


def _problems() -> dict[str, Any]:
    content = {MEDIA_TYPE: {"schema": {"$ref": f"{_PLACE}Problem"}}}
    return {status: {"description": about, "content": content} for status, about in _PROBLEMS.items()}


def _rows_schema(asked: dict[str, Any]) -> dict[str, Any]:
    """The schema of what `answers.rows` writes."""
    properties = {
        "asked": asked,
        "table": {"type": "string"},
        "tables": {"type": "array", "items": {"type": "string"}, "description": "The tables that the answer has."},
        "total": {"type": "integer", "description": "How many rows the table has."},
        "limit": {"type": "integer"},
        "offset": {"type": "integer"},
        "columns": COLUMNS_SCHEMA,
        "rows": {"type": "array", "items": {"type": "object"}},
    }
    return {"type": "object", "properties": properties, "required": list(properties)}
