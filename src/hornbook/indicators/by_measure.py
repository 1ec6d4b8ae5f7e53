"""Figures that a document names itself, read from `Figure` facts: `figure_amount[measure in {'rent_paid'}]`."""

from hornbook.indicators.algebra import Indicator, Unit, latest
from hornbook.kinds import Figure
from hornbook.text import Text

BY_MEASURE = {
    "figure_amount": Indicator(
        latest(Figure, "usd"),
        Unit.USD,
        Text("The latest amount of a named measure.", "指定指标的最新金额。"),
        "figure_amount",
    ),
    "figure_number": Indicator(
        latest(Figure, "value"),
        Unit.NUMBER,
        Text("The latest number of a named measure.", "指定指标的最新数值。"),
        "figure_number",
    ),
    "figure_share": Indicator(
        latest(Figure, "value"),
        Unit.RATIO,
        Text("The latest share of a named measure.", "指定指标的最新占比。"),
        "figure_share",
    ),
    "figure_day": Indicator(
        latest(Figure), Unit.DAY, Text("The day of a named measure.", "指定指标的日期。"), "figure_day"
    ),
}
"""No profile shows them, for each means something only with a filter that names one measure."""
