"""Facts in words of English or Chinese: their columns, their closed words, and what each says in few words."""

import re
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from hornbook.book.view import Told
from hornbook.errors import HornbookError
from hornbook.kinds import KINDS
from hornbook.lang.bound import Type
from hornbook.locale import Lang, in_language
from hornbook.places import country_name
from hornbook.standards.gap import value_phrase
from hornbook.standards.jurisdiction import jurisdiction
from hornbook.text import Listing, Phrase, Text, Value, listing, message, one_line

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
    "least": "至少",
    "fewest": "至少（人）",
    "largest": "至多（人）",
    "most": "至多",
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
    "by": "作出方",
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
    "filed": "申请日",
    "priority": "优先权日",
    "co_applicants": "共同申请人",
    "origin_id": "成果来源标识",
    "to_id": "对方标识",
    "registered_on": "登记日",
    "support": "支持事项",
    "instalment": "期次",
    "recovered": "已收回",
    "topic": "诉求类别",
    "what": "供应内容",
    "source": "来源",
    "grade": "证据等级",
}
"""Columns of facts in Chinese."""
VALUES = {
    "equity": "股权",
    "debt": "债权",
    "grant": "补助",
    "secondary": "老股转让",
    "convertible": "可转债",
    "safe": "未来股权协议（SAFE）",
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
    "crop_variety": "国家级农作物品种",
    "chinese_medicine": "国家一级中药保护品种",
    "new_drug": "新药",
    "integrated_circuit": "集成电路布图",
    "laboratory": "实验室",
    "institute": "研究机构",
    "person": "个人",
    "day": "日",
    "month": "月",
    "quarter": "季度",
    "half": "半年",
    "year": "年",
    "filed": "备案登记",
    "documented": "有据核验",
    "reported": "公开发布",
    "stated": "企业自述",
    "derived": "推算",
    "simulated": "模拟",
}
"""The closed words of facts, and the grades of evidence, in Chinese."""
VENUES = {
    "SSE": Text("Shanghai Stock Exchange", "上海证券交易所"),
    "SZSE": Text("Shenzhen Stock Exchange", "深圳证券交易所"),
    "BSE": Text("Beijing Stock Exchange", "北京证券交易所"),
    "NEEQ": Text("NEEQ", "全国股转系统（新三板）"),
    "HKEX": Text("Hong Kong Stock Exchange", "香港联合交易所"),
    "NASDAQ": Text("Nasdaq", "纳斯达克"),
    "NYSE": Text("New York Stock Exchange", "纽约证券交易所"),
    "TWSE": Text("Taiwan Stock Exchange", "台湾证券交易所"),
    "LSE": Text("London Stock Exchange", "伦敦证券交易所"),
    "OTC": Text("over the counter", "场外市场"),
}
"""Venues where shares trade, by the codes that sources write."""
SERIES = {
    "seed": "种子轮", "angel": "天使轮", "pre_seed": "种子前轮", "pre-seed": "种子前轮", "strategic": "战略融资",
    "venture": "风险投资", "private_equity": "私募股权", "grant": "补助", "debt": "债权融资",
    "pre-ipo": "上市前轮", "unknown": "未知轮次",
}  # fmt: skip
"""Series and types of rounds in Chinese; a letter is that round."""
LONGEST = 160
"""How many characters of a text or list are shown on a page."""
_USUAL = {"exact", "company", "unstated", "day"}
"""What a fact says unless something is special about it."""


@cache
def country_text(code: str) -> Text:
    """A country by its alpha-3 code; the code itself where the names of countries are not installed."""
    code = one_line(code)
    try:
        return Text(country_name(code, chinese=False), country_name(code, chinese=True))
    except HornbookError:
        return Text(code, code)


def column_text(name: str) -> Text:
    """A column of facts by its name."""
    return Text(name.replace("_", " "), COLUMNS.get(name, name))


def worded(column: str, value: Any) -> Value:
    """A value of a column: closed words, countries, venues and series by their names; all else as it is."""
    if isinstance(value, bool):
        return message("yes") if value else message("no")
    if isinstance(value, list | tuple) and not isinstance(value, Text):
        return listing(worded(column, item) for item in value)
    if not isinstance(value, str):
        return value if isinstance(value, int | float | Decimal | date) else str(value)
    if column in ("country", "to_country"):
        return country_text(value)
    if column == "place":
        known = jurisdiction(value)
        return known.name if known else value
    if column == "venue":
        return VENUES.get(value, value)
    if column in ("series", "type") and (round_zh := _series(value)):
        return Text(value.replace("_", " "), round_zh)
    return Text(value.replace("_", " "), VALUES[value]) if value in VALUES else value


def _series(value: str) -> str | None:
    """A round's series in Chinese."""
    if re.fullmatch(r"(?i:(pre-)?[a-k]\d*\+*)", value):
        return f"{value}轮"
    return SERIES.get(value.lower())


def fact_gist(fact: Told) -> Phrase:
    """What a fact says, in few words: amounts with their currency, the usual left unsaid."""
    says = dict(fact.says)
    parts: list[Value] = []
    if "amount" in says and "currency" in says:
        parts.append(value_phrase(says.pop("amount"), Type.MONEY, says.pop("currency")))
    elif "currency" in says and says.keys() & {"least", "most"}:
        parts.append(_vague(says.pop("least", None), says.pop("most", None), says.pop("currency")))
    for name, value in says.items():
        if value in _USUAL if isinstance(value, str) else value is None:
            continue
        parts.append(message("{column}: {value}", column=column_text(name), value=_cut(worded(name, value))))
    return listing(parts)


def _cut(value: Value) -> Value:
    """A long text or list with its end cut off."""
    if isinstance(value, Listing):
        value = Text(*(", ".join(in_language(item, lang) for item in value.items) for lang in (Lang.EN, Lang.ZH)))
    if isinstance(value, Text):
        return Text(*(text if len(text) <= LONGEST else text[:LONGEST] + "…" for text in value))
    return value[:LONGEST] + "…" if isinstance(value, str) and len(value) > LONGEST else value


def _vague(least: Decimal | None, most: Decimal | None, currency: str) -> Phrase:
    """A sum of which only the least and the most are known, or one of them."""
    low, high = (None if end is None else value_phrase(end, Type.MONEY, currency) for end in (least, most))
    if low is not None and high is not None:
        return message("from {low} to {high}", low=low, high=high)
    if low is not None:
        return message("at least {value}", value=low)
    return message("at most {value}", value=high)


def kind_text(name: str) -> Text:
    """A kind of fact by its name."""
    return Text(name, KINDS[name].zh)


def grade_text(name: str) -> Text:
    """A grade of evidence by its name."""
    return Text(str(name), VALUES.get(name, name))
