"""One row a record: what linkage needs of a subject, as its source was known on the view's day.

A record is a subject of the book. Its source is what stands before the colon of the subject, or, where there is no
colon, the source of its name. Nothing here compares; nothing is dropped but what cannot be compared.
"""

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from hornbook.book.law import told
from hornbook.book.money import DOLLARS, with_money
from hornbook.book.view import View
from hornbook.kinds import Acquired, Certified, Closed, Fact, Founded, Named, Registered, Round, Valuation, Website

RECORDS = pa.schema(
    [
        ("record", pa.string()),
        ("source", pa.string()),
        ("names", pa.list_(pa.string())),
        ("hosts", pa.list_(pa.string())),
        ("country", pa.string()),
        ("region", pa.string()),
        ("city", pa.string()),
        ("founded", pa.date32()),
        ("precision", pa.string()),
        ("days", pa.list_(pa.date32())),
        ("deals", pa.list_(pa.string())),
        ("backers", pa.list_(pa.string())),
        ("raised", pa.float64()),
        ("valued", pa.float64()),
        ("first", pa.date32()),
        ("last", pa.date32()),
        ("ended", pa.date32()),
        ("listed", pa.list_(pa.date32())),
        ("seen", pa.date32()),
    ]
)
"""`days`: of its rounds. `deals`: day, amount and currency of each round that states them. `backers`: investors of its
rounds, and who certified it. `raised`, `valued`: US dollars, the sum and the greatest. `first`, `last`: its earliest
and latest sign of life; `ended`: bought or closed by then. `listed`: the days of the editions of a list that name it.
`seen`: the day on which its source last told its name."""

_HOSTS = """
SELECT subject, list_sort(list_distinct(list(host))) AS hosts FROM (
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

_PARENTS = (
    *("blogspot.com", "wordpress.com", "weebly.com", "wixsite.com", "tumblr.com", "github.io", "herokuapp.com"),
    *("appspot.com", "webs.com", "squarespace.com", "myshopify.com", "netlify.app", "vercel.app", "web.app"),
    *("webflow.io", "azurewebsites.net", "launchrock.com", "strikingly.com", "unbounce.com", "wix.com", "typepad.com"),
)
"""Hosts that house many companies, each under a name of its own."""

_OTHERS = (
    *("facebook.com", "twitter.com", "x.com", "linkedin.com", "crunchbase.com", "angel.co", "wellfound.com"),
    *("ycombinator.com", "google.com", "youtube.com", "instagram.com", "apple.com", "medium.com", "meetup.com"),
    *("itjuzi.com", "36kr.com", "weibo.com", "taobao.com", "wikipedia.org", "bit.ly", "goo.gl", "yahoo.com"),
    *("about.me", "producthunt.com", "kickstarter.com", "indiegogo.com", "github.com", "notion.site", "t.co"),
    *("archive.org", "cbinsights.com", "bloomberg.com", "businessweek.com", "vimeo.com", "pinterest.com", "vk.com"),
)
"""Hosts that are not the company's own."""

_GATHERED = """
WITH names AS (
    SELECT subject, any_value(source ORDER BY source) AS said, list_sort(list_distinct(list(name))) AS names,
        max(known) AS seen
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
        list_sort(list_distinct(list(valid) FILTER (source IN (SELECT source FROM lists)))) AS listed
    FROM certified GROUP BY subject
), finish AS (
    SELECT subject, min(valid) AS ended FROM (SELECT subject, valid FROM acquired UNION ALL FROM closed)
    GROUP BY subject
), web AS ({hosts})
SELECT n.subject AS record,
    CASE WHEN contains(n.subject, ':') THEN split_part(n.subject, ':', 1) ELSE n.said END AS source,
    n.names, coalesce(web.hosts, []) AS hosts, p.country, p.region, p.city, b.valid AS founded, b.precision,
    coalesce(m.days, []) AS days, coalesce(m.deals, []) AS deals,
    list_sort(list_distinct(list_concat(coalesce(m.investors, []), coalesce(h.honours, [])))) AS backers,
    m.raised, w.valued, least(m.first, h.first) AS first, greatest(m.last, w.last, h.last) AS last, f.ended,
    coalesce(h.listed, []) AS listed, n.seen
FROM names n
LEFT JOIN web USING (subject) LEFT JOIN place USING (subject) LEFT JOIN birth USING (subject)
LEFT JOIN money m USING (subject) LEFT JOIN worth w USING (subject) LEFT JOIN honour h USING (subject)
LEFT JOIN finish f USING (subject)
ORDER BY n.subject
"""

_ASKED: dict[type[Fact], tuple[str, ...]] = {
    Named: ("subject", "source", "known", "name"),
    Website: ("subject", "url"),
    Registered: ("subject", "valid", "id", "country", "region", "city"),
    Founded: ("subject", "known", "id", "valid", "precision"),
    Round: ("subject", "valid", "amount", "currency", "investors", "usd"),
    Valuation: ("subject", "valid", "usd"),
    Certified: ("subject", "source", "valid", "by"),
    Acquired: ("subject", "valid"),
    Closed: ("subject", "valid"),
}


def records(view: View, *, among: pa.Array | None = None) -> pa.Table:
    """Every record that has a name on the view's day, or those of `among` (subjects), in the order of `RECORDS`."""
    engine = view.engine
    facts = {kind.__name__.lower(): engine.arrow(_asked(view, kind, among)) for kind in _ASKED}
    lists = pa.table({"source": pa.array(sorted(view.editions), pa.string())})
    hosts = _HOSTS.format(parents=_quoted(_PARENTS), others=_quoted((*_PARENTS, *_OTHERS)))
    return engine.sql(_GATHERED.format(hosts=hosts), lists=lists, **facts).cast(RECORDS)


def _asked(view: View, kind: type[Fact], among: pa.Array | None) -> ir.Table:
    """The columns of a kind that linkage reads, of all subjects or of some."""
    columns = _ASKED[kind]
    rows = told(view.book, kind, view.known)  # each record by itself, whatever has been linked already
    rows = rows.filter(rows.valid <= ibis.date(view.day))
    if "usd" in columns:
        rows = with_money(rows, view.convention, view.engine, (DOLLARS,), known=view.known)
    if among is not None:
        wanted = view.engine.table(pa.table({"subject": among}))
        rows = rows.semi_join(wanted, "subject")
    return rows.select(*columns)


def _quoted(words: tuple[str, ...]) -> str:
    return ", ".join(f"'{word}'" for word in words)
