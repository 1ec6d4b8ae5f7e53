"""What a source is: a file with ABOUT, PROMISES and `read`, found by its place in this folder.

`read(paths, recorded)` yields one entry a row of its files, in their order: a `Row` with the facts that it became, or
a `Reject` with the line and the reason, so that the counts add up by themselves. A generator of facts by the million
yields `Chunk`s instead. Nothing here touches the book, and nothing is known here of what the book holds.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType
from typing import NamedTuple, Protocol, cast

import pyarrow as pa

from hornbook.errors import QuestionError, suggestion
from hornbook.kinds import Fact
from hornbook.terms import Day
from hornbook.text import Phrase, Text, message


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """Who made the files, what they are and how to give them."""

    name: str
    """The word on the command line."""
    title: Text
    maker: str
    files: Text
    """What to name on the command line."""
    recorded: Day | None = None
    """The day on which the maker knew what every such file says, where there is one; else file or user say it."""
    simulated: bool = False
    id: str = "{id}"
    """How the source itself writes a company's id: `{id}` is the subject behind its first colon, `{name}` the name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """A source's word that, of `kinds`, it names every fact about the companies that it names.

    Silence then means no (or zero) on a day between `since` and `until`; elsewhere it means unknown.
    With `edition`, the source is a list made anew each time: a company that an older edition named and the
    newest does not is one of which the source no longer speaks.
    """

    kinds: tuple[type[Fact], ...]
    since: Day
    until: Day | None = None
    """None: the day on which the file was recorded."""
    live: bool = False
    """True where the promise held all along (`known` from `since` on) and not only once the file was made."""
    edition: bool = False
    says: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetch:
    """Where a maker publishes the files of a source, one a period: all that `hornbook fetch` knows of it."""

    base: str
    """The address under which the paths stand; ends in a slash."""
    paths: Callable[[str], tuple[str, ...]]
    """Where a period's file may be, the likeliest place first; QuestionError when the word names no period."""
    name: Callable[[str], str]
    """What the period's file is called on disk, so that `recorded` finds its day."""
    example: str
    contact: bool = False
    """True where the maker refuses callers who do not say how they can be reached."""


class Row(NamedTuple):
    """One row of a file that became facts; `notes` name the cells that were refused, and why."""

    place: str
    facts: tuple[Fact, ...]
    notes: tuple[Phrase, ...] = ()


class Reject(NamedTuple):
    """One row of a file that became no fact, and why."""

    place: str
    reason: Phrase


class Chunk(NamedTuple):
    """Facts of one kind as an Arrow table: subject, valid, known, key, place, grade, withdrawn, then the kind's own.

    Missing common columns are filled as `Fact` would; `rows` is how many rows of input they stand for.
    """

    kind: type[Fact]
    table: pa.Table
    rows: int


Entry = Row | Reject | Chunk


class Source(Protocol):
    """A module of this folder; one whose files can be fetched also has a `FETCH`."""

    ABOUT: About

    def promises(self, recorded: Day) -> tuple[Promise, ...]:
        """The promises of a file recorded on that day."""

    def groups(self, paths: tuple[Path, ...]) -> list[tuple[Path, ...]]:
        """Which files make one batch together; SourceError when some are missing or too many."""

    def recorded(self, paths: tuple[Path, ...]) -> Day | None:
        """The day on which these files were recorded, when they themselves say it."""

    def read(self, paths: tuple[Path, ...], recorded: Day) -> Iterator[Entry]:
        """Every row of the files as a Row or a Reject, or every fact in Chunks; SourceError when unreadable."""


@cache
def sources() -> dict[str, Source]:
    """Every source by its name, found by its place."""
    import hornbook.sources as room

    modules: Iterable[ModuleType] = (
        import_module(f"{room.__name__}.{found.name}") for found in iter_modules(room.__path__)
    )
    found = [cast(Source, module) for module in modules if hasattr(module, "ABOUT")]
    return {source.ABOUT.name: source for source in sorted(found, key=lambda s: s.ABOUT.name)}


def source(name: str) -> Source:
    """The source of that name; QuestionError names the nearest."""
    known = sources()
    if name not in known:
        raise QuestionError(
            message(
                "There is no source '{name}'.{hint} `hornbook sources` lists them all.",
                name=name,
                hint=suggestion(name, known),
            )
        )
    return known[name]


def fetchable() -> dict[str, Fetch]:
    """How the files of each source that has a `FETCH` are fetched, by the source's name."""
    return {name: module.FETCH for name, module in sources().items() if hasattr(module, "FETCH")}


def own_id(source: str, subject: str, name: str) -> str:
    """A company's id as its source writes it."""
    known = sources().get(source)
    return (known.ABOUT.id if known else "{id}").format(id=subject.partition(":")[2] or subject, name=name)


def source_of(module: Source, paths: tuple[Path, ...]) -> str:
    """The word under which facts of these files stand: the source's name, unless the files carry one of their own."""
    named = getattr(module, "named", None)
    return str(named(paths)) if named else module.ABOUT.name
