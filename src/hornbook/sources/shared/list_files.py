"""The files in which lists come, CSV or workbook, read alike; headings may stand below titles."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from hornbook.errors import SourceError
from hornbook.formats.cells import typed_text
from hornbook.formats.encoding import other_encoding
from hornbook.formats.rows import TextRow, column_names, csv_table, existing, require, sheets
from hornbook.formats.stream import whole_in
from hornbook.formats.workbook import Cell
from hornbook.text import Phrase

HEADING_WITHIN = 20
"""Rows: titles and blank rows may stand above the headings."""
_TEXT = (".csv", ".csv.gz", ".tsv", ".tsv.gz", ".txt")


class ListRow(NamedTuple):
    """One row as it stands, or what is wrong with it."""

    place: str
    cells: list[Cell]
    problem: Phrase | None = None


class ListSheet(NamedTuple):
    """A sheet of a workbook, or a file of text, below its headings; `headings` is empty where it has none."""

    place: str
    headings: tuple[str, ...]
    rows: list[ListRow]


IsHeading = Callable[[tuple[str, ...]], bool]


def list_sheets(path: Path, is_heading: IsHeading) -> Iterator[ListSheet]:
    """Every sheet of a list; SourceError when the file cannot be read."""
    if is_text(path):
        yield _text_sheet(path, is_heading)
        return
    for name, rows in sheets(path):
        place = f"{path.name}, {name}"
        shown = [tuple("" if cell is None else str(cell) for cell in row) for row in rows[:HEADING_WITHIN]]
        top = next((number for number, row in enumerate(shown, 1) if is_heading(row)), 0)
        below = [ListRow(f"{place}, row {number}", row) for number, row in enumerate(rows[top:], top + 1)]
        yield ListSheet(place, shown[top - 1] if top else (), below)


def list_table(path: Path, is_heading: IsHeading) -> tuple[tuple[str, ...], Iterator[TextRow]]:
    """The columns and the rows of a list as text; the first sheet with the headings where it is a workbook."""
    if is_text(path):
        return csv_table(path, encodings=(text_encoding(path),), delimiter=None)
    for sheet in list_sheets(path, is_heading):
        if sheet.headings:
            names = column_names(sheet.headings)
            filled = (row for row in sheet.rows if any(cell not in (None, "") for cell in row.cells))
            return names, (_as_text(row, names) for row in filled)
    first = next((rows[0] for _, rows in sheets(path) if rows), [])
    return column_names(tuple("" if cell is None else str(cell) for cell in first)), iter(())


def list_lines(path: Path, columns: tuple[str, ...]) -> Iterator[TextRow]:
    """The rows of a list that has all of these columns; SourceError when it lacks one."""
    names, lines = list_table(path, lambda headings: set(columns) <= set(column_names(headings)))
    require(path.name, names, columns)
    yield from lines


def is_text(path: Path) -> bool:
    """Whether a file is text by the end of its name."""
    return path.name.lower().endswith(_TEXT)


def text_encoding(path: Path) -> str:
    """The encoding of a file of text: UTF-8, or the one that it plainly is in."""
    return other_encoding(existing(path)) or "utf-8-sig"


def cell_as_text(cell: Cell) -> str:
    """A cell of a workbook as text; nothing is an empty text."""
    return "" if cell is None else cell if isinstance(cell, str) else typed_text(cell)


def _as_text(row: ListRow, names: tuple[str, ...]) -> TextRow:
    texts = [cell_as_text(cell) for cell in row.cells[: len(names)]]
    return TextRow(row.place, dict(zip(names, [*texts, *[""] * (len(names) - len(texts))], strict=True)), None)


def _text_sheet(path: Path, is_heading: IsHeading) -> ListSheet:
    encoding = text_encoding(path)
    if encoding == "utf-8-sig":
        with suppress(SourceError):
            encoding = whole_in(path, (encoding, "cp1252"))
    for above in range(HEADING_WITHIN):
        try:
            names, rows = csv_table(path, encodings=(encoding,), delimiter=None, above=above)
        except SourceError:
            if not above:
                existing(path)
            continue
        if is_heading(names):
            read = [ListRow(row.place, list(row.cells.values()), row.problem) for row in rows]
            return ListSheet(path.name, names, read)
    return ListSheet(path.name, (), [])
