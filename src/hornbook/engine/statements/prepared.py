"""What each record has in a form that two sources share, and how rare that is.

The statements are asked one after the other, so that no two of their tables of lists have to be in the engine's memory
at once. Tables: `raw` (records), `spelled` (names, see `link.spelling`), `placed` (see `link.whereabouts`), `items`
(what a record has: kind, id, source, item), `counts` (how often a thing occurs: kind, item, most, total).
"""

from collections.abc import Iterable

import pyarrow as pa

from hornbook.engine.protocol import Engine

_ITEMS = """
WITH written AS (
    SELECT id, source, unnest(names) AS name FROM raw
), key AS (
    SELECT DISTINCT id, source, regexp_replace(key, '[ -]', '', 'g') AS item FROM (
        SELECT id, source, unnest(keys) AS key FROM written JOIN spelled USING (name)
        UNION ALL SELECT id, source, singular FROM written JOIN spelled USING (name) WHERE singular <> ''
        UNION ALL SELECT id, source, {former} FROM raw WHERE {former} <> ''
    )
), host AS (
    SELECT id, source, unnest(hosts) AS item FROM raw
), label AS (
    SELECT DISTINCT id, source, unnest([split_part(item, '.', 1), replace(item, '.', '')]) AS item FROM host
)
SELECT 'name' AS kind, id, source, item FROM key
UNION ALL SELECT 'host', id, source, item FROM host
UNION ALL SELECT 'label', id, source, item FROM label WHERE len(item) >= 4
UNION ALL SELECT 'deal', id, source, unnest(deals) FROM raw
UNION ALL SELECT DISTINCT 'backer', id, source, replace(keys[1], ' ', '')
    FROM (SELECT id, source, unnest(backers) AS name FROM raw) JOIN spelled USING (name)
UNION ALL SELECT DISTINCT 'word', id, source, unnest(words) FROM written JOIN spelled USING (name)
UNION ALL SELECT 'city', id, source, town FROM raw JOIN placed ON {placed} WHERE town IS NOT NULL
"""

_FORMER = (
    "CASE WHEN contains(record, ':') AND NOT regexp_matches(record, ':.*[0-9]{4}') "
    "AND regexp_matches(record, ':.*[a-z]{4}') "
    "THEN regexp_replace(split_part(record, ':', 2), '(-inc)?-*[0-9]?$', '') ELSE '' END"
)
"""A subject is often the name that the company had when the source first met it: alder-2 was called Alder."""

_PLACED = " AND ".join(f"raw.{c} IS NOT DISTINCT FROM placed.{c}" for c in ("country", "region", "city"))

_COUNTS = """
WITH page AS (
    SELECT id, source || coalesce(' ' || CAST(day AS VARCHAR), '') AS page
    FROM (SELECT id, source, unnest(CASE WHEN len(listed) = 0 THEN [NULL] ELSE listed END) AS day FROM raw)
), most AS (
    SELECT kind, item, max(n) AS most
    FROM (SELECT kind, item, page, count(*) AS n FROM items JOIN page USING (id) GROUP BY ALL) GROUP BY ALL
), total AS (
    SELECT kind, item, count(*) AS total FROM items GROUP BY ALL
)
SELECT kind, item, most, total FROM most JOIN total USING (kind, item)
"""
"""A list that is made anew each time may have one company under two names: it is counted edition by edition."""

_COUNTED = """
WITH known AS (
    SELECT kept.* FROM kept SEMI JOIN counts USING (kind, item)
)
SELECT * FROM known UNION ALL SELECT counts.* FROM counts ANTI JOIN known USING (kind, item)
"""

_NAME = """
WITH keyed AS (
    SELECT replace(key, ' ', '') AS item, min(most) AS word, max(len(string_split(key, ' '))) AS words
    FROM (SELECT DISTINCT key, unnest(string_split(key, ' ')) AS token FROM (SELECT unnest(keys) AS key FROM spelled))
    LEFT JOIN counts ON counts.kind = 'word' AND counts.item = token
    GROUP BY 1
), named AS (
    SELECT id, item, CASE
        WHEN most = 1 AND words = 1 AND (item IN {common} OR len(item) <= 4) THEN 'fair'
        WHEN most = 1 AND words = 1 AND coalesce(word, 1) = 1 AND len(item) >= 5 THEN 'sole'
        WHEN most = 1 AND (words > 1 OR coalesce(word, 1) <= {rare_word}) THEN 'rare'
        WHEN most <= 2 AND coalesce(word, 1) <= {some_word} THEN 'fair' ELSE 'many' END AS class
    FROM items JOIN counts USING (kind, item) LEFT JOIN keyed USING (item) WHERE kind = 'name'
)
SELECT id, {lists} FROM named GROUP BY id
"""

