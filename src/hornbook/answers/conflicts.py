"""Where sources disagree: the statement that stands and why, those that do not, and whether a verdict hangs on it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from hornbook.answers.answer import Answer, asked_of, head
from hornbook.answers.asked_columns import ASKED_COLUMNS, asked_cells
from hornbook.answers.statements import (
    Silence,
    Statement,
    silence,
    silence_text,
    statement,
    statement_cells,
    statement_columns,
    statement_text,
)
from hornbook.book.view import View
from hornbook.quality.conflicts import Conflict, Conflicts, Dispute, conflicts
from hornbook.render.sheet import Block, Column, EmptyLine, Heading, Kind, Line, More, Row, Sheet, Table
from hornbook.terms import Day
from hornbook.text import Message, Phrase, listing, message, message_plural

SHOWN = 20
"""How many conflicts are shown on a page."""

DISPUTES = {
    Dispute.FOUNDED: message("founding day"),
    Dispute.VALUATION: message("valuation of one day"),
    Dispute.SEAT: message("country where it is"),
    Dispute.FATE: message("listed, bought or closed"),
    Dispute.ROUND: message("amount of a round"),
}
"""Over what sources disagree, in words."""
QUALIFIERS = {
    "scope": message("scope"),
    "bound": message("bound"),
    "basis": message("basis"),
    "share_class": message("share class"),
}
_ANSWERS = {True: message("yes"), False: message("no"), None: message("unknown")}


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictEffect:
    """What a rule says of the company as the statement stands, and what it would say otherwise."""

    rule: str
    answer: bool | None
    otherwise: bool | None
    """The answer if the best of the statements that do not stand stood instead."""
    changes: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputedFact:
    """One conflict."""

    subject: str
    name: str
    what: str
    what_text: Phrase
    changes: bool
    """Whether a verdict of any rule asked hangs on it."""
    stands: Statement
    because: Phrase
    differ: tuple[str, ...]
    """What else the statements do not have in common."""
    agrees: tuple[Statement, ...]
    losers: tuple[Statement, ...]
    silent: tuple[Silence, ...]
    effects: tuple[VerdictEffect, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeCount:
    """How many conflicts of a sort there are."""

    conflicts: int
    changing: int
    """Those that change a verdict."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ConflictsAnswer(Answer):
    """All conflicts of a view, those that change a verdict first."""

    count: int
    changing: int
    counts: Mapping[str, DisputeCount]
    conflicts: tuple[DisputedFact, ...]
    shown: int | None = field(default=SHOWN, repr=False)
    """How many a page shows; all, if None."""

    def sheet(self) -> Sheet:
        """The page: counts by sort, then the conflicts themselves."""
        return conflicts_sheet(self)

    def tables(self) -> tuple[Table, ...]:
        """One row a conflict, statement that does not stand, and rule."""
        return (Table("conflicts", CONFLICT_COLUMNS, tuple(_rows(self))),)


def ask_conflicts(
    view: View,
    companies: Iterable[str] | None = None,
    *,
    under: Sequence[str] = (),
    changes: bool = False,
    shown: int | None = SHOWN,
) -> ConflictsAnswer:
    """Ask where sources disagree; see `hornbook.conflicts` for what the words mean."""
    return conflicts_answer(conflicts(view, companies, under=under, changes=changes), view, shown=shown)


def conflicts_answer(made: Conflicts, view: View, *, shown: int | None = SHOWN) -> ConflictsAnswer:
    """Conflicts as an answer."""
    counts = {
        what.value: DisputeCount(conflicts=count, changing=changing)
        for what, (count, changing) in made.counts().items()
    }
    return ConflictsAnswer(
        asked=asked_of(view, *made.rules),
        count=len(made.conflicts),
        changing=sum(conflict.changes for conflict in made.conflicts),
        counts=counts,
        conflicts=tuple(_disputed(conflict, made.day) for conflict in made.conflicts),
        shown=shown,
    )


def _disputed(conflict: Conflict, day: Day) -> DisputedFact:
    return DisputedFact(
        subject=conflict.company.subject,
        name=conflict.company.name,
        what=conflict.what.value,
        what_text=DISPUTES[conflict.what],
        changes=conflict.changes,
        stands=statement(conflict.stands, day),
        because=conflict.because,
        differ=conflict.differ,
        agrees=tuple(statement(fact, day) for fact in conflict.agrees),
        losers=tuple(statement(fact, day) for fact in conflict.losers),
        silent=tuple(dict.fromkeys(map(silence, conflict.silent))),
        effects=tuple(
            VerdictEffect(rule=e.asked, answer=e.stands, otherwise=e.otherwise, changes=e.changes)
            for e in conflict.effects
        ),
    )


# ---- the page


