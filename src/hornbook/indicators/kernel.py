"""One pass over facts for many days: each fact enters on a day and leaves on a day, then sums and maxima run along.

Everything here is NumPy. A matrix is companies by days; a fact counts for company
`of` on the days `enter` <= d < `leave`.
"""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Spans:
    """Facts as spans: company number, first day and the day after the last, all as positions; empty spans left out.

    `fact` is each span's position in the table that it came from.
    """

    of: Ints
    enter: Ints
    leave: Ints
    fact: Ints
    companies: int
    days: int

    def only(self, which: Bools) -> "Spans":
        """Some of the spans."""
        return Spans(self.of[which], self.enter[which], self.leave[which], self.fact[which], self.companies, self.days)


def spans(of: Ints, enter: Ints, leave: Ints, companies: int, days: int) -> Spans:
    """Spans that last at least a day."""
    lasting = np.flatnonzero((enter < leave) & (enter < days))
    return Spans(of[lasting], enter[lasting], leave[lasting], lasting, companies, days)


def running_total(s: Spans, amounts: Ints) -> Ints:
    """The running sum of whole amounts: companies x days."""
    change = np.zeros(s.companies * (s.days + 1), dtype=np.int64)
    row = s.of * (s.days + 1)
    own = amounts[s.fact]
    np.add.at(change, row + s.enter, own)
    np.subtract.at(change, row + s.leave, own)
    return np.cumsum(change.reshape(s.companies, s.days + 1), axis=1)[:, : s.days]


def running_count(s: Spans) -> Ints:
    """How many facts: companies x days."""
    row = s.of * (s.days + 1)
    size = s.companies * (s.days + 1)
    change = np.bincount(row + s.enter, minlength=size) - np.bincount(row + s.leave, minlength=size)
    return np.cumsum(change.reshape(s.companies, s.days + 1), axis=1)[:, : s.days]


def greatest(s: Spans, rank: Ints) -> Ints:
    """The position of the fact of greatest rank, -1 where there is none: companies x days.

    `rank` numbers all facts of the table from the least to the greatest without ties.
    """
    best = np.full(s.companies * s.days, -1, dtype=np.int64)
    lasting = s.leave >= s.days
    stay = s.only(lasting)
    np.maximum.at(best, stay.of * s.days + stay.enter, rank[stay.fact])
    best = np.maximum.accumulate(best.reshape(s.companies, s.days), axis=1).reshape(-1)
    go = s.only(~lasting)
    owner, day = _days_of(go)
    np.maximum.at(best, go.of[owner] * s.days + day, rank[go.fact[owner]])
    fact_of = np.empty(len(rank) + 1, dtype=np.int64)
    fact_of[rank] = np.arange(len(rank))
    fact_of[-1] = -1
    return fact_of[best].reshape(s.companies, s.days)


def running_distinct(s: Spans, value: Ints) -> Ints:
    """How many different values: companies x days. `value` numbers each fact's value."""
    pair, pairs = _pairs(s, value)
    owner_of = np.empty(pairs, dtype=np.int64)
    owner_of[pair] = s.of
    leaves = np.zeros(pairs, dtype=bool)
    leaves[pair[s.leave < s.days]] = True
    stay = ~leaves[pair]
    first = np.full(pairs, s.days, dtype=np.int64)
    np.minimum.at(first, pair[stay], s.enter[stay])
    seen = np.flatnonzero(first < s.days)
    size = s.companies * s.days
    counts = np.bincount(owner_of[seen] * s.days + first[seen], minlength=size).reshape(s.companies, s.days)
    counts = np.cumsum(counts, axis=1)
    go = s.only(~stay)
    owner, day = _days_of(go)
    there = np.unique(pair[~stay][owner] * s.days + day)
    also = np.bincount(owner_of[there // s.days] * s.days + there % s.days, minlength=size)
    return counts + also.reshape(s.companies, s.days)


def _pairs(s: Spans, value: Ints) -> tuple[Ints, int]:
    own = value[s.fact]
    both = s.of * (int(own.max(initial=0)) + 1) + own
    found, pair = np.unique(both, return_inverse=True)
    return pair, len(found)


def _days_of(s: Spans) -> tuple[Ints, Ints]:
    """Every day of every span: the span's position, and the day."""
    lengths = np.minimum(s.leave, s.days) - s.enter
    owner = np.repeat(np.arange(len(lengths)), lengths)
    start = np.repeat(np.cumsum(lengths) - lengths, lengths)
    return owner, np.arange(len(owner)) - start + s.enter[owner]


def cents(usd: pa.ChunkedArray) -> Ints:
    """Decimals of two places as whole cents; empty as zero."""
    filled = usd.fill_null(0).combine_chunks()
    flat = filled.chunk(0) if isinstance(filled, pa.ChunkedArray) else filled
    low = np.frombuffer(flat.buffers()[1], dtype=np.int64)[::2]
    return low[flat.offset : flat.offset + len(flat)]


def decimals(cents: Ints, stated: Bools) -> pa.Array:
    """Whole cents as decimals, empty where not stated."""
    wide = np.stack([cents, cents >> 63], axis=1)
    present = np.packbits(stated, bitorder="little")
    return pa.Array.from_buffers(pa.decimal128(38, 2), len(cents), [pa.py_buffer(present), pa.py_buffer(wide)])


def codes(values: pa.Array) -> Ints:
    """A whole number for each value, the same for the same value; empty as zero."""
    coded = values.dictionary_encode()
    flat = coded.combine_chunks() if isinstance(coded, pa.ChunkedArray) else coded
    return np.asarray(flat.indices.fill_null(0).to_numpy(), dtype=np.int64)
