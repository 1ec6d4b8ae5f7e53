"""Which records are one company, as of a day: a merge learnt later changes nothing that was asked before."""

from datetime import date, timedelta
from decimal import Decimal
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.book.view import Told, View
from hornbook.engine import Engine
from hornbook.indicators.panel import panel
from hornbook.indicators.profile import profile
from hornbook.kinds import Fact, Founded, Headcount, Named, Round, SameAs, Valuation
from hornbook.standards.ask import rule
from hornbook.standards.case import Cases
from hornbook.standards.judge import needed
from hornbook.standards.judge import values as values_of
from hornbook.terms import Day, Grade, Instrument
from tests import oracle
from tests.indicators.test_indicators import asked, differences, rows, stacked
from tests.laws.test_as_of import counted, expected
from tests.samples import sampled
from tests.strategies import DAYS, Given, book_of, books, everything_said, promise

LINKED = (Named, SameAs, SameAs, SameAs, Round, Round, Round, Valuation, Founded, Headcount)
F = TypeVar("F", bound=Fact)
day_of = st.sampled_from(DAYS)
D = DAYS[0]
MERGED = date(2017, 5, 1)


@sampled(4, long=120)
@given(given=books(LINKED, size=40), day=day_of, known=day_of)
@pytest.mark.slow("Hypothesis makes many books")
def test_a_view_of_linked_records_is_what_a_slow_reading_tells(
    given: tuple[Given, ...], day: Day, known: Day, engine: Engine
) -> None:
    """Records become companies, echoes are left out, and the better statement stands."""
    said = everything_said(given)
    with book_of(given, engine) as book:
        view = book.at(day, known=known)
        for kind in dict.fromkeys(LINKED):
            assert counted(view, kind) == expected(said, kind, day, known)
        assert differences(rows(view), oracle.profile(said, asked(given, day, known))) == []


@sampled(4, long=100)
@given(given=books(LINKED, size=40), known=st.one_of(st.none(), day_of))
@pytest.mark.slow("Hypothesis makes many books")
def test_a_panel_of_linked_records_merges_each_day_what_was_known_to_be_one(
    given: tuple[Given, ...], known: Day | None, engine: Engine
) -> None:
    """A panel is the profiles of its days, also where records become one, or are told apart, between them."""
    with book_of(given, engine) as book:
        found = stacked(book, DAYS, None, known)
    for day in DAYS:
        mine = {company: row for (on, company), row in found.items() if on == day}
        theirs = oracle.profile(everything_said(given), asked(given, day, known or day))
        assert [(day, *one) for one in differences(mine, theirs)] == []


@sampled(4, long=80)
@given(given=books(LINKED, size=40), day=day_of, known=day_of)
@pytest.mark.slow("Hypothesis makes many books and judges each company")
def test_one_company_taken_out_of_the_book_is_the_same_company(
    given: tuple[Given, ...], day: Day, known: Day, engine: Engine
) -> None:
    """A verdict on one company rests on the same values as the table of all."""
    with book_of(given, engine) as book:
        view = book.at(day, known=known)
        inputs = needed([rule("hurun", day).tier.condition, rule(None, day).tier.condition])
        together = values_of(view, inputs)
        cases = Cases(view, inputs)
        one_by_one = {company: cases(company) for company in [*together, "nobody"]}
        assert {company: values for company, (values, _) in one_by_one.items() if company != "nobody"} == together
        at_once = cases.together([*together, "nobody"])
        for company, (values, story) in one_by_one.items():
            assert at_once[company][0] == values
            assert sorted(at_once[company][1], key=place) == sorted(story, key=place)


def place(told: Told) -> tuple[str, str, Day]:
    """Tells the facts of a company apart."""
    return told.kind, told.id, told.known


@sampled(4, long=100)
@given(given=books(LINKED, files=3, size=40), at=st.integers(0, len(DAYS) - 2), day=day_of, said=st.data())
@pytest.mark.slow("Hypothesis makes many pairs of books and asks whole panels")
def test_a_merge_learnt_later_changes_nothing_before(
    given: tuple[Given, ...], at: int, day: Day, said: st.DataObject, engine: Engine
) -> None:
    """Whatever is said of pairs from tomorrow on, and in whatever file, today's answers stay."""
    known, later = DAYS[at], DAYS[at + 1]
    pairs = st.builds(
        SameAs,
        subject=st.sampled_from(("aster", "birch", "cedar")),
        other=st.sampled_from(("birch", "cedar", "dahlia", "elm")),
        same=st.booleans(),
        valid=st.just(DAYS[0]),
        known=st.sampled_from(DAYS[at + 1 :]),
        grade=st.sampled_from([Grade.DERIVED, Grade.FILED]),
        place=st.just("line 9"),
    )
    news = Given("gazette", later, tuple(said.draw(st.lists(pairs, min_size=3, max_size=8))))
    with book_of(given, engine) as before, book_of((*given, news), engine) as after:
        assert rows(before.at(day, known=known)) == rows(after.at(day, known=known))
        assert stacked(before, DAYS, None, known) == stacked(after, DAYS, None, known)


# ---------------------------------------------------------------------------------------------------- by hand, in small


def fact(kind: type[F], of: str, valid: Day = D, **own: object) -> F:
    """A fact of a record."""
    return kind(subject=of, valid=valid, place="1", **own)  # type: ignore[arg-type]


