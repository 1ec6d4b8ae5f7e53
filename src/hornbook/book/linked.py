"""How many records of some sources are linked to no other record: what the linkage has still to look at."""

from collections.abc import Collection

import ibis.expr.types as ir

from hornbook.book.identity import FOREVER, identity
from hornbook.book.law import latest_statements
from hornbook.book.store import Store
from hornbook.engine import Engine
from hornbook.kinds import Named


def unlinked_records(book: Store, sources: Collection[str]) -> int:
    """Records that these sources name and that are linked to none; 0 where the book has no other source of names."""
    if not sources or len({file.source for file in book.of(Named.__name__)}) < 2:
        return 0
    rows = latest_statements(book, Named, FOREVER)
    mine = rows.filter(rows.source.isin(sorted(sources))).select("subject").distinct()
    return _outside(book.engine, mine, identity(book).linked())


def _outside(engine: Engine, rows: ir.Table, linked: frozenset[str]) -> int:
    """How many subjects are not among those that are linked."""
    return sum(subject not in linked for subject in engine.arrow(rows)["subject"].to_pylist())
