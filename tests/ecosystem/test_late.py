"""Counts of recent quarters are corrected without bias, by what was known on the day, and only where that helps."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import t as student

from hornbook.answers.ecosystem.late_reporting import ask_late_reporting
from hornbook.book.book import Book
from hornbook.ecosystem.late import (
    ERRORS,
    HORIZON,
    LEAST_REPLAYS,
    NEARER,
    STUDENT,
    CorrectedCount,
    Replay,
    Reported,
    corrected,
    count_quarters,
    days_apart,
    dispersion,
    known_share,
    limits,
    number,
    quarter_start,
    replays,
    reported,
    share_known_within,
)
from hornbook.ecosystem.question import EcosystemQuestion
from hornbook.kinds import Round
from hornbook.terms import shift
from tests.samples import sampled

TODAY = date(2020, 3, 31)
AHEAD = shift(TODAY, 3 * HORIZON)
NOW = -1
"""The place of the newest day."""


def made(facts: int, seed: int, mean: float = 400.0, day: date = TODAY, years: int = 20) -> tuple[Reported, Reported]:
    """Facts of some years with exponential delays: as known on a day, and two years later."""
    chance = np.random.default_rng(seed)
    valid = chance.integers(number(day) - 365 * years, number(day) + 1, facts)
    known = valid + chance.exponential(mean, facts).astype(np.int64)
    later = Reported(valid, known, shift(day, 3 * HORIZON)).by(shift(day, 3 * HORIZON))
    return later.by(day), later


def test_the_share_known_is_the_distribution_of_delays_although_late_facts_are_missing() -> None:
    """Half of the facts of the last year are not known; the delays of the known ones alone are far too short."""
    facts, _ = made(80_000, 1)
    counts = count_quarters(facts)
    ahead = (AHEAD - TODAY).days
    for age in (0, 1, 4, 8):
        ends = [counts.days[NOW - age], *([quarter_start(counts.days[NOW - age + 1]) - timedelta(1)] if age else [])]
        ages = np.arange((TODAY - ends[-1]).days, (TODAY - quarter_start(ends[-1])).days + 1)
        truth = (1 - np.exp(-ages / 400)).mean() / (1 - np.exp(-(ages + ahead) / 400)).mean()
        found = known_share(counts, age, len(counts.days) - 1)
        assert found is not None
        assert found.share == pytest.approx(truth, abs=0.03)
        assert abs(found.share - truth) < 4 * found.variance**0.5
    recent = (facts.known - facts.valid)[facts.valid > number(TODAY) - 365]
    assert np.mean(recent <= 100) > 1 - np.exp(-100 / 400) + 0.15


def test_corrected_counts_hold_what_comes_at_their_nominal_rate() -> None:
    """Of 30 regions, three quarters each, whose facts become known at random. Errors of few replays make them wide."""
    held = total = 0
    for seed in range(30):
        facts, later = made(20_000, 100 + seed)
        counts, came = count_quarters(facts), count_quarters(later)
        at = len(counts.days) - 1
        for age in (0, 3, 6):
            of = corrected(counts, age, at, replays(counts, age))
            assert of.value is not None
            assert of.low is not None
            assert of.high is not None
            assert of.count <= of.low <= of.value <= of.high
            held += bool(of.holds(came.known(age + HORIZON, at, at)))
            total += 1
    assert 0.85 <= held / total <= 0.98


def test_a_register_that_becomes_slower_is_followed() -> None:
    """Delays grow from 100 to 500 days; the shares of all time would be far too high, those of late are not."""
    chance = np.random.default_rng(4)
    valid = chance.integers(number(TODAY) - 6_000, number(TODAY) + 1, 60_000)
    mean = np.interp(valid, [number(TODAY) - 6_000, number(TODAY)], [100, 500])
    all_of = Reported(valid, valid + chance.exponential(mean).astype(np.int64), AHEAD).by(AHEAD)
    counts, came = count_quarters(all_of.by(TODAY)), count_quarters(all_of)
    at = len(counts.days) - 1
    ever = all_of.known - all_of.valid
    for age in range(8):
        of, later = corrected(counts, age, at, replays(counts, age)), came.known(age + HORIZON, at, at)
        assert of.value is not None
        assert abs(of.value - later) < abs(of.count - later) / 2
        days = (TODAY - quarter_start(counts.days[at - age])).days - 45
        steady = of.count / (np.mean(ever <= days) / np.mean(ever <= days + (AHEAD - TODAY).days))
        assert abs(of.value - later) < abs(steady - later)


@sampled(10, long=300)
@given(seed=st.integers(0, 1_000), back=st.integers(0, 30), age=st.integers(0, 9))
def test_a_replay_is_what_the_day_itself_would_have_said(seed: int, back: int, age: int) -> None:
    """A correction on a past day is the same whatever became known later, and so is that by an earlier knowledge."""
    facts, _ = made(3_000, seed)
    counts = count_quarters(facts)
    at = len(counts.days) - 1 - back
    then = facts.by(counts.days[at])
    alone = count_quarters(then)
    assert alone.days[-1] == counts.days[at]
    one = corrected(counts, age, at, replays(counts, age))
    assert one == corrected(alone, age, len(alone.days) - 1, replays(alone, age))


@sampled(30, long=1_000)
@given(day=st.dates(date(2001, 1, 1), date(2040, 12, 31)), seed=st.integers(0, 99))
def test_every_fact_is_counted_once_in_its_quarter(day: date, seed: int) -> None:
    facts, _ = made(300, seed, day=day)
    counts = count_quarters(facts)
    assert counts.days == days_apart(day, len(counts.days))
    assert counts.days[-1] == day
    starts = list(map(quarter_start, counts.days))
    assert [shift(start, 3) for start in starts[:-1]] == starts[1:]
    assert counts.whole[:, -1].sum() == len(facts.valid)
    assert (counts.begun <= counts.whole).all()
    for age in (0, 1, 6):
        first, end = (number(starts[len(starts) - 1 - age]), number(shift(starts[len(starts) - 1 - age], 3)))
        mine = (facts.valid >= first) & (facts.valid < end)
        assert counts.known(age, len(starts) - 1, len(starts) - 1) == mine.sum()
        earlier = counts.known(age, len(starts) - 3, len(starts) - 2)
        last = number(counts.days[-3]) if age == 0 else number(shift(starts[len(starts) - 3 - age], 3)) - 1
        first = number(starts[len(starts) - 3 - age])
        mine = (facts.valid >= first) & (facts.valid <= last) & (facts.known <= number(counts.days[-2]))
        assert earlier == mine.sum()


def test_a_quarter_that_has_just_begun_is_compared_with_others_at_the_same_point() -> None:
    day = date(2020, 2, 10)
    facts, later = made(60_000, 6, day=day)
    counts = count_quarters(facts)
    at = len(counts.days) - 1
    of = corrected(counts, 0, at, replays(counts, 0))
    mine = (later.valid >= number(date(2020, 1, 1))) & (later.valid <= number(day))
    assert of.holds(int(mine.sum()))


def test_a_correction_that_did_not_help_is_not_made() -> None:
    counts = count_quarters(made(8_000, 9)[0])
    at = len(counts.days) - 1
    past = replays(counts, 0)
    good = [replace(each, count=0, predicted=50.0, came=50) for each in past]
    bad = [replace(each, count=50, predicted=90.0, came=50) for each in past]
    assert len(past) > 40
    assert corrected(counts, 0, at, good[:-31] + bad[-11:] + good[-20:]).value is None
    kept = corrected(counts, 0, at, bad[:-40] + bad[-10:] + good[-30:])
    assert (kept.replays, kept.nearer) == (40, 30)
    assert kept.value is not None
    few = corrected(counts, 0, at, good[: LEAST_REPLAYS - 1])
    assert few == CorrectedCount(few.count, LEAST_REPLAYS - 1, LEAST_REPLAYS - 1)
    assert few.holds(5) is None
    unknown = [replace(each, at=at - HORIZON + 1) for each in good]
    assert corrected(counts, 0, at, unknown).replays == 0


def test_facts_known_at_once_need_no_correction() -> None:
    """The prediction is the count itself, so it is never nearer."""
    valid = np.arange(number(TODAY) - 7_000, number(TODAY))
    counts = count_quarters(Reported(valid, valid, TODAY))
    of = corrected(counts, 2, len(counts.days) - 1, replays(counts, 2))
    assert (of.value, of.nearer) == (None, 0)
    assert of.replays == 40


def test_the_width_follows_the_errors_of_replays() -> None:
    exact = [Replay(n, 80, 100.0, 25.0, 100) for n in range(ERRORS)]
    wrong = [Replay(n, 80, 100.0, 25.0, 120) for n in range(ERRORS)]
    assert dispersion(exact) == 1
    assert dispersion(wrong) == 16
    assert limits(exact[0], 1) == (91, 109)
    assert limits(exact[0], 16) == (80, 136)
    assert pytest.approx(student.ppf(0.95, ERRORS - 1), abs=1e-6) == STUDENT


def test_the_share_known_within_months_is_that_of_facts_that_are_two_years_old() -> None:
    facts, _ = made(40_000, 2)
    found = share_known_within(facts, 3)
    assert found is not None
    assert found[0] == pytest.approx((1 - np.exp(-91.5 / 400)) / (1 - np.exp(-730.5 / 400)), abs=0.03)
    assert share_known_within(facts, 24) == (1.0, found[1])
    assert share_known_within(Reported(facts.valid[:0], facts.known[:0], TODAY), 3) is None


def test_a_book_says_for_which_day_and_why_not(region: Book) -> None:
    question = EcosystemQuestion(view=region.at(date(2021, 12, 31)))
    facts = reported(question, Round)
    assert (facts.known >= facts.valid).all()
    assert (facts.known <= number(facts.day)).all()
    answer = ask_late_reporting(question)
    assert answer.known_by == date(2023, 12, 31)
    assert {of.kind for of in answer.quarters} == {"Founded", "Round"}
    for of in answer.quarters:
        helps = of.replays >= LEAST_REPLAYS and of.nearer >= NEARER * of.replays
        assert (of.value is not None) == helps == (of.low is not None) == (of.high is not None)
    assert len({of.value is None for of in answer.quarters}) == 2
    assert len(answer.notes) > 2
    early = ask_late_reporting(EcosystemQuestion(view=region.at(date(2001, 3, 31))))
    assert early.quarters == ()
    assert len(early.notes) == 4


def test_quarters_after_the_day_asked_about_are_left_out(region: Book) -> None:
    view = region.at(date(2019, 12, 31), known=date(2021, 12, 31))
    answer = ask_late_reporting(EcosystemQuestion(view=view))
    assert max(of.quarter_end for of in answer.quarters) == date(2019, 12, 31)
