"""Laws of a ranking: it adds up, it repeats, it learns nothing from later, and simpler rankings stand beside it."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from hornbook.book.book import Book, open_book
from hornbook.errors import QuestionError
from hornbook.scout.backtest import MODEL, Backtest, backtest
from hornbook.scout.baselines import BASELINES
from hornbook.scout.calibrate import Calibration, probability
from hornbook.scout.frames import NAMES, Frames, shuffled
from hornbook.scout.measures import average_precision
from hornbook.scout.model import past
from hornbook.scout.question import Question, question
from hornbook.scout.ranking import Ranking, rank, score_contributions
from tests.cli.process import hornbook
from tests.scout.command import command
from tests.scout.region import DAY, make_book, told_once


def test_contributions_add_up_to_the_score(ranking: Ranking) -> None:
    every = np.arange(len(ranking.score))
    told = score_contributions(ranking, every)
    assert told.shape == (len(every), len(NAMES) + 1)
    assert np.allclose(told.sum(axis=1), ranking.score, atol=1e-9)
    assert ranking.score.std() > 0


def test_two_runs_are_one(whole: Book, great: Question, ranking: Ranking) -> None:
    again = rank(open_book(whole.path), great, DAY, seeds=2)
    assert again.score.tobytes() == ranking.score.tobytes()
    assert again.frame.subjects.equals(ranking.frame.subjects)
    assert (again.probability is None) == (ranking.probability is None)
    if again.probability is not None and ranking.probability is not None:
        assert again.probability.tobytes() == ranking.probability.tobytes()


def test_what_was_told_later_changes_nothing(tmp_path: Path, great: Question, ranking: Ranking) -> None:
    early = rank(make_book(tmp_path / "book", until=DAY), great, DAY, seeds=2)
    assert early.frame.subjects.equals(ranking.frame.subjects)
    assert early.score.tobytes() == ranking.score.tobytes()


def test_another_seed_is_another_model(whole: Book, great: Question, ranking: Ranking) -> None:
    assert rank(whole, great, DAY, seeds=2, seed=1).score.tobytes() != ranking.score.tobytes()


def test_a_day_that_the_book_saw_is_never_reconstructed(whole: Book, great: Question) -> None:
    learnt = past(whole, great, DAY)
    assert not learnt.reconstructed
    assert all(frame.known == day for day, frame in learnt.frames.items())
    assert all(great.closed(day, great.horizon) <= DAY for day in learnt.frames)


def test_probabilities_lie_in_their_intervals(ranking: Ranking) -> None:
    assert ranking.probability is not None
    assert ranking.low is not None
    assert ranking.high is not None
    assert ((ranking.low <= ranking.high) & (ranking.low >= 0) & (ranking.high <= 1)).all()
    best_first = ranking.probability[ranking.order]
    assert (np.diff(best_first) <= 1e-12).all()


def test_who_had_it_already_is_left_out(whole: Book, great: Question) -> None:
    frame = Frames(whole, great).of([DAY], None)[DAY]
    largest = np.expm1(frame.values[:, NAMES.index("largest_round")].astype(float))
    assert frame.already > 0
    assert (largest[~np.isnan(largest)] < 50_000_000 * 1.001).all()


def test_the_order_of_a_frame_is_not_the_alphabet(ranking: Ranking) -> None:
    subjects = ranking.frame.subjects
    names = subjects.to_pylist()
    assert names != sorted(names)
    backwards = subjects[::-1] if isinstance(subjects, list) else subjects.take(np.arange(len(subjects))[::-1])
    again = backwards.take(shuffled(backwards, np.arange(len(backwards))))
    assert again.to_pylist() == names


def test_the_past_is_learnt_and_simpler_rankings_stand_beside(judged: Backtest) -> None:
    (fold,) = judged.folds
    assert set(BASELINES) | {MODEL} == set(fold.figures)
    assert not fold.reconstructed
    assert fold.closed
    assert fold.latest_lesson <= DAY
    assert fold.latest_feature <= DAY
    assert fold.figures[MODEL]["ap"].value > 2 * fold.figures["random"]["ap"].value
    assert fold.over["ap"].low <= fold.over["ap"].value <= fold.over["ap"].high
    assert judged.together.over["ap"].value == pytest.approx(fold.over["ap"].value)
    for by in ("country", "city", "sector", "cohort"):
        parts = [group for group in fold.groups if group.by == by]
        assert sum(group.companies for group in parts) == fold.companies
        assert sum(group.came for group in parts) == fold.came


def test_a_day_before_the_book_is_named_reconstructed(tmp_path: Path, great: Question) -> None:
    book = told_once(tmp_path / "book", date(2013, 1, 1))
    (fold,) = backtest(book, great, [date(2011, 12, 28)], date(2013, 1, 1), seeds=1, draws=20).folds
    assert fold.reconstructed
    assert fold.seen == date(2013, 1, 1)
    assert fold.latest_lesson <= date(2011, 12, 28)


def test_nobody_in_the_population_is_an_error(whole: Book, great: Question) -> None:
    with pytest.raises(QuestionError, match="No company known on 1999-01-01"):
        rank(whole, great, date(1999, 1, 1))


def test_nothing_to_learn_from_is_an_error(whole: Book, great: Question) -> None:
    with pytest.raises(QuestionError, match="Nothing to learn from"):
        rank(whole, great, date(2006, 6, 28))


def test_the_command_lists_the_whole_population(whole: Book, asked: Path, ranking: Ranking, tmp_path: Path) -> None:
    words = ("scout", "rank", "--as-of", str(DAY), "--question", asked, "--csv")
    found = hornbook(*words, "--card", tmp_path / "card.md", book=whole.path)
    assert found.code == 0, found.err
    assert found.err == ""
    assert command(*words, book=whole.path).out == found.out, "one seed gives one list, byte for byte"
    lines = found.out.splitlines()
    assert lines[0] == "permalink,score,probability"
    assert len(lines) == 1 + len(ranking.score)
    scores = [float(line.split(",")[1]) for line in lines[1:]]
    assert scores == sorted(scores, reverse=True)
    card = (tmp_path / "card.md").read_text("utf-8")
    assert card.index("# Model card") < card.index("# 模型说明")
    assert f"As of {DAY}" in card
    assert "学习样本" in card


def test_trees_may_be_grown_for_the_order(whole: Book, asked: Path, judged: Backtest, tmp_path: Path) -> None:
    path = tmp_path / "order.toml"
    lesson = '\n[[learn]]\nevent = "great"\nwithin = 12\nby = "order"\n'
    path.write_text(asked.read_text("utf-8") + lesson, "utf-8")
    ranking = rank(whole, question(path), DAY, seeds=1)
    (fold,) = judged.folds
    assert ranking.frame.subjects.to_pylist() == fold.subjects
    assert average_precision(fold.yes[ranking.order]) > 2 * fold.figures["random"]["ap"].value
    every = np.arange(len(ranking.score))
    assert np.allclose(score_contributions(ranking, every).sum(axis=1), ranking.score, atol=1e-9)
    path.write_text(path.read_text("utf-8").replace('"order"', '"odds"'), "utf-8")
    with pytest.raises(QuestionError, match="'chance' or 'order'"):
        question(path)


def test_an_unknown_question_is_one_line(whole: Book) -> None:
    found = command("scout", "rank", "--as-of", str(DAY), "--question", "unicrn", book=whole.path)
    assert found.code == 2
    assert "Did you mean" in found.err or "unicorn" in found.err
    assert "Traceback" not in found.err


def test_a_card_needs_its_folder_before_the_work_begins(whole: Book, asked: Path, tmp_path: Path) -> None:
    lost = tmp_path / "nowhere" / "card.md"
    words = ("scout", "rank", "--as-of", str(DAY), "--question", asked, "--card", lost)
    found = command(*words, book=whole.path)
    assert found.code == 2
    assert "There is no folder" in found.err


def test_no_score_is_too_far_for_a_probability() -> None:
    scores = np.array([-1e6, -800.0, -700.0, -3.0, 0.0, 3.0, 800.0, 1e6])
    with np.errstate(all="raise", under="ignore"):
        found, low, high = probability(Calibration(0.0, 1.0, ((0.0, 1.0), (0.5, 2.0)), 10, 20), scores)
    assert (np.diff(found) >= 0).all()
    assert found[0] < 1e-300
    assert found[4] == 0.5
    assert found[-1] == 1.0
    assert found[3] == 1 / (1 + np.exp(3.0))
    assert ((low <= high) & (low >= 0) & (high <= 1)).all()
