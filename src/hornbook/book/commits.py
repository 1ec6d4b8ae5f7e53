"""The log of a book: one file for each commit, with the digest of its own bytes and that of the commit before it.

The files are those of a Delta table, so other engines read the book too. They are written here because the name of a
commit may appear only when it and every file that it names are on the disk. See docs/decisions/0012.
"""

import json
import re
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from hornbook.book.marks import Erasure, Replacement, mark_from_json, mark_to_json, replacements
from hornbook.errors import PhraseError
from hornbook.terms import VERSION
from hornbook.text import message

FOLDER = "_delta_log"
FORMAT = 2
"""Of the books that this Hornbook writes; it reads the earlier ones too. Format 1 has no digests."""
_UNSEALED = "0" * 64
_NAME = re.compile(r"(\d{20})\.json")
_MADE = re.compile(r"hornbook (\d{1,9})")
_PATH = re.compile(r"[A-Za-z_]+/[A-Za-z0-9._-]+\.parquet")
_DIGEST = re.compile(r"[0-9a-f]{64}")


class NewerFormatError(PhraseError):
    """A newer Hornbook wrote the book, or a part of it."""


class StrangeTableError(PhraseError):
    """A Delta table that is no book."""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A Parquet file as its commit names it."""

    path: str
    """From the book's folder."""
    kind: str
    shelf: str
    rows: int
    size: int
    sha256: str | None
    """Empty in a book of format 1."""


@dataclass(frozen=True, slots=True)
class Commit:
    """What one file of the log says."""

    format: int | None
    """Of the book, where the commit says it: the first one does."""
    adds: tuple[StoredFile, ...]
    removes: tuple[str, ...]
    keys: tuple[str, ...]
    """What no second commit may bring: the name of a batch."""
    digest: str
    """SHA-256 of the file."""
    before: str | None
    """SHA-256 of the file of the commit before; empty in a book of format 1."""
    erased: Erasure | None = None
    """What an erasure took out of every version."""

    @property
    def restates(self) -> bool:
        """Whether its files hold what earlier ones held: those of a compaction and of an erasure do."""
        return bool(self.removes) or self.erased is not None


@dataclass(frozen=True, slots=True)
class State:
    """What a book holds after a commit."""

    version: int = -1
    format: int = 0
    digest: str = ""
    """SHA-256 of the newest commit's file, which the next one carries."""
    files: dict[str, StoredFile] = field(default_factory=dict)
    keys: dict[str, int] = field(default_factory=dict)
    """What its commits brought and no second one may bring, in the order of writing, with the version that did."""
    marks: tuple[Erasure, ...] = ()
    """Every erasure of the book, later ones too: their files stand in the place of the old ones in each version."""


def log_file(book: Path, version: int) -> Path:
    """Where a commit is written."""
    return book / FOLDER / f"{version:020}.json"


def versions(book: Path) -> list[int]:
    """The versions that have a file, in order."""
    found = (_NAME.fullmatch(entry.name) for entry in (book / FOLDER).iterdir())
    return sorted(int(name[1]) for name in found if name)


def advanced(state: State, commits: Iterable[Commit]) -> State:
    """The state after further commits."""
    files, keys, marks = dict(state.files), dict(state.keys), state.marks
    version, made, digest = state.version, state.format, state.digest
    for commit in commits:
        for path in commit.removes:
            files.pop(path, None)
        files |= {file.path: file for file in commit.adds}
        keys |= dict.fromkeys(commit.keys, version + 1)
        marks = (*marks, commit.erased) if commit.erased else marks
        version, made, digest = version + 1, commit.format or made, commit.digest
    return State(version, made, digest, files, keys, marks)


def resolved(commits: Sequence[Commit]) -> list[Commit]:
    """The commits with the files that stand since the last erasure."""
    stands = replacements(commit.erased for commit in commits if commit.erased)
    return [_standing(commit, stands) for commit in commits] if stands else list(commits)


def _standing(commit: Commit, stands: dict[str, Replacement | None]) -> Commit:
    adds = tuple(file for each in commit.adds if (file := _stand_in(each, stands)))
    removes = (path if path not in stands else new.path if (new := stands[path]) else None for path in commit.removes)
    return replace(commit, adds=adds, removes=tuple(path for path in removes if path))


def _stand_in(file: StoredFile, stands: dict[str, Replacement | None]) -> StoredFile | None:
    if file.path not in stands:
        return file
    new = stands[file.path]
    return new and StoredFile(new.path, file.kind, file.shelf, new.rows, new.size, new.sha256)


def read_commit(data: bytes, state: State) -> Commit:
    """A commit that follows a state; PhraseError says what is wrong with its bytes."""
    if not data:
        raise PhraseError(message("it is empty"))
    try:
        commit = parsed(data)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        if isinstance(error, PhraseError):
            raise
        raise PhraseError(message("it is damaged: its text cannot be read")) from None
    made = commit.format or state.format
    if state.version < 0 and commit.format is None:
        raise StrangeTableError(message("it does not begin as a book does"))
    if state.version >= 0 and not (commit.adds or commit.removes or commit.keys or commit.erased):
        raise PhraseError(message("it adds nothing, as no commit does"))
    if made >= 2 and commit.before is None:
        raise PhraseError(message("it has no digest: another program wrote it, or it is damaged"))
    if commit.before is not None and commit.before != state.digest:
        raise PhraseError(message("it does not follow the commit before it: one of the two is not what was written"))
    return commit


