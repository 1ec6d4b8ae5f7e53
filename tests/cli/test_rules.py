"""Published rules on the command line: reading them, and judging companies with every reason shown."""

from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from tests.cli.here import hornbook
from tests.park import made_once, mapping, park_book, rows_of

ROUND_AND_DECISION = """
[[fact]]
kind = "Round"
when = { column = "round" }
valid = { column = "round" }
type = "venture"
instrument = "equity"

[[fact]]
kind = "Decision"
when = { column = "legal", equals = ["yes"] }
valid = "recorded"
matter = "gei-unicorn/legal_person"
outcome = true
"""
TABLE = """id,name,founded,country,city,value,currency,valued,scope,round,legal
1,Kite Robotics,2015-03-01,CHN,Beijing,1500000000,USD,2024-01-10,company,2020-05-05,yes
2,北京星火科技有限公司,2018-05-01,CHN,北京市,9000000000,CNY,2020-02-03,company,2021-01-04,
3,Old Iron,2001-01-01,CHN,Beijing,2000000000,USD,2024-01-10,company,2020-05-05,yes
4,Grouped,2019-01-01,CHN,Beijing,5000000000,USD,2024-01-10,group,2020-05-05,yes
5,Quiet,2019-01-01,CHN,Beijing,,,,,,
"""
DAY = "2024-06-30"
GEI = ("--standard", "gei-unicorn", "--as-of", DAY)


@pytest.fixture(scope="session")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    rule = mapping(
        DAY,
        ROUND_AND_DECISION,
        registered=("country", "city"),
        valuation=("amount", "currency", "scope"),
        promised=("Listed",),
    )
    return made_once(tmp_path_factory, "rules", lambda folder: park_book(folder, ("park", rule, TABLE))) / "book"


def judged(book: Path, company: str, *words: str) -> dict[str, Any]:
    (verdict,) = hornbook("judge", company, *(words or GEI), "--json", book=book).json()["verdicts"]
    found: dict[str, Any] = verdict
    return found


def clause(verdict: dict[str, Any], tier: str, name: str) -> dict[str, Any]:
    (found,) = [
        each for level in verdict["tiers"] if level["id"] == tier for each in level["clauses"] if each["id"] == name
    ]
    return dict(found)


def test_the_list_of_standards_names_each_with_its_editions_and_sources() -> None:
    answer = hornbook("standards", "--json").json()
    every = answer["standards"]
    assert len(every) == answer["count"] >= 40
    assert answer["partial"] == sum(each["status"] == "partial" for each in every)
    (gei,) = [each for each in every if each["id"] == "gei-unicorn"]
    assert gei["name"]["zh"] == "长城战略咨询中国独角兽企业标准"
    assert gei["status"] == "complete"
    assert [tier["id"] for tier in gei["tiers"]] == ["unicorn", "super"]
    assert [each["id"] for each in gei["editions"]] == ["2016", "2017", "2018", "2025"]
    assert gei["editions"][-1] == {"id": "2025", "observed": "2025-01-01", "valid_from": None, "valid_to": None}
    assert all(url.startswith("http") for url in gei["sources"])
    rows = rows_of(hornbook("standards", "--csv").out)
    assert [row["id"] for row in rows] == [each["id"] for each in every]
    assert {row["status"] for row in rows} == {"complete", "partial"}


@pytest.mark.parametrize("columns", ["80", "160"])
def test_the_page_of_standards_says_which_are_partial(columns: str) -> None:
    english = hornbook("standards", COLUMNS=columns).out
    assert "gei-unicorn" in english
    assert "PARTIAL" in english
    chinese = hornbook("--lang", "zh", "standards", COLUMNS=columns).out
    assert "长城战略咨询" in chinese
    assert "不完整" in chinese


