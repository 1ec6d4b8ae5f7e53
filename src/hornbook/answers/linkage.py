"""A run of the linkage: which records it linked as one company, and the pairs that are left in doubt."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hornbook.answers.answer import Answer, asked_of, head
from hornbook.answers.links import SIDES, PairRecord, pair_cells, pair_record, record_name
from hornbook.answers.wording.counts import counted_groups, counted_pairs
from hornbook.book.book import Book
from hornbook.book.view import View
from hornbook.render.sheet import Block, Column, EmptyLine, Hint, Kind, Line, More, Row, Sheet, Table
from hornbook.text import Message, Share, Text, Value, listing, message, message_plural

if TYPE_CHECKING:
    from hornbook.link import run

SHOWN_DOUBTS = 20
"""How many pairs are shown on a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOutRecords:
    """Groups of records that share something and were too large to compare."""

    rule: str
    rule_name: Text
    blocks: int
    entries: int
    largest: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PairReason:
    """What speaks for a pair, in bits above nought, or against it."""

    evidence: Text
    finding: Text
    bits: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PairInDoubt:
    """A pair that nobody has decided, with what speaks for and against."""

    one: PairRecord
    other: PairRecord
    probability: float
    linked: bool
    reasons: tuple[PairReason, ...]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class LinkAnswer(Answer):
    """What a run of the linkage did: linked = added + changed + those that stay as they were."""

    records: int
    compared: int
    linked: int
    added: int
    changed: int
    withdrawn: int
    left_out: tuple[LeftOutRecords, ...]

    def sheet(self) -> Sheet:
        """The page: the counts, and what was left out."""
        return link_sheet(self)

    def tables(self) -> tuple[Table, ...]:
        """One row with the counts; and one row a group that was left out."""
        row = {column.key: getattr(self, column.key) for column in RUN_COLUMNS}
        left = tuple({column.key: getattr(each, column.key) for column in LEFT_COLUMNS} for each in self.left_out)
        return Table("link", RUN_COLUMNS, (row,)), Table("left_out", LEFT_COLUMNS, left)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class DoubtsAnswer(Answer):
    """Pairs in doubt, the most doubtful first."""

    doubts: tuple[PairInDoubt, ...]

    def sheet(self) -> Sheet:
        """The page: each pair with what speaks for and against."""
        return doubts_sheet(self)

    def tables(self) -> tuple[Table, ...]:
        """One row a pair."""
        return (Table("doubts", DOUBT_COLUMNS, tuple(_doubt_rows(self.doubts))),)


def run_linkage(book: Book, view: View, *, new: bool, least: float) -> LinkAnswer:
    """Compare records and keep the pairs that are linked."""
    from hornbook.link.blocks import RULES
    from hornbook.link.run import link_records

    done = link_records(book, view, new=new, least=least)
    left_out = tuple(
        LeftOutRecords(
            rule=each.rule,
            rule_name=RULES[each.rule][0],
            blocks=each.blocks,
            entries=each.entries,
            largest=each.largest,
        )
        for each in done.left_out
    )
    counts = {name: getattr(done, name) for name in ("records", "compared", "linked", "added", "changed", "withdrawn")}
    return LinkAnswer(asked=asked_of(view), left_out=left_out, **counts)


def ask_doubts(view: View, *, least: float) -> DoubtsAnswer:
    """Pairs in doubt, most doubtful first; nothing is kept."""
    from hornbook.link.run import review

    return DoubtsAnswer(asked=asked_of(view), doubts=tuple(map(_doubt, review(view, least=least))))


def _doubt(doubt: "run.Doubt") -> PairInDoubt:
    from hornbook.link.run import weightiest_reasons

    reasons = tuple(
        PairReason(evidence=reason.what, finding=reason.found, bits=round(reason.bits, 4))
        for reason in weightiest_reasons(doubt.reasons)
    )
    return PairInDoubt(
        one=pair_record(doubt.one),
        other=pair_record(doubt.other),
        probability=round(doubt.probability, 4),
        linked=doubt.linked,
        reasons=reasons,
    )


# ---- pages


