"""Changes of rules that no example can notice, each with the reason: the changed rule says the same of every company.

A mutation run leaves them out and names those that it no longer finds, so that the list stays true.
"""

from typing import NamedTuple


class EquivalentChange(NamedTuple):
    """A change of one rule: standard, place and new text as the run prints them, and why it says the same."""

    standard: str
    place: str
    now: str
    why: str


_YOUNGER = "a younger company that is worth as much already passes the branch before"
_SIX = "a dollar was at least six yuan on every day since the text, so one limit holds wherever the other does"
_RAISED = "every tier asks for equity raised, and so for a round of equity"
_POINTS = "a score that this change alters is refused by another clause, or is reached without it"

_EITHER = "any(valuation {}, valuation >= 300_000_000 CNY)"

EQUIVALENT = (
    EquivalentChange("cn-chengdu-htz-2023", "2023/potential/grown.older", "dropped", _YOUNGER),
    EquivalentChange("cn-chengdu-htz-2023", "2023/potential/grown.older", "age at valuation_day >= 5 years", _YOUNGER),
    EquivalentChange("cn-hubei-pool-2024", "2024/potential/grown.founded", "founded >= 2014-01-01", _YOUNGER),
    EquivalentChange(
        "cn-hubei-pool-2024",
        "2024/potential/grown.founded",
        "all(founded >= 2014-01-01, founded <= 2019-01-01)",
        _YOUNGER,
    ),
    EquivalentChange(
        "cn-innovative-sme",
        "2022/define/growth_points",
        "table(main_revenue_growth, >= 15%: 20, >= 10%: 15, >= 5%: 10, >= 0%: 5, else: -1)",
        _POINTS,
    ),
    EquivalentChange(
        "cn-innovative-sme",
        "2022/define/share_points",
        "table(main_business_ratio, >= 70%: 25, >= 60%: 15, >= 55%: 10, >= 50%: 5, else: 0)",
        _POINTS,
    ),
    EquivalentChange(
        "cn-innovative-sme",
        "2022/define/share_points",
        "table(main_business_ratio, >= 70%: 20, >= 60%: 15, >= 55%: 10, >= 50%: 5, else: -1)",
        _POINTS,
    ),
    EquivalentChange("cn-jiangsu-unicorn-2025", "2025/potential/grown.founded_by", "dropped", _YOUNGER),
    EquivalentChange("cn-jiangsu-unicorn-2025", "2025/potential/grown.founded_by", "founded <= 2020-01-01", _YOUNGER),
    *(
        EquivalentChange(name, f"{edition}/potential/young.valuation", now, _SIX)
        for name, edition in (("cn-jiangsu-unicorn-2025", "2025"), ("cn-suqian-2022", "2022"))
        for now in (
            "valuation >= 300_000_000 CNY",
            _EITHER.format("> 50_000_000 USD"),
            _EITHER.format(">= 50_500_000 USD"),
        )
    ),
    EquivalentChange("cn-shenzhen-unicorn-2025", "2025/all/funded", "dropped", _RAISED),
    EquivalentChange("cn-shenzhen-unicorn-2025", "2025/all/funded", "rounds", _RAISED),
    EquivalentChange(
        "cn-tech-sme",
        "2017/define/staff_points",
        "table(tech_staff_ratio, >= 30%: 20, >= 25%: 16, >= 20%: 12, >= 15%: 8, >= 10%: 4, else: -1)",
        _POINTS,
    ),
    *(
        EquivalentChange("gei-potential", f"{edition}/potential/grown.older", now, _YOUNGER)
        for edition in ("2020", "2025")
        for now in ("dropped", "age >= 4 years")
    ),
)
"""All of them. A company of which only the founding year is known may stay undecided where the changed rule decides."""

EQUIVALENT_SUPPORTS: tuple[EquivalentChange, ...] = ()
"""The same of supports."""
