"""Decisions and single facts stated by a person: checked, made into facts of the book, and written all or none."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import pyarrow as pa

from hornbook.book.append import append_facts
from hornbook.book.book import Book
from hornbook.book.by_hand import PEOPLE, HandPlace, hand_place_of
from hornbook.book.door import Unknown, UnknownWord, known_words
from hornbook.book.view import Told, View, tell
from hornbook.book.write import checked_chunk, from_facts
from hornbook.casework.given import Faults, GivenWord
from hornbook.casework.matters import MatterReader, matter_named
from hornbook.casework.read import ReadWord, read_word
from hornbook.engine import stamp
from hornbook.errors import QuestionError
from hornbook.kinds import Decision, Fact, payload, schema
from hornbook.terms import Day
from hornbook.text import Phrase, message


@dataclass(frozen=True, slots=True)
class HandFact:
    """One fact that a person states."""

    fact: Told
    there: bool
    """Whether the book says exactly this already, so that nothing is written."""
    until: Day | None
    """The day of knowledge from which on a word that the book has already stands in its place."""
    replaces: HandPlace | None
    """Where the word is written whose place this one takes, if that one said another thing."""


@dataclass(frozen=True, slots=True)
class Stated:
    """What a person states, as facts."""

    facts: tuple[HandFact, ...]
    notes: tuple[Phrase, ...]
    unknown: tuple[UnknownWord, ...]
    """Words that nothing knows."""
    batch: str | None
    """The batch that was written; none where nothing was."""


def state_by_hand(
    book: Book,
    given: Sequence[GivenWord],
    *,
    today: Day,
    recorded: Day,
    title: str,
    preview: bool = False,
    matters: MatterReader = matter_named,
) -> Stated:
    """Write what a person states as one commit; QuestionError with every mistake, and an unchanged book, otherwise.

    `today` is the day of writing, `recorded` the day on which it was learnt, `matters` says which matters there are.
    """
    require_past(recorded, today)
    if not preview:
        book.require_writable()
    view, faults = book.at(today), Faults()
    notes: list[Phrase] = []
    words = [read_word(each, n, faults, notes, today, recorded, book.version, matters) for n, each in enumerate(given)]
    subjects = _companies(view, given, faults)
    read = [
        replace(word, fact=replace(word.fact, subject=subjects[given[word.position].about]))
        for word in words
        if word and given[word.position].about in subjects
    ]
    unknown = Unknown()
    found: list[tuple[Fact, HandFact]] = []
    for kind in dict.fromkeys(type(word.fact) for word in read):
        mine = [word for word in read if type(word.fact) is kind]
        found += _facts(view, kind, mine, recorded, unknown, faults)
    faults.refuse()
    new = [fact for fact, seen in found if not seen.there]
    batch = None
    if new and not preview:
        batch = append_facts(book, new, source=PEOPLE, day=recorded, title=title).batch
    notes += [_taken_place(seen.fact, seen.replaces) for _, seen in found if seen.replaces]
    return Stated(tuple(seen for _, seen in found), tuple(dict.fromkeys(notes)), unknown.words(), batch)


def _taken_place(fact: Told, of: HandPlace) -> Phrase:
    """That an earlier word of persons no longer stands, and how to keep both."""
    keep: Phrase = ""
    if fact.kind != Decision.__name__:
        keep = message(" If both are true, state each with a key=WORD of its own.")
    return message(
        "{company}, {kind} of {day}: this takes the place of an earlier word, “{because}” (written on book version"
        " {version}).{keep}",
        company=fact.subject,
        kind=fact.kind,
        day=fact.valid,
        because=of.because,
        version=str(of.version),
        keep=keep,
    )


def require_past(recorded: Day, today: Day) -> None:
    """QuestionError for a day of learning that has not come yet."""
    if recorded > today:
        raise QuestionError(
            message(
                "Nothing was learnt on {day}: it is after today, {today}. Give --recorded an earlier day.",
                day=recorded,
                today=today,
            )
        )


# ---- all words: their companies, and what the book says already


def _companies(view: View, given: Sequence[GivenWord], faults: Faults) -> dict[str, str]:
    """The record of each company that is named: itself, where its subject was written, else that of the company."""
    names = list(dict.fromkeys(each.about for each in given))
    found: dict[str, str] = {}
    problems: dict[str, Phrase] = {}
    for name, answer in zip(names, view.companies(names), strict=True):
        if isinstance(answer, QuestionError):
            problems[name] = answer.phrase
        else:
            found[name] = name if name in view.identity.records(answer, view.known) else answer
    for position, each in enumerate(given):
        if not each.about:
            faults.add(position, each.line, message("no company is named"))
        elif each.about in problems:
            faults.add(position, each.line, problems[each.about])
    return found


def _facts(
    view: View, kind: type[Fact], words: Sequence[ReadWord], recorded: Day, unknown: Unknown, faults: Faults
) -> list[tuple[Fact, HandFact]]:
    """The facts of one kind as the book will have them; two words that contradict each other are a mistake."""
    before = _spoken(view, kind)
    words = _of_records(view, kind, words, before)
    rows = _rows(view, kind, [word.fact for word in words], unknown)
    first: dict[int, tuple[ReadWord, dict[str, Any]]] = {}
    for word, row in zip(words, rows, strict=True):
        other, said = first.setdefault(row["id"], (word, row))
        if _content(said, kind) != _content(row, kind):
            clash = message(
                "this contradicts {other}: the two give one fact different values. `key=WORD` keeps two facts of"
                " one day apart",
                other=other.line or message("another word of the command"),
            )
            faults.add(word.position, word.line, clash)
    told = tell(pa.Table.from_pylist([row for _, row in first.values()], schema(kind)), kind)
    return [
        (word.fact, HandFact(fact, *_standing(row, before.get(row["id"], []), kind, recorded)))
        for (word, row), fact in zip(first.values(), told, strict=True)
    ]


def _spoken(view: View, kind: type[Fact]) -> dict[int, list[dict[str, Any]]]:
    """Everything that persons ever stated of a kind, by statement."""
    files = [file for file in view.book.of(kind.__name__) if file.source == PEOPLE]
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in view.engine.arrow(view.book.scan(files, schema(kind))).to_pylist() if files else ():
        found[row["id"]].append(row)
    return found


def _of_records(
    view: View, kind: type[Fact], words: Sequence[ReadWord], before: dict[int, list[dict[str, Any]]]
) -> list[ReadWord]:
    """The words, each of the record of which the same was stated before; so that a later word takes its place."""
    if not before:
        return list(words)
    tried: list[tuple[int, ReadWord]] = []
    for n, word in enumerate(words):
        company = view.identity.company(word.fact.subject, view.known)
        records = view.identity.records(company, view.known)
        tried += [(n, replace(word, fact=replace(word.fact, subject=record))) for record in records]
    rows = _rows(view, kind, [word.fact for _, word in tried], Unknown())
    stated: dict[int, list[ReadWord]] = defaultdict(list)
    for (n, word), row in zip(tried, rows, strict=True):
        if row["id"] in before:
            stated[n].append(word)
    return [each for n, word in enumerate(words) for each in stated.get(n, [word])]


def _rows(view: View, kind: type[Fact], facts: list[Fact], unknown: Unknown) -> list[dict[str, Any]]:
    """Facts as rows of the book, in their order: known words, the statement's id."""
    rows = known_words(kind, checked_chunk(from_facts(kind, facts), source=PEOPLE, recorded=view.known), unknown)
    rows = rows.append_column("n", pa.array(range(rows.num_rows), pa.int64()))
    stamped = stamp(
        view.engine, rows, source=PEOPLE, kind=kind.__name__, once=kind.key_is_kind, also=kind.key_also
    ).sort_by("n")
    return stamped.select(schema(kind).names).cast(schema(kind)).to_pylist()  # type: ignore[no-any-return]


def _standing(
    row: dict[str, Any], before: list[dict[str, Any]], kind: type[Fact], recorded: Day
) -> tuple[bool, Day | None, HandPlace | None]:
    """Whether the book says exactly this already, from when on another word stands in its place, and whose it takes."""
    known = [each for each in before if each["known"] <= recorded]
    last = max(known, key=_newness, default=None)
    there = last is not None and last["known"] == recorded and _content(last, kind) == _content(row, kind)
    until = min((each["known"] for each in before if each["known"] > recorded), default=None)
    other = last is not None and not last["withdrawn"] and _content(last, kind)[:-1] != _content(row, kind)[:-1]
    return there, until, hand_place_of(last["place"]) if last and other else None


def _newness(row: dict[str, Any]) -> tuple[Day, int, bool]:
    place = hand_place_of(row["place"])
    return row["known"], place.version if place else -1, row["withdrawn"]


def _content(row: dict[str, Any], kind: type[Fact]) -> tuple[Any, ...]:
    """What a statement says, with who says it and why."""
    place = hand_place_of(row["place"])
    words = (place.by, place.because) if place else None
    return row["withdrawn"], row["valid"], *(row[name] for name in payload(kind).names), row["grade"], words