def parsed(data: bytes) -> Commit:
    """What a file of the log says, its own digest checked where it has one; ValueError and the like for nonsense."""
    actions = [json.loads(line) for line in data.decode("utf-8").splitlines() if line]
    made = next((_format(action["metaData"]) for action in actions if "metaData" in action), None)
    seal = next((a["commitInfo"]["hornbook"] for a in actions if "hornbook" in a.get("commitInfo", {})), None)
    if seal is not None:
        if int(seal["format"]) > FORMAT:
            raise _newer(int(seal["format"]))
        _check_seal(data, str(seal["digest"]))
    return Commit(
        format=made,
        adds=tuple(_added(action["add"]) for action in actions if "add" in action),
        removes=tuple(_path(action["remove"]["path"]) for action in actions if "remove" in action),
        keys=tuple(str(action["txn"]["appId"]) for action in actions if "txn" in action),
        digest=sha256(data).hexdigest(),
        before=None if seal is None else str(seal["before"]),
        erased=_mark(seal) if seal is not None else None,
    )


def _mark(seal: dict[str, Any]) -> Erasure | None:
    if "erased" not in seal:
        return None
    mark = mark_from_json(seal["erased"])
    for new in mark.files.values():
        if new is not None and not _DIGEST.fullmatch(new.sha256):
            raise ValueError(new.sha256)
    for path in (*mark.files, *(new.path for new in mark.files.values() if new)):
        _path(path)
    return mark


def _format(metadata: dict[str, Any]) -> int:
    name = _MADE.fullmatch(str(metadata.get("name")))
    if name is None:
        raise StrangeTableError(message("it does not begin as a book does"))
    if int(name[1]) > FORMAT:
        raise _newer(int(name[1]))
    return int(name[1])


def _newer(made: int) -> NewerFormatError:
    return NewerFormatError(
        message(
            "made by a newer Hornbook (book format {made}; this one reads 1 to {known})",
            made=str(made),
            known=str(FORMAT),
        )
    )


def _check_seal(data: bytes, digest: str) -> None:
    mark = digest.encode()
    if not _DIGEST.fullmatch(digest) or data.count(mark) != 1:
        raise PhraseError(message("its digest is damaged"))
    if sha256(data.replace(mark, _UNSEALED.encode())).hexdigest() != digest:
        raise PhraseError(message("its bytes are not those that were written (SHA-256 differs)"))


def _added(add: dict[str, Any]) -> StoredFile:
    tags = add.get("tags") or {}
    digest = tags.get("sha256")
    if digest is not None and not _DIGEST.fullmatch(digest):
        raise ValueError(digest)
    partition = add["partitionValues"]
    rows = int(json.loads(add["stats"])["numRecords"])
    return StoredFile(
        _path(add["path"]), str(partition["kind"]), str(partition["shelf"]), rows, int(add["size"]), digest
    )


def _path(path: str) -> str:
    """A path inside the book; anything else would lead out of its folder."""
    if not _PATH.fullmatch(path):
        raise ValueError(path)
    return path


def sealed(actions: Iterable[dict[str, Any]], *, before: str, operation: str, erased: Erasure | None = None) -> bytes:
    """The bytes of a commit: its actions behind a line that holds the digest of all of it."""
    seal: dict[str, Any] = {"format": FORMAT, "before": before, "digest": _UNSEALED}
    if erased:
        seal["erased"] = mark_to_json(erased)
    info = {
        "timestamp": int(time.time() * 1000),
        "operation": operation,
        "engineInfo": f"hornbook {VERSION}",
        "hornbook": seal,
    }
    lines = [{"commitInfo": info}, *actions]
    text = "".join(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n" for line in lines)
    digest = sha256(text.encode()).hexdigest()
    return text.replace(f'"digest":"{_UNSEALED}"', f'"digest":"{digest}"', 1).encode()


def actions(
    adds: Sequence[StoredFile], removes: Sequence[StoredFile], keys: Sequence[str], *, data_change: bool
) -> Iterator[dict[str, Any]]:
    """What a commit does, as Delta Lake writes it."""
    now = int(time.time() * 1000)
    for file in removes:
        yield {
            "remove": {
                "path": file.path,
                "deletionTimestamp": now,
                "dataChange": data_change,
                "extendedFileMetadata": True,
                "partitionValues": {"kind": file.kind, "shelf": file.shelf},
                "size": file.size,
            }
        }
    for file in adds:
        yield {
            "add": {
                "path": file.path,
                "partitionValues": {"kind": file.kind, "shelf": file.shelf},
                "size": file.size,
                "modificationTime": now,
                "dataChange": data_change,
                "stats": json.dumps({"numRecords": file.rows}),
                "tags": {"sha256": file.sha256},
            }
        }
    for key in keys:
        yield {"txn": {"appId": key, "version": 1}}
