"""Work comes back as facts: what a person decided or a program worked out, appended like any other source."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from uuid import uuid4

import pyarrow as pa

from hornbook.book.by_hand import PEOPLE
from hornbook.book.commits import StoredFile
from hornbook.book.ledger import BATCH, Batch, to_row
from hornbook.book.store import Store
from hornbook.book.write import Writer, from_facts
from hornbook.book.writing import writing
from hornbook.errors import BookError
from hornbook.kinds import Fact
from hornbook.terms import Day

LINK = "link"
"""The word under which proposals of the linkage stand."""
SCOUT = "scout"
"""The word under which forecasts of the scout stand."""
RESERVED = (PEOPLE, LINK, SCOUT)
"""No file may speak under these."""


@dataclass(frozen=True, slots=True)
class Amended:
    """Statements of one source and kind that a person withdraws, or believes again."""

    source: str
    kind: type[Fact]
    rows: pa.Table
    """The statements as they stood, with every column of their kind."""
    places: tuple[str, ...]
    """The place of each new version."""


def append_facts(book: Store, facts: Iterable[Fact], *, source: str, day: Day, title: str) -> Batch:
    """Append facts known on a day as one commit; the same facts on the same day are there already and add nothing."""
    groups: dict[type[Fact], list[Fact]] = defaultdict(list)
    for fact in facts:
        groups[type(fact)].append(fact)

    def write(writer_of: Callable[[str], Writer]) -> None:
        for kind, group in groups.items():
            writer_of(source).take(from_facts(kind, group))

    words = [repr(fact) for group in groups.values() for fact in group]
    counts = Counter({kind.__name__: len(group) for kind, group in groups.items()})
    return _append(book, _batch(source, day, title, words, counts), write)


def amend_facts(book: Store, amended: Sequence[Amended], *, day: Day, title: str, withdrawn: bool) -> Batch:
    """Append newer versions of statements of any source, written by a person, as one commit."""

    def write(writer_of: Callable[[str], Writer]) -> None:
        for each in amended:
            writer = writer_of(each.source)
            writer.withdraw(each.kind, each.rows, known=day, place=list(each.places), withdrawn=withdrawn)

    words = [repr((id_, place)) for each in amended for id_, place in _ids_and_places(each)]
    counts: Counter[str] = Counter()
    for each in amended:
        counts[each.kind.__name__] += each.rows.num_rows
    return _append(book, _batch(PEOPLE, day, title, [str(withdrawn), *words], counts), write)


def _ids_and_places(each: Amended) -> Iterable[tuple[int, str]]:
    return zip(each.rows["id"].to_pylist(), each.places, strict=True)


def _batch(source: str, day: Day, title: str, words: Iterable[str], counts: Counter[str]) -> Batch:
    digest = hashlib.sha256("\n".join([source, str(day), *words]).encode()).hexdigest()
    return Batch(
        batch=digest[:16],
        source=source,
        file=title,
        sha256=digest,
        recorded=day,
        rows=counts.total(),
        facts=counts.total(),
        rejects=0,
        notes=0,
        simulated=False,
        files=(),
        kinds=dict(sorted(counts.items())),
        promises=(),
    )


def _append(book: Store, batch: Batch, write: Callable[[Callable[[str], Writer]], None]) -> Batch:
    """Write a batch as one commit, each source's rows by a writer of its own; nothing where the book has it already."""
    if book.has(batch.batch):
        return batch
    book.require_writable()
    with writing(book.path):
        _write(book, batch, write)
    return batch


def _write(book: Store, batch: Batch, write: Callable[[Callable[[str], Writer]], None]) -> None:
    name = f"{batch.batch}-{uuid4().hex[:8]}"
    writers: dict[str, Writer] = {}

    def writer_of(source: str) -> Writer:
        if source not in writers:
            writers[source] = Writer(book.path, writer=name, source=source, recorded=batch.recorded, engine=book.engine)
        return writers[source]

    try:
        write(writer_of)
        writer_of(batch.source).add(BATCH, to_row(batch))
        adds = [add for writer in writers.values() for add in writer.adds()]
    except BaseException:
        _discard(writers.values())
        raise
    if not _committed(book, adds, batch.batch, writers.values()):
        book.refresh()


def _committed(book: Store, adds: Sequence[StoredFile], name: str, writers: Iterable[Writer]) -> bool:
    """Whether the files became part of the book; they are deleted where it is known that they did not."""
    try:
        done = book.commit(adds, [name])
    except BookError:
        _discard(writers)
        raise
    if not done:
        _discard(writers)
    return done


def _discard(writers: Iterable[Writer]) -> None:
    for writer in writers:
        writer.discard()
