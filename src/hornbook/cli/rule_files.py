"""What `--check` and `--draft` do, for standards and for supports."""

from collections.abc import Callable, Collection, Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from hornbook.cli import common
from hornbook.errors import QuestionError, nearest
from hornbook.text import message

if TYPE_CHECKING:
    from hornbook.answers.answer import Answer
    from hornbook.standards.library import Library

_Read = TypeVar("_Read")


def checked_files(
    names: list[str],
    library: "Library[_Read]",
    check: "Callable[[Iterable[tuple[str, Path]]], Answer]",
    command: str,
) -> "Answer":
    """Files checked; those of the library are named by their ids."""
    if not names:
        raise QuestionError(message("Name the files to check: {command} --check FILE…", command=command))
    with common.working("check"):
        return check((name, library.path(name) or Path(name)) for name in names)


def drafted_file(
    names: list[str],
    library: "Library[_Read]",
    draft: "Callable[[str, _Read | None, date], Answer]",
    command: str,
    *,
    day: date,
    blanks: Collection[str] = (),
) -> "Answer":
    """The start of a file: of an id of the library a copy, of any other id a blank; `blanks` are meant as such."""
    from hornbook.standards.file_models import is_standard_id

    name = names[0] if names else ""
    if not is_standard_id(name):
        raise QuestionError(
            message(
                "Name the rule: {command} --draft ID, an id of small letters, digits, - and _.",
                command=command,
            )
        )
    near = nearest(name, library) if name not in library and name not in blanks else None
    if near:
        common.warn(
            message(
                "Warning: the library has no '{name}', so this is a blank. Did you mean '{near}'?", name=name, near=near
            )
        )
    of = library[name] if name in library else None  # noqa: SIM401  a library has words of its own for what it lacks
    return draft(name, of, day)
