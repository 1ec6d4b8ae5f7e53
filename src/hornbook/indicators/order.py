"""Which of several facts is taken: the order in which they stand, in one place for engine, panel and explanation.

The one that became true last, or for a first value first; of those of one day the best grade, then the one known last,
then the source's place in the alphabet; the statement's id makes the order total. Of a kind that a source can state
only once of a company (`key_is_kind`: its founding) all facts are statements of one fact, so there the day that
they state decides nothing. The facts that are not taken stay in the book and are shown by `hornbook conflicts`.
"""

from collections.abc import Iterable
from typing import Any

from hornbook.book.identity import GRADES
from hornbook.book.store import Store
from hornbook.book.view import Told
from hornbook.kinds import KINDS, Fact

_LAST_DAY = 2**17 - 1  # days since 1800: past the year 2158
_SOURCES = 63


def source_numbers(book: Store, kind: type[Fact]) -> dict[str, int]:
    """A number for each source of a kind, the greatest for the first in the alphabet; empty where there is but one."""
    found = sorted({file.source for file in book.of(kind.__name__)})
    return {name: max(_SOURCES - n, 0) for n, name in enumerate(found)} if len(found) > 1 else {}


GOOD = {grade: len(GRADES) - 1 - n for grade, n in GRADES.items()}
"""A number for each grade, the greatest for the best."""


def recency_key(
    kind: type[Fact], valid: Any, grade: Any, known: Any, source: Any, id_: Any, *, newest: bool = True
) -> Any:
    """One whole number, of Ibis or NumPy columns alike; the fact with the greatest is taken.

    `valid`, `known`: days since 1800. `grade`, `source`: as in `GOOD` and `source_numbers`.
    """
    rest = (grade << 43) | (known << 26) | (source << 20) | (id_ & 0xFFFFF)
    if kind.key_is_kind:
        return rest
    return ((valid if newest else _LAST_DAY - valid) << 46) | rest


def ranked(facts: Iterable[Told], *, newest: bool = True) -> list[Told]:
    """Facts of one kind and company, the one that is taken first, then the one that would be taken without it."""
    rows = list(facts)
    rank = {name: n for n, name in enumerate(sorted({told.source for told in rows}, reverse=True))}

    def place(told: Told) -> tuple[int, ...]:
        day = 0 if KINDS[told.kind].key_is_kind else told.valid.toordinal() * (1 if newest else -1)
        return day, GOOD[told.grade], told.known.toordinal(), rank[told.source], int(told.id, 16) & 0xFFFFF

    return sorted(rows, key=place, reverse=True)
