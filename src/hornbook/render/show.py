"""Answers for people and for programs: a table on the terminal, JSON, or CSV that a spreadsheet cannot be hurt by."""

import csv
import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, NamedTuple

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text as Styled

from hornbook.locale import Lang, in_language
from hornbook.text import Phrase, Text


class Form(StrEnum):
    """How an answer is written."""

    PAGE = "page"
    JSON = "json"
    CSV = "csv"


class Column(NamedTuple):
    """A column: its key in JSON and CSV, and its heading on a page."""

    key: str
    heading: Text
    right: bool = False
    tight: bool = False
    """Never broken over lines; figures never are."""
    wide: bool = False
    """Only on a page of at least WIDE characters."""


WIDE = 110
WIDEST = 120
"""Lines of text are no longer than this, however wide the terminal is."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def say(text: Phrase, lang: Lang) -> str:
    """The sentence in a language."""
    return in_language(text, lang)


def console() -> Console:
    """Where pages are printed; names from files are never taken for markup."""
    return Console(markup=False, highlight=False, emoji=False, soft_wrap=False)


def plain(value: Any) -> Any:
    """A value as JSON has it: days in ISO 8601, money as a number."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    return value


def cell(value: Any, lang: Lang = Lang.EN) -> str:
    """A value as a page has it; what is not known is said to be unknown."""
    if value is None or value == "":
        return "未知" if lang is Lang.ZH else "unknown"
    if isinstance(value, bool):
        return ("是" if value else "否") if lang is Lang.ZH else ("yes" if value else "no")
    if isinstance(value, Decimal | float):
        value = float(value)
        return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:,.2f}".rstrip("0").rstrip(".")
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, list | tuple):
        return ", ".join(cell(inner, lang) for inner in value)
    return str(value)


def safe(value: Any) -> Any:
    """A value as CSV has it: text that a spreadsheet would run as a formula is quoted with an apostrophe."""
    if isinstance(value, list | tuple):
        value = "; ".join(str(plain(inner)) for inner in value)
    if isinstance(value, Mapping):
        value = json.dumps(plain(value), ensure_ascii=False)
    if isinstance(value, str):
        return "'" + value if value.startswith(_FORMULA) else value
    return "" if value is None else plain(value)


def table(
    rows: Iterable[Mapping[str, Any]],
    columns: Sequence[Column],
    form: Form,
    lang: Lang,
    *,
    title: str = "",
    limit: int | None = None,
) -> None:
    """Print rows in a form; on a page at most `limit` of them, and then how many more there are."""
    if form is Form.JSON:
        document([{c.key: row.get(c.key) for c in columns} for row in rows])
    elif form is Form.CSV:
        as_csv(rows, [c.key for c in columns])
    else:
        _page(list(rows), columns, lang, title, limit)


def document(value: Any) -> None:
    """Print one JSON document."""
    sys.stdout.write(json.dumps(plain(value), ensure_ascii=False, indent=2) + "\n")


def as_csv(rows: Iterable[Mapping[str, Any]], keys: Sequence[str], *, heading: bool = True) -> None:
    """Print rows as CSV."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    if heading:
        writer.writerow(keys)
    for row in rows:
        writer.writerow([safe(row.get(key)) for key in keys])


def _page(rows: list[Mapping[str, Any]], columns: Sequence[Column], lang: Lang, title: str, limit: int | None) -> None:
    out = console()
    columns = [column for column in columns if not column.wide or out.width >= WIDE]
    shown = Table(title=Styled(title) if title else None, title_justify="left", header_style="bold")
    for column in columns:
        shown.add_column(
            Styled(_broken(say(column.heading, lang), column)),
            justify="right" if column.right else "left",
            overflow="fold",
            no_wrap=column.right or column.tight,
        )
    for row in rows[:limit]:
        shown.add_row(*(Styled(cell(row.get(c.key), lang)) for c in columns))
    out.print(shown)
    if limit is not None and len(rows) > limit:
        more = len(rows) - limit
        out.print(
            f"… 另有 {more:,} 行；--csv 或 --json 可全部输出。"
            if lang is Lang.ZH
            else f"… and {more:,} more; --csv or --json print them all."
        )


def entries(rows: Iterable[Mapping[str, Any]], columns: Sequence[Column], lang: Lang) -> None:
    """Rows of sentences, which no table holds well: the first column as a heading, each other on lines of its own."""
    out = console()
    for row in rows:
        out.print(f"\n{row[columns[0].key]}", style="bold")
        for column in columns[1:]:
            out.print(f"  {say(column.heading, lang)}: {cell(row.get(column.key), lang)}")


def _broken(heading: str, column: Column) -> str:
    """A heading of several words over lines, where its cells are narrow figures."""
    return heading.replace(" ", "\n") if column.right and "," not in heading else heading


def story(facts: Iterable[Mapping[str, Any]], lang: Lang, *, title: str) -> None:
    """Facts as two lines each: what was true from when, then who knew it when and where that is written."""
    out = console()
    out.print(title)
    known = "获知于" if lang is Lang.ZH else "known"
    for fact in facts:
        out.print(f"\n{fact['valid']}  {fact['kind']}  {fact['says']}")
        out.print(
            f"            {known} {fact['known']} · {fact['grade']} · {fact['source']} · {fact['place']} · {fact['id']}"
        )


def billions(amount: Decimal | None, lang: Lang) -> str:
    """US dollars in billions (English) or 亿 (Chinese), to one decimal."""
    if amount is None:
        return cell(None, lang)
    return f"{amount / 10**8:,.1f} 亿美元" if lang is Lang.ZH else f"US${amount / 10**9:,.1f}bn"


_HAN = r"\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
_ATOMS = re.compile(rf"\s+|'[^'\s]{{1,24}}'|[{_HAN}]|[^\s{_HAN}]+")
_CLOSING = "，。；：、！？）》」』”’…,.;:!?)]}"
_OPENING = "（《「『“‘(["


def wrapped(text: str, width: int) -> list[str]:
    """Text as lines of at most so many cells, broken at spaces and between Chinese characters.

    No line begins with a closing mark or ends with an opening one; a word longer than a line, such as an address, stays
    whole on a line of its own.
    """
    lines, line = [], ""
    for word in _words(text):
        if line.strip() and cell_len(line + word.rstrip()) > width:
            lines.append(line.rstrip())
            line = word.lstrip()
        else:
            line += word
    return [*lines, line.rstrip()]


def _words(text: str) -> list[str]:
    """What may not be broken: a word with the space behind it, a Chinese character with the marks around it."""
    found: list[str] = []
    for atom in _ATOMS.findall(text):
        joins = found and (atom.isspace() or atom[0] in _CLOSING or found[-1][-1] in _OPENING)
        if joins:
            found[-1] += atom
        else:
            found.append(atom)
    return found


class Page:
    """Lines for people, broken to fit the terminal and indented as they belong together."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang
        self.out = console()
        self._width = min(self.out.width, WIDEST)

    def say(self, text: Phrase, indent: int = 0, *, lead: str = "", style: str = "") -> None:
        """A sentence in the page's language."""
        self.line(say(text, self.lang), indent, lead=lead, style=style)

    def line(self, text: str, indent: int = 0, *, lead: str = "", style: str = "") -> None:
        """A line; what does not fit goes on under its first word, behind the `lead`."""
        hang = " " * (indent + cell_len(lead))
        for n, part in enumerate(wrapped(text, max(20, self._width - len(hang)))):
            before = " " * indent + lead if n == 0 else hang
            self.out.print(Styled(before + part, style=style), soft_wrap=True)
