"""Ranks of cities or other groups by the companies of a tier, with bounds and with intervals for late knowledge."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from hornbook.answers.census_groups import PlaceNames, key_cells, key_columns, place_names, places_line
from hornbook.answers.statistic import (
    Statistic,
    StatisticAnswer,
    StatisticFigure,
    statistic_asked,
    statistic_table,
)
from hornbook.ecosystem.concentration import Spread, spread
from hornbook.ecosystem.question import EcosystemQuestion
from hornbook.ecosystem.ranks import Changed, Revision, rank_bounds, rank_intervals, revision
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
    count_low: int
    count_high: int
    rank_low: int
    rank_high: int


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
    found = spread(question)
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
        rows=tuple(_rows(found, changes)),
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
    count, undecided = found.unplaced
    if count or undecided:
        yield message(
            "No known group, and so no rank: {count:,} confirmed companies, {undecided:,} undecided.",
            count=count,
            undecided=undecided,
        )


def _rows(found: Spread, of: Revision) -> Iterator[RankedGroup]:
    low, high = found.column("count"), found.most
    if not len(low):
        return
    rank = rank_bounds(low, low).best
    bounds = rank_bounds(low, high)
    later = rank_intervals(low, high - low, found.column("companies") - high, of)
    for n, row in enumerate(found.groups.to_pylist()):
        yield RankedGroup(
            keys={key: row[f"by_{key}"] for key in found.keys},
            rank=int(rank[n]),
            count=row["count"],
            undecided=row["undecided"],
            **_ends(best=bounds.best[n], worst=bounds.worst[n]),
            **_ends(count_low=later.low[n], count_high=later.high[n]),
            **_ends(rank_low=later.ranks.best[n], rank_high=later.ranks.worst[n]),
        )


def _ends(**ends: np.int64) -> dict[str, int]:
    return {key: int(value) for key, value in ends.items()}


def _rank_table(answer: RanksAnswer) -> Table:
    columns = (
        Column("rank", message("rank"), Kind.COUNT),
        *(column for key in answer.by for column in key_columns(key)),
        Column("count", message("confirmed"), Kind.COUNT),
        Column("undecided", message("undecided"), Kind.COUNT, wide=True),
        Column("count_range", message("count later, 95%"), Kind.NUMBER, file=False),
        Column("rank_range", message("rank later, 95%"), Kind.NUMBER, file=False),
        Column("bounds", message("bounds of the rank"), Kind.NUMBER, file=False),
        Column("count_low", message("count later, at least"), Kind.COUNT, page=False),
        Column("count_high", message("count later, at most"), Kind.COUNT, page=False),
        Column("rank_low", message("best rank later"), Kind.COUNT, page=False),
        Column("rank_high", message("worst rank later"), Kind.COUNT, page=False),
        Column("best", message("best rank"), Kind.COUNT, page=False),
        Column("worst", message("worst rank"), Kind.COUNT, page=False),
    )
    own = [column.key for column in columns if column.key in RankedGroup.__dataclass_fields__]
    rows = tuple(
        {
            **key_cells(of.keys, answer.places),
            **{key: getattr(of, key) for key in own},
            "count_range": message("{low:,} to {high:,}", low=of.count_low, high=of.count_high),
            "rank_range": message("{low:,} to {high:,}", low=of.rank_low, high=of.rank_high),
            "bounds": message("{low:,} to {high:,}", low=of.best, high=of.worst),
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
        alt=message(
            "The counts of {n} groups; the first has {count:,}, later between {low:,} and {high:,}.",
            n=len(some),
            count=first.count,
            low=first.count_low,
            high=first.count_high,
        ),
        unit=message("number of companies"),
    )


ranks = Statistic(
    Text(
        "Ranks of cities or other groups, with the ranks that the undecided and late knowledge allow.",
        "城市等各组的排名，以及无法判定和信息滞后所允许的名次区间。",
    ),
    ask_ranks,
)
