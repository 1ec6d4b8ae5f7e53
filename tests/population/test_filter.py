"""A filter: every question asks about the companies for which it is a yes, and says of how many it is unknown."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from hornbook.book.book import Book
from hornbook.engine import Engine
from hornbook.errors import QuestionError
from hornbook.kinds import Fact, Founded, Named, Registered
from hornbook.lang.filter import Filter, company_filter
from hornbook.population.compare import compare
from hornbook.population.count import census
from hornbook.population.effects import ClauseEffect
from hornbook.population.flow import flow
from hornbook.population.watch import watch
from hornbook.population.whatif import whatif
from hornbook.standards.judge import undecided_by
from hornbook.terms import Day
from tests.population.small import fact, register, tiny, worth
from tests.strategies import DAYS, Given, book_of

FIRST, LAST = date(2018, 1, 15), date(2018, 6, 1)


def given(**firms: tuple[Fact, ...]) -> list[Given]:
    """Companies of which a register names every fate."""
    facts = [replace(each, subject=s) for s, own in firms.items() for each in (fact(Named, DAYS[0], name=s), *own)]
    return [register(LAST, *facts)]


def at(city: str, day: Day = FIRST) -> Fact:
    """A company's city from a day on."""
    return fact(Registered, day, city=city, country="CHN")


def billion(amount: int = 1_500) -> Fact:
    """A valuation in millions."""
    return worth("aster", FIRST, amount)


FIRMS: dict[str, tuple[Fact, ...]] = {
    "aster": (at("Beijing"), billion(), fact(Founded, date(2015, 6, 1), precision="day")),
    "birch": (at("Wuhan"), billion(), fact(Founded, date(2015, 6, 1), precision="day")),
    "cedar": (billion(), fact(Founded, date(2015, 6, 1), precision="day")),
    "dahlia": (at("Wuhan"), at("Beijing", date(2018, 3, 1)), billion()),
}
BEIJING = company_filter("city in {'Beijing'}")


def unknown_kept(of: Filter) -> Filter:
    """The same filter, which keeps what it cannot decide."""
    return replace(of, keep_unknown=True)


def test_a_census_counts_only_companies_within_the_filter(engine: Engine) -> None:
    """One in Beijing, one in Wuhan, one nobody knows where, one that moved."""
    with book_of(given(**FIRMS), engine) as book:
        view = book.at(LAST)
        counts = [census(view, where=where).total.count for where in (None, BEIJING, unknown_kept(BEIJING))]
        assert counts == [4, 2, 3]
        assert undecided_by(view, BEIJING) == 1
        assert undecided_by(view, None) is None
        young = company_filter('city in {"Beijing"} and age <= 3 years')
        assert (census(view, where=young).total.count, undecided_by(view, young)) == (1, 2)


def test_groups_and_hindsight_are_within_the_filter(engine: Engine) -> None:
    """No group of another city is counted, nor a company learned of later elsewhere."""
    with book_of(given(**FIRMS), engine) as book:
        told = census(book.at(FIRST, known=LAST), ["city"], where=BEIJING)
        assert [group.figures.count for group in told.rows] == [1]
        assert told.total.count == 1


def test_the_filter_is_asked_on_each_day_of_a_flow(engine: Engine) -> None:
    """A unicorn that moves into the filter enters by it, and leaves that of its former city; nothing else moves."""
    with book_of(given(**FIRMS), engine) as book:
        days = book.at(FIRST), book.at(LAST)
        into, out_of = (flow(*days, where=company_filter(f"city = '{city}'")) for city in ("Beijing", "Wuhan"))
    assert [(m.company.name, m.reason, m.clause) for m in into.enters] == [("dahlia", "filter in", "")]
    assert [(m.company.name, m.reason, m.clause) for m in out_of.leaves] == [("dahlia", "filter out", "")]
    assert into.before + len(into.enters) - len(into.leaves) == into.after == 2


def test_a_company_that_crosses_within_the_filter_has_its_own_reason(engine: Engine) -> None:
    """What the rule decides is not put down to the filter."""
    firm = at("Beijing"), billion(500), worth("aster", date(2018, 3, 1), 2_000)
    with book_of(given(aster=firm, birch=(at("Wuhan"), *firm[1:])), engine) as book:
        told = flow(book.at(FIRST), book.at(LAST), where=BEIJING)
    assert [(m.company.name, m.reason) for m in told.enters] == [("aster", "value rose")]


ASKED = {
    "watch": lambda book, where: {n.company.name for n in watch(book.at(FIRST), book.at(LAST), where=where).near},
    "whatif": lambda book, where: {
        n.company.name
        for n in whatif(book.at(LAST), None, {"unicorn.valuation": "500_000_000 USD"}, where=where).enters
    },
    "compare": lambda book, where: {
        d.company.name for d in compare(book.at(LAST), ["plain", "cbinsights:unicorn"], where=where).disputes
    },
}


