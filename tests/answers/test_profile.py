"""Profiles, facts and companies found by name: pages in both languages, JSON, CSV, workbooks and HTML."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from hornbook.answers.facts import FactsAnswer, StatedFact, fact_lines, kind_name
from hornbook.answers.find import FindAnswer, ask_find
from hornbook.answers.profile import ProfileAnswer, ProfilesAnswer, ask_profile, ask_profiles
from hornbook.book.book import open_book
from hornbook.errors import QuestionError
from hornbook.indicators.catalogue import chosen_indicators
from hornbook.indicators.profile import profile
from hornbook.locale import Lang, in_language
from hornbook.render import json as render_json
from hornbook.render.sheet import Stream
from hornbook.standards.case import indicator_values
from hornbook.terms import EARLIEST
from tests.answers.park import DAY, as_csv, as_json, as_sheets, firms_book
from tests.cli.snapshots import run


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return firms_book(tmp_path_factory.mktemp("profile"))


def keys(of: type) -> set[str]:
    """The names of an answer's fields that JSON shows."""
    return {name for name, field in of.__dataclass_fields__.items() if field.repr}


def test_one_company_has_its_values_with_unit_and_meaning(book: Path) -> None:
    words = ["profile", "park:2", "--as-of", DAY]
    answer = as_json(words, book)
    assert set(answer) == keys(ProfileAnswer)
    assert (answer["subject"], answer["name"], answer["values"]["age"]) == ("park:2", "北京星火科技有限公司", 3)
    assert answer["values"]["headcount"] is None
    (row,) = as_csv([*words, "--columns", "name,age,valuation"], book)
    assert list(row) == ["subject", "name", "age", "valuation"]
    sheets = as_sheets([*words, "--columns", "founded,headcount"], book)
    assert [cell and str(cell)[:10] for cell in sheets["profile"][1]] == ["park:2", "2018-05-01", None, None, None]
    assert [row[0] for row in sheets["indicators"][1:]] == ["founded", "headcount"]


def test_a_page_speaks_one_language(book: Path) -> None:
    words = ["profile", "park:2", "--as-of", DAY, "--columns", "age,age_calendar,valuation,headcount"]
    english, chinese = run(words, book), run(["--lang", "zh", *words], book)
    assert "3 years" in english
    assert "US$1.4bn" in english
    assert "Unknown: headcount" in english
    assert "最新估值" not in english
    assert "13.9亿美元" in chinese
    assert "3年" in chinese
    assert "未知：员工人数" in chinese
    assert "成立年限，按自然年相减" in chinese  # two indicators begin alike, so each says all


def test_values_of_one_company_are_those_of_the_profile_of_all(book: Path) -> None:
    view = open_book(book).at(date.fromisoformat(DAY))
    for row in view.engine.arrow(profile(view)).to_pylist():
        subject = row.pop("subject")
        assert indicator_values(view, chosen_indicators(), subject) == row


def test_all_companies_are_a_stream_that_is_written_row_by_row(book: Path) -> None:
    words = ["profile", "--as-of", DAY, "--columns", "name,valuation"]
    answer = as_json(words, book)
    assert set(answer) == keys(ProfilesAnswer)
    assert answer["count"] == len(answer["companies"]) == 3
    assert answer["companies"][0] == {
        "subject": "park:1",
        "name": "Kite <script src=x",
        "valuation": 1_500_000_000,
    }
    assert as_csv(words, book)[2]["name"] == "'=SUM(A1)"
    made = ask_profiles(open_book(book).at(date.fromisoformat(DAY)), ["name"])
    assert isinstance(made.companies, Stream)
    assert len(list(render_json.json_parts(made))) > len(made.companies)


@pytest.mark.parametrize("indicator", ["valuation", "headcount"])
def test_all_companies_are_ordered_by_an_indicator_with_what_is_unknown_last(book: Path, indicator: str) -> None:
    words = ["profile", "--as-of", DAY, "--columns"]
    figures = [each[indicator] for each in as_json([*words, indicator, "--sort", indicator], book)["companies"]]
    known = [figure for figure in figures if figure is not None]
    assert figures == [*sorted(known, reverse=True), *[None] * (len(figures) - len(known))]
    hidden = as_json([*words, "name", "--sort", indicator], book)["companies"]
    assert all(list(each) == ["subject", "name"] for each in hidden)
    names = [each["name"] for each in as_json([*words, "name", "--sort", "name"], book)["companies"]]
    assert names == sorted(names)
    page = run([*words, "name", "--sort", "name"], book)
    assert page.index(names[0][:4]) < page.index(names[1][:4])


