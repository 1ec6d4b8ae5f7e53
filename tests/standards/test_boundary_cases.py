"""Companies on both sides of a line, over many rules: floors, days, titles, rates, places, boards, exits, editions."""

from typing import Any

import pytest

from tests.standards.officer import Case, Facts, answers, at, fact, founded, raised, worth

DAY = "2025-10-31"
"""The day of every case that names no other."""

PLACES = {
    "cn-shanghai-highgrowth-2025": at("上海", "上海"),
    "cn-shanghai-service-list-2024": at("上海", "上海"),
    "cn-hubei-pool-2024": at("宜昌", "湖北"),
    "cn-jiangsu-unicorn-2025": at("无锡", "江苏"),
    "cn-nanjing-unicorn-2024": at("南京", "江苏"),
    "cn-qingdao-hidden-2024": at("青岛", "山东"),
    "cn-suzhou-cultivation-2024": at("苏州", "江苏"),
    "cn-xian-htz-2024": at("西安", "陕西"),
    "cn-yancheng-2022": at("盐城", "江苏"),
    "cn-sichuan-seed-2025": at("绵阳", "四川"),
    "cn-gba-2018": at("珠海", "广东"),
    "it-startup-innovativa": at("Milano", country="ITA"),
}
SOUND = {
    "cn-shanghai-highgrowth-2025": ("legal_person", "sector", "clean_record", "products", "professional_investor"),
    "cn-shanghai-service-list-2024": ("legal_person", "sector"),
    "cn-hubei-pool-2024": ("legal_person", "professional_investor", "sector"),
    "cn-jiangsu-unicorn-2025": ("legal_person", "clean_record"),
    "cn-nanjing-unicorn-2024": ("legal_person", "tax", "clean_record", "sector"),
    "cn-qingdao-hidden-2024": ("technology", "reputation", "sector"),
    "cn-suzhou-cultivation-2024": ("legal_person", "fund_investment", "clean_record", "expert_review"),
    "cn-xian-htz-2024": ("in_district", "core_technology"),
    "cn-yancheng-2022": ("in_unicorn_pool",),
    "cn-sichuan-seed-2025": ("sound_operation", "market_growth", "clean_record", "sector", "niche_leader"),
    "cn-gba-2018": ("legal_person",),
    "t-cais-001-2025": ("technology", "model", "about_five_years", "reputation"),
    "dealroom": ("technology", "own_rise"),
    "it-startup-innovativa": ("corporation", "seat", "no_profits", "purpose", "not_restructured", "skilled"),
}
"""What persons found of the company under each rule; nothing else was judged."""


def usd(amount: int, **columns: Any) -> dict[str, Any]:
    """What it was valued at, in dollars."""
    return worth(amount, currency="USD", **columns)


def asked(rule: str, tier: str, says: str, answer: str, *facts: dict[str, Any], day: str = DAY, **judged: bool) -> Case:
    """A company of 2021 that has sold shares, with these facts in place of those of the same kind."""
    usual = [founded("2021-05-01"), raised(400_000_000, payment="paid_in"), PLACES.get(rule, at("北京", "北京"))]
    kinds = {each["kind"] for each in facts}
    own: Facts = [each for each in usual if each["kind"] not in kinds] + list(facts)
    return Case(says, rule, tier, day, answer, own, {**dict.fromkeys(SOUND.get(rule, ()), True), **judged})


SHANGHAI, HUBEI, JIANGSU, NANJING = (
    "cn-shanghai-highgrowth-2025",
    "cn-hubei-pool-2024",
    "cn-jiangsu-unicorn-2025",
    "cn-nanjing-unicorn-2024",
)
XIAN, YANCHENG, SICHUAN, ITALY = "cn-xian-htz-2024", "cn-yancheng-2022", "cn-sichuan-seed-2025", "it-startup-innovativa"
QINGDAO, SERVICE_LIST, SUZHOU = "cn-qingdao-hidden-2024", "cn-shanghai-service-list-2024", "cn-suzhou-cultivation-2024"
BILLION = 1_000_000_000
NO_EVIDENCE = dict.fromkeys(
    ("core_technology", "own_ip", "fills_gap", "landmark_product", "national_project", "new_track"), False
)
"""Of hard technology, by which Jiangsu asks for less."""
SEVEN = worth(7 * BILLION)
HIGH_TECH = "高新技术企业"
SEED = (worth(3e8), raised(3e7))
EARLY = (usd(100_000_000, day="2024-06-01"), raised(4e8, "2024-06-01"))
LITTLE_RAISED = (worth(BILLION, "2023-06-01", "USD"), raised(2e7, "2023-06-01", "USD"))
ITALIAN = (
    fact("Headcount", "2023-12-31", count=20),
    fact("Revenue", "2023-12-31", amount=1_000_000, currency="EUR"),
    founded("2022-05-01"),
)

