"""One way of writing each letter: compatibility forms, case, traditional characters and accents are levelled."""

import re
import unicodedata
from functools import cache
from importlib import import_module
from typing import Any

from hornbook.errors import HornbookError
from hornbook.text import message

HAN = "\u3005\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Chinese characters, as they stand in a class of a regular expression."""
CJK = HAN + "\u3040-\u30ff\u31f0-\u31ff"
"""Chinese characters and Japanese kana: scripts that are written without spaces."""

_HAN = re.compile(f"[{HAN}]")


def link_extra(module: str) -> Any:
    """A module of the extra `link`; HornbookError that says how to install it when it is not there."""
    try:
        return import_module(module)
    except ImportError:
        raise HornbookError(
            message(
                'Names and places in other scripts need {module}. Install it: pip install "hornbook[link]"',
                module=module,
            )
        ) from None


def has_han(text: str) -> bool:
    """Whether a Chinese character stands in a text."""
    return bool(_HAN.search(text))


def simplified(text: str) -> str:
    """Traditional Chinese characters as simplified ones; other text as it is."""
    return str(_converter("t2s").convert(text)) if has_han(text) else text


def traditional(text: str) -> str:
    """Simplified Chinese characters as traditional ones; other text as it is."""
    return str(_converter("s2t").convert(text)) if has_han(text) else text


@cache
def _converter(way: str) -> Any:
    return link_extra("opencc").OpenCC(way)


class _Letters(dict[int, str]):
    """What each letter becomes: Latin ones ASCII, accents and invisible marks nothing, others themselves."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        self[code] = found = self._ascii(letter)
        return found

    @staticmethod
    def _ascii(letter: str) -> str:
        if letter.isascii():
            return letter
        if unicodedata.category(letter) == "Cf" or "\u0300" <= letter <= "\u036f":
            return ""
        if "LATIN" in unicodedata.name(letter, ""):
            return str(link_extra("anyascii").anyascii(letter)).lower()
        return letter


_LETTERS = _Letters()
_SIGNS = str.maketrans("", "", "®™©℠℗")


def fold_spelling(text: str) -> str:
    """A text with one way of writing each letter; punctuation stays."""
    if text.isascii():
        return text.lower()
    level = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text.translate(_SIGNS)).casefold())
    return level if level.isascii() else simplified(level).translate(_LETTERS)
