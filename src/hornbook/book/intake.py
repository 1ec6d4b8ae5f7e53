"""From files to facts: every import is one commit, all or nothing, and the same file twice adds nothing."""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from hornbook.book.append import RESERVED
from hornbook.book.commits import StoredFile
from hornbook.book.door import UnknownWord, together
from hornbook.book.entries import chunks_of, lost_in
from hornbook.book.ledger import BATCH, REJECT, Batch, Pledge, Refusal, rejects_table, to_row
from hornbook.book.namesakes import held_records
from hornbook.book.replaced import export_key, withdraw_left_out
from hornbook.book.store import Store
from hornbook.book.write import Writer
from hornbook.book.writing import writing
from hornbook.errors import BookError, SourceError
from hornbook.formats.rows import digest, existing
from hornbook.kinds import Named, schema
from hornbook.sources.shared.namesakes import HeldRecords, namesakes_apart
from hornbook.sources.source import Entry, Loss, Promise, Reject, Row, Source, sources_by_name
from hornbook.terms import Day
from hornbook.text import message

_WORD = re.compile(r"[a-z0-9][a-z0-9.-]{0,60}")

Progress = Callable[[str, int], None]
"""Told the file and how many rows are done."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What an import did: the batches that it added, and those that the book had already."""

    added: tuple[Batch, ...]
    there: tuple[str, ...]
    unknown: tuple[UnknownWord, ...] = ()
    """Words that nothing knows, each once, the most frequent first."""


def no_progress(_: str, __: int) -> None:
    """No progress is shown."""


def take(
    book: Store,
    source: Source,
    paths: tuple[Path, ...],
    *,
    recorded: Day | None = None,
    progress: Progress = no_progress,
) -> Taken:
    """Import files of a source; SourceError and an unchanged book when any of them cannot be read."""
    book.require_writable()
    with writing(book.path):
        return _take(book, source, paths, recorded, progress)


def _take(book: Store, source: Source, paths: tuple[Path, ...], recorded: Day | None, progress: Progress) -> Taken:
    groups = source.groups(_once(existing(path) for path in paths))
    done: list[tuple[Batch, Writer]] = []
    there: list[str] = []
    held = held_records(book, source.about.name) if source.ids_are_names else None
    try:
        for group in groups:
            word = _word(source, group)
            files = tuple(sorted((path.name, digest(path)) for path in group))
            name = _batch_name(word, files)
            if book.has(name) or any(name == batch.batch for batch, _ in done):
                there.append(name)
                continue
            _alone(book, source, done)
            day = recording_day(source, group, recorded)
            done.append(_read(book, source, group, files, name, day, progress, held))
        adds = [action for _, writer in done for action in writer.adds()]
    except BaseException:
        _discard(done)
        raise
    # From here on no file is deleted unless the commit is known to have failed: an interrupt may come after it.
    if done and not _committed(book, adds, source, done):
        book.refresh()
        return _take(book, source, paths, recorded, progress)
    words = together(writer.unknown for _, writer in done)
    return Taken(tuple(batch for batch, _ in done), tuple(there), words)


def recording_day(source: Source, group: tuple[Path, ...], stated: Day | None) -> Day:
    """The day on which the maker knew what files say: as stated, or as they say; SourceError where nobody says it."""
    day = stated or source.recorded(group) or source.about.recorded
    if day is None:
        raise SourceError(
            message(
                "{file} does not say on which day it was recorded. Add --recorded YYYY-MM-DD: nothing that the file "
                "says counts as known before that day.",
                file=group[0].name,
            )
        )
    return day


