"""Every standard by its id, found by its place: a TOML file of `library/`. Each is read when it is first asked for."""

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
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
        self._paths = {path.stem: path for path in sorted(place.glob("*.toml"), key=lambda path: path.name)}
        self._instead: ContextVar[Mapping[str, Path] | None] = ContextVar("instead", default=None)
        self._read, self._missing = cache(read), missing

    def __getitem__(self, name: str) -> _Read:
        if name not in self._now:
            raise QuestionError(self._missing(name, suggestion(name, self._now)))
        return self._read(self._now[name])

    @property
    def _now(self) -> Mapping[str, Path]:
        """The files that are read, in this thread."""
        instead = self._instead.get()
        return self._paths if instead is None else instead

    def path(self, name: str) -> Path | None:
        """The file of an id; None where there is none."""
        return self._paths.get(name)

    @contextmanager
    def instead(self, paths: Mapping[str, Path], without: Collection[str] = ()) -> Iterator[None]:
        """Read some from other files meanwhile, as for a citation of an earlier text; other threads see no change.

        `without`: ids that are not there meanwhile, because they were added later.
        """
        files = {**self._paths, **paths}
        kept = (name for name in sorted(files, key=_file_name) if name not in without)
        before = self._instead.set({name: files[name] for name in kept})
        try:
            yield
        finally:
            self._instead.reset(before)

    def __contains__(self, name: object) -> bool:
        return name in self._now

    def __iter__(self) -> Iterator[str]:
        return iter(self._now)

    def __len__(self) -> int:
        return len(self._now)


def _file_name(name: str) -> str:
    """By which the ids of a library stand in order."""
    return f"{name}.toml"


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
