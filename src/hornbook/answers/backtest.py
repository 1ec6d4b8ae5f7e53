"""How the scout's list would have fared on earlier days, beside simpler rankings."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

from hornbook.answers.answer import Answer, asked_of, head
from hornbook.answers.backtest_days import BacktestDay, BacktestTotal, GroupFound, backtest_day, backtest_total
from hornbook.answers.model_card import QuestionAsked, question_asked, question_blocks
from hornbook.answers.scout_figures import (
    BIN_COLUMNS,
    FIGURE_COLUMNS,
    INTERVAL_COLUMNS,
    Figures,
    bin_table,
    figure_rows,
    figures_line,
    measure_cells,
)
from hornbook.answers.wording.counts import counted_companies
from hornbook.book.book import Book
from hornbook.book.view import View
from hornbook.errors import QuestionError
from hornbook.render.sheet import Block, Column, Heading, Kind, Line, Row, Sheet, Table
from hornbook.scout.backtest import MODEL, Backtest, backtest
from hornbook.scout.baselines import BASELINES
from hornbook.scout.question import Question
from hornbook.scout.rows import Note, no_notes
from hornbook.terms import Day, shift
from hornbook.text import Phrase, message

DAYS = 4
"""How many days are judged where none is named, a year apart."""
LARGEST = 6
"""How many groups of each kind are on a page."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class BacktestAnswer(Answer):
    """Every day judged, the earliest first, and all of them together."""

    question: QuestionAsked
    known: Day
    """By when the outcomes are known."""
    days: tuple[BacktestDay, ...]
    together: BacktestTotal

    def sheet(self) -> Sheet:
        """The page: each day with its rankings and calibration, all days together, groups of the last day."""
        return backtest_sheet(self)

    def tables(self) -> tuple[Table, ...]:
        """One row a day, ranking and measure; then calibration and groups."""
        return (
            Table("figures", RESULT_COLUMNS, tuple(_result_rows(self))),
            Table("calibration", (_DAY, *BIN_COLUMNS), tuple(_bin_rows(self))),
            Table("groups", GROUP_COLUMNS, tuple(_group_rows(self))),
        )


def ask_backtest(
    book: Book,
    question: Question,
    days: Sequence[Day] = (),
    known: Day | None = None,
    *,
    seed: int = 0,
    note: Note = no_notes,
) -> BacktestAnswer:
    """Judge days by what is known on `known`, by default all that the book knows; by default the last days closed."""
    until = known or latest_known(book)
    found = backtest(book, question, days or closed_days(question, until), until, seed=seed, note=note)
    return backtest_answer(found, question, book.at(until))


def latest_known(book: Book) -> Day:
    """The last day on which facts were added to a book; QuestionError for an empty book."""
    if not book.batches:
        raise QuestionError(message("The book is empty: there is nothing to judge."))
    return max(batch.recorded for batch in book.batches)


def closed_days(question: Question, until: Day) -> list[Day]:
    """The last day whose horizon has closed, and the same day of the years before."""
    last = shift(until, -(question.horizon + question.settle))
    return [shift(last, -12 * n) for n in range(DAYS)]


def backtest_answer(found: Backtest, question: Question, view: View) -> BacktestAnswer:
    """A backtest as an answer."""
    return BacktestAnswer(
        asked=asked_of(view),
        question=question_asked(question),
        known=view.day,
        days=tuple(backtest_day(fold) for fold in found.folds),
        together=backtest_total(found.together),
    )


# ---- the page

_FIGURES = (
    Column("ranking", message("ranking")),
    *FIGURE_COLUMNS,
    Column("lift", message("lift@100"), Kind.NUMBER, wide=True),
)
_KINDS: Mapping[str, Phrase] = {
    "country": message("country"),
    "city": message("city"),
    "sector": message("sector"),
    "cohort": message("founding years"),
}


def backtest_sheet(answer: BacktestAnswer) -> Sheet:
    """The page: each day with its rankings and calibration, all days together, groups of the last day."""
    blocks: list[Block] = [*head(answer.asked), *question_blocks(answer.question)]
    for day in answer.days:
        blocks += _day_blocks(day)
    if answer.together.days > 1:
        blocks += [Heading(message("All days together")), Line(_together(answer.together), strong=True)]
    blocks += _group_tables(answer.days[-1])
    return Sheet(message("Backtest: {name}", name=answer.question.name), tuple(blocks))


def _together(total: BacktestTotal) -> Phrase:
    return message(
        "On all {days} days, a company drawn on all of its days at once, the model has over the best single indicator "
        "({best}): {figures}.",
        days=total.days,
        best=total.best_single_name,
        figures=figures_line(total.over, signed=True),
    )


