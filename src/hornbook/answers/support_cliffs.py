"""Cliffs in words: where a company stands, at which value one more unit loses money, and by which clause."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from hornbook.answers.clauses import StandardClause, clause_fields
from hornbook.answers.wording.awards import exact_money
from hornbook.answers.wording.rules import Wording, needs_text, wording
from hornbook.lang import bound
from hornbook.lang.bound import Type
from hornbook.render.sheet import Block, Column, Heading, Kind, Line, More, Row, Table
from hornbook.standards.gap import quantity_phrase
from hornbook.standards.verdict import TierAnswer, Verdict
from hornbook.support.company_cliffs import CompanyCliff, company_cliffs
from hornbook.support.entitle import Entitlement
from hornbook.support.support import Part
from hornbook.terms import Day
from hornbook.text import Phrase, Text, Value, listing, message

SHOWN = 20
"""So many cliffs of one company stand on its page, those that lose most."""

CliffValue = Decimal | Day


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportCliff:
    """One more unit of an input loses money under a support, or a range of it does in a phase-out."""

    company: str
    support: str
    name: Text
    parts: tuple[str, ...]
    """The parts that pay less."""
    input: str | None
    """The input as rules write it; None for the passing of days."""
    text: Phrase
    unit: Decimal
    """What one more unit is: 1 of the currency, 1 person, 1 day, or a share of 0.0001."""
    currency: str
    """Of the amounts that are lost."""
    phase_out: bool
    first: CliffValue
    """The last value before money is lost."""
    last: CliffValue
    """One unit later, or the end of the phase-out."""
    least: CliffValue | None
    """What is known of the input today, from below and from above."""
    most: CliffValue | None
    distance: Decimal | None
    """Units from today's value to `first`; below zero where it is passed."""
    lost: Decimal | None
    """What this support pays less; None where nothing limits it. What is not known is taken to be favourable."""
    lost_together: Decimal | None
    """What all supports asked pay less there, added up; None for phase-outs and the passing of days."""
    lost_of_bundle: Decimal | None
    """What their best lawful bundle pays less there."""
    clauses: tuple[StandardClause, ...]
    """The clauses that turn; none where the award itself falls."""
    sources: tuple[str, ...]
    """The titles of the texts that state it."""
    depends_on: tuple[Phrase, ...]
    """What else must be known before the point is certain."""
    first_text: Phrase
    last_text: Phrase
    now_text: Phrase | None


def support_cliffs(of: Sequence[Entitlement], words: Mapping[str, Wording]) -> tuple[SupportCliff, ...]:
    """The cliffs of one company, those that lose most first."""
    found = [_support_cliff(each, words[each.entitlement.support.id]) for each in company_cliffs(of)]
    return tuple(sorted(found, key=_order))


def _order(of: SupportCliff) -> tuple[bool, bool, Decimal, str, str]:
    return bool(of.depends_on), of.lost is not None, -(of.lost or Decimal(0)), of.support, of.input or ""


def _support_cliff(of: CompanyCliff, words: Wording) -> SupportCliff:
    support, cliff = of.entitlement.support, of.cliff
    parts = [of.entitlement.edition.paying[n] for n in cliff.parts]
    clauses = tuple(dict.fromkeys(each for part in parts for each in _clauses(of, part, words)))
    titles = [cite.title for clause in clauses for cite in clause.cites]
    if not titles:
        titles = [cite.title for part in parts for cite in part.cites]
    known = of.now
    return SupportCliff(
        company=of.entitlement.verdict.company,
        support=support.id,
        name=support.name,
        parts=tuple(part.id for part in parts),
        input=cliff.input.written if cliff.input else None,
        text=needs_text(cliff.input, words) if cliff.input else message("the passing of days"),
        unit=of.unit,
        currency=of.entitlement.edition.currency,
        phase_out=cliff.phase_out,
        first=_plain(cliff.first),
        last=_plain(cliff.last),
        least=None if known is None or known.low is None else _plain(known.low),
        most=None if known is None or known.high is None else _plain(known.high),
        distance=of.distance,
        lost=_money(cliff.lost),
        lost_together=_money(of.together),
        lost_of_bundle=_money(of.bundle),
        clauses=clauses,
        sources=tuple(dict.fromkeys(titles)),
        depends_on=tuple(needs_text(each, words) for each in cliff.open),
        first_text=message("{value}", value=_value(cliff.first, cliff.input, cliff.last)),
        last_text=message("{value}", value=_value(cliff.last, cliff.input, cliff.first)),
        now_text=message("{value}", value=_value(known.low, cliff.input, cliff.first))
        if known and known.exact
        else None,
    )


def _clauses(of: CompanyCliff, part: Part, words: Wording) -> Iterator[StandardClause]:
    """The clauses of a part in which a comparison turns; those of the standard that it names too."""
    own = next(each for each in of.entitlement.parts if each.part.id == part.id)
    tiers: list[tuple[Verdict, TierAnswer, Wording]] = [
        (of.entitlement.verdict, tier, words) for tier in of.entitlement.verdict.tiers if tier.tier.id == part.id
    ]
    if own.standard:
        named = wording(own.standard.standard, own.standard.edition)
        tiers += [(own.standard, tier, named) for tier in own.standard.tiers if tier.tier.id == own.tier]
    turning = set(of.cliff.leaves)
    for verdict, tier, spoken in tiers:
        for answer in tier.clauses:
            if turning & set(bound.leaves(answer.clause.condition)):
                yield StandardClause(**clause_fields(answer.clause, spoken, verdict.standard))


def _money(amount: int | None) -> Decimal | None:
    return None if amount is None else Decimal(amount) / 100


