"""Writes `docs/schemas/NAME.json`: the JSON Schema of every answer, from its class.

`python -m tools.schemas`         write them (what `make docs` runs)
`python -m tools.schemas --check` say which are out of date; exit code 1 if any is
"""

import json
import sys
from dataclasses import fields
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

import hornbook.answers
import hornbook.reports
from hornbook.answers.answer import Answer
from hornbook.render.sheet import ChartForm

PLACE = Path(__file__).parents[1] / "docs" / "schemas"


class _Plain(GenerateJsonSchema):
    """Decimals are numbers, because that is how `render.json` writes them."""

    def decimal_schema(self, schema: Any) -> dict[str, Any]:
        return {"type": "number"}

    def callable_schema(self, schema: Any) -> dict[str, Any]:
        return {}

    def dataclass_schema(self, schema: Any) -> dict[str, Any]:
        """Without the fields that `render.json` leaves out, those that are not shown either."""
        found = super().dataclass_schema(schema)
        hidden = {field.name for field in fields(schema["cls"]) if not field.repr}
        found["properties"] = {key: of for key, of in found.get("properties", {}).items() if key not in hidden}
        if "required" in found:
            found["required"] = [key for key in found["required"] if key not in hidden]
        return found


def answers() -> dict[str, type[Answer]]:
    """Every answer's class by its name."""
    for room in (hornbook.answers, hornbook.reports):
        for module in walk_packages(room.__path__, f"{room.__name__}."):
            import_module(module.name)
    found: dict[str, type[Answer]] = {}
    waiting = list(Answer.__subclasses__())
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        if kind.__module__.startswith("hornbook."):
            found[kind.__name__] = kind
    return dict(sorted(found.items()))


_PAIR = {"type": "object", "properties": {"en": {"type": "string"}, "zh": {"type": "string"}}, "required": ["en", "zh"]}
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
            "columns": {"type": "array", "items": {"type": "object", "required": ["key", "kind", "heading"]}},
            "rows": {"type": "array", "items": {"type": "object"}},
        },
        "required": ["title", "alt", "form", "x", "series", "columns", "rows"],
    },
}


def schema(kind: type[Answer]) -> dict[str, Any]:
    """The JSON Schema of an answer."""
    made = TypeAdapter(kind).json_schema(mode="serialization", schema_generator=_Plain)
    if kind.charts is not Answer.charts:
        made["properties"]["charts"] = _CHARTS
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}


def text(kind: type[Answer]) -> str:
    """The same as the file has it."""
    return json.dumps(schema(kind), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def main(arguments: list[str]) -> int:
    """Run as the module's docstring says."""
    texts = {PLACE / f"{name}.json": text(kind) for name, kind in answers().items()}
    there = {path: path.read_text(encoding="utf-8") for path in PLACE.glob("*.json")}
    stale = sorted(path.name for path in texts.keys() | there.keys() if texts.get(path) != there.get(path))
    if "--check" in arguments:
        sys.stderr.write("".join(f"out of date: docs/schemas/{name}; run `make docs`\n" for name in stale))
        return 1 if stale else 0
    PLACE.mkdir(exist_ok=True)
    for path in there.keys() - texts.keys():
        path.unlink()
    for path, content in texts.items():
        path.write_text(content, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
