"""Work comes back as facts: what a person decided or a program worked out, appended like any other source."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from uuid import uuid4

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


def append_facts(book: Store, facts: Iterable[Fact], *, source: str, day: Day, title: str) -> Batch:
    """Append facts known on a day as one commit; the same facts on the same day are there already and add nothing."""
    groups: dict[type[Fact], list[Fact]] = defaultdict(list)
    for fact in facts:
        groups[type(fact)].append(fact)
    words = "\n".join([source, str(day), *(repr(fact) for group in groups.values() for fact in group)])
    digest = hashlib.sha256(words.encode()).hexdigest()
    name = digest[:16]
    batch = Batch(
        batch=name,
        source=source,
        file=title,
        sha256=digest,
        recorded=day,
        rows=sum(map(len, groups.values())),
        facts=sum(map(len, groups.values())),
        rejects=0,
        notes=0,
        simulated=False,
        files=(),
        kinds={kind.__name__: len(group) for kind, group in sorted(groups.items(), key=lambda each: each[0].__name__)},
        promises=(),
    )
    if book.has(name):
        return batch
    book.require_writable()
    with writing(book.path):
        _append(book, groups, batch)
    return batch


def _append(book: Store, groups: dict[type[Fact], list[Fact]], batch: Batch) -> None:
    name, source, day = batch.batch, batch.source, batch.recorded
    writer = Writer(book.path, writer=f"{name}-{uuid4().hex[:8]}", source=source, recorded=day, engine=book.engine)
    try:
        for kind, group in groups.items():
            writer.take(from_facts(kind, group))
        writer.add(BATCH, to_row(batch))
        adds = writer.adds()
    except BaseException:
        writer.discard()
        raise
    if not _committed(book, adds, name, writer):
        book.refresh()


def _committed(book: Store, adds: Sequence[StoredFile], name: str, writer: Writer) -> bool:
    """Whether the files became part of the book; they are deleted where it is known that they did not."""
    try:
        done = book.commit(adds, [name])
    except BookError:
        writer.discard()
        raise
    if not done:
        writer.discard()
    return done
