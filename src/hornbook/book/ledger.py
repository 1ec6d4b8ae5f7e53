"""What the book says of itself: its batches, their promises and their rejects, kept beside the facts they came with."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from hornbook.locale import Lang, in_language, is_translated
from hornbook.terms import Day
from hornbook.text import Listing, Message, Phrase, Text

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
REJECTS = pa.schema(
    [
        ("batch", pa.string()),
        ("place", pa.string()),
        ("reason", pa.string()),
        ("whole", pa.bool_()),
        ("subject", pa.string()),
        ("lost", pa.string()),
    ]
)
"""`subject` is the record that a refused row was about and `lost` the kinds of which it would have told; empty in rows
that lost nothing, and in all rows that were written before there were these columns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pledge:
    """A promise as the book keeps it: `source` speaks of `kind` on days from `since` to `until`, known from `known`."""

    source: str
    kind: str
    since: Day
    until: Day
    known: Day
    edition: bool
    batch: str
    """The import that gave it."""
    recorded: Day
    """Of that import."""


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
    for promise in row["promises"]:  # a promise goes with its import, which says these already
        del promise["batch"], promise["recorded"]
    for name in ("files", "kinds", "promises"):
        row[name] = json.dumps(row[name], default=str, ensure_ascii=False, sort_keys=True)
    return pa.Table.from_pylist([row], schema=BATCHES)


def from_rows(rows: pa.Table) -> tuple[Batch, ...]:
    """Batches as they were written, by recorded day, then name."""
    found = []
    for row in rows.select(BATCHES.names).to_pylist():
        pledges = tuple(_pledge(p, row["batch"], row["recorded"]) for p in json.loads(row.pop("promises")))
        files = tuple((name, sha) for name, sha in json.loads(row.pop("files")))
        found.append(Batch(**{**row, "kinds": json.loads(row["kinds"])}, files=files, promises=pledges))
    return tuple(sorted(found, key=lambda b: (b.recorded, b.source, b.batch)))


def _pledge(row: dict[str, str | bool], batch: str, recorded: Day) -> Pledge:
    days = {name: date.fromisoformat(str(row[name])) for name in ("since", "until", "known")}
    return Pledge(
        source=str(row["source"]),
        kind=str(row["kind"]),
        edition=bool(row["edition"]),
        batch=batch,
        recorded=recorded,
        **days,
    )


@dataclass(frozen=True, slots=True)
class Rejected:
    """What was refused of a batch: where, why, and whether nothing of the row was taken."""

    batch: str
    place: str
    reason: Phrase
    whole: bool
    subject: str | None
    """The record of which it would have told more, where that is known."""
    lost: tuple[str, ...]
    """The kinds of which it would have told."""


class Refusal(NamedTuple):
    """A row or a cell that an import refused, before it is written."""

    place: str
    reason: Phrase
    whole: bool
    subject: str | None = None
    lost: tuple[str, ...] = ()
    """The kinds of which a row would have told."""


def rejects_table(batch: str, refused: Iterable[Refusal]) -> pa.Table:
    """What an import refused as rows on disk."""
    rows = [
        {
            "batch": batch,
            "place": each.place,
            "reason": reason_to_text(each.reason),
            "whole": each.whole,
            "subject": each.subject if each.lost else None,
            "lost": " ".join(each.lost) or None,
        }
        for each in refused
    ]
    return pa.Table.from_pylist(rows, schema=REJECTS)


def rejected_rows(rows: pa.Table) -> Iterator[Rejected]:
    """Rows on disk as what was refused."""
    for batch in rows.select(REJECTS.names).to_batches(max_chunksize=10_000):
        for row in batch.to_pylist():
            told = (row["batch"], row["place"], reason_from_text(row["reason"]), row["whole"])
            yield Rejected(*told, row["subject"], tuple((row["lost"] or "").split()))


_MARK = "\x1f"
"""Stands between the English of a reason and what it was made of."""
_MADE = r"(?s)\x1f\{.*$"


def reason_to_text(reason: Phrase) -> str:
    """A reason as it stands on disk: its English, and behind a mark the template and the values that it was made of."""
    english = in_language(reason, Lang.EN).replace(_MARK, "\ufffd")
    if isinstance(reason, str):
        return english
    return english + _MARK + json.dumps(_coded(reason), ensure_ascii=False, separators=(",", ":"))


def reason_from_text(text: str) -> Phrase:
    """The reason again; its English alone where the catalogue no longer has it, or where an older book wrote it."""
    english, mark, made = text.rpartition(_MARK)
    if not mark:
        return text
    try:
        phrase = _decoded(json.loads(made))
        if isinstance(phrase, Text | Message | Listing) and in_language(phrase, Lang.EN) == english:
            return phrase
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        pass
    return english


def in_english(reasons: pa.ChunkedArray) -> pa.ChunkedArray:
    """Reasons as they stand on disk, in English alone."""
    return pc.replace_substring_regex(reasons, _MADE, "")


def _coded(value: Any) -> Any:
    """A value of a phrase as JSON can hold it."""
    match value:
        case Message():
            made = {"t": value.template, "v": {name: _coded(each) for name, each in value.values}}
            return made | ({"m": value.many} if value.many else {})
        case Listing():
            return {"l": [_coded(item) for item in value.items], "by": value.mark}
        case Text():
            return {"en": value.en, "zh": value.zh}
        case Decimal():
            return {"n": str(value)}
        case date():
            return {"d": value.isoformat()}
        case str():
            return str(value)
        case None | bool() | int() | float():
            return value
    return in_language(value, Lang.EN)


def _decoded(value: Any) -> Any:
    """The value again; ValueError for a template that the catalogue does not have, since a book may be a stranger's."""
    match value:
        case {"t": str(template), "v": dict(values)}:
            if not is_translated(template):
                raise ValueError(template)
            return Message(template, tuple((name, _decoded(each)) for name, each in values.items()), value.get("m"))
        case {"l": list(items), "by": str(mark)}:
            return Listing(tuple(_decoded(item) for item in items), mark)
        case {"en": str(en), "zh": str(zh)}:
            return Text(en, zh)
        case {"n": str(number)}:
            return Decimal(number)
        case {"d": str(day)}:
            return date.fromisoformat(day)
        case str() | None | bool() | int() | float():
            return value
    raise ValueError("no value of a phrase")
