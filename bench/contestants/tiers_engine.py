"""Hornbook's meaning: every tier as one question of the engine, built, compiled and asked within the time measured."""

from collections.abc import Sequence
from datetime import date

import ibis
import pyarrow as pa
import pyarrow.parquet as pq

from bench.question import Facts
from bench.standards import DAY, conditions, names, sides
from hornbook.engine import Engine, connect
from hornbook.lang import bound
from hornbook.lang.compile import At, Span
from hornbook.standards.judge import needed, tier_columns

Ready = tuple[Engine, ibis.Table, dict[str, bound.Condition]]


def prepare(facts: Facts, columns: Sequence[str]) -> Ready:
    """The rules as read, and the table in the engine's memory."""
    engine = connect()
    engine.sql(f"CREATE TABLE inputs AS FROM read_parquet('{facts.made['inputs']}')")
    schema = ibis.Schema.from_pyarrow(pq.read_schema(facts.made["inputs"]))
    return engine, ibis.table(schema, name="inputs"), conditions()


def run(ready: Ready, days: Sequence[date]) -> pa.Table:
    """A column a tier."""
    engine, table, asked = ready
    at = _at(needed(asked.values()), table)
    return engine.arrow(tier_columns(table, asked, at, DAY, ["subject"]))


def _at(inputs: tuple[bound.Input, ...], table: ibis.Table) -> At:
    called, spans = names(inputs), {}
    for each in inputs:
        columns = [table[column] for column in sides(each, called[each.low, each.high])]
        spans[each.low, each.high] = Span(columns[0], columns[-1])
    return lambda each: spans[each.low, each.high]
