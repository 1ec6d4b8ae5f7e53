"""What a source of lists has said of each of its records, so that a namesake in a newer edition is told from it."""

from typing import Any

from hornbook.book.store import Store
from hornbook.kinds import Fact, Named, Registered, Round, schema
from hornbook.sources.shared.namesakes import HeldRecords, ListedRecord


def held_records(book: Store, source: str) -> HeldRecords:
    """The records of a source in the book: in which countries, joined when, with which investors."""
    held: HeldRecords = {}
    for row in _rows(book, Named, source):
        own = held.setdefault(row["subject"], ListedRecord())
        own.joined |= {row["valid"]} - {row["known"]}
    for row in _rows(book, Registered, source):
        held.setdefault(row["subject"], ListedRecord()).countries |= {row["country"]} - {None}
    for row in _rows(book, Round, source):
        named = {name.casefold() for name in row["investors"] or ()}
        held.setdefault(row["subject"], ListedRecord()).investors |= named
    return held


def _rows(book: Store, kind: type[Fact], source: str) -> list[dict[str, Any]]:
    files = [file for file in book.of(kind.__name__) if file.source == source]
    if not files:
        return []
    found: list[dict[str, Any]] = book.engine.arrow(book.scan(files, schema(kind))).to_pylist()
    return [row for row in found if not row["withdrawn"]]
