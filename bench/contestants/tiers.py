"""Hornbook: every tier of the library over Arrow columns in memory, as `compare` and the scout ask.

The table is as the engine gives it: amounts are decimals, texts are texts. To make them numbers is part of the time.
"""

from collections.abc import Sequence
from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq

from bench.question import Facts
from bench.standards import DAY, conditions, names, sides
from hornbook.lang import bound
from hornbook.standards.in_memory import answers_of
from hornbook.standards.judge import needed

Ready = tuple[pa.Table, pa.ChunkedArray, dict[str, bound.Condition], tuple[bound.Input, ...]]


def prepare(facts: Facts, columns: Sequence[str]) -> Ready:
    """The rules as read, and the table in memory by the names of `input_columns`."""
    asked = conditions()
    inputs = needed(asked.values())
    called = names(inputs)
    columns = [side for each in inputs for side in sides(each, called[each.low, each.high])]
    own = [f"i{n}{side}" for n, each in enumerate(inputs) for side in ("lh" if each.low != each.high else "l")]
    table = pq.read_table(facts.made["inputs"])
    return table.select(columns).rename_columns(own), table["subject"], asked, inputs


def run(ready: Ready, days: Sequence[date]) -> pa.Table:
    """A column a tier."""
    table, subject, asked, inputs = ready
    answers = answers_of(table, inputs, asked, DAY)
    return pa.table({"subject": subject, **dict(zip(answers.column_names, answers.columns, strict=True))})
