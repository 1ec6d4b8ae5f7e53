"""A saved model: the same list as before, warnings where a book differs, and nothing of a hostile file is run."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hornbook.answers.learn import save_model
from hornbook.answers.rank import ask_rank, rank_answer
from hornbook.answers.saved_list import read_list
from hornbook.book.book import Book
from hornbook.errors import QuestionError
from hornbook.locale import Lang, in_language
from hornbook.scout.forecast import model_digest
from hornbook.scout.frames import NAMES
from hornbook.scout.question import Question
from hornbook.scout.ranking import Ranking
from hornbook.scout.saved import SavedModel, rank_by_model, read_model
from hornbook.scout.tree_text import NoTrees, check_trees
from tests.samples import sampled
from tests.scout.command import command, grown
from tests.scout.region import DAY, LATER, make_book


@pytest.fixture(scope="module")
def file(ranking: Ranking, whole: Book, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The model of the list, saved."""
    path = tmp_path_factory.mktemp("model") / "model.json"
    answer = save_model(ranking, whole, path)
    assert answer.model.digest == model_digest(ranking.model)
    assert answer.size == path.stat().st_size
    return path


@pytest.fixture(scope="module")
def saved(file: Path) -> SavedModel:
    return read_model(file)


def test_a_saved_model_is_the_same_bytes_and_gives_the_same_list(
    file: Path, saved: SavedModel, ranking: Ranking, whole: Book, great: Question, tmp_path: Path
) -> None:
    save_model(ranking, whole, tmp_path / "again.json")
    assert (tmp_path / "again.json").read_bytes() == file.read_bytes()
    assert model_digest(saved.model) == model_digest(ranking.model)
    again = rank_by_model(whole, saved, DAY)
    assert np.array_equal(again.score, ranking.score)
    assert again.probability is not None
    assert ranking.probability is not None
    assert np.array_equal(again.probability, ranking.probability)
    answer = ask_rank(whole, great, DAY, model=saved)
    assert answer.differs == ()
    plain = rank_answer(ranking, whole.at(DAY))
    assert replace(answer, scores=()) == replace(plain, scores=())
    assert answer.scores == plain.scores


def test_a_saved_model_says_what_differs(saved: SavedModel, great: Question, tmp_path: Path) -> None:
    other = make_book(tmp_path / "other", seed=5)
    other_formulas = replace(saved, formulas="", simulated=True, companies=9_999, shares=dict.fromkeys(NAMES, 0.0))
    answer = ask_rank(other, great, LATER, model=other_formulas)
    warnings = " ".join(in_language(line, Lang.EN) for line in answer.differs)
    for words in (
        f"learnt for {DAY}", "another book", "SIMULATED", "in another way", "learnt for 9,999", "(0% then, 100% here)",
    ):  # fmt: skip
        assert words in warnings
    assert answer.card[-len(answer.differs) :] == answer.differs
    assert answer.model.judged == DAY


def test_a_list_of_a_day_before_the_model_s_is_refused(saved: SavedModel, whole: Book) -> None:
    with pytest.raises(QuestionError, match="would know what came later"):
        rank_by_model(whole, saved, date(2013, 6, 27))


def test_the_commands_learn_and_rank(
    ranking: Ranking, whole: Book, asked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hornbook.answers.learn.rank", grown(ranking))
    monkeypatch.setattr("hornbook.answers.rank.rank", None)
    model = tmp_path / "m.json"
    done = command("scout", "learn", "--as-of", str(DAY), "--question", asked, "--save", model, book=whole.path)
    assert done.code == 0, done.err
    assert "Saved as m.json" in done.out
    words = ("scout", "rank", "--as-of", str(DAY), "--model", model)
    found = command(*words, "--top", "7", "--json", book=whole.path)
    assert found.code == 0, found.err
    assert found.json()["model"]["digest"] == model_digest(ranking.model)
    other = command(*words, "--question", "unicorns.toml", book=whole.path)
    assert other.code == 2
    kept = tmp_path / "list.json"
    kept.write_text(found.out, encoding="utf-8")
    listed = read_list(kept)
    assert (listed.day, listed.question, listed.model) == (DAY, "great", model_digest(ranking.model))
    assert [place.rank for place in listed.companies] == [*range(1, 8)]
    assert listed.companies[0].company == ranking.frame.subjects[int(ranking.order[0])].as_py()


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"asked": {}}', "[" * 100_000, "\x00"])
def test_another_file_is_neither_a_model_nor_a_list(content: str, tmp_path: Path) -> None:
    path = tmp_path / "file.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(QuestionError, match="is no model"):
        read_model(path)
    with pytest.raises(QuestionError, match="is no list"):
        read_list(path)
    with pytest.raises(QuestionError, match="is no file"):
        read_model(tmp_path)


