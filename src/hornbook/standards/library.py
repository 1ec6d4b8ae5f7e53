"""Every standard by its id, found by its place: a TOML file of `library/`. Each is read when it is first asked for."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from hornbook.errors import QuestionError, suggestion
from hornbook.standards.file import standard
from hornbook.standards.standard import Standard
from hornbook.text import message

PLACE = Path(__file__).parent / "library"


class Library(Mapping[str, Standard]):
    """Standards by id; QuestionError names the nearest."""

    def __init__(self, place: Path = PLACE) -> None:
        self._paths = {path.stem: path for path in sorted(place.glob("*.toml"))}
        self._instead: dict[str, Path] = {}
        self._read = cache(standard)

    def __getitem__(self, name: str) -> Standard:
        if name not in self._paths:
            hint = suggestion(name, self._paths)
            raise QuestionError(
                message(
                    "There is no standard '{name}'.{hint} `hornbook standards` lists them all.", name=name, hint=hint
                )
            )
        return self._read(self._instead.get(name, self._paths[name]))

    def path(self, name: str) -> Path | None:
        """The file of a standard; None where there is no standard of that id."""
        return self._paths.get(name)

    @contextmanager
    def instead(self, paths: Mapping[str, Path]) -> Iterator[None]:
        """Read some standards from other files meanwhile, as for a citation of an earlier text."""
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


library = Library()
"""The standards that come with Hornbook."""


@cache
def plain_rule() -> Standard:
    """The house's own rule, for a first count under nobody's standard."""
    return standard(PLACE.parent / "plain.toml")
