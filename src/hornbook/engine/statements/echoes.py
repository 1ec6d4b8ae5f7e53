"""Rounds of two records of one company that may be one event."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pyarrow as pa

from hornbook.engine.protocol import Engine

_PAIRS = """
WITH mine AS (
  SELECT rows.*, t.company, greatest(rows.known, t.since) AS since,
    least(coalesce(rows.superseded, DATE '{forever}'), t.until) AS until,
    (CASE rows.grade {grades} END) AS graded, rows.instrument = 'unstated' AS vague
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
  AND (a.amount IS NULL, a.vague, a.graded, -date_diff('day', DATE '1800-01-01', a.known), a.source, a.subject, a.id)
    < (b.amount IS NULL, b.vague, b.graded, -date_diff('day', DATE '1800-01-01', b.known), b.source, b.subject, b.id)
"""


def alike_rounds(
    engine: Engine,
    rows: pa.Table,
    timeline: pa.Table,
    *,
    forever: date,
    near: int,
    alike: Decimal,
    grades: Mapping[str, int],
) -> pa.Table:
    """Each round (id, known) with one that tells it better, the days on which both stood, and what each states.

    `rows`: versions of rounds by record. `timeline`: to which company each record belonged. `near`: days between two
    accounts of one event. `alike`: share by which its amounts differ at most. `grades`: a number a grade, the best 0.
    """
    graded = " ".join(f"WHEN '{grade}' THEN {n}" for grade, n in grades.items())
    query = _PAIRS.format(forever=forever, near=near, alike=alike, grades=graded)
    return engine.sql(query, rows=rows, timeline=timeline)
