"""D13c: two published lists of different scope differ for reasons that can be printed, counts first."""

import io
from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest
from rich.console import Console

from hornbook.answers.compare import ask_compare
from hornbook.answers.compared import CompareAnswer
from hornbook.engine import Engine
from hornbook.kinds import Certified, Fact, Listed, Named, Registered, Sector
from hornbook.locale import Lang, in_language
from hornbook.population.list_scope import GREATER_CHINA, common_countries
from hornbook.render import terminal
from hornbook.render.sheet import Stream
from tests.population.small import fact, worth
from tests.strategies import Given, book_of, promise

DEC_2017, DEC_2018 = date(2017, 12, 31), date(2018, 12, 29)
FATES = (Listed,)


def named(on: date, name: str, country: str | None = "USA", millions: int | None = 2_000, **more: Any) -> list[Fact]:
    """A company as a list of a day names it."""
    found: list[Fact] = [fact(Named, on, name, name=name.title())]
    found += [fact(Registered, on, name, country=country)] if country else []
    found += [worth(name, on, millions)] if millions else []
    found += [fact(Sector, on, name, taxonomy="list", label=more["sector"])] if "sector" in more else []
    return found


def edition(maker: str, on: date, members: Iterable[list[Fact]], status: str = "unicorn") -> Given:
    """One edition of a maker's list."""
    facts = [each for member in members for each in member]
    stands = [
        fact(Certified, on, subject, status=status, by=maker)
        for subject in dict.fromkeys(each.subject for each in facts)
    ]
    return Given(maker.lower().replace(" ", ""), on, (*facts, *stands), promise("edition", FATES, on))


def asked(engine: Engine, given: list[Given], *words: str, day: date = DEC_2018) -> CompareAnswer:
    """The comparison of lists on a day."""
    with book_of(given, engine) as book:
        return ask_compare(book.at(day), words, every=True)


def texts(answer: CompareAnswer, own: str, other: str, lang: Lang = Lang.EN) -> dict[str, str]:
    """Each reason for which a list leaves out what the other takes, in words."""
    (found,) = [each for each in answer.lists if (each.list, each.other) == (f"list:{own}", other)]
    assert sum(group.count for group in found.groups) == found.count
    return {group.reason: in_language(group.text, lang) for group in found.groups}


def says(answer: CompareAnswer, own: str, company: str, lang: Lang = Lang.EN) -> str:
    """Why a list does not name a company, in the words of its own line."""
    (dispute,) = [each for each in answer.disputes if each.subject == company]
    (ground,) = dispute.grounds[f"list:{own}"]
    return in_language(ground.says, lang)


def alpha() -> Given:
    """A list of Greater China's companies of half a billion and more."""
    members = [named(DEC_2018, f"cn-{n}", "CHN" if n else "HKG", 500 + 600 * n) for n in range(4)]
    return edition("Alpha", DEC_2018, members, status="star")


def beta() -> list[Given]:
    """Two editions of a list of the world's companies of a billion and more: one has listed between them."""
    then = [named(DEC_2017, "gone"), named(DEC_2017, "fallen"), named(DEC_2017, "us-1")]
    now = [named(DEC_2018, f"us-{n}") for n in range(1, 4)] + [named(DEC_2018, "cn-3", "CHN", 2_300)]
    now += [named(DEC_2018, "cn-9", "CHN", 1_000)]
    return [edition("Beta", DEC_2017, then, "star"), edition("Beta", DEC_2018, now, "star")]


def lists() -> list[Given]:
    """Both lists; one company of Alpha's stood on Beta's older edition and has listed in July 2018."""
    july = fact(Listed, date(2018, 7, 19), "gone", venue="HKEX")
    more = edition("Alpha", DEC_2018, [named(DEC_2018, "gone", "CHN", 3_000)], "star")
    here = alpha()
    both = Given("alpha", DEC_2018, (*here.facts, *more.facts), here.promises)
    return [both, *beta(), Given("register", DEC_2018, (july,))]


def test_d13c_a_list_of_one_region_leaves_out_those_elsewhere(engine: Engine) -> None:
    """Alpha lists only Greater China: about 3 of Beta's 4 are elsewhere."""
    answer = asked(engine, lists(), "list:Alpha", "list:Beta")
    found = texts(answer, "Alpha", "list:Beta")
    assert found["elsewhere"] == "Alpha lists only Greater China: about 3 of the 4 are elsewhere"
    assert says(answer, "Alpha", "us-1") == "in United States; Alpha lists only Greater China"
    assert "大中华区" in texts(answer, "Alpha", "list:Beta", Lang.ZH)["elsewhere"]
    (about,) = {each.about for each in answer.lists if each.list == "list:Alpha"}
    assert about.countries == ("CHN", "HKG", "MAC", "TWN")


