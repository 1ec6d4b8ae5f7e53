"""A table on paper: how large its letters are, how wide its columns, and whether its page is turned."""

import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from hornbook.locale import Lang, printed
from hornbook.render.cells import shown_cell
from hornbook.render.charts.theme import text_width
from hornbook.render.lines import visible
from hornbook.render.sheet import Column, Kind, Table

ROWS_PRINTED = 2_000
"""A printed table has no more rows than this; JSON, CSV and workbooks have them all."""

UPRIGHT, TURNED = 470.0, 717.0
"""How wide the text of a page of A4 is, in points: as it stands, and turned."""
INSET = 9.0
"""The space left and right of a cell's words, in points."""
_FITS = (
    (UPRIGHT, 9.0, 26.0), (UPRIGHT, 8.5, 18.0), (UPRIGHT, 8.0, 12.0),
    (TURNED, 9.0, 26.0), (TURNED, 8.0, 18.0), (TURNED, 7.0, 12.0), (TURNED, 6.0, 8.0),
)  # fmt: skip
"""What is tried in turn: the width of the page, the size of letters, and the width of a column of text, in letters."""
LONG_WORD = 18
"""A word without spaces that is longer may be broken."""
_WORDS = re.compile(rf"[^\s\u2e80-\u9fff\uf900-\uffef]{{{LONG_WORD},}}")
_PLACES = re.compile(r"[^/_\-.:,=&?|@]{1,12}[/_\-.:,=&?|@]*|[/_\-.:,=&?|@]+")
_WHOLE = (Kind.DAY, Kind.YES)


Runs = list[str | list[str]]


def text_runs(text: str) -> Runs:
    """A text as runs: an empty one is the end of a line; one in a list is part of a long word that may be broken."""
    found: Runs = []
    for n, line in enumerate(text.split("\n") if text else []):
        found += [""] if n else []
        found += _line_runs(line)
    return found


def _line_runs(line: str) -> Iterator[str | list[str]]:
    start = 0
    for word in _WORDS.finditer(line):
        if word.start() > start:
            yield line[start : word.start()]
        yield from ([place] for place in _PLACES.findall(word[0]))
        start = word.end()
    if line[start:]:
        yield line[start:]


def table_data(
    table: Table, lang: Lang, drawable: Callable[[str], str], *, turned: bool = False
) -> tuple[dict[str, Any], int]:
    """A table for the template, and how many of its rows are left out; `turned` pages have room for wider ones."""
    columns = [column for column in table.columns if column.page]
    most = ROWS_PRINTED if table.shown is None else min(table.shown, ROWS_PRINTED)

    def cell(value: Any, column: Column) -> str:
        return drawable(visible(shown_cell(value, column, lang)))

    headings = [drawable(visible(printed(column.heading, lang))) for column in columns]
    rows = [[cell(row.get(column.key), column) for column in columns] for row in islice(table.rows, most)]
    tight = [column.kind.figure or column.tight or column.kind in _WHOLE for column in columns]
    widths = [_natural(headings[n], [row[n] for row in rows], whole=tight[n]) for n in range(len(columns))]
    size, turned, fitting, most_wide = _fit(widths, tight, turned=turned)
    shares = [None if fitting or whole else min(wide, most_wide) for wide, whole in zip(widths, tight, strict=True)]
    points = [wide * size + INSET if whole else None for wide, whole in zip(widths, tight, strict=True)]
    drawn = [
        {"heading": text_runs(heading), "figure": column.kind.figure, "tight": whole, "share": share, "wide": wide}
        for heading, column, whole, share, wide in zip(headings, columns, tight, shares, points, strict=True)
    ]
    data = {"columns": drawn, "rows": [list(map(text_runs, row)) for row in rows], "size": size, "turned": turned}
    return data, len(table.rows) - len(rows)


def _natural(heading: str, cells: list[str], *, whole: bool) -> float:
    """How wide a column wants to be, in letters; the heading of one that is never broken may stand over lines."""
    inner = max((text_width(line, 1) for cell in cells for line in cell.split("\n")), default=1.0)
    words = max((text_width(word, 1) for word in heading.split()), default=1.0)
    return max(inner, min(words, 8.5) if whole else words, 1.0)


def _fit(widths: list[float], tight: list[bool], *, turned: bool) -> tuple[float, bool, bool, float]:
    """The size of letters, whether the page is turned, whether nothing is broken, and the widest column of text."""
    for width, size, most in _FITS:
        if turned and width == UPRIGHT:
            continue
        wanted = [w if whole else min(w, most) for w, whole in zip(widths, tight, strict=True)]
        if sum(wanted) * size + len(widths) * INSET <= width:
            return size, width == TURNED, wanted == widths, most
    return _FITS[-1][1], True, False, _FITS[-1][2]
