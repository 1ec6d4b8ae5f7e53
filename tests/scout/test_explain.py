"""Why a company stands where it does: the parts add up, the comparables had closed, a move is what a new score says."""

import numpy as np
import pytest

from hornbook.errors import QuestionError
from hornbook.scout.explain import explain
from hornbook.scout.frames import NAMES
from hornbook.scout.learning import margins, weighted_score
from hornbook.scout.question import Question
from hornbook.scout.ranking import Ranking
from tests.scout.region import DAY


@pytest.mark.parametrize("place", [0, 1, 10, -1])
def test_the_parts_add_up_and_the_rank_is_that_of_the_list(ranking: Ranking, place: int) -> None:
    at = int(ranking.order[place])
    found = explain(ranking, ranking.frame.subjects[at].as_py())
    assert found.rank == (place % len(ranking.order)) + 1
    assert found.start + sum(share.adds for share in found.shares) == pytest.approx(found.score)
    assert found.score == pytest.approx(ranking.score[at])
    sizes = [abs(share.adds) for share in found.shares]
    assert sizes == sorted(sizes, reverse=True)


def test_comparables_are_of_a_day_whose_horizon_had_closed_and_near_ones_come_first(
    ranking: Ranking, great: Question
) -> None:
    found = explain(ranking, ranking.frame.subjects[int(ranking.order[0])].as_py())
    assert len(found.comparables) == 10
    assert all(great.closes(each.day) <= DAY for each in found.comparables)
    assert found.company not in {each.company for each in found.comparables}
    apart = [each.distance for each in found.comparables]
    assert apart == sorted(apart)
    last = explain(ranking, ranking.frame.subjects[int(ranking.order[-1])].as_py())
    assert sum(each.came for each in found.comparables) >= sum(each.came for each in last.comparables)


def test_a_move_is_what_a_new_score_says(ranking: Ranking) -> None:
    at = int(ranking.order[len(ranking.order) // 2])
    found = explain(ranking, ranking.frame.subjects[at].as_py())
    assert found.moves
    for move in found.moves:
        n = NAMES.index(move.feature)
        values = ranking.frame.values[:, n]
        same = np.flatnonzero(values == np.float32(move.then))
        assert len(same), "a level is one that a company has"
        row = ranking.frame.ranks[at : at + 1].copy()
        row[0, n] = ranking.frame.ranks[same[0], n]
        weights = [part.lesson.weight for part in ranking.model.parts]
        (again,) = weighted_score([margins(part, row) for part in ranking.model.parts], ranking.model.scale, weights)
        assert again == pytest.approx(move.score)
        assert move.rank == 1 + int((np.delete(ranking.score, at) > again).sum())


def test_who_is_not_on_the_list_is_told_so(ranking: Ranking) -> None:
    with pytest.raises(QuestionError, match="is not on the list"):
        explain(ranking, "region:nobody")
