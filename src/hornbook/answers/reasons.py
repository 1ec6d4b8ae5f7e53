"""The reasons of a clause: what was compared with what, the gap, the marks, and the facts or the silence behind it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from hornbook.answers.wording.both import in_both
from hornbook.answers.wording.facts import grade_text, kind_text
from hornbook.answers.wording.places import asks_place, place_phrase
from hornbook.answers.wording.rules import ANSWERS, Wording
from hornbook.answers.wording.thresholds import is_bare_name, range_value, threshold
from hornbook.answers.wording.values import fact_words
from hornbook.book.ledger import Pledge
from hornbook.book.view import Told
from hornbook.lang import bound
from hornbook.lang.answer import KnownRange
from hornbook.lang.bound import Type
from hornbook.locale import Lang, in_language
from hornbook.standards.standard import Clause
from hornbook.standards.verdict import MARKS, ClauseAnswer, Reason, fact_marks
from hornbook.terms import Day
from hornbook.text import Message, Phrase, RuleText, Text, Value, listing, message


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Something that a reader should know of a fact before relying on it."""

    id: str
    text: Phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A fact as evidence: how old it is on the day, and what leads back to its source."""

    kind: str
    kind_text: Text
    valid: Day
    known: Day
    age_days: int
    grade: str
    grade_text: Text
    source: str
    place: str
    id: str
    says: Mapping[str, Any]
    text: Text
    """What it says, in few words."""
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SilencePromise:
    """A promise by which the silence of a source means no."""

    source: str
    kind: str
    kind_text: Text
    since: Day
    until: Day
    known: Day


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredGap:
    """What is lacking (a no) or to spare (a yes): never negative, in `unit`."""

    amount: Decimal | int | float
    unit: str
    says: Phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseReason:
    """One comparison of a clause, with what it rests on."""

    written: str
    written_text: Text
    answer: bool | None
    about: Phrase | None
    """What is compared, where the clause does not say it already."""
    text: Phrase
    """The value, what is asked for, the gap, and what is missing."""
    value: Any
    low: Any
    high: Any
    unit: str
    op: str | None
    threshold: Any
    """The value compared with, its bounds where it is not known exactly, or the words of a set."""
    gap: MeasuredGap | None
    marks: tuple[Mark, ...]
    facts: tuple[Evidence, ...]
    """The facts behind it, oldest first."""
    silence: tuple[SilencePromise, ...]
    refused: tuple[Evidence, ...]
    """Facts of the same kind that the document does not let count."""


def fact_evidence(told: Told, day: Day) -> Evidence:
    """A fact as evidence on a day."""
    return Evidence(
        kind=told.kind,
        kind_text=kind_text(told.kind),
        valid=told.valid,
        known=told.known,
        age_days=(day - told.valid).days,
        grade=told.grade,
        grade_text=grade_text(told.grade),
        source=told.source,
        place=told.place,
        id=told.id,
        says=told.says,
        text=in_both(fact_words(told.says)),
        marks=mark_texts(fact_marks(told, day)),
    )


def mark_texts(ids: Iterable[str]) -> tuple[Mark, ...]:
    """Marks in words."""
    return tuple(Mark(id=each, text=MARKS.get(each, each)) for each in ids)


def clause_reasons(answer: ClauseAnswer, words: Wording, day: Day) -> tuple[ClauseReason, ...]:
    """Each comparison of a clause with what it rests on."""
    alone = len(answer.reasons) == 1
    return tuple(_reason(each, answer.clause, words, day, alone) for each in answer.reasons)


def _reason(reason: Reason, clause: Clause, words: Wording, day: Day, alone: bool) -> ClauseReason:
    condition = _leaf(reason)
    left = reason.reply.left or KnownRange(None, None)
    return ClauseReason(
        written=condition.written,
        written_text=RuleText(condition.written, words.rule(condition.written, Lang.ZH)),
        answer=reason.answer,
        about=_about(condition, clause, words, alone),
        text=_text(reason),
        value=left.low if left.exact else None,
        low=left.low,
        high=left.high,
        unit=_unit(condition),
        op=condition.op if isinstance(condition, bound.BoundCompare) else None,
        threshold=_threshold(reason),
        gap=_gap(reason),
        marks=mark_texts(reason.marks),
        facts=tuple(fact_evidence(told, day) for told in reason.facts),
        silence=tuple(dict.fromkeys(map(_promise, reason.silence))),
        refused=tuple(fact_evidence(told, day) for told in _refused(reason)),
    )


def _leaf(reason: Reason) -> bound.Leaf:
    condition = reason.reply.condition
    assert isinstance(condition, bound.Leaf)
    return condition


def _refused(reason: Reason) -> tuple[Told, ...]:
    """Facts that the rule does not let count; decisions on other matters are none of them."""
    condition = reason.reply.condition
    return () if isinstance(condition, bound.Flag) and condition.of.matter else reason.refused


def _gap(reason: Reason) -> MeasuredGap | None:
    gap = reason.gap
    return MeasuredGap(amount=gap.amount, unit=gap.unit, says=gap.says) if gap else None


def _promise(pledge: Pledge) -> SilencePromise:
    return SilencePromise(
        source=pledge.source,
        kind=pledge.kind,
        kind_text=kind_text(pledge.kind),
        since=pledge.since,
        until=pledge.until,
        known=pledge.known,
    )


_UNITS = {
    Type.SHARE: "ratio",
    Type.PEOPLE: "people",
    Type.DAY: "day",
    Type.DAYS: "days",
    Type.AGE: "years",
    Type.YEARS: "years",
    Type.TEXT: "text",
    Type.YES_NO: "yes/no",
    Type.NUMBER: "number",
}


def _unit(condition: bound.Leaf) -> str:
    of = condition.left if isinstance(condition, bound.BoundCompare) else condition.of
    return of.unit or _UNITS.get(of.type, "")


def _threshold(reason: Reason) -> Any:
    condition, right = reason.reply.condition, reason.reply.right
    if isinstance(condition, bound.BoundMember):
        return list(condition.words)
    if isinstance(condition, bound.BoundContains):
        return condition.word
    if right is None:
        return None
    return right.low if right.exact else {"low": right.low, "high": right.high}


# ---- in words


def _about(condition: bound.Leaf, clause: Clause, words: Wording, alone: bool) -> Phrase | None:
    """What is compared, unless the clause itself says it."""
    same = alone and condition.written == clause.rule
    if isinstance(condition, bound.Flag) and condition.of.matter:
        about = condition.of.about
        return None if same else Text(about.en.removesuffix("."), about.zh.removesuffix("。"))
    if isinstance(condition, bound.BoundMember):
        return None if asks_place(condition) else words.quantity_text(condition.of.written, short=True)
    if isinstance(condition, bound.BoundCompare) and condition.age and isinstance(condition.left, bound.Input):
        name = condition.left.name
        return words.quantity_text(name)
    return None if same else words.rule_text(condition.written, short=True)


def _text(reason: Reason) -> Phrase:
    """The value, what is asked for, the gap between them, and what is missing."""
    condition = _leaf(reason)
    if asks_place(condition):
        return place_phrase(reason.reply, reason.facts)
    asked = threshold(condition, reason.reply.right, reason.reply.left)
    value: Value
    if isinstance(condition, bound.Flag) or (is_bare_name(condition) and asked is None):
        value = ANSWERS[reason.answer]
    else:
        of = condition.left if isinstance(condition, bound.BoundCompare) else condition.of
        value = range_value(reason.reply.left, of, reason.reply.right)
    if isinstance(value, Message):  # a Chinese measure word keeps a space from the word before it; here is none
        value = Text(*(in_language(value, lang).strip() for lang in (Lang.EN, Lang.ZH)))
    parts: list[Value] = [value]
    if asked:
        parts.append(message("asked: {threshold}", threshold=asked))
    if reason.gap:
        parts.append(reason.gap.says)
    if isinstance(condition, bound.BoundMember) and reason.answer is None and reason.facts:
        parts.append(message("the word is not known"))
    if reason.answer is None and not reason.facts and not reason.silence:
        parts.append(_missing(condition))
    return listing(parts, ";")


def _missing(condition: bound.Leaf) -> Phrase:
    """What is missing where nothing is known."""
    if isinstance(condition, bound.Flag) and condition.of.matter:
        return message("nobody has decided it")
    names = sorted({each.__name__ for of in bound.inputs_of(condition) for each in of.kinds})
    kinds = [kind_text(name) for name in names]
    return message("no fact of {kinds} that counts", kinds=listing(kinds))
