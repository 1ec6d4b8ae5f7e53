"""The page on one company says what the single questions say, sees nothing known later, in both languages."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.answers.bundle import ask_bundle
from hornbook.answers.citation import answer_digest
from hornbook.answers.coffee import CoffeeAnswer
from hornbook.answers.coffee_supports import OpenSupport
from hornbook.answers.coffee_verdicts import ON_FACTS, REACHED, SHORT, holds_here
from hornbook.answers.entitled import ask_entitled
from hornbook.answers.match import ask_company_matches
from hornbook.answers.saved_list import SavedList, SavedPlace
from hornbook.answers.verdict import ask_verdicts
from hornbook.book.book import Book, new_book
from hornbook.book.view import View
from hornbook.engine import Engine
from hornbook.errors import QuestionError
from hornbook.kinds import Closed, Fact, Founded, Named, Need, Registered, Sector, Valuation
from hornbook.locale import Lang
from hornbook.render.html import page
from hornbook.render.json import json_parts
from hornbook.reports.coffee import CoffeePage
from hornbook.sources.simulated import SimulatedRegion
from hornbook.sources.simulated.recipe import recipe
from hornbook.standards.library import library
from hornbook.support.library import supports
from tests.samples import sampled
from tests.strategies import COMPANIES, DAYS, Given, book_of, books, facts, put

STANDARDS = [library[name] for name in ("gei-unicorn", "hurun", "cn-shenzhen-unicorn-2025")]
NAMES = (
    "cn-beijing-compute-voucher",
    "cn-haidian-ftz",
    "cn-rd-super-deduction",
    "bj-funds-fields-6-8",
    "cn-ma-loan-pilot",
)
SUPPORTS = [supports[name] for name in NAMES]
DAY = date(2021, 12, 31)


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory, engine: Engine) -> Iterator[View]:
    """A simulated region, and a need of one of its companies."""
    folder = tmp_path_factory.mktemp("coffee")
    (folder / "region.toml").write_text(recipe(400, 7), encoding="utf-8")
    book: Book = new_book(folder / "book", engine=engine)
    book.take(SimulatedRegion(), [folder / "region.toml"])
    need = Need(subject="sim-00000040", valid=DAY, known=DAY, topic="space", text="a hall of 2,000 m²", place="line 1")
    put(book, [Given("gazette", DAY, (need,))])
    return book.at(DAY)


@pytest.fixture(scope="module")
def ask(view: View) -> CoffeePage:
    """The page with a few standards and supports."""
    return CoffeePage(view, STANDARDS, SUPPORTS, years=2)


def subjects(view: View) -> list[str]:
    """Some companies of the view, in different places."""
    rows = view.facts(Named, ["subject"]).distinct().order_by("subject").limit(5)
    return list(view.engine.arrow(rows)["subject"].to_pylist())


def test_its_numbers_are_those_of_the_single_questions(view: View, ask: CoffeePage) -> None:
    """Tiers as `judge` has them, amounts as `entitled`, totals as `bundle`, offers in order as `match`."""
    companies = subjects(view)
    verdicts = {(each.company, each.standard): each for each in ask_verdicts(view, STANDARDS, companies).verdicts}
    entitled = {(each.company, each.support): each for each in ask_entitled(view, SUPPORTS, companies).supports}
    standings = set[str]()
    for company in companies:
        answer = ask(company)
        for own in answer.standings:
            verdict = verdicts[company, own.standard]
            standings.add(own.standing)
            assert (own.tier if own.standing == REACHED else None) == verdict.tier
            assert (own.standing == SHORT) == (verdict.reachable is None)
            if own.standing == ON_FACTS:
                assert own.tier == verdict.tier_on_facts
        may = {
            each.support for (subject, _), each in entitled.items() if subject == company and each.answer is not False
        }
        assert {each.support for each in answer.supports} == may
        assert len(may) + answer.ruled_out == len(SUPPORTS)
        for support in answer.supports:
            single = entitled[company, support.support]
            assert (support.answer, support.least, support.most) == (single.answer, single.least, single.most)
            assert [each.amount for each in support.settling] == [each.amount for each in single.settling]
        offers = [(each.support, each.score_least, each.score_most) for each in matched(answer)]
        single_offers = ask_company_matches(view, company, SUPPORTS).matches
        assert offers == [(each.support, each.score_least, each.score_most) for each in single_offers]
        totals = {each.currency: (each.certain, each.possible) for each in answer.bundles}
        bundles = ask_bundle(view, SUPPORTS, company).bundles
        assert totals == {b.currency: (b.certain.total, b.possible.total) for b in bundles if b.possible.total}
    assert len(standings) > 1


def matched(of: CoffeeAnswer) -> list[OpenSupport]:
    """The offers of a page in their order."""
    return sorted((each for each in of.supports if each.offered is not None), key=lambda each: each.offered or 0)


def test_standards_of_other_places_are_left_out_and_counted(ask: CoffeePage, view: View) -> None:
    for company in subjects(view):
        answer = ask(company)
        assert len(answer.standings) + answer.elsewhere == len(STANDARDS)
        in_shenzhen = answer.figures["city"] == "Shenzhen"
        assert ("cn-shenzhen-unicorn-2025" in {each.standard for each in answer.standings}) == in_shenzhen


def test_the_page_is_whole_in_both_languages(ask: CoffeePage, view: View) -> None:
    """Every part has its heading, the need and the place in the list are told, and JSON and files are written."""
    place = SavedPlace(rank=3, company="sim-00000040", name="x", score=1.0, probability=0.25, low=0.1, high=0.4)
    saved = SavedList(
        day=DAY, known=DAY, book_version=1, book_digest="0", simulated=True, question="unicorn", target="t",
        horizon_months=36, model="m", companies=(place,),
    )  # fmt: skip
    own = replace(saved, book_version=view.book.version, book_digest=view.book.digest)
    assert "another book" not in page(ask("sim-00000040", own).page(), Lang.EN)
    answer = ask("sim-00000040", saved)
    assert "another book" in page(answer.page(), Lang.EN)
    english, chinese = (page(answer.page(), lang) for lang in (Lang.EN, Lang.ZH))
    for part in (
        "Who it is",
        "Standards",
        "Supports",
        "Needs, funds, loans",
        "Comparable companies",
        "What is not known",
        "Sources",
    ):
        assert part in english
    for part in ("企业概况", "认定标准", "支持措施", "企业诉求与基金", "可比企业", "未知事项", "来源"):
        assert part in chinese
    assert "a hall of 2,000 m²" in english
    assert "Rank 3 of 1" in english
    assert "25.0%" in english
    told = json.loads("".join(json_parts(answer)))
    assert (told["company"], told["place"]["rank"]) == ("sim-00000040", 3)
    assert {table.key for table in answer.tables()} >= {"card", "verdicts", "supports", "peers", "missing", "sources"}
    other = ask(next(each for each in subjects(view) if each != "sim-00000040"), saved).place
    assert other is not None
    assert (other.rank, other.of) == (None, 1)


def test_a_company_that_is_not_in_the_view_is_refused(ask: CoffeePage) -> None:
    with pytest.raises(QuestionError):
        ask("sim-none")


def test_a_later_command_remembers_the_questions_and_the_tables(ask: CoffeePage, view: View) -> None:
    """What is kept beside the book gives the same answer as asking anew."""
    again = Book(view.book.path, engine=view.engine).at(DAY)
    first, second = ask("sim-00000040"), CoffeePage(again, STANDARDS, SUPPORTS, years=2)("sim-00000040")
    assert second == first


SOME = (Named, Founded, Registered, Sector, Valuation, Closed)


@sampled(2, long=60)
@given(
    given=books(SOME, files=2, size=20),
    extra=st.lists(st.sampled_from(SOME).flatmap(facts), min_size=5, max_size=15),
    at=st.integers(1, len(DAYS) - 2),
)
def test_nothing_known_later_changes_the_page(
    given: tuple[Given, ...], extra: list[Fact], at: int, engine: Engine
) -> None:
    """No peeking: what becomes known after `known` is on no part of the page."""
    news = Given("gazette", DAYS[-1], tuple(replace(fact, known=DAYS[at + 1]) for fact in extra))
    pages: list[list[str]] = []
    for files in (given, (*given, news)):
        with book_of(files, engine) as book:
            ask = CoffeePage(book.at(DAYS[at]), STANDARDS[:1], (), years=1)
            pages.append([digest(ask, company) for company in COMPANIES])
    assert pages[0] == pages[1]


def digest(ask: CoffeePage, company: str) -> str:
    """What a page says; a word for a company that is not in the view."""
    try:
        answer: CoffeeAnswer = ask(company)
    except QuestionError:
        return "nobody"
    return answer_digest(answer)


@pytest.mark.parametrize("code", ["CN-440300", "CN, HK"])
def test_a_place_that_is_not_known_is_never_elsewhere(code: str, ask: CoffeePage, view: View) -> None:
    """Where it is not known where a company is based, no standard is left out."""
    case, _ = ask._cases("sim-00000040")
    assert case[0] is not None
    nothing = {key: type(known)(None, None) for key, known in case[0].items()}
    assert holds_here(code, nothing, view.day) is None