def changed(file: Path, folder: Path, change: Callable[[dict[str, Any]], object]) -> Path:
    """A copy of the file with something else in it."""
    found = json.loads(file.read_text("utf-8"))
    change(found)
    path = folder / "changed.json"
    path.write_text(json.dumps(found), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "change",
    [
        lambda it: it.update(format="pickle"),
        lambda it: it.update(more=1),
        lambda it: it.update(seed=-1),
        lambda it: it.update(question="os.system('x')"),
        lambda it: it["parts"][0].update(event="nothing"),
        lambda it: it["parts"][0]["features"].__setitem__(0, "no_such_feature"),
        lambda it: it["parts"][0]["features"].reverse(),
        lambda it: it["parts"][0].update(trees=["tree\n"]),
        lambda it: it["scale"].update(mean=[]),
        lambda it: it["scale"].update(spread=[0.0]),
        lambda it: it["calibration"].update(slope=1e999),
        lambda it: it["calibration"].update(slope=1.25),
    ],
)
def test_a_file_that_was_altered_is_refused(file: Path, tmp_path: Path, change: Callable[[Any], object]) -> None:
    with pytest.raises(QuestionError):
        read_model(changed(file, tmp_path, change))


# ---- the text of trees


@pytest.fixture(scope="module")
def trees(ranking: Ranking) -> tuple[str, list[str]]:
    part = ranking.model.parts[0]
    return part.trees[0], [NAMES[n] for n in part.features]


def test_what_lightgbm_writes_is_let_in(ranking: Ranking) -> None:
    for part in ranking.model.parts:
        for text in part.trees:
            check_trees(text, [NAMES[n] for n in part.features])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("left_child=1", "left_child=9"),
        ("left_child=1", "left_child=0"),
        ("left_child=1", "left_child=-1"),
        ("right_child=-", "right_child=-9"),
        ("split_feature=", "split_feature=9"),
        ("decision_type=2", "decision_type=1"),
        ("num_cat=0", "num_cat=1"),
        ("is_linear=0", "is_linear=1"),
        ("num_leaves=", "num_leaves=9"),
        ("leaf_value=", "leaf_value=nan "),
        ("threshold=", "threshold=inf "),
        ("tree_sizes=", "tree_sizes=1"),
        ("version=v4", "version=v3"),
        ("max_feature_idx=", "max_feature_idx=9"),
        ("end of trees", "end of"),
        ("pandas_categorical:null", "pandas_categorical:[[1]]"),
    ],
)
def test_trees_that_point_outside_themselves_are_refused(trees: tuple[str, list[str]], old: str, new: str) -> None:
    text, features = trees
    assert old in text
    with pytest.raises(NoTrees):
        check_trees(text.replace(old, new, 1), features)


@settings(sampled(60, long=3_000), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(0, 4_000), cut=st.integers(0, 30), put=st.text(st.sampled_from("-0123456789 \n=.aT"), max_size=9))
def test_noise_in_the_text_of_trees_is_refused_or_harmless(
    trees: tuple[str, list[str]], at: int, cut: int, put: str
) -> None:
    """What is let in has the length that it says, and LightGBM reads it."""
    import lightgbm

    text, features = trees
    noisy = text[:at] + put + text[at + cut :]
    try:
        check_trees(noisy, features)
    except NoTrees:
        return
    found = lightgbm.Booster(model_str=noisy).predict(np.zeros((2, len(features))), raw_score=True)
    assert len(found) == 2
