"""Echoes: what one record says of a company's round that another record of the same company says better.

Two exports that each list a company's rounds must not make it raise twice. Rounds of two records of one company are one
event when their days are at most `NEAR` days apart, their amounts agree or one states none, and their instruments agree
or one states none. Of those the one that states an amount stands, then the one that states an instrument, then the
better grade, then the one known last, then the source's place in the alphabet; the others are echoes from the day on
which all that was known. An echo is never counted or summed, but the investors that it names are investors still.
"""

import itertools
from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import Any

import pyarrow as pa

from hornbook.book.identity import FOREVER, GRADES, Identity
from hornbook.book.law import ever_told
from hornbook.book.money import usd
from hornbook.book.store import Store
from hornbook.engine.statements.echoes import alike_rounds
from hornbook.kinds import Round
from hornbook.terms import Day

NEAR = 31
"""Days between which two sources place one event."""

ALIKE = Decimal("0.1")
"""Share by which two statements of one amount differ at most, currencies converted."""

PIECES = pa.schema(
    [
        ("id", pa.int64()),
        ("known", pa.date32()),
        ("since", pa.date32()),
        ("until", pa.date32()),
        ("echo", pa.bool_()),
    ]
)
"""The version `known` of the statement `id` is an echo, or is none, as known from `since` to before `until`."""


def pieces(book: Store, identity: Identity) -> pa.Table:
    """When each version of a round that is ever an echo is one, and when it is none; other versions are left out."""
    some = book.engine.put("linked_records", identity.timeline.select(["record"]).group_by("record").aggregate([]))
    rows = ever_told(book, Round, FOREVER)
    rows = rows.semi_join(some, rows.subject == some.record)
    columns = ("subject", "id", "known", "superseded", "valid", "amount", "currency", "instrument", "grade", "source")
    found = alike_rounds(
        book.engine,
        book.engine.arrow(rows.select(columns)),
        identity.timeline,
        forever=FOREVER,
        near=NEAR,
        alike=ALIKE,
        grades=GRADES,
    )
    spans: dict[tuple[int, Day], list[tuple[Day, Day]]] = defaultdict(list)
    for row in found.to_pylist():
        if row["alike"] or _alike(row):
            spans[row["id"], row["known"]].append((row["since"], row["until"]))
    made = [piece for (id_, known), each in sorted(spans.items()) for piece in _pieces(id_, known, each)]
    return pa.Table.from_pylist(made, PIECES)


def _alike(row: dict[str, Any]) -> bool:
    """Whether two amounts in different currencies are alike, each at the rate of its day."""
    if not (row["currency"] and row["other_currency"]):
        return False
    one = usd(row["amount"], row["currency"], row["valid"])
    other = usd(row["other"], row["other_currency"], row["other_valid"])
    return one is not None and other is not None and abs(one - other) <= ALIKE * max(abs(one), abs(other))


def _pieces(id_: int, known: Day, spans: list[tuple[Day, Day]]) -> list[dict[str, Any]]:
    """All time, cut where a version becomes an echo or ceases to be one."""
    cuts = sorted({date.min, FOREVER, *(day for span in spans for day in span)})
    found: list[dict[str, Any]] = []
    for since, until in itertools.pairwise(cuts):
        echo = any(first <= since < last for first, last in spans)
        if found and found[-1]["echo"] is echo:
            found[-1]["until"] = until
        else:
            found.append({"id": id_, "known": known, "since": since, "until": until, "echo": echo})
    return found


def echoes(book: Store, identity: Identity) -> pa.Table:
    """The pieces of this version of the book."""
    made: pa.Table | None = book.kept.get("echoes")
    if made is None:
        made = book.kept["echoes"] = pieces(book, identity)
    return made
