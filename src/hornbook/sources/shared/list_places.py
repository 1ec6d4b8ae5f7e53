"""The country and the city in the cells of a list, where rows may be shifted and a city may stand for a country."""

from functools import lru_cache

from hornbook.places.country import country
from hornbook.places.gazetteer import called, installed, place_key
from hornbook.text import Phrase, message

_PEOPLE = 100_000
"""A word in the column of countries is held for a city only if one of so many people has that name."""


def country_in(text: str, column: str, notes: list[Phrase]) -> str | None:
    """The code of the country in a cell, or its own word; None, with a note, where the word names only a city."""
    if not text:
        return None
    if code := country_code(text):
        return code
    if is_city(text):
        notes.append(message("{column}: {text!r} is a city and no country; taken as unknown", column=column, text=text))
        return None
    return text


def city_in(text: str, column: str, notes: list[Phrase]) -> str | None:
    """The city in a cell; None, with a note, where the word names only a country."""
    if text and country_code(text) and not is_city(text):
        notes.append(message("{column}: {text!r} is a country and no city; taken as unknown", column=column, text=text))
        return None
    return text or None


@lru_cache(maxsize=4096)
def country_code(text: str) -> str | None:
    """The code of three letters of a country, by any name."""
    return country(text)


@lru_cache(maxsize=4096)
def is_city(text: str) -> bool:
    """Whether a large city has that name; never, without the extra `link`."""
    return installed() and any(town.people >= _PEOPLE for town, _ in called(place_key(text)))
