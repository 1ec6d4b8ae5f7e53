"""Facts on disk: one Delta table, partitioned by kind, so that an import of many kinds is one atomic commit.

The version of the Delta table is the version of the whole book. Facts are written to Parquet files that nobody sees
until the commit names them; a process killed before that leaves the book as it was. See docs/decisions/0001.
"""

import json
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from hornbook.book.checks import Checks
from hornbook.book.commits import FORMAT, State, StoredFile
from hornbook.book.disk import PART, require_local
from hornbook.book.journal import (
    OvertakenError,
    append_commit,
    erased_meanwhile,
    has_log,
    named_files,
    read_log,
)
from hornbook.book.ledger import (
    BATCH,
    BATCHES,
    REJECT,
    REJECTS,
    Batch,
    Rejected,
    from_rows,
    in_english,
    rejected_rows,
)
from hornbook.book.marks import Erasure
from hornbook.book.remains import finish_erasure
from hornbook.engine import Engine, connect
from hornbook.engine.trouble import unreadable
from hornbook.errors import BookError, reason
from hornbook.kinds import COMMON, KINDS, schema
from hornbook.text import message

PARTITIONS = ["kind", "shelf"]
"""`shelf` is 'source/plain' for statements that stand once in their batch, 'source/versions' for the others."""


def _table_schema() -> pa.Schema:
    """Every column of every kind and of the ledger, once."""
    columns: dict[str, pa.Field] = {name: pa.field(name, pa.string()) for name in PARTITIONS}
    for part in (COMMON, *(schema(kind) for kind in KINDS.values()), BATCHES, REJECTS):
        columns |= {field.name: field for field in part}
    return pa.schema(list(columns.values()))


SCHEMA = _table_schema()


@dataclass(frozen=True, slots=True)
class File:
    """One Parquet file that belongs to a version of the book."""

    uri: str
    kind: str
    shelf: str
    rows: int
    path: str
    """From the book's folder."""
    size: int
    sha256: str | None
    """Empty in a book that was made before 0.2."""

    @property
    def source(self) -> str:
        """Who said what is in it."""
        return self.shelf.rsplit("/", 1)[0]

    @property
    def versions(self) -> bool:
        """Whether statements in it may stand there more than once."""
        return self.shelf.endswith("/versions")

    @property
    def writer(self) -> str:
        """The batch or compaction that wrote it."""
        return Path(self.uri).name.split(".", 1)[0]


