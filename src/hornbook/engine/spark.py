"""Spark Connect, spoken to through Ibis: for a book that has outgrown one machine; served by Spark or by Sail.

The server must see the book's files under the same paths. What is small and below the law (statements in SQL over Arrow
tables, an import's stamp, Splink) is answered in this process, by the embedded engine.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.datatypes as dt
import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.parquet as pq
import sqlglot.expressions as sge
from ibis.backends.pyspark import Backend, PySparkSchema
from ibis.backends.sql.compilers.pyspark import PySparkCompiler

from hornbook.engine.embedded import Embedded
from hornbook.engine.protocol import Ask
from hornbook.engine.server import answering, literal_path, reached, unseen
from hornbook.engine.trouble import reading


class _Compiler(PySparkCompiler):  # type: ignore[misc]
    """Where Ibis' Spark would answer otherwise than the embedded engine does."""

    __slots__ = ()

    def visit_AggUDF(self, op: Any, *, where: Any, **words: Any) -> Any:
        """`meaning.latest`: of the greatest key, empty where the value is."""
        if self.__sql_name__(op).lower() != "arg_max_null":
            return super().visit_AggUDF(op, where=where, **words)
        return self.agg.max_by(*words.values(), where=where)

    def visit_ArrayStringJoin(self, op: Any, *, arg: Any, sep: Any) -> Any:
        """Without a size, over which Sail can order no window."""
        return self.f.nullif(self.f.array_join(arg, sep), sge.convert(""))

    def visit_DateTruncate(self, op: Any, *, arg: Any, unit: Any) -> Any:
        """The first day of a month or a year is a day; of Spark's own function it is a time."""
        return self.cast(super().visit_DateTruncate(op, arg=arg, unit=unit), op.dtype)

    def visit_Lowercase(self, op: Any, *, arg: Any) -> Any:
        """Letter by letter: Spark's own function has another sigma at the end of a word, and two letters for İ."""
        return self.f.lower(self.f.translate(arg, sge.convert("Σİ"), sge.convert("σi")))

    def visit_Median(self, op: Any, *, arg: Any, where: Any) -> Any:
        """Of an amount to its last digit: between two middle ones that are an odd number of digits apart, below."""
        if not op.arg.dtype.is_decimal():
            return self.visit_Quantile(op, arg=arg, quantile=sge.convert(0.5), where=where)
        scale = op.arg.dtype.scale
        whole = self.cast(arg * sge.convert(10**scale), dt.float64)
        middle = self.f.floor(self.visit_Quantile(op, arg=whole, quantile=sge.convert(0.5), where=where))
        digit = self.cast(sge.convert(f"{Decimal(1).scaleb(-scale):f}"), dt.Decimal(scale + 1, scale))
        return self.cast(sge.paren(self.cast(middle, dt.Decimal(18, 0)) * digit), op.arg.dtype)

    def visit_TryCast(self, op: Any, *, arg: Any, to: Any) -> Any:
        """A float as money: a hundred times the number, rounded half up once, as `book.money` says."""
        if not (op.arg.dtype.is_floating() and to.is_decimal() and (to.precision, to.scale) == (18, _CENTS)):
            return super().visit_TryCast(op, arg=arg, to=to)
        fits = self.if_(self.f.abs(arg) < _TOO_LARGE, arg, sge.Null())  # a cast that fails is an error on Sail
        whole = sge.Cast(this=self.f.round(fits * 100, 0), to=self.type_mapper.from_ibis(dt.Decimal(18, 0)))
        cents = whole * sge.Cast(this=sge.convert("0.01"), to=self.type_mapper.from_ibis(dt.Decimal(3, _CENTS)))
        return sge.Cast(this=sge.paren(cents), to=self.type_mapper.from_ibis(to))


_CENTS = 2
_TOO_LARGE = 10**16  # for eighteen digits, two of them cents


class _Backend(Backend):  # type: ignore[misc]
    """Ibis' Spark, with tables that go there as Arrow and answers that come back as Arrow."""

    compiler = _Compiler()

    def _register_in_memory_table(self, op: Any) -> None:
        self.hold(op.name, op.data.to_pyarrow(op.schema))

    def hold(self, name: str, rows: pa.Table) -> None:
        """An Arrow table under a name."""
        made = self._session.createDataFrame(rows, schema=PySparkSchema.from_ibis(ibis.schema(rows.schema)))
        made.createOrReplaceTempView(name)


