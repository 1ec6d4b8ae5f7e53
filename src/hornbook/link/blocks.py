"""Which pairs are worth a comparison: records that share a block, such as a name, a host or a round.

A block of more than `LARGEST` records says too little and makes too many pairs; so does a rule whose blocks make more
pairs for each record than it may. Then its largest blocks are left out, and the answer says how large they were.
"""

from typing import NamedTuple

import pyarrow as pa

from hornbook.engine import Engine
from hornbook.text import Text

LARGEST = 60
_SMALL = 10_000  # pairs that any rule may make, however few the records

RULES: dict[str, tuple[Text, str, int]] = {
    "name": (
        Text("the same name, or an address named like it", "名称相同，或网址与名称一致"),
        "unnest(list_distinct(list_concat(sole, rare, fair, many, labels)))",
        4,
    ),
    "host": (Text("the same website", "网站相同"), "unnest(hosts)", 4),
    "deal": (Text("a round of the same day and amount", "同日同额的一轮融资"), "unnest(deals)", 3),
    "core": (
        Text("the same name but for common words", "除常用词外名称相同"),
        "unnest(list_concat(cores, mains, labels))",
        2,
    ),
    "word": (Text("a rare word in the name", "名称中有同一罕见词"), "unnest(words)", 1),
    "head": (
        Text("a name that begins the same, in one city", "同城且名称开头相同"),
        "unnest(list_transform(mains, lambda m: m[:5] || ' ' || city))",
        1,
    ),
    "tail": (
        Text("a name that ends the same, in one city", "同城且名称结尾相同"),
        "unnest(list_transform(mains, lambda m: m[-5:] || ' ' || city))",
        1,
    ),
    "start": (
        Text("a name that begins the same, in one country", "同国且名称开头相同"),
        "unnest(list_transform(mains, lambda m: m[:7] || ' ' || country))",
        1,
    ),
    "backer": (
        Text("an investor in the same weeks", "同一投资方在相近数周内出资"),
        "unnest(flatten(list_transform(rare_backers, lambda b: list_transform(spans, lambda s: b || ' ' || s))))",
        1,
    ),
}
"""Each rule: what the records of a block share, a record's blocks in SQL over its columns, pairs for each record."""

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

_SPELLED = ("head", "tail", "start")
"""Rules that look for names spelled alike; what only they bring together is looked at once more, at little cost."""


class LeftOut(NamedTuple):
    """Blocks of a rule that were too large, with their entries; what only they bring together was not compared."""

    rule: str
    blocks: int
    entries: int
    largest: int


class Blocked(NamedTuple):
    """Pairs of record numbers (`l` < `r`, with the first `rule` that brought them together), and what was left out."""

    pairs: pa.Table
    left_out: tuple[LeftOut, ...]


def blocks(engine: Engine, rows: pa.Table) -> pa.Table:
    """Every block of every record: rule, id, block."""
    parts = [_OF_RULE.format(rule=rule, blocks=found) for rule, (_, found, _) in RULES.items()]
    return engine.sql(" UNION ALL ".join(parts), rows=rows)


def pairs(engine: Engine, rows: pa.Table, made: pa.Table, fresh: pa.Table) -> Blocked:
    """The pairs of `rows` that share a block of those `made` and of which one record at least is `fresh` (ids)."""
    touched = engine.sql(_TOUCHED, blocks=made, fresh=fresh)
    sized = engine.sql(_SIZED, blocks=touched, fresh=fresh)
    most = [allowed * fresh.num_rows + _SMALL for _, _, allowed in RULES.values()]
    caps = engine.sql(_CAPS.format(largest=LARGEST), sized=sized, allowed=pa.table({"rule": list(RULES), "most": most}))
    left = engine.sql(_LEFT_OUT, sized=sized, caps=caps).to_pylist()
    found = engine.sql(_PAIRS.format(spelled=_SPELLED), blocks=touched, sized=sized, caps=caps, fresh=fresh)
    return Blocked(
        engine.sql(_WORTHY, pairs=found, rows=rows.select(["id", "latin", "other"])),
        tuple(LeftOut(**row) for row in left),
    )
