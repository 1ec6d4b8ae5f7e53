"""Figures of yearly reports that have no kind of their own: ratios, balances and points, read from `Figure` facts."""

from hornbook.indicators.algebra import Growth, Indicator, Reading, Unit, Where, latest
from hornbook.kinds import Acquired, Figure
from hornbook.text import Text


def _measure(name: str, column: str = "value") -> Reading:
    return latest(Figure, column, Where("measure", (name,)))


def _share(name: str, en: str, zh: str) -> Indicator:
    return Indicator(_measure(name), Unit.RATIO, Text(en, zh))


def _number(name: str, en: str, zh: str) -> Indicator:
    return Indicator(_measure(name), Unit.NUMBER, Text(en, zh))


def _money(name: str, en: str, zh: str) -> Indicator:
    return Indicator(_measure(name, "usd"), Unit.USD, Text(en, zh))


debt_ratio = _share("debt_ratio", "Liabilities over assets.", "资产负债率。")
main_business_ratio = _share("main_business_ratio", "Main business over all revenue.", "主营业务收入占营业收入比重。")
hightech_revenue_ratio = _share(
    "hightech_revenue_ratio",
    "Revenue from high-tech products and services over all revenue.",
    "高新技术产品（服务）收入占总收入比例。",
)
domestic_rnd_ratio = _share(
    "domestic_rnd_ratio",
    "Research and development expense spent in the country over all of it.",
    "境内研发费用占全部研发费用比例。",
)
rnd_cost_ratio = _share(
    "rnd_cost_ratio", "Research and development expense over all costs.", "研发费用占成本费用支出总额比例。"
)
rnd_staff_ratio = _share("rnd_staff_ratio", "Staff in research over all staff.", "研发人员占职工总数比例。")
tech_staff_ratio = _share(
    "tech_staff_ratio", "Scientific and technical staff over all staff.", "科技人员占职工总数比例。"
)
market_share = _share("market_share", "Share of its niche in the national market.", "细分市场全国占有率。")
niche_years = _number("niche_years", "Years spent in its niche market.", "从事特定细分市场年限。")
lead_standards = _number("lead_standards", "Standards whose drafting it led.", "主导制定标准数。")
credit_score = _number("credit_score", "Score of a third-party credit report.", "第三方信用评价得分。")
total_assets = _money("total_assets", "Total assets of its latest stated year.", "资产总额。")
profit = _money("profit", "Profit of its latest stated year.", "利润。")
main_revenue = _money("main_revenue", "Revenue of its main business in its latest stated year.", "主营业务收入。")
market_cap = _money("market_cap", "Market capitalisation, where its shares trade.", "市值。")
acquired_for = Indicator(latest(Acquired, "usd"), Unit.USD, Text("The price at which it was bought.", "被收购价格。"))
profit_growth = Indicator(
    Growth(_measure("profit", "usd")),
    Unit.RATIO,
    Text("Growth of its profit over the reading a year or more before.", "利润较上年的增长率。"),
)
main_revenue_growth = Indicator(
    Growth(_measure("main_revenue", "usd")),
    Unit.RATIO,
    Text("Growth of its main revenue over the reading a year or more before.", "主营业务收入较上年的增长率。"),
)
