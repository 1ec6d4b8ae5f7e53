"""A text about a place, taken apart: San Jose, CA; London, Ontario; 广东-深圳; 北京市海淀区; Pune / US."""

import re
from collections.abc import Iterator

from hornbook.names.china import AUTONOMOUS, PROVINCES
from hornbook.names.fold import fold_spelling, has_han
from hornbook.places import regions
from hornbook.places.choose import AREA, ITSELF, WHOLE, PlaceHints, named_town
from hornbook.places.country import alpha2
from hornbook.places.country import country as country_of
from hornbook.places.gazetteer import Town, place_key, town_of

_TABLES = ("US", "CA", "AU", "GB", "IN", "CN")
"""Countries of whose regions names and codes are known."""
_COMMA = re.compile(r"\s*[,，;；]\s*|\s+[-–|]\s+")
_EITHER = re.compile(r"\s*[/&]\s*|\s+and\s+|\s+or\s+", re.IGNORECASE)
_HAN_GAPS = re.compile(r"[-–—·,，、/\s]+")
_DISTRICT = re.compile(r"(?:区|县|市|镇|乡|旗|街道|园|特别行政区)$")
_DISTRICT_NAME = 3
_NOWHERE = ("global", "worldwide", "remote", "others", "")
_CONTINENTS = ("亚洲", "欧洲", "北美洲", "南美洲", "非洲", "大洋洲")


def read_place(text: str, countries: tuple[str, ...], region: str) -> Town | None:
    """The town that a text names, given countries (alpha-2) and the text of a region; None when unsure."""
    text = re.sub(r"\s*[(（]([^()（）]*)[)）]\s*$", r", \1", text).strip(" ,;.-，；")
    if not place_key(text):
        return None
    same = place_key(region) == place_key(text)
    if same and (found := named_town(text, PlaceHints(countries), ITSELF)):
        return found
    understood = [where for where in meanings(region, countries) if not (same and where.around)] if region else []
    for where in understood or [PlaceHints(countries)]:
        found = _han(text, where) if has_han(text) else named_town(text, where) or _parts(text, where, region)
        if found:
            return found
    return None


def meanings(region: str, countries: tuple[str, ...]) -> Iterator[PlaceHints]:
    """What the text of a region may mean: a state, a country, the area of a city."""
    for country in countries or _TABLES:
        if code := regions.code(region, country):
            yield PlaceHints((country,), code)
    if (code := country_of(region)) and (not countries or alpha2(code) in countries):
        yield PlaceHints((alpha2(code),))
    elif around := _area(region, countries):
        yield PlaceHints(countries or (around.country,), None, around)


def _area(text: str, countries: tuple[str, ...]) -> Town | None:
    """The city in the middle of an area: Boston, SF Bay Area, Akron - Canton."""
    if known := regions.AREAS.get(fold_spelling(text).strip()):
        name, region = known
        return next((found for where in meanings(region, countries) if (found := named_town(name, where))), None)
    if fold_spelling(text).endswith(" - other"):
        return None
    for part in (text, text.partition(" - ")[0]):
        found = named_town(part, PlaceHints(countries), AREA) or _parts(part, PlaceHints(countries), "")
        if found:
            return found
    return None


def _parts(text: str, where: PlaceHints, region: str) -> Town | None:
    """A name and what follows it: San Jose, CA; Toronto, Ontario, Canada; and places joined by a slash."""
    several = [part for part in _EITHER.split(text) if part]
    if len(several) > 1:
        return _one_of(several, where)
    name, *more = [part for part in _COMMA.split(text) if part]
    if not more:
        return None
    around = _narrowed(more, where) if not region else [where]
    return next((found for place in around if (found := named_town(name, place))), None)


def _narrowed(more: list[str], where: PlaceHints) -> list[PlaceHints]:
    """What the words behind a name may mean, within what is known already."""
    *middle, last = more
    if not middle:
        return list(meanings(last, where.countries))
    code = country_of(last)
    if code is None or (where.countries and alpha2(code) not in where.countries):
        return []
    return list(meanings(middle[-1], (alpha2(code),))) or [PlaceHints((alpha2(code),))]


def _one_of(several: list[str], where: PlaceHints) -> Town | None:
    """The one city among places joined by a slash, if all others are countries or no place."""
    rest = [part for part in several if fold_spelling(part) not in _NOWHERE and not country_of(part)]
    if len(rest) != 1 or len(several) == len(rest):
        return None
    return named_town(rest[0], where) or _parts(rest[0], where, "")


def _han(text: str, where: PlaceHints) -> Town | None:
    """A Chinese text from the larger to the smaller: 中国广东省深圳市南山区, 美国-加州-旧金山."""
    parts = [part for part in _HAN_GAPS.split(fold_spelling(text)) if part and part not in _CONTINENTS]
    while parts and (found := _larger(parts[0], where)):
        where, rest = found
        parts = [*filter(None, [rest]), *parts[1:]]
    number = WHOLE.get((where.countries[0], where.region or "")) if where.countries else None
    if number and (where.region or len(where.countries) == 1):
        return town_of(number) if not parts or _DISTRICT.search(parts[-1]) or _inside(parts[-1], number) else None
    return next((town for part in parts or [text] if (town := _beginning(part, where))), None)


def _inside(part: str, number: int) -> bool:
    """Whether a name without its 区 is a part of the city, or the city itself: 北京海淀."""
    found = named_town(part, PlaceHints((town_of(number).country,)))
    return found.id == number if found else len(part) <= _DISTRICT_NAME


def _larger(text: str, where: PlaceHints) -> tuple[PlaceHints, str] | None:
    """A country or province with which a text begins, and the rest; None where that is no part of what is known."""
    for length in range(min(8, len(text)), 1, -1):
        head, rest = text[:length], text[length:]
        if head in PROVINCES and head not in ("香港", "澳门", "台湾"):
            if where.region is not None or (where.countries and "CN" not in where.countries):
                return None
            kind = next((kind for kind in ("省", *AUTONOMOUS, "市") if rest.startswith(kind)), "")
            if kind == "" and rest and rest[0] in "市县":
                return None
            return PlaceHints(("CN",), regions.code(head, "CN")), rest.removeprefix(kind)
        if not (where.countries and len(where.countries) == 1) and (code := country_of(head)):
            found = alpha2(code)
            if where.countries and found not in where.countries:
                return None
            return PlaceHints(("CN", "HK", "MO", "TW") if found == "CN" else (found,)), rest
    return None


def _beginning(text: str, where: PlaceHints) -> Town | None:
    """The town with which a text begins, when nothing or a district follows: 深圳市南山区."""
    for length in range(len(text), 1, -1):
        rest = text[length:]
        if (not rest or _DISTRICT.search(rest)) and (found := named_town(text[:length], where)):
            return found
    return None
