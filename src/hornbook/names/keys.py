"""The key of a name, and the further keys by which it may be met."""

import re
from collections.abc import Iterator, Sequence

from hornbook.names.chinese import name_parts, place_before, plain_place
from hornbook.names.fold import CJK, HAN, fold_spelling
from hornbook.names.forms import (
    BEFORE_LAST,
    BRANCH,
    DOTTED,
    ENDINGS,
    FIRST,
    FIRST_PHRASES,
    FRAMED,
    GENERIC,
    HAN_FORMS,
    LAST,
    PHRASES,
)
from hornbook.names.split import SPECIAL, is_place, split

_ADDRESS = re.compile(r"(?:https?://)?www\.|https?://")
_INITIALS = re.compile(r"\b([a-z](?:\.\s?[a-z]\b)+)\.?(\W*$)?")
_APOSTROPHES = str.maketrans("", "", "'’‘ʼ`´′")
_GAPS = re.compile(r"[^a-z0-9]+")
# What is no letter, digit or mark: the marks of Indian and other scripts belong to their letters.
_WIDE_GAPS = re.compile(r"(?:[^\w\u0900-\u0dff\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]|_)+")
_THAI = re.compile("^(\u0e1a\u0e23\u0e34\u0e29\u0e31\u0e17)|(\u0e08\u0e4d\u0e32\u0e01\u0e31\u0e14)$")
"""The Thai words for company and limited, which may be written without a space between them and the name."""
_BORDER = re.compile(rf"(?<=[{CJK}])(?=[^\s{CJK}])|(?<=[^\s{CJK}])(?=[{CJK}])")
_INSIDE = re.compile(rf"(?<=[{CJK}])\s+(?=[{CJK}])")
_LETTER = re.compile(r"[^\W_]")
_HAN_ONLY = re.compile(f"[{HAN}]+")


def name_key(name: str) -> str:
    """The form in which two spellings of one company's name meet; empty only for a name without letter or digit."""
    found = _once(name)
    if name.isascii() and not SPECIAL.search(found):
        return found
    # What is left may make sense anew: a form behind a form, a mark such as aka that punctuation hid.
    while (again := _once(found)) != found:
        found = again
    return found


def _once(name: str) -> str:
    text = name.lower() if name.isascii() else fold_spelling(name)
    return _key(split(name).main) or _key(text) or " ".join(_tokens(text))


def name_keys(names: Sequence[str]) -> list[str]:
    """The keys of many names, in their order."""
    found: dict[str, str] = {}
    for name in names:
        if name not in found:
            found[name] = name_key(name)
    return [found[name] for name in names]


def aliases(name: str) -> tuple[str, ...]:
    """Further keys by which a name may be met, without those that many companies share; none is the key itself."""
    own = name_key(name)
    return tuple(alias for alias in dict.fromkeys(map(name_key, _aliases(name))) if alias != own and _tells(alias))


def _aliases(name: str) -> Iterator[str]:
    found = split(name)
    for other in (*found.others, *found.loose):
        yield _key(other)
    # Brackets may hold the place of a registered name, which only its own parts can tell.
    yield from _trades(found.main if found.others else fold_spelling(name))
    for text in (found.main, *found.others):
        if ENDINGS.search(text):
            yield _key(ENDINGS.sub(lambda ending: ending[0].replace(".", " "), text))
        yield from _halves(_key(text))


def _halves(found: str) -> Iterator[str]:
    """The Chinese and the Latin half of a name in two scripts."""
    tokens = found.split()
    chinese = [token for token in tokens if _HAN_ONLY.fullmatch(token)]
    if len(chinese) == 1 and len(tokens) > 1:
        at = tokens.index(chinese[0])
        latin = tokens[:at] or tokens[at + 1 :]
        if len("".join(latin)) > 2 and (at in (0, len(tokens) - 1)):
            yield from (chinese[0], " ".join(latin))


def _trades(text: str) -> Iterator[str]:
    """The trade name of a Chinese name, with as much of the industry behind it as its short name may have."""
    made = name_parts(text)
    if not made.trade or not _HAN_ONLY.fullmatch(made.trade + made.industry):
        return
    yield made.trade
    for end in range(1, len(made.words) + 1):
        yield made.trade + "".join(made.words[:end])
    if made.place:
        yield plain_place(made.place) + made.trade


