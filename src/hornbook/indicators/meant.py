"""What a rule's words mean beside the words of the book: a word that nothing knows may or may not be meant.

What a word means follows from the word alone, so that no fact of a later day changes an answer.
"""

from collections.abc import Callable
from dataclasses import replace

import ibis
import ibis.expr.types as ir

from hornbook.book.store import Store
from hornbook.book.words import SORTS, Split, split_words
from hornbook.indicators.algebra import Among, Reading, Where
from hornbook.kinds import Fact, schema
from hornbook.names.countries import country


def meant_reading(book: Store, reading: Reading) -> Reading:
    """A reading whose filters hold for every spelling of their words, and are open for words that nothing knows."""
    if reading.terms:
        sort, found = SORTS[reading.kind, "status"], _vocabulary(book, reading.kind, "status")
        spelt = {word: months for status, months in reading.terms for word in split_words(sort, [status], found).inside}
        reading = replace(reading, terms=tuple(sorted(spelt.items())))
    if not any((reading.kind, where.column) in SORTS for where in reading.where):
        return reading
    return replace(
        reading, where=tuple(_meant(where, reading.kind, _words(book, reading.kind, where)) for where in reading.where)
    )


def meant_of_word(kind: type[Fact], where: Where, word: str) -> Where:
    """The same filter for one fact that says the word."""
    return _meant(where, kind, (word,))


def seen_word(book: Store, of: Among, value: ir.StringValue, land: ir.StringValue | None = None) -> ir.StringValue:
    """A column's word as a rule sees it: the rule's own where it means that, empty where nothing knows it.

    `land`: the country that is stated with a place. No word is a no by a place of that name in another country.
    """
    seen = _seen_apart(book, of, value) if of.apart else _seen(book, of.kind, of.column, of.words, value)
    foreign = {} if land is None else _foreign_words(book, of)
    if land is None or not foreign:
        return seen
    ways = (((land == written) & value.isin(words), ibis.null("string")) for written, words in foreign.items())
    return ibis.cases(*ways, else_=seen)


def _foreign_words(book: Store, of: Among) -> dict[str, list[str]]:
    """By each country that the book's facts state: the words that name no place there, none of which a rule means.

    A word that some fact states without a country is asked of every country, since facts complete each other.
    """
    key = f"foreign {of.column}"
    if key not in book.kept:
        files = book.of(of.kind.__name__)
        rows = book.scan(files, schema(of.kind)).select("country", word=of.column).distinct() if files else None
        found = [] if rows is None else book.engine.arrow(rows).to_pylist()
        pairs = {(row["country"], row["word"]) for row in found}
        book.kept[key] = _foreign_pairs(SORTS[of.kind, of.column].foreign, pairs)
    foreign: dict[str, set[str]] = book.kept[key]
    inside = split_words(SORTS[of.kind, of.column], of.words, sorted(set().union(*foreign.values()))).inside
    left = {land: sorted(words - inside) for land, words in foreign.items()}
    return {land: words for land, words in left.items() if words}


def _foreign_pairs(
    foreign: Callable[[str, str], bool], pairs: set[tuple[str | None, str | None]]
) -> dict[str, set[str]]:
    codes = {land: code for land in sorted({land for land, _ in pairs if land}) if (code := country(land))}
    bare = {word for land, word in pairs if word and not land}
    own = {land: {word for other, word in pairs if word and other == land} for land in codes}
    return {land: {word for word in own[land] | bare if foreign(word, code)} for land, code in codes.items()}


def _seen_apart(book: Store, of: Among, value: ir.StringValue) -> ir.StringValue:
    """The same where it matters which of the rule's words is meant."""
    known: list[str] = []
    ways: list[tuple[ir.BooleanValue, ir.Value]] = []
    for word in of.words:
        found = split_words(SORTS[of.kind, of.column], (word,), _vocabulary(book, of.kind, of.column))
        if inside := sorted(found.inside.difference(known)):
            ways.append((value.isin(inside), ibis.literal(word)))
        if unsure := sorted(found.unsure.difference(known)):
            ways.append((value.isin(unsure), ibis.null("string")))
        known += [*found.inside, *found.unsure]
    return ibis.cases(*ways, else_=value) if ways else value


def _seen(book: Store, kind: type[Fact], column: str, words: tuple[str, ...], value: ir.StringValue) -> ir.StringValue:
    found = split_words(SORTS[kind, column], words, _vocabulary(book, kind, column))
    ways: list[tuple[ir.BooleanValue, ir.Value]] = []
    own = {word.lower() for word in words}
    if others := sorted(word for word in found.inside if word.lower() not in own):
        ways.append((value.isin(others), ibis.literal(words[0])))
    if found.unsure:
        ways.append((value.isin(sorted(found.unsure)), ibis.null("string")))
    return ibis.cases(*ways, else_=value) if ways else value


def _words(book: Store, kind: type[Fact], where: Where) -> tuple[str, ...]:
    return _vocabulary(book, kind, where.column) if (kind, where.column) in SORTS else ()


def _meant(where: Where, kind: type[Fact], found: tuple[str, ...]) -> Where:
    sort = SORTS.get((kind, where.column))
    if sort is None or not found:
        return where
    asked = [value for value in where.values if isinstance(value, str)]
    if not asked:  # nothing is shut out: what is open is so in every spelling
        perhaps = split_words(sort, [value for value in where.open if isinstance(value, str)], found)
        return where._replace(open=tuple(dict.fromkeys((*where.open, *sorted(perhaps.inside)))))
    told: Split = split_words(sort, asked, [word for word in found if word not in where.open])
    inside = sorted(told.inside - set(asked))
    return where._replace(values=(*where.values, *inside), open=(*where.open, *sorted(told.unsure)))


def _vocabulary(book: Store, kind: type[Fact], column: str) -> tuple[str, ...]:
    """Every word that the book's facts have in a column, in any version."""
    key = f"words {kind.__name__} {column}"
    if key not in book.kept:
        files = book.of(kind.__name__)
        found: list[str] = []
        if files:
            rows = book.scan(files, schema(kind)).select(column).distinct()
            found = [word for word in book.engine.arrow(rows)[column].to_pylist() if word is not None]
        book.kept[key] = tuple(sorted(found))
    words: tuple[str, ...] = book.kept[key]
    return words
