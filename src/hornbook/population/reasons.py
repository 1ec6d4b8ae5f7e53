"""Why a company enters or leaves a tier, in words."""

from hornbook.text import Text

REASONS = {
    "listed": Text("listed on an exchange", "已上市"),
    "acquired": Text("acquired", "被收购"),
    "closed": Text("closed", "已关闭"),
    "aged out": Text("aged out", "超过年限"),
    "may have aged out": Text("may have aged out: its age cannot be decided", "可能已超过年限（年龄无法判定）"),
    "devalued": Text("devalued", "估值下降"),
    "lapsed": Text("left out of the newest list", "最新榜单未再列入"),
    "withdrawn": Text("a fact was withdrawn or corrected", "事实被撤回或更正"),
    "out of date": Text("its evidence grew too old", "证据过期"),
    "rule changed": Text("the rule changed", "标准变更"),
    "judged": Text("a person's judgement", "人工决定"),
    "moved": Text("moved", "迁移"),
    "valued": Text("a valuation became known", "新获估值"),
    "settled": Text("its value became known, where only a limit had been", "估值由仅知上限或下限变为可判定"),
    "value rose": Text("its value rose over the line", "估值升过门槛"),
    "funded": Text("funding became known", "新获融资"),
    "of age": Text("reached the age that the rule asks", "达到成立年限"),
    "known anew": Text("new in the book", "新纳入账本"),
    "joined": Text("its records were joined as one company", "其多条记录现合并为同一企业"),
    "learnt late": Text("an event before this period became known", "本期之前发生的事件新近获知"),
    "merged": Text("found to be the same company as another that counts", "现认定与另一家在列企业为同一企业"),
    "parted": Text("found to be a company of its own", "现认定为独立企业"),
    "vouched for": Text("a source now vouches for it", "来源作出说明"),
    "told": Text("a fact became known or was amended", "事实补充或更正"),
    "unsettled": Text("now undecided: a newer fact is inconclusive", "新事实不足以判定"),
    "filter in": Text("came within the filter", "进入筛选范围"),
    "filter out": Text("is no longer within the filter", "不再符合筛选条件"),
    "other": Text("another clause", "其他条款"),
}
"""Why a company moves, in words."""


FATES = ("Listed", "Acquired", "Closed")
"""Kinds of fact that end a company's time as a private one."""
