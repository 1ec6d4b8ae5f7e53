"""Whether a book is as it was written, and the copies that are made of it: `verify`, `backup`, `upgrade`."""

from dataclasses import dataclass
from pathlib import Path

from hornbook.answers.answer import Answer, Asked, asked_of_book, simulated_label
from hornbook.answers.erase import ErasureMark, erasure_lines, erasure_marks
from hornbook.answers.wording.counts import counted_bytes, counted_commits, counted_files
from hornbook.book.book import open_book
from hornbook.book.copies import Progress, back_up, upgrade
from hornbook.book.ledger import Batch
from hornbook.book.verify import Damage, Verified, verify
from hornbook.errors import BookError
from hornbook.render.sheet import Block, Column, Hint, Items, Kind, Line, More, Row, Sheet, Table
from hornbook.text import Message, Phrase, message, message_plural

DAMAGED = 1
"""The exit code of `hornbook verify` where a file is not as it was written."""
_SHOWN = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class DamagedFile:
    """A file that is not as it was written: which it is, what is wrong, and what to do."""

    file: str
    """From the book's folder."""
    batch: str | None
    """The batch that wrote it; empty for the log, and for what a compaction wrote."""
    problem: Phrase
    remedy: Message


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class VerifyAnswer(Answer):
    """What was checked of a book, and what is damaged."""

    path: str
    version: int
    format: int
    has_digests: bool
    """Whether its files can be compared with what was written; a book made before 0.2 has no digests."""
    log_digest: str | None
    """SHA-256 of the newest commit, which stands for every byte of the book; empty where the log is damaged."""
    commits: int
    files: int
    size: int
    """Bytes of the files of facts, of all versions."""
    damaged: tuple[DamagedFile, ...]
    strays: tuple[str, ...]
    """Files that belong to no version: interrupted imports left them behind."""
    erasures: tuple[ErasureMark, ...] = ()
    """What was erased from every version, by its count and its digest."""

    @property
    def exit_code(self) -> int:
        """1 where anything is damaged."""
        return DAMAGED if self.damaged else 0

    def sheet(self) -> Sheet:
        """The page: one sentence, or the damaged files with what to do."""
        checked = (*_verdict(self), *_without_digests(self), *erasure_lines(self.erasures), *_strays(self))
        blocks = (*checked, *simulated_label(self.asked))
        return Sheet(message("Check of the book"), blocks)

    def tables(self) -> tuple[Table, ...]:
        """One row a damaged file."""
        return (Table("damaged", COLUMNS, tuple(map(_row, self.damaged))),)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class CopyAnswer(Answer):
    """A copy of a book that was made and checked."""

    path: str
    """The folder of the copy."""
    version: int
    format: int
    files: int
    size: int
    log_digest: str | None
    upgraded: bool

    def sheet(self) -> Sheet:
        """One sentence or two."""
        made: Message = message(
            "The copy in {path} holds the book at version {version} with all earlier ones: {files}, {size}, all"
            " checked.",
            path=self.path,
            version=str(self.version),
            files=counted_files(self.files),
            size=counted_bytes(self.size),
        )
        lines = [Line(made)]
        if self.upgraded:
            lines.append(
                Line(message("It is of book format {made}. The older book is as it was.", made=str(self.format)))
            )
        if self.log_digest is None:
            lines.append(Line(_NO_DIGESTS))
        else:
            lines.append(Line(message("SHA-256 of its log: {digest}", digest=self.log_digest)))
        return Sheet(message("A copy of the book"), (*lines, *simulated_label(self.asked)))

    def tables(self) -> tuple[Table, ...]:
        """One row."""
        row = {column.key: getattr(self, column.key) for column in COPY_COLUMNS}
        return (Table("copy", COPY_COLUMNS, (row,)),)


_NO_DIGESTS = message("This book has no digests: it was made before 0.2. Its files were read, and their rows counted.")

COLUMNS = (
    Column("file", message("file"), Kind.CODE),
    Column("batch", message("batch"), Kind.CODE, tight=True),
    Column("problem", message("what is wrong"), pair=True),
    Column("remedy", message("what to do"), pair=True),
)
COPY_COLUMNS = (
    Column("path", message("folder"), Kind.CODE),
    Column("version", message("version"), Kind.CODE),
    Column("format", message("book format"), Kind.CODE),
    Column("files", message("files"), Kind.COUNT),
    Column("size", message("bytes"), Kind.COUNT),
    Column("log_digest", message("SHA-256 of the log"), Kind.CODE),
)


