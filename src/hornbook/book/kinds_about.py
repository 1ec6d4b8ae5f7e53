"""Of which kinds the book's files say anything of some records: looked up in their footers and one column."""

from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from hornbook.book.store import File, Store


def kinds_about(book: Store, kinds: Iterable[str], records: Iterable[str]) -> list[str]:
    """Those of some kinds that have a fact of a record, whether or not it counts."""
    asked, wanted = list(kinds), sorted(records)
    files = [file for kind in asked for file in book.of(kind)]
    book.check(files)
    found: set[str] = set()
    for file in files:
        if file.kind not in found and _names(file, wanted):
            found.add(file.kind)
    return [kind for kind in asked if kind in found]


def _names(file: File, wanted: list[str]) -> bool:
    """Whether a row is of one of the records; yes where the file cannot be read, for whoever asks it says so."""
    try:
        with pq.ParquetFile(Path(file.uri)) as rows:
            column = rows.schema_arrow.get_field_index("subject")
            for n in range(rows.num_row_groups):
                within = rows.metadata.row_group(n).column(column).statistics
                if within is not None and within.has_min_max and (wanted[-1] < within.min or within.max < wanted[0]):
                    continue
                subjects = rows.read_row_group(n, columns=["subject"], use_threads=False)["subject"]
                if pc.any(pc.is_in(subjects, pa.array(wanted, subjects.type))).as_py():
                    return True
    except (pa.ArrowException, OSError):
        return True
    return False
