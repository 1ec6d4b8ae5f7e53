"""Lines of text out of a file, plain or gzipped, that may be damaged, endless or in another encoding.

A byte that does not read in the encoding becomes a lone surrogate: it spoils its own record and no other.
"""

import gzip
import zlib
from codecs import getincrementaldecoder, lookup
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, cast

from hornbook.errors import SourceError, reason
from hornbook.text import listing, message

LONGEST = 1 << 20
"""A record of more characters than this (1 MiB) is refused; nothing of it is kept."""

UNPACKED = 20 << 30
"""A file that unpacks to more bytes than this (20 GiB) is refused."""

_BLOCK = 1 << 18
_BLANK = 1 << 20  # bytes of nothing but space, one after the other; no table has them
_MAGIC = b"\x1f\x8b"


def lines(path: Path, encoding: str) -> Iterator[str | None]:
    """The lines of a file without their line ends; `None` stands for one that is longer than `LONGEST`."""
    yield from lines_of(path.name, file_blocks(path), encoding)


def lines_of(name: str, blocks: Iterable[bytes], encoding: str) -> Iterator[str | None]:
    """The same for bytes that come in blocks, out of what is called `name` in errors."""
    check_encoding(encoding)
    decoder = getincrementaldecoder(encoding)("surrogateescape")
    tail, dropping, only_returns, at, blank = "", False, None, 1, 0
    try:
        for block in blocks:
            blank = 0 if block.strip() else blank + len(block)
            if blank > _BLANK:
                raise SourceError(
                    message("{name}:{line:d}: a million blank lines; is it really a table?", name=name, line=at)
                )
            text = tail + decoder.decode(block)
            if only_returns is None and text:
                only_returns = "\r" in text[:-1] and "\n" not in text  # the line ends of old Macs
            if only_returns:
                text = text.replace("\r", "\n")
            *whole, tail = text.split("\n")
            if dropping and whole:
                del whole[0]
                dropping = False
                at += 1
                yield None
            at += len(whole)
            if len(text) <= LONGEST:  # then so is each of its lines
                yield from whole
            else:
                yield from (None if len(line) > LONGEST else line for line in whole)
            if dropping or len(tail) > LONGEST:
                tail, dropping = "", True
        tail += decoder.decode(b"", True)
    except (EOFError, OSError, zlib.error, UnicodeError) as error:
        raise _unreadable(name, at, encoding, error) from None
    if dropping:
        yield None
    elif tail:
        yield tail


def _unreadable(name: str, line: int, encoding: str, error: Exception) -> SourceError:
    """The error for a file that stops reading in or after a line."""
    if isinstance(error, EOFError | gzip.BadGzipFile | zlib.error):
        return SourceError(
            message(
                "{name}:{line:d}: the gzip file {problem} in or after this line; nothing was imported. "
                "Fetch the file again.",
                name=name,
                line=line,
                problem=message("ends too early")
                if isinstance(error, EOFError)
                else message("is damaged ({cause})", cause=str(error)),
            )
        )
    if isinstance(error, UnicodeError):
        return SourceError(
            message(
                "{name}:{line:d}: not valid {encoding} ({cause}); nothing was imported.",
                name=name,
                line=line,
                encoding=encoding,
                cause=str(error),
            )
        )
    return SourceError(
        message("{name}:{line:d}: {cause}; nothing was imported.", name=name, line=line, cause=reason(error))
    )


def file_blocks(path: Path) -> Iterator[bytes]:
    """The bytes of a file in blocks, unpacked where its name ends in .gz."""
    with path.open("rb") as raw:
        packed = raw.read(2) == _MAGIC
        raw.seek(0)
        if packed != path.name.endswith(".gz"):
            if packed:
                why = message("{file} is gzip: let its name end in .gz; nothing was imported.", file=path.name)
            else:
                why = message("{file} is not gzip, though its name ends in .gz; nothing was imported.", file=path.name)
            raise SourceError(why)
        file: IO[bytes] = cast(IO[bytes], gzip.GzipFile(fileobj=raw)) if packed else raw
        total = 0
        while block := file.read(_BLOCK):
            total += len(block)
            if total > UNPACKED:
                raise SourceError(
                    message(
                        "{file} unpacks to more than {limit} GiB; nothing was imported.",
                        file=path.name,
                        limit=UNPACKED >> 30,
                    )
                )
            yield block


def whole_in(path: Path, encodings: tuple[str, ...]) -> str:
    """The first of these encodings in which the whole file reads; SourceError names the lines that do not."""
    failed = []
    for encoding in encodings:
        check_encoding(encoding)
        decoder = getincrementaldecoder(encoding)()
        at = 1
        try:
            for block in file_blocks(path):
                decoder.decode(block)
                at += block.count(b"\n")
            decoder.decode(b"", True)
        except UnicodeDecodeError as error:
            line = at + error.object[: error.start].count(10)
            failed.append(message("{encoding} (line {line:d})", encoding=encoding, line=line))
        except (EOFError, OSError, zlib.error):
            return encoding  # damaged: `lines` says where
        else:
            return encoding
    raise SourceError(
        message(
            "{file} does not read in any of its encodings: {tried}; nothing was imported.",
            file=path.name,
            tried=listing(failed),
        )
    )


def check_encoding(encoding: str) -> None:
    """SourceError when Python knows no text encoding of that name."""
    try:
        if not lookup(encoding)._is_text_encoding:
            raise LookupError
    except LookupError:
        common = "utf-8, gb18030, cp1252, latin-1"
        raise SourceError(
            message("No encoding is called '{encoding}'. Common ones: {common}.", encoding=encoding, common=common)
        ) from None


class TooLong(Exception):
    """The record at hand grew beyond `LONGEST`."""


class Feed:
    """Lines for a reader of records; those of the record at hand are remembered and can be read anew."""

    def __init__(self, source: Iterator[str | None]) -> None:
        """Start before the first line."""
        self.source = source
        self.again: list[str | None] = []  # lines to be read anew, the next one last
        self.held: list[str | None] = []
        self.size = 0
        self.line = 0

    def __iter__(self) -> "Feed":
        """A feed is its own iterator."""
        return self

    def __next__(self) -> str:
        """The next line; TooLong when it makes the record too long."""
        line = self.again.pop() if self.again else next(self.source)
        self.line += 1
        self.held.append(line)
        if line is None:
            raise TooLong
        self.size += len(line) + 1
        if self.size > LONGEST:
            raise TooLong
        return line + "\n"

    def start(self) -> None:
        """A new record begins."""
        self.held.clear()
        self.size = 0

    @property
    def first(self) -> int:
        """The line on which the record at hand began; 1 is the first of the file."""
        return self.line - len(self.held) + 1

    def rewind(self, keep: int = 1) -> int:
        """Give back all lines of the record at hand but its first; how many characters those are."""
        back = self.held[keep:]
        self.again.extend(reversed(back))
        del self.held[keep:]
        self.line -= len(back)
        return sum(len(line) for line in back if line)
