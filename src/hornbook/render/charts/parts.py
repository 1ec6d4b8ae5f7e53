"""Parts that several drawings share: axes, the unit above the field, labels beside lines, thresholds."""

from collections.abc import Sequence
from typing import Any

from hornbook.optional import report_extra
from hornbook.render.charts.read import Figure
from hornbook.render.charts.scale import Scale, plain_number
from hornbook.render.charts.theme import GAP, HEAD, INK, LETTERS, PAPER, ROW, SMALL, SOFT, WIDTH, text_width
from hornbook.render.sheet import ChartMark
from hornbook.text import message


def drawn(rows: Sequence[dict[str, Any]]) -> Any:
    """A drawing of some rows, without a mark yet."""
    alt = report_extra("altair")
    return alt.Chart(alt.Data(values=list(rows)))


def across(scale: Scale, field: str = "x") -> Any:
    """The axis along the page."""
    alt = report_extra("altair")
    axis = alt.Axis(values=list(scale.ticks), labelExpr=scale.expression, orient="bottom")
    return alt.X(field, type="quantitative", axis=axis, scale=alt.Scale(domain=scale.domain, nice=False, zero=False))


def upward(scale: Scale, field: str = "y") -> Any:
    """The axis of figures, with thin rules behind them."""
    alt = report_extra("altair")
    axis = alt.Axis(values=list(scale.ticks), labelExpr=scale.expression, grid=True)
    return alt.Y(field, type="quantitative", axis=axis, scale=alt.Scale(domain=scale.domain, nice=False, zero=False))


def text_at(x: float, y: float, words: str, **mark: Any) -> Any:
    """Words at a place in pixels of the field, from its upper left corner."""
    alt = report_extra("altair")
    layer = drawn([{"words": words}]).mark_text(**mark)
    return layer.encode(x=alt.value(round(x, 2)), y=alt.value(round(y, 2)), text=alt.Text("words", type="nominal"))


def unit_above(figure: Figure, left: float) -> list[Any]:
    """The unit, above the upper left corner of the field."""
    if not figure.unit:
        return []
    return [text_at(-left, 12 - HEAD, figure.unit, color=SOFT, fontSize=SMALL)]


def left_room(scale: Scale) -> float:
    """The room that the labels of an axis of figures take."""
    return max(text_width(word, SMALL) for word in scale.words) + GAP


def spread(places: Sequence[float], least: float, low: float, high: float) -> list[float]:
    """Places pushed apart so that each is at least so far from the next, in their order, between two ends."""
    order = sorted(range(len(places)), key=lambda n: places[n])
    found = list(places)
    for before, n in zip([None, *order], order, strict=False):
        found[n] = max(low if before is None else found[before] + least, found[n])
    ceiling = high
    for n in reversed(order):
        found[n] = min(found[n], ceiling)
        ceiling = found[n] - least
    return found


def thresholds(figure: Figure, x: Scale | None, y: Scale, size: tuple[float, float]) -> list[Any]:
    """The thresholds of a chart: a dashed line each, and its label at the end of the line."""
    layers: list[Any] = []
    for mark in figure.chart.marks:
        upright = x is not None and mark.x is not None
        value = plain_number(mark.x if upright else mark.y)
        scale = x if upright and x is not None else y
        if value is None or not scale.low <= value <= scale.high:
            continue
        layers += _threshold(figure, mark, (value - scale.low) / (scale.high - scale.low), size, upright=upright)
    return layers


def _threshold(figure: Figure, mark: ChartMark, share: float, size: tuple[float, float], *, upright: bool) -> list[Any]:
    alt = report_extra("altair")
    width, height = size
    words = figure.words(mark.label)
    line = drawn([{}]).mark_rule(color=INK, strokeDash=[3, 3], strokeWidth=1.2)
    if upright:
        at = share * width
        to_left = at + GAP + text_width(words) > width
        rule = line.encode(x=alt.value(at), y=alt.value(0), y2=alt.value(height))
        align = "right" if to_left else "left"
        return [rule, *haloed(at + (-GAP if to_left else GAP), LETTERS / 2 + 2, words, align=align)]
    at = (1 - share) * height
    rule = line.encode(y=alt.value(at), x=alt.value(0), x2=alt.value(width))
    return [rule, *haloed(4, at - LETTERS / 2 - 3, words)]


def haloed(x: float, y: float, words: str, *, align: str = "left", size: float = LETTERS) -> list[Any]:
    """Words over a drawing, on a piece of paper so that no line runs through them."""
    alt = report_extra("altair")
    wide = text_width(words, size)
    left = x if align == "left" else x - wide
    paper = drawn([{}]).mark_rect(color=PAPER, opacity=0.8)
    behind = paper.encode(
        x=alt.value(left - 1), x2=alt.value(left + wide), y=alt.value(y - size * 0.6), y2=alt.value(y + size * 0.6)
    )
    return [behind, text_at(x, y, words, align=align, fontSize=size)]


def composed(layers: Sequence[Any], width: float, height: float) -> Any:
    """Layers over one field."""
    return report_extra("altair").layer(*layers).properties(width=round(width, 2), height=round(height, 2))


def draw_nothing(figure: Figure) -> tuple[Any, dict[str, float]]:
    """A field without figures, which says that none is known."""
    words = figure.words(message("No figure is known."))
    room = {"left": 0.0, "right": 0.0, "top": 0.0, "bottom": 0.0}
    return composed([text_at(WIDTH / 2, ROW, words, align="center", color=SOFT)], WIDTH, 2 * ROW), room
