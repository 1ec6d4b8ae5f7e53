"""The law of as-of: what was true by `day`, as it was known by `known`.

A fact counts if it was true by `day` and known by `known`, in its latest version by then; withdrawn facts don't count.
There is no other door: everything above sees facts through a `View`.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

import ibis.expr.types as ir
import pyarrow as pa

from hornbook.book.identity import Identity, identity
from hornbook.book.known import known_by
from hornbook.book.ledger import Pledge
from hornbook.book.money import DOLLARS, SPOT, Convention, MoneyColumn, with_money
from hornbook.book.store import Store
from hornbook.engine import Engine, union
from hornbook.errors import QuestionError
from hornbook.kinds import KINDS, Fact, Named, payload
from hornbook.terms import Day
from hornbook.text import Message, listing, message

Result = TypeVar("Result")

HINTS = 10
"""For so many unknown words of one question the names that are near are looked for."""


def nobody(word: str, day: Day, known: Day, near: Sequence[str] = ()) -> Message:
    """That a company is not in the book, and which names are near."""
    hint = message(" Did you mean {names}?", names=listing(near)) if near else ""
    if day == known:
        return message("No company '{word}' is in the book as of {day}.{hint}", word=word, day=day, hint=hint)
    return message(
        "No company '{word}' is in the book as of {day}, as known on {known}.{hint}",
        word=word,
        day=day,
        known=known,
        hint=hint,
    )


@dataclass(frozen=True, repr=False)
class View:
    """The book as of a day. With `known` later than `day` it looks back with hindsight, and says so."""

    book: Store
    day: Day
    known: Day
    convention: Convention = SPOT
    known_by_default: bool = False
    """Whether `known` was not asked for, and so is the day itself."""
    kept: dict[object, Any] | None = field(default=None, compare=False)
    """What `once` has worked out, also for views of other days; None, for one question alone, keeps nothing."""

    def __repr__(self) -> str:
        return f"<View of {self.book.path}, version {self.book.version}: {self.day}, known {self.known}>"

    @property
    def hindsight(self) -> bool:
        """Whether anything is seen that was not yet known on the day."""
        return self.known > self.day

    def once(self, key: object, work: Callable[[], Result]) -> Result:
        """What `work` gives for this view; where answers are kept, it is worked out once for a key."""
        if self.kept is None:
            return work()
        own = (id(self.book), self.day, self.known, self.convention, key)
        if own not in self.kept:
            self.kept[own] = (self.book, work())  # the book is held, so that no other one gets its id
        found: Result = self.kept[own][1]
        return found

    @property
    def engine(self) -> Engine:
        """What the view's questions run on."""
        return self.book.engine

    def facts(self, kind: type[Fact], columns: Iterable[str] | None = None, *, echoes: bool = False) -> ir.Table:
        """The facts of a kind that count, one row a statement: all columns of `schema(kind)`, or those asked for.

        `subject` is the company. `echoes`: also rounds that another record of the company tells better.
        """
        some = None if columns is None else list(columns)
        key = ("facts", kind, None if some is None else frozenset(some), echoes)
        return self.once(key, lambda: known_by(self.book, kind, self.known, some, day=self.day, echoes=echoes))

    def money(
        self, kind: type[Fact], columns: Iterable[str] | None = None, coins: Iterable[MoneyColumn] = (DOLLARS,)
    ) -> ir.Table:
        """The same with a column a coin, `usd` if none is named; an amount is unknown where there is no rate."""
        asked = list(coins)
        wanted = None if columns is None else {*columns, "valid"}.union(*(into.needs for into in asked))
        return with_money(self.facts(kind, wanted), self.convention, self.engine, asked, known=self.known)

    @property
    def identity(self) -> Identity:
        """Which records are one company."""
        return identity(self.book)

    @cached_property
    def pledges(self) -> tuple[Pledge, ...]:
        """The promises that had been given by `known` and that speak of a time by `day`."""
        return pledges(self.book, self.day, self.known)

    @cached_property
    def editions(self) -> dict[str, Day]:
        """The newest edition that each source of lists had made by `day`."""
        return editions(self.pledges, self.day)

    def company(self, word: str) -> str:
        """The one company of that subject, record or name; QuestionError when there is none, or several."""
        (found,) = self.companies([word])
        if isinstance(found, QuestionError):
            raise found
        return found

    def companies(self, words: Sequence[str]) -> list[str | QuestionError]:
        """The company of each word, or why there is not one; one question looks for all of them."""
        asked = [self.identity.company(word, self.known) for word in words]
        subjects = self._subjects(asked)
        lacking = [word for word in dict.fromkeys(asked) if word not in subjects][:HINTS]
        near = {word: self._near(word) for word in lacking}
        return [
            subjects[word][0]
            if len(subjects.get(word, ())) == 1
            else QuestionError(self._unclear(word, subjects.get(word, ()), near.get(word, ())))
            for word in asked
        ]

    def _subjects(self, words: Sequence[str]) -> dict[str, list[str]]:
        """The companies that have each word as their subject or name, in order; words without one are left out."""
        named = self.facts(Named, ["subject", "name"])
        asked = self.engine.table(pa.table({"word": pa.array(dict.fromkeys(words), pa.string())}))
        by_subject = named.inner_join(asked, named.subject == asked.word)
        by_name = named.inner_join(asked, named.name.lower() == asked.word.lower())
        both = union([rows.select("word", "subject") for rows in (by_subject, by_name)])
        found: dict[str, list[str]] = {}
        for word, subject in sorted({(row["word"], row["subject"]) for row in self.engine.arrow(both).to_pylist()}):
            found.setdefault(word, []).append(subject)
        return found

    def _unclear(self, word: str, subjects: Sequence[str], near: Sequence[str]) -> Message:
        """That a word is the name of several companies, or of none, and which names are near."""
        if subjects:
            return message(
                "'{word}' is the name of {n} companies: {subjects}. Give one of these.",
                word=word,
                n=len(subjects),
                subjects=listing(subjects[:10]),
            )
        return nobody(word, self.day, self.known, near)

    def _near(self, word: str) -> list[str]:
        """Some companies whose name holds the word; none for a word with a NUL, which no query can hold."""
        if "\0" in word:
            return []
        named = self.facts(Named, ["subject", "name"])
        near = named.filter(named.name.lower().contains(word.lower())).distinct()
        some = self.engine.arrow(near.order_by("subject").limit(5)).to_pylist()
        return [f"{row['name']} ({row['subject']})" for row in some]

    def story(self, company: str) -> tuple["Told", ...]:
        """Every fact about a company that counts, in the order in which it happened."""
        found: list[Told] = []
        for kind in KINDS.values():
            if self.book.of(kind.__name__):
                rows = self.facts(kind, echoes=True)
                found += tell(self.engine.arrow(rows.filter(rows.subject == company)), kind)
        return tuple(sorted(found, key=lambda t: (t.valid, t.known, t.kind, t.place, t.id)))


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
