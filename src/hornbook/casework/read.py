"""One thing that a person says, read: its kind, its fields, its day, its reason, and who says it."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from hornbook.book.by_hand import HandPlace, hand_place
from hornbook.casework.fields import PERSONAL, FieldReader, key_of, kind_of, without_personal
from hornbook.casework.given import GRADE, KEY, Faults, GivenWord
from hornbook.casework.matters import MatterReader, matter_named
from hornbook.errors import suggestion
from hornbook.formats.cells import Bad, squeeze
from hornbook.kinds import Decision, Fact, Founded, payload
from hornbook.sources.table.field import Cell
from hornbook.sources.table.values import day_of
from hornbook.terms import Day, Grade
from hornbook.text import Phrase, listing, message

LONGEST = 2_000
"""Characters of a reason."""
LONGEST_NAME = 200
"""Characters of the name of who says it."""


@dataclass(frozen=True, slots=True)
class ReadWord:
    """A word that was read: its fact, of a company that is still to be put in."""

    position: int
    line: str | None
    fact: Fact


def read_word(
    given: GivenWord,
    position: int,
    faults: Faults,
    notes: list[Phrase],
    today: Day,
    recorded: Day,
    version: int,
    matters: MatterReader = matter_named,
) -> ReadWord | None:
    """A word as a fact; its mistakes and notes are added to the lists."""

    def fault(problem: Phrase) -> None:
        faults.add(position, given.line, problem)

    try:
        kind = kind_of(given.kind)
    except Bad as bad:
        fault(bad.phrase)
        return None
    own = {name: text for name, text in given.fields.items() if name not in (KEY, GRADE)}
    reader = FieldReader(kind, matters)
    values = reader.read(own)
    valid, dated = _day(given.on, recorded, kind, reader)
    reason = reason_of(given, reader.faults, reader.notes)
    by = signature_of(given, reader.faults, reader.notes)
    until = values.get("until")
    if until is not None and valid is not None and until <= valid:
        late = message("until: {until} is not after {day}, the day from which it is true", until=until, day=valid)
        reader.faults.append(late)
    grade = _grade(given.fields.get(GRADE), reader)
    for problem in reader.faults:
        fault(problem)
    notes += [
        message("{place}: {problem}", place=given.line, problem=note) if given.line else note for note in reader.notes
    ]
    if reader.faults or valid is None or grade is None:
        return None
    if kind is Decision and by:
        values.setdefault("by", by)
    fact = kind(
        subject="",
        valid=valid,
        known=recorded,
        key=key_of(kind, values, valid, squeeze(given.fields.get(KEY, ""))),
        place=hand_place(HandPlace(today, by, reason, version)),
        grade=grade,
        **{**dated, **values},
    )
    return ReadWord(position, given.line, fact)


def _day(text: str | None, recorded: Day, kind: type[Fact], reader: FieldReader) -> tuple[Day | None, dict[str, Any]]:
    """The day from which it is true; a figure of a period ends with it, and a founding keeps how exact it is."""
    if text is None:
        return recorded, {}
    try:
        found, notes = day_of(text, Cell(column="on", scale=Decimal(1)), recorded)
    except Bad as bad:
        reader.faults.append(message("on: {problem}", problem=bad.phrase))
        return None, {}
    if notes:
        reader.faults += [message("on: {problem}", problem=note) for note in notes]
    months = {"month": 1, "quarter": 3, "half": 6, "year": 12}
    if "months" in payload(kind).names and found.precision in months:
        if found.last > recorded:
            late = message("{day} is after {latest}, the day of recording", day=found.last, latest=recorded)
            reader.faults.append(message("on: {problem}", problem=late))
        return found.last, {"months": months[found.precision]}
    return found.first, {"precision": found.precision} if kind is Founded else {}


def reason_of(given: GivenWord, faults: list[Phrase], notes: list[Phrase]) -> str:
    """Why a person says it, in one line and without personal data."""
    reason = without_personal(given.because)
    if not reason:
        faults.append(message("Say why: --because 'the founder confirmed it'."))
    if len(reason) > LONGEST:
        faults.append(message("the reason is longer than {most:,} characters", most=LONGEST))
    if reason != squeeze(given.because):
        notes.append(PERSONAL)
    return reason


def signature_of(given: GivenWord, faults: list[Phrase], notes: list[Phrase]) -> str | None:
    """Who says it, in one line and without personal data."""
    by = without_personal(given.by or "")
    if by != squeeze(given.by or ""):
        notes.append(PERSONAL)
    if len(by) > LONGEST_NAME:
        faults.append(message("the name of who says it is longer than {most:,} characters", most=LONGEST_NAME))
    return by or None


def _grade(text: str | None, reader: FieldReader) -> Grade | None:
    word = squeeze(text or Grade.DOCUMENTED.value).casefold()
    known = [grade.value for grade in Grade if grade is not Grade.SIMULATED]
    if word in known:
        return Grade(word)
    hint = suggestion(word, known)
    reader.faults.append(
        message(
            "'{text}' is no grade of evidence.{hint} The grades are {known}",
            text=word[:40],
            hint=hint,
            known=listing(known),
        )
    )
    return None
