"""Figures of a claim that a question states itself, in the place of facts: `rent_paid=1_200_000`."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from hornbook.errors import QuestionError, suggestion
from hornbook.indicators.by_measure import BY_MEASURE
from hornbook.lang import bound
from hornbook.lang.answer import KnownRange
from hornbook.lang.bound import Type
from hornbook.support.entitle import Entitler
from hornbook.text import message

_WORDS = re.compile(r"([a-z][a-z0-9_]*)=(.+)")
_NUMBER = re.compile(r"(-?\d[\d_]*(?:\.\d+)?)\s*(%|[A-Z]{3})?")


def given_figures(words: Iterable[str], entitler: Entitler) -> dict[bound.Input, KnownRange]:
    """What the words state for every input that reads such a measure; QuestionError points at a word."""
    inputs = list(_inputs(entitler))
    found: dict[bound.Input, KnownRange] = {}
    for word in words:
        parts = _WORDS.fullmatch(word)
        if parts is None:
            raise QuestionError(
                message("'{word}' states no figure. Write NAME=VALUE, such as rent_paid=1_200_000.", word=word)
            )
        mine = [(of, measure) for of, measure in inputs if measure == parts[1]]
        if not mine:
            hint = suggestion(parts[1], {measure for _, measure in inputs})
            raise QuestionError(
                message("No support that is asked reads a figure '{name}'.{hint}", name=parts[1], hint=hint)
            )
        found |= {of: value for of, _ in mine if (value := _value(of, parts[2], word)) is not None}
    return found


def _inputs(entitler: Entitler) -> Iterator[tuple[bound.Input, str]]:
    """The inputs that read a figure by its measure."""
    for of in entitler.judge.inputs:
        if of.name in BY_MEASURE:
            yield of, re.findall(r"'([^']*)'", of.written)[0]


def _value(of: bound.Input, text: str, word: str) -> KnownRange | None:
    """A stated figure as what is known; None where it is an amount in another currency than the input's."""
    if of.type is Type.DAY:
        try:
            day = date.fromisoformat(text)
        except ValueError:
            raise QuestionError(message("'{word}' names no day, such as 2025-03-01.", word=word)) from None
        return KnownRange(day, day)
    parts = _NUMBER.fullmatch(text)
    if parts is None:
        raise QuestionError(message("'{word}' names no number, such as 1_200_000 or 30%.", word=word))
    value = Decimal(parts[1].replace("_", ""))
    if parts[2] == "%":
        value /= 100
    elif parts[2] and parts[2] != of.unit:
        return None
    if of.type is Type.MONEY:
        return KnownRange(value, value)
    return KnownRange(float(value), float(value))
