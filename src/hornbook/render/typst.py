"""Sheets as a PDF that screen readers can read (PDF/UA-1), drawn by Typst: the same sheets, the same bytes.

The template `page.typ` is ours and fixed. What it draws comes to it as data, so that no word of a file is read as
markup; it reads no file, and only the fonts that it is given are used.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hornbook.locale import Lang, printed
from hornbook.optional import report_extra
from hornbook.render.charts.svg import chart_svg
from hornbook.render.fonts import PageFonts, shipped_fonts
from hornbook.render.lines import visible
from hornbook.render.print_table import Runs, table_data, text_runs
from hornbook.render.sheet import (
    Block,
    Chart,
    ClauseBlock,
    EmptyLine,
    Heading,
    Hint,
    Items,
    KeyFigures,
    Line,
    More,
    Sheet,
    Table,
    key_figure_line,
    titled_sheet,
)
from hornbook.text import Phrase, message

_TEMPLATE = Path(__file__).with_name("page.typ")
_SIGNS = {True: ("yes", "✓"), False: ("no", "×"), None: ("unknown", "?")}
"""As on other pages, but for the cross, which Noto has in this form alone."""
_SIZE = re.compile(r'<svg[^>]* width="([0-9.]+)" height="([0-9.]+)"')
BEHIND = 60
"""A page shows at most so many rows of the table behind a chart."""


@dataclass(frozen=True, slots=True)
class Edition:
    """What stands around printed sheets: the title of the file, the words at the foot of each page, and its day.

    The day is the document's date; without one it has none, so that two runs give the same bytes. `contents` is the
    heading of a list of all headings, which stands first, below the title and `front`, where there is one. `attached`
    is the name and the text of a JSON file within the PDF.
    """

    title: Phrase
    foot: Phrase = ""
    day: date | None = None
    contents: Phrase | None = None
    attached: tuple[str, str] | None = None
    front: tuple[Block, ...] = ()


def pdf_bytes(sheets: Sequence[Sheet], lang: Lang, fonts: PageFonts, edition: Edition) -> bytes:
    """Sheets as one PDF; HornbookError without the extra `report`.

    Behind a list of contents they follow each other on the page; without one each begins on a page of its own.
    """
    typst = report_extra("typst")
    page = _Page(lang, fonts)
    day = edition.day
    data = {
        "title": page.plain(edition.title),
        "lang": lang.value,
        "region": "CN" if lang is Lang.ZH else "GB",
        "families": fonts.families,
        "bold": fonts.bold,
        "day": [day.year, day.month, day.day] if day else None,
        "foot": page.words(edition.foot),
        "contents": page.words(edition.contents or ""),
        "heading": page.words(edition.title),
        "front": list(page.blocks(Sheet(edition.title, edition.front))),
        "attached": edition.attached,
        "about": page.plain(message("The figures of this document, and what each follows from")),
        "sheets": [page.sheet(titled_sheet(sheet)) for sheet in sheets],
    }
    with TemporaryDirectory() as nothing:
        made: bytes = typst.compile(
            _TEMPLATE.read_bytes(),
            root=nothing,
            package_path=nothing,
            package_cache_path=nothing,
            font_paths=typst.Fonts(False, False, [str(folder) for folder in fonts.folders]),
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
            format="pdf",
            pdf_standards=["ua-1"],
            timestamp=0,
        )
    return made


def _chart_width(svg: str, *, turned: bool) -> float:
    """How wide a drawing stands on the page, in millimetres: as the text of an upright page, if it is not too high."""
    size = _SIZE.search(svg)
    assert size
    width, height = map(float, size.groups())
    return min(166.0, (140.0 if turned else 225.0) * width / height)


@dataclass(frozen=True, slots=True)
class _Page:
    """Blocks as data for the template, in one language and with the letters that the fonts have."""

    lang: Lang
    fonts: PageFonts
    turned: bool = False

    def plain(self, phrase: Phrase) -> str:
        """A phrase as text."""
        return self.fonts.drawable(visible(printed(phrase, self.lang)))

    def words(self, phrase: Phrase) -> Runs:
        """A phrase as runs of the template."""
        return text_runs(self.plain(phrase))

    def sheet(self, sheet: Sheet) -> dict[str, Any]:
        """A sheet; its pages are turned where one of its tables is too wide for them as they stand."""
        blocks = list(self.blocks(sheet))
        if not self.turned and any(block["is"] == "table" and block["turned"] for block in blocks):
            blocks = list(replace(self, turned=True).blocks(sheet))
            return {"turned": True, "blocks": blocks}
        return {"turned": False, "blocks": blocks}

    def blocks(self, sheet: Sheet) -> Iterator[dict[str, Any]]:
        """The blocks of a sheet; headings begin at level 1 and leave no level out, as PDF/UA asks."""
        level = 0
        for block in sheet.blocks:
            if isinstance(block, Heading):
                level = min(block.level, level + 1)
                yield {"is": "heading", "level": level, "text": self.words(block.text)}
            else:
                yield from self.block(block)

    def block(self, block: Block) -> Iterator[dict[str, Any]]:
        """A block as data; what only a terminal shows is left out."""
        match block:
            case Line():
                yield self.line(block)
            case Items():
                items = [self.words(item) for item in block.items]
                yield {"is": "items", "items": items, "more": self.more(block.hidden)}
            case KeyFigures():
                yield from (self.line(Line(key_figure_line(figure), strong=True)) for figure in block.items)
            case ClauseBlock():
                answer, sign = _SIGNS[block.answer]
                details = [self.line(line) for line in block.details]
                yield {
                    "is": "clause", "answer": answer, "sign": sign, "text": self.words(block.text),
                    "details": details, "indent": block.indent,
                }  # fmt: skip
            case Table():
                yield self.table(block)
            case Chart():
                svg = chart_svg(block, self.lang, shipped_fonts(), lambda text: self.fonts.drawable(visible(text)))
                yield {
                    "is": "chart", "title": self.words(block.title), "alt": self.plain(block.alt), "svg": svg,
                    "wide": _chart_width(svg, turned=self.turned),
                }  # fmt: skip
                yield self.table(replace(block.table, title=None, shown=block.table.shown or BEHIND))
            case More():
                yield {"is": "more", "text": self.more(block.hidden)}
            case EmptyLine():
                yield {"is": "gap"}
            case Hint() | Heading():
                pass

    def line(self, line: Line) -> dict[str, Any]:
        """A sentence as data."""
        return {
            "is": "line", "text": self.words(line.text), "indent": line.indent, "strong": line.strong,
            "lead": self.words(line.lead.strip()),
        }  # fmt: skip

    def more(self, hidden: int) -> Runs:
        """How many are left out, in words; nothing where none is."""
        return self.words(message("… and {n:,} more.", n=hidden)) if hidden > 0 else []

    def table(self, table: Table) -> dict[str, Any]:
        """A table as data, with its title and how many rows it leaves out."""
        found, hidden = table_data(table, self.lang, self.fonts.drawable, turned=self.turned)
        return {"is": "table", "title": self.words(table.title or ""), "more": self.more(hidden), **found}
