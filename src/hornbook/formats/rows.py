"""Opening hostile files: every reader here is bounded in memory and says where it stopped."""

import csv
import stat
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from hornbook.errors import SourceError, reason, suggestion
from hornbook.formats.stream import Feed, TooLong, lines, whole_in
from hornbook.formats.workbook import Cell, rows_of_sheets
from hornbook.text import Phrase, listing, message, message_plural

_FIRST = 1000
"""As many records show whether the encoding is right."""
_REREAD = 64 << 20
"""How many characters may be read anew after quotes that were never closed, before the file is given up."""


class TextRow(NamedTuple):
    """One record of a table of text, or what is wrong with it; `cells` is empty when there is a problem."""

    place: str
    cells: dict[str, str]
    problem: Phrase | None
    torn: Mapping[str, str] = MappingProxyType({})
    """Of a record with a problem the cells that there are, perhaps shifted."""


class _Made(NamedTuple):
    """What the lines of one record amount to; `sure` when they surely are one record and no more."""

    row: list[str]
    problem: Phrase | None = None
    sure: bool = True


def existing(path: Path) -> Path:
    """The path itself, when it is a file that can be read; SourceError says what it is otherwise."""
    try:
        if path.is_dir():
            raise SourceError(
                message("{path} is a folder. Name the files in it, for example {path}/*.csv.", path=str(path))
            )
        if not stat.S_ISREG(path.stat().st_mode):
            raise SourceError(
                message("{path} is a pipe or a device. Write what it holds to a file first.", path=str(path))
            )
        path.name.encode()
        with path.open("rb"):
            return path
    except UnicodeEncodeError:
        raise SourceError(message("The name of the file {path} is not UTF-8. Rename it.", path=str(path))) from None
    except FileNotFoundError:
        raise SourceError(message("There is no file {path}.{hint}", path=str(path), hint=_nearby(path))) from None
    except (OSError, ValueError) as error:
        raise SourceError(message("{path} cannot be read: {cause}.", path=str(path), cause=reason(error))) from None


def digest(path: Path) -> str:
    """The SHA-256 of a file's bytes as they are on disk, in hexadecimal."""
    found = sha256()
    with existing(path).open("rb") as file:
        while block := file.read(1 << 20):
            found.update(block)
    return found.hexdigest()


def sheets(path: Path) -> Iterator[tuple[str, list[list[Cell]]]]:
    """Every sheet of an .xlsx file, by name, with its rows from row 1 and column A on.

    SourceError when the file is no workbook, is damaged, or unpacks to more than 200 MiB.
    """
    yield from rows_of_sheets(existing(path))


def csv_lines(
    path: Path,
    *,
    encodings: tuple[str, ...] = ("utf-8-sig",),
    columns: tuple[str, ...] = (),
    delimiter: str | None = ",",
    header: tuple[str, ...] | None = None,
) -> Iterator[TextRow]:
    """Every record of a .csv or .csv.gz file, in order, under the names of its header row.

    `columns` must be there. With several `encodings` the first in which the whole file reads is taken; with
    one, a record that does not read in it has a problem. `delimiter` None looks for one; `header` names the
    columns of a file without a header row. SourceError when the file cannot be read, however late that shows.
    """
    names, found = csv_table(path, encodings=encodings, delimiter=delimiter, header=header)
    require(path.name, names, columns)
    yield from found


def require(name: str, names: tuple[str, ...], columns: tuple[str, ...]) -> None:
    """SourceError when a table called `name` lacks one of `columns`; it lists the first hundred that there are."""
    for column in columns:
        if column not in names:
            raise SourceError(
                message(
                    "{name}:1: there is no column '{column}'.{hint} Columns found: {columns}.",
                    name=name,
                    column=column,
                    hint=suggestion(column, names),
                    columns=listing(names[:100]),
                )
            )


def csv_table(
    path: Path,
    *,
    encodings: tuple[str, ...] = ("utf-8-sig",),
    delimiter: str | None = ",",
    header: tuple[str, ...] | None = None,
    above: int = 0,
) -> tuple[tuple[str, ...], Iterator[TextRow]]:
    """The columns' names and the records below, as in `csv_lines`; `above` lines are passed over first."""
    encoding = encodings[0] if len(encodings) == 1 else whole_in(existing(path), encodings)
    found = lines(existing(path), encoding)
    return table_of(path.name, found, encoding=encoding, delimiter=delimiter, header=header, above=above)


def table_of(
    name: str,
    lines: Iterator[str | None],
    *,
    encoding: str = "utf-8-sig",
    delimiter: str | None = ",",
    header: tuple[str, ...] | None = None,
    above: int = 0,
) -> tuple[tuple[str, ...], Iterator[TextRow]]:
    """The same for lines that were decoded from `encoding`, as of a file called `name`."""
    feed = Feed(lines)
    for _ in range(above):
        feed.start()
        with suppress(TooLong, StopIteration):
            next(feed)
    separator = delimiter or _delimiter(feed)
    given = header or _header(name, feed, separator, encoding)
    names = column_names(given)
    fewest = max((i for i, name in enumerate(given, 1) if name.strip()), default=0)
    return names, _records(name, feed, names, fewest=fewest, delimiter=separator, encoding=encoding)


