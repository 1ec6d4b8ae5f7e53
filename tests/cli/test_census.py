"""The census on the command line: the figure, its groups, its list, its flow and its series, in every form."""

import json
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import pytest

from tests.cli.here import hornbook
from tests.park import FIRST, LAST, WITH_COUNTRY, detailed, made_once, park_book, rows_of

PARK = """1,<script src=alert(1),2015-03-01,,Beijing,1500000000,USD,2024-01-10,
2,北京星火科技有限公司,2018-05-01,,Beijing,9000000000,CNY,2024-02-01,
3,Small Fry,2020-01-01,,Wuhan,5000000,USD,2024-02-01,
4,No Rate,2019-01-01,,Wuhan,2000000000,XXX,2024-02-01,
5,Not Valued,2019-01-01,,,,,,
6,Bad Year,1015-03-02,,Wuhan,-5,USD,2024-02-01,
,Nobody,2019-01-01,,Wuhan,1,USD,2024-02-01,
"""
HURUN = ("--standard", "hurun")


class Book(NamedTuple):
    """A book in a folder, asked in this process."""

    path: Path

    def ask(self, *words: str, lang: str = "en") -> str:
        """What a command prints."""
        done = hornbook("--lang", lang, *words, book=self.path)
        assert done.code == 0, done.err
        return done.out

    def census(self, *words: str) -> Any:
        """A census as JSON."""
        return json.loads(self.ask("census", *words, "--json"))

    def page(self, *words: str, lang: str = "en") -> str:
        """A census as a page, its lines joined."""
        return " ".join(self.ask("census", *words, lang=lang).split())


@pytest.fixture(scope="module")
def park(tmp_path_factory: pytest.TempPathFactory) -> Book:
    table = ("park", detailed(LAST), WITH_COUNTRY + PARK)
    return Book(made_once(tmp_path_factory, "census", lambda folder: park_book(folder, table)) / "book")


@pytest.fixture(scope="module")
def book(two_years_book: Path) -> Book:
    return Book(two_years_book)


# ---- the figure


def test_a_census_as_json_is_one_object_with_the_promised_keys(park: Book) -> None:
    answer = park.census("--as-of", LAST, "--by", "city")
    asked = answer["asked"]
    assert asked["day"] == asked["known"] == LAST
    assert asked["book_version"] == 1
    assert asked["simulated"] is False
    assert "US$1bn" in asked["rules"][0]["name"]["en"]
    assert answer["total"]["count"] == 2
    assert answer["total"]["value_usd"] == pytest.approx(1.5e9 + 9e9 / 7.18, rel=0.005)
    assert answer["total"]["unknown"] == 2  # no rate, and not valued; what has no usable day has no name
    assert {row["keys"]["city"]: row["count"] for row in answer["rows"]} == {"Beijing": 2, "Wuhan": 0, None: 0}
    assert set(answer) == {
        "asked", "by", "total", "bounds", "limits", "expired", "sources", "earlier_sources", "effect", "bands",
        "rows", "places", "hindsight", "flow", "flow_groups", "series",
    }  # fmt: skip
    assert [(of["source"], of["recorded"]) for of in answer["sources"]] == [("park", LAST)]


def test_rows_of_a_census_add_up_to_its_total(park: Book) -> None:
    answer = park.census("--as-of", LAST, "--by", "city", "--by", "year")
    for key in ("count", "unknown"):
        assert sum(row[key] for row in answer["rows"]) == answer["total"][key]
    assert set(answer["rows"][0]["keys"]) == {"city", "year"}


def test_nothing_is_seen_before_the_day_on_which_the_source_was_recorded(park: Book) -> None:
    assert park.census("--as-of", "2024-06-29")["total"]["count"] == 0
    later = park.census("--as-of", "2024-06-29", "--known", LAST)
    assert later["total"]["count"] == 2
    assert {company["subject"] for company in later["hindsight"]["enters"]} == {"park:1", "park:2"}
    page = park.page("--as-of", "2024-06-29", "--known", LAST)
    assert "Confirmed only by what was learned between 2024-06-29 and 2024-06-30: 2 · " in page
    assert "No source was known by then." in park.page("--as-of", "2024-06-29")


