"""Filters and answers on the facts at the command line: who is asked about, and by which law."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.here import hornbook
from tests.park import LAST, WITH_COUNTRY, detailed, made_once, park_book

PARK = """1,Star Fire,2021-05-01,,Beijing,1500000000,USD,2024-01-10,
2,Old Fire,2010-05-01,,Beijing,2000000000,USD,2024-02-01,
3,River,2020-01-01,,Wuhan,1200000000,USD,2024-02-01,
4,Nowhere,2020-01-01,,,1100000000,USD,2024-02-01,
5,Near Star,2021-05-01,,Beijing,900000000,USD,2024-02-01,
6,Near River,2021-05-01,,Wuhan,900000000,USD,2024-02-01,
"""
BEIJING = "city in {'Beijing'}"


@pytest.fixture(scope="module")
def park(tmp_path_factory: pytest.TempPathFactory) -> Path:
    table = ("park", detailed(LAST), WITH_COUNTRY + PARK)
    return made_once(tmp_path_factory, "where", lambda folder: park_book(folder, table)) / "book"


def ask(book: Path, *words: str) -> Any:
    """An answer as JSON."""
    done = hornbook(*words, "--json", book=book)
    assert done.code == 0, done.err
    return json.loads(done.out)


def page(book: Path, *words: str, lang: str = "en") -> list[str]:
    """The lines of a page."""
    done = hornbook("--lang", lang, *words, book=book)
    assert done.code == 0, done.err
    return [line for line in done.out.splitlines() if line.strip()]


def test_every_question_takes_the_same_filter(park: Path) -> None:
    """Census, its list, its flow, what-if, comparison and profile speak of companies in Beijing alone."""
    at, where = ("--as-of", LAST), ("--where", BEIJING)
    assert ask(park, "census", *at, *where)["total"]["count"] == 2
    assert ask(park, "census", *at, *where, "--where-unknown")["total"]["count"] == 3
    listed = ask(park, "census", "--list", *at, *where)
    assert [company["name"] for company in listed["companies"]] == ["Old Fire", "Star Fire"]
    assert ask(park, "census", *at, *where, "--from", "2024-01-01")["flow"]["after"] == 2
    setting = ("--set", "unicorn.valuation=800_000_000 USD")
    changed = ask(park, "whatif", "plain", *at, *where, *setting)
    assert [company["name"] for company in changed["enters"]] == ["Near Star"]
    near = ask(park, "watch", *at, "--from", "2024-01-01", *where)["near"]
    assert [company["name"] for company in near] == ["Near Star"]
    rules = ask(park, "compare", "plain", "cbinsights", *at, *where)["rules"]
    assert rules[0]["count"] == 2
    profiles = ask(park, "profile", *at, *where, "--columns", "name,city")
    assert [company["name"] for company in profiles["companies"]] == ["Star Fire", "Old Fire", "Near Star"]
    asked = profiles["asked"]
    assert (asked["where"], asked["where_unknown"], asked["undecided"]) == (BEIJING, False, 1)


def test_a_list_names_the_confirmed_and_those_that_await_a_person(two_years_book: Path) -> None:
    """Those that cannot be decided are counted on a page, stand last in files, and not at all with --yes-only."""
    words = ("census", "--list", "--as-of", "2024-06-30", "--standard", "gei-unicorn")
    told = ask(two_years_book, *words)
    classes = [(of["verdict"], of["on_facts"]) for of in told["companies"]]
    assert (told["count"], told["judgement"], classes[:3]) == (0, 2, [(None, True), (None, True), (None, None)])
    text = page(two_years_book, *words)
    assert any("0 confirmed, 2 on the facts awaiting a person" in " ".join(text[n : n + 2]) for n in range(len(text)))
    assert text[-2] == "--csv and --json list them."
    assert ask(two_years_book, *words, "--yes-only")["companies"] == []
    assert len(ask(two_years_book, *words, "--yes-only", "--on-facts")["companies"]) == 2


def test_a_list_is_ordered_by_a_column_and_shows_the_indicators_that_are_named(park: Path) -> None:
    """Days from the newest, text from A; an unknown column is one error with the nearest."""
    words = ("census", "--list", "--as-of", LAST, "--columns", "city,founded")
    told = [ask(park, *words, "--sort", sort)["companies"][:4] for sort in ("founded", "name", "value_usd")]
    names = [[company["name"] for company in companies] for companies in told]
    assert (names[0][0], names[0][-1]) == ("Star Fire", "Old Fire")
    assert names[1] == sorted(names[1])
    assert names[2] == ["Old Fire", "Star Fire", "River", "Nowhere"]
    assert [company["city"] for company in told[2]] == ["Beijing", "Beijing", "Wuhan", None]
    wrong = hornbook(*words, "--sort", "foundet", book=park)
    assert (wrong.code, wrong.err.strip()) == (
        2, "hornbook: A list cannot be ordered by 'foundet'. Did you mean 'founded'?",
    )  # fmt: skip
    assert hornbook("census", "--as-of", LAST, "--yes-only", book=park).code == 2


def test_a_flow_and_a_series_are_by_group_where_groups_are_asked_for(two_years_book: Path) -> None:
    """Sums by group are those of the whole; each group has its rank and count of the earlier day."""
    words = ("census", "--as-of", "2024-06-30", "--from", "2023-06-30", "--by", "city", "--every", "year")
    told = ask(two_years_book, *words)
    for group in told["flow_groups"]:
        assert group["before"] + group["enters"] - group["leaves"] + group["moved"] == group["after"]
    whole = {
        name: sum(group[name] for group in told["flow_groups"]) for name in ("before", "enters", "leaves", "after")
    }
    assert (whole["before"], whole["after"]) == (told["flow"]["before"], told["flow"]["after"])
    assert (whole["enters"], whole["leaves"]) == (len(told["flow"]["enters"]), len(told["flow"]["leaves"]))
    assert [day["day"] for day in told["series"]] == ["2023-06-30", "2023-12-31", "2024-06-30"]
    for day in told["series"]:
        assert sum(row["count"] for row in day["rows"]) == day["count"]
    assert {row["keys"]["city"]: row["count_before"] for row in told["rows"]}["Wuhan"] == 2
    assert told["flow"]["leaves"][0]["keys"] == {"city": "Wuhan"}
    text = " ".join(page(two_years_book, *words))
    assert "How many on each day, and the rank (#)" in text
    years = ask(two_years_book, "census", "--as-of", "2024-06-30", "--by", "year")["rows"]
    assert years


def test_the_page_names_the_filter_and_ends_with_whom_it_cannot_decide(park: Path) -> None:
    """In both languages; a page without a filter says nothing of one."""
    words = ("census", "--as-of", LAST, "--where", 'city in {"Beijing"} and age <= 5 years')
    english, chinese = page(park, *words), page(park, *words, lang="zh")
    assert 'Filter: city in {"Beijing"} and age <= 5 years' in english
    assert english[-3:-1] == [
        "1 company left out: the filter cannot be decided for it.",
        "--where-unknown keeps them.",
    ]
    assert chinese[-3] == "1 家企业未计入：无法判定是否符合筛选条件。"
    kept = page(park, *words, "--where-unknown")
    assert kept[-2] == "1 company is kept although the filter cannot be decided for it."
    assert not any("filter" in line.lower() for line in page(park, "census", "--as-of", LAST))


def test_a_fault_in_a_filter_is_one_error_with_its_place(park: Path) -> None:
    """The nearest name, a caret below the word, and exit code 2."""
    done = hornbook("census", "--as-of", LAST, "--where", "citi in {'Beijing'}", book=park)
    assert done.code == 2
    assert done.err.splitlines() == [
        "hornbook: The filter cannot be read: no indicator is called 'citi'",
        "    citi in {'Beijing'}",
        "    ^^^^",
        "Did you mean 'city'? `hornbook indicators` lists them all.",
    ]
    alone = hornbook("census", "--as-of", LAST, "--where-unknown", book=park)
    assert (alone.code, alone.err.strip()) == (2, "hornbook: --where-unknown goes with --where.")


def test_on_the_facts_the_headline_counts_those_that_await_a_person(two_years_book: Path) -> None:
    """By GEI's rule nobody is confirmed; both figures stand in files with and without the option."""
    words = ("census", "--as-of", "2024-06-30", "--standard", "gei-unicorn")
    plain, eased = ask(two_years_book, *words), ask(two_years_book, *words, "--on-facts")
    assert plain["total"]["on_facts"] == eased["total"]["on_facts"] == plain["total"]["judgement"] == 2
    assert (plain["asked"]["on_facts"], eased["asked"]["on_facts"]) == (False, True)
    text = " ".join(page(two_years_book, *words, "--on-facts"))
    assert "0 confirmed; 2 on the facts, awaiting a person's decision." in text
    assert "Open human judgements are assumed to be favourable." in text
    chinese = "".join(page(two_years_book, *words, "--on-facts", lang="zh"))
    assert "已确认 0 家；按事实达标、待人工认定 2 家。" in chinese
    case = ("judge", "北京星火科技有限公司", "--as-of", "2024-06-30", "--standard", "gei-unicorn")
    (judged,) = ask(two_years_book, *case)["verdicts"]
    assert (judged["tier"], judged["tier_on_facts"]) == (None, "unicorn")
    text = " ".join(" ".join(page(two_years_book, *case, "--on-facts")).split())
    assert "Tier reached on the facts, awaiting a person's decision: Unicorn. Confirmed: none." in text


def test_a_filter_s_word_that_nothing_knows_is_told_with_the_nearest(park: Path) -> None:
    done = hornbook("census", "--as-of", LAST, "--where", "city in {'Shengzhen', '武汗', 'Beijing'}", book=park)
    assert done.code == 0
    assert done.err.splitlines() == [
        "Warning: nothing is known as city 'Shengzhen'. Did you mean Shenzhen?",
        "Warning: nothing is known as city '武汗'.",
    ]
    chinese = hornbook("census", "--as-of", LAST, "--where", "country = 'Chna'", "--lang", "zh", book=park)
    assert chinese.err.startswith("提示：没有名为“Chna”的国家")
    assert hornbook("census", "--as-of", LAST, "--where", BEIJING, book=park).err == ""


def test_an_odd_spelling_of_a_city_that_the_gazetteer_knows_is_that_city(park: Path) -> None:
    assert ask(park, "census", "--as-of", LAST, "--where", "city in {'Bejing'}")["total"]["count"] == 2
