"""What is written into a book: a new one, an import, the log of imports, what they refused, and compaction."""

import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from hornbook.answers import unknown_words as unknown
from hornbook.answers.answer import Answer, asked_of_book, simulated_label
from hornbook.answers.batches import ImportedBatch, batch_line, batch_table, imported_batch
from hornbook.answers.erase import ErasureMark, erasure_lines, erasure_marks
from hornbook.answers.lifted_promises import LiftedPromise, lifted_lines, lifted_promises, lifted_table
from hornbook.answers.wording.counts import counted_facts, counted_files
from hornbook.book.book import Book, new_book
from hornbook.book.intake import Progress, Taken
from hornbook.book.linked import unlinked_records
from hornbook.errors import QuestionError
from hornbook.render.sheet import Block, Column, Kind, Line, Row, Sheet, Stream, Table
from hornbook.sources.source import source
from hornbook.terms import Day
from hornbook.text import Message, Phrase, message, message_plural

SHOWN = 40
"""How many refused rows are shown on a page."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class NewBookAnswer(Answer):
    """A book that was made."""

    path: str
    version: int
    facts: int = 0
    """Facts that were read back from an export."""

    def sheet(self) -> Sheet:
        """One sentence."""
        place = {"path": self.path, "version": str(self.version)}
        text = message("The new book is in {path}, at version {version}.", **place)
        if self.facts:
            text = message(
                "The book in {path} was made from the export, at version {version}: {facts}.",
                facts=counted_facts(self.facts),
                **place,
            )
        return Sheet(message("A new book"), (Line(text), *simulated_label(self.asked)))

    def tables(self) -> tuple[Table, ...]:
        """One row."""
        return (_one_row("book", path=self.path, version=self.version),)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ImportAnswer(Answer):
    """What an import did: the batches that it added, and those that the book had already."""

    batches: tuple[ImportedBatch, ...]
    already: tuple[str, ...]
    version: int
    unknown_words: tuple[unknown.UnknownWordCount, ...] = ()
    lifted: tuple[LiftedPromise, ...] = ()
    """Promises of these batches that refused rows lift."""
    unlinked: int = 0
    """Records of the sources just imported that are linked to no other, where the book has several sources."""

    def sheet(self) -> Sheet:
        """The page: the counts add up before the reader's eyes."""
        return Sheet(message("Import"), (*import_blocks(self), *simulated_label(self.asked)))

    def tables(self) -> tuple[Table, ...]:
        """One row a batch that was added, one a word that nothing knows, and one a promise that is lifted."""
        words = unknown.unknown_word_table(self.unknown_words)
        return (batch_table(self.batches), words, lifted_table(self.lifted))


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class LogAnswer(Answer):
    """Every batch of the book, and what was erased from it."""

    batches: tuple[ImportedBatch, ...]
    erasures: tuple[ErasureMark, ...] = ()

    def sheet(self) -> Sheet:
        """The page: one row a batch."""
        title: Message = message_plural("Log: {n:,} batch", "Log: {n:,} batches", len(self.batches))
        head = (Line(title, strong=True), *simulated_label(self.asked), *erasure_lines(self.erasures))
        return Sheet(title, (*head, batch_table(self.batches)))

    def tables(self) -> tuple[Table, ...]:
        """One row a batch."""
        return (batch_table(self.batches),)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class RejectsAnswer(Answer):
    """Rows that were refused and notes on cells, with their place and the reason."""

    batch: str | None
    """The batch asked about; none for all."""
    count: int
    rejects: Stream

    def sheet(self) -> Sheet:
        """The page: the first of them."""
        title: Message = message("Refused rows, and notes on cells: {n:,}", n=self.count)
        blocks = (Line(title, strong=True), *simulated_label(self.asked))
        return Sheet(title, (*blocks, *(self.tables() if self.count else ())))

    def tables(self) -> tuple[Table, ...]:
        """One row a refused row or a note."""
        return (Table("rejects", REJECT_COLUMNS, self.rejects, shown=SHOWN),)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class CompactAnswer(Answer):
    """How many files a book had, and how many it has."""

    before: int
    after: int
    removed: int
    """Files that interrupted imports had left behind, which were removed."""

    def sheet(self) -> Sheet:
        """One sentence or two."""
        text: Phrase = message("{files} became {after:,}.", files=counted_files(self.before), after=self.after)
        if self.before == self.after:
            text = message("Nothing to compact: the book has {files}.", files=counted_files(self.after))
        lines = [Line(text)]
        if self.removed:
            removed: Message = message_plural(
                "{n:,} file that an interrupted import left behind was removed.",
                "{n:,} files that interrupted imports left behind were removed.",
                self.removed,
            )
            lines.append(Line(removed))
        return Sheet(message("Compaction"), (*lines, *simulated_label(self.asked)))

    def tables(self) -> tuple[Table, ...]:
        """One row."""
        return (_one_row("compact", before=self.before, after=self.after, removed=self.removed),)


