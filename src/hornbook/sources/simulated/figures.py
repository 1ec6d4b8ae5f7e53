"""Figures of a simulated region to stand beside published ones, counted from its facts, in US dollars.

This is a check of the generator and no census: it applies one rule (valued at US$1bn or more, at most ten
years old, not listed but for the third board, not bought, not closed) and knows nothing of standards.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from hornbook.kinds import (
    Acquired,
    Closed,
    Fact,
    Founded,
    Listed,
    Registered,
    Round,
    SameAs,
    Sector,
    Valuation,
)
from hornbook.sources.simulated.money import units_per_dollar
from hornbook.sources.simulated.rows import Flags, Floats, Ints
from hornbook.sources.simulated.words import CITIES, CURRENCIES, HARD_TECH
from hornbook.sources.source import Chunk
from hornbook.terms import Day

BILLION = 1e9
FIVE = tuple(city.name for city in CITIES[:5])
_KEPT = (Acquired, Closed, Founded, Listed, Registered, Round, SameAs, Sector, Valuation)


class _Stock(NamedTuple):
    """The unicorns of a day."""

    who: Ints
    value: Floats


def ecosystem_figures(chunks: Iterable[Chunk], until: Day) -> dict[str, float]:
    """Measures of an ecosystem that others publish, from every fact known by `until`; shares are 0 to 1."""
    kept: dict[type[Fact], list[pa.Table]] = {kind: [] for kind in _KEPT}
    facts = 0
    for chunk in chunks:
        facts += chunk.table.num_rows
        if chunk.kind in kept:
            kept[chunk.kind].append(chunk.table)
    tables = {kind: pa.concat_tables(parts, promote_options="default") for kind, parts in kept.items() if parts}
    end = np.datetime64(until, "D").astype(np.int64).item()
    size = 1 + max(int(_who(table).max()) for table in tables.values())
    now, before = _stock(tables, end, size), _stock(tables, end - 1826, size)
    return {
        "facts per company": facts / (size - 1),
        "unicorns": float(len(now.who)),
        "unicorns per 10,000 companies": len(now.who) / size * 1e4,
        **_shares(tables, now, size),
        "hard-tech share of unicorns": _hard(tables, now, end, size),
        "hard-tech share of unicorns five years before": _hard(tables, before, end - 1826, size),
        "unicorns that took under three years": _fast(tables, size),
        "company-months with a round that were not yet known 26 months before": _unknown(tables[Round], until),
        "rounds known more than a year late": _late(tables[Round]),
        "yearly marks that did not move": _unmoved(tables[Valuation]),
    }


def _who(table: pa.Table) -> Ints:
    return np.asarray(pc.utf8_slice_codeunits(table["subject"], 4, 12).cast(pa.int64()))


def _days(table: pa.Table, name: str) -> Ints:
    return np.asarray(table[name].cast(pa.int32())).astype(np.int64)


def _latest(table: pa.Table) -> pa.Table:
    """One row a company and day, in order: what is said last of it, unless that takes it back."""
    who, valid, known = _who(table), _days(table, "valid"), _days(table, "known")
    order = np.lexsort((known, valid, who))
    key = (who * 100_000 + valid)[order]
    table = table.take(order[np.append(key[1:] != key[:-1], [True])])
    return table.filter(pc.invert(table["withdrawn"].fill_null(False))) if "withdrawn" in table.schema.names else table


def _last(table: pa.Table, size: int, column: str, day: int) -> NDArray[Any]:
    """Of each company, a column's value in its last row by that day; None where there is none."""
    table = _latest(table.filter(pc.less_equal(table["valid"], pa.scalar(day, pa.int32()).cast(pa.date32()))))
    said = np.full(size, None, dtype=object)
    said[_who(table)] = table[column].to_numpy(zero_copy_only=False)
    return said


def _happened(table: pa.Table, day: int, size: int) -> Flags:
    table = _latest(table)
    gone = np.zeros(size, dtype=bool)
    gone[_who(table)[_days(table, "valid") <= day]] = True
    return gone


def _dollars(table: pa.Table) -> Floats:
    currency = np.asarray(pc.index_in(table["currency"], pa.array(CURRENCIES)))
    amount = np.asarray(table["amount"].cast(pa.float64()))
    return np.asarray(amount / units_per_dollar(currency, _days(table, "valid")))


