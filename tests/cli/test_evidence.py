"""Conflicts and quality on the command line, of two parks that tell of the same firms."""

import json
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

import hornbook.render.csv
import hornbook.render.html
import hornbook.render.json
import hornbook.render.xlsx
from hornbook import render
from hornbook.answers.answer import asked_lines
from hornbook.answers.conflicts import ask_conflicts
from hornbook.answers.quality import ask_quality
from hornbook.book.book import open_book
from hornbook.book.view import View
from hornbook.locale import Lang
from tests.cli.here import hornbook
from tests.park import FIRST, WITH_COUNTRY, detailed, made_once, park_book, rows_of

SAME = """
[[fact]]
kind = "SameAs"
valid = { column = "founded" }
other = { column = "same" }
"""
PARK = (
    WITH_COUNTRY
    + "f1,Fern Robotics,2015-01-01,CHN,Ash,1200000000,USD,2022-05-01,\n"
    + "f2,Maple Chips,2016-02-02,CHN,Ash,900000000,USD,2022-06-01,\n"
)
VALLEY = (
    WITH_COUNTRY.replace("\n", ",same\n")
    + "f1,Fern Robotics,2015-01-01,SGP,Oak,800000000,USD,2022-05-01,,park:f1\n"
    + "f2,Maple Chips,2016-02-02,CHN,Ash,900000000,USD,2022-06-01,2023-01-05,park:f2\n"
    + "f3,Rowan Arms,no day,CHN,Ash,900000000,USD,2022-06-01,,park:f3\n"
)


@pytest.fixture(scope="session")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two files of the same form by two makers."""
    park = ("park", detailed(FIRST), PARK)
    valley = ("valley", detailed(FIRST, SAME, name="valley"), VALLEY)
    return made_once(tmp_path_factory, "evidence", lambda folder: park_book(folder, park, valley)) / "book"


def test_a_page_of_conflicts_names_those_that_change_a_verdict_first(book: Path) -> None:
    done = hornbook("conflicts", "--as-of", "2023-06-30", book=book)
    assert done.code == 0, done.err
    out = " ".join(done.out.split())
    assert "3 conflicts; 1 of them changes a verdict." in out
    assert out.index("Fern Robotics (park:f1): valuation of one day") < out.index("(park:f1): country where it is")
    assert "plain: yes; it would be no if the other stood" in out
    assert "because its source comes first in the alphabet: park before valley" in out
    assert "park names the company and promised to list every Listed until 2023-06-30, but lists none" in out


def test_the_page_speaks_chinese(book: Path) -> None:
    done = hornbook("--lang", "zh", "conflicts", "--as-of", "2023-06-30", book=book)
    assert "来源冲突 3 处，其中 1 处影响评定结果。" in done.out
    assert "plain：“是”；若采用另一说法则为“否”" in done.out


@pytest.mark.slow("judges companies again without each statement")
def test_conflicts_as_json_and_csv_say_the_same(book: Path) -> None:
    words = ("conflicts", "--as-of", "2023-06-30", "--standard", "plain", "--standard", "hurun")
    found = hornbook(*words, "--json", book=book).json()
    assert found["counts"]["valuation"] == {"conflicts": 1, "changing": 1}
    assert [each["what"] for each in found["conflicts"]] == ["valuation", "fate", "seat"]
    rows = rows_of(hornbook(*words, "--csv", book=book).out)
    assert len(rows) == sum(len(c["effects"]) * len(c["losers"] + c["silent"]) for c in found["conflicts"]) == 6
    assert {row["stands_id"] for row in rows} == {each["stands"]["id"] for each in found["conflicts"]}
    only = hornbook("conflicts", "Maple Chips", "--as-of", "2023-06-30", "--json", book=book).json()
    assert [each["name"] for each in only["conflicts"]] == ["Maple Chips"]
    some = hornbook("conflicts", "--changes", "--as-of", "2023-06-30", "--json", book=book).json()
    assert [each["what"] for each in some["conflicts"]] == ["valuation"]


def test_an_unknown_standard_is_named_with_the_nearest(book: Path) -> None:
    done = hornbook("conflicts", "--as-of", "2023-06-30", "--standard", "huron", book=book)
    assert (done.code, "Did you mean 'hurun'?" in done.err) == (2, True)


@pytest.mark.slow("counts every fact in three forms")
def test_quality_in_three_forms(book: Path) -> None:
    words = ("quality", "--as-of", "2023-06-30")
    found = hornbook(*words, "--json", book=book).json()
    assert found["recorded_once"] == ["park", "valley"]  # no fact says when it was known
    assert {r["source"]: r["rejects"] + r["notes"] > 0 for r in found["refusals"]} == {"park": False, "valley": True}
    rows = rows_of(hornbook(*words, "--csv", book=book).out)
    shares = [r for r in rows if r["section"] == "coverage" and r["what"] == "Listed" and not r["year"]]
    assert [(r["source"], float(r["value"]), r["of"]) for r in shares] == [("valley", 0.5, "2")]
    for lang, word in (("en", "Coverage and age"), ("zh", "覆盖率")):
        done = hornbook("--lang", lang, *words, "--columns", "all", book=book)
        assert (done.code, word in done.out) == (0, True), done.err
    wrong = hornbook(*words, "--source", "vale", book=book)
    assert (wrong.code, "has no source 'vale'" in wrong.err) == (2, True)


def test_the_old_name_of_an_option_names_the_new_one(book: Path) -> None:
    done = hornbook("quality", "--as-of", "2023-06-30", "--indicators", book=book)
    assert (done.code, "--indicators is now called --columns" in done.err) == (2, True)


@pytest.fixture(scope="module")
def view(book: Path) -> View:
    return open_book(book).at(date(2023, 6, 30))


def test_json_is_the_fields_of_the_answer(view: View) -> None:
    for answer in (ask_conflicts(view), ask_quality(view, columns=["name"])):
        found = json.loads("".join(render.json.json_parts(answer)))
        assert set(found) == {field.name for field in fields(answer) if field.repr}
        assert found["asked"]["day"] == "2023-06-30"


def test_conflicts_in_a_file_say_what_they_follow_from(view: View) -> None:
    (table,) = ask_conflicts(view).tables()
    rows = rows_of("".join(render.csv.table_lines(table)))
    assert {"stands_id", "loser_id", "because", "because_zh", "rule", "answer", "changes"} <= set(rows[0])
    assert {(row["day"], row["book_version"], row["simulated"]) for row in rows} == {("2023-06-30", "2", "false")}
    assert {row["changes"] for row in rows} == {"true", "false"}


def test_quality_as_a_workbook(view: View, tmp_path: Path) -> None:
    answer, path = ask_quality(view), tmp_path / "quality.xlsx"
    render.xlsx.write_workbook(path, answer.tables(), asked_lines(answer.asked), Lang.ZH)
    sheets = load_workbook(path)
    assert sheets.sheetnames[:2] == ["quality", "refusals"]
    assert sheets["refusals"]["A1"].value == "来源"
    assert sheets["refusals"]["A2"].value == "park"


def test_a_name_from_a_file_is_escaped_in_html(view: View) -> None:
    answer = ask_conflicts(view)
    hostile = replace(answer.conflicts[0], name="<script>alert(1)</script>")
    page = render.html.page(replace(answer, conflicts=(hostile,)).sheet(), Lang.EN)
    assert "<script>" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_a_page_shows_the_first_conflicts_and_says_how_many_more(view: View) -> None:
    sheet = ask_conflicts(view, shown=1).sheet()
    assert "… and 2 more." in render.html.page(sheet, Lang.EN)
