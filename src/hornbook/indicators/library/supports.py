"""What it asked for, was granted and was paid under measures of support; narrowed by `[support in {…}]`."""

from hornbook.indicators.algebra import Indicator, Unit, Where
from hornbook.indicators.sums import count, total
from hornbook.kinds import Applied, Granted, Paid
from hornbook.text import Text

support_applications = Indicator(
    count(Applied), Unit.NUMBER, Text("How often it applied for supports.", "申请支持的次数。")
)
support_grants = Indicator(count(Granted), Unit.NUMBER, Text("How many supports it was granted.", "获批支持的次数。"))
support_paid = Indicator(
    total(Paid, Where("recovered", (False,))),
    Unit.USD,
    Text("What supports paid to it so far.", "累计获兑付的支持金额。"),
)
support_recovered = Indicator(
    total(Paid, Where("recovered", (True,))),
    Unit.USD,
    Text("What was recovered of supports so far.", "累计被追回的支持金额。"),
)