_OTHER = """
SELECT id,
    list_sort(list(item) FILTER (kind = 'host' AND most <= {hosts})) AS hosts,
    list_sort(list(item) FILTER (kind = 'host' AND most = 1)) AS rare_hosts,
    list_sort(list(item) FILTER (kind = 'label' AND most <= 2)) AS labels,
    list_sort(list(item) FILTER (kind = 'deal')) AS deals,
    list_sort(list(item) FILTER (kind = 'deal' AND most <= 1)) AS rare_deals,
    list_sort(list(item) FILTER (kind = 'deal' AND most <= 1 AND regexp_matches(item, {odd}))) AS odd_deals,
    list_sort(list(item) FILTER (kind = 'backer')) AS backers,
    list_sort(list(item) FILTER (kind = 'backer' AND total <= {backers})) AS rare_backers,
    list_sort(list(item) FILTER (kind = 'word' AND total <= {word})) AS words,
    max(item) FILTER (kind = 'city') AS city,
    max(item) FILTER (kind = 'city' AND total <= {city}) AS small_city
FROM items JOIN counts USING (kind, item) WHERE kind != 'name' GROUP BY id
"""

_CORE = """
SELECT name, string_agg(token, '' ORDER BY pos) FILTER (NOT common) AS core,
    string_agg(token, ' ' ORDER BY pos) FILTER (common AND NOT filler) AS trade
FROM (
    SELECT name, token, pos, list_contains({fillers}, token) AS filler,
        filler OR coalesce(total, 0) > {common} OR contains(branch || lead, token) AS common
    FROM (SELECT name, branch, lead, unnest(words) AS token, generate_subscripts(words, 1) AS pos FROM spelled)
    LEFT JOIN counts ON counts.kind = 'word' AND counts.item = token
) GROUP BY name HAVING bool_or(common)
"""

_MAIN = """
SELECT id, list_sort(list_distinct(list(replace(keys[1], ' ', '')))) AS mains,
    list_sort(list_distinct(list(core) FILTER (len(core) > 1))) AS cores,
    list_sort(list_distinct(list(core) FILTER (len(core) > 1 AND trade IS NULL))) AS bare,
    list_sort(list_distinct(list(words[1]) FILTER (len(words) > 1 AND first.total <= {word}))) AS leads,
    list_sort(list_distinct(list(branch) FILTER (branch != ''))) AS branches,
    list_sort(list_distinct(list(base) FILTER (number != ''))) AS bases,
    list_sort(list_distinct(list(base || '#' || number) FILTER (number != ''))) AS numbered,
    list_sort(list_distinct(list(firm || '|' || site) FILTER (site != ''))) AS sited,
    list_sort(list_distinct(list(firm || '|' || array_to_string(lines, '')) FILTER (form = 'company'))) AS formed,
    list_sort(list_distinct(list(firm || '|' || form) FILTER (form != ''))) AS legal,
    list_sort(list_distinct(flatten(list(list_transform(lines, lambda w: firm || '|' || w))))) AS lined,
    max(replace(keys[1], ' ', '')) FILTER (keys[1] SIMILAR TO '[a-z0-9 ]+') AS latin,
    max(replace(keys[1], ' ', '')) FILTER (NOT keys[1] SIMILAR TO '[a-z0-9 ]+') AS other
FROM (SELECT id, unnest(names) AS name FROM raw) JOIN spelled USING (name) LEFT JOIN core USING (name)
LEFT JOIN counts first ON first.kind = 'word' AND first.item = words[1] GROUP BY id
"""

_COLUMNS = """
SELECT raw.id, raw.record, raw.source,
    coalesce(sole, []) AS sole, coalesce(rare, []) AS rare, coalesce(fair, []) AS fair, coalesce(many, []) AS many,
    coalesce(mains, []) AS mains, coalesce(cores, []) AS cores, coalesce(bare, []) AS bare,
    coalesce(leads, []) AS leads, coalesce(branches, []) AS branches,
    coalesce(bases, []) AS bases, coalesce(numbered, []) AS numbered, coalesce(sited, []) AS sited,
    coalesce(formed, []) AS formed, coalesce(legal, []) AS legal, coalesce(lined, []) AS lined,
    coalesce(fields, []) AS fields, coalesce(stems, []) AS stems,
    coalesce(other.words, []) AS words, latin, main.other,
    coalesce(other.hosts, []) AS hosts, coalesce(rare_hosts, []) AS rare_hosts, coalesce(labels, []) AS labels,
    coalesce(other.deals, []) AS deals, coalesce(rare_deals, []) AS rare_deals,
    coalesce(odd_deals, []) AS odd_deals, days,
    list_sort(list_distinct(flatten(list_transform(days, lambda d: [d - DATE '2000-01-01', d - DATE '2000-01-01' + 15]))
        .list_transform(lambda n: n // 15))) AS spans,
    coalesce(other.backers, []) AS backers, coalesce(rare_backers, []) AS rare_backers,
    placed.land AS country, other.city, small_city,
    founded, precision, first, last, ended, raised, valued, listed, seen
FROM raw JOIN placed ON {placed} LEFT JOIN name USING (id) LEFT JOIN other USING (id) LEFT JOIN main USING (id)
LEFT JOIN field USING (id) LEFT JOIN stem USING (id)
ORDER BY raw.id
"""
"""Asked one after the other, so that no two of their tables of lists have to be in the engine's memory at once."""


