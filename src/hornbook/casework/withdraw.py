"""Facts withdrawn by a person, or believed again: a newer version of the statement, whoever made it."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pyarrow as pa

from hornbook.book.append import Amended, amend_facts
from hornbook.book.book import Book
from hornbook.book.by_hand import HandPlace, hand_place, hand_place_of
from hornbook.book.law import latest_statements
from hornbook.book.view import Told, tell
from hornbook.casework.given import Faults, GivenWord
from hornbook.casework.read import reason_of, signature_of
from hornbook.casework.state import require_past
from hornbook.kinds import KINDS, Fact, payload, schema
from hornbook.terms import Day
from hornbook.text import Phrase, message

_ID = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """Facts that a person withdraws, or believes again."""

    facts: tuple[Told, ...]
    notes: tuple[Phrase, ...]
    batch: str | None


@dataclass(frozen=True, slots=True)
class _Statement:
    """Every version of one statement, and the one that stands by the day of recording."""

    kind: type[Fact]
    versions: tuple[dict[str, Any], ...]
    stands: dict[str, Any] | None

    def last(self, recorded: Day) -> dict[str, Any]:
        """The last version that states something, of those known by a day."""
        stating = [row for row in self.versions if not row["withdrawn"] and row["known"] <= recorded]
        return max(stating, key=lambda row: _order(row, self.kind))


def withdraw_by_hand(
    book: Book,
    given: Sequence[GivenWord],
    *,
    today: Day,
    recorded: Day,
    title: str,
    undo: bool = False,
    preview: bool = False,
) -> Withdrawn:
    """Withdraw facts as known from a day on, or believe them again (`undo`); QuestionError with every mistake."""
    require_past(recorded, today)
    if not preview:
        book.require_writable()
    faults, notes = Faults(), list[Phrase]()
    given = [replace(word, about=word.about.lower()) for word in given]
    found = _statements(book, {int(word.about, 16) for word in given if _ID.fullmatch(word.about)}, recorded)
    chosen: dict[int, tuple[_Statement, dict[str, Any], HandPlace]] = {}
    for position, word in enumerate(given):
        said: list[Phrase] = []
        place = HandPlace(today, signature_of(word, said, notes), reason_of(word, said, notes), book.version)
        statement = found.get(int(word.about, 16)) if _ID.fullmatch(word.about) else None
        if problem := _problem(word.about, statement, recorded, undo=undo):
            said.append(problem)
        for each in said:
            faults.add(position, word.line, each)
        if statement and not said:
            row = statement.last(recorded) if undo else statement.stands
            chosen[int(word.about, 16)] = (statement, row or {}, place)
    faults.refuse()
    amended, told = _amended(list(chosen.values()), recorded, undo=undo)
    batch = None
    if not preview:
        batch = amend_facts(book, amended, day=recorded, title=title, withdrawn=not undo).batch
    return Withdrawn(told, tuple(dict.fromkeys(notes)), batch)


def _statements(book: Book, ids: set[int], recorded: Day) -> dict[int, _Statement]:
    """The statements of these ids, looked for in every kind."""
    found: dict[int, _Statement] = {}
    for kind in KINDS.values():
        files = book.of(kind.__name__)
        if not files or not ids:
            continue
        rows = book.scan(files, schema(kind))
        versions: dict[int, list[dict[str, Any]]] = defaultdict(list)
        for row in book.engine.arrow(rows.filter(rows.id.isin(sorted(ids)))).to_pylist():
            versions[row["id"]].append(row)
        if not versions:
            continue
        stand = latest_statements(book, kind, recorded)
        standing = {r["id"]: r for r in book.engine.arrow(stand.filter(stand.id.isin(sorted(versions)))).to_pylist()}
        found |= {id_: _Statement(kind, tuple(mine), standing.get(id_)) for id_, mine in versions.items()}
    return found


def _problem(word: str, of: _Statement | None, recorded: Day, *, undo: bool) -> Phrase | None:
    """Why a fact cannot be withdrawn, or not be believed again."""
    if not _ID.fullmatch(word):
        return message(
            "'{word}' is no id of a fact: it has 16 digits of 0-9 and a-f, as `hornbook facts COMPANY` shows it",
            word=word[:40],
        )
    if of is None:
        return message("no fact {word} is in the book; `hornbook facts COMPANY` shows the ids", word=word)
    first, last = (end(row["known"] for row in of.versions) for end in (min, max))
    if first > recorded:
        return message(
            "fact {word} was not known before {first}; give --recorded that day or a later one", word=word, first=first
        )
    if last > recorded:
        return message(
            "a newer word on fact {word} is known from {last}; give --recorded that day or a later one",
            word=word,
            last=last,
        )
    if undo and of.stands:
        return message("fact {word} is not withdrawn", word=word)
    if not undo and not of.stands:
        return message("fact {word} is withdrawn already", word=word)
    if undo and all(row["withdrawn"] for row in of.versions):
        return message("fact {word} was never stated", word=word)
    return None


def _amended(
    chosen: Sequence[tuple[_Statement, Mapping[str, Any], HandPlace]], recorded: Day, *, undo: bool
) -> tuple[list[Amended], tuple[Told, ...]]:
    """The new versions by kind and source, and each as it is shown."""
    groups: dict[tuple[str, str], list[tuple[Mapping[str, Any], str]]] = defaultdict(list)
    for statement, row, place in chosen:
        at = _believed_again(place, row) if undo else place
        groups[statement.kind.__name__, row["source"]].append((row, hand_place(at)))
    amended, told = [], list[Told]()
    for (name, source), group in sorted(groups.items(), key=lambda each: each[0]):
        kind = KINDS[name]
        rows = pa.Table.from_pylist([dict(row) for row, _ in group], schema(kind))
        amended.append(Amended(source, kind, rows, tuple(place for _, place in group)))
        shown = [dict(row) | {"known": recorded, "place": place} for row, place in group]
        told += tell(pa.Table.from_pylist(shown, schema(kind)), kind)
    return amended, tuple(told)


def _believed_again(place: HandPlace, row: Mapping[str, Any]) -> HandPlace:
    """The place of a fact that is believed again begins with the one that it had."""
    before = hand_place_of(row["place"])
    stated = before.before if before else row["place"]
    return HandPlace(place.on, place.by, place.because, place.version, stated)


def _order(row: dict[str, Any], kind: type[Fact]) -> tuple[Any, ...]:
    """Of versions that state something the last: by the day of knowledge, the version written on, and the content."""
    place = hand_place_of(row["place"])
    own = [row["valid"], *(row[name] for name in payload(kind).names), row["grade"], row["place"]]
    joined = ["\x1f".join(value) if isinstance(value, list) else value for value in own]
    content = tuple((value is not None, value if value is not None else 0) for value in joined)
    return row["known"], place.version if place else -1, content
