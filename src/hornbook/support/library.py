"""Every measure of support by its id, found by its place: a TOML file of `library/`, read when first asked for."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from hornbook.standards.library import Library
from hornbook.standards.own import file_instead
from hornbook.standards.standard import Standard
from hornbook.support.file import read_support
from hornbook.support.support import Support
from hornbook.text import Phrase, message

_PATH = re.compile(r"[/\\]")


def _no_support(name: str, hint: Phrase) -> Phrase:
    return message("There is no support '{name}'.{hint} `hornbook support list` lists them all.", name=name, hint=hint)


supports = Library(Path(__file__).parent / "library", read_support, _no_support)
"""The supports that come with Hornbook."""


def support_named(name: str) -> Support:
    """A support by its id, or by the path of one's own file; QuestionError or StandardError where there is none."""
    if name in supports or not _is_path(name):
        return supports[name]
    found = read_support(file_instead(name))
    return replace(found, standard=replace(found.standard, own_file=name))


def own_support_rule(name: str) -> Standard:
    """The conditions of a support's file; StandardError where it is none."""
    return support_named(name).standard


class _SupportRules(Mapping[str, Standard]):
    """The conditions of each support of the library, by its id."""

    def __getitem__(self, name: str) -> Standard:
        return supports[name].standard

    def __contains__(self, name: object) -> bool:
        return name in supports

    def __iter__(self) -> Iterator[str]:
        return iter(supports)

    def __len__(self) -> int:
        return len(supports)


support_rules: Mapping[str, Standard] = _SupportRules()
"""The conditions of the supports that come with Hornbook; each is read when it is first asked for."""


def is_support_word(name: str) -> bool:
    """Whether a word is the id of a support, or the path of a file."""
    return name in supports or _is_path(name)


def _is_path(name: str) -> bool:
    return bool(name.endswith(".toml") or _PATH.search(name) or Path(name).is_file())
