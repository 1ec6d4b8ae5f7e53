"""Features in words: what one is, and its value in its unit."""

import math

from hornbook.locale import Lang
from hornbook.render.show import say
from hornbook.scout.features import MONEY, NUMBERS
from hornbook.scout.frames import ABOUT
from hornbook.scout.outcomes import EXITS
from hornbook.text import Text

_USD = {*MONEY, "raised_per_year", "raised_per_year_funded", "raised_recent", "raised_before_12m"}
_COUNTS = {name for name in NUMBERS if not name.endswith("_growth")} | {
    *("investors_named", "investor_degree", "investor_winners", "investor_lately"),
    *("sector_companies", "region_companies", "country_companies"),
}
_YEARS = {"age", "years_since_first", "years_since_last", "valuation_age", "age_at_first"}
_YES = ("in_", "last_is_")
ENDS = dict(zip(EXITS, (Text("listed", "上市"), Text("acquired", "被收购"), Text("closed", "关闭")), strict=True))


def called(feature: str, lang: Lang) -> str:
    """What a feature is, without its full stop."""
    return say(ABOUT[feature], lang).rstrip(".。")


def valued(feature: str, value: float | None, lang: Lang) -> str:
    """A feature's value as people read it; logarithms are undone."""
    if value is None:
        return "未知" if lang is Lang.ZH else "unknown"
    if feature in _USD:
        return _dollars(math.expm1(value), lang)
    if feature.endswith("_money"):
        return _dollars(math.expm1(value) * 1e6, lang)
    if feature in _COUNTS:
        return f"{math.expm1(value):,.0f}"
    if feature in _YEARS:
        return f"{value:.1f} 年" if lang is Lang.ZH else f"{value:.1f} years"
    if feature.startswith(_YES):
        return say(Text("yes", "是") if value >= 0.5 else Text("no", "否"), lang)
    if feature.startswith("cohort_"):
        return f"超过{value:.0%}" if lang is Lang.ZH else f"above {value:.0%}"
    if feature == "step_up":
        return f"{math.exp(value):,.1f}×"
    return f"{value:,.2f}"


def _dollars(usd: float, lang: Lang) -> str:
    if lang is Lang.ZH:
        return f"{usd / 1e8:,.2f}亿美元" if usd >= 1e8 else f"{usd / 1e4:,.0f}万美元"
    return f"US${usd / 1e9:,.2f}bn" if usd >= 1e9 else f"US${usd / 1e6:,.1f}m" if usd >= 1e5 else f"US${usd:,.0f}"


def ended(reason: str | None, lang: Lang) -> str:
    """How a company left, or a dash."""
    return say(ENDS[reason], lang) if reason else "—"