def _records(
    name: str, feed: Feed, names: tuple[str, ...], *, fewest: int, delimiter: str, encoding: str
) -> Iterator[TextRow]:
    reader = csv.reader(feed, delimiter=delimiter, strict=True)
    width, seen, unreadable, reread = len(names), 0, 0, 0
    while made := _next(reader, feed, fewest, width, delimiter):
        seen += 1
        row, problem, sure = made
        place = f"{name}:{feed.first}"
        if not sure:  # a quote that was never closed must not take the lines below along
            reread += feed.rewind()
            if reread > _REREAD:
                raise SourceError(
                    message("{place}: too many quotes are never closed; nothing was imported.", place=place)
                )
        if strange := _strange(feed.held):
            unreadable += strange == _UNREADABLE and seen <= _FIRST
            problem = strange if strange != _UNREADABLE else message("not valid {encoding}", encoding=_spoken(encoding))
            if unreadable * 10 > _FIRST:
                raise _wrong_encoding(place, encoding)
        cells = dict(zip(names, row, strict=problem is None))
        yield TextRow(place, {}, problem, cells) if problem else TextRow(place, cells, None)
    if unreadable >= 3 and unreadable * 10 > min(seen, _FIRST):
        raise _wrong_encoding(name, encoding)


def _next(reader: Iterator[list[str]], feed: Feed, fewest: int, width: int, delimiter: str) -> _Made | None:
    """The next record that is not blank; None at the end."""
    row: list[str] = []
    while not row:
        feed.start()
        try:
            row = next(reader)
        except StopIteration:
            return None
        except TooLong:
            return _Made([], message("longer than 1 MiB"), len(feed.held) == 1)
        except csv.Error as error:
            whole = len(feed.held) == 1 and (feed.held[0] or "").count('"') % 2 == 0
            if not whole or "expected after" not in str(error):
                return _Made([], _said(error), len(feed.held) == 1)
            row = next(csv.reader([feed.held[0] or ""], delimiter=delimiter), [""])  # text may follow a closing quote
    if len(row) == width:
        return _Made(row)
    if fewest <= len(row) and not any(row[width:]):
        return _Made((row + [""] * width)[:width])
    why = message_plural("{n} cell found, {width} expected", "{n} cells found, {width} expected", len(row), width=width)
    return _Made(row, why, len(feed.held) == 1)


def _said(error: csv.Error) -> Phrase:
    """What is wrong with a record, said of the file and not of the program that read it."""
    text = str(error)
    if "field larger" in text:
        return message(
            "a cell is longer than {most:,} characters; a quote may never be closed", most=csv.field_size_limit()
        )
    if "new-line" in text:
        return message("a line break stands in a cell without quotes")
    return message("a quote is opened and never rightly closed")


_UNREADABLE = "unreadable"


def _strange(held: list[str | None]) -> Phrase | None:
    """What no record of text may hold: bytes outside the encoding, or NUL."""
    for line in held:
        if line is None:
            continue
        if "\0" in line:
            return message("holds a NUL byte")
        if not line.isascii():
            try:
                line.encode()
            except UnicodeEncodeError:
                return _UNREADABLE
    return None


def _wrong_encoding(place: str, encoding: str) -> SourceError:
    others = [name for name in ("utf-8", "gb18030", "cp1252") if _spoken(name) != _spoken(encoding)]
    return SourceError(
        message(
            "{place}: more than one record in ten is not valid {encoding}: wrong encoding? Try {others}. "
            "Nothing was imported.",
            place=place,
            encoding=_spoken(encoding),
            others=listing(others, "or"),
        )
    )


def _spoken(encoding: str) -> str:
    return "UTF-8" if encoding.lower().replace("_", "-") in ("utf-8", "utf-8-sig", "utf8") else encoding


def _header(name: str, feed: Feed, delimiter: str, encoding: str) -> tuple[str, ...]:
    """The header row as it stands in the file."""
    feed.start()
    try:
        row = next(csv.reader(feed, delimiter=delimiter))
    except StopIteration:
        raise SourceError(message("{name} is empty.", name=name)) from None
    except (csv.Error, TooLong):
        row = []
    place = f"{name}:{feed.first}"
    if len(feed.held) > 100 or not any(cell.strip() for cell in row):
        raise SourceError(
            message("{place}: there is no header row here that reads as one; nothing was imported.", place=place)
        )
    if strange := _strange(feed.held):
        if strange == _UNREADABLE:
            raise _wrong_encoding(place, encoding)
        raise SourceError(
            message("{place}: the header row {problem}; nothing was imported.", place=place, problem=strange)
        )
    return tuple(row)


def column_names(header: tuple[str, ...]) -> tuple[str, ...]:
    """The columns' names: a blank one is called by its position, a repeated one is numbered."""
    names: list[str] = []
    taken: set[str] = set()
    times: Counter[str] = Counter()
    for position, cell in enumerate(header, 1):
        name = " ".join(cell.split()) or f"column {position}"
        times[name] += 1
        while name in taken:
            name = f"{name} ({times[name]})"
        taken.add(name)
        names.append(name)
    return tuple(names)


def _delimiter(feed: Feed) -> str:
    """The most frequent of the usual delimiters on the first line."""
    feed.start()
    try:
        line = next(iter(feed), "")
    except TooLong:
        line = ""
    feed.rewind(keep=0)
    return max(",\t;|", key=line.count)


def _nearby(path: Path) -> Phrase:
    """The file in the same folder whose name is nearest."""
    return suggestion(path.name, (p.name for p in path.parent.iterdir())) if path.parent.is_dir() else ""
