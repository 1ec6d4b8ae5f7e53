"""Every measure of support by its id, found by its place: a TOML file of `library/`, read when first asked for."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from hornbook.errors import QuestionError, suggestion
from hornbook.support.file import support
from hornbook.support.support import Support
from hornbook.text import message

_PLACE = Path(__file__).parent / "library"


class SupportLibrary(Mapping[str, Support]):
    """Supports by id; QuestionError names the nearest."""

    def __init__(self, place: Path = _PLACE) -> None:
        self._paths = {path.stem: path for path in sorted(place.glob("*.toml"))}
        self._read = cache(support)

    def __getitem__(self, name: str) -> Support:
        if name not in self._paths:
            hint = suggestion(name, self._paths)
            raise QuestionError(
                message(
                    "There is no support '{name}'.{hint} `hornbook support list` lists them all.", name=name, hint=hint
                )
            )
        return self._read(self._paths[name])

    def __contains__(self, name: object) -> bool:
        return name in self._paths

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)


supports = SupportLibrary()
"""The supports that come with Hornbook."""
