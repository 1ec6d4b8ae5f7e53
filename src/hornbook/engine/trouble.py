"""What goes wrong with files and memory, in the words of Hornbook: which file it is, and what to do."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from hornbook.errors import BookError, reason
from hornbook.text import Phrase, message

_MAGIC = b"PAR1"
_ROOM = re.compile(r"no space left|failed to offload|max_temp_directory_size|could not allocate", re.IGNORECASE)
_BATCH = re.compile(r"([0-9a-f]{16})-[0-9a-f]{8}\.")
_NAMED = re.compile(r"""['"]([^'"\n]+\.parquet)['"]""")


@contextmanager
def reading(files: Iterable[str]) -> Iterator[None]:
    """A question over Parquet files; BookError names the one that cannot be read, or says that room is wanting."""
    try:
        yield
    except (duckdb.Error, OSError) as error:
        if isinstance(error, duckdb.Error) and not _of_files(error):
            raise
        broken = _broken(files, error)
        if broken is not None:
            raise unreadable(broken, error) from error
        if isinstance(error, duckdb.OutOfMemoryException) or _ROOM.search(str(error)):
            raise BookError(
                message(
                    "There is not enough memory or room for temporary files: {cause}.\n"
                    "Make room, or name another folder for them in TMPDIR.",
                    cause=_first(error),
                )
            ) from error
        raise


def _of_files(error: duckdb.Error) -> bool:
    """Whether an error of the engine is about files or room; its bare kind is of a Parquet footer that is none."""
    kinds = (duckdb.IOException, duckdb.InvalidInputException, duckdb.OutOfMemoryException)
    return isinstance(error, kinds) or type(error) is duckdb.Error


def unreadable(file: Path, error: Exception) -> BookError:
    """The error for a file of the book that cannot be read."""
    return broken_file(file, _damage(file) or _cause(error))


def broken_file(file: Path, problem: Phrase) -> BookError:
    """The error for a file of the book that is not as it was written: which file, of which batch, and what to do."""
    batch = batch_of(file)
    of_batch: Phrase = message("It is of batch {batch}. ", batch=batch) if batch else ""
    return BookError(
        message(
            "{file} belongs to the book and cannot be read: {problem}.\n"
            "{of_batch}Put it back from a copy of the book, or import its source into a new book. "
            "`hornbook verify` checks every file.",
            file=str(file),
            problem=problem,
            of_batch=of_batch,
        )
    )


def batch_of(file: Path) -> str:
    """The batch that wrote a file of facts; nothing where a compaction did, or for another file."""
    named = _BATCH.match(file.name)
    return named[1] if named else ""


def _damage(file: Path) -> Phrase:
    """What is wrong with a Parquet file as far as its ends tell; nothing where they look well."""
    try:
        size = file.stat().st_size
        if not size:
            return message("it is empty")
        with file.open("rb") as raw:
            first = raw.read(4)
            raw.seek(max(0, size - 4))
            last = raw.read(4)
    except FileNotFoundError:
        return message("it is missing")
    except OSError as error:
        return reason(error)
    return "" if size >= 12 and first == last == _MAGIC and _has_footer(file) else message("it is cut off or damaged")


def _has_footer(file: Path) -> bool:
    try:
        pq.read_metadata(file)
    except (pa.ArrowException, OSError):
        return False
    return True


def _broken(files: Iterable[str], error: Exception) -> Path | None:
    """The file that the error is about: one that looks broken, or the one that it names."""
    if found := damaged(files):
        return found
    named = _NAMED.search(str(error).split("\n")[0])
    return Path(named[1]) if named else None


def damaged(files: Iterable[str]) -> Path | None:
    """The first of some Parquet files that looks broken, as far as its ends tell."""
    return next((Path(file) for file in files if _damage(Path(file))), None)


def _cause(error: Exception) -> Phrase:
    if isinstance(error, OSError):
        return reason(error)
    return message("it is damaged ({cause})", cause=_first(error))


def _first(error: Exception) -> str:
    """The first line of an error, without the name that the engine gives its kind."""
    line = str(error).strip().split("\n")[0].strip()
    line = re.sub(r"^[A-Z][\w ]* Error: ", "", line)
    return re.sub(r'^Failed to read file "[^"]*": ', "", line).rstrip(".")[:200]


def readable(batches: pa.RecordBatchReader, files: Iterable[str]) -> pa.RecordBatchReader:
    """The same stream, whose errors name the file."""

    def each() -> Iterator[pa.RecordBatch]:
        with reading(files):
            yield from batches

    return pa.RecordBatchReader.from_batches(batches.schema, each())
