"""How a name is said, in ASCII: so that 星帆 and Xingfan can meet."""

import re
from functools import cache
from typing import Any

from hornbook.names.fold import fold_spelling, has_han, link_extra

_GAPS = re.compile(r"[^a-z0-9]+")


def spoken_name(name: str) -> str:
    """A name in ASCII tokens: Chinese in pinyin without tones, other scripts by anyascii; legal forms stay."""
    text = fold_spelling(name)
    if has_han(text):
        text = " ".join(part if part.isascii() else f"{part} " for part in _pinyin()(text, v_to_u=True))
    if not text.isascii():
        text = str(link_extra("anyascii").anyascii(text)).lower()
    return " ".join(_GAPS.sub(" ", text.replace("'", "")).split())


@cache
def _pinyin() -> Any:
    return link_extra("pypinyin").lazy_pinyin
