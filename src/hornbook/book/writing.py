"""Who writes to a book: many at once, who bring their own files; or one erasure, alone.

The system lets go of the lock of a process that was killed. Where files cannot be locked, nobody is kept waiting:
what was written from a state before an erasure is refused at its commit all the same.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hornbook.book.commits import FOLDER
from hornbook.errors import BookError
from hornbook.text import message

if sys.platform == "win32":
    import msvcrt

    _PLACES = 1_000

    def _lock_of(book: Path) -> int:
        """A file, since a folder cannot be opened there."""
        return os.open(book / FOLDER / "_writers", os.O_RDWR | os.O_CREAT, 0o666)

    def _hold(file: int, *, alone: bool) -> None:
        """Lock one byte of many, or all of them."""
        for place in [0] if alone else range(_PLACES):
            os.lseek(file, place, os.SEEK_SET)
            try:
                msvcrt.locking(file, msvcrt.LK_NBLCK, _PLACES if alone else 1)
            except OSError:
                continue
            return
        raise BlockingIOError
else:
    import fcntl

    def _lock_of(book: Path) -> int:
        """The folder of the log itself."""
        return os.open(book / FOLDER, os.O_RDONLY)

    def _hold(file: int, *, alone: bool) -> None:
        fcntl.flock(file, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)


@contextmanager
def writing(book: Path) -> Iterator[None]:
    """Hold a book as one of its writers; BookError while data are being erased from it."""
    file = _opened(book)
    try:
        if file is not None and not _is_free(file):
            raise BookError(
                message("Data are being erased from the book in {path}. Try again in a moment.", path=str(book))
            )
        yield
    finally:
        if file is not None:
            os.close(file)


@contextmanager
def alone(book: Path) -> Iterator[None]:
    """Hold a book alone; BookError while anybody writes to it, OSError where its files cannot be locked."""
    file = _lock_of(book)
    try:
        _hold(file, alone=True)
        yield
    except BlockingIOError:
        raise BookError(
            message(
                "Another process is writing to the book in {path}; nothing was erased. Try again when it has ended.",
                path=str(book),
            )
        ) from None
    finally:
        os.close(file)


def _opened(book: Path) -> int | None:
    """What is locked; none where it cannot be opened, and then nothing else can be written there either."""
    try:
        return _lock_of(book)
    except OSError:
        return None


def _is_free(file: int) -> bool:
    """Whether the lock was got; also where the file system has no locks."""
    try:
        _hold(file, alone=False)
    except BlockingIOError:
        return False
    except OSError:
        return True
    return True
