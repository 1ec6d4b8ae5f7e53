"""Every page is the answer of a command: the same bytes in every form, and in both languages on the page."""

import json
from pathlib import Path

import pytest

from hornbook.cli.output import Form, Output, taken, write_answer
from hornbook.console.files import FORMATS
from hornbook.console.pages import COMPANY_PAGES, PAGES, STANDARD_PAGES, SUPPORT_PAGES
from tests.cli.here import hornbook
from tests.console.client import DAY, Reader, park
from tests.park import FIRST, LAST, mapping, park_book

__all__ = ["park"]

AS_OF = ("--as-of", LAST)
SETTING = "unicorn.valuation=500_000_000 USD"
ASKED: dict[str, tuple[str, list[str]]] = {
    "overview": (f"from={FIRST}", ["overview", *AS_OF, "--from", FIRST]),
    "census": ("by=city&on-facts=yes", ["census", *AS_OF, "--by", "city", "--on-facts"]),
    "list": ("sort=name&where=city%20in%20{%22Beijing%22}&standard=gei-unicorn", [
        "census", *AS_OF, "--standard", "gei-unicorn", "--list", "--sort", "name", "--where", 'city in {"Beijing"}',
    ]),
    "flow": (f"from={FIRST}", ["census", *AS_OF, "--from", FIRST]),
    "watch": (f"from={FIRST}", ["watch", *AS_OF, "--from", FIRST]),
    "standards": ("standard=gei-unicorn", ["standards", "gei-unicorn", *AS_OF]),
    "compare": ("rules=gei-unicorn&rules=hurun", ["compare", "gei-unicorn", "hurun", *AS_OF]),
    "whatif": (
        f"standard=gei-unicorn&set={SETTING}&set=unicorn.age=12 years",
        ["whatif", "gei-unicorn", *AS_OF, "--set", SETTING, "--set", "unicorn.age=12 years"],
    ),
    "ecosystem": ("statistic=births", ["ecosystem", "births", *AS_OF]),
    "score": ("top=3&question=unicorn", ["scout", "score", *AS_OF, "--top", "3"]),
    "support": ("", ["support", "list", *AS_OF]),
    "beneficiaries": (
        "support=cn-haidian-ftz&where=age <= 9 years",
        ["support", "beneficiaries", "cn-haidian-ftz", *AS_OF, "--where", "age <= 9 years"],
    ),
    "cost": (
        "support=cn-hefei-2022&by=city&years=1",
        ["support", "cost", "cn-hefei-2022", *AS_OF, "--by", "city", "--years", "1"],
    ),
    "match": ("word=cn-ma-loan-pilot", ["support", "match", "cn-ma-loan-pilot", *AS_OF]),
    "published": (
        "publisher=hurun&measure=unicorns&place=world",
        ["published", *AS_OF, "--publisher", "hurun", "--measure", "unicorns", "--place", "world"],
    ),
    "quality": ("", ["quality", *AS_OF]),
    "conflicts": ("", ["conflicts", *AS_OF]),
    "links": ("", ["links", *AS_OF]),
    "log": ("", ["log"]),
    "sources": ("", ["sources"]),
    "kinds": ("", ["kinds"]),
    "indicators": ("", ["indicators"]),
    "find": ("text=星火", ["find", "星火", *AS_OF]),
    "company": ("company=park:1", ["profile", "park:1", *AS_OF]),
    "coffee": (
        "company=park:1&standard=gei-unicorn&years-before=4",
        ["coffee", "park:1", *AS_OF, "--standard", "gei-unicorn"],
    ),
    "verdicts": ("companies=park:1&standard=gei-unicorn", ["judge", "park:1", *AS_OF, "--standard", "gei-unicorn"]),
    "financing": ("company=park:1", ["facts", "park:1", *AS_OF, *(
        word for kind in ("Round", "Valuation", "Listed", "Acquired", "Closed") for word in ("--kind", kind)
    )]),
    "facts": ("company=park:1", ["facts", "park:1", *AS_OF]),
    "identity": ("company=park:1", ["links", "park:1", *AS_OF]),
    "entitled": (
        "companies=park:1&support=cn-haidian-ftz&support=cn-hefei-2022&calendar=yes",
        ["support", "entitled", "park:1", *AS_OF, "--support", "cn-haidian-ftz", "--support", "cn-hefei-2022",
         "--calendar"],
    ),
    "bundle": (
        "company=park:1&support=cn-haidian-ftz",
        ["support", "bundle", "park:1", *AS_OF, "--support", "cn-haidian-ftz"],
    ),
    "offers": (
        "word=park:1&support=cn-ma-loan-pilot&full=yes",
        ["support", "match", "park:1", *AS_OF, "--support", "cn-ma-loan-pilot", "--full"],
    ),
}  # fmt: skip
"""Each page with a query, and the command that asks the same."""
NEEDED = {
    "beneficiaries": {"support": "cn-haidian-ftz"}, "cost": {"support": "cn-hefei-2022"},
    "match": {"word": "cn-ma-loan-pilot"}, "find": {"text": "x"}, "ecosystem": {"statistic": "hard"},
    **{page.name: {str(page.company): "park:1"} for page in COMPANY_PAGES},
}  # fmt: skip
"""What a page cannot be asked without."""
OF_MODELS = ("rank", "backtest", "explain")
"""The pages that learn a model; `test_scout_pages` asks them of a book from which one can be learned."""


