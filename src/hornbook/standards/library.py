"""Every standard by its id, found by its place: a TOML file of `library/`. Each is read when it is first asked for."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from hornbook.errors import QuestionError, suggestion
from hornbook.standards.file import standard
from hornbook.standards.standard import Standard
from hornbook.text import Phrase, message

PLACE = Path(__file__).parent / "library"
_Read = TypeVar("_Read")


class Library(Mapping[str, _Read]):
    """What the TOML files of a folder hold, by id; QuestionError where there is none of an id.

    `read` reads a file, and `missing` says that there is none, with a hint of the nearest id.
    """

    def __init__(self, place: Path, read: Callable[[Path], _Read], missing: Callable[[str, Phrase], Phrase]) -> None:
        self._paths = {path.stem: path for path in sorted(place.glob("*.toml"))}
        self._instead: ContextVar[Mapping[str, Path]] = ContextVar("instead", default=MappingProxyType({}))
        """The files that are read meanwhile; each thread has its own."""
        self._read, self._missing = cache(read), missing

    def __getitem__(self, name: str) -> _Read:
        if name not in self._paths:
            raise QuestionError(self._missing(name, suggestion(name, self._paths)))
        return self._read(self._instead.get().get(name, self._paths[name]))

    def path(self, name: str) -> Path | None:
        """The file of an id; None where there is none."""
        return self._paths.get(name)

    @contextmanager
    def instead(self, paths: Mapping[str, Path]) -> Iterator[None]:
        """Read some from other files meanwhile, as for a citation of an earlier text; other threads do not see it."""
        token = self._instead.set(dict(paths))
        try:
            yield
        finally:
            self._instead.reset(token)

    def __contains__(self, name: object) -> bool:
        return name in self._paths

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)


def _no_standard(name: str, hint: Phrase) -> Phrase:
    return message("There is no standard '{name}'.{hint} `hornbook standards` lists them all.", name=name, hint=hint)


def standards_in(place: Path) -> Library[Standard]:
    """The standards whose files a folder holds."""
    return Library(place, standard, _no_standard)


library = standards_in(PLACE)
"""The standards that come with Hornbook."""


@cache
def plain_rule() -> Standard:
    """The house's own rule, for a first count under nobody's standard."""
    return standard(PLACE.parent / "plain.toml")
