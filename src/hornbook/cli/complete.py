"""What the shell offers for a value: standards, groups, sources and indicators, read from files, without an import."""

import re
from collections.abc import Iterable
from pathlib import Path

ROOM = Path(__file__).parents[1]
GROUPS = ("city", "country", "region", "sector", "track", "source", "year")
"""What a census counts by."""

_SOURCE = re.compile(r"about = About\(\s*name=\"([\w-]+)\"")
_INDICATOR = re.compile(r"^([a-z]\w*) = ", re.MULTILINE)


def _beginning(words: Iterable[str], incomplete: str) -> list[str]:
    return sorted(word for word in words if word.startswith(incomplete))


def complete_standard(incomplete: str) -> list[str]:
    """Standards by id."""
    return _beginning(["plain", *(path.stem for path in (ROOM / "standards/library").glob("*.toml"))], incomplete)


def complete_group(incomplete: str) -> list[str]:
    """What a census counts by; behind a comma the next one."""
    done, comma, last = incomplete.rpartition(",")
    return [f"{done}{comma}{word}" for word in _beginning(GROUPS, last)]


def complete_source(incomplete: str) -> list[str]:
    """Sources by name."""
    return _beginning((name for text in _sources() for name in _SOURCE.findall(text)), incomplete)


def complete_fetched(incomplete: str) -> list[str]:
    """Sources whose files are published, by name."""
    fetched = (text for text in _sources() if "fetch = Fetch(" in text)
    return _beginning((name for text in fetched for name in _SOURCE.findall(text)), incomplete)


def _sources() -> Iterable[str]:
    return (path.read_text("utf-8") for path in (ROOM / "sources").glob("**/*.py"))


def complete_indicator(incomplete: str) -> list[str]:
    """Indicators by name; behind a comma the next one."""
    done, comma, last = incomplete.rpartition(",")
    files = (ROOM / "indicators/library").glob("*.py")
    names = (name for path in files for name in _INDICATOR.findall(path.read_text("utf-8")))
    return [f"{done}{comma}{word}" for word in _beginning(names, last)]
