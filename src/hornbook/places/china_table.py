"""The table of places of China: every province with its cities, every city with its districts and counties."""

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from hornbook.names.words import plain


class Place(NamedTuple):
    """A province, a city or a county: its name here, its Chinese name without 市, and the places above it."""

    name: str
    zh: str
    full: str
    province: str
    """The Latin name of its province; for a province its own."""
    city: str = ""
    """The name of the prefecture to which a county belongs."""


_ENDS = re.compile(r"(?:自治州|自治县|自治旗|地区|街道|林区|新区|市|县|盟|旗|区|镇|乡|州)$")
_LATIN_ENDS = re.compile(
    r"[\s-]+(?:city|municipality|district|prefecture|province|county|shi|sheng|qu|xian|new area|new district|"
    r"autonomous region|sar|area|zone)\.?$",
    re.IGNORECASE,
)
_LATIN_STARTS = re.compile(r"^(?:city|municipality|province|district) of\s+", re.IGNORECASE)
_COUNTY = re.compile(r"(?:县|市|旗)$")
_ALIASES = {
    "Peking": "Beijing", "Canton": "Guangzhou", "Tientsin": "Tianjin", "Chungking": "Chongqing", "Nanking": "Nanjing",
    "Amoy": "Xiamen", "Tsingtao": "Qingdao", "Mukden": "Shenyang", "Lvliang": "Lüliang", "Ürümqi": "Urumqi",
    "Huhehaote": "Hohhot", "Wulumuqi": "Urumqi", "Haerbin": "Harbin", "Eerduosi": "Ordos", "Lasa": "Lhasa",
    "Shen Zhen": "Shenzhen", "Soochow": "Suzhou", "Hangchow": "Hangzhou", "Dairen": "Dalian", "Kashi": "Kashgar",
}  # fmt: skip
_PROVINCE_ALIASES = {
    "Xizang": "Tibet", "Nei Mongol": "Inner Mongolia", "Neimenggu": "Inner Mongolia", "Nei Menggu": "Inner Mongolia",
}  # fmt: skip
_PROVINCE_ALIASES = {
    "Xizang": "Tibet", "Nei Mongol": "Inner Mongolia", "Neimenggu": "Inner Mongolia", "Nei Menggu": "Inner Mongolia",
}  # fmt: skip
_ZONES = {
    "中关村": "Beijing", "亦庄": "Beijing", "北京经济技术开发区": "Beijing", "张江": "Shanghai", "临港": "Shanghai",
    "前海": "Shenzhen", "光谷": "Wuhan", "东湖高新区": "Wuhan", "武汉东湖新技术开发区": "Wuhan", "江北新区": "Nanjing",
    "苏州工业园区": "Suzhou", "横琴": "Zhuhai", "西咸新区": "Xi'an", "两江新区": "Chongqing", "滨海新区": "Tianjin",
    "天府新区": "Chengdu", "雄安": "Baoding", "雄安新区": "Baoding", "松山湖": "Dongguan", "合肥高新区": "Hefei",
    "Zhongguancun": "Beijing", "Yizhuang": "Beijing", "Zhangjiang": "Shanghai", "Lingang": "Shanghai",
    "Qianhai": "Shenzhen", "Optics Valley": "Wuhan", "East Lake": "Wuhan", "Suzhou Industrial Park": "Suzhou",
    "Hengqin": "Zhuhai", "Liangjiang": "Chongqing", "Songshan Lake": "Dongguan",
}  # fmt: skip
USUAL = {"苏州市", "福州市"}
"""Of cities that share a name in Latin letters the ones that have it alone; the others stand with their province."""
_PEOPLES = re.compile(
    "(?:(?:蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|拉祜|水|东乡|纳西|景颇|柯尔克孜|土|达斡尔|仫佬|"
    "羌|布朗|撒拉|毛南|仡佬|锡伯|塔吉克|怒|鄂温克|独龙|鄂伦春|普米|保安|裕固|各)族|哈萨克|柯尔克孜|蒙古|锡伯|塔吉克|鄂伦春)+(?=自治[州县旗]$)"
)


class ChinaTable(NamedTuple):
    provinces: dict[str, Place]
    cities: dict[str, list[Place]]
    """By each name of a city or county, as `plain` writes it."""
    parts: dict[str, list[Place]]
    """By each name of a district the cities that have one so called."""
    labels: dict[str, Place]
    spellings: dict[str, str]


@cache
def china_table() -> ChinaTable:
    made = ChinaTable({}, defaultdict(list), defaultdict(list), {}, {})
    lines = files("hornbook.places").joinpath("china.txt").read_text(encoding="utf-8").splitlines()
    shared = _shared(lines)
    here = Place("", "", "", "")
    cities = []
    for line in lines:
        if line.startswith("# "):
            name, zh = line[2:].rsplit(" ", 1)
            here = Place(name, zh, zh, name)
            for key in (name, zh, *(old for old, new in _PROVINCE_ALIASES.items() if new == name)):
                made.provinces[plain(key)] = here
        else:
            cities.append((_add_city(made, line, here.province, shared), line))
    # County cities come before counties, so that a name in Latin letters that both have is the larger one's.
    for county_cities in (True, False):
        for above, line in cities:
            _add_parts(made, above, line, shared, county_cities=county_cities)
    for zone, of in _ZONES.items():
        made.parts[plain(zone)] += made.cities[plain(of)]
    made.spellings.update({key: places[0].name for key, places in made.cities.items() if len(places) == 1})
    return made


def _add_city(made: ChinaTable, line: str, above: str, shared: set[str]) -> Place:
    latin, full = line.partition(": ")[0].rsplit(" ", 1)
    own = latin if latin not in shared or full in USUAL else f"{latin} ({above})"
    place = Place(own, _short(full), full, above)
    _add(made, place, latin)
    return place


def _add_parts(made: ChinaTable, above: Place, line: str, shared: set[str], *, county_cities: bool) -> None:
    """The county cities of a city, or its counties and districts."""
    for part in filter(None, line.partition(": ")[2].split(", ")):
        name, zh = part.rsplit(" ", 1)
        if zh.endswith("市") != county_cities:
            continue
        if _COUNTY.search(zh):
            taken = plain(name) in made.cities or name in shared
            own = f"{name} ({above.name})" if taken else name
            _add(made, Place(own, _short(zh), zh, above.province, above.name), name)
            continue
        for key in dict.fromkeys(map(plain, (name, zh, _short(zh)))):
            if above not in made.parts[key]:
                made.parts[key].append(above)


def _add(made: ChinaTable, place: Place, latin: str) -> None:
    made.labels[place.name] = place
    aliases = (old for old, new in _ALIASES.items() if new == place.name)
    names = [latin, place.name, place.zh, place.full, *aliases]
    names += [f"{place.zh}州"] if place.full.endswith("自治州") else []
    for key in dict.fromkeys(map(plain, names)):
        made.cities[key].append(place)


def _shared(lines: Iterable[str]) -> set[str]:
    """Latin names that several prefectures have."""
    seen: dict[str, int] = defaultdict(int)
    for line in lines:
        if not line.startswith("# "):
            seen[line.partition(": ")[0].rsplit(" ", 1)[0]] += 1
    return {name for name, n in seen.items() if n > 1}


def _short(full: str) -> str:
    """A Chinese name without 市, 区 or 县, unless one character alone were left."""
    short = _ENDS.sub("", _PEOPLES.sub("", full))
    return short if len(short) > 1 else full
