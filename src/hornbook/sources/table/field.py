"""How one field of a fact is filled: from a column, with options that fit it, or with a fixed value."""

import re
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, get_args, get_type_hints

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from hornbook.document import Document, Loc, hint_words
from hornbook.kinds import KINDS, Fact
from hornbook.terms import Amount, Day
from hornbook.text import message


def many(value: Any) -> Any:
    """A list of one where a single value stands."""
    return value if isinstance(value, list | tuple) else [value]


Many = Annotated[tuple[str, ...], BeforeValidator(many)]
"""One text or several."""


class MappingSection(BaseModel):
    """A section of a mapping: no other keys than these."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Cell(MappingSection):
    """A column, and how its cells read."""

    column: str
    format: Many = ()
    scale: Decimal = Field(Decimal(1), gt=0)
    map: dict[str, str] = {}
    split: str | None = Field(None, min_length=1)


CURRENCY = re.compile(r"[A-Z]{3}", re.ASCII)
"""ISO 4217."""


def _inner(hint: Any) -> Any:
    """A type without the None of what may be empty."""
    inner = [arg for arg in get_args(hint) if arg is not type(None)]
    return inner[0] if type(None) in get_args(hint) else hint


_HINTS = {name: {field: _inner(hint) for field, hint in get_type_hints(kind).items()} for name, kind in KINDS.items()}


def hint_of(kind: type[Fact], field: str) -> Any:
    """The type of a field, without the None of one that may be empty."""
    return _HINTS[kind.__name__][field]


def cell_for(found: Document, value: Any, loc: Loc, hint: Any) -> Cell:
    """A cell whose options fit the field that it fills; MappingError for one that does not."""
    cell = found.check(Cell, value, loc)
    for option, fits, meant in (
        ("format", hint is Day, message("days")),
        ("scale", hint is Amount, message("amounts of money")),
        ("split", hint in (str, tuple[str, ...]), message("words")),
    ):
        if option in cell.model_fields_set and not fits:
            raise found.error(
                (*loc, option),
                message("'{option}' is for {meant}, and '{key}' holds none", option=option, meant=meant, key=loc[-1]),
            )
    for pattern in cell.format:
        if not _reads_days(pattern):
            how = message("Write %Y, %m and %d where year, month and day stand, as in %d/%m/%Y.")
            raise found.error((*loc, "format"), message("'{pattern}' is no format of a day", pattern=pattern), hint=how)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        for meaning in cell.map.values():
            if meaning not in list(hint):
                error = message("'{key}' is never '{value}'", key=loc[-1], value=meaning)
                raise found.error((*loc, "map"), error, word=meaning, hint=hint_words(hint, meaning))
    return cell


def _reads_days(pattern: str) -> bool:
    try:
        datetime.strptime(date(2019, 12, 31).strftime(pattern), pattern)  # noqa: DTZ007  only a trial
    except ValueError:
        return False
    return any(mark in pattern for mark in ("%Y", "%y", "%x", "%c", "%D", "%F"))


def fixed_for(found: Document, value: Any, loc: Loc, hint: Any) -> Any:
    """A value that is the same in every row, of the field's own type."""
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        if value not in list(hint):
            raise found.error(
                loc,
                message("'{key}' is never '{value}'", key=loc[-1], value=str(value)),
                word=str(value),
                hint=hint_words(hint, str(value)),
            )
        return hint(value)
    if hint == tuple[str, ...] and isinstance(value, list) and all(isinstance(part, str) for part in value):
        return tuple(value)
    if hint is Amount and type(value) in (int, Decimal) and value >= 0:
        return Decimal(value)
    if hint is float and type(value) in (int, Decimal):
        return float(value)
    if loc[-1] == "currency" and not CURRENCY.fullmatch(str(value)):
        raise found.error(loc, message("'currency' should be three capital letters, such as CNY"))
    if type(value) is hint and not (hint is int and value < 0):
        return value
    meant = {
        str: message("a text"),
        int: message("a whole number"),
        bool: message("true or false"),
        Day: message("a day"),
        Amount: message("an amount"),
    }
    error = message(
        "'{key}' should be {wanted}", key=loc[-1], wanted=meant.get(hint, message("a number or a list of texts"))
    )
    raise found.error(loc, error, hint=message('For a column write {{ column = "…" }}.'))
