"""Lines, steps and bands: figures along days or numbers, each with its label at its end."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from hornbook.optional import report_extra
from hornbook.render.charts.parts import (
    across,
    composed,
    drawn,
    left_room,
    spread,
    text_at,
    thresholds,
    unit_above,
    upward,
)
from hornbook.render.charts.read import Figure, Series
from hornbook.render.charts.scale import Scale, day_scale, figure_scale, plain_number
from hornbook.render.charts.theme import (
    DASHES,
    FOOT,
    GAP,
    HEAD,
    LETTERS,
    PAPER,
    SHAPES,
    SMALL,
    SOFT,
    STROKES,
    TALL,
    WIDTH,
    text_width,
)  # fmt: skip
from hornbook.render.sheet import ChartForm, Kind

POINTS = 24
"""A line of no more points has a dot at each."""


def draw_curves(figure: Figure) -> tuple[Any, dict[str, float]]:
    """The layers of a chart of lines, and the room around its field."""
    up = figure_scale(figure.figures, figure.up.kind, figure.lang, from_zero=figure.up.kind is not Kind.NUMBER)
    along = _along(figure)
    labels = [series.label if len(figure.series) > 1 else "" for series in figure.series]
    right = max(max(map(text_width, labels)) + GAP * 2, text_width(along.words[-1], SMALL) / 2 + 2)
    left = max(left_room(up), text_width(along.words[0], SMALL) / 2 + 2 if along.ticks[0] == along.low else 0.0)
    size = (WIDTH - left - right, float(TALL))
    layers = [*_intervals(figure, along, up)]
    for n, series in enumerate(figure.series):
        layers += _line(figure, series, n, along, up)
    layers += thresholds(figure, along, up, size)
    layers += _end_labels(figure, labels, up, size)
    layers += unit_above(figure, left)
    room = {"left": left, "right": right, "top": float(HEAD if figure.unit else LETTERS), "bottom": float(FOOT)}
    if figure.along.kind is not Kind.DAY:
        words = figure.words(figure.along.heading)
        layers.append(text_at(size[0], TALL + FOOT + 4, words, align="right", color=SOFT, fontSize=SMALL))
        room["bottom"] += 16
    return composed(layers, *size), room


def _along(figure: Figure) -> Scale:
    places = [point.at for series in figure.series for point in series.points if point.at is not None]
    days = [place for place in places if isinstance(place, date)]
    if days:
        return day_scale(days)
    numbers = [value for value in map(plain_number, [*places, *(m.x for m in figure.chart.marks)]) if value is not None]
    found = figure_scale(numbers, figure.along.kind, figure.lang, from_zero=False, most=6)
    low, high = min(numbers, default=found.low), max(numbers, default=found.high)
    inner = [(tick, word) for tick, word in zip(found.ticks, found.words, strict=True) if low <= tick <= high]
    if len(inner) < 2:
        return found
    return Scale(low, high, tuple(tick for tick, _ in inner), tuple(word for _, word in inner))


def _intervals(figure: Figure, along: Scale, up: Scale) -> Iterator[Any]:
    alt = report_extra("altair")
    shape = "step-after" if figure.chart.form is ChartForm.STEP else "linear"
    for n, series in enumerate(figure.series):
        for rows in _unbroken_intervals(series):
            area = drawn(rows).mark_area(color=STROKES[n], opacity=0.16, interpolate=shape)
            yield area.encode(x=across(along), y=upward(up), y2=alt.Y2("y2"))


def _unbroken_intervals(series: Series) -> Iterator[list[dict[str, Any]]]:
    """The intervals of a series, parted where one is unknown."""
    rows: list[dict[str, Any]] = []
    for point in series.points:
        if point.low is not None and point.high is not None:
            rows.append({"x": plain_number(point.at), "y": point.low, "y2": point.high})
        elif rows:
            yield rows
            rows = []
    if rows:
        yield rows


def _line(figure: Figure, series: Series, n: int, along: Scale, up: Scale) -> Iterator[Any]:
    """A line, broken where a figure is unknown, and a dot at each point where these are few or stand alone."""
    parts: list[list[dict[str, Any]]] = [[]]
    for point in series.points:
        x = plain_number(point.at)
        if x is None or point.figure is None:
            parts.append([])
        else:
            parts[-1].append({"x": x, "y": point.figure})
    step = figure.chart.form is ChartForm.STEP
    for rows in filter(None, parts):
        line = drawn(rows).mark_line(
            color=STROKES[n], strokeDash=DASHES[n], interpolate="step-after" if step else "linear"
        )
        yield line.encode(x=across(along), y=upward(up))
        if not step and len(series.points) <= POINTS:
            dots = drawn(rows).mark_point(
                shape=SHAPES[n], filled=True, fill=STROKES[n], stroke=PAPER, strokeWidth=1, size=52, opacity=1
            )
            yield dots.encode(x=across(along), y=upward(up))


def _end_labels(figure: Figure, labels: list[str], up: Scale, size: tuple[float, float]) -> Iterator[Any]:
    """The label of each line at its end, pushed apart where ends meet."""
    if not any(labels):
        return
    ends = [
        next((p.figure for p in reversed(series.points) if p.figure is not None), up.low) for series in figure.series
    ]
    places = [size[1] * (1 - (end - up.low) / (up.high - up.low)) for end in ends]
    apart = spread(places, LETTERS + 3, 0, size[1])
    for n, (at, label) in enumerate(zip(apart, labels, strict=True)):
        yield text_at(size[0] + GAP, at, label, color=STROKES[n])
