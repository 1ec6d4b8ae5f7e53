"""Making an empty book in a folder."""

import shutil
from contextlib import suppress
from pathlib import Path

from hornbook.book.commits import FOLDER
from hornbook.book.disk import require_local
from hornbook.book.journal import begin, has_log
from hornbook.book.store import SCHEMA, Store
from hornbook.engine import Engine
from hornbook.errors import BookError, reason
from hornbook.text import message


def create(path: Path, *, engine: Engine | None = None) -> Store:
    """An empty book in a folder, or the one that is there already; where it cannot be made, nothing is left."""
    require_local(path)
    try:
        if path.exists() and not path.is_dir():
            raise BookError(message("{path} is a file; a book is a folder.", path=str(path)))
        if path.is_dir() and any(path.iterdir()) and not has_log(path):
            raise BookError(
                message("{path} holds something else; give an empty or new folder for the book.", path=str(path))
            )
    except OSError as error:
        raise _unmade(path, error) from error
    new = [folder for folder in (path / FOLDER, path, *path.parents) if not folder.exists()]
    try:
        _make(path)
    except OSError as error:
        if path / FOLDER in new:
            shutil.rmtree(path / FOLDER, ignore_errors=True)
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
    """The empty table."""
    (path / FOLDER).mkdir(parents=True, exist_ok=True)
    if not has_log(path):
        begin(path, table_schema())


def table_schema() -> str:
    """The columns of the table as Delta Lake writes them."""
    from deltalake import Schema  # takes a while, and only a new book needs it

    return str(Schema.from_arrow(SCHEMA).to_json())
