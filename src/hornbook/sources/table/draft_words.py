"""What the headings of tables usually mean, in English and Chinese, and what units they name."""

import re
from decimal import Decimal

ROLES: tuple[tuple[str, str], ...] = (
    ("personal", r"phone|e-?mail|mobile|fax|address|contact|founder|ceo|电话|手机|邮箱|联系人|地址|身份证|微信号|法人"),
    ("total", r"total (?:equity )?(?:raised|funding|amount)|funding total|raised to date|累计融资|融资总额"),
    ("currency", r"currency|币种|货币"),
    ("valued", r"valuation (?:date|day)|date of valuation|as of|估值(?:日期|时间|日)"),
    ("valuation", r"valuation|valued at|worth|post[- ]money|估值"),
    ("founded", r"found(?:ed|ing)|establish|incorporat|inception|birth|成立|创立|注册(?:日期|时间)"),
    ("headcount", r"employees?|headcount|staff|team size|people|人数|员工"),
    ("revenue", r"revenues?|turnover|sales|营业收入|营收"),
    ("investors", r"investors?|backers?|funders?|投资方|投资机构|投资人|投资者"),
    ("joined", r"joined|listed since|上榜"),
    ("day", r"(?:round|deal|funding|announced?|close) ?(?:date|day|on)|date|时间|日期"),
    ("type", r"round|series|stage|type of (?:funding|investment)|funding type|investment\w* ?type|轮次|阶段"),
    ("amount", r"amount|raised|funding|deal size|investment|融资(?:金额|额)|投资金额|金额"),
    ("website", r"web ?site|url|home ?page|domain|网址|官网|网站"),
    ("description", r"descri|about|summary|what .*do|简介|描述|介绍"),
    ("sector", r"industr|sector|categor|vertical|market|field|tags?|行业|领域|赛道|主营"),
    ("country", r"country|nation|国家|国别"),
    ("region", r"state|province|region|省"),
    ("city", r"city|town|headquarter|\bhq\b|location|based in|城市|所在地|总部|地区|市$"),
    ("id", r"\b(?:u?u?id|permalink|code|slug)\b|company ?(?:no|number)|统一社会信用代码|编号|代码"),
    ("name", r"compan|start-?up|firm|organi[sz]ation|enterprise|brand|business|\bname\b|企业|公司|名称|项目|品牌"),
)  # fmt: skip
"""What a heading that holds these words is taken for; the first that fits counts."""

SERIAL = re.compile(r"^(?:s\.? ?no\.?|sr\.? ?no\.?|no\.?|#|rank|row|index|unnamed.*|序号|排名)$", re.IGNORECASE)
"""Headings of running numbers, which say nothing of a company."""

_SCALES = (
    (r"\bbillions?\b|\bbn\b|\$ ?b\b|十亿", Decimal(10) ** 9),
    (r"亿", Decimal(10) ** 8),
    (r"\bcrores?\b|\bcr\b|千万", Decimal(10) ** 7),
    (r"\bmillions?\b|\bmn\b|\bmm?\b|百万", Decimal(10) ** 6),
    (r"\blakhs?\b|\blacs?\b", Decimal(10) ** 5),
    (r"万", Decimal(10) ** 4),
    (r"\bthousands?\b|\bk\b|千", Decimal(10) ** 3),
)
_CURRENCIES = (
    (r"usd|us\$|u\.s\.|美元|\$", "USD"), (r"eur|€|欧元", "EUR"), (r"gbp|£|英镑", "GBP"), (r"inr|₹|\brs\b|rupee", "INR"),
    (r"cny|rmb|人民币|元", "CNY"), (r"jpy|円|日元", "JPY"), (r"krw|₩|원|韩元", "KRW"), (r"hkd|港", "HKD"),
)  # fmt: skip
DAY_FORMATS = (
    "%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%d-%m-%Y", "%m-%d-%Y", "%d %b %Y", "%d-%b-%Y", "%b %d, %Y", "%d-%b-%y",
    "%b-%y", "%d/%m/%y", "%m/%d/%y", "%m/%Y", "%Y年%m月%d日",
)  # fmt: skip
"""Formats that are tried on a column whose days are written in no usual way."""


def role_of(heading: str) -> str | None:
    """What a heading is usually over; None where it says nothing known."""
    plain = re.sub(r"[_\s]+", " ", heading).strip().casefold()
    if SERIAL.match(plain):
        return None
    return next((role for role, words in ROLES if re.search(words, plain)), None)


def scale_of(heading: str) -> Decimal:
    """What a heading multiplies its numbers by: ($M) is a million."""
    plain = heading.casefold()
    return next((scale for words, scale in _SCALES if re.search(words, plain)), Decimal(1))


def currency_of(text: str) -> str | None:
    """The currency that a heading or a cell names."""
    plain = text.casefold()
    return next((code for words, code in _CURRENCIES if re.search(words, plain)), None)
