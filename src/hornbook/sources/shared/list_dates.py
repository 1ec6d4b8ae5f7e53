"""Days in a list of American dates: written month/day/year, in ISO 8601, or turned into days by a spreadsheet.

A spreadsheet that expects day/month/year turns 3/4/2021 into 3 April and leaves 3/25/2021 as text. So native days of
12 and less are held to be swapped only where text dates with a day above 12 stand beside them; else all are as written.
"""

import re
from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime
from typing import NamedTuple

from hornbook.formats.cells import Bad, squeeze
from hornbook.formats.workbook import Cell
from hornbook.sources.shared.days import day_written
from hornbook.sources.shared.list_files import cell_as_text
from hornbook.terms import Day
from hornbook.text import message

_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/\d{2,4}", re.ASCII)
_AMERICAN = ("%m/%d/%Y", "%m/%d/%y")
_SERIAL = 20_000
"""A number from here on (October 1954) is a day as a workbook counts them; a smaller one may be a year."""


class ListDay(NamedTuple):
    """A day, and whether it is sure to be the one that the maker wrote."""

    day: Day
    sure: bool


class DateHabits(NamedTuple):
    """What the dates of a column show together."""

    month_first: bool
    """Text dates stand there whose second number is no month: 3/25/2021."""
    day_first: bool
    """Text dates stand there whose first number is no month: 25/3/2021."""


def date_habits(cells: Iterable[Cell]) -> DateHabits:
    """What the cells of a column of dates show together."""
    found = [match for cell in cells if isinstance(cell, str) and (match := _SLASHED.fullmatch(squeeze(cell)))]
    return DateHabits(
        any(int(match[1]) <= 12 < int(match[2]) for match in found),
        any(int(match[2]) <= 12 < int(match[1]) for match in found),
    )


def list_day(cell: Cell, latest: Day, habits: DateHabits) -> ListDay:
    """The day in a cell; Bad when it holds none, or one after `latest`."""
    if not isinstance(cell, date):
        return _in_words(cell, latest, habits)
    native = cell.date() if isinstance(cell, datetime) else cell
    readings = [native]
    if habits.month_first:
        with suppress(ValueError):
            readings.append(native.replace(month=native.day, day=native.month))
    plausible = [day for day in readings if day <= latest]
    if not plausible:
        raise Bad(message("{day} is after {latest}", day=native, latest=latest))
    return ListDay(_no_earlier(max(plausible)), len(set(readings)) == 1)


def _in_words(cell: Cell, latest: Day, habits: DateHabits) -> ListDay:
    text = squeeze(cell_as_text(cell))
    try:
        found = day_written(text, _AMERICAN)
        sure = not habits.day_first or found.first.day > 12
    except Bad as why:
        try:
            found = day_written(text, serial=isinstance(cell, int | float) and cell >= _SERIAL)
        except Bad:
            raise why from None
        sure = found.precision == "day"
    if found.first > latest:
        raise Bad(message("{day} is after {latest}, the day of recording", day=found.first, latest=latest))
    return ListDay(found.first, sure)


def _no_earlier(day: Day) -> Day:
    """Bad for a day that no list can mean."""
    return day_written(day.isoformat()).first
