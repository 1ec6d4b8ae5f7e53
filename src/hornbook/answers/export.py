"""A whole book as plain tables, and the book made again from them: `export` and `init --from`."""

from dataclasses import dataclass
from pathlib import Path

from hornbook.answers.answer import Answer, asked_of_book, simulated_label
from hornbook.answers.imports import NewBookAnswer
from hornbook.answers.wording.counts import counted_bytes, counted_facts, counted_files
from hornbook.book.book import Book, open_book
from hornbook.book.copies import Progress
from hornbook.book.export import export_book
from hornbook.book.reread import read_back
from hornbook.render.sheet import Column, Kind, Line, Sheet, Table
from hornbook.text import message


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ExportAnswer(Answer):
    """All facts of a book, written as Parquet and as CSV."""

    path: str
    version: int
    facts: int
    files: int
    size: int
    """Bytes of all files."""
    sha256: str
    """A digest of the exported facts by content: equal for Parquet and CSV, and for the book that is read back."""

    def sheet(self) -> Sheet:
        """Two sentences, and the digest."""
        lines = (
            Line(
                message(
                    "{path} holds the book at version {version}, as Parquet and as CSV: {facts}, {files}, {size}.",
                    path=self.path,
                    version=str(self.version),
                    facts=counted_facts(self.facts),
                    files=counted_files(self.files),
                    size=counted_bytes(self.size),
                ),
                strong=True,
            ),
            Line(message("`hornbook --book NEW init --from {path}` makes the same book of either.", path=self.path)),
            Line(message("SHA-256 of what they say: {digest}", digest=self.sha256)),
        )
        return Sheet(message("Export of the book"), (*lines, *simulated_label(self.asked)))

    def tables(self) -> tuple[Table, ...]:
        """One row."""
        return (Table("export", _COLUMNS, ({column.key: getattr(self, column.key) for column in _COLUMNS},)),)


_COLUMNS = (
    Column("path", message("folder"), Kind.CODE),
    Column("version", message("version"), Kind.CODE),
    Column("facts", message("facts"), Kind.COUNT),
    Column("files", message("files"), Kind.COUNT),
    Column("size", message("bytes"), Kind.COUNT),
    Column("sha256", message("SHA-256"), Kind.CODE),
)


def export_answer(book: Book, to: Path, progress: Progress) -> ExportAnswer:
    """Write a book into a new or empty folder."""
    done = export_book(book, to, progress)
    return ExportAnswer(
        asked=asked_of_book(book),
        path=str(to),
        version=book.version,
        facts=done.facts,
        files=done.files,
        size=done.size,
        sha256=done.sha256,
    )


def make_book_of_export(folder: Path, given: Path, progress: Progress) -> NewBookAnswer:
    """Make the book of an export again."""
    read_back(given, folder, progress)
    book = open_book(folder)
    facts = sum(batch.facts for batch in book.batches) - sum(mark.facts for mark in book.marks)
    return NewBookAnswer(asked=asked_of_book(book), path=str(book.path), version=book.version, facts=facts)
