"""How names are written for linkage: every key by which a name may be met, without spaces, and its words."""

import os
import re
import subprocess
import sys
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from itertools import islice

import pyarrow as pa

from hornbook import names
from hornbook.names.chinese import place_before, plain_place
from hornbook.names.firm import NO_FIRM, Firm, firm, firm_of
from hornbook.names.fold import HAN
from hornbook.names.forms import GENERIC
from hornbook.names.series import series
from hornbook.names.split import is_place

SPELLED = pa.schema(
    [
        ("name", pa.string()),
        ("keys", pa.list_(pa.string())),
        ("words", pa.list_(pa.string())),
        ("lead", pa.string()),
        ("branch", pa.string()),
        ("singular", pa.string()),
        ("base", pa.string()),
        ("number", pa.string()),
        ("firm", pa.string()),
        ("site", pa.string()),
        ("lines", pa.list_(pa.string())),
        ("form", pa.string()),
    ]
)
"""`keys`: with spaces, the name's own first, then its aliases and how Chinese ones are said. `words`: of the first
key. `lead`: a place at their beginning, as Chinese firms have it. `branch`: a place further on: Alder China.
`singular`: the first key, closed up, with the singular of such words as technologies. `number`: of a series, with
`base` the name without it. `firm`, `site`, `lines` and `form`: of a registered Chinese name its trade name, the place,
the words of its industry and its legal form."""

_LONGEST = 3  # words in the name of a place: Republic of Korea
_BATCH = 50_000
_MANY = 200_000  # fewer names are done before another process has begun
_SIMPLE = re.compile(r"[A-Za-z0-9 ]+")
_MARKED = re.compile(
    r"\b(?:former|prev|original|doing|dba|fka|aka|nka|also|now|trading|rebrand|renam|vorm|ehem|fru|ancien|anterior|antes|"
    r"tidigare|voorheen)",
    re.IGNORECASE,
)
"""A name of plain words has no alias but behind such a mark."""
_SHORT = 3
_PLAIN = re.compile(f"[{HAN}]{{2,40}}")


def spelled(written: Iterable[str]) -> pa.Table:
    """Each name once, in the order of `SPELLED`; so many names that it pays are shared out among processes."""
    every = list(dict.fromkeys(written))
    workers = os.cpu_count() or 1
    if len(every) < _MANY or workers == 1:
        return spelling_table(every)
    share = -(-len(every) // workers)
    parts = [every[start : start + share] for start in range(0, len(every), share)]
    with ThreadPoolExecutor(len(parts)) as pool:
        return pa.concat_tables(pool.map(_elsewhere, parts))


def spelling_table(every: Sequence[str]) -> pa.Table:
    """The same, here."""
    names_left = iter(every)
    batches = []
    while some := list(islice(names_left, _BATCH)):  # Arrow holds a million names in a tenth of what Python needs
        columns = zip(*map(_spelled, some), strict=True)
        arrays = [pa.array(column, field.type) for column, field in zip(columns, SPELLED, strict=True)]
        batches.append(pa.record_batch(arrays, SPELLED))
    return pa.Table.from_batches(batches, SPELLED)


def _elsewhere(every: list[str]) -> pa.Table:
    """The same in a process of its own, begun by a command so that it never runs its caller's script again."""
    asked = stream(pa.table({"name": pa.array(every, pa.string())}))
    command = [sys.executable, "-m", "hornbook.link.spell"]
    env = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    done = subprocess.run(command, input=asked, stdout=subprocess.PIPE, check=True, env=env)  # noqa: S603
    return pa.ipc.open_stream(done.stdout).read_all()


def stream(rows: pa.Table) -> memoryview:
    """A table as bytes for another process."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, rows.schema) as out:
        out.write_table(rows)
    return memoryview(sink.getvalue())


_Spelled = tuple[str, list[str], list[str], str, str, str, str, str, str, str, tuple[str, ...], str]


def _spelled(name: str) -> _Spelled:
    if _PLAIN.fullmatch(name) and (taken := _chinese(name)):
        written, spoken, made = taken
        return name, list(dict.fromkeys((*written, *spoken))), [written[0]], "", "", "", *_numbered(written[0]), *made
    own = names.name_key(name)
    found = [own] if _SIMPLE.fullmatch(name) and not _MARKED.search(name) else [own, *names.aliases(name)]
    if not name.isascii():
        found += [said for key in found if not key.isascii() and (said := _said(key))]
    words = own.split()
    made = NO_FIRM if name.isascii() else firm(name)
    return (
        name,
        list(dict.fromkeys(filter(None, found))),
        words,
        *_places(words),
        _singular(words),
        *_numbered(own),
        *made,
    )


_SINGULAR = {
    **{word: word[:-1] for word in ("systems", "solutions", "holdings", "networks", "studios", "services", "games")},
    **{word: word[:-1] for word in ("innovations", "communications", "ventures", "partners", "payments", "foods")},
    **{word: word[:-1] for word in ("labs", "therapeutics", "diagnostics", "robotics", "sciences", "brands", "apps")},
    **{"technologies": "technology", "tech": "technology", "laboratories": "lab", "laboratory": "lab"},
    **{"industries": "industry", "enterprises": "enterprise", "biosciences": "bioscience", "pharmaceuticals": "pharma"},
}
"""The last word of a name as other sources may write it: Kittiwake Technologies is Kittiwake Technology."""


def _singular(words: list[str]) -> str:
    """The first key closed up, its last word as other sources may write it; empty where that is no other."""
    return "".join([*words[:-1], _SINGULAR[words[-1]]]) if len(words) > 1 and words[-1] in _SINGULAR else ""


def _numbered(key: str) -> tuple[str, str]:
    """The key without the number of its series, closed up, and that number; both empty where it has none."""
    base, number = series(key)
    return (base.replace(" ", ""), number) if number and base else ("", "")


def _chinese(name: str) -> tuple[list[str], list[str], Firm] | None:
    """The keys of a name in nothing but Chinese characters and how they are said, taken apart once for both.

    They are those of `names.key` and `names.aliases` (a test compares them), at a fifth of the time: most names of a
    register of a million are of this form.
    """
    made = names.name_parts(name)
    place, trade, industry, _, words = made
    before = "" if place else place_before(trade)  # a trade that is nothing but an industry keeps the place before it
    trade = plain_place(before) + trade[len(before) :]
    place = plain_place(place)
    own = place + trade + industry
    if len(own) < _SHORT:
        return None  # so little is left that its legal form may belong to it
    shorter = [trade, *(trade + "".join(words[:end]) for end in range(1, len(words) + 1))]
    shorter += [place + trade] if place else []
    found = [own, *(key for key in dict.fromkeys(shorter) if key != own and _tells(key))]
    short = _said(trade)
    long = " ".join(filter(None, (_said(place), short, _said(industry))))
    return found, [said for said in (short, long) if said], firm_of(made)


@lru_cache(maxsize=1 << 17)
def _said(text: str) -> str:
    return names.spoken_name(text) if text else ""


def _tells(key: str) -> bool:
    return len(key) > 1 and key not in GENERIC and not is_place(key)


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
