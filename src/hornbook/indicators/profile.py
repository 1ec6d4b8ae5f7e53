"""One row a company: every indicator asked for, as of the view's day."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache, reduce
from typing import NamedTuple, TypeAlias

import ibis
import ibis.expr.datatypes as dt
import ibis.expr.types as ir
import pyarrow as pa

from hornbook.book.money import MONEY, coin
from hornbook.book.store import Store
from hornbook.book.view import Told, View, tell
from hornbook.engine import cross_joins, days, left_joins
from hornbook.indicators import order
from hornbook.indicators.algebra import Among, CompanyDay, Indicator, Op, Reading, Where
from hornbook.indicators.catalogue import chosen_indicators
from hornbook.indicators.filled import filled_value, filling_columns, standing_fact
from hornbook.indicators.meant import meant_reading, seen_word
from hornbook.indicators.promises import promise_covers, relied_on, with_lifted
from hornbook.indicators.sums import Sum
from hornbook.kinds import Fact, Named, payload, schema
from hornbook.terms import EARLIEST, Day, shift

Company: TypeAlias = "str | ir.StringValue | None"
"""One company, given by its subject or as a word to be told later; None: all of them."""


def profile(view: View, names: Iterable[str] | None = None, *, company: Company = None) -> ir.Table:
    """One row a company that has a name by then: `subject`, then the indicators asked for (all, if none are named).

    The answer is an Ibis table, not yet computed; `view.engine.arrow(...)` computes it. An empty cell means unknown.
    """
    return formula_values(view, chosen_indicators(names), company=company)


def formula_values(
    view: View, wanted: Iterable[Indicator], *, company: Company = None, alone: bool = False
) -> ir.Table:
    """The same for indicators at hand, whether or not they are in the catalogue.

    `alone`: the view holds the facts of one company only; the answer is one row, without a subject if it has no name.
    """
    asked = list(wanted)
    readings = list(dict.fromkeys(reading for i in asked for reading in i.formula.readings()))
    table, columns = _read(view, readings, company, alone=alone)
    row = CompanyDay(
        lambda reading: table[columns[reading]], ibis.date(view.day), edition_of(view.editions), among_of(view.book)
    )
    return table.select(subject=table.subject, **{i.name: i.formula.value(row) for i in asked})


def among_of(book: Store) -> Callable[[Among, ir.StringValue, ir.StringValue | None], ir.StringValue]:
    """Tells how a rule sees a word that the book has."""
    return lambda of, value, country: seen_word(book, of, value, country)


def edition_of(newest: dict[str, Day]) -> Callable[[ir.StringValue], ir.DateValue]:
    """Looks up a source's newest edition, empty for a source that makes no lists."""
    branches = [(source, ibis.date(day)) for source, day in sorted(newest.items())]
    return lambda source: source.cases(*branches) if branches else ibis.null("date")


def _read(view: View, readings: list[Reading], company: Company, *, alone: bool) -> tuple[ir.Table, dict[Reading, str]]:
    """Every reading as a column beside `subject`; one aggregation a kind, joined to the companies that have a name."""
    columns = {reading: f"r{n}" for n, reading in enumerate(readings)}
    named = ReadingGroup(Named)
    groups: dict[ReadingGroup, list[Reading]] = {named: []}
    empty = {}
    for reading in readings:
        if (group := _group(reading)) == named or _held(view, group):
            groups.setdefault(group, []).append(reading)
        else:  # the book holds nothing of its kind: empty for every company, and nothing is read for it
            empty[columns[reading]] = ibis.null(reading_type(reading))
    parts = [_aggregate(view, group, mine, columns, company, alone=alone) for group, mine in groups.items()]
    first, *rest = parts
    first = first.mutate(**empty) if empty else first
    return cross_joins(first, rest) if alone else left_joins(first, rest, "subject"), columns


class ReadingGroup(NamedTuple):
    """Readings that are computed together: of one kind, from one anchor; those of a list column see one row an item."""

    kind: type[Fact]
    spread: str = ""
    anchor: Reading | None = None


def _group(reading: Reading) -> ReadingGroup:
    if reading.op is Op.SPOKEN:
        return ReadingGroup(Named)
    many = reading.op is Op.DISTINCT and pa.types.is_list(payload(reading.kind).field(reading.column).type)
    return ReadingGroup(reading.kind, reading.column if many else "", reading.anchor)


def _held(view: View, group: ReadingGroup) -> bool:
    """Whether the book holds anything that the readings of a group look at."""
    held = bool(view.book.of(group.kind.__name__))
    return held and (group.anchor is None or _held(view, _group(group.anchor)))


