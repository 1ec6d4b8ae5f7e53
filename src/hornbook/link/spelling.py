"""How names are written for linkage: every key by which a name may be met, without spaces, and its words."""

from collections.abc import Iterable
from functools import lru_cache

import pyarrow as pa

from hornbook import names
from hornbook.names.split import is_place

SPELLED = pa.schema(
    [
        ("name", pa.string()),
        ("keys", pa.list_(pa.string())),
        ("words", pa.list_(pa.string())),
        ("lead", pa.string()),
        ("branch", pa.string()),
    ]
)
"""`keys`: with spaces, the name's own first, then its aliases and how Chinese ones are said. `words`: of the first
key. `lead`: a place at their beginning, as Chinese firms have it. `branch`: a place further on: Alder China."""

_LONGEST = 3  # words in the name of a place: Republic of Korea


def spelled(written: Iterable[str]) -> pa.Table:
    """Each name once, in the order of `SPELLED`."""
    rows = [_spelled(name) for name in dict.fromkeys(written)]
    columns = list(zip(*rows, strict=True)) or [()] * len(SPELLED)
    return pa.table([pa.array(column, field.type) for column, field in zip(columns, SPELLED, strict=True)], SPELLED)


def _spelled(name: str) -> tuple[str, list[str], list[str], str, str]:
    own = names.key(name)
    found = [own, *names.aliases(name)]
    if not name.isascii():
        found += [said for key in found if not key.isascii() and (said := _said(key))]
    words = own.split()
    return name, list(dict.fromkeys(filter(None, found))), words, *_places(words)


@lru_cache(maxsize=1 << 20)
def _said(key: str) -> str:
    return names.spoken(key)


def _places(words: list[str]) -> tuple[str, str]:
    """The place at the beginning of a name, and the first one further on; neither is the whole name."""
    lead = branch = ""
    for size in range(min(_LONGEST, len(words) - 1), 0, -1):
        for start in range(len(words) - size + 1):
            if _is_place(found := " ".join(words[start : start + size])):
                lead, branch = (lead or found, branch) if start == 0 else (lead, branch or found)
    return lead, branch


@lru_cache(maxsize=1 << 18)
def _is_place(text: str) -> bool:
    return text.isascii() and len(text) > 2 and is_place(text)
