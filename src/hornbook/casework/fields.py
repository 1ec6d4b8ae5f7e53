"""The fields of a fact that a person states: words in, values out, with every mistake in them."""

import re
from collections.abc import Mapping
from dataclasses import MISSING, fields
from decimal import Decimal
from enum import StrEnum
from typing import Any

from hornbook.book.words import sorts_of
from hornbook.casework.matters import MatterReader, matter_named
from hornbook.errors import suggestion
from hornbook.formats.cells import Bad, drop_personal, squeeze
from hornbook.kinds import (
    KINDS,
    Affiliation,
    Award,
    Certified,
    Decision,
    Fact,
    Figure,
    Forecast,
    Headcount,
    Named,
    Patent,
    Registered,
    SameAs,
    Sector,
    payload,
    required,
)
from hornbook.names.rounds import instrument
from hornbook.sources.shared.cleaning import clean, names_somebody
from hornbook.sources.shared.counts import Count
from hornbook.sources.shared.currencies import currency_code, nearest_currency
from hornbook.sources.shared.sums import Sum
from hornbook.sources.table.field import CURRENCY, Cell, hint_of
from hornbook.sources.table.money import put_count, put_sum, without_senseless_sums
from hornbook.sources.table.values import value_of
from hornbook.terms import Amount, Day, Instrument
from hornbook.text import Phrase, listing, message

_ABOUT: dict[type[Fact], tuple[str, ...]] = {
    Affiliation: ("to",),
    Award: ("name",),
    Certified: ("status",),
    Forecast: ("event", "until"),
    Patent: ("number",),
    Sector: ("taxonomy", "label"),
}
"""What a fact is about, of kinds of which a company has several on one day."""
_ONE_OF: dict[type[Fact], tuple[str, ...]] = {
    Figure: ("value", "amount"),
    Headcount: ("count", "fewest", "largest"),
    Registered: ("country", "region", "city", "legal_form"),
}
"""Kinds that say nothing where all of these fields are empty."""
_PERSONAL = ("text", "reason", "because")


def kind_of(word: str) -> type[Fact]:
    """The kind of that name, in any case or in Chinese; Bad names the nearest."""
    known_kinds = {kind.zh: kind for kind in KINDS.values()} | {name.casefold(): kind for name, kind in KINDS.items()}
    found = known_kinds.get(word.casefold())
    if found is None:
        hint = suggestion(word, KINDS)
        known = message(
            "there is no kind '{kind}'.{hint} The kinds are {kinds}", kind=word[:40], hint=hint, kinds=listing(KINDS)
        )
        raise Bad(known)
    if found is SameAs:
        raise Bad(message("two records are joined by `hornbook same` and parted by `hornbook apart`"))
    return found


