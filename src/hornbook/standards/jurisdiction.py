"""Where a standard applies: its code or the name of a place, in words, and the places in which a company must be.

A rule of an issuer holds within its jurisdiction. So a file names that once, in its head, and every tier of it asks
whether the company is based there.
"""

from collections.abc import Iterable
from typing import NamedTuple

from hornbook.names.countries import alpha3, country, country_name
from hornbook.places import china
from hornbook.text import Phrase, Text, listing


class Jurisdiction(NamedTuple):
    """A place where a standard applies, in words, and the words by which a rule asks for it."""

    name: Text
    places: tuple[str, ...] = ()
    """Empty where a standard applies everywhere, or where no register says whether a company belongs there."""


_CODES = {
    "CN": Jurisdiction(Text("China", "中国"), ("CHN",)),
    "CN/global": Jurisdiction(Text("China and worldwide", "中国及全球"), ()),
    "EU": Jurisdiction(Text("European Union", "欧盟"), ()),
    "OECD": Jurisdiction(Text("OECD countries", "经合组织成员国"), ()),
    "global": Jurisdiction(Text("worldwide", "全球"), ()),
    "CN-110000": Jurisdiction(Text("Beijing", "北京市"), ("Beijing",)),
    "CN-110000-ETOWN": Jurisdiction(
        Text("Beijing Economic-Technological Development Area", "北京经济技术开发区"), ("Beijing",)
    ),
    "CN-110101": Jurisdiction(Text("Dongcheng District, Beijing", "北京市东城区"), ("Beijing",)),
    "CN-110102": Jurisdiction(Text("Xicheng District, Beijing", "北京市西城区"), ("Beijing",)),
    "CN-110105": Jurisdiction(Text("Chaoyang District, Beijing", "北京市朝阳区"), ("Beijing",)),
    "CN-110106": Jurisdiction(Text("Fengtai District, Beijing", "北京市丰台区"), ("Beijing",)),
    "CN-110107": Jurisdiction(Text("Shijingshan District, Beijing", "北京市石景山区"), ("Beijing",)),
    "CN-110108": Jurisdiction(Text("Haidian District, Beijing", "北京市海淀区"), ("Beijing",)),
    "CN-110111": Jurisdiction(Text("Fangshan District, Beijing", "北京市房山区"), ("Beijing",)),
    "CN-110113": Jurisdiction(Text("Shunyi District, Beijing", "北京市顺义区"), ("Beijing",)),
    "CN-110115": Jurisdiction(Text("Daxing District, Beijing", "北京市大兴区"), ("Beijing",)),
    "CN-110119": Jurisdiction(Text("Yanqing District, Beijing", "北京市延庆区"), ("Beijing",)),
    "CN-310000": Jurisdiction(Text("Shanghai", "上海市"), ("Shanghai",)),
    "CN-320000": Jurisdiction(Text("Jiangsu", "江苏省"), ("Jiangsu",)),
    "CN-320100": Jurisdiction(Text("Nanjing", "南京市"), ("Nanjing",)),
    "CN-320500": Jurisdiction(Text("Suzhou", "苏州市"), ("Suzhou",)),
    "CN-320900": Jurisdiction(Text("Yancheng", "盐城市"), ("Yancheng",)),
    "CN-321300": Jurisdiction(Text("Suqian", "宿迁市"), ("Suqian",)),
    "CN-330100": Jurisdiction(Text("Hangzhou", "杭州市"), ("Hangzhou",)),
    "CN-330108": Jurisdiction(Text("Hangzhou High-tech Zone (Binjiang)", "杭州高新区（滨江）"), ("Hangzhou",)),
    "CN-330110": Jurisdiction(Text("Yuhang District, Hangzhou", "杭州市余杭区"), ("Hangzhou",)),
    "CN-340000": Jurisdiction(Text("Anhui", "安徽省"), ("Anhui",)),
    "CN-340100": Jurisdiction(Text("Hefei", "合肥市"), ("Hefei",)),
    "CN-340100-HTZ": Jurisdiction(Text("Hefei High-tech Zone", "合肥高新区"), ("Hefei",)),
    "CN-350600": Jurisdiction(Text("Zhangzhou", "漳州市"), ("Zhangzhou",)),
    "CN-370000": Jurisdiction(Text("Shandong", "山东省"), ("Shandong",)),
    "CN-370200": Jurisdiction(Text("Qingdao", "青岛市"), ("Qingdao",)),
    "CN-420000": Jurisdiction(Text("Hubei", "湖北省"), ("Hubei",)),
    "CN-420100-EL": Jurisdiction(Text("East Lake High-tech Zone, Wuhan", "武汉东湖高新区"), ("Wuhan",)),
    "CN-440112": Jurisdiction(Text("Huangpu District, Guangzhou", "广州市黄埔区"), ("Guangzhou",)),
    "CN-440115": Jurisdiction(Text("Nansha District, Guangzhou", "广州市南沙区"), ("Guangzhou",)),
    "CN-440300": Jurisdiction(Text("Shenzhen", "深圳市"), ("Shenzhen",)),
    "CN-440307": Jurisdiction(Text("Longgang District, Shenzhen", "深圳市龙岗区"), ("Shenzhen",)),
    "CN-510000": Jurisdiction(Text("Sichuan", "四川省"), ("Sichuan",)),
    "CN-510100-HTZ": Jurisdiction(Text("Chengdu High-tech Zone", "成都高新区"), ("Chengdu",)),
    "CN-610100": Jurisdiction(Text("Xi'an", "西安市"), ("Xi'an",)),
    "CN-610100-HTZ": Jurisdiction(Text("Xi'an High-tech Zone", "西安高新区"), ("Xi'an",)),
}
"""By code: ISO 3166, and GB/T 2260 below the country. What is smaller than a city a matter of the file decides."""


def jurisdiction(word: str) -> Jurisdiction | None:
    """A jurisdiction by its code or by the name of a country, a province or a city of China; None for another word."""
    if word in _CODES:
        return _CODES[word]
    if code := alpha3(word) or country(word):
        names = (country_name(code, chinese=chinese) for chinese in (False, True))
        return Jurisdiction(Text(*names), (code,))
    if place := china.province(word):
        return Jurisdiction(Text(place.name, place.zh), (place.name,))
    if found := china.city(word):
        return Jurisdiction(Text(found.place.name, found.place.zh), (found.place.name,))
    return None


def jurisdictions(words: Iterable[str]) -> Phrase:
    """Where a standard applies, in words; a word that is no jurisdiction as it stands."""
    found = (jurisdiction(word) for word in words)
    return listing(known.name if known else word for word, known in zip(words, found, strict=True))
