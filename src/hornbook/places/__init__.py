"""Places of companies: one country and one city for all their spellings, in Chinese, English and many other languages.

    country(text) -> str | None       ISO 3166-1 alpha-3: "U.S.", "美国" and "us" give "USA"
    city(text, country=None, region=None) -> City | None       "Peking", "北京市", "北京-海淀区": Beijing
    country_name(code, chinese=…)     the name of a country by that code
    city_keys(rows)                   the same for many rows of (country, region, city), in their order
    installed() -> bool               whether the extra `link` is there

`City(id, name, name_zh, region, country)`: `id` is GeoNames' and the same for every spelling, `country` is alpha-3,
`region` a state's code (US, Canada, Australia), a province's or state's name (China, India) or GeoNames' own code.

Nothing is guessed. A name that several cities have is settled by the country, then by the region (a state, a province,
or a city nearby, as in "Boston" for Cambridge), then only if one of them has ten times the people of the next; if
nothing settles it, the answer is None.

Needs the extra `link` (HornbookError says so). The names are GeoNames' (geonames.org, CC BY 4.0): cities of 15,000
people and more first; where the country is known and a smaller one may be meant, places of 500 and more too.
"""

from hornbook.places.city import City, city, city_keys, is_foreign, is_town_name
from hornbook.places.country import country, country_name
from hornbook.places.gazetteer import installed
from hornbook.places.regions import state, state_countries

__all__ = [
    "City",
    "city",
    "city_keys",
    "country",
    "country_name",
    "installed",
    "is_foreign",
    "is_town_name",
    "state",
    "state_countries",
]
