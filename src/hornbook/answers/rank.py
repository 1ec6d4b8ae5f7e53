"""Which companies of a question are likeliest to reach its target: the list, what moves each, and the model's card."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from hornbook.answers.answer import Answer, asked_of, foot, head
from hornbook.answers.model_card import (
    LIMITS,
    ModelUsed,
    PopulationAsked,
    QuestionAsked,
    card_lines,
    card_sheet,
    identity_line,
    model_lines,
    model_used,
    population_asked,
    population_line,
    question_asked,
    question_blocks,
)
from hornbook.answers.model_differences import model_differences
from hornbook.answers.rank_rows import score_rows
from hornbook.answers.scout_figures import record_title
from hornbook.answers.wording.features import feature_text
from hornbook.answers.wording.values import country_word
from hornbook.book.book import Book
from hornbook.book.view import View
from hornbook.lang.filter import Filter
from hornbook.link.decide import records_of
from hornbook.render.sheet import Block, Column, EmptyLine, Hint, Items, Kind, Line, More, Row, Sheet, Table
from hornbook.scout.frames import NAMES
from hornbook.scout.question import Question
from hornbook.scout.ranking import Ranking, rank, score_contributions, within
from hornbook.scout.rows import Note, no_notes
from hornbook.scout.saved import SavedModel, rank_by_model
from hornbook.terms import Day
from hornbook.text import Phrase, listing, message

SHOWN = 20
"""How many companies are on a page."""
EXPLAINED = 100
"""Of so many an answer holds the contributions to their scores."""
_MOVES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """What one feature adds to a score."""

    feature: str
    adds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedCompany:
    """One company of the list; `start` and the contributions, the largest first, add up to its score."""

    rank: int
    company: str
    name: str
    country: str | None
    sector: str | None
    score: float
    probability: float | None
    low: float | None
    high: float | None
    start: float
    contributions: tuple[Contribution, ...]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class RankAnswer(Answer):
    """A day's list, the likeliest first; `companies` are the first of it, `scores` the whole for files."""

    question: QuestionAsked
    population: PopulationAsked
    model: ModelUsed
    card: tuple[Phrase, ...]
    companies: tuple[RankedCompany, ...]
    scores: tuple[Row, ...] = field(repr=False)
    differs: tuple[Phrase, ...] = field(default=(), repr=False)
    """How the book differs from that from which a saved model was learnt; the card says it too."""
    listed: int = field(repr=False)
    """How many companies were asked for."""
    shown: int = field(repr=False)

    def sheet(self) -> Sheet:
        """The page: the question, the model, the first companies."""
        return rank_sheet(self)

    def card_sheet(self) -> Sheet:
        """The model's card, a sheet of its own."""
        return card_sheet(self.card)

    def tables(self) -> tuple[Table, ...]:
        """One row for each record of a company; then the companies, their contributions, and the card."""
        return (
            Table("ranking", SCORE_COLUMNS, self.scores),
            Table("companies", COMPANY_COLUMNS, tuple(_company_rows(self.companies))),
            Table("contributions", CONTRIBUTION_COLUMNS, tuple(_contribution_rows(self.companies))),
            Table("card", CARD_COLUMNS, tuple({"sentence": line} for line in self.card)),
        )


def ask_rank(
    book: Book,
    question: Question,
    day: Day,
    *,
    top: int | None = None,
    source: str | None = None,
    seed: int = 0,
    note: Note = no_notes,
    where: Filter | None = None,
    model: SavedModel | None = None,
) -> RankAnswer:
    """Rank the companies of a question on a day, from what was known on it.

    `source`: whose ids the files hold; by default those of the source that has most of the companies. `model`: one that
    was saved, in place of learning one; its own question is asked.
    """
    view = book.at(day)
    if model is None:
        ranked = rank(book, question, day, seed=seed, note=note)
        differs: tuple[Phrase, ...] = ()
    else:
        ranked = rank_by_model(book, model, day, note=note)
        differs = model_differences(model, ranked, book)
    return rank_answer(within(ranked, view, where), view, top=top, source=source, where=where, differs=differs)


def rank_answer(
    ranking: Ranking,
    view: View,
    *,
    top: int | None = None,
    source: str | None = None,
    where: Filter | None = None,
    differs: tuple[Phrase, ...] = (),
) -> RankAnswer:
    """A ranking as an answer; `differs` are warnings about a saved model."""
    asked, question = asked_of(view, where=where), question_asked(ranking.model.question)
    population, model = population_asked(ranking), model_used(ranking.model)
    return RankAnswer(
        asked=asked,
        question=question,
        population=population,
        model=model,
        card=(*card_lines(asked, question, population, model), *differs),
        differs=differs,
        companies=tuple(_companies(ranking, view, top or EXPLAINED)),
        scores=tuple(score_rows(ranking, view, source, top)),
        listed=min(top or len(ranking.order), len(ranking.order)),
        shown=top or SHOWN,
    )


