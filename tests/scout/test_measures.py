"""Figures of a ranking, its cohorts and its ranks, against slow readings and scikit-learn."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import average_precision_score

from hornbook.errors import QuestionError
from hornbook.scout.cohorts import share_below
from hornbook.scout.frames import day_ranks
from hornbook.scout.measures import at_depth, average_precision, calibration, order
from hornbook.scout.question import question, questions
from tests.scout.region import QUESTION

ANSWERS = st.lists(st.booleans(), min_size=1, max_size=60).filter(any)
VALUES = st.lists(st.tuples(st.integers(-1, 3), st.one_of(st.none(), st.integers(0, 5))), min_size=1, max_size=40)


@given(ANSWERS)
def test_average_precision_is_scikit_learns(answers: list[bool]) -> None:
    yes = np.array(answers)
    assert average_precision(yes) == pytest.approx(average_precision_score(yes, -np.arange(len(yes))))


@given(ANSWERS, st.integers(1, 70))
def test_a_depth_counts_those_before_it(answers: list[bool], depth: int) -> None:
    precision, recall = at_depth(np.array(answers), depth)
    hits = sum(answers[:depth])
    assert precision == pytest.approx(hits / min(depth, len(answers)))
    assert recall == pytest.approx(hits / sum(answers))


@given(ANSWERS, st.lists(st.integers(0, 3), min_size=60, max_size=60))
def test_a_weight_is_a_company_told_so_often(answers: list[bool], times: list[int]) -> None:
    yes, weight = np.array(answers), np.array(times[: len(answers)])
    told = np.repeat(yes, weight)
    if told.any():
        assert average_precision(yes, weight.astype(float)) <= 1 + 1e-12
        assert at_depth(yes, 5, weight.astype(float)) == pytest.approx(at_depth(told, 5))


@given(VALUES)
def test_a_cohort_is_ranked_among_its_own(rows: list[tuple[int, int | None]]) -> None:
    group = np.array([g for g, _ in rows], dtype=np.int64)
    values = np.array([np.nan if v is None else v for _, v in rows], dtype=float)
    found = share_below(group, values)
    for n, (own, value) in enumerate(rows):
        peers = [v for g, v in rows if g == own and v is not None]
        if own < 0 or value is None:
            assert np.isnan(found[n])
        else:
            slow = (sum(v < value for v in peers) + sum(v == value for v in peers) / 2) / len(peers)
            assert found[n] == pytest.approx(slow)


@given(st.lists(st.one_of(st.none(), st.floats(-5, 5, width=32)), min_size=1, max_size=40))
def test_ranks_are_those_of_the_day(values: list[float | None]) -> None:
    column = np.array([[np.nan if v is None else v] for v in values], dtype=np.float32)
    found = day_ranks(column)[:, 0]
    assert (np.isnan(found) == np.isnan(column[:, 0])).all()
    known = ~np.isnan(found)
    assert (np.argsort(found[known], kind="stable") == np.argsort(column[known, 0], kind="stable")).all()
    assert ((found[known] >= 0) & (found[known] <= 1)).all()


def test_an_empty_score_goes_last() -> None:
    assert order(np.array([np.nan, 1.0, 2.0, 1.0])).tolist() == [2, 1, 3, 0]


@given(ANSWERS, st.integers(0, 1_000))
def test_every_company_is_in_one_bin(answers: list[bool], seed: int) -> None:
    said = np.random.default_rng(seed).random(len(answers))
    parts = calibration(np.array(answers), said)
    assert sum(part.companies for part in parts) == len(answers)
    assert [part.said for part in parts] == sorted(part.said for part in parts)


def test_the_questions_that_come_with_hornbook_are_read() -> None:
    found = questions["unicorn"]
    assert found.horizon == 48
    assert {lesson.event for lesson in found.lessons} == {"unicorn", "round-50m"}


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ("every = 5", "cannot be looked at"),
        ('every = 6\n[[learn]]\nevent = "other"\nwithin = 6', "no event 'other'"),
        ('every = 6\n[[learn]]\nevent = "great"\nwithin = 7', "whole steps"),
        ("every = 6\nunles = 1", "unles"),
    ],
)
def test_a_wrong_question_is_pointed_at(tmp_path: Path, wrong: str, says: str) -> None:
    path = tmp_path / "wrong.toml"
    path.write_text(QUESTION.replace("every = 6", wrong), encoding="utf-8")
    with pytest.raises(QuestionError, match=says):
        question(path)
