"""Facts before they have words: columns of whole numbers, cheap to pick, join and sort.

`Rows` has `who` (record within the block), `valid`, `known` (days since 1970-01-01), `withdrawn`, and the
kind's own columns as codes: a place in a list of words, cents, or -1 for nothing.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Rows = Mapping[str, NDArray[Any]]
Spell = Callable[[Rows], pa.Array]
"""How rows become one Arrow column."""


def height(rows: Rows) -> int:
    """How many rows."""
    return len(rows["who"])


def pick(rows: Rows, which: NDArray[Any]) -> dict[str, NDArray[Any]]:
    """The rows at these places, or under this mask, in that order."""
    places = np.flatnonzero(which) if which.dtype == np.bool_ else which
    return {name: column.take(places, axis=0) for name, column in rows.items()}


def join(parts: Sequence[Rows]) -> dict[str, NDArray[Any]]:
    """All rows of some tables with the same columns, one after the other."""
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


def filled(shape: Ints, value: int = -1) -> Ints:
    """A column of one value, as long as another column."""
    return np.full(len(shape), value, dtype=np.int64)


def years(days: Ints) -> Ints:
    """The calendar years of days."""
    return np.asarray(days, dtype="datetime64[D]").astype("datetime64[Y]").astype(np.int64) + 1970


def random_codes(chance: np.random.Generator, weights: Sequence[float] | Floats, size: int) -> Ints:
    """As many codes, each with its weight's share of the chance."""
    edges = np.cumsum(np.asarray(weights, dtype=np.float64))
    return np.searchsorted(edges / edges[-1], chance.random(size), side="right").astype(np.int64)


def ordered(rows: Rows) -> dict[str, NDArray[Any]]:
    """Rows by company, then by the day on which they became true, then as they were known."""
    # One whole number a row sorts faster than three columns; a day fits 18 bits. Stable, so that ties stand.
    key = (rows["who"] << 36) | (rows["valid"] << 18) | rows["known"]
    return pick(rows, np.argsort(key, kind="stable"))


def day_column(days: NDArray[Any]) -> pa.Array:
    """Days as Arrow dates; -1 is none, since no region is as old as 1969."""
    return pa.array(days.astype(np.int32), mask=days < 0).view(pa.date32())


def money_column(cents: Ints) -> pa.Array:
    """Cents as Arrow decimals without a loop; below zero is none."""
    halves = np.zeros((len(cents), 2), dtype="<i8")
    halves[:, 0] = cents
    present = np.packbits(cents >= 0, bitorder="little")
    buffers = [pa.py_buffer(present), pa.py_buffer(halves)]
    return pa.Array.from_buffers(pa.decimal128(18, 2), len(cents), buffers)


def number_column(prefix: str, numbers: Ints, width: int, suffix: str = "") -> pa.Array:
    """Texts of equal length around a number with leading zeros, such as sim-00000042."""
    head, tail = prefix.encode(), suffix.encode()
    length = len(head) + width + len(tail)
    letters = np.empty((len(numbers), length), dtype=np.uint8)
    letters[:, : len(head)] = np.frombuffer(head, dtype=np.uint8)
    letters[:, length - len(tail) :] = np.frombuffer(tail, dtype=np.uint8)
    rest = numbers
    for place in range(len(head) + width - 1, len(head) - 1, -1):
        rest, digit = np.divmod(rest, 10)
        letters[:, place] = digit + ord("0")
    starts = np.arange(len(numbers) + 1, dtype=np.int32) * length
    return pa.Array.from_buffers(pa.string(), len(numbers), [None, pa.py_buffer(starts), pa.py_buffer(letters)])


def word_column(words: pa.Array, codes: Ints) -> pa.Array:
    """Codes as the words that they stand for; below zero is none."""
    return words.take(pa.array(codes, mask=codes < 0))


def list_column(words: pa.Array, codes: NDArray[Any]) -> pa.Array:
    """A row of codes as a list of words; below zero is left out."""
    there = codes >= 0
    starts = np.zeros(len(codes) + 1, dtype=np.int32)
    np.cumsum(there.sum(axis=1), out=starts[1:])
    return pa.ListArray.from_arrays(pa.array(starts), words.take(pa.array(codes[there])))
