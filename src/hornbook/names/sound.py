"""How a name is said, in ASCII: so that 星帆 and Xingfan can meet."""

import re
from functools import cache
from typing import Any

from hornbook.names.fold import extra, fold, has_han

_GAPS = re.compile(r"[^a-z0-9]+")


def spoken(name: str) -> str:
    """A name in ASCII tokens: Chinese in pinyin without tones, other scripts by anyascii; legal forms stay."""
    text = fold(name)
    if has_han(text):
        text = " ".join(part if part.isascii() else f"{part} " for part in _pinyin()(text, v_to_u=True))
    if not text.isascii():
        text = str(extra("anyascii").anyascii(text)).lower()
    return " ".join(_GAPS.sub(" ", text.replace("'", "")).split())


@cache
def _pinyin() -> Any:
    return extra("pypinyin").lazy_pinyin
