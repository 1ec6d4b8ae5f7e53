"""Facts in words of English or Chinese: their columns, their closed words, and what each says in few words."""

from datetime import date
from decimal import Decimal
from typing import Any

from hornbook.book.view import Told
from hornbook.kinds import KINDS
from hornbook.lang.bound import Type
from hornbook.locale import Lang
from hornbook.render.show import cell, say
from hornbook.standards.gap import spoken
from hornbook.text import Text

COLUMNS = {
    "name": "名称",
    "language": "语言",
    "registered": "登记名",
    "precision": "精度",
    "country": "国家（地区）",
    "region": "省（州）",
    "city": "城市",
    "legal_form": "企业类型",
    "taxonomy": "分类体系",
    "label": "类别",
    "rank": "位次",
    "text": "内容",
    "url": "网址",
    "type": "类型",
    "series": "轮次",
    "amount": "金额",
    "least": "不少于",
    "most": "不超过",
    "currency": "币种",
    "instrument": "工具",
    "payment": "到账情况",
    "investors": "投资方",
    "bound": "界限",
    "basis": "口径",
    "share_class": "股份类别",
    "scope": "范围",
    "count": "人数",
    "months": "月数",
    "measure": "指标",
    "value": "数值",
    "venue": "场所",
    "by": "主体",
    "reason": "原因",
    "number": "编号",
    "office": "授权机构",
    "level": "级别",
    "to": "对象",
    "to_type": "对象类型",
    "role": "角色",
    "until": "截止日期",
    "status": "资格",
    "other": "另一编号",
    "probability": "概率",
    "matter": "事项",
    "outcome": "结论",
    "event": "事件",
    "source": "来源",
    "grade": "证据等级",
}
"""Columns of facts in Chinese."""
VALUES = {
    "equity": "股权",
    "debt": "债权",
    "grant": "补助",
    "secondary": "老股转让",
    "paid_in": "已到账",
    "announced": "已公布",
    "post_money": "投后",
    "pre_money": "投前",
    "fair": "公允价值",
    "unstated": "未说明",
    "exact": "确数",
    "at_least": "下限",
    "at_most": "上限",
    "company": "本企业",
    "group": "集团",
    "merger": "合并体",
    "invention": "发明",
    "utility": "实用新型",
    "design": "外观设计",
    "software": "软件著作权",
    "plant_variety": "植物新品种",
    "new_drug": "新药",
    "integrated_circuit": "集成电路布图",
    "laboratory": "实验室",
    "institute": "研究机构",
    "person": "个人",
    "day": "日",
    "month": "月",
    "year": "年",
    "filed": "备案登记",
    "documented": "有据核验",
    "reported": "公开发布",
    "stated": "企业自述",
    "derived": "推算",
    "simulated": "模拟",
}
"""The closed words of facts, and the grades of evidence, in Chinese."""
LONGEST = 160
"""So many characters of a text or list are shown on a page."""
_USUAL = {"exact", "company", "unstated", "day"}
"""What a fact says unless something is special about it."""


def gist(fact: Told, lang: Lang) -> str:
    """What a fact says, in few words: amounts with their currency, the usual left unsaid."""
    says = dict(fact.says)
    parts = []
    if "amount" in says and "currency" in says:
        parts.append(say(spoken(says.pop("amount"), Type.MONEY, says.pop("currency")), lang))
    elif "currency" in says and says.keys() & {"least", "most"}:
        parts.append(say(_vague(says.pop("least", None), says.pop("most", None), says.pop("currency")), lang))
    for name, value in says.items():
        if value in _USUAL if isinstance(value, str) else value is None:
            continue
        shown = cell(_worded(value, lang), lang)
        heading = COLUMNS.get(name, name) if lang is Lang.ZH else name.replace("_", " ")
        colon = "：" if lang is Lang.ZH else " "
        parts.append(f"{heading}{colon}{shown if len(shown) <= LONGEST else shown[:LONGEST] + '…'}")
    return ("，" if lang is Lang.ZH else ", ").join(parts)


def _vague(least: Decimal | None, most: Decimal | None, currency: str) -> Text:
    """A sum of which only the least and the most are known, or one of them."""
    low, high = (None if end is None else spoken(end, Type.MONEY, currency) for end in (least, most))
    if low and high:
        return Text(f"from {low.en} to {high.en}", f"{low.zh}至{high.zh}")
    if low:
        return Text(f"at least {low.en}", f"不少于{low.zh}")
    assert high
    return Text(f"at most {high.en}", f"不超过{high.zh}")


def _worded(value: Any, lang: Lang) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if not isinstance(value, str) or value not in VALUES:
        return value
    return VALUES[value] if lang is Lang.ZH else value.replace("_", " ")


def kind(name: str, lang: Lang) -> str:
    """A kind of fact by its name."""
    return KINDS[name].zh if lang is Lang.ZH else name


def grade(name: str, lang: Lang) -> str:
    """A grade of evidence by its name."""
    return VALUES.get(name, name) if lang is Lang.ZH else str(name)
