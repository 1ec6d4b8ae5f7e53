"""Words of facts that the package knows, by kind and column: what each means, and how the book writes it.

A rule that asks whether a fact's word is one of its own asks what both mean. A word that is not known is kept as it is
written, and a rule that asks for it is unknown and never no.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from hornbook import places
from hornbook.kinds import Affiliation, Award, Certified, Fact, Listed, Patent, Registered, Round, Sector, payload
from hornbook.names.countries import country, nearest_country
from hornbook.names.known import level, patent_type, sector, status, tie_type, venue
from hornbook.names.rounds import instrument, round_type, series
from hornbook.names.sectors import folded_label
from hornbook.names.words import Words
from hornbook.places import china
from hornbook.places.china_table import Place
from hornbook.sources.shared.currencies import currency_code, nearest_currency
from hornbook.text import Message, message

_CHINA = "CHN"
Line = tuple[str, ...]
"""A known thing, and the wider ones to which it belongs: a district's county, then its city."""


@dataclass(frozen=True, slots=True)
class Sort:
    """One sort of words."""

    name: Message
    means: Callable[[Iterable[str]], dict[str, tuple[Line, ...]]]
    """Every thing that each word may mean; nothing where the word is not known."""
    nearest: Callable[[str], str | None]
    """The known word of which a word may be a slip of the pen."""
    written: Callable[[str], str | None] = lambda _: None
    """How the book writes a word; None for the word as it is."""
    listed: bool = True
    """Whether an import lists the words that are not known; no source owes us words of its own taxonomy."""
    foreign: Callable[[str, str], bool] = lambda _, __: False
    """Whether a known word names no place in the country (alpha-3) given with it."""


@dataclass(frozen=True, slots=True)
class Split:
    """Words of a fact beside the words of a rule: those that are among them, and those of which that is not known."""

    inside: frozenset[str]
    unsure: frozenset[str]


def split_words(sort: Sort, wanted: Iterable[str], found: Iterable[str]) -> Split:
    """Which words of facts a rule's words mean, and which may be among them; all others are known and different."""
    asked, words = list(wanted), list(dict.fromkeys(found))
    same = {word.lower() for word in asked}
    things = sort.means([*asked, *words])
    targets = _targets([things[word] for word in asked])
    if not targets:  # a rule of words of its own: they are compared letter for letter
        return Split(frozenset(word for word in words if word.lower() in same), frozenset())
    above = {wider for word in asked for line in things[word] for wider in line[1:] if line[0] in targets}
    inside, unsure = set(), set()
    for word in words:
        lines = things[word]
        held = [bool(targets.intersection(line)) for line in lines]
        if word.lower() in same or (held and all(held)):
            inside.add(word)
        elif not lines or any(held) or any(line[0] in above for line in lines):
            unsure.add(word)
    return Split(frozenset(inside), frozenset(unsure))


def _targets(asked: Iterable[tuple[Line, ...]]) -> set[str]:
    """The things that a rule asks for; of a word that may mean several, the one that another of its words means."""
    asked = list(asked)
    sure = {lines[0][0] for lines in asked if len(lines) == 1}
    vague = [{line[0] for line in lines} for lines in asked if len(lines) > 1]
    return sure.union(*(several for several in vague if not several & sure))


def _table(words: Words) -> Callable[[Iterable[str]], dict[str, tuple[Line, ...]]]:
    def means(asked: Iterable[str]) -> dict[str, tuple[Line, ...]]:
        return {text: (words.line(known),) if (known := words(text)) else () for text in asked}

    return means


def _countries(asked: Iterable[str]) -> dict[str, tuple[Line, ...]]:
    return {text: ((code,),) if (code := country(text)) else () for text in asked}


def _cities(asked: Iterable[str]) -> dict[str, tuple[Line, ...]]:
    """Cities of China by our own table, others by the gazetteer where it is installed."""
    texts = list(asked)
    found = {text: tuple(_chinese(place) for place in china.meanings(text)) for text in texts}
    return found | _gazetteer([text for text in texts if not found[text]])


