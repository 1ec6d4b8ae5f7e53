"""A chart of every form, for tests of those who draw them."""

from datetime import date
from decimal import Decimal

from hornbook.render.sheet import Chart, ChartForm, ChartMark, Column, Kind, Table
from hornbook.text import Text

DAYS = [date(year, 12, 31) for year in range(2016, 2022)]
YEARS = Table(
    "years",
    (
        Column("day", Text("day", "日期"), Kind.DAY),
        Column("unicorns", Text("unicorns", "独角兽"), Kind.COUNT),
        Column("gazelles", Text("gazelles", "瞪羚"), Kind.COUNT),
        Column("value", Text("total value, US$", "估值合计（美元）"), Kind.USD),
        Column("low", Text("at least", "至少"), Kind.COUNT),
        Column("high", Text("at most", "至多"), Kind.COUNT),
    ),
    [
        {
            "day": day, "unicorns": n * n + 3, "gazelles": None if n == 2 else 40 + n,
            "value": Decimal(n) * 7_300_000_000, "low": n * n, "high": n * n + 9,
        }
        for n, day in enumerate(DAYS)
    ],
)  # fmt: skip
CITIES = Table(
    "cities",
    (
        Column("city", Text("city", "城市")),
        Column("unicorns", Text("unicorns", "独角兽"), Kind.COUNT),
        Column("gazelles", Text("gazelles", "瞪羚"), Kind.COUNT),
        Column("longitude", Text("longitude", "经度"), Kind.NUMBER),
        Column("latitude", Text("latitude", "纬度"), Kind.NUMBER),
    ),
    [
        {"city": '<b>&"$x$ 北京市 #x', "unicorns": 320, "gazelles": 4, "longitude": 116.4, "latitude": 39.9},
        {"city": "Shanghai", "unicorns": 210, "gazelles": 70, "longitude": 121.5, "latitude": 31.2},
        {"city": "Nowhere", "unicorns": None, "gazelles": 1, "longitude": None, "latitude": None},
    ],
)
TITLE, ALT = Text("How many", "数量"), Text("More each year.", "逐年增加。")


def chart(form: ChartForm, table: Table = YEARS, x: str = "day", *series: str, **further: object) -> Chart:
    """A chart with the title and the text that these tests look for."""
    return Chart(TITLE, form, table, x, series or ("unicorns",), ALT, **further)  # type: ignore[arg-type]


BOTH = ("unicorns", "gazelles")
TARGET = ChartMark(Text("target", "目标"), y=20)
CHARTS = {
    "line": chart(ChartForm.LINE, YEARS, "day", *BOTH, unit=Text("companies", "家")),
    "money": chart(ChartForm.LINE, YEARS, "day", "value", marks=(ChartMark("plan", x=date(2018, 3, 1)),)),
    "step": chart(ChartForm.STEP),
    "band": chart(ChartForm.BAND, limits=("low", "high"), marks=(TARGET,)),
    "bar": chart(ChartForm.BAR, marks=(TARGET,)),
    "bars": chart(ChartForm.BAR, YEARS, "day", *BOTH),
    "stacked": chart(ChartForm.STACKED, YEARS, "day", *BOTH),
    "lying": chart(ChartForm.BAR, CITIES, "city", *BOTH),
    "parts": chart(ChartForm.STACKED, CITIES, "city", *BOTH),
    "curve": chart(ChartForm.LINE, YEARS, "value", marks=(ChartMark("rule", x=Decimal(10**10)),)),
    "map": chart(ChartForm.MAP, CITIES, "longitude", "latitude", size="unicorns", label="city"),
}