def test_a_day_chooses_the_edition_by_which_it_is_judged() -> None:
    for day, edition in (("2012-06-30", "2008"), ("2020-06-30", "2016")):
        found = hornbook("standards", "cn-high-tech-enterprise", "--as-of", day, "--json").json()["standard"]
        assert found["edition"] == edition
        assert len(found["editions"]) == 2
    page = " ".join(hornbook("standards", "hurun", "--as-of", "2018-12-31").out.split())
    assert "Not in force on 2018-12-31 as far as we know: we first saw the text on 2019-10-17." in page


def test_a_rule_is_shown_with_its_conventions_clauses_and_citations() -> None:
    page = hornbook("standards", "cn-shenzhen-unicorn-2025").out
    for words in (
        "深工信〔2025〕44号",
        "PARTIAL",
        "the text does not say how",
        "counted by anniversary",
        "Listed[venue not in {'NEEQ'}]",
        "valuation ≥ CNY 70bn",
        "an independent legal person",
        "http://dljbzs.com/item/78001.html",
    ):
        assert words in page
    assert page.index("Super unicorn (super)") < page.index("Seed unicorn (seed)")
    chinese = hornbook("--lang", "zh", "standards", "cn-shenzhen-unicorn-2025").out
    for words in (
        "不完整",
        "最新估值 ≥ 700亿元",
        "未上市（挂牌）",
        "上市（场所 ≠ 全国股转系统（新三板））",
        "成立年限 ≤ 10年",
        "情形“young”",
    ):
        assert words in chinese


def test_a_rule_as_json_has_every_clause_in_both_languages() -> None:
    found = hornbook("standards", "cn-jiangsu-unicorn-2025", "--json").json()
    assert found["money"] == {
        "currency": "USD",
        "convention": "spot; year; CNY=6; CNY=7",
        "stated": False,
        "text": {
            "en": "Amounts are converted at the rate of each fact's day; at the mean rate of each fact's year; "
            "at 6 CNY to the US dollar; at 7 CNY to the US dollar: where these disagree, a clause cannot be decided; "
            "the text does not say how.",
            "zh": found["money"]["text"]["zh"],
        },
    }
    assert found["standard"]["sha256"]
    top = found["tiers"][-1]
    assert [branch["id"] for branch in top["branches"]] == ["billion", "hard_tech", "new_track"]
    for each in [*top["clauses"], *(c for branch in top["branches"] for c in branch["clauses"])]:
        assert each["rule"]
        assert each["rule_text"]["en"] == each["rule"]
        assert each["rule_text"]["zh"]
        assert each["cites"]
    rows = rows_of(hornbook("standards", "cn-jiangsu-unicorn-2025", "--csv").out)
    assert {row["branch"] for row in rows} == {"", "young", "grown", "billion", "hard_tech", "new_track"}


def test_a_verdict_has_value_threshold_gap_and_evidence(book: Path) -> None:
    answer = hornbook("judge", "Kite Robotics", *GEI, "--json", book=book).json()
    asked, (verdict,) = answer["asked"], answer["verdicts"]
    assert (verdict["tier"], verdict["reachable"]) == ("unicorn", "unicorn")
    assert verdict["company"] == "park:1"
    assert (asked["day"], asked["known"], asked["book_version"]) == (DAY, DAY, 1)
    assert [(rule["id"], rule["tier"]) for rule in asked["rules"]] == [
        ("gei-unicorn", "unicorn"),
        ("gei-unicorn", "super"),
    ]
    assert all(len(rule["sha256"]) == 64 for rule in asked["rules"])
    found = clause(verdict, "super", "valuation")
    assert (found["answer"], found["rule_text"]["zh"]) == (False, "最新估值 ≥ 100亿美元")
    assert found["cites"][0]["url"].startswith("http")
    (reason,) = found["reasons"]
    assert (reason["value"], reason["threshold"], reason["unit"]) == (1.5e9, 10**10, "USD")
    assert reason["gap"] == {"amount": 8.5e9, "unit": "USD", "says": reason["gap"]["says"]}
    assert reason["gap"]["says"]["zh"].startswith("差")
    assert [mark["id"] for mark in reason["marks"]] == ["basis unstated"]
    assert reason["marks"][0]["text"] == {"en": "basis not stated", "zh": "口径未说明"}
    (fact,) = reason["facts"]
    assert (fact["kind"], fact["valid"], fact["age_days"], fact["grade"]) == (
        "Valuation",
        "2024-01-10",
        172,
        "reported",
    )
    assert (fact["source"], fact["place"]) == ("park", "park.csv:2")
    assert len(fact["id"]) == 16


