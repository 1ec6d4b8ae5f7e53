"""Pairs of records that are linked as one company, and a person's decision on two records."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hornbook.answers.answer import Answer, asked_of, head, simulated_label
from hornbook.book.book import Book
from hornbook.book.view import View
from hornbook.link import decide as pairs
from hornbook.render.sheet import Column, Kind, Line, Row, Sheet, Table
from hornbook.terms import Day
from hornbook.text import Message, Phrase, listing, message, message_plural

if TYPE_CHECKING:
    pass

SHOWN = 40
"""How many pairs are shown on a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PairRecord:
    """A company as one source knows it: its subject here, and the id that the source itself writes."""

    subject: str
    source: str
    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkedPair:
    """Two records that are linked as one company."""

    one: PairRecord
    other: PairRecord
    company: str
    probability: float | None
    known: Day
    """Since when the two have been linked, without a break."""
    by: str
    """The source of the statement, or 'through others'."""
    because: str | None


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class LinksAnswer(Answer):
    """Every pair of records that is linked as one company."""

    links: tuple[LinkedPair, ...]

    def sheet(self) -> Sheet:
        """The page: one row a pair."""
        title: Message = message_plural(
            "{n:,} linked pair of records", "{n:,} linked pairs of records", len(self.links)
        )
        tables = self.tables() if self.links else ()
        return Sheet(title, (*head(self.asked), Line(title, strong=True), *tables))

    def tables(self) -> tuple[Table, ...]:
        """One row a pair."""
        return (Table("links", LINK_COLUMNS, tuple(_link_rows(self.links)), shown=SHOWN),)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class PairDecisionAnswer(Answer):
    """A person's decision on two records, and what became of it."""

    one: PairRecord
    other: PairRecord
    same: bool
    together: bool
    """Whether the two are one company now; not so where another decision holds records of theirs apart."""
    company: str
    records: tuple[str, ...]
    """All records of the first one's company."""

    def sheet(self) -> Sheet:
        """The page: what was recorded, and which records the company has."""
        records = message("Records of {company}: {records}", company=self.company, records=listing(self.records))
        return Sheet(
            message("Decision on two records"), (*simulated_label(self.asked), Line(_decision(self)), Line(records, 2))
        )

    def tables(self) -> tuple[Table, ...]:
        """One row."""
        row = {
            "one": self.one.subject,
            "other": self.other.subject,
            **{name: getattr(self, name) for name in ("same", "together", "company", "records")},
        }
        return (Table("decision", DECISION_COLUMNS, (row,)),)


def ask_links(view: View, company: str | None = None) -> LinksAnswer:
    """Every pair of records that is linked, as known on the view's day; with a company those of its records."""
    subject = None if company is None else view.company(company)
    return LinksAnswer(
        asked=asked_of(view),
        links=tuple(
            LinkedPair(
                one=pair_record(each.one),
                other=pair_record(each.other),
                **{name: getattr(each, name) for name in ("company", "probability", "known", "by", "because")},
            )
            for each in pairs.linked_pairs(view)
            if subject is None or each.company == subject
        ),
    )


def record_decision(
    book: Book, view: View, pair: tuple[str, str], *, same: bool, because: str, by: str | None
) -> PairDecisionAnswer:
    """Record a person's decision that two records are one company, or are not."""
    made = pairs.decide_pair(book, view, pair, same=same, because=because, by=by)
    return PairDecisionAnswer(
        asked=asked_of(view),
        one=pair_record(made.one),
        other=pair_record(made.other),
        same=made.same,
        together=made.together,
        company=made.company,
        records=made.records,
    )


def pair_record(record: pairs.SourceRecord) -> PairRecord:
    """A record as answers hold it."""
    return PairRecord(subject=record.subject, source=record.source, id=record.id, name=record.name)


# ---- pages


def record_name(record: PairRecord) -> Phrase:
    """A record by its name and subject."""
    return message("{name} ({subject})", name=record.name, subject=record.subject)


def _decision(answer: PairDecisionAnswer) -> Message:
    one, other = record_name(answer.one), record_name(answer.other)
    if answer.together and not answer.same:
        return message(
            "Recorded, but not parted: {one} and {other} are still one company on {known}, because better evidence or a"
            " later decision says that they are one. `hornbook links --json` lists the linked pairs and who says so.",
            one=one,
            other=other,
            known=answer.asked.known,
        )
    if answer.together:
        return message("{one} and {other} are one company now.", one=one, other=other)
    if answer.same:
        return message(
            "Recorded. {one} and {other} remain separate, because an earlier decision says that two of their records"
            " are different companies. `hornbook links --json` lists the linked pairs.",
            one=one,
            other=other,
        )
    return message("{one} and {other} are two companies now.", one=one, other=other)


# ---- files

SIDES = (
    Column("source_a", message("source"), Kind.CODE),
    Column("id_a", message("its id"), Kind.CODE),
    Column("name_a", message("name")),
    Column("source_b", message("source"), Kind.CODE),
    Column("id_b", message("its id"), Kind.CODE),
    Column("name_b", message("name")),
    Column("probability", message("probability"), Kind.SHARE),
)
LINK_COLUMNS = (
    *SIDES,
    Column("known", message("known"), Kind.DAY),
    Column("company", message("company"), Kind.CODE, page=False),
    Column("by", message("according to"), Kind.CODE, page=False),
    Column("because", message("because"), page=False),
)
DECISION_COLUMNS = (
    Column("one", message("record"), Kind.CODE),
    Column("other", message("other record"), Kind.CODE),
    Column("same", message("decided to be one"), Kind.YES),
    Column("together", message("one company now"), Kind.YES),
    Column("company", message("company"), Kind.CODE),
    Column("records", message("its records")),
)


def pair_cells(one: PairRecord, other: PairRecord) -> dict[str, str]:
    """Both records of a pair as cells of a row."""
    sides = {"a": one, "b": other}
    return {f"{name}_{side}": getattr(of, name) for side, of in sides.items() for name in ("source", "id", "name")}


def _link_rows(links: Iterable[LinkedPair]) -> Iterator[Row]:
    for link in links:
        own = {name: getattr(link, name) for name in ("probability", "known", "company", "by", "because")}
        yield pair_cells(link.one, link.other) | own
