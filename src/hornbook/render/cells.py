"""One cell of a table: as words for a page, as a plain value for a file."""

from datetime import date
from decimal import Decimal
from typing import Any

from hornbook.locale import Lang, printed
from hornbook.render.sheet import Column, Kind
from hornbook.text import Listing, Message, Money, Share, Text, one_line

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def shown_cell(value: Any, column: Column, lang: Lang) -> str:
    """A cell as a page has it; what is not known is said to be unknown."""
    if value is None or value == "":
        return printed(column.empty, lang)
    if isinstance(value, list | tuple) and not isinstance(value, Text):
        return printed(Listing(tuple(value)), lang)
    if column.kind is Kind.USD and isinstance(value, Decimal | int | float):
        return printed(Money(Decimal(value)), lang)
    if column.kind is Kind.SHARE and isinstance(value, Decimal | int | float):
        return printed(Share(float(value)), lang)
    if column.kind is Kind.CODE or isinstance(value, str):
        return one_line(str(value))
    return printed(value, lang)


def plain_cell(value: Any, lang: Lang = Lang.EN) -> Any:
    """A cell as a file has it: days in ISO 8601, numbers in full, phrases in one language, several with semicolons."""
    if value is None:
        return ""
    if isinstance(value, Text | Message | Listing):
        return printed(value, lang)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple | frozenset):
        return "; ".join(str(plain_cell(item, lang)) for item in value)
    if isinstance(value, dict):
        return "; ".join(f"{_safe(str(key))}: {plain_cell(item, lang)}" for key, item in value.items())
    return _safe(value) if isinstance(value, str) else value


def _safe(text: str) -> str:
    """Text without control characters; a file can hold its line ends and tabs as they are."""
    if text.isprintable():
        return text
    return "".join(letter if letter in "\n\r\t" else one_line(letter) for letter in text)


def unformulaic(value: Any) -> Any:
    """Text that a spreadsheet would run as a formula, quoted with an apostrophe; all else as it is."""
    return "'" + value if isinstance(value, str) and value.startswith(_FORMULA) else value


def file_columns(columns: tuple[Column, ...]) -> list[tuple[str, Column, Lang]]:
    """The columns of a file: its heading, the column, and the language; a column of phrases in two stands twice."""
    found = []
    for column in columns:
        if column.file:
            found.append((column.key, column, Lang.EN))
            if column.pair:
                found.append((f"{column.key}_zh", column, Lang.ZH))
    return found
