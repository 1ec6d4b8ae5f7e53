"""The places of published figures: the world, parts of it, countries, and provinces and cities of China."""

from typing import NamedTuple

from hornbook.names.countries import alpha3, country, country_name
from hornbook.places import china
from hornbook.text import Text

WORLD = "world"
_PARTS = {
    WORLD: Text("World", "全球"),
    "Asia": Text("Asia", "亚洲"),
    "Europe": Text("Europe", "欧洲"),
    "Africa": Text("Africa", "非洲"),
    "North America": Text("North America", "北美洲"),
    "South America": Text("South America", "南美洲"),
    "Oceania": Text("Oceania", "大洋洲"),
    "EU": Text("European Union", "欧盟"),
    "Greater China": Text("Greater China", "大中华区"),
    "Beijing-Tianjin-Hebei": Text("Beijing-Tianjin-Hebei", "京津冀"),
    "Yangtze River Delta": Text("Yangtze River Delta", "长三角"),
    "Greater Bay Area": Text("Guangdong-Hong Kong-Macao Greater Bay Area", "粤港澳大湾区"),
}
_CITIES = {
    "San Francisco": ("USA", "旧金山"),
    "New York City": ("USA", "纽约"),
    "London": ("GBR", "伦敦"),
    "Hong Kong": ("HKG", "香港"),
}
"""Cities outside China's register by the names that the gazetteer gives them."""


class ScopePlace(NamedTuple):
    """The place of a published figure. `id` is a country's code, `CHN/Beijing` for a city, or a part of the world."""

    id: str
    name: Text
    level: str
    """world, area, country, province or city; `several` for places counted together."""
    country: str | None = None
    """Its country (alpha-3), where it lies within one."""


def scope_place(word: str) -> ScopePlace | None:
    """The place that a word names: `world`, `CHN`, `China`, `北京`, `CHN/Beijing`, `Beijing+Shanghai`; else None."""
    if "+" in word:
        places = [scope_place(part.strip()) for part in word.split("+")]
        return _several([place for place in places if place]) if all(places) else None
    text = word.rpartition("/")[2].strip()
    for part, name in _PARTS.items():
        if text.casefold() in (part.casefold(), name.en.casefold(), name.zh):
            return ScopePlace(part, name, "world" if part == WORLD else "area")
    for city, (within, zh) in _CITIES.items():
        if text.casefold() in (city.casefold(), zh):
            return ScopePlace(f"{within}/{city}", Text(city, zh), "city", within)
    if found := china.city(text):
        place = found.place
        return ScopePlace(f"CHN/{place.name}", Text(place.name, place.full), "city", "CHN")
    if province := china.province(text):
        return ScopePlace(f"CHN/{province.name}", Text(province.name, province.zh), "province", "CHN")
    if code := alpha3(text) or country(text):
        names = (country_name(code, chinese=chinese) for chinese in (False, True))
        return ScopePlace(code, Text(*names), "country", code)
    return None


def _several(places: list[ScopePlace]) -> ScopePlace:
    """Places that are counted together, in the order in which they are named."""
    name = Text(", ".join(place.name.en for place in places), "、".join(place.name.zh for place in places))
    countries = {place.country for place in places}
    country = next(iter(countries)) if len(countries) == 1 else None
    return ScopePlace("+".join(place.id for place in places), name, "several", country)
