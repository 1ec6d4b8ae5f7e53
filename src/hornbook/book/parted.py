"""The rows of one file parted by an erasure: what stays, what goes, and what stays with a word replaced."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from hornbook.book.commits import StoredFile
from hornbook.book.journal import every_commit
from hornbook.book.ledger import REJECT, REJECTS, rejected_rows
from hornbook.book.target import PLACE, Target
from hornbook.engine.trouble import unreadable
from hornbook.kinds import KINDS
from hornbook.text import Listing, Message, Text

_AT_ONCE = 65_536


class StandingFile(NamedTuple):
    """A file of some version."""

    file: StoredFile
    since: int
    """The version that brought it."""
    original: bool
    """Whether its rows came with it; those of a compaction stood elsewhere before."""

    @property
    def source(self) -> str:
        """Who said what is in it."""
        return self.file.shelf.rsplit("/", 1)[0]


def standing_files(book: Path) -> list[StandingFile]:
    """Every file of every version; those whose rows came with them first, in the order of versions."""
    commits, found = every_commit(book), dict[str, StandingFile]()
    for restating in (False, True):
        for version, commit in enumerate(commits):
            if commit.restates is restating:
                for file in commit.adds:
                    found.setdefault(file.path, StandingFile(file, version, not restating))
    return list(found.values())


def tables_of(book: Path, file: StoredFile, columns: list[str] | None = None) -> Iterator[pa.Table]:
    """The rows of a file, some at a time, in all columns or some; BookError where it cannot be read."""
    try:
        with pq.ParquetFile(book / file.path) as opened:
            for batch in opened.iter_batches(_AT_ONCE, columns=columns):
                yield pa.Table.from_batches([batch])
    except (OSError, pa.ArrowException) as error:
        raise unreadable(book / file.path, error) from error


class Parted(NamedTuple):
    """Some rows of a file."""

    stays: pa.Table
    gone: pa.Table
    changed: pa.Table
    """Rows that stay with a word replaced, as they were before."""

    @property
    def touched(self) -> bool:
        """Whether anything is to be done."""
        return bool(self.gone.num_rows or self.changed.num_rows)


@dataclass(frozen=True)
class Ledger:
    """What is asked of the ledger."""

    places: frozenset[tuple[str, str]] = frozenset()
    """Batch and place of facts that go, where no fact stands that stays."""
    batches: frozenset[str] = frozenset()
    """Batches of a source that goes."""


def part_rows(target: Target, each: StandingFile, rows: pa.Table, ledger: Ledger) -> Parted:
    """Rows of a file parted."""
    kind = each.file.kind
    if kind in KINDS:
        gone = target.gone(kind, each.source, rows)
        new, changed = target.altered(rows)
        changed = pc.and_not(changed, gone)
    elif kind == REJECT:
        new, gone, changed = _notes(target, rows, ledger)
    else:
        gone = _mask(False for _ in range(rows.num_rows))
        new = _titles(target, rows)
        changed = _mask(old != now for old, now in zip(rows.to_pylist(), new.to_pylist(), strict=True))
    return Parted(new.filter(pc.invert(gone)), rows.filter(gone), rows.filter(changed))


def _mask(values: Iterable[bool]) -> pa.ChunkedArray:
    return pa.chunked_array([pa.array(list(values), pa.bool_())])


# ---- the ledger


def _notes(target: Target, rows: pa.Table, ledger: Ledger) -> tuple[pa.Table, pa.ChunkedArray, pa.ChunkedArray]:
    """Notes without the words, which of them go, and which are changed.

    A note on another record is never taken out, for it may say what its source failed to tell of that record; its
    reason is taken out where it holds one of the words.
    """
    new, changed = target.altered(rows, only=PLACE)
    gone, hold, reasons = [], [], []
    for note in rejected_rows(_with_all_columns(rows)):
        own = (note.batch, note.place) in ledger.places and note.subject is None
        gone.append(note.batch in ledger.batches or note.subject in target.subjects or own)
        hold.append(any(target.mentions(word) or _is_begun(target, word) for word in _words_of(note.reason)))
        reasons.append("(erased)" if hold[-1] else None)
    reason = pc.coalesce(pa.chunked_array([pa.array(reasons, pa.string())]), new["reason"])
    new = new.set_column(new.column_names.index("reason"), "reason", reason)
    return new, _mask(gone), pc.and_not(pc.or_(changed, _mask(hold)), _mask(gone))


_CUTS = (20, 39, 40, 60, 80, 120)
"""At how many characters a note cuts what a file says."""
_OLD_TITLE = re.compile(r": “(.{120})”$", re.DOTALL)
"""A reason in the title of a batch that was written while titles were cut."""


def _is_begun(target: Target, word: str) -> bool:
    """Whether what a note quotes was cut within one of the words."""
    quoted = word.strip("'").removesuffix("…")
    return len(quoted) in _CUTS and target.begun_word(quoted) is not None


def _title(target: Target, text: str) -> str:
    """The title of a batch without the words, and without the beginning of one at its end if it was cut there."""
    if found := _OLD_TITLE.search(text):
        at = target.begun_word(found[1])
        text = text if at is None else f"{text[: found.start(1) + at]}(erased)”"
    return target.without_words(text)


def _with_all_columns(rows: pa.Table) -> pa.Table:
    """Notes with the columns that an older book did not have."""
    for field in REJECTS:
        if field.name not in rows.column_names:
            rows = rows.append_column(field, pa.nulls(rows.num_rows, field.type))
    return rows


def _words_of(reason: Any) -> Iterator[str]:
    """What a reason was made of, without the words of its template."""
    match reason:
        case Message():
            for _, value in reason.values:
                yield from _words_of(value)
        case Listing():
            for item in reason.items:
                yield from _words_of(item)
        case Text():
            yield from reason
        case str() if reason not in KINDS:
            yield reason


def _titles(target: Target, rows: pa.Table) -> pa.Table:
    """Batches with the words in their titles replaced, and without the promises of a source that goes."""
    made = rows.to_pylist()
    for row in made:
        row["file"] = _title(target, row["file"])
        files = [[target.without_words(name), digest] for name, digest in json.loads(row["files"])]
        if files != json.loads(row["files"]):
            row["files"] = json.dumps(files, ensure_ascii=False)
        if row["source"] == target.source:
            row["promises"] = "[]"
    return pa.Table.from_pylist(made, schema=rows.schema)
