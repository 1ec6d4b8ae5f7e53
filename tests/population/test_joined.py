"""A flow tells what happened in its period and what was only learnt or joined in it (D11 to D13)."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from hornbook.answers.flow import flow_part
from hornbook.engine import Engine
from hornbook.kinds import Acquired, Named, Registered, SameAs
from hornbook.population.count import census
from hornbook.population.flow import Flow, flow
from hornbook.sources.source import source
from hornbook.terms import Bound
from tests.population.small import fact, register, worth
from tests.strategies import Given, book_of

FIRST, JOINED, LAST = date(2018, 3, 1), date(2018, 6, 1), date(2018, 9, 1)
OLD = date(2017, 3, 1)
SAME = SameAs(subject="aster", other="birch", key="birch", valid=OLD, known=JOINED, place="1")


def two_sources(*more: object) -> list[Given]:
    """The firm of the register, and the same on a list under another subject, worth two billion for years."""
    home = Given("register", OLD, (fact(Named, OLD, "aster", name="Aster"), *more))  # type: ignore[arg-type]
    return [home, register(OLD, fact(Named, OLD, "birch", name="Birch"), worth("birch", OLD, 2_000), source="list")]


def moved(engine: Engine, given: list[Given]) -> Flow:
    """The flow over the day of joining."""
    with book_of([*given, Given("desk", JOINED, (SAME,))], engine) as book:
        return flow(book.at(FIRST), book.at(LAST))


def test_d12_records_that_were_in_the_book_are_joined_and_not_new(engine: Engine) -> None:
    """Birch counted; as Aster it counts on: nobody moves. Where neither did, the reason is what is new."""
    told = moved(engine, two_sources())
    assert (told.before, told.after, told.enters, told.leaves) == (1, 1, (), ())


def test_d12_a_record_of_another_name_was_in_the_book_for_years(engine: Engine) -> None:
    """The list names it for the first time; the register knew it all along: a valuation became known."""
    listed = register(JOINED, fact(Named, JOINED, "aaa", name="Aaa"), worth("aaa", JOINED, 2_000), source="list")
    known = Given("register", OLD, (fact(Named, OLD, "birch", name="Birch"),))
    same = replace(SAME, subject="aaa")
    with book_of([known, listed, Given("desk", JOINED, (same,))], engine) as book:
        told = flow(book.at(FIRST), book.at(LAST))
    assert [move.reason for move in told.enters] == ["valued"]


def test_d12_a_sale_of_years_ago_that_comes_with_a_joined_record(engine: Engine) -> None:
    """Sold in 2015 by the other record: its records were joined, and it was not sold in this period."""
    told = moved(engine, two_sources(fact(Acquired, date(2015, 1, 1), "aster")))
    assert [(move.reason, move.joined) for move in told.leaves] == [("joined", JOINED)]


def test_d12_an_event_before_the_period_is_not_told_as_this_period_s(engine: Engine) -> None:
    """Sold in 2015, which became known in 2018."""
    late = replace(fact(Acquired, date(2015, 1, 1), "aster"), known=JOINED)
    own = register(JOINED, fact(Named, OLD, "aster", name="Aster"), worth("aster", OLD, 2_000), late)
    with book_of([own], engine) as book:
        told = flow(book.at(FIRST), book.at(LAST))
    assert [move.reason for move in told.leaves] == ["learnt late"]


@pytest.mark.parametrize("amount", [700])
def test_d13_a_lower_limit_has_its_sign_and_its_reason(engine: Engine, amount: int) -> None:
    """At least 700 million, then 1,300: its value became known, where only a limit had been."""
    limit = replace(worth("aster", OLD, amount), bound=Bound.AT_LEAST)
    later = worth("aster", JOINED, 1_300)
    with book_of([register(LAST, fact(Named, OLD, "aster", name="Aster"), limit, later)], engine) as book:
        told = flow(book.at(FIRST), book.at(LAST))
        (move,) = told.enters

        part = flow_part(told, _words(told))
    assert (move.reason, move.limits[0], move.value_before) == ("settled", Bound.AT_LEAST, Decimal(700_000_000))
    assert part.enters[0].bound_before is Bound.AT_LEAST


def _words(told: Flow) -> object:
    from hornbook.answers.grounds import ground_words

    return ground_words(told.rule.label, told.last)


def test_d11_hindsight_compares_by_the_identity_of_the_later_day(engine: Engine) -> None:
    """One firm under two names is neither among those not yet known nor among those no longer believed."""
    with book_of([*two_sources(), Given("desk", JOINED, (SAME,))], engine) as book:
        found = census(book.at(FIRST, known=LAST))
    assert (found.enters, found.leaves) == ((), ())


def test_d13c_two_lists_whose_records_are_not_linked_give_a_hint(engine: Engine) -> None:
    """One firm stands on both lists under two subjects; linked, it is one company of both."""
    from hornbook.answers.compare import ask_compare
    from hornbook.kinds import Certified

    lists = [
        register(
            OLD,
            fact(Named, OLD, name, name="Aster"),
            fact(Certified, OLD, name, status="unicorn", by=maker),
            source=maker.lower(),
        )
        for name, maker in (("aster", "Alpha"), ("birch", "Beta"))
    ]
    with book_of(lists, engine) as book:
        answer = ask_compare(book.at(LAST), ["list:Alpha", "list:Beta"])
    assert answer.pairs[0].both == 0
    assert any("hornbook link" in str(block) for block in answer.sheet().blocks)
    with book_of([*lists, Given("desk", JOINED, (SAME,))], engine) as book:
        answer = ask_compare(book.at(LAST), ["list:Alpha", "list:Beta"])
    assert answer.pairs[0].both == 1
    assert not any("hornbook link" in str(block) for block in answer.sheet().blocks)


def test_d10_a_list_that_names_only_the_country_does_not_hide_the_city(engine: Engine, tmp_path: Path) -> None:
    """The register says San Francisco since 2012; the list, which it joined in 2018, says United States."""
    from hornbook.indicators.profile import profile

    row = ("Aster", "$2", "3/4/2018", "United States", "Fintech", "Birch Fund")
    path = tmp_path / "2018-12-29.csv"
    path.write_text("Company,Valuation ($B),Date Joined,Country,Industry,Investors\n" + ",".join(row) + "\n")
    home = [
        fact(Named, date(2012, 1, 1), "register:aster", name="Aster"),
        fact(Registered, date(2012, 1, 1), "register:aster", country="USA", region="California", city="San Francisco"),
    ]
    same = SameAs(subject="cbinsights:aster", other="register:aster", key="r", valid=OLD, known=LAST, place="1")
    with book_of([Given("register", FIRST, tuple(home)), Given("desk", LAST, (same,))], engine) as book:
        book.take(source("cbinsights"), [path])
        view = book.at(date(2018, 12, 31))
        rows = profile(view, ["country", "region", "city"]).to_pyarrow().to_pylist()
    assert [(r["country"], r["region"], r["city"]) for r in rows] == [("USA", "California", "San Francisco")]
