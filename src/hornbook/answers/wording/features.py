"""Features in words: what one is, and its value in its unit."""

import math
from decimal import Decimal

from hornbook.scout.features import MONEY, NUMBERS
from hornbook.scout.frames import ABOUT
from hornbook.scout.outcomes import EXITS
from hornbook.text import Money, Share, Text, Value, message

_USD = {*MONEY, "raised_per_year", "raised_per_year_funded", "raised_recent", "raised_before_12m"}
_COUNTS = {name for name in NUMBERS if not name.endswith("_growth")} | {
    *("investors_named", "investor_degree", "investor_winners", "investor_lately"),
    *("sector_companies", "region_companies", "country_companies"),
}
_YEARS = {"age", "years_since_first", "years_since_last", "valuation_age", "age_at_first"}
_YES = ("in_", "last_is_")
ENDS = dict(zip(EXITS, (Text("listed", "上市"), Text("acquired", "被收购"), Text("closed", "关闭")), strict=True))


def feature_text(feature: str) -> Text:
    """What a feature is, without its full stop."""
    return Text(*(text.rstrip(".。") for text in ABOUT[feature]))


def feature_value(feature: str, value: float | None) -> Value:
    """A feature's value as people read it; logarithms are undone."""
    if value is None:
        return None
    if feature in _USD:
        return _dollars(math.expm1(value))
    if feature.endswith("_money"):
        return _dollars(math.expm1(value) * 1e6)
    if feature in _COUNTS:
        return f"{math.expm1(value):,.0f}"
    if feature in _YEARS:
        return message("{years} years", years=f"{value:.1f}")
    if feature.startswith(_YES):
        return message("yes") if value >= 0.5 else message("no")
    if feature.startswith("cohort_"):
        return message("above {share}", share=Share(value, 0))
    if feature == "step_up":
        return f"{math.exp(value):,.1f}×"
    return f"{value:,.2f}"


def ended_text(reason: str | None) -> Text:
    """How a company left its population, or a dash."""
    return ENDS[reason] if reason else Text("—", "—")


def _dollars(usd: float) -> Money:
    return Money(Decimal(str(round(usd, 2))))
