"""Readings that disagree, in words: what a clause says under each way in which its text may be read."""

from collections.abc import Iterator
from typing import NamedTuple

from hornbook.answers.wording.force import rate
from hornbook.answers.wording.rules import Wording
from hornbook.answers.wording.thresholds import range_value
from hornbook.book.money import convention
from hornbook.errors import HornbookError
from hornbook.lang import bound
from hornbook.lang.answer import Reply
from hornbook.lang.readings import ANNIVERSARY, CALENDAR
from hornbook.text import Message, Phrase, Value, listing, message

_ANSWERS = {True: message("yes"), False: message("no"), None: message("cannot be decided")}
_AGES = {ANNIVERSARY: message("age by anniversary"), CALENDAR: message("age by founding year")}


class ReadingAnswer(NamedTuple):
    """What a clause says under one reading of its text."""

    label: str
    """spot, year, fixed rates, anniversary, calendar, as a limit, in principle, or the rule as written."""
    text: Phrase
    answer: bool | None
    value: Value
    """What is known of the company under this reading; empty where there is no one value."""


def disagreeing(said: Reply, words: Wording) -> tuple[ReadingAnswer, ...]:
    """The readings of a clause that is unknown because they do not agree; none where it has another cause."""
    if said.answer is not None:
        return ()
    found = next(_disputed(said), None)
    if found is None:
        return ()
    if isinstance(found.condition, bound.BoundInPrinciple):
        limit = ReadingAnswer("as a limit", message("as a limit"), False, _value(found.parts[0]))
        return limit, ReadingAnswer("in principle", message("in principle, with exceptions"), True, None)
    assert isinstance(found.condition, bound.BoundReadings)
    return tuple(
        ReadingAnswer(label, reading_text(label, words), part.answer, _value(part))
        for label, part in zip(found.condition.labels, found.parts, strict=True)
    )


def readings_phrase(readings: tuple[ReadingAnswer, ...]) -> Message:
    """The readings that disagree, as one sentence."""
    return message("the readings disagree: {readings}", readings=listing(map(_phrase, readings), ";"))


def reading_text(label: str, words: Wording) -> Phrase:
    """A reading by what it is called: its rate, its way to count ages, or its rule."""
    try:
        return listing([_AGES[part] if part in _AGES else rate(convention(part)) for part in label.split(", ")])
    except HornbookError:
        return words.rule_text(label, short=True)


def _disputed(said: Reply) -> Iterator[Reply]:
    """The readings within a reply that are unknown though one of them is yes and another is no."""
    answers = {part.answer for part in said.parts}
    several = isinstance(said.condition, bound.BoundReadings) and {True, False} <= answers
    if several or (isinstance(said.condition, bound.BoundInPrinciple) and answers == {False}):
        yield said
    else:
        for part in said.parts:
            if part.answer is None:
                yield from _disputed(part)


def _phrase(of: ReadingAnswer) -> Message:
    if of.value is None:
        return message("{reading}: {answer}", reading=of.text, answer=_ANSWERS[of.answer])
    return message("{reading}: {answer} ({value})", reading=of.text, answer=_ANSWERS[of.answer], value=of.value)


def _value(said: Reply) -> Value:
    """What is compared, where one comparison alone decides."""
    compared = [leaf for leaf in said.leaves if isinstance(leaf.condition, bound.BoundCompare)]
    if len(compared) != 1:
        return None
    (leaf,) = compared
    assert isinstance(leaf.condition, bound.BoundCompare)
    return range_value(leaf.left, leaf.condition.left, leaf.right)
