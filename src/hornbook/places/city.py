"""Which city a text means, given what is known of its country and region; None rather than a guess."""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from hornbook.places import regions
from hornbook.places.country import alpha2, to_alpha3
from hornbook.places.country import country as country_of
from hornbook.places.gazetteer import Town, called, installed, place_key
from hornbook.places.read import read_place


class City(NamedTuple):
    """A city under the one name that it has here; see `hornbook.places` for the fields."""

    id: int
    name: str
    name_zh: str | None
    region: str
    country: str


_WITHIN = {"CN": ("CN", "HK", "MO", "TW")}
"""Codes of their own that texts also write under this country."""


def city(text: str, country: str | None = None, region: str | None = None) -> City | None:
    """The city that a text names, in any language, with or without its region and country; None when unsure.

    `country` is any text that `hornbook.places.country` understands; `region` a state, a province or a large city near.
    """
    found = _city(text.strip(), (country or "").strip(), (region or "").strip())
    if found is None:
        return None
    return City(
        found.id,
        found.name.replace("’", "'"),
        found.zh,
        regions.region_name(found.region, found.country),
        to_alpha3(found.country),
    )


def city_keys(
    rows: Iterable[tuple[str | None, str | None, str | None]],
) -> list[City | None]:
    """The cities of many rows of (country, region, city), in their order; a row without a city has none."""
    return [city(name, country, region) if name else None for country, region, name in rows]


def is_town_name(text: str) -> bool:
    """Whether any place of the gazetteer is so called, even where it is not known which is meant."""
    return bool(called(place_key(text)))


def is_foreign(text: str, country: str) -> bool:
    """Whether the gazetteer knows which city a text means, and none that may be meant in a country (alpha-3)."""
    if not installed() or city(text) is None or city(text, country):
        return False
    return alpha2(country) not in {town.country for town, _ in called(place_key(text))}


@lru_cache(maxsize=200_000)
def _city(text: str, country: str, region: str) -> Town | None:
    code = country_of(country) if country else None
    if not text or (country and code is None):
        return None
    short = alpha2(code) if code else ""
    return read_place(text, _WITHIN.get(short, (short,)) if short else (), region)