def _plain(value: Any) -> CliffValue:
    return value if isinstance(value, Day) else Decimal(str(value))


def _value(value: Any, of: bound.Input | None, beside: Any) -> Value:
    """A value of an input to the unit, told apart from one beside it."""
    if of is None or of.type is Type.DAY:
        return value.isoformat() if isinstance(value, Day) else None
    if of.type is Type.MONEY:
        return exact_money(int(value * 100), of.unit)
    return quantity_phrase(value, of, (beside,))


# ---- the page


def cliff_blocks(cliffs: Sequence[SupportCliff]) -> Iterator[Block]:
    """Point by point where one more unit loses money, the largest loss first, with the supports that fall there."""
    yield Heading(message("Where one more unit loses money"))
    if not cliffs:
        yield Line(message("Nowhere under these supports."), 2)
        return
    yield Line(message("What is not known is taken to be as favourable as it may be."), 2)
    points: dict[tuple[Any, ...], list[SupportCliff]] = {}
    for each in (each for each in cliffs if not each.depends_on):
        points.setdefault((each.input, each.first, each.last, each.currency), []).append(each)
    for mine in list(points.values())[:SHOWN]:
        yield Line(_point_phrase(mine[0]), 2, "– ", strong=True)
        yield from (Line(_loss_phrase(each), 4) for each in mine)
        yield from (Line(text, 4) for text in _together(mine))
    if len(points) > SHOWN:
        yield More(len(points) - SHOWN, 2)
    open_ = dict.fromkeys(each.text for each in cliffs if each.depends_on)
    if open_:
        inputs = listing(open_, ";")
        yield Line(message("Not certain, because several figures are unknown together: {inputs}.", inputs=inputs), 2)


def _point_phrase(of: SupportCliff) -> Phrase:
    """The input, its values before and after the loss, and where it stands today."""
    text = message("{input}: {first} → {last}", input=of.text, first=of.first_text, last=of.last_text)
    if of.phase_out:
        text = message("{text}, step by step", text=text)
    if of.input is None and of.distance is not None:
        return message("{text}, in {n:,} days", text=text, n=int(of.distance))
    if of.distance is None:
        return message("{text} (today not known)", text=text)
    if of.distance < 0:
        return message("{text} (today {now}: already passed)", text=text, now=of.now_text)
    return message("{text} (today {now})", text=text, now=of.now_text)


def _loss_phrase(of: SupportCliff) -> Phrase:
    """What a support pays less, its parts and clauses, and where the text was read."""
    lost: Phrase = message("an amount without a limit")
    if of.lost is not None:
        lost = exact_money(int(of.lost * 100), of.currency)
    clauses: Phrase = listing((clause.title for clause in of.clauses), ";") if of.clauses else message("the amount")
    return message(
        "{lost} lost: {name} ({id}: {parts}); {clauses}; source: {sources}",
        lost=lost, name=of.name, id=of.support, parts=listing(of.parts), clauses=clauses,
        sources=listing(of.sources, ";"),
    )  # fmt: skip


def _together(of: Sequence[SupportCliff]) -> Iterator[Phrase]:
    """What all supports, and the best bundle of them, lose at one point, where that differs from the one above."""
    first = of[0]
    if first.lost_together is not None and first.lost_together != first.lost:
        lost = exact_money(int(first.lost_together * 100), first.currency)
        yield message("All supports asked together: {lost} lost.", lost=lost)
    if first.lost_of_bundle is not None and first.lost_of_bundle != first.lost_together:
        lost = exact_money(int(first.lost_of_bundle * 100), first.currency)
        yield message("The best lawful bundle: {lost} lost.", lost=lost)


# ---- files

CLIFF_COLUMNS = (
    Column("company", message("company"), Kind.CODE),
    Column("support", message("support"), Kind.CODE),
    Column("name", message("name"), pair=True),
    Column("parts", message("parts")),
    Column("input", message("input"), Kind.CODE),
    Column("text", message("input in words"), pair=True),
    Column("unit", message("one unit"), Kind.NUMBER),
    Column("phase_out", message("phase-out"), Kind.YES),
    Column("now", message("today"), Kind.CODE),
    Column("first", message("last value before the loss"), Kind.CODE),
    Column("last", message("first value after the loss"), Kind.CODE),
    Column("distance", message("units away"), Kind.NUMBER),
    Column("currency", message("currency"), Kind.CODE),
    Column("lost", message("lost"), Kind.NUMBER),
    Column("lost_together", message("lost over all supports"), Kind.NUMBER),
    Column("lost_of_bundle", message("lost in the best bundle"), Kind.NUMBER),
    Column("clauses", message("clauses"), pair=True),
    Column("sources", message("sources of the text")),
    Column("depends_on", message("depends on"), pair=True),
)


def cliff_table(cliffs: Sequence[SupportCliff]) -> Table:
    """One row a cliff."""
    return Table("cliffs", CLIFF_COLUMNS, tuple(map(_row, cliffs)))


def _row(of: SupportCliff) -> Row:
    own = ("company", "support", "name", "text", "unit", "phase_out", "distance", "currency", "lost", "lost_together")
    return {key: getattr(of, key) for key in (*own, "lost_of_bundle", "input")} | {
        "parts": list(of.parts),
        "now": str(of.least) if of.now_text else None,
        "first": str(of.first),
        "last": str(of.last),
        "clauses": listing((clause.title for clause in of.clauses), ";") if of.clauses else None,
        "sources": list(of.sources),
        "depends_on": listing(of.depends_on, ";") if of.depends_on else None,
    }
