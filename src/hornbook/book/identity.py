"""Which records are one company, as of a day of knowledge: SameAs facts into companies.

A record is a subject as a source gives it; a company is one record, or several that are held to be one, and goes by the
subject of theirs that comes first in the alphabet. Of several statements on one pair the best grade decides, then the
one known last, then the source's place in the alphabet. Pairs join in the order of their evidence (grade, then
probability), and never so that two records that are held apart meet. What was learnt later changes nothing before:
`timeline` says of each record to which company it belonged, day of knowledge by day of knowledge. `valid` plays no
part, for two records are one company on every day or on none.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa

from hornbook.book.law import ever_told
from hornbook.book.store import Store
from hornbook.kinds import SameAs
from hornbook.terms import Day, Grade

FOREVER = date.max

Pair = tuple[str, str]
GRADES = {grade.value: n for n, grade in enumerate(Grade)}
"""From the best evidence, 0, on."""

TIMELINE = pa.schema(
    [("record", pa.string()), ("company", pa.string()), ("since", pa.date32()), ("until", pa.date32())]
)
"""`record` belonged to `company` as known from `since` to before `until`."""


@dataclass(frozen=True, slots=True)
class PairStatement:
    """One statement on a pair of records, as it stood from `known` to before `until`."""

    pair: Pair
    same: bool
    probability: float
    grade: str
    source: str
    known: Day
    until: Day
    number: int
    """Of the statement; makes the order total."""

    @property
    def weight(self) -> tuple[int, int, str, int]:
        """The least decides: grade, then recency of knowledge, then source."""
        return GRADES[self.grade], -self.known.toordinal(), self.source, -self.number


def pair_statements(book: Store) -> list[PairStatement]:
    """Everything ever said on pairs of records."""
    if not book.of(SameAs.__name__):
        return []
    rows = ever_told(book, SameAs, FOREVER)
    return [word for row in book.engine.arrow(rows).to_pylist() if (word := _word(row))]


def _word(row: dict[str, Any]) -> PairStatement | None:
    one, other = sorted((row["subject"], row["other"]))
    until = row["superseded"] or FOREVER
    if one == other or until <= row["known"]:
        return None
    sure = 1.0 if row["probability"] is None else row["probability"]
    same = row["same"] is not False
    return PairStatement(
        (one, other), same, sure, row["grade"], row["source"], row["known"], until, row["id"] & 0xFFFFF
    )


def held(said: Iterable[PairStatement], known: Day) -> dict[Pair, PairStatement]:
    """Of each pair the statement that decides, among those that stand on a day of knowledge."""
    found: dict[Pair, PairStatement] = {}
    for word in said:
        if word.known <= known < word.until:
            before = found.get(word.pair)
            found[word.pair] = word if before is None else min(before, word, key=lambda each: each.weight)
    return found


def companies_of_records(said: Iterable[PairStatement], known: Day) -> dict[str, str]:
    """The company of each record that is named, as known on a day."""
    decided = held(said, known)
    apart = {pair for pair, word in decided.items() if not word.same}
    groups: dict[str, set[str]] = {}
    for pair in decided:
        for record in pair:
            groups[record] = {record}
    joins = sorted((w for w in decided.values() if w.same), key=lambda w: (GRADES[w.grade], -w.probability, w.pair))
    for word in joins:
        one, other = (groups[record] for record in word.pair)
        if one is other or any((min(a, b), max(a, b)) in apart for a in one for b in other):
            continue
        one |= other
        for record in other:
            groups[record] = one
    return {record: min(group) for record, group in groups.items()}


def timeline(book: Store) -> pa.Table:
    """To which company each record belonged, as known when; records of which nobody ever spoke are left out."""
    rows: list[dict[str, Any]] = []
    for group in _together(pair_statements(book)):
        if len(group) == 1 and group[0].same:
            rows += _pair(group[0])
            continue
        days = sorted({day for word in group for day in (word.known, word.until) if day < FOREVER})
        spans: dict[str, list[tuple[Day, str]]] = {record: [(date.min, record)] for w in group for record in w.pair}
        for day in days:
            found = companies_of_records(group, day)
            for record, span in spans.items():
                company = found.get(record, record)
                if span[-1][1] != company:
                    span.append((day, company))
        for record, span in sorted(spans.items()):
            ends = [since for since, _ in span[1:]] + [FOREVER]
            rows += [
                {"record": record, "company": company, "since": since, "until": until}
                for (since, company), until in zip(span, ends, strict=True)
            ]
    return pa.Table.from_pylist(rows, TIMELINE)


def _pair(word: PairStatement) -> Iterator[dict[str, Any]]:
    """Two records of which one thing was ever said: that they are one."""
    first, other = word.pair
    yield {"record": first, "company": first, "since": date.min, "until": FOREVER}
    for company, since, until in (
        (other, date.min, word.known),
        (first, word.known, word.until),
        (other, word.until, FOREVER),
    ):
        if since < until:
            yield {"record": other, "company": company, "since": since, "until": until}


def _together(said: list[PairStatement]) -> Iterator[list[PairStatement]]:
    """Statements in groups that share no record: what is said in one says nothing of another."""
    root: dict[str, str] = {}

    def top(record: str) -> str:
        while root.setdefault(record, record) != record:
            root[record] = root[root[record]]
            record = root[record]
        return record

    for word in said:
        one, other = map(top, word.pair)
        root[max(one, other)] = min(one, other)
    found: dict[str, list[PairStatement]] = defaultdict(list)
    for word in said:
        found[top(word.pair[0])].append(word)
    yield from (found[key] for key in sorted(found))


class Identity:
    """The companies of a book's records, at every day of knowledge; made once for a version of the book."""

    def __init__(self, told: pa.Table) -> None:
        """`told` has the columns of TIMELINE."""
        self.timeline = told
        self._spans: dict[str, list[tuple[Day, str]]] = defaultdict(list)
        self._members: dict[Day, dict[str, list[str]]] = {}
        for row in self.timeline.to_pylist():
            self._spans[row["record"]].append((row["since"], row["company"]))
        self._joins = any(company != record for record, spans in self._spans.items() for _, company in spans)

    def __bool__(self) -> bool:
        """Whether any two records were ever held to be one company."""
        return self._joins

    def held_at(self, known: Day) -> "Identity":
        """The same as it was on one day of knowledge, for every day."""
        rows = [
            {"record": record, "company": self.company(record, known), "since": date.min, "until": FOREVER}
            for record in self._spans
        ]
        return Identity(pa.Table.from_pylist(rows, TIMELINE))

    def company(self, record: str, known: Day) -> str:
        """The company to which a record belongs, as known on a day."""
        spans = self._spans.get(record, ())
        return spans[bisect_right(spans, known, key=lambda span: span[0]) - 1][1] if spans else record

    def linked(self) -> frozenset[str]:
        """Every record that is one company with another, as far as is known at the end."""
        last = {record: spans[-1][1] for record, spans in self._spans.items()}
        several = Counter(last.values())
        return frozenset(record for record, company in last.items() if several[company] > 1)

    def since(self, pair: Pair, known: Day) -> Day:
        """Since when two records have been one company without a break; they must be one on that day of knowledge."""
        starts = sorted({since for record in pair for since, _ in self._spans[record] if since <= known}, reverse=True)
        first = known
        for day in starts:
            one, other = (self.company(record, day) for record in pair)
            if one != other:
                break
            first = day
        return first

    def records(self, company: str, known: Day) -> list[str]:
        """The records of a company, as known on a day; itself where nobody spoke of it."""
        if known not in self._members:
            self._members[known] = defaultdict(list)
            for record in self._spans:
                self._members[known][self.company(record, known)].append(record)
        return sorted(self._members[known].get(company, ())) or [company]


def keep_identity(book: Store, who: Identity) -> None:
    """Have a book be asked by another identity than its own; for a book that was opened for this alone."""
    book.kept["identity"] = who


def identity(book: Store) -> Identity:
    """The identity of this version of the book."""
    made: Identity | None = book.kept.get("identity")
    if made is None:
        made = book.kept["identity"] = Identity(timeline(book))
    return made
