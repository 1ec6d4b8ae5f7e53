"""A sum over facts that may or may not belong lies between two ends, and so does whatever turns out to be true."""

import io
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from hornbook.answers.facts import ask_why, facts_sheet
from hornbook.answers.profile import ask_profile, ask_profiles
from hornbook.book.book import Book
from hornbook.engine import Engine
from hornbook.indicators.catalogue import chosen_indicators
from hornbook.indicators.panel import panel
from hornbook.indicators.profile import profile
from hornbook.kinds import Fact, Headcount, Named, Round
from hornbook.lang.answer import reply
from hornbook.lang.bind import bind
from hornbook.lang.read import read_rule
from hornbook.lang.scope import RuleScope
from hornbook.locale import Lang
from hornbook.population.count import census
from hornbook.render import terminal
from hornbook.render.sheet import Sheet
from hornbook.standards.case import Cases, indicator_values
from hornbook.standards.judge import answered, needed
from hornbook.terms import Day, Instrument, Payment
from tests.lang.test_narrow import once, resolved
from tests.samples import sampled
from tests.strategies import DAYS, Given, book_of, books, promise

D = date(2019, 6, 30)
OPEN = ("raised", "raised_12m", "raised_paid_in", "borrowed", "granted")
ENDS = [f"{name}_{side}" for name in OPEN for side in ("least", "most")]


@sampled(3, long=80)
@given(
    given=books((Named, Round, Round, Round), size=40),
    day=st.sampled_from(DAYS),
    seed=st.randoms(use_true_random=False),
)
@pytest.mark.slow("Hypothesis makes many books")
def test_d13b_every_completion_of_what_is_unstated_lies_between_the_ends(
    given: tuple[Given, ...], day: Day, seed: Random, engine: Engine
) -> None:
    """Instruments, payments and amounts are found out one way or another: what is then known lies within what was."""
    whole = once(given, lambda fact: fact)
    found_out = once(given, lambda fact: resolved(fact, lambda some: seed.choice(list(some))))
    before, after = (_rows(each, day, (*OPEN, *ENDS), engine) for each in (whole, found_out))
    for company, row in before.items():
        for name in OPEN:
            both = [(each[f"{name}_least"], each[f"{name}_most"]) for each in (row, after[company])]
            (least, most), (low, high) = both
            if (low, high) == (None, None):  # no fact belongs after all, and nobody promised that there is none
                continue
            assert least is None or (low is not None and least <= low), (company, name)
            assert most is None or (high is not None and high <= most), (company, name)


def _rows(given: tuple[Given, ...], day: Day, names: tuple[str, ...], engine: Engine) -> dict[str, dict[str, Any]]:
    with book_of(given, engine) as book:
        return {row["subject"]: row for row in engine.arrow(profile(book.at(day), names)).to_pylist()}


@sampled(3, long=40)
@given(given=books((Named, Round, Round, Headcount), size=40), known=st.one_of(st.none(), st.sampled_from(DAYS)))
def test_d13b_the_ends_of_a_panel_are_those_of_its_profiles(
    given: tuple[Given, ...], known: Day | None, engine: Engine
) -> None:
    """Least and most, on eight days at once and one by one."""
    names = [*OPEN, *ENDS, "headcount_least", "headcount_most"]
    with book_of(given, engine) as book:
        tables = panel(book, DAYS, names, known=known)
        together = {(row.pop("day"), row.pop("subject")): row for table in tables for row in table.to_pylist()}
        single = {
            (day, row.pop("subject")): row
            for day in DAYS
            for row in engine.arrow(profile(book.at(day, known=known), names)).to_pylist()
        }
    assert together == single


# ------------------------------------------------------------------------------------------------------------ D13b

AT: dict[str, Any] = {"subject": "aster", "place": "1", "valid": date(2018, 1, 1)}
NAME = Named(**AT, name="Aster")


def funded(amount: int | None, instrument: Instrument = Instrument.EQUITY, **more: Any) -> Round:
    """A round in dollars, each a statement of its own."""
    money = None if amount is None else Decimal(amount)
    return Round(**AT, key=str(amount), type="a", amount=money, currency="USD", instrument=instrument, **more)


TWO = (NAME, funded(1_000_000), funded(50_000_000, Instrument.UNSTATED))
RULES = {f"raised >= {n} USD": answer for n, answer in {1_000_000: True, 10_000_000: None, 60_000_000: False}.items()}


def page_of(sheet: Sheet, lang: Lang) -> str:
    """A page as a terminal shows it."""
    out = io.StringIO()
    terminal.draw(sheet, lang, Console(file=out, width=120, markup=False, highlight=False, emoji=False))
    return out.getvalue()


def answers(book: Book, rules: dict[str, bool | None]) -> list[dict[str, bool | None]]:
    """What each rule says of the company: in the table of all, and by its own facts alone and together with others."""
    view = book.at(D)
    conditions = {rule: bind(read_rule(rule), RuleScope()) for rule in rules}
    (row,) = view.engine.arrow(answered(view, conditions)).to_pylist()
    cases = Cases(view, needed(conditions.values()))
    values = [cases("aster")[0], cases.together(["aster"])["aster"][0]]
    own = [{rule: reply(each, known or {}, D).answer for rule, each in conditions.items()} for known in values]
    return [{rule: row[rule] for rule in rules}, *own]


