"""Matching both ways: the two questions agree, what a rule denies is never listed, needs that stand are answered."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from hornbook.answers.match import ask_company_matches
from hornbook.answers.match_companies import SupportMatchesAnswer, ask_support_matches
from hornbook.answers.match_list import scout_places
from hornbook.answers.saved_list import SavedList, SavedPlace
from hornbook.book.view import View
from hornbook.errors import QuestionError
from hornbook.lang.filter import company_filter
from hornbook.locale import Lang
from hornbook.render import html
from hornbook.standards.examples import book_of
from hornbook.support.examples import support_examples
from hornbook.support.file import read_support
from hornbook.support.library import supports
from hornbook.support.match import Matcher, ScoutPlaces
from hornbook.support.match_population import matched_companies
from hornbook.support.needs import NEED_TOPICS, covers, need_topic, stated_needs

FUND = read_support(Path(__file__).with_name("fund.toml"))
"""A made-up fund with four weights; its examples are the companies."""
VOUCHER = read_support(Path(__file__).with_name("voucher.toml"))
DAY = date(2024, 6, 30)
COMPANIES = [f"example:{n}" for n in range(6)]


@pytest.fixture(scope="module")
def view() -> Iterator[View]:
    with book_of(each.example for each in support_examples(FUND)) as book:
        yield book.at(DAY)


@pytest.fixture(scope="module")
def matched(view: View) -> SupportMatchesAnswer:
    """The companies of the fund."""
    return ask_support_matches(view, FUND)


def saved(*companies: str, day: date = DAY, known: date = DAY) -> SavedList:
    """A list as `scout rank --json` wrote it."""
    places = tuple(
        SavedPlace(rank=n, company=each, name=each, score=1 / n, probability=None, low=None, high=None)
        for n, each in enumerate(companies, 1)
    )
    return SavedList(
        day=day, known=known, book_version=1, book_digest="0", simulated=False, question="q", target="t",
        horizon_months=36, model="m", companies=places,
    )  # fmt: skip


@pytest.mark.parametrize("places", [None, ScoutPlaces({"example:1": 1, "example:2": 2}, 2)])
def test_a_pair_has_one_score_whichever_side_is_asked(view: View, places: ScoutPlaces | None) -> None:
    found = {row["subject"]: row for row in matched_companies(view, FUND, places=places).rows.to_pylist()}
    matcher = Matcher(view, [FUND], places)
    for company in COMPANIES:
        pairs, denied = matcher.company(company)
        assert (company in found) is bool(pairs) is not bool(denied)
        for pair in pairs:
            row = found[company]
            assert pair.score is not None
            assert pair.offer is not None
            assert (row["answer"], row["score_least"], row["score_most"], row["least"], row["most"]) == (
                pair.entitlement.answer, pair.score.least, pair.score.most, pair.offer.least, pair.offer.most,
            )  # fmt: skip


def test_companies_stand_by_the_declared_weights_and_no_denied_one_is_listed(
    matched: SupportMatchesAnswer,
) -> None:
    """No source promises to name every round, so that what was raised is known from below alone."""
    assert [(row["company"], row["answer"], row["score_least"], row["score_most"]) for row in matched.companies] == [
        ("example:0", True, Decimal(65), Decimal(90)),
        ("example:1", True, Decimal(35), Decimal(90)),
        ("example:2", None, Decimal(65), Decimal(90)),
        ("example:3", None, Decimal(30), Decimal(100)),
    ]
    assert (matched.companies_asked, matched.fits, matched.may_fit) == (6, 2, 2)
    assert [row["widest"].en if row["widest"] else None for row in matched.companies] == [
        "Equity raised", "Fifty employees", "Equity raised", "Equity raised",
    ]  # fmt: skip
    assert [entry.share for entry in matched.weights] == [50, 30, 20, 0]


def test_what_may_fit_is_told_with_what_would_settle_it(view: View, matched: SupportMatchesAnswer) -> None:
    assert [str(row["settled_by"]).count("founded") > 0 for row in matched.open] == [False, True]
    (pair,) = ask_company_matches(view, "example:3", [FUND]).may_fit
    assert "founded" in str(pair.settled_by)
    assert "Equity raised" in str(pair.widest)


def test_the_places_of_a_list_count_as_the_file_declares(view: View) -> None:
    """The scout has half of all weight; the second of two has the grade one half."""
    listed = saved("example:1", "example:0")
    answer = ask_support_matches(view, FUND, scout_list=listed)
    own = replace(listed, book_version=view.book.version, book_digest=view.book.digest)
    assert "another book" in html.part(answer.sheet(), Lang.EN)
    assert "another book" not in html.part(ask_support_matches(view, FUND, scout_list=own).sheet(), Lang.EN)
    assert [(row["company"], row["score_least"]) for row in answer.fitting] == [
        ("example:1", Decimal("67.5")),
        ("example:0", Decimal("57.5")),
    ]
    assert [entry.share for entry in answer.weights] == [25, 15, 10, 50]


@pytest.mark.parametrize("later", [{"day": date(2024, 7, 1)}, {"known": date(2024, 7, 1)}])
def test_a_list_that_looks_ahead_is_refused(view: View, later: dict[str, date]) -> None:
    with pytest.raises(QuestionError, match="looks ahead"):
        scout_places(view, saved("example:0", **later))


def test_a_file_without_weights_gives_no_score_and_stands_by_name(view: View, tmp_path: Path) -> None:
    text = FUND.source.text
    file = tmp_path / "plain.toml"
    file.write_text(text[: text.index("[[edition.order]]")] + text[text.index("[base]") :], encoding="utf-8")
    answer = ask_support_matches(view, read_support(file), scout_list=saved("example:1"))
    rows = list(answer.companies)
    assert {row["score_least"] for row in rows} == {None}
    assert [row["answer"] for row in rows] == [True, True, None, None]
    assert [row["name"] for row in rows[:2]] == sorted(row["name"] for row in rows[:2])
    assert answer.weights == ()
    (pair,) = ask_company_matches(view, "example:0", [read_support(file)]).matches
    assert (pair.score_least, pair.score_parts, pair.widest) == (None, (), None)


def test_needs_that_stand_are_answered_and_the_others_named(view: View) -> None:
    answer = ask_company_matches(view, "example:0", [FUND])
    assert [(need.topic, need.answered_by) for need in answer.needs] == [("moonshot", ()), ("capital", ("early-fund",))]
    assert [need.topic for need in answer.unanswered] == ["moonshot"]
    early = view.book.at(date(2023, 6, 30))
    assert [need.topic for need in stated_needs(early)["example:0"]] == ["talent"]


@pytest.mark.parametrize(("company", "covered"), [("example:0", None), ("example:1", False), ("example:2", None)])
def test_an_amount_asked_is_compared_with_what_the_offer_gives(view: View, company: str, covered: bool | None) -> None:
    """20 million lie between 5 and 50; 60 do not; dollars are not compared. What may fit may give nothing."""
    (pair,) = ask_company_matches(view, company, [FUND]).matches
    (need,) = pair.needs
    assert need.covered is covered
    assert (pair.least, pair.most) == (5_000_000 if pair.answer else 0, 50_000_000)


def test_less_than_the_least_is_covered(view: View) -> None:
    (need,) = (need for need in stated_needs(view)["example:0"] if need.topic == "capital")
    assert covers(replace(need, amount=Decimal(5_000_000)), 5_000_000_00, 50_000_000_00, "CNY") is True
    assert covers(replace(need, amount=None), 5_000_000_00, None, "CNY") is None


def test_a_voucher_is_offered_only_where_a_need_asks_for_it(view: View) -> None:
    assert ask_company_matches(view, "example:0", [VOUCHER]).matches == ()
    assert list(ask_support_matches(view, VOUCHER).companies) == []


def test_limit_and_filter_cut_the_companies(view: View) -> None:
    answer = ask_support_matches(view, FUND, limit=1)
    assert [row["rank"] for row in answer.companies] == [1, 3]
    assert (answer.fits, answer.may_fit, len(answer.reasons)) == (2, 2, 1)
    within = ask_support_matches(view, FUND, company_filter("headcount >= 50"))
    assert within.asked.undecided is not None
    assert "example:1" not in [row["company"] for row in within.companies]


def test_what_goes_to_others_or_is_no_offer_is_refused(view: View) -> None:
    for name in ("hebei-robot", "cn-hte-15"):
        with pytest.raises(QuestionError, match=name):
            ask_support_matches(view, supports[name])


def test_topics_are_known_in_both_languages_and_each_has_kinds() -> None:
    assert all(topic.kinds for topic in NEED_TOPICS)
    assert [need_topic(word) for word in ("资金", " Capital ", "capital")] == [NEED_TOPICS[0]] * 3
    assert need_topic("moonshot") is None
    names = [topic.id for topic in NEED_TOPICS]
    words = [word for topic in NEED_TOPICS for word in (topic.id, *topic.words)]
    assert len(set(names)) == len(names)
    assert len(set(words)) == len(words)