class Spark:
    """A session of a server of Spark Connect, at an address such as 'sc://localhost:15002'.

    HornbookError where the server does not answer, is lost during a question, or does not see the book's files. Sail
    reads a file that it does not see as one without rows; so the rows that it sees are counted before a question is
    asked of a file and again once it is answered.
    """

    dialect = "spark"

    def __init__(self, address: str) -> None:
        self._place, self._session = reached(address)
        assert ibis.pyspark  # Ibis enters this backend's options when it is first named
        self._con = _Backend()
        self._scans: dict[tuple[tuple[str, ...], tuple[str, ...]], ir.Table] = {}
        self._views: dict[str, tuple[tuple[str, ...], int]] = {}
        """The files of each view and how many rows they hold."""
        self._fixed: dict[str, ir.Table] = {}
        with self._asking():
            self._con.do_connect(self._session)

    @cached_property
    def _beside(self) -> Embedded:
        """What answers in this process."""
        return Embedded()

    def _asking(self) -> AbstractContextManager[None]:
        return answering(self._place, self._files())

    def _files(self) -> Iterator[str]:
        """Every file that was asked so far; looked at only where a question fails."""
        return (file for files, _ in list(self._views.values()) for file in files)

    def scan(self, files: Sequence[str], columns: pa.Schema) -> ir.Table:
        """The rows of Parquet files with at least these columns; a file that lacks one reads as empty there."""
        if not files:
            return self.table(columns.empty_table())
        key = (tuple(files), tuple(columns.names))
        if key not in self._scans:
            self._scans[key] = self._scan(files, columns)
        return self._scans[key]

    def _scan(self, files: Sequence[str], columns: pa.Schema) -> ir.Table:
        """Ibis' own `read_parquet` of several files gives a table of no columns over Connect."""
        name = f"scan_{len(self._views)}"
        with reading(files):
            held = sum(pq.read_metadata(file).num_rows for file in files)
        self._views[name] = tuple(files), held
        with self._asking():
            rows = self._session.read.option("mergeSchema", "true").parquet(*map(literal_path, files))
            rows.createOrReplaceTempView(name)
            self._require_seen([name])
            found = self._con.table(name)
        lacking = {f.name: ibis.null(dt.DataType.from_pyarrow(f.type)) for f in columns if f.name not in found.columns}
        return found.mutate(**lacking) if lacking else found

    def _require_seen(self, views: Sequence[str]) -> None:
        """BookError where the server sees another number of rows in a view than its files hold."""
        if not views:
            return
        counts = [sge.select(sge.Count(this=sge.Star())).from_(view).subquery() for view in views]
        (seen,) = self._session.sql(sge.select(*counts).sql(dialect=self._con.dialect)).collect()
        for view, rows in zip(views, seen, strict=True):
            files, held = self._views[view]
            if rows != held:
                raise unseen(self._place, files, held, rows)

    def table(self, rows: pa.Table) -> ir.Table:
        """An Arrow table as a relation of this connection."""
        return ibis.memtable(rows)

    def fixed(self, name: str, rows: Callable[[], pa.Table]) -> ir.Table:
        """A table that never changes, sent there once."""
        if name not in self._fixed:
            self._fixed[name] = self.put(name, rows())
        return self._fixed[name]

    def arrow(self, expr: ir.Expr) -> pa.Table:
        """The answer as Arrow."""
        with self._asking():
            self._con._run_pre_execute_hooks(expr)
        table = expr.as_table()
        found = self._fetched(str(self._con.compile(table)), table.schema().to_pyarrow())
        return expr.__pyarrow_result__(found)

    def _fetched(self, sql: str, columns: pa.Schema) -> pa.Table:
        with self._asking():
            found: pa.Table = self._session.sql(sql).toArrow()
            self._require_seen(sorted(set(_VIEW.findall(sql)) & self._views.keys()))
        return found.rename_columns(columns.names).cast(_nullable(columns))

    def batches(self, expr: ir.Table, rows: int = 1_000_000) -> pa.RecordBatchReader:
        """The answer as a stream of Arrow batches."""
        found = self.arrow(expr)
        return pa.RecordBatchReader.from_batches(found.schema, found.to_batches(max_chunksize=rows))

    def save(self, expr: ir.Table, path: Path) -> None:
        """The answer as one Parquet file."""
        pq.write_table(self.arrow(expr), path, compression="zstd")

    def put(self, name: str, rows: pa.Table) -> ir.Table:
        """An Arrow table under a name, in the place of the one that had it."""
        self.hold(name, rows)
        return self.table_named(name)

    def held(self, name: str, expr: ir.Table) -> ir.Table:
        """The expression itself: to bring its rows here and back costs more than to ask them again."""
        return expr

    def hold(self, name: str, rows: pa.Table) -> None:
        """The same without looking at it."""
        with self._asking():
            self._con.hold(name, rows)

    def table_named(self, name: str) -> ir.Table:
        """The table that was `put` under a name."""
        with self._asking():
            return self._con.table(name)

    def ready(self, expr: ir.Table) -> Ask:
        """A question compiled once and asked often; the words that `asked_word` reads are put into its text."""
        with self._asking():
            self._con._run_pre_execute_hooks(expr)
        tree = self._con.compiler.to_sqlglot(expr.unbind())
        columns = expr.schema().to_pyarrow()

        def ask(**words: str) -> pa.Table:
            assert expr is not None  # its in-memory tables live as long as it does
            return self._fetched(_worded(tree, words).sql(dialect=self._con.dialect), columns)

        return ask

    def text(self, expr: ir.Table) -> str | None:
        """None: a question to a server is put anew by each process."""
        return None

    def ready_text(self, text: str, files: Iterable[str]) -> Ask:
        """The question of a `text`; the words that it reads are put in their places."""
        raise NotImplementedError

    def sql(self, query: str, **tables: pa.Table) -> pa.Table:
        """A statement of `engine.statements` over Arrow tables."""
        return self._beside.sql(query, **tables)

    def splink(self) -> AbstractContextManager[tuple[Any, Callable[[str], pa.Table]]]:
        """The engine as Splink wants to be given it."""
        return self._beside.splink()

    def close(self) -> None:
        """End the session."""
        self._session.stop()


_VIEW = re.compile(r"\bscan_\d+\b")


def _worded(tree: sge.Expression, words: dict[str, str]) -> sge.Expression:
    """A question with each variable that it reads in its place."""

    def said(node: sge.Expression) -> sge.Expression:
        if isinstance(node, sge.Anonymous) and node.name.lower() == "getvariable":
            return sge.convert(words[node.expressions[0].name])
        return node

    found: sge.Expression = tree.transform(said)
    return found


def _nullable(columns: pa.Schema) -> pa.Schema:
    """Every column may be empty, as it may be in the embedded engine's answers."""
    return pa.schema([field.with_nullable(True) for field in columns])
