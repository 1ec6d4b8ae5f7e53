"""The law of as-of: what was true by `day`, as it was known by `known`.

A fact counts if it was true by `day` and known by `known`, in its latest version by then; withdrawn facts don't count.
There is no other door: everything above sees facts through a `View`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any, NamedTuple

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from hornbook.book.ledger import Pledge
from hornbook.book.money import DOLLARS, SPOT, Coin, Convention, with_money
from hornbook.book.store import File, Store
from hornbook.engine import Engine, union
from hornbook.errors import QuestionError
from hornbook.kinds import KINDS, Fact, Named, payload, schema
from hornbook.terms import Day


@dataclass(frozen=True)
class View:
    """The book as of a day. With `known` later than `day` it looks back with hindsight, and says so."""

    book: Store
    day: Day
    known: Day
    convention: Convention = SPOT

    @property
    def hindsight(self) -> bool:
        """Whether anything is seen that was not yet known on the day."""
        return self.known > self.day

    @property
    def engine(self) -> Engine:
        """What the view's questions run on."""
        return self.book.engine

    def facts(self, kind: type[Fact], columns: Iterable[str] | None = None) -> ir.Table:
        """The facts of a kind that count, one row a statement: all columns of `schema(kind)`, or those asked for."""
        return known_by(self.book, kind, self.known, columns, day=self.day)

    def money(
        self, kind: type[Fact], columns: Iterable[str] | None = None, coins: Iterable[Coin] = (DOLLARS,)
    ) -> ir.Table:
        """The same with a column a coin, `usd` if none is named; an amount is unknown where there is no rate."""
        asked = list(coins)
        wanted = None if columns is None else {*columns, "valid"}.union(*(into.needs for into in asked))
        return with_money(self.facts(kind, wanted), self.convention, self.engine, asked, known=self.known)

    @cached_property
    def pledges(self) -> tuple[Pledge, ...]:
        """The promises that had been given by `known` and that speak of a time by `day`."""
        return pledges(self.book, self.day, self.known)

    @cached_property
    def editions(self) -> dict[str, Day]:
        """The newest edition that each source of lists had made by `day`."""
        return editions(self.pledges, self.day)

    def company(self, word: str) -> str:
        """The one company of that subject or name; QuestionError when there is none, or several."""
        named = self.facts(Named)
        exact = named.filter((named.subject == word) | (named.name.lower() == word.lower()))
        found = self.engine.arrow(exact.select("subject", "name").distinct()).to_pylist()
        subjects: list[str] = sorted({row["subject"] for row in found})
        if len(subjects) == 1:
            return subjects[0]
        if subjects:
            raise QuestionError(
                f"'{word}' is the name of {len(subjects)} companies: {', '.join(subjects[:10])}. Give one of these."
            )
        near = named.filter(named.name.lower().contains(word.lower())).select("subject", "name").distinct()
        some = self.engine.arrow(near.order_by("subject").limit(5)).to_pylist()
        hint = " Did you mean " + ", ".join(f"{r['name']} ({r['subject']})" for r in some) + "?" if some else ""
        raise QuestionError(f"No company '{word}' is known by {self.known} as of {self.day}.{hint}")

    def story(self, company: str) -> tuple["Told", ...]:
        """Every fact about a company that counts, in the order in which it happened."""
        told: list[Told] = []
        for kind in KINDS.values():
            if self.book.of(kind.__name__):
                rows = self.facts(kind)
                told += tell(self.engine.arrow(rows.filter(rows.subject == company)), kind)
        return tuple(sorted(told, key=lambda t: (t.valid, t.known, t.kind, t.place, t.id)))


class Told(NamedTuple):
    """One fact as it is shown: what it says, and what leads back to its source."""

    kind: str
    subject: str
    valid: Day
    known: Day
    says: dict[str, Any]
    grade: str
    source: str
    place: str
    id: str
    """Hexadecimal; names the statement in every version of the book."""


def tell(rows: pa.Table, kind: type[Fact]) -> list[Told]:
    """Rows of a kind as facts to show, what is empty left out."""
    own = payload(kind).names
    return [
        Told(
            kind.__name__,
            r["subject"],
            r["valid"],
            r["known"],
            {name: r[name] for name in own if r[name] not in (None, [])},
            r["grade"],
            r["source"],
            r["place"],
            f"{r['id']:016x}",
        )
        for r in rows.to_pylist()
    ]


