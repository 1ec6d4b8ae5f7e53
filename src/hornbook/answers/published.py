"""Published figures beside each other, and beside ours where a book is asked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from hornbook.answers.answer import Answer, Asked, asked_of, head
from hornbook.answers.published_chapter import (
    SeriesRelation,
    check_blocks,
    doubt_blocks,
    relation_of_series,
    relation_phrase,
    scope_named,
)
from hornbook.answers.published_chart import published_chart
from hornbook.answers.published_checks import (
    PublishedCheckRow,
    SeriesApart,
    apart_blocks,
    apart_table,
    check_table,
    published_checks,
    series_apart,
)
from hornbook.answers.published_ours import own_figures
from hornbook.answers.published_overview import overview_table
from hornbook.answers.published_rows import SHOWN, OwnFigure, PublishedRow, published_row, published_table
from hornbook.book.view import View
from hornbook.errors import QuestionError, suggestion
from hornbook.published.library import published_figures
from hornbook.published.measures import MEASURES
from hornbook.published.values import PublishedFigure, figures_known_by
from hornbook.render.sheet import Block, Chart, EmptyLine, Heading, Hint, Items, Line, Sheet, Table
from hornbook.standards.ask import rule
from hornbook.terms import Day
from hornbook.text import listing, message, message_plural


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class PublishedAnswer(Answer):
    """Published figures, the checks of arithmetic on them, and the series that must not be joined."""

    count: int
    publishers: tuple[str, ...]
    later: int
    """How many of these figures were not known by the day that was asked about; they are left out."""
    undated: int
    """How many are known by the day of reading alone, because no page bears a day."""
    rows: tuple[PublishedRow, ...]
    series: tuple[SeriesRelation, ...]
    checks: tuple[PublishedCheckRow, ...]
    apart: tuple[SeriesApart, ...]
    checks_alone: bool
    """Whether the page shows the checks in place of the figures."""
    chart: Chart | None = field(default=None, repr=False)
    """The series as lines; documents have it under `charts`."""

    def sheet(self) -> Sheet:
        """The page: the figures, their chart, what each series counts, what does not add up, and the breaks."""
        return published_sheet(self)

    def charts(self) -> tuple[Chart, ...]:
        """The series as lines; none where no series has two points."""
        return (self.chart,) if self.chart and not self.checks_alone else ()

    def tables(self) -> tuple[Table, ...]:
        """The figures, the checks and the breaks; the checks first where they are asked for."""
        tables = (published_table(self.rows), check_table(self.checks), apart_table(self.apart))
        return (tables[1], tables[0], tables[2]) if self.checks_alone else tables


def ask_published(
    day: Day | None = None,
    *,
    publishers: Iterable[str] = (),
    place: str | None = None,
    measure: str | None = None,
    checks: bool = False,
) -> PublishedAnswer:
    """The published figures that were known by a day (all of them without one), of publishers, a place or a measure.

    QuestionError for a publisher, a place or a measure that is not known.
    """
    chosen = _chosen(publishers, place, measure)
    return _answer(Asked(day=day), day, chosen, measure, checks, {})


def ask_published_beside(
    view: View,
    under: str | None,
    *,
    publishers: Iterable[str] = (),
    place: str | None = None,
    measure: str | None = None,
) -> PublishedAnswer:
    """The same with ours beside each figure: the book of a view at the figure's cut-off, by a rule."""
    chosen = _chosen(publishers, place, measure)
    ours = own_figures(view, figures_known_by(chosen, view.day), under)
    return _answer(asked_of(view, rule(under, view.day)), view.day, chosen, measure, False, ours)


def _chosen(publishers: Iterable[str], place: str | None, measure: str | None) -> tuple[PublishedFigure, ...]:
    if measure is not None and measure not in MEASURES:
        hint = suggestion(measure, MEASURES)
        raise QuestionError(message("There is no measure '{name}'.{hint}", name=measure, hint=hint))
    where = scope_named(place) if place is not None else None
    return tuple(
        figure
        for figure in published_figures(publishers)
        if (where is None or figure.place == where) and (measure is None or figure.measure.id == measure)
    )


