"""Compaction: the same facts in fewer files, sorted by company, with the statements that stand once set apart."""

import uuid
from collections import defaultdict
from dataclasses import dataclass

import ibis
import pyarrow as pa

from hornbook.book.files import ROW_GROUP, ParquetWriter
from hornbook.book.store import File, Store, unwritable
from hornbook.book.writing import writing
from hornbook.kinds import KINDS, schema


@dataclass(frozen=True, slots=True)
class Compacted:
    """How many files there were, how many there are, and how many belonged to nobody."""

    before: int
    after: int
    swept: int
    """Files that killed imports had left behind."""


def compact_files(book: Store) -> Compacted:
    """Rewrite every (kind, source) that several imports wrote to; one commit that changes no row.

    What one writer wrote is sorted and set apart already, unless all of it had to be marked as versions.
    """
    book.require_writable()
    with writing(book.path):
        return _compacted(book)


def _compacted(book: Store) -> Compacted:
    before = len(book.files)
    strays = book.strays()
    for path in strays:
        path.unlink(missing_ok=True)
    groups: dict[tuple[str, str], list[File]] = defaultdict(list)
    for file in book.files:
        if file.kind in KINDS:
            groups[file.kind, file.source].append(file)
    crowded = {key: files for key, files in groups.items() if _crowded(files)}
    if not crowded:
        return Compacted(before, before, len(strays))
    writer = f"c{uuid.uuid4().hex[:15]}"
    shelves: list[ParquetWriter] = []
    try:
        for (kind, source), files in crowded.items():
            _merge(book, kind, source, files, writer, shelves)
        adds = [stored for shelf in shelves for stored in shelf.adds()]
        book.replace([file for files in crowded.values() for file in files], adds)
    except BaseException as error:
        if not isinstance(error, KeyboardInterrupt):  # which may come after the commit
            for shelf in shelves:
                shelf.discard()
        if isinstance(error, OSError | pa.ArrowException):
            raise unwritable(book.path, error) from error
        raise
    return Compacted(before, len(book.files), len(strays))


def _crowded(files: list[File]) -> bool:
    return len({file.writer for file in files}) > 1 or (len(files) > 1 and all(file.versions for file in files))


def _merge(book: Store, kind: str, source: str, files: list[File], writer: str, shelves: list[ParquetWriter]) -> None:
    """Write the rows of some files to others, statements that stand once apart from the rest."""
    columns = schema(KINDS[kind])
    rows = book.scan(files, columns).select(columns.names)
    counted = rows.mutate(_n=ibis._.count().over(group_by=rows.id))
    for versions in (False, True):
        wanted = counted.filter(counted._n > 1 if versions else counted._n == 1).drop("_n")
        ordered = wanted.order_by(["subject", "valid", "known", "id", "place"])
        shelf = ParquetWriter(book.path, kind=kind, source=source, versions=versions, writer=writer)
        shelves.append(shelf)
        for batch in book.engine.batches(ordered, ROW_GROUP):
            shelf.write(pa.Table.from_batches([batch]).cast(columns))
