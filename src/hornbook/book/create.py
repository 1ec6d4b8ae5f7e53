"""Making an empty book in a folder."""

import shutil
from contextlib import suppress
from pathlib import Path

from deltalake import DeltaTable
from deltalake.exceptions import DeltaError

from hornbook.book.store import FORMAT, PARTITIONS, SCHEMA, Store
from hornbook.engine import Engine
from hornbook.errors import BookError, reason
from hornbook.text import message

_FOREVER = "interval 36500 days"  # an earlier version must stay answerable, so no log entry ever expires


def create(path: Path, *, engine: Engine | None = None) -> Store:
    """An empty book in a folder, or the one that is there already; where it cannot be made, nothing is left."""
    try:
        if path.exists() and not path.is_dir():
            raise BookError(message("{path} is a file; a book is a folder.", path=str(path)))
        if path.is_dir() and any(path.iterdir()) and not DeltaTable.is_deltatable(str(path)):
            raise BookError(
                message("{path} holds something else; give an empty or new folder for the book.", path=str(path))
            )
    except OSError as error:
        raise _unmade(path, error) from error
    new = [folder for folder in (path / "_delta_log", path, *path.parents) if not folder.exists()]
    try:
        _make(path)
    except (DeltaError, OSError) as error:
        if path / "_delta_log" in new:
            shutil.rmtree(path / "_delta_log", ignore_errors=True)
        for folder in new:
            with suppress(OSError):
                folder.rmdir()
        raise _unmade(path, error) from error
    return Store(path, engine=engine)


def _unmade(path: Path, error: Exception) -> BookError:
    return BookError(
        message(
            "A book cannot be made in {path}: {cause}. Name a folder that you may write to with --book DIR.",
            path=str(path),
            cause=reason(error),
        )
    )


def _make(path: Path) -> None:
    """The empty table; a folder that is missing or closed to us is said before Delta Lake says it in its own words."""
    path.mkdir(parents=True, exist_ok=True)
    DeltaTable.create(
        path,
        SCHEMA,
        mode="ignore",
        partition_by=PARTITIONS,
        name=FORMAT,
        description="Dated facts about companies, append-only.",
        configuration={
            "delta.appendOnly": "false",  # compaction rewrites files, never rows
            "delta.logRetentionDuration": _FOREVER,
            "delta.deletedFileRetentionDuration": _FOREVER,
            "delta.enableExpiredLogCleanup": "false",
        },
    )
