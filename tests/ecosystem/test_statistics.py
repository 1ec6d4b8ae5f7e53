"""Statistics are found by their place, are documented, and are asked of the places that are named."""

import json
from datetime import date
from pathlib import Path

import pytest

from hornbook.answers.statistic import IntervalKind
from hornbook.answers.statistics import ask_statistic, ask_statistics, statistics
from hornbook.book.book import Book, new_book
from hornbook.ecosystem.question import EcosystemQuestion
from hornbook.errors import QuestionError
from tests.cli.here import hornbook

DAY = date(2021, 12, 31)


def test_every_statistic_is_documented_in_both_languages() -> None:
    text = (Path(__file__).parents[2] / "docs" / "ecosystem.md").read_text(encoding="utf-8")
    assert len(statistics()) >= 8
    for name, of in statistics().items():
        assert f"\n## {name}\n" in text
        assert of.about.en.isascii()
        assert not of.about.zh.isascii()


def test_a_statistic_that_there_is_not_is_refused_with_the_nearest(region: Book) -> None:
    question = EcosystemQuestion(view=region.at(DAY))
    with pytest.raises(QuestionError, match="Did you mean 'growth'"):
        ask_statistic("growht", question)
    assert [of.statistic for of in ask_statistics(question).statistics] == list(statistics())


def test_a_place_is_a_filter_beside_the_other(region: Book) -> None:
    """`--place` asks what the same filter asks, alone and with `--where`."""
    words = ("ecosystem", "concentration", "--as-of", DAY.isoformat(), "--by", "sector", "--json")

    def rows(*more: str) -> object:
        done = hornbook(*words, *more, book=region.path)
        assert done.code == 0, done.err
        return json.loads(done.out)["rows"]

    placed = rows("--place", "Beijing", "--place", "Shanghai", "--where", "age <= 8 years or age > 12 years")
    assert placed == rows("--where", '(age <= 8 years or age > 12 years) and place in {"Beijing", "Shanghai"}')
    assert placed != rows("--where", 'place in {"Beijing", "Shanghai"}')


def test_an_unknown_figure_is_never_exact(tmp_path: Path) -> None:
    """An empty book gives nothing from which a figure could follow."""
    book = new_book(tmp_path / "empty")
    question = EcosystemQuestion(view=book.at(DAY), earlier=book.at(date(2018, 12, 31)))
    unknown = 0
    for name in statistics():
        for of in ask_statistic(name, question).figures:
            unknown += of.value is None
            assert of.value is not None or of.interval is not IntervalKind.EXACT, (name, of.id)
    assert unknown > 5
