"""Many rules put to all companies, whose answers leave the engine: it gives the columns, the answers are made here."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import pyarrow as pa

from hornbook.book.view import View
from hornbook.indicators.catalogue import chosen_indicators
from hornbook.lang import bound
from hornbook.lang.filter import Filter
from hornbook.lang.kernels import answers_in_memory
from hornbook.lang.quantity_columns import Columns
from hornbook.standards.judge import assume_favourable, input_table, needed
from hornbook.terms import Day

ROWS = 2**17
"""Companies worked on at once: a column of so many stays in the processor's own memory."""


def answers_of(
    table: pa.Table, inputs: Sequence[bound.Input], conditions: Mapping[str, bound.Condition], day: Day
) -> pa.Table:
    """A column a condition for a table of the `input_columns` of these inputs, in the order of its rows."""
    schema = pa.schema([(name, pa.bool_()) for name in conditions])
    batches = table.to_batches(max_chunksize=ROWS)
    return pa.Table.from_batches([_answers(batch, inputs, conditions, day) for batch in batches], schema)


def answer_batches(
    view: View,
    conditions: Mapping[str, bound.Condition],
    also: Iterable[str] = (),
    *,
    on_facts: Iterable[str] = (),
    where: Filter | None = None,
) -> Iterator[pa.Table]:
    """As `answered`, part after part, with the `input_columns` of `needed(conditions.values())` beside them."""
    inputs = needed(conditions.values())
    table, _ = input_table(view, inputs, chosen_indicators(dict.fromkeys(also)), where)
    asked = dict(conditions) | {f"{name} on facts": assume_favourable(conditions[name]) for name in on_facts}
    reader = view.engine.batches(table)
    yield _beside(reader.schema.empty_table(), inputs, asked, view.day)  # so that there is one even of nobody
    for batch in reader:
        yield _beside(pa.Table.from_batches([batch]), inputs, asked, view.day)


def answered_in_memory(
    view: View,
    conditions: Mapping[str, bound.Condition],
    also: Iterable[str] = (),
    *,
    on_facts: Iterable[str] = (),
    where: Filter | None = None,
) -> pa.Table:
    """As `answered`, as an Arrow table."""
    also, on_facts = list(dict.fromkeys(also)), list(on_facts)
    names = ["subject", *also, *conditions, *(f"{name} on facts" for name in on_facts)]
    batches = answer_batches(view, conditions, also, on_facts=on_facts, where=where)
    return pa.concat_tables([batch.select(names) for batch in batches])


def _beside(
    rows: pa.Table, inputs: Sequence[bound.Input], conditions: Mapping[str, bound.Condition], day: Day
) -> pa.Table:
    """A table with a column a condition."""
    answers = answers_of(rows, inputs, conditions, day)
    return pa.table(
        dict(zip(rows.column_names, rows.columns, strict=True)) | dict(zip(conditions, answers.columns, strict=True))
    )


def _answers(
    batch: pa.RecordBatch, inputs: Sequence[bound.Input], conditions: Mapping[str, bound.Condition], day: Day
) -> pa.RecordBatch:
    answers = answers_in_memory(conditions, _columns(batch, inputs), batch.num_rows, day)
    return pa.record_batch(list(answers.values()), names=list(answers))


def _columns(batch: pa.RecordBatch, inputs: Sequence[bound.Input]) -> Columns:
    """Where each input stands in a batch of `input_columns`."""
    names = set(batch.schema.names)
    sides = {}
    for n, each in enumerate(inputs):
        low = batch.column(f"i{n}l")
        sides[each.low, each.high] = low, batch.column(f"i{n}h") if f"i{n}h" in names else low
    return lambda each: sides[each.low, each.high]
