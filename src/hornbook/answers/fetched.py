"""Files of a source that were fetched from their maker, and how each is imported."""

from collections.abc import Iterable
from dataclasses import dataclass

from hornbook.answers.answer import Answer, Asked
from hornbook.answers.wording.counts import counted_bytes
from hornbook.fetch import Fetched
from hornbook.render.sheet import Block, Column, Kind, Line, Sheet, Table
from hornbook.text import Message, Phrase, message


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchedFile:
    """A file that is there, and whether it was before."""

    file: str
    bytes: int
    sha256: str
    there: bool


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class FetchAnswer(Answer):
    """Files of a source that are there now."""

    source: str
    files: tuple[FetchedFile, ...]

    def sheet(self) -> Sheet:
        """The page: each file with its digest and the command that imports it."""
        title: Message = message("Fetched: {source}", source=self.source)
        return Sheet(title, tuple(line for file in self.files for line in _lines(self.source, file)))

    def tables(self) -> tuple[Table, ...]:
        """One row a file."""
        rows = tuple({column.key: getattr(file, column.key) for column in FILE_COLUMNS} for file in self.files)
        return (Table("files", FILE_COLUMNS, rows),)


def fetch_answer(source: str, fetched: Iterable[Fetched]) -> FetchAnswer:
    """Fetched files as an answer."""
    files = tuple(
        FetchedFile(file=str(each.path), bytes=each.size, sha256=each.sha256, there=each.there) for each in fetched
    )
    return FetchAnswer(asked=Asked(), source=source, files=files)


def _lines(source: str, file: FetchedFile) -> tuple[Block, ...]:
    size = counted_bytes(file.bytes)
    text: Phrase = message("{file}: {size}, fetched.", file=file.file, size=size)
    if file.there:
        text = message("{file}: {size}, already there.", file=file.file, size=size)
    following = message("Next: {command}", command=f"hornbook import {source} {file.file}")
    return Line(text, whole=True), Line(f"sha256 {file.sha256}", 2), Line(following, 2, whole=True)


FILE_COLUMNS = (
    Column("file", message("file")),
    Column("bytes", message("bytes"), Kind.COUNT),
    Column("sha256", message("SHA-256"), Kind.CODE),
    Column("there", message("was there"), Kind.YES),
)