def test_d13c_a_company_that_a_list_named_before_says_until_when_and_why(engine: Engine) -> None:
    """On Beta's list of December 2017, gone by December 2018: listed in July 2018."""
    answer = asked(engine, lists(), "list:Alpha", "list:Beta")
    assert says(answer, "Beta", "gone") == "on Beta's list of December 2017, gone by December 2018: listed in July 2018"
    assert says(answer, "Beta", "gone", Lang.ZH) == "列于Beta 2017年12月榜单，至2018年12月已不在榜：2018年7月上市"
    assert texts(answer, "Beta", "list:Alpha")["left"] == (
        "1: on Beta's list of December 2017, gone by December 2018: listed"
    )


def test_d13c_companies_under_the_line_of_a_list(engine: Engine) -> None:
    """The smallest value on Beta's list is a billion: 1 of Alpha's 5 is worth less. The others Beta never named."""
    answer = asked(engine, lists(), "list:Alpha", "list:Beta")
    found = texts(answer, "Beta", "list:Alpha")
    assert found["under"] == "1 of Alpha's 5 is under Beta's line (about US$1bn, the smallest value on it)"
    assert says(answer, "Beta", "cn-0") == "worth US$500m, under Beta's line (about US$1bn)"
    assert found["never"] == "2 of the 4: Beta never named them"
    assert says(answer, "Beta", "cn-1") == "Beta never named it"


def test_d13c_reasons_stand_on_the_page_and_in_files(engine: Engine) -> None:
    """Counts first, grouped by reason; then each company with its own; in both languages."""
    answer = asked(engine, lists(), "list:Alpha", "list:Beta")
    for lang, head, line in (
        (Lang.EN, "Beta does not name 4 of Alpha's 5:", "Alpha lists only Greater China"),
        (Lang.ZH, "Alpha的5家中，Beta未列4家：", "Alpha只列大中华区"),
    ):
        out = io.StringIO()
        terminal.draw(answer.sheet(), lang, Console(file=out, width=200, markup=False, highlight=False, emoji=False))
        assert head in out.getvalue()
        assert out.getvalue().index(line) < out.getvalue().index("us-1")
    tables = {table.key: table for table in answer.tables()}
    rows = tables["lists"].rows
    assert not isinstance(rows, Stream)
    assert {row["reason"] for row in rows} == {"elsewhere", "left", "under", "never"}
    main = tables["compare"].rows
    assert not isinstance(main, Stream)
    assert any("Beta never named it" in in_language(row["says"], Lang.EN) for row in main if row.get("says"))


def test_d13c_a_list_whose_rule_the_library_has_is_explained_by_it(engine: Engine) -> None:
    """CB Insights' rule asks for a billion: a company of half a billion fails that clause, said without 'about'."""
    mine = edition("CB Insights", DEC_2018, [named(DEC_2018, f"us-{n}") for n in range(4)])
    theirs = edition("Alpha", DEC_2018, [named(DEC_2018, "small", "USA", 500)], "star")
    answer = asked(engine, [mine, theirs], "list:Alpha", "list:CB Insights")
    assert list(texts(answer, "CB Insights", "list:Alpha")) == ["rule"]
    assert says(answer, "CB Insights", "small").startswith("by the rule that CB Insights publishes (cbinsights")
    assert "about" not in says(answer, "CB Insights", "small")


def test_d13c_a_list_beside_a_standard(engine: Engine) -> None:
    """What a standard takes and a list of one region does not name is explained for the list."""
    given = [alpha(), edition("Beta", DEC_2018, [named(DEC_2018, "us-1")], "star")]
    answer = asked(engine, [*given, Given("gazette", DEC_2018, (), ())], "plain", "list:Alpha")
    assert [each.list for each in answer.lists] == ["list:Alpha"]
    assert [each.other for each in answer.lists] == [each.asked for each in answer.rules if each.asked != "list:Alpha"]


def test_a_company_named_only_since_the_list_was_made(engine: Engine) -> None:
    """Beta's newest list is of December 2017; Alpha's company was worth a billion first in December 2018."""
    old = edition("Beta", DEC_2017, [named(DEC_2017, f"us-{n}") for n in range(3)], "star")
    new = edition("Alpha", DEC_2018, [named(DEC_2018, "young")], "star")
    answer = asked(engine, [old, new], "list:Alpha", "list:Beta")
    assert says(answer, "Beta", "young") == "worth so much only since Beta's list of December 2017"


@pytest.mark.parametrize(
    ("found", "places"),
    [
        (["CHN"] * 3, {"CHN"}),
        (["CHN", "HKG", "CHN"], GREATER_CHINA),
        (["CHN", "USA"], set()),
        (["USA"] * 99 + ["CAN"], {"USA"}),
        (["USA"] * 15 + ["CAN"] * 5, {"USA", "CAN"}),
        (["USA", "CAN", "MEX"], set()),
        ([], set()),
    ],
)
def test_the_places_of_a_list_are_those_of_all_members_but_strays(found: list[str], places: set[str]) -> None:
    """Few members or many countries say nothing."""
    assert common_countries(found) == places
