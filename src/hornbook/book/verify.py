"""Every file of a book against what its commit says: the log, the facts of all versions, the counts of the ledger."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from hornbook.book.checks import problem_of
from hornbook.book.commits import (
    FOLDER,
    Commit,
    NewerFormatError,
    State,
    StoredFile,
    log_file,
    parsed,
    read_commit,
    resolved,
    versions,
)
from hornbook.book.journal import head_problem
from hornbook.book.marks import Erasure
from hornbook.book.remains import finish_erasure, unnamed_files
from hornbook.book.rule_texts import damaged_rule_texts
from hornbook.book.store import Store
from hornbook.engine.trouble import batch_of
from hornbook.errors import BookError, PhraseError, reason
from hornbook.kinds import KINDS
from hornbook.text import Phrase, message

Progress = Callable[[str, int], None]
"""Told the file and how many files are done."""


@dataclass(frozen=True, slots=True)
class Damage:
    """A file that is not as it was written."""

    file: str
    """From the book's folder."""
    batch: str
    """The batch that wrote it; empty for the log, and for what a compaction wrote."""
    problem: Phrase


@dataclass(frozen=True, slots=True)
class Verified:
    """What was checked, and what was found wrong."""

    version: int
    format: int
    digest: str
    """SHA-256 of the newest commit, which stands for all before it; empty where it cannot be read."""
    commits: int
    files: int
    size: int
    """Bytes of the files of facts."""
    damaged: tuple[Damage, ...]
    strays: tuple[str, ...]
    """Files that no commit names: killed imports left them."""
    marks: tuple[Erasure, ...] = ()
    """Every erasure."""


def verify(book: Path, progress: Progress = lambda _, __: None) -> Verified:
    """Check all of a book, trusting nothing; BookError where there is none, or a newer Hornbook wrote it."""
    if not (book / FOLDER).is_dir() or not versions(book):
        raise BookError(
            message("There is no book in {path}. `hornbook --book {path} init` makes an empty one.", path=str(book))
        )
    with suppress(OSError, BookError):  # a damaged log is told below
        finish_erasure(book)
    log: list[Damage] = []
    state, read = _read(book, log)
    commits = resolved([commit for _, commit in read])
    stored = {file.path: file for commit in commits for file in commit.adds}
    damaged = [*log, *_damaged(book, list(stored.values()), progress), *_left(book, commits, stored)]
    if not damaged:
        damaged += _miscounted(book)
    damaged += _rules(book)
    return Verified(
        version=versions(book)[-1],
        format=state.format,
        digest="" if log else state.digest,
        commits=len(commits),
        files=len(stored),
        size=sum(file.size for file in stored.values()),
        damaged=tuple(damaged),
        strays=() if log else _strays(book, stored, erased_files(commits)),
        marks=tuple(commit.erased for _, commit in read if commit.erased),
    )


def erased_files(commits: Iterable[Commit]) -> set[str]:
    """The files that erasures put others in the place of, or nothing."""
    return {path for commit in commits if commit.erased for path in commit.erased.files}


def _left(book: Path, commits: list[Commit], stored: dict[str, StoredFile]) -> Iterator[Damage]:
    """Files that hold what was erased, and still lie there: somebody put them back, or they could not be deleted."""
    for path in sorted(erased_files(commits) - set(stored)):
        if (book / path).exists():
            yield Damage(path, batch_of(Path(path)), message("it holds what was erased; delete it"))


def _rules(book: Path) -> Iterator[Damage]:
    """Texts of rules that citations name. Whoever needs one again asks the same question, which writes it again."""
    for path in damaged_rule_texts(book):
        yield Damage(
            path.relative_to(book).as_posix(),
            "",
            message("its bytes are not those that were written (SHA-256 differs)"),
        )


def _read(book: Path, damaged: list[Damage]) -> tuple[State, list[tuple[int, Commit]]]:
    """The log as far as it can be read, by version; behind a damaged commit the chain is taken up again."""
    state, broken = State(), False
    commits: list[tuple[int, Commit]] = []
    newest = versions(book)[-1]
    for version in range(newest + 1):
        file = log_file(book, version)
        try:
            data = file.read_bytes()
            if broken:
                state = State(state.version, state.format, parsed(data).before or "")
            commit = read_commit(data, state)
            commits.append((version, commit))
            state, broken = State(version, commit.format or state.format, commit.digest), False
        except NewerFormatError as error:
            raise BookError(
                message(
                    "The book in {path} cannot be read: {cause}. Update Hornbook.", path=str(book), cause=error.phrase
                )
            ) from None
        except (PhraseError, OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            damaged.append(Damage(str(file.relative_to(book)), "", _problem(error)))
            state, broken = State(version, state.format), True
    found = head_problem(book, newest)
    if found and not any(each.file == str(found[0].relative_to(book)) for each in damaged):
        damaged.append(Damage(str(found[0].relative_to(book)), "", found[1]))
    return state, commits


def _problem(error: Exception) -> Phrase:
    if isinstance(error, PhraseError):
        return error.phrase
    if isinstance(error, FileNotFoundError):
        return message("it is missing")
    if isinstance(error, OSError):
        return reason(error)
    return message("it is damaged: its text cannot be read")


def _damaged(book: Path, files: list[StoredFile], progress: Progress) -> Iterator[Damage]:
    with ThreadPoolExecutor(2) as pool:
        for n, (file, problem) in enumerate(zip(files, pool.map(lambda f: _checked(book, f), files), strict=True), 1):
            progress(file.path, n)
            if problem:
                yield Damage(file.path, batch_of(Path(file.path)), problem)


def _checked(book: Path, file: StoredFile) -> Phrase:
    """What is wrong with a file of facts; where no digest was written, it is read and its rows are counted."""
    path = book / file.path
    problem = problem_of(path, file.size, file.sha256)
    if problem or file.sha256 is not None:
        return problem
    try:
        with pq.ParquetFile(path) as opened:
            rows = sum(batch.num_rows for batch in opened.iter_batches())
    except (OSError, pa.ArrowException):
        return message("it is cut off or damaged")
    return "" if rows == file.rows else _rows(rows, file.rows)


def _rows(there: int, told: int) -> Phrase:
    return message("it has {there:,} rows; {written:,} were written", there=there, written=told)


def _miscounted(book: Path) -> Iterator[Damage]:
    """Kinds of which the book holds more or fewer facts than its batches brought."""
    opened = Store(book)
    there: Counter[str] = Counter()
    for file in opened.files:
        if file.kind in KINDS:
            there[file.kind] += file.rows
    brought = sum((Counter(batch.kinds) for batch in opened.batches), Counter[str]())
    for mark in opened.marks:
        brought.subtract(mark.kinds)
    for kind in sorted({*there, *brought}):
        if there[kind] != brought[kind]:
            yield Damage(f"{kind}/", "", _rows(there[kind], brought[kind]))


def _strays(book: Path, stored: dict[str, StoredFile], erased: set[str]) -> tuple[str, ...]:
    return tuple(sorted(path.relative_to(book).as_posix() for path in unnamed_files(book, {*stored, *erased})))
