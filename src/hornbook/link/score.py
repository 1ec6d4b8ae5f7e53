"""Pairs with their weights: the one place that speaks to Splink."""

import os
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pyarrow as pa

from hornbook.engine import Engine
from hornbook.errors import HornbookError
from hornbook.link.evidence import COMPARISONS
from hornbook.link.model import settings
from hornbook.text import message

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
    try:
        from splink import Linker
    except ImportError:
        raise HornbookError(message('Linkage needs Splink. Install it: pip install "hornbook[link]"')) from None
    share = -(-pairs.num_rows // min(os.cpu_count() or 1, -(-pairs.num_rows // _MANY)))
    parts = [pairs.slice(start, share) for start in range(0, pairs.num_rows, share)]
    with ThreadPoolExecutor(
        len(parts)
    ) as hands:  # one question of Splink's keeps one core busy, however many there are
        found = hands.map(lambda part: _scored(engine, rows, part, among, least, Linker), parts)
        return pa.concat_tables(found).sort_by([("l", "ascending"), ("r", "ascending")])


def _scored(engine: Engine, rows: pa.Table, pairs: pa.Table, among: int, least: float, linker_of: Any) -> pa.Table:
    keys = pa.table({"join_key_l": pairs["l"], "join_key_r": pairs["r"], "match_key": pairs["rule"]})
    with engine.splink() as (api, ask):
        linker = linker_of(api.register(rows), settings(among, COMPARISONS), log_level=None)
        linker.table_management.register_blocked_pairs_for_predict(api.register(keys))
        found = linker.inference.predict(threshold_match_weight=least, warning_mode="never")
        wanted = ", ".join(f'"{name}"' for name in SCORED.names[3:])
        table = ask(f"SELECT id_l AS l, id_r AS r, match_weight AS weight, {wanted} FROM {found.physical_name}")  # noqa: S608
        linker.table_management.delete_tables_created_by_splink_from_db()
    return table.cast(SCORED)
