"""Births of all years and groups add up to the companies of the book whose founding is known."""

from datetime import date

import pytest

from hornbook.answers.ecosystem.births import ask_births
from hornbook.book.book import Book
from hornbook.ecosystem.question import EcosystemQuestion
from hornbook.indicators.profile import profile

DAY = date(2021, 9, 30)


def test_births_add_up_in_every_year_and_group(region: Book) -> None:
    view = region.at(DAY)
    founded = [row["founded"] for row in view.engine.arrow(profile(view, ["founded"])).to_pylist()]
    alone = ask_births(EcosystemQuestion(view=view))
    grouped = ask_births(EcosystemQuestion(view=view, by=("country", "year")))
    for of in alone.rows:
        assert of.companies == sum(day is not None and day.year == of.year for day in founded)
        assert of.companies >= sum(each.companies for each in grouped.rows if each.year == of.year)
    assert sum(of.companies for of in alone.rows) == sum(day is not None for day in founded)
    assert grouped.by == ("country",)
    last = alone.rows[-1]
    assert (last.year, last.days) == (2021, 273)
    assert last.per_day == pytest.approx(last.companies / 273)
    assert {of.days for of in alone.rows[:-1]} <= {365, 366}
