"""Places of China: which province, city or county a text names, districts included; no gazetteer is needed.

The table `china.txt` holds every province with its cities, and every city with its districts and counties, by their
official names and in Latin letters. A district (区) is a part of its city; a county (县) or a county city (昆山市) is a
place of its own that belongs to its prefecture.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from hornbook.names.countries import country
from hornbook.names.words import nearest, plain
from hornbook.places.china_table import USUAL, Place, china_table

_PROVINCE_ENDS = ("壮族自治区", "回族自治区", "维吾尔自治区", "自治区", "特别行政区", "省", "市")
_LATIN_ENDS = re.compile(
    r"[\s-]+(?:city|municipality|district|prefecture|province|county|shi|sheng|qu|xian|new area|new district|"
    r"autonomous region|sar|area|zone)\.?$",
    re.IGNORECASE,
)
_LATIN_STARTS = re.compile(r"^(?:city|municipality|province|district) of\s+", re.IGNORECASE)
_LATIN_STARTS = re.compile(r"^(?:city|municipality|province|district) of\s+", re.IGNORECASE)
_COMMA = re.compile(r"\s*[,，;；/|·、>]\s*|\s+[-–—]\s+")
_HAN = re.compile("[\u3400-\u9fff]")
_HAN_GAPS = re.compile(r"[-–—·,，、/|>\s]+")
_HAN_GAPS = re.compile(r"[-–—·,，、/|>\s]+")
_DISTRICT = re.compile(r"(?:区|县|市|镇|乡|旗|街道|园|园区|城|港|片区|示范区|港区|村|路|号|大厦|大道|街|室|层|楼)$")
_LARGER = {"南山区": "Shenzhen", "南山": "Shenzhen", "nanshan": "Shenzhen", "宝安区": "Shenzhen", "龙华区": "Shenzhen"}
"""Districts whose name another, far smaller one has too."""
_LARGE = ("Beijing", "Shanghai", "Tianjin", "Chongqing", "Guangzhou", "Shenzhen")
"""Cities whose districts may be meant by a name in Latin letters that a smaller city has too: Chaoyang."""


class Found(NamedTuple):
    """What a text says of a place: the city or county, and the province and country where the text says them too."""

    place: Place
    province: str = ""
    country: bool = False


def province(text: str) -> Place | None:
    """The province that a text names: 广东, 广东省, Guangdong Province; None for any other text."""
    return china_table().provinces.get(_stem(text)) or china_table().provinces.get(plain(text))


def city(text: str, region: str | None = None) -> Found | None:
    """The city or county in China that a text names, in the province that `region` names; None when unsure."""
    level = unicodedata.normalize("NFKC", text).strip(" ,;.-，；")
    within = province(region) if region else None
    within_name = within.province if within else ""
    if not level:
        return None
    own = china_table().labels.get(level) if level.endswith(")") else None  # a name that only we write: Suzhou (Anhui)
    if own and within_name in ("", own.province):
        return Found(own)
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
    return tuple(dict.fromkeys((*china_table().cities.get(key, ()), *china_table().parts.get(key, ()))))


def labels() -> dict[str, Place]:
    """Every city and county by the name that it has here."""
    return china_table().labels


def nearest_city(text: str) -> str | None:
    """The city of whose name a text may be a slip of the pen."""
    return nearest(text, china_table().spellings)


def nearest_province(text: str) -> str | None:
    """The province of whose name a text may be a slip of the pen."""
    return nearest(text, {key: place.name for key, place in china_table().provinces.items()})


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
    usual = [place for place in some if place.full in USUAL]
    return some[0] if len(some) == 1 else usual[0] if usual else None


def _part_of(key: str, within: str) -> Place | None:
    """The city whose district alone is so called."""
    some = [place for place in china_table().parts.get(key, ()) if not within or place.province == within]
    if len(some) > 1 and key in _LARGER:
        some = [place for place in some if place.name == _LARGER[key]]
    return some[0] if len(some) == 1 else None


def _named(text: str, within: str) -> Place | None:
    """The city or county of that name."""
    return _one(china_table().cities.get(plain(text), ()), within)


def _inside(text: str, above: Place) -> Found | None:
    """A district or county of a city that is known: 南山区 in 深圳."""
    key = plain(_LATIN_ENDS.sub("", text))
    own = [place for place in china_table().cities.get(key, ()) if above.name in (place.name, place.city)]
    if own:
        return Found(own[0])
    return Found(above) if above in china_table().parts.get(key, ()) else None


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
        found = china_table().provinces.get(plain(line[:length]))
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
    own = [each for each in china_table().cities.get(key, ()) if each.city == place.name]
    if own or place in china_table().parts.get(key, ()):
        return True
    if any(rest.startswith(zh) for zh in _districts(place)):
        return True
    return len(rest) > 1 and bool(_DISTRICT.search(rest)) and not _named(rest, "")


@cache
def _districts(place: Place) -> tuple[str, ...]:
    parts = tuple(key for key, of in china_table().parts.items() if place in of and len(key) > 1)
    return (*parts, *(each.full for each in china_table().labels.values() if each.city == place.name))


def _county(rest: str, place: Place) -> Place | None:
    """The county or county city of a prefecture that a text goes on to name."""
    mine = (each for each in china_table().labels.values() if each.city == place.name)
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
        others = china_table().parts.get(plain(_trimmed(name)), ())
        return None if not where and any(other.name in _LARGE and other != found for other in others) else found
    if china_table().cities.get(plain(_trimmed(name))):
        return None  # several are so called
    if part := _part_of(plain(_trimmed(name)), where) or _part_of(plain(name), where):
        return part
    words = name.split()
    for n in range(1, len(words)):
        for big, small in ((words[:n], words[n:]), (words[n:], words[:n])):
            above = next(_cities(" ".join(big), where), None)
            if above and (inner := _inside(" ".join(small), above)):
                return inner.place
    return None
