"""How good a book is, source by source: coverage, staleness, late arrival, refusals and vague amounts.

Everything is of the statements that count in a view. Quantiles are exact, interpolated between the two nearest values.
"""

from collections.abc import Sequence
from typing import Any

import ibis
import ibis.expr.types as ir

from hornbook.book.known import versions
from hornbook.book.law import shelves
from hornbook.book.view import View
from hornbook.engine import days, union
from hornbook.errors import QuestionError, suggestion
from hornbook.indicators.profile import profile
from hornbook.kinds import KINDS, Fact, Named, Round, SameAs
from hornbook.quality.figures import Coverage, Lateness, Quality, Refusals, Staleness, Vagueness
from hornbook.quality.words import stray_words
from hornbook.terms import EARLIEST, Day, shift
from hornbook.text import listing, message

OLD = 36
"""Months after which the newest fact of a kind is stale."""


def measure_quality(view: View, source: str | None = None, *, indicators: Sequence[str] | None = None) -> Quality:
    """The quality of every source of a view, or of one; QuestionError names the nearest source.

    `indicators`: coverage also by these indicators, whatever the source that they rest on.
    """
    names = sorted({batch.source for batch in view.book.batches if batch.recorded <= view.known})
    if source is not None and source not in names:
        hint = suggestion(source, names)
        raise QuestionError(
            message(
                "The book has no source '{source}' as known on {known}.{hint} It has: {names}.",
                source=source,
                known=view.known,
                hint=hint,
                names=listing(names),
            )
        )
    kinds = [kind for name, kind in KINDS.items() if kind is not SameAs and view.book.of(name)]
    facts = {kind: _of(_facts(view, kind), source) for kind in kinds}
    once = _recorded_once(view, facts)
    return Quality(
        view.day,
        view.known,
        view.book.version,
        once,
        (*_coverage(view, facts), *(_by_indicator(view, facts, indicators) if indicators else ())),
        _staleness(view, facts),
        _lateness(view, facts, once),
        _refusals(view, source),
        _vagueness(view, source),
        stray_words(view, source),
    )


Facts = dict[type[Fact], ir.Table]


def _facts(view: View, kind: type[Fact]) -> ir.Table:
    """A kind's statements: company, source, `valid`, and the day on which each was first known, in whatever version."""
    rows = view.facts(kind, ["subject", "source", "valid", "known", "id"], echoes=True)
    if shelves(view.book.of(kind.__name__))[1]:
        every = versions(view.book, kind, view.known, ["id", "known"])
        first = every.group_by("id").aggregate(first=every.known.min())
        rows = rows.inner_join(first, "id").drop("known").rename(known="first")
    return rows.select("subject", "source", "valid", "known")


def _of(rows: ir.Table, source: str | None) -> ir.Table:
    return rows if source is None else rows.filter(rows.source == source)


def _rows(view: View, parts: Sequence[ir.Table]) -> list[dict[str, Any]]:
    return view.engine.arrow(union(parts)).to_pylist() if parts else []


def _recorded_once(view: View, facts: Facts) -> tuple[str, ...]:
    """Sources with one recorded day, on which all their facts were known."""
    parts = [
        rows.group_by("source").aggregate(first=rows.known.min(), last=rows.known.max()) for rows in facts.values()
    ]
    recorded: dict[str, set[Day]] = {}
    for batch in view.book.batches:
        recorded.setdefault(batch.source, set()).add(batch.recorded)
    spans: dict[str, set[Day]] = {}
    for row in _rows(view, parts):
        spans.setdefault(row["source"], set()).update((row["first"], row["last"]))
    return tuple(sorted(name for name, known in spans.items() if len(known) == 1 and recorded[name] == known))


# ---- coverage


def _coverage(view: View, facts: Facts) -> list[Coverage]:
    if Named not in facts:
        return []
    named = facts[Named].group_by("source", "subject").aggregate(year=facts[Named].valid.year().min())
    born = named.group_by("source", "year").aggregate(n=named.count())
    companies: dict[str, dict[int, int]] = {}
    for row in view.engine.arrow(born).to_pylist():
        companies.setdefault(row["source"], {})[row["year"]] = row["n"]
    parts = []
    for kind, every in facts.items():
        rows = every.semi_join(named, ["source", "subject"])
        rows = rows.mutate(year=rows.valid.year().cast("int64"), what=ibis.literal(kind.__name__))
        whole = rows.group_by("source", "what").aggregate(covered=rows.subject.nunique())
        yearly = rows.group_by("source", "what", "year").aggregate(covered=rows.subject.nunique())
        parts += [yearly, whole.mutate(year=ibis.null("int64")).select(yearly.columns)]
    found = [
        Coverage(row["source"], row["what"], row["year"], _by(companies[row["source"]], row["year"]), row["covered"])
        for row in _rows(view, parts)
    ]
    place = {kind.__name__: n for n, kind in enumerate(facts)}
    return sorted(found, key=lambda c: (c.source, c.year is not None, c.year or 0, place[c.what]))


