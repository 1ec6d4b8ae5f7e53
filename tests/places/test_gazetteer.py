"""The gazetteer that Hornbook ships is what GeoNames' files give, and every name of it is found."""

from collections import defaultdict

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tools import gazetteer

from hornbook.places.gazetteer import PLACE, called, place_key, town_of

NAMES = pq.ParquetFile(PLACE / "town_names.parquet").read()
KEYS = NAMES["key"].to_pylist()
IDS = pq.ParquetFile(PLACE / "towns.parquet").read(["id"])["id"].to_pylist()
BY_KEY: dict[str, list[tuple[int, bool]]] = defaultdict(list)
for key, town, own in zip(KEYS, NAMES["town"].to_pylist(), NAMES["own"].to_pylist(), strict=True):
    BY_KEY[key].append((IDS[town], own))


@pytest.mark.slow("reads GeoNames' own files")
def test_what_is_shipped_is_what_the_tool_makes_of_the_source() -> None:
    made = gazetteer.made()
    assert NAMES.equals(made.names)
    assert pq.ParquetFile(PLACE / "towns.parquet").read().equals(made.towns)
    assert gazetteer.WORLD.read_text(encoding="utf-8") == made.world


@pytest.mark.slow("reads GeoNames' own files")
def test_a_town_is_found_by_its_names_with_what_the_source_says_of_it() -> None:
    large = {row["geonameid"]: row for row in gazetteer._read("cities15000.json")}
    for row in gazetteer._read("cities500.json")[::97]:
        town = town_of(row["geonameid"])
        assert (town.name, town.country, town.region) == (row["name"], row["countrycode"], row["admin1code"])
        assert (town.people, town.large) == (row["population"], town.id in large)
        assert max(abs(town.north - row["latitude"]), abs(town.east - row["longitude"])) < 0.00051
        assert (town, True) in called(place_key(town.name)) or not place_key(town.name)
    paris = large[2988507]
    assert [name for name in paris["alternatenames"] if (town_of(2988507), False) in called(place_key(name))]


KEY = st.integers(0, len(KEYS) - 1).map(KEYS.__getitem__)


@given(st.one_of(KEY, KEY.map(lambda key: key[:-1]), st.text(max_size=5)))
def test_a_name_is_found_as_by_looking_at_every_one(key: str) -> None:
    assert [(town.id, own) for town, own in called(key)] == BY_KEY.get(key, [])
