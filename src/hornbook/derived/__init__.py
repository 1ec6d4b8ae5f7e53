"""All that is kept beside a book to be quick: worked out of it, safe to delete, made again where it lacks.

    place(book, room, name, suffix) -> Path | None    where it is kept, or would be
    write(paths, make)                                what lacks of it, whole or not at all, by one writer at a time
    loose(folder, name)                               the same for what belongs to no version
    earlier(book, room, name)                         what was kept for this version of the book, or an earlier one
    clear(book)                                       delete all of it

A name holds the version and the digest of the book that it was made of, so that nothing can be met that another state
of the book, or another book in the same place, gave rise to. Where the book is read-only, the user's cache keeps it.
"""

import atexit
import hashlib
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import NamedTuple, Protocol

from hornbook.derived.lock import locked

FOLDER = "_kept"
"""Beside the book's own folders; all files stand a folder deeper, where the book does not look for files of its own."""

_DIGITS = 16  # of the book's digest in a name
_TRIES = 3  # to write, where somebody deletes everything meanwhile
_KEY = re.compile(rf"(\d+)-([0-9a-f]{{{_DIGITS}}})-(.*)")


class BookVersion(Protocol):
    """The book, as far as it matters here."""

    @property
    def path(self) -> Path:
        """Its folder."""

    @property
    def version(self) -> int:
        """Its state."""

    @property
    def digest(self) -> str:
        """What that state holds."""


class _Earlier(NamedTuple):
    """Something that was kept for a version of the book."""

    version: int
    digest: str
    """The first digits of that version's digest."""
    path: Path

    def of(self, digest: str) -> bool:
        """Whether a book of that digest is what it was made of."""
        return digest.startswith(self.digest)


def derived_path(book: BookVersion, room: str, name: str, suffix: str = "", *, own: bool = False) -> Path | None:
    """Where something is kept, or would be; None where neither the book's folder nor the user's cache can be written.

    `room`: a word for the kind of thing. `name`: what, of all that follows from the book; letters and digits.
    `own`: only in the user's cache, for what is obeyed and not just read: a book may have come from somebody else.
    """
    file = f"{book.version}-{book.digest[:_DIGITS]}-{name}{suffix}"
    folders = _folders(book.path)[1 if own else 0 :]
    there = next((folder / room / file for folder in folders if _is_whole(folder / room / file)), None)
    place = there or next((folder / room / file for folder in folders if _writable(folder / room)), None)
    if place is not None and place != there:
        _remove(place)  # what stands there is not what was written
    return place


def loose(book: Path, name: str, *, make: bool = False) -> Path | None:
    """Where something of no version is kept, or with `make` where it can be; None where there is no such place."""
    files = [folder / "loose" / name for folder in _folders(book)]
    return next((file for file in files if (_writable(file.parent) if make else file.exists())), None)


def earlier(book: BookVersion, room: str, name: str, suffix: str = "") -> list[_Earlier]:
    """What was kept under a name for this version or those before, newest first; another book may have stood there."""
    found = []
    for folder in _folders(book.path):
        for path in folder.joinpath(room).glob(f"*-{name}{suffix}"):
            key = _KEY.fullmatch(path.name)
            if key and key[3] == name + suffix and int(key[1]) <= book.version and _is_whole(path):
                found.append(_Earlier(int(key[1]), key[2], path))
    return sorted(found, reverse=True)


Make = Callable[[Mapping[Path, Path]], None]
"""Given for each path that lacks where to write it, a file or a folder."""


def write_derived(paths: Sequence[Path], make: Make, *, anew: bool = False) -> None:
    """Make those of some paths of one folder that lack, or `anew` all of them; nobody ever sees half of one.

    One writer at a time makes something of a folder. A second one waits, and then finds it made.
    """
    for left in reversed(range(_TRIES)):
        try:
            _write(paths, make, anew=anew)
        except FileNotFoundError:  # somebody deleted the folder under our hands
            if not left:
                raise
        else:
            return


def _write(paths: Sequence[Path], make: Make, *, anew: bool) -> None:
    with locked(paths[0].parent):
        parts = {path: path.with_name(f".{path.name}.part") for path in paths if anew or not path.exists()}
        if not parts:
            return
        for part in parts.values():
            _remove(part)  # of a writer that was killed
        make(parts)
        for path, part in parts.items():
            if path.is_dir():
                _remove(path)
            _note_digest(path, part)
            part.replace(path)


def _note(path: Path) -> Path:
    """The file that holds the digest of what is kept."""
    return path.parent.parent / "digests" / f"{path.parent.name}.{path.name}"


def _note_digest(path: Path, part: Path) -> None:
    note = _note(path)
    note.parent.mkdir(exist_ok=True)
    note.write_text(_digest(part), encoding="ascii")


def _is_whole(path: Path) -> bool:
    """Whether what is kept is there, and is what was written to the last bit."""
    try:
        return path.exists() and _note(path).read_text(encoding="ascii") == _digest(path)
    except (OSError, ValueError):
        return False


def _digest(path: Path) -> str:
    """SHA-256 of a file, or of all files of a folder with their names."""
    if path.is_file():
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    parts = sorted(each for each in path.rglob("*") if each.is_file())
    return hashlib.sha256("\n".join(f"{p.relative_to(path)} {_digest(p)}" for p in parts).encode()).hexdigest()


def delete_derived(paths: Sequence[Path]) -> None:
    """Delete what is no longer wanted; what cannot be deleted stays."""
    for path in paths:
        _remove(path)


def clear(book: BookVersion) -> None:
    """Delete everything that is kept beside the book, of all its versions, and in the user's cache for it."""
    clear_folder(book.path)


def clear_folder(book: Path) -> None:
    """The same by the folder of a book."""
    delete_derived(_folders(book))


@cache
def scratch() -> Path:
    """A folder of this process alone, for what has no place; it is gone when the process ends."""
    made = tempfile.mkdtemp(prefix="hornbook-")
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    folder = Path(made) / "scratch"
    folder.mkdir(exist_ok=True)
    return folder


def _folders(book: Path) -> list[Path]:
    """Beside the book, and in the user's cache."""
    own = hashlib.sha256(str(book.resolve()).encode()).hexdigest()[:32]
    root = os.environ.get("XDG_CACHE_HOME") or ""
    base = Path(root) if Path(root).is_absolute() else Path("~/.cache").expanduser()
    return [book / FOLDER, base / "hornbook" / own]


def _writable(folder: Path) -> bool:
    """Whether files can be made there; the folder is made."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(folder, os.W_OK | os.X_OK)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink()
