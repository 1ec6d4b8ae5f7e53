"""The facts of one company, oldest first: all that count on a day, or those behind one indicator."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from hornbook.answers.answer import Answer, asked_of, head
from hornbook.answers.wording.by_hand import written_phrase
from hornbook.answers.wording.values import closed_word, ends_words, fact_words, indicator_label
from hornbook.book.view import Told, View
from hornbook.errors import QuestionError, suggestion
from hornbook.indicators.catalogue import chosen_indicators, indicator_ends
from hornbook.indicators.profile import facts_behind, profile, unsure_facts
from hornbook.kinds import KINDS
from hornbook.render.sheet import Block, Column, EmptyLine, Kind, Line, Row, Sheet, Table
from hornbook.terms import EARLIEST, Day
from hornbook.text import Message, Phrase, Text, listing, message, message_plural


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueRange:
    """The least and the most that a value can be; empty where nothing is known from that side."""

    least: Any
    most: Any


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
    unsure: bool = False
    """Whether it is open if it counts for the indicator, because it does not state what would decide that."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class FactsAnswer(Answer):
    """Facts of one company; with `indicator`, those on which its value of that indicator rests."""

    subject: str
    name: str | None
    indicator: str | None
    indicator_name: Text | None
    value: Any
    """The indicator's value; empty where it is unknown, and where no indicator was asked for."""
    range: ValueRange | None
    """The least and the most of an indicator whose facts can leave it open."""
    facts: tuple[StatedFact, ...]

    def sheet(self) -> Sheet:
        """The page: two lines a fact."""
        return facts_sheet(self)

    def tables(self) -> tuple[Table, ...]:
        """One row a fact."""
        return (Table("facts", FACT_COLUMNS, tuple(_rows(self.facts))),)


def ask_facts(view: View, company: str, kinds: Collection[str] = ()) -> FactsAnswer:
    """Every fact about a company that counts, or those of some kinds; QuestionError for a kind that there is not."""
    for kind in kinds:
        if kind not in KINDS:
            raise QuestionError(
                message("There is no kind of fact '{kind}'.{hint}", kind=kind, hint=suggestion(kind, KINDS))
            )
    subject = view.company(company)
    (named,) = view.engine.arrow(profile(view, ["name"], company=subject)).to_pylist()
    return FactsAnswer(
        asked=asked_of(view),
        subject=subject,
        name=named["name"],
        indicator=None,
        indicator_name=None,
        value=None,
        range=None,
        facts=tuple(stated_fact(told) for told in view.story(subject) if not kinds or told.kind in kinds),
    )


def ask_why(view: View, company: str, indicator: str) -> FactsAnswer:
    """The very facts behind an indicator of a company."""
    (of,) = chosen_indicators([indicator])
    subject = view.company(company)
    ends = [end.name for end in indicator_ends(of)]
    asked = dict.fromkeys(["name", of.name, *ends])
    (row,) = view.engine.arrow(profile(view, asked, company=subject)).to_pylist()
    unsure = unsure_facts(view, of, subject)
    return FactsAnswer(
        asked=asked_of(view),
        subject=subject,
        name=row["name"],
        indicator=of.name,
        indicator_name=indicator_label(of),
        value=row[of.name],
        range=ValueRange(least=row[ends[0]], most=row[ends[1]]) if ends else None,
        facts=tuple(replace(stated_fact(told), unsure=told.id in unsure) for told in facts_behind(view, of, subject)),
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
    blocks += _range_lines(answer)
    for fact in answer.facts:
        blocks += [EmptyLine(), *fact_lines(fact)]
    return Sheet(title, tuple(blocks))


def _range_lines(answer: FactsAnswer) -> list[Line]:
    """What the indicator is between, where facts leave it open."""
    if answer.indicator is None or answer.range is None or answer.value is not None:
        return []
    (of,) = chosen_indicators([answer.indicator])
    found = ends_words(of, answer.range.least, answer.range.most)
    return [] if found is None else [Line(message("{name}: {value}", name=indicator_label(of), value=found))]


def fact_lines(fact: StatedFact) -> tuple[Line, Line]:
    """One fact in two lines."""
    stated = fact.valid != EARLIEST  # a fact of which only an end is known stands from the earliest day on
    says: Phrase = listing([fact.kind_name, *([fact.text] if fact.text else [])], "  ")
    if not stated:
        says = message("{says} (since a day that is not stated)", says=says)
    if fact.unsure:
        says = message("{says} (may or may not count: it does not say)", says=says)
    known = message("known {known}", known=fact.known)
    source = listing([known, closed_word(fact.grade), fact.source, written_phrase(fact.place), fact.id], " · ")
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
    Column("unsure", message("may or may not count"), Kind.YES),
)


def _rows(facts: Iterable[StatedFact]) -> Iterator[Row]:
    yield from map(fact_row, facts)


def fact_row(fact: StatedFact) -> Row:
    """A fact as cells of a row."""
    return {column.key: getattr(fact, column.key) for column in FACT_COLUMNS}
