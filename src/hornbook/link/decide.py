"""Pairs of records: which are held to be one company and since when, and a person's word on two of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import pyarrow as pa

from hornbook.book.append import append_facts
from hornbook.book.by_hand import PEOPLE, written_by_hand
from hornbook.book.identity import Pair, PairStatement, held, pair_statements
from hornbook.book.law import latest_statements
from hornbook.book.store import Store
from hornbook.book.view import View
from hornbook.errors import QuestionError
from hornbook.kinds import Named, SameAs
from hornbook.sources.source import own_id
from hornbook.terms import EARLIEST, Day, Grade
from hornbook.text import listing, message


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """A company as one source knows it."""

    subject: str
    source: str
    id: str
    """As the source itself writes it: a permalink, a number, or the name where it has nothing else."""
    name: str


@dataclass(frozen=True, slots=True)
class Link:
    """Two records that are held to be one company."""

    one: SourceRecord
    other: SourceRecord
    company: str
    probability: float | None
    """Of the statement on this pair, 1 where a person made it; of a pair that others join, the product on the way."""
    known: Day
    """Since when the two have been held to be one, without a break."""
    by: str
    """Who says so: a source's word, or 'through others'."""
    because: str | None


THROUGH = "through others"


def linked_pairs(view: View) -> list[Link]:
    """Every pair of records that is held to be one company, as known on the view's day, by company."""
    said = held(pair_statements(view.book), view.known)
    groups: dict[str, list[str]] = {}
    for record in {record for pair, word in said.items() if word.same for record in pair}:
        groups.setdefault(view.identity.company(record, view.known), []).append(record)
    named = records_of(view, [record for group in groups.values() for record in group])
    reasons = _reasons(view)
    return [
        _link(view, company, (one, other), said, named, reasons)
        for company, group in sorted(groups.items())
        for one, other in combinations(sorted(group), 2)
    ]


def _link(
    view: View,
    company: str,
    pair: Pair,
    said: dict[Pair, PairStatement],
    named: dict[str, SourceRecord],
    reasons: dict[Pair, Any],
) -> Link:
    word = said.get(pair)
    own = word is not None and word.same
    probability = word.probability if word and own else _through(pair, company, view, said)
    one, other = (named.get(each) or _nameless(each) for each in pair)
    since = view.identity.since(pair, view.known)
    by = word.source if word and own else THROUGH
    return Link(one, other, company, probability, since, by, reasons.get(pair) if own else None)


def _through(pair: Pair, company: str, view: View, said: dict[Pair, PairStatement]) -> float | None:
    """The most probable way from one record to the other over statements on pairs of the same company."""
    best = {pair[0]: 1.0}
    open_ = set(best)
    records = view.identity.records(company, view.known)
    while open_:
        here = max(open_, key=lambda record: (best[record], record))
        open_.discard(here)
        for other in records:
            word = said.get((min(here, other), max(here, other)))
            if word and word.same and best[here] * word.probability > best.get(other, 0.0):
                best[other] = best[here] * word.probability
                open_.add(other)
    return best.get(pair[1])


def records_of(view: View, subjects: Iterable[str]) -> dict[str, SourceRecord]:
    """Records by their subject, each by the name that was known last."""
    rows = latest_statements(view.book, Named, view.known)
    some = view.engine.put("some_records", pa.table({"record": pa.array(sorted(set(subjects)), pa.string())}))
    mine = rows.semi_join(some, rows.subject == some.record).select("subject", "source", "name", "valid", "known", "id")
    found: dict[str, SourceRecord] = {}
    for row in sorted(view.engine.arrow(mine).to_pylist(), key=lambda row: (row["valid"], row["known"], row["id"])):
        found[row["subject"]] = _record(row["subject"], row["source"], row["name"])
    return found


def _record(subject: str, source: str, name: str) -> SourceRecord:
    return SourceRecord(subject, source, own_id(source, subject, name), name)


def _nameless(subject: str) -> SourceRecord:
    source, _, id_ = subject.partition(":")
    return SourceRecord(subject, source, id_, "")


def _reasons(view: View) -> dict[Pair, str]:
    """Why persons decided as they did."""
    rows = latest_statements(view.book, SameAs, view.known)
    found: dict[Pair, str] = {}
    given = rows.filter(rows.because.notnull()).select("subject", "other", "because", "known", "id")
    for row in sorted(view.engine.arrow(given).to_pylist(), key=lambda row: (row["known"], row["id"])):
        found[min(row["subject"], row["other"]), max(row["subject"], row["other"])] = row["because"]
    return found


def record(view: View, word: str) -> SourceRecord:
    """The one record of that subject or name; QuestionError when there is none, or several."""
    named = latest_statements(view.book, Named, view.known)
    mine = named.filter((named.subject == word) | (named.name.lower() == word.lower()))
    rows = view.engine.arrow(mine.select("subject", "source", "name").distinct()).to_pylist()
    exact = [row for row in rows if row["subject"] == word] or rows
    subjects = sorted({row["subject"] for row in exact})
    if not subjects:
        raise QuestionError(
            message(
                "No record '{word}' is in the book as known on {known}. Name it by its subject or its exact name.",
                word=word,
                known=view.known,
            )
        )
    if len(subjects) > 1:
        raise QuestionError(
            message(
                "'{word}' is the name of {n} records: {subjects}. Give one of these.",
                word=word,
                n=len(subjects),
                subjects=listing(subjects[:10]),
            )
        )
    return _record(subjects[0], exact[0]["source"], exact[0]["name"])


DECISION = "a person's decision"


@dataclass(frozen=True, slots=True)
class Decided:
    """What became of a person's word."""

    one: SourceRecord
    other: SourceRecord
    same: bool
    together: bool
    """Whether the two are now held to be one; not so if another word holds records of theirs apart."""
    company: str
    records: tuple[str, ...]
    """All records of the first one's company."""


def decide_pair(
    book: Store, view: View, pair: tuple[str, str], *, same: bool, because: str, by: str | None = None
) -> Decided:
    """Keep a person's word that two records are one company, or are not; known on the view's day of knowledge.

    A later word on the same pair takes the place of an earlier one, also of the same day: nothing is lost, and
    everything can be undone.
    """
    one, other = sorted((record(view, word) for word in pair), key=lambda each: each.subject)
    if one.subject == other.subject:
        raise QuestionError(
            message("'{one}' and '{other}' are one record, {subject}.", one=pair[0], other=pair[1], subject=one.subject)
        )
    if not because.strip():
        raise QuestionError(message("Say why: --because 'the founder confirmed it'."))
    fact = SameAs(
        subject=one.subject,
        other=other.subject,
        key=other.subject,
        valid=EARLIEST,
        same=same,
        because=because.strip(),
        by=by,
        grade=Grade.DOCUMENTED,
        place=written_by_hand(DECISION, book.version),
    )
    append_facts(book, [fact], source=PEOPLE, day=view.known, title=DECISION)
    after = View(book, view.day, view.known)
    company = after.identity.company(one.subject, view.known)
    return Decided(
        one,
        other,
        same,
        company == after.identity.company(other.subject, view.known),
        company,
        tuple(after.identity.records(company, view.known)),
    )
