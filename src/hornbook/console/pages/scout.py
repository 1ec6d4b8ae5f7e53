"""Pages of the scout: the list of a day, why a company stands where it does, and how such lists have fared."""

from hornbook.answers.backtest import BacktestAnswer, ask_backtest, latest_known
from hornbook.answers.explain import ExplainAnswer, ask_explain
from hornbook.answers.forecast_score import ScoreAnswer, ask_score
from hornbook.answers.rank import RankAnswer, ask_rank
from hornbook.console.option import Option, OptionKind
from hornbook.console.pages.choices import COMPANY, STANDARD, WHERE, WHERE_UNKNOWN, question_choices
from hornbook.console.pages.page import Page
from hornbook.console.question import PageQuestion
from hornbook.scout.question import Question, questions
from hornbook.terms import day
from hornbook.text import message


def _question(question: PageQuestion) -> Question:
    return questions[question.value("question") or "unicorn"]


def _rank(question: PageQuestion) -> RankAnswer:
    return ask_rank(
        question.book,
        _question(question),
        question.day,
        top=question.number("top"),
        seed=question.number("seed") or 0,
        where=question.where,
    )


def _explain(question: PageQuestion) -> ExplainAnswer:
    return ask_explain(
        question.book,
        _question(question),
        question.day,
        question.needed("company"),
        standard=question.value("standard"),
        seed=question.number("seed") or 0,
    )


def _backtest(question: PageQuestion) -> BacktestAnswer:
    """Judged by what the book knew on the day asked about, or by all that it knows where that is less."""
    until = question.known or min(question.day, latest_known(question.book))
    days = [day(word) for word in question.values("-day")]
    return ask_backtest(question.book, _question(question), days, until, seed=question.number("seed") or 0)


def _score(question: PageQuestion) -> ScoreAnswer:
    return ask_score(question.book, _question(question), question.day, top=question.number("top"))


_QUESTION = Option("question", message("Question"), OptionKind.CHOICE, choices=question_choices, default="unicorn")
_TOP = Option("top", message("At most so many companies"), OptionKind.NUMBER, least=1)
_SEED = Option("seed", message("Seed of the models"), OptionKind.NUMBER, default="0")

SCOUT_COMPANY_PAGES = (
    Page(
        name="explain",
        title=message("Forecast"),
        question="scout/explain",
        ask=_explain,
        options=(COMPANY, _QUESTION, STANDARD, _SEED),
        menu=False,
        takes_known=False,
    ),
)
"""The forecast for one company."""

SCOUT_PAGES = (
    Page(
        name="rank",
        title=message("Potential unicorns"),
        question="scout/rank",
        ask=_rank,
        options=(_QUESTION, _TOP, WHERE, WHERE_UNKNOWN, _SEED),
        takes_known=False,
    ),
    Page(
        name="backtest",
        title=message("Backtest"),
        question="scout/backtest",
        ask=_backtest,
        options=(Option("-day", message("Day judged"), OptionKind.DAY, many=True), _QUESTION, _SEED),
    ),
    Page(
        name="score",
        title=message("Registered forecasts"),
        question="scout/score",
        ask=_score,
        options=(_QUESTION, _TOP),
        takes_known=False,
    ),
)
"""The lists of the scout, in the order of the menu."""
