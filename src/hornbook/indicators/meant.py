"""What a rule's words mean beside the words of the book: a word that nothing knows may or may not be meant.

What a word means follows from the word alone, so that no fact of a later day changes an answer.
"""

from dataclasses import replace

import ibis
import ibis.expr.types as ir

from hornbook.book.store import Store
from hornbook.book.words import SORTS, Split, split_words
from hornbook.indicators.algebra import Among, Reading, Where
from hornbook.kinds import Fact, schema


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


def seen_word(book: Store, of: Among, value: ir.StringValue) -> ir.StringValue:
    """A column's word as a rule sees it: the rule's own where it means that, empty where nothing knows it."""
    if not of.apart:
        return _seen(book, of.kind, of.column, of.words, value)
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
