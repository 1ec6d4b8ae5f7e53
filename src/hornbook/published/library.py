"""Every publisher by its id, found by its place: a TOML file of `library/`, read when first asked for."""

from collections.abc import Iterable
from pathlib import Path

from hornbook.published.file import read_publisher
from hornbook.published.values import PublishedFigure, PublishedSeries, SeriesBreak
from hornbook.standards.library import Library
from hornbook.text import Phrase, message


def _no_publisher(name: str, hint: Phrase) -> Phrase:
    return message("There is no publisher '{name}'.{hint} `hornbook published` lists them all.", name=name, hint=hint)


publishers = Library(Path(__file__).parent / "library", read_publisher, _no_publisher)
"""The publishers that come with Hornbook."""


def published_figures(names: Iterable[str] = ()) -> tuple[PublishedFigure, ...]:
    """All figures of some publishers, by default of all; QuestionError where there is none of a name."""
    chosen = dict.fromkeys(names) or publishers
    return tuple(figure for name in chosen for figure in publishers[name].figures)


def series_breaks(series: PublishedSeries) -> tuple[SeriesBreak, ...]:
    """The series that must not be joined with one, whichever of the two files says so."""
    own = {each.series: each for each in series.apart}
    for publisher in publishers.values():
        for other in publisher.series:
            for each in other.apart:
                if each.series == series.key:
                    own.setdefault(other.key, SeriesBreak(other.key, each.because))
    return tuple(own.values())


def may_be_joined(one: PublishedFigure, other: PublishedFigure) -> bool:
    """Whether two figures stand in one series: the same publisher, definition, place, measure and nature."""
    return _line(one) == _line(other) and one.held is None and other.held is None


def _line(figure: PublishedFigure) -> tuple[str, str, str, str]:
    return figure.series.key, figure.place.id, figure.measure.id, figure.nature


def series_lines(figures: Iterable[PublishedFigure]) -> tuple[tuple[PublishedFigure, ...], ...]:
    """Figures of the same series, place and measure, each line in the order of its cut-offs.

    A figure without a plain number, without a cut-off or held back stands in no line; of two with one cut-off the
    later edition's stands.
    """
    lines: dict[tuple[str, str, str, str], dict[str, PublishedFigure]] = {}
    for figure in figures:
        if figure.value is not None and figure.cut_off is not None and figure.held is None:
            lines.setdefault(_line(figure), {})[figure.cut_off.last.isoformat()] = figure
    return tuple(tuple(points[day] for day in sorted(points)) for points in lines.values())
