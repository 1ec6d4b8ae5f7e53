"""A book's log on disk: read as a whole, checked bit by bit, and added to one commit at a time."""

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import uuid4

from hornbook.book import disk
from hornbook.book.commits import (
    FOLDER,
    FORMAT,
    Commit,
    NewerFormatError,
    State,
    StoredFile,
    StrangeTableError,
    actions,
    advanced,
    log_file,
    read_commit,
    resolved,
    sealed,
    versions,
)
from hornbook.book.ledger import BATCH, REJECT
from hornbook.book.marks import Erasure
from hornbook.engine.trouble import broken_file
from hornbook.errors import BookError, PhraseError, reason
from hornbook.kinds import KINDS
from hornbook.text import Phrase, message

HEAD = "_head"
"""A file of the log's folder that names the newest commit, so that a log that lost its last file is noticed."""


ERASING = "_erasing"
"""A file of the log's folder that stands there while an erasure is not yet finished."""


class OvertakenError(Exception):
    """Another process took away a file that this commit wanted to replace."""


def erased_meanwhile() -> BookError:
    """The error for a book from which data were erased since it was opened: what was read then may not be written."""
    return BookError(message("Data were erased from the book meanwhile; nothing was changed. Give the command again."))


def has_log(book: Path) -> bool:
    """Whether a folder holds the log of a book."""
    return (book / FOLDER).is_dir() and bool(versions(book))


def named_files(book: Path) -> set[str]:
    """Every file that any version names; not those whose facts were erased."""
    commits = every_commit(book)
    return {path for commit in commits for path in (*commit.removes, *(file.path for file in commit.adds))}


def every_commit(book: Path) -> list[Commit]:
    """All commits of a book, with the files that stand since the last erasure; the n-th is of version n."""
    return resolved(list(_commits(book, State(), versions(book)[-1])))


def read_log(book: Path, version: int | None = None) -> State:
    """What the book holds at a version, the newest unless said; BookError names the file that is not as written."""
    found = versions(book)
    newest = found[-1]
    if version is not None and not 0 <= version <= newest:
        raise BookError(
            message(
                "The book in {path} has no version {version:d}; it has 0 to {newest:d}.",
                path=str(book),
                version=version,
                newest=newest,
            )
        )
    commits = every_commit(book)
    state = advanced(State(), commits if version is None else commits[: version + 1])
    check_head(book, newest)
    return replace(state, marks=tuple(commit.erased for commit in commits if commit.erased))


def _commits(book: Path, state: State, version: int) -> Iterator[Commit]:
    for n in range(state.version + 1, version + 1):
        commit = _commit(book, n, state)
        state = State(n, commit.format or state.format, commit.digest)
        yield commit


def _commit(book: Path, version: int, before: State) -> Commit:
    file = log_file(book, version)
    try:
        commit = read_commit(file.read_bytes(), before)
    except StrangeTableError:
        raise BookError(
            message("{path} is not a book of this make (expected '{format}').", path=str(book), format="hornbook")
        ) from None
    except NewerFormatError as error:
        raise newer(book, error) from None
    except PhraseError as error:
        raise broken_file(file, error.phrase) from None
    except FileNotFoundError:
        raise broken_file(file, message("it is missing")) from None
    except OSError as error:
        raise broken_file(file, reason(error)) from None
    unknown = sorted({file.kind for file in commit.adds} - {*KINDS, BATCH, REJECT})
    if unknown:
        raise BookError(
            message(
                "The book in {path} holds facts of a kind that this Hornbook does not know: {kind}. A newer Hornbook "
                "wrote them. Update Hornbook.",
                path=str(book),
                kind=unknown[0],
            )
        )
    return commit


def newer(book: Path, error: NewerFormatError) -> BookError:
    """The error for a book that a newer Hornbook wrote."""
    return BookError(
        message("The book in {path} cannot be read: {cause}. Update Hornbook.", path=str(book), cause=error.phrase)
    )


# ---- the newest commit


def head_problem(book: Path, newest: int) -> tuple[Path, Phrase] | None:
    """The file that the note of the newest commit finds missing or changed, and how; a damaged note finds nothing."""
    try:
        data = (book / FOLDER / HEAD).read_bytes()
        note = json.loads(data)
        version, digest = int(note["version"]), str(note["digest"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    file = log_file(book, version)
    if data != _head(version, digest):
        return None
    if version > newest and not file.exists():  # another process may have written it a moment ago
        return file, message("it is missing, and with it an import")
    try:
        same = disk.digest(file) == digest
    except OSError as error:
        return file, reason(error)
    return None if same else (file, message("its bytes are not those that were written (SHA-256 differs)"))


def check_head(book: Path, newest: int) -> None:
    """BookError where the log lost its last file."""
    found = head_problem(book, newest)
    if found:
        raise broken_file(*found)


def _head(version: int, digest: str) -> bytes:
    check = sha256(f"{version} {digest}".encode()).hexdigest()
    return json.dumps({"version": version, "digest": digest, "check": check}).encode()


def write_head(book: Path, state: State) -> None:
    """Note the newest commit; where that fails, the note is a little older, which is no harm."""
    with suppress(OSError):
        disk.replace(book / FOLDER / HEAD, _head(state.version, state.digest))


# ---- a further commit


def append_commit(
    book: Path,
    state: State,
    *,
    adds: Sequence[StoredFile],
    removes: Sequence[str] = (),
    keys: Sequence[str] = (),
    operation: str = "WRITE",
    erased: Erasure | None = None,
) -> State | None:
    """The state after a commit; None when another process brought one of its keys first.

    OSError, OvertakenError and BookError only where the commit did not happen.
    """
    folders = {book, *((book / file.path).parent for file in adds)}
    disk.sync([*(book / file.path for file in adds), *folders])
    while True:
        if state.keys.keys() & set(keys):
            return None
        if any(path not in state.files for path in removes):
            raise OvertakenError
        gone = [state.files[path] for path in removes]
        done_to_data = not removes or erased is not None
        does = actions(adds, gone, keys, data_change=done_to_data)
        data = sealed(does, before=state.digest, operation=operation, erased=erased)
        if disk.publish(log_file(book, state.version + 1), data):
            done = advanced(state, [read_commit(data, state)])
            write_head(book, done)
            return done
        fresh = read_log(book)
        if fresh.marks != state.marks:
            raise erased_meanwhile()
        state = fresh


def begin(book: Path, schema: str) -> None:
    """The first commit of an empty book; nothing where another process made it meanwhile."""
    table: list[dict[str, Any]] = [
        {"protocol": {"minReaderVersion": 1, "minWriterVersion": 2}},
        {
            "metaData": {
                "id": str(uuid4()),
                "name": f"hornbook {FORMAT}",
                "description": "Dated facts about companies, append-only.",
                "format": {"provider": "parquet", "options": {}},
                "schemaString": schema,
                "partitionColumns": ["kind", "shelf"],
                "configuration": _CONFIGURATION,
            }
        },
    ]
    if disk.publish(log_file(book, 0), sealed(table, before="", operation="CREATE TABLE")):
        write_head(book, read_log(book))


_FOREVER = "interval 36500 days"  # an earlier version must stay answerable, so no log entry ever expires
_CONFIGURATION = {
    "delta.appendOnly": "false",  # compaction rewrites files, never rows
    "delta.logRetentionDuration": _FOREVER,
    "delta.deletedFileRetentionDuration": _FOREVER,
    "delta.enableExpiredLogCleanup": "false",
}
