"""The public ledger of forecasts: every list that was ever registered, open, settled or late, with its misses first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from hornbook.answers.answer import Answer, asked_of, head
from hornbook.answers.forecast_score import MISSES, SHOWN, SettledList, settled_list
from hornbook.answers.wording.counts import counted_companies
from hornbook.book.book import Book
from hornbook.link.decide import records_of
from hornbook.render.sheet import Block, Column, EmptyLine, Kind, Line, More, Row, Sheet, Table
from hornbook.scout.forecast import RegisteredList, asks, registered_lists, settle_list
from hornbook.scout.question import Question
from hornbook.scout.rows import Note, no_notes
from hornbook.terms import Day
from hornbook.text import Phrase, Text, message


class ListState(StrEnum):
    """Where a registered list stands."""

    OPEN = "open"
    SETTLED = "settled"
    LATE = "late"
    """Written after its stated day, or registered only after its horizon: it proves nothing, however it turns out."""
    OTHER_WORDS = "question changed"
    """No question that was given asks what the list asked, word for word."""


_STATES: dict[ListState, Phrase] = {
    ListState.OPEN: message("open"),
    ListState.SETTLED: message("settled"),
    ListState.LATE: message("late"),
    ListState.OTHER_WORDS: message("question changed"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerLine:
    """One registered list; what became of it is empty where its question was not given."""

    event: str
    name: Text | None
    """The question's name; empty where it was not given."""
    day: Day
    registered: Day
    written: Day | None
    until: Day
    state: str
    companies: int
    expected: float
    came: int | None
    overlooked: int | None
    """How many reached the target and stood below the cut."""
    overrated: int | None
    """How many did not and stood above it; none while the horizon is open."""
    by: str
    settled: SettledList | None = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class LedgerAnswer(Answer):
    """Every list registered by a day, the earliest first."""

    lists: tuple[LedgerLine, ...]

    def sheet(self) -> Sheet:
        """The page: the misses of all lists, then the lists."""
        return ledger_sheet(self)

    def tables(self) -> tuple[Table, ...]:
        """One row a list; then one row a miss."""
        lines = tuple(_line_row(each) for each in self.lists)
        return (
            Table("ledger", LEDGER_COLUMNS, lines),
            Table("misses", MISS_COLUMNS, tuple(_miss_rows(self.lists))),
        )


def ask_ledger(book: Book, questions: Sequence[Question], day: Day, *, note: Note = no_notes) -> LedgerAnswer:
    """Every list registered by a day, settled by what is known then.

    `questions`: those by which lists may be settled; a list that asked otherwise is shown and not settled.
    """
    view = book.at(day)
    lines = []
    for each in registered_lists(view):
        question = next((one for one in questions if asks(one, each)), None)
        lines.append(_line(book, each, question if each.day <= day else None, day, note))
    return LedgerAnswer(asked=asked_of(view), lists=tuple(lines))


def _line(book: Book, of: RegisteredList, question: Question | None, day: Day, note: Note) -> LedgerLine:
    settled = None
    state = ListState.OTHER_WORDS
    if question is not None:
        view = book.at(day)
        found = settle_list(book, question, of, view.known, note=note)
        missed = [line.company for line in (*found.overlooked[:MISSES], *found.overrated[:MISSES])]
        settled = settled_list(found, records_of(view, missed), MISSES)
        state = ListState.SETTLED if found.closed else ListState.OPEN
    return LedgerLine(
        event=of.event,
        name=question.name if question else None,
        day=of.day,
        registered=of.registered,
        written=of.written,
        until=of.until,
        state=(ListState.LATE if of.late else state).value,
        companies=len(of.subjects),
        expected=round(float(of.probability.sum()), 3),
        came=settled.came if settled else None,
        overlooked=settled.overlooked_count if settled else None,
        overrated=settled.overrated_count if settled else None,
        by=of.by,
        settled=settled,
    )


# ---- the page

