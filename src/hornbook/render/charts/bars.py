"""Bars: upright along days or short words, lying where their labels are long; of one figure, or of parts."""

import json
from collections.abc import Sequence
from typing import Any

from hornbook.locale import in_language
from hornbook.optional import report_extra
from hornbook.render.charts.parts import composed, drawn, left_room, spread, text_at, thresholds, unit_above, upward
from hornbook.render.charts.read import Figure
from hornbook.render.charts.scale import Scale, figure_scale, figure_words, plain_number
from hornbook.render.charts.theme import (
    FILLS,
    FOOT,
    GAP,
    HEAD,
    INK,
    LETTERS,
    ON_FILLS,
    PAPER,
    ROW,
    SMALL,
    SOFT,
    STROKES,
    TALL,
    WIDTH,
    clipped_text,
    text_width,
)  # fmt: skip
from hornbook.render.sheet import SIGN, ChartForm, Kind

LONGEST = 310
"""How wide the labels beside lying bars are at most."""
SHORT = 46
"""An upright bar is labelled with words of at most this width."""

Rows = list[dict[str, Any]]


def draw_bars(figure: Figure) -> tuple[Any, dict[str, float]]:
    """The layers of a chart of bars, and the room around its field."""
    places = list(dict.fromkeys(point.place for series in figure.series for point in series.points))
    narrow = len(places) * SHORT < WIDTH and all(text_width(place, SMALL) <= SHORT for place in places)
    draw = _upright if figure.along.kind is Kind.DAY or narrow else _lying
    return draw(figure, places, _pieces(figure, places))


def _stacked(figure: Figure) -> bool:
    return figure.chart.form is ChartForm.STACKED


def _pieces(figure: Figure, places: Sequence[str]) -> Rows:
    """The pieces of all bars; those of a stacked bar begin where the last one ended."""
    rows: Rows = []
    tops = [0.0] * len(places)
    fills = FILLS if _stacked(figure) else STROKES
    for n, series in enumerate(figure.series):
        for point in series.points:
            bar, known = places.index(point.place), point.figure is not None
            low = tops[bar] if _stacked(figure) else 0.0
            high = low + (point.figure or 0.0)
            tops[bar] = high
            words = figure_words(high - low, figure.up.kind, figure.lang) if known else in_language(None, figure.lang)
            rows.append(
                {"bar": bar, "series": n, "low": low, "high": high, "fill": fills[n], "words": words, "known": known}
            )
    return rows


def _scale(figure: Figure, pieces: Rows) -> Scale:
    marks = [value for mark in figure.chart.marks if (value := plain_number(mark.y)) is not None]
    return figure_scale([*(piece["high"] for piece in pieces), *marks], figure.up.kind, figure.lang)


def _places(places: Sequence[str], axis: Any, step: int = 1) -> dict[str, Any]:
    """An axis of bars in their order; of many only some are labelled, the last among them."""
    alt = report_extra("altair")
    shown = list(range(len(places)))[::-1][::step]
    labels = axis(values=shown, labelExpr=f"{json.dumps(list(places))}[datum.value]", labelAngle=0)
    return {
        "type": "ordinal",
        "axis": labels,
        "scale": alt.Scale(domain=list(range(len(places))), paddingInner=0.3, paddingOuter=0.2),
    }


def _bars(pieces: Rows, figure: Figure, along: Any, up: Any, offset: str) -> list[Any]:
    """The bars; those of several series stand beside each other unless they are stacked."""
    alt = report_extra("altair")
    beside = len(figure.series) > 1 and not _stacked(figure)
    place = {
        offset: alt.XOffset("series", type="ordinal") if offset == "xOffset" else alt.YOffset("series", type="ordinal")
    }
    mark = drawn([piece for piece in pieces if piece["known"]]).mark_bar(stroke=PAPER, strokeWidth=1)
    return [mark.encode(along, *up, color=alt.Color("fill", type="nominal", scale=None), **(place if beside else {}))]


def _upright(figure: Figure, places: list[str], pieces: Rows) -> tuple[Any, dict[str, float]]:
    alt = report_extra("altair")
    scale = _scale(figure, pieces)
    labels = [series.label for series in figure.series] if len(figure.series) > 1 else []
    left, right = left_room(scale), max(map(text_width, labels), default=-GAP) + GAP * 2
    size = (WIDTH - left - right, float(TALL))
    names = [_year(figure, place) for place in places]
    step = 1 + int(len(names) * max(text_width(name, SMALL) + GAP for name in names) / size[0])
    along = alt.X("bar", **_places(names, alt.Axis, step))
    layers = _bars(pieces, figure, along, (upward(scale, "low"), alt.Y2("high")), "xOffset")
    layers += _words_above(figure, pieces, along, scale, size[0] / len(places))
    layers += _labels_of_last(figure, pieces, labels, scale, size) if labels else []
    layers += [*thresholds(figure, None, scale, size), *unit_above(figure, left)]
    return composed(layers, *size), {"left": left, "right": right, "top": float(HEAD), "bottom": float(FOOT)}


