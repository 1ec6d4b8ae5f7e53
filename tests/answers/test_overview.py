"""The overview says what the census, the flow and the series say, for every tier."""

from pathlib import Path

import pytest

from hornbook.answers.census import ask_census
from hornbook.answers.overview import OverviewAnswer, ask_overview
from hornbook.book.book import open_book
from hornbook.book.view import View
from hornbook.errors import QuestionError
from hornbook.render.sheet import KeyFigures
from hornbook.terms import day, shift
from tests.park import FIRST, LAST, made_once, two_years


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> View:
    """The park as of its last day."""
    return open_book(Path(made_once(tmp_path_factory, "overview", two_years)) / "book").at(day(LAST))


@pytest.mark.parametrize("under", [None, "gei-unicorn", "hurun"])
def test_the_headlines_are_the_censuses(view: View, under: str | None) -> None:
    answer = ask_overview(view, under)
    assert answer.total == ask_census(view, (), under).total
    standard = under or "plain"
    for tier in answer.tiers:
        whole = ask_census(view, (), f"{standard}:{tier.tier}" if under else None).total
        assert (tier.count, tier.unknown, tier.value_usd) == (whole.count, whole.unknown, whole.value_usd)


@pytest.mark.parametrize(("months", "field"), [(1, "month"), (12, "year")])
def test_what_is_new_is_the_flows(view: View, months: int, field: str) -> None:
    answer = ask_overview(view)
    earlier = view.book.at(shift(view.day, -months))  # type: ignore[attr-defined]
    flow = ask_census(view, earlier=earlier).flow
    assert flow is not None
    if field == "month":
        assert answer.month == flow
    else:
        sums = answer.year.before, answer.year.entered, answer.year.left, answer.year.after
        assert sums == (flow.before, len(flow.enters), len(flow.leaves), flow.after)


def test_the_chart_is_the_series(view: View) -> None:
    earlier = view.book.at(day(FIRST))  # type: ignore[attr-defined]
    assert ask_overview(view, earlier=earlier).series == ask_census(view, earlier=earlier, months=12).series


def test_headlines_stand_first_and_name_each_tier(view: View) -> None:
    answer = ask_overview(view, "gei-unicorn")
    (figures,) = (block for block in answer.sheet().blocks if isinstance(block, KeyFigures))
    assert figures.items[0].key == "count"
    others = {of.tier for of in answer.tiers} - {answer.asked.rules[0].tier}
    assert {of.about for of in figures.items if of.key == "tier"} == others


def test_a_chart_that_would_begin_later_is_refused(view: View) -> None:
    with pytest.raises(QuestionError):
        ask_overview(view, earlier=view)
    assert isinstance(ask_overview(view), OverviewAnswer)