def _by(years: dict[int, int], year: int | None) -> int:
    """How many companies were named by the end of a year; of no year, all."""
    return sum(n for named, n in years.items() if year is None or named <= year)


def _by_indicator(view: View, facts: Facts, names: Sequence[str]) -> list[Coverage]:
    if Named not in facts:
        return []
    mine = facts[Named].select("source", "subject").distinct()
    rows = profile(view, list(names)).inner_join(mine, "subject")
    told = rows.group_by("source").aggregate(companies=rows.count(), **{name: rows[name].count() for name in names})
    return [
        Coverage(row["source"], name, None, row["companies"], row[name], "indicator")
        for row in sorted(view.engine.arrow(told).to_pylist(), key=lambda row: row["source"])
        for name in names
    ]


# ---- age and lateness


def _staleness(view: View, facts: Facts) -> tuple[Staleness, ...]:
    parts = []
    for kind, rows in facts.items():
        last = rows.group_by("source", "subject").aggregate(last=rows.valid.max())
        age = days(ibis.date(view.day), EARLIEST) - days(last["last"], EARLIEST)
        aged = last.mutate(
            kind=ibis.literal(kind.__name__), age=age, old=last["last"] < ibis.date(shift(view.day, -OLD))
        )
        parts.append(
            aged.group_by("source", "kind").aggregate(
                companies=aged.count(),
                median=aged.age.quantile(0.5).cast("float64"),
                p90=aged.age.quantile(0.9).cast("float64"),
                old=aged.old.cast("float64").mean(),
            )
        )
    return tuple(sorted(Staleness(**row) for row in _rows(view, parts)))


def _lateness(view: View, facts: Facts, once: Sequence[str]) -> tuple[Lateness, ...]:
    parts = []
    for kind, rows in facts.items():
        late = rows.mutate(
            kind=ibis.literal(kind.__name__),
            year=rows.valid.year().cast("int64"),
            late=days(rows.known, EARLIEST) - days(rows.valid, EARLIEST),
        )
        parts.append(
            late.group_by("source", "kind", "year").aggregate(
                facts=late.count(),
                median=late.late.quantile(0.5).cast("float64"),
                p90=late.late.quantile(0.9).cast("float64"),
                ahead=(late.late < 0).cast("float64").mean(),
                month=(late.late <= 30).cast("float64").mean(),
                within_year=late.late.between(31, 365).cast("float64").mean(),
                later=(late.late > 365).cast("float64").mean(),
            )
        )
    return tuple(sorted(Lateness(**row, recorded_once=row["source"] in once) for row in _rows(view, parts)))


# ---- the ledger, and vague sums


def _refusals(view: View, source: str | None) -> tuple[Refusals, ...]:
    found: dict[str, list[int]] = {}
    for batch in view.book.batches:
        if batch.recorded <= view.known and source in (None, batch.source):
            sums = found.setdefault(batch.source, [0] * 5)
            for n, each in enumerate((1, batch.rows, batch.facts, batch.rejects, batch.notes)):
                sums[n] += each
    return tuple(Refusals(name, *sums) for name, sums in sorted(found.items()))


def _vagueness(view: View, source: str | None) -> tuple[Vagueness, ...]:
    if not view.book.of(Round.__name__):
        return ()
    rows = _of(view.facts(Round, ["source", "valid", "amount", "least", "most"], echoes=True), source)
    rows = rows.mutate(year=rows.valid.year().cast("int64"))
    vague = rows.amount.isnull() & (rows.least.notnull() | rows.most.notnull())
    told = rows.group_by("source", "year").aggregate(
        rounds=rows.count(), stated=rows.amount.count(), vague=vague.cast("int64").sum()
    )
    return tuple(sorted(Vagueness(**row) for row in view.engine.arrow(told).to_pylist()))