def test_a_stated_rate_changes_who_is_in(park: Book) -> None:
    at_six, at_ten = (park.census("--as-of", LAST, "--money", f"CNY={rate}") for rate in (6, 10))
    assert (at_six["total"]["count"], at_ten["total"]["count"]) == (2, 1)


def test_an_earlier_version_answers_as_it_did(park: Book) -> None:
    now, empty = (park.census("--as-of", LAST, "--book-version", version) for version in ("1", "0"))
    assert now["total"]["count"] == 2
    assert {key: empty["total"][key] for key in ("count", "value_usd", "unknown")} == {
        "count": 0,
        "value_usd": 0,
        "unknown": 0,
    }


def test_a_page_says_the_figure_and_its_bounds_in_both_languages(park: Book) -> None:
    english = park.page("--as-of", LAST, "--by", "city")
    assert "2 unicorns worth US$2.8bn. 2 more companies cannot be decided, so the true count is between 2 and 4." in (
        english
    )
    assert "2 more groups have no confirmed company; 2 companies there cannot be decided." in english
    chinese = park.page("--as-of", LAST, "--by", "city", lang="zh")
    assert "独角兽 2 家，估值合计 27.5亿美元。另有 2 家企业信息不足、无法判定，故总数介于 2 至 4 家之间。" in chinese
    assert "城市" in chinese


def test_where_all_evidence_is_too_old_nobody_is_confirmed_and_the_page_says_since_when(park: Book) -> None:
    """The newest valuation is of 2024-02-01, and counts for less than 36 months."""
    assert park.census("--as-of", "2027-01-31")["expired"] is None
    assert park.census("--as-of", "2027-02-01")["expired"] == "2027-02-01"
    words = ("--as-of", "2035-12-31")
    assert "No unicorn can be confirmed: all the evidence had expired by 2027-02-01." in park.page(*words)
    assert "没有可确认的独角兽；现有证据截至 2027-02-01 均已过期。" in park.page(*words, lang="zh").replace("。 ", "。")
    assert "No unicorn can be confirmed. No company is left undecided." in park.page("--as-of", "2024-06-29")


def test_a_census_under_a_standard_names_rule_edition_and_bounds(book: Book) -> None:
    answer = book.census("--as-of", LAST, *HURUN, "--by", "city")
    (asked,) = answer["asked"]["rules"]
    assert (asked["id"], asked["tier"], asked["edition"]) == ("hurun", "unicorn", "2024")
    assert (asked["partial"], asked["in_force"], asked["convention"]) == (False, None, "spot; year")
    total = answer["total"]
    assert {row["keys"]["city"]: row["count"] for row in answer["rows"]}["Beijing"] == 2
    assert sum(row["count"] for row in answer["rows"]) == total["count"]
    assert answer["bounds"] == {"lower": total["count"], "upper": total["count"] + total["unknown"]}
    assert sum(band["count"] for band in answer["bands"]) == total["valued"] == total["count"]
    assert sum(band["value_usd"] for band in answer["bands"]) == pytest.approx(total["value_usd"])
    assert total["mean_usd"] == pytest.approx(total["value_usd"] / total["valued"], abs=0.01)
    assert answer["rows"][0]["rank"] == 1
    assert sum(row["share"] for row in answer["rows"]) == pytest.approx(1, abs=1e-5)


def test_what_only_a_person_can_judge_is_counted_apart(book: Book) -> None:
    words = ("--as-of", LAST, "--standard", "gei-unicorn")
    answer = book.census(*words)
    assert answer["total"]["count"] == 0
    assert answer["total"]["judgement"] == 2
    assert answer["total"]["judgement"] <= answer["total"]["unknown"]
    assert "Of these, 2 lack only a person's judgement." in book.page(*words)
    listed = book.census(*words, "--list")["companies"]
    assert {row["subject"] for row in listed if row["why"] == "for a person to judge"} == {"park:1", "park:2"}


