"""The officer's cases of GEI, Hurun and the other list-makers, and of recognitions outside China."""

from datetime import date
from typing import Any

import pytest

from tests.standards.officer import TODAY, Case, Facts, answers, at, fact, founded, raised, worth

SOUND = {"legal_person": True, "professional": True}
SINGAPORE = fact("Registered", "2010-01-01", country="SGP")
HONG_KONG = fact("Registered", "2010-01-01", country="HKG")
BILLION = 1_000_000_000


def usd(amount: float, day: str = "2023-06-01", **columns: Any) -> dict[str, Any]:
    """What it was valued at, in dollars."""
    return worth(amount, day, "USD", **columns)


def money(amount: float, day: str = "2023-06-01", **columns: Any) -> dict[str, Any]:
    """A round of equity, in dollars."""
    return raised(amount, day, "USD", **columns)


def unicorn(*facts: dict[str, Any]) -> Facts:
    """A company of Beijing of 2018 worth two billion dollars, with these facts in place of those of the same kind."""
    usual = [founded("2018-05-01"), at("北京"), usd(2 * BILLION), money(200_000_000)]
    kinds = {each["kind"] for each in facts}
    return [each for each in usual if each["kind"] not in kinds] + list(facts)


def by_list(rule: str, says: str, answer: str, *facts: dict[str, Any], day: str = TODAY, tier: str = "unicorn") -> Case:
    """A case of a list-maker's rule."""
    matters = SOUND if rule.startswith("gei") and day >= "2025-01-01" else {"legal_person": True}
    return Case(says, rule, tier, day, answer, unicorn(*facts), matters if rule.startswith("gei") else {})


def potential(says: str, answer: str, *facts: dict[str, Any], day: str = TODAY) -> Case:
    """A case of GEI's rule of potential unicorns: four years old and worth 100 million dollars."""
    usual = [founded("2022-05-01"), usd(100_000_000), money(5_000_000)]
    kinds = {each["kind"] for each in facts}
    kept = [each for each in usual if each["kind"] not in kinds]
    return by_list("gei-potential", says, answer, *kept, *facts, day=day, tier="potential")


GEI, HURUN = "gei-unicorn", "hurun"
SOLD, CLOSED = fact("Acquired", "2025-01-01"), fact("Closed", "2025-01-01")
NEEQ = fact("Listed", "2022-03-01", venue="新三板")
"""What the table of the officer calls the NEEQ, as everyday tables write it."""

OFFICER = [
    by_list(HURUN, "founded on the last day of 1999", "no", founded("1999-12-31")),
    by_list(HURUN, "founded in 1999, by the index of 2025", "no", founded("1999-12-31"), day="2025-12-01"),
    by_list(
        HURUN,
        "founded some day in 2000, worth at least 1bn",
        "yes",
        founded("2000-01-01", "year"),
        usd(BILLION, bound="at_least"),
    ),
    by_list(GEI, "CNY 6.5bn", "no", worth(6.5e9, "2025-06-01")),
    by_list(GEI, "on the NEEQ", "unknown", NEEQ),
    by_list(HURUN, "on the NEEQ", "unknown", NEEQ),
    by_list("itjuzi", "on the NEEQ", "unknown", NEEQ),
    *(by_list(name, f"closed: {name}", "no", CLOSED) for name in (GEI, HURUN, "itjuzi", "cbinsights", "crunchbase")),
    *(by_list(name, f"sold: {name}", "no", SOLD) for name in (GEI, HURUN, "itjuzi", "pitchbook", "cbinsights")),
    by_list(HURUN, "sold in 2022", "no", fact("Acquired", "2022-06-01")),
    potential("US$2m raised at 100m", "no", money(2_000_000)),
    by_list(GEI, "US$20m raised at 1bn", "no", usd(BILLION), money(20_000_000)),
    by_list(GEI, "pre-money of US$900m only", "unknown", usd(900_000_000, basis="pre_money")),
    by_list(GEI, "pre-money of US$1bn only: post-money is no lower", "yes", usd(BILLION, basis="pre_money")),
    by_list(
        GEI,
        "old shares sold at CNY 9bn after 5bn post-money",
        "no",
        worth(5e9, "2025-01-01"),
        worth(9e9, "2025-06-01", basis="secondary"),
    ),
    by_list(GEI, "a Hong Kong firm", "yes", HONG_KONG),
    by_list(GEI, "a San Francisco firm", "no", at("San Francisco", country="USA")),
    by_list(
        GEI,
        "on NASDAQ 2021, private again 2025",
        "yes",
        fact("Listed", "2021-06-01", venue="NASDAQ", until=date(2025, 1, 1)),
    ),
]
"""The rows of the officer's table that ask these rules, with one for each other list of the same kind."""