def _chinese(place: Place) -> Line:
    return (place.name, place.city) if place.city else (place.name,)


def _regions(asked: Iterable[str]) -> dict[str, tuple[Line, ...]]:
    texts = list(asked)
    found: dict[str, tuple[Line, ...]] = {}
    for text in texts:
        name = place.name if (place := china.province(text)) else country(text) or places.state(text)
        found[text] = ((name,),) if name else ()
    return found | _gazetteer([text for text in texts if not found[text]])


def _gazetteer(texts: list[str]) -> dict[str, tuple[Line, ...]]:
    if not texts or not places.installed():
        return dict.fromkeys(texts, ())
    cities = places.city_keys([(None, None, text) for text in texts])
    return {text: (_line(city),) if city else () for text, city in zip(texts, cities, strict=True)}


def _line(city: places.City) -> Line:
    """A city of the gazetteer; one of China by our own table, so that every spelling of it means the same."""
    if city.country == _CHINA and (found := china.city(city.name, city.region)):
        return _chinese(found.place)
    return (f"geonames {city.id}",)


def _written_region(text: str) -> str | None:
    return place.name if (place := china.province(text)) else None


def _written_city(text: str) -> str | None:
    return found.place.name if (found := china.city(text)) else None


def _foreign_city(text: str, code: str) -> bool:
    return not china.meanings(text) and places.is_foreign(text, code)


def _foreign_region(text: str, code: str) -> bool:
    known = china.province(text) or country(text) or places.state(text)
    return not known and places.is_foreign(text, code)


def _currencies(asked: Iterable[str]) -> dict[str, tuple[Line, ...]]:
    return {text: ((code,),) if (code := currency_code(text)) else () for text in asked}


CURRENCY = Sort(message("currency"), _currencies, nearest_currency, currency_code)
COUNTRY = Sort(message("country"), _countries, nearest_country, country)
REGION = Sort(message("region"), _regions, china.nearest_province, _written_region, foreign=_foreign_region)
CITY = Sort(message("city"), _cities, china.nearest_city, _written_city, foreign=_foreign_city)
VENUE = Sort(message("venue"), _table(venue), venue.nearest, venue)
STATUS = Sort(message("certified status"), _table(status), status.nearest, status)
SERIES = Sort(message("series"), _table(series), series.nearest, series)
ROUND_TYPE = Sort(message("round type"), _table(round_type), round_type.nearest, listed=False)
INSTRUMENT = Sort(message("instrument"), _table(instrument), instrument.nearest, instrument)
SECTOR = Sort(message("sector"), _table(sector), sector.nearest, folded_label, listed=False)
PATENT_TYPE = Sort(message("patent type"), _table(patent_type), patent_type.nearest, patent_type)
TIE_TYPE = Sort(message("kind of tie"), _table(tie_type), tie_type.nearest, tie_type)
LEVEL = Sort(message("level"), _table(level), level.nearest, level)

SORTS: dict[tuple[type[Fact], str], Sort] = {
    (Registered, "country"): COUNTRY,
    (Registered, "region"): REGION,
    (Registered, "city"): CITY,
    (Listed, "venue"): VENUE,
    (Certified, "status"): STATUS,
    (Round, "series"): SERIES,
    (Round, "type"): ROUND_TYPE,
    (Round, "instrument"): INSTRUMENT,
    (Sector, "label"): SECTOR,
    (Patent, "type"): PATENT_TYPE,
    (Affiliation, "to_type"): TIE_TYPE,
    (Award, "level"): LEVEL,
}
"""The sort of the words in a column of a kind."""


def sorts_of(kind: type[Fact]) -> dict[str, Sort]:
    """The columns of a kind whose words are known ones; currencies stand in many kinds."""
    found = {column: sort for (of, column), sort in SORTS.items() if of is kind}
    return found | ({"currency": CURRENCY} if "currency" in payload(kind).names else {})