def test_a_no_says_by_how_much_and_silence_names_its_promise(book: Path) -> None:
    verdict = judged(book, "Old Iron")
    assert verdict["tier"] is verdict["reachable"] is None
    age = clause(verdict, "unicorn", "age")["reasons"][0]
    assert (age["answer"], age["value"], age["threshold"]) == (False, "2001-01-01", "2014-06-30")
    assert age["gap"]["says"]["en"] == "too old by 4,929 days"
    unlisted = clause(verdict, "unicorn", "unlisted")
    assert unlisted["answer"] is True
    (silence,) = unlisted["reasons"][0]["silence"]
    assert (silence["source"], silence["kind"], silence["until"]) == ("park", "Listed", DAY)


def test_an_unknown_says_what_would_settle_it(book: Path) -> None:
    verdict = judged(book, "Quiet")
    unicorn = verdict["tiers"][0]
    assert (unicorn["answer"], unicorn["on_facts"]) == (None, None)
    (way,) = unicorn["to_yes"]
    assert [(each["kinds"], each["matter"]) for each in way] == [
        (["Decision"], "gei-unicorn/legal_person"),
        (["Round"], None),
        (["Valuation"], None),
    ]
    assert [len(way) for way in unicorn["to_no"]] == [1, 1, 1]


def test_facts_that_do_not_count_are_shown_as_such(book: Path) -> None:
    reason = clause(judged(book, "Grouped"), "unicorn", "valuation")["reasons"][0]
    assert (reason["answer"], reason["facts"]) == (None, [])
    assert reason["refused"][0]["says"]["scope"] == "group"
    page = hornbook("judge", "Grouped", *GEI, book=book).out
    assert "does not count: Valuation of 2024-01-10" in page
    assert "covers the whole group" in page


def test_a_page_leads_from_the_tier_to_the_evidence(book: Path) -> None:
    page = hornbook("judge", "Kite Robotics", *GEI, book=book).out
    for words in (
        "Tier reached: Unicorn.",
        "book version 1",
        "✗ Super unicorn (super): no",
        "✓ Unicorn (unicorn): yes",
        "US$8.5bn short",
        "note: basis not stated",
        "Valuation of 2024-01-10 (172 days old): US$1.5bn",
        "reported · park · park.csv:2",
        "no record; park promised to list every Listed until 2024-06-30",
        "http://news.sxrb.com/GB/314081/10183357.html",
        "is not certain",
    ):
        assert words in page
    quiet = hornbook("judge", "Quiet", *GEI, book=book).out
    assert "Would become yes with:" in quiet
    assert "Decision gei-unicorn/legal_person" in quiet


def test_a_page_in_chinese_has_the_rule_and_the_reasons_in_chinese(book: Path) -> None:
    page = hornbook("--lang", "zh", "judge", "北京星火科技有限公司", *GEI, book=book).out
    for words in (
        "无法判定；仅缺人工认定",
        "达到层级：无。尚未排除的最高层级：独角兽。",
        "最新估值 ≥ 10亿美元",
        "备注：超过 36 个月；口径未说明",
        "尚无人认定",
        "取决于：",
        "无记录；park 承诺列出截至 2024-06-30 的全部“上市”事实",
    ):
        assert words in page
    quiet = hornbook("--lang", "zh", "judge", "Quiet", *GEI, book=book).out
    assert "补充以下信息后可能判定为“是”" in quiet
    assert "补充以下信息后可能判定为“否”" in quiet
    english = hornbook("judge", "park:2", *GEI, book=book).out
    assert "only a person's judgement is missing" in english
    assert "Decided by: Decision gei-unicorn/legal_person" in english
    assert "Would become" not in english
    assert "是否" not in english