BOUNDARIES = [
    by_list(
        GEI,
        "founded on the first day of 2007, list of 2017",
        "yes",
        founded("2007-01-01"),
        usd(BILLION, "2017-06-01"),
        money(2_000_000, "2017-06-01"),
        at("北京", day="2007-01-01"),
        day="2018-06-30",
    ),
    by_list(
        GEI,
        "founded on the last day of 2006, list of 2017",
        "no",
        founded("2006-12-31"),
        usd(BILLION, "2017-06-01"),
        money(2_000_000, "2017-06-01"),
        at("北京", day="2006-01-01"),
        day="2018-06-30",
    ),
    by_list(
        GEI,
        "exactly a billion, list of 2016",
        "unknown",
        founded("2010-01-01"),
        usd(BILLION, "2016-06-01"),
        money(2_000_000, "2016-06-01"),
        day="2017-06-30",
    ),
    by_list(
        GEI,
        "US$20m raised, the day before the call of 2025",
        "yes",
        usd(BILLION),
        money(20_000_000),
        day="2024-12-31",
    ),
    by_list(GEI, "US$20m raised, the day of the call of 2025", "no", usd(BILLION), money(20_000_000), day="2025-01-01"),
    by_list(GEI, "born on 29 February, its last day by both counts", "yes", founded("2016-02-29"), day="2026-02-28"),
    by_list(GEI, "born on 29 February, ten by founding year only", "unknown", founded("2016-02-29"), day="2026-03-01"),
    by_list(GEI, "eleven by founding year", "no", founded("2015-12-31"), day="2026-03-01"),
    by_list(GEI, "CNY 6.9bn of February 2023: too little at the year's mean", "no", worth(6.9e9, "2023-02-01")),
    by_list(
        GEI,
        "CNY 6.9bn of June 2020 by a text without a rate",
        "unknown",
        worth(6.9e9, "2020-06-01"),
        money(BILLION, "2020-06-01"),
        day="2021-12-30",
    ),
    potential("exactly five years and 100 million", "yes", founded("2021-11-29")),
    potential("a day past five years at 100 million", "unknown", founded("2021-11-28")),
    potential(
        "eight years, 500 million, US$24,999,999 raised",
        "no",
        founded("2018-05-01"),
        usd(500_000_000),
        money(24_999_999),
    ),
    potential(
        "eight years, 500 million, US$25m raised", "yes", founded("2018-05-01"), usd(500_000_000), money(25_000_000)
    ),
    potential("US$2m raised, by the first edition", "yes", money(2_000_000), day="2024-12-31"),
    by_list(HURUN, "the day before it was sold", "yes", fact("Acquired", "2024-06-01"), day="2024-05-31"),
    by_list(HURUN, "the day on which it was sold", "no", fact("Acquired", "2024-06-01"), day="2024-06-01"),
    by_list(HURUN, "a dollar short of a billion, list of 2019", "no", usd(BILLION - 1, "2019-06-01"), day="2019-12-31"),
    by_list(HURUN, "only its group's valuation is known", "unknown", usd(9 * BILLION, scope="group")),
    by_list("pitchbook", "pre-money of US$999,999,999", "unknown", usd(BILLION - 1, basis="pre_money")),
    by_list("pitchbook", "a later round at 900 million", "no", usd(2 * BILLION, "2022-01-01"), usd(9e8, "2024-01-01")),
    by_list("crunchbase", "listed on the SSE", "no", fact("Listed", "2023-09-01", venue="SSE")),
    by_list("cn-gba-2018", "in Beijing", "no", usd(BILLION, "2017-06-01"), money(1, "2016-06-01"), day="2018-09-30"),
]
"""Cases of our own where one list's words end and another's begin."""

