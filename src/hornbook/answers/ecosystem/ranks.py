"""Ranks of groups by the companies of a tier, with bounds, intervals for late knowledge, and ranks by other weights."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from hornbook.answers.census_groups import PlaceNames, key_cells, key_columns, place_names, places_line
from hornbook.answers.statistic import (
    Statistic,
    StatisticAnswer,
    StatisticFigure,
    statistic_asked,
    statistic_table,
)
from hornbook.ecosystem.concentration import Spread, group_spread
from hornbook.ecosystem.question import EcosystemQuestion
from hornbook.ecosystem.ranks import (
    Changed,
    Revision,
    rank_bounds,
    rank_intervals,
    revision,
    supports_intervals,
)
from hornbook.ecosystem.weightings import WEIGHTINGS, Components, index_components, weighted_ranks
from hornbook.render.sheet import Block, Chart, ChartForm, Column, Heading, Kind, Line, Table
from hornbook.terms import Day, shift
from hornbook.text import Phrase, Text, message

MONTHS = 36
"""So far back lies the day whose answers are asked again, where none is given."""
SHOWN = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedGroup:
    """A group: its count and rank, the ranks that the undecided allow, and the 95% intervals as known later."""

    keys: Mapping[str, str | int | None]
    rank: int
    count: int
    undecided: int
    best: int
    worst: int
    count_low: int | None
    """None, as the next three, where too little was known on the earlier day to tell."""
    count_high: int | None
    rank_low: int | None
    rank_high: int | None
    value_usd: float
    """The components of the index: this, `count`, and the next three."""
    births: int
    breadth: float
    growth: int
    weighted_best: int
    """Between this and `weighted_worst` its rank by the index lies under 95% of random weightings."""
    weighted_worst: int


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class RanksAnswer(StatisticAnswer):
    """Groups ranked by the companies of a tier."""

    revised_day: Day
    """The earlier day whose answers were asked again."""
    by: tuple[str, ...]
    rows: tuple[RankedGroup, ...]
    places: PlaceNames | None

    def parts(self) -> Sequence[Block]:
        """The ranks, the best first."""
        if not self.rows:
            return ()
        named = places_line(self.places) if self.places else None
        blocks: list[Block] = [Heading(message("Ranks"))]
        return [*blocks, *([Line(named)] if named else ()), _rank_table(self), *self.charts()]

    def charts(self) -> tuple[Chart, ...]:
        """The counts of the first groups with the limits of their intervals, where there is one key."""
        return (_chart(self),) if len(self.by) == 1 and any(of.count for of in self.rows) else ()

    def tables(self) -> tuple[Table, ...]:
        """The figures, and all ranks."""
        return (statistic_table(self.figures), _rank_table(self))


def ask_ranks(question: EcosystemQuestion) -> RanksAnswer:
    """Rank the groups of a question, cities where none are named, with intervals."""
    found = group_spread(question)
    day = question.earlier.day if question.earlier else shift(question.view.day, -MONTHS)
    changes = revision(question, day)
    return RanksAnswer(
        asked=statistic_asked(question),
        statistic="ranks",
        title=message("Ranks"),
        figures=tuple(_figures(changes)),
        notes=tuple(_notes(found, changes)),
        revised_day=day,
        by=found.keys,
        rows=tuple(_rows(found, changes, index_components(question, found))),
        places=place_names(found.placed) if found.placed else None,
    )


def _figures(of: Revision) -> Iterator[StatisticFigure]:
    """The shares by which intervals are drawn."""
    names = {
        "yes": message("of those confirmed on {day}, confirmed by what is known now", day=of.day),
        "undecided": message("of those undecided then, confirmed by what is known now"),
        "no": message("of those ruled out then, confirmed by what is known now"),
        "outside": message("confirmed now and not in the book then, as a share of the book"),
    }
    for key, name in names.items():
        changed: Changed = getattr(of, key)
        yield StatisticFigure(
            id=f"{key}_confirmed",
            name=name,
            value=changed.confirmed / changed.of if changed.of else None, unit="share", behind=changed.of,
        )  # fmt: skip


def _notes(found: Spread, of: Revision) -> Iterator[Phrase]:
    yield message(
        "Best and worst rank hold however the undecided turn out. The 95% intervals are of counts and ranks as they"
        " will be known as long after the day as {day} lies before it.",
        day=of.day,
    )
    yield message(
        "The rank by random weights is apart from both: {n:,} random weightings of an index of confirmed companies,"
        " their value, companies founded in this and the two years before, breadth over sectors and growth in a year."
        " 95% of them give a rank in this range.",
        n=WEIGHTINGS,
    )
    count, undecided = found.unplaced
    if count or undecided:
        yield message(
            "No known group, and so no rank: {count:,} confirmed companies, {undecided:,} undecided.",
            count=count,
            undecided=undecided,
        )


def _rows(found: Spread, of: Revision, components: Components) -> Iterator[RankedGroup]:
    low, high = found.column("count"), found.most
    if not len(low):
        return
    rank = rank_bounds(low, low).best
    bounds = rank_bounds(low, high)
    counts = (low, high - low, found.column("companies") - high)
    later = rank_intervals(*counts, of) if supports_intervals(*counts, of) else None
    weighted = weighted_ranks(components.table())
    for n, row in enumerate(found.groups.to_pylist()):
        yield RankedGroup(
            keys={key: row[f"by_{key}"] for key in found.keys},
            rank=int(rank[n]),
            count=row["count"],
            undecided=row["undecided"],
            best=int(bounds.best[n]),
            worst=int(bounds.worst[n]),
            count_low=int(later.low[n]) if later else None,
            count_high=int(later.high[n]) if later else None,
            rank_low=int(later.ranks.best[n]) if later else None,
            rank_high=int(later.ranks.worst[n]) if later else None,
            value_usd=float(components.value[n]),
            births=int(components.births[n]),
            breadth=float(components.breadth[n]),
            growth=int(components.growth[n]),
            weighted_best=int(weighted.best[n]),
            weighted_worst=int(weighted.worst[n]),
        )


def _range(low: int | None, high: int | None) -> Phrase | None:
    return None if low is None or high is None else message("{low:,} to {high:,}", low=low, high=high)


def _rank_table(answer: RanksAnswer) -> Table:
    columns = (
        Column("rank", message("rank"), Kind.COUNT),
        *(column for key in answer.by for column in key_columns(key)),
        Column("count", message("confirmed"), Kind.COUNT),
        Column("undecided", message("undecided"), Kind.COUNT, wide=True),
        Column("count_range", message("count later, 95%"), Kind.NUMBER, file=False),
        Column("rank_range", message("rank later, 95%"), Kind.NUMBER, file=False),
        Column("bounds", message("bounds of the rank"), Kind.NUMBER, file=False),
        Column("weighted", message("rank by random weights, 95%"), Kind.NUMBER, file=False, wide=True),
        Column("count_low", message("count later, at least"), Kind.COUNT, page=False),
        Column("count_high", message("count later, at most"), Kind.COUNT, page=False),
        Column("rank_low", message("best rank later"), Kind.COUNT, page=False),
        Column("rank_high", message("worst rank later"), Kind.COUNT, page=False),
        Column("best", message("best rank"), Kind.COUNT, page=False),
        Column("worst", message("worst rank"), Kind.COUNT, page=False),
        Column("value_usd", message("total value, US$"), Kind.USD, page=False),
        Column("births", message("founded in three years"), Kind.COUNT, page=False),
        Column("breadth", message("effective number of sectors"), Kind.NUMBER, page=False),
        Column("growth", message("growth in a year, companies"), Kind.COUNT, page=False),
        Column("weighted_best", message("best rank by random weights, 95%"), Kind.COUNT, page=False),
        Column("weighted_worst", message("worst rank by random weights, 95%"), Kind.COUNT, page=False),
    )
    own = [column.key for column in columns if column.key in RankedGroup.__dataclass_fields__]
    rows = tuple(
        {
            **key_cells(of.keys, answer.places),
            **{key: getattr(of, key) for key in own},
            "count_range": _range(of.count_low, of.count_high),
            "rank_range": _range(of.rank_low, of.rank_high),
            "bounds": _range(of.best, of.worst),
            "weighted": _range(of.weighted_best, of.weighted_worst),
        }
        for of in answer.rows
    )
    return Table("ranks", columns, rows, shown=SHOWN)


def _chart(answer: RanksAnswer) -> Chart:
    first = answer.rows[0]
    some = [of for of in answer.rows if of.count][:SHOWN]
    table = _rank_table(answer)
    key = "country_name" if answer.by == ("country",) else answer.by[0]
    columns = tuple(column for column in table.columns if column.key in (key, "count"))
    return Chart(
        title=message("Confirmed companies of the first groups"),
        form=ChartForm.BAR,
        table=Table("first", columns, tuple(table.rows)[: len(some)]),
        x=key,
        series=("count",),
        alt=_chart_words(len(some), first),
        unit=message("number of companies"),
    )


def _chart_words(n: int, first: RankedGroup) -> Phrase:
    if first.count_low is None or first.count_high is None:
        return message("The counts of {n} groups; the first has {count:,}.", n=n, count=first.count)
    return message(
        "The counts of {n} groups; the first has {count:,}, later between {low:,} and {high:,}.",
        n=n,
        count=first.count,
        low=first.count_low,
        high=first.count_high,
    )


ranks = Statistic(
    Text(
        "Ranks of cities or other groups, with the ranks that the undecided, late knowledge and other weights allow.",
        "城市等各组的排名，以及无法判定、信息滞后和不同权重所允许的名次区间。",
    ),
    ask_ranks,
)
