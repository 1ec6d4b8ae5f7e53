"""Words of Chinese lists of companies: places (广东-深圳), rounds (A轮) and what says nothing."""

import re
from typing import NamedTuple

from hornbook.formats.cells import squeeze
from hornbook.terms import Instrument

_UNSAID = ("", "-", "未透露", "暂无")
_HAN = re.compile("[\u3400-\u9fff]")

_SERIES = re.compile(r"((?:Pre-)?[A-Z][1-9]?\+*)轮(?:-上市前)?", re.ASCII)
_EQUITY = ("种子轮", "天使轮", "天使+轮", "战略投资", "Pre-IPO", "新三板定增", "IPO上市后")
_INSTRUMENTS = {
    **dict.fromkeys(_EQUITY, Instrument.EQUITY),
    **dict.fromkeys(("债权融资", "债务融资"), Instrument.DEBT),
    **dict.fromkeys(("老股转让", "隔轮老股转让"), Instrument.SECONDARY),
}

_CONTINENTS = ("亚洲", "欧洲", "北美洲", "南美洲", "非洲", "大洋洲")
_MUNICIPALITIES = ("北京", "上海", "天津", "重庆")
_PROVINCES = (
    *("安徽", "福建", "甘肃", "广东", "广西", "贵州", "海南", "河北", "河南", "黑龙江", "湖北", "湖南", "吉林"),
    *("江苏", "江西", "辽宁", "内蒙古", "宁夏", "青海", "山东", "山西", "陕西", "四川", "西藏", "新疆", "云南", "浙江"),
)
_APART = {"香港": "HKG", "澳门": "MAC", "台湾": "TWN"}  # ISO 3166-1 gives them codes of their own
_CODES = """
    ARE 阿联酋; ARG 阿根廷; AUS 澳大利亚; AUT 奥地利; BEL 比利时; BRA 巴西; CAN 加拿大; CHE 瑞士; CHN 中国; CZE 捷克;
    DEU 德国; DNK 丹麦; EGY 埃及; ESP 西班牙; EST 爱沙尼亚; FIN 芬兰; FRA 法国; GBR 英国; GRC 希腊; HUN 匈牙利;
    IDN 印度尼西亚; IDN 印尼; IND 印度; IRL 爱尔兰; ISL 冰岛; ISR 以色列; ITA 意大利; JPN 日本; KEN 肯尼亚; KOR 韩国;
    LUX 卢森堡; MEX 墨西哥; MYS 马来西亚; NGA 尼日利亚; NLD 荷兰; NOR 挪威; NZL 新西兰; PAK 巴基斯坦; PHL 菲律宾;
    POL 波兰; PRT 葡萄牙; RUS 俄罗斯; SAU 沙特阿拉伯; SGP 新加坡; SWE 瑞典; THA 泰国; TUR 土耳其; UKR 乌克兰;
    USA 美国; VNM 越南; ZAF 南非
"""
_COUNTRIES = {entry.split()[1]: entry.split()[0] for entry in _CODES.split(";")}


class ChinesePlace(NamedTuple):
    """Country as ISO 3166-1 alpha-3 where it is known and else as its own word, region and city."""

    country: str
    region: str | None = None
    city: str | None = None


def chinese_cell(text: str) -> str:
    """What a cell says in one line; empty where its maker says that there is nothing to say."""
    line = squeeze(text)
    return "" if line in _UNSAID else line


def names_in(text: str) -> tuple[str, ...]:
    """The names between the commas of a cell, each once."""
    return tuple(filter(None, dict.fromkeys(map(chinese_cell, re.split("[,，]", text)))))


def language_of(text: str) -> str | None:
    """Chinese when a Chinese character stands in it; a name in Latin letters may be of any language."""
    return "zh" if _HAN.search(text) else None


def chinese_round(word: str) -> tuple[str | None, Instrument]:
    """The series of a round (A+轮: A+) and what its money is."""
    if found := _SERIES.fullmatch(word):
        return found[1], Instrument.EQUITY
    return None, _INSTRUMENTS.get(word, Instrument.UNSTATED)


def chinese_place(text: str) -> ChinesePlace:
    """A place written from the larger to the smaller: 广东-深圳, 北京-海淀区, 北美洲-美国, 美国-加州.

    A municipality is region and city at once and its districts are dropped; so are those of 香港 and 澳门.
    """
    head, _, tail = (part.strip() for part in text.strip("- ").partition("-"))
    if head in _CONTINENTS and tail:
        country, _, within = tail.partition("-")
        return ChinesePlace(_COUNTRIES.get(country, country), within or None)
    region = head.removesuffix("省").removesuffix("市")
    if region in _MUNICIPALITIES:
        return ChinesePlace("CHN", region, region)
    if region in _PROVINCES:
        return ChinesePlace("CHN", region, tail or None)
    if region in _APART:
        return ChinesePlace(_APART[region], region, (tail or None) if region == "台湾" else region)
    return ChinesePlace(_COUNTRIES.get(head, head), tail or None)
