"""A census on a series of days: the first, the end of each period between, and the last."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import MAXYEAR, timedelta

from hornbook.answers.answer import RuleAsked
from hornbook.answers.figures import Figures, count_cells, figure_columns
from hornbook.book.view import View
from hornbook.errors import QuestionError
from hornbook.lang.filter import Filter
from hornbook.population.count import series
from hornbook.population.verdicts import Under
from hornbook.render.sheet import Column, Kind, Table
from hornbook.terms import Day
from hornbook.text import message

DAYS = 400
"""A series asks on no more days than this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesDay(Figures):
    """The figures of one day."""

    day: Day


def ask_series(
    first: Day,
    view: View,
    months: int,
    under: Under = None,
    *,
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
    counted = series(
        lambda day: replace(view, day=day, known=known or day), ends, under=under, where=where, on_facts=on_facts
    )
    return tuple(SeriesDay(day=of.day, **count_cells(of.total)) for of in counted)


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


def series_table(days: tuple[SeriesDay, ...], rule: RuleAsked, *, on_facts: bool = False) -> Table:
    """One row a day."""
    columns = (Column("day", message("day"), Kind.DAY), *figure_columns(rule, *days, on_facts=on_facts))
    return Table("series", columns, tuple({"day": of.day, **count_cells(of)} for of in days))
