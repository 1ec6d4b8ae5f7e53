"""Some companies on all the days of a panel: their facts as spans of days, and each reading as one column."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hornbook.book.book import Book
from hornbook.book.ledger import Pledge
from hornbook.book.lifted import lifted
from hornbook.book.money import coin
from hornbook.book.view import pledges
from hornbook.indicators import kernel, order
from hornbook.indicators.algebra import Op, Reading, Where
from hornbook.indicators.filled import agrees, filling_columns, refined_places, refines, taken_at
from hornbook.indicators.kernel import Bools, Ints, Spans
from hornbook.indicators.meant import meant_reading
from hornbook.indicators.promises import speaking
from hornbook.kinds import Fact, Named
from hornbook.terms import EARLIEST, Day, shift


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


class Facts:
    """The facts of one kind of a block of companies, with the spans of days on which the law lets them count."""

    def __init__(self, table: pa.Table, subjects: pa.Array, days: Days) -> None:
        self.table = table
        self.of = pc.index_in(table["subject"], subjects).to_numpy().astype(np.int64)
        enter = np.maximum(days.first(table["valid"]), days.first(table["since"], known=True))
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
        for status, months in reading.terms:
            open_ = pc.and_(pc.equal(self.table["status"], status), pc.is_null(self.table["until"])).to_numpy()
            leave = np.where(open_, np.minimum(leave, self.days.first(self.table["valid"], months=months)), leave)
        for where in reading.where:
            possible = reading.possible or reading.unsure
            leave = np.where(_belongs(self.table[where.column], where, possible=possible), leave, 0)
        if reading.unsure:
            sure = [_belongs(self.table[where.column], where, possible=False) for where in reading.where]
            leave = np.where(np.logical_and.reduce(sure), 0, leave)
        if also is not None:
            leave = np.where(also, leave, 0)
        if "echo" in self.table.column_names and reading.op is not Op.DISTINCT:
            leave = np.where(self.table["echo"].to_numpy(), 0, leave)
        return kernel.spans(self.of, enter, leave, self.companies, len(self.days.day))

    def stated(self, column: str) -> Bools:
        """Which facts state a column."""
        return np.asarray(pc.is_valid(self.table[column]).to_numpy())

    def height(self, column: str) -> Ints:
        """Each fact's rank by a column."""
        values = self.table[column]
        return _rank(kernel.cents(values) if coin(column) else values.fill_null(0).to_numpy())

    def earliness(self, column: str) -> Ints:
        """Each fact's rank by a day, the earliest the highest."""
        return _rank(-self._since_earliest(column))

    def standing(self, kind: type[Fact], sources: Mapping[str, int], *, newest: bool) -> Ints:
        """Each fact's rank by `order.recency_key`; where only days are asked for, by these."""
        valid = self._since_earliest("valid")
        if "grade" not in self.table.column_names:
            return _rank(valid if newest else -valid)
        grade, source = (_numbers(self.table[name], of) for name, of in (("grade", order.GOOD), ("source", sources)))
        known, id_ = self._since_earliest("known"), self.table["id"].to_numpy()
        key: Ints = order.recency_key(kind, valid, grade, known, source, id_, newest=newest)
        return _rank(key)

    def _since_earliest(self, column: str) -> Ints:
        born = (EARLIEST - Day(1970, 1, 1)).days
        return np.asarray(self.table[column].cast(pa.int32()).to_numpy().astype(np.int64) - born)


def _numbers(words: pa.ChunkedArray, of: Mapping[str, int]) -> Ints:
    """A number for each word; 0 for one that has none."""
    if not of:
        return np.zeros(len(words), dtype=np.int64)
    at = pc.index_in(words, pa.array(list(of), pa.string())).fill_null(-1).to_numpy().astype(np.int64)
    found: Ints = np.append(np.fromiter(of.values(), dtype=np.int64), 0)[at]
    return found


def _rank(key: np.ndarray) -> Ints:
    rank = np.empty(len(key), dtype=np.int64)
    rank[np.argsort(key, kind="stable")] = np.arange(len(key))
    return rank


