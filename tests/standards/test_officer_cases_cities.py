"""The officer's cases of rules of cities and zones, and of the national standard of unicorns."""

import pytest

from tests.standards.officer import Case, answers, at, company, fact, raised, worth

HUANGPU, SUQIAN = "cn-guangzhou-huangpu-2022", "cn-suqian-2022"
EAST_LAKE, NANJING, CHENGDU = "cn-wuhan-eastlake-2023", "cn-nanjing-incentive-2021", "cn-chengdu-htz-2023"
XIAN, NATIONAL = "cn-xian-city-trial", "gb-t-41464-2022"
SOUND = {"legal_person": True, "sound_accounts": True, "sector": True, "clean_record": True}
IN_SUQIAN = {"high_tech": True, "rest_of_text": True}
IN_HUANGPU = {**SOUND, "in_district": True, "credit_grade": True}
IN_EAST_LAKE = {
    "legal_person": True,
    "sound_accounts": True,
    "sector": True,
    "in_district": True,
    "professional_investor": True,
}
IN_CHENGDU = {"in_district": True, "legal_person": True, "sector": True, "clean_record": True}
HUANGPU_PLACE, SUQIAN_PLACE = at("广州", "广东"), at("宿迁", "江苏")
CASES = [
    Case(
        "CNY 6.5bn in Huangpu, where 6bn is the floor",
        HUANGPU,
        "unicorn",
        "2022-11-30",
        "yes",
        company(worth(6.5e9, "2022-06-01"), raised(4e8, "2022-06-01"), place=HUANGPU_PLACE),
        IN_HUANGPU,
    ),
    Case(
        "exactly US$1bn in Huangpu: 'or more'",
        HUANGPU,
        "unicorn",
        "2022-11-30",
        "yes",
        company(worth(1e9, "2022-06-01", "USD"), raised(4e8, "2022-06-01"), place=HUANGPU_PLACE),
        IN_HUANGPU,
    ),
    Case(
        "exactly US$1bn in Suqian: 'more than'",
        SUQIAN,
        "unicorn",
        "2022-11-30",
        "no",
        company(worth(1e9, "2022-06-01", "USD"), raised(4e8, "2022-06-01"), place=SUQIAN_PLACE),
        IN_SUQIAN,
    ),
    Case(
        "a firm of San Francisco is none of Suqian",
        SUQIAN,
        "unicorn",
        "2022-11-30",
        "no",
        company(worth(2e9, "2022-06-01", "USD"), raised(4e8, "2022-06-01"), place=at("San Francisco", country="USA")),
        IN_SUQIAN,
    ),
    Case(
        "CNY 6.2bn in Suqian: no at the rate of the day, yes at six",
        SUQIAN,
        "unicorn",
        "2022-11-30",
        "unknown",
        company(worth(6.2e9, "2022-01-05"), raised(4e8, "2022-01-05"), place=SUQIAN_PLACE),
        IN_SUQIAN,
    ),
    Case(
        "US$1.2bn, founded in 2014, in East Lake",
        EAST_LAKE,
        "unicorn",
        "2023-10-30",
        "yes",
        company(
            worth(1.2e9, "2023-05-10", "USD"), raised(4e8, "2023-05-10"), born="2014-01-10", place=at("武汉", "湖北")
        ),
        IN_EAST_LAKE,
    ),
    Case(
        "at 9.8 years no potential unicorn of East Lake",
        EAST_LAKE,
        "potential",
        "2023-10-30",
        "no",
        company(
            worth(1.2e9, "2023-05-10", "USD"), raised(4e8, "2023-05-10"), born="2014-01-10", place=at("武汉", "湖北")
        ),
        IN_EAST_LAKE,
    ),
    Case(
        "US$150m at three, now 5.8 years old, in East Lake",
        EAST_LAKE,
        "potential",
        "2023-10-30",
        "unknown",
        company(
            worth(1.5e8, "2020-12-30", "USD"), raised(4e7, "2020-12-30"), born="2017-12-30", place=at("武汉", "湖北")
        ),
        IN_EAST_LAKE,
    ),
    Case(
        "the notice of August 2023 asks no professional money of a potential unicorn",
        EAST_LAKE,
        "potential",
        "2023-08-30",
        "yes",
        company(
            worth(1.5e8, "2022-12-30", "USD"), raised(4e7, "2022-12-30"), born="2019-12-30", place=at("武汉", "湖北")
        ),
        {**IN_EAST_LAKE, "professional_investor": False},
    ),
    Case(
        "the policy of September 2023 asks it",
        EAST_LAKE,
        "potential",
        "2023-09-30",
        "no",
        company(
            worth(1.5e8, "2022-12-30", "USD"), raised(4e7, "2022-12-30"), born="2019-12-30", place=at("武汉", "湖北")
        ),
        {**IN_EAST_LAKE, "professional_investor": False},
    ),
    Case(
        "founded in 2009, raised in 2018: yes by the letter, no by its age",
        NANJING,
        "unicorn",
        "2021-03-01",
        "unknown",
        company(
            worth(1.5e9, "2020-06-30", "USD"), raised(4e8, "2018-06-30"), born="2009-05-01", place=at("南京", "江苏")
        ),
        {"selected": True, "manufacturing": False},
    ),
    Case(
        "founded in 2009, first raised in 2020",
        NANJING,
        "unicorn",
        "2021-03-01",
        "no",
        company(
            worth(1.5e9, "2020-06-30", "USD"), raised(4e8, "2020-06-30"), born="2009-05-01", place=at("南京", "江苏")
        ),
        {"selected": True, "manufacturing": False},
    ),
    Case(
        "five years old when its round was signed, six today, in Chengdu's zone",
        CHENGDU,
        "potential",
        "2023-06-30",
        "yes",
        company(worth(1e8, "2022-01-01", "USD"), born="2017-01-01", place=at("成都", "四川")),
        IN_CHENGDU,
    ),
    Case(
        "five years and a day when its round was signed",
        CHENGDU,
        "potential",
        "2023-06-30",
        "no",
        company(worth(1e8, "2022-01-01", "USD"), born="2016-12-31", place=at("成都", "四川")),
        IN_CHENGDU,
    ),
    Case(
        "ten years old when its round was signed",
        CHENGDU,
        "unicorn",
        "2023-06-30",
        "no",
        company(worth(2e9, "2022-01-01", "USD"), born="2012-01-01", place=at("成都", "四川")),
        IN_CHENGDU,
    ),
    Case(
        "on no list, and Xi'an's review needs none",
        XIAN,
        "unicorn",
        "2020-06-30",
        "yes",
        company(place=at("西安", "陕西")),
        {"expert_review": True, "off_list": True},
    ),
    Case(
        "quoted on the NEEQ: the national standard does not say",
        NATIONAL,
        "unicorn",
        "2023-06-30",
        "unknown",
        company(
            worth(2e9, "2022-06-01", "USD"),
            raised(4e8, "2022-06-01"),
            fact("Listed", "2022-01-04", venue="新三板"),
            place=at("北京"),
        ),
        {"professional_investor": True},
    ),
    Case(
        "listed in Hong Kong: no unicorn of the national standard",
        NATIONAL,
        "unicorn",
        "2023-06-30",
        "no",
        company(
            worth(2e9, "2022-06-01", "USD"),
            raised(4e8, "2022-06-01"),
            fact("Listed", "2022-01-04", venue="港交所"),
            place=at("北京"),
        ),
        {"professional_investor": True},
    ),
]


@pytest.fixture(scope="module")
def found() -> dict[str, tuple[str, str]]:
    """What comes out of every case."""
    return answers(CASES)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_the_answer_is_the_officers(case: Case, found: dict[str, tuple[str, str]]) -> None:
    assert found[str(case)] == (case.answer, case.answer)
