"""The Chinese name of a city, out of the many that a gazetteer has for it: the one in use on the mainland."""

import re
from collections import Counter
from collections.abc import Sequence

from hornbook.names.china import CITIES, PROVINCES
from hornbook.names.fold import HAN, simplified, traditional
from hornbook.names.sound import spoken_name

_ONLY_HAN = re.compile(f"[{HAN}]{{2,}}")
_USUAL = """
    New York City US 纽约; San Francisco US 旧金山; Washington US 华盛顿; Austin US 奥斯汀; San Diego US 圣迭戈;
    San Jose US 圣何塞; Palo Alto US 帕洛阿尔托; Boulder US 博尔德; Durham US 达勒姆; Cleveland US 克利夫兰;
    Sacramento US 萨克拉门托; San Mateo US 圣马特奥; Waltham US 沃尔瑟姆; Fremont US 弗里蒙特; Berkeley US 伯克利;
    Memphis US 孟菲斯; Arlington US 阿灵顿; Newport Beach US 纽波特比奇; Delhi IN 德里; Singapore SG 新加坡;
    Sydney AU 悉尼; Lagos NG 拉各斯; Auckland NZ 奥克兰; Québec CA 魁北克; Kitchener CA 基奇纳;
    Rome IT 罗马; Little Rock US 小石城; Mountain View US 山景城; Stamford US 斯坦福德; Phoenix US 菲尼克斯
"""
"""Names in use that no rule finds."""
_NAMES = {tuple(entry.rsplit(maxsplit=2)[:2]): entry.split()[-1] for entry in map(str.strip, _USUAL.split(";"))}


def chinese_name(name: str, country: str, others: Sequence[str]) -> str | None:
    """The simplified Chinese name of a town, without 市, out of its other names; None where they hold none."""
    if usual := _NAMES.get((name, country)):
        return usual
    written = [_plain(other, country) for other in others if _ONLY_HAN.fullmatch(other)]
    found = Counter(map(simplified, written))
    listed = [each for each in found if each in CITIES or each in PROVINCES]
    if country == "CN" and listed:
        return max(listed, key=lambda each: found[each])
    said = set(others)

    def weight(each: str) -> tuple[int, int, str]:
        """In simplified letters as the mainland writes them; in both scripts; with its pinyin; the shorter."""
        mainland = each in written and traditional(each) != each
        return 2 * mainland + found[each] + (spoken_name(each) in said), -len(each), each

    return max(found, key=weight, default=None)


def _plain(name: str, country: str) -> str:
    return name.removesuffix("市") if len(name) > 2 and country in ("CN", "TW", "JP", "KR") else name
