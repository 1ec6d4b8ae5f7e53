"""The door of the book: words of every source become known words, whoever wrote them, and the others are counted."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from hornbook import places
from hornbook.book.words import CITY, COUNTRY, CURRENCY, REGION, Sort, sorts_of
from hornbook.kinds import Fact, Registered
from hornbook.names.countries import country
from hornbook.places import china
from hornbook.text import Message

_PLACE = ("country", "region", "city")
_CHINA = (None, "CHN")

Written = tuple[str | None, str | None, str | None]
"""Country, region and city as a source writes them."""


class UnknownWord(NamedTuple):
    """A word that nothing knows, as it is written, with the known word that is nearest."""

    sort: Message
    word: str
    nearest: str | None
    rows: int
    """How many facts say it."""
    taken: bool = False
    """Whether it is taken for the nearest: of a currency, where its word is no code."""


class Unknown:
    """The words of one import that are not known."""

    def __init__(self) -> None:
        self._rows: Counter[tuple[int, str]] = Counter()
        self._taken: dict[tuple[int, str], str] = {}
        self._sorts: dict[int, Sort] = {}

    def add(self, sort: Sort, word: str, rows: int, taken: str | None = None) -> None:
        """Count a word by the facts that say it, with the word for which it is taken."""
        if taken:
            self._taken[id(sort), word] = taken
        self._sorts[id(sort)] = sort
        self._rows[id(sort), word] += rows

    def merge(self, other: "Unknown") -> None:
        """Count the words of another import too."""
        self._sorts |= other._sorts
        self._rows.update(other._rows)
        self._taken |= other._taken

    def words(self) -> tuple[UnknownWord, ...]:
        """Every word once, the most frequent first."""
        found = [self._word(key, rows) for key, rows in self._rows.items()]
        return tuple(sorted(found, key=lambda each: (-each.rows, each.sort.template, each.word)))

    def _word(self, key: tuple[int, str], rows: int) -> UnknownWord:
        sort, taken = self._sorts[key[0]], self._taken.get(key)
        return UnknownWord(sort.name, key[1], taken or sort.nearest(key[1]), rows, taken is not None)


def known_words(kind: type[Fact], rows: pa.Table, unknown: Unknown) -> pa.Table:
    """The rows of a kind with every word as the book writes it; what nothing knows stays, and is counted."""
    if kind is Registered:
        return _places(rows, unknown)
    for column, sort in sorts_of(kind).items():
        if column in rows.column_names:
            rows = _replaced(rows, column, _column(rows[column], sort, unknown))
    return rows


def _column(values: pa.ChunkedArray, sort: Sort, unknown: Unknown) -> pa.ChunkedArray:
    counted = {each["values"]: each["counts"] for each in pc.value_counts(values).to_pylist()}
    counted.pop(None, None)
    new = {word: sort.written(word) or word for word in counted}
    if sort is CURRENCY:
        for word, rows in counted.items():
            if new[word] != word and word.upper() != new[word]:
                unknown.add(sort, word, rows, new[word])
    if sort.listed:
        count_words(counted, sort, unknown)
    changed = {word: other for word, other in new.items() if word != other}
    if not changed:
        return values
    old, other = pa.array(list(changed), pa.string()), pa.array(list(changed.values()), pa.string())
    return pc.coalesce(other.take(pc.index_in(values, old)) if len(values) else values, values)


def count_words(counted: Mapping[str, int], sort: Sort, unknown: Unknown) -> None:
    """Count the words of a sort that nothing knows; `counted`: how many facts say each."""
    means = sort.means(counted)
    for word, rows in counted.items():
        if not means[word] and word.strip():
            unknown.add(sort, word, rows)


def count_places(counted: Counter[Written], unknown: Unknown) -> None:
    """Count the words for places that nothing knows; `counted`: how many facts say each place."""
    _count_unknown(counted, {written: place(written) for written in counted}, unknown)


def _replaced(rows: pa.Table, column: str, values: pa.ChunkedArray) -> pa.Table:
    return rows.set_column(rows.column_names.index(column), rows.schema.field(column), values)


# ---- places: what one cell says helps to read the others


def _places(rows: pa.Table, unknown: Unknown) -> pa.Table:
    named = [name for name in _PLACE if name in rows.column_names]
    if not rows.num_rows or not named:
        return rows
    cells = [rows[name].to_pylist() if name in named else [None] * rows.num_rows for name in _PLACE]
    counted: Counter[Written] = Counter(zip(*cells, strict=True))
    read = {written: place(written) for written in counted}
    _count_unknown(counted, read, unknown)
    if all(written == new for written, new in read.items()):
        return rows
    made = [read[written] for written in zip(*cells, strict=True)]
    for n, name in enumerate(_PLACE):
        if name in named:
            rows = _replaced(rows, name, pa.chunked_array([pa.array([each[n] for each in made], pa.string())]))
    return rows


def place(written: Written) -> Written:
    """Country, region and city as the book writes them; what one cell says of another that is empty is put there."""
    land, region, city = written
    code = country(land) if land else None
    above = china.province(region) if region and code in _CHINA else None
    found = china.city(city, region) if city and code in _CHINA and (code or _surely_chinese(city)) else None
    if above and (code or not land):
        region = above.name
    if found and (code or not land):
        city = found.place.name
        region = region or found.province or None
        code = code or ("CHN" if found.country else None)
    return code or land, region, city


def _surely_chinese(city: str) -> bool:
    """Whether a city's name alone tells that it is one of China: in Chinese, or a long one in Latin letters."""
    return not city.isascii() or len(city) > _SHORTEST


_SHORTEST = 4


def _count_unknown(counted: Counter[Written], read: dict[Written, Written], unknown: Unknown) -> None:
    for written, rows in counted.items():
        land, region, city = written
        code = read[written][0]
        if land and country(land) is None:
            unknown.add(COUNTRY, land, rows)
        if region and code == "CHN" and china.province(region) is None and not _is_city(region):
            unknown.add(REGION, region, rows)
        if city and code == "CHN" and read[written][2] == city and not (china.meanings(city) or china.province(city)):
            unknown.add(CITY, city, rows)
    _count_abroad(counted, read, unknown)


def _is_city(region: str) -> bool:
    return bool(china.meanings(region))


def _count_abroad(counted: Counter[Written], read: dict[Written, Written], unknown: Unknown) -> None:
    """Cities of other countries are asked of the gazetteer, where it is installed."""
    abroad = [each for each in counted if each[2] and read[each][0] != "CHN" and read[each][2] == each[2]]
    if not abroad or not places.installed():
        return
    for written, found in zip(abroad, places.city_keys(abroad), strict=True):
        city = written[2] or ""
        if found is None and not china.meanings(city) and not places.is_town_name(city):
            unknown.add(CITY, city, counted[written])


def together(several: Iterable[Unknown]) -> tuple[UnknownWord, ...]:
    """The words of several batches, each once."""
    whole = Unknown()
    for each in several:
        whole.merge(each)
    return whole.words()
