"""Entries and exits add up in every year and group."""

from datetime import date

import pytest

from hornbook.answers.ecosystem.growth import ask_growth
from hornbook.book.book import Book
from hornbook.ecosystem.question import EcosystemQuestion
from hornbook.population.count import census


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
