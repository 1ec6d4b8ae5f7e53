"""What a support gives to a company, as answers hold it, and the table of it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from hornbook.answers.judged import CompanyVerdict
from hornbook.render.sheet import Column, Kind, Row, Table
from hornbook.terms import Day
from hornbook.text import Phrase, Text, message


@dataclass(frozen=True, slots=True, kw_only=True)
class SettlingFact:
    """Something that is not known, and by how much the largest possible amount depends on it."""

    written: str
    text: Phrase
    currency: str
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class PartOutcome:
    """One part of a support for a company."""

    id: str
    name: Text
    counts: str
    answer: bool | None
    least: Decimal | None
    """None where the text names no amount."""
    most: Decimal | None
    """None where nothing limits it, or the text names no amount."""
    amount: Phrase
    standard: CompanyVerdict | None
    """The verdict of the standard that the part names."""
    tier: str | None
    """The tier of it that the part asks."""
    doubt: Text | None
    """What is doubtful about the amount."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FurtherClaim:
    """What is left for a further claim under caps over time, where the amount beside it is that of a first claim."""

    known: bool
    """Whether facts, or a promise of a source, tell what was paid and granted before, in the currency of the cap."""
    paid: Decimal
    """In the time of the caps: this calendar year, or in all."""
    granted: Decimal
    """Granted in that time and not yet paid."""
    cap: Decimal | None
    """The largest of the caps."""
    least: Decimal
    most: Decimal | None
    amount: Phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class CompanySupport:
    """What a support gives to a company."""

    company: str
    company_name: str
    support: str
    name: Text
    level: str
    kinds: tuple[str, ...]
    beneficiary: str
    in_force: bool | None
    unwritten_before: Day | None
    """The day before which terms are not written here, where the day asked about lies before it."""
    answer: bool | None
    currency: str
    least: Decimal | None
    most: Decimal | None
    attained: bool
    """Whether completions of what is not known are found that give both."""
    amount: Phrase
    applied: tuple[str, ...]
    """The days on which it applied, as the book knows them."""
    granted: tuple[Phrase, ...]
    paid: Decimal | None
    """What was paid, less what was recovered; None where no fact tells."""
    further: FurtherClaim | None
    """None where no cap over time holds."""
    parts: tuple[PartOutcome, ...]
    settling: tuple[SettlingFact, ...]
    """What is not known, the largest stake first."""
    conditions: CompanyVerdict
    """The conditions with their reasons; a part is a tier."""


def settling_together(of: Iterable[CompanySupport]) -> list[SettlingFact]:
    """What is not known, over several supports: the stakes of one fact added up, the largest first."""
    found: dict[tuple[str, str], SettlingFact] = {}
    for fact in (fact for support in of for fact in support.settling):
        key = fact.written, fact.currency
        found[key] = replace(fact, amount=fact.amount + found[key].amount) if key in found else fact
    return sorted(found.values(), key=lambda fact: (-fact.amount, fact.written))


# ---- files

ENTITLED_COLUMNS = (
    Column("company", message("company"), Kind.CODE, page=False),
    Column("company_name", message("name"), page=False),
    Column("support", message("support"), Kind.CODE),
    Column("name", message("name"), pair=True),
    Column("level", message("payer"), Kind.CODE, page=False),
    Column("answer", message("entitled"), Kind.YES),
    Column("in_force", message("in force"), Kind.YES, wide=True),
    Column("currency", message("currency"), Kind.CODE, page=False),
    Column("least", message("at least"), Kind.NUMBER, page=False),
    Column("most", message("at most"), Kind.NUMBER, page=False),
    Column("amount", message("amount"), file=False),
    Column("applied", message("applied"), page=False),
    Column("paid", message("paid"), Kind.NUMBER, page=False),
    Column("further_least", message("further claim, at least"), Kind.NUMBER, page=False),
    Column("further_most", message("further claim, at most"), Kind.NUMBER, page=False),
    Column("settling", message("what settles most"), pair=True, page=False),
)


def entitled_table(of: Iterable[CompanySupport]) -> Table:
    """Supports as a table, those had first."""
    return Table("entitled", ENTITLED_COLUMNS, tuple(map(_row, of)))


def _row(each: CompanySupport) -> Row:
    return {
        "company": each.company,
        "company_name": each.company_name,
        "support": each.support,
        "name": each.name,
        "level": each.level,
        "answer": each.answer,
        "in_force": each.in_force,
        "currency": each.currency,
        "least": each.least,
        "most": each.most,
        "amount": each.amount,
        "applied": each.applied,
        "paid": each.paid,
        "further_least": each.further.least if each.further else None,
        "further_most": each.further.most if each.further else None,
        "settling": each.settling[0].text if each.settling else None,
    }
