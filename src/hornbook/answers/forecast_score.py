"""What became of registered lists of the scout, misses first."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from hornbook.answers.answer import Answer, asked_of, head
from hornbook.answers.forecast import written_lines
from hornbook.answers.model_card import QuestionAsked, question_asked, question_blocks
from hornbook.answers.scout_figures import (
    CalibrationBin,
    bin_table,
    calibration_bins,
    figures_line,
    record_title,
)
from hornbook.answers.wording.counts import counted_companies
from hornbook.answers.wording.features import ended_text
from hornbook.book.book import Book
from hornbook.book.view import View
from hornbook.errors import QuestionError
from hornbook.link.decide import SourceRecord, records_of
from hornbook.render.sheet import Block, Column, EmptyLine, Heading, Kind, Line, More, Row, Sheet, Table
from hornbook.scout.forecast import SettledCompany, Settlement, asks, registered_lists, settle_list
from hornbook.scout.measures import MeasureInterval
from hornbook.scout.question import Question
from hornbook.scout.rows import Note, no_notes
from hornbook.terms import Day
from hornbook.text import Message, Phrase, message, message_plural

SHOWN = 10
"""How many misses of each kind are on a page."""
MISSES = 100
"""How many are in an answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MissedCompany:
    """A company whose rank was wrong: it reached the target and stood below the cut, or did not and stood above it."""

    company: str
    name: str
    rank: int
    probability: float
    came: bool | None
    ended: str | None
    silent: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SettledList:
    """What became of one registered list."""

    day: Day
    registered: Day
    written: Day | None
    """The day of the calendar on which it was written; empty where the list does not keep it."""
    until: Day
    by: str
    known: Day
    closed: bool
    late: bool
    companies: int
    of: int
    """How many companies the whole list had when it was made."""
    came: int
    expected: float
    cut: int
    """How many places a faultless list would have filled: as many as reached the target or were expected."""
    overlooked: tuple[MissedCompany, ...]
    overlooked_count: int
    overrated: tuple[MissedCompany, ...]
    overrated_count: int
    figures: Mapping[str, MeasureInterval]
    calibration: tuple[CalibrationBin, ...]
    calibration_error: float
    brier: float
    lines: tuple[SettledCompany, ...] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ScoreAnswer(Answer):
    """Every registered list of a question; `other_words` asked it in other words and are not settled."""

    question: QuestionAsked
    other_words: int
    lists: tuple[SettledList, ...]
    shown: int = field(repr=False)

    def sheet(self) -> Sheet:
        """The page: each list, its misses first."""
        return score_sheet(self)

    def tables(self) -> tuple[Table, ...]:
        """One row for each company of each list, in its order."""
        return (Table("score", SCORE_COLUMNS, tuple(_score_rows(self.lists))),)


def ask_score(
    book: Book, question: Question, day: Day, *, top: int | None = None, note: Note = no_notes
) -> ScoreAnswer:
    """Settle the registered lists of a question by what is known; QuestionError where its words have changed."""
    view = book.at(day)
    every = [each for each in registered_lists(view) if each.event == question.id]
    lists = [each for each in every if asks(question, each)] or every[:1]  # the first one says what has changed
    if any(each.day > day for each in lists):
        late = max(each.day for each in lists)
        raise QuestionError(message("A list of {late} cannot be settled as of {day}.", late=late, day=day))
    found = [settle_list(book, question, each, view.known, note=note) for each in lists]
    return score_answer(found, question, view, others=len(every) - len(lists), top=top)


def score_answer(
    found: Sequence[Settlement], question: Question, view: View, *, others: int = 0, top: int | None = None
) -> ScoreAnswer:
    """Settled lists as an answer."""
    first = top or MISSES
    missed = [line.company for each in found for line in (*each.overlooked[:first], *each.overrated[:first])]
    names = records_of(view, missed)
    return ScoreAnswer(
        asked=asked_of(view),
        question=question_asked(question),
        other_words=others,
        lists=tuple(settled_list(each, names, first) for each in found),
        shown=top or SHOWN,
    )


def settled_list(found: Settlement, names: Mapping[str, SourceRecord], first: int) -> SettledList:
    return SettledList(
        day=found.list.day,
        registered=found.list.registered,
        written=found.list.written,
        until=found.list.until,
        by=found.list.by,
        known=found.known,
        closed=found.closed,
        late=found.late,
        companies=len(found.lines),
        of=found.list.of,
        came=found.came,
        expected=round(found.expected, 3),
        cut=found.cut,
        overlooked=tuple(_missed(line, names) for line in found.overlooked[:first]),
        overlooked_count=len(found.overlooked),
        overrated=tuple(_missed(line, names) for line in found.overrated[:first]),
        overrated_count=len(found.overrated),
        figures=found.figures,
        calibration=calibration_bins(found.bins),
        calibration_error=found.off,
        brier=found.brier,
        lines=found.lines,
    )


