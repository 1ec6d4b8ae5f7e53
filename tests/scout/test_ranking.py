"""Laws of a ranking: it adds up, it repeats, it learns nothing from later, and simpler rankings stand beside it."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from hornbook.book.book import Book, open_book
from hornbook.errors import QuestionError
from hornbook.scout.backtest import MODEL, backtest
from hornbook.scout.baselines import BASELINES
from hornbook.scout.frames import NAMES, Frames, shuffled
from hornbook.scout.model import past
from hornbook.scout.question import Question, question
from hornbook.scout.ranking import Ranking, contributed, rank
from tests.scout.region import make_book, write_question

DAY = date(2013, 6, 28)


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


def test_contributions_add_up_to_the_score(ranking: Ranking) -> None:
    every = np.arange(len(ranking.score))
    told = contributed(ranking, every)
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


def test_the_past_is_learnt_and_simpler_rankings_stand_beside(whole: Book, great: Question) -> None:
    found = backtest(whole, great, [DAY], date(2015, 6, 28), seeds=2, draws=100)
    (fold,) = found.folds
    assert set(BASELINES) | {MODEL} == set(fold.figures)
    assert not fold.reconstructed
    assert fold.closed
    assert fold.latest_lesson <= DAY
    assert fold.latest_feature <= DAY
    assert fold.figures[MODEL]["ap"].value > 2 * fold.figures["random"]["ap"].value
    assert fold.over["ap"].low <= fold.over["ap"].value <= fold.over["ap"].high
    assert found.together.over["ap"].value == pytest.approx(fold.over["ap"].value)
    for by in ("country", "city", "sector", "cohort"):
        parts = [group for group in fold.groups if group.by == by]
        assert sum(group.companies for group in parts) == fold.companies
        assert sum(group.came for group in parts) == fold.came


def test_a_day_before_the_book_is_named_reconstructed(tmp_path: Path, great: Question) -> None:
    from tests.scout.region import told_once

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


def _run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "hornbook", *words], capture_output=True, text=True, check=False, encoding="utf-8"
    )


def test_the_command_lists_the_whole_population(whole: Book, asked: Path, ranking: Ranking) -> None:
    words = ("--book", str(whole.path), "scout", "rank", "--as-of", str(DAY), "--question", str(asked))
    found = _run(*words, "--csv")
    assert found.returncode == 0, found.stderr
    lines = found.stdout.splitlines()
    assert lines[0] == "permalink,score,probability"
    assert len(lines) == 1 + len(ranking.score)
    scores = [float(line.split(",")[1]) for line in lines[1:]]
    assert scores == sorted(scores, reverse=True)
    assert _run(*words, "--csv").stdout == found.stdout


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_page_says_what_was_learnt(whole: Book, asked: Path, lang: str) -> None:
    found = _run(
        *("--book", str(whole.path), "--lang", lang, "scout", "rank", "--as-of", str(DAY)),
        *("--question", str(asked), "--top", "3"),
    )
    assert found.returncode == 0, found.stderr
    assert {"en": "Learnt from", "zh": "学习样本"}[lang] in found.stdout


def test_the_backtest_is_told_as_json(whole: Book, asked: Path) -> None:
    found = _run(
        *("--book", str(whole.path), "scout", "backtest", "--day", str(DAY), "--known", "2015-06-28"),
        *("--question", str(asked), "--json"),
    )
    assert found.returncode == 0, found.stderr
    (fold,) = json.loads(found.stdout)["days"]
    assert fold["reconstructed"] is False
    assert set(BASELINES) <= set(fold["figures"])


def test_a_card_goes_with_the_list_in_both_languages(whole: Book, asked: Path, tmp_path: Path) -> None:
    words = ("--book", str(whole.path), "scout", "rank", "--as-of", str(DAY), "--question", str(asked), "--csv")
    assert _run(*words, "--card", str(tmp_path / "card.md")).returncode == 0
    card = (tmp_path / "card.md").read_text("utf-8")
    assert card.index("# Model card") < card.index("# 模型说明")
    assert f"As of {DAY}" in card
    assert "学习样本" in card
    lost = _run(*words, "--card", str(tmp_path / "nowhere" / "card.md"))
    assert lost.returncode == 2
    assert "There is no folder" in lost.stderr


def test_trees_may_be_grown_for_the_order(whole: Book, asked: Path, tmp_path: Path) -> None:
    path = tmp_path / "order.toml"
    lesson = '\n[[learn]]\nevent = "great"\nwithin = 12\nby = "order"\n'
    path.write_text(asked.read_text("utf-8") + lesson, "utf-8")
    found = backtest(whole, question(path), [DAY], date(2015, 6, 28), seeds=2, draws=20).folds[0]
    assert found.figures[MODEL]["ap"].value > 2 * found.figures["random"]["ap"].value
    ranking = rank(whole, question(path), DAY, seeds=2)
    every = np.arange(len(ranking.score))
    assert np.allclose(contributed(ranking, every).sum(axis=1), ranking.score, atol=1e-9)
    path.write_text(path.read_text("utf-8").replace('"order"', '"odds"'), "utf-8")
    with pytest.raises(QuestionError, match="'chance' or 'order'"):
        question(path)


def test_an_unknown_question_is_one_line(whole: Book) -> None:
    found = _run("--book", str(whole.path), "scout", "rank", "--as-of", str(DAY), "--question", "unicrn")
    assert found.returncode == 2
    assert "Did you mean" in found.stderr or "unicorn" in found.stderr
    assert "Traceback" not in found.stderr
