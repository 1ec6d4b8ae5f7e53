"""What an import would do, without doing it: the first rows as facts, what would be refused, and what stays unknown."""

import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, fields
from itertools import groupby
from pathlib import Path
from typing import Any

from hornbook.answers import unknown_words as unknown
from hornbook.answers.answer import Answer, Asked
from hornbook.answers.preview_meeting import BookMeeting, book_meeting, meeting_message
from hornbook.answers.preview_unknown import StaysUnknown, left_unknown
from hornbook.answers.wording.counts import counted_facts, counted_notes, counted_rows
from hornbook.answers.wording.facts import kind_text
from hornbook.answers.wording.values import fact_words
from hornbook.book.book import Book
from hornbook.book.intake import recording_day
from hornbook.book.write import Writer, from_facts
from hornbook.engine import connect
from hornbook.errors import QuestionError
from hornbook.formats.rows import existing
from hornbook.kinds import Fact, Named
from hornbook.render.sheet import Block, Column, EmptyLine, Items, Kind, Line, Sheet, Table
from hornbook.sources.source import Chunk, Reject, Remark, Row, Source, source
from hornbook.terms import Day
from hornbook.text import Phrase, Text, listing, message

_FIRST = 10
"""How many rows are shown as facts."""
_SHOWN = 20
"""How many refused rows and notes are shown on a page; files hold the first 1,000."""
_KEPT = 1_000
_AT_ONCE = 50_000
"""How many rows are held in memory."""
_COMMON = {field.name for field in fields(Fact)}


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewedFact:
    """One fact that a row would become."""

    place: str
    kind: str
    kind_name: Text
    subject: str
    valid: Day
    known: Day
    text: Phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class PreviewedNote:
    """A row that would be refused, or a note on one that would not."""

    place: str
    reason: Phrase
    whole: bool


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class PreviewAnswer(Answer):
    """What an import would do; nothing was written."""

    source: str
    recorded: Day
    rows: int
    facts: int
    rejects: int
    notes: int
    kinds: dict[str, int]
    first: tuple[PreviewedFact, ...]
    refused: tuple[PreviewedNote, ...]
    """The first of the rows that would be refused and of the notes; before them those that contradict each other."""
    unknown_words: tuple[unknown.UnknownWordCount, ...]
    unused_columns: tuple[str, ...]
    stays_unknown: tuple[StaysUnknown, ...]
    meeting: BookMeeting | None = None
    """How its companies stand to those of a book; empty where they were compared with none."""

    def sheet(self) -> Sheet:
        """The page: counts, the first rows, what would be refused, unused columns, what stays unknown."""
        return Sheet(message("Preview of an import: nothing was written"), tuple(_blocks(self)))

    def tables(self) -> tuple[Table, ...]:
        """The first rows as facts, what would be refused, words that nothing knows, and what stays unknown."""
        return (
            Table("facts", _FACTS, [_cells(each, _FACTS) for each in self.first]),
            Table("refused", _NOTES, [_cells(each, _NOTES) for each in self.refused]),
            unknown.unknown_word_table(self.unknown_words),
            Table(
                "stays_unknown",
                _UNKNOWN,
                [{"reason": each.reason, "indicators": ", ".join(each.indicators)} for each in self.stays_unknown],
            ),
        )


def ask_preview(
    source_name: str, paths: list[Path], recorded: Day | None = None, book: Book | None = None
) -> PreviewAnswer:
    """Read files as an import would, to their end, and write nothing; with a book, compare their companies with its."""
    of = source(source_name)
    groups = of.groups(tuple(existing(path) for path in paths))
    if len(groups) != 1:
        raise QuestionError(message("Preview one file at a time; these make {n} imports.", n=len(groups)))
    (group,) = groups
    day = recording_day(of, group, recorded)
    with tempfile.TemporaryDirectory(prefix="hornbook-") as folder:
        # What an import would write goes to files of this process alone, so that all is checked as an import checks it.
        door = Writer(Path(folder), writer="preview", source=of.word(group), recorded=day, engine=connect())
        try:
            return _read(of, group, day, door, book)
        finally:
            door.discard()


def _read(of: Source, group: tuple[Path, ...], day: Day, door: Writer, book: Book | None) -> PreviewAnswer:
    kinds: Counter[str] = Counter()
    stated: dict[str, set[str]] = {}
    names: dict[str, set[str]] = defaultdict(set)
    waiting: dict[type[Fact], list[Fact]] = defaultdict(list)
    first: list[PreviewedFact] = []
    refused: list[PreviewedNote] = []
    rows = shown = rejects = notes = 0
    for entry in of.read(group, day):
        if isinstance(entry, Chunk):
            raise QuestionError(message("A generated region has no rows to preview."))
        rows += not isinstance(entry, Remark)
        rejects += isinstance(entry, Reject)
        told = list(_notes(entry))
        notes += sum(not note.whole for note in told)
        refused += told[: _KEPT - len(refused)]
        if isinstance(entry, Row):
            shown += 1
            for fact in entry.facts:
                kinds[type(fact).__name__] += 1
                if book is not None and isinstance(fact, Named):
                    names[fact.subject].add(fact.name)
                waiting[type(fact)].append(fact)
                stated.setdefault(type(fact).__name__, set()).update(_stated(fact))
                if shown <= _FIRST:
                    first.append(_previewed(fact, day))
            if shown % _AT_ONCE == 0:
                _at_the_door(waiting, door)
    _at_the_door(waiting, door)
    fallen = [PreviewedNote(place=each.place, reason=each.reason, whole=False) for each in door.fallen()]
    promised = {kind.__name__ for promise in of.promises_in(group, day) for kind in promise.kinds}
    return PreviewAnswer(
        asked=Asked(),
        source=of.word(group),
        recorded=day,
        rows=rows,
        facts=kinds.total(),
        rejects=rejects,
        notes=notes + len(fallen),
        kinds=dict(sorted(kinds.items())),
        first=tuple(first),
        refused=(*fallen, *refused)[:_KEPT],
        unknown_words=unknown.unknown_word_counts(door.unknown.words()),
        unused_columns=of.unused_columns(group),
        stays_unknown=tuple(left_unknown(stated, promised)),
        meeting=book_meeting(book, names) if book is not None else None,
    )


