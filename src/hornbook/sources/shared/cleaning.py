"""What stands in cells and is no word of theirs: signs of a web page, errors of a spreadsheet, marks for nothing."""

import html
import re

from hornbook.formats.cells import squeeze
from hornbook.text import Phrase, message

_TAG = re.compile(r"</?[A-Za-z][^<>]{0,200}>")
_ENTITY = re.compile(r"&(?:[A-Za-z]{2,8}|#\d{1,6}|#x[0-9A-Fa-f]{1,5});")
_ERROR = re.compile(r"#(?:N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!|CALC!|GETTING_DATA|FIELD!)", re.IGNORECASE)
_NOTHING = """
    - -- --- – — . .. ... / ? * n/a na n.a. n.a nan null none nil nul (null) (none) undisclosed unknown tbd tba
    无 暂无 未知 未披露 不详 保密 空
"""
_NOBODY = frozenset(_NOTHING.split())
_SUM = re.compile(r"(?:US|HK|NT|[ACS])?[$€£¥₹₩]\s?\d[\d.,]*\s?[A-Za-z]{0,7}", re.ASCII)


def clean(text: str, column: str) -> tuple[str, Phrase | None]:
    """A cell without a web page's signs, and empty where it holds a spreadsheet's error; and what is to be noted."""
    if _ERROR.fullmatch(text.strip()):
        return "", message("'{column}' holds the error {error}; taken as empty", column=column, error=text.strip()[:20])
    if "<" not in text and "&" not in text:
        return text, None
    cleaned = html.unescape(_TAG.sub(" ", text)) if _TAG.search(text) or _ENTITY.search(text) else text
    if cleaned == text:
        return text, None
    read = squeeze(cleaned)
    return read, message(
        "'{column}': {text!r} is read as {read!r}", column=column, text=squeeze(text)[:60], read=read[:60]
    )


def names_somebody(name: str) -> bool:
    """Whether a name can be one: not a mark for nothing, an error, or a sum of money."""
    plain = squeeze(name)
    return bool(
        plain.casefold() not in _NOBODY
        and any(char.isalnum() for char in plain)
        and not _ERROR.fullmatch(plain)
        and not _SUM.fullmatch(plain)
    )
