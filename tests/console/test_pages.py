"""Every page is the answer of a command: the same bytes as JSON and CSV, in both languages on the page."""

import json
from pathlib import Path

import pytest

from hornbook.console.pages import PAGES
from tests.cli.here import hornbook
from tests.console.client import DAY, Reader, park
from tests.park import FIRST, LAST

__all__ = ["park"]

AS_OF = ("--as-of", LAST)
ASKED: dict[str, tuple[str, list[str]]] = {
    "overview": (f"from={FIRST}", ["overview", *AS_OF, "--from", FIRST]),
    "census": ("by=city&on-facts=yes", ["census", *AS_OF, "--by", "city", "--on-facts"]),
    "list": ("sort=name&where=city%20in%20{%22Beijing%22}&standard=gei-unicorn", [
        "census", *AS_OF, "--standard", "gei-unicorn", "--list", "--sort", "name", "--where", 'city in {"Beijing"}',
    ]),
    "find": ("text=星火", ["find", "星火", *AS_OF]),
    "company": ("company=park:1", ["profile", "park:1", *AS_OF]),
    "verdicts": ("companies=park:1&standard=gei-unicorn", ["judge", "park:1", *AS_OF, "--standard", "gei-unicorn"]),
    "facts": ("company=park:1", ["facts", "park:1", *AS_OF]),
    "standards": ("standard=gei-unicorn", ["standards", "gei-unicorn", *AS_OF]),
    "compare": ("rules=gei-unicorn&rules=hurun", ["compare", "gei-unicorn", "hurun", *AS_OF]),
    "watch": (f"from={FIRST}", ["watch", *AS_OF, "--from", FIRST]),
    "ecosystem": ("statistic=births", ["ecosystem", "births", *AS_OF]),
    "support": ("", ["support", "list", *AS_OF]),
    "quality": ("", ["quality", *AS_OF]),
    "conflicts": ("", ["conflicts", *AS_OF]),
    "log": ("", ["log"]),
}  # fmt: skip
"""Each page with a query, and the command that asks the same."""


def test_every_page_is_tried() -> None:
    assert set(ASKED) == set(PAGES)


@pytest.mark.parametrize("name", ASKED)
def test_a_page_downloads_what_the_command_writes(name: str, park: Reader) -> None:
    query, words = ASKED[name]
    told = hornbook(*words, "--json", book=park.book)
    assert told.code == 0, told.err
    assert park.get(f"/en/{name}?{DAY}&{query}&format=json").content.decode() == told.out


def test_a_csv_is_the_commands_too(park: Reader) -> None:
    told = hornbook("census", *AS_OF, "--by", "city", "--csv", book=park.book)
    assert told.code == 0, told.err
    assert park.get(f"/en/census?{DAY}&by=city&format=csv").content.decode() == told.out


def test_a_workbook_is_the_commands_too(park: Reader, tmp_path: Path) -> None:
    file = tmp_path / "cities.xlsx"
    hornbook("census", *AS_OF, "--by", "city", "-o", file, book=park.book, HORNBOOK_LANG="zh")
    response = park.get(f"/zh/census?{DAY}&by=city&format=xlsx")
    assert response.content == file.read_bytes()
    assert response["Content-Disposition"] == 'attachment; filename="census.xlsx"'


@pytest.mark.parametrize("name", ASKED)
def test_a_page_is_drawn_in_both_languages(name: str, park: Reader) -> None:
    query = ASKED[name][0]
    english, chinese = (park.text(f"/{lang}/{name}?{DAY}&{query}") for lang in ("en", "zh"))
    assert '<html lang="en">' in english
    assert '<html lang="zh-Hans">' in chinese
    assert "调整查询条件" in chinese
    assert "hornbook recheck 'hornbook:1 " in english
    assert "style=" not in english + chinese


def test_the_numbers_of_a_page_are_the_commands(park: Reader) -> None:
    told = json.loads(hornbook("census", *AS_OF, "--json", book=park.book).out)
    text = park.text(f"/en/census?{DAY}")
    total = told["total"]
    assert total["count"] > 1
    assert f"{total['count']:,} unicorns worth" in text
    assert f"between {total['count']} and {told['bounds']['upper']}." in text
    told = json.loads(hornbook("judge", "park:1", *AS_OF, "--standard", "gei-unicorn", "--json", book=park.book).out)
    citation = told["asked"]["citation"]
    assert citation in park.text(f"/zh/verdicts?{DAY}&companies=park:1&standard=gei-unicorn")


def test_a_company_is_linked_where_it_is_named(park: Reader) -> None:
    text = park.text(f"/zh/find?{DAY}&text=星火")
    assert "/zh/company?" in text
    assert "company=park:2" in text


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("census?where=%3B%20drop%20table", "cannot be read"),
        ("census?where='%20or%201%3D1", "cannot be read"),
        ("census?standard=../../etc/passwd", "reads no files"),
        ("census?standard=gei-unikorn", "Did you mean"),
        ("census?by=/etc/passwd:x", "reads no files"),
        ("compare?rules=./a.toml&rules=hurun", "reads no files"),
        ("support?support=/etc/passwd", "is no value of"),
        ("census?day=2024-13-01", "2024-13-01"),
        ("census?v=-1", "is no version"),
        ("census?v=1&v=2", "stands twice"),
        ("census?citty=x", "has no option"),
        ("census?every=year&every=month", "stands twice"),
        ("list?sort=subject;drop", "is no value of"),
        ("census?rule=plain", "names no rule"),
        ("census?format=exe", "is no form"),
        ("list?page=x", "is no number"),
        ("company?company=nobody", "No company"),
        ("company", "needs a value"),
        ("company?company=a%00b", "too long or no text"),
        ("find?text=" + "a" * 3000, "too long"),
        ("compare?rules=hurun", "Choose two"),
    ],
)
def test_what_cannot_be_asked_is_one_message(query: str, says: str, park: Reader) -> None:
    assert says in park.text(f"/en/{query}", status=400)


def test_a_search_is_data_and_no_query_or_markup(park: Reader) -> None:
    for text in ("<script>alert(1)</script>", "' or 1=1 --", "%", "\\"):
        page = park.get("/en/find", data={"day": LAST, "text": text})
        assert page.status_code == 200
        assert b"<script>" not in page.content
        assert b"0 companies" in page.content


@pytest.mark.parametrize("path", ["/en/nope", "/fr/census", "/en/../../etc/passwd", "/en/%2e%2e/x", "/console.py"])
def test_a_path_that_is_no_page_is_404(path: str, park: Reader) -> None:
    park.text(path, status=404)


def test_other_hosts_and_other_methods_are_refused(park: Reader) -> None:
    response = park.get("/en/log", headers={"host": "evil.example"})
    assert response.status_code == 400
    assert b"Traceback" not in response.content
    assert park._client.post("/en/log").status_code == 405


def test_nothing_is_loaded_from_elsewhere(park: Reader) -> None:
    response = park.get(f"/en/census?{DAY}")
    policy = response["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_the_first_page_speaks_the_browsers_language(park: Reader) -> None:
    for spoken, lang in (("zh-CN,zh;q=0.9,en;q=0.8", "zh"), ("en-GB", "en"), ("", "en")):
        response = park._client.get("/", headers={"accept-language": spoken})
        assert response["Location"] == f"/{lang}/overview"
