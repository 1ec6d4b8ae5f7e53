"""What a mapping can be drafted from: a file's encoding, its headings in English and Chinese, its sorts of cells."""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from hornbook.errors import SourceError
from hornbook.formats.cells import Bad, amount_in, slug, squeeze
from hornbook.formats.encoding import other_encoding
from hornbook.sources.shared.days import day_written
from hornbook.sources.shared.sums import sum_in
from hornbook.sources.source import sources_by_name
from hornbook.sources.table.draft_words import DAY_FORMATS, currency_of, role_of, scale_of
from hornbook.sources.table.grid import GridRow, grid
from hornbook.sources.table.sections import Shape
from hornbook.sources.table.values import cell_word
from hornbook.terms import Day
from hornbook.text import message

_LOOKED_AT = 2_000
"""How many rows are looked at."""
_TOP = 12
"""Headings stand within so many rows of the top."""
_FITS = 0.9
"""A reading that takes this share of a column's cells is the column's."""
_MARKS = ("、", "，", "；", ";", "|", ",")


@dataclass(frozen=True, slots=True)
class DraftColumn:
    """One column: its heading, what it is taken for, and the words of its cells."""

    name: str
    role: str | None
    words: tuple[str, ...]
    """Every cell that says something, as it is written."""
    empty: int
    """How many cells say nothing."""
    days: int
    """How many cells a workbook holds as days."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What was found in a file."""

    path: Path
    file: dict[str, Any]
    """The keys of [file] that are needed."""
    columns: tuple[DraftColumn, ...]
    rows: tuple[dict[str, Any], ...]

    def column(self, role: str) -> DraftColumn | None:
        """The first column of that role."""
        return next((column for column in self.columns if column.role == role), None)


def draft_of(path: Path) -> Draft:
    """Look at a file; SourceError where no mapping can read it or no column holds names."""
    file: dict[str, Any] = {}
    if not path.name.lower().endswith((".xlsx", ".parquet")) and (other := other_encoding(path)):
        file["encoding"] = other
    header = _header(path, file)
    if header > 1:
        file["header"] = header
    rows = tuple(row.cells for row in islice(_rows(path, file), _LOOKED_AT) if row.problem is None)
    names = list(dict.fromkeys(name for row in rows for name in row))
    taken: set[str] = set()
    columns = tuple(_column(name, rows, taken) for name in names)
    found = Draft(path, file, columns, rows)
    if found.column("name") is None and found.column("id") is None:
        raise SourceError(
            message("{file}: no column looks like the name of a company. Write the mapping by hand.", file=path.name)
        )
    return found


def _rows(path: Path, file: dict[str, Any]) -> Iterator[GridRow]:
    shape = Shape.model_validate(file)
    return grid(path, shape, set(_names(path, shape))).rows


def _names(path: Path, shape: Shape) -> tuple[str, ...]:
    return grid(path, shape, set()).columns or ()


def _header(path: Path, file: dict[str, Any]) -> int:
    """The row of the headings: the first whose columns are known words, the likeliest of the top rows."""
    if not path.name.lower().endswith((".csv", ".tsv", ".csv.gz", ".tsv.gz", ".xlsx")):
        return 1
    best, known = 1, -1
    for row in range(1, _TOP + 1):
        with suppress(SourceError):
            names = _names(path, Shape.model_validate({**file, "header": row}))
            count = len({role_of(name) for name in names} - {None})
            if count > known and len(names) > 1:
                best, known = row, count
    return best


def _column(name: str, rows: tuple[dict[str, Any], ...], taken: set[str]) -> DraftColumn:
    """A column with its role; a role is given once, but for classes."""
    role = role_of(name)
    if role in taken and role not in ("sector", "personal", "total"):
        role = None
    if role:
        taken.add(role)
    words: list[str] = []
    empty = days = 0
    for row in rows:
        value = row.get(name)
        days += isinstance(value, date)
        try:
            word = cell_word(value) if value is not None else ""
        except Bad:
            word = ""
        empty += not word
        if word:
            words.append(word)
    return DraftColumn(name, role, tuple(words), empty, days)


def share(column: DraftColumn, fits: Callable[[str], object]) -> float:
    """The share of a column's cells that a reading takes."""
    taken = 0
    for word in column.words:
        with suppress(Bad, ValueError):
            fits(word)
            taken += 1
    return taken / len(column.words) if column.words else 0.0