def book_with(*pairs: SameAs) -> list[Given]:
    """Two exports that tell of one company under two names, with its rounds, and statements on the pair."""
    first = [
        fact(Named, "a:meteor", name="Meteor"),
        fact(Founded, "a:meteor", date(2010, 1, 1), precision="year"),
        fact(Round, "a:meteor", type="seed", amount=Decimal(5), currency="USD", investors=("Ann",)),
        fact(Round, "a:meteor", D + timedelta(400), type="venture", amount=Decimal(40), currency="USD"),
    ]
    second = [
        fact(Named, "b:meteor-inc", name="Meteor Inc"),
        fact(Founded, "b:meteor-inc", date(2011, 3, 1), grade=Grade.FILED),
        fact(Round, "b:meteor-inc", D + timedelta(20), type="seed", investors=("Bob",)),
        fact(Round, "b:meteor-inc", D + timedelta(410), type="venture", amount=Decimal(42), currency="USD"),
        fact(Round, "b:meteor-inc", D + timedelta(700), type="venture", amount=Decimal(42), currency="USD"),
    ]
    vow = promise("live", (Round,), DAYS[-1])
    return [Given("a", D, tuple(first), vow), Given("b", D, tuple(second), vow), Given("office", D, tuple(pairs))]


def pair(known: Day, *, same: bool = True, **own: object) -> SameAs:
    """A statement on the two records."""
    return fact(SameAs, "a:meteor", known=known, key="b:meteor-inc", other="b:meteor-inc", same=same, **own)


def figures(view: View) -> dict[str, tuple[object, ...]]:
    """Rounds, investors and founding day by company."""
    table = view.engine.arrow(profile(view, ["rounds", "investors", "founded", "largest_round"])).to_pylist()
    return {row["subject"]: (row["rounds"], row["investors"], row["founded"], row["largest_round"]) for row in table}


def test_two_records_are_one_company_from_the_day_on_which_that_was_known(engine: Engine) -> None:
    """Two exports tell of three rounds together, by two investors; the filed founding day stands."""
    with book_of(book_with(pair(MERGED)), engine) as book:
        day = DAYS[-1]
        apart = {
            "a:meteor": (2, 1, date(2010, 1, 1), Decimal(40)),
            "b:meteor-inc": (3, 1, date(2011, 3, 1), Decimal(42)),
        }
        assert figures(book.at(day, known=MERGED - timedelta(1))) == apart
        together = {"a:meteor": (3, 2, date(2011, 3, 1), Decimal(42))}
        assert figures(book.at(day, known=MERGED)) == together
        assert figures(book.at(day)) == together


def test_a_merge_is_undone_by_a_later_word(engine: Engine) -> None:
    """What was asked between keeps its answer."""
    with book_of(book_with(pair(MERGED), pair(DAYS[-1], same=False)), engine) as book:
        assert len(figures(book.at(MERGED))) == 1
        assert len(figures(book.at(DAYS[-1]))) == 2
        tables = panel(book, [MERGED - timedelta(1), MERGED, DAYS[-1]], ["rounds"])
        counts = [(row["subject"], row["day"].year, row["rounds"]) for t in tables for row in t.to_pylist()]
        assert sorted(counts) == [
            ("a:meteor", 2017, 2),
            ("a:meteor", 2017, 3),
            ("a:meteor", 2019, 2),
            ("b:meteor-inc", 2017, 3),
            ("b:meteor-inc", 2019, 3),
        ]


def test_a_person_overrules_a_program_however_sure_that_is(engine: Engine) -> None:
    """A documented word stands before a derived one that is newer."""
    words = (
        pair(MERGED, same=False, grade=Grade.DOCUMENTED),
        fact(SameAs, "b:meteor-inc", known=DAYS[-1], other="a:meteor", probability=0.999, grade=Grade.DERIVED),
    )
    with book_of(book_with(*words), engine) as book:
        assert len(figures(book.at(DAYS[-1]))) == 2


def test_two_that_are_apart_do_not_meet_through_a_third(engine: Engine) -> None:
    """Of two ways round, the weaker link gives way."""
    third = (fact(Named, "c:meteor", name="Meteor China"),)
    words = (
        pair(D, same=False, grade=Grade.DOCUMENTED),
        fact(SameAs, "a:meteor", key="x", known=D, other="c:meteor", probability=0.9, grade=Grade.DERIVED),
        fact(SameAs, "b:meteor-inc", known=D, other="c:meteor", probability=0.99, grade=Grade.DERIVED),
    )
    with book_of([*book_with(*words), Given("c", D, third)], engine) as book:
        view = book.at(DAYS[-1])
        assert view.identity.records("b:meteor-inc", view.known) == ["b:meteor-inc", "c:meteor"]
        assert view.identity.company("c:meteor", view.known) == "b:meteor-inc"
        assert view.identity.records("a:meteor", view.known) == ["a:meteor"]
        assert view.company("c:meteor") == view.company("Meteor China") == "b:meteor-inc"


def test_a_loan_is_no_echo_of_an_investment(engine: Engine) -> None:
    """Two rounds of one week that are not of one sort are two."""
    loan = fact(Round, "b:meteor-inc", D + timedelta(201), type="debt", instrument=Instrument.DEBT)
    share = fact(Round, "a:meteor", D + timedelta(200), type="angel", instrument=Instrument.EQUITY, key="angel")
    with book_of([*book_with(pair(D)), Given("a", D, (share,)), Given("b", D, (loan,))], engine) as book:
        view = book.at(DAYS[-1])
        kinds = view.engine.arrow(view.facts(Round)).to_pylist()
        assert sorted(row["type"] for row in kinds if (row["valid"] - D).days in (200, 201)) == ["angel", "debt"]
