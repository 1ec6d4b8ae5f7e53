"""Forecasts are kept with the day on which they were made, and settled as the world went on."""

import csv
import io
import json
import shutil
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from hornbook.book.book import Book, open_book
from hornbook.errors import QuestionError
from hornbook.kinds import Forecast
from hornbook.scout.forecast import register, registered, settle
from hornbook.scout.hindsight import hindsight
from hornbook.scout.question import Question, question
from hornbook.scout.ranking import Ranking, rank
from tests.cli.process import hornbook
from tests.scout.region import make_book, told_twice, write_question

DAY = date(2013, 6, 28)
AFTER = date(2013, 7, 1)
LATER = date(2015, 6, 28)


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_question(tmp_path_factory.mktemp("question"))


@pytest.fixture(scope="module")
def great(asked: Path) -> Question:
    return question(asked)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Book:
    return make_book(tmp_path_factory.mktemp("whole") / "book")


@pytest.fixture(scope="module")
def ranking(whole: Book, great: Question) -> Ranking:
    return rank(whole, great, DAY, seeds=2)


@pytest.fixture
def book(whole: Book, tmp_path: Path) -> Book:
    """A copy, to write into."""
    shutil.copytree(whole.path, tmp_path / "book")
    return open_book(tmp_path / "book")


def test_a_list_comes_back_as_it_was_registered(book: Book, ranking: Ranking) -> None:
    kept = register(book, ranking, AFTER)
    assert kept.new
    assert kept.digest in {batch.sha256 for batch in book.batches}
    (found,) = registered(book.at(LATER))
    assert found.registered == AFTER
    assert found.subjects == ranking.frame.subjects.take(ranking.order).to_pylist()
    assert ranking.probability is not None
    assert np.array_equal(found.probability, ranking.probability[ranking.order])
    assert found.rank == list(range(1, len(found.subjects) + 1))


def test_nobody_knew_of_it_before(book: Book, ranking: Ranking) -> None:
    register(book, ranking, AFTER)
    assert registered(book.at(DAY)) == []


def test_the_same_list_again_adds_nothing_and_keeps_its_first_day(
    book: Book, ranking: Ranking, great: Question
) -> None:
    register(book, ranking, AFTER)
    again = register(book, rank(book, great, DAY, seeds=2), LATER)
    assert not again.new
    assert again.registered == AFTER
    assert len(registered(book.at(LATER))) == 1


def test_a_forecast_changes_no_ranking(book: Book, ranking: Ranking, great: Question) -> None:
    register(book, ranking, AFTER)
    again = rank(book, great, DAY, seeds=2)
    assert again.score.tobytes() == ranking.score.tobytes()


def test_a_settled_list_tells_its_misses_first(book: Book, ranking: Ranking, great: Question) -> None:
    register(book, ranking, AFTER)
    (each,) = registered(book.at(LATER))
    found = settle(book, great, each, LATER, draws=50)
    assert found.closed
    assert not found.late
    assert found.came == sum(1 for line in found.lines if line.came) > 0
    assert found.expected == pytest.approx(sum(line.probability for line in found.lines))
    assert [line.rank for line in found.overlooked] == sorted((x.rank for x in found.lines if x.came), reverse=True)
    assert len(found.overlooked) + len(found.overrated) == len(found.lines)
    assert found.figures["ap"].value > 2 * found.came / len(found.lines)
    assert sum(bin_.companies for bin_ in found.bins) == len(found.lines)


def test_an_open_list_says_no_of_nobody(book: Book, ranking: Ranking, great: Question) -> None:
    register(book, ranking, AFTER)
    (each,) = registered(book.at(LATER))
    found = settle(book, great, each, date(2014, 1, 15), draws=20)
    assert not found.closed
    assert found.overrated == ()
    assert {line.came for line in found.lines} <= {True, None}


def test_a_list_registered_after_its_horizon_is_late(book: Book, ranking: Ranking, great: Question) -> None:
    register(book, ranking, LATER)
    (each,) = registered(book.at(LATER))
    assert settle(book, great, each, LATER, draws=20).late


def test_before_the_day_judged_nothing_is_registered(book: Book, ranking: Ranking) -> None:
    with pytest.raises(QuestionError, match="before that day"):
        register(book, ranking, date(2013, 6, 1))


def test_a_question_that_has_changed_does_not_settle(book: Book, ranking: Ranking, tmp_path: Path) -> None:
    register(book, ranking, AFTER)
    (each,) = registered(book.at(LATER))
    path = write_question(tmp_path)
    path.write_text(path.read_text("utf-8").replace("50_000_000", "60_000_000"), "utf-8")
    with pytest.raises(QuestionError, match="in other words"):
        settle(book, question(path), each, LATER)


def test_lists_of_both_wordings_can_be_settled_each_by_its_own(
    book: Book, ranking: Ranking, asked: Path, tmp_path: Path
) -> None:
    register(book, ranking, AFTER)
    other = write_question(tmp_path)
    other.write_text(other.read_text("utf-8").replace("50_000_000", "40_000_000"), "utf-8")
    register(book, rank(book, question(other), DAY, seeds=1), AFTER)
    for path in (asked, other):
        told = hornbook("scout", "score", "--as-of", str(LATER), "--question", path, "--json", book=book.path).json()
        assert (len(told["lists"]), told["other_words"]) == (1, 1)


def test_no_file_may_speak_as_the_scout(book: Book) -> None:
    assert book.of(Forecast.__name__) == []
    from hornbook.book.append import RESERVED

    assert "scout" in RESERVED


def test_the_commands(book: Book, asked: Path) -> None:
    words = ("--question", asked)
    none = hornbook("scout", "score", "--as-of", str(LATER), *words, book=book.path)
    assert "No list is registered" in none.out
    done = hornbook("scout", "register", "--as-of", str(DAY), "--on", str(AFTER), *words, "--json", book=book.path)
    assert done.code == 0, done.err
    kept = json.loads(done.out)
    assert kept["registered"] == str(AFTER)
    assert len(kept["digest"]) == 64
    page = hornbook("--lang", "zh", "scout", "score", "--as-of", str(LATER), *words, book=book.path)
    assert page.code == 0, page.err
    assert page.out.index("漏判") < page.out.index("误判") < page.out.index("校准")
    rows = list(
        csv.DictReader(
            io.StringIO(hornbook("scout", "score", "--as-of", str(LATER), *words, "--csv", book=book.path).out)
        )
    )
    assert len(rows) == kept["companies"]
    assert {row["came"] for row in rows} == {"True", "False"}
    late = hornbook("scout", "register", "--as-of", str(DAY), "--on", "2013-01-01", *words, book=book.path)
    assert late.code == 2
    assert "before that day" in late.err


def test_hindsight_adds_nothing_where_nothing_was_told_later(whole: Book, great: Question) -> None:
    """Every fact of this book was known at once: both ways of seeing the day are one."""
    found = hindsight(whole, great, DAY, date(2013, 6, 29), LATER, seeds=1, draws=20)
    assert found.both == found.then.companies == found.later.companies
    assert found.both_came == found.then.came


def test_hindsight_counts_what_was_told_later(tmp_path: Path, great: Question) -> None:
    """Winners' rounds were written down only when they had become known: seen later, the day looks foretold."""
    book = told_twice(tmp_path / "book", DAY, LATER)
    found = hindsight(book, great, DAY, LATER, LATER, seeds=1, draws=100)
    assert found.later.companies >= found.both > 0
    assert found.gain["ap"].value > 0.05
    with pytest.raises(QuestionError, match="Hindsight comes later"):
        hindsight(book, great, DAY, DAY, LATER)
