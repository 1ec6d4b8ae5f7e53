"""Published figures as an answer: what was known by a day, lines that are never joined, and ours beside theirs."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from hornbook.answers.published import PublishedAnswer, ask_published, ask_published_beside
from hornbook.answers.published_chapter import chapter_blocks, chapter_figures, published_chapter
from hornbook.answers.published_chart import MOST_LINES, published_chart
from hornbook.answers.published_ours import MOST_COUNTS, filter_text, own_figures
from hornbook.book.book import open_book
from hornbook.book.view import View
from hornbook.errors import QuestionError
from hornbook.lang.filter import company_filter
from hornbook.locale import Lang, in_language
from hornbook.population.count import census
from hornbook.published.arithmetic import CheckOutcome
from hornbook.published.library import published_figures, publishers, series_breaks
from hornbook.published.scopes import scope_place
from hornbook.render.sheet import Heading, main_table, sheet_tables
from tests.cli.here import hornbook
from tests.park import made_once, two_years
from tests.published.series import series_named

DAYS = [date(2019, 12, 31), date(2021, 12, 20), date(2024, 6, 15), date(2025, 4, 2), date(2026, 11, 30)]


@pytest.mark.parametrize("day", DAYS)
def test_nothing_that_was_known_later_shows(day: date) -> None:
    answer = ask_published(day)
    assert all(row.known <= day for row in answer.rows)
    assert all(check.known <= day for check in answer.checks)
    assert answer.count == len(answer.rows)
    assert answer.count + answer.later == len(published_figures())
    chapter = published_chapter("Beijing", day)
    assert all(row.known <= day for row in chapter.rows)
    assert all(check.known <= day for check in chapter.checks)


def test_without_a_day_every_figure_and_every_check_is_there() -> None:
    answer = ask_published()
    assert answer.later == 0
    assert len(answer.checks) == sum(len(each.checks) for each in publishers.values())
    assert answer.undated == sum(not figure.dated for figure in published_figures())
    assert answer.undated > 0


@pytest.mark.parametrize("place", [None, "China", "world", "Beijing", "USA"])
def test_a_chart_draws_each_series_by_itself(place: str | None) -> None:
    answer = ask_published(place=place)
    assert answer.chart is not None
    labels = {str(row["series"]) for row in answer.chart.table.rows}
    assert len(labels) <= MOST_LINES
    figures = {(f.series.name.en, f.cut_off.last, f.value) for f in published_figures() if f.cut_off}
    for row in answer.chart.table.rows:
        name = in_language(row["series"], Lang.EN).partition(", ")[0]
        assert (name, row["day"], row["value"]) in figures


def test_no_chart_where_no_series_has_two_points() -> None:
    assert published_chart([], "unicorns") is None
    assert ask_published(publishers=["dealroom"]).chart is None


def test_the_breaks_of_a_page_are_those_of_its_series() -> None:
    answer = ask_published(place="Beijing")
    pairs = {frozenset((each.series, each.other)) for each in answer.apart}
    shown = {row.series for row in answer.rows}
    expected = {
        frozenset((key, each.series))
        for key in shown
        for each in series_breaks(series_named(key))
        if each.series in shown
    }
    assert pairs == expected
    assert frozenset(("gei:china", "forum:china")) in pairs


def test_many_figures_are_shown_by_series_and_files_have_them_all() -> None:
    answer = ask_published()
    shown = {table.key: table for table in sheet_tables(answer.sheet().blocks)}
    assert "published" not in shown
    assert sum(row["figures"] for row in shown["series_of_publishers"].rows) == answer.count
    assert {row["publisher"] for row in shown["series_of_publishers"].rows} == set(publishers)
    assert len(main_table(answer.tables()).rows) == answer.count


def test_checks_alone_come_first_in_files_and_say_what_is_open() -> None:
    answer = ask_published(checks=True)
    assert main_table(answer.tables()).key == "checks"
    assert main_table(ask_published().tables()).key == "published"
    words = " ".join(in_language(each.difference_text, Lang.EN) for each in answer.checks)
    assert "17" in words.split()
    assert {each.outcome for each in answer.checks} == set(CheckOutcome)


@pytest.mark.parametrize(
    ("asked", "problem"),
    [({"publishers": ["huron"]}, "hurun"), ({"place": "Nowhere"}, "Nowhere"), ({"measure": "unicorn"}, "unicorns")],
)
def test_what_is_not_known_is_said(asked: dict[str, Any], problem: str) -> None:
    with pytest.raises(QuestionError) as error:
        ask_published(**asked)
    assert problem in in_language(error.value.args[0], Lang.EN)


# ---- the chapter


def test_a_chapter_has_the_newest_figure_of_each_series() -> None:
    figures = chapter_figures("Beijing", date(2024, 12, 31))
    newest = {figure.series.key: figure for figure in figures if figure.measure.id == "unicorns"}
    assert newest["gei:china"].value == 75
    assert newest["forum:china"].value == 114
    assert newest["hurun:global"].edition == "2023"
    later = [figure for figure in chapter_figures("北京", date(2025, 4, 3)) if figure.series.key == "forum:china"]
    assert {figure.measure.id: figure.edition for figure in later} == {
        "unicorns": "2025",
        "total_value": "2025",
        "super_unicorns": "2024",
    }


def test_a_chapter_speaks_of_definitions_and_breaks() -> None:
    chapter = published_chapter("Beijing", date(2025, 12, 31))
    standards = {each.series: each.standard for each in chapter.relations}
    assert standards["gei:china"] == "gei-unicorn:unicorn"
    assert standards["forum:china"] is None
    assert any({each.series, each.other} == {"gei:china", "forum:china"} for each in chapter.apart)
    headings = [block.text for block in chapter_blocks(chapter) if isinstance(block, Heading)]
    assert len(headings) == 2


def test_a_chapter_on_a_place_without_figures_says_so() -> None:
    chapter = published_chapter("Lanzhou", date(2025, 12, 31))
    assert chapter.rows == ()
    assert len(chapter_blocks(chapter)) == 2
    with pytest.raises(QuestionError):
        published_chapter("Nowhere", date(2025, 12, 31))


# ---- ours beside theirs


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> View:
    """The park of two years, as of its last table."""
    folder = made_once(tmp_path_factory, "published", two_years)
    return open_book(folder / "book").at(date(2024, 6, 30))


@pytest.mark.parametrize("place", ["Beijing", "China", "world"])
def test_ours_is_the_census_of_the_place_at_the_cut_off(view: View, place: str) -> None:
    (figure,) = (
        figure
        for figure in published_figures(["hurun"])
        if (figure.place, figure.edition, figure.measure.id) == (scope_place(place), "2023", "unicorns")
    )
    found = own_figures(view, [figure], "hurun")[figure]
    where = filter_text(figure.place)
    chosen = company_filter(where) if where else None
    total = census(replace(view, day=found.day), under="hurun", where=chosen).total
    assert (found.count, found.on_facts, found.unknown) == (total.count, total.on_facts, total.unknown)


def test_the_relation_is_that_of_the_definitions(view: View) -> None:
    answer = ask_published_beside(view, "gei-unicorn", place="Beijing", measure="unicorns")
    same = {row.series: row.ours.same_rule for row in answer.rows if row.ours}
    assert same["gei:china"] is True
    assert same["hurun:global"] is False
    assert same["forum:china"] is False
    for row in answer.rows:
        if row.ours and row.value is not None and row.ours.count is not None:
            assert row.ours.difference == row.ours.count - row.value


def test_only_stocks_of_the_tier_are_compared_and_none_that_is_held_or_later(view: View) -> None:
    figures = [figure for figure in published_figures() if figure.place.id == "world" and figure.edition >= "2024"]
    for figure, found in own_figures(view, figures, "hurun").items():
        assert figure.measure.id in ("unicorns", "total_value")
        assert figure.held is None
        assert found.day <= view.known
    assert not own_figures(view, [f for f in figures if f.measure.id == "super_unicorns"], "hurun")


def test_too_many_counts_are_refused(view: View) -> None:
    with pytest.raises(QuestionError, match=str(MOST_COUNTS)):
        own_figures(view, published_figures(), "hurun")


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ("world", ""),
        ("China", "country in {'CHN'}"),
        ("Guangdong", "place in {'Guangdong'}"),
        ("Beijing+Shanghai", "city in {'Beijing', 'Shanghai'}"),
        ("Asia", None),
        ("USA+CHN", None),
    ],
)
def test_a_place_as_a_filter(place: str, text: str | None) -> None:
    found = scope_place(place)
    assert found is not None
    assert filter_text(found) == text


# ---- the command


@pytest.mark.parametrize(
    "words",
    [("--known", "2024-01-01"), ("--standard", "hurun"), ("--standard", "hurun", "--as-of", "2024-01-01", "--checks")],
)
def test_options_that_do_not_go_together(words: tuple[str, ...], tmp_path: Path) -> None:
    assert hornbook("published", *words, book=tmp_path / "none").code == 2


def test_the_command_needs_no_book_without_a_standard(tmp_path: Path) -> None:
    done = hornbook("published", "--place", "Beijing", "--lang", "zh", book=tmp_path / "none")
    assert done.code == 0, done.err
    assert "不可拼接的系列" in done.out
    assert "长城战略咨询" in done.out
    answer = ask_published(place="Beijing")
    assert isinstance(answer, PublishedAnswer)
