"""The groups of a census by place: one name for every spelling, when the extra with the gazetteer is installed.

Only groups are named so. No verdict changes by it: a standard keeps its own list of the spellings that it means.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias

import ibis.expr.types as ir
import pyarrow as pa

from hornbook import places
from hornbook.book.view import View
from hornbook.indicators.profile import profile
from hornbook.places import City, china

PLACES = ("country", "region", "city")
"""What tells a place; a census by city or by country asks the gazetteer."""

Spelling: TypeAlias = tuple[str | None, str | None, str | None]
"""Country, region and city as the sources write them."""


@dataclass(frozen=True, slots=True)
class Placed:
    """How the places of a census are named: by the gazetteer, or as the sources write them."""

    normalised: bool
    spellings: int = 0
    """How many different cities (with their country and region), or countries, the sources write."""
    found: int = 0
    """Of how many of these the gazetteer knows which place is meant; the others stand as they are written."""
    names: int = 0
    """How many places those are."""
    zh: Mapping[str, str] = field(default_factory=dict)
    """The Chinese name of a group, where there is one."""
    strays: Mapping[str, int] = field(default_factory=dict)
    """How many spellings of a city or a country are no place that anything knows; they make one group."""
    labels: Mapping[int, str] = field(default_factory=dict)
    """The group of each city of the gazetteer that the sources write, by the city's id."""


def place_naming(view: View, keys: Iterable[str]) -> tuple[Placed | None, pa.Table | None]:
    """How groups by place are named, and the name of every spelling; None and None where no group is a place.

    The table has `at_country`, `at_region`, `at_city` (empty words where there is none), `one_country` and `one_city`.
    """
    by = [key for key in ("city", "country") if key in keys]
    if not by:
        return None, None
    if not places.installed():
        return Placed(False), None
    return view.once(("places", *by), lambda: _place_naming(view, by))


def _place_naming(view: View, by: list[str]) -> tuple[Placed, pa.Table]:
    rows = view.engine.arrow(profile(view, PLACES).select(*PLACES).distinct()).to_pylist()
    written: list[Spelling] = [(row["country"], row["region"], row["city"]) for row in rows]
    cities = dict(zip(written, places.city_keys(written), strict=True))
    countries = {country: places.country(country) for country, _, _ in written if country}
    labels = _labels(cities)
    taken = set(labels.values())
    one_city = [labels[city] if (city := cities[each]) else _unsure(each, countries, taken) for each in written]
    one_country = [countries[country] or NOT_A_PLACE if country else None for country, _, _ in written]
    strays = {
        "city": len({each[2] for each, name in zip(written, one_city, strict=True) if name == NOT_A_PLACE}),
        "country": len({each[0] for each, name in zip(written, one_country, strict=True) if name == NOT_A_PLACE}),
    }
    table = pa.table(
        {
            **{f"at_{name}": pa.array([each[n] or "" for each in written]) for n, name in enumerate(PLACES)},
            "one_country": pa.array(one_country, pa.string()),
            "one_city": pa.array(one_city, pa.string()),
        }
    )
    return replace(_told(by, cities, countries, labels), strays={key: strays[key] for key in by}), table


def with_place_names(rows: ir.Table, names: ir.Table) -> ir.Table:
    """Rows with `one_country` and `one_city` beside what the sources write."""
    keyed = rows.mutate(**{f"at_{name}": rows[name].fill_null("") for name in PLACES})
    return keyed.left_join(names, [f"at_{name}" for name in PLACES])


NOT_A_PLACE = "not a known place"
"""The group of all words for a place that nothing knows."""
UNSURE = " (?)"
"""Stands behind a name that some city has, when it is not known which is meant: it is no part of that city's group."""


def _labels(cities: Mapping[Spelling, City | None]) -> dict[City, str]:
    """A name for each city that no other has; region and country stand beside it where the name alone means another."""
    found = {city for city in cities.values() if city}
    names = Counter(city.name for city in found)
    plain = {city for city in found if names[city.name] == 1 or places.city(city.name) == city}
    longer = {city: city.name if city in plain else f"{city.name} ({_where(city)})" for city in found}
    labels = Counter(longer.values())
    return {city: label if labels[label] == 1 else f"{label} {city.id}" for city, label in longer.items()}


def _unsure(of: Spelling, countries: Mapping[str, str | None], taken: set[str]) -> str | None:
    """The group of a city of which it is not known which it is: its name, if any place there is called so."""
    country, _, name = of
    if not name:
        return None
    abroad = countries.get(country or "") != "CHN" and (name in taken or places.is_town_name(name))
    if not (abroad or china.meanings(name) or china.province(name)):
        return NOT_A_PLACE
    return name + UNSURE if name in taken else name


def _where(city: City) -> str:
    return city.country if not city.region or city.region.isdigit() else f"{city.region}, {city.country}"


def _told(
    by: list[str], cities: Mapping[Spelling, City | None], countries: Mapping[str, str | None], labels: dict[City, str]
) -> Placed:
    """The figures for the finer of the groups, and the Chinese names for all of them."""
    zh = {label: city.name_zh for city, label in labels.items() if city.name_zh} if "city" in by else {}
    if "country" in by:
        zh |= {code: places.country_name(code, chinese=True) for code in countries.values() if code}
    if "city" in by:
        written = [city for (_, _, name), city in cities.items() if name]
        named = {city.id: label for city, label in labels.items()}
        return Placed(True, len(written), sum(city is not None for city in written), len(labels), zh, labels=named)
    known = [code for code in countries.values() if code]
    return Placed(True, len(countries), len(known), len(set(known)), zh)
