"""Facts by company, as known on a day or at every day up to one: the law, once it is settled which records are one."""

from collections.abc import Callable, Iterable

import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.compute as pc

from hornbook.book.echoes import echoes as pieces
from hornbook.book.identity import Identity, identity
from hornbook.book.law import ever_told, latest_statements
from hornbook.book.store import Store
from hornbook.engine import Engine, union
from hornbook.kinds import Fact, Round, SameAs, schema
from hornbook.terms import Day


def known_by(
    book: Store,
    kind: type[Fact],
    known: Day,
    columns: Iterable[str] | None = None,
    *,
    day: Day | None = None,
    echoes: bool = False,
) -> ir.Table:
    """Each statement's latest version by `known`, unless that takes it back; of any `valid`, or true by `day`.

    By company. A round's echo in another record of the company is left out, or with `echoes` kept.
    """
    rows = latest_statements(book, kind, known)
    rows = rows if day is None else rows.filter(rows.valid <= ibis.date(day))
    who = identity(book)
    if who and kind is not SameAs:
        rows = _by_company(rows, _held_at(who.timeline, known), book.engine)
        if kind is Round and not echoes:
            rows = _without_echoes(rows, _held_at(pieces(book, who), known), book.engine)
    return rows.select(_picked(kind, columns))


def _held_at(spans: pa.Table, known: Day) -> pa.Table:
    """The spans of a timeline that hold on a day of knowledge."""
    return spans.filter((pc.field("since") <= pa.scalar(known)) & (pc.field("until") > pa.scalar(known)))


def _by_company(rows: ir.Table, spans: pa.Table, engine: Engine) -> ir.Table:
    """Facts of records as facts of the companies that these are."""
    who = engine.table(spans.select(["record", "company"]).filter(pc.field("record") != pc.field("company")))
    both = rows.left_join(who, rows.subject == who.record)
    return both.mutate(subject=ibis.coalesce(both.company, both.subject)).drop("record", "company")


def _without_echoes(rows: ir.Table, held: pa.Table, engine: Engine) -> ir.Table:
    some = engine.table(held.filter(pc.field("echo")).select(["id", "known"]))
    return rows.anti_join(some, ["id", "known"])


def echoed_at(book: Store, known: Day) -> frozenset[tuple[int, Day]]:
    """The statements, by id and `known`, that are echoes as known on a day."""
    key = f"echoed {known}"
    if key not in book.kept:
        who = identity(book)
        held = _held_at(pieces(book, who), known).filter(pc.field("echo")) if who else None
        ids = [] if held is None else zip(held["id"].to_pylist(), held["known"].to_pylist(), strict=True)
        book.kept[key] = frozenset(ids)
    found: frozenset[tuple[int, Day]] = book.kept[key]
    return found


Among = tuple[ir.StringValue, ir.StringValue]
"""From one subject to another."""


def versions(
    book: Store, kind: type[Fact], known: Day, columns: Iterable[str] | None = None, among: Among | None = None
) -> ir.Table:
    """Every version known by `known` that states something, cut where the record's company changes.

    It counts from `since` to before `superseded` (empty: still). A round has a column `echo`. `among`: only of
    companies from one subject to another.
    """
    who = identity(book)
    if not who or kind is SameAs:
        rows = ever_told(book, kind, known, lambda rows: rows if among is None else rows.filter(_between(rows, among)))
        rows = rows.mutate(since=rows.known)
    else:
        rows = _versions_by_company(book, kind, known, who, among)
    wanted = [*_picked(kind, columns), "superseded", "since"]
    if kind is Round:
        rows = rows if "echo" in rows.columns else rows.mutate(echo=ibis.literal(False))
        wanted.append("echo")
    return rows.select(wanted)


def _versions_by_company(book: Store, kind: type[Fact], known: Day, who: Identity, among: Among | None) -> ir.Table:
    """Versions of records of which nobody spoke as they are, and of the others as their companies'."""
    linked = book.engine.table(_begun(who.timeline, known))
    alone = ever_told(
        book,
        kind,
        known,
        lambda rows: (rows if among is None else rows.filter(_between(rows, among))).anti_join(
            linked, rows.subject == linked.record
        ),
    )
    mine = linked if among is None else linked.filter(linked.company.between(*among))
    joined = _cut(
        ever_told(book, kind, known, lambda rows: rows.semi_join(mine, rows.subject == mine.record)),
        mine,
        lambda rows: [rows.subject == mine.record],
    )
    found = joined.mutate(subject=joined.company).drop("record", "company")
    alone = alone.mutate(since=alone.known)
    both = union([alone.select(found.columns), found])
    if kind is not Round:
        return both
    cuts = book.engine.table(_begun(pieces(book, who), known).rename_columns({"id": "echo_id", "known": "at"}))
    split = _cut(both, cuts, lambda rows: [rows.id == cuts.echo_id, rows.known == cuts.at]).drop("echo_id", "at")
    whole = both.anti_join(cuts, [both.id == cuts.echo_id, both.known == cuts.at])
    return union([whole.mutate(echo=ibis.literal(False)).select(split.columns), split])


def _cut(rows: ir.Table, spans: ir.Table, on: Callable[[ir.Table], list[ir.BooleanValue]]) -> ir.Table:
    """Versions joined to spans, each counting only while both do; spans bring `begins` and `ends`."""
    own = rows if "since" in rows.columns else rows.mutate(since=rows.known)
    both = own.inner_join(spans, on(own))
    last = ibis.least(both.superseded, both.ends)  # the least of those that there are
    cut = both.mutate(since=ibis.greatest(both.since, both.begins), superseded=last).drop("begins", "ends")
    return cut.filter(cut.superseded.isnull() | (cut.since < cut.superseded))


def _begun(spans: pa.Table, known: Day) -> pa.Table:
    """The spans that had begun by a day of knowledge; `ends` is empty where the end was not yet known."""
    begun = spans.filter(pc.field("since") <= pa.scalar(known))
    ends = pc.if_else(pc.greater(begun["until"], pa.scalar(known)), pa.scalar(None, pa.date32()), begun["until"])
    return begun.drop("until").append_column("ends", ends).rename_columns({"since": "begins"})


def _between(rows: ir.Table, among: Among) -> ir.BooleanValue:
    return rows.subject.between(*among)


def _picked(kind: type[Fact], columns: Iterable[str] | None) -> list[str]:
    """Columns in the order of the dictionary."""
    chosen = None if columns is None else set(columns)
    return [name for name in schema(kind).names if chosen is None or name in chosen]
