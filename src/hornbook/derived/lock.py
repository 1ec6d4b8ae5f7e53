"""One writer at a time in a folder, among threads and processes."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    def _hold(file: int) -> None:
        msvcrt.locking(file, msvcrt.LK_LOCK, 1)
else:
    import fcntl

    def _hold(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX)


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Wait until nobody else writes in the folder, which is made where it lacks. A killed writer holds nothing."""
    file = _held(folder)
    try:
        yield
    finally:
        os.close(file)  # and with it the lock


def _held(folder: Path) -> int:
    """The lock file, held; a new one where the folder was deleted while this one was waited for."""
    path = folder / ".lock"
    while True:
        folder.mkdir(parents=True, exist_ok=True)
        file = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        _hold(file)
        try:
            if os.path.samestat(os.fstat(file), path.stat()):
                return file
        except FileNotFoundError:
            pass
        os.close(file)
