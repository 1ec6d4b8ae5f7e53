"""Columns of a list looked at as a whole: headings that stand one column beside what they name."""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from hornbook.formats.cells import squeeze
from hornbook.formats.workbook import Cell
from hornbook.sources.shared.list_places import is_city
from hornbook.text import Phrase, message

_FEW = 60
"""Between commas a name is not longer; a longer text is a sentence."""


class ListColumn(NamedTuple):
    """A column: its heading and what its cells say, without the empty ones."""

    heading: str
    texts: tuple[str, ...]


def list_column(heading: str, cells: Iterable[Cell]) -> ListColumn:
    """A column from its cells."""
    texts = (squeeze(str(cell)) for cell in cells if cell is not None)
    return ListColumn(squeeze(heading), tuple(text for text in texts if text))


def shifted_sector(sector: ListColumn, unknown: list[ListColumn]) -> Phrase | None:
    """Why a column of sectors cannot be one: most of its cells are cities, and a column beside it is not understood."""
    if not sector.texts or not any(column.texts for column in unknown):
        return None
    cities = sum(times for word, times in Counter(sector.texts).items() if is_city(word))
    if cities * 2 <= len(sector.texts):
        return None
    return message(
        "column '{column}': {n:,} of {all:,} cells are cities. The columns may be shifted, so it is not read",
        column=sector.heading,
        n=cities,
        all=len(sector.texts),
    )


def shifted_investors(investors: ListColumn, unknown: list[ListColumn]) -> Phrase | None:
    """Why a column of investors cannot be one: it never holds a comma, while one that is not understood mostly does."""
    if not investors.texts or any("," in text for text in investors.texts):
        return None
    for column in unknown:
        lists = [text for text in column.texts if "," in text and all(len(part) < _FEW for part in text.split(","))]
        if len(lists) * 2 > max(len(column.texts), len(investors.texts)):
            return message(
                "column '{column}' never holds a comma, while '{other}' does in {n:,} of {all:,} cells. The columns "
                "may be shifted, so it is not read",
                column=investors.heading,
                other=column.heading,
                n=len(lists),
                all=len(column.texts),
            )
    return None
