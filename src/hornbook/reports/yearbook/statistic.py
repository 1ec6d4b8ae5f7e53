"""One figure of an edition: its value, between what it lies, and all that it follows from.

A statistic is read out of an answer by a path, and the path stands beside it; so a figure on a page, the manifest and
the answer that is asked again are one value.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any
from urllib.parse import quote, unquote

from hornbook.answers.answer import Answer
from hornbook.answers.statistic import IntervalKind
from hornbook.errors import QuestionError
from hornbook.render.sheet import Kind, Stream
from hornbook.terms import Day
from hornbook.text import Phrase, message


class Measure(StrEnum):
    """What a statistic measures."""

    COUNT = "count"
    """Companies."""
    MONEY = "usd"
    SHARE = "share"
    """Between 0 and 1."""
    RANK = "rank"
    NUMBER = "number"


KINDS_OF_MEASURES = {
    Measure.COUNT: Kind.COUNT, Measure.MONEY: Kind.USD, Measure.SHARE: Kind.SHARE, Measure.RANK: Kind.COUNT,
    Measure.NUMBER: Kind.NUMBER,
}  # fmt: skip
Figure = int | float | Decimal | None
COUNTS = ("count", "on_facts")
"""Figures of a group that are 0 where no company is in it, so that a census has no such row."""


@dataclass(frozen=True, slots=True)
class FigureInterval:
    """Between what a figure lies; an end is empty where nothing limits the figure there, and `because` says why."""

    low: Figure
    high: Figure
    kind: IntervalKind
    because: Phrase | None = None


EXACTLY = FigureInterval(None, None, IntervalKind.EXACT)
"""The interval of a figure that follows from the book without doubt: both its ends are the figure."""
NOT_KNOWN = message("The figure itself is not known.")


def no_interval(because: Phrase) -> FigureInterval:
    """No interval, and why."""
    return FigureInterval(None, None, IntervalKind.NONE, because)


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionStatistic:
    """A figure of an edition, and between what it lies."""

    id: str
    label: Phrase
    value: Figure
    low: Figure
    high: Figure
    interval: IntervalKind
    """What the interval means."""
    no_interval: Phrase | None
    """Why an end of the interval is missing; empty where both are there."""
    measure: Measure
    day: Day | None
    known: Day | None
    rule: str | None
    """The label of the rule; empty where the figure follows from none."""
    rule_sha256: str | None
    book_version: int | None
    book_digest: str | None
    citation: str
    """By which `hornbook recheck` asks the answer again that the figure stands in."""
    path: str
    """Where in that answer the figure stands, such as `total/count` or `rows/city=Beijing/count`."""


@dataclass(frozen=True, slots=True)
class CitedAnswer:
    """An answer from which statistics are read."""

    answer: Answer
    citation: str

    def statistic(
        self,
        id: str,
        label: Phrase,
        path: str,
        measure: Measure,
        interval: FigureInterval,
        *,
        day: Day | None = None,
    ) -> EditionStatistic:
        """The figure at a path of the answer; `day` where it is of another day than the answer."""
        asked = self.answer.asked
        rule = asked.rules[0] if asked.rules else None
        known = asked.known if day is None or asked.hindsight else day
        value = read_figure(self.answer, path)
        if value is None:
            interval = no_interval(NOT_KNOWN)
        elif interval is EXACTLY:
            interval = FigureInterval(value, value, IntervalKind.EXACT)
        return EditionStatistic(
            id=id,
            label=label,
            value=value,
            low=interval.low,
            high=interval.high,
            interval=interval.kind,
            no_interval=interval.because,
            measure=measure,
            day=day or asked.day,
            known=known,
            rule=rule.label if rule else None,
            rule_sha256=rule.sha256 if rule else None,
            book_version=asked.book_version,
            book_digest=asked.book_digest,
            citation=self.citation,
            path=path,
        )


def read_figure(answer: Answer, path: str) -> Figure:
    """The figure at a path of an answer; QuestionError where nothing stands there.

    A step is the name of a field; `KEY=WORD` is the row whose key, or whose field of that name, is that word;
    `length` is how many rows there are, a number the row in that place.
    """
    value: Any = answer
    for step in path.split("/"):
        key, mark, word = step.partition("=")
        if mark:
            value = next((row for row in value if _written(_key(row, key)) == unquote(word)), None)
            if value is None and path.rpartition("/")[2] in COUNTS:
                return 0
        elif key == "length" and isinstance(value, tuple | Stream):
            value = len(value)
        elif isinstance(value, Mapping):
            value = value.get(key)
        elif isinstance(value, tuple) and key.isdecimal():
            value = value[int(key)] if int(key) < len(value) else None
        else:
            value = getattr(value, key, None)
        if value is None:
            break
    if value is not None and not isinstance(value, int | float | Decimal):
        raise QuestionError(message("No figure stands at '{path}' of the answer.", path=path))
    return value


def path_word(key: str, value: Any) -> str:
    """The step of a path to the row with that key."""
    return f"{key}={quote(_written(value), safe=' ')}"


def meaning_of(id: str, path: str) -> tuple[str, ...]:
    """What a statistic is of, the same in every edition: its id without a number, and the rows to which its path leads.

    The id alone does not tell: of two fields with one slug, the one with more companies bears the id without a number.
    """
    return re.sub(r"_\d+$", "", id), *(step for step in path.split("/") if "=" in step)


def _key(row: Any, key: str) -> Any:
    keys = getattr(row, "keys", None)
    return keys[key] if isinstance(keys, dict) and key in keys else getattr(row, key, None)


def _written(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else "" if value is None else str(value)


def band_word(low: Decimal | int | None, high: Decimal | int | None) -> str:
    """The words of an id for a band of values with these edges in US dollars, such as `band.1000m-2000m`."""
    first, last = (f"{edge / 10**6:.0f}m" if edge else "" for edge in (low, high))
    return f"band.{first or '0'}-{last or 'more'}"


def slug(text: Any) -> str:
    """A word of an id: small letters and digits of any script, with hyphens between."""
    return re.sub(r"[\W_]+", "-", _written(text).casefold()).strip("-") or "unstated"


def numbered_apart(statistics: Iterable[EditionStatistic]) -> tuple[EditionStatistic, ...]:
    """Each statistic once, with an id of its own: where two places or fields have one slug, the later gets `_2`."""
    taken: dict[str, int] = {}
    found = []
    for statistic in dict.fromkeys(statistics):
        taken[statistic.id] = n = taken.get(statistic.id, 0) + 1
        found.append(statistic if n == 1 else replace(statistic, id=f"{statistic.id}_{n}"))
    return tuple(found)
