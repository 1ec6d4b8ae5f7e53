"""What was known of every company on a day, one Parquet file a day, kept beside the book.

A file is named for everything that it follows from: the version of the book, the day, the day of knowledge, and the
formulas. So a run that was stopped goes on where it was, and no run can meet another's rows.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from hornbook.book.book import Book
from hornbook.book.store import KEPT
from hornbook.indicators.algebra import Indicator
from hornbook.indicators.panel import formulas
from hornbook.terms import Day

Note = Callable[[str, int], None]
"""Told what is being done, and of how many rows it is done."""


def quiet(doing: str, rows: int) -> None:
    """Tells nobody."""


def panel_files(
    book: Book, columns: Sequence[Indicator], days: Iterable[Day], *, known: Day | None, note: Note = quiet
) -> dict[Day, Path]:
    """Files of `subject`, `day` and the columns for all companies of each day, by subject; computed where lacking.

    Each day sees what was known on that day, or with `known` all of them what was known by then.
    """
    folder = book.path / KEPT / "scout"
    folder.mkdir(parents=True, exist_ok=True)
    names = {day: folder / f"{_digest(book, columns, day, known or day)}.parquet" for day in sorted(set(days))}
    lacking = {day: path for day, path in names.items() if not path.exists()}
    if lacking:
        _compute(book, columns, lacking, known, note)
    return names


def rows(path: Path, columns: Iterable[str] | None = None) -> pa.Table:
    """A kept file, or some of its columns."""
    return pq.read_table(path, columns=None if columns is None else list(columns), partitioning=None)


def _compute(book: Book, columns: Sequence[Indicator], lacking: dict[Day, Path], known: Day | None, note: Note) -> None:
    done = 0
    parts = {day: path.with_suffix(".part") for day, path in lacking.items()}
    with ExitStack() as stack:
        writers: dict[Day, pq.ParquetWriter] = {}
        for table in formulas(book, lacking, columns, known=known):
            for day in lacking:
                some = table.filter(pc.equal(table["day"], pa.scalar(day, pa.date32())))
                if day not in writers:
                    writers[day] = stack.enter_context(pq.ParquetWriter(parts[day], some.schema, compression="zstd"))
                writers[day].write_table(some)
            done += table.num_rows
            note("panel", done)
    for day, part in parts.items():
        if day not in writers:
            pq.write_table(_empty(columns), part)
        part.replace(lacking[day])


def _empty(columns: Sequence[Indicator]) -> pa.Table:
    names = ["subject", "day", *(column.name for column in columns)]
    return pa.table({name: pa.nulls(0, pa.date32() if name == "day" else pa.string()) for name in names})


def _digest(book: Book, columns: Sequence[Indicator], day: Day, known: Day) -> str:
    said = [str(book.version), str(day), str(known), *(f"{column.name}={column.formula!r}" for column in columns)]
    return hashlib.sha256("\x1f".join(said).encode()).hexdigest()[:32]


def places_of(these: pa.Array, among: pa.Array) -> np.ndarray:
    """Where each subject stands among sorted subjects; -1 where it does not."""
    found = pc.index_in(these, among)
    return np.asarray(found.fill_null(-1).to_numpy(zero_copy_only=False), dtype=np.int64)
