"""D10: an empty field never hides a stated one where the rest agrees, however the question is asked."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.engine import Engine
from hornbook.indicators.catalogue import chosen_indicators
from hornbook.indicators.panel import panel
from hornbook.indicators.profile import facts_behind, profile
from hornbook.kinds import Acquired, Fact, Founded, Listed, Named, Registered
from hornbook.lang.answer import reply
from hornbook.lang.bind import bind
from hornbook.lang.read import read_rule
from hornbook.lang.scope import RuleScope
from hornbook.standards.case import Cases, indicator_values
from hornbook.standards.judge import needed
from hornbook.terms import Day, Grade
from tests.samples import sampled
from tests.strategies import DAYS, Given, book_of, books

PLACE = ("country", "region", "city")
OLD, MID, D = date(2012, 1, 1), date(2015, 1, 1), date(2019, 6, 30)


@sampled(3, long=80)
@given(given=books((Named, Registered, Registered, Registered), size=40), day=st.sampled_from(DAYS), data=st.data())
def test_d10_a_statement_that_leaves_fields_out_changes_nothing_where_the_rest_agrees(
    given: tuple[Given, ...], day: Day, data: st.DataObject, engine: Engine
) -> None:
    """A newer statement of a place as it is known, with any of its fields left empty, hides none of them."""
    with book_of(given, engine) as book:
        before = {row["subject"]: row for row in engine.arrow(profile(book.at(day), PLACE)).to_pylist()}
    news = []
    for company, row in before.items():
        some = data.draw(st.sets(st.sampled_from(PLACE)))
        stated = {name: row[name] for name in some}
        at: dict[str, Any] = {"subject": company, "valid": day, "known": day, "key": "news", "place": "9"}
        news.append(Registered(**at, grade=Grade.FILED, **stated))
    with book_of([*given, Given("gazette", day, tuple(news))], engine) as book:
        after = {row["subject"]: row for row in engine.arrow(profile(book.at(day), PLACE)).to_pylist()}
    assert after == before


def registered(valid: Day, country: str | None = None, region: str | None = None, city: str | None = None) -> Fact:
    """Where the company is based from a day on."""
    return Registered(subject="aster", valid=valid, place="1", country=country, region=region, city=city)


def born(valid: Day, precision: str = "day", **more: Any) -> Fact:
    """A founding, as exact as it is known."""
    return Founded(subject="aster", valid=valid, place="1", precision=precision, key=str(valid), **more)


FRISCO = registered(OLD, "USA", "California", "San Francisco")
FILED = {"grade": Grade.FILED}
CASES: dict[str, tuple[tuple[Fact, ...], dict[str, Any]]] = {
    "a later list says USA only": (
        (FRISCO, registered(MID, "USA")),
        {"country": "USA", "region": "California", "city": "San Francisco"},
    ),
    "a later list says Germany": (
        (FRISCO, registered(MID, "DEU")),
        {"country": "DEU", "region": None, "city": None},
    ),
    "a later statement has the city alone": (
        (FRISCO, registered(MID, city="San Francisco")),
        {"country": "USA", "region": "California", "city": "San Francisco"},
    ),
    "a later statement has another city alone": (
        (FRISCO, registered(MID, city="Denver")),
        {"country": None, "region": None, "city": "Denver"},
    ),
    "the region of another state hides the city": (
        (FRISCO, registered(MID, "USA", "New York")),
        {"country": "USA", "region": "New York", "city": None},
    ),
    "it moved away and back, to no stated city": (
        (FRISCO, registered(MID, "DEU", city="Berlin"), registered(D, "USA")),
        {"country": "USA", "city": None},
    ),
    "a year, and a day within it": (
        (born(date(2013, 5, 14)), born(date(2013, 1, 1), "year", **FILED)),
        {"founded": date(2013, 5, 14), "founding_precision": "day", "age": 6},
    ),
    "a year, a month within it and a day within another": (
        (born(date(2013, 7, 1), "month"), born(date(2014, 5, 14)), born(date(2013, 1, 1), "year", **FILED)),
        {"founded": date(2013, 7, 1), "founding_precision": "month", "age": 5},
    ),
    "a day outside the year": (
        (born(date(2012, 5, 14)), born(date(2013, 1, 1), "year", **FILED)),
        {"founded": date(2013, 1, 1), "founding_precision": "year"},
    ),
    "a venue on the day of listing": (
        (
            Listed(subject="aster", valid=MID, place="1", venue="NASDAQ", key="a"),
            Listed(subject="aster", valid=MID, place="2", key="b", grade=Grade.FILED),
        ),
        {"listed": MID, "venue": "NASDAQ"},
    ),
    "the venue of a later listing is not that of the first": (
        (
            Listed(subject="aster", valid=OLD, place="1", key="b"),
            Listed(subject="aster", valid=MID, place="1", venue="NASDAQ", key="a"),
        ),
        {"listed": OLD, "venue": None},
    ),
    "a buyer": (
        (
            Acquired(subject="aster", valid=MID, place="1", by="Birch", key="a"),
            Acquired(subject="aster", valid=MID, place="2", key="b", grade=Grade.FILED),
        ),
        {"acquirer": "Birch"},
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_d10_an_empty_field_hides_no_stated_one(case: str, engine: Engine) -> None:
    """By all ways of asking; and the fact behind a value is the one that states it."""
    facts, expected = CASES[case]
    named = Named(subject="aster", valid=OLD, name="Aster", place="1")
    with book_of([Given("gazette", D, (named, *facts))], engine) as book:
        view, names = book.at(D), list(expected)
        (row,) = engine.arrow(profile(view, names)).drop(["subject"]).to_pylist()
        (many,) = next(iter(panel(book, [D], names))).drop(["subject", "day"]).to_pylist()
        assert row == many == indicator_values(view, chosen_indicators(names), "aster") == expected
        for indicator in chosen_indicators(["city", "venue"]):
            if value := expected.get(indicator.name):
                (told,) = facts_behind(view, indicator, "aster")
                assert value in told.says.values()


def test_d10_a_rule_of_one_company_reads_the_city_that_a_list_leaves_out(engine: Engine) -> None:
    """`city in {'San Francisco'}` is a yes, and the fact behind it names the city."""
    named = Named(subject="aster", valid=OLD, name="Aster", place="1")
    with book_of([Given("gazette", D, (named, FRISCO, registered(MID, "USA")))], engine) as book:
        condition = bind(read_rule("city in {'San Francisco'}"), RuleScope())
        known, _ = Cases(book.at(D), needed([condition]))("aster")
    assert reply(condition, known or {}, D).answer is True
