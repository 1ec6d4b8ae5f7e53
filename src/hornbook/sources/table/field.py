"""How one field of a fact is filled: from a column, with options that fit it, or with a fixed value."""

import re
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Literal, get_args, get_type_hints

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from hornbook.document import Document, hint_words
from hornbook.kinds import KINDS, Fact
from hornbook.positions import Loc
from hornbook.terms import EARLIEST, LARGEST, Amount, Day
from hornbook.text import Phrase, message


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
    scale: Decimal = Field(Decimal(1), gt=0, le=Decimal(10) ** 12)
    map: dict[str, str] = {}
    split: Annotated[tuple[Annotated[str, Field(min_length=1)], ...], BeforeValidator(many)] = ()
    """The marks that part several words in one cell."""
    sum: bool = False
    """True where the cell holds a sum as people write it: $1.5B, 5.5亿美元, 约3000万."""
    decimal: Literal[".", ","] | None = None
    """The mark of decimals in the column's numbers."""
    percent: bool = False
    """True where 45 means 0.45."""
    excel: bool = False
    """True where a plain number is a day as a workbook counts it."""


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
        ("excel", hint is Day, message("days")),
        ("scale", hint is Amount, message("amounts of money")),
        ("sum", hint is Amount, message("amounts of money")),
        ("decimal", hint in (Amount, float), message("amounts and figures")),
        ("percent", hint is float, message("shares and figures")),
        ("split", hint in (str, tuple[str, ...]), message("words")),
    ):
        if option in cell.model_fields_set and not fits:
            raise found.error(
                (*loc, option),
                message("'{option}' is for {meant}, and '{key}' holds none", option=option, meant=meant, key=loc[-1]),
            )
    for pattern in cell.format:
        if problem := _no_format(pattern):
            how = message("Write %Y, %m and %d where year, month and day stand, as in %d/%m/%Y.")
            raise found.error((*loc, "format"), problem, hint=how)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        for meaning in cell.map.values():
            if meaning not in list(hint):
                error = message("'{key}' is never '{value}'", key=loc[-1], value=meaning)
                raise found.error((*loc, "map"), error, word=meaning, hint=hint_words(hint, meaning))
    return cell


_PERIOD = re.compile(r"(?:Q|H|季|半年)", re.IGNORECASE)


def _no_format(pattern: str) -> Phrase:
    """What is wrong with a format of days; empty where nothing is."""
    if _PERIOD.search(re.sub(r"%[a-zA-Z%]", "", pattern)):
        return message("'{pattern}' is no format: quarters and halves are read without one", pattern=pattern)
    try:
        whole = datetime.strptime(date(2019, 12, 31).strftime(pattern), pattern)  # noqa: DTZ007  only a trial
    except (ValueError, re.error):
        return message("'{pattern}' is no format of a day", pattern=pattern)
    if whole.year == 2019 and any(mark in pattern for mark in ("%Y", "%y", "%x", "%c", "%D", "%F", "%G")):
        return ""
    return message("'{pattern}' is no format of a day", pattern=pattern)


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
    if hint is Amount and _is_number(value) and 0 <= value <= LARGEST:
        if value != round(Decimal(value), 2):
            raise found.error(loc, message("'{key}' has more than two decimals", key=loc[-1]))
        return Decimal(value)
    if hint is float and _is_number(value):
        if loc[-1] == "probability" and not 0 <= value <= 1:
            raise found.error(loc, message("'{key}' should lie between 0 and 1", key=loc[-1]))
        return float(value)
    if hint is int and type(value) is int and value > LARGEST:
        raise found.error(loc, message("'{key}' is larger than any count of this field", key=loc[-1]))
    if loc[-1] == "currency" and not CURRENCY.fullmatch(str(value)):
        raise found.error(loc, message("'currency' should be three capital letters, such as CNY"))
    if hint is Day and type(value) is date and value < EARLIEST:
        raise found.error(loc, message("{day} is before {year:d}", day=value, year=EARLIEST.year))
    if type(value) is hint and hint is not Amount and not (hint is int and value < 0):
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


def _is_number(value: Any) -> bool:
    """A whole or decimal number that is finite; TOML also knows nan and inf."""
    return type(value) in (int, Decimal) and Decimal(value).is_finite()
