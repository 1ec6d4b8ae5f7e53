"""Batches of a book as answers hold them, and their table."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from hornbook.answers.wording.counts import counted_facts, counted_notes, counted_rows
from hornbook.answers.wording.values import closed_word
from hornbook.book.ledger import Batch
from hornbook.render.sheet import Column, Kind, Row, Table
from hornbook.terms import Day
from hornbook.text import Message, Phrase, message


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchFile:
    """A file of a batch."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedBatch:
    """What one import of files added: rows = rows that became facts + rejects."""

    source: str
    file: str
    sha256: str
    recorded: Day
    rows: int
    facts: int
    rejects: int
    """Rows that were refused."""
    notes: int
    """Notes on cells that were refused or are doubtful; their rows became facts all the same."""
    simulated: bool
    batch: str
    files: tuple[BatchFile, ...]
    kinds: Mapping[str, int]


def imported_batch(batch: Batch) -> ImportedBatch:
    """A batch as answers hold it."""
    same = ("source", "file", "sha256", "recorded", "rows", "facts", "rejects", "notes", "simulated", "batch", "kinds")
    files = tuple(BatchFile(name=name, sha256=sha) for name, sha in batch.files)
    return ImportedBatch(files=files, **{name: getattr(batch, name) for name in same})


def batch_line(batch: ImportedBatch) -> Message:
    """What became of the rows of a batch."""
    text: Message = message(
        "{file}: {rows}; {taken:,} became {facts}, {rejects:,} refused, {notes} (recorded {recorded}, batch {batch}).",
        file=batch.file,
        rows=counted_rows(batch.rows),
        taken=batch.rows - batch.rejects,
        facts=counted_facts(batch.facts),
        rejects=batch.rejects,
        notes=counted_notes(batch.notes),
        recorded=batch.recorded,
        batch=batch.batch,
    )
    return message("SIMULATED · {text}", text=text) if batch.simulated else text


BATCH_COLUMNS = (
    Column("what", message("source: file and digest"), file=False),
    Column("source", message("source"), Kind.CODE, page=False),
    Column("file", message("file"), page=False),
    Column("sha256", message("SHA-256"), Kind.CODE, page=False),
    Column("recorded", message("recorded"), Kind.DAY),
    Column("rows", message("rows"), Kind.COUNT),
    Column("facts", message("facts"), Kind.COUNT),
    Column("rejects", message("rows refused"), Kind.COUNT),
    Column("notes", message("notes on cells"), Kind.COUNT),
    Column("simulated", message("simulated"), Kind.YES, page=False),
    Column("batch", message("batch"), Kind.CODE, tight=True, wide=True),
    Column("files", message("files"), page=False),
    Column("kinds", message("kinds"), page=False),
)


def batch_table(batches: Iterable[ImportedBatch]) -> Table:
    return Table("batches", BATCH_COLUMNS, tuple(map(_batch_row, batches)))


def _batch_row(batch: ImportedBatch) -> Row:
    row: dict[str, Any] = {column.key: getattr(batch, column.key, None) for column in BATCH_COLUMNS}
    what: Message = message(
        "{source}: {file}\nsha256 {sha256}", source=batch.source, file=batch_title(batch.file), sha256=batch.sha256[:16]
    )
    row["what"] = message("SIMULATED · {text}", text=what) if batch.simulated else what
    row["files"] = {file.name: file.sha256 for file in batch.files}
    return row


SHOWN_REASON = 120
"""How many characters of a reason a page shows; the book keeps it whole, so that an erasure finds names in it."""


def batch_title(file: str) -> Phrase:
    """The files of a batch; of what a person stated also why."""
    act, mark, reason = file.partition(": “")
    if mark and reason.endswith("”"):
        because = reason.removesuffix("”")
        shown = because if len(because) <= SHOWN_REASON else f"{because[: SHOWN_REASON - 1]}…"
        return message("{act}: “{because}”", act=closed_word(act), because=shown)
    return closed_word(file)
