"""Marks of erasures: what was taken out of every version of a book, by its count and its digest, never by its content.

A mark stands in the commit of the erasure. It names each file that was rewritten or dropped with the file that stands
in its place, so the commits that named the old file stay as they were written and the log still verifies.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, NamedTuple

from hornbook.terms import Day


class Replacement(NamedTuple):
    """The file that stands in the place of one that held what was erased."""

    path: str
    rows: int
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasure:
    """One erasure."""

    version: int
    """The version that it made."""
    day: Day
    because: str
    since: int
    """The first version of the book of which a file was changed; versions before it are as they were."""
    facts: int
    """Facts that were taken out, each counted once."""
    altered: int
    """Facts of others in which a name was replaced."""
    notes: int
    """Refused rows and notes that were taken out or changed."""
    titles: int
    """Batches of which a title or a promise was changed."""
    kinds: dict[str, int]
    """Facts that were taken out, by kind."""
    sha256: str
    """Of all that was taken out or altered, as it was before; see `content.py`."""
    files: dict[str, Replacement | None] = field(default_factory=dict)
    """By the path of the old file what stands in its place; None where nothing was left of it."""


def mark_to_json(mark: Erasure) -> dict[str, Any]:
    """A mark as its commit holds it."""
    files = {path: None if new is None else new._asdict() for path, new in mark.files.items()}
    return asdict(mark) | {"day": mark.day.isoformat(), "files": files}


def mark_from_json(made: Mapping[str, Any]) -> Erasure:
    """The mark again; ValueError and the like for nonsense."""
    counts = {name: int(made[name]) for name in ("version", "since", "facts", "altered", "notes", "titles")}
    files = made["files"].items()
    return Erasure(
        day=date.fromisoformat(made["day"]),
        because=str(made["because"]),
        kinds={str(kind): int(n) for kind, n in made["kinds"].items()},
        sha256=str(made["sha256"]),
        files={str(path): None if new is None else _replacement(new) for path, new in files},
        **counts,
    )


def _replacement(made: Mapping[str, Any]) -> Replacement:
    return Replacement(str(made["path"]), int(made["rows"]), int(made["size"]), str(made["sha256"]))


def replacements(marks: Iterable[Erasure]) -> dict[str, Replacement | None]:
    """What stands in the place of each file after all erasures; `marks` from the oldest on."""
    found: dict[str, Replacement | None] = {}
    for mark in reversed(tuple(marks)):
        later = {old: found.get(new.path, new) if new else None for old, new in mark.files.items()}
        found |= later
    return found
