"""A chapter for each statistic of the ecosystem: its figures with their intervals, what to mind, and its drawings."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from hornbook.answers.statistic import IntervalKind, StatisticAnswer, StatisticFigure, statistic_table
from hornbook.render.sheet import Block, Chart, EmptyLine, Line, Table
from hornbook.reports.yearbook.chapter import Chapter, Material
from hornbook.reports.yearbook.intervals import ANY_SIZE
from hornbook.reports.yearbook.statistic import (
    EXACTLY,
    CitedAnswer,
    EditionStatistic,
    Figure,
    FigureInterval,
    Measure,
    no_interval,
    slug,
)

EVERYWHERE = ("concentration",)
"""Statistics of the whole book by places, in an order of the field; the others are of the place."""
OF_THE_PLACE = ("births", "time-to-tier", "late-reporting")
BETWEEN_TIERS = "transitions"
"""Asked where the standard has several tiers, from the earlier day on."""
MEASURES = {"companies": Measure.COUNT, "share": Measure.SHARE, "USD": Measure.MONEY}
"""How figures of a unit are written; those of other units as numbers."""


def ecosystem(of: Material) -> Iterator[Chapter]:
    """A chapter a statistic."""
    for name, cited in of.ecosystem.items():
        answer = cited.answer
        assert isinstance(answer, StatisticAnswer)
        statistics = tuple(_edition_statistic(of, name, cited, figure) for figure in answer.figures)
        blocks: list[Block] = [_own(statistic_table(answer.figures), name)] if answer.figures else []
        blocks += [Line(note) for note in answer.notes]
        blocks += _parts(answer.parts(), name)
        yield Chapter(id=f"ecosystem-{name}", title=answer.title, blocks=tuple(blocks), statistics=statistics)


def _edition_statistic(of: Material, name: str, cited: CitedAnswer, figure: StatisticFigure) -> EditionStatistic:
    measure = MEASURES.get(figure.unit, Measure.NUMBER)
    where = of.place.kind if name in EVERYWHERE else slug(of.place.name.en)
    return cited.statistic(
        f"{name}.{figure.id}.{where}",
        figure.name,
        f"figures/id={figure.id}/value",
        measure,
        _interval(figure, measure),
    )


def _interval(figure: StatisticFigure, measure: Measure) -> FigureInterval:
    """The interval of a figure of the ecosystem, as its answer gives it."""
    if figure.interval is IntervalKind.EXACT:
        return EXACTLY
    low, high = (_plain(end, measure) for end in (figure.low, figure.high))
    if low is None and high is None:
        return no_interval(ANY_SIZE)
    return FigureInterval(low, high, figure.interval, ANY_SIZE if low is None or high is None else None)


def _plain(value: float | None, measure: Measure) -> Figure:
    return Decimal(round(value)) if value is not None and measure is Measure.MONEY else value


def _parts(blocks: Iterable[Block], name: str) -> Iterator[Block]:
    """The blocks of a page, whose tables bear the name of their statistic in a workbook."""
    for block in blocks:
        if isinstance(block, Table):
            yield _own(block, name)
        elif isinstance(block, Chart):
            yield replace(block, table=_own(block.table, name))
        elif not isinstance(block, EmptyLine):
            yield block


def _own(table: Table, name: str) -> Table:
    return replace(table, key=f"{name} {table.key}")
