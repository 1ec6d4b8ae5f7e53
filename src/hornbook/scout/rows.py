"""What was known of every company on a day, one Parquet file a day, kept beside the book.

A file is named for everything that it follows from: the book, the day, the day of knowledge, and the formulas. So a run
that was stopped goes on where it was, and no run can meet another's rows.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from hornbook import derived
from hornbook.book.book import Book
from hornbook.indicators.algebra import Indicator
from hornbook.indicators.panel import panel_formulas
from hornbook.terms import Day

Note = Callable[[str, int], None]
"""Told what is being done, and of how many rows it is done."""


def no_notes(doing: str, rows: int) -> None:
    """Tells nobody."""


def panel_files(
    book: Book, columns: Sequence[Indicator], days: Iterable[Day], *, known: Day | None, note: Note = no_notes
) -> dict[Day, Path]:
    """Files of `subject`, `day` and the columns for all companies of each day, by subject; computed where lacking.

    Each day sees what was known on that day, or with `known` all of them what was known by then.
    """
    names = {day: _place(book, _digest(columns, day, known or day)) for day in sorted(set(days))}
    if lacking := [path for path in names.values() if not path.exists()]:
        wanted = {path: day for day, path in names.items()}

        def make(parts: Mapping[Path, Path]) -> None:
            _compute(book, columns, {wanted[path]: part for path, part in parts.items()}, known, note)

        derived.write_derived(lacking, make)
    return names


def _place(book: Book, name: str) -> Path:
    """Beside the book or in the user's cache, or for as long as this process runs."""
    key = f"{book.version}-{book.digest[:16]}-{name}.parquet"
    return derived.derived_path(book, "scout", name, ".parquet") or derived.scratch() / key


def rows(path: Path, columns: Iterable[str] | None = None) -> pa.Table:
    """A kept file, or some of its columns."""
    return pq.read_table(path, columns=None if columns is None else list(columns), partitioning=None)


def _compute(book: Book, columns: Sequence[Indicator], parts: dict[Day, Path], known: Day | None, note: Note) -> None:
    done = 0
    with ExitStack() as stack:
        writers: dict[Day, pq.ParquetWriter] = {}
        for table in panel_formulas(book, parts, columns, known=known):
            for day, part in parts.items():
                some = table.filter(pc.equal(table["day"], pa.scalar(day, pa.date32())))
                if day not in writers:
                    writers[day] = stack.enter_context(pq.ParquetWriter(part, some.schema, compression="zstd"))
                writers[day].write_table(some)
            done += table.num_rows
            note("panel", done)
    for day, part in parts.items():
        if day not in writers:
            pq.write_table(_empty(columns), part)


def _empty(columns: Sequence[Indicator]) -> pa.Table:
    names = ["subject", "day", *(column.name for column in columns)]
    return pa.table({name: pa.nulls(0, pa.date32() if name == "day" else pa.string()) for name in names})


def _digest(columns: Sequence[Indicator], day: Day, known: Day) -> str:
    said = [str(day), str(known), *(f"{column.name}={column.formula!r}" for column in columns)]
    return hashlib.sha256("\x1f".join(said).encode()).hexdigest()[:32]


def places_of(these: pa.Array, among: pa.Array) -> np.ndarray:
    """Where each subject stands among sorted subjects; -1 where it does not."""
    found = pc.index_in(these, among)
    return np.asarray(found.fill_null(-1).to_numpy(zero_copy_only=False), dtype=np.int64)
