"""All that linkage needs of a record, out of its facts, as one row."""

from collections.abc import Iterable, Mapping

import pyarrow as pa

from hornbook.engine.protocol import Engine

_HOSTS = """
SELECT subject, list_sort(list_distinct(list(replace(host, '-', '')))) AS hosts FROM (
    SELECT subject, CASE
        WHEN len(parts) <= 2 THEN array_to_string(parts, '.')
        WHEN len(parts[-1]) = 2 AND len(parts[-2]) <= 3 OR array_to_string(parts[-2:], '.') IN ({parents})
            THEN array_to_string(parts[-3:], '.')
        ELSE array_to_string(parts[-2:], '.') END AS host
    FROM (
        SELECT subject, string_split(rtrim(regexp_replace(regexp_extract(
            lower(trim(url)), '^(?:[a-z]+:)?/*(?:[^/@]*@)?([^/:?#\\s]+)', 1), '^www[0-9]*[.]', ''), '.'), '.') AS parts
        FROM website WHERE url IS NOT NULL
    ) WHERE len(parts) >= 2
) WHERE regexp_matches(host, '[^0-9.]') AND host NOT IN ({others}) GROUP BY subject
"""

_GATHERED = """
WITH names AS (
    SELECT subject, any_value(source ORDER BY source) AS said, list_sort(list_distinct(list(name))) AS names,
        max(known) AS seen, list(DISTINCT known) FILTER (source IN (SELECT source FROM lists)) AS listed
    FROM named GROUP BY subject
), place AS (
    SELECT subject, max(struct_pack(valid, id, country, region, city)) AS p FROM registered GROUP BY subject
), birth AS (
    SELECT subject, max(struct_pack(known, id, valid, precision)) AS b FROM founded GROUP BY subject
), money AS (
    SELECT subject, list_sort(list_distinct(list(valid))) AS days,
        list_sort(list_distinct(list(strftime(valid, '%Y-%m-%d') || ' ' || CAST(amount AS VARCHAR) || ' ' || currency)
            FILTER (amount IS NOT NULL AND currency IS NOT NULL))) AS deals,
        list_sort(list_distinct(flatten(list(investors)))) AS investors,
        CAST(sum(usd) AS DOUBLE) AS raised, min(valid) AS first, max(valid) AS last
    FROM round GROUP BY subject
), worth AS (
    SELECT subject, CAST(max(usd) AS DOUBLE) AS valued, max(valid) AS last FROM valuation
    GROUP BY subject
), honour AS (
    SELECT subject, min(valid) AS first, max(valid) AS last,
        list_sort(list_distinct(list("by") FILTER (source NOT IN (SELECT source FROM lists)))) AS honours,
        list(DISTINCT known) FILTER (source IN (SELECT source FROM lists)) AS listed
    FROM certified GROUP BY subject
), trade AS (
    SELECT subject, list_sort(list_distinct(list(label))) AS sectors FROM sector GROUP BY subject
), finish AS (
    SELECT subject, min(valid) AS ended FROM (SELECT subject, valid FROM acquired UNION ALL FROM closed)
    GROUP BY subject
), web AS ({hosts})
SELECT n.subject AS record,
    CASE WHEN contains(n.subject, ':') THEN split_part(n.subject, ':', 1) ELSE n.said END AS source,
    n.names, coalesce(web.hosts, []) AS hosts,
    coalesce(t.sectors, []) AS sectors, p.country, p.region, p.city, b.valid AS founded, b.precision,
    coalesce(m.days, []) AS days, coalesce(m.deals, []) AS deals,
    list_sort(list_distinct(list_concat(coalesce(m.investors, []), coalesce(h.honours, [])))) AS backers,
    m.raised, w.valued, least(m.first, h.first) AS first, greatest(m.last, w.last, h.last) AS last, f.ended,
    list_sort(list_distinct(list_concat(coalesce(n.listed, []), coalesce(h.listed, [])))) AS listed, n.seen
FROM names n
LEFT JOIN web USING (subject) LEFT JOIN place USING (subject) LEFT JOIN birth USING (subject)
LEFT JOIN money m USING (subject) LEFT JOIN worth w USING (subject) LEFT JOIN honour h USING (subject)
LEFT JOIN trade t USING (subject)
LEFT JOIN finish f USING (subject)
ORDER BY n.subject
"""


def gathered(
    engine: Engine, facts: Mapping[str, pa.Table], lists: pa.Table, *, parents: Iterable[str], others: Iterable[str]
) -> pa.Table:
    """One row a record that has a name.

    `facts`: a table a kind, under its name in small letters. `lists`: the sources that are lists made anew. `parents`:
    hosts that house many companies. `others`: hosts that are not the company's own.
    """
    hosts = _HOSTS.format(parents=_quoted(parents), others=_quoted([*parents, *others]))
    return engine.sql(_GATHERED.format(hosts=hosts), lists=lists, **facts)


def _quoted(words: Iterable[str]) -> str:
    return ", ".join(f"'{word}'" for word in words)
