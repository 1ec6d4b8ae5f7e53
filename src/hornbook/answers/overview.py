"""Where a book stands on a day: its headlines, the years, and what changed in the last month."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from hornbook.answers.answer import Answer, RuleAsked, asked_of, head
from hornbook.answers.figures import Figures, count_cells, count_column, count_figures
from hornbook.answers.flow import FlowPart, flow_blocks, flow_part
from hornbook.answers.series import SeriesDay, ask_series, series_chart
from hornbook.answers.wording.clauses import ClauseWords
from hornbook.book.view import View
from hornbook.errors import QuestionError
from hornbook.population.count import census, yes
from hornbook.population.crossed import crossed
from hornbook.population.flow import flow
from hornbook.population.verdicts import Under
from hornbook.render.sheet import (
    Block,
    Chart,
    Column,
    EmptyLine,
    Heading,
    KeyFigure,
    KeyFigures,
    Kind,
    Sheet,
    Table,
)
from hornbook.standards.ask import Rule, one_standard_a_tier, rule
from hornbook.terms import Day, shift
from hornbook.text import Money, Phrase, Text, message

YEARS = 5
"""How many years the chart looks back, where no day is given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TierFigures(Figures):
    """The figures of one tier of a standard."""

    tier: str
    tier_name: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodChange:
    """How many companies entered and left between an earlier day and the day of the answer."""

    since: Day
    before: int
    entered: int
    left: int
    after: int


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class OverviewAnswer(Answer):
    """The headlines of a day, the series of the years before it, and who entered or left in the last month."""

    total: Figures
    tiers: tuple[TierFigures, ...]
    """Every tier of the standard, in the order of its text; one for the plain rule."""
    year: PeriodChange
    month: FlowPart
    series: tuple[SeriesDay, ...]

    def sheet(self) -> Sheet:
        """The page: headlines, the chart of the years, what changed in the last month, and the tiers as a table."""
        (asked,) = self.asked.rules
        blocks: list[Block] = [*head(self.asked), EmptyLine(), KeyFigures(_headlines(self, asked)), *self.charts()]
        blocks.append(Heading(message("What changed in the last month")))
        blocks += flow_blocks(self.month)
        if len(self.tiers) > 1:
            blocks += [Heading(message("The tiers")), _tier_table(self)]
        return Sheet(message("Overview: {name}", name=asked.name), tuple(blocks))

    def charts(self) -> tuple[Chart, ...]:
        """The series as a line."""
        return (series_chart(self.series, self.asked.rules[0]),)

    def tables(self) -> tuple[Table, ...]:
        """The tiers, then the series."""
        return (_tier_table(self), *(chart.table for chart in self.charts()))


def ask_overview(view: View, under: Under = None, *, earlier: View | None = None) -> OverviewAnswer:
    """The headlines of a view under a standard; the chart begins at `earlier`, or five years before."""
    asked = rule(under, view.day)
    first = earlier.day if earlier is not None else shift(view.day, -12 * YEARS)
    if first >= view.day:
        words = message("The chart runs from an earlier day to a later one, not from {first} to {last}.",
                        first=first, last=view.day)  # fmt: skip
        raise QuestionError(words)
    month_ago, year_ago = (_earlier(view, months) for months in (1, 12))
    month = flow(month_ago, view, under=under)
    total = count_figures(census(view, under=under).total)
    return OverviewAnswer(
        asked=asked_of(view, asked),
        total=total,
        tiers=tuple(_tiers(view, asked, total)),
        year=_change(year_ago, view, under),
        month=flow_part(month, ClauseWords(month.rule, month.last)),
        series=ask_series(first, view, 12, under),
    )


def _tiers(view: View, asked: Rule, total: Figures) -> Iterator[TierFigures]:
    """The figures of every tier; those of the tier that is asked are known."""
    for tier, standard in zip(asked.edition.tiers, one_standard_a_tier(asked), strict=True):
        figures = total if tier is asked.tier else count_figures(census(view, under=standard).total)
        yield TierFigures(tier=tier.id, tier_name=tier.name, **count_cells(figures))


def _earlier(view: View, months: int) -> View:
    """The view so many months before: as known then, or by the later knowledge where somebody chose it."""
    day = shift(view.day, -months)
    return replace(view, day=day, known=view.known if view.hindsight else day)


def _change(earlier: View, view: View, under: Under) -> PeriodChange:
    change = crossed(yes(earlier, under), yes(view, under), view)
    return PeriodChange(
        since=earlier.day,
        before=change.before,
        entered=len(change.entering),
        left=len(change.leaving),
        after=change.after,
    )


# ---- the page


def _headlines(answer: OverviewAnswer, asked: RuleAsked) -> tuple[KeyFigure, ...]:
    total, year, month = answer.total, answer.year, answer.month
    value: Phrase = message("{value}", value=Money(total.value_usd)) if total.valued else message("unknown")
    middle: Phrase = message("median {median}", median=Money(total.median_usd)) if total.median_usd else ""
    upper = total.count + total.unknown
    tiers = (
        KeyFigure(key="tier", value=_number(of.count), label=of.tier_name, note=_undecided(of), about=of.tier)
        for of in answer.tiers
        if of.tier != asked.tier
    )
    return (
        KeyFigure(key="count", value=_number(total.count), label=count_column(asked).heading,
                  note=message("between {lower:,} and {upper:,}", lower=total.count, upper=upper)),
        *tiers,
        KeyFigure(key="value", value=value, label=message("total value"), note=middle),
        KeyFigure(key="month", value=_signed(len(month.enters)), label=message("new in the last month"),
                  note=message("{n:,} left", n=len(month.leaves))),
        KeyFigure(key="year", value=_signed(year.entered), label=message("new in the last year"),
                  note=message("{n:,} left", n=year.left)),
        KeyFigure(key="unknown", value=_number(total.unknown), label=message("cannot be decided"),
                  note=message("{n:,} lack only a person's judgement", n=total.judgement) if total.judgement else ""),
    )  # fmt: skip


def _undecided(of: TierFigures) -> Phrase:
    return message("{n:,} cannot be decided", n=of.unknown)


def _number(n: int) -> Phrase:
    return message("{n:,}", n=n)


def _signed(n: int) -> Phrase:
    return message("+{n:,}", n=n) if n else _number(n)


def _tier_table(answer: OverviewAnswer) -> Table:
    columns = (
        Column("tier", message("tier"), Kind.CODE, page=False),
        Column("tier_name", message("tier"), pair=True),
        Column("count", message("confirmed"), Kind.COUNT),
        Column("judgement", message("only judgement missing"), Kind.COUNT),
        Column("unknown", message("undecided"), Kind.COUNT),
        Column("value_usd", message("total value, US$"), Kind.USD),
    )
    rows = tuple({"tier": of.tier, "tier_name": of.tier_name, **count_cells(of)} for of in answer.tiers)
    return Table("tiers", columns, rows)
