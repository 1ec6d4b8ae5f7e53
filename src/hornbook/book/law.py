"""The law's only reading of the files: what each record's statements said by a day, version after version.

A fact counts if it was true by `day` and known by `known`, in its latest version by then; withdrawn facts don't count.
Which records are one company is `identity`; everything above sees facts through a `View`.
"""

from collections.abc import Callable, Iterable
from itertools import groupby

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from hornbook.book.by_hand import PEOPLE, version_written
from hornbook.book.store import File, Store
from hornbook.engine import union
from hornbook.kinds import Fact, payload, schema
from hornbook.terms import Day

Pick = Callable[[ir.Table], ir.Table]


def latest_statements(book: Store, kind: type[Fact], known: Day, pick: Pick = lambda rows: rows) -> ir.Table:
    """Each statement's latest version by `known`, unless that takes it back; of any `valid`, by record.

    `pick`: only of some records.
    """
    stated = _stated(book, kind, known, pick)
    parts = [rows if once else rows.filter(rows.superseded.isnull()) for rows, once in stated]
    return union([part.select(schema(kind).names) for part in parts])


def ever_told(book: Store, kind: type[Fact], known: Day, pick: Pick = lambda rows: rows) -> ir.Table:
    """Every version known by `known` that states something, by record, with the day on which a newer one was known.

    `superseded` is empty for the latest version. `pick`: only of some records.
    """
    parts = [
        rows.select(*schema(kind).names, superseded=ibis.null("date") if once else rows.superseded)
        for rows, once in _stated(book, kind, known, pick)
    ]
    return union(parts)


def _stated(book: Store, kind: type[Fact], known: Day, pick: Pick = lambda rows: rows) -> list[tuple[ir.Table, bool]]:
    """What was stated by `known`: statements that stand once, and versions of others with `superseded`."""
    once, again = shelves(book.of(kind.__name__))
    columns = schema(kind)
    parts = []
    if once or not again:
        plain = pick(book.scan(once, columns))
        parts.append((plain.filter((plain.known <= ibis.date(known)) & ~plain.withdrawn), True))
    if again:
        rows = pick(book.scan(again, columns))  # versions share their record
        seen = rows.filter(rows.known <= ibis.date(known))
        hand = _by_hand(book, kind, again)
        newer = seen.known.lag().over(group_by=seen.id, order_by=_newest_first(seen, kind, by_hand=hand))
        marked = seen.mutate(superseded=newer)
        parts.append((marked.filter(~marked.withdrawn), False))
    return parts


def _by_hand(book: Store, kind: type[Fact], files: Iterable[File]) -> bool:
    """Whether persons stated anything of a kind, or withdrew what a source states."""
    if any(file.source == PEOPLE for file in files):
        return True
    return any(batch.source == PEOPLE and kind.__name__ in batch.kinds for batch in book.batches)


def _newest_first(rows: ir.Table, kind: type[Fact], *, by_hand: bool) -> list[ir.Value]:
    """A total order of one statement's versions: last known first; a withdrawal wins a tie.

    What persons state of one day (`by_hand`: there is such) goes by the book's version on which they wrote it.

    Then the content decides: the later or greater, field by field, what is stated before what is not.

    Neither the order in which batches were appended nor the line of a file is in it before the content, so neither
    can matter.
    """
    own = [rows[f.name].join("\x1f") if pa.types.is_list(f.type) else rows[f.name] for f in payload(kind)]
    written = [version_written(rows)] if by_hand else []
    return [
        ibis.desc(value) for value in (rows.known, *written, rows.withdrawn, rows.valid, *own, rows.grade, rows.place)
    ]


def shelves(files: Iterable[File]) -> tuple[list[File], list[File]]:
    """Files whose statements all stand once in the book, and files in which some may stand again.

    The second are those that their writer marked, and all files of a source that was written to more than once:
    a later export restates what an earlier one said.
    """
    once: list[File] = []
    again: list[File] = []
    for _, mine in groupby(sorted(files, key=lambda f: f.source), key=lambda f: f.source):
        group = list(mine)
        several = len({file.writer for file in group}) > 1
        for file in group:
            (again if several or file.versions else once).append(file)
    return once, again
