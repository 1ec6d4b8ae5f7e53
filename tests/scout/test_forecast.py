"""Forecasts are kept with the day on which they were made, and settled as the world went on."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from hornbook.book.book import Book
from hornbook.errors import QuestionError
from hornbook.kinds import Forecast
from hornbook.scout.forecast import register_list, registered_lists, settle_list
from hornbook.scout.hindsight import Hindsight, hindsight
from hornbook.scout.question import Question, question
from hornbook.scout.ranking import Ranking, rank
from tests.scout.command import command, grown
from tests.scout.region import AFTER, DAY, LATER, write_question


def test_a_list_comes_back_as_it_was_registered_lists(book: Book, ranking: Ranking) -> None:
    kept = register_list(book, ranking, AFTER, written=LATER)
    assert kept.new
    rows = book.engine.arrow(book.at(LATER).facts(Forecast, ["registered_on"]))
    assert set(rows["registered_on"].to_pylist()) == {LATER}
    assert kept.digest in {batch.sha256 for batch in book.batches}
    (found,) = registered_lists(book.at(LATER))
    assert found.registered == AFTER
    assert found.written == LATER
    assert found.late
    assert any(f"written {LATER}" in batch.file for batch in book.batches)
    assert found.subjects == ranking.frame.subjects.take(ranking.order).to_pylist()
    assert ranking.probability is not None
    assert np.array_equal(found.probability, ranking.probability[ranking.order])
    assert found.rank == list(range(1, len(found.subjects) + 1))


def test_nobody_knew_of_it_before(book: Book, ranking: Ranking) -> None:
    register_list(book, ranking, AFTER)
    assert registered_lists(book.at(DAY)) == []


def test_a_forecast_changes_no_ranking_and_the_same_list_again_adds_nothing(
    book: Book, ranking: Ranking, great: Question
) -> None:
    register_list(book, ranking, AFTER)
    again = rank(book, great, DAY, seeds=2)
    assert again.score.tobytes() == ranking.score.tobytes()
    kept = register_list(book, again, LATER)
    assert not kept.new
    assert kept.registered == AFTER
    assert len(registered_lists(book.at(LATER))) == 1


def test_a_settled_list_tells_its_misses_first(book: Book, ranking: Ranking, great: Question) -> None:
    register_list(book, ranking, AFTER)
    (each,) = registered_lists(book.at(LATER))
    found = settle_list(book, great, each, LATER, draws=50)
    assert found.closed
    assert not found.late
    assert found.came == sum(1 for line in found.lines if line.came) > 0
    assert found.expected == pytest.approx(sum(line.probability for line in found.lines))
    assert found.cut == max(found.came, round(found.expected))
    came = {line.rank for line in found.lines if line.came}
    assert [line.rank for line in found.overlooked] == sorted((n for n in came if n > found.cut), reverse=True)
    assert [line.rank for line in found.overrated] == [n for n in range(1, found.cut + 1) if n not in came]
    assert found.figures["ap"].value > 2 * found.came / len(found.lines)
    assert sum(bin_.companies for bin_ in found.bins) == len(found.lines)


def test_an_open_list_says_no_of_nobody(book: Book, ranking: Ranking, great: Question) -> None:
    register_list(book, ranking, AFTER)
    (each,) = registered_lists(book.at(LATER))
    found = settle_list(book, great, each, date(2014, 1, 15), draws=20)
    assert not found.closed
    assert found.overrated == ()
    assert {line.came for line in found.lines} <= {True, None}


def test_a_list_registered_after_its_horizon_is_late(book: Book, ranking: Ranking, great: Question) -> None:
    register_list(book, ranking, LATER)
    (each,) = registered_lists(book.at(LATER))
    assert settle_list(book, great, each, LATER, draws=20).late


@pytest.mark.parametrize(("written", "late"), [(None, False), (DAY, False), (AFTER, False), (LATER, True)])
def test_a_list_written_after_its_stated_day_is_late(
    book: Book, ranking: Ranking, great: Question, written: date | None, late: bool
) -> None:
    kept = register_list(book, ranking, AFTER, written=written)
    (each,) = registered_lists(book.at(LATER))
    assert kept.late == each.late == late
    assert settle_list(book, great, each, LATER, draws=20).late == late


def test_a_backdated_list_is_shown_to_be_late_by_every_command(book: Book, ranking: Ranking, asked: Path) -> None:
    """`--on` states a day of 2013; the calendar's own day stands beside it and cannot be stated."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("hornbook.answers.forecast.rank", grown(ranking))
        words = ("--as-of", str(DAY), "--on", str(AFTER), "--question", asked)
        done = command("scout", "register", *words, book=book.path)
    assert "LATE: it was written on" in done.out, done.err
    for name in ("score", "ledger"):
        found = command("scout", name, "--as-of", str(LATER), "--question", asked, "--json", book=book.path).json()
        (each,) = found["lists"]
        assert each["registered"] == str(AFTER)
        assert each["written"] > str(LATER)
    assert each["state"] == "late"


