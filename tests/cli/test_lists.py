"""Counting under published rules on the command line: flows, comparisons, changed rules and watches."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.cli.here import hornbook
from tests.park import FIRST, LAST, rows_of


@pytest.fixture
def book(two_years_book: Path) -> Path:
    return two_years_book


def flat(out: str) -> str:
    return " ".join(out.split())


# ---- comparisons


def compared(book: Path, *words: str) -> Any:
    return hornbook("compare", *words, "--as-of", LAST, "--json", book=book).json()


def test_a_comparison_is_complete_and_adds_up(book: Path) -> None:
    answer = compared(book, "hurun", "gei-unicorn", "plain", "--on-facts")
    assert [each["asked"] for each in answer["rules"]] == ["hurun", "gei-unicorn", "plain"]
    counts = {each["asked"]: each["count"] for each in answer["rules"]}
    for pair in answer["pairs"]:
        assert pair["both"] + pair["first_only"] == counts[pair["first"]]
        assert pair["both"] + pair["second_only"] == counts[pair["second"]]
    disputes = {each["name"]: each for each in answer["disputes"]}
    assert disputes["Foreign"]["answers"] == {"hurun": True, "gei-unicorn": False, "plain": True}
    (ground,) = disputes["Foreign"]["grounds"]["gei-unicorn"]
    assert (ground["clause"], ground["answer"]) == ("place", False)
    assert ground["says"] == {
        "en": "applies in China and Hong Kong SAR China; this company is in United States",
        "zh": "适用于中国和中国香港；该企业位于美国",
    }
    old = disputes["Old Iron"]["grounds"]["gei-unicorn"][0]["says"]["en"]
    assert old == "founded 2001-01-01 (asked: on or after 2014-06-30), too old by 4,929 days"
    deciding = answer["deciding"]["gei-unicorn"]
    assert (deciding["no"], deciding["no_by"]) == (2, {"age": 1, "place": 1})
    assert deciding["clauses"]["age"]["zh"] == "“成立年限 ≤ 10年”"
    fields = ["asked", "on_facts", "rules", "pairs", "deciding", "lists", "groups", "disputes"]
    assert list(answer) == fields
    assert [each["id"] for each in answer["asked"]["rules"]] == ["hurun", "gei-unicorn", "plain"]


def test_open_judgements_keep_nobody_out_on_the_facts(book: Path) -> None:
    strict, facts = compared(book, "hurun", "gei-unicorn"), compared(book, "hurun", "gei-unicorn", "--on-facts")
    assert "legal_person" in strict["deciding"]["gei-unicorn"]["unknown_by"]
    assert "legal_person" not in facts["deciding"]["gei-unicorn"]["unknown_by"]
    assert facts["on_facts"] is True


@pytest.mark.slow("judges all companies by several standards")
def test_a_comparison_on_a_page_and_as_csv(book: Path) -> None:
    words = ("compare", "hurun", "gei-unicorn", "--as-of", LAST)
    page = hornbook(*words, book=book).out
    assert "How far they agree" in page
    assert "✗ gei-unicorn – applies in China and Hong Kong SAR China; this company is in United States" in page
    chinese = hornbook("--lang", "zh", *words, book=book).out
    for said in ("一致程度", "存在分歧", "超龄 4,929 天", "尚无人认定"):
        assert said in chinese
    rows = rows_of(hornbook(*words, "--csv", book=book).out)
    assert {row["asked"] for row in rows} == {"hurun", "gei-unicorn"}
    assert {row["answer"] for row in rows} == {"true", "false", ""}
    assert {row["says_zh"] for row in rows if row["clause"] == "place"} == {"适用于中国和中国香港；该企业位于美国"}
    assert "'=Kite Robotics" in {row["name"] for row in rows}


def test_a_comparison_is_drawn_in_every_form(book: Path, tmp_path: Path) -> None:
    words = ("compare", "hurun", "gei-unicorn", "--as-of", LAST)
    file = tmp_path / "compare.xlsx"
    assert hornbook(*words, "-o", file, book=book).code == 0
    sheets = load_workbook(file)
    assert sheets.sheetnames == ["compare", "rules", "pairs", "groups", "about"]
    headings = [cell.value for cell in next(sheets["pairs"].iter_rows())]
    assert headings[2:] == ["both yes", "only first", "only second", "excluded by the other", "overlap"]
    page = hornbook("--lang", "zh", *words, "--html", book=book).out
    assert "其他标准已认定的企业" in page
    assert "How far" not in page


# ---- what if


@pytest.mark.slow("asks for the lists of two rules")
def test_a_changed_rule_adds_up(book: Path) -> None:
    words = ("whatif", "plain", "--set", "unicorn.valuation=800_000_000 USD", "--as-of", LAST)
    answer = hornbook(*words, "--json", book=book).json()
    assert answer["settings"] == [
        {
            "key": "unicorn.valuation",
            "stood": "valuation >= 1_000_000_000 USD",
            "set": "valuation >= 800_000_000 USD",
            "stood_text": {"en": "valuation >= 1_000_000_000 USD", "zh": "最新估值 ≥ 10亿美元"},
            "set_text": {"en": "valuation >= 800_000_000 USD", "zh": "最新估值 ≥ 8亿美元"},
        }
    ]
    assert answer["before"] + len(answer["enters"]) - len(answer["leaves"]) == answer["after"]
    (near,) = answer["enters"]
    assert near["name"] == "Near Miss"
    assert near["grounds"][0]["says"]["zh"] == "最新估值9亿美元（要求：至少10亿美元），差1亿美元"
    page = flat(hornbook(*words, book=book).out)
    assert "Yes: 4 + 1 would enter − 0 would leave = 5." in page
    assert "US$100m short" in page
    chinese = flat(hornbook("--lang", "zh", *words, book=book).out)
    assert "→ 最新估值 ≥ 8亿美元" in chinese
    (row,) = rows_of(hornbook(*words, "--csv", book=book).out)
    assert (row["move"], row["name"], row["clause"]) == ("enters", "Near Miss", "valuation")


def test_a_clause_may_be_dropped_and_a_value_may_hold_an_equals_sign(book: Path) -> None:
    words = ("whatif", "gei-unicorn", "--as-of", LAST, "--set", "unicorn.legal_person=", "--set", "money=CNY=10")
    answer = hornbook(*words, "--json", book=book).json()
    (rule,) = answer["asked"]["rules"]
    assert (rule["convention"], answer["changed"]["convention"]) == ("spot; year; CNY=6; CNY=7", "CNY=10")
    assert [move["name"] for move in answer["enters"]] == ["=Kite Robotics"]
    assert "(dropped)" in hornbook(*words, book=book).out


# ---- watch


@pytest.mark.slow("runs the watch in several forms")
def test_a_watch_says_who_crossed_who_is_near_and_who_ages_out(book: Path) -> None:
    words = ("watch", "--from", FIRST, "--as-of", LAST)
    answer = hornbook(*words, "--json", book=book).json()
    assert len(answer["flow"]["enters"]) == len(answer["flow"]["leaves"]) == 1
    assert [each["name"] for each in answer["near"]] == ["Near Miss"]
    assert hornbook(*words, "--reach", "5%", "--json", book=book).json()["near"] == []
    page = hornbook(*words, book=book).out
    assert "Near the line (one clause short): 1 company" in page
    assert answer["asked"]["rules"][0]["id"] == "plain"
    near = answer["near"][0]["grounds"][0]["says"]
    assert near["en"] == "valuation US$900m (asked: at least US$1bn), US$100m short"
    assert near["zh"] == "最新估值9亿美元（要求：至少10亿美元），差1亿美元"
    rows = rows_of(hornbook(*words, "--csv", book=book).out)
    assert [row["what"] for row in rows] == ["enters", "leaves", "new", "near"]


@pytest.mark.slow("runs the watch on several days")
def test_aging_is_counted_in_days_soonest_first(book: Path) -> None:
    changed = ("--standard", "itjuzi", "--within", "3650")
    answer = hornbook("watch", "--from", FIRST, "--as-of", LAST, *changed, "--json", book=book).json()
    days = [each["days"] for each in answer["aging"]]
    assert days == sorted(days)
    chinese = hornbook("--lang", "zh", "watch", "--from", FIRST, "--as-of", LAST, *changed, book=book).out
    assert "3650 天内超龄" in chinese
    assert "接近门槛" in chinese


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("compare", "hurun", "--as-of", LAST), "two different rules"),
        (("compare", "hurun", "hurun:unicorn", "--as-of", LAST), "two different rules"),
        (("compare", "hurun", "hurunn", "--as-of", LAST), "Did you mean 'hurun'?"),
        (("compare", "hurun", "list:Forbes", "--as-of", LAST), "no list by 'Forbes'"),
        (
            ("compare", "hurun", "plain", "--as-of", LAST, "--json", "--csv"),
            "Choose one of --json, --csv, --xlsx, --html and --pdf.",
        ),
        (("whatif", "plain", "--as-of", LAST), "Nothing is set"),
        (("whatif", "plain", "--set", "valuation", "--as-of", LAST), "sets nothing"),
        (("whatif", "plain", "--set", "unicorn.valuatoin=1 USD", "--as-of", LAST), "Did you mean 'unicorn.valuation'?"),
        (("whatif", "plain", "--set", "unicorn.valuation=%", "--as-of", LAST), "cannot be set"),
        (("watch", "--from", LAST, "--as-of", FIRST), "from an earlier day to a later one"),
        (("watch", "--from", FIRST, "--as-of", LAST, "--reach", "much"), "is not a share"),
        (("watch", "--from", FIRST, "--as-of", LAST, "--within", "0"), "1 to 3650 days"),
        (("watch", "--as-of", LAST), "--from"),
    ],
)
def test_bad_input_is_one_clear_message_and_exit_code_2(book: Path, words: tuple[str, ...], message: str) -> None:
    done = hornbook(*words, book=book)
    assert done.code == 2
    assert message in done.err
    assert "Traceback" not in done.err
    assert done.out == ""


@pytest.mark.slow("runs every command that draws a page")
def test_a_simulated_book_is_labelled_on_every_page(snapshot_book: Path) -> None:
    day = ("--as-of", "2021-12-31")
    for words in (
        ("compare", "hurun", "pitchbook", *day),
        ("whatif", "plain", "--set", "unicorn.valuation=500_000_000 USD", *day),
        ("watch", "--from", "2020-12-31", *day),
    ):
        assert "SIMULATED" in hornbook(*words, book=snapshot_book).out, words
    answer = hornbook("compare", "hurun", "pitchbook", *day, "--json", book=snapshot_book).json()
    assert answer["asked"]["simulated"] is True
