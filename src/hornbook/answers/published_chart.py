"""The chart of published figures: one line a series, never joined across a break."""

from collections.abc import Iterable

from hornbook.published.library import series_lines
from hornbook.published.measures import FigureNature, FigureUnit
from hornbook.published.scopes import WORLD
from hornbook.published.values import PublishedFigure
from hornbook.render.sheet import Chart, ChartForm, Column, Kind, Table
from hornbook.text import Phrase, Text, listing, message

MOST_LINES = 6
"""A chart tells no more lines apart."""
_LEAST_POINTS = 2


def published_chart(figures: Iterable[PublishedFigure], measure: str) -> Chart | None:
    """The stocks of one measure by cut-off, a line for each series and place; None where no series has two points.

    Of several places the world is drawn, where it has a line. Where there are more lines than can be told apart, those
    with the most points are drawn.
    """
    stocks = [of for of in figures if of.measure.id == measure and of.nature is FigureNature.STOCK]
    lines = [line for line in series_lines(stocks) if len(line) >= _LEAST_POINTS]
    if not lines or lines[0][0].measure.unit is not FigureUnit.COMPANIES:
        return None
    if len({line[0].place.id for line in lines}) > 1:
        lines = [line for line in lines if line[0].place.id == WORLD] or lines
    drawn = sorted(lines, key=lambda line: (-len(line), line[0].series.key, line[0].place.id))[:MOST_LINES]
    places = {line[0].place.id for line in drawn}
    rows = tuple(
        {"day": of.cut_off.last, "series": _label(of, several=len(places) > 1), "value": of.value}
        for line in drawn
        for of in line
        if of.cut_off
    )
    name = drawn[0][0].measure.name
    columns = (
        Column("series", message("published series"), pair=True),
        Column("day", message("cut-off"), Kind.DAY),
        Column("value", name, Kind.COUNT),
    )
    title = message("Published: {measure}", measure=name)
    parts = [_first_and_last(line, several=len(places) > 1) for line in drawn]
    return Chart(
        title=title,
        form=ChartForm.LINE,
        table=Table("series", columns, rows, title=title),
        x="day",
        series=("value",),
        alt=listing(parts, ";"),
        unit=name,
        split="series",
    )


def _label(of: PublishedFigure, *, several: bool) -> Phrase:
    """What a line is called: the series, and its place where the chart has several."""
    if not several:
        return of.series.name
    return Text(f"{of.series.name.en}, {of.place.name.en}", f"{of.series.name.zh}，{of.place.name.zh}")


def _first_and_last(line: tuple[PublishedFigure, ...], *, several: bool) -> Phrase:
    first, last = line[0], line[-1]
    return message(
        "{series}: {first:,} at {first_day}, {last:,} at {last_day}",
        series=_label(first, several=several),
        first=int(first.value or 0),
        first_day=first.cut_off.text if first.cut_off else "",
        last=int(last.value or 0),
        last_day=last.cut_off.text if last.cut_off else "",
    )
