"""What a person says, as it is written: on the command line, or one row of a CSV."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from hornbook.errors import QuestionError, suggestion
from hornbook.formats.cells import squeeze
from hornbook.formats.rows import csv_table
from hornbook.kinds import KINDS, payload
from hornbook.text import Phrase, listing, message

KEY = "key"
"""What tells several facts of one kind and day apart, where their fields do not."""
GRADE = "grade"
"""How good the evidence is."""

ENCODINGS = ("utf-8-sig", "gb18030")
"""In which lists are written, the first in which the whole file reads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenWord:
    """One thing that a person says, in words."""

    about: str
    """A company by name or subject, or a fact by its id."""
    kind: str = ""
    fields: Mapping[str, str]
    on: str | None = None
    because: str
    by: str | None = None
    line: str | None = None
    """File and line; none on the command line."""


class Faults:
    """Every mistake of a command, so that all are told at once."""

    def __init__(self) -> None:
        self._told: list[tuple[int, Phrase]] = []

    def __bool__(self) -> bool:
        return bool(self._told)

    def add(self, position: int, line: str | None, problem: Phrase) -> None:
        """Keep a mistake in the word at that position."""
        self._told.append((position, message("{place}: {problem}", place=line, problem=problem) if line else problem))

    def refuse(self) -> None:
        """QuestionError with every mistake, where there are any: nothing is written."""
        if self._told:
            told = dict.fromkeys(phrase for _, phrase in sorted(self._told, key=lambda each: each[0]))
            raise QuestionError(listing([*told, message("Nothing was written.")], "\n"))


@dataclass(frozen=True, slots=True)
class HandTable:
    """Which columns a CSV of hand-made statements has."""

    needed: tuple[str, ...]
    known: tuple[str, ...]
    """Every column that may stand there, the needed ones too."""
    common: tuple[str, ...] = ()
    """Of these, the columns that are no fields of a fact."""


DECISIONS = HandTable(("company", "matter", "outcome"), ("company", "matter", "outcome", "because", "decided_by", "on"))
WITHDRAWALS = HandTable(("fact",), ("fact", "because", "decided_by"))
_COMMON = ("company", "kind", "on", "because", "decided_by")


def statements_table() -> HandTable:
    """The columns of facts of any kind: one a field, and those that all have."""
    own = {name for kind in KINDS.values() for name in payload(kind).names} - set(_COMMON)
    return HandTable(("company", "kind"), (*_COMMON, KEY, GRADE, *sorted(own)), _COMMON)


def hand_rows(
    path: Path, table: HandTable, headings: Mapping[str, str] | None = None
) -> Iterator[tuple[str, dict[str, str]]]:
    """The rows of a CSV: file and line, and the cells that are not empty; QuestionError where it cannot be read so.

    `headings`: columns by what they are called in another language. A cell that was escaped against formulas is read
    as it was before.
    """
    names, rows = csv_table(path, encodings=ENCODINGS, delimiter=None)
    columns = {name: _column(name, headings or {}) for name in names}
    _require(path.name, list(columns.values()), table)
    faults, some = Faults(), False
    read: list[tuple[str, dict[str, str]]] = []
    for number, row in enumerate(rows):
        some = True
        if row.problem is not None:
            faults.add(number, row.place, row.problem)
            continue
        cells = {columns[name]: squeeze(_unescaped(text)) for name, text in row.cells.items()}
        read.append((row.place, {name: text for name, text in cells.items() if text}))
    faults.refuse()
    if not some:
        raise QuestionError(message("{file} has no row below its headings.", file=path.name))
    yield from read


def _column(name: str, headings: Mapping[str, str]) -> str:
    plain = unicodedata.normalize("NFKC", name).strip()
    return headings.get(re.sub(r"\s+", "", plain)) or re.sub(r"[\s-]+", "_", plain.casefold())


def _unescaped(text: str) -> str:
    return text[1:] if re.match(r"'[=+\-@\t\r\n]", text) else text


def _require(file: str, columns: Sequence[str], table: HandTable) -> None:
    problems: list[Phrase] = []
    for name in table.needed:
        if name not in columns:
            near = suggestion(name, columns)
            problems.append(
                message("{file}:1: there is no column '{column}'.{hint}", file=file, column=name, hint=near)
            )
    for name in dict.fromkeys(columns):
        if name not in table.known:
            near = suggestion(name, table.known)
            problems.append(
                message("{file}:1: the column '{column}' is none of these.{hint}", file=file, column=name, hint=near)
            )
        elif columns.count(name) > 1:
            problems.append(message("{file}:1: two columns are called '{column}'.", file=file, column=name))
    if problems:
        known = message("Columns: {columns}.", columns=listing(table.known))
        raise QuestionError(listing([*problems, known, message("Nothing was written.")], "\n"))