def test_a_page_of_all_companies_shows_a_few_and_counts(book: Path) -> None:
    view = open_book(book).at(date.fromisoformat(DAY))
    answer = ask_profiles(view)
    (table,) = [block for block in answer.sheet().blocks if hasattr(block, "rows")]
    assert table.shown == 20
    assert len(table.rows) == 3
    page = run(["profile", "--as-of", DAY], book)
    assert "Profiles: 3 companies" in page
    assert "unknown" in page


def test_html_escapes_names(book: Path) -> None:
    for words in (["profile"], ["profile", "park:1"], ["facts", "park:1"], ["find", "kite"]):
        html = run([*words, "--as-of", DAY, "--html"], book)
        assert "<script" not in html
        assert "&lt;script src=x" in html


def test_a_fact_of_which_only_an_end_is_known_shows_no_day_of_its_own() -> None:
    """A list says where a company is based, and not since when: the earliest day that a book has is no day of its."""
    at = {"known": date(2020, 1, 1), "grade": "derived", "source": "list", "place": "row 2", "id": "ab"}
    fact = StatedFact(kind="Registered", kind_name=kind_name("Registered"), valid=EARLIEST, says={}, text="Wuhan", **at)
    said, _ = fact_lines(fact)
    assert said.lead == f"{'–':<12}"
    assert "since a day that is not stated" in in_language(said.text, Lang.EN)
    assert fact_lines(replace(fact, valid=date(2019, 3, 5)))[0].lead == "2019-03-05  "


def test_facts_are_told_in_words_with_what_leads_to_their_source(book: Path) -> None:
    answer = as_json(["facts", "park:2", "--as-of", DAY], book)
    assert set(answer) == keys(FactsAnswer)
    assert [fact["kind"] for fact in answer["facts"]] == ["Founded", "Named", "Registered", "Valuation"]
    fact = answer["facts"][-1]
    assert fact["kind_name"] == {"en": "Valuation", "zh": "估值"}
    assert fact["text"] == {"en": "CNY 9bn", "zh": "90亿元人民币"}
    assert fact["says"]["amount"] == 9_000_000_000
    assert fact["place"] == "park.csv:3"
    page = run(["--lang", "zh", "facts", "park:2", "--as-of", DAY], book)
    assert "2018-05-01  成立" in page
    assert "注册地  城市：北京" in page
    assert "公开发布 · park · park.csv:3" in page
    (row,) = as_csv(["profile", "park:2", "--as-of", DAY, "--why", "valuation"], book)
    assert (row["valid"], row["text"], row["text_zh"]) == ("2021-02-01", "CNY 9bn", "90亿元人民币")


def test_companies_are_found_by_a_part_of_a_name(book: Path) -> None:
    answer = as_json(["find", "KITE", "--as-of", DAY], book)
    assert set(answer) == keys(FindAnswer)
    (company,) = answer["companies"]
    assert (company["subject"], company["city"], company["country"]) == ("park:1", "Beijing", None)
    assert as_json(["find", "nobody", "--as-of", DAY], book)["companies"] == []
    assert as_json(["find", "星火", "--as-of", "2021-06-29"], book)["companies"] == []  # not yet known
    assert [row["subject"] for row in as_csv(["find", "星火", "--as-of", DAY], book)] == ["park:2"]
    assert "名称中含“星火”的企业：1 家" in run(["--lang", "zh", "find", "星火", "--as-of", DAY], book)
    view = open_book(book).at(date.fromisoformat(DAY))
    with pytest.raises(QuestionError, match="part of a name"):
        ask_find(view, " ")
    with pytest.raises(QuestionError, match="No indicator"):
        ask_profile(view, "park:1", ["nothing"])


def test_a_name_of_before_is_another_name(book: Path, tmp_path: Path) -> None:
    own = firms_book(tmp_path)
    run(["same", "park:1", "park:3", "--because", "a test", "--on", "2021-07-01"], own)
    (company,) = as_json(["find", "kite", "--as-of", DAY], own)["companies"]
    assert company["name"] == "=SUM(A1)"
    assert company["aliases"] == ["Kite <script src=x"]
