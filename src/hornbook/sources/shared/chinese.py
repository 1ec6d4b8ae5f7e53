"""Words of Chinese lists of companies: places (广东-深圳), rounds (A轮) and what says nothing."""

import re
from typing import NamedTuple

from hornbook.formats.cells import squeeze
from hornbook.names.china import MUNICIPALITIES, PROVINCES
from hornbook.names.countries import country
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
_APART = {"香港": "HKG", "澳门": "MAC", "台湾": "TWN"}  # ISO 3166-1 gives them codes of their own


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
        land, _, within = tail.partition("-")
        return ChinesePlace(country(land) or land, within or None)
    region = head.removesuffix("省").removesuffix("市")
    if region in MUNICIPALITIES:
        return ChinesePlace("CHN", region, region)
    if region in _APART:
        return ChinesePlace(_APART[region], region, (tail or None) if region == "台湾" else region)
    if region in PROVINCES:
        return ChinesePlace("CHN", region, tail or None)
    return ChinesePlace(country(head) or head, tail or None)
