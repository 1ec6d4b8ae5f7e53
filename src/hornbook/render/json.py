"""Answers as JSON: one object a document, days in ISO 8601, numbers as numbers, phrases in both languages."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from itertools import islice
from math import isfinite
from typing import Any

from hornbook.locale import Lang, in_language
from hornbook.render.sheet import Chart, Stream, Table
from hornbook.text import Listing, Message, Money, Share, Text


def json_value(value: Any) -> Any:
    """A value of an answer as JSON has it; a phrase is an object with `en` and `zh`."""
    match value:
        case Text() | Message() | Listing():
            return {"en": in_language(value, Lang.EN), "zh": in_language(value, Lang.ZH)}
        case Money():
            return {"amount": json_value(value.amount), "currency": value.currency}
        case Share():
            return value.value
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case date():
            return value.isoformat()
        case Enum():
            return json_value(value.value)
        case float():
            return value if isfinite(value) else None
        case Mapping():
            return {str(key): json_value(inner) for key, inner in value.items()}
        case Stream():
            return [json_value(row) for row in value]
        case Chart():
            return chart_value(value)
        case _ if is_dataclass(value) and not isinstance(value, type):
            return {field.name: json_value(getattr(value, field.name)) for field in fields(value) if field.repr}
        case tuple() if hasattr(value, "_fields"):
            return {name: json_value(getattr(value, name)) for name in value._fields}
        case list() | tuple() | set() | frozenset():
            return [json_value(inner) for inner in value]
    return value


def chart_value(chart: Chart) -> dict[str, Any]:
    """A chart as JSON has it: what it shows in words, and its figures."""
    return {
        "title": json_value(chart.title),
        "alt": json_value(chart.alt),
        "form": chart.form.value,
        "x": chart.x,
        "series": list(chart.series),
        **table_part(chart.table),
    }


def table_part(table: Table, offset: int = 0, limit: int | None = None) -> dict[str, Any]:
    """The columns of a table, and at most `limit` of its rows after the first `offset`."""
    columns = [column for column in table.columns if column.file]
    rows = islice(table.rows, offset, None if limit is None else offset + limit)
    return {
        "columns": [{"key": of.key, "kind": of.kind.value, "heading": json_value(of.heading)} for of in columns],
        "rows": [{of.key: json_value(row.get(of.key)) for of in columns} for row in rows],
    }


def json_parts(answer: Any) -> Iterator[str]:
    """An answer as the parts of one JSON document; a stream of rows is written row by row."""
    streams = [field.name for field in fields(answer) if isinstance(getattr(answer, field.name), Stream)]
    parts = {field.name: getattr(answer, field.name) for field in fields(answer) if field.repr}
    whole = {name: json_value(value) for name, value in parts.items() if name not in streams}
    if charts := answer.charts():
        whole["charts"] = json_value(charts)
    text = json.dumps(whole, ensure_ascii=False, indent=2, allow_nan=False)
    if not streams:
        yield text + "\n"
        return
    yield text.removesuffix("\n}")
    for name in streams:
        yield f',\n  "{name}": ['
        for n, row in enumerate(getattr(answer, name)):
            yield (",\n    " if n else "\n    ") + json.dumps(json_value(row), ensure_ascii=False, allow_nan=False)
        yield "\n  ]"
    yield "\n}\n"
