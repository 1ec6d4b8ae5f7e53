"""Gaps and steps are those that a slow reading finds, company after company."""

from collections import defaultdict
from datetime import date
from itertools import pairwise

import numpy as np
import pytest

from hornbook.answers.ecosystem.financing import MONTH, ask_financing
from hornbook.book.book import Book
from hornbook.ecosystem.financing import financing, quantiles
from hornbook.ecosystem.question import EcosystemQuestion
from hornbook.kinds import Round, Valuation
from hornbook.population.count import yes

DAY = date(2021, 12, 31)


def test_gaps_and_steps_are_those_of_a_slow_reading(region: Book) -> None:
    view = region.at(DAY)
    days: dict[str, set[date]] = defaultdict(set)
    for row in view.engine.arrow(view.facts(Round)).to_pylist():
        if row["instrument"] == "equity":
            days[row["subject"]].add(row["valid"])
    gaps = [(b - a).days for each in days.values() for a, b in pairwise(sorted(each))]
    worth: dict[tuple[str, date], float] = {}
    for row in view.engine.arrow(view.money(Valuation)).to_pylist():
        if (row["basis"], row["bound"], row["scope"]) == ("post_money", "exact", "company") and row["usd"]:
            key = row["subject"], row["valid"]
            if row["valid"] in days[row["subject"]]:
                worth[key] = max(worth.get(key, 0.0), float(row["usd"]))
    series: dict[str, list[float]] = defaultdict(list)
    for subject, day in sorted(worth):
        series[subject].append(worth[subject, day])
    ratios = [b / a for each in series.values() for a, b in pairwise(each)]
    found = financing(EcosystemQuestion(view=view))
    assert sorted(found.gaps["days"].to_pylist()) == sorted(gaps)
    assert sorted(found.steps["ratio"].to_pylist()) == pytest.approx(sorted(ratios))
    tier = {company.subject for company in yes(view)}
    assert {row["subject"] for row in found.gaps.to_pylist() if row["tier"]} == {s for s in tier if len(days[s]) > 1}
    figures = {of.id: of for of in ask_financing(EcosystemQuestion(view=view)).figures}
    assert figures["gap"].value == pytest.approx(float(np.median(gaps)) / MONTH)
    assert figures["down_rounds"].value == pytest.approx(float(np.mean(np.array(ratios) < 1)))


def test_the_interval_of_a_median_holds_it_at_its_nominal_rate() -> None:
    chance = np.random.default_rng(5)
    held = 0
    for n in (6, 7, 20, 101) * 100:
        found = quantiles(chance.exponential(1.0, n))
        assert found is not None
        held += found.low <= np.log(2) <= found.high
    assert held / 400 >= 0.95
    assert quantiles(np.arange(5.0)) is None
