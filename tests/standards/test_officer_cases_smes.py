"""The officer's cases of small and medium-sized enterprises, high-tech companies and start-ups."""

import pytest

from tests.standards.officer import TODAY, Case, accounts, answers, at, fact, figures, founded, raised

HIGH_TECH, TECH_SME, RUNMIAO = "cn-high-tech-enterprise", "cn-tech-sme", "cn-hangzhou-runmiao-2025"
SRDI, INNOVATIVE, GIANT = "cn-srdi-sme", "cn-innovative-sme", "cn-little-giant"
AS_HIGH_TECH = {"core_ip": True, "sector": True, "score": True, "clean_record": True}
AS_SME = {"sme": True, "clean_record": True}


STAFF = figures(tech_staff_ratio=0.3, domestic_rnd_ratio=1.0, hightech_revenue_ratio=0.8)
NICHE = figures(niche_years=5)
MILL = [
    founded("1985-05-01"),
    at("杭州", "浙江"),
    fact("Headcount", "2025-12-31", count=9_000),
    *accounts(y2025=(3e10, 2e9)),
]
SEEDLING = [
    founded("2023-05-01"),
    at("杭州", "浙江"),
    fact("Headcount", "2025-12-31", count=20),
    fact("Certified", "2025-06-01", status="科技型中小企业"),
]
CASES = [
    Case(
        "CNY 50m of turnover and 4% of research",
        HIGH_TECH,
        "hte",
        TODAY,
        "no",
        [founded("2015-05-01"), at("北京"), *accounts(y2023=(5e7, 2e6), y2024=(5e7, 2e6), y2025=(5e7, 2e6)), *STAFF],
        AS_HIGH_TECH,
    ),
    Case(
        "two years of accounts, 29% of research",
        HIGH_TECH,
        "hte",
        TODAY,
        "yes",
        [founded("2024-05-01"), at("北京"), *accounts(y2024=(1e7, 2.9e6), y2025=(2e7, 5.8e6)), *STAFF],
        AS_HIGH_TECH,
    ),
    Case(
        "365 days old",
        HIGH_TECH,
        "hte",
        TODAY,
        "yes",
        [founded("2025-11-29"), at("北京"), *accounts(y2025=(1e7, 2.9e6)), *STAFF],
        AS_HIGH_TECH,
    ),
    Case(
        "364 days old",
        HIGH_TECH,
        "hte",
        TODAY,
        "no",
        [founded("2025-11-30"), at("北京"), *accounts(y2025=(1e7, 2.9e6)), *STAFF],
        AS_HIGH_TECH,
    ),
    Case(
        "its parent's top-up of 60m counts for nothing",
        SRDI,
        "srdi",
        "2026-03-31",
        "no",
        [at("北京"), *accounts(y2024=(5e6, 2e6), y2025=(5e6, 2e6)), *NICHE, raised(6e7, payment="paid_in")],
        {**AS_SME, "professional_investor": False, "score": False, "award": False, "contest": False},
    ),
    Case(
        "60m from a fund count",
        SRDI,
        "srdi",
        "2026-03-31",
        "yes",
        [at("北京"), *accounts(y2024=(5e6, 2e6), y2025=(5e6, 2e6)), *NICHE, raised(6e7, payment="paid_in")],
        {**AS_SME, "professional_investor": True, "score": False, "award": False, "contest": False},
    ),
    Case(
        "a day later the measure of 2026 applies, whose annex was not seen",
        SRDI,
        "srdi",
        "2026-04-01",
        "unknown",
        [at("北京"), *accounts(y2024=(5e6, 2e6), y2025=(5e6, 2e6)), *NICHE, raised(6e7, payment="paid_in")],
        None,
    ),
    Case(
        "its founder's own 5m count for nothing",
        INNOVATIVE,
        "innovative_sme",
        "2026-03-31",
        "no",
        [
            at("北京"),
            *accounts(y2025=(5e6, 1e4)),
            *figures(debt_ratio=0.9, main_business_ratio=0.4),
            raised(5e6, payment="paid_in"),
        ],
        {
            **AS_SME,
            "professional_investor": False,
            "award": False,
            "demonstration_title": False,
            "rnd_body": False,
            "emerging": False,
            "own_class_one": False,
            "high_value": False,
        },
    ),
    Case(
        "a high-tech certificate of 2019 has lapsed",
        INNOVATIVE,
        "innovative_sme",
        "2026-03-31",
        "no",
        [
            at("北京"),
            *accounts(y2025=(5e6, 1e4)),
            *figures(debt_ratio=0.9, main_business_ratio=0.4),
            fact("Certified", "2019-12-01", status="高新技术企业"),
        ],
        {
            **AS_SME,
            "professional_investor": True,
            "award": False,
            "demonstration_title": False,
            "rnd_body": False,
            "emerging": False,
            "own_class_one": False,
            "high_value": False,
        },
    ),
    Case(
        "a high-tech certificate of 2024 has not",
        INNOVATIVE,
        "innovative_sme",
        "2026-03-31",
        "yes",
        [at("北京"), fact("Certified", "2024-12-01", status="高企")],
        AS_SME,
    ),
    Case(
        "50,000 people: no small or medium-sized enterprise",
        GIANT,
        "little_giant",
        "2026-03-31",
        "no",
        [
            at("北京"),
            fact("Headcount", "2025-12-31", count=50_000),
            *accounts(y2024=(2.9e11, 2e10), y2025=(2.9e11, 2e10)),
        ],
        {"sme": False},
    ),
    Case(
        "a high-tech certificate stands in for points",
        TECH_SME,
        "tech_sme",
        TODAY,
        "yes",
        [
            at("北京"),
            fact("Headcount", "2025-12-31", count=50),
            *accounts(y2025=(1e7, 0)),
            fact("Figure", "2025-12-31", measure="total_assets", amount=10_000_000, currency="CNY"),
            fact("Certified", "2025-06-01", status="高企"),
        ],
        {"products": True, "clean_record": True},
    ),
    Case(
        "a mill of 1985: unknown until somebody says that it is no start-up",
        RUNMIAO,
        "seedling",
        TODAY,
        "unknown",
        [*MILL, *figures(rnd_staff_ratio=0.2)],
        {},
    ),
    Case(
        "a mill of 1985 is no start-up",
        RUNMIAO,
        "seedling",
        TODAY,
        "no",
        [*MILL, *figures(rnd_staff_ratio=0.2)],
        {"startup": False},
    ),
    Case(
        "a seed with CNY 20.5m of turnover: 'in principle'",
        RUNMIAO,
        "seed",
        TODAY,
        "unknown",
        [*SEEDLING, *accounts(y2025=(2.05e7, 2e6))],
        {"startup": True},
    ),
    Case(
        "a seed with CNY 20m of turnover",
        RUNMIAO,
        "seed",
        TODAY,
        "yes",
        [*SEEDLING, *accounts(y2025=(2e7, 2e6))],
        {"startup": True},
    ),
]


@pytest.fixture(scope="module")
def found() -> dict[str, tuple[str, str]]:
    """What comes out of every case."""
    return answers(CASES)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_answer_is_the_officers(case: Case, found: dict[str, tuple[str, str]]) -> None:
    assert found[str(case)] == (case.answer, case.answer)
