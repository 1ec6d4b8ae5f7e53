"""When supports are claimed: windows, deadlines, instalments and the end of terms in the months from a day."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from hornbook.support.support import Support, SupportEdition, TermSpan, Window
from hornbook.terms import Day, shift
from hornbook.text import Text

CalendarEvent = Literal["claim", "redeem", "instalment", "terms_begin", "terms_change", "terms_end"]
DayWord = Literal["dated", "any_time", "past", "unstated"]
_NEW_YEAR, _YEAR_END = "01-01", "12-31"


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEntry:
    """One thing that a support's text sets a time for; `first` and `last` are days, both included."""

    support: str
    name: Text
    event: CalendarEvent
    when: DayWord
    """dated; any_time where the text sets no days; past where the last window is over; unstated where it tells none."""
    first: Day | None
    last: Day | None
    """The deadline; of a window that is over, the day on which it closed."""
    note: Text | None
    share: float | None
    """Of an instalment: its share of the award."""
    papers: tuple[Text, ...]
    """What is filed with a claim."""
    without_application: bool

    def next_day(self, day: Day) -> Day | None:
        """The next day that matters from a day on: the opening, or the deadline of what is open already."""
        if self.when != "dated":
            return None
        return self.first if self.first and self.first > day else self.last or day


def support_calendar(supports: Iterable[Support], day: Day, months: int = 12) -> tuple[CalendarEntry, ...]:
    """Entries of so many months from a day, by their next day; those without a day are last."""
    last = shift(day, months) - timedelta(days=1)
    found = dict.fromkeys(entry for each in supports for entry in _entries(each, day, last))
    return tuple(sorted(found, key=lambda each: (each.next_day(day) or date.max, each.last or date.max, each.support)))


def _entries(of: Support, day: Day, last: Day) -> Iterator[CalendarEntry]:
    current = of.edition(day)
    ahead = [each for edition in of.editions for each in _windows(of, edition, day, last)]
    if not current.is_unwritten(day):
        yield from ahead or [_no_window_ahead(of, current, day)]
        yield from _instalments(of, current)
    spans = [span for edition in of.editions for span in edition.valid]
    for span in spans:
        if span.last and day <= span.last <= last and not _holds(spans, span.last + timedelta(days=1)):
            yield _entry(of, "terms_end", "dated", span.last, span.last)
        if span.first and day < span.first <= last:
            changes = _holds(spans, span.first - timedelta(days=1))
            yield _entry(of, "terms_change" if changes else "terms_begin", "dated", span.first, span.first)


def _windows(of: Support, edition: SupportEdition, day: Day, last: Day) -> Iterator[CalendarEntry]:
    """Windows that are open at some time within two days; those without days of their own while the terms hold."""
    current = edition is of.edition(day) and not edition.is_unwritten(day)
    for window in edition.windows:
        yearly = len(window.first or window.last or "") <= 5
        if window.first is None and window.last is None:
            if current or _overlaps(edition.valid, day, last):
                yield _entry(of, window.step, "any_time", None, None, edition, window.note)
            continue
        for first, end in _times(window, day, last):
            if (end or date.max) < day or (first or date.min) > last:
                continue
            meant = _overlaps(edition.valid, first or end or day, end or last) if edition.valid else current
            if meant or not yearly:
                yield _entry(of, window.step, "dated", first, end, edition, window.note)


def _no_window_ahead(of: Support, edition: SupportEdition, day: Day) -> CalendarEntry:
    """One entry where no window is ahead: the last that is over, or that the text tells none."""
    over = [date.fromisoformat(each.last) for each in edition.windows if each.last and len(each.last) > 5]
    closed = max((each for each in over if each < day), default=None)
    return _entry(of, "claim", "past" if closed else "unstated", None, closed, edition)


def _times(window: Window, day: Day, last: Day) -> Iterator[tuple[Day | None, Day | None]]:
    """The days of a window: its own, or those of each year that may matter; it may run over the new year."""
    stated = window.first or window.last or ""
    if len(stated) > 5:
        yield _day(window.first), _day(window.last)
        return
    for year in range(day.year - 1, last.year + 1):
        if window.first is None:
            yield None, _yearly(year, stated)
            continue
        end = window.last or _YEAR_END
        yield _yearly(year, window.first), _yearly(year + (end < window.first), end)


def _day(text: str | None) -> Day | None:
    return date.fromisoformat(text) if text else None


def _yearly(year: int, text: str) -> Day:
    """A day of every year; 29 February is the last day of that month in other years."""
    month, day = map(int, text.split("-"))
    return shift(date(2024, month, day), 12 * (year - 2024))


def _instalments(of: Support, edition: SupportEdition) -> Iterator[CalendarEntry]:
    for part in edition.parts:
        for each in part.instalments:
            yield _entry(of, "instalment", "unstated", None, None, None, each.when, float(each.share))


def _entry(
    of: Support,
    event: CalendarEvent,
    when: DayWord,
    first: Day | None,
    last: Day | None,
    edition: SupportEdition | None = None,
    note: Text | None = None,
    share: float | None = None,
) -> CalendarEntry:
    return CalendarEntry(
        support=of.id,
        name=of.name,
        event=event,
        when=when,
        first=first,
        last=last,
        note=note,
        share=share,
        papers=edition.evidence if edition else (),
        without_application=bool(edition and edition.without_application),
    )


def _overlaps(spans: Iterable[TermSpan], first: Day, last: Day) -> bool:
    return any((span.first or date.min) <= last and first <= (span.last or date.max) for span in spans)


def _holds(spans: Iterable[TermSpan], day: Day) -> bool:
    return any(span.holds(day) for span in spans)
