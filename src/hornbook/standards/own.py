"""Rules of one's own: standards read from files outside the library, beside those of the library.

A word names a standard by its id, by the path of its file, or by the label `ID@DIGEST` under which a file that was
read in this process is known from then on.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from hornbook.document import document_text
from hornbook.errors import HornbookError, StandardError
from hornbook.standards.file import standard
from hornbook.standards.library import library, plain_rule
from hornbook.standards.standard import Standard

_MOST_READ = 64
"""Files of one's own that are known by their labels; the oldest is forgotten first."""

_PATH = re.compile(r"[/\\]")
_READ: dict[str, Standard] = {}
"""What was read from files, by label."""
_INSTEAD: ContextVar[Mapping[str, Path]] = ContextVar("instead")


def split_rule(word: str) -> tuple[str, str]:
    """The standard and the tier of a word such as 'gei-unicorn:super' or 'my.toml:super'; the tier may be empty.

    The colon behind the letter of a drive is part of a path: 'C:\\my.toml' and 'C:my.toml' name no tier.
    """
    name, colon, tier = word.rpartition(":")
    if not colon or _is_file(word) or _PATH.search(tier) or (len(name) == 1 and tier.endswith(".toml")):
        return word, ""
    if is_rule_file(name):
        return name, tier
    name, _, tier = word.partition(":")
    return name, tier


def is_rule_file(name: str) -> bool:
    """Whether a word means a file: it looks like a path, ends in `.toml`, or is a file's name and no standard's id."""
    if name in library or name in _READ:
        return False
    return name.endswith(".toml") or bool(_PATH.search(name)) or _is_file(name)


def _is_file(name: str) -> bool:
    return name not in library and (name in _INSTEAD.get({}) or Path(name).is_file())


def standard_named(name: str) -> Standard:
    """A standard by id, path or label; QuestionError or StandardError where there is none."""
    if name == plain_rule().id:
        return plain_rule()
    if name in _READ:
        return _READ[name]
    return own_standard(name) if is_rule_file(name) else library[name]


def own_standard(name: str) -> Standard:
    """The standard of a file, marked as one's own and known by its label from now on."""
    path = file_instead(name)
    try:
        stat = path.stat()
    except (OSError, ValueError):
        made = standard(path)  # says why it cannot be read
    else:
        made = _read(path.absolute(), stat.st_mtime_ns, stat.st_size)
    own = replace(made, own_file=name)
    _READ.pop(own.label, None)
    _READ[own.label] = own
    while len(_READ) > _MOST_READ:
        del _READ[next(iter(_READ))]
    return own


def file_instead(name: str) -> Path:
    """The file to read for a path: the path itself, or another meanwhile."""
    return _INSTEAD.get({}).get(name, Path(name))


@lru_cache(maxsize=64)
def _read(path: Path, changed: int, size: int) -> Standard:
    return standard(path)


def file_digest(path: Path) -> str | None:
    """The digest that a standard of this file has, whether or not it can be read as one; None where there is none."""
    try:
        return sha256(document_text(path, StandardError).encode()).hexdigest()
    except HornbookError:
        return None


@contextmanager
def own_files_instead(paths: Mapping[str, Path]) -> Iterator[None]:
    """Read other files in the place of some meanwhile, as for a citation of an earlier text."""
    token = _INSTEAD.set(paths)
    try:
        yield
    finally:
        _INSTEAD.reset(token)
