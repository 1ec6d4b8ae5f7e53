"""Which statements of a view disagree: found by the engine, so that only rows in conflict are ever looked at here."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeAlias

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from hornbook.book.ledger import Pledge
from hornbook.book.lifted import lifted, stands
from hornbook.book.view import Told, View, tell
from hornbook.engine import as_day
from hornbook.indicators.order import ranked
from hornbook.kinds import Acquired, Closed, Fact, Founded, Listed, Named, Registered, Valuation
from hornbook.quality.duplicate_rounds import DuplicateRounds, duplicate_rounds

CENT = Decimal("0.01")
"""By more than this two amounts differ, once they are converted."""
FATES: tuple[type[Fact], ...] = (Listed, Acquired, Closed)

Some: TypeAlias = "Sequence[str] | None"
"""Subjects of companies; None for all."""


@dataclass(frozen=True, slots=True)
class StatementGroup:
    """Statements on one fact of a company that disagree."""

    what: str
    company: str
    stands: Told
    losers: tuple[Told, ...]
    """The one that would stand instead first."""
    agrees: tuple[Told, ...] = ()
    ahead: tuple[Told, ...] = ()
    """What must be withheld, beside the one that stands, for the first loser to stand."""
    silent: tuple[Pledge, ...] = ()

    @property
    def hidden(self) -> tuple[int, ...]:
        """Numbers of the statements without which a loser stands."""
        return tuple(int(told.id, 16) for told in (self.stands, *self.ahead))

    @property
    def instead(self) -> tuple[int, ...]:
        """Of a round told twice the other telling, an echo no more once the round that stands is withheld."""
        return (int(self.losers[0].id, 16),) if self.what == "round" else ()


def statement_groups(view: View, some: Some = None) -> list[StatementGroup]:
    """Every disagreement of a view, of all companies or of some."""
    found = [*_founded(view, some), *_valued(view, some), *_seated(view, some), *_fated(view, some)]
    return [*found, *(_of_rounds(each) for each in duplicate_rounds(view, some, CENT))]


def _of_rounds(of: DuplicateRounds) -> StatementGroup:
    return StatementGroup("round", of.stands.subject, of.stands, of.losers)


def _rows(rows: ir.Table, some: Some) -> ir.Table:
    return rows if some is None else rows.filter(rows.subject.isin(list(some)))


def _several(view: View, kind: type[Fact]) -> bool:
    """Whether more than one source tells of a kind at all."""
    return len({file.source for file in view.book.of(kind.__name__)}) > 1


def _by(view: View, rows: ir.Table, kind: type[Fact], *keys: str) -> Iterator[tuple[list[Told], list[dict[str, Any]]]]:
    """Rows as facts, group by group, each with its row."""
    table = view.engine.arrow(rows)
    found: dict[Hashable, tuple[list[Told], list[dict[str, Any]]]] = defaultdict(lambda: ([], []))
    for told, row in zip(tell(table, kind), table.to_pylist(), strict=True):
        mine = found[tuple(row[key] for key in keys)]
        mine[0].append(told)
        mine[1].append(row)
    yield from found.values()


def _group(what: str, ordered: list[Told], other: Callable[[Told], bool]) -> StatementGroup:
    """Statements in their order; `other` says which of them do not say what the first does."""
    stands, *rest = ordered
    losers = tuple(told for told in rest if other(told))
    agrees = tuple(told for told in rest if not other(told))
    first = next(n for n, told in enumerate(rest) if other(told))
    return StatementGroup(what, stands.subject, stands, losers, agrees, tuple(rest[:first]))


# ---- founding days


def _founded(view: View, some: Some) -> Iterator[StatementGroup]:
    if not _several(view, Founded):
        return
    rows = _rows(view.facts(Founded), some)
    year, month = (rows.valid.truncate(unit).cast("date") for unit in ("Y", "M"))
    periods = (("year", year, 12), ("half", rows.valid, 6), ("quarter", rows.valid, 3), ("month", month, 1))
    ends = [(word, as_day(start + ibis.interval(months=n) - ibis.interval(days=1))) for word, start, n in periods]
    rows = rows.mutate(
        low=rows.precision.cases(("year", year), ("month", month), else_=rows.valid),
        high=rows.precision.cases(*ends, else_=rows.valid),
    )
    told = rows.group_by("subject").aggregate(
        one=rows.source.min(), other=rows.source.max(), low=rows.low.max(), high=rows.high.min()
    )
    apart = told.filter((told.one != told.other) & (told.low > told.high))
    for facts, own in _by(view, rows.semi_join(apart, "subject"), Founded, "subject"):
        spans = {fact.id: (row["low"], row["high"]) for fact, row in zip(facts, own, strict=True)}
        yield _group("founded", ranked(facts), _otherwise(ranked(facts), spans))


def _otherwise(ordered: list[Told], spans: dict[str, tuple[Any, Any]]) -> Callable[[Told], bool]:
    """Which statements cannot be true beside the first; where all can, which cannot beside another."""

    def apart(one: Told, other: Told) -> bool:
        return bool(max(spans[one.id][0], spans[other.id][0]) > min(spans[one.id][1], spans[other.id][1]))

    if any(apart(ordered[0], told) for told in ordered):
        return lambda told: apart(ordered[0], told)
    return lambda told: any(apart(told, other) for other in ordered)


# ---- what it is worth


def _valued(view: View, some: Some) -> Iterator[StatementGroup]:
    if not _several(view, Valuation):
        return
    rows = _rows(view.money(Valuation), some)
    rows = rows.mutate(worth=rows.usd.coalesce(rows.amount), unit=ibis.ifelse(rows.usd.notnull(), "USD", rows.currency))
    keys = ("subject", "valid", "unit")
    told = rows.group_by(keys).aggregate(
        one=rows.source.min(), other=rows.source.max(), low=rows.worth.min(), high=rows.worth.max()
    )
    apart = told.filter((told.one != told.other) & (told.high - told.low > CENT))
    for facts, own in _by(view, rows.semi_join(apart, keys), Valuation, *keys):
        worth = {fact.id: row["worth"] for fact, row in zip(facts, own, strict=True)}
        ordered = ranked(facts)
        first = worth[ordered[0].id]
        yield _group("valuation", ordered, lambda told, worth=worth, first=first: abs(worth[told.id] - first) > CENT)  # type: ignore[misc]


# ---- where it is


def _seated(view: View, some: Some) -> Iterator[StatementGroup]:
    if not _several(view, Registered):
        return
    rows = _rows(view.facts(Registered), some)
    rows = rows.filter(rows.country.notnull())
    country = rows.country.upper()
    told = rows.group_by("subject").aggregate(
        one=rows.source.min(), other=rows.source.max(), low=country.min(), high=country.max()
    )
    apart = told.filter((told.one != told.other) & (told.low != told.high))
    for facts, _ in _by(view, rows.semi_join(apart, "subject"), Registered, "subject"):
        last: dict[str, Told] = {}
        for fact in (ordered := ranked(facts)):
            last.setdefault(fact.source, fact)
        words = [str(fact.says["country"]).upper() for fact in last.values()]
        if len(set(words)) > 1:
            yield _seat(ordered, list(last.values()))


def _seat(ordered: list[Told], last: list[Told]) -> StatementGroup:
    """Of each source its last word; what must be withheld are earlier words as well."""

    def other(told: Told) -> bool:
        return str(told.says["country"]).upper() != str(ordered[0].says["country"]).upper()

    found = _group("seat", last, other)
    ahead = ordered[1 : ordered.index(found.losers[0])]
    return StatementGroup("seat", found.company, found.stands, found.losers, found.agrees, tuple(ahead))


# ---- whether it is still private and at work

_PLEDGES = pa.schema(
    [("n", pa.int64()), ("by", pa.string()), ("from", pa.date32()), ("to", pa.date32()), ("edition", pa.bool_())]
)


def _fated(view: View, some: Some) -> Iterator[StatementGroup]:
    for kind in FATES:
        given = [pledge for pledge in view.pledges if pledge.kind == kind.__name__]
        if given and view.book.of(kind.__name__):
            yield from _silent(view, kind, given, some)


def _silent(view: View, kind: type[Fact], given: list[Pledge], some: Some) -> Iterator[StatementGroup]:
    """Fates of which a source does not tell although it promised to, had it happened by then, and names the company."""
    vows = view.engine.table(
        pa.Table.from_pylist(
            [
                {"n": n, "by": p.source, "from": p.since, "to": p.until, "edition": p.edition}
                for n, p in enumerate(given)
            ],
            _PLEDGES,
        )
    )
    rows = _rows(view.facts(kind), some)
    broken = rows.select("subject", "valid").inner_join(
        vows, [rows.valid <= vows["to"], vows.edition | (rows.valid >= vows["from"])]
    )
    named = _rows(view.facts(Named, ["subject", "source", "known"]), some)
    names = named.group_by(subject=named.subject, by=named.source).aggregate(last=named.known.max())
    heard = broken.inner_join(names, ["subject", "by"])
    heard = heard.filter(~heard.edition | (heard["last"] >= heard["to"]))
    said = rows.select("subject", by=rows.source).distinct()
    pairs = heard.anti_join(said, ["subject", "by"]).select("subject", "n", "last").distinct()
    without = lifted(view.book, given, kind.__name__, view.known)
    silent: dict[str, set[int]] = defaultdict(set)
    for row in view.engine.arrow(pairs).to_pylist():
        if stands(given[row["n"]], row["subject"], row["last"], without):
            silent[row["subject"]].add(row["n"])
    if not silent:
        return
    theirs = view.engine.table(pa.table({"subject": pa.array(sorted(silent), pa.string())}))
    for facts, _ in _by(view, rows.semi_join(theirs, "subject"), kind, "subject"):
        first, *rest = ranked(facts, newest=False)
        yield StatementGroup(
            "fate", first.subject, first, (), tuple(rest), tuple(rest), _last(given, silent[first.subject])
        )


def _last(given: list[Pledge], which: Iterable[int]) -> tuple[Pledge, ...]:
    """Of each source the promise that reaches furthest."""
    found: dict[str, Pledge] = {}
    for pledge in sorted((given[n] for n in which), key=lambda p: (p.until, p.known)):
        found[pledge.source] = pledge
    return tuple(found[name] for name in sorted(found))
