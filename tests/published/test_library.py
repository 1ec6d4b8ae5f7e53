"""Every publisher's file is read; every figure has a graded source, a place that is known, and a day that is known."""

from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from hornbook import places
from hornbook.cli.complete import complete_publisher
from hornbook.errors import QuestionError, StandardError
from hornbook.places import china
from hornbook.published.arithmetic import CheckOutcome, check_figures
from hornbook.published.file import read_publisher
from hornbook.published.library import (
    may_be_joined,
    published_figures,
    publishers,
    series_breaks,
    series_lines,
)
from hornbook.published.measures import FigureNature, FigureUnit
from hornbook.published.scopes import scope_place
from hornbook.published.values import CITE_GRADES, CutOff, figures_known_by
from hornbook.standards.library import library
from tests.published.series import series_named

FIGURES = published_figures()


def test_there_are_figures_of_every_publisher() -> None:
    assert {figure.series.publisher for figure in FIGURES} == set(publishers)
    assert len(FIGURES) > 249


@pytest.mark.parametrize("name", list(publishers))
def test_every_figure_has_a_graded_source_and_both_languages(name: str) -> None:
    for figure in publishers[name].figures:
        assert figure.cites
        assert all(cite.grade in CITE_GRADES for cite in figure.cites)
        assert all(cite.url is None or urlsplit(cite.url).netloc for cite in figure.cites)
        assert all(cite.url or cite.grade in ("memory", "press") for cite in figure.cites)
        for text in (figure.edition_name, figure.series.name, figure.series.definition, figure.doubt, figure.held):
            assert text is None or (text.en and text.zh)


def test_no_source_stands_unused() -> None:
    for publisher in publishers.values():
        text = (Path(publishers.path(publisher.id) or "")).read_text(encoding="utf-8")
        assert text.count("[[cite]]") == len(publisher.cites), publisher.id


def test_every_series_has_figures_and_names_a_standard_that_is_there() -> None:
    for publisher in publishers.values():
        used = {figure.series.id for figure in publisher.figures}
        assert used == {series.id for series in publisher.series}
        for series in publisher.series:
            if series.standard:
                name, _, tier = series.standard.partition(":")
                assert any(edition.tier(tier) for edition in library[name].editions), series.standard


def test_a_place_is_its_own_name_and_the_gazetteer_knows_it() -> None:
    for place in {figure.place for figure in FIGURES}:
        assert scope_place(place.id) == place
        if place.level != "several":
            assert scope_place(place.name.en) == scope_place(place.name.zh) == place
        if place.level == "city":
            name = place.id.partition("/")[2]
            within = china.city(name) if place.country == "CHN" else None
            found = places.city(name, place.country, within.place.province if within else None)
            assert found is not None
            assert f"{found.country}/{found.name}" == place.id


@pytest.mark.parametrize("word", ["", "Nowhere", "Beijing+Nowhere", "CHN/Nowhere"])
def test_another_word_is_no_place(word: str) -> None:
    assert scope_place(word) is None


@pytest.mark.parametrize(
    ("text", "precision", "last"),
    [
        ("2024", "year", date(2024, 12, 31)),
        ("2024-02", "month", date(2024, 2, 29)),
        ("2024-02-01", "day", date(2024, 2, 1)),
    ],
)
def test_a_cut_off_keeps_its_precision(text: str, precision: str, last: date) -> None:
    assert (CutOff(text).precision, CutOff(text).last) == (precision, last)


def test_limits_enclose_the_number_and_a_count_is_exact() -> None:
    for figure in FIGURES:
        if figure.value is not None and figure.words is None:
            assert figure.least is not None
            assert figure.most is not None
            assert figure.least <= figure.value <= figure.most
            assert (figure.least == figure.most) is figure.is_count
        if figure.measure.unit is FigureUnit.SHARE:
            assert figure.value is not None
            assert 0 < figure.value < 1
        assert (figure.currency is not None) is (figure.measure.unit is FigureUnit.MONEY)


