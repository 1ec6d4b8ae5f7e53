"""Running a command in this process; it takes the lists that the tests share instead of growing its own."""

import contextlib
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from hornbook.answers.backtest import BacktestAnswer
from hornbook.answers.explain import ExplainAnswer
from hornbook.answers.forecast import RegisterAnswer
from hornbook.answers.forecast_ledger import LedgerAnswer
from hornbook.answers.forecast_score import ScoreAnswer
from hornbook.answers.hindsight import HindsightAnswer
from hornbook.answers.learn import LearnAnswer
from hornbook.answers.rank import RankAnswer
from hornbook.cli import main
from hornbook.scout.ranking import Ranking
from tests.cli.process import Done


def command(*words: str | Path, book: Path | None = None) -> Done:
    """Run one command; what it printed and how it ended."""
    options = ["--book", str(book)] if book else []
    out, err, code = io.StringIO(), io.StringIO(), 0
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLUMNS", "140")
        try:
            main([*options, *map(str, words)])
        except SystemExit as done:
            code = int(done.code or 0)
    return Done(code, out.getvalue(), err.getvalue())


def grown(ranking: Ranking) -> Callable[..., Ranking]:
    """In place of `rank`: a list that is there already."""

    def rank(book: object, question: object, day: object, **options: object) -> Ranking:
        assert day == ranking.day
        return ranking

    return rank


ANSWERS = {
    "learn": LearnAnswer,
    "rank": RankAnswer,
    "explain": ExplainAnswer,
    "backtest": BacktestAnswer,
    "hindsight": HindsightAnswer,
    "register": RegisterAnswer,
    "score": ScoreAnswer,
    "ledger": LedgerAnswer,
}
"""What each command that grows trees answers with; `scout audit` needs no book."""
