"""The measures of support that are here: who pays, whom, what, where and since when."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from hornbook.answers.answer import Answer, Asked
from hornbook.answers.wording.awards import LEVELS, kinds_phrase, validity_phrase
from hornbook.render.sheet import Block, Column, EmptyLine, Heading, Hint, Kind, Line, Row, Sheet, Table
from hornbook.standards.jurisdiction import jurisdictions
from hornbook.support.support import Support
from hornbook.terms import Day
from hornbook.text import Phrase, Text, listing, message


@dataclass(frozen=True, slots=True, kw_only=True)
class PartSummary:
    """One part of a support and its award as the file writes it; none where the text names no amount."""

    id: str
    name: Text
    counts: str
    amount: str | None
    caps: tuple[str, ...]
    doubt: Text | None
    """What is doubtful about the amount."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportSummary:
    """A support by the terms of the day."""

    id: str
    name: Text
    issuer: Text
    bureau: Text | None
    jurisdiction: str
    level: str
    kinds: tuple[str, ...]
    beneficiary: str
    document: str | None
    status: str
    """`partial` where terms of the text are missing, else `complete`."""
    from_memory: bool
    """Whether nothing but memory stands behind it."""
    sha256: str
    edition: str
    in_force: bool | None
    validity: Phrase
    currency: str
    parts: tuple[PartSummary, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class SupportsAnswer(Answer):
    """The list of supports, as of a day."""

    count: int
    in_force: int
    """How many were certainly in force."""
    supports: tuple[SupportSummary, ...]

    def sheet(self) -> Sheet:
        """The page: a table of the supports, and how to read or apply one."""
        return supports_sheet(self)

    def tables(self) -> tuple[Table, ...]:
        """One row a support."""
        return (Table("supports", SUPPORT_COLUMNS, tuple(_rows(self))),)


def ask_supports(supports: Iterable[Support], day: Day) -> SupportsAnswer:
    """The supports, each by the terms of the day."""
    found = tuple(support_summary(support, day) for support in supports)
    certain = sum(each.in_force is True for each in found)
    return SupportsAnswer(asked=Asked(day=day), count=len(found), in_force=certain, supports=found)


def support_summary(of: Support, day: Day) -> SupportSummary:
    """A support in short, by the terms of the day."""
    edition = of.edition(day)
    return SupportSummary(
        id=of.id,
        name=of.name,
        issuer=of.issuer,
        bureau=of.bureau,
        jurisdiction=of.jurisdiction,
        level=of.level.name.lower(),
        kinds=of.kinds,
        beneficiary=of.beneficiary,
        document=of.document,
        status="partial" if of.partial else "complete",
        from_memory=of.from_memory,
        sha256=of.digest,
        edition=edition.id,
        in_force=edition.in_force(day),
        validity=validity_phrase(edition),
        currency=edition.currency,
        parts=tuple(
            PartSummary(
                id=part.id,
                name=part.name,
                counts=part.counts,
                amount=part.award.written if part.award else None,
                caps=tuple(cap.award.written for cap in part.caps),
                doubt=part.doubt,
            )
            for part in edition.parts
        ),
        sources=tuple(cite.url for cite in of.cites if cite.url),
    )


def doubt_lines(of: SupportSummary) -> Iterator[Line]:
    """What is doubtful about the amounts of a support, each once."""
    for doubt in dict.fromkeys(part.doubt for part in of.parts if part.doubt):
        yield Line(message("DOUBTFUL: {doubt}", doubt=doubt), 2, strong=True)


# ---- the page


def supports_sheet(answer: SupportsAnswer) -> Sheet:
    """The page of the list."""
    title = message("Measures of support, as of {day}", day=answer.asked.day)
    blocks: list[Block] = [
        Heading(title, 1),
        *answer.tables(),
        EmptyLine(),
        Line(
            message(
                "{n} supports; {in_force} of them were in force that day for certain.",
                n=answer.count,
                in_force=answer.in_force,
            )
        ),
        Hint(message("`hornbook support list ID` shows one in full.")),
        Hint(message("`hornbook support entitled COMPANY --as-of DAY` says which a company may have.")),
    ]
    return Sheet(title, tuple(blocks))


# ---- files

SUPPORT_COLUMNS = (
    Column("support", message("support"), Kind.CODE),
    Column("name", message("name"), pair=True),
    Column("kinds_text", message("kind"), file=False),
    Column("kinds", message("kind"), Kind.CODE, page=False),
    Column("place", message("applies in"), file=False),
    Column("jurisdiction", message("applies in"), Kind.CODE, page=False),
    Column("level_text", message("payer"), file=False, wide=True),
    Column("level", message("payer"), Kind.CODE, page=False),
    Column("issuer", message("issuer"), pair=True, page=False),
    Column("beneficiary", message("beneficiary"), Kind.CODE, page=False),
    Column("in_force", message("in force"), Kind.YES),
    Column("validity", message("validity"), pair=True, wide=True),
    Column("currency", message("currency"), Kind.CODE, page=False),
    Column("status", message("status"), Kind.CODE, page=False),
    Column("from_memory", message("from memory alone"), Kind.YES, page=False),
    Column("parts", message("parts"), Kind.CODE, page=False),
    Column("amounts", message("amounts"), Kind.CODE, page=False),
    Column("document", message("document"), page=False),
    Column("sources", message("sources of the text"), page=False),
)


def _rows(answer: SupportsAnswer) -> Iterator[Row]:
    for each in answer.supports:
        yield {
            "support": each.id,
            "name": each.name,
            "kinds_text": kinds_phrase(each.kinds),
            "kinds": each.kinds,
            "place": jurisdictions(each.jurisdiction.split(", ")),
            "jurisdiction": each.jurisdiction,
            "level_text": next(words for level, words in LEVELS.items() if level.name.lower() == each.level),
            "level": each.level,
            "issuer": each.issuer,
            "beneficiary": each.beneficiary,
            "in_force": each.in_force,
            "validity": each.validity,
            "currency": each.currency,
            "status": each.status,
            "from_memory": each.from_memory,
            "parts": [part.id for part in each.parts],
            "amounts": [part.amount or "" for part in each.parts],
            "document": each.document,
            "sources": listing(each.sources, ";"),
        }
