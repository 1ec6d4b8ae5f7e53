"""One small book and what is asked of it, shared by all tests of the scout; models need OpenMP of the system.

A fresh Debian lacks OpenMP: the tests that grow trees are then skipped, and say why.
"""

import shutil
from pathlib import Path

import pytest

from hornbook.book.book import Book, open_book
from hornbook.errors import HornbookError
from hornbook.optional import scout_extra
from hornbook.scout.backtest import Backtest, backtest
from hornbook.scout.hindsight import Hindsight, hindsight
from hornbook.scout.question import Question, question
from hornbook.scout.ranking import Ranking, rank
from tests.scout.region import DAY, LATER, make_book, told_twice, write_question

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what grows trees where they cannot be grown."""
    try:
        scout_extra("lightgbm")
    except HornbookError as error:
        for item in items:
            if HERE in item.path.parents:
                item.add_marker(pytest.mark.skip(reason=str(error)))


@pytest.fixture(scope="session")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The question's file."""
    return write_question(tmp_path_factory.mktemp("question"))


@pytest.fixture(scope="session")
def great(asked: Path) -> Question:
    """The question."""
    return question(asked)


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """The book; nobody writes into it."""
    return make_book(tmp_path_factory.mktemp("whole") / "book")


@pytest.fixture(scope="session")
def ranking(whole: Book, great: Question) -> Ranking:
    """The list of the day, of two seeds where a command takes eight."""
    return rank(whole, great, DAY, seeds=2)


@pytest.fixture(scope="session")
def judged(whole: Book, great: Question) -> Backtest:
    """The day judged."""
    return backtest(whole, great, [DAY], LATER, seeds=2, draws=100)


@pytest.fixture(scope="session")
def twice(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """A book whose winners' rounds were written down only when they had become known."""
    return told_twice(tmp_path_factory.mktemp("twice") / "book", DAY, LATER)


@pytest.fixture(scope="session")
def seen_twice(twice: Book, great: Question) -> Hindsight:
    """The day of that book, as known then and later."""
    return hindsight(twice, great, DAY, LATER, LATER, seeds=1, draws=100)


@pytest.fixture
def book(whole: Book, tmp_path: Path) -> Book:
    """A copy of the book, to write into."""
    shutil.copytree(whole.path, tmp_path / "book")
    return open_book(tmp_path / "book")
