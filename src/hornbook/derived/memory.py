"""What commands remember from one to the next: bytes under a name, in a room of their own beside the book.

A name says of what the bytes were made; a digest of the code that made them belongs in it.
"""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from hornbook.derived import BookVersion, delete_derived, derived_path, write_derived

_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Memory:
    """One room of what is remembered; where nothing can be written, nothing is."""

    book: BookVersion
    room: str
    most: int
    """How many names are kept, those that were written last."""
    own: bool = False
    """Whether it is kept in the user's cache alone; see `derived_path`."""

    def load(self, name: str) -> bytes | None:
        """What is remembered under a name; None where nothing is."""
        with suppress(OSError):
            if (path := derived_path(self.book, self.room, name, own=self.own)) and path.exists():
                return path.read_bytes()
        return None

    def save(self, name: str, change: Callable[[bytes | None], bytes]) -> None:
        """Remember what `change` makes of what is remembered by then; no other writer comes between."""

        def make(parts: Mapping[Path, Path]) -> None:
            for part in parts.values():
                part.write_bytes(change(self.load(name)))

        with suppress(OSError):
            if path := derived_path(self.book, self.room, name, own=self.own):
                write_derived([path], make, anew=True)
                files = (file for file in path.parent.iterdir() if not file.name.startswith("."))
                delete_derived(sorted(files, key=lambda file: file.stat().st_mtime, reverse=True)[self.most :])


@cache
def code_digest(*rooms: str) -> str:
    """A word for the code of rooms and modules of Hornbook, as it is on disk."""
    root = Path(__file__).parent.parent
    found = sha256()
    for room in rooms:
        for file in _sources(root / room):
            found.update(f"{file.relative_to(root)}\0".encode() + file.read_bytes() + b"\0")
    return found.hexdigest()[:_DIGITS]


def _sources(path: Path) -> Iterable[Path]:
    """The files of code, and the tables of words beside them."""
    kinds = ("*.py", "*.txt", "*.parquet")
    return sorted(file for kind in kinds for file in path.rglob(kind)) if path.is_dir() else [path.with_suffix(".py")]