def _once(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Each file once, though a command names it twice."""
    return tuple({path.resolve(): path for path in paths}.values())


def _committed(book: Store, adds: list[StoredFile], source: Source, done: list[tuple[Batch, Writer]]) -> bool:
    """Whether the files became part of the book; they are deleted where it is known that they did not."""
    try:
        added = book.commit(adds, _commit_keys(book, source, done))
    except BookError:
        _discard(done)
        raise
    if not added:
        _discard(done)
    return added


def _alone(book: Store, source: Source, done: list[tuple[Batch, Writer]]) -> None:
    """Two simulated regions number their companies alike, so a book holds one."""
    held = [b for b in book.batches if b.source == source.about.name] + [b for b, _ in done]
    if source.about.simulated and held:
        raise SourceError(
            message(
                "The book holds a simulated region already ({file}), and a second would number its companies "
                "alike. Put it into a book of its own: --book DIR.",
                file=held[0].file,
            )
        )


def _commit_keys(book: Store, source: Source, done: list[tuple[Batch, Writer]]) -> list[str]:
    """What no two commits may bring: a batch, the next export of a source, for simulated regions any batch at all.

    The next edition of a list whose ids are names is such an export: it must know who has which name.
    """
    sole = [writer for _, writer in done if writer.replaces or source.ids_are_names]
    exports = dict.fromkeys(export_key(book, writer.source) for writer in sole)
    alone = [f"one {source.about.name}"] if source.about.simulated else []
    return [*(batch.batch for batch, _ in done), *exports, *alone]


def _discard(done: list[tuple[Batch, Writer]]) -> None:
    for _, writer in done:
        writer.discard()


def _word(source: Source, group: tuple[Path, ...]) -> str:
    """The word under which the facts stand; files that carry their own may not take another source's."""
    word = source.word(group)
    if not _WORD.fullmatch(word):
        raise SourceError(
            message("'{word}' cannot name a source: use lower-case letters, digits, points and hyphens.", word=word)
        )
    if word in RESERVED or (word != source.about.name and word in sources_by_name()):
        raise SourceError(
            message("'{word}' is the name of another source; give these files a name of their own.", word=word)
        )
    return word


def _batch_name(source: str, files: tuple[tuple[str, str], ...]) -> str:
    words = "\n".join([source, *sorted(sha for _, sha in files)])
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def _read(
    book: Store,
    source: Source,
    group: tuple[Path, ...],
    files: tuple[tuple[str, str], ...],
    name: str,
    recorded: Day,
    progress: Progress,
    held: HeldRecords | None,
) -> tuple[Batch, Writer]:
    word, title = _word(source, group), " + ".join(n for n, _ in files)
    writer = Writer(book.path, writer=f"{name}-{uuid4().hex[:8]}", source=word, recorded=recorded, engine=book.engine)
    refused: list[Refusal] = []
    promises = source.promises_in(group, recorded)
    try:
        rows = 0
        entries = _entries(book, source, group, recorded, held)
        for chunk in chunks_of(entries, refused, Loss(None, tuple(kind for each in promises for kind in each.kinds))):
            if chunk.table.num_rows:
                writer.take(chunk)
            rows += chunk.rows
            progress(title, rows)
        refused += writer.fallen()
        if source.replaces(group):
            writer.replaces = True
            withdrawn = withdraw_left_out(book, writer, title, lost_in(refused))
            refused += [Refusal(title, note, False) for note in withdrawn]
        whole = sum(each.whole for each in refused)
        batch = Batch(
            batch=name,
            source=word,
            file=title,
            sha256=_digest_of(files),
            recorded=recorded,
            rows=rows,
            facts=writer.facts.total(),
            rejects=whole,
            notes=len(refused) - whole,
            simulated=source.about.simulated,
            files=files,
            kinds=dict(sorted(writer.facts.items())),
            promises=tuple(_pledges(name, word, promises, recorded)),
        )
        writer.add(BATCH, to_row(batch))
        _add_refused(writer, name, refused)
    except BaseException:
        writer.discard()
        raise
    return batch, writer


def _entries(
    book: Store, source: Source, group: tuple[Path, ...], recorded: Day, held: HeldRecords | None
) -> Iterator[Entry]:
    """What files say, as far as it speaks of records that it may speak of, each namesake under its own subject."""
    entries = source.read(group, recorded)
    if source.needs_records(group):
        entries = _of_records(entries, _records(book))
    return entries if held is None else namesakes_apart(entries, held, recorded)


def _digest_of(files: tuple[tuple[str, str], ...]) -> str:
    """The digest of a file, or of the digests of several."""
    shas = sorted(sha for _, sha in files)
    return shas[0] if len(shas) == 1 else hashlib.sha256("\n".join(shas).encode()).hexdigest()


def _add_refused(writer: Writer, batch: str, refused: list[Refusal]) -> None:
    if refused:
        writer.add(REJECT, rejects_table(batch, refused))


def _records(book: Store) -> frozenset[str]:
    """The subject of every record that the book has."""
    named = book.scan(book.of(Named.__name__), schema(Named)).select("subject").distinct()
    return frozenset(book.engine.arrow(named)["subject"].to_pylist())


def _of_records(entries: Iterator[Entry], records: frozenset[str]) -> Iterator[Entry]:
    """Entries of which those that speak of no record of the book are refused."""
    for entry in entries:
        facts = entry.facts if isinstance(entry, Row) else ()
        strange = next((fact.subject for fact in facts if fact.subject not in records), None)
        if strange is not None and isinstance(entry, Row):
            kinds = tuple(dict.fromkeys((*(type(fact) for fact in facts), *entry.lost.kinds)))
            why = message("no record '{subject}' is in the book", subject=strange[:60])
            yield Reject(entry.place, why, Loss(strange, kinds))
        else:
            yield entry


def _pledges(batch: str, source: str, promises: tuple[Promise, ...], recorded: Day) -> Iterator[Pledge]:
    for promise in promises:
        for kind in promise.kinds:
            yield Pledge(
                source=source,
                kind=kind.__name__,
                since=promise.since,
                until=promise.until or recorded,
                known=promise.since if promise.live else recorded,
                edition=promise.edition,
                batch=batch,
                recorded=recorded,
            )
