"""The bare scan: every column that the question needs, read once from the same files and thrown away."""

from collections.abc import Sequence
from datetime import date

import duckdb
import pyarrow as pa

from bench.question import Facts

_COMMON = ("subject", "valid", "known", "withdrawn")
NEEDED = {
    "Named": (*_COMMON, "id", "source", "name"),
    "Founded": _COMMON,
    "Registered": (*_COMMON, "id", "city"),
    "Sector": (*_COMMON, "id", "rank", "label"),
    "Valuation": (*_COMMON, "id", "amount", "currency"),
    "Round": (*_COMMON, "id", "amount", "currency", "instrument", "series", "investors"),
    "Headcount": (*_COMMON, "id", "count"),
    "Revenue": (*_COMMON, "id", "amount", "currency"),
    "Patent": _COMMON,
    "Listed": _COMMON,
    "Closed": _COMMON,
}


def prepare(facts: Facts, columns: Sequence[str]) -> Facts:
    """Nothing."""
    return facts


def run(ready: Facts, days: Sequence[date]) -> pa.Table:
    """One row a kind: the greatest value of each column, so that every value is read (a count would decode none)."""
    con = duckdb.connect()
    con.execute("SET preserve_insertion_order = false")
    parts = []
    for kind, names in NEEDED.items():
        files = ready.plain.get(kind, []) + ready.versions.get(kind, [])
        touched = ", ".join(f"max({f'len({name})' if name == 'investors' else name})::VARCHAR" for name in names)
        parts.append(f"SELECT '{kind}' AS kind, [{touched}] AS greatest FROM read_parquet({files})")
    return con.execute(" UNION ALL ".join(parts)).to_arrow_table()