def _valued(tables: dict[type[Fact], pa.Table]) -> pa.Table:
    worth = tables[Valuation]
    return _latest(worth.filter(pc.is_in(worth["basis"], pa.array(["post_money", "unstated"]))))


def _born(tables: dict[type[Fact], pa.Table], size: int) -> Floats:
    founded = _latest(tables[Founded])
    born = np.full(size, -np.inf)  # an unknown age is no young age
    born[_who(founded)] = _days(founded, "valid")
    return born


def _stock(tables: dict[type[Fact], pa.Table], day: int, size: int) -> _Stock:
    worth = _valued(tables)
    worth = worth.filter(_days(worth, "valid") <= day)
    value = np.zeros(size)
    value[_who(worth)] = _dollars(worth)
    fits = (value >= BILLION) & (day - _born(tables, size) <= 3653)
    listed = tables[Listed]
    for gone in (listed.filter(pc.not_equal(listed["venue"], "NEEQ")), tables[Acquired], tables[Closed]):
        fits &= ~_happened(gone, day, size)
    if SameAs in tables:
        fits[_who(tables[SameAs])] = False
    who = np.flatnonzero(fits)
    return _Stock(who, value[who])


def _shares(tables: dict[type[Fact], pa.Table], now: _Stock, size: int) -> dict[str, float]:
    """How the unicorns and their worth spread over cities and sizes; over Chinese ones for cities."""
    seats = tables[Registered]
    latest = 10**5 - 1
    city, country = (_last(seats, size, column, latest)[now.who] for column in ("city", "country"))
    home, value = country == "CHN", now.value
    five = np.isin(city.astype(str), FIVE)
    top, small, count = value >= 10 * BILLION, value < 2 * BILLION, max(len(value), 1)
    return {
        "mean value, US$bn": float(value.sum() / count / BILLION),
        "share worth US$1-2bn": float(small.sum() / count),
        "share worth US$10bn or more": float(top.sum() / count),
        "their share of value": float(value[top].sum() / value.sum()),
        "Beijing, share of Chinese unicorns": float((city == "Beijing").sum() / home.sum()),
        "Beijing, share of their value": float(value[city == "Beijing"].sum() / value[home].sum()),
        "five cities, share of Chinese unicorns": float(five.sum() / home.sum()),
        "five cities, share of their value": float(value[five].sum() / value[home].sum()),
    }


def _hard(tables: dict[type[Fact], pa.Table], stock: _Stock, day: int, size: int) -> float:
    sector = tables[Sector].filter(pc.equal(tables[Sector]["rank"], 1))
    return float(np.isin(_last(sector, size, "label", day)[stock.who].astype(str), list(HARD_TECH)).mean())


def _fast(tables: dict[type[Fact], pa.Table], size: int) -> float:
    worth = _valued(tables)
    worth = worth.filter(_dollars(worth) >= BILLION)
    who, first = np.unique(_who(worth), return_index=True)
    took = _days(worth, "valid")[first] - _born(tables, size)[who]
    return float((took < 1096).sum() / np.isfinite(took).sum())


def _unknown(rounds: pa.Table, until: Day) -> float:
    """Of the company-months with a round before a day, those first known in the 26 months after it."""
    day = np.datetime64(until - timedelta(days=791), "D").astype(np.int64).item()
    who, valid, known = _who(rounds), _days(rounds, "valid"), _days(rounds, "known")
    old = valid < day
    month = valid[old].astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    cell, place = np.unique(who[old] * 10_000 + month, return_inverse=True)
    seen = np.bincount(place, weights=known[old] <= day, minlength=len(cell))
    return float((seen == 0).mean())


def _late(rounds: pa.Table) -> float:
    return float((_days(rounds, "known") - _days(rounds, "valid") > 365).mean())


def _unmoved(worth: pa.Table) -> float:
    """Of two yearly marks of one company in a row, the share in which the second says what the first said."""
    marks = _latest(worth.filter(pc.starts_with(worth["key"].fill_null(""), "mark")))
    who, day, value = _who(marks), _days(marks, "valid"), _dollars(marks)
    pair = (who[1:] == who[:-1]) & (np.diff(day) < 400)
    return float((np.diff(value) == 0)[pair].mean())