class Store:
    """What is known: every fact with its day, its source and its place, at one version."""

    def __init__(self, path: Path, *, version: int | None = None, engine: Engine | None = None) -> None:
        """Open the book in a folder; BookError when there is none, or no such version."""
        self.path = path
        require_local(path)
        if path.exists() and not path.is_dir():
            raise BookError(message("{path} is a file; a book is a folder.", path=str(path)))
        self.engine = engine or connect()
        self.kept: dict[str, Any] = {}
        """What was worked out of this version and need not be again."""
        self._checks = Checks(path)
        with _opening(path):
            finish_erasure(path)
            self._state = read_log(path, version)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.path}, version {self.version}>"

    @property
    def version(self) -> int:
        """The number that names the whole book's state."""
        return self._state.version

    @property
    def format(self) -> int:
        """Of the files of the book: 1 where it was made before 0.2, and has no digests."""
        return self._state.format

    @cached_property
    def files(self) -> tuple[File, ...]:
        """Every file of this version, in an order of its own."""
        root = self.path.resolve()
        stored = self._state.files.values()
        found = (File(str(root / f.path), f.kind, f.shelf, f.rows, f.path, f.size, f.sha256) for f in stored)
        return tuple(sorted(found, key=lambda f: f.uri))

    def scan(self, files: Sequence[File], columns: pa.Schema) -> ir.Table:
        """The rows of some files; BookError names the first that is not as it was written."""
        self.check(files)
        return self.engine.scan([file.uri for file in files], columns)

    def check(self, files: Sequence[File]) -> None:
        """BookError names the first of some files that is not as it was written."""
        try:
            self._checks.check([self._state.files[file.path] for file in files])
        except BookError:
            if read_log(self.path).marks != self._state.marks:
                raise erased_meanwhile() from None
            raise

    def of(self, kind: str) -> list[File]:
        """The files that hold a kind."""
        return [file for file in self.files if file.kind == kind]

    @cached_property
    def batches(self) -> tuple[Batch, ...]:
        """Every import so far."""
        self.check(self.of(BATCH))
        parts = [_read(Path(file.uri), BATCHES.names) for file in self.of(BATCH)]
        return from_rows(pa.concat_tables([BATCHES.empty_table(), *parts]))

    @property
    def batches_as_written(self) -> tuple[Batch, ...]:
        """Every import so far, by the day that it was recorded, and of one day in the order of writing."""
        place = {key: n for n, key in enumerate(self._state.keys)}
        return tuple(sorted(self.batches, key=lambda batch: (batch.recorded, place.get(batch.batch, -1))))

    @cached_property
    def digest(self) -> str:
        """SHA-256 that names what this version holds: every batch with the digest of its files, in a fixed order.

        Rewriting the files of a book does not change it. An erasure does, in each version that held what was erased.
        See docs/decisions/0021.
        """
        held: list[Any] = sorted((b.batch, b.source, b.sha256, b.recorded.isoformat(), b.facts) for b in self.batches)
        held += [["erased", mark.sha256] for mark in self.marks]
        return sha256(json.dumps(held).encode()).hexdigest()

    @property
    def marks(self) -> tuple[Erasure, ...]:
        """The erasures that changed this version, from the first on."""
        return tuple(mark for mark in self._state.marks if mark.since <= self.version)

    def digest_at(self, version: int) -> str:
        """The digest of another version; BookError when there is none such."""
        return self.digest if version == self.version else Store(self.path, version=version, engine=self.engine).digest

    def rejects(self, batch: str | None = None) -> pa.Table:
        """What was refused, in English, by batch as written, place and reason; `whole`: nothing of it was taken."""
        rows = self._refused(batch)
        return rows.set_column(rows.column_names.index("reason"), "reason", in_english(rows["reason"]))

    def rejected(self, batch: str | None = None) -> Iterator[Rejected]:
        """The same, each with its reason as a phrase."""
        return rejected_rows(self._refused(batch))

    def _refused(self, batch: str | None) -> pa.Table:
        rows = self.scan(self.of(REJECT), REJECTS).select(REJECTS.names)
        wanted = rows if batch is None else rows.filter(rows.batch == batch)
        found = self.engine.arrow(wanted)
        rank = pc.index_in(found["batch"], pa.array(list(self._state.keys), pa.string()))
        order = [(name, "ascending") for name in ("rank", "batch", "place", "reason")]
        return found.append_column("rank", rank).sort_by(order).drop("rank")

    def has(self, batch: str) -> bool:
        """Whether that batch is in the book."""
        return batch in self._state.keys

    def require_writable(self) -> None:
        """BookError for a book of an older format, which is read as it was and not written to."""
        if self.format < FORMAT:
            raise BookError(
                message(
                    "The book in {path} was made before 0.2 (book format {made}). It can be asked, but not added to. "
                    "`hornbook --book {path} upgrade DIR` writes it anew in today's format.",
                    path=str(self.path),
                    made=str(self.format),
                )
            )

    def commit(self, adds: Sequence[StoredFile], keys: Iterable[str]) -> bool:
        """Make files part of the book at once, or BookError; False when another process brought one of the keys."""
        try:
            done = append_commit(self.path, self._state, adds=adds, keys=list(keys))
        except OSError as error:
            raise unwritable(self.path, error) from error
        if done is None:
            return False
        self._move(done)
        return True

    def replace(self, old: Sequence[File], adds: Sequence[StoredFile], erased: Erasure | None = None) -> None:
        """Put files in the place of others that hold the same rows, or with a mark those that are left of them.

        BookError when another process did so first.
        """
        try:
            removes, operation = [file.path for file in old], "DELETE" if erased else "OPTIMIZE"
            done = append_commit(self.path, self._state, adds=adds, removes=removes, operation=operation, erased=erased)
        except OvertakenError:
            raise BookError(
                message("Another process rewrote the book's files meanwhile; nothing was changed.")
            ) from None
        except OSError as error:
            raise unwritable(self.path, error) from error
        if done is not None:
            self._move(done)

    def strays(self) -> list[Path]:
        """Files that no version names and that are a day old: what killed imports left behind."""
        with _opening(self.path):
            named = named_files(self.path)
            yesterday = time.time() - 86_400  # a younger one may belong to an import that is still running
            facts = (path for path in self.path.glob("*/*.parquet") if str(path.relative_to(self.path)) not in named)
            found = [*facts, *self.path.glob(f"*/.*{PART}")]
            return sorted(path for path in found if path.stat().st_mtime < yesterday)

    def refresh(self) -> None:
        """Move to the newest version."""
        with _opening(self.path):
            self._move(read_log(self.path))

    def _move(self, state: State) -> None:
        self._state = state
        self.kept.clear()
        for name in ("files", "batches", "digest"):
            self.__dict__.pop(name, None)


@contextmanager
def _opening(path: Path) -> Iterator[None]:
    """What is wrong with a book, as a BookError."""
    try:
        if not has_log(path):
            raise BookError(
                message("There is no book in {path}. `hornbook --book {path} init` makes an empty one.", path=str(path))
            )
        yield
    except OSError as broken:
        raise BookError(
            message("The book in {path} cannot be read: {cause}.", path=str(path), cause=reason(broken))
        ) from broken


def _read(file: Path, columns: list[str]) -> pa.Table:
    try:
        return pq.ParquetFile(file).read(columns)
    except (OSError, pa.ArrowException) as error:
        raise unreadable(file, error) from error


def unwritable(path: Path, error: Exception) -> BookError:
    """The error for a book that cannot be written, of which nothing was changed."""
    return BookError(
        message(
            "The book in {path} cannot be written: {cause}. Nothing was changed.\n"
            "Make room on the disk, or see to it that you may write there; or name another folder with --book DIR.",
            path=str(path),
            cause=reason(error),
        )
    )