def known_by(
    book: Store, kind: type[Fact], known: Day, columns: Iterable[str] | None = None, *, day: Day | None = None
) -> ir.Table:
    """Each statement's latest version by `known`, unless that takes it back; of any `valid`, or true by `day`."""
    wanted = _picked(kind, columns)
    parts = []
    for rows, once in _stated(book, kind, known):
        found = rows if once else rows.filter(rows.superseded.isnull())
        parts.append((found if day is None else found.filter(found.valid <= ibis.date(day))).select(wanted))
    return union(parts)


def versions(
    book: Store,
    kind: type[Fact],
    known: Day,
    columns: Iterable[str] | None = None,
    among: tuple[ir.StringValue, ir.StringValue] | None = None,
) -> ir.Table:
    """Every version known by `known` that states something, with the day on which a newer one became known.

    `superseded` is empty for the latest version. `among`: only of companies from one subject to another.
    """
    wanted = _picked(kind, columns)
    parts = [
        rows.select(*wanted, superseded=ibis.null("date") if once else rows.superseded)
        for rows, once in _stated(book, kind, known, among)
    ]
    return union(parts)


def _picked(kind: type[Fact], columns: Iterable[str] | None) -> list[str]:
    """Columns in the order of the dictionary."""
    chosen = None if columns is None else set(columns)
    return [name for name in schema(kind).names if chosen is None or name in chosen]


def _stated(
    book: Store, kind: type[Fact], known: Day, among: tuple[ir.StringValue, ir.StringValue] | None = None
) -> list[tuple[ir.Table, bool]]:
    """What was stated by `known`: statements that stand once, and versions of others with `superseded`.

    This is the law's only reading of the files.
    """
    once, again = shelves(book.of(kind.__name__))
    columns = schema(kind)
    parts = []
    if once or not again:
        plain = _between(book.engine.scan([f.uri for f in once], columns), among)
        parts.append((plain.filter((plain.known <= ibis.date(known)) & ~plain.withdrawn), True))
    if again:
        rows = _between(book.engine.scan([f.uri for f in again], columns), among)  # versions share their subject
        seen = rows.filter(rows.known <= ibis.date(known))
        newer = seen.known.lag().over(group_by=seen.id, order_by=_newest_first(seen, kind))
        marked = seen.mutate(superseded=newer)
        parts.append((marked.filter(~marked.withdrawn), False))
    return parts


def _between(rows: ir.Table, among: tuple[ir.StringValue, ir.StringValue] | None) -> ir.Table:
    return rows if among is None else rows.filter(rows.subject.between(*among))


def _newest_first(rows: ir.Table, kind: type[Fact]) -> list[ir.Value]:
    """A total order of one statement's versions: last known first; a withdrawal wins a tie, then the content decides.

    The order in which batches were appended is not in it, so it cannot matter.
    """
    own = [rows[f.name].join("\x1f") if pa.types.is_list(f.type) else rows[f.name] for f in payload(kind)]
    return [ibis.desc(value) for value in (rows.known, rows.withdrawn, rows.valid, rows.place, rows.grade, *own)]


def shelves(files: Iterable[File]) -> tuple[list[File], list[File]]:
    """Files whose statements all stand once in the book, and files in which some may stand again.

    The second are those that their writer marked, and all files of a source that was written to more than once:
    a later export restates what an earlier one said.
    """
    once: list[File] = []
    again: list[File] = []
    for _, mine in groupby(sorted(files, key=lambda f: f.source), key=lambda f: f.source):
        group = list(mine)
        several = len({file.writer for file in group}) > 1
        for file in group:
            (again if several or file.versions else once).append(file)
    return once, again


def pledges(book: Store, day: Day, known: Day) -> tuple[Pledge, ...]:
    """The promises in the book that were given by `known` and that speak of a time by `day`."""
    return tuple(p for b in book.batches for p in b.promises if p.known <= known and p.since <= day)


def editions(given: Iterable[Pledge], day: Day) -> dict[str, Day]:
    """The newest edition that each source of lists had made by `day`."""
    found: dict[str, Day] = {}
    for pledge in given:
        if pledge.edition and pledge.until <= day:
            found[pledge.source] = max(pledge.until, found.get(pledge.source, pledge.until))
    return found
