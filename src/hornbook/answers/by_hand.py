"""What a person states, decides or withdraws by hand: the facts that were written, or would be."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from hornbook.answers import unknown_words as unknown
from hornbook.answers.answer import Answer, asked_of_book, simulated_label
from hornbook.answers.facts import FACT_COLUMNS, StatedFact, company_name, fact_lines, fact_row, stated_fact
from hornbook.book.book import Book
from hornbook.book.view import Told
from hornbook.link.decide import records_of
from hornbook.render.sheet import Block, Column, EmptyLine, Kind, Line, More, Row, Sheet, Table
from hornbook.terms import Day
from hornbook.text import Message, Phrase, message, message_plural

if TYPE_CHECKING:
    from hornbook.casework.given import GivenWord
    from hornbook.casework.matters import MatterShelf

SHOWN = 40
"""How many facts are shown on a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandStatement:
    """One fact that a person states or withdraws."""

    subject: str
    name: str | None
    fact: StatedFact
    already: bool
    """Whether the book says exactly this already, so that nothing is written."""
    until: Day | None
    """The day of knowledge from which on a word that the book has already stands in its place."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ByHandAnswer(Answer):
    """Facts that a person states, withdraws, or believes again."""

    act: str
    """stated, withdrawn or believed again."""
    preview: bool
    """Whether nothing was to be written."""
    recorded: Day
    """The day of knowledge from which on they count."""
    batch: str | None
    """The batch that was written; none where nothing was."""
    version: int
    """The version of the book afterwards."""
    facts: tuple[HandStatement, ...]
    notes: tuple[Phrase, ...]
    unknown_words: tuple[unknown.UnknownWordCount, ...]

    @property
    def written(self) -> int:
        """How many facts are written, or would be."""
        return sum(not each.already for each in self.facts)

    def sheet(self) -> Sheet:
        """The page: each fact with its company, its reason and its id."""
        return Sheet(_TITLES[self.act, self.preview], tuple(_blocks(self)))

    def tables(self) -> tuple[Table, ...]:
        """One row a fact, and one a word that nothing knows."""
        rows = tuple(map(_row, self.facts))
        return (Table("facts", HAND_COLUMNS, rows), unknown.unknown_word_table(self.unknown_words))


@dataclass(frozen=True, slots=True, kw_only=True)
class ByHand:
    """How a hand-made statement is made: on which day, when it was learnt, and whether it is only tried."""

    today: Day
    recorded: Day
    title: str
    preview: bool = False


def matter_shelves() -> "tuple[MatterShelf, ...]":
    """The rules whose matters a person decides: standards, then supports."""
    from hornbook.casework.matters import STANDARD_MATTERS, MatterShelf
    from hornbook.support.library import own_support_rule, support_rules

    return STANDARD_MATTERS, MatterShelf(support_rules, own_support_rule)


def state_facts(book: Book, given: "Sequence[GivenWord]", how: ByHand) -> ByHandAnswer:
    """Write what a person states or decides, all of it or nothing."""
    from hornbook.casework.matters import matter_named
    from hornbook.casework.state import state_by_hand

    done = state_by_hand(
        book,
        given,
        today=how.today,
        recorded=how.recorded,
        title=how.title,
        preview=how.preview,
        matters=partial(matter_named, shelves=matter_shelves()),
    )
    names = _names(book, how.today, [each.fact for each in done.facts])
    facts = tuple(_statement(each.fact, names, already=each.there, until=each.until) for each in done.facts)
    words = unknown.unknown_word_counts(done.unknown)
    return _answer(book, how, "stated", facts, done.notes, done.batch, words)


def withdraw_facts(book: Book, given: "Sequence[GivenWord]", how: ByHand, *, undo: bool) -> ByHandAnswer:
    """Withdraw facts, or believe them again, all of them or none."""
    from hornbook.casework.withdraw import withdraw_by_hand

    done = withdraw_by_hand(
        book, given, today=how.today, recorded=how.recorded, title=how.title, undo=undo, preview=how.preview
    )
    names = _names(book, how.today, done.facts)
    facts = tuple(_statement(fact, names, already=False, until=None) for fact in done.facts)
    return _answer(book, how, "believed again" if undo else "withdrawn", facts, done.notes, done.batch, ())


def _answer(
    book: Book,
    how: ByHand,
    act: str,
    facts: tuple[HandStatement, ...],
    notes: tuple[Phrase, ...],
    batch: str | None,
    words: tuple[unknown.UnknownWordCount, ...],
) -> ByHandAnswer:
    return ByHandAnswer(
        asked=asked_of_book(book),
        act=act,
        preview=how.preview,
        recorded=how.recorded,
        batch=batch,
        version=book.version,
        facts=facts,
        notes=notes,
        unknown_words=words,
    )


def _names(book: Book, today: Day, facts: Sequence[Told]) -> dict[str, str]:
    found = records_of(book.at(today), [fact.subject for fact in facts]) if facts else {}
    return {subject: record.name for subject, record in found.items()}


def _statement(fact: Told, names: dict[str, str], *, already: bool, until: Day | None) -> HandStatement:
    name = names.get(fact.subject)
    return HandStatement(subject=fact.subject, name=name, fact=stated_fact(fact), already=already, until=until)


# ---- the page

_TITLES: dict[tuple[str, bool], Message] = {
    ("stated", False): message("Stated by hand"),
    ("stated", True): message("Preview of facts by hand: nothing was written"),
    ("withdrawn", False): message("Withdrawn by hand"),
    ("withdrawn", True): message("Preview of a withdrawal: nothing was written"),
    ("believed again", False): message("Believed again"),
    ("believed again", True): message("Preview of an undone withdrawal: nothing was written"),
}


def _blocks(answer: ByHandAnswer) -> Iterator[Block]:
    yield Line(_TITLES[answer.act, answer.preview], strong=True)
    yield from simulated_label(answer.asked)
    yield Line(_counted(answer))
    company = None
    for each in answer.facts[:SHOWN]:
        if each.subject != company:
            company = each.subject
            yield EmptyLine()
            yield Line(company_name(each.name, each.subject), strong=True)
        yield from fact_lines(each.fact)
        if each.already:
            yield Line(message("The book says this already; nothing is written."), 12)
        if each.until:
            later = message(
                "From {day} on, a later word that the book has already stands in its place.", day=each.until
            )
            yield Line(later, 12)
    if len(answer.facts) > SHOWN:
        yield More(len(answer.facts) - SHOWN)
    yield EmptyLine()
    yield from map(Line, answer.notes)
    yield from unknown.unknown_word_blocks(answer.unknown_words)
    if answer.batch:
        version = str(answer.version)
        yield Line(message("Batch {batch}; the book is at version {version}.", batch=answer.batch, version=version))


def _counted(answer: ByHandAnswer) -> Message:
    """How many facts, and from which day of knowledge on."""
    n, day = answer.written, answer.recorded
    if not n:
        return message("The book says all of this already; nothing was written.")
    match answer.act, answer.preview:
        case "stated", False:
            return message_plural(
                "{n:,} fact was written; it is known from {day} on.",
                "{n:,} facts were written; they are known from {day} on.",
                n,
                day=day,
            )
        case "stated", True:
            return message_plural(
                "{n:,} fact would be written and known from {day} on.",
                "{n:,} facts would be written and known from {day} on.",
                n,
                day=day,
            )
        case "withdrawn", False:
            return message_plural(
                "{n:,} fact is not believed any more, as known from {day} on; earlier days of knowledge still see it.",
                "{n:,} facts are not believed any more, as known from {day} on; earlier days of knowledge still see"
                " them.",
                n,
                day=day,
            )
        case "withdrawn", True:
            return message_plural(
                "{n:,} fact would not be believed any more, as known from {day} on.",
                "{n:,} facts would not be believed any more, as known from {day} on.",
                n,
                day=day,
            )
    if answer.preview:
        return message_plural(
            "{n:,} fact would be believed again, as known from {day} on.",
            "{n:,} facts would be believed again, as known from {day} on.",
            n,
            day=day,
        )
    return message_plural(
        "{n:,} fact is believed again, as known from {day} on.",
        "{n:,} facts are believed again, as known from {day} on.",
        n,
        day=day,
    )


# ---- files

HAND_COLUMNS = (
    Column("subject", message("company"), Kind.CODE),
    Column("name", message("name")),
    *(column for column in FACT_COLUMNS if column.key != "unsure"),
    Column("already", message("in the book already"), Kind.YES),
    Column("until", message("replaced from"), Kind.DAY),
)


def _row(each: HandStatement) -> Row:
    own = {"subject": each.subject, "name": each.name, "already": each.already, "until": each.until}
    return own | dict(fact_row(each.fact))