@pytest.mark.parametrize("question", ["watch", "whatif"])
def test_other_questions_name_only_companies_within_the_filter(question: str, engine: Engine) -> None:
    """Two short of a billion by a tenth, in two cities, and one of which nobody knows where it is."""
    firms = {name: (*own[:1], billion(900)) for name, own in FIRMS.items() if name in ("aster", "birch")}
    ask: Any = ASKED[question]
    with book_of(given(**firms, cedar=(billion(900),)), engine) as book:
        found = [ask(book, where) for where in (None, BEIJING, unknown_kept(BEIJING))]
    assert found == [{"aster", "birch", "cedar"}, {"aster"}, {"aster", "cedar"}]


def test_a_comparison_counts_only_companies_within_the_filter(engine: Engine) -> None:
    """Both rules see the same companies."""
    with book_of(given(**FIRMS), engine) as book:
        told = compare(book.at(LAST), ["plain", "cbinsights"], where=BEIJING)
        whole = compare(book.at(LAST), ["plain", "cbinsights"])
    assert [yes + unknown for yes, unknown in told.counts.values()] == [2, 2]
    assert [yes + unknown for yes, unknown in whole.counts.values()] == [4, 4]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("citty in {'Beijing'}", "Did you mean 'city'?"),
        ("city in {'Beijing'} and", "the rule ends too early"),
        ("age", "'age' is"),
        ("judged promising", "no matter is called 'promising'"),
        ("", "the rule is empty"),
    ],
)
def test_a_fault_in_a_filter_points_at_its_place(text: str, says: str) -> None:
    """As the faults of a rule do."""
    with pytest.raises(QuestionError) as told:
        company_filter(text)
    assert says in str(told.value)
    assert str(told.value).startswith("The filter cannot be read: ")


def test_words_join_conditions_and_brackets_group_them(engine: Engine) -> None:
    """`and` binds more tightly than `or`, and both mean what all(…) and any(…) mean."""
    with book_of(given(**FIRMS), engine) as book:
        view: Any = book.at(LAST)

        def among(text: str) -> int:
            return census(view, where=company_filter(text)).total.count

        assert among("city = 'Wuhan' or city = 'Beijing' and age <= 3 years") == 2
        assert among("(city = 'Wuhan' or city = 'Beijing') and age <= 3 years") == 2
        assert among("any(city = 'Wuhan', all(city = 'Beijing', not listed))") == 3
        assert among("not city = 'Wuhan' and not listed") == 2


def test_a_census_on_the_facts_ranks_by_those_that_await_a_person(engine: Engine, shelf: Any) -> None:
    """A rule with a matter that nobody has judged: none is confirmed, all stand on the facts."""
    from hornbook.kinds import Round
    from hornbook.terms import Instrument

    money = fact(Round, FIRST, amount=500_000, currency="USD", instrument=Instrument.EQUITY, type="A")
    firms = {name: (*own, money) for name, own in FIRMS.items()}
    with book_of(given(**firms), engine) as book:
        book_: Book = book
        strict, eased = (census(book_.at(LAST), ["city"], under="small:super", on_facts=f) for f in (False, True))
    assert (strict.total.count, strict.total.on_facts) == (eased.total.count, eased.total.on_facts) == (0, 4)
    assert [group.rank for group in eased.rows] == [1, 2, None]  # the last is of unknown place
    assert [group.share for group in eased.rows] == [0.5, 0.25, 0.25]
    assert eased.total.mean_usd == 1_500_000_000
    assert strict.total.mean_usd is None


def test_the_clause_that_leaves_most_undecided_is_named_with_what_were_without_it(
    engine: Engine, tmp_path: Path
) -> None:
    """Of four, two are of unknown age and one of unknown place; without the age three would be a yes."""
    of = tiny(tmp_path, "two", age="age <= 10 years", place="country in {'CHN'}", value="valuation >= 1 USD")
    born = fact(Founded, date(2015, 6, 1), precision="day")
    firms = {
        "aster": (at("Beijing"), billion(), born),
        "birch": (at("Wuhan"), billion()),
        "cedar": (at("Wuhan"), billion()),
        "dahlia": (billion(), born),
    }
    with book_of(given(**firms), engine) as book:
        told = census(book.at(LAST), under=of)
        sure = census(book.at(LAST), under=of, where=company_filter("age <= 10 years and city in {'Beijing'}"))
    assert (told.total.count, told.total.unknown) == (1, 3)
    assert told.effect == ClauseEffect("age", 2, 3)
    assert sure.effect is None
