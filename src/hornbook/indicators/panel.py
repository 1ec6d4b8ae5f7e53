"""Company by day: the same indicators for many days, computed together in one pass over the facts.

`panel(book, days)` equals the profiles of those days laid one under the other; a property test holds it to that.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import ibis
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from hornbook.book.book import Book
from hornbook.book.known import versions
from hornbook.book.money import SPOT, Convention, RateRule, coin, with_money
from hornbook.book.view import editions, pledges
from hornbook.engine import asked_word
from hornbook.errors import QuestionError
from hornbook.indicators.algebra import CompanyDay, Indicator, Op, Reading
from hornbook.indicators.block import Block, Days
from hornbook.indicators.catalogue import chosen_indicators
from hornbook.indicators.profile import among_of, reading_columns
from hornbook.kinds import Fact, Named
from hornbook.terms import Day
from hornbook.text import message

COMPANIES_AT_ONCE = 131_072
"""How many companies are held in memory together; a panel of any size needs no more."""


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
    return panel_formulas(book, days, chosen_indicators(names), known=known, convention=convention)


def panel_formulas(
    book: Book,
    days: Iterable[Day],
    wanted: Sequence[Indicator],
    *,
    known: Day | None = None,
    convention: Convention = SPOT,
) -> Iterator[pa.Table]:
    """The same for indicators at hand, whether or not they are in the catalogue."""
    asked = sorted(set(days))
    if not asked:
        raise QuestionError(message("A panel needs at least one day."))
    if convention.rule is RateRule.YEAR and known is None and len(asked) > 1:
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
    for reading in readings:
        if reading.anchor is not None or reading.year is not None:
            raise QuestionError(
                message("A panel cannot count from one of a company's own days; ask for a profile of each day.")
            )
    named = versions(book, Named, days.known[-1], {"subject"})
    subjects = book.engine.arrow(named.select("subject").distinct().order_by("subject"))["subject"].combine_chunks()
    ask = _questions(book, days, rule, readings)
    finish = _Finish(book, days, readings, wanted)
    for start in range(0, len(subjects), COMPANIES_AT_ONCE):
        some = subjects.slice(start, COMPANIES_AT_ONCE)
        first, last = some[0].as_py(), some[-1].as_py()
        yield finish(Block(book, days, some, {kind: q(first=first, last=last) for kind, q in ask.items()}))


def _questions(
    book: Book, days: Days, rule: Convention, readings: list[Reading]
) -> dict[type[Fact], Callable[..., pa.Table]]:
    """For each kind the facts, with the columns needed, of companies from `first` to `last`: compiled once."""
    groups: dict[type[Fact], list[Reading]] = {Named: []}
    for reading in readings:
        groups.setdefault(Named if reading.op is Op.SPOKEN else reading.kind, []).append(reading)
    found = {}
    for kind, mine in groups.items():
        columns = reading_columns(mine) | {"known", "id"} | ({"source"} if kind is Named else set())
        coins = [into for column in sorted(columns) if (into := coin(column))]
        columns -= {each.column for each in coins}
        only_for_money = set[str]().union(*(each.needs for each in coins)) - columns
        rows = versions(book, kind, days.known[-1], columns | only_for_money, (asked_word("first"), asked_word("last")))
        rows = rows.filter(rows.valid <= ibis.date(days.day[-1]))
        if coins:
            rows = with_money(rows, rule, book.engine, coins, known=days.known[-1])
            rows = rows.drop(*only_for_money)
        found[kind] = book.engine.ready(rows)
    return found


class _Finish:
    """Readings into indicators, by the same formulas as a profile; compiled once for all blocks.

    An indicator that is a reading needs no formula, and so no engine.
    """

    def __init__(self, book: Book, days: Days, readings: list[Reading], wanted: Sequence[Indicator]) -> None:
        self.book, self.days, self.readings, self.wanted = book, days, readings, wanted
        self.worked = [i for i in wanted if not isinstance(i.formula, Reading)]
        self.needed = list(dict.fromkeys(r for i in self.worked for r in i.formula.readings()))
        self._ask: Callable[..., pa.Table] | None = None

    def __call__(self, block: Block) -> pa.Table:
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
            row = CompanyDay(
                lambda reading: table[names[reading]],
                table.day,
                _edition_of(self.book, self.days, table.day),
                among_of(self.book),
            )
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
