"""CEL, Google's Common Expression Language, company by company, in its own C++ runtime.

A name that is not given is an error in CEL, `false && error` is false and `true || error` is true whichever stands
first: errors are its unknown, so it can give all three answers. Of an amount with two sides, a side that is not known
is given as infinite. The expressions are written from Hornbook's bound trees by `rules`.
"""

import json
import math
import time
from collections.abc import Sequence
from datetime import date
from functools import reduce
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from bench.question import Facts

SURVIVES = 20.0
"""Seconds; so many companies as are judged by then."""

ROWS = 20_000
"""So many at most."""


def rules(asked: dict[str, Any], day: date, called: dict[Any, str]) -> dict[str, str]:
    """Each tier as an expression."""
    from hornbook.lang import bound
    from hornbook.lang.compile import moment

    def number(value: float) -> str:
        return repr(float(value))

    def span(of: Any) -> tuple[str, str]:
        match of:
            case bound.Input():
                name = called[of.low, of.high]
                return f"{name}_low", f"{name}_high"
            case bound.Const():
                return number(of.value), number(of.value)
            case bound.Moment():
                days = number(moment(of, day).toordinal())
                return days, days
            case bound.BoundArithmetic(op="+"):
                (a, c), (p, q) = span(of.left), span(of.right)
                return f"({a} + {p})", f"({c} + {q})"
            case bound.BoundExtreme(op="max"):
                lows, highs = zip(*map(span, of.parts), strict=True)
                return reduce(greater, lows), reduce(greater, highs)
            case bound.Lookup():
                return row(of, span(of.of)[0]), row(of, span(of.of)[1])
        raise NotImplementedError(of)

    def greater(x: str, y: str) -> str:
        return f"({x} > {y} ? {x} : {y})"

    def row(of: Any, value: str) -> str:
        found = number(of.otherwise)
        for op, limit, result in reversed(of.rows):
            found = f"({value} {op} {number(limit)} ? {number(result)} : {found})"
        return found

    def whole(of: Any) -> str:
        match of:
            case bound.BoundAll():
                return "(" + " && ".join(map(whole, of.parts)) + ")"
            case bound.BoundAny():
                return "(" + " || ".join(map(whole, of.parts)) + ")"
            case bound.BoundNot():
                return f"!{whole(of.part)}"
            case bound.BoundReadings():
                parts = [whole(part) for part in of.parts]
                return f"(({' && '.join(parts)}) || (({' || '.join(parts)}) && unknown))"
            case bound.BoundInPrinciple():
                return f"({whole(of.part)} || unknown)"
            case bound.BoundKnown(bound.BoundCompare(op=">") as part):  # a side that is not known is infinite
                return f"({span(part.left)[0]} > {span(part.right)[1]})"
            case bound.Flag():
                return called[of.of.low, of.of.high]
            case bound.BoundMember():
                words = json.dumps([word.lower() for word in of.words], ensure_ascii=False)
                return f"{'!' * of.out}({called[of.of.low, of.of.high]} in {words})"
            case bound.BoundCompare():
                left, right, op = span(of.left), span(of.right), of.op
                if op in ("<", "<="):
                    left, right, op = right, left, {"<": ">", "<=": ">="}[op]
                return f"({left[0]} {op} {right[1]} || ({left[1]} {op} {right[0]} && unknown))"
        raise NotImplementedError(of)

    written = {}
    for name, condition in asked.items():
        try:
            written[name] = whole(condition)
        except NotImplementedError:
            continue  # a tier that asks for a calendar day months before another: CEL has no such arithmetic
    return written


class Ready(NamedTuple):
    """Compiled expressions, and companies as dictionaries."""

    env: Any
    tiers: dict[str, Any]
    rows: list[dict[str, Any]]
    subject: pa.ChunkedArray


def prepare(facts: Facts, columns: Sequence[str]) -> Ready:
    """Compile; make dictionaries of the first companies."""
    from cel_expr_python import cel

    table = pq.read_table(facts.made["inputs"]).slice(0, ROWS)
    kinds, plain = {"unknown": cel.Type.BOOL}, set()
    for column in table.column_names[1:]:
        kind = table[column].type
        if pa.types.is_boolean(kind) or pa.types.is_string(kind):
            plain.add(column)
            kinds[column] = cel.Type.BOOL if pa.types.is_boolean(kind) else cel.Type.STRING
        else:
            name = column.removesuffix("_low").removesuffix("_high")
            kinds |= {f"{name}_low": cel.Type.DOUBLE, f"{name}_high": cel.Type.DOUBLE}
    told = json.loads(Path(facts.made["rules"], "tiers_cel.json").read_text())
    env = cel.NewEnv(variables=kinds)
    tiers = {name: env.compile(text) for name, text in told.items()}
    rows = [_given(row, plain) for row in table.drop_columns("subject").to_pylist()]
    return Ready(env, tiers, rows, table["subject"])


def _given(row: dict[str, Any], plain: set[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for column, value in row.items():
        if column in plain:
            if value is not None:
                found[column] = value.lower() if isinstance(value, str) else value
        elif column.endswith("_low") or column.endswith("_high"):
            side = -math.inf if column.endswith("_low") else math.inf
            found[column] = side if value is None else _number(value)
        else:
            found[f"{column}_low"] = -math.inf if value is None else _number(value)
            found[f"{column}_high"] = math.inf if value is None else _number(value)
    return found


def _number(value: Any) -> float:
    return float(value.toordinal()) if isinstance(value, date) else float(value)


def run(ready: Ready, days: Sequence[date]) -> pa.Table:
    """A column a tier, of as many companies as it judges in time."""
    start, found = time.perf_counter(), []
    rows = iter(ready.rows)
    while time.perf_counter() - start < SURVIVES and (some := list(islice(rows, 100))):
        for row in some:
            values = ready.env.Activation(row)
            answers = [expression.eval(values).value() for expression in ready.tiers.values()]
            found.append([answer if isinstance(answer, bool) else None for answer in answers])
    columns = map(pa.array, zip(*found, strict=True))
    return pa.table({"subject": ready.subject[: len(found)], **dict(zip(ready.tiers, columns, strict=True))})
