"""Companies on which rules disagree, in groups of those that the same clauses decide."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from hornbook.answers.grounds import ClauseGround
from hornbook.render.sheet import Block, ClauseBlock, Column, Heading, Kind, Line, More, Row
from hornbook.text import Phrase, listing, message, one_line

SHOWN = 20
"""How many disputes are shown on a page."""
LEAST = 2
"""How many companies of a group a page shows at least."""
GROUPS = 10
"""How many groups are shown on a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputedCompany:
    """A company that one rule takes and another does not: each answer, and what stands against a yes."""

    subject: str
    name: str
    answers: Mapping[str, bool | None]
    grounds: Mapping[str, tuple[ClauseGround, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class DecidingRule:
    """A rule that does not say yes, its answer, and the clauses that decide it."""

    rule: str
    answer: bool | None
    clauses: tuple[str, ...]
    clause_texts: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeGroup:
    """The companies in dispute that the same clauses decide."""

    count: int
    by: tuple[DecidingRule, ...]
    companies: tuple[str, ...]
    """By their subjects."""


GROUP_COLUMNS = (
    Column("count", message("companies"), Kind.COUNT),
    Column("asked", message("rule asked"), Kind.CODE),
    Column("answer", message("answer"), Kind.YES),
    Column("clauses", message("clause"), Kind.CODE),
)


def dispute_groups(
    disputes: Iterable[DisputedCompany], words: Mapping[str, Mapping[str, Phrase]]
) -> tuple[DisputeGroup, ...]:
    """The disputes by the clauses that decide; `words` has each clause of each rule in a few words."""
    found: dict[tuple[tuple[str, bool | None, tuple[str, ...]], ...], list[str]] = {}
    for each in disputes:
        key = tuple(
            (label, answer, tuple(dict.fromkeys(ground.clause for ground in each.grounds.get(label, ()))))
            for label, answer in each.answers.items()
            if answer is not True
        )
        found.setdefault(key, []).append(each.subject)
    groups = [
        DisputeGroup(
            count=len(subjects),
            by=tuple(
                DecidingRule(
                    rule=label,
                    answer=answer,
                    clauses=clauses,
                    clause_texts=tuple(words.get(label, {}).get(clause, clause) for clause in clauses),
                )
                for label, answer, clauses in key
            ),
            companies=tuple(subjects),
        )
        for key, subjects in found.items()
    ]
    return tuple(sorted(groups, key=lambda of: (-of.count, [(each.rule, each.clauses) for each in of.by])))


def group_rows(groups: Iterable[DisputeGroup]) -> Iterator[Row]:
    """One row a group and rule."""
    for group in groups:
        for each in group.by:
            yield {"count": group.count, "asked": each.rule, "answer": each.answer, "clauses": list(each.clauses)}


# ---- the page


def disputes_blocks(disputes: Sequence[DisputedCompany], groups: Sequence[DisputeGroup], *, every: bool) -> list[Block]:
    """The companies on which rules disagree, by the clauses that decide, the largest group first."""
    opposed = sum(False in each.answers.values() for each in disputes)
    text = message(
        "In dispute: {opposed:,} with yes against no; {rest:,} with yes against a rule that cannot decide",
        opposed=opposed,
        rest=len(disputes) - opposed,
    )
    blocks: list[Block] = [Heading(text)]
    of_subject = {each.subject: each for each in disputes}
    chosen = groups if every else groups[:GROUPS]
    most = len(disputes) if every else max(LEAST, SHOWN // max(1, len(chosen)))
    shown = 0
    for group in chosen:
        blocks.append(Line(_group_text(group), strong=True))
        for subject in group.companies[:most]:
            blocks += dispute_blocks(of_subject[subject])
            shown += 1
    if hidden := len(disputes) - shown:
        blocks.append(More(hidden, how=message("--all shows them, --json and --csv list them all")))
    return blocks


def _group_text(group: DisputeGroup) -> Phrase:
    """How many, and by which clause of which rule."""
    decided = {False: message("excludes"), None: message("cannot decide")}
    by = (
        message(
            "{rule} {verb} them by {clauses}",
            rule=each.rule,
            verb=decided[each.answer],
            clauses=listing(each.clause_texts),
        )
        for each in group.by
        if each.answer is not True
    )
    return message("{n:,}: {by}", n=group.count, by=listing(by, ";"))


def dispute_blocks(of: DisputedCompany) -> list[Block]:
    """One company: the answers, then for each rule that does not say yes what stands against it."""
    name = message("{name} ({subject})", name=one_line(of.name), subject=of.subject)
    blocks: list[Block] = [Line(name, 2, strong=True)]
    blocks.append(ClauseBlock(True, ", ".join(label for label, answer in of.answers.items() if answer), indent=4))
    for label, answer in of.answers.items():
        if answer is not True:
            texts = dict.fromkeys(ground.says for ground in of.grounds.get(label, ()))
            text = message("{rule} – {grounds}", rule=label, grounds=listing(texts, ";")) if texts else label
            blocks.append(ClauseBlock(answer, text, indent=4))
    return blocks
