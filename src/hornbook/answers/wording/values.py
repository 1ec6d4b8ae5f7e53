"""Values of facts and indicators as phrases: closed words, countries, venues, series, and figures with their unit."""

import re
from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Any

from hornbook import places
from hornbook.answers.wording.facts import COLUMNS, VALUES
from hornbook.indicators.algebra import Indicator, Unit
from hornbook.indicators.catalogue import indicators
from hornbook.places import china
from hornbook.terms import Day
from hornbook.text import (
    Listing,
    Message,
    Money,
    Phrase,
    Share,
    Text,
    Value,
    listing,
    message,
    message_plural,
    one_line,
)

VENUES = {
    "NEEQ": Text("NEEQ", "全国股转系统（新三板）"),
    "BSE": Text("Beijing Stock Exchange (BSE)", "北京证券交易所"),
    "STAR": Text("Shanghai Stock Exchange, STAR Market", "上海证券交易所科创板"),
    "SSE": Text("Shanghai Stock Exchange (SSE)", "上海证券交易所"),
    "SZSE": Text("Shenzhen Stock Exchange (SZSE)", "深圳证券交易所"),
    "ChiNext": Text("Shenzhen Stock Exchange, ChiNext", "深圳证券交易所创业板"),
    "HKEX": Text("Hong Kong Exchanges (HKEX)", "香港联合交易所"),
    "NASDAQ": Text("NASDAQ", "纳斯达克"),
    "NYSE": Text("New York Stock Exchange (NYSE)", "纽约证券交易所"),
    "AMEX": Text("NYSE American (AMEX)", "美国证券交易所"),
    "LSE": Text("London Stock Exchange (LSE)", "伦敦证券交易所"),
    "TSE": Text("Tokyo Stock Exchange (TSE)", "东京证券交易所"),
    "Xetra": Text("Xetra", "法兰克福证券交易所（Xetra）"),
    "SGX": Text("Singapore Exchange (SGX)", "新加坡交易所"),
    "OTC": Text("over the counter", "场外市场"),
}
"""Where shares trade, by the word that stands in a fact."""

_WORDS = {
    "venture": Text("venture", "风险投资"),
    "seed": Text("seed", "种子轮"),
    "angel": Text("angel", "天使轮"),
    "debt_financing": Text("debt financing", "债权融资"),
    "convertible_note": Text("convertible note", "可转换债"),
    "private_equity": Text("private equity", "私募股权"),
    "post_ipo_equity": Text("post-IPO equity", "上市后股权融资"),
    "undisclosed": Text("undisclosed", "未披露"),
    "post_money": Text("post-money", "投后"),
    "pre_money": Text("pre-money", "投前"),
    "limited liability company": Text("limited liability company", "有限责任公司"),
    "joint-stock company": Text("joint-stock company", "股份有限公司"),
    "limited partnership": Text("limited partnership", "有限合伙"),
    "branch": Text("branch", "分支机构"),
    "deregistered": Text("deregistered", "注销"),
    "licence revoked": Text("licence revoked", "吊销营业执照"),
    "bankruptcy": Text("bankruptcy", "破产"),
    "merged away": Text("merged away", "因合并而消灭"),
    "spin-off": Text("spin-off", "衍生企业"),
    "licence": Text("licence", "技术许可"),
    "joint laboratory": Text("joint laboratory", "联合实验室"),
    "founder": Text("founder", "创始人"),
    "adviser": Text("adviser", "顾问"),
    "municipal": Text("municipal", "市级"),
    "provincial": Text("provincial", "省级"),
    "national": Text("national", "国家级"),
    "artificial intelligence": Text("artificial intelligence", "人工智能"),
    "enterprise services": Text("enterprise services", "企业服务"),
    "new consumption and retail": Text("new consumption and retail", "新消费与零售"),
    "electronic commerce": Text("electronic commerce", "电子商务"),
    "biotechnology and medicine": Text("biotechnology and medicine", "生物医药"),
    "robotics and intelligent equipment": Text("robotics and intelligent equipment", "机器人与智能装备"),
    "integrated circuits": Text("integrated circuits", "集成电路"),
    "new energy": Text("new energy", "新能源"),
    "new materials": Text("new materials", "新材料"),
    "financial technology": Text("financial technology", "金融科技"),
    "new energy vehicles": Text("new energy vehicles", "新能源汽车"),
    "aerospace": Text("aerospace", "航空航天"),
    "a person's decision": Text("a person's decision", "人工决定"),
    "decided by hand": Text("decided by hand", "人工认定"),
    "stated by hand": Text("stated by hand", "人工录入"),
    "withdrawn by hand": Text("withdrawn by hand", "人工撤回"),
    "believed again by hand": Text("believed again by hand", "人工恢复"),
    "zh": Text("Chinese", "中文"),
    "en": Text("English", "英文"),
}
_SERIES = re.compile(r"(?:Pre-)?[A-Z]\d?\+*", re.ASCII)
_MEANT = {"last_series": "series", "last_round_type": "type", "venue": "venue", "country": "country"}
"""The columns of facts that indicators of the same values read."""
_OWN = {
    "name", "registered_name", "text", "description", "url", "website", "investors", "to", "acquirer", "key", "number",
    "other", "source", "valuation_source", "matter", "because", "track",
}  # fmt: skip
"""Columns whose values are a source's own, and never one of our words."""

