"""Proposals of the linkage kept as facts, and those that are left for a person to review."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from math import log2
from pathlib import Path
from typing import Any

import pyarrow.compute as pc

from hornbook import derived
from hornbook.book.append import LINK as SOURCE
from hornbook.book.append import append_facts
from hornbook.book.by_hand import PEOPLE
from hornbook.book.identity import PairStatement, held, pair_statements
from hornbook.book.law import latest_statements
from hornbook.book.store import Store
from hornbook.book.view import View
from hornbook.errors import BookError, QuestionError
from hornbook.kinds import Named, SameAs
from hornbook.link import LINK, EvidenceBar, Proposals, load_model, propose, standing
from hornbook.link.blocks import LeftOut
from hornbook.link.decide import SourceRecord, records_of
from hornbook.link.propose import compared
from hornbook.terms import EARLIEST, Day, Grade
from hornbook.text import Text, message

REVIEW = 0.05
"""From this probability on a pair that is no link is worth a look."""

_HELD = 1e-6
_SEEN = 0.5  # bits


@dataclass(frozen=True, slots=True)
class _Linked:
    """What a run of the linkage did to the book."""

    records: int
    compared: int
    """Records that were compared with all others: all of them, or those that had not been seen."""
    linked: int
    """Pairs that it holds to be one company now, of those compared."""
    added: int
    changed: int
    """Pairs that it held already, with another probability."""
    withdrawn: int
    """Pairs that it held and no longer does; only a run over all records can say so."""
    left_out: tuple[LeftOut, ...]
    """Blocks of records that were too large to compare."""


def link_records(book: Store, view: View, *, new: bool = False, least: float = LINK) -> _Linked:
    """Compare records as they were known on the view's day, and keep each pair of at least that probability as a fact.

    The facts are known from the view's day of knowledge on. `new`: only records that the last run over all of them had
    not seen, each with all others; what that run kept beside the book spares it reading those again.
    """
    _probability(least)
    found, compared_ = _new(view, least) if new else _all(view, least)
    facts, counts = _facts(book, view, found, least, everything=not new)
    if facts:
        append_facts(book, facts, source=SOURCE, day=view.known, title=f"linkage as of {view.day}, from {least:g}")
    return _Linked(found.records, compared_, **counts, left_out=found.left_out)


def _probability(least: float) -> None:
    if not 0 < least <= 1:
        raise QuestionError(message("{least:g} is no probability. Say for example 0.9.", least=least))


_KEPT = ("link", "records")
"""The room and the name of what is kept of a run over all records."""


def _all(view: View, least: float) -> tuple[Proposals, int]:
    """All records with each other; what was made ready for it is kept for the records of later days."""
    kept = standing(view)
    if place := derived.derived_path(view.book, *_KEPT):
        derived.write_derived([place], lambda parts: kept.save(parts[place]), anew=True)
        derived.delete_derived([each.path for each in derived.earlier(view.book, *_KEPT) if each.path != place])
    rows = kept.ready.rows
    return compared(view.engine, kept.ready, rows.select(["id"]), least=least), len(rows)


def _new(view: View, least: float) -> tuple[Proposals, int]:
    """Records that the last run over all had not seen, with those and with each other."""
    kept = load_model(_last_run(view.book))
    named = view.engine.arrow(latest_statements(view.book, Named, view.known).select("subject").distinct())["subject"]
    unseen = named.filter(pc.invert(pc.is_in(named, kept.ready.rows["record"])))
    return propose(view, among=unseen.to_pylist(), beside=kept, least=least), len(unseen)


def _last_run(book: Store) -> Path:
    """What the last run over all records kept, of this book and no other that stood in its place."""
    for each in derived.earlier(book, *_KEPT):
        with suppress(BookError):
            if each.of(book.digest_at(each.version)):
                return each.path
    raise QuestionError(message("No run over all records has been kept beside this book. Run `hornbook link` once."))


def _facts(
    book: Store, view: View, found: Proposals, least: float, *, everything: bool
) -> tuple[list[SameAs], dict[str, int]]:
    """What is new: pairs that join, pairs with another probability, pairs that are given up."""
    before = {word.pair: word for word in pair_statements(book) if word.source == SOURCE and _stands(word, view.known)}
    now = {
        (row["record"], row["other"]): row["probability"]
        for row in found.pairs.to_pylist()
        if row["linked"] and row["probability"] >= least
    }
    same = [p for p, share in now.items() if p in before and abs(before[p].probability - share) < _HELD]
    gone = [pair for pair in before if pair not in now] if everything else []
    facts = [_fact(pair, share, least) for pair, share in now.items() if pair not in set(same)]
    facts += [_fact(pair, before[pair].probability, least, withdrawn=True) for pair in gone]
    added = sum(pair not in before for pair in now)
    counts = {"linked": len(now), "added": added, "changed": len(now) - added - len(same), "withdrawn": len(gone)}
    return sorted(facts, key=lambda fact: (fact.subject, fact.other)), counts


def _stands(word: PairStatement, known: Day) -> bool:
    return word.known <= known < word.until


def _fact(pair: tuple[str, str], probability: float, least: float, *, withdrawn: bool = False) -> SameAs:
    return SameAs(
        subject=pair[0],
        other=pair[1],
        key=pair[1],
        valid=EARLIEST,
        probability=round(probability, 9),
        grade=Grade.DERIVED,
        place=f"linkage, from {least:g}",
        withdrawn=withdrawn,
    )


@dataclass(frozen=True, slots=True)
class Doubt:
    """A pair that nobody has decided, with what speaks for and against."""

    one: SourceRecord
    other: SourceRecord
    probability: float
    linked: bool
    reasons: tuple[EvidenceBar, ...]


def review(view: View, *, least: float = LINK, floor: float = REVIEW, sure: float = 0.999) -> list[Doubt]:
    """Pairs in doubt, most doubtful first: above the floor and not yet sure, and not decided by a person."""
    _probability(least)
    found = propose(view, least=least)
    decided = {pair for pair, word in held(pair_statements(view.book), view.known).items() if word.source == PEOPLE}
    rows = [
        row
        for row in found.pairs.to_pylist()
        if floor <= row["probability"] < sure and (row["record"], row["other"]) not in decided
    ]
    named = records_of(view, (row[side] for row in rows for side in ("record", "other")))
    return [_doubt(row, found, named) for row in sorted(rows, key=_doubtful)]


def _doubtful(row: dict[str, Any]) -> tuple[float, str, str]:
    return abs(row["probability"] - 0.5), row["record"], row["other"]


def _doubt(row: dict[str, Any], found: Proposals, named: dict[str, SourceRecord]) -> Doubt:
    one, other = named[row["record"]], named[row["other"]]
    reasons = found.why(one.subject, other.subject)
    return Doubt(one, other, row["probability"], row["linked"], (*reasons, *_rivals(reasons, row["probability"])))


def _rivals(reasons: Iterable[EvidenceBar], probability: float) -> list[EvidenceBar]:
    """What other records take from a pair's own evidence: only one record of a source can be the one."""
    share = log2(probability / (1 - probability)) - sum(reason.bits for reason in reasons)
    if share > -_SEEN:
        return []
    says = Text("Rivals", "竞争记录")
    return [EvidenceBar(says, Text("another record fits as well or better", "另有记录同样或更为吻合"), share)]


def weightiest_reasons(reasons: Iterable[EvidenceBar]) -> list[EvidenceBar]:
    """Reasons, the weightiest first; what adds nothing is left out."""
    return sorted((reason for reason in reasons if reason.bits), key=lambda reason: -abs(reason.bits))
