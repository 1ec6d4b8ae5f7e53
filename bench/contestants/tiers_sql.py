"""The same tiers in DuckDB SQL as one would write it by hand: tiers.sql."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import duckdb
import pyarrow as pa

from bench.question import Facts


def prepare(facts: Facts, columns: Sequence[str]) -> duckdb.DuckDBPyConnection:
    """The table in memory."""
    con = duckdb.connect()
    con.execute("SET preserve_insertion_order = false")
    con.execute(f"CREATE TABLE inputs AS FROM read_parquet('{facts.made['inputs']}')")
    return con


def run(ready: duckdb.DuckDBPyConnection, days: Sequence[date]) -> pa.Table:
    """A column a tier."""
    return ready.execute(Path(__file__).with_name("tiers.sql").read_text(encoding="utf-8")).to_arrow_table()
