"""Records in blocks, and the pairs that share one."""

from collections.abc import Mapping

import pyarrow as pa

from hornbook.engine.protocol import Engine

BLOCKS = {
    "name": "unnest(list_distinct(list_concat(sole, rare, fair, many, labels)))",
    "host": "unnest(hosts)",
    "deal": "unnest(deals)",
    "core": "unnest(list_concat(cores, mains, labels))",
    "word": "unnest(words)",
    "head": "unnest(list_transform(mains, lambda m: m[:5] || ' ' || city))",
    "tail": "unnest(list_transform(mains, lambda m: m[-5:] || ' ' || city))",
    "start": "unnest(list_transform(mains, lambda m: m[:7] || ' ' || country))",
    "backer": "unnest(flatten(list_transform(rare_backers, lambda b: list_transform(spans, lambda s: b || ' ' || s))))",
}
"""A record's blocks of each rule, over the columns of `prepared.columns`."""

_OF_RULE = "SELECT DISTINCT '{rule}' AS rule, id, block FROM (SELECT id, {blocks} AS block FROM rows) WHERE block <> ''"

_TOUCHED = """
WITH new AS (
    SELECT DISTINCT rule, block FROM blocks SEMI JOIN fresh USING (id)
)
SELECT rule, block, id FROM blocks SEMI JOIN new USING (rule, block)
"""

_SIZED = """
SELECT rule, block, count(*) AS size, count(*) FILTER (id IN (SELECT id FROM fresh)) AS new
FROM blocks GROUP BY rule, block HAVING count(*) > 1
"""

_CAPS = """
WITH made AS (
    SELECT rule, size, sum(new * (size - new) + new * (new - 1) // 2) AS pairs FROM sized GROUP BY rule, size
), sizes AS (
    SELECT rule, size, sum(pairs) OVER (PARTITION BY rule ORDER BY size) AS pairs FROM made
)
SELECT rule, coalesce(max(size) FILTER (pairs <= most AND size <= {largest}), 0) AS cap
FROM sizes JOIN allowed USING (rule) GROUP BY rule
"""

_LEFT_OUT = """
SELECT rule, count(*)::BIGINT AS blocks, sum(size)::BIGINT AS entries, max(size)::BIGINT AS largest
FROM sized JOIN caps USING (rule) WHERE size > cap GROUP BY rule ORDER BY rule
"""

_PAIRS = """
WITH member AS (
    SELECT rule, block, id FROM blocks JOIN sized USING (rule, block) JOIN caps USING (rule) WHERE size <= cap
), new AS (
    SELECT * FROM member SEMI JOIN fresh USING (id)
)
SELECT least(n.id, m.id) AS l, greatest(n.id, m.id) AS r, min(n.rule) AS rule, bool_and(n.rule IN {spelled}) AS spelled
FROM new n JOIN member m ON n.rule = m.rule AND n.block = m.block AND n.id <> m.id
GROUP BY ALL
"""

_WORTHY = """
SELECT l, r, rule FROM pairs WHERE NOT spelled
UNION ALL
SELECT l, r, rule FROM (
    SELECT l, r, rule, a.latin AS one, b.latin AS two, a.other AS third, b.other AS fourth
    FROM (SELECT * FROM pairs WHERE spelled) JOIN rows a ON a.id = l JOIN rows b ON b.id = r
) WHERE jaro_winkler_similarity(one, two) >= 0.9 OR jaro_winkler_similarity(third, fourth) >= 0.85
    OR starts_with(one, two) OR starts_with(two, one)
"""

SPELLED = ("head", "tail", "start")
"""Rules that look for names spelled alike; what only they bring together is looked at once more, at little cost."""


def record_blocks(engine: Engine, rows: pa.Table) -> pa.Table:
    """Every block of every record: rule, id, block."""
    parts = [_OF_RULE.format(rule=rule, blocks=blocks) for rule, blocks in BLOCKS.items()]
    return engine.sql(" UNION ALL ".join(parts), rows=rows)


def touched(engine: Engine, blocks: pa.Table, fresh: pa.Table) -> pa.Table:
    """The blocks in which a fresh record is, with all their records."""
    return engine.sql(_TOUCHED, blocks=blocks, fresh=fresh)


def sized(engine: Engine, blocks: pa.Table, fresh: pa.Table) -> pa.Table:
    """How many records and how many fresh ones are in each block of more than one."""
    return engine.sql(_SIZED, blocks=blocks, fresh=fresh)


def caps(engine: Engine, sized: pa.Table, allowed: Mapping[str, int], *, largest: int) -> pa.Table:
    """How large a block of each rule may be so that the rule makes no more pairs than it is allowed."""
    rules = pa.table({"rule": list(allowed), "most": list(allowed.values())})
    return engine.sql(_CAPS.format(largest=largest), sized=sized, allowed=rules)


def left_out(engine: Engine, sized: pa.Table, caps: pa.Table) -> pa.Table:
    """For each rule how many blocks are too large, with their entries and the largest."""
    return engine.sql(_LEFT_OUT, sized=sized, caps=caps)


def block_pairs(
    engine: Engine, rows: pa.Table, blocks: pa.Table, sized: pa.Table, caps: pa.Table, fresh: pa.Table
) -> pa.Table:
    """The pairs that share a block: l, r, rule. Those that only look alike are looked at once more."""
    query = _PAIRS.format(spelled=SPELLED)
    found = engine.sql(query, blocks=blocks, sized=sized, caps=caps, fresh=fresh)
    return engine.sql(_WORTHY, pairs=found, rows=rows.select(["id", "latin", "other"]))
