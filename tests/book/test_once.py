"""What a view keeps for an asker of many questions: the same answers, worked out once, of each day its own."""

from dataclasses import replace

import pytest

from hornbook.book.book import open_book
from hornbook.book.view import View
from hornbook.lang.filter import company_filter
from hornbook.population.count import census
from hornbook.population.flow import flow
from hornbook.standards.judge import undecided_by
from hornbook.terms import Day
from tests.cli.here import hornbook

DAY, BEFORE = Day(2024, 12, 31), Day(2018, 12, 31)


@pytest.fixture(scope="module")
def region(tmp_path_factory: pytest.TempPathFactory) -> View:
    folder = tmp_path_factory.mktemp("region")
    for words in (["init"], ["simulate", "--companies", "1000", "--until", "2024-12-31"]):
        assert hornbook(*words, book=folder).code == 0
    return open_book(folder).at(DAY)


@pytest.mark.parametrize("on_facts", [False, True])
def test_what_is_kept_is_what_a_single_question_gives(region: View, on_facts: bool) -> None:
    kept = replace(region, kept={})
    where = company_filter('country in {"CHN"}')
    earlier = [replace(view, day=BEFORE, known=BEFORE) for view in (region, kept)]
    for single, often in ((region, kept), earlier):
        alone, first, second = (
            census(view, ["city"], where=where, on_facts=on_facts) for view in (single, often, often)
        )
        assert (alone.total, alone.rows) == (first.total, first.rows) == (second.total, second.rows)
        assert undecided_by(single, where) == undecided_by(often, where) == undecided_by(often, where)
    alone, often = (flow(*views, where=where, on_facts=on_facts) for views in zip(earlier, (region, kept), strict=True))
    assert (alone.enters, alone.leaves) == (often.enters, often.leaves)
    assert alone.enters


def test_views_of_other_days_share_what_is_kept_and_nothing_is_kept_for_one_question(region: View) -> None:
    asked: list[str] = []

    def work(name: str) -> str:
        asked.append(name)
        return name

    for _ in range(2):
        region.once("key", lambda: work("single"))
    kept = replace(region, kept={})
    earlier = replace(kept, day=BEFORE, known=BEFORE)
    for _ in range(2):
        assert kept.once("key", lambda: work("later")) == "later"
        assert earlier.once("key", lambda: work("earlier")) == "earlier"
    assert asked == ["single", "single", "later", "earlier"]
