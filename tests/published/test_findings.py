"""What a second reading of the published figures found, each as a case."""

from decimal import Decimal

import pytest

from hornbook.published.arithmetic import CheckOutcome, Interval, check_figures
from hornbook.published.library import publishers, series_breaks, series_lines
from hornbook.published.measures import FigureNature
from hornbook.published.scopes import scope_place
from hornbook.published.values import PublishedFigure
from tests.published.series import series_named


def figure(publisher: str, edition: str, place: str, measure: str = "unicorns") -> PublishedFigure:
    """A figure by its names."""
    where = scope_place(place)
    (found,) = (
        each
        for each in publishers[publisher].figures
        if (each.edition, each.place, each.measure.id) == (edition, where, measure)
    )
    return found


@pytest.mark.parametrize(
    ("publisher", "check", "outcome", "difference"),
    [
        ("hurun", "flow-2021", CheckOutcome.CLOSES, 0),
        ("hurun", "exits-2021", CheckOutcome.CLOSES, 0),
        ("hurun", "flow-2022h1", CheckOutcome.CLOSES, 0),
        ("hurun", "flow-2025", CheckOutcome.OPEN, -17),
        ("hurun", "values-2025", CheckOutcome.CLOSES, 0),
        ("itjuzi", "continents-2023", CheckOutcome.OPEN, 21),
        ("gei", "flow-2021", CheckOutcome.OPEN, -46),
        ("gei", "flow-2022", CheckOutcome.OPEN, -32),
        ("gei", "flow-2023", CheckOutcome.OPEN, -9),
        ("forum", "share-2024", CheckOutcome.CLOSES, 0),
        ("forum", "value-2024", CheckOutcome.CLOSES, 0),
        ("cbinsights", "three-2025", CheckOutcome.CLOSES, 0),
    ],
)
def test_what_adds_up_and_by_how_much_not(publisher: str, check: str, outcome: CheckOutcome, difference: int) -> None:
    (found,) = (each for each in publishers[publisher].checks if each.id == check)
    done = check_figures(found)
    assert (done.outcome, done.difference) == (outcome, difference)


def test_249_of_five_cities_at_67_5_percent_make_369_and_no_other_number() -> None:
    (check,) = (each for each in publishers["forum"].checks if each.id == "share-2024")
    assert sum(term.figure.value or 0 for term in check.terms) == 249
    assert check_figures(check).computed == Interval(Decimal(369), Decimal(369))
    assert figure("forum", "2024", "CHN").value == 369


def test_the_exits_of_2021_are_137_25_and_39() -> None:
    measures = ("left_listed", "left_acquired", "left_below")
    assert [figure("hurun", "2021", "world", each).value for each in measures] == [137, 25, 39]


def test_gei_and_the_forum_are_never_one_line() -> None:
    gei, forum = figure("gei", "2024", "Beijing"), figure("forum", "2024", "Beijing")
    assert (gei.value, forum.value) == (75, 114)
    assert "gei:china" in {each.series for each in series_breaks(series_named("forum:china"))}
    for line in series_lines([gei, forum]):
        assert len(line) == 1


def test_the_forum_of_2025_is_here() -> None:
    assert figure("forum", "2025", "Beijing").value == 115
    assert figure("forum", "2025", "Beijing", "total_value").value == Decimal(594_900_000_000)
    assert figure("forum", "2025", "CHN").value == 409


def test_cut_offs_of_hurun_are_written_in_one_way() -> None:
    days = {each.edition: each.cut_off.text for each in publishers["hurun"].figures if each.cut_off}
    assert (days["2021"], days["2023"], days["2025"]) == ("2021-11-30", "2022-12-31", "2025-01-01")
    of_2025 = {each.cut_off for each in publishers["hurun"].figures if each.edition == "2025"}
    assert len(of_2025) == 1


def test_the_value_of_2026_is_held_back_and_stands_in_no_line() -> None:
    value = figure("hurun", "2026", "world", "total_value")
    assert value.held is not None
    assert value not in {each for line in series_lines(publishers["hurun"].figures) for each in line}
    (check,) = (each for each in publishers["hurun"].checks if each.id == "value-2026")
    done = check_figures(check)
    assert done.outcome is CheckOutcome.HELD
    assert done.difference < 0


def test_gei_of_2020_is_here_and_says_that_it_is_from_memory() -> None:
    china, beijing = figure("gei", "2021", "CHN"), figure("gei", "2021", "Beijing")
    assert (china.value, beijing.value) == (251, 82)
    assert china.cut_off is not None
    assert china.cut_off.text == "2020"
    assert {china.grade, beijing.grade} == {"memory"}


def test_words_are_kept_and_are_limits() -> None:
    found = figure("pitchbook", "2022-06", "world")
    assert (found.value, found.least, found.most) == (None, 1200, None)
    assert found.words is not None
    assert "more than 1,200" in found.words.en
    of_2026 = figure("hurun", "2026", "USA")
    assert of_2026.doubt is not None
    assert "over 800" in of_2026.doubt.en


def test_cumulative_counts_are_no_stocks() -> None:
    rows = [each for each in publishers["pitchbook"].figures if each.edition == "2023-06"]
    assert len(rows) == 3
    assert {each.nature for each in rows} == {FigureNature.CUMULATIVE}


def test_restated_figures_are_a_series_of_their_own() -> None:
    first, restated = (
        figure("gei", "potential-2021", "CHN", "potential_unicorns"),
        figure("gei", "potential-2025-restated", "CHN", "potential_unicorns"),
    )
    assert first.series != restated.series
    assert first.series.key in {each.series for each in series_breaks(restated.series)}
