"""Where a company is: its place in a word, and whether that is one of a rule's places or lies within one.

A place is a country, a province or a city. A company in another country is elsewhere; within the country its city
decides, or its region where that is asked for or the city is not known. A word that nothing knows, and a company of
which only a wider place is known, leave it open.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, reduce
from operator import or_
from typing import NamedTuple

import ibis
import ibis.expr.types as ir

from hornbook import places
from hornbook.indicators.algebra import COUNTRY, Among, CompanyDay, Formula, Reading, latest
from hornbook.kinds import Registered
from hornbook.names.countries import country
from hornbook.places import china

_CITY, _REGION = (latest(Registered, column) for column in ("city", "region"))
_CHINA = "CHN"
_CITY_STATES = {"HKG": ("Hong Kong", "香港"), "MAC": ("Macau", "澳门"), "SGP": ("Singapore", "新加坡")}


@dataclass(frozen=True, slots=True)
class Whereabouts(Formula):
    """The place where a company is based: its city where one is stated, else its region, else its country."""

    def readings(self) -> tuple[Reading, ...]:
        return _CITY, _REGION, COUNTRY

    def value(self, row: CompanyDay) -> ir.Value:
        return ibis.coalesce(*(row.reading(reading) for reading in self.readings()))


class PlaceWords(NamedTuple):
    """The words of a rule's places by their level, and those of the places in which they lie."""

    countries: tuple[str, ...] = ()
    """Countries that are asked for as a whole."""
    regions: tuple[str, ...] = ()
    cities: tuple[str, ...] = ()
    """Cities that are asked for, and all cities of provinces of China that are."""
    lands: tuple[str, ...] = ()
    """Every country in which a place that is asked for lies; empty where one of them is not known."""
    wider: tuple[str, ...] = ()
    """Every region in which a place that is asked for lies; empty where one of them is not known."""
    vast: tuple[str, ...] = ()
    """Countries with places that are asked for and not listed by city: there another city may be one of them."""
    unlisted: tuple[str, ...] = ()
    """The same by region."""


@dataclass(frozen=True, slots=True)
class Located(Formula):
    """The first of the rule's words where a company is in one of its places, its own place where it is elsewhere."""

    words: tuple[str, ...]

    def readings(self) -> tuple[Reading, ...]:
        return _CITY, _REGION, COUNTRY

    def value(self, row: CompanyDay) -> ir.Value:
        asked = place_words(self.words)
        land, lands = _within(row, COUNTRY, asked.countries), _within(row, COUNTRY, asked.lands)
        region, wider = _within(row, _REGION, asked.regions), _within(row, _REGION, asked.wider)
        city = _within(row, _CITY, asked.cities)
        inside = ibis.literal(self.words[0])
        own_city, own_region, own_country = (row.reading(reading) for reading in self.readings())
        ways = [(~lands, own_country)] if asked.lands else []
        ways += [(land, inside)] if asked.countries else []
        ways += [(city, inside)] if asked.cities else []
        ways += [(region, inside)] if asked.regions else []  # before a city of that name elsewhere: 江城 in Hubei
        ways += [(~city & _without(row, asked.vast), own_city)] if asked.cities else []
        ways += [(~wider & _without(row, asked.unlisted), own_region)] if asked.wider else []
        return ibis.cases(*ways, else_=ibis.null("string"))


@dataclass(frozen=True, slots=True)
class LocatedApart(Formula):
    """The first of the rule's words in whose place a company is, where it matters which; empty where that is open."""

    words: tuple[str, ...]

    def readings(self) -> tuple[Reading, ...]:
        return _CITY, _REGION, COUNTRY

    def value(self, row: CompanyDay) -> ir.Value:
        found = Located(self.words).value(row)  # its own place, where it is in none of them
        for word in reversed(self.words):
            here = Located((word,)).value(row)
            inside = here.lower() == ibis.literal(word).lower()
            found = ibis.cases((here.isnull(), ibis.null("string")), (inside, ibis.literal(word)), else_=found)
        return found


def _within(row: CompanyDay, reading: Reading, words: tuple[str, ...]) -> ir.BooleanValue:
    """Whether a word of facts means one of these; empty where it is missing or nothing knows it."""
    if not words:
        return ibis.null("boolean")
    seen = Among(reading, Registered, reading.column, words).value(row)
    return reduce(or_, (seen.lower() == ibis.literal(word).lower() for word in words))


def _without(row: CompanyDay, countries: tuple[str, ...]) -> ir.BooleanValue:
    """Whether a company is in none of these countries; empty where its own is missing or nothing knows it."""
    return ~_within(row, COUNTRY, countries) if countries else ibis.literal(True)


@cache
def place_words(words: tuple[str, ...]) -> PlaceWords:
    """The words of places by their level."""
    return reduce(_joined, (_level(word) for word in words))


def _joined(one: PlaceWords, other: PlaceWords) -> PlaceWords:
    def both(first: Iterable[str], then: Iterable[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*first, *then)))

    return PlaceWords(
        both(one.countries, other.countries),
        both(one.regions, other.regions),
        both(one.cities, other.cities),
        both(one.lands, other.lands) if one.lands and other.lands else (),
        both(one.wider, other.wider) if one.wider and other.wider else (),
        both(one.vast, other.vast),
        both(one.unlisted, other.unlisted),
    )


def _level(word: str) -> PlaceWords:
    """What a word names: a country, a province or a city of China, a state, or any other city.

    Cities of China by their full Chinese names too: in Latin letters a district elsewhere may be called the same.
    """
    if code := country(word):
        return _of_country(code)
    if province := china.province(word):
        own = (place for place in china.labels().values() if place.province == province.name and not place.city)
        cities = tuple(name for place in own for name in (place.full, place.name))
        return PlaceWords((), (province.name,), cities, (_CHINA,), (province.name,))
    if found := china.city(word):
        return PlaceWords((), (), (found.place.full, found.place.name), (_CHINA,), (found.place.province,))
    if states := places.state_countries(word):
        return PlaceWords((), (word,), (), states, (word,), vast=states)
    return PlaceWords((), (), (word,))


def _of_country(code: str) -> PlaceWords:
    """A country as a whole. Of China the provinces are listed; Hong Kong, Macau and Singapore are one city each."""
    if code == _CHINA:
        provinces = tuple(dict.fromkeys(place.province for place in china.labels().values()))
        return PlaceWords((code,), provinces, (), (code,), provinces, vast=(code,))
    if places.installed() and (names := _CITY_STATES.get(code)):
        return PlaceWords((code,), names, names, (code,), names)
    return PlaceWords((code,), (), (), (code,), (code,), vast=(code,), unlisted=(code,))
