"""The day on which a company is first confirmed is the first on which the rule answers yes; nobody is lost."""

from datetime import date

import pyarrow.compute as pc
import pytest

from hornbook.answers.ecosystem.time_to_tier import ask_time_to_tier
from hornbook.book.book import Book
from hornbook.ecosystem.question import EcosystemQuestion
from hornbook.ecosystem.survival import survival_curves
from hornbook.ecosystem.tier_time import CAUSES, asked_days, first_confirmed, tier_times
from hornbook.kinds import Named
from hornbook.lang.filter import company_filter
from hornbook.population.count import yes
from hornbook.standards.ask import rule

DAY, FIRST = date(2022, 6, 30), date(2014, 6, 30)


@pytest.mark.parametrize("under", ["plain", "gei-potential:potential"])
def test_first_days_are_those_of_the_census(under: str, region: Book) -> None:
    """Every company that the census confirms on one of the days, and no other, by what was known in the end."""
    question = EcosystemQuestion(view=region.at(DAY), under=under, earlier=region.at(FIRST), months=12)
    days = asked_days(question)
    assert days == tuple(date(year, 6, 30) for year in range(2014, 2023))
    slow: dict[str, date] = {}
    for view in question.views(days):
        assert rule(under, view.day).edition is rule(under, DAY).edition
        for company in yes(view, under):
            slow.setdefault(company.subject, view.day)
    found = {row["subject"]: row["day"] for row in first_confirmed(question, days).to_pylist()}
    assert found == slow
    assert under != "plain" or found


def test_every_company_waits_or_is_counted_among_those_left_out(region: Book) -> None:
    view = region.at(DAY)
    question = EcosystemQuestion(view=view, earlier=region.at(FIRST), months=12, by=("sector",))
    times = tier_times(question)
    companies = int(view.engine.arrow(view.facts(Named, ["subject"]).subject.nunique()).as_py())
    assert len(times.entry) + times.reached_before + times.undated + times.unseen == companies
    assert len(times.entry) == len(times.leave) == len(times.cause) == times.groups.num_rows
    curves = survival_curves(times.entry, times.leave, times.cause, len(CAUSES))
    assert abs(curves.survival + curves.incidence.sum(axis=0) - 1).max() < 1e-12
    answer = ask_time_to_tier(question)
    assert sum(of.reached for of in answer.rows) <= int((times.cause == 1).sum())
    assert {of.id: of.value for of in answer.figures}["reached"] == int((times.cause == 1).sum())


def test_a_filter_keeps_its_companies_alone(region: Book) -> None:
    where = company_filter('city in {"Beijing"}', keep_unknown=False)
    question = EcosystemQuestion(view=region.at(DAY), by=("city",), where=where, earlier=region.at(FIRST), months=12)
    assert pc.unique(tier_times(question).groups["by_city"]).to_pylist() == ["Beijing"]
