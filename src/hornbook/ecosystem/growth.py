"""How a tier grew from one day to another, by group: who entered, who left, and who changed the group.

Reasons are not asked: they cost more than all the rest, and `population.flow` has them.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from hornbook.book.view import View
from hornbook.ecosystem.question import EcosystemQuestion
from hornbook.population.count import Company
from hornbook.population.crossed import Crossed, crossed
from hornbook.population.groups import group_keys, grouped, groups_of
from hornbook.population.places import Placed
from hornbook.standards.judge import as_it_is, assume_favourable

GroupOf: TypeAlias = tuple[str | int | None, ...]
"""The keys of a group, in the order in which they are asked."""


@dataclass(frozen=True, slots=True)
class TierGrowth:
    """Companies of a tier on two days by group; before + enters - leaves + those that changed the group = after."""

    keys: tuple[str, ...]
    crossed: Crossed
    before: Mapping[GroupOf, int]
    enters: Mapping[GroupOf, int]
    """By the group of the later day."""
    leaves: Mapping[GroupOf, int]
    """By the group of the earlier day; of a company that was renamed since by its group of the later day."""
    after: Mapping[GroupOf, int]
    placed: Placed | None


def tier_growth(question: EcosystemQuestion, earlier: View, by: Iterable[str]) -> TierGrowth:
    """The growth of a question's tier since an earlier view; each day is asked once."""
    keys = tuple(group_keys(by))
    old, _ = _members(question, earlier, keys)
    new, placed = _members(question, question.view, keys)
    change = crossed(set(old), set(new), question.view)
    was = {company.subject: group for company, group in old.items()}
    now = {company.subject: group for company, group in new.items()}
    leaving = {company.subject for company in change.leaving}
    for view in (earlier, question.view):
        found = groups_of(view, keys, leaving - was.keys(), question.under)
        was |= {subject: tuple(group[key] for key in keys) for subject, group in found.items()}
    return TierGrowth(
        keys=keys,
        crossed=change,
        before=Counter(old.values()),
        enters=Counter(now[company.subject] for company in change.entering),
        leaves=Counter(was[subject] for subject in leaving if subject in was),
        after=Counter(new.values()),
        placed=placed,
    )


def _members(
    question: EcosystemQuestion, view: View, keys: tuple[str, ...]
) -> tuple[dict[Company, GroupOf], Placed | None]:
    """The companies of the tier on a day, each with its group."""
    ease = assume_favourable if question.on_facts else as_it_is
    rows, placed = grouped(view, keys, question.under, question.where, ease)
    counted: Any = rows.on_facts if question.on_facts else rows.verdict
    told = view.engine.arrow(rows.filter(counted).select("subject", "name", *(f"by_{key}" for key in keys)))
    members = {
        Company(row["subject"], row["name"]): tuple(row[f"by_{key}"] for key in keys) for row in told.to_pylist()
    }
    return members, placed
