"""The Chinese name of a city, out of the many that a gazetteer has for it."""

import re
from collections import Counter
from functools import cache

from hornbook.names.china import CITIES, PROVINCES
from hornbook.names.fold import HAN, simplified
from hornbook.names.sound import spoken
from hornbook.places.choose import town_of

_ONLY_HAN = re.compile(f"[{HAN}]{{2,}}")
_USUAL = {5128581: "纽约", 5391959: "旧金山", 1273294: "德里"}
"""Where no rule finds the name in use."""


@cache
def chinese_name(town: int) -> str | None:
    """The simplified Chinese name of a town by its id, without 市; None where the gazetteer has none."""
    row = town_of(town)
    found = Counter(_plain(simplified(name), row.country) for name in row.names if _ONLY_HAN.fullmatch(name))
    if not found or town in _USUAL:
        return _USUAL.get(town)
    listed = [name for name in found if name in CITIES or name in PROVINCES]
    if row.country == "CN" and listed:
        return max(listed, key=lambda name: found[name])
    said = set(row.names)
    # A name written in both scripts, and one whose pinyin is there too, is more in use than another.
    return max(found, key=lambda name: (found[name] + (spoken(name) in said), -len(name), name))


def _plain(name: str, country: str) -> str:
    return name.removesuffix("市") if len(name) > 2 and country in ("CN", "TW", "JP", "KR") else name
