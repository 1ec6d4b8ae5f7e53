"""A table as the columns of a data frame."""

from datetime import date
from decimal import Decimal
from typing import Any

from hornbook.render.cells import file_columns, plain_cell
from hornbook.render.sheet import Table


def table_columns(table: Table, *, floats: bool = False) -> dict[str, list[Any]]:
    """The columns of a table; figures and days stay what they are, and `floats` turns exact decimals into floats."""
    found: dict[str, list[Any]] = {}
    rows = list(table.rows)
    for name, column, lang in file_columns(table.columns):
        cells = [row.get(column.key) for row in rows]
        kept = [cell if _typed(cell) else plain_cell(cell, lang) for cell in cells]
        found[name] = [float(cell) if floats and isinstance(cell, Decimal) else cell for cell in kept]
    return found


def _typed(cell: Any) -> bool:
    """Whether a cell is a figure, a day, a yes or no, or empty, which a data frame holds as such."""
    return cell is None or isinstance(cell, int | float | Decimal | date)
