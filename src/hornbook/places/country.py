"""A country by its ISO 3166-1 alpha-3 code, from codes and from names in English and Chinese."""

from hornbook.names import countries as table
from hornbook.names.countries import alpha2, country_name
from hornbook.names.fold import has_han, simplified
from hornbook.places.gazetteer import installed

__all__ = ["alpha2", "country", "country_name", "to_alpha3"]


def country(text: str) -> str | None:
    """The country that a text names, as ISO 3166-1 alpha-3; None for any other text."""
    found = table.country(text)
    return found or (table.country(simplified(text)) if has_han(text) and installed() else None)


def to_alpha3(code: str) -> str:
    """The alpha-3 code of an alpha-2 code; the code itself where ISO has none."""
    return table.alpha3(code) or code
