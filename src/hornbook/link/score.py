"""Pairs with their weights."""

import os
from concurrent.futures import ThreadPoolExecutor

import pyarrow as pa

from hornbook.engine import Engine
from hornbook.engine.statements.scored import linker, weighed
from hornbook.link.evidence import COMPARISONS
from hornbook.link.model import settings

SCORED = pa.schema(
    [
        ("l", pa.int64()),
        ("r", pa.int64()),
        ("weight", pa.float64()),
        *((f"mw_{comparison.name}", pa.float64()) for comparison in COMPARISONS),
    ]
)
"""A pair's record numbers, its weight in bits, the prior's with it, and the bits of each comparison."""

_MANY = 100_000  # pairs that are worth a hand of their own


def scored(engine: Engine, rows: pa.Table, pairs: pa.Table, *, among: int, least: float) -> pa.Table:
    """The pairs (`l`, `r`) of `rows` (see `prepare`) that weigh at least so many bits, as `SCORED`, in order.

    `among` is how many records there are in all. HornbookError when the extra is not installed.
    """
    if not pairs.num_rows:
        return SCORED.empty_table()
    linker()
    share = -(-pairs.num_rows // min(os.cpu_count() or 1, -(-pairs.num_rows // _MANY)))
    parts = [pairs.slice(start, share) for start in range(0, pairs.num_rows, share)]
    with ThreadPoolExecutor(len(parts)) as pool:  # one question of Splink's keeps one core busy, however many there are
        found = pool.map(lambda part: _scored(engine, rows, part, among, least), parts)
        return pa.concat_tables(found).sort_by([("l", "ascending"), ("r", "ascending")])


def _scored(engine: Engine, rows: pa.Table, pairs: pa.Table, among: int, least: float) -> pa.Table:
    model = settings(among, COMPARISONS)
    return weighed(engine, rows, pairs, model, bars=SCORED.names[3:], least=least).cast(SCORED)
