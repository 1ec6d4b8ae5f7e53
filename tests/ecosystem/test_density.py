"""Densities use the inhabitants of a file: matched by the gazetteer's names, of a year that is told, never invented."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook import places
from hornbook.answers.ecosystem.births import ask_births
from hornbook.answers.ecosystem.density import ask_density
from hornbook.answers.statistics import ask_statistic, statistics
from hornbook.book.book import Book
from hornbook.ecosystem.inhabitants import Inhabitants, PlacePopulation, a_million, place_population, population_file
from hornbook.ecosystem.question import EcosystemQuestion
from hornbook.errors import HornbookError, QuestionError
from hornbook.population.places import Placed
from tests.cli.here import hornbook
from tests.samples import sampled

DAY = date(2021, 12, 31)
HEAD = "place,people,year,source\n"
LINES = HEAD + "北京市,21893095,2020,invented\nBeijing,21840000,2022,invented too\nAtlantis,7,2020,Plato\n"


def written(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "people.csv"
    path.write_text(text, encoding=encoding)
    return path


@sampled(100, long=10_000)
@given(st.sets(st.integers(1990, 2030)), st.integers(1985, 2035))
def test_a_year_takes_its_own_inhabitants_else_the_last_before_else_the_first_after(years: set[int], year: int) -> None:
    rows = tuple(Inhabitants("A", 1_000 + each, each, "s", 2) for each in sorted(years))
    taken = PlacePopulation({"A": rows}, ()).of_year("A", year)
    best = min(years, key=lambda each: (each > year, abs(each - year)), default=None)
    assert (taken.year if taken else None) == best
    assert a_million(3, taken) == (3 / taken.people * 1_000_000 if taken else None)
    assert PlacePopulation({"A": rows}, ()).of_year("B", year) is None


@pytest.mark.skipif(not places.installed(), reason="needs the gazetteer of the extra places")
def test_both_languages_name_one_place_and_other_places_stay_unknown(region: Book, tmp_path: Path) -> None:
    people = population_file(written(tmp_path, LINES))
    answer = ask_density(EcosystemQuestion(view=region.at(DAY), population=people))
    beijing, *rest = answer.rows
    assert beijing.keys == {"city": "Beijing"}
    assert (beijing.population.people, beijing.population.year) == (21_893_095, 2020)
    assert beijing.population.source == "invented"
    assert beijing.companies_per_million == pytest.approx(beijing.companies / 21.893095)
    assert beijing.per_million_high == pytest.approx((beijing.count + beijing.undecided) / 21.893095)
    assert {of.population.people for of in rest} == {of.per_million_low for of in rest} == {None}
    assert answer.population is not None
    assert answer.population.unmatched == ("Atlantis",)
    assert answer.population.sources == ("invented", "invented too")
    births = {(of.year, of.keys["city"]): of for of in ask_births(EcosystemQuestion(
        view=region.at(DAY), population=people)).rows}  # fmt: skip
    of = births[2015, "Beijing"]
    assert of.population is not None
    assert (of.population.year, of.per_million) == (2020, pytest.approx(of.companies / 21.893095))
    other = births[2015, "Shanghai"]
    assert other.population is not None
    assert other.population.year is other.per_million is None


def test_a_country_is_named_in_both_languages(tmp_path: Path) -> None:
    file = population_file(written(tmp_path, HEAD + "中国,5,2020,a\nSingapore,3,2021,b\n"))
    matched = place_population(file, "country", ["CHN", "SGP"], Placed(True))
    assert {group: rows[0].people for group, rows in matched.groups.items()} == {"CHN": 5, "SGP": 3}


def test_what_an_office_writes_in_chinese_is_read(tmp_path: Path) -> None:
    file = population_file(written(tmp_path, "地区,人口,年份,来源\n苏州,12748262,2020,七普\n", "gb18030"))
    assert [(row.place, row.people, row.year, row.source) for row in file.rows] == [("苏州", 12748262, 2020, "七普")]


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ("Beijing,,2020,x\n", "people.csv:2: people: no number is given."),
        ("Beijing,0,2020,x\n", "people.csv:2: people: 0 is not from 1"),
        ("Beijing,5,20,x\nParis,1,2020,a\n,5,2020,\n", "people.csv:4: no place is given; no source is given."),
        ("Beijing,5,20,x\n", "people.csv:2: year: 20 is not from"),
        ("Beijing,5\n", "people.csv:2: 2 cells found, 4 expected."),
        ('Paris,"5,2020,a\n', "people.csv:2:"),
        ("", "no row below its headings"),
    ],
)
def test_a_wrong_row_refuses_the_file_and_names_its_line(tmp_path: Path, lines: str, words: str) -> None:
    with pytest.raises(HornbookError) as refused:
        population_file(written(tmp_path, HEAD + lines))
    assert words in str(refused.value)


def test_a_missing_column_and_a_contradiction_are_refused(tmp_path: Path) -> None:
    with pytest.raises(HornbookError, match="no column 'source'"):
        population_file(written(tmp_path, "place,people,year\nParis,5,2020\n"))
    file = population_file(written(tmp_path, HEAD + "China,5,2020,a\n中国,6,2020,b\n"))
    with pytest.raises(QuestionError, match="lines 2 and 3"):
        place_population(file, "country", ["CHN"], Placed(True))


def test_inhabitants_go_with_places_and_with_two_statistics_alone(region: Book, tmp_path: Path) -> None:
    people = population_file(written(tmp_path, LINES))
    question = EcosystemQuestion(view=region.at(DAY), by=("sector",), population=people)
    for name, of in statistics().items():
        with pytest.raises(QuestionError, match="group by city" if of.takes_population else "births, density"):
            ask_statistic(name, question)
    done = hornbook("ecosystem", "density", "--as-of", "2021-12-31", "--json", book=region.path)
    answer = json.loads(done.out)
    assert answer["population"] is None
    assert {row["per_million_low"] for row in answer["rows"]} == {None}
