"""Sheets of an .xlsx file, read only after its archive was unpacked, measured and looked through."""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from posixpath import normpath
from typing import NamedTuple
from xml.parsers import expat
from zipfile import ZipFile

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

from hornbook.errors import SourceError
from hornbook.formats.zipped import unpacked
from hornbook.text import Phrase, message

Cell = str | float | int | bool | date | datetime | None
"""What a cell of a workbook holds: `None` when it is empty, text where it holds a time of day or an error."""

AREA = 10_000_000
"""A sheet has at most so many cells between A1 and its last one, empty ones included."""

TEXT = 200 << 20
"""A sheet shows at most so many characters; one shared text may stand in many cells."""

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_BOOK, _RELATED = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_CORE = ("[content_types].xml", _BOOK, _RELATED, "xl/sharedstrings.xml", "xl/styles.xml")
_ROOT = """<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
 Target="xl/workbook.xml"/></Relationships>"""
_DIGITS = 9  # of a row's number, and of a shared text's
_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})", re.ASCII)

Attributes = dict[str, str]
Started = Callable[[str, Attributes], None]


def rows_of_sheets(path: Path) -> Iterator[tuple[str, list[list[Cell]]]]:
    """Every sheet by name with its rows from row 1 and column A on."""
    parts = _parts(path)
    members = _members(path, parts)
    shared = _lengths(path, parts)
    for member in members.values():
        _marks(path, member, parts[member], shared)
    # The reader gets an archive made anew, so that it finds nothing that was not looked through here.
    clean = BytesIO()
    with ZipFile(clean, "w") as archive:
        for name, content in parts.items():
            if name.casefold() in _CORE or name in members.values():
                archive.writestr(name, content)
        archive.writestr("_rels/.rels", _ROOT)
    clean.seek(0)
    try:
        with CalamineWorkbook.from_filelike(clean) as book:
            for sheet in book.sheets_metadata:
                if sheet.typ == SheetTypeEnum.WorkSheet and sheet.name in members:
                    rows = book.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)
                    yield sheet.name, [[_cell(value) for value in row] for row in rows]
    except CalamineError as error:
        raise _refused(path, message("the workbook cannot be read ({cause})", cause=str(error))) from None


class Marks(NamedTuple):
    """Cells of one sheet, by reference, that hold a formula, and cells that hold an error of one."""

    formulas: frozenset[str] = frozenset()
    errors: frozenset[str] = frozenset()


def marked_cells(path: Path) -> dict[str, Marks]:
    """What is to be said of the cells of each sheet."""
    parts = _parts(path)
    shared = _lengths(path, parts)
    return {sheet: _marks(path, member, parts[member], shared) for sheet, member in _members(path, parts).items()}


def _cell(value: object) -> Cell:
    if value == "":
        return None
    return value if isinstance(value, str | float | int | bool | date) else str(value)


def _parts(path: Path) -> dict[str, bytes]:
    """The members that are XML, unpacked."""
    with path.open("rb") as file:
        if file.read(8) == _OLE:
            raise _refused(path, message("it has a password or is an old .xls file; save it as a plain .xlsx"))
    return unpacked(path, (".xml", ".rels"))


def _members(path: Path, parts: dict[str, bytes]) -> dict[str, str]:
    """Which member of the archive is which sheet, in the order of the workbook."""
    if not {_BOOK, _RELATED} <= parts.keys():
        raise _refused(path, message("it holds no workbook; is it an .xlsx file?"))
    targets: dict[str, str] = {}
    sheets: dict[str, str] = {}

    def related(name: str, attributes: Attributes) -> None:
        if name == "Relationship" and attributes.get("Type", "").endswith("/worksheet"):
            target = attributes.get("Target", "")
            inside = target[1:] if target.startswith("/") else f"xl/{target}"
            targets[attributes.get("Id", "")] = normpath(inside)

    def listed(name: str, attributes: Attributes) -> None:
        if name == "sheet":
            ids = [value for key, value in attributes.items() if key.endswith(":id")]
            member = targets.get(ids[0], "") if ids else ""
            if member in parts:
                sheets[attributes.get("name", "")] = member

    _walk(path, _RELATED, parts[_RELATED], related)
    _walk(path, _BOOK, parts[_BOOK], listed)
    if not sheets:
        raise _refused(path, message("it holds no sheet"))
    return sheets


