"""A name as written may hold several: Alpha (formerly Beta), Gamma dba Delta, Epsilon / Zeta."""

import re
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from hornbook.names.china import NAMED
from hornbook.names.fold import HAN, fold_spelling
from hornbook.names.forms import ENDING_REMARK, HAN_FORMS, HAN_SHORT, NOTES, REMARK


class Names(NamedTuple):
    """The name itself and the other names that are written with it, folded; `loose` are halves around a bare slash."""

    main: str
    others: tuple[str, ...] = ()
    loose: tuple[str, ...] = ()


_MARK = (
    r"(?:formerly(?: known as| called| named)?|previously(?: known as| called| named)?|prev\.?|originally|f/k/a|fka|"
    r"f\.k\.a\.?|vormals|vorm\.|ehemals|ehem\.|fruher|frueher|anciennement|ancien nom|anteriormente|antes|tidigare|"
    r"voorheen|d/b/a|d\.b\.a\.?|dba|doing business as|a/k/a|a\.k\.a\.?|aka|also known as|n/k/a|nka|t/a|trading as|"
    r"now known as|now called|rebranded (?:as|to)|renamed(?: as| to)?)"
)
"""Words behind which another name of the company stands."""
_HAN_MARK = r"(?:曾用名|原名|又名|现名|更名为|简称|旧社名|旧名|旧称|前身|前称|前名|旧商号|改称|改名为|原称)"
_MARKED = re.compile(rf"[\s,;:–—-]+{_MARK}[:\s]+|[,;\s]+{_HAN_MARK}[:\s]*|[,;]\s*ex[-–:\s]+")
_LEADING = re.compile(
    rf"(?:{_MARK}|now|today|was|former name|former|nee|ex)[:\s]+|ex[-–]\s*|{_HAN_MARK}[:\s]*|(?:原|即)[:\s]*|旧:\s*"
)
_BRACKETS = re.compile(r"\s*[(\[{【〔「『]([^()\[\]{}【】〔〕「」『』]*)[)\]}】〕」』]")
# A name without any of these is one name.
SPECIAL = re.compile(
    rf"[(\[{{【〔「『/|曾原又现更简旧前改→⇒➔]|[-=]>|\b(?:{_MARK})(?!\w)|\bex\b|{ENDING_REMARK.pattern}"
)
_ARROW = re.compile(r"\s*(?:[→⇒➔]|[-=]+>)\s*")
_SLASH = re.compile(r"\s+[/|]+\s+")
_BARE = re.compile(r"([^\W\d_].{2,})/(.{2,}[^\W_])")
_TRADEMARK = re.compile(r"\((?:tm|r|c|sm)\)")
_LETTER = re.compile(r"[^\W_]")
_FORM_SLASH = re.compile(r"\b(?:([aikpg])/s|s/a)\b")
_COUNTED = re.compile(r"\d{1,3}|[ivx]{1,5}")
"""A number of a series: Alder Fund (II)."""
_ATTACHED = 2
_LONG = 6


def split(name: str) -> Names:
    """What is written as one name, taken apart; the main name keeps a place in brackets, for it tells a branch."""
    text = _TRADEMARK.sub("", fold_spelling(name)).strip()
    if not SPECIAL.search(text):
        return Names(text)
    text = _FORM_SLASH.sub(lambda found: (found[1] or "") + ("s" if found[1] else "sa"), text)
    text, others = _bracketed(ENDING_REMARK.sub("", text))
    *earlier, text = [part for part in _ARROW.split(text) if _LETTER.search(part)] or [text]
    others += earlier
    head, *more = [part for part in _MARKED.split(text) if _LETTER.search(part)] or [text]
    others += more
    halves = [part for part in _SLASH.split(head) if _LETTER.search(part)]
    if len(halves) > 1:
        head, others = halves[0], [*halves[1:], *others]
    bare = _BARE.fullmatch(head)
    return Names(head, tuple(others), bare.groups() if bare and head.count("/") == 1 else ())


def _bracketed(text: str) -> tuple[str, list[str]]:
    """The text without its brackets, and the names that stood in them."""
    others: list[str] = []

    def settle(found: re.Match[str]) -> str:
        inner, before, after = found[1].strip(), text[: found.start()], text[found.end() :]
        if inner in HAN_SHORT:
            return f" {HAN_SHORT[inner]} "
        if _LETTER.search(before) and REMARK.fullmatch(inner):
            return " "
        if not _LETTER.search(before) or _is_part(inner, found[0], after):
            return inner if _attached(inner, found[0]) else f" {inner} "
        other = _LEADING.sub("", inner, count=1) if _LEADING.match(inner) else inner
        if not _is_remark(inner) and not _is_remark(other) and len(other.split()) <= _LONG:
            others.extend(other.split("、"))
        return " "

    return _BRACKETS.sub(settle, text).strip(), [other for other in others if _LETTER.search(other)]


def _is_remark(inner: str) -> bool:
    """Whether what stands in brackets tells something about the company or its record and names nothing."""
    return bool(NOTES.match(inner) or REMARK.fullmatch(inner))


def _is_part(inner: str, written: str, after: str) -> bool:
    """Whether what stands in brackets belongs to the name itself: a place, a legal form, a letter, a Chinese middle."""
    middle = bool(re.match(rf"\s*[{HAN}]", after)) and bool(re.search(f"[{HAN}]", inner))
    form = inner in ("p", "pvt", "private", "pty", "proprietary", "hk", "集团", "มหาชน", *HAN_FORMS)
    return _attached(inner, written) or middle or form or is_place(inner) or bool(_COUNTED.fullmatch(inner))


def _attached(inner: str, written: str) -> bool:
    """Whether a bracket is a letter or two of the word before it: 401(k)."""
    return not written[0].isspace() and len(inner) <= _ATTACHED and inner.isascii()


def is_place(text: str) -> bool:
    """Whether a folded text is nothing but a country, a large city or a Chinese place."""
    return text in NAMED or text.removesuffix("市").removesuffix("省") in NAMED or text in _world()


@cache
def _world() -> frozenset[str]:
    """Countries, US states and the cities of half a million and more, folded; `tools/gazetteer.py` writes them."""
    return frozenset(files("hornbook.names").joinpath("tables/world.txt").read_text(encoding="utf-8").splitlines())