@pytest.mark.parametrize("promised", [True, False], ids=["promised", "not promised"])
def test_d13b_one_round_of_equity_and_one_of_an_unstated_sort(*, promised: bool, engine: Engine) -> None:
    """Raised is between 1 and 51 million: at least 1 million yes, 10 unknown, 60 no where all rounds are promised."""
    file = Given("gazette", D, TWO, promise("past" if promised else "none", (Round,), D))
    expected = RULES if promised else RULES | {"raised >= 60000000 USD": None}
    with book_of([file], engine) as book:
        view = book.at(D)
        assert answers(book, expected) == [expected] * 3
        wanted = ["raised", "raised_least", "raised_most", "raised_to_value"]
        known = {"raised": None, "raised_least": 1_000_000, "raised_most": 51_000_000, "raised_to_value": None}
        assert engine.arrow(profile(view, wanted)).drop(["subject"]).to_pylist() == [known]
        assert indicator_values(view, chosen_indicators(wanted), "aster") == known
        page = page_of(ask_profile(view, "aster").sheet(), Lang.EN)
        assert "between US$1m and US$51m" in page
        every = page_of(ask_profiles(view).sheet(), Lang.EN)
        assert "US$1m –" in every
        assert census(view).total.count == 0


def test_d13b_why_says_which_fact_may_or_may_not_count(engine: Engine) -> None:
    """The page names the range, and marks the round whose instrument nobody states."""
    with book_of([Given("gazette", D, TWO)], engine) as book:
        answer = ask_why(book.at(D), "aster", "raised")
    assert (answer.value, answer.range and (answer.range.least, answer.range.most)) == (None, (1_000_000, 51_000_000))
    assert [fact.unsure for fact in sorted(answer.facts, key=lambda fact: fact.says["amount"])] == [False, True]
    english, chinese = (page_of(facts_sheet(answer), lang) for lang in (Lang.EN, Lang.ZH))
    assert "raised: between US$1m and US$51m" in english
    assert english.count("may or may not count") == 1
    assert chinese.count("是否计入不明") == 1


SISTERS: dict[str, tuple[tuple[Fact, ...], str, tuple[Any, Any, Any]]] = {
    "a debt is surely no equity": (
        (funded(1), funded(50, Instrument.DEBT)),
        "raised",
        (1, 1, 1),
    ),
    "an unstated sort without an amount is in no total of stated amounts, and sets no limit": (
        (funded(1), funded(None, Instrument.UNSTATED)),
        "raised",
        (1, 1, None),
    ),
    "only an unstated sort": ((funded(50, Instrument.UNSTATED),), "raised", (None, 0, 50)),
    "it may be a debt as well": ((funded(50, Instrument.UNSTATED),), "borrowed", (None, 0, 50)),
    "it may be a grant as well": (
        (funded(50, Instrument.UNSTATED), funded(2, Instrument.GRANT)),
        "granted",
        (None, 2, 52),
    ),
    "what was announced may have been paid in": (
        (funded(1, payment=Payment.PAID_IN), funded(50, payment=Payment.ANNOUNCED)),
        "raised_paid_in",
        (None, 1, 51),
    ),
    "a vague sum of an unstated sort": (
        (
            funded(1),
            Round(**AT, type="b", least=Decimal(10), most=Decimal(20), currency="USD", instrument=Instrument.UNSTATED),
        ),
        "raised",
        (1, 1, 21),
    ),
    "an unstated round that is old is in no window": (
        (funded(50, Instrument.UNSTATED),),
        "raised_6m",
        (None, None, None),
    ),
    "a headcount that is a band": (
        (Headcount(**AT, fewest=11, largest=50),),
        "headcount",
        (None, 11, 50),
    ),
    "a headcount": ((Headcount(**AT, count=7),), "headcount", (7, 7, 7)),
}


@pytest.mark.parametrize("case", SISTERS)
def test_d13b_sisters(case: str, engine: Engine) -> None:
    """The value, the least and the most, in a profile, of one company alone and in a panel."""
    facts, name, expected = SISTERS[case]
    names = [name, f"{name}_least", f"{name}_most"]
    with book_of([Given("gazette", D, (NAME, *facts))], engine) as book:
        view = book.at(D)
        (row,) = engine.arrow(profile(view, names)).to_pylist()
        alone = indicator_values(view, chosen_indicators(names), "aster")
        (many,) = next(iter(panel(book, [D], names))).to_pylist()
        assert [tuple(each[n] for n in names) for each in (row, alone, many)] == [expected] * 3


def test_a_vague_sum_is_read_of_one_company_as_of_all(engine: Engine) -> None:
    """A round of 10 to 50 million alone raises at least 10: by the table of all and by the company's own facts."""
    vague = Round(**AT, type="a", least=Decimal(10), most=Decimal(50), currency="USD", instrument=Instrument.EQUITY)
    rules = {"raised >= 10 USD": True, "raised >= 11 USD": None, "raised >= 51 USD": False}
    with book_of([Given("gazette", D, (NAME, vague), promise("past", (Round,), D))], engine) as book:
        assert answers(book, rules) == [rules] * 3


def test_a_band_of_people_is_compared_from_both_sides(engine: Engine) -> None:
    """Eleven to fifty: at least 11 yes, at least 20 unknown, at least 51 no."""
    band = Headcount(**AT, fewest=11, largest=50)
    rules = {"headcount >= 11 people": True, "headcount >= 20 people": None, "headcount >= 51 people": False}
    with book_of([Given("gazette", D, (NAME, band))], engine) as book:
        assert answers(book, rules) == [rules] * 3
