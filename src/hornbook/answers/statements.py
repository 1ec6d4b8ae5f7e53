"""Statements of sources as answers hold them: what one says, how good it is, and what leads back to its source."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hornbook.answers.wording.both import in_both
from hornbook.answers.wording.facts import fact_gist, kind_text
from hornbook.book.ledger import Pledge
from hornbook.book.view import Told
from hornbook.quality.conflicts import GRADES
from hornbook.render.sheet import Column, Kind
from hornbook.standards.verdict import MARKS, fact_marks
from hornbook.terms import Day, Grade
from hornbook.text import Message, Phrase, Text, listing, message


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One fact as a source states it."""

    source: str
    kind: str
    valid: Day
    known: Day
    age_days: int
    grade: str
    place: str
    id: str
    says: Mapping[str, Any]
    says_text: Text
    marks: tuple[str, ...]
    """What a reader should know before relying on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """A promise by which a source that says nothing of a kind says that nothing happened."""

    source: str
    kind: str
    since: Day
    until: Day
    known: Day


def statement(fact: Told, day: Day) -> Statement:
    """A fact of a view as an answer holds it."""
    return Statement(
        source=fact.source,
        kind=fact.kind,
        valid=fact.valid,
        known=fact.known,
        age_days=(day - fact.valid).days,
        grade=str(fact.grade),
        place=fact.place,
        id=fact.id,
        says=fact.says,
        says_text=in_both(fact_gist(fact)),
        marks=tuple(fact_marks(fact, day)),
    )


def silence(pledge: Pledge) -> Silence:
    """A source's promise as an answer holds it."""
    return Silence(source=pledge.source, kind=pledge.kind, since=pledge.since, until=pledge.until, known=pledge.known)


def statement_text(fact: Statement) -> Message:
    """A statement: its day and words, then who made it when, where and on what evidence, and what to mind."""
    origin = message(
        "{source}, known {known}, {grade}, {place}, {id}",
        source=fact.source,
        known=fact.known,
        grade=GRADES[Grade(fact.grade)],
        place=fact.place,
        id=fact.id,
    )
    kind = kind_text(fact.kind)
    words = message("{valid} {kind}", valid=fact.valid, kind=kind)
    if any(fact.says_text):
        words = message("{valid} {kind} {says}", valid=fact.valid, kind=kind, says=fact.says_text)
    parts: list[Phrase] = [words, origin]
    if fact.marks:
        parts.append(listing((MARKS.get(mark, mark) for mark in fact.marks), ";"))
    return message("{parts}", parts=listing(parts, " · "))


def silence_text(promise: Silence) -> Message:
    """That a source promised to tell of a kind, and tells of none."""
    return message(
        "{source} names the company and promised to list every {kind} until {until}, but lists none",
        source=promise.source,
        kind=kind_text(promise.kind),
        until=promise.until,
    )


_CELLS = ("source", "known", "valid", "grade", "place", "id", "says")


def statement_columns(key: str, whose: Phrase) -> tuple[Column, ...]:
    """The columns of a statement in a file, their keys beginning with a word."""
    heading = {
        "source": message("{whose}: source", whose=whose),
        "known": message("{whose}: known", whose=whose),
        "valid": message("{whose}: day", whose=whose),
        "grade": message("{whose}: evidence", whose=whose),
        "place": message("{whose}: place in the source", whose=whose),
        "id": message("{whose}: number", whose=whose),
        "says": message("{whose}: what it says", whose=whose),
    }
    kinds = {"known": Kind.DAY, "valid": Kind.DAY, "says": Kind.TEXT}
    return tuple(Column(f"{key}_{name}", heading[name], kinds.get(name, Kind.CODE)) for name in _CELLS)


def statement_cells(key: str, fact: Statement) -> dict[str, Any]:
    """A statement as cells of a row."""
    return {f"{key}_{name}": getattr(fact, name) for name in _CELLS}
