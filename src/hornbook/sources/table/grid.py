"""Rows of a table in any format (CSV, Excel, JSON Lines, Parquet), one at a time, bounded in memory."""

import json
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from hornbook.errors import SourceError, suggestion
from hornbook.formats.encoding import other_encoding
from hornbook.formats.rows import column_names, csv_table, existing, sheets
from hornbook.formats.stream import LONGEST, file_blocks, lines, whole_in
from hornbook.formats.workbook import Cell, Marks, letters, marked_cells
from hornbook.sources.table.sections import Shape
from hornbook.text import Phrase, listing, message, message_plural

SUFFIXES = (".csv", ".csv.gz", ".tsv", ".tsv.gz", ".xlsx", ".jsonl", ".jsonl.gz", ".json", ".json.gz", ".parquet")

_PACKED = (".csv", ".tsv", ".jsonl", ".json")
_GROUP = 2 << 30
_UNPACKED = 256 << 20
_DOCUMENT = 256 << 20
"""A JSON document is held as a whole; a larger one should be lines."""


class GridRow(NamedTuple):
    """One row as it stands: cells by column, or what is wrong with it."""

    place: str
    cells: dict[str, Any]
    problem: Phrase | None = None
    notes: tuple[Phrase, ...] = ()
    broken: tuple[str, ...] = ()
    """Columns whose cells hold something that cannot be told, such as the error of a formula."""


class Grid(NamedTuple):
    """A table: its columns where the file says them first, and its rows."""

    columns: tuple[str, ...] | None
    rows: Iterator[GridRow]


def grid(path: Path, shape: Shape, used: set[str]) -> Grid:
    """The table in a file, its format told by the end of its name; only columns in `used` need be read."""
    existing(path)
    for suffix, reader in _READERS.items():
        if path.name.lower().endswith((suffix, f"{suffix}.gz") if suffix in _PACKED else suffix):
            return reader(path, shape, used)
    raise SourceError(
        message("{file} is of no known format. A table ends in {suffixes}.", file=path.name, suffixes=listing(SUFFIXES))
    )


def _csv(path: Path, shape: Shape, used: set[str]) -> Grid:
    _in_its_encoding(path, shape)
    delimiter = shape.delimiter or ("\t" if ".tsv" in path.name.lower() else None)
    names, found = csv_table(
        path,
        encodings=shape.encoding,
        delimiter=delimiter,
        header=shape.columns or None,
        above=shape.header - 1,
    )
    return Grid(names, (GridRow(line.place, dict(line.torn or line.cells), line.problem) for line in found))


def _in_its_encoding(path: Path, shape: Shape) -> None:
    """SourceError when a file is plainly in another encoding than the mapping says, before a row is read."""
    if "encoding" in shape.model_fields_set:
        return
    if other := other_encoding(path):
        raise SourceError(
            message(
                '{file} is not UTF-8; it reads as {encoding}. Write encoding = "{encoding}" under [file] of the '
                "mapping. Nothing was imported.",
                file=path.name,
                encoding=other,
            )
        )


def _xlsx(path: Path, shape: Shape, used: set[str]) -> Grid:
    every = dict(sheets(path))
    sheet = shape.sheet if shape.sheet is not None else next(iter(every))
    if sheet not in every:
        raise SourceError(
            message(
                "{file}: there is no sheet '{sheet}'.{hint} Sheets found: {sheets}.",
                file=path.name,
                sheet=sheet,
                hint=suggestion(sheet, every),
                sheets=listing(every),
            )
        )
    rows = every[sheet][shape.header - 1 :]
    first = shape.header
    if shape.columns:
        names = shape.columns
    elif rows and any(cell is not None for cell in rows[0]):
        names = column_names(tuple("" if cell is None else str(cell) for cell in rows[0]))
        rows, first = rows[1:], first + 1
    else:
        raise SourceError(
            message(
                "{file}:{line:d}: there is no header row here; nothing was imported.",
                file=path.name,
                line=shape.header,
            )
        )
    marked = marked_cells(existing(path)).get(sheet, Marks())
    return Grid(names, _of_sheet(path.name, names, rows, first=first, marked=marked, used=used))


def _of_sheet(
    file: str,
    names: tuple[str, ...],
    rows: list[list[Cell]],
    *,
    first: int,
    marked: Marks,
    used: set[str],
) -> Iterator[GridRow]:
    letter = {name: letters(position) for position, name in enumerate(names, 1) if name in used}
    for number, row in enumerate(rows, first):
        references = [f"{letter[name]}{number}" for name in names if name in letter] if any(marked) else []
        notes = tuple(
            message("cell {cell} holds a formula; its stored result was taken", cell=reference)
            for reference in references
            if reference in marked.formulas
        ) + tuple(
            message("cell {cell} holds the error of a formula; taken as empty", cell=reference)
            for reference in references
            if reference in marked.errors
        )
        if all(cell is None for cell in row) and not notes:
            continue
        problem = None
        if any(cell is not None for cell in row[len(names) :]):
            problem = message_plural(
                "{n} cell found, {width} expected", "{n} cells found, {width} expected", len(row), width=len(names)
            )
        broken = tuple(name for name in letter if f"{letter[name]}{number}" in marked.errors)
        yield GridRow(f"{file}:{number}", dict(zip(names, row, strict=False)), problem, notes, broken)


def _jsonl(path: Path, shape: Shape, used: set[str]) -> Grid:
    encoding = shape.encoding[0] if len(shape.encoding) == 1 else whole_in(path, shape.encoding)
    return Grid(None, _of_json(path, encoding))


