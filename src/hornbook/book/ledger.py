"""What the book says of itself: its batches, their promises and their rejects, kept beside the facts they came with."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date

import pyarrow as pa

from hornbook.terms import Day

BATCH = "_batch"
REJECT = "_reject"

BATCHES = pa.schema(
    [
        ("batch", pa.string()),
        ("source", pa.string()),
        ("file", pa.string()),
        ("sha256", pa.string()),
        ("recorded", pa.date32()),
        ("rows", pa.int64()),
        ("facts", pa.int64()),
        ("rejects", pa.int64()),
        ("notes", pa.int64()),
        ("simulated", pa.bool_()),
        ("files", pa.string()),
        ("kinds", pa.string()),
        ("promises", pa.string()),
    ]
)
REJECTS = pa.schema([("batch", pa.string()), ("place", pa.string()), ("reason", pa.string()), ("whole", pa.bool_())])


@dataclass(frozen=True, slots=True, kw_only=True)
class Pledge:
    """A promise as the book keeps it: `source` speaks of `kind` on days from `since` to `until`, known from `known`."""

    source: str
    kind: str
    since: Day
    until: Day
    known: Day
    edition: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """One import: what was read, what it became and what was refused."""

    batch: str
    source: str
    file: str
    """Names of the files read together, joined by ' + '."""
    sha256: str
    """Of the file; of the files' digests in the order of their names where there are several."""
    recorded: Day
    rows: int
    facts: int
    rejects: int
    """Rows that became no fact: rows = rows that became facts + rejects."""
    notes: int
    """Cells refused in rows that did become facts."""
    simulated: bool
    files: tuple[tuple[str, str], ...]
    """Name and SHA-256 of each file."""
    kinds: dict[str, int]
    """Facts by kind."""
    promises: tuple[Pledge, ...]


def to_row(batch: Batch) -> pa.Table:
    """A batch as one row on disk."""
    row = asdict(batch)
    for name in ("files", "kinds", "promises"):
        row[name] = json.dumps(row[name], default=str, ensure_ascii=False, sort_keys=True)
    return pa.Table.from_pylist([row], schema=BATCHES)


def from_rows(rows: pa.Table) -> tuple[Batch, ...]:
    """Batches as they were written, by recorded day, then name."""
    found = []
    for row in rows.select(BATCHES.names).to_pylist():
        pledges = tuple(_pledge(p) for p in json.loads(row.pop("promises")))
        files = tuple((name, sha) for name, sha in json.loads(row.pop("files")))
        found.append(Batch(**{**row, "kinds": json.loads(row["kinds"])}, files=files, promises=pledges))
    return tuple(sorted(found, key=lambda b: (b.recorded, b.source, b.batch)))


def _pledge(row: dict[str, str | bool]) -> Pledge:
    days = {name: date.fromisoformat(str(row[name])) for name in ("since", "until", "known")}
    return Pledge(source=str(row["source"]), kind=str(row["kind"]), edition=bool(row["edition"]), **days)


def rejects_table(batch: str, refused: Iterable[tuple[str, str, bool]]) -> pa.Table:
    """(place, reason, whether the whole row was refused) as rows on disk."""
    rows = [{"batch": batch, "place": p, "reason": r, "whole": w} for p, r, w in refused]
    return pa.Table.from_pylist(rows, schema=REJECTS)
