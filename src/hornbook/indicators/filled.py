"""An empty field hides no stated one: where the fact that is taken leaves a field out, the next that states it does.

That holds where the rest agrees: a list that says USA does not hide the city of the register's USA, California, San
Francisco; one that says Germany does. A founding of which the taken fact knows the year has the day that another states
within that year.
"""

from collections.abc import Callable, Sequence
from functools import reduce

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hornbook.book.money import coin
from hornbook.book.view import Told
from hornbook.engine import as_day, latest_value
from hornbook.indicators.algebra import Op, Reading
from hornbook.indicators.kernel import Bools, Ints
from hornbook.kinds import Acquired, Fact, Founded, Listed, Registered

REST: dict[tuple[type[Fact], str], tuple[str, ...]] = {
    (Registered, "country"): ("region", "city"),
    (Registered, "region"): ("country", "city"),
    (Registered, "city"): ("country", "region"),
    (Registered, "legal_form"): ("country",),
    (Listed, "venue"): ("valid",),
    (Acquired, "by"): ("valid",),
    (Acquired, "amount"): ("valid",),
}
"""The columns that an empty fact leaves to others, each with the columns that must agree."""

FINER = ("day", "month", "quarter", "half")
"""How exact a founding day can be, the most exact first; a year is less."""
_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}


def filling(reading: Reading) -> tuple[str, ...] | None:
    """What must agree before a reading is taken from a fact that states it; none where it is not so filled."""
    if reading.op not in (Op.LATEST, Op.FIRST):
        return None
    return REST.get((reading.kind, "amount" if coin(reading.column) else reading.column))


def refines(reading: Reading) -> bool:
    """Whether a reading is of a founding day, which a more exact fact refines."""
    return reading.kind is Founded and reading.column in ("valid", "precision") and reading.op in (Op.LATEST, Op.FIRST)


def filling_columns(reading: Reading) -> tuple[str, ...]:
    """The further columns that a reading needs to be filled."""
    return filling(reading) or (("precision",) if refines(reading) else ())


# ---- by the engine


def last_day(first: ir.Value, precision: ir.Value) -> ir.Value:
    """The last day of the period of which no more is known; a period stands as its first day."""
    month = first.truncate("M")
    ends = {word: month + ibis.interval(months=n) - ibis.interval(days=1) for word, n in _MONTHS.items() if n < 12}
    ends["year"] = first.truncate("Y") + ibis.interval(years=1) - ibis.interval(days=1)
    return precision.cases(*((word, as_day(ends[word])) for word in ("year", "half", "quarter", "month")), else_=first)


def filled_value(rows: ir.Table, reading: Reading, key: ir.Value, wanted: ir.BooleanValue | None) -> ir.Value:
    """The column of the fact with the greatest key, or where it is empty there of the one that states it."""

    def best(column: ir.Value, *also: ir.BooleanValue) -> ir.Value:
        parts = [*([] if wanted is None else [wanted]), *also]
        return latest_value(column, key, reduce(lambda a, b: a & b, parts) if parts else None)

    if refines(reading):
        first, known = best(rows.valid), best(rows.precision)
        ways = []
        for n, word in enumerate(FINER):
            day = best(rows.valid, rows.precision == word)
            finer = known.isin(["year", *FINER[n + 1 :]]) & day.between(first, last_day(first, known))
            ways.append((finer, day if reading.column == "valid" else ibis.literal(word)))
        return ibis.cases(*ways, else_=first if reading.column == "valid" else known)
    column = rows[reading.column]
    if (rest := filling(reading)) is None:
        return best(column)
    value = best(column, column.notnull())
    for name in rest:
        own = best(rows[name], column.notnull())
        newest = best(rows[name]) if name == "valid" else best(rows[name], rows[name].notnull())
        value = ibis.ifelse(own.isnull() | (own == newest), value, ibis.null(value.type()))
    return value


# ---- of facts in memory


def last_days(first: Ints, precision: pa.Array) -> Ints:
    """`last_day` of days since 1970, in NumPy."""
    days = first.astype("datetime64[D]")
    found = first.copy()
    for word, months in _MONTHS.items():
        begin = days.astype("datetime64[Y]" if word == "year" else "datetime64[M]").astype("datetime64[M]")
        end = (begin + months).astype("datetime64[D]").astype(np.int64) - 1
        mine = pc.fill_null(pc.equal(precision, word), False).to_numpy(zero_copy_only=False)
        found = np.where(mine, end, found)
    return np.asarray(found, dtype=np.int64)


def agrees(one: pa.Array, other: pa.Array) -> Bools:
    """Where a value is empty or equals the other."""
    same = pc.or_kleene(pc.is_null(one), pc.fill_null(pc.equal(one, other), False))
    return np.asarray(same.to_numpy(zero_copy_only=False), dtype=bool)


def taken_at(column: pa.ChunkedArray, at: Ints) -> pa.Array:
    """A column at some places; -1 gives an empty value."""
    found = column.combine_chunks().take(pa.array(at, mask=at < 0))
    return found.combine_chunks() if isinstance(found, pa.ChunkedArray) else found


def refined_places(table: pa.Table, best: Callable[[Bools], Ints], flat: Ints) -> Ints:
    """The places of the most exact foundings within the period of those that are taken; `best` picks among some."""
    words, days = table["precision"], table["valid"].cast(pa.int32()).to_numpy().astype(np.int64)
    if not len(days):
        return flat
    known = taken_at(words, flat)
    first, last = days[flat], last_days(days[flat], known)
    found = flat
    for n, word in reversed(list(enumerate(FINER))):
        own = best(np.asarray(pc.fill_null(pc.equal(words, word), False).to_numpy()))
        coarser = pc.fill_null(pc.is_in(known, pa.array(["year", *FINER[n + 1 :]])), False)
        within = (own >= 0) & (flat >= 0) & (days[own] >= first) & (days[own] <= last)
        found = np.where(coarser.to_numpy(zero_copy_only=False) & within, own, found)
    return found


# ---- of facts that are shown


def standing_fact(reading: Reading, facts: Sequence[Told]) -> list[Told]:
    """Of facts in their order, the one that is taken first, the one from which a reading comes; none of none."""
    if not facts:
        return []
    if refines(reading):
        return [_refined(facts)]
    rest = filling(reading)
    if rest is None:
        return [facts[0]]
    column = "amount" if coin(reading.column) else reading.column
    own = next((told for told in facts if column in told.says), facts[0])
    for other in rest:
        if other == "valid":
            same = own.valid == facts[0].valid
        else:
            stated = next((told.says[other] for told in facts if other in told.says), None)
            same = own.says.get(other) in (None, stated)
        if not same:
            return [facts[0]]
    return [own]


def _refined(facts: Sequence[Told]) -> Told:
    """The most exact founding within the period of the one that is taken."""
    taken = facts[0]
    first, known = taken.valid, str(taken.says.get("precision", "day"))
    ordinal = np.array([(first - type(first)(1970, 1, 1)).days], dtype=np.int64)
    end = int(last_days(ordinal, pa.array([known]))[0])
    for word in FINER[: FINER.index(known) if known in FINER else len(FINER)]:
        best = next((told for told in facts if told.says.get("precision") == word), None)
        if best is not None and ordinal[0] <= (best.valid - type(first)(1970, 1, 1)).days <= end:
            return best
    return taken
