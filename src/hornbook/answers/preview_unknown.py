"""Which indicators the facts of previewed files alone would leave unknown, and why."""

from collections.abc import Iterator
from dataclasses import dataclass

from hornbook.answers.wording.facts import kind_text
from hornbook.answers.wording.values import column_word, indicator_label
from hornbook.indicators.algebra import Op
from hornbook.indicators.catalogue import indicators
from hornbook.text import Message, Phrase, Text, message

_SPOKEN = ("instrument", "payment", "basis")
"""Fields of which indicators ask, and which a source leaves unstated where it says nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StaysUnknown:
    """Indicators that this source alone would leave unknown, and why."""

    reason: Phrase
    indicators: tuple[str, ...]
    labels: tuple[Text, ...]


def left_unknown(stated: dict[str, set[str]], promised: set[str]) -> Iterator[StaysUnknown]:
    """Indicators that no fact of this source can make known, by the reason."""
    lacking: dict[tuple[str, str], list[str]] = {}
    for name, indicator in indicators().items():
        for reading in indicator.formula.readings():
            kind = reading.kind.__name__
            if reading.op is Op.SPOKEN or reading.possible:
                continue
            if kind not in stated:
                if kind not in promised:
                    lacking.setdefault((kind, ""), []).append(name)
                break
            unsaid = [where.column for where in reading.where if where.column in _SPOKEN]
            if column := next((each for each in unsaid if each not in stated[kind]), None):
                lacking.setdefault((kind, column), []).append(name)
                break
    for (kind, column), names in lacking.items():
        reason: Message = message("no {kind}", kind=kind_text(kind))
        if column:
            reason = message("{kind} without {column}", kind=kind_text(kind), column=column_word(column))
        labels = tuple(indicator_label(indicators()[name]) for name in names)
        yield StaysUnknown(reason=reason, indicators=tuple(names), labels=labels)
