"""What it is said to be worth, by whom and on what basis."""

from hornbook.indicators.algebra import Elapsed, Growth, Indicator, Lapsed, Ratio, Unit, latest, peak
from hornbook.indicators.library.funding import raised as _raised
from hornbook.kinds import Valuation
from hornbook.text import Text

valuation = Indicator(latest(Valuation, "usd"), Unit.USD, Text("The latest valuation.", "最新估值。"))
valuation_day = Indicator(latest(Valuation), Unit.DAY, Text("The day of the latest valuation.", "最新估值日期。"))
valuation_age = Indicator(
    Elapsed(latest(Valuation)),
    Unit.DAYS,
    Text("How many days old the latest valuation is.", "最新估值距今天数。"),
)
valuation_bound = Indicator(
    latest(Valuation, "bound"),
    Unit.TEXT,
    Text(
        "Whether the latest valuation is exact, or a limit from below or above.",
        "最新估值是确数、下限还是上限。",
    ),
)
valuation_basis = Indicator(
    latest(Valuation, "basis"),
    Unit.TEXT,
    Text(
        "What the latest valuation is based on: post-money, pre-money, secondary, fair or unstated.",
        "最新估值口径：投后、投前、老股转让、公允或未说明。",
    ),
)
valuation_scope = Indicator(
    latest(Valuation, "scope"),
    Unit.TEXT,
    Text(
        "What the latest valuation covers: this company, its group or a merger.",
        "最新估值范围：本企业、集团或合并体。",
    ),
)
valuation_grade = Indicator(
    latest(Valuation, "grade"),
    Unit.TEXT,
    Text("How good the evidence of the latest valuation is.", "最新估值的证据等级。"),
)
valuation_source = Indicator(
    latest(Valuation, "source"), Unit.TEXT, Text("Who gave the latest valuation.", "最新估值的来源。")
)
peak_valuation = Indicator(peak(Valuation, "usd"), Unit.USD, Text("The highest valuation so far.", "历史最高估值。"))
lapsed = Indicator(
    Lapsed(),
    Unit.YES_NO,
    Text(
        "Whether the list that gave the latest valuation has since been made anew without the company.",
        "给出最新估值的榜单是否已更新而未再列入该企业。",
    ),
)
valuation_growth = Indicator(
    Growth(latest(Valuation, "usd")),
    Unit.RATIO,
    Text("Growth of its valuation over the latest of a year or more before.", "估值较一年前的增幅。"),
)
raised_to_value = Indicator(
    Ratio(_raised.formula, latest(Valuation, "usd")),
    Unit.RATIO,
    Text("Equity raised for each dollar of the latest valuation.", "累计股权融资额与最新估值之比。"),
)
