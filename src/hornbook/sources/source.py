"""What a source is: a subclass of `Source` with `about` and `read`, found by its place in this folder.

`read(paths, recorded)` yields one entry a row of its files, in their order: a `Row` with the facts that it became, or
a `Reject` with the line and the reason, so that the counts add up by themselves. A generator of facts by the million
yields `Chunk`s instead. Nothing here touches the book, and nothing is known here of what the book holds.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import NamedTuple

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


class Loss(NamedTuple):
    """Of which record, and of which kinds, a row would have told had it not been refused.

    A promise to name every fact of such a kind is then lifted for that company (docs/decisions/0004).
    """

    subject: str | None
    """None where the row does not tell."""
    kinds: tuple[type[Fact], ...]


NO_LOSS = Loss(None, ())
"""Nothing was lost: the row repeats another, or is about something else."""


class Row(NamedTuple):
    """One row of a file that became facts; `notes` name the cells that were refused, and why."""

    place: str
    facts: tuple[Fact, ...]
    notes: tuple[Phrase, ...] = ()
    lost: Loss = NO_LOSS


class Reject(NamedTuple):
    """One row of a file that became no fact, and why."""

    place: str
    reason: Phrase
    lost: Loss | None = None
    """None: nobody can tell which record it was about, so it may have been of any promised kind."""


class Remark(NamedTuple):
    """What is said of a file as a whole and of none of its rows, such as a column that was refused in every row."""

    place: str
    note: Phrase


class Chunk(NamedTuple):
    """Facts of one kind as an Arrow table: subject, valid, known, key, place, grade, withdrawn, then the kind's own.

    Missing common columns are filled as `Fact` would; `rows` is how many rows of input they stand for.
    """

    kind: type[Fact]
    table: pa.Table
    rows: int


Entry = Row | Reject | Remark | Chunk


class Source(ABC):
    """One source of this folder. A file holds one subclass and writes only what differs from these defaults."""

    about: About
    fetch: Fetch | None = None
    """How its files are fetched, where they can be."""
    ids_are_names: bool = False
    """Whether a company's id is its name, so that a namesake in another edition must be told from it."""

    def word(self, paths: tuple[Path, ...]) -> str:
        """The word under which the facts of these files stand: the source's name."""
        return self.about.name

    def promises(self, recorded: Day) -> tuple[Promise, ...]:
        """The promises of a file recorded on that day: none."""
        return ()

    def promises_in(self, paths: tuple[Path, ...], recorded: Day) -> tuple[Promise, ...]:
        """The promises of these files: those that every file of the source makes."""
        return self.promises(recorded)

    def groups(self, paths: tuple[Path, ...]) -> list[tuple[Path, ...]]:
        """Which files make one batch: each is a batch of its own. SourceError when some are missing or too many."""
        return [(path,) for path in paths]

    def recorded(self, paths: tuple[Path, ...]) -> Day | None:
        """The day on which these files were recorded, when they themselves say it: None, they do not."""
        return None

    def replaces(self, paths: tuple[Path, ...]) -> bool:
        """Whether these files are an export that replaces those before: what they leave out is withdrawn. They are not.

        They are then one group, and all that they say is known on the day on which they were recorded.
        """
        return False

    def needs_records(self, paths: tuple[Path, ...]) -> bool:
        """Whether these files speak of records that the book must have already: they do not."""
        return False

    def unused_columns(self, paths: tuple[Path, ...]) -> tuple[str, ...]:
        """The columns of these files that become nothing, where that is for a user to decide: none."""
        return ()

    @abstractmethod
    def read(self, paths: tuple[Path, ...], recorded: Day) -> Iterator[Entry]:
        """Every row of the files as a Row or a Reject, or every fact in Chunks; SourceError when unreadable."""


@cache
def sources_by_name() -> dict[str, Source]:
    """Every source by its name, found by its place."""
    import hornbook.sources as room

    modules = [import_module(f"{room.__name__}.{module.name}") for module in iter_modules(room.__path__)]
    made: list[Source] = [
        value()
        for module in modules
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Source) and value.__module__ == module.__name__ != __name__
    ]
    return {source.about.name: source for source in sorted(made, key=lambda source: source.about.name)}


def source(name: str) -> Source:
    """The source of that name; QuestionError names the nearest."""
    known = sources_by_name()
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
    """How the files of each source that can be fetched are fetched, by the source's name."""
    return {name: source.fetch for name, source in sources_by_name().items() if source.fetch}


def own_id(source: str, subject: str, name: str) -> str:
    """A company's id as its source writes it."""
    known = sources_by_name().get(source)
    return (known.about.id if known else "{id}").format(id=subject.partition(":")[2] or subject, name=name)
