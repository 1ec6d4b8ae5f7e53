"""The money that came in."""

from hornbook.indicators.algebra import (
    Elapsed,
    Growth,
    Indicator,
    Unit,
    Where,
    first,
    latest,
    peak,
)
from hornbook.indicators.sums import count, distinct, total
from hornbook.kinds import Round
from hornbook.terms import Instrument, Payment
from hornbook.text import Text

_UNSTATED = (Instrument.UNSTATED.value,)
_EQUITY = Where("instrument", (Instrument.EQUITY.value,), _UNSTATED)
_PAID_IN = Where("payment", (Payment.PAID_IN.value,), (Payment.ANNOUNCED.value, Payment.UNSTATED.value))

raised = Indicator(
    total(Round, _EQUITY),
    Unit.USD,
    Text(
        "Equity raised so far; rounds without a stated amount are not in it.",
        "累计股权融资额；未披露金额的轮次不计入。",
    ),
)
raised_6m = Indicator(
    total(Round, _EQUITY, within=6),
    Unit.USD,
    Text("Equity raised in the last 6 months.", "近6个月股权融资额。"),
)
raised_12m = Indicator(
    total(Round, _EQUITY, within=12),
    Unit.USD,
    Text("Equity raised in the last 12 months.", "近12个月股权融资额。"),
)
raised_24m = Indicator(
    total(Round, _EQUITY, within=24),
    Unit.USD,
    Text("Equity raised in the last 24 months.", "近24个月股权融资额。"),
)
raised_36m = Indicator(
    total(Round, _EQUITY, within=36),
    Unit.USD,
    Text("Equity raised in the last 36 months.", "近36个月股权融资额。"),
)
raised_paid_in = Indicator(
    total(Round, _PAID_IN),
    Unit.USD,
    Text("Money raised that is known to have been paid in.", "已到账的累计融资额。"),
)
borrowed = Indicator(
    total(Round, Where("instrument", (Instrument.DEBT.value, Instrument.CONVERTIBLE.value), _UNSTATED)),
    Unit.USD,
    Text("Debt raised so far, with notes that may become shares.", "累计债务融资额（含可转债）。"),
)
granted = Indicator(
    total(Round, Where("instrument", (Instrument.GRANT.value,), _UNSTATED)),
    Unit.USD,
    Text("Grants received so far.", "累计获得的补助额。"),
)
rounds = Indicator(count(Round), Unit.NUMBER, Text("How many rounds of funding it has had.", "融资轮次数。"))
rounds_24m = Indicator(
    count(Round, within=24),
    Unit.NUMBER,
    Text("Rounds of funding in the last 24 months.", "近24个月融资轮次数。"),
)
rounds_12m = Indicator(
    count(Round, within=12),
    Unit.NUMBER,
    Text("Rounds of funding in the last 12 months.", "近12个月融资轮次数。"),
)
first_round = Indicator(first(Round), Unit.DAY, Text("The day of its first round.", "首轮融资日期。"))
last_round = Indicator(latest(Round), Unit.DAY, Text("The day of its latest round.", "最近一轮融资日期。"))
days_since_round = Indicator(
    Elapsed(latest(Round)), Unit.DAYS, Text("Days since its latest round.", "距最近一轮融资的天数。")
)
last_round_type = Indicator(
    latest(Round, "type"),
    Unit.TEXT,
    Text("The type of its latest round, in its source's word.", "最近一轮融资类型（来源原文）。"),
)
last_series = Indicator(
    latest(Round, "series"), Unit.TEXT, Text("The series of its latest round.", "最近一轮融资轮次。")
)
largest_round = Indicator(peak(Round, "usd"), Unit.USD, Text("Its largest round.", "单轮最大融资额。"))
last_raised = Indicator(latest(Round, "usd"), Unit.USD, Text("What its latest round brought.", "最近一轮融资额。"))
first_raised = Indicator(first(Round, "usd"), Unit.USD, Text("What its first round brought.", "首轮融资额。"))
round_growth = Indicator(
    Growth(latest(Round, "usd")),
    Unit.RATIO,
    Text("Growth of its latest round over the latest of a year or more before.", "最近一轮融资额较一年前一轮的增幅。"),
)
investors = Indicator(
    distinct(Round, "investors"),
    Unit.NUMBER,
    Text("How many different investors are named.", "已披露的投资方数。"),
)