def _tells(alias: str) -> bool:
    """Whether an alias says which company is meant."""
    tokens = alias.split()
    return len(alias) > 1 and not all(token in GENERIC for token in tokens) and not is_place(alias)


def _key(text: str) -> str:
    """The key of one folded name; empty where nothing but punctuation is left."""
    return " ".join(_bare(_tokens(text)))


def _tokens(text: str) -> list[str]:
    """A folded text as tokens, with no punctuation, domain ending or `and`."""
    if "." in text:
        bare = _ADDRESS.sub("", text)
        text = bare if _LETTER.search(bare) else text
        text = ENDINGS.sub("", _INITIALS.sub(_initials, text)) or text
    if text.isascii():
        found = _GAPS.sub(" ", text.replace("'", "").replace("`", "")).split()
    else:
        spaced = _THAI.sub(r" \1\2 ", _WIDE_GAPS.sub(" ", text.translate(_APOSTROPHES)).strip())
        found = _BORDER.sub(" ", _INSIDE.sub("", spaced)).split()
    return [word for word in found if word != "and"] or found


def _initials(found: re.Match[str]) -> str:
    """J.P. as one token; a legal form with dots at the end, S.p.A., as one that is known."""
    joined = re.sub(r"[.\s]", "", found[1])
    return f"{joined if found[2] is None or joined not in DOTTED else 'inc'} {found[2] or ''}"


def _bare(tokens: list[str]) -> list[str]:
    """Tokens without the article before and the legal forms around them, as long as something else is left."""
    start, end = _begin(tokens), len(tokens)
    while (less := _shorter(tokens, start, end)) != end:
        end = less
    rest = tokens[start:end]
    if all(token.isascii() for token in rest):
        return rest
    rest = _han_bare(rest)
    # 深圳市 and 深圳 before a name are one place.
    place = place_before(rest[0])
    return [plain_place(place) + rest[0][len(place) :], *rest[1:]] if place != rest[0] else rest


def _begin(tokens: list[str]) -> int:
    """Where the tokens begin behind articles and legal forms, unless nothing but common words would be left."""
    start, end = 0, len(tokens)
    while start < end - 1:
        first = tokens[start]
        step = 1 if first in FIRST or first == "the" or tokens[-1] in FRAMED.get(first, ()) else 0
        for phrase in FIRST_PHRASES if first in _PHRASE_BEGINS else ():
            if not step and tuple(tokens[start : start + len(phrase)]) == phrase:
                step = len(phrase)
        if not step or start + step >= end or (first != "the" and _says_nothing(tokens[start + step :])):
            break
        start += step
    return start


def _says_nothing(tokens: list[str]) -> bool:
    return all(token in GENERIC or token in LAST for token in tokens)


def _shorter(tokens: list[str], start: int, end: int) -> int:
    """Where the tokens end without their last legal form."""
    last = tokens[end - 1] if end > start else ""
    for phrase in PHRASES if last in _PHRASE_ENDS else ():
        if end - len(phrase) > start and tuple(tokens[end - len(phrase) : end]) == phrase:
            return end - len(phrase)
    if end - start > 1 and (last in LAST or (last in BEFORE_LAST and end < len(tokens))):
        return end - 1
    return end


_PHRASE_ENDS = frozenset(phrase[-1] for phrase in PHRASES)
_PHRASE_BEGINS = frozenset(phrase[0] for phrase in FIRST_PHRASES)


def _han_bare(tokens: list[str]) -> list[str]:
    """Tokens without the Chinese, Japanese or Korean form at the end of the last or the beginning of the first."""
    *before, last = tokens
    form = "" if last.endswith(BRANCH) else next((form for form in HAN_FORMS if last.endswith(form)), "")
    left = last.removesuffix(form)
    if form and (before or len(left) > 1):
        return _han_bare([*before, left]) if left and not left.isascii() else [*before, *filter(None, [left])]
    first, *after = tokens
    form = next((form for form in HAN_FORMS if first == form or (first.startswith(form) and "会社" in form)), "")
    left = first.removeprefix(form)
    return [*filter(None, [left]), *after] if form and (after or len(left) > 1) else tokens