def verify_book(folder: Path, progress: Progress) -> VerifyAnswer:
    """Check every file of a book against what its commit says."""
    found = verify(folder, progress)
    asked, batches = _asked(folder, found)
    return VerifyAnswer(
        asked=asked,
        path=str(folder),
        version=found.version,
        format=found.format,
        has_digests=found.format > 1,
        log_digest=found.digest or None,
        commits=found.commits,
        files=found.files,
        size=found.size,
        damaged=tuple(_damaged(damage, batches) for damage in found.damaged),
        strays=found.strays,
        erasures=erasure_marks(found.marks),
    )


def back_up_book(folder: Path, to: Path, progress: Progress) -> CopyAnswer:
    """Copy a book with all its versions, and check the copy."""
    back_up(folder, to, progress)
    return _copy_answer(to, upgraded=False)


def upgrade_book(folder: Path, to: Path, progress: Progress) -> CopyAnswer:
    """Write an older book in today's format into another folder, and check it."""
    upgrade(folder, to, progress)
    return _copy_answer(to, upgraded=True)


def _copy_answer(to: Path, *, upgraded: bool) -> CopyAnswer:
    found = verify(to)
    if found.damaged:
        first = found.damaged[0]
        raise BookError(
            message(
                "The copy in {path} is damaged: {file}: {problem}.",
                path=str(to),
                file=first.file,
                problem=first.problem,
            )
        )
    return CopyAnswer(
        asked=asked_of_book(open_book(to)),
        path=str(to),
        version=found.version,
        format=found.format,
        files=found.files,
        size=found.size,
        log_digest=found.digest if found.format > 1 else None,
        upgraded=upgraded,
    )


def _asked(folder: Path, found: Verified) -> tuple[Asked, dict[str, Batch]]:
    """What the check was of, and the batches as far as the ledger can be read."""
    try:
        book = open_book(folder)
        return asked_of_book(book), {batch.batch: batch for batch in book.batches}
    except BookError:
        return Asked(book_version=found.version), {}


def _damaged(damage: Damage, batches: dict[str, Batch]) -> DamagedFile:
    batch = batches.get(damage.batch)
    if batch is not None:
        remedy: Message = message(
            "Put it back from a copy of the book, or import {file} ({source}) into a new book.",
            file=batch.file,
            source=batch.source,
        )
    else:
        remedy = message("Put it back from a copy of the book, or import the book's sources into a new book.")
    return DamagedFile(file=damage.file, batch=damage.batch or None, problem=damage.problem, remedy=remedy)


# ---- the page


def _verdict(answer: VerifyAnswer) -> tuple[Block, ...]:
    if not answer.damaged:
        counts: Message = message(
            "version {version}, {commits}, {files}, {size}",
            version=str(answer.version),
            commits=counted_commits(answer.commits),
            files=counted_files(answer.files),
            size=counted_bytes(answer.size),
        )
        whole: Message = message("Every file can be read: {counts}.", counts=counts)
        if answer.has_digests:
            whole = message("Every file is as it was written: {counts}.", counts=counts)
        digest = [Line(message("SHA-256 of the log: {digest}", digest=answer.log_digest))] if answer.has_digests else []
        return Line(whole, strong=True), *digest
    count = message_plural("{n:,} file is damaged.", "{n:,} files are damaged.", len(answer.damaged))
    lines: list[Block] = [Line(count, strong=True)]
    for file in answer.damaged[:_SHOWN]:
        name: Phrase = message("{file} (batch {batch})", file=file.file, batch=file.batch) if file.batch else file.file
        lines += [Line(message("{name}: {problem}.", name=name, problem=file.problem), 2), Line(file.remedy, 4)]
    if len(answer.damaged) > _SHOWN:
        lines.append(More(len(answer.damaged) - _SHOWN, 2, message("--json lists them all")))
    return tuple(lines)


def _without_digests(answer: VerifyAnswer) -> tuple[Block, ...]:
    if answer.has_digests:
        return ()
    return Line(_NO_DIGESTS), Hint(message("`hornbook upgrade DIR` writes it anew, with digests."))


def _strays(answer: VerifyAnswer) -> tuple[Block, ...]:
    if not answer.strays:
        return ()
    head = message_plural(
        "{n:,} file belongs to no version; an interrupted import left it. `hornbook compact` removes it after a day.",
        "{n:,} files belong to no version; interrupted imports left them. `hornbook compact` removes them after a day.",
        len(answer.strays),
    )
    return Line(head), Items(answer.strays[:_SHOWN], hidden=max(0, len(answer.strays) - _SHOWN))


def _row(file: DamagedFile) -> Row:
    return {"file": file.file, "batch": file.batch, "problem": file.problem, "remedy": file.remedy}