def _words_above(figure: Figure, pieces: Rows, along: Any, scale: Scale, slot: float) -> list[Any]:
    """The figures above bars of one series where there is room; above others the sign of what is unknown."""
    alt = report_extra("altair")
    if len(figure.series) == 1:
        shown = pieces if slot > SHORT else []
    else:
        shown = [piece | {"words": SIGN[None]} for piece in pieces if not piece["known"]]
    if not shown:
        return []
    beside = len(figure.series) > 1 and not _stacked(figure)
    offset = {"xOffset": alt.XOffset("series", type="ordinal")} if beside else {}
    words = drawn(shown).mark_text(align="center", dy=-9, fontSize=SMALL)
    return [words.encode(along, upward(scale, "high"), text=alt.Text("words", type="nominal"), **offset)]


def _year(figure: Figure, place: str) -> str:
    """The end of a year as the year."""
    return place.removesuffix("-12-31") if figure.along.kind is Kind.DAY else place


def _labels_of_last(
    figure: Figure, pieces: Rows, labels: Sequence[str], scale: Scale, size: tuple[float, float]
) -> list[Any]:
    """The labels of series beside the last bar, each at its piece, with a swatch of its colour."""
    last = max(piece["bar"] for piece in pieces)
    ends = {piece["series"]: piece for piece in pieces if piece["bar"] == last}
    middles = [ends[n]["low"] / 2 + ends[n]["high"] / 2 if n in ends else 0.0 for n in range(len(labels))]
    if not _stacked(figure):
        return legend(figure, labels, size[0])
    places = [size[1] * (1 - (middle - scale.low) / (scale.high - scale.low)) for middle in middles]
    apart = spread(places, LETTERS + 3, 0, size[1])
    return [text_at(size[0] + GAP, at, label, color=INK) for at, label in zip(apart, labels, strict=True)]


def legend(figure: Figure, labels: Sequence[str], width: float) -> list[Any]:
    """Swatches with labels above the field, in the order of the series, from the right end."""
    alt = report_extra("altair")
    fills = FILLS if _stacked(figure) else STROKES
    layers: list[Any] = []
    at = width - sum(text_width(label, SMALL) + 28 for label in labels) + 14
    for n, label in enumerate(labels):
        swatch = drawn([{}]).mark_rect(color=fills[n], stroke=SOFT, strokeWidth=0.5)
        layers.append(
            swatch.encode(x=alt.value(at), x2=alt.value(at + 11), y=alt.value(7 - HEAD), y2=alt.value(18 - HEAD))
        )
        layers.append(text_at(at + 15, 13 - HEAD, label, fontSize=SMALL))
        at += text_width(label, SMALL) + 28
    return layers


def _lying(figure: Figure, places: list[str], pieces: Rows) -> tuple[Any, dict[str, float]]:
    alt = report_extra("altair")
    scale = _scale(figure, pieces)
    names = [clipped_text(place, LONGEST) for place in places]
    labels = [series.label for series in figure.series] if len(figure.series) > 1 else []
    left, right = (
        max(map(text_width, names)) + GAP,
        max(text_width(piece["words"], SMALL) for piece in pieces) + GAP * 2,
    )
    many = len(figure.series) if labels and not _stacked(figure) else 1
    size = (WIDTH - left - right, float(len(places) * (ROW + 18 * (many - 1)) + 4))
    plain = {"type": "quantitative", "axis": None, "scale": alt.Scale(domain=scale.domain, nice=False, zero=False)}
    along = alt.Y("bar", **_places(names, lambda **of: alt.Axis(labelColor=INK, labelFontSize=LETTERS, **of)))
    layers = _bars(pieces, figure, along, (alt.X("low", **plain), alt.X2("high")), "yOffset")
    text = alt.Text("words", type="nominal")
    if _stacked(figure):
        room = (scale.high - scale.low) / size[0]
        inside = [p | {"middle": (p["low"] + p["high"]) / 2, "on": ON_FILLS[p["series"]]} for p in pieces if p["known"]]
        inside = [p for p in inside if text_width(p["words"], SMALL) + 6 < (p["high"] - p["low"]) / room]
        words = drawn(inside).mark_text(align="center", fontSize=SMALL)
        layers.append(
            words.encode(along, alt.X("middle", **plain), text=text, color=alt.Color("on", type="nominal", scale=None))
        )
    else:
        beside = {"yOffset": alt.YOffset("series", type="ordinal")} if many > 1 else {}
        words = drawn(pieces).mark_text(align="left", dx=5, fontSize=SMALL)
        layers.append(words.encode(along, alt.X("high", **plain), text=text, **beside))
    layers += legend(figure, labels, size[0] + right) if labels else []
    layers += unit_above(figure, left)
    return composed(layers, *size), {"left": left, "right": right, "top": float(HEAD), "bottom": 6.0}
