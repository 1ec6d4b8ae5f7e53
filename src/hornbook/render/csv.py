"""Tables as CSV, with formula injection escaped: text that a spreadsheet would run begins with an apostrophe."""

import csv
from collections.abc import Iterator, Mapping
from typing import Any

from hornbook.render.cells import file_columns, plain_cell, unformulaic
from hornbook.render.sheet import Table


class _Lines:
    """What a CSV writer writes to: each line as it came, ended as Unix does."""

    def __init__(self) -> None:
        self.line = ""

    def write(self, line: str) -> None:
        # The writer ends lines with \r\n, since only then it quotes a cell that holds a lone \r.
        self.line = line.removesuffix("\r\n") + "\n"


def table_lines(table: Table, label: Mapping[str, Any] | None = None) -> Iterator[str]:
    """A table as lines of CSV, the headings first; the cells of `label` stand last in every row."""
    columns = file_columns(table.columns)
    names = [name for name, _, _ in columns]
    last = {name: unformulaic(plain_cell(cell)) for name, cell in (label or {}).items() if name not in names}
    out = _Lines()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*names, *last])
    yield out.line
    for row in table.rows:
        cells = [unformulaic(plain_cell(row.get(column.key), lang)) for _, column, lang in columns]
        writer.writerow([*cells, *last.values()])
        yield out.line
