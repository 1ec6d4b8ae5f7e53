"""Growth against the year before: who entered and left a tier, by city, sector or other groups."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from hornbook.answers.census_groups import PlaceNames, key_cells, key_columns, place_names
from hornbook.answers.flow import days_reversed
from hornbook.answers.flow_groups import FlowGroup, counted_groups
from hornbook.answers.statistic import Statistic, StatisticAnswer, StatisticFigure, statistic_asked, statistic_table
from hornbook.book.view import View
from hornbook.ecosystem.growth import TierGrowth, tier_growth
from hornbook.ecosystem.question import EcosystemQuestion
from hornbook.render.sheet import Block, Chart, ChartForm, Column, Heading, Kind, Table
from hornbook.terms import Day, shift
from hornbook.text import Phrase, Text, message

SHOWN = 20


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class GrowthAnswer(StatisticAnswer):
    """The companies of a tier on a day and a year before; before + entered - left + moved = after in every group."""

    first_day: Day
    by: tuple[str, ...]
    groups: tuple[FlowGroup, ...]
    places: PlaceNames | None

    def parts(self) -> Sequence[Block]:
        """The groups, those with most companies first."""
        chart = self.charts()
        return [Heading(message("By group")), *(chart or [_table(self, self.groups)])] if self.groups else []

    def charts(self) -> tuple[Chart, ...]:
        """Before and after in the groups with most companies, where there is one key."""
        return (_chart(self),) if self.groups and len(self.by) == 1 else ()

    def tables(self) -> tuple[Table, ...]:
        """The figures, and all groups."""
        return (statistic_table(self.figures), _table(self, self.groups))


def ask_growth(question: EcosystemQuestion) -> GrowthAnswer:
    """The growth of a tier since a year before, or since the earlier day, by city where no group is named."""
    view, by = question.view, question.by or ("city",)
    earlier = question.earlier or _year_before(view)
    if earlier.day >= view.day:
        raise days_reversed(earlier.day, view.day)
    found = tier_growth(question, earlier, by)
    keyed = {key: dict(zip(found.keys, key, strict=True)) for key in (*found.before, *found.after)}
    return GrowthAnswer(
        asked=statistic_asked(question),
        statistic="growth",
        title=message("Growth, entries and exits"),
        figures=tuple(_figures(found)),
        notes=tuple(_notes(earlier.day, view.day)),
        first_day=earlier.day,
        by=found.keys,
        groups=counted_groups(keyed, found.before, found.enters, found.leaves, found.after),
        places=place_names(found.placed) if found.placed else None,
    )


def _year_before(view: View) -> View:
    """The same day of the year before, by what was known on it; with hindsight by the same knowledge."""
    day = shift(view.day, -12)
    return replace(view, day=day, known=view.known if view.hindsight else day)


def _figures(of: TierGrowth) -> Iterator[StatisticFigure]:
    flow = of.crossed
    counts = (
        ("before", message("companies of the tier before"), flow.before),
        ("entered", message("entered"), len(flow.entering)),
        ("left", message("left"), len(flow.leaving)),
        ("after", message("companies of the tier after"), flow.after),
    )
    for key, name, count in counts:
        yield StatisticFigure(id=key, name=name, value=count, unit="companies", behind=count)
    growth = (flow.after - flow.before) / flow.before if flow.before else None
    yield StatisticFigure(id="growth", name=message("growth"), value=growth, unit="share", behind=flow.before)


def _notes(first: Day, last: Day) -> Iterator[Phrase]:
    yield message(
        "From {first} to {last}, confirmed companies; `census --from` names them with reasons.", first=first, last=last
    )


def _table(answer: GrowthAnswer, groups: Sequence[FlowGroup]) -> Table:
    columns = (
        *(column for key in answer.by for column in key_columns(key)),
        Column("before", message("before"), Kind.COUNT),
        Column("enters", message("entered"), Kind.COUNT),
        Column("leaves", message("left"), Kind.COUNT),
        Column("moved", message("moved"), Kind.COUNT),
        Column("after", message("after"), Kind.COUNT),
        Column("growth", message("growth"), Kind.SHARE, empty="–"),
    )
    rows = tuple(
        {
            **key_cells(of.keys, answer.places),
            **{"before": of.before, "enters": of.enters, "leaves": of.leaves, "moved": of.moved, "after": of.after},
            "growth": (of.after - of.before) / of.before if of.before else None,
        }
        for of in groups
    )
    return Table("groups", columns, rows, shown=SHOWN)


def _chart(answer: GrowthAnswer) -> Chart:
    some = answer.groups[:SHOWN]
    return Chart(
        title=message("Companies of the tier before and after"),
        form=ChartForm.BAR,
        table=_table(answer, some),
        x="country_name" if answer.by == ("country",) else answer.by[0],
        series=("before", "after"),
        alt=message(
            "{n} groups; the first had {before:,} before and has {after:,} after.",
            n=len(some),
            before=some[0].before,
            after=some[0].after,
        ),
        unit=message("number of companies"),
    )


growth = Statistic(
    Text(
        "Growth of the tier against the year before, with entries and exits, by city, sector or other groups.",
        "与上年相比的增长及进入、退出情况，可按城市、行业等分组。",
    ),
    ask_growth,
)
