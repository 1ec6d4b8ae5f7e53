"""Places of China: which province, city or county a text names, districts included; no gazetteer is needed.

The table `china.txt` holds every province with its cities, and every city with its districts and counties, by their
official names and in Latin letters. A district (区) is a part of its city; a county (县) or a county city (昆山市) is a
place of its own that belongs to its prefecture.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from hornbook.names.countries import country
from hornbook.names.words import nearest, plain


class Place(NamedTuple):
    """A province, a city or a county: its name here, its Chinese name without 市, and the places above it."""

    name: str
    zh: str
    full: str
    province: str
    """The Latin name of its province; for a province its own."""
    city: str = ""
    """The name of the prefecture to which a county belongs."""


_PROVINCE_ENDS = ("壮族自治区", "回族自治区", "维吾尔自治区", "自治区", "特别行政区", "省", "市")
_ENDS = re.compile(r"(?:自治州|自治县|自治旗|地区|街道|林区|新区|市|县|盟|旗|区|镇|乡|州)$")
_LATIN_ENDS = re.compile(
    r"[\s-]+(?:city|municipality|district|prefecture|province|county|shi|sheng|qu|xian|new area|new district|"
    r"autonomous region|sar|area|zone)\.?$",
    re.IGNORECASE,
)
_LATIN_STARTS = re.compile(r"^(?:city|municipality|province|district) of\s+", re.IGNORECASE)
_COMMA = re.compile(r"\s*[,，;；/|·、>]\s*|\s+[-–—]\s+")
_HAN = re.compile("[\u3400-\u9fff]")
_HAN_GAPS = re.compile(r"[-–—·,，、/|>\s]+")
_DISTRICT = re.compile(r"(?:区|县|市|镇|乡|旗|街道|园|园区|城|港|片区|示范区|港区|村|路|号|大厦|大道|街|室|层|楼)$")
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
_ZONES = {
    "中关村": "Beijing", "亦庄": "Beijing", "北京经济技术开发区": "Beijing", "张江": "Shanghai", "临港": "Shanghai",
    "前海": "Shenzhen", "光谷": "Wuhan", "东湖高新区": "Wuhan", "武汉东湖新技术开发区": "Wuhan", "江北新区": "Nanjing",
    "苏州工业园区": "Suzhou", "横琴": "Zhuhai", "西咸新区": "Xi'an", "两江新区": "Chongqing", "滨海新区": "Tianjin",
    "天府新区": "Chengdu", "雄安": "Baoding", "雄安新区": "Baoding", "松山湖": "Dongguan", "合肥高新区": "Hefei",
    "Zhongguancun": "Beijing", "Yizhuang": "Beijing", "Zhangjiang": "Shanghai", "Lingang": "Shanghai",
    "Qianhai": "Shenzhen", "Optics Valley": "Wuhan", "East Lake": "Wuhan", "Suzhou Industrial Park": "Suzhou",
    "Hengqin": "Zhuhai", "Liangjiang": "Chongqing", "Songshan Lake": "Dongguan",
}  # fmt: skip
_USUAL = {"苏州市", "福州市"}
"""Of cities that share a name in Latin letters the ones that have it alone; the others stand with their province."""
_LARGER = {"南山区": "Shenzhen", "南山": "Shenzhen", "nanshan": "Shenzhen", "宝安区": "Shenzhen", "龙华区": "Shenzhen"}
"""Districts whose name another, far smaller one has too."""
_LARGE = ("Beijing", "Shanghai", "Tianjin", "Chongqing", "Guangzhou", "Shenzhen")
"""Cities whose districts may be meant by a name in Latin letters that a smaller city has too: Chaoyang."""
_PEOPLES = re.compile(
    "(?:(?:蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|拉祜|水|东乡|纳西|景颇|柯尔克孜|土|达斡尔|仫佬|"
    "羌|布朗|撒拉|毛南|仡佬|锡伯|塔吉克|怒|鄂温克|独龙|鄂伦春|普米|保安|裕固|各)族|哈萨克|柯尔克孜|蒙古|锡伯|塔吉克|鄂伦春)+(?=自治[州县旗]$)"
)


class Found(NamedTuple):
    """What a text says of a place: the city or county, and the province and country where the text says them too."""

    place: Place
    province: str = ""
    country: bool = False


def province(text: str) -> Place | None:
    """The province that a text names: 广东, 广东省, Guangdong Province; None for any other text."""
    return _table().provinces.get(_stem(text)) or _table().provinces.get(plain(text))


def city(text: str, region: str | None = None) -> Found | None:
    """The city or county in China that a text names, in the province that `region` names; None when unsure."""
    level = unicodedata.normalize("NFKC", text).strip(" ,;.-，；")
    within = province(region) if region else None
    within_name = within.province if within else ""
    if not level:
        return None
    found = _han(level, within_name) if _HAN.search(level) else _latin(level, within_name)
    if found is None and region and within is None and (above := city(region)):
        found = _inside(level, above.place)
    return found


def meanings(text: str) -> tuple[Place, ...]:
    """Every city or county that a text may mean, whatever its province; none where no place is so called."""
    found = city(text)
    if found:
        return (found.place,)
    key = plain(_trimmed(text))
    return tuple(dict.fromkeys((*_table().cities.get(key, ()), *_table().parts.get(key, ()))))


def labels() -> dict[str, Place]:
    """Every city and county by the name that it has here."""
    return _table().labels


def nearest_city(text: str) -> str | None:
    """The city of whose name a text may be a slip of the pen."""
    return nearest(text, _table().spellings)


def nearest_province(text: str) -> str | None:
    """The province of whose name a text may be a slip of the pen."""
    return nearest(text, {key: place.name for key, place in _table().provinces.items()})


class _Table(NamedTuple):
    provinces: dict[str, Place]
    cities: dict[str, list[Place]]
    """By each name of a city or county, as `plain` writes it."""
    parts: dict[str, list[Place]]
    """By each name of a district the cities that have one so called."""
    labels: dict[str, Place]
    spellings: dict[str, str]


@cache
def _table() -> _Table:
    made = _Table({}, defaultdict(list), defaultdict(list), {}, {})
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


def _add_city(made: _Table, line: str, above: str, shared: set[str]) -> Place:
    latin, full = line.partition(": ")[0].rsplit(" ", 1)
    own = latin if latin not in shared or full in _USUAL else f"{latin} ({above})"
    place = Place(own, _short(full), full, above)
    _add(made, place, latin)
    return place


def _add_parts(made: _Table, above: Place, line: str, shared: set[str], *, county_cities: bool) -> None:
    """The county cities of a city, or its counties and districts."""
    for part in filter(None, line.partition(": ")[2].split(", ")):
        name, zh = part.rsplit(" ", 1)
        if zh.endswith("市") != county_cities:
            continue
        if _COUNTY.search(zh):
            taken = name in made.labels or name in shared
            own = f"{name} ({above.name})" if taken else name
            _add(made, Place(own, _short(zh), zh, above.province, above.name), name)
            continue
        for key in dict.fromkeys(map(plain, (name, zh, _short(zh)))):
            if above not in made.parts[key]:
                made.parts[key].append(above)


def _add(made: _Table, place: Place, latin: str) -> None:
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


def _stem(text: str) -> str:
    line = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    for end in _PROVINCE_ENDS:
        line = line.removesuffix(end)
    if _HAN.search(line):
        return plain(line.removeprefix("中国"))
    return plain(_LATIN_ENDS.sub("", _LATIN_STARTS.sub("", text.strip())))


def _one(places: Iterable[Place], within: str) -> Place | None:
    """The only place, or the only prefecture among them; with a province only there."""
    some = [place for place in places if not within or place.province == within]
    some = [place for place in some if not place.city] or some
    usual = [place for place in some if place.full in _USUAL]
    return some[0] if len(some) == 1 else usual[0] if usual else None


def _part_of(key: str, within: str) -> Place | None:
    """The city whose district alone is so called."""
    some = [place for place in _table().parts.get(key, ()) if not within or place.province == within]
    if len(some) > 1 and key in _LARGER:
        some = [place for place in some if place.name == _LARGER[key]]
    return some[0] if len(some) == 1 else None


def _named(text: str, within: str) -> Place | None:
    """The city or county of that name."""
    return _one(_table().cities.get(plain(text), ()), within)


def _inside(text: str, above: Place) -> Found | None:
    """A district or county of a city that is known: 南山区 in 深圳."""
    key = plain(_LATIN_ENDS.sub("", text))
    own = [place for place in _table().cities.get(key, ()) if above.name in (place.name, place.city)]
    if own:
        return Found(own[0])
    return Found(above) if above in _table().parts.get(key, ()) else None


# ---- Chinese: from the larger to the smaller


def _han(text: str, within: str) -> Found | None:
    line = _HAN_GAPS.sub("", re.sub(r"[()（）]", "", text))
    stated = line.startswith(("中国", "中华人民共和国"))
    line = re.sub(r"^(?:中华人民共和国|中国)", "", line)
    above, line = _beginning_province(line, within)
    if line == "" and above:
        whole = _named(above, above)
        return Found(whole, above, stated) if whole else None
    if within and above and above != within:
        return None
    for length in range(len(line), 1, -1):
        rest = line[length:]
        place = _named(line[:length], above or within)
        if place and (not rest or _below(rest, place)):
            county = _county(rest, place)
            return Found(county or place, above, stated)
    part = _part_of(plain(line), above or within)
    return Found(part, above, stated) if part else None


def _beginning_province(line: str, within: str) -> tuple[str, str]:
    """The province with which a text begins, and the rest; a municipality is its own city and stays."""
    for length in (3, 2):
        found = _table().provinces.get(plain(line[:length]))
        if found is None or found.zh != line[:length]:
            continue
        rest = line[length:]
        end = next((end for end in _PROVINCE_ENDS if rest.startswith(end)), "")
        if found.zh in ("北京", "上海", "天津", "重庆"):
            twice = rest.removeprefix(end)
            return found.province, twice if twice.startswith(found.zh) else line
        return found.province, rest.removeprefix(end)
    return "", line


def _below(rest: str, place: Place) -> bool:
    """Whether what follows a city is one of its parts, or reads like one."""
    key = plain(rest)
    own = [each for each in _table().cities.get(key, ()) if each.city == place.name]
    if own or place in _table().parts.get(key, ()):
        return True
    if any(rest.startswith(zh) for zh in _districts(place)):
        return True
    return len(rest) > 1 and bool(_DISTRICT.search(rest)) and not _named(rest, "")


@cache
def _districts(place: Place) -> tuple[str, ...]:
    parts = tuple(key for key, of in _table().parts.items() if place in of and len(key) > 1)
    return (*parts, *(each.full for each in _table().labels.values() if each.city == place.name))


def _county(rest: str, place: Place) -> Place | None:
    """The county or county city of a prefecture that a text goes on to name."""
    mine = (each for each in _table().labels.values() if each.city == place.name)
    return next((each for each in mine if rest and (rest.startswith(each.full) or rest == each.zh)), None)


# ---- Latin letters: mostly from the smaller to the larger


def _latin(text: str, within: str) -> Found | None:
    text = re.sub(r"[()]", ",", text)
    parts = [part for part in _COMMA.split(text) if part.strip(" ,")]
    stated = [part for part in parts if country(part) == "CHN"]
    if any(country(part) not in (None, "CHN") and not _cities(part, within) for part in parts[1:]):
        return None
    left = [part for part in parts if part not in stated]
    regions = [found for part in left if (found := province(part))]
    above = regions[0].province if regions else ""
    if len({each.province for each in regions}) > 1 or (within and above and above != within):
        return None
    where = above or within
    names = [part for part in left if not province(part) or _named(_trimmed(part), where)]
    place = _of_names(names, where)
    return Found(place, above if place and place.name != above else "", bool(stated)) if place else None


def _of_names(names: list[str], where: str) -> Place | None:
    """The city of several names, one of which may be its district; a county beside its prefecture is meant itself."""
    cities = [found for name in names for found in _cities(name, where)]
    prefectures = list(dict.fromkeys(found for found in cities if not found.city))
    if len(names) == 1:
        return _alone(names[0], where)
    if len(prefectures) == 1:
        (above,) = prefectures
        own = [found.place for name in names if (found := _inside(name, above)) and found.place.city == above.name]
        return own[0] if own else above
    return next(iter(cities)) if len(set(cities)) == 1 else None


def _cities(name: str, where: str) -> Iterator[Place]:
    found = _named(_trimmed(name), where) or _named(name, where)
    if found:
        yield found


def _trimmed(name: str) -> str:
    line = _LATIN_STARTS.sub("", name.strip())
    return _LATIN_ENDS.sub("", line)


def _alone(name: str, where: str) -> Place | None:
    """One name: a city, a district that one city alone has, or both beside each other without a comma."""
    found = next(_cities(name, where), None)
    if found:
        others = _table().parts.get(plain(_trimmed(name)), ())
        return None if not where and any(other.name in _LARGE and other != found for other in others) else found
    if part := _part_of(plain(_trimmed(name)), where) or _part_of(plain(name), where):
        return part
    words = name.split()
    for n in range(1, len(words)):
        for big, small in ((words[:n], words[n:]), (words[n:], words[:n])):
            above = next(_cities(" ".join(big), where), None)
            if above and (inner := _inside(" ".join(small), above)):
                return inner.place
    return None
