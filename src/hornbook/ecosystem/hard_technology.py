"""Hard technology among the companies of a tier, under a definition that is declared: one rule of the language."""

from dataclasses import dataclass
from hashlib import sha256

import ibis.expr.types as ir
import pyarrow as pa

from hornbook.ecosystem.question import EcosystemQuestion
from hornbook.lang.filter import Filter, company_filter
from hornbook.population.groups import group_keys, grouped
from hornbook.population.places import Placed
from hornbook.standards.judge import answered, as_it_is, assume_favourable

EIGHT_FIELDS: dict[str, tuple[str, ...]] = {
    "artificial intelligence": ("artificial intelligence", "brain science"),
    "aerospace": ("aerospace", "low-altitude economy"),
    "biotechnology": ("biotechnology and medicine", "medical devices", "synthetic biology", "cell and gene"),
    "photonics and chips": ("integrated circuits", "quantum"),
    "information technology": (
        *("big data", "cloud computing", "cybersecurity"),
        *("internet of things", "telecommunications"),
    ),
    "new materials": ("new materials",),
    "new energy": ("new energy", "new energy vehicles"),
    "intelligent manufacturing": ("robotics and intelligent equipment", "advanced manufacturing"),
}  # fmt: skip
"""The eight fields by which the word 硬科技 was first explained, each with the known words of sectors read into it.

The fields: Mi Lei (米磊), who coined the word in 2010, as told by pedaily (https://m.pedaily.cn/news/431395).
Which sectors belong to a field is our reading; no publisher of a share says how its companies were classed.
"""
DECLARED = "sector in {" + ", ".join(f'"{word}"' for words in EIGHT_FIELDS.values() for word in words) + "}"
"""The definition that is asked where nobody gives another."""
_UNTOLD = 'sector in {"other"}'
"""Sectors that say nothing, so that a company of one is unknown and not a no."""


def definition_digest(rule: str) -> str:
    """The SHA-256 of a definition's text, in hexadecimal: two shares compare only under one digest."""
    return sha256(rule.encode("utf-8", "surrogatepass")).hexdigest()


COUNTS = ("hard", "other", "unclear", "may_hard", "may_other", "may_unclear")
"""What is counted of a group: confirmed companies, then undecided ones, by whether they meet the definition."""


@dataclass(frozen=True, slots=True)
class FieldCounts:
    """Companies of a tier by whether they meet a definition.

    `groups` has a row a group, most confirmed first: `by_KEY`, and the counts `hard`, `other`, `unclear` of the
    confirmed and `may_hard`, `may_other`, `may_unclear` of the undecided. Without keys it has one row.
    """

    keys: tuple[str, ...]
    groups: pa.Table
    placed: Placed | None

    @property
    def whole(self) -> dict[str, int]:
        """The counts of all groups together."""
        return {name: sum(self.groups[name].to_pylist()) for name in COUNTS}


def hard_technology_counts(question: EcosystemQuestion, definition: Filter | None = None) -> FieldCounts:
    """The companies of a question's tier, and whether each meets the definition: the declared one if none is given."""
    view, keys = question.view, tuple(group_keys(question.by))
    conditions = {"hard": (definition or company_filter(DECLARED)).condition}
    if definition is None:
        conditions["untold"] = company_filter(_UNTOLD).condition
    ease = assume_favourable if question.on_facts else as_it_is
    rows, how = grouped(view, keys, question.under, question.where, ease)
    rows = rows.select(
        "subject",
        counted=rows.on_facts if question.on_facts else rows.verdict,
        **{f"by_{k}": rows[f"by_{k}"] for k in keys},
    )
    rows = rows.filter(rows.counted.fill_null(True))
    fields = answered(view, conditions, where=question.where)
    hard = fields.hard if definition else fields.untold.fill_null(False).ifelse(None, fields.hard)
    joined = rows.left_join(fields.select("subject", hard=hard), "subject")
    told = view.engine.arrow(_counts(joined, [f"by_{key}" for key in keys]))
    order = [("hard", "descending"), ("other", "descending"), *((f"by_{key}", "ascending") for key in keys)]
    return FieldCounts(keys, told.sort_by(order) if keys else told, how)


def _counts(rows: ir.Table, by: list[str]) -> ir.Table:
    confirmed, maybe = rows.counted.fill_null(False), rows.counted.isnull()
    sums = {}
    for prefix, some in (("", confirmed), ("may_", maybe)):
        sums[f"{prefix}hard"] = (some & rows.hard.fill_null(False)).sum().fill_null(0)
        sums[f"{prefix}other"] = (some & (~rows.hard).fill_null(False)).sum().fill_null(0)
        sums[f"{prefix}unclear"] = (some & rows.hard.isnull()).sum().fill_null(0)
    return rows.aggregate(by=by, **sums)


def share_bounds(of: dict[str, int]) -> tuple[float | None, float | None, float | None]:
    """The share of hard technology in the tier: of those confirmed and clear, the least and the most.

    Least: all unclear companies are no hard technology, and of the undecided only those join the tier that lower the
    share. Most: the other way round. A share below 1 falls with each further no and rises with each further yes, so the
    ends are reached. All are empty where nobody could be of the tier.
    """
    hard, other, unclear = of["hard"], of["other"], of["unclear"]
    value = hard / (hard + other) if hard + other else None
    low_of = hard + other + unclear + of["may_other"] + of["may_unclear"]
    high_yes = hard + unclear + of["may_hard"] + of["may_unclear"]
    low = hard / low_of if low_of else (1.0 if of["may_hard"] else None)
    high = high_yes / (high_yes + other) if high_yes + other else (0.0 if of["may_other"] else None)
    return value, low, high