@pytest.mark.parametrize(("lang", "columns"), [("en", 80), ("zh", 80), ("zh", 110)])
def test_no_line_of_a_page_is_wider_than_the_terminal(book: Path, lang: str, columns: int) -> None:
    width = {"COLUMNS": str(columns)}
    for words in (
        ("standards",),
        ("standards", "cn-tech-sme"),
        ("judge", "Quiet", "park:1", "--standard", "cn-little-giant", "--standard", "hurun", "--as-of", DAY),
    ):
        for line in hornbook("--lang", lang, *words, book=book, **width).out.splitlines():
            assert cell_len(line) <= columns or "http" in line or line.startswith("hornbook:1 "), line


def test_a_partial_text_and_another_day_are_said_in_words(book: Path) -> None:
    words = ("--standard", "cn-anhui-2025", "--as-of", DAY)
    assert judged(book, "park:1", *words)["status"] == "partial"
    assert judged(book, "park:1", *words)["in_force"] is False
    english = hornbook("judge", "park:1", *words, book=book).out
    assert "PARTIAL" in english
    assert "Not in force on 2024-06-30 as far as we know" in " ".join(english.split())
    chinese = hornbook("--lang", "zh", "judge", "park:1", *words, book=book).out
    assert "不完整" in chinese
    assert "2024-06-30 时尚未施行" in chinese


def test_many_tiers_are_short_unless_all_are_asked_for(book: Path) -> None:
    words = ("judge", "park:1", "--standard", "cn-shenzhen-unicorn-2025", "--as-of", DAY)
    short, full = hornbook(*words, book=book).out, hornbook(*words, "--full", book=book).out
    assert len(short.splitlines()) < len(full.splitlines())
    assert "`--full` shows every tier in full." in short
    assert "not met: " in short


def test_several_companies_and_standards_are_one_list(book: Path) -> None:
    words = ("judge", "park:1", "Quiet", "park:1", "--standard", "gei-unicorn", "--standard", "hurun", "--as-of", DAY)
    every = hornbook(*words, "--json", book=book).json()["verdicts"]
    assert [(each["company"], each["standard"]) for each in every] == [
        ("park:1", "gei-unicorn"),
        ("park:1", "hurun"),
        ("park:5", "gei-unicorn"),
        ("park:5", "hurun"),
    ]
    rows = rows_of(hornbook(*words, "--csv", book=book).out)
    assert len(rows) == sum(len(tier["clauses"]) for each in every for tier in each["tiers"])
    assert {row["answer"] for row in rows} == {"true", "false", ""}
    page = hornbook(*words, book=book).out
    assert "tier reached" in page
    assert page.count("Sources of the text") == 4


def test_all_standards_are_a_table_of_the_tiers_reached(book: Path) -> None:
    words = ("judge", "Kite Robotics", "--all-standards", "--as-of", DAY)
    every = hornbook(*words, "--json", book=book).json()["verdicts"]
    assert len(every) == hornbook("standards", "--json").json()["count"]
    page = hornbook(*words, book=book, COLUMNS="160").out
    assert "gei-unicorn" in page
    assert "PARTIAL; not in force" in " ".join(page.split())
    assert "PARTIAL; validity unknown" in " ".join(page.split())
    assert "Sources of the text" not in page


