"""Places of companies: one country and one city for all their spellings, in Chinese, English and many other languages.

    country(text) -> str | None                       ISO 3166-1 alpha-3: "U.S.", "美国", "us" and "USA" give "USA"
    city(text, country=None, region=None) -> City | None   "Peking", "北京市" and "北京-海淀区" give Beijing
    keys(rows) -> list[City | None]                   the same for many rows of (country, region, city), in their order
    installed() -> bool                               whether the extra `link`, with the gazetteer, is there

`City(id, name, name_zh, region, country)`: `id` is GeoNames' and the same for every spelling, `country` is alpha-3,
`region` a state's code (US, Canada, Australia), a province's or state's name (China, India) and else GeoNames' own code.

Nothing is guessed. A name that several cities have is settled by the country, then by the region (a state, a province, or
a large city nearby, as in "Boston" for Cambridge), then only if one of them has ten times the people of the next; else
None.

Needs the extra `link` (HornbookError says so). The names are GeoNames' (geonames.org, CC BY 4.0): cities of 15,000 people
and more first and, where a name is not among them and the country is known, places of 500 and more.
"""

from hornbook.places.city import City, city, keys
from hornbook.places.country import country
from hornbook.places.gazetteer import installed

__all__ = ["City", "city", "country", "installed", "keys"]