UNITS = {
    Unit.TEXT: Text("text", "文字"),
    Unit.DAY: Text("day", "日期"),
    Unit.USD: Text("US dollars", "美元"),
    Unit.DAYS: Text("days", "天"),
    Unit.YEARS: Text("years", "年"),
    Unit.PEOPLE: Text("people", "人"),
    Unit.NUMBER: Text("number", "个数"),
    Unit.RATIO: Text("ratio", "比率"),
    Unit.YES_NO: Text("yes or no", "是或否"),
}
"""What figures count, in words."""


def country_word(code: str) -> Phrase:
    """A country by its name; the code where the gazetteer is not installed, or where it is no code."""
    if not places.installed():
        return code
    code = one_line(code)
    return Text(places.country_name(code, chinese=False), places.country_name(code, chinese=True))


_MONTHS = "January February March April May June July August September October November December".split(" ")  # noqa: SIM905


def month_word(day: Day) -> Text:
    """The month of a day, with its year."""
    return Text(f"{_MONTHS[day.month - 1]} {day.year}", f"{day.year}年{day.month}月")


def place_word(name: str) -> Phrase:
    """A city or province of China by its name in both languages; any other place as it is written."""
    place = china.labels().get(name) or (china.province(name) if name.isascii() else None)
    return Text(name, place.zh) if place else name


_COLUMNS = {"least": "至少", "most": "至多", "same": "是否同一企业", "because": "理由"}


def column_word(name: str) -> Text:
    """A column of facts in words."""
    return Text(name.replace("_", " "), _COLUMNS.get(name) or COLUMNS.get(name, name))


def value_word(name: str, value: Any) -> Value:
    """A value of a column or of an indicator of text, in words where it is one of the closed ones."""
    column = _MEANT.get(name, name)
    if isinstance(value, list | tuple) and not isinstance(value, Text):
        return listing(value_word(name, item) for item in value)
    if not isinstance(value, str) or column in _OWN:
        return value  # type: ignore[no-any-return]
    if column == "country":
        return country_word(value)
    if column in ("city", "region"):
        return place_word(value)
    if column == "venue":
        return VENUES.get(value, value)
    if column == "series":
        return Text(value, f"{value}轮") if _SERIES.fullmatch(value) else value
    return closed_word(value)


def closed_word(value: str) -> Phrase:
    """One of the closed words of facts; any other text as it is."""
    if value in _WORDS:
        return _WORDS[value]
    return Text(value.replace("_", " "), VALUES[value]) if value in VALUES else value


