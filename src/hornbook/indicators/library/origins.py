"""Where it comes from, and what it has been recognised for."""

from hornbook.indicators.algebra import Indicator, Unit, Where
from hornbook.indicators.sums import count, distinct
from hornbook.kinds import Affiliation, Award, Certified, Patent
from hornbook.text import Text

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
    count(Certified, in_force=True),
    Unit.NUMBER,
    Text("How many statuses it holds today.", "当前有效资格数。"),
)
