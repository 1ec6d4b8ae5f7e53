"""The JSON Schema of answers, from their classes: what `docs/schemas` and the document of the HTTP API hold."""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from hornbook.answers.answer import Answer
from hornbook.render.sheet import ChartForm


class _Plain(GenerateJsonSchema):
    """Decimals are numbers, because that is how `render.json` writes them."""

    def decimal_schema(self, schema: Any) -> dict[str, Any]:
        return {"type": "number"}

    def callable_schema(self, schema: Any) -> dict[str, Any]:
        return {}

    def dataclass_schema(self, schema: Any) -> dict[str, Any]:
        """Without the fields that `render.json` leaves out, those that are not shown either."""
        made = super().dataclass_schema(schema)
        hidden = {field.name for field in fields(schema["cls"]) if not field.repr}
        made["properties"] = {key: of for key, of in made.get("properties", {}).items() if key not in hidden}
        if "required" in made:
            made["required"] = [key for key in made["required"] if key not in hidden]
        return made


_PAIR = {"type": "object", "properties": {"en": {"type": "string"}, "zh": {"type": "string"}}, "required": ["en", "zh"]}
COLUMNS_SCHEMA = {"type": "array", "items": {"type": "object", "required": ["key", "kind", "heading"]}}
"""The columns of a table as `render.json` writes them."""
_CHARTS = {
    "description": "The charts of its page: what each shows in words, and its figures. Left out where there is none.",
    "type": "array",
    "items": {
        "type": "object",
        "properties": {
            "title": {"anyOf": [_PAIR, {"type": "string"}]},
            "alt": {"anyOf": [_PAIR, {"type": "string"}]},
            "form": {"enum": [form.value for form in ChartForm]},
            "x": {"type": "string"},
            "series": {"type": "array", "items": {"type": "string"}},
            "columns": COLUMNS_SCHEMA,
            "rows": {"type": "array", "items": {"type": "object"}},
        },
        "required": ["title", "alt", "form", "x", "series", "columns", "rows"],
    },
}


def answer_schema(kind: type[Answer]) -> dict[str, Any]:
    """The JSON Schema of an answer, whole."""
    made = TypeAdapter(kind).json_schema(mode="serialization", schema_generator=_Plain)
    if kind.charts is not Answer.charts:
        made["properties"]["charts"] = _CHARTS
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}


def shared_schemas(kinds: Sequence[type], template: str) -> tuple[dict[type, dict[str, Any]], dict[str, Any]]:
    """A reference to the schema of each class, and all definitions by name; `template` has `{model}` for the name."""
    made, whole = TypeAdapter.json_schemas(
        [(kind, "serialization", TypeAdapter(kind)) for kind in kinds],
        ref_template=template,
        schema_generator=_Plain,
    )
    definitions: dict[str, Any] = whole.get("$defs", {})
    names = {template.format(model=name): name for name in definitions}
    schemas = {kind: dict(made[kind, "serialization"]) for kind in kinds}
    for kind, schema in schemas.items():
        if issubclass(kind, Answer) and kind.charts is not Answer.charts:
            target = definitions[names[schema["$ref"]]] if "$ref" in schema else schema
            target["properties"]["charts"] = _CHARTS
    return schemas, definitions
