"""The appendix: where each figure's rule, day, version and citation stand, and which sources were known."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from hornbook.answers.census import SourceKnown
from hornbook.render.sheet import Block, Column, Heading, Kind, Line, Row, Table
from hornbook.reports.yearbook.statistic import EditionStatistic, Figure, Measure
from hornbook.terms import Day
from hornbook.text import Money, Phrase, Share, Value, message

STATISTIC_COLUMNS = (
    Column("id", message("statistic"), Kind.CODE),
    Column("label", message("what it measures"), pair=True),
    Column("value", message("value"), Kind.NUMBER),
    Column("low", message("at least"), Kind.NUMBER),
    Column("high", message("at most"), Kind.NUMBER),
    Column("measure", message("unit"), Kind.CODE),
    Column("day", message("as of"), Kind.DAY),
    Column("known", message("as known on"), Kind.DAY),
    Column("rule", message("rule"), Kind.CODE),
    Column("rule_sha256", message("digest of the rule"), Kind.CODE),
    Column("book_version", message("book version"), Kind.CODE),
    Column("book_digest", message("digest of the book"), Kind.CODE),
    Column("citation", message("citation"), Kind.CODE),
    Column("path", message("where in the answer"), Kind.CODE),
)
"""A statistic in a workbook."""


def statistic_cells(statistic: EditionStatistic) -> dict[str, Any]:
    """A statistic as a row under STATISTIC_COLUMNS."""
    return {column.key: getattr(statistic, column.key) for column in STATISTIC_COLUMNS} | {
        "measure": statistic.measure.value
    }


def figure_value(figure: Figure, measure: Measure) -> Value:
    """A figure as a page writes it: money and shares in their own way."""
    if figure is None:
        return None
    if measure is Measure.MONEY:
        return Money(Decimal(figure))
    if measure is Measure.SHARE:
        return Share(float(figure))
    return figure


def span_value(statistic: EditionStatistic) -> Phrase | None:
    """The interval of a statistic in words; nothing where it has none."""
    if statistic.low is None or statistic.high is None:
        return None
    low, high = (figure_value(end, statistic.measure) for end in (statistic.low, statistic.high))
    return message("{low} to {high}", low=low, high=high)


def edition_table(key: str, statistics: Sequence[EditionStatistic], title: Phrase | None = None) -> Table:
    """Statistics as a page shows them: what each measures, its value and its interval."""
    columns = (
        Column("label", message("figure"), pair=True),
        Column("shown", message("value"), Kind.NUMBER, file=False),
        Column("interval", message("interval"), Kind.NUMBER, file=False, empty="–"),
        Column("value", message("value"), Kind.NUMBER, page=False),
        Column("low", message("at least"), Kind.NUMBER, page=False),
        Column("high", message("at most"), Kind.NUMBER, page=False),
        Column("id", message("statistic"), Kind.CODE),
    )
    rows = tuple(
        {
            "label": of.label, "shown": figure_value(of.value, of.measure), "interval": span_value(of),
            "value": of.value, "low": of.low, "high": of.high, "id": of.id,
        }
        for of in statistics
    )  # fmt: skip
    return Table(key, columns, rows, title=title)


def appendix_blocks(
    statistics: Sequence[EditionStatistic], sources: Sequence[SourceKnown], more: int, known: Day | None
) -> tuple[Block, ...]:
    """Every statistic with the number of its citation, the citations by number, and the sources."""
    numbers = {citation: n for n, citation in enumerate(dict.fromkeys(of.citation for of in statistics), 1)}
    columns = (
        Column("id", message("statistic"), Kind.CODE),
        Column("shown", message("value"), Kind.NUMBER),
        Column("interval", message("interval"), Kind.NUMBER, empty="–"),
        Column("day", message("as of"), Kind.DAY),
        Column("rule", message("rule"), Kind.CODE, empty="–"),
        Column("citation", message("citation"), Kind.COUNT),
    )
    rows: list[Row] = [
        {
            "id": of.id, "shown": figure_value(of.value, of.measure), "interval": span_value(of), "day": of.day,
            "rule": of.rule, "citation": numbers[of.citation],
        }
        for of in statistics
    ]  # fmt: skip
    blocks: list[Block] = [
        Line(
            message(
                "Each figure stands here with the number of its citation. `hornbook recheck` asks a citation again;"
                " `hornbook yearbook trace STATISTIC FILE` says where a figure comes from, without the book."
            )
        ),
        Table("appendix", columns, rows),
        Heading(message("Citations"), 3),
        *(Line(citation, lead=f"{n}. ") for citation, n in numbers.items()),
        Heading(message("Sources known by then"), 3),
        *source_blocks(sources, known),
    ]
    if more:
        blocks.append(Line(message("and {n:,} earlier (`hornbook log`)", n=more)))
    return tuple(blocks)


def source_blocks(sources: Sequence[SourceKnown], known: Day | None) -> tuple[Block, ...]:
    """The files of sources; and why one is among them that was recorded after the day of knowledge."""
    table = source_table(sources)
    if known is None or not any(of.recorded > known for of in sources):
        return (table,)
    text = message(
        "A simulated file is written at once, and each of its facts has its own day on which it became known. So a"
        " simulated file that was recorded after {known} stands here, and only its facts known by then are counted.",
        known=known,
    )
    return table, Line(text)


def source_table(sources: Sequence[SourceKnown]) -> Table:
    """The files of sources."""
    columns = (
        Column("source", message("source"), Kind.CODE),
        Column("file", message("file"), Kind.CODE),
        Column("recorded", message("recorded"), Kind.DAY),
    )
    rows = tuple({"source": of.source, "file": of.file, "recorded": of.recorded} for of in sources)
    return Table("sources", columns, rows)
