"""`support match` as a user asks it: both ways, in both languages, in every form, and what cannot be asked."""

import contextlib
import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.here import hornbook
from tests.cli.process import Done
from tests.cli.process import hornbook as process
from tests.park import LAST, LATE, WITH_COUNTRY, detailed, made_once, park_book, rows_of

FUND = Path(__file__).parents[1] / "support/fund.toml"
NEED = ("Need", "topic=融资", "amount=20000000", "currency=CNY", "--on", "2024-03-01", "--recorded", "2024-03-02")
AT = ("--as-of", LAST)


def _make(folder: Path) -> None:
    book = park_book(folder, ("late", detailed(LAST), WITH_COUNTRY + LATE + "8,cn-ma-loan-pilot,2019-05-01,CHN,,,,,\n"))
    (folder / "fund.toml").write_text(FUND.read_text(encoding="utf-8"), encoding="utf-8")
    given = ("--outcome", "yes", "--on", "2024-01-01", "--recorded", "2024-01-02", "--because", "seen")
    for matter in (f"{folder}/fund.toml/field", "cn-soe-emerging/emerging"):
        done = hornbook("decide", "park:2", "--matter", matter, *given, book=book)
        assert done.code == 0, done.err
    done = hornbook("state", "park:2", *NEED, "--because", "a talk", book=book)
    assert done.code == 0, done.err


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A park with a need, and with judgements under a fund of the library and under one whose file lies beside."""
    return made_once(tmp_path_factory, "matched", _make) / "book"


def asked(book: Path, *words: str) -> Done:
    with contextlib.chdir(book.parent):
        return hornbook("support", "match", *words, *AT, book=book)


def told(book: Path, *words: str) -> Any:
    return asked(book, *words, "--json").json()


def test_a_fund_finds_the_company_and_the_company_the_fund(book: Path) -> None:
    fund = told(book, "fund.toml")
    assert [(row["company"], row["answer"]) for row in fund["companies"]] == [("park:2", True), ("park:8", None)]
    assert "place" in fund["companies"][1]["settled_by"]["en"]
    assert fund["companies"][0]["needs"] == {"en": "capital", "zh": "资金"}
    company = told(book, "北京星火科技有限公司", "--support", "fund.toml")
    (match,) = company["matches"]
    assert (match["support"], match["answer"]) == ("early-fund", True)
    assert match["score_least"] == fund["companies"][0]["score_least"]
    assert company["needs"][0]["answered_by"] == ["early-fund"]


def test_a_matter_of_a_support_is_decided_by_hand_and_a_slip_is_shown(book: Path) -> None:
    day = ("--as-of", "2026-06-30")
    answer = hornbook("support", "match", "park:2", "--support", "cn-soe-emerging", *day, "--json", book=book).json()
    assert [match["answer"] for match in answer["matches"]] == [True]
    given = ("--outcome", "yes", "--on", "2024-01-01", "--because", "seen", "--preview")
    for matter, near in ((f"{book.parent}/fund.toml/feild", "'field'"), ("cn-soe-emerging/emergin", "/emerging")):
        done = hornbook("decide", "park:2", "--matter", matter, *given, book=book)
        assert done.code == 2
        assert near in done.err


def test_pages_of_a_process_say_the_reasons_in_both_languages(book: Path) -> None:
    page = process("support", "match", "park:2", "--support", str(book.parent / "fund.toml"), *AT, book=book)
    assert page.code == 0, page.err
    assert "answers the need “capital”: asked for CNY 20,000,000" in page.out
    assert "Fifty employees: 0 to 30 of 30 points (not known: headcount (Headcount))" in page.out
    assert "support/match" in page.out.splitlines()[-1]
    zh = asked(book, "fund.toml", "--lang", "zh").out
    assert "“早期基金示例”可匹配的企业" in zh
    assert "回应诉求“资金”：申请 20,000,000元" in zh
    assert "成立年限 ≤ 10年" in zh


def test_a_denial_stands_apart_with_the_clause_that_fails(book: Path) -> None:
    answer = told(book, "park:7", "--support", "fund.toml")
    assert answer["matches"] == []
    assert [each["support"] for each in answer["ruled_out"]] == ["early-fund"]
    page = asked(book, "park:7", "--support", "fund.toml").out
    assert "Ruled out by their own rules" in page
    assert "place" in page


def test_files_hold_one_row_a_pair(book: Path, tmp_path: Path) -> None:
    rows = rows_of(asked(book, "fund.toml", "--csv").out)
    assert [(row["company"], row["answer"], row["asked"], row["asked_currency"]) for row in rows] == [
        ("park:2", "true", "20000000", "CNY"),
        ("park:8", "", "", ""),
    ]
    for form in ("xlsx", "html", "pdf"):
        file = tmp_path / f"match.{form}"
        done = asked(book, "park:2", "--support", "fund.toml", f"--{form}", "-o", str(file))
        assert done.code == 0, done.err
        assert file.stat().st_size


@pytest.mark.parametrize("words", [("fund.toml", "--limit", "1"), ("park:2", "--support", "fund.toml", "--full")])
def test_an_answer_is_asked_again_by_its_citation(book: Path, words: tuple[str, ...]) -> None:
    citation = told(book, *words)["asked"]["citation"]
    with contextlib.chdir(book.parent):
        again = hornbook("recheck", citation, "--json", book=book)
    assert (json.loads(again.out)["same"], json.loads(again.out)["notes"]) == (True, [])


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("cn-ma-loan-pilot",), "is a support and a company. Give the company's subject park:8"),
        (("cn-soe-emergin",), "did you mean 'cn-soe-emerging'?"),
        (("星火",), "北京星火科技有限公司 (park:2)"),
        (("hebei-robot",), "does not go to companies"),
        (("cn-hte-15",), "hornbook support beneficiaries cn-hte-15"),
        (("park:2", "--limit", "3"), "'park:2' is a company"),
        (("fund.toml", "--full"), "'fund.toml' is a support"),
        (("fund.toml", "--list", "fund.toml"), "is no list that"),
        (("park:2", "--support", "nothing"), "There is no support 'nothing'"),
    ],
)
def test_what_cannot_be_asked_is_said(book: Path, words: tuple[str, ...], says: str) -> None:
    done = asked(book, *words)
    assert done.code == 2
    assert says in " ".join(done.err.split())
