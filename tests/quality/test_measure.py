"""How good a book is: coverage, age, lateness, refusals and vague sums, each counted by hand on a small book."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from statistics import quantiles
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hornbook.engine import Engine
from hornbook.errors import QuestionError
from hornbook.kinds import Fact, Founded, Headcount, Named, Round, Valuation
from hornbook.quality.figures import Coverage, Lateness, Quality, Refusals, Staleness, Vagueness
from hornbook.quality.measure import measure_quality
from hornbook.terms import Day
from tests.samples import sampled
from tests.strategies import DAYS, Given, book_of, books

DAY = date(2020, 6, 30)
ASKED = ("name", "valuation", "largest_round")


def fact(kind: type[Fact], subject: str, valid: Day, **own: Any) -> Fact:
    """A fact of a company."""
    return kind(**{"subject": subject, "valid": valid, "place": "1"} | own)


def named(subject: str, year: int) -> Fact:
    """A company named on the first day of a year, and known on it."""
    day = date(year, 1, 1)
    return fact(Named, subject, day, known=day, name=subject)


LIVE = (
    *(named(subject, 2017 + n) for n, subject in enumerate(("aster", "birch", "cedar", "dahlia"))),
    fact(Headcount, "aster", date(2019, 6, 30), known=date(2019, 7, 10), count=5),
    fact(Headcount, "aster", date(2020, 6, 20), known=date(2020, 6, 30), count=6),
    fact(Headcount, "birch", date(2017, 6, 29), known=date(2018, 6, 29), count=7),
    fact(Headcount, "elm", date(2020, 6, 30), known=date(2020, 6, 1), count=9),
    fact(Round, "aster", date(2019, 1, 1), type="a", amount=Decimal(5), currency="USD"),
    fact(Round, "aster", date(2019, 2, 1), type="b", least=Decimal(5), currency="USD"),
    fact(Round, "birch", date(2019, 2, 1), type="b"),
)
ONCE = (fact(Named, "aster", date(2001, 1, 1), name="Aster"), fact(Founded, "fern", date(2000, 6, 30)))


def measured(engine: Engine, *more: Given, **asked: Any) -> Quality:
    """The quality of the small book: `live` tells when it knew what, `once` is one export."""
    with book_of([Given("live", DAY, LIVE), Given("once", DAY, ONCE), *more], engine) as book:
        return measure_quality(book.at(DAY), **asked)


def test_coverage_is_of_the_companies_that_the_source_itself_names(engine: Engine) -> None:
    found = measured(engine)
    told = {(c.source, c.what, c.year): (c.companies, c.covered) for c in found.coverage}
    assert told["live", "Headcount", None] == (4, 2)  # elm is named by nobody
    assert told["live", "Headcount", 2017] == (1, 1)  # aster and birch: birch's headcount is older than its name
    assert told["live", "Headcount", 2019] == (3, 1)
    assert told["live", "Round", None] == (4, 2)
    assert told["once", "Named", None] == (1, 1)
    assert ("once", "Founded", None) not in told  # fern is named by nobody
    assert Coverage("live", "Headcount", None, 4, 2).share == 0.5


def test_coverage_by_indicator_counts_what_is_known_of_a_sources_companies(engine: Engine) -> None:
    assert not [c for c in measured(engine).coverage if c.sort == "indicator"]
    told = {
        (c.source, c.what): (c.companies, c.covered)
        for c in measured(engine, indicators=ASKED).coverage
        if c.sort != "kind"
    }
    assert {what for _, what in told} == set(ASKED)
    assert told["live", "name"] == (4, 4)
    assert told["once", "name"] == (1, 1)
    assert told["live", "valuation"] == (4, 0)
    assert told["live", "largest_round"] == (4, 1)


def test_staleness_is_the_age_of_each_companys_newest_fact(engine: Engine) -> None:
    """Ages 10, 1097 and 0 days."""
    found = {(s.source, s.kind): s for s in measured(engine).staleness}
    assert found["live", "Headcount"] == Staleness(
        "live", "Headcount", 3, 10.0, pytest.approx(879.6), pytest.approx(1 / 3)
    )
    assert found["once", "Founded"].old == 1


def test_lateness_is_by_the_year_in_which_a_fact_became_true(engine: Engine) -> None:
    """Ten days late, and a month early; a source recorded once is marked, one that says when it knew is not."""
    found = {(e.source, e.kind, e.year): e for e in measured(engine).lateness}
    assert found["live", "Headcount", 2020] == Lateness(
        "live", "Headcount", 2020, 2, -9.5, pytest.approx(6.1), 0.5, 1, 0, 0, False
    )
    assert found["live", "Headcount", 2017][6:10] == (0, 0, 1, 0)
    assert found["once", "Founded", 2000] == ("once", "Founded", 2000, 1, 7305, 7305, 0, 0, 0, 1, True)
    assert measured(engine).recorded_once == ("once",)


def test_a_correction_is_not_a_late_arrival(engine: Engine) -> None:
    """A statement was known from its first version on, whatever its last one says."""
    later = replace(LIVE[4], known=DAY, count=8)  # type: ignore[call-arg]
    found = {(e.source, e.kind, e.year): e for e in measured(engine, Given("live", DAY, (later,))).lateness}
    assert found["live", "Headcount", 2019][3:6] == (1, 10, 10)


def test_refusals_and_vague_sums_add_up(engine: Engine) -> None:
    found = measured(engine, source="live")
    assert found.refusals == (Refusals("live", 1, len(LIVE), len(LIVE), 0, 0),)
    assert found.vagueness == (Vagueness("live", 2019, 3, 1, 1),)
    assert found.vagueness[0].silent == 1
    assert {each.source for part in (found.coverage, found.staleness, found.lateness) for each in part} == {"live"}


def test_an_unknown_source_names_the_nearest(engine: Engine) -> None:
    with pytest.raises(QuestionError, match=r"no source 'liv' as known on 2020-06-30\. Did you mean 'live'"):
        measured(engine, source="liv")


@sampled(4, long=100)
@given(given_=books((Valuation, Headcount, Round), size=24), day=st.sampled_from(DAYS))
@pytest.mark.slow("reads every fact of a region")
def test_what_is_counted_is_every_fact_of_the_view_once(given_: tuple[Given, ...], day: Day, engine: Engine) -> None:
    """Facts of all years are the view's facts, quantiles are those of a slow reading, and shares add up to one."""
    with book_of(given_, engine) as book:
        view = book.at(day)
        found = measure_quality(view)
        for kind in (Valuation, Headcount, Round):
            rows = engine.arrow(view.facts(kind)).to_pylist()
            assert sum(e.facts for e in found.lateness if e.kind == kind.__name__) == len(rows)
            for aged in (s for s in found.staleness if s.kind == kind.__name__):
                last: dict[str, Day] = {}
                for row in rows:
                    if row["source"] == aged.source:
                        last[row["subject"]] = max(row["valid"], last.get(row["subject"], row["valid"]))
                ages = [(day - each) / timedelta(1) for each in last.values()]
                cuts = quantiles(ages * 2 if len(ages) == 1 else ages, n=10, method="inclusive")
                assert (aged.companies, aged.median, aged.p90) == (
                    len(ages),
                    pytest.approx(cuts[4]),
                    pytest.approx(cuts[8]),
                )
        assert all(e.month + e.within_year + e.later == pytest.approx(1) for e in found.lateness)
        assert all(0 <= c.covered <= c.companies for c in found.coverage if c.year is None)
