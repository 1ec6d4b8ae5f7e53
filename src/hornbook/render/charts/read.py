"""A chart's table as the figures that are drawn."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from hornbook.errors import HornbookError
from hornbook.locale import Lang, printed
from hornbook.render.cells import shown_cell
from hornbook.render.charts.scale import plain_number
from hornbook.render.charts.theme import FILLS, STROKES
from hornbook.render.sheet import Chart, ChartForm, Column, Row
from hornbook.text import Phrase, message


@dataclass(frozen=True, slots=True)
class Point:
    """One point of a series: where it stands as a value and in words, its figure, and the interval around it."""

    at: Any
    place: str
    figure: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Series:
    """Points under one label."""

    label: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart as it is drawn: its language, the columns of its axes, and its series; `words` makes a phrase text."""

    chart: Chart
    lang: Lang
    along: Column
    up: Column
    series: tuple[Series, ...]
    words: Callable[[Phrase], str]

    @property
    def unit(self) -> str:
        """What the figures are, as it stands above the field."""
        if self.chart.unit is not None:
            return self.words(self.chart.unit)
        if self.chart.form is ChartForm.MAP:
            sizes = (column for column in self.chart.table.columns if column.key == self.chart.size)
            return self.words(next((column.heading for column in sizes), ""))
        return self.words(self.up.heading) if len(self.series) == 1 else ""

    @property
    def figures(self) -> list[float]:
        """All figures, with the limits of intervals and the thresholds among them."""
        points = [point for series in self.series for point in series.points]
        values = [value for point in points for value in (point.figure, point.low, point.high)]
        values += [plain_number(mark.y) for mark in self.chart.marks]
        return [value for value in values if value is not None]


def read_chart(chart: Chart, lang: Lang, drawable: Callable[[str], str]) -> Figure:
    """The figures of a chart; `drawable` replaces letters that the fonts lack.

    Raises HornbookError where a drawing would have more series than can be told apart.
    """
    columns = {column.key: column for column in chart.table.columns}

    def words(phrase: Phrase) -> str:
        return drawable(printed(phrase, lang)).replace("\n", " ")

    def cell(row: Row, key: str) -> str:
        return drawable(shown_cell(row.get(key), columns[key], lang))

    groups: dict[str, list[Row]] = {}
    for row in chart.table.rows:
        groups.setdefault(cell(row, chart.split) if chart.split else "", []).append(row)
    series = tuple(
        Series(label or words(columns[key].heading), tuple(_point(row, chart, key, cell(row, chart.x)) for row in rows))
        for label, rows in groups.items()
        for key in chart.series
    )
    most = len(FILLS if chart.form is ChartForm.STACKED else STROKES)
    if len(series) > most:
        raise HornbookError(
            message("A chart of {n} series cannot be read; {most} are the most.", n=len(series), most=most)
        )
    return Figure(chart, lang, columns[chart.x], columns[chart.series[0]], series, words)


def _point(row: Row, chart: Chart, key: str, place: str) -> Point:
    low, high = chart.limits or (None, None)
    return Point(
        row.get(chart.x),
        place,
        plain_number(row.get(key)),
        plain_number(row.get(low)) if low else None,
        plain_number(row.get(high)) if high else None,
    )
