"""Every measure of support by its id, found by its place: a TOML file of `library/`, read when first asked for."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path

from hornbook.errors import QuestionError, suggestion
from hornbook.standards.own import file_instead
from hornbook.support.file import support
from hornbook.support.support import Support
from hornbook.text import message

_PLACE = Path(__file__).parent / "library"
_PATH = re.compile(r"[/\\]")


class SupportLibrary(Mapping[str, Support]):
    """Supports by id; QuestionError names the nearest."""

    def __init__(self, place: Path = _PLACE) -> None:
        self._paths = {path.stem: path for path in sorted(place.glob("*.toml"))}
        self._instead: dict[str, Path] = {}
        self._read = cache(support)

    def __getitem__(self, name: str) -> Support:
        if name not in self._paths:
            hint = suggestion(name, self._paths)
            raise QuestionError(
                message(
                    "There is no support '{name}'.{hint} `hornbook support list` lists them all.", name=name, hint=hint
                )
            )
        return self._read(self._instead.get(name, self._paths[name]))

    def path(self, name: str) -> Path | None:
        """The file of a support; None where there is none of that id."""
        return self._paths.get(name)

    @contextmanager
    def instead(self, paths: Mapping[str, Path]) -> Iterator[None]:
        """Read some supports from other files meanwhile, as for a citation of an earlier text."""
        before, self._instead = self._instead, dict(paths)
        try:
            yield
        finally:
            self._instead = before

    def __contains__(self, name: object) -> bool:
        return name in self._paths

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)


supports = SupportLibrary()
"""The supports that come with Hornbook."""


def support_named(name: str) -> Support:
    """A support by its id, or by the path of one's own file; QuestionError or StandardError where there is none."""
    if name in supports or not (name.endswith(".toml") or _PATH.search(name) or Path(name).is_file()):
        return supports[name]
    found = support(file_instead(name))
    return replace(found, standard=replace(found.standard, own_file=name))