def test_a_tier_that_is_no_unicorn_is_called_by_its_name(book: Book) -> None:
    words = ("--as-of", LAST, "--standard", "hurun:gazelle")
    assert "at the tier “Gazelle”" in book.page(*words)
    assert "“瞪羚”企业" in book.page(*words, lang="zh")


def test_a_partial_text_and_a_stated_rate_are_said(book: Book) -> None:
    page = book.page("--as-of", LAST, "--standard", "cn-shenzhen-unicorn-2025")
    assert "PARTIAL" in page
    assert "not in force on 2024-06-30" in page.lower()
    stated = ("--as-of", LAST, "--standard", "cn-guangzhou-huangpu-2022", "--money", "CNY=10")
    assert book.census(*stated)["asked"]["rules"][0]["convention"] == "CNY=6"
    assert "as the text says; --money does not override it" in book.page(*stated)
    assert "at 10 CNY to the US dollar, as asked by --money" in book.page("--as-of", LAST, "--money", "CNY=10")


# ---- flow, series and list


def test_a_flow_adds_up_and_gives_the_reasons(book: Book) -> None:
    words = ("--as-of", LAST, "--from", FIRST, "--every", "quarter")
    answer = book.census(*words)
    flow = answer["flow"]
    assert (flow["first"], flow["last"]) == (FIRST, LAST)
    assert flow["before"] + len(flow["enters"]) - len(flow["leaves"]) == flow["after"] == answer["total"]["count"]
    assert [(move["name"], move["reason"]) for move in flow["enters"]] == [("北京星火科技有限公司", "value rose")]
    assert [(move["name"], move["reason"], move["clause"]) for move in flow["leaves"]] == [
        ("Gone Public", "listed", "unlisted")
    ]
    assert flow["leaves"][0]["reason_text"] == {"en": "listed on an exchange", "zh": "已上市"}
    assert flow["reasons"] == {"enters": {"value rose": 1}, "leaves": {"listed": 1}}
    assert flow["enters"][0]["value_before_usd"] == 9e8
    days = [of["day"] for of in answer["series"]]
    assert days == [FIRST, "2023-09-30", "2023-12-31", "2024-03-31", LAST]
    assert (answer["series"][0]["count"], answer["series"][-1]["count"]) == (flow["before"], flow["after"])
    page = book.page(*words)
    assert "From 2023-06-30 to 2024-06-30: 4 + 1 entered − 1 left = 4" in page
    assert "1 left: 1 × listed on an exchange" in page
    assert "1 company: listed on an exchange (by unlisted: not listed)" in page
    assert "– 北京星火科技有限公司: US$900m → US$1.3bn" in page
    assert "2023-12-31" in page


def test_csv_of_a_census_is_one_table(book: Book) -> None:
    total = rows_of(book.ask("census", "--as-of", LAST, "--csv"))
    assert (total[0]["count"], total[0]["judgement"]) == ("4", "0")
    assert list(total[0]) == [
        "count",
        "on_facts",
        "value_usd",
        "value_on_facts_usd",
        "unknown",
        "judgement",
        "valued",
        "mean_usd",
        "median_usd",
    ]
    groups = rows_of(book.ask("census", "--as-of", LAST, "--by", "city,year", "--csv"))
    assert list(groups[0]) == [
        "rank", "city", "city_zh", "year", "count", "on_facts", "share", "value_usd", "value_on_facts_usd", "unknown",
        "judgement", "valued", "mean_usd", "median_usd",
    ]  # fmt: skip
    assert {row["year"] for row in groups} >= {"2001", "2015"}
    moves = rows_of(book.ask("census", "--as-of", LAST, "--from", FIRST, "--csv"))
    assert [(row["move"], row["reason"]) for row in moves] == [("enters", "value rose"), ("leaves", "listed")]
    assert moves[1]["reason_text_zh"] == "已上市"
    series = rows_of(book.ask("census", "--as-of", LAST, "--from", FIRST, "--every", "year", "--csv"))
    assert [row["day"] for row in series] == [FIRST, "2023-12-31", LAST]