class FieldReader:
    """Reads the fields of one fact; `faults` are mistakes for which nothing is written, `notes` what was changed."""

    def __init__(self, kind: type[Fact], matters: MatterReader = matter_named) -> None:
        self.kind, self._matters = kind, matters
        self.values: dict[str, Any] = {}
        self.faults: list[Phrase] = []
        self.notes: list[Phrase] = []
        self._sums: list[tuple[str, Sum]] = []

    def read(self, given: Mapping[str, str]) -> dict[str, Any]:
        """The values of the fields that are given; look at `faults` before using them."""
        for name, text in given.items():
            if name not in self._known:
                self.faults.append(
                    message(
                        "{kind} has no field '{field}'.{hint} It has {fields}",
                        kind=self.kind.__name__,
                        field=name[:40],
                        hint=suggestion(name, self._known),
                        fields=listing(self._known),
                    )
                )
                continue
            try:
                self._take(name, text)
            except Bad as bad:
                self.faults.append(self._of(name, bad.phrase))
        for name, found in self._sums:
            notes = [self._of(name, note) for note in put_sum(self.kind, name, found, self.values)]
            bounded = name in self.values and found.amount is None  # of a vague valuation one end is kept
            (self.notes if bounded else self.faults).extend(notes)
        if not self.faults:
            self.values = without_senseless_sums(self.kind, self.values, self.faults)
        if not self.faults:
            self._check_required()
        return self.values

    @property
    def _known(self) -> tuple[str, ...]:
        return tuple(payload(self.kind).names)

    def _of(self, name: str, problem: Phrase) -> Phrase:
        return message("{kind}.{field}: {problem}", kind=self.kind.__name__, field=name, problem=problem)

    def _take(self, name: str, text: str) -> None:
        text = self._cleaned(name, text)
        if name == "matter" and self.kind is Decision:
            text = self._matters(text)
        hint = hint_of(self.kind, name)
        if isinstance(hint, type) and issubclass(hint, StrEnum):
            self.values[name] = _closed(hint, text)
            return
        if hint in (Amount, int, float):
            text = _BETWEEN_DIGITS.sub("", text)
        several = hint == tuple[str, ...]
        cell = Cell(column=name, scale=Decimal(1), sum=hint is Amount, split=_MARKS if several else ())
        taken = value_of(text, hint, cell, several=False, empty=frozenset())
        if isinstance(taken.value, Sum):
            if taken.value.two_ways:
                raise Bad(_two_ways(taken.value.two_ways))
            self._sums.append((name, taken.value))
        elif taken.notes:
            raise Bad(listing(taken.notes, ";"))
        elif isinstance(taken.value, Count):
            put_count(self.kind, name, taken.value, self.values)
        else:
            self._check(name, taken.value)
            self.values[name] = taken.value

    def _cleaned(self, name: str, text: str) -> str:
        """The text in one line, without a web page's signs and, where a sentence stands, without personal data."""
        cleaned, note = clean(text, name)
        cleaned = squeeze(cleaned)
        if not cleaned:
            raise Bad(note or message("it is empty"))
        shown = without_personal(cleaned) if name in _PERSONAL else cleaned
        self.notes += [each for each in (note, PERSONAL if shown != cleaned else None) if each]
        return shown

    def _check(self, name: str, value: Any) -> None:
        """Bad where a value is of the right type and makes no sense in its field."""
        if self.kind is Named and name == "name" and not names_somebody(value):
            raise Bad(message("'{text}' names nobody", text=value[:40]))
        if name == "probability" and not 0 <= value <= 1:
            raise Bad(message("{value} is not between 0 and 1", value=str(value)))
        if name == "currency" and not currency_code(value) and not CURRENCY.fullmatch(value):
            near = nearest_currency(value)
            hint = message(" Did you mean '{near}'?", near=near) if near else ""
            raise Bad(message("'{text}' is no currency.{hint} Write its code, such as CNY", text=value[:40], hint=hint))

    def _check_required(self) -> None:
        some = _ONE_OF.get(self.kind, ())
        if some and all(self.values.get(name) is None for name in some):
            self.faults.append(
                message("{kind} needs one of the fields {fields}", kind=self.kind.__name__, fields=listing(some))
            )
        free = {field.name for field in fields(self.kind) if field.default is not MISSING}
        for name in required(self.kind):
            if name not in free and self.values.get(name) is None:
                self.faults.append(message("{kind} needs the field '{field}'", kind=self.kind.__name__, field=name))


_BETWEEN_DIGITS = re.compile(r"(?<=\d)_(?=\d)")
"""5_000_000, as rules write it."""
_MARKS = (";", "；", "、")


PERSONAL = message("e-mail addresses and telephone numbers do not enter the book; they were left out")


def without_personal(text: str) -> str:
    """The text in one line, without e-mail addresses and telephone numbers, as the door leaves them out."""
    return drop_personal(squeeze(text))


def _closed(words: type[StrEnum], text: str) -> StrEnum:
    """One of the closed words; an instrument also by its other names."""
    folded = text.casefold().replace(" ", "_").replace("-", "_")
    known = [member.value for member in words]
    if folded not in known and words is Instrument and (word := instrument(text)):
        folded = word
    if folded not in known:
        hint = suggestion(folded, known)
        raise Bad(message("'{text}' is none of {known}.{hint}", text=text[:40], known=listing(known), hint=hint))
    return words(folded)


def _two_ways(text: str) -> Phrase:
    return message("'{text}' can be read in two ways; write it without a mark of thousands", text=text)


def key_of(kind: type[Fact], values: Mapping[str, Any], valid: Day, own: str) -> str:
    """What makes a later word on the same thing a newer version of it; empty where the book's own rule does."""
    about = _ABOUT.get(kind, ())
    if not about and not own:
        return ""
    sorts = sorts_of(kind)
    words = [str(values.get(name) or "") for name in about]
    known = [
        sorts[name].written(word) or word if name in sorts else word for name, word in zip(about, words, strict=True)
    ]
    also = [str(values.get(name) or "") for name in kind.key_also]
    return "\x1f".join([str(valid), *also, *known, *([own] if own else [])])
