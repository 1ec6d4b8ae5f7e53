"""From when to when a book speaks, read from the foot of its files and not from its rows."""

from collections.abc import Iterator

import pyarrow.parquet as pq

from hornbook.book.store import Store
from hornbook.kinds import Named, Valuation
from hornbook.terms import Day


def first_known(book: Store) -> Day | None:
    """The first day by which a name or a value of a company could be known; None where the book holds none."""
    return min(_first_days(book), default=None)


def last_recorded(book: Store) -> Day | None:
    """The last day on which the book was recorded; None where it holds nothing."""
    return max((batch.recorded for batch in book.batches), default=None)


def _first_days(book: Store) -> Iterator[Day]:
    for file in (*book.of(Named.__name__), *book.of(Valuation.__name__)):
        foot = pq.read_metadata(file.uri)
        for group in (foot.row_group(n) for n in range(foot.num_row_groups)):
            columns = (group.column(n) for n in range(group.num_columns))
            for column in columns:
                if column.path_in_schema == "known" and column.statistics and column.statistics.has_min_max:
                    yield column.statistics.min
