"""A book made again from an export, version by version: the same facts, ids, days, versions, ledger and digests.

An export may be a stranger's. Every word of it that becomes a part of a path is checked, its files must be those that
its manifest names, and what was read must have the digest that the manifest gives; else no book is made.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from pyarrow import csv

from hornbook.book import disk
from hornbook.book.checks import problem_of
from hornbook.book.commits import FOLDER, State, StoredFile, actions, advanced, log_file, parsed, sealed
from hornbook.book.content import digest_of_rows, row_digests
from hornbook.book.copies import new_folder
from hornbook.book.create import table_schema
from hornbook.book.csv_cells import csv_unescaped
from hornbook.book.export import EXPORT, FORMS, MANIFEST, ExportTable, Progress, export_tables, whole_digest
from hornbook.book.files import ParquetWriter
from hornbook.book.journal import begin, read_log, write_head
from hornbook.book.ledger import BATCH, REJECT
from hornbook.book.marks import Erasure, mark_from_json
from hornbook.book.store import Store
from hornbook.errors import BookError, SourceError, reason
from hornbook.formats.rows import existing
from hornbook.text import Phrase, message

_BLOCK = 16 << 20
"""Bytes of a CSV that are read at once; no row is longer."""
_LARGEST = 256 << 20
"""Bytes of a manifest."""
_BATCH = re.compile(r"[0-9a-f]{16}|")
_SOURCE = re.compile(r"[a-z0-9][a-z0-9.-]{0,60}")
_KEY = re.compile(r"[^\x00-\x1f]{1,200}")


class _Export(NamedTuple):
    """What a manifest says, as far as it is needed."""

    root: Path
    form: str
    version: int
    digest: str
    sha256: str
    keys: list[list[str]]
    marks: dict[int, Erasure]
    files: dict[str, Any]


def read_back(given: Path, to: Path, progress: Progress = lambda _, __: None) -> Store:
    """Make the book of an export in a new or empty folder; BookError, and nothing left, where it is not whole."""
    export = _manifest(given)
    with new_folder(export.root, to) as part:
        (part / FOLDER).mkdir()
        begin(part, table_schema())
        cursors = [_Cursor(export, table) for table in export_tables() if _path(export, table) in export.files]
        state = read_log(part)
        for version, keys in enumerate(export.keys, 1):
            state = _commit(part, state, _rows_of(part, cursors, version), keys, export.marks.get(version))
            progress(str(version), version)
        write_head(part, state)
        digests = {cursor.table.name: cursor.digest() for cursor in cursors}
        if whole_digest(digests) != export.sha256 or Store(part).digest != export.digest:
            raise _broken(export.root, message("its facts are not those that its manifest counts (SHA-256 differs)"))
    return Store(to)


def _manifest(given: Path) -> _Export:
    given = given.parent if given.name == MANIFEST else given
    root = given.parent if given.name in FORMS and not (given / MANIFEST).exists() else given
    if not (root / MANIFEST).exists():
        raise _broken(given, message("it holds no {file}", file=MANIFEST))
    try:
        file = existing(root / MANIFEST)
        if file.stat().st_size > _LARGEST:
            raise _broken(root, message("its manifest is too long"))
        made = json.loads(file.read_bytes())
        if int(made["export"]) > EXPORT:
            raise _broken(root, message("a newer Hornbook wrote it"))
        marks = [mark_from_json(each) for each in made["erasures"]]
        export = _Export(
            root,
            given.name if given != root else _form(root),
            int(made["book"]["version"]),
            str(made["book"]["digest"]),
            str(made["sha256"]),
            [[str(key) for key in each["keys"]] for each in made["versions"]],
            {mark.version: mark for mark in marks},
            {str(each["path"]): each for each in made["files"]},
        )
    except (OSError, SourceError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        problem: Phrase = message("its manifest cannot be read")
        if isinstance(error, SourceError | OSError):
            problem = error.phrase if isinstance(error, SourceError) else reason(error)
        raise _broken(root, problem) from None
    if (
        export.form not in FORMS
        or export.version != len(export.keys)
        or not all(_KEY.fullmatch(key) for keys in export.keys for key in keys)
    ):
        raise _broken(root, message("its manifest cannot be read"))
    return export


def _form(root: Path) -> str:
    return next((form for form in FORMS if (root / form).is_dir()), FORMS[0])


def _broken(root: Path, problem: Phrase) -> BookError:
    return BookError(
        message(
            "The export in {path} cannot be read back: {problem}. Nothing was written. Name the folder that "
            "`hornbook export DIR` made, or the folder csv or parquet in it.",
            path=str(root),
            problem=problem,
        )
    )


def _path(export: _Export, table: ExportTable) -> str:
    return f"{export.form}/{table.name}.{export.form}"


class _Cursor:
    """A table of an export, read once from its beginning to its end."""

    def __init__(self, export: _Export, table: ExportTable) -> None:
        self.table = table
        self._root, self._path = export.root, export.root / _path(export, table)
        said = export.files[_path(export, table)]
        problem = problem_of(self._path, int(said["size"]), str(said["sha256"]))
        if problem:
            raise _broken(export.root, message("{file}: {problem}", file=_path(export, table), problem=problem))
        self._pieces = _pieces(self._path, table)
        self._digests = bytearray()
        self._left = table.columns.empty_table()

    def take(self, version: int) -> Iterator[pa.Table]:
        """The rows that a version brought; they stand in the order of versions."""
        while True:
            numbers = self._left["version"].to_numpy()
            until = int(np.searchsorted(numbers, version, side="right"))
            if until:
                yield self._left.slice(0, until)
                self._left = self._left.slice(until)
            if self._left.num_rows:
                return
            piece = self._next()
            if piece is None:
                return
            self._left = piece

    def _next(self) -> pa.Table | None:
        try:
            piece = next(self._pieces, None)
        except (OSError, pa.ArrowException, ValueError):
            raise _broken(self._root, message("{file}: {problem}", file=self._path.name, problem=_UNREADABLE)) from None
        if piece is not None:
            self._digests += b"".join(row_digests(self.table.kind, piece))
        return piece

    def digest(self) -> str:
        """Of all rows, by what they say; a row that no version brought makes it another one."""
        while self._next() is not None:
            pass
        return digest_of_rows([bytes(self._digests)])


_UNREADABLE = message("it is cut off or damaged")


def _pieces(path: Path, table: ExportTable) -> Iterator[pa.Table]:
    """The rows of a file, some at a time."""
    if path.suffix == ".parquet":
        with pq.ParquetFile(path) as opened:
            for batch in opened.iter_batches(65_536, columns=table.columns.names):
                yield pa.Table.from_batches([batch]).cast(table.columns)
        return
    types = {f.name: pa.string() if pa.types.is_list(f.type) else f.type for f in table.columns}
    convert = csv.ConvertOptions(
        column_types=types,
        include_columns=table.columns.names,
        null_values=[""],
        strings_can_be_null=True,
        quoted_strings_can_be_null=False,
    )
    parse, read = csv.ParseOptions(newlines_in_values=True), csv.ReadOptions(block_size=_BLOCK)
    with csv.open_csv(path, read_options=read, parse_options=parse, convert_options=convert) as opened:
        for batch in opened:
            if batch.num_rows:
                yield _from_csv(pa.Table.from_batches([batch]), table.columns)


def _from_csv(rows: pa.Table, columns: pa.Schema) -> pa.Table:
    made = []
    for field in columns:
        column = rows[field.name]
        if pa.types.is_string(column.type):
            column = csv_unescaped(column)
        if pa.types.is_list(field.type):
            cells = (None if cell is None else json.loads(cell) for cell in column.to_pylist())
            column = pa.chunked_array([pa.array(cells, field.type)])
        made.append(column)
    return pa.Table.from_arrays(made, schema=columns)


# ---- one version


def _rows_of(part: Path, cursors: list[_Cursor], version: int) -> list[StoredFile]:
    """Write the rows that a version brought, one kind after the other; what its commit has to add."""
    names: dict[str, str] = {}
    sources: dict[str, str] = {}
    adds: list[StoredFile] = []
    for cursor in sorted(cursors, key=lambda each: each.table.kind != BATCH):
        writers: dict[tuple[str, str, str, bool], ParquetWriter] = {}
        for rows in cursor.take(version):
            for group in _groups(rows, cursor.table, sources):
                if group.key not in writers:
                    kind, source, batch, again = group.key
                    name = names.setdefault(batch, f"{batch or 'compacted'}-{uuid4().hex[:8]}")
                    writers[group.key] = ParquetWriter(part, kind=kind, source=source, writer=name, versions=again)
                writers[group.key].write(group.rows)
        adds += [file for writer in writers.values() for file in writer.adds()]
    disk.sync([part / file.path for file in adds])
    return adds


class _Group(NamedTuple):
    """Rows that stand in one file."""

    key: tuple[str, str, str, bool]
    """Kind, source, batch, and whether its statements may stand there more than once."""
    rows: pa.Table


def _groups(rows: pa.Table, table: ExportTable, sources: dict[str, str]) -> Iterator[_Group]:
    """Rows by the file that they belong to, in their order; `sources` learns the source of each batch."""
    again = rows["again"] if "again" in rows.column_names else pa.chunked_array([pa.repeat(False, rows.num_rows)])
    if table.kind == BATCH:
        sources |= zip(rows["batch"].to_pylist(), rows["source"].to_pylist(), strict=True)
    if table.kind == REJECT:
        source = pa.chunked_array([pa.array([sources.get(batch) for batch in rows["batch"].to_pylist()], pa.string())])
    else:
        source = rows["source"]
    keys = pa.table({"source": source, "batch": rows["batch"], "again": again})
    own = [name for name in table.columns.names if name not in ("version", "again")]
    kept = rows.select(own if table.kind in (BATCH, REJECT) else [name for name in own if name != "batch"])
    for key in keys.group_by(["source", "batch", "again"], use_threads=False).aggregate([]).to_pylist():
        if not _SOURCE.fullmatch(key["source"] or "") or not _BATCH.fullmatch(key["batch"] or ""):
            raise BookError(message("The export names a source or a batch that no book has. Nothing was written."))
        mine = pc.and_(
            pc.equal(source, key["source"]),
            pc.and_(pc.equal(keys["batch"], key["batch"]), pc.equal(again, key["again"])),
        )
        yield _Group((table.kind, key["source"], key["batch"], key["again"]), kept.filter(mine))


def _commit(part: Path, state: State, adds: list[StoredFile], keys: list[str], mark: Erasure | None) -> State:
    """The next version; a compaction brought nothing, and its version has a key of its own."""
    keys = keys if adds or keys or mark else [f"export {state.version + 1}"]
    data = sealed(actions(adds, [], keys, data_change=True), before=state.digest, operation="WRITE", erased=mark)
    disk.publish(log_file(part, state.version + 1), data)
    return advanced(state, [parsed(data)])
