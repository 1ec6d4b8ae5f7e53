"""A book in another folder: as a copy that is checked while it is made, or in today's format beside an older one.

Either is written under a name of its own and gets the name that was asked for when all of it is on the disk.
"""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import pyarrow as pa
import pyarrow.parquet as pq

from hornbook.book import disk
from hornbook.book.commits import (
    FOLDER,
    FORMAT,
    Commit,
    State,
    StoredFile,
    actions,
    advanced,
    log_file,
    parsed,
    resolved,
    sealed,
)
from hornbook.book.create import table_schema
from hornbook.book.journal import begin, read_log, write_head
from hornbook.book.rule_texts import copy_rule_texts
from hornbook.engine.trouble import broken_file
from hornbook.errors import BookError, reason
from hornbook.text import message

Progress = Callable[[str, int], None]
"""Told the file and how many files are done."""

_PIECE = 1 << 20


def back_up(book: Path, to: Path, progress: Progress = lambda _, __: None) -> State:
    """Copy a book with all its versions; BookError, and nothing left, where a file is damaged or cannot be written."""
    state = read_log(book)
    with new_folder(book, to) as part:
        commits = [_log(book, n) for n in range(state.version + 1)]
        _copied(book, part, resolved([parsed(data) for data in commits]), progress)
        (part / FOLDER).mkdir()
        for version, data in enumerate(commits):
            disk.publish(log_file(part, version), data)
        write_head(part, state)
        copy_rule_texts(book, part)
    return state


def upgrade(book: Path, to: Path, progress: Progress = lambda _, __: None) -> State:
    """Write an older book in today's format, version by version, with the same files; the old one stays as it is."""
    state = read_log(book)
    if state.format == FORMAT:
        raise BookError(
            message(
                "The book in {path} is of today's format already. `hornbook backup DIR` makes a copy of it.",
                path=str(book),
            )
        )
    with new_folder(book, to) as part:
        commits = [parsed(_log(book, n)) for n in range(state.version + 1)]
        files = _copied(book, part, commits, progress)
        (part / FOLDER).mkdir()
        begin(part, table_schema())
        done = read_log(part)
        for version, commit in enumerate(commits[1:], 1):
            done = _rewritten(part, done, version, commit, files)
        write_head(part, done)
        copy_rule_texts(book, part)
    return done


def _rewritten(part: Path, state: State, version: int, commit: Commit, files: dict[str, StoredFile]) -> State:
    adds = [files[file.path] for file in commit.adds]
    gone = [files[path] for path in commit.removes]
    written = actions(adds, gone, commit.keys, data_change=not gone)
    data = sealed(written, before=state.digest, operation="OPTIMIZE" if gone else "WRITE")
    disk.publish(log_file(part, version), data)
    return advanced(state, [parsed(data)])


def _log(book: Path, version: int) -> bytes:
    return log_file(book, version).read_bytes()


@contextmanager
def new_folder(book: Path, to: Path) -> Iterator[Path]:
    """A folder to write to, which gets its name at the end; it is deleted after an error."""
    disk.require_local(to)
    if to.is_file() or (to.is_dir() and any(to.iterdir())):
        raise BookError(message("{path} holds something already. Name a new or an empty folder.", path=str(to)))
    if to.resolve().is_relative_to(book.resolve()):
        raise BookError(message("{path} lies inside the book. Name a folder outside it.", path=str(to)))
    part = to.with_name(f".{to.name}.{uuid4().hex[:8]}{disk.PART}")
    try:
        part.mkdir(parents=True)
        yield part
        disk.sync([*(path for path in part.rglob("*") if path.is_dir()), part])
        if to.is_dir():
            to.rmdir()
        part.rename(to)
        disk.sync([to.parent])
    except OSError as error:
        raise BookError(
            message("{path} cannot be written: {cause}. Nothing was left there.", path=str(to), cause=reason(error))
        ) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _copied(book: Path, part: Path, commits: list[Commit], progress: Progress) -> dict[str, StoredFile]:
    """Copy every file that any version names; each with the digest of what was copied."""
    named = {file.path: file for commit in commits for file in commit.adds}
    done: dict[str, StoredFile] = {}
    for n, file in enumerate(named.values(), 1):
        (part / file.path).parent.mkdir(exist_ok=True)
        done[file.path] = _copy(book, part, file)
        progress(file.path, n)
    return done


def _copy(book: Path, part: Path, file: StoredFile) -> StoredFile:
    found, size = hashlib.sha256(), 0
    try:
        source = (book / file.path).open("rb")
    except FileNotFoundError:
        raise broken_file(book / file.path, message("it is missing")) from None
    except OSError as error:
        raise broken_file(book / file.path, reason(error)) from None
    with source, (part / file.path).open("xb") as copy:
        while piece := source.read(_PIECE):
            found.update(piece)
            size += len(piece)
            copy.write(piece)
        copy.flush()
        os.fsync(copy.fileno())
    if size != file.size or file.sha256 not in (None, found.hexdigest()):
        problem = message("its bytes are not those that were written (SHA-256 differs)")
        raise broken_file(book / file.path, problem)
    if file.sha256 is None and _rows(part / file.path) != file.rows:
        raise broken_file(book / file.path, message("it is cut off or damaged"))
    return StoredFile(file.path, file.kind, file.shelf, file.rows, size, found.hexdigest())


def _rows(path: Path) -> int:
    """How many rows can be read; -1 where a file of an older book is damaged."""
    try:
        with pq.ParquetFile(path) as opened:
            return sum(batch.num_rows for batch in opened.iter_batches())
    except (OSError, pa.ArrowException):
        return -1
