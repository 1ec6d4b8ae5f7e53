"""Whether the files that a question reads are those that were written: size and SHA-256 against the commit's.

A file is read once for this. Afterwards its inode, size and times stand for it, in this process and, where much was
read, in a note beside the book: any program that writes to a file changes the time of its inode. A note is trusted for
a week, so that a disk that fails in silence is noticed too. `hornbook verify` trusts no note.
"""

import hashlib
import json
import os
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from hornbook import derived
from hornbook.book import disk
from hornbook.book.commits import StoredFile
from hornbook.engine.trouble import broken_file
from hornbook.errors import reason
from hornbook.text import Phrase, message

_WEEK = 7 * 86_400 * 10**9
_SAME_TICK = 10**8
"""Nanoseconds in which a file may change twice and show one time."""
_WORTH_A_NOTE = 8_000_000
"""Bytes; what is smaller is read faster than a note is."""


class Stamp(NamedTuple):
    """What changes when anybody writes to a file."""

    device: int
    inode: int
    size: int
    modified: int
    changed: int


class Note(NamedTuple):
    """That a file had a digest when it had a stamp."""

    sha256: str
    stamp: Stamp
    at: int


def stamp_of(path: Path) -> Stamp:
    """A file's stamp."""
    found = path.stat()
    return Stamp(found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)


class Checks:
    """Which files of a book were read and found right."""

    def __init__(self, book: Path) -> None:
        self._book = book
        self._notes: dict[str, Note] | None = None

    def check(self, files: Sequence[StoredFile]) -> None:
        """BookError names the first file whose size or SHA-256 is not what its commit says."""
        sealed = [file for file in files if file.sha256 is not None]
        if not sealed:
            return
        if self._notes is None:
            self._notes = _read_notes(self._book)
        notes, root, now = self._notes, self._book.resolve(), time.time_ns()
        open_ = [file for file in sealed if not _holds(notes.get(file.path), root / file.path, file, now)]
        if not open_:
            return
        with ThreadPoolExecutor(min(4, os.cpu_count() or 1)) as pool:
            found = list(pool.map(lambda file: _checked(root / file.path, file), open_))
        notes |= {file.path: note for file, note in zip(open_, found, strict=True)}
        if sum(file.size for file in open_) >= _WORTH_A_NOTE:
            _write_notes(self._book, notes)


def _holds(note: Note | None, path: Path, file: StoredFile, now: int) -> bool:
    """Whether a note still stands for a file."""
    if note is None or note.sha256 != file.sha256 or not note.at <= now < note.at + _WEEK:
        return False
    if max(note.stamp.modified, note.stamp.changed) > note.at - _SAME_TICK:
        return False
    try:
        return stamp_of(path) == note.stamp
    except OSError:
        return False


def _checked(path: Path, file: StoredFile) -> Note:
    at = time.time_ns()
    problem = problem_of(path, file.size, file.sha256)
    if problem:
        raise broken_file(path, problem)
    return Note(str(file.sha256), stamp_of(path), at)


def problem_of(path: Path, size: int, sha256: str | None) -> Phrase:
    """What is wrong with a file, by the size and the digest that were written; nothing where it is right."""
    try:
        there = path.stat().st_size
        if there != size:
            if not there:
                return message("it is empty")
            return message("it has {there:,} bytes; {size:,} were written", there=there, size=size)
        if sha256 is not None and disk.digest(path) != sha256:
            return message("its bytes are not those that were written (SHA-256 differs)")
    except FileNotFoundError:
        return message("it is missing")
    except OSError as error:
        return reason(error)
    return ""


# ---- the note beside the book


def _read_notes(book: Path) -> dict[str, Note]:
    """The notes of earlier processes; none where a bit of them is not as it was written."""
    try:
        place = derived.loose(book, "checked")
        head, _, body = (place.read_bytes() if place else b"").partition(b"\n")
        if head.decode() != hashlib.sha256(body).hexdigest():
            return {}
        return {path: Note(sha, Stamp(*stamp), at) for path, (sha, stamp, at) in json.loads(body).items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def _write_notes(book: Path, notes: dict[str, Note]) -> None:
    body = json.dumps(notes).encode()
    place = derived.loose(book, "checked", make=True)
    if place is not None:
        with suppress(OSError):
            disk.replace(place, hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
