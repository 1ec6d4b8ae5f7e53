"""A census on a series of days: the first, the end of each period between, and the last."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import MAXYEAR, timedelta

from hornbook.answers.answer import RuleAsked
from hornbook.answers.census_groups import (
    CensusGroup,
    PlaceNames,
    census_group,
    group_key,
    in_order,
    key_cells,
    key_columns,
)
from hornbook.answers.figures import Figures, count_cells, count_column, counted, figure_columns
from hornbook.book.view import View
from hornbook.errors import QuestionError
from hornbook.lang.filter import Filter
from hornbook.population.count import series
from hornbook.population.verdicts import Under
from hornbook.render.sheet import Chart, ChartForm, Column, Kind, Table
from hornbook.terms import Day
from hornbook.text import Message, message

DAYS = 400
"""A series asks on no more days than this."""
DAYS_SHOWN = 6
"""How many days stand beside each other on a page, the newest."""
GROUPS_SHOWN = 40
"""How many groups are shown on a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesDay(Figures):
    """The figures of one day, and of its groups where the series is by group."""

    day: Day
    rows: tuple[CensusGroup, ...] = ()


def ask_series(
    first: Day,
    view: View,
    months: int,
    under: Under = None,
    *,
    by: Sequence[str] = (),
    where: Filter | None = None,
    on_facts: bool = False,
) -> tuple[SeriesDay, ...]:
    """The census at both days and at each end of a period of so many months between them."""
    ends = [first, *period_ends(first, view.day, months), view.day]
    if len(ends) > DAYS:
        raise QuestionError(
            message(
                "A series asks on at most {most} days, and these would be {n}. Choose longer periods.",
                most=DAYS,
                n=len(ends),
            )
        )
    known = view.known if view.hindsight else None
    found = series(
        lambda day: replace(view, day=day, known=known or day), ends, by, under=under, where=where, on_facts=on_facts
    )
    return tuple(
        SeriesDay(day=of.day, rows=tuple(census_group(group) for group in of.rows), **count_cells(of.total))
        for of in found
    )


def period_ends(first: Day, last: Day, months: int) -> Iterator[Day]:
    """The last days of months, quarters or years that lie between two days."""
    month = (first.year * 12 + first.month - 1) // months * months
    while True:
        month += months
        if month // 12 > MAXYEAR:
            return
        end = Day(month // 12, month % 12 + 1, 1) - timedelta(days=1)
        if end >= last:
            return
        if end > first:
            yield end


def series_group_table(
    days: tuple[SeriesDay, ...],
    by: Sequence[str],
    places: PlaceNames | None,
    rule: RuleAsked,
    *,
    on_facts: bool = False,
) -> Table:
    """One row a day and group."""
    columns = (
        Column("day", message("day"), Kind.DAY),
        Column("rank", message("rank"), Kind.COUNT),
        *(column for key in by for column in key_columns(key)),
        *figure_columns(rule, *days, on_facts=on_facts, share=True),
    )
    rows = tuple(
        {"day": day.day, "rank": of.rank, **key_cells(of.keys, places), "share": of.share, **count_cells(of)}
        for day in days
        for of in in_order(day.rows, by)
    )
    return Table("series_groups", columns, rows)


def rank_table(
    days: tuple[SeriesDay, ...], by: Sequence[str], places: PlaceNames | None, *, on_facts: bool = False
) -> Table:
    """One row a group and one column a day, the newest last: how many are counted, and the rank."""
    shown = days[-DAYS_SHOWN:]
    of_day = [{group_key(of.keys): of for of in day.rows} for day in shown]
    newest = {group_key(of.keys): of for groups in of_day for of in groups.values() if counted(of, on_facts=on_facts)}
    last = of_day[-1] if of_day else {}
    order = sorted(newest, key=lambda key: (key not in last, last[key].rank if key in last else newest[key].rank))
    if tuple(by) == ("year",):
        order.sort(key=lambda key: (key[0] is None, str(key[0])))
    columns = (
        *(column for key in by for column in key_columns(key)),
        *(Column(str(n), message("{day}", day=day.day), Kind.NUMBER, empty="–") for n, day in enumerate(shown)),
    )
    rows = tuple(
        {
            **key_cells(newest[key].keys, places),
            **{str(n): _ranked(groups.get(key), on_facts) for n, groups in enumerate(of_day)},
        }
        for key in order
    )
    return Table("ranks", columns, rows, title=message("How many on each day, and the rank (#)"), shown=GROUPS_SHOWN)


def _ranked(of: CensusGroup | None, on_facts: bool) -> Message | None:
    if of is None or not counted(of, on_facts=on_facts):
        return None
    return message("{n:,} (#{rank})", n=counted(of, on_facts=on_facts), rank=str(of.rank))


def series_table(days: tuple[SeriesDay, ...], rule: RuleAsked, *, on_facts: bool = False) -> Table:
    """One row a day."""
    columns = (Column("day", message("day"), Kind.DAY), *figure_columns(rule, *days, on_facts=on_facts))
    return Table("series", columns, tuple({"day": of.day, **count_cells(of)} for of in days))


def series_chart(days: tuple[SeriesDay, ...], rule: RuleAsked, *, on_facts: bool = False) -> Chart:
    """How many on each day as a line, beside those on the facts where these differ."""
    what = count_column(rule).heading
    most = max(days, key=lambda of: counted(of, on_facts=on_facts))
    alt = message(
        "{what}: {first:,} on {first_day}, {last:,} on {last_day}; the most, {most:,}, on {most_day}.",
        what=what,
        first=counted(days[0], on_facts=on_facts),
        first_day=days[0].day,
        last=counted(days[-1], on_facts=on_facts),
        last_day=days[-1].day,
        most=counted(most, on_facts=on_facts),
        most_day=most.day,
    )
    differ = on_facts or any(of.judgement for of in days)
    return Chart(
        title=message("How many {what} on each day", what=what),
        form=ChartForm.LINE,
        table=series_table(days, rule, on_facts=on_facts),
        x="day",
        series=("count", "on_facts") if differ else ("count",),
        alt=alt,
        unit=message("number of companies"),
    )
