"""Echoes: what one record says of a company's round that another record of the same company says better.

Two exports that each list a company's rounds must not make it raise twice. Rounds of two records of one company are one
event when their days are at most `NEAR` days apart, their amounts agree or one states none, and their instruments agree
or one states none. Of those the one that states an amount stands, then the better grade, then the one known last, then
the source's place in the alphabet; the others are echoes from the day on which all that was known. An echo is never
counted or summed, but the investors that it names are investors still.
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

_PAIRS = """
WITH mine AS (
  SELECT rows.*, t.company, greatest(rows.known, t.since) AS since,
    least(coalesce(rows.superseded, DATE '{forever}'), t.until) AS until,
    (CASE rows.grade {grades} END) AS graded
  FROM rows JOIN timeline t ON rows.subject = t.record AND rows.known < t.until
    AND coalesce(rows.superseded, DATE '{forever}') > t.since
)
SELECT b.id, b.known, greatest(a.since, b.since) AS since, least(a.until, b.until) AS until,
  a.amount, a.currency, a.valid, b.amount AS other, b.currency AS other_currency, b.valid AS other_valid,
  a.amount IS NULL OR b.amount IS NULL OR coalesce(a.currency = b.currency
    AND abs(a.amount - b.amount) <= {alike} * greatest(abs(a.amount), abs(b.amount)), false) AS alike
FROM mine a JOIN mine b ON a.company = b.company AND a.subject <> b.subject
  AND b.valid BETWEEN a.valid - {near} AND a.valid + {near}
WHERE greatest(a.since, b.since) < least(a.until, b.until)
  AND (alike OR a.currency IS DISTINCT FROM b.currency)
  AND (a.instrument = b.instrument OR 'unstated' IN (a.instrument, b.instrument))
  AND (a.amount IS NULL, a.graded, -epoch_days(a.known), a.source, a.subject, a.id)
    < (b.amount IS NULL, b.graded, -epoch_days(b.known), b.source, b.subject, b.id)
"""


def pieces(book: Store, identity: Identity) -> pa.Table:
    """When each version of a round that is ever an echo is one, and when it is none; other versions are left out."""
    some = book.engine.put("linked_records", identity.timeline.select(["record"]).group_by("record").aggregate([]))
    rows = ever_told(book, Round, FOREVER)
    rows = rows.semi_join(some, rows.subject == some.record)
    columns = ("subject", "id", "known", "superseded", "valid", "amount", "currency", "instrument", "grade", "source")
    found = book.engine.sql(
        _PAIRS.replace("epoch_days(", "date_diff('day', DATE '1800-01-01', ").format(
            forever=FOREVER,
            near=NEAR,
            alike=ALIKE,
            grades=" ".join(f"WHEN '{grade}' THEN {n}" for grade, n in GRADES.items()),
        ),
        rows=book.engine.arrow(rows.select(columns)),
        timeline=identity.timeline,
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
