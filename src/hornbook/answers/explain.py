"""Why a company stands where it does: what adds up to its score, who was like it, and what would move it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from hornbook.answers.answer import Answer, asked_of, head
from hornbook.answers.explain_parts import (
    ComparableCompany,
    RankMove,
    ScorePart,
    comparable_companies,
    rank_moves,
    score_parts,
)
from hornbook.answers.explain_verdict import VerdictPart, verdict_part
from hornbook.answers.judged import CompanyVerdict
from hornbook.answers.model_card import (
    LIMITS,
    ModelUsed,
    QuestionAsked,
    model_lines,
    model_used,
    question_asked,
    question_blocks,
)
from hornbook.answers.scout_figures import record_title
from hornbook.answers.wording.features import ended_text
from hornbook.book.book import Book
from hornbook.book.view import View
from hornbook.link.decide import records_of
from hornbook.render.sheet import Block, Column, EmptyLine, Heading, Items, Kind, Line, Row, Sheet, Table
from hornbook.scout.explain import explain
from hornbook.scout.question import Question
from hornbook.scout.ranking import Ranking, rank
from hornbook.scout.rows import Note, no_notes
from hornbook.terms import Day
from hornbook.text import Message, Phrase, message, message_plural, one_line

SHOWN = 12
"""How many parts of a score are on a page; the rest is one line."""
MOVES = 6


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ExplainAnswer(Answer):
    """One company of a ranking; `start` and the shares, the largest first, add up to its score."""

    question: QuestionAsked
    company: str
    name: str
    rank: int
    of: int
    score: float
    probability: float | None
    low: float | None
    high: float | None
    start: float
    shares: tuple[ScorePart, ...]
    comparables: tuple[ComparableCompany, ...]
    moves: tuple[RankMove, ...]
    model: ModelUsed
    verdict: CompanyVerdict | None
    verdict_blocks: tuple[Block, ...] = field(repr=False)

    def sheet(self) -> Sheet:
        """The page: the rank, what adds up, who was like it, what would move it, and the verdict if one was asked."""
        return explain_sheet(self)

    def tables(self) -> tuple[Table, ...]:
        """The parts of the score; then the comparable companies, and the moves."""
        return (
            Table("shares", SHARE_COLUMNS, tuple(_share_rows(self))),
            _table("comparables", COMPARABLE_COLUMNS, self.comparables),
            _table("moves", MOVE_COLUMNS, self.moves),
        )


def ask_explain(
    book: Book,
    question: Question,
    day: Day,
    company: str,
    *,
    standard: str | None = None,
    seed: int = 0,
    note: Note = no_notes,
) -> ExplainAnswer:
    """Explain the place of a company, by its name or subject; `standard` adds its verdict."""
    view = book.at(day)
    subject = view.company(company)
    verdict = verdict_part(view, standard, subject) if standard else None
    ranking = rank(book, question, day, seed=seed, note=note)
    return explain_answer(ranking, view, subject, verdict)


def explain_answer(ranking: Ranking, view: View, subject: str, verdict: VerdictPart | None = None) -> ExplainAnswer:
    """A company of a ranking as an answer."""
    found = explain(ranking, subject)
    names = records_of(view, [subject, *(each.company for each in found.comparables)])
    return ExplainAnswer(
        asked=replace(asked_of(view), rules=verdict.rules if verdict else ()),
        question=question_asked(ranking.model.question),
        company=subject,
        name=record_title(names, subject),
        rank=found.rank,
        of=found.of,
        score=found.score,
        probability=found.probability,
        low=found.low,
        high=found.high,
        start=found.start,
        shares=tuple(score_parts(found)),
        comparables=tuple(comparable_companies(found, names)),
        moves=tuple(rank_moves(found)),
        model=model_used(ranking.model),
        verdict=verdict.value if verdict else None,
        verdict_blocks=verdict.blocks if verdict else (),
    )


# ---- the page

_PARTS = (
    Column("name", message("what is known of it")),
    Column("value", message("value"), Kind.NUMBER, empty="—"),
    Column("above", message("above this share of companies"), Kind.NUMBER, empty="—"),
    Column("adds", message("adds"), Kind.NUMBER),
)
_LIKE = (
    Column("name", message("company")),
    Column("day", message("day"), Kind.DAY),
    Column("came", message("reached the target")),
    Column("ended", message("exited before")),
    Column("distance", message("distance"), Kind.NUMBER),
)
_MOVED = (
    Column("name", message("if this alone changed")),
    Column("now_text", message("now"), Kind.NUMBER),
    Column("then_text", message("changed to"), Kind.NUMBER),
    Column("rank", message("new rank"), Kind.COUNT),
)


def explain_sheet(answer: ExplainAnswer) -> Sheet:
    """The page: the rank, what adds up, who was like it, what would move it, and the verdict if one was asked."""
    blocks: list[Block] = [
        *head(replace(answer.asked, rules=())),
        Heading(message("{name} ({subject})", name=one_line(answer.name), subject=answer.company)),
        *question_blocks(answer.question),
        Line(_place(answer), strong=True),
        Table("shares", _PARTS, tuple(_part_rows(answer))),
        *_comparable_blocks(answer),
        *_move_blocks(answer),
        Items((*model_lines(answer.model), LIMITS)),
        *((EmptyLine(), *answer.verdict_blocks) if answer.verdict_blocks else ()),
    ]
    return Sheet(message("Explanation: {company}", company=answer.name), tuple(blocks))


def _place(answer: ExplainAnswer) -> Message:
    place = {"rank": answer.rank, "of": answer.of, "score": answer.score}
    if answer.probability is None or answer.low is None or answer.high is None:
        return message("Rank {rank:,} of {of:,}; probability unknown; score {score:.3f}.", **place)
    return message(
        "Rank {rank:,} of {of:,}; probability {probability:.1%} ({low:.1%}–{high:.1%}); score {score:.3f}.",
        **place,
        probability=answer.probability,
        low=answer.low,
        high=answer.high,
    )


def _part_rows(answer: ExplainAnswer) -> Iterator[Row]:
    for share in answer.shares[:SHOWN]:
        above = None if share.above is None else f"{share.above:.0%}"
        yield {"name": share.name, "value": share.value_text, "above": above, "adds": f"{share.adds:+.3f}"}
    rest = answer.shares[SHOWN:]
    if rest:
        more = message_plural("{n:,} more feature", "{n:,} more features", len(rest))
        yield {"name": more, "adds": f"{sum(share.adds for share in rest):+.3f}"}
    yield {"name": message("the start, the same for all companies"), "adds": f"{answer.start:+.3f}"}
    yield {"name": message("the score"), "adds": f"{answer.score:+.3f}"}


def _comparable_blocks(answer: ExplainAnswer) -> Iterator[Block]:
    like = answer.comparables
    if not like:
        yield Line(message("No earlier day has a closed horizon, so there is nobody to compare with."))
        return
    yield Line(
        message(
            "Nearest companies on {day}, whose following months are known: {came} of {n} reached the target.",
            day=like[0].day,
            came=sum(each.came for each in like),
            n=len(like),
        )
    )
    if like[0].reconstructed:
        yield Line(message("That day is reconstructed: it is seen with what was known later."))
    yield Table("comparables", _LIKE, tuple(_like_row(each) for each in like))


def _like_row(each: ComparableCompany) -> Row:
    no: Phrase = message("no (no source says; counted as no)") if each.silent else message("no")
    return {
        "name": each.name,
        "day": each.day,
        "came": message("yes") if each.came else no,
        "ended": ended_text(each.ended),
        "distance": f"{each.distance:.3f}",
    }


def _move_blocks(answer: ExplainAnswer) -> Iterator[Block]:
    if answer.moves:
        yield Line(
            message(
                "What would change its rank most: one figure alone set to another level of the day's companies, all "
                "others unchanged."
            )
        )
        yield Table("moves", _MOVED, tuple(_fields(move, _MOVED) for move in answer.moves[:MOVES]))


# ---- files

SHARE_COLUMNS = (
    Column("feature", message("feature"), Kind.CODE),
    Column("name", message("what is known of it"), pair=True),
    Column("value", message("value"), Kind.NUMBER),
    Column("value_text", message("value in words"), pair=True),
    Column("above", message("above this share of companies"), Kind.SHARE),
    Column("adds", message("adds"), Kind.NUMBER),
)
COMPARABLE_COLUMNS = (
    Column("company", message("subject"), Kind.CODE),
    Column("name", message("company")),
    Column("day", message("day"), Kind.DAY),
    Column("reconstructed", message("reconstructed"), Kind.YES),
    Column("distance", message("distance"), Kind.NUMBER),
    Column("came", message("reached the target"), Kind.YES),
    Column("silent", message("no source says"), Kind.YES),
    Column("ended", message("exited before"), Kind.CODE),
)
MOVE_COLUMNS = (
    Column("feature", message("feature"), Kind.CODE),
    Column("name", message("what is known of it"), pair=True),
    Column("now", message("now"), Kind.NUMBER),
    Column("then", message("changed to"), Kind.NUMBER),
    Column("rank", message("new rank"), Kind.COUNT),
    Column("score", message("score"), Kind.NUMBER),
)


def _share_rows(answer: ExplainAnswer) -> Iterator[Row]:
    """The parts, the start as one of them, so that the column adds up to the score."""
    for share in answer.shares:
        yield _fields(share, SHARE_COLUMNS)
    yield {"feature": "start", "name": message("the start, the same for all companies"), "adds": answer.start}


def _table(key: str, columns: tuple[Column, ...], values: Sequence[object]) -> Table:
    return Table(key, columns, tuple(_fields(value, columns) for value in values))


def _fields(value: object, columns: tuple[Column, ...]) -> Row:
    return {column.key: getattr(value, column.key) for column in columns}