def test_every_page_is_tried() -> None:
    assert {*ASKED, *OF_MODELS} == set(PAGES)


@pytest.mark.parametrize("name", ASKED)
def test_a_page_downloads_what_the_command_writes(name: str, park: Reader, tmp_path: Path) -> None:
    query, words = ASKED[name]
    with taken() as answers:
        done = hornbook(*words, book=park.book)
    assert done.code == 0, done.err
    for form, kind in FORMATS.items():
        file = tmp_path / f"{name}.{form}"
        write_answer(answers[0], Output(Form(form), file, bom=False))
        response = park.get(f"/en/{name}?{DAY}&{query}&format={form}")
        assert response["Content-Type"] == kind
        assert response["Content-Disposition"] == f'attachment; filename="{file.name}"'
        assert response.content == file.read_bytes()


def test_a_download_is_what_standard_output_holds(park: Reader) -> None:
    for form in ("json", "csv"):
        done = hornbook("census", *AS_OF, "--by", "city", f"--{form}", book=park.book)
        assert park.get(f"/en/census?{DAY}&by=city&format={form}").content.decode() == done.out


def test_a_chinese_workbook_is_the_commands_too(park: Reader, tmp_path: Path) -> None:
    file = tmp_path / "cities.xlsx"
    hornbook("census", *AS_OF, "--by", "city", "-o", file, book=park.book, HORNBOOK_LANG="zh")
    assert park.get(f"/zh/census?{DAY}&by=city&format=xlsx").content == file.read_bytes()


@pytest.mark.parametrize("name", ASKED)
def test_a_page_is_drawn_in_both_languages(name: str, park: Reader) -> None:
    query = ASKED[name][0]
    english, chinese = (park.text(f"/{lang}/{name}?{DAY}&{query}") for lang in ("en", "zh"))
    assert '<html lang="en">' in english
    assert '<html lang="zh-Hans">' in chinese
    assert "调整查询条件" in chinese
    assert "hornbook recheck 'hornbook:1 " in english
    assert "style=" not in english + chinese


@pytest.mark.parametrize("name", OF_MODELS)
def test_a_book_from_which_no_model_is_learned_says_so(name: str, park: Reader) -> None:
    words = {"backtest": ["backtest", "--day", FIRST, "--known", LAST], "explain": ["explain", "park:1", *AS_OF]}
    query = {"backtest": f"-day={FIRST}", "explain": "company=park:1"}
    done = hornbook("scout", *words.get(name, [name, *AS_OF]), book=park.book)
    assert done.code == 2
    page = park.text(f"/en/{name}?{DAY}&{query.get(name, '')}", status=400)
    assert done.err.removeprefix("hornbook: ").strip() in page


def test_the_fields_of_a_what_if_are_the_thresholds_of_its_standard(park: Reader) -> None:
    page = park.text(f"/en/whatif?{DAY}&standard=gei-unicorn")
    for key, value in (("age", "10 years"), ("valuation", "1_000_000_000 USD")):
        assert f'name="set:gei-unicorn:unicorn.{key}" value="{value}"' in page
    assert "No company would enter or leave." in page
    fields = {"set:gei-unicorn:unicorn.age": "10 years", "set:gei-unicorn:unicorn.valuation": "500_000_000 USD"}
    fields |= {"set:hurun:unicorn.valuation": "1 USD", "set": ["", "money=CNY=7"]}
    response = park.get("/en/whatif", data={"day": LAST, "standard": "gei-unicorn", **fields})
    assert response.status_code == 200
    place = response.redirect_chain[-1][0]
    assert "set=money%3DCNY%3D7&set=unicorn.valuation%3D500_000_000+USD" in place
    assert "set%3A" not in place


def test_what_a_command_takes_by_itself_is_left_out_of_an_address(park: Reader) -> None:
    place = park.complete(f"/en/score?{DAY}&question=unicorn&known={FIRST}&known-set=yes")
    assert "question" not in place
    assert f"known={LAST}" in place  # a list is judged by what is known on the day itself
    assert "known-set" not in place


