"""What to look at: who crossed the line of a rule since a day, who is near it, and who will age out."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from hornbook.answers.answer import Answer, Asked, asked_of, foot, head
from hornbook.answers.census_groups import PlaceNames, key_cells, key_columns, place_names
from hornbook.answers.flow import FlowPart, flow_blocks, flow_part, flow_rows
from hornbook.answers.grounds import (
    GAP_COLUMNS,
    GROUND_COLUMNS,
    ClauseGround,
    clause_grounds,
    company_label,
    ground_cells,
)
from hornbook.answers.wording.clauses import ClauseWords
from hornbook.book.view import View
from hornbook.lang import bound
from hornbook.lang.answer import KnownRange
from hornbook.lang.filter import Filter
from hornbook.population.count import Company
from hornbook.population.grounds import Ground
from hornbook.population.group_answers import group_rules
from hornbook.population.newcomers import Newcomers, newcomers
from hornbook.population.verdicts import Under
from hornbook.population.watch import REACH, Aging, Near, Watch, watch
from hornbook.render.sheet import Block, Column, EmptyLine, Heading, Hint, Items, Kind, Line, Row, Sheet, Table
from hornbook.terms import Day
from hornbook.text import Message, Phrase, listing, message, message_plural

SHOWN = 20
"""How many companies of each kind are named on a page."""
NEWEST = 8
"""How many new companies are named on a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NearCompany:
    """A company that one clause keeps out, by no more than the reach."""

    subject: str
    name: str
    grounds: tuple[ClauseGround, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AgingCompany:
    """A company that the passing of days alone takes out."""

    subject: str
    name: str
    clause: str
    """The clauses that it will fail, with commas."""
    rule: str | None
    clause_text: Phrase
    days: int
    says: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCompany:
    """A company that is new in the book, and since when it is known."""

    subject: str
    name: str
    known: Day


@dataclass(frozen=True, slots=True, kw_only=True)
class NewGroupCount:
    """How many new companies a group has."""

    keys: Mapping[str, str | int | None]
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCompanies:
    """The companies that are new in the book; the newest of them are named."""

    count: int
    newest: tuple[NewCompany, ...] = ()
    by: tuple[str, ...] = ()
    groups: tuple[NewGroupCount, ...] = ()
    places: PlaceNames | None = None


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class WatchAnswer(Answer):
    """What happened between two days under a rule, and what is about to."""

    since: Day
    within: int
    """How many days ahead the aging looks."""
    judged: bool
    """Whether the rule has matters that only a person can judge."""
    flow: FlowPart
    new: NewCompanies
    """The companies that are new in the book since the earlier day."""
    near: tuple[NearCompany, ...]
    """The smallest gap first."""
    aging: tuple[AgingCompany, ...]
    """The soonest first."""

    def sheet(self) -> Sheet:
        """The page: the flow, who is near, who ages out."""
        return watch_sheet(self)

    def tables(self) -> tuple[Table, ...]:
        """One row a move, a new company, a clause of a company that is near, and a company that ages out."""
        return (Table("watch", WATCH_COLUMNS, tuple(_rows(self))),)


def ask_watch(
    earlier: View,
    later: View,
    under: Under = None,
    *,
    within: int = 180,
    reach: Decimal = REACH,
    where: Filter | None = None,
    on_facts: bool = False,
    by: Iterable[str] = (),
) -> WatchAnswer:
    """Ask what crossed a rule's line between two views, and on the later one what is about to."""
    keys = tuple(dict.fromkeys(by))
    found = watch(earlier, later, under=under, within=within, reach=reach, where=where, on_facts=on_facts)
    new = new_companies(newcomers(later, earlier.known, keys, where), keys)
    return watch_answer(
        found, later, asked_of(later, found.rule, *group_rules(keys, later.day), where=where, on_facts=on_facts), new
    )


def new_companies(found: Newcomers, by: tuple[str, ...] = ()) -> NewCompanies:
    """New companies as an answer holds them."""
    return NewCompanies(
        count=found.count,
        newest=tuple(NewCompany(**of.company._asdict(), known=of.known) for of in found.newest),
        by=by,
        groups=tuple(NewGroupCount(keys=of.keys, count=of.count) for of in found.groups),
        places=place_names(found.placed) if found.placed else None,
    )


def watch_answer(found: Watch, view: View, asked: Asked, new: NewCompanies) -> WatchAnswer:
    """A watch as an answer."""
    words = ClauseWords(found.rule, view.day)
    return WatchAnswer(
        asked=asked,
        since=found.flow.first,
        within=found.within,
        judged=any(of.matter for of in bound.inputs_of(found.rule.tier.condition)),
        flow=flow_part(found.flow, words),
        new=new,
        near=tuple(_near(each, words) for each in sorted(found.near, key=lambda near: _shortfall(near.grounds))),
        aging=tuple(_aging(each, words) for each in found.aging),
    )


def _near(of: Near, words: ClauseWords) -> NearCompany:
    grounds = clause_grounds(of.grounds, words)
    return NearCompany(subject=of.company.subject, name=of.company.name, grounds=grounds)


def _aging(of: Aging, words: ClauseWords) -> AgingCompany:
    rules = {clause.id: clause.rule for clause in words.rule.tier.every}
    names = of.clause.split(", ")
    return AgingCompany(
        subject=of.company.subject,
        name=of.company.name,
        clause=of.clause,
        rule=", ".join(rules[name] for name in names if name in rules) or None,
        clause_text=words.clause(of.clause) if len(names) == 1 else listing(map(words.clause, names), ";"),
        days=int(of.gap.amount),
        says=of.gap.says,
    )


def _shortfall(grounds: Iterable[Ground]) -> float:
    """The largest share of what is asked that is lacking."""
    worst = 0.0
    for ground in grounds:
        for leaf in ground.reply.leaves if ground.reply else ():
            left, right = (side.low if isinstance(side, KnownRange) else None for side in (leaf.left, leaf.right))
            if leaf.answer is False and left is not None and right is not None:
                try:
                    worst = max(worst, 1 - float(left) / float(right))
                except (TypeError, ValueError, ZeroDivisionError):
                    continue
    return worst


# ---- the page


def watch_sheet(answer: WatchAnswer) -> Sheet:
    """The page: the flow, who is near, who ages out."""
    rule = answer.asked.rules[0]
    near = message_plural(
        "Near the line (one clause short): {n:,} company",
        "Near the line (one clause short): {n:,} companies, the smallest gap first",
        len(answer.near),
    )
    aging = message_plural(
        "Will age out within {days:d} days: {n:,} company",
        "Will age out within {days:d} days: {n:,} companies, the soonest first",
        len(answer.aging),
        days=answer.within,
    )
    blocks: list[Block] = [*head(answer.asked), EmptyLine(), *flow_blocks(answer.flow)]
    if answer.judged and not answer.asked.on_facts:
        blocks.append(Line(message("Companies that await a person's decision are in no part of this page.")))
        blocks.append(Hint(message("--on-facts takes open judgements in their favour.")))
    blocks += _new_blocks(answer)
    blocks.append(Heading(near))
    blocks += [_items([_near_text(each) for each in answer.near[:SHOWN]], len(answer.near)), Heading(aging)]
    blocks.append(_items([_aging_text(each) for each in answer.aging[:SHOWN]], len(answer.aging)))
    blocks += foot(answer.asked)
    return Sheet(message("Watch: {name}", name=rule.name), tuple(blocks))


def _new_blocks(answer: WatchAnswer) -> list[Block]:
    """How many companies are new in the book, by group where groups are asked for, and the newest."""
    new = answer.new
    title = message_plural(
        "New in the book since {day}: {n:,} company",
        "New in the book since {day}: {n:,} companies, the newest first",
        new.count,
        day=answer.since,
    )
    blocks: list[Block] = [Heading(title)]
    if new.groups:
        columns = (*(c for key in new.by for c in key_columns(key)), Column("count", message("new"), Kind.COUNT))
        rows = tuple({**key_cells(of.keys, new.places), "count": of.count} for of in new.groups)
        blocks.append(Table("new", columns, rows, shown=SHOWN))
    texts: list[Phrase] = [
        message("{company}: known since {day}", company=company_label(Company(of.subject, of.name)), day=of.known)
        for of in new.newest[:NEWEST]
    ]
    return [*blocks, Items(tuple(texts), hidden=max(0, new.count - len(texts)))]


def _items(texts: list[Phrase], every: int) -> Items:
    return Items(tuple(texts), hidden=max(0, every - len(texts)))


def _near_text(of: NearCompany) -> Phrase:
    grounds = listing(dict.fromkeys(ground.says for ground in of.grounds), ";")
    return message("{company}: {grounds}", company=company_label(Company(of.subject, of.name)), grounds=grounds)


def _aging_text(of: AgingCompany) -> Phrase:
    company = company_label(Company(of.subject, of.name))
    return message("{company}: {gap}; {clause}", company=company, gap=of.says, clause=of.clause_text)


# ---- files

WATCH_COLUMNS = (
    Column("what", message("what happens"), Kind.CODE),
    Column("subject", message("subject"), Kind.CODE),
    Column("name", message("company")),
    Column("reason", message("reason"), Kind.CODE),
    *GROUND_COLUMNS,
    *GAP_COLUMNS,
    Column("known", message("known since"), Kind.DAY),
    Column("days", message("days left"), Kind.COUNT),
    Column("value_before_usd", message("value before, US$"), Kind.USD),
    Column("value_after_usd", message("value after, US$"), Kind.USD),
)


def _rows(answer: WatchAnswer) -> Iterator[Row]:
    for move in flow_rows(answer.flow):
        yield {"what": move["move"], **move}
    for each in answer.new.newest:
        yield {"what": "new", "subject": each.subject, "name": each.name, "known": each.known}
    for near in answer.near:
        own = {"what": "near", "subject": near.subject, "name": near.name}
        for ground in near.grounds:
            yield own | ground_cells(ground) | {of.key: getattr(ground, of.key) for of in GAP_COLUMNS}
    for old in answer.aging:
        yield {
            "what": "aging",
            "subject": old.subject,
            "name": old.name,
            "clause": old.clause,
            "rule": old.rule,
            "says": old.says,
            "days": old.days,
        }
