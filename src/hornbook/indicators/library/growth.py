"""Size and growth."""

from hornbook.indicators.algebra import Growth, Indicator, Ratio, Unit, latest
from hornbook.kinds import Headcount, Revenue, RnD
from hornbook.text import Text

headcount = Indicator(latest(Headcount, "count"), Unit.PEOPLE, Text("How many people it employs.", "员工人数。"))
headcount_growth = Indicator(
    Growth(latest(Headcount, "count")),
    Unit.RATIO,
    Text("Growth of its staff over the reading a year or more before.", "员工人数较一年前的增长率。"),
)
revenue = Indicator(latest(Revenue, "usd"), Unit.USD, Text("Turnover of its latest stated year.", "最近年度营业收入。"))
revenue_growth = Indicator(
    Growth(latest(Revenue, "usd")),
    Unit.RATIO,
    Text("Growth of its turnover over the reading a year or more before.", "营业收入较上年的增长率。"),
)
rnd = Indicator(
    latest(RnD, "usd"),
    Unit.USD,
    Text("Research and development expense of its latest stated year.", "最近年度研发费用。"),
)
rnd_intensity = Indicator(
    Ratio(latest(RnD, "usd"), latest(Revenue, "usd")),
    Unit.RATIO,
    Text("Research and development expense for each dollar of turnover.", "研发费用占营业收入的比例。"),
)
revenue_per_head = Indicator(
    Ratio(latest(Revenue, "usd"), latest(Headcount, "count")),
    Unit.USD,
    Text("Turnover for each person employed.", "人均营业收入。"),
)
