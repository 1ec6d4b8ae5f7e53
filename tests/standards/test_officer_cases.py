"""The officer's cases of Shenzhen's rule at its boundaries, and of words as everyday tables write them."""

from typing import Any

import pytest

from tests.standards.officer import TODAY, Case, answers, at, company, fact, founded, raised, worth

SHENZHEN, SICHUAN = "cn-shenzhen-unicorn-2025", "cn-sichuan-seed-2025"
SOUND = {"legal_person": True, "sound_accounts": True, "sector": True, "clean_record": True}


def in_shenzhen(says: str, answer: str, *facts: dict[str, Any], tier: str = "unicorn", day: str = TODAY) -> Case:
    """A case of the rule of Shenzhen."""
    return Case(says, SHENZHEN, tier, day, answer, company(*facts), SOUND)


BOUNDARIES = [
    in_shenzhen(
        "born on 29 February, the day before its tenth year is over", "yes", founded("2016-02-29"), day="2026-02-28"
    ),
    in_shenzhen("born on 29 February, the day after", "no", founded("2016-02-29"), day="2026-03-01"),
    in_shenzhen("ten years old today", "yes", founded("2015-11-30"), day="2025-11-30"),
    in_shenzhen("ten years and a day", "no", founded("2015-11-30"), day="2025-12-01"),
    in_shenzhen(
        "exactly five years, CNY 700m, 35m raised",
        "yes",
        founded("2021-11-29"),
        worth(7e8),
        raised(3.5e7),
        tier="potential",
    ),
    in_shenzhen("founded some day in 2016", "unknown", founded("2016-01-01", "year"), day="2026-06-30"),
    in_shenzhen(
        "the day before it lists in Hong Kong",
        "yes",
        fact("Listed", "2024-06-01", venue="HKEX"),
        worth(9e9, "2023-06-01"),
        raised(4e8, "2023-06-01"),
        day="2024-05-31",
    ),
    in_shenzhen(
        "the day on which it lists in Hong Kong",
        "no",
        fact("Listed", "2024-06-01", venue="HKEX"),
        worth(9e9, "2023-06-01"),
        raised(4e8, "2023-06-01"),
        day="2024-06-01",
    ),
    in_shenzhen(
        "NEEQ in 2022, then the Beijing exchange",
        "no",
        fact("Listed", "2022-03-01", venue="NEEQ"),
        fact("Listed", "2024-03-01", venue="BSE"),
    ),
    in_shenzhen("only its group's valuation is known", "unknown", worth(9e9, scope="group")),
    in_shenzhen("a down round: no unicorn", "no", worth(9e9, "2023-01-01"), worth(5e9, "2025-01-01")),
    in_shenzhen("a down round: potential", "yes", worth(9e9, "2023-01-01"), worth(5e9, "2025-01-01"), tier="potential"),
    in_shenzhen(
        "a later sale of old shares at 9bn: no unicorn",
        "no",
        worth(5e9, "2025-01-01"),
        worth(9e9, "2025-09-01", basis="secondary"),
    ),
    in_shenzhen(
        "a later sale of old shares at 9bn: potential",
        "yes",
        worth(5e9, "2025-01-01"),
        worth(9e9, "2025-09-01", basis="secondary"),
        tier="potential",
    ),
    in_shenzhen(
        "the day before it moves from Guangzhou",
        "no",
        at("广州", "广东"),
        at("深圳", "广东", day="2026-01-01"),
        day="2025-12-31",
    ),
    in_shenzhen(
        "the day on which it moves from Guangzhou",
        "yes",
        at("广州", "广东"),
        at("深圳", "广东", day="2026-01-01"),
        day="2026-01-01",
    ),
    in_shenzhen("valued in 2019 and never since", "yes", worth(9e9, "2019-06-01")),
    in_shenzhen(
        "US$1bn of 2023-02: RMB 7bn at seven, less at the rate of the day", "unknown", worth(1e9, "2023-02-02", "USD")
    ),
    in_shenzhen(
        "listed on Nasdaq, private again", "yes", fact("Listed", "2021-05-01", venue="NASDAQ", until="2025-03-01")
    ),
    in_shenzhen("only a pre-money valuation below the floor is known", "unknown", worth(6e9, basis="pre_money")),
    in_shenzhen("a pre-money valuation at the floor: post-money is never less", "yes", worth(9e9, basis="pre_money")),
    in_shenzhen("closed at six", "no", fact("Closed", "2025-01-01")),
    in_shenzhen("sold at six: the text does not say, an officer says no", "unknown", fact("Acquired", "2025-01-01")),
]

EVERYDAY_WORDS = [
    *(in_shenzhen(f"country {word}", "yes", at("深圳", country=word)) for word in ("CHN", "CN", "China", "中国")),
    *(
        in_shenzhen(f"city {word}", "yes", at(word))
        for word in ("Shenzhen", "SHENZHEN", "深圳市", "深圳市南山区", "南山区", "Nanshan, Shenzhen", "Shenzhen City")
    ),
    *(
        in_shenzhen(f"venue {word}", "yes", fact("Listed", "2022-03-01", venue=word))
        for word in (
            "NEEQ",
            "新三板",
            "New Third Board",
            "neeq",
            "全国中小企业股份转让系统",
            "National Equities Exchange and Quotations",
        )
    ),
    *(
        Case(
            f"status {word}",
            SICHUAN,
            "seed",
            "2025-12-01",
            "yes",
            company(fact("Certified", "2024-10-16", status=word), born="2020-05-01", place=at("成都", "四川")),
            {
                "sound_operation": True,
                "market_growth": True,
                "clean_record": True,
                "sector": True,
                "niche_leader": True,
                "breakthrough": False,
            },
        )
        for word in ("高新技术企业", "国家高新技术企业", "高企", "国家级高新技术企业", "High-tech enterprise")
    ),
]

CASES = [*BOUNDARIES, *EVERYDAY_WORDS]


@pytest.fixture(scope="module")
def found() -> dict[str, tuple[str, str]]:
    """What comes out of every case."""
    return answers(CASES)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_answer_is_the_officers(case: Case, found: dict[str, tuple[str, str]]) -> None:
    assert found[str(case)] == (case.answer, case.answer)
