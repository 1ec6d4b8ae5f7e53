"""Values of a fact's fields out of cells: text as it stands in a file, or what a typed format holds."""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, NamedTuple

from hornbook.formats.cells import Bad, amount_in, number_in, squeeze, typed_text
from hornbook.names.forms import LAST
from hornbook.names.rounds import instrument
from hornbook.sources.shared.counts import Count, count_in, share_in
from hornbook.sources.shared.days import WrittenDay, day_written
from hornbook.sources.shared.numerals import decimal_number
from hornbook.sources.shared.sums import TWO_WAYS, Sum, sum_in
from hornbook.sources.table.field import Cell
from hornbook.terms import EARLIEST, LARGEST, Amount, Day, Instrument
from hornbook.text import Phrase, listing, message

_TRUE, _FALSE = ("true", "yes", "y", "1", "是"), ("false", "no", "n", "0", "否")


class Taken(NamedTuple):
    """What a field takes from a cell, and what is to be noted of it."""

    value: Any
    notes: tuple[Phrase, ...] = ()


def value_of(value: Any, hint: Any, cell: Cell, *, several: bool, empty: frozenset[str]) -> Taken:
    """What a field of that type takes from a cell; a tuple of words where `several` may stand.

    The value is None when the mapping's `map` makes it empty, a Sum or a Count where bounds may stand. `empty` are
    words that say nothing, also as one part of several. Bad when the cell holds something else.
    """
    if several or hint == tuple[str, ...]:
        return Taken(_several(value, cell, empty) or None)
    if isinstance(value, date) and hint is Day:
        return _day(value, cell)
    if isinstance(value, bool) and hint is not bool:
        raise Bad(message("true or false stands where another value should"))
    text = cell_word(value)
    text = cell.map.get(text, text)
    if not text:
        return Taken(None)
    if issubclass(hint, StrEnum):
        return Taken(_enum(hint, text))
    if hint is Day:
        return _day(text, cell)
    return _READERS[hint](text, cell)


def _several(value: Any, cell: Cell, empty: frozenset[str]) -> tuple[str, ...]:
    """The words of a cell, each once whatever its case; a legal form behind a comma stays with its name."""
    parts = [cell_word(part) for part in value] if isinstance(value, list) else [cell_word(value)]
    if cell.split and not isinstance(value, list):
        marks = "|".join(map(re.escape, sorted(cell.split, key=len, reverse=True)))
        parts = _whole_names(re.split(f"({marks})", parts[0]))
    words = [squeeze(cell.map.get(part, part)) for part in map(squeeze, parts)]
    first: dict[str, str] = {}
    for each in words:
        if each and each.casefold() not in empty:
            first.setdefault(each.casefold(), each)
    return tuple(first.values())


def _whole_names(pieces: list[str]) -> list[str]:
    """Names and marks by turns as names: `Birch Fund, Inc.` is one."""
    names = [pieces[0]]
    for mark, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        form = re.sub(r"[\s.]", "", piece).casefold()
        if mark.strip() == "," and names[-1].strip() and form in LAST:
            names[-1] = f"{names[-1].rstrip()}, {piece.strip()}"
        else:
            names.append(piece)
    return names


def _enum(hint: type[StrEnum], text: str) -> StrEnum:
    for member in hint:
        if member.value == text.casefold().replace(" ", "_").replace("-", "_"):
            return member
    if hint is Instrument and (word := instrument(text)):
        return Instrument(word)
    raise Bad(message("'{text}' is none of {known}; say in 'map' which it means", text=text[:40], known=listing(hint)))


def day_of(value: Any, cell: Cell, latest: Day) -> tuple[WrittenDay, tuple[Phrase, ...]]:
    """The time in a cell and what is to be noted; Bad after `latest`: nobody can know then what happens later."""
    if isinstance(value, date):
        plain = value.date() if isinstance(value, datetime) else value
        found = WrittenDay(plain, plain, "day")
    else:
        found = day_written(cell_word(value), cell.format, serial=cell.excel)
    if found.first < EARLIEST:
        raise Bad(message("{day} is before {year:d}", day=found.first, year=EARLIEST.year))
    if found.first > latest:
        raise Bad(message("{day} is after {latest}, the day of recording", day=found.first, latest=latest))
    if found.other is None:
        return found, ()
    text = cell_word(value)
    return found, (
        message("'{text}' may be {day} or {other}; taken as {day}", text=text, day=found.first, other=found.other),
    )


def _day(value: Any, cell: Cell) -> Taken:
    found, notes = day_of(value, cell, date.max)
    return Taken(found.first, notes)


def cell_word(value: Any) -> str:
    """A cell in words: one line, and numbers as they are written."""
    if isinstance(value, str):
        return squeeze(value)
    if isinstance(value, int) and abs(value) > 10**30:
        raise Bad(message("holds a number beyond sense"))
    if isinstance(value, int | float | Decimal | date):
        return typed_text(value)
    raise Bad(message("holds neither words nor a number nor a day"))


def _amount(text: str, cell: Cell) -> Taken:
    """An amount by the column's options; a mark that may part thousands or decimals is noted."""
    if cell.sum:
        found = _zero(text) or sum_in(text, decimal=cell.decimal, scale=cell.scale)
    elif cell.decimal == "," or (cell.decimal is None and _COMMA_DECIMAL.fullmatch(text)):
        found = Sum(amount_in(str(decimal_number(text, cell.decimal)), cell.scale), None)
    else:
        two_ways = text if cell.decimal is None and TWO_WAYS.fullmatch(text) else None
        found = Sum(amount_in(text, cell.scale), None, two_ways=two_ways)
    if found.two_ways is None:
        return Taken(found)
    both = message('\'{text}\' can be read in two ways; say decimal = "." or "," in the mapping', text=found.two_ways)
    return Taken(found, (both,))


_COMMA_DECIMAL = re.compile(r"\d+,\d{1,2}", re.ASCII)
"""Read as decimals only where the mapping says so; `decimal_number` tells how."""


def _zero(text: str) -> Sum | None:
    """A plain nought, which is a sum for turnover, though nobody pays it."""
    return Sum(Decimal(0), None) if re.fullmatch(r"0+(?:[.,]0+)?", text) else None


def _count(text: str, cell: Cell) -> Taken:
    try:
        return Taken(Count(number_in(text)))
    except Bad:
        found = count_in(text)
    if max(found.number or 0, found.least or 0, found.most or 0) > LARGEST:
        raise Bad(message("'{text}' is more than any count of this field", text=text[:40]))
    return Taken(found)


def _yes(text: str, cell: Cell) -> Taken:
    if text.casefold() in _TRUE + _FALSE:
        return Taken(text.casefold() in _TRUE)
    raise Bad(message("'{text}' is neither yes nor no", text=text[:40]))


_READERS: dict[Any, Callable[[str, Cell], Taken]] = {
    str: lambda text, cell: Taken(text),
    Amount: _amount,
    int: _count,
    float: lambda text, cell: Taken(share_in(text, percent=cell.percent, decimal=cell.decimal)),
    bool: _yes,
}
