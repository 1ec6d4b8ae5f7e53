"""What an erasure leaves to do once its commit stands: the old files go, and all that was worked out of them.

A process that dies before the commit leaves a book that nothing was erased from, and new files that nobody names; one
that dies after it leaves old files that nobody names. A note in the log's folder says that there may be such; the next
one who opens the book deletes them. So an erasure is done or not done, and never half.
"""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from hornbook import derived
from hornbook.book import disk
from hornbook.book.commits import FOLDER
from hornbook.book.journal import ERASING, every_commit
from hornbook.book.writing import alone
from hornbook.errors import BookError


def begin_erasure(book: Path) -> None:
    """Note that an erasure is under way, before any file of it is written."""
    (book / FOLDER / ERASING).touch()
    disk.sync([book / FOLDER])


def finish_erasure(book: Path) -> None:
    """End an erasure that was interrupted: delete what it left, on the side of the commit on which it died."""
    if not (book / FOLDER / ERASING).exists():
        return
    with suppress(OSError, BookError), alone(book):  # who may not write leaves it to the next; answers are right
        remove_remains(book)


def remove_remains(book: Path) -> None:
    """Delete every file of facts that no version names, and all that is kept beside the book; nobody else may write."""
    named = {file.path for commit in every_commit(book) for file in commit.adds}
    folders = set()
    for path in unnamed_files(book, named):
        path.unlink(missing_ok=True)
        folders.add(path.parent)
    disk.sync(folders)
    derived.clear_folder(book)
    (book / FOLDER / ERASING).unlink(missing_ok=True)


def unnamed_files(book: Path, named: set[str]) -> Iterator[Path]:
    """Files in the folders of kinds that are not among those named, and parts of files."""
    for path in [*book.glob("*/*.parquet"), *book.glob(f"*/.*{disk.PART}")]:
        if path.relative_to(book).as_posix() not in named:
            yield path