INDIA = {"entity": True, "earlier_years": True, "innovative": True, "not_split": True}
FRANCE = {"owned": True, "really_new": True, "university": False, "growth": False}
KOREA = {"venture": True}
CRORE = 10_000_000


def startup(says: str, answer: str, crore: int, born: str, day: str) -> Case:
    """A start-up of India with this turnover."""
    place = fact("Registered", born, country="India")
    turnover = fact("Revenue", "2021-03-31", amount=crore * CRORE, currency="INR")
    return Case(says, "in-startup-india", "startup", day, answer, [place, founded(born), turnover], INDIA)


def jei(says: str, answer: str, share: float, day: str, born: str = "2023-03-01") -> Case:
    """A young firm of France whose research is this share of its costs."""
    facts = [
        fact("Registered", born, country="FRA"),
        founded(born),
        fact("Headcount", "2024-06-30", count=20),
        fact("Revenue", "2024-06-30", amount=2_000_000, currency="EUR"),
        fact("Figure", "2024-06-30", measure="rnd_cost_ratio", value=share),
    ]
    return Case(says, "fr-jei", "jei", day, answer, facts, FRANCE)


def baby(says: str, answer: str, won: float, born: str, day: str, *facts: dict[str, Any]) -> Case:
    """A venture of Korea that raised this much."""
    place = fact("Registered", born, country="KOR")
    facts = (*facts, raised(won, "2020-06-01", "KRW"))
    return Case(says, "kr-k-unicorn", "baby_unicorn", day, answer, [place, founded(born), *facts], KOREA)


ABROAD = [
    startup("150 crore under the definition of 2019", "no", 150, "2018-01-01", "2026-02-03"),
    startup("150 crore a day later, under that of 2026", "yes", 150, "2018-01-01", "2026-02-04"),
    startup("past its tenth year", "no", 50, "2015-01-01", "2025-06-30"),
    jei("16% of its costs, last day of the old share", "yes", 0.16, "2025-02-28"),
    jei("16% of its costs, first day of the new share", "no", 0.16, "2025-03-01"),
    jei("nine years old and founded before 2023", "unknown", 0.3, "2025-06-30", "2016-01-01"),
    baby("KRW 2bn, eight years old, before 2025", "no", 2e9, "2013-01-01", "2021-06-30"),
    baby("KRW 2bn, eleven years old, from 2025 on", "yes", 2e9, "2013-01-01", "2025-06-30"),
    baby(
        "KRW 10bn and worth KRW 30bn, from 2025 on",
        "yes",
        1e10,
        "2018-01-01",
        "2025-06-30",
        worth(3e10, "2020-06-01", "KRW"),
    ),
    baby("KRW 10bn and worth KRW 29bn", "no", 1e10, "2018-01-01", "2025-06-30", worth(2.9e10, "2020-06-01", "KRW")),
]

CASES = [*OFFICER, *BOUNDARIES, *ABROAD]


@pytest.fixture(scope="module")
def found() -> dict[str, tuple[str, str]]:
    """What comes out of every case."""
    return answers(CASES)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_officer_and_the_rule_say_the_same(case: Case, found: dict[str, tuple[str, str]]) -> None:
    """By the engine for all companies and by the reasons for one."""
    assert found[str(case)] == (case.answer, case.answer)
