"""What keeps a company out of a tier, as answers hold it: the clause, its rule, and what is known in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from hornbook.answers.wording.clauses import NOT_LISTED, ClauseWords
from hornbook.population.compare import LIST
from hornbook.population.count import Company
from hornbook.population.grounds import Ground
from hornbook.render.sheet import Column, Kind
from hornbook.standards.ask import rule
from hornbook.standards.gap import gap
from hornbook.terms import Day
from hornbook.text import Phrase, message


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseGround:
    """One clause that keeps a company out of a tier."""

    clause: str
    rule: str | None
    """The clause's rule as the standard's file writes it; empty where a published list is asked."""
    rule_text: Phrase | None
    answer: bool | None
    says: Phrase
    """What is known, what is asked for, and the gap."""
    threshold: Any = None
    """What is asked for, where that is one figure or day."""
    gap: Decimal | int | float | None = None
    """How much is lacking, in `gap_unit`."""
    gap_unit: str | None = None


GAP_COLUMNS = (
    Column("threshold", message("threshold"), Kind.NUMBER),
    Column("gap", message("gap"), Kind.NUMBER),
    Column("gap_unit", message("unit of the gap"), Kind.CODE),
)
"""The figures of a ground in a file."""
GROUND_COLUMNS = (
    Column("clause", message("clause"), Kind.CODE),
    Column("rule", message("rule"), Kind.CODE),
    Column("clause_answer", message("answer of the clause"), Kind.YES),
    Column("says", message("what is known"), pair=True),
)
"""The columns of a ground in a file, behind those of its company."""


def ground_words(label: str, day: Day) -> ClauseWords | None:
    """How the clauses of a rule are put into words; none for a published list."""
    return None if label.startswith(LIST) else ClauseWords(rule(label, day), day)


def clause_ground(ground: Ground, words: ClauseWords | None) -> ClauseGround:
    """A ground as answers hold it."""
    return ClauseGround(
        clause=ground.clause,
        rule=ground.rule or None,
        rule_text=words.condition_text(ground.rule) if words and ground.rule else None,
        answer=ground.answer,
        says=words.ground(ground) if words else NOT_LISTED,
        **(_figures(ground, words.day) if words else {}),
    )


def _figures(ground: Ground, day: Day) -> dict[str, Any]:
    """The threshold and the gap of the first comparison that is a no."""
    for leaf in ground.reply.leaves if ground.reply else ():
        found = gap(leaf, day) if leaf.answer is False else None
        if found is not None:
            limit = leaf.right.low if leaf.right is not None else None
            return {"threshold": limit, "gap": found.amount, "gap_unit": found.unit}
    return {}


def clause_grounds(grounds: Iterable[Ground], words: ClauseWords | None) -> tuple[ClauseGround, ...]:
    """Several grounds as answers hold them."""
    return tuple(clause_ground(ground, words) for ground in grounds)


def ground_cells(ground: ClauseGround) -> dict[str, object]:
    """A ground as cells of a row."""
    return {"clause": ground.clause, "rule": ground.rule, "clause_answer": ground.answer, "says": ground.says}


def company_label(company: Company) -> Phrase:
    """A company by its name and subject."""
    return message("{name} ({subject})", name=company.name, subject=company.subject)
