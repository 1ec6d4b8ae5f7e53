"""Erasure: data go out of every version of a book, and a mark of their count and digest stays. See docs/decisions/0017.

The commits stay as they were written, so the log verifies as before. The commit of the erasure names for each file
that held the data the one that stands in its place in every version. Once it is on the disk, the old ones are deleted.
"""

import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pyarrow as pa
import pyarrow.parquet as pq

from hornbook.book import disk
from hornbook.book.commits import StoredFile
from hornbook.book.content import digest_of_rows
from hornbook.book.erasable import Erasable, find_erasable, own_names, records_named, records_of_source
from hornbook.book.files import ROW_GROUP, parquet_writer
from hornbook.book.marks import Erasure, Replacement
from hornbook.book.parted import StandingFile, part_rows, tables_of
from hornbook.book.remains import begin_erasure, remove_remains
from hornbook.book.store import Store, unwritable
from hornbook.book.target import Target
from hornbook.book.writing import alone
from hornbook.errors import BookError, QuestionError
from hornbook.terms import Day
from hornbook.text import listing, message

_ERASED = re.compile(r"(\.e[0-9a-f]{8})?\.parquet$")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody asks to have erased."""

    subjects: tuple[str, ...] = ()
    """Records, by their subject or their exact name."""
    names: tuple[str, ...] = ()
    """Names that facts of any record mention."""
    source: str | None = None
    texts: bool = False


def target_of(book: Store, wanted: Wanted) -> Target:
    """What is to be looked for; QuestionError where a word means no record, or several."""
    if not (wanted.subjects or wanted.names or wanted.source):
        raise QuestionError(message("Say what to erase: a record, --source NAME, or --name NAME."))
    if wanted.source and wanted.source not in {batch.source for batch in book.batches}:
        raise QuestionError(message("The book has no source '{source}'.", source=wanted.source))
    asked: set[str] = set()
    for word, records in (records_named(book, wanted.subjects) if wanted.subjects else {}).items():
        if len(records) != 1:
            raise _unclear(word, sorted(records))
        asked |= records
    names = own_names(book, frozenset(asked)) if asked else {}
    groups = [*sorted(asked), *dict.fromkeys(wanted.names)]
    stands = {each: _stand_in(book, n, len(groups)) for n, each in enumerate(groups, 1)}
    words = stands | {name: stands[subject] for name, subject in names.items()}
    of_source = records_of_source(book, wanted.source) if wanted.source else frozenset[str]()
    return Target(frozenset(asked) | of_source, wanted.source, words, wanted.texts)


def _stand_in(book: Store, n: int, several: int) -> str:
    """What stands in the place of a word: another for each record, so that two stay two."""
    number = len(book.marks) + 1
    return f"(erased {number}.{n})" if several > 1 else f"(erased {number})"


def _unclear(word: str, records: list[str]) -> QuestionError:
    if not records:
        return QuestionError(message("No version of the book has a record '{word}'.", word=word))
    return QuestionError(
        message(
            "'{word}' is the name of {n} records: {subjects}. Give one of these.",
            word=word,
            n=len(records),
            subjects=listing(records[:10]),
        )
    )


def preview_erasure(book: Store, wanted: Wanted) -> Erasable:
    """What an erasure would take; nothing is written."""
    book.require_writable()
    return _found(book, target_of(book, wanted))


def erase(book: Store, wanted: Wanted, *, because: str, day: Day) -> tuple[Erasable, Erasure]:
    """Erase from every version; BookError while another process writes, and nothing is changed where it fails."""
    book.require_writable()
    try:
        with alone(book.path):
            book.refresh()
            target = target_of(book, wanted)
            _require_reason(target, because)
            found = _found(book, target)
            begin_erasure(book.path)
            try:
                for path in found.rule_texts:  # before the commit, so that none is left once that stands
                    path.unlink(missing_ok=True)
                mark = _commit(book, target, found, because=because.strip(), day=day)
            finally:
                with suppress(OSError, BookError):  # what is left to do is done when the book is next opened
                    remove_remains(book.path)
            return found, mark
    except OSError as error:
        raise unwritable(book.path, error) from error


def _found(book: Store, target: Target) -> Erasable:
    found = find_erasable(book, target)
    if not found.files and not found.rule_texts:
        raise QuestionError(message("The book holds nothing of it, in any version; nothing was erased."))
    return found


def _require_reason(target: Target, because: str) -> None:
    if not because.strip():
        raise QuestionError(message("Say why: --because 'request of 2 May, file 17'."))
    if target.mentions(because):
        raise QuestionError(message("The reason stays in the book: write it without what is to be erased."))


def _commit(book: Store, target: Target, found: Erasable, *, because: str, day: Day) -> Erasure:
    made = {path: _rewritten(book.path, target, each, found) for path, each in found.files.items()}
    new = [file for file in made.values() if file]
    disk.sync([*(book.path / file.path for file in new), *{(book.path / file.path).parent for file in new}])
    mark = Erasure(
        version=book.version + 1,
        day=day,
        because=because,
        since=found.since if found.files else book.version + 1,
        facts=found.kinds.total(),
        altered=len(found.altered),
        notes=found.notes,
        titles=found.titles,
        kinds=dict(sorted(found.kinds.items())),
        sha256=digest_of_rows(found.digests),
        files={path: None if file is None else _replacement(file) for path, file in made.items()},
    )
    live = [file for file in book.files if file.path in made]
    adds = [each for file in live if (each := made[file.path])]
    book.replace(live, adds, mark)
    return mark


def _replacement(file: StoredFile) -> Replacement:
    return Replacement(file.path, file.rows, file.size, str(file.sha256))


def _rewritten(book: Path, target: Target, each: StandingFile, found: Erasable) -> StoredFile | None:
    """A new file with the rows that stay; none where none stays."""
    old = each.file
    path = _ERASED.sub(f".e{uuid4().hex[:8]}.parquet", old.path)
    waiting: list[pa.Table] = []
    out: tuple[disk.HashingFile, pq.ParquetWriter] | None = None
    rows = 0
    for read in tables_of(book, old):
        stays = part_rows(target, each, read, found.ledger).stays
        waiting, rows = [*waiting, stays], rows + stays.num_rows
        if out is None and stays.num_rows:
            file = disk.HashingFile(book / path)
            out = file, parquet_writer(file, stays.schema)
        if out and sum(table.num_rows for table in waiting) >= ROW_GROUP:
            out[1].write_table(pa.concat_tables(waiting), row_group_size=ROW_GROUP)
            waiting = []
    if out is None:
        return None
    file, writer = out
    if any(table.num_rows for table in waiting):
        writer.write_table(pa.concat_tables(waiting), row_group_size=ROW_GROUP)
    writer.close()
    file.close()
    return StoredFile(path, old.kind, old.shelf, rows, file.size, file.sha256.hexdigest())