def test_pages_about_the_same_lead_to_each_other(park: Reader) -> None:
    company = park.text(f"/en/company?{DAY}&company=park:1")
    for page in COMPANY_PAGES:
        assert f"/en/{page.name}?{DAY}&v=2&{page.company}=park:1" in company
    standard = park.text(f"/en/standards?{DAY}&standard=hurun")
    for page in STANDARD_PAGES:
        assert f"/en/{page.name}?{DAY}&v=2&standard=hurun" in standard
    fund = park.text(f"/en/match?{DAY}&word=cn-ma-loan-pilot")
    assert {page.name for page in SUPPORT_PAGES} == {"support", "beneficiaries", "cost", "match"}
    for page in SUPPORT_PAGES:
        assert f"/en/{page.name}?{DAY}&v=2&{page.support}=cn-ma-loan-pilot" in fund
    assert "/en/match?" not in park.text(f"/en/support?{DAY}&support=cn-hte-15")  # it answers no need


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


def test_a_page_without_results_says_what_to_do(park: Reader) -> None:
    assert "Try a shorter part of the name" in park.text(f"/en/find?{DAY}&text=nobody-at-all")
    assert "请调整筛选条件" in park.text(f"/zh/list?{DAY}&where=age%20%3E%3D%2090%20years")


def test_a_company_is_linked_where_it_is_named(park: Reader) -> None:
    text = park.text(f"/zh/find?{DAY}&text=星火")
    assert "/zh/company?" in text
    assert "company=park:2" in text


@pytest.mark.parametrize("name", PAGES)
def test_what_a_hostile_hand_writes_into_an_address_is_never_markup(name: str, park: Reader) -> None:
    """Every option of every page in turn, and an option that there is not."""
    hostile = "<script>alert(1)</script>"
    for option in (*(option.name for option in PAGES[name].fields), hostile, "v", "rule", "known"):
        data = {"day": LAST, **NEEDED.get(name, {}), option: hostile}
        response = park.get(f"/en/{name}", data=data)
        assert response.status_code == (200 if (name, option) == ("find", "text") else 400), (option, response)
        assert b"<script>alert" not in response.content


def test_a_comparison_begins_with_two_standards(park: Reader) -> None:
    assert "rules=gei-unicorn&rules=hurun" in park.complete(f"/en/compare?{DAY}")


def test_every_name_of_a_company_finds_it(tmp_path: Path) -> None:
    """A brand, its English name and the name in the register: all lead to the same company, also while typing."""
    brands = "".join(
        f'[[fact]]\nkind = "Named"\nvalid = {{ column = "{word}_since" }}\nwhen = {{ column = "{word}" }}\n'
        f'name = {{ column = "{word}" }}\n'
        for word in ("brand", "english")
    )
    head = "id,name,brand,english,brand_since,english_since,founded,city,value,currency,valued,listed\n"
    rows = "1,北京星云智能科技有限公司,星云,NebulaSense,2016-01-01,2017-01-01,2015-03-01,Beijing,,,,\n"
    rows += "2,Other,,,,,2015-03-01,Beijing,,,,\n"
    reader = Reader(park_book(tmp_path, (LAST, mapping(LAST, brands), head + rows)))
    for text in ("星云", "NebulaSense", "nebula", "北京星云智能科技有限公司"):
        for path in ("find", "suggest"):
            page = reader.text(f"/zh/{path}?{DAY}&text={text}")
            content = page.partition('<main id="content"')[2] or page
            assert "company=park:1" in content, (path, text)
            assert "company=park:2" not in content
    profile = reader.text(f"/zh/company?{DAY}&company=NebulaSense")
    assert "company=NebulaSense" in profile


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
        ("rank?top=0", "a whole number from 1"),
        ("rank?top=1e9", "a whole number from 1"),
        ("rank?question=/etc/passwd", "is no value of"),
        ("rank?model=x", "has no option"),
        ("coffee?company=park:1&list=/etc/passwd", "has no option"),
        ("entitled?companies=park:1&file=/etc/passwd", "has no option"),
        ("entitled?companies=park:1&support=/etc/passwd", "is no value of"),
        ("entitled?companies=park:1&given=rent", "sets nothing"),
        ("cost?support=cn-hefei-2022&beside=/etc/passwd", "is no value of"),
        ("cost?support=cn-hefei-2022&years=51", "from 0 to 50"),
        ("match?word=/etc/passwd", "is no value of"),
        ("whatif?standard=/etc/passwd", "reads no files"),
        ("whatif?standard=gei-unicorn&set=unicorn.valuation", "sets nothing"),
        ("whatif?standard=gei-unicorn&set=unicorn.valution=1", "There is no clause"),
        ("whatif?standard=gei-unicorn&set=money=a&set=money=b", "is set twice"),
        ("census?set:gei-unicorn:unicorn.age=1", "has no option"),
        ("published?publisher=/etc/passwd", "is no value of"),
        ("published?place=/etc/passwd", "is no place"),
        ("published?checks=yes&standard=hurun", "leave out one"),
        ("explain?company=../x", "No company"),
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
    assert park._client.post("/en/log").status_code == 403


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
