"""Company by day: the same indicators for many days, computed together in one pass over the facts.

`panel(book, days)` equals the profiles of those days laid one under the other; a property test holds it to that.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import ibis
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from hornbook.book.book import Book
from hornbook.book.ledger import Pledge
from hornbook.book.money import SPOT, Convention, Rule, with_usd
from hornbook.book.months import shift
from hornbook.book.view import editions, pledges, versions
from hornbook.engine import word
from hornbook.errors import QuestionError
from hornbook.indicators import kernel
from hornbook.indicators.algebra import Indicator, Op, Reading, Row
from hornbook.indicators.catalogue import chosen
from hornbook.indicators.kernel import Bools, Ints, Spans
from hornbook.indicators.profile import needs
from hornbook.kinds import Fact, Named
from hornbook.terms import EARLIEST, Day

COMPANIES_AT_ONCE = 131_072
"""How many companies are held in memory together; a panel of any size needs no more."""


@dataclass(frozen=True, slots=True)
class Days:
    """The days asked about and, for each, the day by which facts had to be known; both ascending."""

    day: tuple[Day, ...]
    known: tuple[Day, ...]

    def first(self, values: pa.ChunkedArray, *, known: bool = False, months: int = 0) -> Ints:
        """For each value the first position whose day, so many months earlier, is not before it; empty: never."""
        edges = self.known if known else tuple(shift(day, -months) for day in self.day)
        filled = values.cast(pa.int32()).fill_null(np.iinfo(np.int32).max).to_numpy()
        starts = np.array(edges, dtype="datetime64[D]").astype(np.int64)
        return np.asarray(np.searchsorted(starts, filled, side="left"), dtype=np.int64)


def panel(
    book: Book,
    days: Iterable[Day],
    names: Iterable[str] | None = None,
    *,
    known: Day | None = None,
    convention: Convention = SPOT,
) -> Iterator[pa.Table]:
    """Tables of `subject`, `day` and the indicators asked for, by company, then day; companies enter with a name.

    Each day sees what was known on that day; `known` gives one day of knowledge to all of them, and so is hindsight.
    """
    asked = sorted(set(days))
    if not asked:
        raise QuestionError("A panel needs at least one day.")
    wanted = chosen(names)
    if convention.rule is Rule.YEAR and known is None and len(asked) > 1:
        for day in asked:  # the running year's mean rate differs from day to day, so nothing can be shared
            yield from _panel(book, Days((day,), (day,)), wanted, convention)
        return
    yield from _panel(book, Days(tuple(asked), tuple(known or day for day in asked)), wanted, convention)


def save(tables: Iterable[pa.Table], path: Path) -> int:
    """Write a panel to one Parquet file, each table while the next is computed; the number of rows."""
    rows, writer = 0, None
    writing: Future[None] | None = None
    with ThreadPoolExecutor(1) as hand:
        try:
            for table in tables:
                if writing:
                    writing.result()
                writer = writer or pq.ParquetWriter(path, table.schema, compression="zstd")
                writing = hand.submit(writer.write_table, table)
                rows += table.num_rows
            if writing:
                writing.result()
        finally:
            if writer:
                writer.close()
    return rows


def _panel(book: Book, days: Days, wanted: Sequence[Indicator], rule: Convention) -> Iterator[pa.Table]:
    readings = list(dict.fromkeys(r for i in wanted for r in i.formula.readings()))
    named = versions(book, Named, days.known[-1], {"subject"})
    subjects = book.engine.arrow(named.select("subject").distinct().order_by("subject"))["subject"].combine_chunks()
    ask = _questions(book, days, rule, readings)
    finish = _Finish(book, days, readings, wanted)
    for start in range(0, len(subjects), COMPANIES_AT_ONCE):
        some = subjects.slice(start, COMPANIES_AT_ONCE)
        first, last = some[0].as_py(), some[-1].as_py()
        yield finish(_Block(book, days, some, {kind: q(first=first, last=last) for kind, q in ask.items()}))


def _questions(
    book: Book, days: Days, rule: Convention, readings: list[Reading]
) -> dict[type[Fact], Callable[..., pa.Table]]:
    """For each kind the facts, with the columns needed, of companies from `first` to `last`: compiled once."""
    groups: dict[type[Fact], list[Reading]] = {Named: []}
    for reading in readings:
        groups.setdefault(Named if reading.op is Op.SPOKEN else reading.kind, []).append(reading)
    found = {}
    for kind, mine in groups.items():
        columns = needs(mine) | {"known", "id"} | ({"source"} if kind is Named else set())
        usd = "usd" in columns
        columns = columns - {"usd"} | ({"amount", "currency"} if usd else set())
        rows = versions(book, kind, days.known[-1], columns, (word("first"), word("last")))
        rows = rows.filter(rows.valid <= ibis.date(days.day[-1]))
        if usd:
            rows = with_usd(rows, rule, book.engine, known=days.known[-1]).drop("amount", "currency")
        found[kind] = book.engine.ready(rows)
    return found


class _Facts:
    """The facts of one kind of a block of companies, with the spans of days on which the law lets them count."""

    def __init__(self, table: pa.Table, subjects: pa.Array, days: Days) -> None:
        self.table = table
        self.of = pc.index_in(table["subject"], subjects).to_numpy().astype(np.int64)
        enter = np.maximum(days.first(table["valid"]), days.first(table["known"], known=True))
        leave = days.first(table["superseded"], known=True)
        self.enter, self.leave, self.days, self.companies = enter, leave, days, len(subjects)

    def spans(self, reading: Reading, also: Bools | None = None) -> Spans:
        """The spans of the facts that a reading looks at."""
        enter, leave = self.enter, self.leave
        if reading.within is not None:
            leave = np.minimum(leave, self.days.first(self.table["valid"], months=reading.within))
        if reading.before:
            enter = np.maximum(enter, self.days.first(self.table["valid"], months=reading.before))
        if reading.in_force:
            leave = np.minimum(leave, self.days.first(self.table["until"]))
        if reading.where is not None:
            column = self.table[reading.where.column]
            held = pc.is_in(column, pa.array(reading.where.values, column.type)).to_numpy()
            leave = np.where(held, leave, 0)
        if also is not None:
            leave = np.where(also, leave, 0)
        return kernel.spans(self.of, enter, leave, self.companies, len(self.days.day))

    def stated(self, column: str) -> Bools:
        """Which facts state a column."""
        return np.asarray(pc.is_valid(self.table[column]).to_numpy())

    def height(self, column: str) -> Ints:
        """Each fact's rank by a column."""
        values = self.table[column]
        return _rank(_cents(values) if column == "usd" else values.fill_null(0).to_numpy())

    def recency(self, *, newest: bool) -> Ints:
        """Each fact's rank by `valid`, then `known`, then id: the order of `profile.recency`."""
        born = (EARLIEST - Day(1970, 1, 1)).days
        days = [self.table[name].cast(pa.int32()).to_numpy().astype(np.int64) - born for name in ("valid", "known")]
        key = (days[0] << 46) | (days[1] << 29) | (self.table["id"].to_numpy() & 0x1FFFFFFF)
        return _rank(key if newest else -key)