def _lengths(path: Path, parts: dict[str, bytes]) -> list[int]:
    """How long each shared text is."""
    member = next((name for name in parts if name.casefold() == "xl/sharedstrings.xml"), None)
    lengths: list[int] = []

    def started(name: str, attributes: Attributes) -> None:
        if name == "si":
            lengths.append(0)

    def text(data: str) -> None:
        if lengths:
            lengths[-1] += len(data)

    if member:
        _walk(path, member, parts[member], started, text)
    return lengths


def _marks(path: Path, member: str, xml: bytes, shared: list[int]) -> Marks:
    """The cells of a sheet that hold a formula or an error; SourceError when the sheet would be too large once read."""
    found: set[str] = set()
    errors: set[str] = set()
    row, column, at, kind, inside = 0, 0, "", "", ""
    rows, columns, characters = 1, 1, 0

    def started(name: str, attributes: Attributes) -> None:
        nonlocal row, column, at, kind, inside, rows, columns
        inside = name
        if name == "row":
            stated = attributes.get("r", "")
            if len(stated) > _DIGITS:
                raise _refused(path, message("'{member}' has a row called {at!r}", member=member, at=stated[:40]))
            row, column = int(stated) if stated.isdecimal() else row + 1, 0
        elif name == "c":
            at, kind = attributes.get("r", ""), attributes.get("t", "")
            row, column = _position(at) if at else (row, column + 1)
            if (row, column) == (0, 0):
                raise _refused(path, message("'{member}' has a cell called {at!r}", member=member, at=at))
            rows, columns = max(rows, row), max(columns, column)
            if rows * columns > AREA:
                corner = f"{letters(columns)}{rows}"
                raise _refused(
                    path,
                    message(
                        "'{member}' reaches to {corner}, more than {most:,} cells",
                        member=member,
                        corner=corner,
                        most=AREA,
                    ),
                )
        elif name == "f":
            found.add(at or f"{letters(column)}{row}")
        elif name == "v" and kind == "e":
            errors.add(at or f"{letters(column)}{row}")

    def text(data: str) -> None:
        nonlocal characters
        if inside == "v" and kind == "s":
            index = data.strip()
            if len(index) <= _DIGITS and index.isdecimal() and int(index) < len(shared):
                characters += shared[int(index)]
                if characters > TEXT:
                    raise _refused(
                        path, message("'{member}' shows more than {most:,} characters", member=member, most=TEXT)
                    )

    _walk(path, member, xml, started, text)
    return Marks(frozenset(found), frozenset(errors))


def _walk(path: Path, member: str, xml: bytes, started: Started, text: Callable[[str], None] | None = None) -> None:
    """Tell `started` every element and `text` every text; no entity is expanded, for none can be declared."""

    def declared(*_: object) -> None:
        raise _refused(path, message("'{member}' declares a document type, which no workbook does", member=member))

    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = declared
    parser.StartElementHandler = lambda name, attributes: started(name.rpartition(":")[2], attributes)
    if text:
        parser.CharacterDataHandler = text
    try:
        parser.Parse(xml, True)
    except expat.ExpatError as error:
        raise _refused(path, message("'{member}' is damaged ({cause})", member=member, cause=str(error))) from None


def _position(reference: str) -> tuple[int, int]:
    """Row and column of a reference, from 1; (0, 0) when it is none."""
    match = _REFERENCE.fullmatch(reference)
    if not match:
        return 0, 0
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column


def letters(column: int) -> str:
    """The letters of a column, from 1: A, B … Z, AA."""
    found = ""
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found


def _refused(path: Path, why: Phrase) -> SourceError:
    return SourceError(message("{file}: {problem}; nothing was imported.", file=path.name, problem=why))
