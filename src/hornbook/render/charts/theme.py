"""The one look of all charts: sizes, colours and letters, in pixels of a drawing of WIDTH."""

from typing import Any
from unicodedata import east_asian_width

WIDTH = 640
LETTERS = 13
"""The size of letters: a drawing as wide as the text of a page of A4 has them at 9 points."""
SMALL = 12
ROW = 26
"""How much room a horizontal bar takes."""
TALL = 230
"""How high the field of a chart with upright figures is."""
HEAD = 30
"""The room above the field, for the unit."""
FOOT = 28
"""The room below the field, for the labels of its axis."""
GAP = 8

INK, SOFT, RULE, PAPER = "#1d2733", "#5b6876", "#d5dbe1", "#ffffff"

FONTS = "Noto Sans SC, PingFang SC, Microsoft YaHei, sans-serif"
"""The first is the font of the extra `report`; a browser without it takes the next."""

STROKES = ("#12355b", "#c8553d", "#1b8a7a", "#8a5a9e", "#6b6b6b", "#a3701a")
"""Colours of lines: each dark enough on paper, and told apart by readers who see fewer colours."""
DASHES = ([1, 0], [7, 3], [2, 2], [9, 3, 2, 3], [4, 1], [12, 4])
SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down")
FILLS = ("#12355b", "#c8553d", "#6baed6", "#f2c14e", "#e6e9ed")
"""Colours of the parts of a bar, from dark to light, so that a copy in grey tells them apart."""
ON_FILLS = (PAPER, PAPER, INK, INK, INK)
"""Colours of letters on these."""


def text_width(text: str, size: float = LETTERS) -> float:
    """How wide a text is, about: a Chinese character is as wide as it is high."""
    return size * sum(1.0 if east_asian_width(letter) in "WF" else 0.62 for letter in text)


def clipped_text(text: str, width: float, size: float = LETTERS) -> str:
    """A text that is at most so wide; what is cut off is shown by an ellipsis."""
    if text_width(text, size) <= width:
        return text
    while text and text_width(text + "…", size) > width:
        text = text[:-1]
    return text.rstrip() + "…"


def configuration() -> dict[str, Any]:
    """What Vega-Lite is told of all charts: no frames, no ticks, thin rules behind the figures."""
    axis = {
        "domain": False, "ticks": False, "grid": False, "title": None, "labelColor": SOFT, "labelFontSize": SMALL,
        "labelPadding": 6, "labelOverlap": False, "labelLimit": 0, "labelBound": False, "labelFlush": False,
        "gridColor": RULE,
    }  # fmt: skip
    return {
        "aria": False,
        "background": PAPER,
        "font": FONTS,
        "view": {"stroke": None},
        "axis": axis,
        "axisX": {"labelPadding": 10},
        "text": {"color": INK, "fontSize": LETTERS, "baseline": "middle", "align": "left"},
        "line": {"strokeWidth": 2.2, "strokeJoin": "round"},
        "area": {"line": False},
        "bar": {"strokeWidth": 0},
    }
