"""Weighed pairs: what rivals take from them, and the companies that they make."""

from collections.abc import Iterable

import pyarrow as pa

from hornbook.engine.protocol import Engine

_RIVALLED = """
WITH pair AS (
    SELECT s.*, pow(2, least(weight, 60)) AS odds, a.source AS source_l, b.source AS source_r
    FROM scored s JOIN rows a ON a.id = s.l JOIN rows b ON b.id = s.r
), likely AS (
    SELECT l AS one, r AS other, source_r AS source, odds FROM pair WHERE weight > {rival} AND source_l <> source_r
    UNION ALL SELECT r, l, source_l, odds FROM pair WHERE weight > {rival} AND source_l <> source_r
), friend AS (
    SELECT l AS one, r AS other FROM pair WHERE weight > 0
    UNION ALL SELECT r, l FROM pair WHERE weight > 0
), rival AS (
    SELECT a.one, a.other, sum(b.odds) AS odds
    FROM likely a JOIN likely b ON a.one = b.one AND a.source = b.source AND a.other <> b.other
    ANTI JOIN friend f ON f.one = a.other AND f.other = b.other
    GROUP BY a.one, a.other
)
SELECT pair.* EXCLUDE (odds, source_l, source_r),
    round(pair.odds / (1 + pair.odds + greatest(coalesce(x.odds, 0), coalesce(y.odds, 0))), 9) AS probability
FROM pair
LEFT JOIN rival x ON x.one = pair.l AND x.other = pair.r
LEFT JOIN rival y ON y.one = pair.r AND y.other = pair.l
ORDER BY l, r
"""

_TOLD = """
SELECT least(a.record, b.record) AS record, greatest(a.record, b.record) AS other, probability, weight, {bars},
    coalesce(x.top = y.top, false) AS linked
FROM pair JOIN rows a ON a.id = l JOIN rows b ON b.id = r
LEFT JOIN grouped x ON x.id = l LEFT JOIN grouped y ON y.id = r
WHERE probability >= {shown} ORDER BY 1, 2
"""

_COMPANIES = """
SELECT r.record, min(r.record) OVER (PARTITION BY top) AS company FROM grouped JOIN rows r USING (id)
QUALIFY count(*) OVER (PARTITION BY top) > 1 ORDER BY company, record
"""


def weighed_against_rivals(engine: Engine, scored: pa.Table, rows: pa.Table, *, rival: float) -> pa.Table:
    """Pairs with the probability that they are one company; rivals of fewer bits than `rival` take nothing."""
    return engine.sql(_RIVALLED.format(rival=rival), scored=scored, rows=rows.select(["id", "source"]))


def proposals(
    engine: Engine, weighed: pa.Table, rows: pa.Table, groups: pa.Table, *, evidence: Iterable[str], least: float
) -> pa.Table:
    """Pairs of subjects from a probability on, with a column of bits for each evidence and whether they are linked."""
    bars = ", ".join(f"mw_{name} AS {name}" for name in evidence)
    return engine.sql(_TOLD.format(bars=bars, shown=least), pair=weighed, rows=rows, grouped=groups)


def linked_companies(engine: Engine, rows: pa.Table, groups: pa.Table) -> pa.Table:
    """The company of each record that is linked to another, named for the first of its records."""
    return engine.sql(_COMPANIES, rows=rows, grouped=groups)
