"""For which companies a promise is lifted, because a row of its import was refused (docs/decisions/0004).

An import that promises to name every fact of a kind, and refuses a row, has not named every one: of that company its
silence means nothing, from the first day of which it speaks. The promises that its source gave before are lifted with
it, since the row may have told of any day; a promise that the source gives later, in an import that names the company
and refuses no row of it, stands.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from hornbook.book.identity import identity
from hornbook.book.ledger import REJECT, REJECTS, Pledge
from hornbook.book.store import Store
from hornbook.terms import Day

_Losses = tuple[Mapping[tuple[str, str], frozenset[str]], Counter[tuple[str, str]]]
Lifted = Mapping[tuple[str, str], Day]
"""By company and source the day of the last import that refused a row."""


def lost_records(book: Store) -> Mapping[tuple[str, str], frozenset[str]]:
    """The records of which each import refused a row, by import and kind."""
    return _losses(book)[0]


def untold_rows(book: Store) -> Counter[tuple[str, str]]:
    """How many refused rows of each import and kind do not tell their record."""
    return _losses(book)[1]


def _losses(book: Store) -> _Losses:
    if "lost" not in book.kept:
        told: dict[tuple[str, str], set[str]] = defaultdict(set)
        untold: Counter[tuple[str, str]] = Counter()
        for row in _refused(book):
            for kind in row["lost"].split():
                if row["subject"] is None:
                    untold[row["batch"], kind] += row["rows"]
                else:
                    told[row["batch"], kind].add(row["subject"])
        book.kept["lost"] = {key: frozenset(records) for key, records in told.items()}, untold
    found: _Losses = book.kept["lost"]
    return found


def _refused(book: Store) -> list[dict[str, Any]]:
    """Import, record and kinds of what was refused, and in how many rows."""
    if not any(batch.rejects or batch.notes for batch in book.batches):
        return []
    rows = book.scan(book.of(REJECT), REJECTS)
    lost = rows.filter(rows.lost.notnull())
    counted = lost.group_by("batch", "subject", "lost").aggregate(rows=lost.place.nunique())
    found: list[dict[str, Any]] = book.engine.arrow(counted).to_pylist()
    return found


def lifted(book: Store, given: Iterable[Pledge], kind: str, known: Day) -> Lifted:
    """The companies for which promises of a kind are lifted; `given`: those of a view.

    A promise that speaks of no day so late as the one asked about counts too: what was refused stays true.
    """
    who, lost = identity(book), lost_records(book)
    found: dict[tuple[str, str], Day] = {}
    for pledge in given if lost else ():
        if pledge.kind != kind:
            continue
        for record in lost.get((pledge.batch, pledge.kind), ()):
            key = who.company(record, known), pledge.source
            found[key] = max(pledge.recorded, found.get(key, pledge.recorded))
    return found


def stands(pledge: Pledge, company: str, named: Day, within: Lifted) -> bool:
    """Whether a promise stands for a company that its source named on a day of knowledge."""
    last = within.get((company, pledge.source))
    return last is None or (pledge.recorded > last and named > last)