def _of_json(path: Path, encoding: str) -> Iterator[GridRow]:
    for number, line in enumerate(lines(path, encoding), 1):
        place = f"{path.name}:{number}"
        if line is None:
            yield GridRow(place, {}, message("longer than 1 MiB"))
        elif line.strip():
            try:
                line.encode()
                found = json.loads(line, parse_float=Decimal, parse_constant=_refuse, parse_int=_whole)
            except UnicodeEncodeError:
                yield GridRow(place, {}, message("not valid {encoding}", encoding=encoding))
            except (ValueError, ArithmeticError, RecursionError) as error:
                yield GridRow(place, {}, message("not valid JSON ({cause})", cause=str(error)[:80]))
            else:
                problem = None if isinstance(found, dict) else message("not a JSON object")
                yield GridRow(place, {} if problem else found, problem)


def _json(path: Path, shape: Shape, used: set[str]) -> Grid:
    """A JSON document that is a list of objects, or an object with one such list."""
    encoding = shape.encoding[0] if len(shape.encoding) == 1 else whole_in(path, shape.encoding)
    held = bytearray()
    for block in file_blocks(path):
        held += block
        if len(held) > _DOCUMENT:
            why = message(
                "{file} is longer than {limit} MiB. Write it as lines, one object a line (.jsonl).",
                file=path.name,
                limit=_DOCUMENT >> 20,
            )
            raise SourceError(why)
    try:
        found = json.loads(held.decode(encoding), parse_float=Decimal, parse_constant=_refuse, parse_int=_whole)
    except (ValueError, ArithmeticError, RecursionError, LookupError) as error:
        cause = str(error)[:120]
        raise SourceError(message("{file} is no JSON that reads ({cause}).", file=path.name, cause=cause)) from None
    return Grid(None, _of_list(path.name, _listed(path.name, found, shape)))


def _listed(file: str, found: Any, shape: Shape) -> list[Any]:
    """The list of records in a document."""
    if isinstance(found, dict):
        lists = {key: value for key, value in found.items() if isinstance(value, list)}
        if shape.records is not None:
            found = lists.get(shape.records)
        elif len(lists) == 1:
            (found,) = lists.values()
        elif lists:
            keys = listing(lists)
            why = message(
                '{file} holds several lists: {keys}. Write records = "…" under [file] of the mapping.',
                file=file,
                keys=keys,
            )
            raise SourceError(why)
    if not isinstance(found, list):
        raise SourceError(message("{file} holds no list of objects.", file=file))
    return found


def _of_list(file: str, records: list[Any]) -> Iterator[GridRow]:
    for number, found in enumerate(records, 1):
        problem = None if isinstance(found, dict) else message("not a JSON object")
        yield GridRow(f"{file}:{number}", {} if problem else found, problem)


def _whole(digits: str) -> int | Decimal:
    """A whole number; one too long for a program stays exact and is refused where it stands."""
    return int(digits) if len(digits) < 40 else Decimal(digits)


def _refuse(word: str) -> None:
    raise ValueError(f"{word} is no number")


def _parquet(path: Path, shape: Shape, used: set[str]) -> Grid:
    try:
        plain = pq.read_schema(path)
        texts = [field.name for field in plain if pa.types.is_string(field.type)]
        file = pq.ParquetFile(path, read_dictionary=texts)  # so that a short file cannot unpack to a long one unseen
        groups = [file.metadata.row_group(i).total_byte_size for i in range(file.metadata.num_row_groups)]
        names = tuple(file.schema_arrow.names)
    except (pa.ArrowException, OSError) as error:
        raise SourceError(
            message("{file} is no Parquet file that reads ({cause}).", file=path.name, cause=_short(error))
        ) from None
    if max(groups, default=0) > _GROUP:
        raise SourceError(
            message(
                "{file}: a row group is larger than {limit} GiB; nothing was imported.",
                file=path.name,
                limit=_GROUP >> 30,
            )
        )
    return Grid(names, _of_parquet(path.name, path.stat().st_size, file, [name for name in names if name in used]))


def _text_in(column: pa.Array) -> int:
    """How many bytes the texts of a column take once each stands for itself."""
    if not pa.types.is_dictionary(column.type):
        return 0
    return int(pc.sum(pc.binary_length(column.dictionary).take(column.indices)).as_py() or 0)


def _in_slices(batch: pa.RecordBatch) -> Iterator[dict[str, Any]]:
    for start in range(0, batch.num_rows, 64):
        yield from batch.slice(start, 64).to_pylist()


def _of_parquet(name: str, size: int, file: pq.ParquetFile, columns: list[str]) -> Iterator[GridRow]:
    number, unpacked, most = 0, 0, max(_UNPACKED, 200 * size)
    try:
        for batch in file.iter_batches(batch_size=4096, columns=columns):
            unpacked += sum(map(_text_in, batch.columns))
            if unpacked > most:
                raise SourceError(message("{file} unpacks to far more than its size; nothing was imported.", file=name))
            for cells in _in_slices(batch):
                number += 1
                long = any(isinstance(cell, str) and len(cell) > LONGEST for cell in cells.values())
                yield GridRow(f"{name}:{number}", cells, message("longer than 1 MiB") if long else None)
    except (pa.ArrowException, OSError, ValueError, OverflowError) as error:
        raise SourceError(
            message(
                "{file}: cannot be read after row {row:d} ({cause}); nothing was imported.",
                file=name,
                row=number,
                cause=_short(error),
            )
        ) from None


def _short(error: Exception) -> str:
    return str(error).split("\n")[0][:120]


_READERS: dict[str, Callable[[Path, Shape, set[str]], Grid]] = {
    ".csv": _csv,
    ".tsv": _csv,
    ".xlsx": _xlsx,
    ".jsonl": _jsonl,
    ".json": _json,
    ".parquet": _parquet,
}