@cache
def reading_type(reading: Reading) -> dt.DataType:
    """What a reading gives, whatever the book holds."""
    if reading.op is Op.SPOKEN:
        return dt.boolean
    if reading.op in (Op.COUNT, Op.STATED, Op.DISTINCT):
        return dt.int64
    stated = schema(reading.kind).field(reading.column).type if coin(reading.column) is None else MONEY
    column = ibis.table({"stated": dt.DataType.from_pyarrow(stated)}, name="stated").stated
    return column.sum().type() if reading.op in (Op.TOTAL, Op.GAIN, Op.LOSS) else column.type()


def _aggregate(
    view: View,
    group: ReadingGroup,
    readings: list[Reading],
    columns: dict[Reading, str],
    company: Company,
    *,
    alone: bool,
) -> ir.Table:
    needed = reading_columns(readings)
    coins = [into for column in sorted(needed) if (into := coin(column))]
    own = needed - {each.column for each in coins}
    # An echo of a round is no second round, but whom it names as an investor is one.
    facts = view.money(group.kind, own, coins) if coins else view.facts(group.kind, own, echoes=bool(group.spread))
    rows = facts if company is None else facts.filter(facts.subject == company)
    if group.spread:
        rows = rows.mutate(**{group.spread: rows[group.spread].unnest()})
    if picked := {reading.op: _PICKED[reading.op] for reading in readings if _picks(reading)}:
        rank = order.source_numbers(view.book, group.kind)
        keys = {name: precedence(rows, group.kind, rank, newest=op is Op.LATEST) for op, name in picked.items()}
        rows = rows.mutate(**keys)
    if group.anchor is not None:
        days = _aggregate(view, _group(group.anchor), [group.anchor], {group.anchor: "anchor"}, company, alone=alone)
        rows = rows.cross_join(days) if alone else rows.inner_join(days, "subject")
    spoken = [reading for reading in readings if reading.op is Op.SPOKEN]
    rows, last = with_lifted(rows, spoken, view)
    measures = {
        columns[reading]: promise_covers(
            rows, relied_on(view, reading), rows[last[reading]] if reading in last else None
        ).any()
        if reading.op is Op.SPOKEN
        else _measure(rows, reading, view)
        for reading in readings
    }
    if alone:
        return rows.aggregate(**({"subject": rows.subject.max()} if group == ReadingGroup(Named) else {}), **measures)
    return rows.group_by("subject").aggregate(**measures)


def reading_columns(readings: Iterable[Reading]) -> set[str]:
    """The columns that readings of one kind look at."""
    found = {"subject", "valid"}
    for reading in readings:
        if reading.op is Op.SPOKEN:
            found |= {"source", "known"}
            continue
        found |= {reading.column} | {where.column for where in reading.where}
        found |= {"until"} if reading.in_force else set()
        found |= {"until", "status"} if reading.terms else set()
        if _picks(reading):
            found |= {"known", "id", "grade", "source", *filling_columns(reading)}
    return found


def _measure(rows: ir.Table, reading: Reading, view: View) -> ir.Value:
    """One reading as an aggregate over the facts of a company."""
    wanted = condition(rows, meant_reading(view.book, reading), view.day)
    if reading.op is Op.COUNT:
        return rows.count(where=wanted)
    column = rows[reading.column]
    if reading.op in (Op.GAIN, Op.LOSS):
        return column.sum(where=_both(wanted, column > 0 if reading.op is Op.GAIN else column < 0))
    if _picks(reading):
        return filled_value(rows, reading, rows[_PICKED[reading.op]], wanted)
    plain = {Op.PEAK: "max", Op.LEAST: "min", Op.TOTAL: "sum", Op.DISTINCT: "nunique", Op.STATED: "count"}
    return getattr(column, (plain | {Op.LATEST: "max", Op.FIRST: "min"})[reading.op])(where=wanted)


def _both(one: ir.BooleanValue | None, other: ir.BooleanValue) -> ir.BooleanValue:
    return other if one is None else one & other


_PICKED = {Op.LATEST: "last", Op.FIRST: "first"}
"""The column whose greatest value stands in the fact that such a reading takes."""


def _picks(reading: Reading) -> bool:
    """Whether a reading takes one fact before others of one day, and not just the last or first day."""
    return reading.op in _PICKED and (reading.column != "valid" or reading.kind.key_is_kind)


def precedence(rows: ir.Table, kind: type[Fact], rank: Mapping[str, int], *, newest: bool) -> ir.Value:
    """`order.recency_key` as a column."""
    grade = rows.grade.cases(*order.GOOD.items(), else_=0).cast("int64")
    source = rows.source.cases(*rank.items(), else_=0).cast("int64") if rank else ibis.literal(0, "int64")
    valid, known = days(rows.valid, EARLIEST), days(rows.known, EARLIEST)
    return order.recency_key(kind, valid, grade, known, source, rows.id, newest=newest)