def make_book(folder: Path) -> NewBookAnswer:
    """Make an empty book, or find the one that is there."""
    book = new_book(folder)
    return NewBookAnswer(asked=asked_of_book(book), path=str(book.path), version=book.version)


def import_answer(taken: Taken, book: Book) -> ImportAnswer:
    """What an import did."""
    return ImportAnswer(
        asked=asked_of_book(book),
        batches=tuple(map(imported_batch, taken.added)),
        already=taken.there,
        version=book.version,
        unknown_words=unknown.unknown_word_counts(taken.unknown),
        lifted=lifted_promises(book, taken.added),
        unlinked=unlinked_records(book, {batch.source for batch in taken.added if not batch.simulated}),
    )


def import_files(
    book: Book, name: str, paths: Iterable[Path], recorded: Day | None, progress: Progress
) -> ImportAnswer:
    """Import files of a source, all or nothing."""
    return import_answer(book.take(source(name), list(paths), recorded=recorded, progress=progress), book)


def import_simulated(
    book: Book, recipe: str, name: str, progress: Progress | Callable[[str, int], None]
) -> ImportAnswer:
    """Import a simulated region from the text of its recipe."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_text(recipe, encoding="utf-8")
        return import_files(book, "simulated", [path], None, progress)


def ask_log(book: Book) -> LogAnswer:
    """Every batch of a book, by day and in the order of writing."""
    batches = tuple(map(imported_batch, book.batches_as_written))
    return LogAnswer(asked=asked_of_book(book), batches=batches, erasures=erasure_marks(book.marks))


def ask_rejects(book: Book, batch: str | None = None) -> RejectsAnswer:
    """What a batch, or every batch, had refused."""
    if batch is not None and batch not in {found.batch for found in book.batches}:
        raise QuestionError(message("There is no batch '{batch}'. `hornbook log --json` lists them.", batch=batch))
    count = book.rejects(batch).num_rows
    stream = Stream(partial(_streamed, book, batch), count)
    return RejectsAnswer(asked=asked_of_book(book), batch=batch, count=count, rejects=stream)


def _streamed(book: Book, batch: str | None) -> Iterator[Row]:
    for each in book.rejected(batch):
        yield {column.key: getattr(each, column.key) for column in REJECT_COLUMNS}


def compact_book(book: Book) -> CompactAnswer:
    """Rewrite many small files as few."""
    done = book.compact()
    return CompactAnswer(asked=asked_of_book(book), before=done.before, after=done.after, removed=done.swept)


def import_blocks(answer: ImportAnswer) -> tuple[Block, ...]:
    """What an import did, a line a batch."""
    lines: list[Phrase] = [batch_line(batch) for batch in answer.batches]
    lines += [
        message("Batch {batch} is in the book already; nothing was added.", batch=name) for name in answer.already
    ]
    if any(batch.rejects or batch.notes for batch in answer.batches):
        lines.append(message("`hornbook rejects` lists every refused row and every note, with place and reason."))
    if answer.unlinked:
        lines.append(
            message_plural(
                "{n:,} record of these sources is linked to no record of another source. `hornbook link` finds which"
                " records are one company; `hornbook link --review` shows the pairs in doubt.",
                "{n:,} records of these sources are linked to no record of another source. `hornbook link` finds which"
                " records are one company; `hornbook link --review` shows the pairs in doubt.",
                answer.unlinked,
            )
        )
    blocks = (*unknown.unknown_word_blocks(answer.unknown_words), *lifted_lines(answer.lifted))
    last = Line(message("The book is at version {version}.", version=str(answer.version)))
    return (*map(Line, lines), *blocks, last)


# ---- tables

REJECT_COLUMNS = (
    Column("batch", message("batch"), Kind.CODE, tight=True, wide=True),
    Column("place", message("where it is written")),
    Column("reason", message("reason"), pair=True),
    Column("whole", message("whole row"), Kind.YES),
    Column("subject", message("company"), Kind.CODE, page=False),
    Column("lost", message("kinds it would have told"), page=False),
)


def _one_row(key: str, **cells: str | int) -> Table:
    columns = tuple(
        Column(name, _HEADINGS[name], Kind.CODE if isinstance(cell, str) else Kind.COUNT)
        for name, cell in cells.items()
    )
    return Table(key, columns, (cells,))


_HEADINGS = {
    "path": message("folder"),
    "version": message("version"),
    "before": message("files before"),
    "after": message("files after"),
    "removed": message("files removed"),
}
