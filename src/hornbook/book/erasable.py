"""What an erasure would take: every file of every version is read, and all is counted before anything is done."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from hornbook.book.checks import Checks
from hornbook.book.content import row_digests
from hornbook.book.ledger import BATCH, REJECT
from hornbook.book.parted import Ledger, Parted, StandingFile, part_rows, standing_files, tables_of
from hornbook.book.rule_texts import rule_texts_naming
from hornbook.book.store import Store
from hornbook.book.target import TEXTS, Target, folded
from hornbook.engine.trouble import batch_of
from hornbook.kinds import KINDS, Named, SameAs


class AlteredFact(NamedTuple):
    """A fact of another record that names what is to be erased."""

    kind: str
    subject: str
    place: str


@dataclass
class Erasable:
    """What was found; each fact is counted once, though several files may hold it."""

    ledger: Ledger = field(default_factory=Ledger)
    files: dict[str, StandingFile] = field(default_factory=dict)
    """The files that are to be rewritten, by path."""
    kinds: Counter[str] = field(default_factory=Counter)
    altered: list[AlteredFact] = field(default_factory=list)
    notes: int = 0
    titles: int = 0
    texts: int = 0
    """Facts of others that hold a word within a text, where texts are not to be changed."""
    linked: set[str] = field(default_factory=set)
    """Other records that pairs with those that go name."""
    rule_texts: list[Path] = field(default_factory=list)
    """Kept texts of rules that quote a word."""
    digests: list[bytes] = field(default_factory=list)
    places: set[tuple[str, str]] = field(default_factory=set)
    """The batch and the place of each fact that goes."""

    @property
    def since(self) -> int:
        """The first version that holds any of it; -1 where only texts of rules do."""
        return min((each.since for each in self.files.values()), default=-1)


def find_erasable(book: Store, target: Target) -> Erasable:
    """Find all that a target takes; BookError where a file is not as it was written."""
    found = Erasable()
    files = standing_files(book.path)
    Checks(book.path).check([each.file for each in files])
    facts = [each for each in files if each.file.kind in KINDS]
    for each in facts:
        for rows in tables_of(book.path, each.file):
            _count(each, part_rows(target, each, rows, found.ledger), target, found)
    of_source = frozenset(batch.batch for batch in book.batches if batch.source == target.source)
    found.ledger = Ledger(frozenset(found.places) - _shared_places(book.path, facts, target, found), of_source)
    for each in files:
        if each.file.kind not in KINDS:
            for rows in tables_of(book.path, each.file):
                _count(each, part_rows(target, each, rows, found.ledger), target, found)
    found.rule_texts, mentioned = rule_texts_naming(book.path, target)
    found.texts += mentioned
    return found


def _count(each: StandingFile, parted: Parted, target: Target, found: Erasable) -> None:
    kind = each.file.kind
    if kind in KINDS and each.original and not target.texts:
        texts = (parted.stays[name] for name in TEXTS if name in parted.stays.column_names)
        found.texts += len({n for text in texts for n in target.mentioned(text)})
    if not parted.touched:
        return
    found.files[each.file.path] = each
    if not each.original:
        return
    found.digests += row_digests(kind, parted.gone) + row_digests(kind, parted.changed)
    if kind == BATCH:
        found.titles += parted.changed.num_rows
    elif kind == REJECT:
        found.notes += parted.gone.num_rows + parted.changed.num_rows
    else:
        _count_facts(each, parted, target, found)


def _count_facts(each: StandingFile, parted: Parted, target: Target, found: Erasable) -> None:
    kind, batch = each.file.kind, batch_of(Path(each.file.path))
    if parted.gone.num_rows:
        found.kinds[kind] += parted.gone.num_rows
    found.places |= {(batch, place) for place in parted.gone["place"].to_pylist()}
    for row in parted.changed.select(["subject", "place"]).to_pylist():
        found.altered.append(AlteredFact(kind, row["subject"], row["place"]))
    if kind == SameAs.__name__:
        pairs = parted.gone.select(["subject", "other"]).to_pylist()
        found.linked |= {record for pair in pairs for record in pair.values()} - target.subjects


def _shared_places(book: Path, facts: list[StandingFile], target: Target, found: Erasable) -> set[tuple[str, str]]:
    """Of the places of what goes those at which facts of the batch stand that stay."""
    batches = {batch for batch, _ in found.places}
    places = pa.array(sorted({place for _, place in found.places}), pa.string())
    shared: set[tuple[str, str]] = set()
    for each in facts:
        batch = batch_of(Path(each.file.path))
        if each.original and batch in batches:
            for rows in tables_of(book, each.file):
                near = rows.filter(pc.is_in(rows["place"], places))
                stay = near.filter(pc.invert(target.gone(each.file.kind, each.source, near)))
                shared |= {(batch, place) for place in stay["place"].to_pylist()}
    return shared


# ---- records and their names

_LONG = 5
"""Letters of an id that tells whose it is, as a permalink does."""


def records_named(book: Store, words: Iterable[str]) -> dict[str, set[str]]:
    """By each word the records of that subject, or else of that name, in any version; none where there is none."""
    asked = list(words)
    found: dict[str, set[str]] = {word: set() for word in asked}
    subjects = pa.array(asked, pa.string())
    names = folded(subjects)
    by_name: dict[str, set[str]] = {word: set() for word in asked}
    for each in standing_files(book.path):
        if each.file.kind == REJECT:  # a record of which every row was refused stands nowhere else
            for rows in tables_of(book.path, each.file):
                if "subject" in rows.column_names:
                    for subject in pc.unique(rows["subject"].filter(pc.is_in(rows["subject"], subjects))).to_pylist():
                        found[subject].add(subject)
            continue
        if each.file.kind not in KINDS or not each.original:
            continue
        columns = ["subject", "name"] if each.file.kind == Named.__name__ else ["subject"]
        for rows in tables_of(book.path, each.file, columns):
            for subject in pc.unique(rows["subject"].filter(pc.is_in(rows["subject"], subjects))).to_pylist():
                found[subject].add(subject)
            if each.file.kind == Named.__name__:
                at = pc.index_in(folded(rows["name"]), names)
                for n, subject in zip(at.to_pylist(), rows["subject"].to_pylist(), strict=True):
                    if n is not None:
                        by_name[asked[n]].add(subject)
    return {word: found[word] or by_name[word] for word in asked}


def records_of_source(book: Store, source: str) -> frozenset[str]:
    """Records that a source names and nobody else does."""
    mine: set[str] = set()
    others: set[str] = set()
    for each in standing_files(book.path):
        if each.file.kind == Named.__name__ and each.original:
            for rows in tables_of(book.path, each.file, ["subject", "name"]):
                (mine if each.source == source else others).update(pc.unique(rows["subject"]).to_pylist())
    return frozenset(mine - others)


def own_names(book: Store, subjects: frozenset[str]) -> dict[str, str]:
    """Every name that these records ever had and no other record has, with the record; their own ids among them."""
    named = [each for each in standing_files(book.path) if each.file.kind == Named.__name__ and each.original]
    among = pa.array(sorted(subjects), pa.string())
    own = {subject.partition(":")[2]: subject for subject in subjects}
    found = {word: subject for word, subject in own.items() if len(word) >= _LONG and not word.isdigit()}
    for each in named:
        for rows in tables_of(book.path, each.file, ["subject", "name"]):
            mine = rows.filter(pc.and_(pc.is_in(rows["subject"], among), pc.is_valid(rows["name"])))
            found |= zip(mine["name"].to_pylist(), mine["subject"].to_pylist(), strict=True)
    names = folded(pa.array(list(found), pa.string()))
    shared: set[str] = set()
    for each in named:
        for rows in tables_of(book.path, each.file, ["subject", "name"]):
            others = rows.filter(pc.and_not(pc.is_in(folded(rows["name"]), names), pc.is_in(rows["subject"], among)))
            shared |= set(folded(others["name"]).to_pylist())
    keys = dict(zip(found, names.to_pylist(), strict=True))
    return {name: subject for name, subject in found.items() if keys[name] not in shared}
