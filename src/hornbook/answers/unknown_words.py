"""Words of an import that nothing knows: each once, with the known word that is nearest."""

from collections.abc import Iterable
from dataclasses import dataclass

from hornbook.book.door import UnknownWord
from hornbook.render.sheet import Block, Column, Kind, Line, Row, Table
from hornbook.text import Message, Phrase, listing, message, message_plural

SHOWN = 5
"""How many words stand in the sentence; the table has them all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownWordCount:
    """A word that nothing knows, as it is written."""

    sort: Message
    """What it should be: a country, a city, a venue …"""
    word: str
    nearest: str | None
    """The known word that it may be a slip of the pen of."""
    rows: int
    """How many facts say it."""
    taken: bool
    """Whether it is taken for the nearest: RMB, which is no code, for CNY."""


UNKNOWN_WORD_COLUMNS = (
    Column("sort", message("what it should be")),
    Column("word", message("word as written")),
    Column("nearest", message("nearest known word")),
    Column("rows", message("facts"), Kind.COUNT),
    Column("taken", message("taken for the nearest"), Kind.YES),
)


def unknown_word_counts(words: Iterable[UnknownWord]) -> tuple[UnknownWordCount, ...]:
    """The words as an answer holds them."""
    return tuple(UnknownWordCount(**each._asdict()) for each in words)


def unknown_word_blocks(words: tuple[UnknownWordCount, ...]) -> tuple[Block, ...]:
    """One sentence with the most frequent of them, and what follows from it; one on currencies that are no codes."""
    taken = tuple(map(_taken, (each for each in words if each.taken)))
    unknown = [each for each in words if not each.taken]
    if not unknown:
        return tuple(map(Line, taken))
    named: list[Phrase] = [_named(each) for each in unknown[:SHOWN]]
    if len(unknown) > SHOWN:
        named.append(message("and {n:,} more", n=len(unknown) - SHOWN))
    text = message_plural(
        "{n:,} word is not known: {words}. It is kept as written; a rule that asks for it cannot be decided.",
        "{n:,} words are not known: {words}. They are kept as written; a rule that asks for them cannot be decided.",
        len(unknown),
        words=listing(named, ";"),
    )
    return (Line(text), *map(Line, taken))


def _taken(of: UnknownWordCount) -> Message:
    return message_plural(
        "{word} is no ISO 4217 code: taken as {nearest}, {n:,} row.",
        "{word} is no ISO 4217 code: taken as {nearest}, {n:,} rows.",
        of.rows,
        word=of.word,
        nearest=of.nearest or "",
    )


def _named(of: UnknownWordCount) -> Message:
    """A word with its sort, the nearest known word and how many facts say it."""
    if of.nearest:
        return message_plural(
            "{sort} '{word}' ({nearest}?), {n:,} row",
            "{sort} '{word}' ({nearest}?), {n:,} rows",
            of.rows,
            sort=of.sort,
            word=of.word,
            nearest=of.nearest,
        )
    return message_plural(
        "{sort} '{word}', {n:,} row", "{sort} '{word}', {n:,} rows", of.rows, sort=of.sort, word=of.word
    )


def unknown_word_table(words: Iterable[UnknownWordCount]) -> Table:
    """One row a word."""
    rows: tuple[Row, ...] = tuple(
        {"sort": each.sort, "word": each.word, "nearest": each.nearest, "rows": each.rows, "taken": each.taken}
        for each in words
    )
    return Table("unknown_words", UNKNOWN_WORD_COLUMNS, rows)
