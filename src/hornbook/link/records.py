"""One row a record: what linkage needs of a subject, as its source was known on the view's day.

A record is a subject of the book. Its source is what stands before the colon of the subject, or, where there is no
colon, the source of its name. Nothing here compares; nothing is dropped but what cannot be compared.
"""

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from hornbook.book.law import latest_statements
from hornbook.book.money import DOLLARS, with_money
from hornbook.book.view import View
from hornbook.engine.statements.records import gathered
from hornbook.kinds import (
    Acquired,
    Certified,
    Closed,
    Fact,
    Founded,
    Named,
    Registered,
    Round,
    Sector,
    Valuation,
    Website,
)

RECORDS = pa.schema(
    [
        ("record", pa.string()),
        ("source", pa.string()),
        ("names", pa.list_(pa.string())),
        ("hosts", pa.list_(pa.string())),
        ("sectors", pa.list_(pa.string())),
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
and latest sign of life; `ended`: bought or closed by then. `listed`: the editions of a list that name it, by the day on
which each was known.
`seen`: the day on which its source last told its name. `sectors`: the words of its source for what it does."""


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


_ASKED: dict[type[Fact], tuple[str, ...]] = {
    Named: ("subject", "source", "known", "name"),
    Website: ("subject", "url"),
    Registered: ("subject", "valid", "id", "country", "region", "city"),
    Founded: ("subject", "known", "id", "valid", "precision"),
    Round: ("subject", "valid", "amount", "currency", "investors", "usd"),
    Valuation: ("subject", "valid", "usd"),
    Certified: ("subject", "source", "valid", "known", "by"),
    Sector: ("subject", "label"),
    Acquired: ("subject", "valid"),
    Closed: ("subject", "valid"),
}


def records(view: View, *, among: pa.Array | None = None) -> pa.Table:
    """Every record that has a name on the view's day, or those of `among` (subjects), in the order of `RECORDS`."""
    engine = view.engine
    facts = {kind.__name__.lower(): engine.arrow(_asked(view, kind, among)) for kind in _ASKED}
    lists = pa.table({"source": pa.array(sorted(view.editions), pa.string())})
    return gathered(engine, facts, lists, parents=_PARENTS, others=_OTHERS).cast(RECORDS)


def _asked(view: View, kind: type[Fact], among: pa.Array | None) -> ir.Table:
    """The columns of a kind that linkage reads, of all subjects or of some."""
    columns = _ASKED[kind]
    rows = latest_statements(view.book, kind, view.known)  # each record by itself, whatever has been linked already
    rows = rows.filter(rows.valid <= ibis.date(view.day))
    if "usd" in columns:
        rows = with_money(rows, view.convention, view.engine, (DOLLARS,), known=view.known)
    if among is not None:
        wanted = view.engine.table(pa.table({"subject": among}))
        rows = rows.semi_join(wanted, "subject")
    return rows.select(*columns)
