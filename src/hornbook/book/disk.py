"""What reaches the disk, and in which order: files first, then their folders, then the name of the commit."""

import errno
import hashlib
import io
import os
import re
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any
from uuid import uuid4

from hornbook.derived.lock import locked
from hornbook.errors import BookError
from hornbook.text import message

PART = ".part"
"""Ends the name of a file that is being written."""
_AT_ONCE = 8
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:/")
_NO_LINKS = (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EMLINK, errno.ENOSYS)


class HashingFile(io.FileIO):
    """A new file that knows the SHA-256 and the size of what was written to it."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "xb")
        self.sha256 = hashlib.sha256()
        self.size = 0

    def write(self, data: Any) -> int:
        """Write all of it; a full disk may take a part before it refuses the rest."""
        left = memoryview(data).cast("B")
        whole = left.nbytes
        while left.nbytes:
            done = super().write(left)
            self.sha256.update(left[:done])
            self.size += done
            left = left[done:]
        return whole


def require_local(folder: Path) -> None:
    """BookError for an address in the place of a folder, and for a name that is not UTF-8; nothing is looked up."""
    if _ADDRESS.match(str(folder)):
        raise BookError(message("{path} is an address; a book is a folder on this machine.", path=str(folder)))
    try:
        str(folder).encode()
    except UnicodeEncodeError:
        raise BookError(
            message("The name of the folder {path} is not UTF-8. Give it another name.", path=str(folder))
        ) from None


def digest(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def sync(paths: Iterable[Path]) -> None:
    """Have files or folders reach the disk; OSError where one cannot."""
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        list(pool.map(_sync, paths))


def _sync(path: Path) -> None:
    try:
        file = os.open(path, os.O_RDONLY)
    except PermissionError:
        if os.name == "nt":  # a folder cannot be opened there
            return
        raise
    try:
        os.fsync(file)
    finally:
        os.close(file)


def publish(path: Path, data: bytes) -> bool:
    """Write a new file whose name appears only when its bytes are on the disk; False when the name is taken."""
    part = path.with_name(f".{path.name}.{uuid4().hex[:8]}{PART}")
    try:
        _write(part, data)
        if not _link(part, path):
            return False
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    with suppress(OSError):  # the name has appeared, so the commit stands
        sync([path.parent])
    return True


def replace(path: Path, data: bytes) -> None:
    """Put a file in the place of another; nobody sees half of it."""
    part = path.with_name(f".{path.name}.{uuid4().hex[:8]}{PART}")
    try:
        _write(part, data)
        part.replace(path)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _write(path: Path, data: bytes) -> None:
    with path.open("xb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())


def _link(part: Path, path: Path) -> bool:
    """Give a file its name if the name is free."""
    try:
        os.link(part, path)
    except FileExistsError:
        return False
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        return _claim(part, path)
    return True


def _claim(part: Path, path: Path) -> bool:
    """The same where a file can have one name only: one writer at a time looks, and renames."""
    with locked(path.parent):
        if path.exists():
            return False
        part.replace(path)
    return True
