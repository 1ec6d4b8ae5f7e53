"""What others have published on a place by a day, and how it relates: a chapter of a report, from no book at all.

chapter = published_chapter("Beijing", date(2025, 12, 31))
blocks = chapter_blocks(chapter)
"""

from collections.abc import Iterable
from dataclasses import dataclass

from hornbook.answers.published_chart import published_chart
from hornbook.answers.published_checks import (
    PublishedCheckRow,
    SeriesApart,
    apart_blocks,
    open_items,
    published_checks,
    series_apart,
)
from hornbook.answers.published_rows import OwnFigure, PublishedRow, published_row, published_table
from hornbook.errors import QuestionError
from hornbook.published.library import published_figures
from hornbook.published.scopes import WORLD, ScopePlace, scope_place
from hornbook.published.values import PublishedFigure, figures_known_by
from hornbook.render.sheet import Block, Chart, EmptyLine, Heading, Items, Line
from hornbook.terms import Day
from hornbook.text import Phrase, Text, listing, message

STOCKS = ("unicorns", "super_unicorns", "potential_unicorns", "total_value")
"""The measures of a chapter."""
DOUBTS = 12
"""How many doubts a page shows."""
MOST_NAMED = 3
"""How many figures a doubt names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesRelation:
    """How a published series relates to a count by a standard."""

    series: str
    name: Text
    definition: Text
    scope: Text | None
    standard: str | None
    """The standard and tier that write its definition as a rule; empty where it is no standard here."""
    cumulative: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedChapter:
    """The newest published figures on a place that were known by a day, and how their series relate."""

    place: str
    place_name: Text
    day: Day
    rows: tuple[PublishedRow, ...]
    """Of each series and measure the newest figure; the oldest cut-off first within a series."""
    relations: tuple[SeriesRelation, ...]
    apart: tuple[SeriesApart, ...]
    checks: tuple[PublishedCheckRow, ...]
    chart: Chart | None


def published_chapter(
    place: str | None, day: Day, *, ours: dict[PublishedFigure, OwnFigure] | None = None
) -> PublishedChapter:
    """What was published on a place (the world where none is named) by a day; QuestionError for an unknown place.

    `ours`: our own figures, as `published_ours.own_figures` counts them for `chapter_figures(place, day)`.
    """
    where = scope_named(place or WORLD)
    known = _of_place(where, day)
    newest = chapter_figures(place, day)
    series = {figure.series.key: figure for figure in newest}
    return PublishedChapter(
        place=where.id,
        place_name=where.name,
        day=day,
        rows=tuple(published_row(figure, (ours or {}).get(figure)) for figure in newest),
        relations=tuple(relation_of_series(figure) for figure in series.values()),
        apart=series_apart(newest),
        checks=published_checks(newest, day),
        chart=published_chart(known, "unicorns"),
    )


def chapter_figures(place: str | None, day: Day) -> tuple[PublishedFigure, ...]:
    """The newest figure of each series and measure of a chapter on a place that was known by a day; none held back."""
    newest: dict[tuple[str, str], PublishedFigure] = {}
    for figure in _of_place(scope_named(place or WORLD), day):
        if figure.held is None and figure.measure.id in STOCKS:
            key = (figure.series.key, figure.measure.id)
            newest[key] = max(newest.get(key, figure), figure, key=_age)
    return tuple(newest.values())


def scope_named(word: str) -> ScopePlace:
    """A place of published figures by its name or id; QuestionError for another word."""
    found = scope_place(word)
    if found is None:
        raise QuestionError(
            message("'{word}' is no place of published figures. Name a country, a city or 'world'.", word=word)
        )
    return found


def _of_place(place: ScopePlace, day: Day) -> tuple[PublishedFigure, ...]:
    figures = (figure for figure in published_figures() if figure.place == place)
    return figures_known_by(figures, day)


def _age(figure: PublishedFigure) -> tuple[Day, Day]:
    """By which the newer of two figures is chosen: the cut-off, else the day when it was known."""
    return (figure.cut_off.last if figure.cut_off else figure.known, figure.known)


def relation_of_series(of: PublishedFigure) -> SeriesRelation:
    """What the series of a figure counts."""
    series = of.series
    return SeriesRelation(
        series=series.key,
        name=series.name,
        definition=series.definition,
        scope=series.scope,
        standard=series.standard,
        cumulative=of.nature == "cumulative",
    )


# ---- the page


def chapter_blocks(of: PublishedChapter) -> list[Block]:
    """The chapter: the figures, the definitions behind them, what does not add up, and what must not be joined."""
    heading = Heading(message("Published figures on {place}", place=of.place_name))
    if not of.rows:
        return [heading, Line(message("Nothing published on this place was known by {day}.", day=of.day))]
    blocks: list[Block] = [heading, published_table(of.rows, shown=None)]
    blocks += [of.chart] if of.chart else []
    blocks += [EmptyLine(), Line(message("What each series counts:")), Items(tuple(map(relation_phrase, of.relations)))]
    blocks += doubt_blocks(of.rows)
    blocks += check_blocks(of.checks)
    return blocks + apart_blocks(of.apart)


def relation_phrase(of: SeriesRelation) -> Phrase:
    """What a series counts, and which standard asks the same."""
    definition = listing([of.definition, *([of.scope] if of.scope else [])], ";")
    if of.standard is None:
        return message("{series}: {definition}. No standard here.", series=of.name, definition=definition)
    return message(
        "{series}: {definition}. Standard: {standard}.", series=of.name, definition=definition, standard=of.standard
    )


def check_blocks(checks: Iterable[PublishedCheckRow]) -> list[Block]:
    """The checks that do not close, and how many there are; no block where there are no checks."""
    checks = tuple(checks)
    if not checks:
        return []
    items = open_items(checks)
    if not items:
        return [EmptyLine(), Line(message("Checks of arithmetic: {n}; all close.", n=len(checks)))]
    count = message("Checks of arithmetic: {n}; not closed or held back: {open}.", n=len(checks), open=len(items))
    return [EmptyLine(), Line(count), Items(items)]


def doubt_blocks(rows: Iterable[PublishedRow]) -> list[Block]:
    """The doubts and the reasons for which figures are held back, each once; no block where there are none."""
    texts: dict[tuple[Text, Text], list[PublishedRow]] = {}
    for row in rows:
        if text := row.held or row.doubt:
            texts.setdefault((text, row.edition_name), []).append(row)
    items = [
        message(
            "{edition} ({figures}): {doubt}",
            edition=name,
            figures=listing(_figure_name(row) for row in of[:MOST_NAMED]),
            doubt=text,
        )
        for (text, name), of in texts.items()
    ]
    shown = items[:DOUBTS]
    return [EmptyLine(), Line(message("Doubts:")), Items(tuple(shown), hidden=len(items) - len(shown))] if items else []


def _figure_name(row: PublishedRow) -> Phrase:
    return message("{place} {measure} {figure}", place=row.place_name, measure=row.measure_name, figure=row.figure)
