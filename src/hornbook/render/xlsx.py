"""Tables as a workbook: a sheet a table, typed numbers and days, no formulas, the same bytes each time."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from math import isfinite
from pathlib import Path
from typing import Any

from hornbook.errors import QuestionError
from hornbook.locale import Lang, in_language
from hornbook.render.cells import file_columns, plain_cell
from hornbook.render.sheet import Column, Kind, Table
from hornbook.text import Phrase, message

ROWS = 1_048_575
"""A sheet of a workbook holds no more rows than this below its headings."""

_FORMATS = {Kind.COUNT: "#,##0", Kind.USD: "#,##0.00", Kind.SHARE: "0.0%", Kind.DAY: "yyyy-mm-dd"}
_LONGEST = 32_767
"""A cell holds no more characters than this."""


def write_workbook(path: Path, tables: Iterable[Table], about: Sequence[tuple[str, Phrase]], lang: Lang) -> None:
    """Write the tables, and a sheet `about` that says what was asked."""
    import xlsxwriter

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"created": datetime(2000, 1, 1)})  # noqa: DTZ001  the same bytes each time
        formats = {kind: book.add_format({"num_format": text}) for kind, text in _FORMATS.items()}
        bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        names: set[str] = set()
        for table in tables:
            _sheet(book.add_worksheet(_name(table.key, names)), table, formats, bold, lang)
        sheet = book.add_worksheet(_name("about", names))
        sheet.set_column(0, 0, 28)
        sheet.set_column(1, 1, 90)
        for n, (key, value) in enumerate(about):
            sheet.write_string(n, 0, key, bold)
            sheet.write_string(n, 1, in_language(value, lang)[:_LONGEST])


def _sheet(sheet: Any, table: Table, formats: dict[Kind, Any], bold: Any, lang: Lang) -> None:
    columns = file_columns(table.columns)
    sheet.freeze_panes(1, 0)
    widths = []
    for n, (name, column, of) in enumerate(columns):
        heading = in_language(column.heading, lang if not column.pair else of) or name
        sheet.write_string(0, n, heading, bold)
        widths.append(len(heading.encode("gbk", "replace")))
    if len(table.rows) > ROWS:
        raise QuestionError(
            message("A sheet holds {most} rows, and these are {n}. Choose --csv.", most=ROWS, n=len(table.rows))
        )
    for number, row in enumerate(table.rows, 1):
        for n, (_, column, of) in enumerate(columns):
            width = _cell(sheet, number, n, row.get(column.key), column, of, formats)
            widths[n] = max(widths[n], width)
    for n, width in enumerate(widths):
        sheet.set_column(n, n, min(60, max(8, width + 2)))
    if columns and len(table.rows):
        sheet.autofilter(0, 0, len(table.rows), len(columns) - 1)


def _cell(sheet: Any, row: int, n: int, value: Any, column: Column, lang: Lang, formats: dict[Kind, Any]) -> int:
    """Write one cell; the width that it wants, in characters."""
    form = formats.get(column.kind)
    if value is None or value == "":
        return 0
    if isinstance(value, bool):
        sheet.write_boolean(row, n, value)
        return 6
    if isinstance(value, date):
        sheet.write_datetime(row, n, datetime(value.year, value.month, value.day), form or formats[Kind.DAY])  # noqa: DTZ001
        return 10
    if isinstance(value, int | float | Decimal) and column.kind is not Kind.CODE:
        if isfinite(value):
            sheet.write_number(row, n, value, form)
        return len(f"{value:,.2f}")
    text = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", str(plain_cell(value, lang)))[:_LONGEST]
    sheet.write_string(row, n, text)
    return max(len(line.encode("gbk", "replace")) for line in text.split("\n"))


def _name(key: str, taken: set[str]) -> str:
    """A name of a sheet: no more than 31 characters, none of those that are forbidden, and each once."""
    base = re.sub(r"[\[\]:*?/\\']", " ", key)[:28].strip() or "table"
    name, n = base, 1
    while name.lower() in taken:
        n += 1
        name = f"{base} {n}"
    taken.add(name.lower())
    return name
