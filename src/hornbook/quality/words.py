"""Words of facts that nothing knows, source by source: each makes a rule that asks for it unknown."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

import ibis

from hornbook.book.door import Unknown, count_places, count_words
from hornbook.book.view import View
from hornbook.book.words import sorts_of
from hornbook.kinds import KINDS, Fact, Registered
from hornbook.quality.figures import StrayWords

_MOST = 5
"""So many words are named, the most frequent."""


def stray_words(view: View, source: str | None) -> tuple[StrayWords, ...]:
    """The words of the facts that count, by source and by what they should be, that nothing knows."""
    found: dict[str, Unknown] = {}
    for name, kind in KINDS.items():
        columns = {column: sort for column, sort in sorts_of(kind).items() if sort.listed}
        if not columns or not view.book.of(name):
            continue
        if kind is Registered:
            for by, places in _counted(view, kind, ["country", "region", "city"], source).items():
                count_places(places, found.setdefault(by, Unknown()))
            continue
        for column, sort in columns.items():
            for by, words in _counted(view, kind, [column], source).items():
                counted = {word: n for (word,), n in words.items() if word}
                count_words(counted, sort, found.setdefault(by, Unknown()))
    return tuple(each for name in sorted(found) for each in _by_sort(name, found[name]))


def _counted(
    view: View, kind: type[Fact], columns: list[str], source: str | None
) -> dict[str, Counter[tuple[Any, ...]]]:
    """For each source how many facts have each word of a column, or each place."""
    facts = view.facts(kind, ["source", *columns], echoes=True)
    facts = facts if source is None else facts.filter(facts.source == source)
    rows = facts.group_by("source", *columns).aggregate(facts=ibis._.count())
    found: dict[str, Counter[tuple[Any, ...]]] = defaultdict(Counter)
    for row in view.engine.arrow(rows).to_pylist():
        found[row["source"]][tuple(row[column] for column in columns)] += row["facts"]
    return found


def _by_sort(source: str, unknown: Unknown) -> Iterator[StrayWords]:
    words = [each for each in unknown.words() if not each.taken]
    for sort in sorted({each.sort for each in words}, key=lambda sort: sort.template):
        mine = [each for each in words if each.sort == sort]
        yield StrayWords(
            source, sort, len(mine), sum(each.rows for each in mine), tuple(each.word for each in mine[:_MOST])
        )
