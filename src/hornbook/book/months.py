"""Months are counted on the calendar, in one place, because engines disagree on them."""

from calendar import monthrange

from hornbook.terms import Day


def shift(day: Day, months: int) -> Day:
    """The same day so many months later or earlier, or the month's last day where it has no such day."""
    month = day.year * 12 + day.month - 1 + months
    year, month = divmod(month, 12)
    return day.replace(year=year, month=month + 1, day=min(day.day, monthrange(year, month + 1)[1]))