def test_what_was_learned_later_is_seen_only_with_hindsight(book: Path) -> None:
    early = ("judge", "park:1", "--standard", "gei-unicorn", "--as-of", "2024-06-29")
    done = hornbook(*early, book=book)
    assert done.code == 2
    assert "No company 'park:1' is in the book as of 2024-06-29." in done.err
    back = hornbook(*early, "--known", DAY, "--json", book=book).json()
    assert (back["asked"]["day"], back["asked"]["known"], back["verdicts"][0]["tier"]) == (
        "2024-06-29",
        DAY,
        None,
    )  # the decision is of the 30th


def test_the_rate_may_be_chosen_where_the_text_is_silent(book: Path) -> None:
    for rate, answer in (("CNY=6", True), ("CNY=10", False)):
        verdict = judged(book, "park:2", *GEI, "--money", rate)
        assert clause(verdict, "unicorn", "valuation")["answer"] is answer
    page = hornbook("judge", "park:2", *GEI, "--money", "CNY=10", book=book).out
    assert "at 10 CNY to the US dollar, as asked by --money; the text does not say how" in " ".join(page.split())


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("standards", "gei-unicron"), "Did you mean 'gei-unicorn'?"),
        (("standards", "--json", "--csv"), "Choose one of --json"),
        (("standards", "--as-of", "2024-02-30"), "'2024-02-30' is not a day"),
        (("judge", "park:1", "--standard", "hurunn", "--as-of", DAY), "Did you mean 'hurun'?"),
        (("judge", "Kite Robotic", *GEI), "Did you mean Kite Robotics (park:1)?"),
        (("judge", "park:1", "--standard", "hurun", "--as-of", "yesterday"), "'yesterday' is not a day"),
        (("judge", "park:1", *GEI, "--known", "2024-13-01"), "'2024-13-01' is not a day"),
        (("judge", "park:1", *GEI, "--json", "--csv"), "Choose one of --json"),
        (("judge", "park:1", *GEI, "--all-standards"), "not both"),
        (("judge", "park:1", "--as-of", DAY), "--all-standards"),
        (("judge", "park:1", *GEI, "--money", "gold"), "no conversion"),
        (("judge", "park:1", "--standard", "hurun"), "--as-of"),
        (("judge", *GEI), "COMPANY"),
        (("judge", *GEI, "--file", "/nowhere/list.txt"), "There is no file /nowhere/list.txt"),
    ],
)
def test_bad_input_is_one_clear_message_and_exit_code_2(book: Path, words: tuple[str, ...], message: str) -> None:
    done = hornbook(*words, book=book)
    assert done.code == 2
    assert message in done.err
    assert "Traceback" not in done.err
    assert done.out == ""


def test_a_list_of_companies_is_judged_line_by_line(book: Path, tmp_path: Path) -> None:
    names = tmp_path / "names.txt"
    names.write_bytes("park:1\r\n\r\n北京星火科技有限公司\r\nKite Robotics\r\n".encode("gb18030"))
    done = hornbook("judge", "Quiet", "--file", names, *GEI, "--json", book=book).json()
    assert [each["company"] for each in done["verdicts"]] == ["park:5", "park:1", "park:2"]
    names.write_text("park:1\nNobody Here\n\nKite Robotic\n", encoding="utf-8")
    done = hornbook("judge", "--file", names, *GEI, book=book)
    assert (done.code, done.out) == (2, "")
    assert f"{names}, line 2: No company 'Nobody Here' is in the book as of {DAY}." in done.err
    assert f"{names}, line 4: No company 'Kite Robotic' is in the book" in done.err
    assert "Did you mean Kite Robotics (park:1)?" in done.err
    chinese = hornbook("--lang", "zh", "judge", "--file", names, *GEI, book=book).err
    assert f"截至 {DAY}，账本中没有企业“Nobody Here”。" in chinese
    names.write_text("\n" + "nobody\n" * 12, encoding="utf-8")
    assert "… and 2 more lines" in hornbook("judge", "--file", names, *GEI, book=book).err
    names.write_text("\n", encoding="utf-8")
    assert "There is no company in" in hornbook("judge", "--file", names, *GEI, book=book).err
