"""What became of companies after a day: the label that a model learns, and by which it is judged.

A company's outcome is yes where the event's rule is true on one of the days on which it is looked at, up to the
horizon. Being listed, bought or closed first ends the matter otherwise. Where nothing said either way, it counts as
no and is counted as silent.
"""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from hornbook.book.book import Book
from hornbook.book.identity import identity
from hornbook.indicators.catalogue import chosen_indicators
from hornbook.scout.question import Question
from hornbook.scout.rows import Note, no_notes, panel_files, places_of, rows
from hornbook.standards.in_memory import answers_of
from hornbook.standards.judge import input_columns, needed
from hornbook.terms import Day

EXITS = ("listed", "acquired", "closed")

Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is known by `known` of one event in the future of companies of `day`; arrays as long as the companies."""

    event: str
    day: Day
    known: Day
    final: bool
    """Whether the horizon, and the time to settle, had closed by `known`."""
    yes: Bools
    when: NDArray[np.int8]
    """The position of the first day on which the rule was seen to hold; -1 where it was not."""
    silent: Bools
    """Counted as no, while on one of the days nothing said either way."""
    ended: NDArray[np.int8]
    """Which of `EXITS` came first, before the event and by the horizon; -1 for none."""


class Future:
    """What is known by one day of what became of companies after others."""

    def __init__(self, book: Book, question: Question, known: Day, note: Note = no_notes) -> None:
        self.book, self.question, self.known, self.note = book, question, known, note
        conditions = {event.id: event.condition for event in question.events}
        self._inputs = needed(conditions.values())
        self._conditions = conditions
        self._columns = [*input_columns(self._inputs), *chosen_indicators(EXITS)]

    def outcomes(self, subjects: dict[Day, pa.Array]) -> dict[Day, dict[str, Outcome]]:
        """For each day the outcome of each event, for the companies of that day."""
        checks = sorted({check for day in subjects for check in self.question.checks(day) if check <= self.known})
        files = panel_files(self.book, self._columns, checks, known=self.known, note=self.note)
        found = {day: _Gathered(self.question, day, self._now(of), self.known) for day, of in subjects.items()}
        for check in checks:
            wanting = [each for each in found.values() if check in each.checks]
            table = rows(files[check])
            seen = self._seen(check, table)
            for each in wanting:
                each.add(check, table, seen)
        return {day: each.outcomes() for day, each in found.items()}

    def _now(self, subjects: pa.Array) -> pa.Array:
        """The same companies by the subjects under which they go on the later day of knowledge."""
        of = identity(self.book)
        return pa.array([of.company(each, self.known) for each in subjects.to_pylist()], pa.string())

    def _seen(self, check: Day, table: pa.Table) -> pa.Table:
        """A column an event: yes, no or empty, in the order of the table."""
        return answers_of(table, self._inputs, self._conditions, check)


class _Gathered:
    """The outcomes of one day's companies, put together check by check."""

    def __init__(self, question: Question, day: Day, subjects: pa.Array, known: Day) -> None:
        self.question, self.day, self.subjects, self.known = question, day, subjects, known
        self.checks = question.checks(day)
        size = len(subjects)
        self._when = {event.id: np.full(size, -1, dtype=np.int8) for event in question.events}
        self._unknown = {event.id: np.zeros(size, dtype=bool) for event in question.events}
        self._exit_day = np.full(size, np.datetime64("NaT"), dtype="datetime64[D]")
        self._exit = np.full(size, -1, dtype=np.int8)

    def add(self, check: Day, table: pa.Table, seen: pa.Table) -> None:
        """What one day tells of each company."""
        at = places_of(self.subjects, table["subject"].combine_chunks())
        there = at >= 0
        position = self.checks.index(check)
        for event, when in self._when.items():
            answer = seen[event].combine_chunks().take(pa.array(np.where(there, at, 0))) if len(seen) else None
            if answer is None:
                continue
            yes = there & answer.fill_null(False).to_numpy(zero_copy_only=False)
            when[yes & (when < 0)] = position
            self._unknown[event] |= there & answer.is_null().to_numpy(zero_copy_only=False)
        self._exits(table, at, there)

    def _exits(self, table: pa.Table, at: NDArray[np.int64], there: Bools) -> None:
        if not table.num_rows:
            return
        for n, name in enumerate(EXITS):
            days = (
                table[name]
                .combine_chunks()
                .to_numpy(zero_copy_only=False)
                .astype("datetime64[D]")[np.where(there, at, 0)]
            )
            first = there & ~np.isnat(days) & (days > np.datetime64(self.day))
            sooner = first & (np.isnat(self._exit_day) | (days < self._exit_day))
            self._exit_day[sooner], self._exit[sooner] = days[sooner], n

    def outcomes(self) -> dict[str, Outcome]:
        """One for each event."""
        starts = np.array([self.day, *self.checks[:-1]], dtype="datetime64[D]")
        found = {}
        for event, when in self._when.items():
            since = np.where(when >= 0, starts[np.maximum(when, 0)], np.datetime64("9999-12-31"))
            before = (self._exit >= 0) & (self._exit_day <= since)
            yes = (when >= 0) & ~before
            found[event] = Outcome(
                event,
                self.day,
                self.known,
                self.question.closes(self.day) <= self.known,
                yes,
                np.where(yes, when, -1).astype(np.int8),
                ~yes & ~before & self._unknown[event],
                np.where(before, self._exit, -1).astype(np.int8),
            )
        return found