def _missed(line: SettledCompany, names: Mapping[str, SourceRecord]) -> MissedCompany:
    return MissedCompany(
        company=line.company,
        name=record_title(names, line.company),
        rank=line.rank,
        probability=line.probability,
        came=line.came,
        ended=line.ended,
        silent=line.silent,
    )


# ---- the page

_MISSES = (
    Column("rank", message("rank"), Kind.COUNT),
    Column("name", message("company")),
    Column("probability", message("probability"), Kind.NUMBER),
    Column("ended", message("exited before")),
)


def score_sheet(answer: ScoreAnswer) -> Sheet:
    """The page: each list, its misses first."""
    blocks: list[Block] = [*head(answer.asked), *question_blocks(answer.question)]
    if not answer.lists:
        blocks.append(Line(message("No list is registered: `hornbook scout register` keeps one.")))
    for each in answer.lists:
        blocks += _list_blocks(each, answer.shown)
    if answer.other_words:
        blocks += [EmptyLine(), Line(_other_words(answer.other_words))]
    return Sheet(message("Registered lists settled: {name}", name=answer.question.name), tuple(blocks))


def _other_words(others: int) -> Message:
    return message_plural(
        "Skipped: {n:,} list registered under another version of the question. Give that version with --question FILE.",
        "Skipped: {n:,} lists registered under another version of the question. Give that version with --question "
        "FILE.",
        others,
    )


def _list_blocks(each: SettledList, shown: int) -> Iterator[Block]:
    yield Heading(message("List of {day}, registered on {registered}", day=each.day, registered=each.registered))
    yield Line(
        message(
            "{companies}, of {of:,} that the question asked about; open until {until}.",
            companies=counted_companies(each.companies),
            of=each.of,
            until=each.until,
        )
    )
    yield from written_lines(each.registered, each.written, each.until, late=each.late)
    if not each.closed:
        still = message("OPEN until {until}: companies that have not reached the target still may.", until=each.until)
        yield Line(still, strong=True)
    yield Line(
        message(
            "{came:,} of {companies} reached the target, as known on {known}; {expected:,.1f} were expected.",
            came=each.came,
            companies=counted_companies(each.companies),
            known=each.known,
            expected=each.expected,
        )
    )
    low = message("Missed: reached the target, ranked below {cut:,}, lowest rank first", cut=each.cut)
    high = message("Missed: did not reach the target, ranked among the first {cut:,}", cut=each.cut)
    yield from _miss_table(low, each.overlooked, each.overlooked_count, shown)
    yield from _miss_table(high, each.overrated, each.overrated_count, shown)
    yield Line(
        message(
            "Figures of the list: {figures}; Brier score {brier:.5f}.",
            figures=figures_line(each.figures),
            brier=each.brier,
        )
    )
    yield bin_table(each.calibration, message("Calibration"))


def _miss_table(title: Phrase, missed: tuple[MissedCompany, ...], count: int, shown: int) -> Iterator[Block]:
    if missed:
        rows = tuple(
            {
                "rank": each.rank,
                "name": each.name,
                "probability": f"{each.probability:.2%}",
                "ended": ended_text(each.ended),
            }
            for each in missed[:shown]
        )
        yield Table("missed", _MISSES, rows, title=title)
        if count > len(rows):
            yield More(count - len(rows), how=message("--csv has the whole list"))


# ---- files

SCORE_COLUMNS = (
    Column("day", message("day"), Kind.DAY),
    Column("registered", message("registered"), Kind.DAY),
    Column("written", message("written on"), Kind.DAY),
    Column("late", message("late"), Kind.YES),
    Column("company", message("subject"), Kind.CODE),
    Column("rank", message("rank"), Kind.COUNT),
    Column("probability", message("probability"), Kind.SHARE),
    Column("came", message("reached the target"), Kind.YES),
    Column("ended", message("exited before"), Kind.CODE),
    Column("silent", message("no source says"), Kind.YES),
)


def _score_rows(lists: Sequence[SettledList]) -> Iterator[Row]:
    for each in lists:
        for line in each.lines:
            own = {column.key: getattr(line, column.key) for column in SCORE_COLUMNS[4:]}
            yield {
                "day": each.day,
                "registered": each.registered,
                "written": each.written,
                "late": each.late,
                **own,
            }
