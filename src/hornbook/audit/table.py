"""Reading a stranger's table: CSV or Parquet, of any size, in bounded memory and with nothing lost in silence.

A table of more rows than are examined is sampled by whole companies: those whose identifier hashes below a bound,
which is halved whenever too many rows are kept. So repetitions and histories stay as they are, and every run keeps
the same rows.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from hornbook.audit.columns import CellColumn, Ints, Sort, column
from hornbook.audit.roles import key_of
from hornbook.audit.sampling import CompanySample, company_hashes, stated_encoding
from hornbook.errors import QuestionError, SourceError
from hornbook.formats.rows import csv_table, existing
from hornbook.formats.stream import whole_in
from hornbook.text import Phrase, listing, message

ROWS = 200_000
"""Rows that are examined at most, unless said otherwise."""
_CELLS = 20_000_000
_WIDEST = 5_000
_LONG = 300
"""Characters of a cell that are kept."""
_CHUNK = 10_000
_GROUP = 2 << 30
ENCODINGS = ("utf-8-sig", "gb18030", "cp1252")

Report = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class ExaminedTable:
    """A table as it is examined."""

    file: str
    columns: dict[str, CellColumn]
    places: Ints
    """The line of each row (its number, of Parquet or a table in memory), shape (n,)."""
    rows: int
    """Rows read, without those refused."""
    refused: int
    refusals: tuple[Phrase, ...]
    encoding: str = ""
    nested: tuple[str, ...] = ()
    """Columns of lists and structures, which are left out."""


def read_table(
    given: Path | str | Any,
    *,
    key: str | None = None,
    most: int = ROWS,
    report: Report | None = None,
    encoding: str | None = None,
) -> ExaminedTable:
    """The table in a file (.csv, .tsv, each also .gz, or .parquet), or one in memory that Arrow can take.

    `key`: the column that tells companies apart; looked for among the first rows when not given. `encoding`: of a CSV
    file; when not given, the first of a few in which the whole file reads. SourceError when the file cannot be read in
    it or has no rows, QuestionError when the key is not there or does not tell companies apart.
    """
    if most < 100:
        raise QuestionError(message("Examine at least 100 rows."))
    if not isinstance(given, Path | str):
        return _of_arrow(given, key, most)
    path = existing(Path(given))
    low = path.name.lower()
    told = report or (lambda file, rows: None)
    if low.endswith((".parquet", ".pq")):
        return _of_parquet(path, key, most, told)
    if low.endswith((".csv", ".csv.gz", ".tsv", ".tsv.gz", ".txt")):
        return _of_csv(path, key, most, told, encoding)
    raise SourceError(
        message("{file} is of no known format. A table ends in .csv, .tsv (each also .gz) or .parquet.", file=path.name)
    )


def _of_csv(path: Path, key: str | None, most: int, report: Report, given: str | None) -> ExaminedTable:
    encoding = whole_in(path, ENCODINGS) if given is None else stated_encoding(path, given)
    names, lines = csv_table(path, encodings=(encoding,), delimiter="\t" if ".tsv" in path.name.lower() else None)
    _narrow(path.name, names)
    refusals: list[Phrase] = []
    refused = 0

    def chunks() -> Iterator[tuple[pa.Table, Ints]]:
        nonlocal refused
        rows: list[list[str]] = []
        places: list[int] = []
        for line in lines:
            if line.problem:
                refused += 1
                if len(refusals) < 5:
                    refusals.append(message("{place}: {problem}", place=line.place, problem=line.problem))
                continue
            rows.append([cell[:_LONG] for cell in line.cells.values()])
            places.append(int(line.place.rsplit(":", 1)[1]))
            if len(rows) == _CHUNK:
                yield _text(names, rows), np.array(places)
                rows, places = [], []
        if rows:
            yield _text(names, rows), np.array(places)

    kept = _sampled(path.name, chunks(), key, most, len(names), report)
    if not kept.read:
        more = (
            message(" All {refused:,} were refused, the first at {first}.", refused=refused, first=refusals[0])
            if refused
            else ""
        )
        raise SourceError(message("{file} has a header and no rows.{more}", file=path.name, more=more))
    return _table(path.name, kept, refused, tuple(refusals), encoding=encoding)


def _text(names: Sequence[str], rows: list[list[str]]) -> pa.Table:
    return pa.table([pa.array(cells, pa.string()) for cells in zip(*rows, strict=True)], names=list(names))


def _of_parquet(path: Path, key: str | None, most: int, report: Report) -> ExaminedTable:
    try:
        file = pq.ParquetFile(path)
        groups = [file.metadata.row_group(i).total_byte_size for i in range(file.metadata.num_row_groups)]
    except (pa.ArrowException, OSError) as error:
        raise SourceError(
            message("{file} is no Parquet file that reads ({cause}).", file=path.name, cause=str(error)[:80])
        ) from None
    if max(groups, default=0) > _GROUP:
        raise SourceError(
            message(
                "{file}: a row group is larger than {limit} GiB. Write it in smaller ones.",
                file=path.name,
                limit=_GROUP >> 30,
            )
        )
    nested = tuple(each.name for each in file.schema_arrow if pa.types.is_nested(each.type))
    names = [name for name in file.schema_arrow.names if name not in nested]
    _narrow(path.name, names)

    def chunks() -> Iterator[tuple[pa.Table, Ints]]:
        at = 1
        try:
            for batch in file.iter_batches(batch_size=_CHUNK, columns=names):
                yield _short(pa.table(batch)), np.arange(at, at + batch.num_rows)
                at += batch.num_rows
        except (pa.ArrowException, OSError) as error:
            raise SourceError(
                message(
                    "{file}: damaged after row {row:,} ({cause}).", file=path.name, row=at - 1, cause=str(error)[:80]
                )
            ) from None

    kept = _sampled(path.name, chunks(), key, most, len(names), report)
    if not kept.read:
        raise SourceError(message("{file} has no rows.", file=path.name))
    return _table(path.name, kept, 0, (), nested=nested)


def _of_arrow(given: Any, key: str | None, most: int) -> ExaminedTable:
    try:
        whole = given if isinstance(given, pa.Table) else pa.table(given)
    except (pa.ArrowException, TypeError, ValueError) as error:
        raise QuestionError(message("This is no table that Arrow can take ({cause}).", cause=str(error)[:80])) from None
    nested = tuple(each.name for each in whole.schema if pa.types.is_nested(each.type))
    whole = whole.select([name for name in whole.column_names if name not in nested])
    _narrow("table", whole.column_names)
    batches = ((_short(pa.table(b)), b.num_rows) for b in whole.to_batches(max_chunksize=_CHUNK))

    def chunks() -> Iterator[tuple[pa.Table, Ints]]:
        at = 1
        for chunk, rows in batches:
            yield chunk, np.arange(at, at + rows)
            at += rows

    kept = _sampled("table", chunks(), key, most, whole.num_columns, lambda file, rows: None)
    if not kept.read:
        raise SourceError(message("The table has no rows."))
    return _table("table", kept, 0, (), nested=nested)


def _narrow(name: str, names: Sequence[str]) -> None:
    if len(names) > _WIDEST:
        raise SourceError(
            message(
                "{name} has {n:,} columns; at most {most:,} are examined. Leave some out.",
                name=name,
                n=len(names),
                most=_WIDEST,
            )
        )
    if len(set(names)) < len(names):
        twice = next(each for each in names if list(names).count(each) > 1)
        raise SourceError(message("{name} has two columns called '{column}'. Rename one.", name=name, column=twice))


def _short(chunk: pa.Table) -> pa.Table:
    """Dictionaries unpacked and long text cut, so that chunks are alike and small."""
    for at, each in enumerate(chunk.schema):
        of = each.type
        if pa.types.is_dictionary(of) or pa.types.is_large_string(of) or pa.types.is_string_view(of):
            value = of.value_type if pa.types.is_dictionary(of) else of
            text = pa.types.is_large_string(value) or pa.types.is_string_view(value) or pa.types.is_string(value)
            chunk = chunk.set_column(at, each.name, chunk.column(at).cast(pa.string() if text else value))
        if pa.types.is_string(chunk.schema.field(at).type):
            chunk = chunk.set_column(at, each.name, pc.utf8_slice_codeunits(chunk.column(at), 0, _LONG))
    return chunk


def _sampled(
    name: str, chunks: Iterator[tuple[pa.Table, Ints]], key: str | None, most: int, width: int, report: Report
) -> CompanySample:
    kept = CompanySample(max(100, min(most, _CELLS // max(1, width))))
    first = True
    for chunk, places in chunks:
        if first:
            if key is not None and key not in chunk.column_names:
                raise QuestionError(
                    message(
                        "There is no column '{name}'. Columns found: {columns}.",
                        name=key,
                        columns=listing(chunk.column_names[:100]),
                    )
                )
            key, first = key or key_of({c: column(c, chunk.column(c)) for c in chunk.column_names}), False
        kept.add(chunk, company_hashes(chunk, key, places), places)
        report(name, kept.read)
    if kept.read and kept.rows < min(100, kept.read):
        raise QuestionError(
            message(
                "{name}: '{key}' does not tell companies apart: a few of its values fill the table. Name "
                "another column with --id, or examine more with --rows.",
                name=name,
                key=key,
            )
        )
    return kept


def _table(
    name: str,
    kept: CompanySample,
    refused: int,
    refusals: tuple[Phrase, ...],
    *,
    encoding: str = "",
    nested: tuple[str, ...] = (),
) -> ExaminedTable:
    whole = pa.concat_tables([chunk for chunk, _, _ in kept.chunks], promote_options="permissive")
    places = np.concatenate([places for _, _, places in kept.chunks])
    columns = {each: column(each, whole.column(each)) for each in whole.column_names}
    for each in nested:
        columns[each] = CellColumn(each, Sort.EMPTY, np.full(places.size, np.nan))
    return ExaminedTable(name, columns, places, kept.read, refused, refusals, encoding, nested)
