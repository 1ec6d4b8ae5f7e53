"""The number that tells one company of a series from the next: Alder Fund II, Area 51, 海棠一号."""

import re
import unicodedata

_NUMERALS = "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx"
_CARDINALS = "one two three four five six seven eight nine ten eleven twelve"
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"


def _counting(words: str) -> dict[str, str]:
    """Words that count from one on, each with its number."""
    return {word: str(number) for number, word in enumerate(words.split(" "), start=1)}


_ROMAN = _counting(_NUMERALS)
_WORDS = _counting(_CARDINALS) | _counting(_ORDINALS)
_BEFORE = "fund funds series spv class phase part no number vehicle trust tranche lot unit area portfolio"
_COUNTED = frozenset(_BEFORE.split(" "))
"""Words behind which a letter or a word may be a number."""
_HAN_DIGITS = {digit: number for number, digit in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_HAN = re.compile(r"第([零〇一二两三四五六七八九十]+)|([零〇一二两三四五六七八九十]+)(?=[期号部代])")
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)")
_MAYBE = re.compile(
    rf"\d|[一二三四五六七八九十][期号部代]|第[一二三四五六七八九十]|\b(?:[a-z]|{'|'.join((*_ROMAN, *_WORDS))})\b"
)


def series(key: str) -> tuple[str, str]:
    """A key without the numbers, numerals and letters of a series, and these: ("alder fund", "2") of "alder fund ii".

    The second is empty where the key has none; the first where it has nothing else.
    """
    if not _MAYBE.search(key):
        return key, ""
    left: list[str] = []
    numbers: list[str] = []
    tokens = key.split()
    for at, token in enumerate(tokens):
        number = _number(token, tokens[at - 1] if at else "", last=at == len(tokens) - 1)
        if number:
            numbers.append(number)
            continue
        bare, some = _inside(token)
        numbers += some
        left += [bare] if bare else []
    return " ".join(left), ".".join(numbers)


def _number(token: str, before: str, *, last: bool) -> str:
    """The number that a whole token is; empty where it is none. The first word of a name is never a numeral."""
    if token.isdecimal():
        return _plain(token)
    if found := _ORDINAL.fullmatch(token):
        return _plain(found[1])
    if not before:
        return ""
    counted = last or before in _COUNTED
    if token in _ROMAN and (len(token) > 1 or counted):
        return _ROMAN[token]
    if counted and token in _WORDS:
        return _WORDS[token]
    return token if counted and len(token) == 1 and token.isascii() else ""


def _inside(token: str) -> tuple[str, list[str]]:
    """A token without the digits and the Chinese numbers that are written inside it, and these."""
    numbers = [_plain(digits) for digits in re.findall(r"\d+", token) if digits.isdecimal()]
    token = re.sub(r"\d+", "", token)
    numbers += [_han_number(found[1] or found[2]) for found in _HAN.finditer(token)]
    return _HAN.sub("", token), numbers


def _plain(digits: str) -> str:
    """A number of any script and length in the digits 0 to 9, without zeros before it."""
    return "".join(str(unicodedata.decimal(digit)) for digit in digits).lstrip("0") or "0"


def _han_number(digits: str) -> str:
    """A Chinese number below a hundred: 十二 is 12."""
    tens, ten, ones = digits.partition("十")
    if not ten:
        return _plain("".join(str(_HAN_DIGITS[digit]) for digit in digits))
    return str(10 * _HAN_DIGITS.get(tens[-1:], 1) + _HAN_DIGITS.get(ones[-1:], 0))
