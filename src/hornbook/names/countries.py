"""Countries as ISO 3166-1 writes them, with their names in English and Chinese: the one table of the package.

The names are the Unicode Consortium's and GeoNames', with the further spellings that sources use.
"""

import re
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from hornbook.names.words import nearest, plain

_DROPPED = re.compile(r"^\s*(?:the )?(?:(?:kingdom|state|republic|commonwealth) of )?", re.IGNORECASE)
_NO_LONGER = {"ROM": "ROU", "TAN": "TZA", "BAH": "BHS"}
"""Codes that some databases write and ISO does not."""
_SHORT = {"HKG": "中国香港", "MAC": "中国澳门", "TWN": "中国台湾"}


class Country(NamedTuple):
    """A country: its codes of three and of two letters, and its usual names."""

    code: str
    short: str
    name: str
    zh: str


def country(text: str) -> str | None:
    """The country that a text names, as ISO 3166-1 alpha-3; None for any other text."""
    return _spellings().get(plain(text)) or _spellings().get(plain(_DROPPED.sub("", text)))


def alpha2(code: str) -> str:
    """The alpha-2 code of an alpha-3 code; KeyError where there is none."""
    return countries()[code].short


def alpha3(code: str) -> str | None:
    """The alpha-3 code of an alpha-2 code in capitals; None where there is no such country. Kosovo is XK."""
    return _by_short().get(code)


def country_name(code: str, *, chinese: bool) -> str:
    """The usual name of a country by its alpha-3 code; the text itself where it is no code."""
    found = countries().get(code)
    if found is None:
        return code
    return _SHORT.get(code, found.zh) if chinese else found.name


def nearest_country(text: str) -> str | None:
    """The usual name of the country of which a text may be a slip of the pen."""
    near = nearest(text, {spelling: code for spelling, code in _spellings().items() if len(spelling) > 3})
    return country_name(near, chinese=False) if near else None


@cache
def countries() -> dict[str, Country]:
    """Every country by its alpha-3 code."""
    found = (Country(*_head(line)) for line in _lines())
    return {each.code: each for each in found}


def _head(line: str) -> tuple[str, str, str, str]:
    first, zh, *_ = line.split(" | ")
    code, short, name = first.split(" ", 2)
    return code, short, name, zh


@cache
def _by_short() -> dict[str, str]:
    return {each.short: each.code for each in countries().values()}


@cache
def _spellings() -> dict[str, str]:
    """Every spelling, as `plain` writes it, to its alpha-3 code."""
    found: dict[str, str] = {}
    for line in _lines():
        code, short, name, zh = _head(line)
        for spelling in (code, short, name, zh, *line.split(" | ")[2:]):
            found.setdefault(plain(spelling), code)
    return found | {plain(old): code for old, code in _NO_LONGER.items()}


@cache
def _lines() -> tuple[str, ...]:
    text = files("hornbook.names").joinpath("tables/countries.txt").read_text(encoding="utf-8")
    return tuple(text.splitlines())
