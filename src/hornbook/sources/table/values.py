"""Values of a fact's fields out of cells: text as it stands in a file, or what a typed format holds."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from hornbook.formats.cells import Bad, amount_in, day_in, number_in, squeeze
from hornbook.sources.table.field import Cell
from hornbook.terms import Amount, Day
from hornbook.text import listing, message

_TRUE, _FALSE = ("true", "yes", "y", "1", "是"), ("false", "no", "n", "0", "否")


def value_of(value: Any, hint: Any, cell: Cell, *, several: bool) -> Any:
    """What a field of that type takes from a cell; a tuple of words where `several` may stand.

    None when the mapping's `map` makes it empty. Bad when the cell holds something else.
    """
    if several or hint == tuple[str, ...]:
        parts = value if isinstance(value, list) else cell_word(value).split(cell.split or "\0")
        words = [squeeze(cell.map.get(part, part)) for part in map(cell_word, parts)]
        return tuple(dict.fromkeys(filter(None, words))) or None
    if isinstance(value, date) and hint is Day:
        return day_of(value, cell.format, date.max)[0]
    if isinstance(value, bool) and hint is not bool:
        raise Bad(message("true or false stands where another value should"))
    text = cell_word(value)
    text = cell.map.get(text, text)
    if not text:
        return None
    return _enum(hint, text) if issubclass(hint, StrEnum) else _READERS[hint](text, cell)


def _enum(hint: type[StrEnum], text: str) -> StrEnum:
    if text not in list(hint):
        raise Bad(
            message("'{text}' is none of {known}; say in 'map' which it means", text=text[:40], known=listing(hint))
        )
    return hint(text)


def day_of(value: Any, formats: tuple[str, ...], latest: Day) -> tuple[Day, str]:
    """A day and the format in which it was written."""
    if isinstance(value, date):
        plain = value.date() if isinstance(value, datetime) else value
        return day_in(plain.isoformat(), latest=latest), "%Y-%m-%d"
    text = cell_word(value)
    for pattern in formats[:-1]:
        try:
            datetime.strptime(text, pattern)  # noqa: DTZ007  only a look whether it fits
        except ValueError:
            continue
        return day_in(text, pattern, latest=latest), pattern
    return day_in(text, *formats, latest=latest), (formats or ("%Y-%m-%d",))[-1]


def precision(pattern: str) -> str:
    """How exact a day is that was written so: day, month or year."""
    if any(mark in pattern for mark in ("%d", "%j", "%x", "%c")):
        return "day"
    return "month" if any(mark in pattern for mark in ("%m", "%b", "%B")) else "year"


def cell_word(value: Any) -> str:
    """A cell in words: one line, and numbers as they are written."""
    if isinstance(value, str):
        return squeeze(value)
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime) and not (value.hour or value.minute or value.second):
        return value.date().isoformat()
    if isinstance(value, int | float | Decimal | date):
        return str(value)
    raise Bad(message("holds neither words nor a number nor a day"))


def _share(text: str) -> float:
    found = amount_in(text, Decimal(1_000_000)) / 1_000_000
    if found > 1:
        raise Bad(message("'{text}' is not between 0 and 1", text=text[:40]))
    return float(found)


def _yes(text: str) -> bool:
    if text.casefold() in _TRUE + _FALSE:
        return text.casefold() in _TRUE
    raise Bad(message("'{text}' is neither yes nor no", text=text[:40]))


_READERS: dict[Any, Callable[[str, Cell], Any]] = {
    str: lambda text, cell: text,
    Amount: lambda text, cell: amount_in(text, cell.scale),
    Day: lambda text, cell: day_of(text, cell.format, date.max)[0],
    int: lambda text, cell: number_in(text),
    float: lambda text, cell: _share(text),
    bool: lambda text, cell: _yes(text),
}