def indicator_label(of: Indicator) -> Text:
    """An indicator by the word that commands take, and in Chinese by its meaning, in full where others begin alike."""
    short = _short(of)
    return Text(of.name, short if _shorts()[short] == 1 else of.about.zh.rstrip("。"))


def _short(of: Indicator) -> str:
    """What an indicator is about in Chinese, up to the first stop."""
    return re.split("[，；。：]", of.about.zh)[0]


@cache
def _shorts() -> Counter[str]:
    return Counter(map(_short, indicators().values()))


def indicator_words(of: Indicator, value: Any) -> Value:
    """An indicator's value with its unit; empty for unknown."""
    if value is None or value == "":
        return None
    if isinstance(value, int) and not isinstance(value, bool):
        return _count(of.unit, value)
    if of.unit is Unit.USD:
        return Money(Decimal(value))
    if of.unit is Unit.RATIO:
        return Share(float(value))
    return value_word(of.name, value)


def ends_words(of: Indicator, least: Any, most: Any, *, short: bool = False) -> Value:
    """What is known of an indicator from below and from above, `short` for a cell; empty where that is nothing."""
    if least is not None and least == most:
        return indicator_words(of, least)
    low = indicator_words(of, least) if least else None  # "at least 0" carries no information
    high = indicator_words(of, most)
    if low is not None and high is not None:
        between = message("{low} –\n{high}", low=low, high=high)
        return between if short else message("between {low} and {high}", low=low, high=high)
    if low is not None:
        return message("≥ {amount}", amount=low) if short else message("at least {value}", value=low)
    if high is not None:
        return message("≤ {amount}", amount=high) if short else message("at most {value}", value=high)
    return None


def _count(unit: Unit, n: int) -> Value:
    match unit:
        case Unit.USD:
            return Money(Decimal(n))
        case Unit.RATIO:
            return Share(n)
        case Unit.YEARS:
            return message_plural("{n:,} year", "{n:,} years", n)
        case Unit.DAYS:
            return message_plural("{n:,} day", "{n:,} days", n)
        case Unit.PEOPLE:
            return message_plural("{n:,} person", "{n:,} people", n)
    return n


# ---- what a fact says

LONGEST = 160
"""How many characters of a text or list are shown on a page."""
_USUAL = {"exact", "company", "unstated", "day"}
"""What a fact says unless something is special about it."""


def fact_words(says: Mapping[str, Any]) -> Phrase:
    """What a fact says, in few words: amounts with their currency, the usual left unsaid; else an empty string."""
    left = dict(says)
    parts: list[Value] = []
    if "amount" in left and "currency" in left:
        parts.append(Money(left.pop("amount"), left.pop("currency")))
    elif "currency" in left and left.keys() & {"least", "most"}:
        parts.append(_vague(left.pop("least", None), left.pop("most", None), left.pop("currency")))
    for name, value in left.items():
        if value is None or (isinstance(value, str) and value in _USUAL):
            continue
        parts.append(message("{column}: {value}", column=column_word(name), value=_cut(value_word(name, value))))
    return listing(parts, ";") if parts else ""


def _vague(low: Decimal | None, high: Decimal | None, currency: str) -> Message:
    """A sum of which only the least and the most are known, or one of them."""
    least, most = (None if end is None else Money(end, currency) for end in (low, high))
    if least and most:
        return message("from {least} to {most}", least=least, most=most)
    return message("at least {least}", least=least) if least else message("at most {most}", most=most)


def _cut(value: Value) -> Value:
    """A long text or list with its end left out."""
    if isinstance(value, Listing):
        kept = value.items
        while len(kept) > 1 and sum(len(str(item)) + 2 for item in kept) > LONGEST:
            kept = kept[:-1]
        return listing((*kept, "…")) if len(kept) < len(value.items) else value
    if isinstance(value, Text):
        return value
    return value[:LONGEST] + "…" if isinstance(value, str) and len(value) > LONGEST else value
