"""Entries and exits add up in every year and group."""

from datetime import date
from typing import Any

import pytest

from hornbook.answers.census import ask_census
from hornbook.answers.ecosystem.growth import ask_growth
from hornbook.book.book import Book
from hornbook.ecosystem.question import EcosystemQuestion
from hornbook.lang.filter import company_filter
from hornbook.population.count import census


@pytest.mark.parametrize("by", [("sector",), ("city", "year")])
@pytest.mark.parametrize("on_facts", [False, True])
def test_growth_is_that_of_a_census_with_reasons(by: tuple[str, ...], on_facts: bool, region: Book) -> None:
    """The flow of a census asks for the reason of each company too, and takes far longer."""
    where = company_filter("age <= 12 years")
    last, first = region.at(date(2021, 12, 31)), region.at(date(2018, 12, 31))
    how: Any = {"where": where, "on_facts": on_facts}
    answer = ask_growth(EcosystemQuestion(view=last, earlier=first, by=by, **how))
    slow = ask_census(last, by, earlier=first, **how)
    assert slow.flow is not None
    figures = {of.id: of.value for of in answer.figures}
    assert (figures["before"], figures["after"]) == (slow.flow.before, slow.flow.after)
    assert (figures["entered"], figures["left"]) == (len(slow.flow.enters), len(slow.flow.leaves))
    assert figures["entered"]
    assert (answer.by, answer.groups, answer.places) == (slow.by, slow.flow_groups, slow.places)


@pytest.mark.parametrize("year", [2017, 2021])
def test_entries_and_exits_add_up_in_every_group(year: int, region: Book) -> None:
    """And the sums of groups are those of all; each day is asked by what was known on it."""
    day = date(year, 12, 31)
    answer = ask_growth(EcosystemQuestion(view=region.at(day), by=("sector",)))
    figures = {of.id: int(of.value) for of in answer.figures if of.value is not None and of.unit == "companies"}
    assert figures["before"] + figures["entered"] - figures["left"] == figures["after"]
    assert figures["before"] == census(region.at(date(year - 1, 12, 31))).total.count
    assert figures["after"] == census(region.at(day)).total.count
    assert answer.groups
    for of in answer.groups:
        assert of.before + of.enters - of.leaves + of.moved == of.after
    for key, name in (("before", "before"), ("entered", "enters"), ("left", "leaves"), ("after", "after")):
        assert figures[key] == sum(getattr(of, name) for of in answer.groups)
    assert sum(of.moved for of in answer.groups) == 0