def conflicts_sheet(answer: ConflictsAnswer) -> Sheet:
    """The page: counts by sort, then the conflicts themselves, most important first."""
    blocks: list[Block] = [*head(answer.asked), Heading(message("Conflicts")), Line(_sum(answer), strong=True)]
    for what, count in answer.counts.items():
        if count.conflicts:
            blocks.append(Line(_count(DISPUTES[Dispute(what)], count), 2))
    shown = answer.conflicts if answer.shown is None else answer.conflicts[: answer.shown]
    for conflict in shown:
        blocks += _conflict(conflict)
    if hidden := len(answer.conflicts) - len(shown):
        blocks += [EmptyLine(), More(hidden, how=message("--all shows them, --json and --csv list them all"))]
    return Sheet(message("Conflicts between sources"), tuple(blocks))


def _sum(answer: ConflictsAnswer) -> Message:
    count, changing = answer.count, answer.changing
    if not count:
        return message("No conflicts.")
    if not changing:
        return message_plural(
            "{n:,} conflict; it changes no verdict.", "{n:,} conflicts; none of them changes a verdict.", count
        )
    if count == 1:
        return message("1 conflict; it changes a verdict.")
    return message_plural(
        "{count:,} conflicts; {n:,} of them changes a verdict.",
        "{count:,} conflicts; {n:,} of them change a verdict.",
        changing,
        count=count,
    )


def _count(what: Phrase, count: DisputeCount) -> Message:
    return message(
        "{what}: {count:,}, changing a verdict: {changing:,}",
        what=what,
        count=count.conflicts,
        changing=count.changing,
    )


def _conflict(fact: DisputedFact) -> list[Block]:
    title = message("{company} ({subject}): {what}", company=fact.name, subject=fact.subject, what=fact.what_text)
    blocks: list[Block] = [
        EmptyLine(),
        Line(title, strong=True),
        Line(message("stands: {statement}", statement=statement_text(fact.stands)), 2),
        Line(message("because {reason}", reason=fact.because), 4),
    ]
    against: list[Phrase] = [*map(statement_text, fact.losers), *map(silence_text, fact.silent)]
    blocks += [Line(message("against: {statement}", statement=words), 2) for words in against]
    if fact.agrees:
        sources = listing(dict.fromkeys(each.source for each in fact.agrees))
        blocks.append(Line(message("the same is said by {sources}", sources=sources), 2))
    if fact.differ:
        qualifiers = listing(QUALIFIERS[word] for word in fact.differ)
        blocks.append(Line(message("they also differ in {qualifiers}", qualifiers=qualifiers), 2))
    blocks += [Line(_effect(effect), 2, strong=effect.changes) for effect in fact.effects]
    return blocks


def _effect(effect: VerdictEffect) -> Message:
    if effect.changes:
        return message(
            "{rule}: {answer}; it would be {otherwise} if the other stood",
            rule=effect.rule,
            answer=_ANSWERS[effect.answer],
            otherwise=_ANSWERS[effect.otherwise],
        )
    return message("{rule}: {answer} either way", rule=effect.rule, answer=_ANSWERS[effect.answer])


# ---- files

CONFLICT_COLUMNS = (
    Column("subject", message("subject"), Kind.CODE),
    Column("name", message("company")),
    Column("what", message("conflict over"), Kind.CODE),
    Column("kind", message("kind of fact"), Kind.CODE),
    *statement_columns("stands", message("what stands")),
    Column("because", message("why it stands"), pair=True),
    Column("differ", message("what else differs"), Kind.CODE),
    *statement_columns("loser", message("what does not stand")),
    Column("rule", message("rule"), Kind.CODE),
    Column("answer", message("answer"), Kind.YES),
    Column("otherwise", message("answer otherwise"), Kind.YES),
    Column("changes", message("changes the verdict"), Kind.YES),
    *ASKED_COLUMNS,
)


def _rows(answer: ConflictsAnswer) -> Iterator[Row]:
    for fact in answer.conflicts:
        own = {
            "subject": fact.subject,
            "name": fact.name,
            "what": fact.what,
            "kind": fact.stands.kind,
            "because": fact.because,
            "differ": fact.differ,
            **statement_cells("stands", fact.stands),
            **asked_cells(answer.asked),
        }
        for loser in _losers(fact):
            for effect in fact.effects:
                yield {
                    **own,
                    **loser,
                    "rule": effect.rule,
                    "answer": effect.answer,
                    "otherwise": effect.otherwise,
                    "changes": effect.changes,
                }


def _losers(fact: DisputedFact) -> list[dict[str, Any]]:
    """Statements that do not stand, and sources whose silence says otherwise."""
    silent = [
        {
            "loser_source": each.source,
            "loser_known": each.known,
            "loser_valid": each.until,
            "loser_says": {"silent on": each.kind},
        }
        for each in fact.silent
    ]
    return [*(statement_cells("loser", each) for each in fact.losers), *silent]