def _day_blocks(day: BacktestDay) -> Iterator[Block]:
    yield Heading(day.day.isoformat())
    if day.reconstructed:
        yield Line(
            message(
                "RECONSTRUCTED: seen with what was known by {seen}; no forecast made on that day could have been this.",
                seen=day.seen,
            ),
            strong=True,
        )
    else:
        yield Line(message("Judged with what was known that day."))
    yield Line(_outcomes(day))
    if not day.closed:
        yield Line(message("The horizon has not closed yet."), strong=True)
    yield Line(
        message(
            "No feature was known after {feature}; no outcome that was learnt from closed after {lesson}.",
            feature=day.latest_feature,
            lesson=day.latest_lesson,
        )
    )
    yield Table("figures", _FIGURES, tuple(_ranking_row(name, found) for name, found in day.figures.items()))
    yield Line(
        message(
            "The model has over the best single indicator ({best}), drawn together: {figures}.",
            best=day.best_single_name,
            figures=figures_line(day.over, signed=True),
        )
    )
    if day.calibration:
        yield bin_table(day.calibration, message("Calibration"))


def _outcomes(day: BacktestDay) -> Phrase:
    return message(
        "{companies}; {came:,} reached the target by what was known on {known}, {ended:,} were listed, acquired or "
        "closed first. For {silent:,} no source says either way; they count as no.",
        companies=counted_companies(day.companies),
        came=day.came,
        known=day.known,
        ended=day.ended,
        silent=day.silent,
    )


def _ranking_row(name: str, figures: Figures) -> Row:
    ranking: Phrase = message("the model") if name == MODEL else BASELINES[name]
    return {"ranking": ranking, **measure_cells(figures), "lift": f"{figures['lift@100'].value:.1f}"}


def _group_tables(day: BacktestDay) -> Iterator[Block]:
    """Whom the list of a day found and whom it passed over: the largest groups of each kind."""
    for by, heading in _KINDS.items():
        groups = [group for group in day.groups if group.by == by][:LARGEST]
        columns = (Column("value", heading), *_GROUPS)
        yield Table(by, columns, tuple(_group_cells(group) for group in groups), title=_group_title(day.day, by))


def _group_title(day: Day, by: str) -> Phrase:
    titles: Mapping[str, Phrase] = {
        "country": message("{day}: companies found, by country", day=day),
        "city": message("{day}: companies found, by city", day=day),
        "sector": message("{day}: companies found, by sector", day=day),
        "cohort": message("{day}: companies found, by founding years", day=day),
    }
    return titles[by]


_GROUPS = (
    Column("companies", message("companies"), Kind.COUNT),
    Column("came", message("reached the target"), Kind.COUNT),
    Column("expected", message("expected"), Kind.NUMBER),
    Column("listed", message("in the first 1,000"), Kind.COUNT),
    Column("share", message("share found"), Kind.NUMBER, empty="—"),
)


def _group_cells(group: GroupFound) -> Row:
    share = f"{group.found / group.came:.0%}" if group.came else None
    expected = None if group.expected is None else round(group.expected, 1)
    return {**asdict(group), "expected": expected, "share": share}


# ---- files

_DAY = Column("day", message("day"), Kind.DAY)
RESULT_COLUMNS = (
    Column("day", message("day"), Kind.CODE),
    Column("seen", message("features known by"), Kind.DAY),
    Column("reconstructed", message("reconstructed"), Kind.YES),
    Column("known", message("outcomes known by"), Kind.DAY),
    Column("companies", message("companies"), Kind.COUNT),
    Column("came", message("reached the target"), Kind.COUNT),
    Column("ranking", message("ranking"), Kind.CODE),
    *INTERVAL_COLUMNS,
)
GROUP_COLUMNS = (
    _DAY,
    Column("by", message("grouped by"), Kind.CODE),
    Column("value", message("group"), Kind.CODE),
    Column("companies", message("companies"), Kind.COUNT),
    Column("came", message("reached the target"), Kind.COUNT),
    Column("expected", message("expected"), Kind.NUMBER),
    Column("listed", message("in the first 1,000"), Kind.COUNT),
    Column("found", message("found in the first 1,000"), Kind.COUNT),
)


def _result_rows(answer: BacktestAnswer) -> Iterator[Row]:
    """One row a day, ranking and measure; `over` is what the model has over the best single indicator."""
    for day in answer.days:
        shared = {column.key: getattr(day, column.key) for column in RESULT_COLUMNS[:6]}
        for ranking, figures in {**day.figures, f"over {day.best_single}": day.over}.items():
            yield from figure_rows(figures, {**shared, "ranking": ranking})
    total = answer.together
    yield from figure_rows(total.over, {"day": "all", "ranking": f"over {total.best_single}"})


def _bin_rows(answer: BacktestAnswer) -> Iterator[Row]:
    for day in answer.days:
        for each in day.calibration:
            yield {"day": day.day, **asdict(each)}


def _group_rows(answer: BacktestAnswer) -> Iterator[Row]:
    for day in answer.days:
        for group in day.groups:
            yield {"day": day.day, **asdict(group)}
