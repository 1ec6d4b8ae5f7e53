"""What agreement and disagreement are worth, in bits, and Splink's settings made of that.

The weight of a level is log2(m / u): how much more often it is seen in two records of one company (m) than in two of
different ones (u). The weights are stored and not learned from the records at hand: a book of five hundred records has
too few pairs to learn from, and two runs must give the same answer. docs/linkage.md says how they were found.

A shared thing that is rare (a name, a host, the day and amount of a round) is worth more the more records there are:
that two of n have it by chance is as likely as 1 / n, and so is that two of n are one company. The two cancel out, so
the bits of such levels are said for `AMONG` records, and the model adds what n differs from that on both sides.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from hornbook.text import Text

AMONG = 100_000
_FEWEST = 200
"""Below so many records the prior is that of so many: a short list does not make strangers alike."""


class Level(NamedTuple):
    """One outcome of a comparison: when it holds (SQL over both records), what it is called and its bits."""

    when: str
    says: Text
    bits: float | None
    """None: nothing to compare, so it says nothing."""
    rare: bool = False
    """Whether the bits are those among `AMONG` records and grow with the number of records."""


@dataclass(frozen=True, slots=True)
class EvidenceLevels:
    """One kind of evidence: its levels from the strongest to the weakest; the first that holds counts."""

    name: str
    says: Text
    levels: tuple[Level, ...]


def prior(records: int) -> float:
    """Bits for two records drawn at random being one company: one in as many as there are."""
    return -math.log2(max(records, _FEWEST))


def bits(level: Level, records: int) -> float:
    """The weight of a level among so many records."""
    grown = math.log2(max(records, _FEWEST) / AMONG) if level.rare else 0.0
    return (level.bits or 0.0) + grown


def settings(records: int, comparisons: Iterable[EvidenceLevels]) -> dict[str, Any]:
    """The model for so many records, as Splink reads it; a waterfall's bars are its columns mw_<comparison>."""
    chance = 2.0 ** prior(records)
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "id",
        "probability_two_random_records_match": chance / (1 + chance),
        "comparisons": [_splink(comparison, records) for comparison in comparisons],
        "blocking_rules_to_generate_predictions": [],
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": True,
    }


def _splink(comparison: EvidenceLevels, records: int) -> dict[str, Any]:
    return {
        "output_column_name": comparison.name,
        "comparison_levels": [_splink_level(level, records) for level in comparison.levels],
    }


def _splink_level(level: Level, records: int) -> dict[str, Any]:
    """Only the ratio of m to u counts, so the larger of the two is a half."""
    common = {"sql_condition": level.when, "label_for_charts": level.says.en}
    if level.bits is None:
        return {**common, "is_null_level": True}
    ratio = 2.0 ** bits(level, records)
    return {**common, "m_probability": 0.5 * min(1.0, ratio), "u_probability": 0.5 * min(1.0, 1 / ratio)}
