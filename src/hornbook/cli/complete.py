"""What the shell offers for a value: standards, groups, sources and indicators, read from names of files alone."""

import re
from collections.abc import Iterable
from pathlib import Path

ROOM = Path(__file__).parents[1]
GROUPS = ("city", "country", "region", "sector", "track", "source", "year")
"""What a census counts by."""

_SOURCE = re.compile(r"ABOUT = About\(\s*name=\"([\w-]+)\"")
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
    files = (ROOM / "sources").glob("**/*.py")
    return _beginning((name for path in files for name in _SOURCE.findall(path.read_text("utf-8"))), incomplete)


def complete_indicator(incomplete: str) -> list[str]:
    """Indicators by name; behind a comma the next one."""
    done, comma, last = incomplete.rpartition(",")
    files = (ROOM / "indicators/library").glob("*.py")
    names = (name for path in files for name in _INDICATOR.findall(path.read_text("utf-8")))
    return [f"{done}{comma}{word}" for word in _beginning(names, last)]