def _belongs(column: pa.ChunkedArray, where: Where, *, possible: bool) -> Bools:
    """Whether a fact with this value belongs, or may belong; the same as in `profile`."""
    known = [v for v in (where.values if where.out == possible else (*where.values, *where.open)) if v is not None]
    held = pc.is_in(column, pa.array(known, column.type)).to_numpy()
    stated = pc.is_valid(column).to_numpy()
    empty = (possible and None in where.open) or (where.out and not where.values)
    return np.asarray(((held != where.out) & stated) | (~stated & empty))


class Block:
    """Some companies on all the days."""

    def __init__(self, book: Book, days: Days, subjects: pa.Array, tables: dict[type[Fact], pa.Table]) -> None:
        self.book, self.days, self.subjects = book, days, subjects
        self._facts = {kind: Facts(_of_these(table, subjects), subjects, days) for kind, table in tables.items()}
        self._without: dict[tuple[tuple[Pledge, ...], str, Day], dict[str, Ints]] = {}
        self.kept = np.flatnonzero(self._present().reshape(-1))

    def facts(self, kind: type[Fact]) -> Facts:
        """Facts that were loaded."""
        return self._facts[kind]

    def column(self, reading: Reading) -> pa.Array:
        """A reading for every company and day that is kept, company by company."""
        if reading.op is Op.SPOKEN:
            return pa.array(self._spoken(reading).reshape(-1)[self.kept])
        reading, facts = meant_reading(self.book, reading), self.facts(reading.kind)
        if reading.op is Op.COUNT:
            counts = kernel.running_count(facts.spans(reading)).reshape(-1)[self.kept]
            return pa.array(counts, mask=~_ever(facts)[self.kept // len(self.days.day)])
        if reading.op is Op.STATED:
            stated = kernel.running_count(facts.spans(reading, facts.stated(reading.column))).reshape(-1)[self.kept]
            return pa.array(stated, mask=~_ever(facts)[self.kept // len(self.days.day)])
        if reading.op in (Op.TOTAL, Op.GAIN, Op.LOSS):
            return self._total(facts, reading)
        if reading.op is Op.DISTINCT:
            return self._distinct(facts, reading)
        return self._pick(facts, reading)

    def _total(self, facts: Facts, reading: Reading) -> pa.Array:
        spans = facts.spans(reading, facts.stated(reading.column))
        some = kernel.running_count(spans).reshape(-1)[self.kept] > 0
        cents = kernel.cents(facts.table[reading.column])
        clipped = {Op.GAIN: np.maximum, Op.LOSS: np.minimum}
        cents = clipped[reading.op](cents, 0) if reading.op in clipped else cents
        return kernel.decimals(kernel.running_total(spans, cents).reshape(-1)[self.kept], some)

    def _distinct(self, facts: Facts, reading: Reading) -> pa.Array:
        column = facts.table[reading.column].combine_chunks()
        if not pa.types.is_list(column.type):
            spans = facts.spans(reading, facts.stated(reading.column))
            return pa.array(kernel.running_distinct(spans, kernel.codes(column)).reshape(-1)[self.kept])
        spans = facts.spans(reading)
        owner = pc.list_parent_indices(column).to_numpy()
        span_of = np.full(len(facts.of), -1, dtype=np.int64)
        span_of[spans.fact] = np.arange(len(spans.fact))
        items = np.flatnonzero(span_of[owner] >= 0)
        mine = span_of[owner[items]]
        spread = Spans(spans.of[mine], spans.enter[mine], spans.leave[mine], items, spans.companies, spans.days)
        return pa.array(kernel.running_distinct(spread, kernel.codes(pc.list_flatten(column))).reshape(-1)[self.kept])

    def _pick(self, facts: Facts, reading: Reading) -> pa.Array:
        if reading.op is Op.PEAK:
            spans, rank = facts.spans(reading, facts.stated(reading.column)), facts.height(reading.column)
        elif reading.op is Op.LEAST:
            spans, rank = facts.spans(reading), facts.earliness(reading.column)
        else:
            spans, rank = (
                facts.spans(reading),
                facts.standing(
                    reading.kind, order.source_numbers(self.book, reading.kind), newest=reading.op is Op.LATEST
                ),
            )
        flat = kernel.greatest(spans, rank).reshape(-1)[self.kept]
        if reading.op is not Op.PEAK and filling_columns(reading):
            flat = self._filled(facts, reading, rank, flat)
        taken = facts.table[reading.column].combine_chunks().take(pa.array(flat, mask=flat < 0))
        return taken.combine_chunks() if isinstance(taken, pa.ChunkedArray) else taken

    def _filled(self, facts: Facts, reading: Reading, rank: Ints, flat: Ints) -> Ints:
        """The facts from which a reading comes, where the one that is taken leaves it to others; as in `profile`."""

        def best(also: Bools) -> Ints:
            found: Ints = kernel.greatest(facts.spans(reading, also), rank).reshape(-1)[self.kept]
            return found

        if refines(reading):
            return refined_places(facts.table, best, flat)
        own = best(facts.stated(reading.column))
        for name in filling_columns(reading):
            newest = flat if name == "valid" else best(facts.stated(name))
            same = agrees(taken_at(facts.table[name], own), taken_at(facts.table[name], newest))
            own = np.where(same, own, -1)
        return own

    def _spoken(self, reading: Reading) -> Bools:
        """Whether a promise spoke of each company on each day."""
        kind, grace = reading.kind, reading.within or 0
        facts = self.facts(Named)
        told = np.zeros((len(self.subjects), len(self.days.day)), dtype=bool)
        asked = list(zip(self.days.day, self.days.known, strict=True))
        given = [pledges(self.book, day, known) for day, known in asked]
        active = [set(speaking(some, kind, day, grace)) for some, (day, _) in zip(given, asked, strict=True)]
        without = [self._lifted(some, kind.__name__, known) for some, (_, known) in zip(given, asked, strict=True)]
        for pledge in set().union(*active):
            on = np.array([pledge in speaks for speaks in active])
            for last in {id(each): each for each in without}.values():
                these = on & np.array([each is last for each in without])
                if these.any():
                    naming = facts.spans(Reading(Op.COUNT, Named), _of(facts, pledge, last.get(pledge.source)))
                    told |= these & (kernel.running_count(naming) > 0)
        return told

    def _lifted(self, given: tuple[Pledge, ...], kind: str, known: Day) -> dict[str, Ints]:
        """By source the day, as a number, of the last import that refused a row of each company of the block."""
        key = given, kind, known
        if key not in self._without:
            self._without[key] = {}
            found = lifted(self.book, given, kind, known)
            at = pc.index_in(pa.array([company for company, _ in found], pa.string()), self.subjects).to_pylist()
            for place, ((_, source), day) in zip(at, found.items(), strict=True):
                if place is not None:
                    last = self._without[key].setdefault(source, np.full(len(self.subjects), _NEVER))
                    last[place] = _number(day)
        found_before = self._without[key]
        return found_before if found_before else _NOTHING

    def _present(self) -> Bools:
        """Which companies have a name on which days."""
        return kernel.running_count(self.facts(Named).spans(Reading(Op.COUNT, Named))) > 0


_NEVER = np.iinfo(np.int64).min
_NOTHING: dict[str, Ints] = {}
"""One for all days without lifted promises, so that these are counted together."""


def _number(day: Day) -> int:
    return int(np.datetime64(day, "D").astype(np.int64))


def _of(facts: Facts, pledge: Pledge, last: Ints | None) -> Bools:
    """The facts of Named that make their company one of which a promise speaks; `last`: when a row was refused."""
    mine = np.asarray(pc.equal(facts.table["source"], pledge.source).to_numpy())
    known = facts.table["known"].cast(pa.int32()).to_numpy().astype(np.int64)
    if pledge.edition:
        mine = mine & (known >= _number(pledge.until))
    if last is not None:
        since = last[facts.of]
        mine = mine & ((since == _NEVER) | ((since < _number(pledge.recorded)) & (known > since)))
    return mine


def _ever(facts: Facts) -> Bools:
    """Which companies have any such fact at all: the others have no row in a profile's aggregation of the kind."""
    has = np.zeros(facts.companies, dtype=bool)
    has[facts.of] = True
    return has


def _of_these(table: pa.Table, subjects: pa.Array) -> pa.Table:
    """Facts without those of subjects that never had a name."""
    table = table.combine_chunks()
    found = pc.is_in(table["subject"], subjects)
    return table if pc.all(found).as_py() else table.filter(found)
