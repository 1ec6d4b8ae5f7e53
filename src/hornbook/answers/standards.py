"""The published rules that are here: who issued each, its tiers and editions, and how complete and sure its text is."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from hornbook.answers.answer import Answer, Asked
from hornbook.render.sheet import Block, Column, EmptyLine, Heading, Hint, Kind, Line, Row, Sheet, Table
from hornbook.standards.standard import Edition, Standard
from hornbook.terms import Day
from hornbook.text import Message, Text, listing, message, message_plural

CONFIDENCE = {"high": message("high"), "medium": message("medium"), "low": message("low")}
STATUS = {"partial": message("PARTIAL"), "complete": message("complete")}


@dataclass(frozen=True, slots=True, kw_only=True)
class TierName:
    """A tier by its id and name."""

    id: str
    name: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionDays:
    """When an edition was seen, or from when until when it is in force."""

    id: str
    observed: Day | None
    valid_from: Day | None
    valid_to: Day | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardSummary:
    """A standard and its editions; the tiers are those of the edition by which the day is judged."""

    id: str
    name: Text
    issuer: Text
    jurisdiction: str
    document: str | None
    status: str
    """`partial` where tiers or clauses of the text are missing, else `complete`."""
    confidence: str
    """`high`, `medium` or `low`: how sure it is that the text says so."""
    sha256: str
    edition: str
    edition_days: Message
    in_force: bool | None
    validity: str
    tiers: tuple[TierName, ...]
    editions: tuple[EditionDays, ...]
    sources: tuple[str, ...]
    own_file: str | None = None
    """The path of the file where it is the asker's own; empty for a standard of the library."""

    @property
    def partial(self) -> bool:
        """Whether tiers or clauses of the text are missing."""
        return self.status == "partial"


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class StandardsAnswer(Answer):
    """The list of standards, as of a day."""

    count: int
    partial: int
    """Of so many a part of the text is missing."""
    standards: tuple[StandardSummary, ...]

    def sheet(self) -> Sheet:
        """The page: a table of the standards, and how to read or apply one."""
        return standards_sheet(self)

    def tables(self) -> tuple[Table, ...]:
        """One row a standard."""
        return (Table("standards", STANDARD_COLUMNS, tuple(_rows(self))),)


def ask_standards(standards: Iterable[Standard], day: Day) -> StandardsAnswer:
    """The standards, each by the edition that judges the day."""
    summaries = tuple(standard_summary(standard, day) for standard in standards)
    partial = sum(each.partial for each in summaries)
    return StandardsAnswer(asked=Asked(day=day), count=len(summaries), partial=partial, standards=summaries)


def standard_summary(standard: Standard, day: Day) -> StandardSummary:
    """A standard in short, by the edition that judges the day."""
    edition = standard.edition(day)
    return StandardSummary(
        id=standard.id,
        name=standard.name,
        issuer=standard.issuer,
        jurisdiction=standard.jurisdiction,
        document=standard.document,
        status="partial" if standard.partial else "complete",
        confidence=standard.confidence,
        sha256=standard.digest,
        edition=edition.id,
        edition_days=edition_days(edition),
        in_force=standard.in_force(day),
        validity=standard.validity(day),
        tiers=tuple(TierName(id=tier.id, name=tier.name) for tier in edition.tiers),
        editions=tuple(
            EditionDays(id=e.id, observed=e.observed, valid_from=e.valid_from, valid_to=e.valid_to)
            for e in standard.editions
        ),
        sources=tuple(cite.url for cite in standard.cites if cite.url),
        own_file=standard.own_file or None,
    )


def edition_days(edition: Edition) -> Message:
    """When an edition was seen, or from when until when it is in force."""
    if edition.since is None:
        if edition.valid_to is not None:
            return message("no date; until {last}", last=edition.valid_to)
        return message("validity unknown")
    if edition.valid_from is None and edition.valid_to is not None:
        return message("seen {day}, until {last}", day=edition.observed, last=edition.valid_to)
    if edition.valid_from is None:
        return message("seen {day}", day=edition.observed)
    if edition.valid_to is None:
        return message("from {first}", first=edition.valid_from)
    return message("{first} to {last}", first=edition.valid_from, last=edition.valid_to)


# ---- the page


def standards_sheet(answer: StandardsAnswer) -> Sheet:
    """The page of the list."""
    title = message("Published standards, as of {day}", day=answer.asked.day)
    blocks: list[Block] = [
        Heading(title, 1),
        *answer.tables(),
        EmptyLine(),
        Line(
            message_plural(
                "{n} standard; partial, because a part of the text is missing here: {partial}.",
                "{n} standards; partial, because a part of the text is missing here: {partial}.",
                answer.count,
                partial=answer.partial,
            )
        ),
        Hint(message("`hornbook standards ID` shows one in full.")),
        Hint(message("`hornbook judge COMPANY --standard ID --as-of DAY` applies one to a company.")),
    ]
    return Sheet(title, tuple(blocks))


# ---- files

STANDARD_COLUMNS = (
    Column("id", message("standard"), Kind.CODE, tight=True),
    Column("name", message("name"), pair=True),
    Column("issuer", message("issuer"), pair=True, wide=True),
    Column("jurisdiction", message("applies in"), Kind.CODE, wide=True),
    Column("document", message("document"), page=False),
    Column("status", message("status"), Kind.CODE, page=False),
    Column("confidence", message("confidence"), Kind.CODE, page=False),
    Column("edition", message("edition"), Kind.CODE, page=False),
    Column("observed", message("seen on"), Kind.DAY, page=False),
    Column("valid_from", message("in force from"), Kind.DAY, page=False),
    Column("valid_to", message("in force until"), Kind.DAY, page=False),
    Column("in_force", message("in force"), Kind.YES, page=False),
    Column("validity", message("validity"), Kind.CODE, page=False),
    Column("tiers", message("tiers"), Kind.CODE, page=False),
    Column("tier_names", message("tiers, lowest first"), pair=True),
    Column("status_text", message("status"), file=False),
    Column("days", message("edition"), wide=True, file=False),
    Column("sources", message("sources of the text"), page=False),
)


def _rows(answer: StandardsAnswer) -> Iterator[Row]:
    for each in answer.standards:
        (edition,) = (one for one in each.editions if one.id == each.edition)
        yield {
            "id": each.id,
            "name": each.name,
            "issuer": each.issuer,
            "jurisdiction": each.jurisdiction,
            "document": each.document,
            "status": each.status,
            "confidence": each.confidence,
            "edition": each.edition,
            "observed": edition.observed,
            "valid_from": edition.valid_from,
            "valid_to": edition.valid_to,
            "in_force": each.in_force,
            "validity": each.validity,
            "tiers": [tier.id for tier in each.tiers],
            "tier_names": listing((tier.name for tier in each.tiers), " < "),
            "status_text": STATUS[each.status],
            "days": each.edition_days,
            "sources": each.sources,
        }
