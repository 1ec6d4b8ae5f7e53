"""The cities of the world by every name that they have, from two tables that `tools/gazetteer.py` writes.

Places of 15,000 people and more are known by all their names, those of 500 and more by the name in use alone.
"""

import re
from bisect import bisect_left
from functools import cache, lru_cache
from importlib.util import find_spec
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Any, NamedTuple

from hornbook.names.fold import fold_spelling

PLACE = Path(__file__).parent
_NEEDED = ("opencc", "anyascii", "pypinyin", "babel")


@cache
def installed() -> bool:
    """Whether what names and places need is there."""
    return all(find_spec(module) for module in _NEEDED)


class Town(NamedTuple):
    """A place of the gazetteer; country is alpha-2, region GeoNames' code, north and east are degrees."""

    id: int
    name: str
    zh: str | None
    """Its Chinese name, where it has one."""
    country: str
    region: str
    people: int
    north: float
    east: float
    large: bool
    """Whether it has 15,000 people or more, and is known by all its names."""


class _Names(NamedTuple):
    """Every name of a town by its key, in the order of the keys; the names in use stand before other towns' others."""

    keys: list[str]
    towns: list[int]
    """The rows of the towns."""
    own: list[bool]
    """Whether it is the name in use there."""


Found = list[tuple[Town, bool]]
"""Towns, and whether the name is the one in use there."""


def called(key: str) -> Found:
    """The towns that have a name, by its key."""
    names = _names()
    first = last = bisect_left(names.keys, key)
    while last < len(names.keys) and names.keys[last] == key:
        last += 1
    return [(_town(names.towns[row]), names.own[row]) for row in range(first, last)]


def town_of(number: int) -> Town:
    """A town by its id."""
    return _town(_rows()[number])


@lru_cache(maxsize=1 << 16)
def _town(row: int) -> Town:
    found = {name: column[row].as_py() for name, column in _towns().items()}
    return Town(**found | {"north": found["north"] / 1000, "east": found["east"] / 1000})


@cache
def _names() -> _Names:
    table = _read("town_names")
    return _Names(*(table[name].to_pylist() for name in ("key", "town", "own")))


@cache
def _rows() -> dict[int, int]:
    """The row of each town by its id."""
    return {number: row for row, number in enumerate(_towns()["id"].to_pylist())}


@cache
def _towns() -> dict[str, Any]:
    table = _read("towns")
    return {name: table[name].chunk(0) for name in table.column_names}


@cache
def _read(name: str) -> Any:
    import pyarrow.parquet as pq

    return pq.ParquetFile(PLACE / f"{name}.parquet").read().combine_chunks()


_GAPS = re.compile(r"[\W_]+")
_SHORT = {"saint": "st", "sainte": "ste", "fort": "ft", "mount": "mt"}
_LONG_WORDS = re.compile(rf"\b(?:{'|'.join(_SHORT)})\b")


def place_key(name: str) -> str:
    """The form in which two spellings of one place meet: letters and digits alone, Saint as St, no 市 behind."""
    text = fold_spelling(name)
    if text.endswith("市") and len(text) > 2:
        text = text[:-1]
    if "saint" in text or "fort" in text or "mount" in text:
        text = _LONG_WORDS.sub(lambda word: _SHORT[word[0]], text)
    return _GAPS.sub("", text)


def kilometres(one: Town, other: Town) -> float:
    """How far two places are from each other."""
    a, b, c, d = map(radians, (one.north, one.east, other.north, other.east))
    part = sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2
    return 12_742 * asin(sqrt(part))
