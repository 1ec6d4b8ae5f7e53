"""A whole book as plain tables, Parquet and CSV beside each other, from which the same book can be made again.

    manifest.json                                   what it is of, its versions, and the digest of every file
    parquet/Named.parquet  …  csv/Named.csv  …      one table a kind: facts as they came, in the order of versions
    parquet/batches.parquet, rejects.parquet …      the ledger

Each fact stands once, though the book may hold it in several files. `version` is the version of the book that brought
it, `batch` the import, `again` whether its batch says it more than once. See docs/how_it_works.md for the CSV.
"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
from pyarrow import csv

from hornbook.book import disk
from hornbook.book.checks import Checks
from hornbook.book.commits import Commit, StoredFile
from hornbook.book.content import digest_of_rows, list_to_json, row_digests
from hornbook.book.copies import new_folder
from hornbook.book.csv_cells import csv_escaped
from hornbook.book.files import ROW_GROUP, parquet_writer
from hornbook.book.journal import every_commit
from hornbook.book.ledger import BATCH, BATCHES, REJECT, REJECTS
from hornbook.book.marks import mark_to_json
from hornbook.book.parted import tables_of
from hornbook.book.store import Store
from hornbook.engine.trouble import batch_of
from hornbook.kinds import KINDS, schema
from hornbook.terms import VERSION

EXPORT = 1
"""The format of an export."""
MANIFEST = "manifest.json"
FORMS = ("parquet", "csv")
OWN = pa.schema([("version", pa.int64()), ("batch", pa.string()), ("again", pa.bool_())])
"""The columns that stand before those of a kind."""
_LEDGER = {BATCH: ("batches", BATCHES), REJECT: ("rejects", REJECTS)}
Progress = Callable[[str, int], None]


class ExportTable(NamedTuple):
    """One table of an export."""

    kind: str
    name: str
    """Of its files, without the ending."""
    columns: pa.Schema


class Exported(NamedTuple):
    """What was written."""

    facts: int
    files: int
    size: int
    sha256: str
    """Of all tables by what they say; see `content.py`."""


def export_tables() -> Iterator[ExportTable]:
    """Every table that an export may have, in order."""
    for kind, of in KINDS.items():
        yield ExportTable(kind, kind, pa.schema([*OWN, *schema(of)]))
    for kind, (name, columns) in _LEDGER.items():
        yield ExportTable(kind, name, pa.schema([OWN.field("version"), *columns]))


def export_book(book: Store, to: Path, progress: Progress = lambda _, __: None) -> Exported:
    """Write every fact of a book, and its ledger, into a new or empty folder; nothing is left there after an error."""
    commits = every_commit(book.path)[: book.version + 1]
    with new_folder(book.path, to) as part:
        for form in FORMS:
            (part / form).mkdir()
        files: list[dict[str, Any]] = []
        digests: dict[str, str] = {}
        facts = 0
        for table in export_tables():
            rows, digest, written = _export_table(book.path, commits, table, part)
            if rows:
                files += written
                digests[table.name] = digest
                facts += rows if table.kind in KINDS else 0
            progress(table.name, len(files))
        sha256 = whole_digest(digests)
        manifest = {
            "export": EXPORT,
            "hornbook": VERSION,
            "book": {"version": book.version, "digest": book.digest, "format": book.format},
            "facts": facts,
            "sha256": sha256,
            "versions": [{"keys": list(commit.keys)} for commit in commits[1:]],
            "erasures": [mark_to_json(mark) | {"files": {}} for mark in book.marks],
            "files": files,
        }
        disk.replace(part / MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=1).encode())
    return Exported(facts, len(files), sum(file["size"] for file in files), sha256)


def whole_digest(digests: dict[str, str]) -> str:
    """One digest of all tables by those of each."""
    rows = pa.table({"table": sorted(digests), "sha256": [digests[name] for name in sorted(digests)]})
    return digest_of_rows(row_digests("export", rows))


def _export_table(
    book: Path, commits: list[Commit], table: ExportTable, part: Path
) -> tuple[int, str, list[dict[str, Any]]]:
    """Write a table in both forms; how many rows, their digest, and what the manifest says of the files."""
    came = [(n, file) for n, commit in enumerate(commits) if not commit.restates for file in commit.adds]
    mine = [(n, file) for n, file in came if file.kind == table.kind]
    if not mine:
        return 0, "", []
    Checks(book).check([file for _, file in mine])
    found, rows = bytearray(), 0
    paths = {form: part / form / f"{table.name}.{form}" for form in FORMS}
    out = {form: disk.HashingFile(path) for form, path in paths.items()}
    cells = pa.schema([pa.field(f.name, pa.string() if pa.types.is_list(f.type) else f.type) for f in table.columns])
    options = csv.WriteOptions(quoting_style="needed")
    with (
        parquet_writer(out["parquet"], table.columns) as parquet,
        csv.CSVWriter(out["csv"], cells, write_options=options) as text,
    ):
        for each in _rows(book, mine, table):
            parquet.write_table(each, row_group_size=ROW_GROUP)
            text.write_table(csv_cells(each, cells))
            found += b"".join(row_digests(table.kind, each))
            rows += each.num_rows
    for file in out.values():
        file.close()
    disk.sync(paths.values())
    written = [
        {
            "path": path.relative_to(part).as_posix(),
            "rows": rows,
            "size": out[form].size,
            "sha256": out[form].sha256.hexdigest(),
        }
        for form, path in paths.items()
    ]
    return rows, digest_of_rows([bytes(found)]), written


def _rows(book: Path, files: list[tuple[int, StoredFile]], table: ExportTable) -> Iterator[pa.Table]:
    for version, file in files:
        own = {
            "version": pa.scalar(version),
            "batch": pa.scalar(batch_of(Path(file.path))),
            "again": pa.scalar(file.shelf.endswith("/versions")),
        }
        for rows in tables_of(book, file):
            columns = [_column(rows, field, own) for field in table.columns]
            yield pa.Table.from_arrays(columns, schema=table.columns)


def _column(rows: pa.Table, field: pa.Field, own: dict[str, pa.Scalar]) -> Any:
    """A column of a table; empty where an older book did not have it."""
    if field.name in rows.column_names:
        return rows[field.name].cast(field.type)
    if field.name in own:
        return pa.repeat(own[field.name], rows.num_rows)
    return pa.nulls(rows.num_rows, field.type)


def csv_cells(rows: pa.Table, cells: pa.Schema) -> pa.Table:
    """Rows as a CSV has them: lists as JSON, and text that a spreadsheet would run behind an apostrophe."""
    columns = []
    for name in rows.column_names:
        column = list_to_json(rows[name]) if pa.types.is_list(rows[name].type) else rows[name]
        columns.append(csv_escaped(column) if pa.types.is_string(column.type) else column)
    return pa.Table.from_arrays(columns, schema=cells)
