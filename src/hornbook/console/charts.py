"""The charts of a page under addresses of their own: as SVG and PNG, and for Vega in a browser."""

import json

from hornbook.errors import QuestionError
from hornbook.locale import Lang
from hornbook.render.charts.interactive import interactive_spec
from hornbook.render.charts.svg import chart_png, chart_svg
from hornbook.render.fonts import shipped_fonts
from hornbook.render.lines import visible
from hornbook.render.sheet import Chart, Sheet
from hornbook.text import message

CHART_FORMATS = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "vega": "application/json; charset=utf-8",
}
"""The forms of a chart with their content types; `vega` is the drawing in the grammar of Vega-Lite."""


def charts_of(sheet: Sheet) -> tuple[Chart, ...]:
    """The charts of a page from top to bottom; an address counts them from 1."""
    return tuple(block for block in sheet.blocks if isinstance(block, Chart))


def chart_bytes(sheet: Sheet, number: int, form: str, lang: Lang) -> bytes:
    """One chart of a page in one of CHART_FORMATS; QuestionError where the page has no chart of this number."""
    charts = charts_of(sheet)
    if not 1 <= number <= len(charts):
        raise QuestionError(message("This page has no chart {n}.", n=number))
    chart = charts[number - 1]
    if form == "png":
        return chart_png(chart, lang, shipped_fonts(), visible)
    if form == "svg":
        return chart_svg(chart, lang, shipped_fonts(), visible).encode()
    return json.dumps(interactive_spec(chart, lang, visible), ensure_ascii=False).encode()
