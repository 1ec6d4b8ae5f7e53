"""Groups that rules make: the answer of each company under a tier of a standard, and its band of headcount."""

from collections.abc import Iterable, Sequence
from functools import reduce

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from hornbook.book.view import View
from hornbook.lang.compile import compiled
from hornbook.lang.filter import company_filter
from hornbook.standards.ask import Rule, rule
from hornbook.standards.judge import assume_favourable, input_table, needed
from hornbook.terms import Day

GROUPS = ("city", "country", "region", "sector", "track", "source", "year", "size")
"""The groups with a name of their own; any other word is a standard, or a standard and its tier."""
SIZE = "size"
SIZES = {10: "0-9", 50: "10-49", 250: "50-249", 1_000: "250-999"}
"""The bands of headcount below each edge; 250 people are the edge of small and medium-sized firms in many texts."""
LARGEST_SIZE = "1000+"
TIER_GROUPS = ("yes", "on_facts", "unknown", "no")
"""The groups of a tier; `on_facts` is unknown, and a yes if persons judge every open matter favourably."""


def is_tier_group(key: str) -> bool:
    """Whether a group is the answer under a standard."""
    return key not in GROUPS


def group_rules(keys: Iterable[str], day: Day) -> list[Rule]:
    """The rules whose answers are groups; QuestionError where there is no such standard or tier."""
    return [rule(key, day) for key in keys if is_tier_group(key)]


def group_answers(view: View, keys: Sequence[str]) -> pa.Table | None:
    """One row a company, `of_subject`, with a column `one_KEY` for each group that a rule makes; None without one.

    A company belongs to a band of headcount only where that is certain, and has no band otherwise.
    """
    tiers = [key for key in keys if is_tier_group(key)]
    if not tiers and SIZE not in keys:
        return None
    conditions = {}
    for n, asked in enumerate(group_rules(tiers, view.day)):
        conditions[f"tier{n}"] = asked.tier.condition
        conditions[f"eased{n}"] = assume_favourable(asked.tier.condition)
    if SIZE in keys:
        conditions |= {f"size{edge}": company_filter(f"headcount >= {edge}").condition for edge in SIZES}
    table, at = input_table(view, needed(conditions.values()))
    # Answers become columns before anything asks whether they are empty: "NOT x IS NULL" means something else in SQL.
    rows = table.select("subject", **{name: compiled(each, at, view.day) for name, each in conditions.items()})
    labels = {f"one_{key}": _tier_label(rows[f"tier{n}"], rows[f"eased{n}"]) for n, key in enumerate(tiers)}
    if SIZE in keys:
        labels[f"one_{SIZE}"] = _size_label(rows)
    return view.engine.arrow(rows.select(of_subject=rows.subject, **labels))


def _tier_label(answer: ir.BooleanValue, eased: ir.BooleanValue) -> ir.StringValue:
    yes, on_facts, unknown, no = TIER_GROUPS
    return ibis.cases(
        (answer, yes), (answer.isnull() & eased.fill_null(False), on_facts), (answer.isnull(), unknown), else_=no
    )


def _size_label(rows: ir.Table) -> ir.StringValue:
    """The band whose lower edge is reached for certain and whose upper edge is not."""
    reached: list[ir.BooleanValue] = [rows[f"size{edge}"] for edge in SIZES]
    below = [(each == False).fill_null(False) for each in reached]  # noqa: E712  a column
    bands = []
    for n, name in enumerate(SIZES.values()):
        within = [below[n], *([reached[n - 1].fill_null(False)] if n else [])]
        bands.append((reduce(lambda a, b: a & b, within), name))
    return ibis.cases(*bands, (reached[-1].fill_null(False), LARGEST_SIZE), else_=ibis.null("string"))
