"""What the house asks of an engine, whichever it is; DuckDB embedded is one, Spark Connect another."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol

import ibis.expr.types as ir
import pyarrow as pa

Ask = Callable[..., pa.Table]
"""A question compiled once; each time it is asked it is given the words that `asked_word` reads."""


class Engine(Protocol):
    """One connection to where questions are answered."""

    @property
    def dialect(self) -> str:
        """The name of the language of its texts: a text is asked of an engine with the same."""

    def scan(self, files: Sequence[str], columns: pa.Schema) -> ir.Table:
        """The rows of Parquet files with at least these columns; a file that lacks one reads as empty there."""

    def table(self, rows: pa.Table) -> ir.Table:
        """An Arrow table as a relation of this connection."""

    def fixed(self, name: str, rows: Callable[[], pa.Table]) -> ir.Table:
        """A table that never changes, under a name of its own; `rows` is called the first time."""

    def arrow(self, expr: ir.Expr) -> pa.Table:
        """The answer as Arrow."""

    def batches(self, expr: ir.Table, rows: int = 1_000_000) -> pa.RecordBatchReader:
        """The answer as a stream of Arrow batches."""

    def save(self, expr: ir.Table, path: Path) -> None:
        """The answer as one Parquet file."""

    def put(self, name: str, rows: pa.Table) -> ir.Table:
        """An Arrow table under a name, in the place of the one that had it."""

    def hold(self, name: str, rows: pa.Table) -> None:
        """The same without looking at it, for a table whose columns are known already."""

    def held(self, name: str, expr: ir.Table) -> ir.Table:
        """The rows of an expression under a name, for several questions; the expression itself where they are far."""

    def table_named(self, name: str) -> ir.Table:
        """The table that was `put` under a name."""

    def ready(self, expr: ir.Table) -> Ask:
        """A question compiled once and asked often."""

    def text(self, expr: ir.Table) -> str | None:
        """A question as text that another process can ask of the same files; None where it cannot."""

    def ready_text(self, text: str, files: Iterable[str]) -> Ask:
        """The question of a `text`, which reads these files and tables that are `hold`."""

    def sql(self, query: str, **tables: pa.Table) -> pa.Table:
        """A statement of `engine.statements` over Arrow tables; it is answered in this process."""

    def splink(self) -> AbstractContextManager[tuple[Any, Callable[[str], pa.Table]]]:
        """The engine as Splink wants to be given it, and a way to ask it in SQL, on a connection of its own."""

    def close(self) -> None:
        """Give the memory back."""