_FIELDS = """
SELECT id, list_sort(list_distinct(list(field))) AS fields
FROM (SELECT id, unnest(sectors) AS label FROM raw)
JOIN (SELECT label, unnest(fields) AS field FROM known) USING (label) GROUP BY id
"""

_STEMS = """
SELECT id, list_sort(list_distinct(list(stem))) AS stems FROM (
    SELECT id, regexp_replace(regexp_replace(
        split_part(host, '.', 1), '^(get|try|use|join|go|my|the|meet|hello|with)', ''),
        '(app|hq|labs?|tech|team|online|global|inc|group|health|io|ai)$', '') AS stem
    FROM (SELECT id, unnest(hosts) AS host FROM raw)
) WHERE len(stem) >= 4 GROUP BY id
"""
"""The first part of a website's address without such words as a company adds where its own name is taken."""


def fields(engine: Engine, raw: pa.Table, known: pa.Table) -> pa.Table:
    """Each record's broad fields of business; `known` says the fields of each label."""
    return engine.sql(_FIELDS, raw=raw, known=known)


def stems(engine: Engine, raw: pa.Table) -> pa.Table:
    """Each record's websites without the words that a company adds to its name."""
    return engine.sql(_STEMS, raw=raw)


def addresses(engine: Engine, raw: pa.Table) -> pa.Table:
    """Each country, region and city that a record states, once."""
    return engine.sql("SELECT DISTINCT country, region, city FROM raw", raw=raw)


def items(engine: Engine, raw: pa.Table, spelled: pa.Table, placed: pa.Table) -> pa.Table:
    """What each record has that another may share."""
    return engine.sql(_ITEMS.format(placed=_PLACED, former=_FORMER), raw=raw, spelled=spelled, placed=placed)


def item_counts(engine: Engine, items: pa.Table, raw: pa.Table) -> pa.Table:
    """How often each thing occurs: in all, and at most in one source or one edition of a list."""
    return engine.sql(_COUNTS, items=items, raw=raw)


def counted_before(engine: Engine, counts: pa.Table, kept: pa.Table) -> pa.Table:
    """Counts with those that were kept in the place of their own."""
    return engine.sql(_COUNTED, counts=counts, kept=kept)


def names(
    engine: Engine,
    items: pa.Table,
    counts: pa.Table,
    spelled: pa.Table,
    *,
    classes: Iterable[str],
    rare_word: int,
    some_word: int,
    common: Iterable[str],
) -> pa.Table:
    """Each record's names in classes, by how much a shared name says."""
    lists = ", ".join(f"list_sort(list(item) FILTER (class = '{c}')) AS {c}" for c in classes)
    query = _NAME.format(lists=lists, rare_word=rare_word, some_word=some_word, common=tuple(common))
    return engine.sql(query, items=items, counts=counts, spelled=spelled)


def others(
    engine: Engine, items: pa.Table, counts: pa.Table, *, hosts: int, backers: int, word: int, city: int
) -> pa.Table:
    """Each record's other things, and which of them are rarer than the limits."""
    odd = "' [1-9]0*[1-9][0-9]*[1-9]0*[.]'"
    query = _OTHER.format(odd=odd, hosts=hosts, backers=backers, word=word, city=city)
    return engine.sql(query, items=items, counts=counts)


def cores(engine: Engine, counts: pa.Table, spelled: pa.Table, *, fillers: Iterable[str], common: int) -> pa.Table:
    """Names without their common words."""
    return engine.sql(_CORE.format(fillers=str(list(fillers)), common=common), counts=counts, spelled=spelled)


def mains(engine: Engine, raw: pa.Table, counts: pa.Table, spelled: pa.Table, core: pa.Table, *, word: int) -> pa.Table:
    """Each record's own names, whole and without common words."""
    return engine.sql(_MAIN.format(word=word), raw=raw, counts=counts, spelled=spelled, core=core)


def prepared_columns(engine: Engine, raw: pa.Table, placed: pa.Table, **parts: pa.Table) -> pa.Table:
    """One row a record, ready to be compared; `parts`: the tables name, other, main, field and stem."""
    return engine.sql(_COLUMNS.format(placed=_PLACED), raw=raw, placed=placed, **parts)
