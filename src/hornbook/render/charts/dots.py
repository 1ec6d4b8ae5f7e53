"""Dots on a map of coordinates, without borders: a map with borders wants a permit before it is printed in China.

Lines are drawn only where a user gives a base map of their own.
"""

from math import ceil, cos, floor, pi, radians, sqrt
from typing import Any

from hornbook.optional import report_extra
from hornbook.render.charts.parts import composed, drawn, haloed, unit_above
from hornbook.render.charts.read import Figure
from hornbook.render.charts.scale import Scale, figure_words, plain_number
from hornbook.render.charts.theme import (
    FOOT,
    GAP,
    HEAD,
    PAPER,
    SMALL,
    SOFT,
    STROKES,
    WIDTH,
    clipped_text,
    text_width,
)

LABELLED = 14
"""No more dots are named than this, the largest first."""
TALLEST = 520
LARGEST = 22
"""The radius of the largest dot, in pixels."""
Box = tuple[float, float, float, float]


def draw_dots(figure: Figure) -> tuple[Any, dict[str, float]]:
    """The layers of a map of dots, and the room around its field."""
    alt = report_extra("altair")
    rows = _dots(figure)
    (west, east), (south, north) = _ends([row["x"] for row in rows]), _ends([row["y"] for row in rows])
    left = text_width("00°N", SMALL) + GAP
    width = WIDTH - left - GAP
    # A degree of longitude is shorter than one of latitude, by the cosine of the latitude in the middle.
    ratio = (north - south) / ((east - west) * max(0.2, cos(radians((south + north) / 2))))
    height = min(TALLEST, width * ratio)
    width = min(width, height / ratio)
    along, up = _degrees(west, east, "E", "W"), _degrees(south, north, "N", "S")
    x, y = (of("xy"[n], type="quantitative", axis=alt.Axis(values=list(s.ticks), labelExpr=s.expression, grid=True),
               scale=alt.Scale(domain=s.domain, nice=False, zero=False))
            for n, (of, s) in enumerate(((alt.X, along), (alt.Y, up))))  # fmt: skip
    dots = drawn(rows).mark_point(
        shape="circle", filled=True, fill=STROKES[0], stroke=PAPER, strokeWidth=1, opacity=0.85
    )
    layers: list[Any] = _outlines(figure, along, up, x, y)
    layers += [dots.encode(x, y, size=alt.Size("area", type="quantitative", scale=None))]
    layers += _names(figure, rows, along, up, (width, height), WIDTH - left)
    layers += unit_above(figure, left)
    return composed(layers, width, height), {
        "left": left,
        "right": WIDTH - left - width,
        "top": float(HEAD),
        "bottom": float(FOOT),
    }


def _outlines(figure: Figure, along: Scale, up: Scale, x: Any, y: Any) -> list[Any]:
    """The lines of a base map that come into the field, cut at its edges; no layer without a base map."""
    alt = report_extra("altair")
    rows = [
        {"x": east, "y": north, "line": n, "place": place}
        for n, line in enumerate(figure.chart.outlines)
        if any(along.low <= east <= along.high and up.low <= north <= up.high for east, north in line)
        for place, (east, north) in enumerate(line)
    ]
    if not rows:
        return []
    lines = drawn(rows).mark_line(clip=True, color=SOFT, strokeWidth=0.7, strokeJoin="round")
    detail, order = alt.Detail("line", type="nominal"), alt.Order("place", type="quantitative")
    return [lines.encode(x, y, detail=detail, order=order)]


def _dots(figure: Figure) -> list[dict[str, Any]]:
    """The dots, the largest first, so that small ones lie on top of it."""
    chart, points = figure.chart, figure.series[0].points
    placed: list[tuple[float, float, float, str]] = []
    for point, row in zip(points, chart.table.rows, strict=True):
        x, size = plain_number(point.at), plain_number(row.get(chart.size)) if chart.size else 1.0
        if x is None or point.figure is None or abs(x) > 180 or abs(point.figure) > 90 or not size or size < 0:
            continue
        name = figure.words(row.get(chart.label) or "") if chart.label else ""
        placed.append((size, x, point.figure, name))
    placed.sort(key=lambda dot: (-dot[0], *dot[1:]))
    most = placed[0][0] if placed else 1.0
    largest = LARGEST if chart.size else 5
    areas = [pi * max(2.5, largest * sqrt(size / most)) ** 2 for size, *_ in placed]
    return [
        {"size": size, "x": x, "y": y, "name": name, "area": area}
        for (size, x, y, name), area in zip(placed, areas, strict=True)
    ]


def _ends(values: list[float]) -> tuple[float, float]:
    """From where to where an axis runs: what is shown and a margin around it, one degree at least."""
    low, high = min(values, default=100.0), max(values, default=101.0)
    margin = max(0.5, (high - low) * 0.08)
    return low - margin, high + margin


def _degrees(low: float, high: float, after: str, before: str) -> Scale:
    step = next(n for n in (0.2, 0.5, 1, 2, 5, 10, 20, 30, 60, 90) if (high - low) / n <= 6)
    ticks = tuple(round(n * step, 6) for n in range(ceil(low / step), floor(high / step) + 1))
    words = tuple(f"{abs(tick):g}°{after if tick >= 0 else before}" for tick in ticks)
    return Scale(low, high, ticks, words)


def _names(
    figure: Figure, rows: list[dict[str, Any]], along: Scale, up: Scale, size: tuple[float, float], end: float
) -> list[Any]:
    """Names beside the largest dots, left of `end`, each where no other name or dot lies in its way."""
    if not figure.chart.label:
        return []
    width, height = size
    circles: list[Box] = []
    for row in rows:
        x = (row["x"] - along.low) / (along.high - along.low) * width
        y = (1 - (row["y"] - up.low) / (up.high - up.low)) * height
        radius = sqrt(row["area"] / pi)
        circles.append((x - radius, y - radius, x + radius, y + radius))
    taken: list[Box] = []
    layers: list[Any] = []
    for n, row in enumerate(rows):
        if len(taken) >= LABELLED or not row["name"]:
            continue
        words = clipped_text(_name(figure, row), 180, SMALL)
        own = circles[n]
        wide, middle = text_width(words, SMALL), (own[1] + own[3]) / 2
        start = (own[0] + own[2] - wide) / 2
        for x, y in ((own[2] + 3, middle), (own[0] - 3 - wide, middle), (start, own[1] - 9), (start, own[3] + 9)):
            box = (x, y - 7, x + wide, y + 7)
            others = [*taken, *(circle for m, circle in enumerate(circles) if m != n and m < 3 * LABELLED)]
            outside = box[0] < 0 or box[2] > end or box[1] < 0 or box[3] > height
            if outside or any(_overlap(box, other) for other in others):
                continue
            taken.append(box)
            layers += haloed(x, y, words, size=SMALL)
            break
    return layers


def _name(figure: Figure, row: dict[str, Any]) -> str:
    """The name of a dot, with its figure where dots have sizes."""
    chart = figure.chart
    if not chart.size:
        return str(row["name"])
    kind = next(column.kind for column in chart.table.columns if column.key == chart.size)
    return f"{row['name']} {figure_words(row['size'], kind, figure.lang)}"


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
