"""Where it comes from, and what it has been recognised for."""

from hornbook.indicators.algebra import Indicator, Op, Reading, Unit, Where
from hornbook.indicators.sums import Sum, count, distinct
from hornbook.kinds import Affiliation, Award, Certified, Patent
from hornbook.text import Text

TERMS = (
    ("高新技术企业", 36),
    ("创新型中小企业", 36),
    ("专精特新中小企业", 36),
    ("专精特新“小巨人”企业", 36),
)
"""Titles that last three years by the measures under which they are given, in months."""

patents = Indicator(count(Patent), Unit.NUMBER, Text("How many patents it holds.", "专利数。"))
patents_36m = Indicator(
    count(Patent, within=36),
    Unit.NUMBER,
    Text("Patents granted in the last 36 months.", "近36个月授权专利数。"),
)
awards = Indicator(count(Award), Unit.NUMBER, Text("How many prizes it has won.", "获奖数。"))
laboratories = Indicator(
    distinct(Affiliation, "to", Where("to_type", ("laboratory", "institute"))),
    Unit.NUMBER,
    Text("How many laboratories and institutes it is tied to.", "关联的实验室和研究机构数。"),
)
certifications = Indicator(
    Sum(Reading(Op.COUNT, Certified, in_force=True, terms=TERMS)),
    Unit.NUMBER,
    Text(
        "How many statuses it holds today; a title of three years that states no end lapses after them.",
        "当前有效资格数；有效期三年的资格未载明截止日期的，满三年即失效。",
    ),
)
