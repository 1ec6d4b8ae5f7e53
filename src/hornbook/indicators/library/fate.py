"""Whether it is private and at work. An empty day means no such fact that still holds; a listing may have ended."""

from hornbook.indicators.algebra import Indicator, Unit, first
from hornbook.kinds import Acquired, Closed, Listed
from hornbook.text import Text

listed = Indicator(
    first(Listed, in_force=True), Unit.DAY, Text("The day on which its shares began to trade.", "上市（挂牌）日期。")
)
venue = Indicator(
    first(Listed, "venue", in_force=True), Unit.TEXT, Text("Where its shares began to trade.", "上市（挂牌）场所。")
)
acquired = Indicator(first(Acquired, in_force=True), Unit.DAY, Text("The day on which it was bought.", "被收购日期。"))
acquirer = Indicator(first(Acquired, "by", in_force=True), Unit.TEXT, Text("Who bought it.", "收购方。"))
closed = Indicator(
    first(Closed, in_force=True), Unit.DAY, Text("The day on which it ceased to operate.", "停止经营日期。")
)