@pytest.mark.parametrize("day", [date(2019, 1, 1), date(2021, 12, 19), date(2021, 12, 20), date(2024, 6, 16)])
def test_a_figure_that_was_known_later_never_shows(day: date) -> None:
    known = figures_known_by(FIGURES, day)
    assert all(figure.known <= day for figure in known)
    assert all(figure.released is None or figure.released <= day for figure in known)
    assert set(known) == {figure for figure in FIGURES if figure.known <= day}


def test_a_figure_is_known_at_its_cut_off_at_the_earliest() -> None:
    """A release comes after the day up to which it counts; a month or a year is over by then or nearly so."""
    for figure in FIGURES:
        if figure.cut_off and figure.cut_off.precision == "day":
            assert figure.known >= figure.cut_off.last, (figure.series.key, figure.edition)


def test_a_line_is_one_series_and_never_joins_two() -> None:
    for line in series_lines(FIGURES):
        assert all(may_be_joined(line[0], figure) for figure in line)
        days = [figure.cut_off.last for figure in line if figure.cut_off]
        assert days == sorted(set(days))
        assert not any(figure.held for figure in line)


def test_breaks_are_seen_from_both_sides_and_lie_between_series_that_are_there() -> None:
    for publisher in publishers.values():
        for series in publisher.series:
            for each in series_breaks(series):
                other = series_named(each.series)
                assert series.key in {back.series for back in series_breaks(other)}
                assert each.because.en
                assert each.because.zh


def test_a_cumulative_series_is_no_stock() -> None:
    for figure in FIGURES:
        assert (figure.measure.id == "ever_unicorns") is (figure.nature is FigureNature.CUMULATIVE)


def test_the_shell_offers_every_publisher() -> None:
    assert complete_publisher("") == sorted(publishers)
    assert complete_publisher("hu") == ["hurun"]


def test_an_unknown_publisher_is_named_with_the_nearest() -> None:
    with pytest.raises(QuestionError, match="hurun"):
        published_figures(["huron"])


HEAD = """id = "x"
name = { en = "X", zh = "某" }
read = 2026-01-01
[[cite]]
id = "page"
title = "a page"
grade = "press"
[[series]]
id = "list"
name = { en = "List", zh = "榜" }
definition = { en = "Any", zh = "任意" }
[[edition]]
id = "2025"
series = "list"
name = { en = "2025", zh = "2025" }
cites = ["page"]
[[edition.figures]]
measure = "unicorns"
"""


@pytest.mark.parametrize(
    ("rest", "problem"),
    [
        ("values = { Nowhere = 3 }", "no place is called 'Nowhere'"),
        ("values = { CHN = 3, China = 4 }", "stands here twice"),
        ("values = { CHN = { least = 3 } }", "words of the source"),
        ("unit = 'USD bn'\nvalues = { CHN = 3 }", "money has a unit"),
        ("cites = ['other']\nvalues = { CHN = 3 }", "no .*cite.* is called 'other'"),
        ("values = { CHN = 3 }\n[[check]]\nid = 'a'\nkind = 'parts'\nname = { en = 'a', zh = 'a' }\n"
         "result = '2025:CHN:unicorns'\nterms = ['2024:CHN:unicorns']", "no figure is called '2024:CHN:unicorns'"),
        ("values = { CHN = 3 }\n[[check]]\nid = 'a'\nkind = 'share'\nname = { en = 'a', zh = 'a' }\n"
         "result = '2025:CHN:unicorns'\nterms = ['2025:CHN:unicorns']", "name a share"),
        ("values = {}", "at least one"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_file_is_said_at_its_line(rest: str, problem: str, tmp_path: Path) -> None:
    file = tmp_path / "x.toml"
    file.write_text(HEAD + rest, encoding="utf-8")
    with pytest.raises(StandardError, match=problem):
        read_publisher(file)


def test_the_example_of_the_document_is_read_and_its_check_closes(tmp_path: Path) -> None:
    text = (Path(__file__).parents[2] / "docs" / "published.md").read_text(encoding="utf-8")
    file = tmp_path / "example.toml"
    file.write_text(text.partition("```toml\n")[2].partition("```")[0], encoding="utf-8")
    found = read_publisher(file)
    assert len(found.figures) == 4
    (check,) = found.checks
    assert check_figures(check).outcome is CheckOutcome.CLOSES