def day_options(column: DraftColumn) -> dict[str, Any] | None:
    """How the days of a column are to be read; None where they are none."""
    if not column.words:
        return None
    if share(column, day_written) >= _FITS or column.days >= _FITS * len(column.words):
        return {}
    if share(column, partial(day_written, serial=True)) >= _FITS:
        return {"excel": True}
    shares = {each: share(column, partial(day_written, formats=(each,))) for each in DAY_FORMATS}
    best = max(shares, key=lambda each: shares[each])
    if shares[best] >= _FITS:
        return {"format": best}
    some = [each for each in DAY_FORMATS if shares[each] >= 0.1]
    together = share(column, partial(day_written, formats=tuple(some)))
    return {"format": some} if some and together >= 0.5 else None


def sum_options(column: DraftColumn) -> dict[str, Any]:
    """How the sums of a column are to be read."""
    options: dict[str, Any] = {}
    scale = scale_of(column.name)
    plain, as_sums = share(column, amount_in), share(column, sum_in)
    commas = share(column, partial(sum_in, decimal=","))
    if commas > max(plain, as_sums) or any(re.fullmatch(r"\D*\d+,\d{1,2}\D*", word) for word in column.words):
        options["decimal"] = ","
    if plain < as_sums or "decimal" in options:
        options["sum"] = True
    if scale != 1:
        options["scale"] = int(scale)
    return options


def currency(found: Draft, column: DraftColumn) -> tuple[str | None, bool]:
    """The currency of a column's sums, and whether it is only assumed; None where each cell names its own."""
    if stated := currency_of(column.name):
        return stated, False
    named = [sum_of.currency for sum_of in _sums(column) if sum_of.currency]
    if column.words and len(named) >= _FITS * len(column.words):
        return None, False
    if named:
        return max(set(named), key=named.count), True
    if any(re.search(r"\d,\d\d,\d{3}", word) for word in column.words):
        return "INR", True
    chinese = any(re.search("[一-鿿]", each.name) for each in found.columns)
    return ("CNY" if chinese else "USD"), True


def _sums(column: DraftColumn) -> Iterator[Any]:
    for word in column.words:
        with suppress(Bad):
            yield sum_in(word)


def marks_in(column: DraftColumn) -> list[str]:
    """The marks that part several words in the cells of a column."""
    return [mark for mark in _MARKS if sum(mark in word for word in column.words) > len(column.words) * 0.02]


def continues(found: Draft) -> list[str]:
    """The columns whose empty cells repeat the cell above: the name's, and those that are empty with it."""
    name = found.column("name") or found.column("id")
    if name is None or not found.rows:
        return []
    holes = [n for n, row in enumerate(found.rows) if row.get(name.name) in (None, "")]
    if not holes or holes[0] == 0 or len(holes) < 0.02 * len(found.rows):
        return []
    same = [
        each.name
        for each in found.columns
        if each.role in ("id", "name", "founded", "country", "region", "city", "website")
        and all(found.rows[n].get(each.name) in (None, "") for n in holes)
    ]
    return same or [name.name]


def recorded_in(path: Path) -> Day | None:
    """The day that a file's name holds."""
    match = re.search(r"(\d{4})[-_]?(\d{2})[-_]?(\d{2})", path.name)
    with suppress(ValueError, TypeError):
        return date(int(match[1]), int(match[2]), int(match[3])) if match else None
    return None


def source_word(path: Path) -> str:
    """A word for the source out of the file's name, which no other source has."""
    stem = re.sub(r"[^a-z0-9_-]", "", slug(path.name.split(".")[0]).replace(" ", "-"))[:40].strip("-_")
    return stem if stem and stem[0].isalnum() and stem not in sources_by_name() else "table"


def lines_a_list(found: Draft) -> bool:
    """Whether rows of one company, day and type name one investor each."""
    parts = [found.column(role) for role in ("name", "day", "type", "investors")]
    if any(part is None for part in parts):
        return False
    seen: dict[tuple[Any, ...], set[str]] = {}
    for row in found.rows:
        *key, investor = (squeeze(str(row.get(part.name) or "")) for part in parts if part)
        seen.setdefault(tuple(key), set()).add(investor)
    several = sum(len(names) > 1 for names in seen.values())
    return several > 0.05 * len(seen)


def decimal_scale(scale: Decimal | int) -> str:
    """A scale as a mapping writes it: 1e6."""
    power = len(str(int(scale))) - 1
    return f"1e{power}" if Decimal(10) ** power == scale else str(int(scale))