FLOORS = [
    asked(SHANGHAI, "unicorn", "exactly 7bn yuan and 350m paid in", "yes", SEVEN, raised(3.5e8, payment="paid_in")),
    asked(SHANGHAI, "unicorn", "a yuan below 7bn", "no", worth(7 * BILLION - 1)),
    asked(SHANGHAI, "unicorn", "a yuan short of 350m", "no", SEVEN, raised(3.5e8 - 1, payment="paid_in")),
    asked(
        SHANGHAI,
        "unicorn",
        "paid in a day after the valuation",
        "no",
        SEVEN,
        raised(4e8, "2025-06-02", payment="paid_in"),
    ),
    asked(
        SHANGHAI,
        "unicorn",
        "pre-money at the floor: what was paid in by the day of the post-money valuation is not known",
        "unknown",
        worth(7 * BILLION, basis="pre_money"),
    ),
    asked(SHANGHAI, "unicorn", "pre-money a yuan below", "unknown", worth(7 * BILLION - 1, basis="pre_money")),
    asked(SERVICE_LIST, "unicorn", "7bn yuan at seven for a dollar", "yes", SEVEN),
    asked(SERVICE_LIST, "unicorn", "a yuan below at seven", "no", worth(7 * BILLION - 1)),
    asked(JIANGSU, "unicorn", "exactly a billion dollars: 'more than'", "no", usd(BILLION), **NO_EVIDENCE),
    asked(JIANGSU, "unicorn", "700m dollars, and it fills a gap", "yes", usd(700_000_000), fills_gap=True),
    asked(
        JIANGSU,
        "unicorn",
        "a dollar below 700m, and it fills a gap",
        "no",
        usd(699_999_999),
        fills_gap=True,
        new_track=False,
    ),
    asked(JIANGSU, "potential", "exactly 300m yuan", "yes", worth(3e8)),
    asked(JIANGSU, "potential", "a yuan below 300m, less than 50m dollars at six", "no", worth(3e8 - 1)),
    asked(QINGDAO, "hidden", "exactly 3bn yuan: still hidden", "yes", worth(3e9)),
    asked(QINGDAO, "hidden_top500", "exactly 3bn yuan: of the 500 too", "yes", worth(3e9)),
    asked(QINGDAO, "hidden_top500", "a yuan over 7bn: hidden no more", "no", worth(7 * BILLION + 1)),
    asked(
        YANCHENG, "potential", "six years old and exactly a billion dollars", "yes", usd(BILLION), founded("2019-05-01")
    ),
    asked(
        YANCHENG,
        "unicorn",
        "six years old and exactly a billion dollars: 'more than'",
        "no",
        usd(BILLION),
        founded("2019-05-01"),
    ),
    asked("startup-genome-scaleup", "scaleup", "50m dollars", "yes", usd(50_000_000)),
    asked("startup-genome-scaleup", "scaleup", "a dollar below 50m", "no", usd(49_999_999)),
    asked("dealroom", "unicorn", "exactly a billion dollars: 'more than'", "unknown", usd(BILLION)),
]
RATES = [
    asked(NANJING, "unicorn", "6.9bn yuan: over a billion at six, under at seven", "unknown", worth(6.9e9)),
    asked(NANJING, "unicorn", "7.3bn yuan: over a billion at every rate", "yes", worth(7.3e9)),
    asked(NANJING, "unicorn", "6bn yuan: a billion at six and not more", "no", worth(6e9)),
]
DAYS = [
    asked(HUBEI, "seed", "founded on the first day of the window", "yes", founded("2019-01-01"), worth(1e8)),
    asked(HUBEI, "seed", "founded the day before the window", "no", founded("2018-12-31"), worth(1e8)),
    asked(
        HUBEI,
        "seed",
        "founded some day of 2019: within it whatever the day",
        "yes",
        founded("2019-01-01", "year"),
        worth(1e8),
    ),
    asked(SUZHOU, "cultivation", "founded on the first day of 2014", "yes", founded("2014-01-01")),
    asked(SUZHOU, "cultivation", "founded on the last day of 2013", "no", founded("2013-12-31")),
    asked(
        XIAN,
        "potential",
        "born on 29 February, its fifth year ends on the 28th",
        "yes",
        founded("2020-02-29"),
        *EARLY,
        day="2025-02-28",
    ),
    asked(XIAN, "potential", "born on 29 February, a day later", "no", founded("2020-02-29"), *EARLY, day="2025-03-01"),
    asked(
        XIAN,
        "potential",
        "five years old some day this year",
        "unknown",
        founded("2020-01-01", "year"),
        usd(100_000_000),
    ),
    asked(
        "cn-gba-2018",
        "unicorn",
        "founded on 1 January 2008: 'after' may mean from",
        "unknown",
        founded("2008-01-01"),
        usd(BILLION),
        raised(1),
        raised(2, key="second"),
    ),
]
TITLES = [
    asked(SICHUAN, "seed", "its title lapses today", "no", *SEED, fact("Certified", "2022-10-31", status=HIGH_TECH)),
    asked(
        SICHUAN, "seed", "its title lapses tomorrow", "yes", *SEED, fact("Certified", "2022-11-01", status=HIGH_TECH)
    ),
    asked(
        SICHUAN, "seed", "its title was given tomorrow", "no", *SEED, fact("Certified", "2025-11-01", status=HIGH_TECH)
    ),
]
PLACES_AND_BOARDS = [
    asked(
        "t-cais-001-2025",
        "hidden",
        "where it is based is not known",
        "unknown",
        fact("Registered", "2021-05-01"),
        worth(3e8),
    ),
    asked(
        HUBEI,
        "seed",
        "based in China, nobody says where",
        "unknown",
        fact("Registered", "2021-05-01", country="CHN"),
        worth(1e8),
    ),
    asked(
        HUBEI,
        "seed",
        "based in the province, nobody says in which city",
        "yes",
        fact("Registered", "2021-05-01", country="CHN", region="湖北"),
        worth(1e8),
    ),
    asked(
        NANJING,
        "unicorn",
        "on the NEEQ, which is no listing by the text",
        "yes",
        worth(9e9),
        fact("Listed", "2024-01-05", venue="新三板"),
    ),
    asked(
        YANCHENG,
        "unicorn",
        "on the NEEQ, of which the text is silent",
        "unknown",
        worth(9e9),
        fact("Listed", "2024-01-05", venue="新三板"),
    ),
]
EXITS = [
    asked(NANJING, "unicorn", "closed the day before", "no", worth(9e9), fact("Closed", "2025-10-30")),
    asked(NANJING, "unicorn", "closes the day after", "yes", worth(9e9), fact("Closed", "2025-11-01")),
    asked(NANJING, "unicorn", "sold today: the text is silent", "unknown", worth(9e9), fact("Acquired", DAY)),
    asked("pitchbook", "unicorn", "sold today: it leaves the list", "no", worth(9e9), fact("Acquired", DAY)),
    asked("pitchbook", "unicorn", "sold the day after", "yes", worth(9e9), fact("Acquired", "2025-11-01")),
    asked(
        ITALY,
        "startup",
        "sold today: no ground of its own",
        "yes",
        *ITALIAN,
        fact("Acquired", DAY),
        sme=True,
        no_agency=True,
        further=True,
    ),
]
EDITIONS = [
    asked(ITALY, "startup", "a consultancy, on the last day of the old text", "yes", *ITALIAN, day="2024-12-17"),
    asked(
        ITALY,
        "startup",
        "a consultancy, on the first day of the new",
        "no",
        *ITALIAN,
        day="2024-12-18",
        sme=True,
        no_agency=False,
    ),
    asked(
        "gei-unicorn",
        "unicorn",
        "20m dollars raised, a day before the call that names a floor",
        "yes",
        *LITTLE_RAISED,
        day="2024-12-31",
        legal_person=True,
    ),
    asked(
        "gei-unicorn",
        "unicorn",
        "20m dollars raised, on its day",
        "no",
        *LITTLE_RAISED,
        day="2025-01-01",
        legal_person=True,
        professional=True,
    ),
]
CASES = [*FLOORS, *RATES, *DAYS, *TITLES, *PLACES_AND_BOARDS, *EXITS, *EDITIONS]


@pytest.fixture(scope="module")
def found() -> dict[str, tuple[str, str]]:
    """What comes out of every case."""
    return answers(CASES)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_each_side_of_a_line_has_its_answer(case: Case, found: dict[str, tuple[str, str]]) -> None:
    """By the engine for all companies and by the reasons for one."""
    assert found[str(case)] == (case.answer, case.answer)
