"""Which records are one company: pairs with their probability and their reasons, and the companies that they make.

`propose(view)` compares all records of the book. `propose(view, among=…)` compares only some, such as the day's new
ones, with each other and with all others; a `Standing` kept earlier spares it reading the others again. Two runs give
the same answer. Nothing is written: a proposal becomes a fact when a person or a rule accepts it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from hornbook.book.view import View
from hornbook.engine import Engine
from hornbook.engine.statements import weighed as statements
from hornbook.errors import QuestionError
from hornbook.link.blocks import LeftOut, candidate_pairs
from hornbook.link.choose import ScoredPair, chosen_groups, rival_probabilities
from hornbook.link.evidence import COMPARISONS
from hornbook.link.model import bits, prior
from hornbook.link.prepare import Ready, prepare
from hornbook.link.records import records
from hornbook.link.score import scored
from hornbook.link.standing import Standing
from hornbook.text import Text, message

LINK = 0.85
"""From this probability on a pair is a link unless said otherwise."""

_LEAST = -30.0  # bits; weaker pairs are not even kept as evidence against a link
_SHOWN = 0.01  # probability from which on a pair is told, whether it is a link or not


class EvidenceBar(NamedTuple):
    """One bar of a pair's waterfall: what was compared, what was found, and the bits that it adds."""

    what: Text
    found: Text
    bits: float


@dataclass(frozen=True, slots=True)
class Proposals:
    """What was found among so many `records`.

    `pairs`: record, other (subjects), probability, weight in bits, a column of bits for each comparison, and `linked`:
    whether the two are put into one company. `companies`: record, company (the first of its records by name) of each
    record that is linked. `left_out`: blocks that were too large to compare.
    """

    pairs: pa.Table
    companies: pa.Table
    records: int
    left_out: tuple[LeftOut, ...]

    def why(self, record: str, other: str) -> list[EvidenceBar]:
        """A pair's waterfall, the prior first, adding up to its weight; QuestionError when it is not among them."""
        first, second = sorted((record, other))
        wanted = pc.and_(pc.equal(self.pairs["record"], first), pc.equal(self.pairs["other"], second))
        found = self.pairs.filter(wanted).to_pylist()
        if not found:
            raise QuestionError(
                message(
                    "{record} and {other} are not among the proposals: nothing speaks for their being one.",
                    record=record,
                    other=other,
                )
            )
        start = EvidenceBar(
            Text("Two records at random", "任意两条记录"), Text("before any evidence", "尚无证据"), prior(self.records)
        )
        return [start, *_reasons(found[0], self.records)]


def _reasons(row: dict[str, float], records: int) -> list[EvidenceBar]:
    told = []
    for comparison in COMPARISONS:
        value = row[comparison.name]
        levels = [level for level in comparison.levels if level.bits is not None]
        nearest = min(levels, key=lambda level: abs(bits(level, records) - value))
        if value:
            told.append(EvidenceBar(comparison.says, nearest.says, value))
    return told


def standing(view: View) -> Standing:
    """All records of a view made ready, to be kept for later days."""
    return Standing(prepare(view.engine, records(view)), view.day, view.known, view.book.version)


def propose(
    view: View, *, among: Iterable[str] | None = None, beside: Standing | None = None, least: float = LINK
) -> Proposals:
    """Pairs and companies among all records, or those of which a record of `among` (subjects) is one.

    `beside`: what was kept on an earlier day, in the place of the other records as they are now; QuestionError when it
    knows more than the view may. `least`: the probability from which on a pair is a link.
    """
    if among is None:
        made = prepare(view.engine, records(view))
        return compared(view.engine, made, made.rows.select(["id"]), least=least)
    wanted = pa.array(sorted(set(among)), pa.string())
    if beside is None:
        made = prepare(view.engine, records(view))
    else:
        beside.check(view)
        kept = beside.without(wanted)
        new = prepare(view.engine, records(view, among=wanted), beside=kept)
        made = Ready(pa.concat_tables([kept.rows, new.rows]), new.counts, pa.concat_tables([kept.blocks, new.blocks]))
    fresh = made.rows.filter(pc.is_in(made.rows["record"], wanted)).select(["id"])
    return compared(view.engine, made, fresh, least=least)


def compared(engine: Engine, made: Ready, fresh: pa.Table, *, least: float = LINK) -> Proposals:
    """The proposals among records made ready, for pairs of which one at least is `fresh` (a column `id`)."""
    blocked = candidate_pairs(engine, made.rows, made.blocks, fresh)
    total = made.rows.num_rows
    met = pa.chunked_array([*blocked.pairs["l"].chunks, *blocked.pairs["r"].chunks], pa.int64())
    rows = made.rows.filter(pc.is_in(made.rows["id"], met)) if fresh.num_rows < total else made.rows
    weighed = rival_probabilities(engine, scored(engine, rows, blocked.pairs, among=total, least=_LEAST), rows)
    groups = _grouped(weighed, rows, prior(total), least)
    names = [comparison.name for comparison in COMPARISONS]
    return Proposals(
        statements.proposals(engine, weighed, rows, groups, evidence=names, least=_SHOWN),
        statements.linked_companies(engine, rows, groups),
        total,
        blocked.left_out,
    )


def _grouped(weighed: pa.Table, rows: pa.Table, start: float, least: float) -> pa.Table:
    """The group of each linked record: id, top."""
    links = weighed.filter(pc.greater_equal(weighed["probability"], least))
    linked = pc.unique(pa.chunked_array([*links["l"].chunks, *links["r"].chunks], pa.int64()))
    rows = rows.filter(pc.is_in(rows["id"], linked))
    weighed = weighed.filter(pc.and_(pc.is_in(weighed["l"], linked), pc.is_in(weighed["r"], linked)))
    source = dict(zip(rows["id"].to_pylist(), rows["source"].to_pylist(), strict=True))
    columns = [weighed[name].to_pylist() for name in ("l", "r", "weight", "mw_name", "probability")]
    known = (ScoredPair(a, b, w, w - name - start, p) for a, b, w, name, p in zip(*columns, strict=True))
    groups = chosen_groups(known, source, least)
    return pa.table({"id": pa.array(groups.keys(), pa.int64()), "top": pa.array(groups.values(), pa.int64())})
