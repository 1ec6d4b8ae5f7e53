"""What engines do differently, given one meaning.

A total order for recency, an aggregate that keeps nulls, a stamp that is the same on every machine, days as days.
"""

from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Any

import ibis
import ibis.expr.datatypes as dt
import ibis.expr.operations as ops
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa

from hornbook.engine.protocol import Engine

STAMP = """
SELECT *, CAST(md5_number_lower(concat_ws(chr(31), '{source}', '{kind}', subject, {key})) >> 1 AS BIGINT) AS id
FROM rows ORDER BY subject, valid, known, id
"""
"""A statement's id: 63 bits of MD5 over source, kind, subject and key; equal on every machine and in every version."""


def stamp(
    engine: Engine, rows: pa.Table, *, source: str, kind: str, once: bool, also: tuple[str, ...] = ()
) -> pa.Table:
    """Rows in the order of the book, with the `id` of the statement that each is a version of."""
    about = ["CAST(valid AS VARCHAR)", *(f'"{name}"' for name in also)]  # `to` is a word of SQL
    fallback = "''" if once else f"concat_ws(chr(31), {', '.join(about)})"
    key = f"coalesce(nullif(key, ''), {fallback})" if "key" in rows.column_names else fallback
    stamped = engine.sql(STAMP.format(source=source, kind=kind, key=key), rows=rows)
    # A copy: a few rows that wait to be written would else hold on to all that the engine set aside for its answer.
    return stamped.take(pa.array(np.arange(stamped.num_rows)))


@cache
def _arg_max(of: dt.DataType) -> Any:
    def arg_max_null(x, key):  # type: ignore[no-untyped-def]
        ...

    arg_max_null.__annotations__ = {"x": of, "key": dt.int64, "return": of}
    return ibis.udf.agg.builtin(arg_max_null)


def latest_value(column: ir.Value, key: ir.Value, where: ir.BooleanValue | None = None) -> ir.Value:
    """The column of the row with the greatest key, empty if it is empty there."""
    value = _arg_max(column.type().copy(nullable=True))
    return value(column, key) if where is None else value(column, key, where=where)


@ibis.udf.scalar.builtin(name="getvariable")  # type: ignore[untyped-decorator]
def _getvariable(called: str) -> str: ...  # type: ignore[empty-body]


def asked_word(name: str) -> ir.StringValue:
    """A word that a question made `ready` is given each time it is asked."""
    return _getvariable(name)


def days(value: ir.Value, since: date) -> ir.Value:
    """A day as the number of days since another."""
    return value.delta(ibis.date(since), unit="day").cast("int64")


def as_day(moment: ir.Value) -> ir.Value:
    """A day to which an interval was added, as a day again: the engine makes a time of it, and Ibis does not know."""
    return moment.cast("timestamp").cast("date")


def left_joins(first: ir.Table, others: Iterable[ir.Table], on: str) -> ir.Table:
    """A table left joined to others by a column that all have; no other name may stand in two of them."""
    return _joins("left", first, others, on)


def cross_joins(first: ir.Table, others: Iterable[ir.Table]) -> ir.Table:
    """Every row of a table beside every row of others; no name may stand in two of them."""
    return _joins("cross", first, others)


def _joins(how: str, first: ir.Table, others: Iterable[ir.Table], on: str = "") -> ir.Table:
    """One chain of joins, made at once: Ibis' own `join` looks through all columns so far for each table it adds."""
    left = ops.JoinReference(first.op(), identifier=0)
    links, values = [], dict(left.fields)
    for n, other in enumerate(others, 1):
        right = ops.JoinReference(other.op(), identifier=n)
        fields = dict(right.fields)
        equal = [ops.Equals(left.fields[on], fields.pop(on))] if on else []
        if twice := values.keys() & fields.keys():
            raise ValueError(f"columns of two tables: {sorted(twice)}")
        links.append(ops.JoinLink(how, table=right, predicates=equal))
        values |= fields
    return ops.JoinChain(left, rest=links, values=values).to_expr() if links else first


def union(parts: Iterable[ir.Table]) -> ir.Table:
    """All rows of tables with the same columns."""
    first, *rest = parts
    return first.union(*rest) if rest else first