def link_sheet(answer: LinkAnswer) -> Sheet:
    """The page: the counts, and what was left out."""
    blocks: list[Block] = [*head(answer.asked)]
    blocks.append(
        Line(
            message(
                "Records compared: {compared:,} of {records:,}. {linked} linked: {added:,} new, {changed:,} changed,"
                " {withdrawn:,} withdrawn.",
                compared=answer.compared,
                records=answer.records,
                linked=counted_pairs(answer.linked),
                added=answer.added,
                changed=answer.changed,
                withdrawn=answer.withdrawn,
            )
        )
    )
    blocks += [Line(_left_out(each), 2) for each in answer.left_out]
    blocks.append(
        Hint(
            message(
                "`hornbook links` lists them, `hornbook link --review` those in doubt; decide with `hornbook same` and"
                " `hornbook apart`."
            )
        )
    )
    return Sheet(message("Linkage"), tuple(blocks))


def _left_out(each: LeftOutRecords) -> Message:
    return message(
        "Not compared, too large: {blocks} with {rule} (up to {largest:,} records); other evidence may still have"
        " brought their records together.",
        blocks=counted_groups(each.blocks),
        rule=each.rule_name,
        largest=each.largest,
    )


def doubts_sheet(answer: DoubtsAnswer) -> Sheet:
    """The page: each pair with what speaks for and against."""
    title: Message = message_plural("{n:,} pair in doubt", "{n:,} pairs in doubt", len(answer.doubts))
    blocks: list[Block] = [*head(answer.asked), Line(title, strong=True)]
    if answer.doubts:
        blocks.append(Line(message("The most doubtful come first. Weights are in bits and add up.")))
    for doubt in answer.doubts[:SHOWN_DOUBTS]:
        blocks += [EmptyLine(), Line(_doubt_title(doubt), strong=True)]
        blocks += [Line(_reason(reason), 2, lead=f"{reason.bits:+6.1f}  ") for reason in doubt.reasons]
    if (hidden := len(answer.doubts) - SHOWN_DOUBTS) > 0:
        blocks += [EmptyLine(), More(hidden)]
    return Sheet(title, tuple(blocks))


def _reason(reason: PairReason) -> Message:
    return message("{evidence}: {finding}", evidence=reason.evidence, finding=reason.finding)


def _doubt_title(doubt: PairInDoubt) -> Message:
    fields: dict[str, Value] = {
        "one": record_name(doubt.one),
        "other": record_name(doubt.other),
        "probability": Share(doubt.probability, 0),
    }
    if doubt.linked:
        return message("{one} and {other}: {probability}, linked", **fields)
    return message("{one} and {other}: {probability}, not linked", **fields)


# ---- files

DOUBT_COLUMNS = (
    *SIDES,
    Column("linked", message("linked"), Kind.YES),
    Column("weights", message("what speaks for and against, in bits"), pair=True),
)
RUN_COLUMNS = (
    Column("records", message("records"), Kind.COUNT),
    Column("compared", message("compared"), Kind.COUNT),
    Column("linked", message("pairs linked"), Kind.COUNT),
    Column("added", message("new pairs"), Kind.COUNT),
    Column("changed", message("changed pairs"), Kind.COUNT),
    Column("withdrawn", message("withdrawn pairs"), Kind.COUNT),
)
LEFT_COLUMNS = (
    Column("rule", message("what they share"), Kind.CODE),
    Column("rule_name", message("what they share, in words"), pair=True),
    Column("blocks", message("groups"), Kind.COUNT),
    Column("entries", message("records"), Kind.COUNT),
    Column("largest", message("largest group"), Kind.COUNT),
)


def _doubt_rows(doubts: Iterable[PairInDoubt]) -> Iterator[Row]:
    for doubt in doubts:
        weights = listing(
            (message("{bits:+.1f} {reason}", bits=reason.bits, reason=_reason(reason)) for reason in doubt.reasons), ";"
        )
        yield pair_cells(doubt.one, doubt.other) | {
            "probability": doubt.probability,
            "linked": doubt.linked,
            "weights": weights,
        }
