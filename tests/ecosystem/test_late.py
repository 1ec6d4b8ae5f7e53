"""Delays that are seen only if they are shorter than a fact's age are estimated without bias; no replay peeks."""

from datetime import date
from itertools import pairwise

import numpy as np
import pytest

from hornbook.answers.ecosystem.late_reporting import ask_late_reporting
from hornbook.book.book import Book
from hornbook.ecosystem.late import (
    Reported,
    completeness,
    corrected,
    dispersion,
    held,
    number,
    quarters,
    replay,
    reported,
)
from hornbook.ecosystem.question import EcosystemQuestion
from hornbook.kinds import Round

TODAY = number(date(2020, 3, 31))


def made(facts: int, seed: int, mean: float = 400.0) -> Reported:
    """Facts of ten years with exponential delays, as far as they are known today."""
    chance = np.random.default_rng(seed)
    valid = chance.integers(TODAY - 3_650, TODAY + 1, facts)
    known = valid + chance.exponential(mean, facts).astype(np.int64)
    return Reported(valid[known <= TODAY], known[known <= TODAY], TODAY)


def test_completeness_is_the_distribution_of_delays_although_late_facts_are_missing() -> None:
    """Half of the facts of the last year are not known; the delays of the known ones alone are far too short."""
    facts = made(40_000, 1)
    curve = completeness(facts)
    for days in (30, 100, 365, 1_000):
        truth = 1 - np.exp(-days / 400)
        share, variance = curve.known(days)
        assert share == pytest.approx(truth, abs=0.012)
        assert 0 < variance < 1e-4
    recent = facts.known[facts.valid > TODAY - 365] - facts.valid[facts.valid > TODAY - 365]
    assert np.mean(recent <= 100) > 1 - np.exp(-100 / 400) + 0.15
    assert curve.share[0] == 0
    assert curve.share[-1] == 1
    assert (np.diff(curve.share) >= 0).all()


def test_corrected_counts_hold_the_truth_at_their_nominal_rate() -> None:
    """Of 20 regions, twelve quarters each, whose facts become known at random."""
    found = inside = 0
    for seed in range(20):
        chance = np.random.default_rng(100 + seed)
        valid = chance.integers(TODAY - 3_650, TODAY + 1, 8_000)
        known = valid + chance.exponential(400, 8_000).astype(np.int64)
        facts = Reported(valid[known <= TODAY], known[known <= TODAY], TODAY)
        for of in corrected(facts, 1.0, 12):
            if of.value is None or of.low is None or of.high is None:
                continue
            truth = int(((valid >= of.quarter.first) & (valid <= of.quarter.last)).sum())
            assert of.count <= of.low <= of.value <= of.high
            found, inside = found + 1, inside + (of.low <= truth <= of.high)
    assert found > 200
    assert 0.92 <= inside / found <= 1


def test_a_replay_is_what_the_day_itself_would_have_said() -> None:
    """A correction on a past day is the same whatever became known later."""
    facts = made(5_000, 3)
    day = quarters(TODAY, 9)[0].last
    then = facts.by(day)
    assert (then.known <= day).all()
    again = Reported(np.append(then.valid, TODAY - 10), np.append(then.known, TODAY), TODAY)
    mine, other = (list(corrected(each.by(day), 1.0, 8)) for each in (facts, again))
    assert mine == other
    found = replay(facts, [day])
    assert len(found) == 8
    assert held(found, dispersion(found)) >= 6


def test_quarters_cover_every_day_once() -> None:
    found = quarters(number(date(2020, 2, 10)), 5)
    assert found[-1] == (number(date(2020, 1, 1)), number(date(2020, 2, 10)))
    assert all(later.first == earlier.last + 1 for earlier, later in pairwise(found))


def test_a_book_of_one_import_is_not_corrected(region: Book) -> None:
    question = EcosystemQuestion(view=region.at(date(2021, 12, 31)))
    facts = reported(question, Round)
    assert (facts.known >= facts.valid).all()
    assert (facts.known <= facts.day).all()
    answer = ask_late_reporting(question)
    assert {of.kind for of in answer.quarters} == {"Founded", "Round"}
    early = ask_late_reporting(EcosystemQuestion(view=region.at(date(2001, 3, 31))))
    assert early.quarters == ()
    assert len(early.notes) == 3