def _at_the_door(waiting: dict[type[Fact], list[Fact]], door: Writer) -> None:
    """Have facts checked as an import does: words that nothing knows, and rows that contradict each other."""
    for kind, facts in waiting.items():
        door.take(from_facts(kind, facts))
    waiting.clear()


def _notes(entry: Row | Reject | Remark) -> Iterator[PreviewedNote]:
    if isinstance(entry, Reject):
        yield PreviewedNote(place=entry.place, reason=entry.reason, whole=True)
    elif isinstance(entry, Remark):
        yield PreviewedNote(place=entry.place, reason=entry.note, whole=False)
    else:
        yield from (PreviewedNote(place=entry.place, reason=note, whole=False) for note in entry.notes)


def _says(fact: Fact) -> dict[str, Any]:
    own = {field.name: getattr(fact, field.name) for field in fields(fact) if field.name not in _COMMON}
    return {name: value for name, value in own.items() if value not in (None, ())}


def _stated(fact: Fact) -> set[str]:
    """The fields that a fact states."""
    return {name for name, value in _says(fact).items() if value != "unstated"}


def _previewed(fact: Fact, day: Day) -> PreviewedFact:
    kind = type(fact).__name__
    return PreviewedFact(
        place=fact.place,
        kind=kind,
        kind_name=kind_text(kind),
        subject=fact.subject,
        valid=fact.valid,
        known=fact.known or day,
        text=fact_words(_says(fact)),
    )


# ---- the page

_FACTS = (
    Column("place", message("where it is written"), Kind.CODE),
    Column("kind", message("kind")),
    Column("subject", message("company"), Kind.CODE),
    Column("valid", message("true from"), Kind.DAY),
    Column("known", message("known"), Kind.DAY, page=False),
    Column("text", message("what it says"), pair=True),
)
_NOTES = (
    Column("place", message("where it is written"), Kind.CODE),
    Column("reason", message("reason"), pair=True),
    Column("whole", message("whole row"), Kind.YES),
)
_UNKNOWN = (Column("reason", message("reason"), pair=True), Column("indicators", message("indicators")))


def _cells(value: Any, columns: tuple[Column, ...]) -> dict[str, Any]:
    return {column.key: getattr(value, column.key) for column in columns}


def _blocks(answer: PreviewAnswer) -> Iterator[Block]:
    yield Line(
        message(
            "{rows} would become {facts}; {rejects:,} of them would be refused, with {notes} (recorded {recorded}). "
            "Nothing was written.",
            rows=counted_rows(answer.rows),
            facts=counted_facts(answer.facts),
            rejects=answer.rejects,
            notes=counted_notes(answer.notes),
            recorded=answer.recorded,
        ),
        strong=True,
    )
    if answer.kinds:
        counts = (message("{kind} {n:,}", kind=kind_text(kind), n=n) for kind, n in answer.kinds.items())
        yield Line(listing(counts))
    if answer.meeting is not None:
        yield Line(meeting_message(answer.meeting))
    yield EmptyLine()
    yield Line(message("The first {n:,} rows as facts", n=_FIRST), strong=True)
    yield from _first_rows(answer.first)
    if answer.refused:
        yield EmptyLine()
        yield Line(message("What would be refused or noted"), strong=True)
        yield Table("refused", _NOTES, answer.tables()[1].rows, shown=_SHOWN)
    yield EmptyLine()
    yield from unknown.unknown_word_blocks(answer.unknown_words)
    if answer.unused_columns:
        yield Line(message("Columns not used: {columns}", columns=listing(answer.unused_columns)))
    if answer.stays_unknown:
        yield Line(message("This source alone leaves unknown"), strong=True)
        yield Items(tuple(_item(each) for each in answer.stays_unknown))


def _first_rows(facts: tuple[PreviewedFact, ...]) -> Iterator[Block]:
    """Each row by its place and company, and below it a line a fact."""
    for (place, subject), group in groupby(facts, key=lambda fact: (fact.place, fact.subject)):
        yield Line(message("{place} → {subject}", place=place, subject=subject))
        for fact in group:
            said = message("{valid}  {kind}: {text}", valid=fact.valid, kind=fact.kind_name, text=fact.text)
            yield Line(said, indent=4)


def _item(each: StaysUnknown) -> Phrase:
    return message("{reason}: {indicators}", reason=each.reason, indicators=listing(each.labels[:6]))
