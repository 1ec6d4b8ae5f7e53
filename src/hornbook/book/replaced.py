"""An export that replaces those before it: what it leaves out is withdrawn from its day on, by facts of withdrawal.

Whatever the order in which exports are imported, each withdraws what the one before it had said and it does not, and
has withdrawn what the next one does not say again. On days of knowledge before its own nothing changes.
"""

from collections.abc import Iterator, Mapping
from datetime import timedelta

import ibis
import pyarrow as pa
import pyarrow.compute as pc

from hornbook.book.law import latest_statements
from hornbook.book.lifted import lost_records
from hornbook.book.store import Store
from hornbook.book.write import Writer
from hornbook.errors import SourceError
from hornbook.kinds import KINDS, Fact, schema
from hornbook.terms import Day
from hornbook.text import Phrase, message, message_plural


def withdraw_left_out(book: Store, writer: Writer, place: str, refused: Mapping[str, set[str]]) -> Iterator[Phrase]:
    """Write the withdrawals that an export brings, once all its facts are written; say how many there are.

    `refused`: the records by kind of which a row was refused; those it does not leave out, so they keep what they had.
    """
    mine = writer.recorded
    days = {batch.recorded for batch in book.batches if batch.source == writer.source}
    if not days:
        return
    if mine in days:
        raise SourceError(
            message(
                "The book has an export of '{source}' of {day} already, and each replaces the one before. Import all "
                "files of one export together, or give the day of this one with --recorded.",
                source=writer.source,
                day=mine,
            )
        )
    newer = sorted(day for day in days if day > mine)
    before = after = 0
    for kind in KINDS.values():
        own = writer.written(kind)
        if any(day < mine for day in days):
            gone = _of_others(_without(_stood(book, kind, writer), own), refused.get(kind.__name__, set()))
            before += writer.withdraw(kind, gone, known=mine, place=place)
        for day in newer:  # the next export decides; where it refused a record's row, the one after it
            left = _without(own, _stated(book, kind, writer.source, day))
            spared = _refused_by(book, writer.source, day, kind.__name__)
            after += writer.withdraw(kind, _of_others(left, spared), known=day, place=place)
            if not spared:
                break
            own = left.filter(pc.is_in(left["subject"], pa.array(sorted(spared), pa.string())))
    if before:
        yield message_plural(
            "{n:,} fact of earlier exports is left out here and withdrawn from {day} on",
            "{n:,} facts of earlier exports are left out here and withdrawn from {day} on",
            before,
            day=mine,
        )
    if after:
        yield message_plural(
            "{n:,} fact is left out by the export of {day} and withdrawn from then on",
            "{n:,} facts are left out by the export of {day} and withdrawn from then on",
            after,
            day=newer[0],
        )


def export_key(book: Store, source: str) -> str:
    """What no two exports may bring: each must know the others."""
    return f"export {sum(batch.source == source for batch in book.batches)} of {source}"


def _stood(book: Store, kind: type[Fact], writer: Writer) -> pa.Table:
    """The statements of the source that stood on the day before."""
    rows = latest_statements(book, kind, writer.recorded - timedelta(days=1))
    return book.engine.arrow(rows.filter(rows.source == writer.source)).cast(schema(kind))


def _stated(book: Store, kind: type[Fact], source: str, known: Day) -> pa.Table:
    """What the export of a day said."""
    files = [file for file in book.of(kind.__name__) if file.source == source]
    if not files:
        return schema(kind).empty_table()
    rows = book.scan(files, schema(kind))
    said = rows.filter((rows.known == ibis.date(known)) & ~rows.withdrawn)
    return book.engine.arrow(said.select(schema(kind).names)).cast(schema(kind))


def _refused_by(book: Store, source: str, recorded: Day, kind: str) -> set[str]:
    """The records of which the export of a day refused a row of a kind."""
    batches = [batch.batch for batch in book.batches if (batch.source, batch.recorded) == (source, recorded)]
    return {record for batch in batches for record in lost_records(book).get((batch, kind), ())}


def _of_others(rows: pa.Table, records: set[str]) -> pa.Table:
    """The rows of other records than these."""
    return (
        rows.filter(pc.invert(pc.is_in(rows["subject"], pa.array(sorted(records), pa.string())))) if records else rows
    )


def _without(rows: pa.Table, others: pa.Table) -> pa.Table:
    """The rows whose statements are not among others, each once."""
    left = rows.filter(pc.invert(pc.is_in(rows["id"], value_set=others["id"].combine_chunks())))
    first = left.append_column("n", pa.array(range(left.num_rows), pa.int64())).group_by("id").aggregate([("n", "min")])
    return left.take(first["n_min"].sort())