def _companies(ranking: Ranking, view: View, first: int) -> Iterator[RankedCompany]:
    places = ranking.order[:first]
    subjects = ranking.frame.subjects.take(places).to_pylist()
    about = ranking.frame.about.take(places).to_pylist()
    names, shares = records_of(view, subjects), score_contributions(ranking, places)
    for n, (at, subject) in enumerate(zip(places.tolist(), subjects, strict=True)):
        moved = [(float(adds), name) for adds, name in zip(shares[n, :-1], NAMES, strict=True) if adds]
        chances = (ranking.probability, ranking.low, ranking.high)
        probability, low, high = (None if each is None else round(float(each[at]), 6) for each in chances)
        yield RankedCompany(
            rank=n + 1,
            company=subject,
            name=record_title(names, subject),
            country=about[n]["country"],
            sector=about[n]["sector"],
            score=round(float(ranking.score[at]), 9),
            probability=probability,
            low=low,
            high=high,
            start=round(float(shares[n, -1]), 9),
            contributions=tuple(
                Contribution(feature=name, adds=round(adds, 9))
                for adds, name in sorted(moved, key=lambda each: (-abs(each[0]), each[1]))
            ),
        )


# ---- the page

LIST_COLUMNS = (
    Column("rank", message("rank"), Kind.COUNT),
    Column("name", message("company")),
    Column("country", message("country"), tight=True),
    Column("probability", message("probability"), Kind.SHARE),
    Column("interval", message("95% interval"), Kind.NUMBER, wide=True),
    Column("score", message("score"), Kind.NUMBER),
    Column("moves", message("what moves it most")),
)


def rank_sheet(answer: RankAnswer) -> Sheet:
    """The page: the question, the model, the first companies."""
    shown = answer.companies[: answer.shown]
    blocks: list[Block] = [
        *head(answer.asked),
        *question_blocks(answer.question),
        Line(population_line(answer.population)),
        Items(model_lines(answer.model)),
        *(Line(difference, strong=True) for difference in answer.differs),
        EmptyLine(),
        Table("companies", LIST_COLUMNS, tuple(_list_row(company) for company in shown)),
    ]
    if answer.listed > len(shown):
        blocks.append(More(answer.listed - len(shown), how=message("--csv has the whole list")))
    blocks += [
        Hint(
            message(
                "The contributions of a score add up to it: --json has all of the first companies, "
                "`hornbook scout explain COMPANY` those of one."
            )
        ),
        Line(LIMITS),
        Line(identity_line(answer.model, answer.asked.book_version)),
        *foot(answer.asked),
    ]
    return Sheet(message("Ranking: {name}", name=answer.question.name), tuple(blocks))


def _list_row(company: RankedCompany) -> Row:
    known = company.low is not None and company.high is not None
    return {
        "rank": company.rank,
        "name": company.name,
        "country": country_word(company.country) if company.country else None,
        "probability": company.probability,
        "interval": f"{company.low:.1%}–{company.high:.1%}" if known else None,
        "score": f"{company.score:.3f}",
        "moves": _moves(company),
    }


def _moves(company: RankedCompany) -> Phrase:
    return listing(
        (
            message("{feature} {adds:+.2f}", feature=feature_text(each.feature), adds=each.adds)
            for each in company.contributions[:_MOVES]
        ),
        ";",
    )


# ---- files

SCORE_COLUMNS = (
    Column("permalink", message("id"), Kind.CODE),
    Column("score", message("score"), Kind.NUMBER),
    Column("probability", message("probability"), Kind.SHARE),
)
COMPANY_COLUMNS = (
    Column("rank", message("rank"), Kind.COUNT),
    Column("company", message("subject"), Kind.CODE),
    Column("name", message("company")),
    Column("country", message("country"), Kind.CODE),
    Column("sector", message("sector"), Kind.CODE),
    Column("score", message("score"), Kind.NUMBER),
    Column("probability", message("probability"), Kind.SHARE),
    Column("low", message("low (95%)"), Kind.SHARE),
    Column("high", message("high (95%)"), Kind.SHARE),
    Column("moves", message("what moves it most"), pair=True),
)
CONTRIBUTION_COLUMNS = (
    Column("company", message("subject"), Kind.CODE),
    Column("feature", message("feature"), Kind.CODE),
    Column("feature_name", message("what is known of it"), pair=True),
    Column("adds", message("adds"), Kind.NUMBER),
)
CARD_COLUMNS = (Column("sentence", message("Model card"), pair=True),)


def _company_rows(companies: tuple[RankedCompany, ...]) -> Iterator[Row]:
    for company in companies:
        own = {column.key: getattr(company, column.key) for column in COMPANY_COLUMNS[:-1]}
        yield {**own, "moves": _moves(company)}


def _contribution_rows(companies: tuple[RankedCompany, ...]) -> Iterator[Row]:
    for company in companies:
        for each in company.contributions:
            name = feature_text(each.feature)
            yield {"company": company.company, "feature": each.feature, "feature_name": name, "adds": each.adds}
