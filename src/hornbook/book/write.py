"""Facts on their way to disk: checked at the door, stamped, sorted by company, written to files."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hornbook.book.commits import StoredFile
from hornbook.book.door import Unknown, known_words
from hornbook.book.fallen import fallen_together
from hornbook.book.files import ParquetWriter
from hornbook.book.ledger import Refusal
from hornbook.book.store import unwritable
from hornbook.engine import Engine, stamp
from hornbook.errors import SourceError
from hornbook.kinds import COMMON, KINDS, Fact, payload, required, schema
from hornbook.sources.source import Chunk
from hornbook.terms import Day, Grade
from hornbook.text import message

_FACT = tuple(f.name for f in fields(Fact))


def from_facts(kind: type[Fact], facts: list[Fact]) -> Chunk:
    """Facts written one by one as a chunk of their kind."""
    columns = {name: [getattr(fact, name) for fact in facts] for name in (*_FACT, *payload(kind).names)}
    types = {field.name: field.type for field in schema(kind)} | {"key": pa.string()}
    return Chunk(kind, pa.table({n: pa.array(v, type=types[n]) for n, v in columns.items()}), 0)


def checked_chunk(chunk: Chunk, *, source: str, recorded: Day) -> pa.Table:
    """A chunk with every common column, its own columns in their types, and nothing required left empty."""
    kind, rows = chunk.kind, chunk.table
    n = rows.num_rows
    fill = {"known": recorded, "grade": Grade.REPORTED.value, "withdrawn": False, "place": source}
    columns = {"source": pa.repeat(pa.scalar(source), n)}
    for field in (*COMMON, *payload(kind)):
        if field.name in ("id", "source"):
            continue
        has = field.name in rows.column_names
        column = rows[field.name].cast(field.type) if has else pa.nulls(n, field.type)
        columns[field.name] = column.fill_null(fill[field.name]) if field.name in fill else column
    for name in ("subject", "valid", *required(kind)):
        empty = pc.is_null(columns[name])
        if name in required(kind):
            empty = pc.and_(empty, pc.invert(columns["withdrawn"]))
        if pc.any(empty).as_py():
            raise SourceError(
                message(
                    "{source}: a {kind} without '{name}'; nothing was imported.",
                    source=source,
                    kind=kind.__name__,
                    name=name,
                )
            )
    if "key" in rows.column_names:
        columns["key"] = rows["key"]
    return pa.table(columns)


class Writer:
    """The files of one batch. Nothing of them is in the book until `Store.commit` is given `adds`."""

    def __init__(self, root: Path, *, writer: str, source: str, recorded: Day, engine: Engine) -> None:
        self.root, self.writer, self.source, self.recorded, self.engine = root, writer, source, recorded, engine
        self.replaces = False
        self.facts: Counter[str] = Counter()
        self.unknown = Unknown()
        self._shelves: dict[tuple[str, bool], ParquetWriter] = {}
        self._ids: dict[str, list[np.ndarray]] = defaultdict(list)
        self._fallen: list[Refusal] = []

    def take(self, chunk: Chunk) -> None:
        """Check, stamp and sort a chunk; statements that stand in it more than once go to files of their own."""
        kind, name = chunk.kind, chunk.kind.__name__
        rows = checked_chunk(chunk, source=self.source, recorded=self.recorded)
        rows = known_words(kind, rows, self.unknown)
        rows = stamp(self.engine, rows, source=self.source, kind=name, once=kind.key_is_kind, also=kind.key_also)
        rows = rows.select(schema(kind).names).cast(schema(kind))
        ids = rows["id"].to_numpy().copy()  # a view would keep the whole chunk
        self.facts[name] += rows.num_rows
        self._ids[name].append(ids)
        again = _repeated(ids)
        with self._writing():
            if again.any():
                several = rows.filter(pa.array(again))
                self._fallen += fallen_together(kind, several)
                self._shelf(name, versions=True).write(several)
                rows = rows.filter(pa.array(~again))
            self._shelf(name, versions=False).write(rows)

    def fallen(self) -> list[Refusal]:
        """The rows that say different things of the same, with what to say there; also those far apart in a file."""
        for name, parts in self._ids.items():
            if len(parts) > 1 and (ids := _shared(parts)).size:
                with self._writing():
                    held = [shelf.held(ids) for (kind, _), shelf in self._shelves.items() if kind == name]
                self._fallen += fallen_together(KINDS[name], pa.concat_tables(held))
        return list(dict.fromkeys(self._fallen))

    def add(self, name: str, rows: pa.Table) -> None:
        """Rows of the ledger."""
        with self._writing():
            self._shelf(name, versions=False).write(rows)

    def written(self, kind: type[Fact]) -> pa.Table:
        """All facts of a kind that were written; closes their files, so that only withdrawals may follow."""
        parts = self._ids.get(kind.__name__)
        if not parts:
            return schema(kind).empty_table()
        ids = np.unique(np.concatenate(parts))
        with self._writing():
            held = [shelf.held(ids) for (name, _), shelf in self._shelves.items() if name == kind.__name__]
        return pa.concat_tables(held)

    def withdraw(
        self, kind: type[Fact], rows: pa.Table, *, known: Day, place: str | list[str], withdrawn: bool = True
    ) -> int:
        """Take back facts from a day of knowledge on, or state them again as they were; how many they are."""
        if not rows.num_rows:
            return 0
        places = [place] * rows.num_rows if isinstance(place, str) else place
        rows = rows.set_column(rows.column_names.index("place"), "place", pa.array(places, pa.string()))
        for name, value in (("known", known), ("withdrawn", withdrawn)):
            at = rows.column_names.index(name)
            rows = rows.set_column(at, name, pa.repeat(pa.scalar(value), rows.num_rows))
        with self._writing():
            self._shelf(kind.__name__, versions=True).write(rows.cast(schema(kind)))
        taken_back: int = rows.num_rows
        self.facts[kind.__name__] += taken_back
        return taken_back

    def adds(self) -> list[StoredFile]:
        """Close every file and name what the commit has to add."""
        torn = {kind for kind, parts in self._ids.items() if len(parts) > 1 and _shared(parts).size}
        with self._writing():
            return [add for shelf in self._shelves.values() for add in shelf.adds(versions=shelf.kind in torn)]

    def discard(self) -> None:
        """Delete every file, after an error."""
        for shelf in self._shelves.values():
            shelf.discard()

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            yield
        except (OSError, pa.ArrowException) as error:
            raise unwritable(self.root, error) from error

    def _shelf(self, kind: str, *, versions: bool) -> ParquetWriter:
        if (kind, versions) not in self._shelves:
            made = ParquetWriter(self.root, kind=kind, source=self.source, writer=self.writer, versions=versions)
            self._shelves[kind, versions] = made
        return self._shelves[kind, versions]


def _repeated(ids: np.ndarray) -> np.ndarray:
    """Which entries stand in the array more than once."""
    _, inverse, counts = np.unique(ids, return_inverse=True, return_counts=True)
    return np.asarray(counts[inverse] > 1)


def _shared(parts: list[np.ndarray]) -> np.ndarray:
    """The ids that stand in more than one chunk, which make the whole kind one of versions."""
    ids, counts = np.unique(np.concatenate([np.unique(part) for part in parts]), return_counts=True)
    return np.asarray(ids[counts > 1])
