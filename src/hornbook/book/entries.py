"""The entries of a source on their way into a book: facts gathered into chunks, refusals put aside."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

import pyarrow as pa

from hornbook.book.ledger import Refusal
from hornbook.book.write import from_facts
from hornbook.errors import SourceError
from hornbook.kinds import Fact
from hornbook.sources.source import Chunk, Entry, Loss, Reject, Remark, Row
from hornbook.terms import EARLIEST
from hornbook.text import Phrase, message

AT_ONCE = 500_000
"""Facts written one by one that are held in memory before they go to a file."""
_NOTHING = pa.table({})


def chunks_of(entries: Iterator[Entry], refused: list[Refusal], unclear: Loss) -> Iterator[Chunk]:
    """Entries as chunks; what was refused is put aside with its place and its reason.

    `unclear`: what is lost with a row of which nobody can tell which record it was about.
    """
    waiting: dict[type[Fact], list[Fact]] = defaultdict(list)
    held = rows = 0
    for entry in entries:
        if isinstance(entry, Chunk):
            yield entry
        elif isinstance(entry, Reject):
            refused.append(_refusal(entry.place, entry.reason, True, unclear if entry.lost is None else entry.lost))
            rows += 1
        elif isinstance(entry, Remark):
            refused.append(Refusal(entry.place, entry.note, False))
        else:
            rows += 1
            held += _put(waiting, entry, refused)
            if held >= AT_ONCE:
                yield from _drain(waiting, rows)
                held = rows = 0
    yield from _drain(waiting, rows)


def _refusal(place: str, why: Phrase, whole: bool, lost: Loss) -> Refusal:
    return Refusal(place, why, whole, lost.subject, tuple(sorted({kind.__name__ for kind in lost.kinds})))


def _put(waiting: dict[type[Fact], list[Fact]], row: Row, refused: list[Refusal]) -> int:
    refused.extend(_refusal(row.place, note, False, row.lost) for note in row.notes)
    for fact in row.facts:
        if fact.valid < EARLIEST:
            raise SourceError(
                message(
                    "{place}: a fact of {valid}, before {earliest}; the source let it through.",
                    place=row.place,
                    valid=fact.valid,
                    earliest=EARLIEST,
                )
            )
        waiting[type(fact)].append(fact)
    return len(row.facts)


def _drain(waiting: dict[type[Fact], list[Fact]], rows: int) -> Iterator[Chunk]:
    """Every kind that waits as one chunk; the rows are counted with the first."""
    for kind, facts in waiting.items():
        yield from_facts(kind, facts)._replace(rows=rows)
        rows = 0
    if rows:
        yield Chunk(Fact, _NOTHING, rows)
    waiting.clear()


def lost_in(refused: Iterable[Refusal]) -> dict[str, set[str]]:
    """The records of which a row was refused, by kind."""
    found: dict[str, set[str]] = defaultdict(set)
    for each in refused:
        for kind in each.lost if each.subject else ():
            found[kind].add(each.subject)  # type: ignore[arg-type]
    return found
