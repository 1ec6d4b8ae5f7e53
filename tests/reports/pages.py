"""Editions read back: the words of a page and of a PDF, the figures in them, and the glyphs that a PDF draws."""

import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pypdf

UNITS = {"bn": 1e9, "m": 1e6, "万亿": 1e12, "亿": 1e8, "万": 1e4, "%": 1e-2, "": 1.0}
BLOCKS = ("p", "li", "td", "th", "h1", "h2", "h3", "h4", "caption")
UNREAD = ("style", "script", "svg", "summary")
"""What of a page is no text of an edition: its style, its manifest, its drawings, and the word that opens a table."""
_SPACE = re.compile(r"[\s\u00ad\u200b\u2060\ufeff•]")


def joined(text: str) -> str:
    """Text without spaces, invisible signs and bullets, which a page sets as it likes."""
    return _SPACE.sub("", text)


def figures_of(text: str) -> list[float]:
    """The numbers of a text in full, whatever the unit of the language; days are none."""
    found = re.findall(r"([\d.,]*\d)\s*(bn|m\b|万亿|亿|万|%)?", re.sub(r"\d{4}-\d\d-\d\d", "", text))
    return [round(float(number.replace(",", "")) * UNITS[unit], 6) for number, unit in found]


class EditionPage(HTMLParser):
    """The blocks of text of a page in HTML, and its cells of figures, both in their order."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.blocks: list[str] = []
        self.figures: list[str] = []
        self._inside: tuple[str, bool] | None = None
        self._unread = 0
        self._text = ""
        self.feed(file.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a block."""
        self._unread += tag in UNREAD
        if tag in BLOCKS:
            self._inside, self._text = (tag, tag == "td" and dict(attrs).get("class") == "figure"), ""

    def handle_data(self, data: str) -> None:
        """Keep its text."""
        if not self._unread:
            self._text += data

    def handle_endtag(self, tag: str) -> None:
        """End a block."""
        self._unread -= tag in UNREAD
        if self._inside and tag == self._inside[0]:
            self.blocks.append(self._text)
            self.figures += [self._text] if self._inside[1] else []
            self._inside = None


def pdf_text(file: Path, foot: str) -> str:
    """The joined text of a PDF without what stands at the foot of each page."""
    pages = pypdf.PdfReader(file).pages
    return "".join(
        joined(page.extract_text()).removesuffix(joined(f"{foot}{n}/{len(pages)}")) for n, page in enumerate(pages, 1)
    )


def glyphs(file: Path) -> Counter[int]:
    """How often a PDF draws each glyph of its fonts, in its drawings too; 0 is `.notdef`, an empty box."""
    pdf = pypdf.PdfReader(file)
    return Counter(glyph for page in pdf.pages for glyph in _drawn(pdf, page.get_contents(), page["/Resources"]))


def _drawn(pdf: pypdf.PdfReader, stream: Any, resources: Any) -> Iterator[int]:
    if stream is None:
        return
    objects = resources.get_object().get("/XObject", {})
    for operands, operator in pypdf.generic.ContentStream(stream, pdf).operations:
        if operator in (b"Tj", b"'", b'"'):
            yield from _glyphs_of(operands[-1])
        elif operator == b"TJ":
            for part in operands[0]:
                yield from () if isinstance(part, int | float) else _glyphs_of(part)
        elif operator == b"Do":
            form = objects[operands[0]].get_object()
            if form.get("/Subtype") == "/Form":
                yield from _drawn(pdf, form, form.get("/Resources", resources))


def _glyphs_of(text: Any) -> Iterator[int]:
    """The glyphs of a string: two bytes each, as Identity-H has them."""
    data = text if isinstance(text, bytes) else text.original_bytes
    for first, second in zip(data[::2], data[1::2], strict=True):
        yield first << 8 | second
