"""Whether it is still private and at work. An empty day means no such fact; `private` says whether that means no."""

from hornbook.indicators.algebra import Indicator, Unit, first
from hornbook.kinds import Acquired, Closed, Listed
from hornbook.text import Text

listed = Indicator(first(Listed), Unit.DAY, Text("The day on which its shares began to trade.", "上市（挂牌）日期。"))
venue = Indicator(first(Listed, "venue"), Unit.TEXT, Text("Where its shares began to trade.", "上市（挂牌）场所。"))
acquired = Indicator(first(Acquired), Unit.DAY, Text("The day on which it was bought.", "被收购日期。"))
acquirer = Indicator(first(Acquired, "by"), Unit.TEXT, Text("Who bought it.", "收购方。"))
closed = Indicator(first(Closed), Unit.DAY, Text("The day on which it ceased to operate.", "停止经营日期。"))
