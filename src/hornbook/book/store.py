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

import pyarrow as pa
import pyarrow.parquet as pq
from deltalake import CommitProperties, DeltaTable, Transaction
from deltalake.exceptions import CommitFailedError, DeltaError, TableNotFoundError
from deltalake.transaction import AddAction, RemoveAction

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
from hornbook.engine import Engine, connect
from hornbook.engine.trouble import unreadable
from hornbook.errors import BookError, reason
from hornbook.kinds import COMMON, KINDS, schema
from hornbook.text import message

FORMAT = "hornbook 1"
PARTITIONS = ["kind", "shelf"]
"""`shelf` is 'source/plain' for statements that stand once in their batch, 'source/versions' for the others."""

_RETRIES = 1_000  # appends never conflict; under many writers a commit only has to wait its turn


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
        if path.exists() and not path.is_dir():
            raise BookError(message("{path} is a file; a book is a folder.", path=str(path)))
        self.engine = engine or connect()
        self.kept: dict[str, Any] = {}
        """What was worked out of this version and need not be again."""
        with _opening(path):
            self._delta = DeltaTable(path)
            newest = self._delta.version()
            if version is not None and not 0 <= version <= newest:
                raise BookError(
                    message(
                        "The book in {path} has no version {version:d}; it has 0 to {newest:d}.",
                        path=str(path),
                        version=version,
                        newest=newest,
                    )
                )
            if version is not None and version != newest:
                self._delta.load_as_version(version)
            name = self._delta.metadata().name
        if name != FORMAT:
            raise BookError(
                message("{path} is not a book of this make (expected '{format}').", path=str(path), format=FORMAT)
            )

    @property
    def version(self) -> int:
        """The number that names the whole book's state."""
        return int(self._delta.version())

    @cached_property
    def files(self) -> tuple[File, ...]:
        """Every file of this version, in an order of its own."""
        with _opening(self.path):
            rows = pa.table(self._delta.get_add_actions(flatten=True)).to_pylist()
        root = self.path.resolve()
        found = (File(str(root / r["path"]), r["partition.kind"], r["partition.shelf"], r["num_records"]) for r in rows)
        return tuple(sorted(found, key=lambda f: f.uri))

    def of(self, kind: str) -> list[File]:
        """The files that hold a kind."""
        return [file for file in self.files if file.kind == kind]

    @cached_property
    def batches(self) -> tuple[Batch, ...]:
        """Every import so far."""
        parts = [_read(Path(file.uri), BATCHES.names) for file in self.of(BATCH)]
        return from_rows(pa.concat_tables([BATCHES.empty_table(), *parts]))

    @cached_property
    def digest(self) -> str:
        """SHA-256 that names what this version holds: every batch with the digest of its files, in a fixed order.

        Rewriting the files of a book does not change it.
        """
        held = sorted((b.batch, b.source, b.sha256, b.recorded.isoformat(), b.facts) for b in self.batches)
        return sha256(json.dumps(held).encode()).hexdigest()

    def digest_at(self, version: int) -> str:
        """The digest of another version; BookError when there is none such."""
        return self.digest if version == self.version else Store(self.path, version=version, engine=self.engine).digest

    def rejects(self, batch: str | None = None) -> pa.Table:
        """What was refused, by batch, place and reason, in English; `whole`: nothing of the row was taken."""
        rows = self._refused(batch)
        return rows.set_column(rows.column_names.index("reason"), "reason", in_english(rows["reason"]))

    def rejected(self, batch: str | None = None) -> Iterator[Rejected]:
        """The same in the same order, each with its reason as a phrase."""
        return rejected_rows(self._refused(batch))

    def _refused(self, batch: str | None) -> pa.Table:
        rows = self.engine.scan([f.uri for f in self.of(REJECT)], REJECTS).select(REJECTS.names)
        wanted = rows if batch is None else rows.filter(rows.batch == batch)
        return self.engine.arrow(wanted).sort_by(
            [("batch", "ascending"), ("place", "ascending"), ("reason", "ascending")]
        )

    def has(self, batch: str) -> bool:
        """Whether that batch is in the book."""
        return self._delta.transaction_version(batch) is not None

    def commit(self, adds: Sequence[AddAction], keys: Iterable[str]) -> bool:
        """Make files part of the book, all at once; False when another process brought one of the keys first."""
        once = [Transaction(key, 1, None) for key in keys]
        try:
            self._delta.create_write_transaction(
                list(adds),
                "append",
                SCHEMA,
                partition_by=PARTITIONS,
                commit_properties=CommitProperties(app_transactions=once, max_commit_retries=_RETRIES),
            )
        except CommitFailedError as failure:
            if "transaction" not in str(failure).lower():
                raise unwritable(self.path, failure) from failure
            return False
        except (DeltaError, OSError) as error:
            raise unwritable(self.path, error) from error
        self.refresh()
        return True

    def replace(self, old: Sequence[File], adds: Sequence[AddAction]) -> None:
        """Put files in the place of others that hold the same rows; BookError when another process did so first."""
        now = int(time.time() * 1000)
        root = self.path.resolve()
        removes = [
            RemoveAction(
                str(Path(f.uri).relative_to(root)),
                False,
                now,
                Path(f.uri).stat().st_size,
                {"kind": f.kind, "shelf": f.shelf},
            )
            for f in old
        ]
        try:
            self._delta.create_write_transaction([*removes, *adds], "append", SCHEMA, partition_by=PARTITIONS)
        except CommitFailedError as failure:
            raise BookError(
                message(
                    "Another process rewrote the book's files meanwhile; nothing was changed. ({cause})",
                    cause=str(failure),
                )
            ) from None
        except (DeltaError, OSError) as error:
            raise unwritable(self.path, error) from error
        self.refresh()

    def strays(self) -> list[Path]:
        """Parquet files that no version names and that are a day old: what killed imports left behind."""
        named = {
            entry[action]["path"]
            for log in (self.path / "_delta_log").glob("*.json")
            for entry in map(json.loads, log.read_text(encoding="utf-8").splitlines())
            for action in ("add", "remove")
            if action in entry
        }
        yesterday = time.time() - 86_400  # a younger one may belong to an import that is still running
        found = (path for path in self.path.glob("*/*.parquet") if path.parent.name != "_delta_log")
        old = (path for path in found if path.stat().st_mtime < yesterday)
        live = {Path(file.uri) for file in self.files}
        return sorted(p for p in old if str(p.relative_to(self.path)) not in named and p.resolve() not in live)

    def refresh(self) -> None:
        """Move to the newest version."""
        with _opening(self.path):
            self._delta = DeltaTable(self.path)
        self.kept.clear()
        for name in ("files", "batches", "digest"):
            self.__dict__.pop(name, None)


@contextmanager
def _opening(path: Path) -> Iterator[None]:
    """What Delta Lake finds wrong with a book, as a BookError."""
    try:
        log = path / "_delta_log"
        emptied = [entry for entry in log.glob("*.json") if not entry.stat().st_size] if log.is_dir() else []
        if emptied:
            raise unreadable(min(emptied), EOFError())
        yield
    except TableNotFoundError:
        raise BookError(
            message("There is no book in {path}. `hornbook --book {path} init` makes an empty one.", path=str(path))
        ) from None
    except (DeltaError, OSError, pa.ArrowException) as broken:
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