def test_a_list_holds_the_confirmed_by_value_and_then_the_undecided(book: Book) -> None:
    answer = book.census("--as-of", LAST, "--list")
    companies = answer["companies"]
    assert (answer["count"], answer["unknown"]) == (4, 1)
    assert [row["verdict"] for row in companies] == [True, True, True, True, None]
    values = [row["value_usd"] for row in companies[:4]]
    assert values == sorted(values, reverse=True)
    assert companies[-1]["name"] == "Quiet"
    assert companies[-1]["why"] == "no valuation"
    assert companies[-1]["why_text"] == {"en": "no valuation", "zh": "无估值"}
    assert list(companies[0]) == [
        "subject", "name", "verdict", "on_facts", "why", "why_text", "value_usd", "valuation_day", "source"
    ]  # fmt: skip
    rows = rows_of(book.ask("census", "--as-of", LAST, "--list", "--csv"))
    assert [row["subject"] for row in rows] == [row["subject"] for row in companies]
    assert (rows[0]["verdict"], rows[-1]["verdict"], rows[-1]["why_text_zh"]) == ("true", "", "无估值")
    assert "'=Kite Robotics" in {row["name"] for row in rows}
    assert "4 confirmed and 1 undecided" in book.page("--as-of", LAST, "--list")


def test_a_census_in_chinese_is_chinese_throughout(book: Book) -> None:
    page = book.page("--as-of", LAST, "--from", FIRST, "--by", "city", lang="zh")
    for words in (
        "独角兽 4 家",
        "平均估值",
        "10亿美元至不足20亿美元",
        "占比",
        "4 + 进入 1 − 退出 1 = 4",
        "估值升过门槛",
        "已上市",
    ):
        assert words in page
    assert "最新估值" in page
    listed = book.page("--as-of", LAST, "--standard", "gei-unicorn", "--list", lang="zh")
    assert "待人工认定" in listed
    assert "unknown" not in listed
    assert "undecided" not in listed


# ---- files


def test_a_workbook_holds_every_table(book: Book, tmp_path: Path) -> None:
    file = tmp_path / "census.xlsx"
    book.ask("census", "--as-of", LAST, "--from", FIRST, "--every", "year", "--by", "city", "-o", str(file))
    found = openpyxl.load_workbook(file)
    assert found.sheetnames == [
        "series_groups", "series", "flow", "flow_groups", "groups", "total", "bands", "about",
    ]  # fmt: skip
    assert found["total"]["A2"].value == 4
    assert found["groups"].max_row > 3
    book.ask("census", "--as-of", LAST, "--list", "-o", str(file))
    assert openpyxl.load_workbook(file)["companies"].max_row == 6


def test_html_escapes_a_name_and_loads_nothing(park: Book) -> None:
    for words in (("--list",), ("--from", "2024-06-29")):
        page = park.ask("census", "--as-of", LAST, *words, "--html")
        assert "<script" not in page
        assert "&lt;script src=alert(1)" in page


# ---- what cannot be asked


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--as-of", "2019-02-30"), "'2019-02-30' is not a day"),
        (("--as-of", LAST, "--by", "citty"), "Did you mean 'city'?"),
        (("--as-of", LAST, "--json", "--csv"), "Choose one of --json"),
        (("--as-of", LAST, "--book-version", "99"), "has no version 99"),
        (("--as-of", LAST, "--money", "gold"), "no conversion"),
        (("--as-of", LAST, "--standard", "gei-unicron"), "Did you mean 'gei-unicorn'?"),
        (("--as-of", LAST, "--standard", "gei-unicorn:supper"), "Did you mean 'super'?"),
        (("--as-of", LAST, "--from", LAST), "from an earlier day to a later one"),
        (("--as-of", LAST, "--every", "year"), "--every needs --from"),
        (("--as-of", LAST, "--list", "--by", "city"), "leave out --by"),
        (("--as-of", LAST, "--from", "1900-01-01", "--every", "month"), "at most 400 days"),
        ((), "--as-of"),
    ],
)
def test_bad_input_is_one_clear_message_and_exit_code_2(book: Book, words: tuple[str, ...], message: str) -> None:
    done = hornbook("census", *words, book=book.path)
    assert done.code == 2
    assert message in done.err
    assert "Traceback" not in done.err
    assert done.out == ""
