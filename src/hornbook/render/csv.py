"""Tables as CSV, with formula injection escaped: text that a spreadsheet would run begins with an apostrophe."""

import csv
import io
from collections.abc import Iterator

from hornbook.render.cells import file_columns, plain, unformulaic
from hornbook.render.sheet import Table


def written(table: Table) -> Iterator[str]:
    """A table as lines of CSV, the headings first."""
    columns = file_columns(table.columns)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([name for name, _, _ in columns])
    for row in table.rows:
        writer.writerow([unformulaic(plain(row.get(column.key), lang)) for _, column, lang in columns])
        if out.tell() > 1 << 16:
            yield out.getvalue()
            out.seek(0)
            out.truncate()
    yield out.getvalue()
