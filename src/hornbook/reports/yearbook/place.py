"""The place of a yearbook: the filter that means it, its name in both languages, and with what it is ranked."""

from dataclasses import dataclass

from hornbook import places
from hornbook.answers.wording.facts import country_text
from hornbook.errors import QuestionError
from hornbook.lang.filter import Filter, company_filter, unknown_words
from hornbook.names.countries import country
from hornbook.text import Text, message

KINDS_OF_PLACES = ("country", "city", "region")
"""What a place may be, in the order in which a word is tried."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceAsked:
    """A place: a country, a city or a province, by the groups of which it is ranked."""

    word: str
    """As it was written."""
    kind: str
    name: Text
    where: str
    """The filter of its companies, in the language of rules."""

    @property
    def filter(self) -> Filter:
        """The filter, read."""
        return company_filter(self.where)

    def is_group(self, key: str | int | None, names: dict[str, str]) -> bool:
        """Whether a group of a census is this place; `names` are the Chinese names of the groups."""
        if key is None:
            return False
        known = {self.word.casefold(), self.name.en.casefold(), self.name.zh}
        return str(key).casefold() in known or names.get(str(key)) in known or country(self.word) == key


def read_place(word: str) -> PlaceAsked:
    """The place of a word such as `Beijing`, `CHN` or `region:Guangdong`; QuestionError where none is known."""
    kind, mark, name = word.partition(":")
    kinds = (kind,) if mark and kind in KINDS_OF_PLACES else KINDS_OF_PLACES
    asked = name.strip() if len(kinds) == 1 else word.strip()
    if not asked or any(sign in asked for sign in "\"'\\{}\n"):
        raise QuestionError(message("'{word}' is no name of a place.", word=word))
    for each in kinds:
        where = f'{each} in {{"{asked}"}}'
        if not unknown_words(company_filter(where)):
            return PlaceAsked(word=asked, kind=each, name=_name(asked, each), where=where)
    raise QuestionError(
        message(
            "No country, city or province is known as '{word}'. Write city:NAME, region:NAME or country:CODE.",
            word=word,
        )
    )


def _name(word: str, kind: str) -> Text:
    if kind == "country":
        return country_text(country(word) or word)
    if kind == "city" and places.installed() and (city := places.city(word)):
        return Text(city.name, city.name_zh or city.name)
    return Text(word, word)