def test_the_ledger_has_every_list_with_its_misses_first(book: Book, ranking: Ranking, asked: Path) -> None:
    register_list(book, ranking, AFTER, written=AFTER)
    words = ("scout", "ledger", "--as-of")
    unsettled = command(*words, str(LATER), "--json", book=book.path).json()["lists"]
    assert [(each["state"], each["came"]) for each in unsettled] == [("question changed", None)]
    given = ("--question", asked)
    (still,) = command(*words, "2014-01-15", *given, "--json", book=book.path).json()["lists"]
    assert (still["state"], still["overrated"]) == ("open", 0)
    page = command(*words, str(LATER), *given, book=book.path).out
    assert page.index("Misses") < page.index("Every registered list")
    assert "settled" in page
    assert command(*words, "2013-06-28", book=book.path).out.count("No list is registered") == 1


def test_before_the_day_judged_nothing_is_registered_lists(book: Book, ranking: Ranking) -> None:
    with pytest.raises(QuestionError, match="before that day"):
        register_list(book, ranking, date(2013, 6, 1))


def test_a_question_that_has_changed_does_not_settle(book: Book, ranking: Ranking, tmp_path: Path) -> None:
    register_list(book, ranking, AFTER)
    (each,) = registered_lists(book.at(LATER))
    path = write_question(tmp_path)
    path.write_text(path.read_text("utf-8").replace("50_000_000", "60_000_000"), "utf-8")
    with pytest.raises(QuestionError, match="in other words"):
        settle_list(book, question(path), each, LATER)


def test_lists_of_both_wordings_can_be_settled_each_by_its_own(
    book: Book, ranking: Ranking, asked: Path, tmp_path: Path
) -> None:
    register_list(book, ranking, AFTER)
    other = write_question(tmp_path)
    other.write_text(other.read_text("utf-8").replace("50_000_000", "40_000_000"), "utf-8")
    register_list(book, replace(ranking, model=replace(ranking.model, question=question(other))), AFTER)
    for path in (asked, other):
        words = ("scout", "score", "--as-of", str(LATER), "--question", path)
        found = command(*words, "--json", book=book.path).json()
        assert (len(found["lists"]), found["other_words"]) == (1, 1)
    page = command(*words, book=book.path).out
    assert "Skipped: 1 list registered under another version of the question" in page


def test_no_file_may_speak_as_the_scout(book: Book) -> None:
    assert book.of(Forecast.__name__) == []
    from hornbook.book.append import RESERVED

    assert "scout" in RESERVED


def test_hindsight_adds_nothing_where_nothing_was_told_later(whole: Book, great: Question) -> None:
    """Every fact of this book was known at once: both ways of seeing the day are one."""
    found = hindsight(whole, great, DAY, date(2013, 6, 29), LATER, seeds=1, draws=20)
    assert found.both == found.then.companies == found.later.companies
    assert found.both_came == found.then.came


def test_hindsight_counts_what_was_told_later(twice: Book, great: Question, seen_twice: Hindsight) -> None:
    """Winners' rounds were written down only when they had become known: seen later, the day looks foretold."""
    assert seen_twice.later.companies >= seen_twice.both > 0
    assert seen_twice.gain["ap"].value > 0.05
    with pytest.raises(QuestionError, match="Hindsight comes later"):
        hindsight(twice, great, DAY, DAY, LATER)