LEDGER_COLUMNS = (
    Column("event", message("question"), Kind.CODE),
    Column("name", message("in words"), pair=True),
    Column("day", message("day"), Kind.DAY),
    Column("registered", message("registered"), Kind.DAY),
    Column("written", message("written on"), Kind.DAY),
    Column("until", message("open until"), Kind.DAY),
    Column("state", message("state"), pair=True),
    Column("companies", message("companies"), Kind.COUNT),
    Column("expected", message("expected"), Kind.NUMBER),
    Column("came", message("reached the target"), Kind.COUNT),
    Column("overlooked", message("missed: reached it, ranked low"), Kind.COUNT),
    Column("overrated", message("missed: ranked high, did not reach it"), Kind.COUNT),
)
MISS_COLUMNS = (
    Column("event", message("question"), Kind.CODE),
    Column("day", message("day"), Kind.DAY),
    Column("name", message("company")),
    Column("rank", message("rank"), Kind.COUNT),
    Column("probability", message("probability"), Kind.SHARE),
    Column("came", message("reached the target"), Kind.YES),
)


def ledger_sheet(answer: LedgerAnswer) -> Sheet:
    """The page: the misses of all lists, then the lists."""
    blocks: list[Block] = [*head(answer.asked)]
    if not answer.lists:
        blocks.append(Line(message("No list is registered: `hornbook scout register` keeps one.")))
        return Sheet(message("Registered lists"), tuple(blocks))
    misses = list(_miss_rows(answer.lists))
    if misses:
        blocks.append(Table("misses", MISS_COLUMNS[1:], tuple(misses[:SHOWN]), title=message("Misses")))
        if len(misses) > SHOWN:
            blocks.append(More(len(misses) - SHOWN, how=message("--json has the first misses of every list")))
    else:
        blocks.append(Line(message("No list has a miss by now.")))
    blocks += [EmptyLine(), Line(message("Every registered list"), strong=True)]
    for each in answer.lists:
        blocks += _list_lines(each)
    if any(each.state == ListState.OTHER_WORDS.value for each in answer.lists):
        blocks.append(
            Line(message("A list of a question that has changed is settled with --question FILE, the file as it was."))
        )
    return Sheet(message("Registered lists"), tuple(blocks))


def _list_lines(each: LedgerLine) -> Iterator[Line]:
    name: Phrase = each.name or each.event
    yield Line(message("{name}, list of {day}: {state}", name=name, day=each.day, state=_STATES[ListState(each.state)]))
    yield Line(
        message("known from {registered}, open until {until}", registered=each.registered, until=each.until)
        if each.written is None
        else message(
            "known from {registered}, written on {written}, open until {until}",
            registered=each.registered,
            written=each.written,
            until=each.until,
        ),
        2,
    )
    yield Line(
        message(
            "{companies}; {expected:,.1f} were expected to reach the target",
            companies=counted_companies(each.companies),
            expected=each.expected,
        ),
        2,
    )
    if each.came is not None and each.overlooked is not None and each.overrated is not None:
        yield Line(
            message(
                "{came:,} reached it; {overlooked:,} of them ranked too low, {overrated:,} others too high",
                came=each.came,
                overlooked=each.overlooked,
                overrated=each.overrated,
            ),
            2,
        )


def _line_row(each: LedgerLine) -> Row:
    own = {column.key: getattr(each, column.key) for column in LEDGER_COLUMNS if column.key not in ("name", "state")}
    return {**own, "name": each.name or each.event, "state": _STATES[ListState(each.state)]}


def _miss_rows(lists: Sequence[LedgerLine]) -> Iterator[Row]:
    """Misses of all lists in turn: the worst of each first, then the second worst of each."""
    ranked = []
    for n, each in enumerate(lists):
        if each.settled is not None and each.state != ListState.LATE.value:
            for missed in (each.settled.overlooked, each.settled.overrated):
                ranked += [(place, n, each, line) for place, line in enumerate(missed)]
    for _, _, each, line in sorted(ranked, key=lambda found: found[:2]):
        yield {
            "event": each.event,
            "day": each.day,
            "name": line.name,
            "rank": line.rank,
            "probability": line.probability,
            "came": line.came,
        }
