"""Moves between tiers lose and make no company, and agree with the census on both days."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from hornbook.answers.ecosystem.transitions import ask_transitions
from hornbook.answers.statistic import IntervalKind
from hornbook.book.book import Book
from hornbook.ecosystem.question import EcosystemQuestion
from hornbook.ecosystem.transitions import OUTSIDE, Transitions, expected_stock, transitions, wilson_interval
from hornbook.errors import QuestionError
from hornbook.kinds import Named
from hornbook.lang.filter import company_filter
from hornbook.population.count import census
from hornbook.standards.library import library, plain_rule
from tests.samples import sampled

FIRST, LAST = date(2018, 12, 31), date(2021, 12, 31)
TIERS = tuple(plain_rule().editions[-1].tiers)


@pytest.mark.parametrize(("under", "where"), [("plain", None), ("gei-unicorn", 'city in {"Beijing"}')])
def test_moves_conserve_companies(under: str, where: str | None, region: Book) -> None:
    chosen = company_filter(where, keep_unknown=False) if where else None
    view, earlier = region.at(LAST), region.at(FIRST)
    question = EcosystemQuestion(view=view, earlier=earlier, under=under, where=chosen, on_facts=True)
    answer = ask_transitions(question)
    for of in answer.stocks:
        assert of.before + of.entered - of.left == of.after
    for side, asked in (("before", earlier), ("after", view)):
        named = int(asked.engine.arrow(asked.facts(Named, ["subject"]).subject.nunique()).as_py())
        inside = sum(getattr(of, side) for of in answer.stocks if of.state != OUTSIDE)
        assert inside == named if where is None else 0 < inside < named
        top = library["gei-unicorn"].edition(LAST).tiers[-1].id if where else "unicorn"
        counted = census(asked, under=f"{under}:{top}", where=chosen, on_facts=True).total.on_facts
        assert {of.state: getattr(of, side) for of in answer.stocks}[top] == counted
    assert sum(of.companies for of in answer.moves) == sum(of.before for of in answer.stocks)


def test_an_earlier_day_is_needed(region: Book) -> None:
    for earlier in (None, region.at(LAST)):
        with pytest.raises(QuestionError, match="--from"):
            ask_transitions(EcosystemQuestion(view=region.at(LAST), earlier=earlier))


states = st.sampled_from(["unicorn", "undecided", "below", "left", OUTSIDE])


@sampled(60, long=3_000)
@given(moves=st.dictionaries(st.tuples(states, states), st.integers(0, 40), max_size=12))
def test_the_expected_stock_conserves_companies_too(moves: dict[tuple[str, str], int]) -> None:
    """What is expected inside is what is there now, less those that leave at the same shares, with those that enter."""
    of = Transitions(TIERS, {pair: n for pair, n in moves.items() if pair != (OUTSIDE, OUTSIDE)})
    ahead = expected_stock(of)
    inside = [state for state in of.states if state != OUTSIDE]
    leaving = sum(
        of.after(state) * of.moves.get((state, OUTSIDE), 0) / of.before(state) for state in inside if of.before(state)
    )
    assert sum(stock.value for stock in ahead.values()) == pytest.approx(
        sum(map(of.after, inside)) - leaving + of.before(OUTSIDE)
    )
    assert all(stock.low <= stock.value <= stock.high for stock in ahead.values())


def test_an_example_by_hand() -> None:
    """Ten wait, two of them rise; four are unicorns, one leaves; one enters. Then 8 wait and 5 are unicorns."""
    moves = {("below", "unicorn"): 2, ("below", "below"): 8, ("unicorn", "unicorn"): 3, ("unicorn", "left"): 1}
    ahead = expected_stock(Transitions(TIERS, {**moves, (OUTSIDE, "below"): 1}))
    assert ahead["unicorn"].value == pytest.approx(5 * 3 / 4 + 9 * 2 / 10)
    assert ahead["below"].value == pytest.approx(9 * 8 / 10 + 1)
    variance = (5 + 25 / 4) * 3 / 16 + (9 + 81 / 10) * 16 / 100
    assert ahead["unicorn"].high - ahead["unicorn"].value == pytest.approx(1.959964 * variance**0.5, abs=1e-5)


def test_where_nothing_moved_no_interval_is_claimed(region: Book) -> None:
    """Nobody of Tokyo is in the book, so no stock is expected; no super unicorn was there or entered, so no limits."""
    view, earlier = region.at(LAST), region.at(FIRST)
    tokyo = company_filter('city in {"Tokyo"}', keep_unknown=False)
    nobody = ask_transitions(EcosystemQuestion(view=view, where=tokyo, earlier=earlier))
    assert all(of.expected is None for of in nobody.stocks)
    ahead = [of for of in nobody.figures if of.id.endswith("_expected")]
    assert ahead
    assert all(of.value is None and of.interval is IntervalKind.NONE for of in ahead)
    wuhan = company_filter('city in {"Wuhan"}', keep_unknown=False)
    some = ask_transitions(EcosystemQuestion(view=view, earlier=earlier, under="gei-unicorn", where=wuhan))
    (top,) = (of for of in some.stocks if of.state == "super")
    assert (top.expected, top.low, top.high) == (0.0, None, None)
    assert all(of.low is None or (of.high is not None and of.low < of.high) for of in some.stocks)


def test_nobody_moves_between_a_day_and_itself(region: Book) -> None:
    view = region.at(LAST)
    assert all(was == now for was, now in transitions(EcosystemQuestion(view=view), view).moves)


@sampled(50, long=5_000)
@given(st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_of_a_share_is_that_of_scipy(of: tuple[int, int]) -> None:
    ends = binomtest(*of).proportion_ci(method="wilson")
    assert wilson_interval(*of) == pytest.approx((ends.low, ends.high), abs=1e-9)
    assert wilson_interval(0, 0) is None
