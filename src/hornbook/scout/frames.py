"""Company by day: the companies that a question asks about on a day, and all that a model may know of each.

A day is seen as it was known on that day. Where the book was recorded later than that (one export of 2015 tells of
2010 too), a training day can only be reconstructed: seen with what was known by the day judged. That is allowed for
training, never for a day that is judged, and a frame says so.
"""

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from hornbook.book.book import Book
from hornbook.scout import cohorts as _cohorts
from hornbook.scout import heat as _heat
from hornbook.scout import investors as _investors
from hornbook.scout.features import OWN, DayColumns, Floats, feature_indicators, feature_texts, own, per_year
from hornbook.scout.question import Question
from hornbook.scout.rows import Note, no_notes, panel_files, rows
from hornbook.standards.in_memory import answers_of
from hornbook.standards.judge import input_columns, needed
from hornbook.terms import Day

NAMES = (*OWN, *_cohorts.ABOUT, *_heat.ABOUT, *_investors.ABOUT)
"""The features, in the order of a frame's columns."""

ABOUT = feature_texts(_cohorts.ABOUT | _heat.ABOUT | _investors.ABOUT)

_TEXTS = ("country", "region", "city", "sector")


@dataclass(frozen=True, slots=True)
class Frame:
    """One day's companies. `values`: companies x features, NaN where nothing is known."""

    day: Day
    known: Day
    subjects: pa.Array
    values: NDArray[np.float32]
    ranks: NDArray[np.float32]
    """The same as shares of that day's companies with no more: 0 to 1; NaN where nothing is known."""
    per_year: Floats
    """Equity raised for each year since founding, in US dollars."""
    about: pa.Table
    """Text columns by which fairness is looked at: country, region, city, sector, and the founding year."""
    companies: int
    """Of how many companies the book knew that day."""
    unknown: int
    """Of how many it could not be said whether they belong; they are left out."""
    unsettled: int
    """Of how many it could not be said whether they had left; kept on a reconstructed day, else left out."""
    already: int
    """How many belong but had the target behind them; they are left out."""

    @property
    def reconstructed(self) -> bool:
        """Whether anything is seen that was not yet known on the day."""
        return self.known > self.day


class Frames:
    """Frames of a question, worked out when asked for and kept beside the book."""

    def __init__(self, book: Book, question: Question, note: Note = no_notes) -> None:
        self.book, self.question, self.note = book, question, note
        self._conditions = {
            "population": question.population,
            "unless": question.unless,
            "already": question.target.condition,
        }
        self._inputs = needed(self._conditions.values())
        self._columns = [*input_columns(self._inputs), *feature_indicators()]

    def of(self, days: Iterable[Day], known: Day | None) -> dict[Day, Frame]:
        """The frames of days, each as known on that day, or all of them as known by another."""
        wanted = sorted(set(days))
        files = panel_files(self.book, self._columns, wanted, known=known, note=self.note)
        found = {}
        for n, day in enumerate(wanted):
            found[day] = self._frame(day, known or day, rows(files[day]))
            self.note("features", n + 1)
        return found

    def _frame(self, day: Day, known: Day, table: pa.Table) -> Frame:
        belongs, left, already = self._population(day, table)
        unsettled = _true(belongs) & _null(left)
        staying = _true(belongs) & (~_true(left) if known > day else _false(left))
        subjects = table["subject"].combine_chunks()
        inside = shuffled(subjects, np.flatnonzero(staying & ~_true(already)))
        some = DayColumns(day, table)
        made = own(some) | _heat.heat(some) if table.num_rows else {}
        mine = subjects.take(pa.array(inside))
        made = {name: values[inside] for name, values in made.items()}
        about = table.select(_TEXTS).take(pa.array(inside))
        made |= _investors.investor_features(self.book.at(day, known=known), mine)
        made |= _cohorts.cohorts(made, about) if len(inside) else {}
        values = _matrix([made[name] for name in NAMES] if len(inside) else [], len(inside))
        born = table["founded"].take(pa.array(inside))
        return Frame(
            day,
            known,
            mine,
            values,
            day_ranks(values),
            per_year(some)[inside] if len(inside) else np.zeros(0),
            about.append_column("founded", born),
            table.num_rows,
            int((_null(belongs) & ~_true(left)).sum()),
            int(unsettled.sum()),
            int((staying & _true(already)).sum()),
        )

    def _population(self, day: Day, table: pa.Table) -> tuple[pa.Array, pa.Array, pa.Array]:
        """By row, true, false or empty: whether it belongs, whether it has left, whether it had the target already."""
        answers = answers_of(table, self._inputs, self._conditions, day)
        belongs, left, already = (answers[name].combine_chunks() for name in self._conditions)
        return belongs, left, already


def shuffled(subjects: pa.Array, rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """Rows in an order that means nothing, and is always the same.

    In the order of the alphabet a company that a list was to name came first, for its subject then begins with that of
    the list: a ranking that cannot tell companies apart ranked those first.
    """
    keys = [zlib.crc32(each.encode()) for each in subjects.take(pa.array(rows)).to_pylist()]
    return rows[np.argsort(np.array(keys, dtype=np.uint32), kind="stable")]


def _true(answer: pa.Array) -> NDArray[np.bool_]:
    return np.asarray(answer.fill_null(False).to_numpy(zero_copy_only=False), dtype=bool)


def _false(answer: pa.Array) -> NDArray[np.bool_]:
    return ~np.asarray(answer.fill_null(True).to_numpy(zero_copy_only=False), dtype=bool)


def _null(answer: pa.Array) -> NDArray[np.bool_]:
    return np.asarray(answer.is_null().to_numpy(zero_copy_only=False), dtype=bool)


def _matrix(made: Sequence[Floats], size: int) -> NDArray[np.float32]:
    found = np.full((size, len(NAMES)), np.nan, dtype=np.float32)
    for n, values in enumerate(made):
        found[:, n] = np.where(np.isfinite(values), values, np.nan)
    return found


def day_ranks(values: NDArray[np.float32]) -> NDArray[np.float32]:
    """Each column as the share of its known values that are less, and half of those that are equal: days compare.

    What is only yes or no stays 1 or 0.
    """
    found = np.full(values.shape, np.nan, dtype=np.float32)
    for n in range(values.shape[1]):
        there = np.flatnonzero(~np.isnan(values[:, n]))
        if len(there):
            kinds, number, counts = np.unique(values[there, n], return_inverse=True, return_counts=True)
            if len(kinds) <= 2 and set(kinds.tolist()) <= {0.0, 1.0}:
                found[there, n] = values[there, n]
                continue
            below = np.cumsum(counts) - counts
            found[there, n] = ((below + counts / 2) / len(there))[number]
    return found
