"""A chart as SVG: it loads nothing, runs nothing, and is the same bytes for the same figures and fonts."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hornbook.locale import Lang
from hornbook.optional import report_extra
from hornbook.render.charts.bars import draw_bars
from hornbook.render.charts.curves import draw_curves
from hornbook.render.charts.dots import draw_dots
from hornbook.render.charts.parts import draw_nothing
from hornbook.render.charts.read import Figure, read_chart
from hornbook.render.charts.theme import configuration
from hornbook.render.sheet import Chart, ChartForm

_DRAW: dict[ChartForm, Callable[[Figure], tuple[Any, dict[str, float]]]] = {
    ChartForm.LINE: draw_curves, ChartForm.STEP: draw_curves, ChartForm.BAND: draw_curves,
    ChartForm.BAR: draw_bars, ChartForm.STACKED: draw_bars, ChartForm.MAP: draw_dots,
}  # fmt: skip
VEGA_LITE = "6.4"
"""The grammar that Altair 6.3 writes."""
_registered: set[Path] = set()


def chart_svg(chart: Chart, lang: Lang, fonts: Path, drawable: Callable[[str], str] = str) -> str:
    """A chart as one element `svg` without ids, so that a page may hold several.

    `fonts` is the folder whose fonts are measured; `drawable` replaces letters that they lack. Raises HornbookError
    without the extra `report`, and where a drawing would have more series than can be told apart.
    """
    figure = read_chart(chart, lang, drawable)
    spec = vega_lite(figure)
    convert = report_extra("vl_convert")
    if fonts not in _registered:
        convert.register_font_directory(str(fonts))
        _registered.add(fonts)
    return str(convert.vegalite_to_svg(json.dumps(spec), vl_version=VEGA_LITE, allowed_base_urls=[]))


def chart_png(chart: Chart, lang: Lang, fonts: Path, drawable: Callable[[str], str] = str) -> bytes:
    """The same as PNG, twice as large as it stands on a page."""
    svg = chart_svg(chart, lang, fonts, drawable)
    return bytes(report_extra("vl_convert").svg_to_png(svg, scale=2.0))


def vega_lite(figure: Figure) -> dict[str, Any]:
    """The drawing in the grammar of Vega-Lite; a test holds it to its schema, which takes longer than the rest."""
    with report_extra("altair.utils.schemapi").debug_mode(False):
        drawing, room = (_DRAW[figure.chart.form] if figure.figures else draw_nothing)(figure)
        whole = drawing.properties(padding=room, autosize="none").configure(**configuration())
        found: dict[str, Any] = whole.to_dict(validate=False)
    return found
