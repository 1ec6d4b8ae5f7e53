"""The facts of one company, oldest first: all that count on a day, or those behind one indicator."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from hornbook.answers.answer import Answer, asked_of, head
from hornbook.answers.wording.by_hand import place_phrase
from hornbook.answers.wording.values import closed_word, fact_words, indicator_label
from hornbook.book.view import Told, View
from hornbook.indicators.catalogue import chosen_indicators
from hornbook.indicators.profile import facts_behind, profile
from hornbook.kinds import KINDS
from hornbook.render.sheet import Block, Column, EmptyLine, Kind, Line, Row, Sheet, Table
from hornbook.terms import EARLIEST, Day
from hornbook.text import Message, Phrase, Text, listing, message, message_plural


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedFact:
    """One fact: what it says, in columns and in words, and what leads back to its source."""

    kind: str
    kind_name: Text
    valid: Day
    known: Day
    says: Mapping[str, Any]
    text: Phrase
    grade: str
    source: str
    place: str
    id: str
    """Hexadecimal; names the statement in every version of the book."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class FactsAnswer(Answer):
    """Facts of one company; with `indicator`, those on which its value of that indicator rests."""

    subject: str
    name: str | None
    indicator: str | None
    indicator_name: Text | None
    facts: tuple[StatedFact, ...]

    def sheet(self) -> Sheet:
        """The page: two lines a fact."""
        return facts_sheet(self)

    def tables(self) -> tuple[Table, ...]:
        """One row a fact."""
        return (Table("facts", FACT_COLUMNS, tuple(_rows(self.facts))),)


def ask_facts(view: View, company: str) -> FactsAnswer:
    """Every fact about a company that counts."""
    subject = view.company(company)
    return _answer(view, subject, view.story(subject), None)


def ask_why(view: View, company: str, indicator: str) -> FactsAnswer:
    """The very facts behind an indicator of a company."""
    (of,) = chosen_indicators([indicator])
    subject = view.company(company)
    return _answer(view, subject, facts_behind(view, of, subject), of.name)


def _answer(view: View, subject: str, facts: Iterable[Told], indicator: str | None) -> FactsAnswer:
    (named,) = view.engine.arrow(profile(view, ["name"], company=subject)).to_pylist()
    return FactsAnswer(
        asked=asked_of(view),
        subject=subject,
        name=named["name"],
        indicator=indicator,
        indicator_name=indicator_label(chosen_indicators([indicator])[0]) if indicator else None,
        facts=tuple(map(stated_fact, facts)),
    )


def kind_name(kind: str) -> Text:
    """A kind of fact by its name."""
    return Text(kind, KINDS[kind].zh)


def stated_fact(fact: Told) -> StatedFact:
    """A fact as answers hold it."""
    return StatedFact(
        kind=fact.kind,
        kind_name=kind_name(fact.kind),
        valid=fact.valid,
        known=fact.known,
        says=fact.says,
        text=fact_words(fact.says),
        grade=fact.grade,
        source=fact.source,
        place=fact.place,
        id=fact.id,
    )


# ---- the page


def company_name(name: str | None, subject: str) -> Phrase:
    """A company by its name and subject."""
    return message("{name} ({subject})", name=name, subject=subject) if name else subject


def facts_sheet(answer: FactsAnswer) -> Sheet:
    """The page: what was true from when, then who knew it when and where that is written."""
    company = company_name(answer.name, answer.subject)
    title: Message = message("Facts: {company}", company=company)
    if answer.indicator_name:
        title = message("{company}: facts behind {indicator}", company=company, indicator=answer.indicator_name)
    blocks: list[Block] = [*head(answer.asked), Line(title, strong=True)]
    blocks.append(
        Line(
            message_plural("{n:,} fact, in the order of time.", "{n:,} facts, in the order of time.", len(answer.facts))
        )
    )
    for fact in answer.facts:
        blocks += [EmptyLine(), *fact_lines(fact)]
    return Sheet(title, tuple(blocks))


def fact_lines(fact: StatedFact) -> tuple[Line, Line]:
    """One fact in two lines."""
    stated = fact.valid != EARLIEST  # a fact of which only an end is known stands from the earliest day on
    says: Phrase = listing([fact.kind_name, *([fact.text] if fact.text else [])], "  ")
    if not stated:
        says = message("{says} (since a day that is not stated)", says=says)
    known = message("known {known}", known=fact.known)
    source = listing([known, closed_word(fact.grade), fact.source, place_phrase(fact.place), fact.id], " · ")
    return Line(says, lead=f"{str(fact.valid) if stated else '–':<10}  "), Line(source, 12)


# ---- files

FACT_COLUMNS = (
    Column("valid", message("true from"), Kind.DAY),
    Column("known", message("known"), Kind.DAY),
    Column("kind", message("kind"), Kind.CODE),
    Column("says", message("columns of the fact")),
    Column("text", message("in words"), pair=True),
    Column("grade", message("grade of evidence"), Kind.CODE),
    Column("source", message("source"), Kind.CODE),
    Column("place", message("where it is written")),
    Column("id", message("statement"), Kind.CODE),
)


def _rows(facts: Iterable[StatedFact]) -> Iterator[Row]:
    yield from map(fact_row, facts)


def fact_row(fact: StatedFact) -> Row:
    """A fact as cells of a row."""
    return {column.key: getattr(fact, column.key) for column in FACT_COLUMNS}
