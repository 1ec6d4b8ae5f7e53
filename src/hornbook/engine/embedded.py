"""DuckDB in this process, spoken to through Ibis: the engine of every book unless another is named."""

import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.datatypes as dt
import ibis.expr.operations as ops
import ibis.expr.types as ir
import pyarrow as pa

from hornbook.engine.protocol import Ask
from hornbook.engine.trouble import readable, reading

_OPTIONS = {
    "autoinstall_known_extensions": "false",  # nothing is downloaded at run time
    "autoload_known_extensions": "false",
    "preserve_insertion_order": "false",
    "enable_progress_bar": "false",
}

_GLOB = re.compile(r"[*?\[]")
"""What DuckDB takes for a pattern in a name."""


class Embedded:
    """One connection; `memory` such as '12GB' caps it, and what does not fit spills to `spill`."""

    dialect = "duckdb"

    def __init__(self, *, memory: str | None = None, threads: int | None = None, spill: Path | None = None) -> None:
        self._con = ibis.duckdb.connect()
        self._scans: dict[tuple[tuple[str, ...], tuple[str, ...]], ir.Table] = {}
        self._views: dict[str, str] = {}
        """The files of each view, as the engine reads them."""
        self._fixed: dict[str, ir.Table] = {}
        options = dict(_OPTIONS)
        options |= {"memory_limit": f"'{memory}'"} if memory else {}
        options |= {"threads": str(threads)} if threads else {}
        options["temp_directory"] = _quoted(str(spill or Path(tempfile.gettempdir()) / "hornbook"))
        for name, value in options.items():
            self._con.raw_sql(f"SET {name} = {value}")

    def scan(self, files: Sequence[str], columns: pa.Schema) -> ir.Table:
        """The rows of Parquet files with at least these columns; a file that lacks one reads as empty there."""
        if not files:
            return self.table(columns.empty_table())
        key = (tuple(files), tuple(columns.names))
        if key not in self._scans:
            with reading(files):
                self._scans[key] = self._scan(files, columns)
        return self._scans[key]

    def _scan(self, files: Sequence[str], columns: pa.Schema) -> ir.Table:
        name = f"files_{sha256(chr(0).join(files).encode()).hexdigest()[:24]}"
        found = self._con.read_parquet(
            [_GLOB.sub(r"[\g<0>]", file) for file in files],
            table_name=name,
            union_by_name=True,
            hive_partitioning=False,
        )
        listed = ", ".join(map(_quoted, files))
        self._views[name] = f"read_parquet([{listed}], union_by_name = true, hive_partitioning = false)"
        lacking = {f.name: ibis.null(dt.DataType.from_pyarrow(f.type)) for f in columns if f.name not in found.columns}
        return found.mutate(**lacking) if lacking else found

    def table(self, rows: pa.Table) -> ir.Table:
        """An Arrow table as a relation of this connection."""
        return ibis.memtable(rows)

    def fixed(self, name: str, rows: Callable[[], pa.Table]) -> ir.Table:
        """A table that never changes, brought here once.

        It is copied: DuckDB then knows how large it is, and does not hash all of it to join a few rows with it.
        """
        if name not in self._fixed:
            con = self._con.con
            con.register(f"{name}_given", rows())
            con.execute(f'CREATE TABLE "{name}" AS FROM "{name}_given"')
            con.unregister(f"{name}_given")
            self._fixed[name] = self._con.table(name)
        return self._fixed[name]

    def arrow(self, expr: ir.Expr) -> pa.Table:
        """The answer as Arrow."""
        with self._reading(), _compiling():
            return self._con.to_pyarrow(expr)

    def put(self, name: str, rows: pa.Table) -> ir.Table:
        """An Arrow table under a name, in the place of the one that had it."""
        self.hold(name, rows)
        return self._con.table(name)

    def hold(self, name: str, rows: pa.Table) -> None:
        """The same without looking at it, for a table whose columns are known already."""
        self._con.con.register(name, rows)

    def held(self, name: str, expr: ir.Table) -> ir.Table:
        """The rows of an expression under a name, so that it is compiled and answered once for several questions."""
        return self.put(name, self.arrow(expr))

    def table_named(self, name: str) -> ir.Table:
        """The table that was `put` under a name."""
        return self._con.table(name)

    def ready(self, expr: ir.Table) -> Ask:
        """A question compiled once and asked often; each time it is given the words that `asked_word` reads."""
        self._con._run_pre_execute_hooks(expr)  # brings its in-memory tables to the connection
        with _compiling():
            sql = str(self._con.compile(expr))

        def ask(**words: str) -> pa.Table:
            assert expr is not None  # its in-memory tables live as long as it does
            return self._told(sql, words, self._files())

        return ask

    def text(self, expr: ir.Table) -> str | None:
        """A question as text that another process can ask; None where it reads tables of this process."""
        reads = expr.op().find((ops.InMemoryTable, ops.DatabaseTable))
        if any(isinstance(read, ops.InMemoryTable) or read.name in self._fixed for read in reads):
            return None
        with _compiling():
            sql = str(self._con.compile(expr))
        views = [f'"{name}" AS NOT MATERIALIZED (FROM {files})' for name, files in self._views.items() if name in sql]
        return f"WITH {', '.join(views)} FROM ({sql})" if views else sql

    def ready_text(self, text: str, files: Iterable[str]) -> Ask:
        """The question of a `text`, which reads these files and tables that are `hold`."""
        return lambda **words: self._told(text, words, files)

    def _told(self, sql: str, words: dict[str, str], files: Iterable[str]) -> pa.Table:
        for name, value in words.items():
            self._con.raw_sql(f"SET VARIABLE {name} = {_quoted(value)}")
        with reading(files):
            return self._con.con.execute(sql).to_arrow_table()

    def batches(self, expr: ir.Table, rows: int = 1_000_000) -> pa.RecordBatchReader:
        """The answer as a stream of Arrow batches."""
        with self._reading(), _compiling():
            found = self._con.to_pyarrow_batches(expr, chunk_size=rows)
        return readable(found, self._files())

    def save(self, expr: ir.Table, path: Path) -> None:
        """The answer as one Parquet file."""
        with self._reading(), _compiling():
            self._con.to_parquet(expr, str(path), compression="zstd")

    def sql(self, query: str, **tables: pa.Table) -> pa.Table:
        """A statement of `engine.statements` over Arrow tables."""
        con = self._con.con.cursor()
        try:
            for name, rows in tables.items():
                con.register(name, rows)
            with self._reading():
                return con.execute(query).to_arrow_table()
        finally:
            con.close()

    @contextmanager
    def splink(self) -> Iterator[tuple[Any, Callable[[str], pa.Table]]]:
        """The engine as Splink wants to be given it, and a way to ask it in SQL, on a connection of its own."""
        from splink import DuckDBAPI  # of the extra `link`

        con = self._con.con.cursor()
        try:
            yield DuckDBAPI(connection=con), lambda query: con.sql(query).to_arrow_table()
        finally:
            con.close()

    def _files(self) -> Iterator[str]:
        """Every file that was asked so far; looked at only where a question fails."""
        return (file for files, _ in list(self._scans) for file in files)

    def _reading(self) -> AbstractContextManager[None]:
        return reading(self._files())

    def close(self) -> None:
        """Give the memory back."""
        self._con.disconnect()


@contextmanager
def _compiling() -> Iterator[None]:
    """Ibis writes one SELECT inside another as it stands.

    DuckDB merges them itself, and far more quickly: Ibis' merging was a third of a question to a small book.
    """
    options = ibis.options.sql
    before, options.fuse_selects = options.fuse_selects, False
    try:
        yield
    finally:
        options.fuse_selects = before


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
