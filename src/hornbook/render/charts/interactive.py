"""A chart that answers a pointer: the same drawing for Vega in a browser, with each figure in words beside it."""

from collections.abc import Callable
from functools import cache
from typing import Any

from hornbook.locale import Lang
from hornbook.optional import report_extra
from hornbook.render.charts.read import Figure, read_chart
from hornbook.render.charts.scale import figure_words, plain_number
from hornbook.render.charts.svg import VEGA_LITE, vega_lite
from hornbook.render.sheet import Chart, ChartForm

_TIP = "tip"
_WITH_TIPS = ("point", "bar", "line")


def interactive_spec(chart: Chart, lang: Lang, drawable: Callable[[str], str] = str) -> dict[str, Any]:
    """The drawing in the grammar of Vega-Lite, with a tip at each figure; HornbookError without the extra `report`."""
    figure = read_chart(chart, lang, drawable)
    spec = vega_lite(figure)
    if chart.form is ChartForm.MAP or not figure.figures:
        return spec
    at_point, at_bar = _point_tips(figure), _bar_tips(figure)
    for layer in spec.get("layer", ()):
        mark = layer["mark"]
        if (mark if isinstance(mark, str) else mark["type"]) not in _WITH_TIPS:
            continue
        rows = _rows(spec, layer)
        for row in rows:
            row[_TIP] = at_bar.get((row["series"], row["bar"])) if "bar" in row else at_point.get(_place(row))
        if any(row.get(_TIP) for row in rows):
            layer["encoding"]["tooltip"] = {"field": _TIP, "type": "nominal"}
    return spec


@cache
def vega_script() -> str:
    """Vega, Vega-Lite and vega-embed as one script for a browser, from the installed package."""
    return str(report_extra("vl_convert").javascript_bundle(vl_version=VEGA_LITE))


def _rows(spec: dict[str, Any], layer: dict[str, Any]) -> list[dict[str, Any]]:
    data = layer.get("data", {})
    found: list[dict[str, Any]] = data.get("values") or spec.get("datasets", {}).get(data.get("name"), [])
    return found


def _place(row: dict[str, Any]) -> tuple[Any, Any]:
    return row.get("x"), row.get("y")


def _point_tips(figure: Figure) -> dict[tuple[Any, Any], str]:
    """The words of each point by its place on the drawing; points that lie on one place share a tip."""
    tips: dict[tuple[Any, Any], str] = {}
    for series in figure.series:
        for point in series.points:
            if point.figure is not None:
                place = plain_number(point.at), point.figure
                words = _tip(figure, series.label, point.place, point.figure)
                tips[place] = f"{tips[place]}; {words}" if place in tips else words
    return tips


def _bar_tips(figure: Figure) -> dict[tuple[int, int], str]:
    places = list(dict.fromkeys(point.place for series in figure.series for point in series.points))
    return {
        (n, places.index(point.place)): _tip(figure, series.label, point.place, point.figure)
        for n, series in enumerate(figure.series)
        for point in series.points
        if point.figure is not None
    }


def _tip(figure: Figure, label: str, place: str, value: float) -> str:
    return f"{place} · {label}: {figure_words(value, figure.up.kind, figure.lang)}"