def _rank(key: np.ndarray) -> Ints:
    rank = np.empty(len(key), dtype=np.int64)
    rank[np.argsort(key, kind="stable")] = np.arange(len(key))
    return rank


class _Block:
    """Some companies on all the days."""

    def __init__(self, book: Book, days: Days, subjects: pa.Array, tables: dict[type[Fact], pa.Table]) -> None:
        self.book, self.days, self.subjects = book, days, subjects
        self._facts = {kind: _Facts(_of_these(table, subjects), subjects, days) for kind, table in tables.items()}
        self.kept = np.flatnonzero(self._present().reshape(-1))

    def facts(self, kind: type[Fact]) -> _Facts:
        """Facts that were loaded."""
        return self._facts[kind]

    def column(self, reading: Reading) -> pa.Array:
        """A reading for every company and day that is kept, company by company."""
        if reading.op is Op.SPOKEN:
            return pa.array(self._spoken(reading.kind).reshape(-1)[self.kept])
        facts = self.facts(reading.kind)
        if reading.op is Op.COUNT:
            counts = kernel.count(facts.spans(reading)).reshape(-1)[self.kept]
            return pa.array(counts, mask=~_ever(facts)[self.kept // len(self.days.day)])
        if reading.op is Op.TOTAL:
            return self._total(facts, reading)
        if reading.op is Op.DISTINCT:
            return self._distinct(facts, reading)
        return self._pick(facts, reading)

    def _total(self, facts: _Facts, reading: Reading) -> pa.Array:
        spans = facts.spans(reading, facts.stated("usd"))
        some = kernel.count(spans).reshape(-1)[self.kept] > 0
        return _decimals(kernel.total(spans, _cents(facts.table["usd"])).reshape(-1)[self.kept], some)

    def _distinct(self, facts: _Facts, reading: Reading) -> pa.Array:
        column = facts.table[reading.column].combine_chunks()
        if not pa.types.is_list(column.type):
            spans = facts.spans(reading, facts.stated(reading.column))
            return pa.array(kernel.distinct(spans, _codes(column)).reshape(-1)[self.kept])
        spans = facts.spans(reading)
        owner = pc.list_parent_indices(column).to_numpy()
        span_of = np.full(len(facts.of), -1, dtype=np.int64)
        span_of[spans.fact] = np.arange(len(spans.fact))
        items = np.flatnonzero(span_of[owner] >= 0)
        mine = span_of[owner[items]]
        spread = Spans(spans.of[mine], spans.enter[mine], spans.leave[mine], items, spans.companies, spans.days)
        return pa.array(kernel.distinct(spread, _codes(pc.list_flatten(column))).reshape(-1)[self.kept])

    def _pick(self, facts: _Facts, reading: Reading) -> pa.Array:
        if reading.op is Op.PEAK:
            spans, rank = facts.spans(reading, facts.stated(reading.column)), facts.height(reading.column)
        else:
            spans, rank = facts.spans(reading), facts.recency(newest=reading.op is Op.LATEST)
        flat = kernel.greatest(spans, rank).reshape(-1)[self.kept]
        taken = facts.table[reading.column].combine_chunks().take(pa.array(flat, mask=flat < 0))
        return taken.combine_chunks() if isinstance(taken, pa.ChunkedArray) else taken

    def _spoken(self, kind: type[Fact]) -> Bools:
        """Whether a promise spoke of each company on each day."""
        facts = self.facts(Named)
        told = np.zeros((len(self.subjects), len(self.days.day)), dtype=bool)
        for pledge in {p for b in self.book.batches for p in b.promises if p.kind == kind.__name__}:
            active = np.array(
                [_active(pledge, day, known) for day, known in zip(self.days.day, self.days.known, strict=True)]
            )
            if active.any():
                told |= active & (kernel.count(facts.spans(Reading(Op.COUNT, Named), _of(facts, pledge))) > 0)
        return told

    def _present(self) -> Bools:
        """Which companies have a name on which days."""
        return kernel.count(self.facts(Named).spans(Reading(Op.COUNT, Named))) > 0


def _active(pledge: Pledge, day: Day, known: Day) -> bool:
    return pledge.known <= known and pledge.since <= day <= pledge.until


def _of(facts: _Facts, pledge: Pledge) -> Bools:
    mine = pc.equal(facts.table["source"], pledge.source).to_numpy()
    if not pledge.edition:
        return np.asarray(mine)
    return np.asarray(mine & pc.greater_equal(facts.table["known"], pa.scalar(pledge.until)).to_numpy())


def _ever(facts: _Facts) -> Bools:
    """Which companies have any such fact at all: the others have no row in a profile's aggregation of the kind."""
    has = np.zeros(facts.companies, dtype=bool)
    has[facts.of] = True
    return has


def _cents(usd: pa.ChunkedArray) -> Ints:
    """Decimals of two places as whole cents; empty as zero."""
    filled = usd.fill_null(0).combine_chunks()
    flat = filled.chunk(0) if isinstance(filled, pa.ChunkedArray) else filled
    low = np.frombuffer(flat.buffers()[1], dtype=np.int64)[::2]
    return low[flat.offset : flat.offset + len(flat)]


def _decimals(cents: Ints, stated: Bools) -> pa.Array:
    """Whole cents as decimals, empty where not stated."""
    wide = np.stack([cents, cents >> 63], axis=1)
    present = np.packbits(stated, bitorder="little")
    return pa.Array.from_buffers(pa.decimal128(38, 2), len(cents), [pa.py_buffer(present), pa.py_buffer(wide)])


def _codes(values: pa.Array) -> Ints:
    coded = values.dictionary_encode()
    flat = coded.combine_chunks() if isinstance(coded, pa.ChunkedArray) else coded
    return np.asarray(flat.indices.fill_null(0).to_numpy(), dtype=np.int64)


def _of_these(table: pa.Table, subjects: pa.Array) -> pa.Table:
    """Facts without those of subjects that never had a name."""
    table = table.combine_chunks()
    found = pc.is_in(table["subject"], subjects)
    return table if pc.all(found).as_py() else table.filter(found)


class _Finish:
    """Readings into indicators, by the same formulas as a profile; compiled once for all blocks.

    An indicator that is a reading needs no formula, and so no engine.
    """

    def __init__(self, book: Book, days: Days, readings: list[Reading], wanted: Sequence[Indicator]) -> None:
        self.book, self.days, self.readings, self.wanted = book, days, readings, wanted
        self.worked = [i for i in wanted if not isinstance(i.formula, Reading)]
        self.needed = list(dict.fromkeys(r for i in self.worked for r in i.formula.readings()))
        self._ask: Callable[..., pa.Table] | None = None

    def __call__(self, block: _Block) -> pa.Table:
        n = len(self.days.day)
        found = {reading: block.column(reading) for reading in self.readings}
        day = np.array(self.days.day, dtype="datetime64[D]")[block.kept % n]
        columns = {"subject": block.subjects.take(pa.array(block.kept // n)), "day": pa.array(day)}
        worked = self._worked(pa.array(np.arange(len(block.kept))), columns["day"], found) if self.worked else {}
        for i in self.wanted:
            columns[i.name] = found[i.formula] if isinstance(i.formula, Reading) else worked[i.name]
        return pa.table(columns)

    def _worked(self, at: pa.Array, day: pa.Array, found: dict[Reading, pa.Array]) -> pa.Table:
        names = {reading: f"r{k}" for k, reading in enumerate(self.needed)}
        rows = pa.table({"at": at, "day": day, **{names[r]: found[r] for r in self.needed}})
        table = self.book.engine.put("panel_block", rows)
        if self._ask is None:
            row = Row(lambda reading: table[names[reading]], table.day, _edition_of(self.book, self.days, table.day))
            self._ask = self.book.engine.ready(
                table.select("at", **{i.name: i.formula.value(row) for i in self.worked})
            )
        made = self._ask()
        place = np.empty(len(at), dtype=np.int64)
        place[made["at"].to_numpy()] = np.arange(len(at))
        return made.take(pa.array(place))


def _edition_of(book: Book, days: Days, day: ibis.expr.types.DateValue):  # type: ignore[no-untyped-def]
    """Looks up a source's newest edition on the row's own day."""
    found = [
        (asked, source, newest)
        for asked, known in zip(days.day, days.known, strict=True)
        for source, newest in sorted(editions(pledges(book, asked, known), asked).items())
    ]
    if not found:
        return lambda source: ibis.null("date")
    return lambda source: ibis.cases(
        *(((day == ibis.date(asked)) & (source == name), ibis.date(newest)) for asked, name, newest in found)
    )
