"""What continuation lines repeat of the row above them."""

from typing import Any

from hornbook.sources.table.grid import GridRow
from hornbook.text import message


class Above:
    """The cells that stand above, in the columns that a mapping fills down."""

    def __init__(self, columns: tuple[str, ...]) -> None:
        self._columns = columns
        self._cells: dict[str, Any] = {}
        self._refused: str | None = None
        """The place of the row above, where it was refused."""

    def continued(self, record: GridRow) -> GridRow:
        """A row with the cells that it leaves to the row above; refused where that one was."""
        if record.problem is not None and not record.cells:  # it may have begun another record, or continued this one
            self._cells, self._refused = {}, record.place
            return record
        empty = [name for name in self._columns if record.cells.get(name) in (None, "")]
        if not empty:
            self._refused = record.place if record.problem is not None else None
        for name in empty:
            record.cells[name] = self._cells.get(name)
        self._cells = {name: record.cells[name] for name in self._columns}
        if self._refused and record.problem is None:
            return record._replace(problem=message("continues {place}, which was refused", place=self._refused))
        return record