def condition(rows: ir.Table, reading: Reading, day: Day) -> ir.BooleanValue | None:
    """Which facts a reading looks at, beyond the law."""
    parts = _filters(rows, reading)
    if reading.anchor is not None:
        parts.append(rows.valid + ibis.interval(months=reading.before) <= rows.anchor)
        if reading.within is not None:
            parts.append(rows.valid + ibis.interval(months=reading.within) > rows.anchor)
    else:
        if reading.within is not None:
            parts.append(rows.valid > ibis.date(shift(day, -reading.within)))
        if reading.before:
            parts.append(rows.valid <= ibis.date(shift(day, -reading.before)))
    if reading.year is not None:
        parts.append(rows.valid.between(ibis.date(reading.year, 1, 1), ibis.date(reading.year, 12, 31)))
    if reading.in_force:
        parts.append(rows.until.isnull() | (rows.until > ibis.date(day)))
    for status, months in reading.terms:
        lasting = rows.until.notnull() | (rows.valid > ibis.date(shift(day, -months)))
        parts.append(lasting | (rows.status != status))
    return reduce(lambda a, b: a & b, parts) if parts else None


def _filters(rows: ir.Table, reading: Reading) -> list[ir.BooleanValue]:
    """Which facts belong by the filters, may belong, or may but are not sure to."""
    possible = reading.possible or reading.unsure
    parts = [_belongs(rows[where.column], where, possible=possible) for where in reading.where]
    if reading.unsure:
        sure = [_belongs(rows[where.column], where, possible=False).fill_null(False) for where in reading.where]
        parts.append(~reduce(lambda a, b: a & b, sure) if sure else ibis.literal(False))
    return parts


def _belongs(column: ir.Value, where: Where, *, possible: bool) -> ir.BooleanValue:
    """Whether a fact with this value belongs, or may belong."""
    empty = (possible and None in where.open) or (where.out and not where.values)
    if where.out:
        shut = where.values if possible else (*where.values, *where.open)
        held = ~column.isin([value for value in shut if value is not None])
        return held | column.isnull() if empty else held & column.notnull()
    let = (*where.values, *where.open) if possible else where.values
    held = column.isin([value for value in let if value is not None])
    return held | column.isnull() if empty else held


def unsure_facts(view: View, indicator: Indicator, company: str) -> frozenset[str]:
    """The ids of a company's facts of which it is open whether they count for a total, count or number."""
    formula = indicator.formula
    if not isinstance(formula, Sum) or not formula.open:
        return frozenset()
    reading = meant_reading(view.book, formula.unsure(Op.COUNT))
    facts = view.facts(reading.kind)
    wanted = condition(facts, reading, view.day)
    rows = facts.filter(facts.subject == company).filter(wanted if wanted is not None else ibis.literal(True))
    return frozenset(told.id for told in tell(view.engine.arrow(rows), reading.kind))


def facts_behind(view: View, indicator: Indicator, company: str) -> tuple[Told, ...]:
    """The very facts on which a company's value rests, oldest first."""
    told: dict[str, Told] = {}
    for reading in indicator.formula.readings():
        if reading.op is Op.SPOKEN:
            continue
        found = coin(reading.column)
        facts = view.money(reading.kind, coins=(found,)) if found else view.facts(reading.kind)
        rows = facts.filter(facts.subject == company)
        wanted = condition(rows, meant_reading(view.book, reading), view.day)
        rows = rows if wanted is None else rows.filter(wanted)
        if reading.op in (Op.LATEST, Op.FIRST):
            rank = order.source_numbers(view.book, reading.kind)
            rows = rows.order_by(ibis.desc(precedence(rows, reading.kind, rank, newest=reading.op is Op.LATEST)))
            rows = rows if filling_columns(reading) else rows.limit(1)
        if reading.op is Op.PEAK:
            rows = rows.order_by(ibis.desc(rows[reading.column]), "valid", "known", "id").limit(1)
        if reading.op is Op.LEAST:
            rows = rows.order_by(rows[reading.column], "valid", "id").limit(1)
        mine = tell(view.engine.arrow(rows), reading.kind)
        mine = standing_fact(reading, mine) if reading.op in (Op.LATEST, Op.FIRST) else mine
        told |= {fact.id + fact.kind: fact for fact in mine}
    return tuple(sorted(told.values(), key=lambda t: (t.valid, t.known, t.kind, t.id)))