def _answer(
    asked: Asked,
    day: Day | None,
    chosen: tuple[PublishedFigure, ...],
    measure: str | None,
    checks_alone: bool,
    ours: Mapping[PublishedFigure, OwnFigure],
) -> PublishedAnswer:
    known = figures_known_by(chosen, day)
    return PublishedAnswer(
        asked=asked,
        count=len(known),
        publishers=tuple(dict.fromkeys(figure.series.publisher for figure in known)),
        later=len(chosen) - len(known),
        undated=sum(not figure.dated for figure in known),
        rows=tuple(published_row(figure, ours.get(figure)) for figure in known),
        series=tuple(relation_of_series(figure) for figure in {of.series.key: of for of in known}.values()),
        checks=published_checks(known, day),
        apart=series_apart(known),
        checks_alone=checks_alone,
        chart=published_chart(known, measure or "unicorns"),
    )


# ---- the page


def published_sheet(answer: PublishedAnswer) -> Sheet:
    """The page of the figures, or of the checks alone."""
    day = answer.asked.day
    title = message("Published figures known by {day}", day=day) if day else message("Published figures")
    blocks: list[Block] = [Heading(title, 1)]
    blocks += head(answer.asked) if answer.asked.rules else ()
    if answer.checks_alone:
        blocks += [check_table(answer.checks), *check_blocks(answer.checks)]
        return Sheet(title, tuple(blocks))
    compared = tuple(row for row in answer.rows if row.ours)
    many = not compared and len(answer.rows) > SHOWN and len(answer.publishers) > 1
    blocks += [overview_table(answer.rows) if many else published_table(compared or answer.rows), EmptyLine()]
    blocks += _counts(answer)
    if answer.asked.rules:
        blocks += _comparison_lines(compared, len(answer.rows) - len(compared), answer.asked.known)
    blocks += [EmptyLine(), *answer.charts()] if answer.charts() else []
    if len(answer.publishers) == 1 or answer.asked.rules:
        blocks += [EmptyLine(), Line(message("What each series counts:"))]
        blocks.append(Items(tuple(map(relation_phrase, answer.series))))
    blocks += doubt_blocks(answer.rows)
    blocks += check_blocks(answer.checks)
    blocks += apart_blocks(answer.apart)
    blocks.append(Hint(message("--publisher, --place and --measure choose figures; --checks shows every check.")))
    blocks.append(Hint(message("--standard ID sets the count of your book beside each figure.")))
    return Sheet(title, tuple(blocks))


def _comparison_lines(compared: tuple[PublishedRow, ...], rest: int, known: Day | None) -> list[Block]:
    """Beside how many figures ours stand, why the others have none, and how the definitions relate."""
    count = message(
        "Ours stand beside {n:,} of them, each at its cut-off with what was known by {known}.",
        n=len(compared),
        known=known,
    )
    others = message(
        "{rest:,} cannot be compared: flows, shares, cumulative counts, other tiers, areas, or no cut-off.", rest=rest
    )
    blocks: list[Block] = [Line(listing([count, *([others] if rest else [])], " "))]
    own = dict.fromkeys(row.series_name for row in compared if row.ours and row.ours.same_rule)
    if own:
        blocks.append(Line(message("The standard writes the definition of {series} as a rule.", series=listing(own))))
    if any(row.ours and not row.ours.same_rule for row in compared):
        blocks.append(Line(message("Where a series counts by another definition, a difference is no error.")))
    return blocks


def _counts(answer: PublishedAnswer) -> list[Block]:
    count = message_plural(
        "{figures:,} figures of {n} publisher.",
        "{figures:,} figures of {n} publishers.",
        len(answer.publishers),
        figures=answer.count,
    )
    blocks: list[Block] = [Line(count)]
    if answer.later:
        blocks.append(Line(message("{n:,} figures left out: not known by that day.", n=answer.later)))
    if answer.undated:
        undated = message(
            "{n:,} of them bear no day of release; they count as known from the day on which they were read.",
            n=answer.undated,
        )
        blocks.append(Line(undated))
    return blocks
