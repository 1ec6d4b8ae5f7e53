"""Pairs weighed by Splink, which asks the engine in SQL of its own: the one place that speaks to it."""

from collections.abc import Iterable
from typing import Any

import pyarrow as pa

from hornbook.engine.protocol import Engine
from hornbook.errors import HornbookError
from hornbook.text import message


def linker() -> Any:
    """Splink's own; HornbookError when the extra is not installed."""
    try:
        from splink import Linker
    except ImportError:
        raise HornbookError(message('Linkage needs Splink. Install it: pip install "hornbook[link]"')) from None
    return Linker


def weighed(
    engine: Engine, rows: pa.Table, pairs: pa.Table, settings: dict[str, Any], *, bars: Iterable[str], least: float
) -> pa.Table:
    """The pairs (`l`, `r`, `rule`) that weigh at least so many bits: l, r, weight and a column a bar of the model."""
    keys = pa.table({"join_key_l": pairs["l"], "join_key_r": pairs["r"], "match_key": pairs["rule"]})
    with engine.splink() as (api, ask):
        model = linker()(api.register(rows), settings, log_level=None)
        model.table_management.register_blocked_pairs_for_predict(api.register(keys))
        found = model.inference.predict(threshold_match_weight=least, warning_mode="never")
        wanted = ", ".join(f'"{name}"' for name in bars)
        table = ask(f"SELECT id_l AS l, id_r AS r, match_weight AS weight, {wanted} FROM {found.physical_name}")  # noqa: S608
        model.table_management.delete_tables_created_by_splink_from_db()
    return table
