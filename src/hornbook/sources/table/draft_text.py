"""A drafted mapping as TOML, with a comment wherever something was assumed."""

import json
from collections.abc import Iterator
from typing import Any

from hornbook.sources.table.draft import (
    Draft,
    DraftColumn,
    continues,
    currency,
    day_options,
    decimal_scale,
    lines_a_list,
    marks_in,
    recorded_in,
    source_word,
    sum_options,
)


def draft_text(found: Draft) -> str:
    """The mapping as a TOML document."""
    return "\n".join([*_head(found), *_facts(found), *_unused(found)]) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_value, value)) + "]"
    return _quoted(value) if isinstance(value, str) else str(value)


def _cell(column: DraftColumn, **options: Any) -> str:
    parts = [f"column = {_quoted(column.name)}"]
    for name, value in options.items():
        parts.append(f"{name} = {decimal_scale(value) if name == 'scale' else _value(value)}")
    return "{ " + ", ".join(parts) + " }"


def _head(found: Draft) -> Iterator[str]:
    yield "# Drafted from the file: look at it with `hornbook import table --preview` before you import."
    yield "[source]"
    yield f"name = {_quoted(source_word(found.path))}"
    yield f"title = {_quoted(found.path.name.split('.')[0])}"
    yield 'maker = "unknown"  # who made the table'
    if day := recorded_in(found.path):
        yield f"recorded = {day}  # from the file's name: the day on which the maker knew all this"
    else:
        yield "# recorded = 2024-12-31  # the day on which the maker knew all this; or say --recorded"
    keys = dict(found.file)
    if down := continues(found):
        keys["fill_down"] = down
    keys["empty"] = [
        "-",
        "--",
        "n/a",
        "na",
        "nan",
        "null",
        "none",
        "undisclosed",
        "unknown",
        "未披露",
        "未透露",
        "暂无",
        "不详",
    ]
    yield ""
    yield "[file]"
    yield from (f"{key} = {_value(value)}" for key, value in keys.items())
    subject = found.column("id") or found.column("name")
    assert subject is not None
    yield ""
    yield "[subject]"
    yield f"columns = [{_quoted(subject.name)}]  # what tells one company from another"


def _facts(found: Draft) -> Iterator[str]:
    name = found.column("name") or found.column("id")
    assert name is not None
    born = found.column("founded")
    options = day_options(born) if born else None
    since = f'[{_cell(born, **options)}, "recorded"]' if born and options is not None else '"recorded"'
    yield from _fact("Named", since, [f"name = {_cell(name)}"])
    if born and options is not None:
        yield from _fact("Founded", _cell(born, **options), [])
    places = [each for each in map(found.column, ("country", "region", "city")) if each]
    if places:
        yield from _fact("Registered", since, [f"{each.role} = {_cell(each)}" for each in places])
    for rank, column in enumerate((each for each in found.columns if each.role == "sector"), 1):
        marks = marks_in(column)
        split = {"split": marks if len(marks) > 1 else marks[0]} if marks else {}
        fields = [f"taxonomy = {_quoted(source_word(found.path))}", f"label = {_cell(column, **split)}"]
        yield from _fact("Sector", '"recorded"', fields + ([f"rank = {rank}"] if not marks else []))
    for role, kind, field in (("website", "Website", "url"), ("description", "Described", "text")):
        if one := found.column(role):
            yield from _fact(kind, '"recorded"', [f"{field} = {_cell(one)}"])
    if heads := found.column("headcount"):
        yield from _fact("Headcount", '"recorded"', [f"count = {_cell(heads)}"])
    yield from _money(found)


def _money(found: Draft) -> Iterator[str]:
    if valuation := found.column("valuation"):
        day = found.column("valued")
        options = day_options(day) if day else None
        valid = _cell(day, **options) if day and options is not None else '"recorded"'
        yield from _fact("Valuation", valid, _sum(found, valuation))
    if revenue := found.column("revenue"):
        yield from _fact("Revenue", '"recorded"', _sum(found, revenue), note="say the year that it is of in `valid`")
    yield from _round(found)


def _round(found: Draft) -> Iterator[str]:
    day, amount, sort = (found.column(role) for role in ("day", "amount", "type"))
    backers = found.column("investors")
    options = day_options(day) if day else None
    if day is None or options is None or not (amount or sort or backers):
        return
    fields = [f"type = {_cell(sort)}" if sort else 'type = "unstated"']
    if amount:
        fields += _sum(found, amount)
    if backers:
        marks = marks_in(backers)
        fields.append(f"investors = {_cell(backers, **({'split': marks} if marks else {}))}")
        if lines_a_list(found):
            fields.append('add_up = "investors"')
    key = [each.name for each in (day, sort) if each] if lines_a_list(found) else []
    key = key or [each.name for each in (day, sort, amount) if each]
    fields.insert(0, f"key = {_value(key)}")
    yield from _fact(
        "Round", _cell(day, **options), fields, note='where all rounds are shares, add: instrument = "equity"'
    )


def _sum(found: Draft, column: DraftColumn) -> list[str]:
    lines = [f"amount = {_cell(column, **sum_options(column))}"]
    stated = found.column("currency")
    code, assumed = currency(found, column)
    if stated:
        lines.append(f"currency = {_cell(stated)}")
    elif code:
        lines.append(f"currency = {_quoted(code)}" + ("  # assumed: the table names none" if assumed else ""))
    return lines


def _fact(kind: str, valid: str, fields: list[str], note: str = "") -> Iterator[str]:
    yield ""
    yield "[[fact]]" + (f"  # {note}" if note else "")
    yield f"kind = {_quoted(kind)}"
    yield f"valid = {valid}"
    yield from fields


def _unused(found: Draft) -> Iterator[str]:
    """The columns that became nothing, each with the reason where there is one."""
    why = {
        "personal": "about persons: does not enter the book",
        "total": "a total of rounds is no fact of its own",
        "joined": "the day of joining a list is no day of a round",
        "day": "no usual way of writing days",
        "investors": "no column says the day of their round",
        "amount": "no column says the day of the round",
        "type": "no column says the day of the round",
    }
    left = [each for each in found.columns if each.role is None or each.role in why]
    used = {"day", "investors", "amount", "type"} if any(_round(found)) else set()
    left = [each for each in left if each.role not in used]
    if left:
        yield ""
        yield "# Columns not used:"
        yield from (f"#   {each.name}" + (f"  ({why[each.role]})" if each.role in why else "") for each in left)
