"""From weighed pairs to companies: of rivals the best, and no chain of links that the evidence contradicts.

Two records of one source are two companies unless their own evidence says otherwise. So a record that would match two
records of another source matches at most one of them: each rival takes from the other's probability, the better one is
linked, and a link that would bring together two records of one source, or two that contradict each other, is refused.
"""

import math
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

import pyarrow as pa

from hornbook.engine import Engine
from hornbook.engine.statements import weighed as statements

_RIVAL = -10  # bits; a weaker rival takes less than a thousandth


def rival_probabilities(engine: Engine, scored: pa.Table, rows: pa.Table) -> pa.Table:
    """The pairs with the probability that they are one company, given who else either might be."""
    return statements.weighed_against_rivals(engine, scored, rows, rival=_RIVAL)


class _Groups:
    """Records that are one company so far, and what each group must not contain."""

    def __init__(self, source: dict[int, str], scored: dict[tuple[int, int], tuple[float, float]]) -> None:
        self._source = source
        self._scored = scored
        self._top: dict[int, int] = {}
        self._members: dict[int, list[int]] = defaultdict(list)

    def top(self, record: int) -> int:
        """The record that stands for the group."""
        while (up := self._top.get(record, record)) != record:
            self._top[record] = self._top.get(up, up)
            record = up
        return record

    def members(self, record: int) -> list[int]:
        """Every record of a group."""
        return self._members.get(record) or [record]

    def join(self, one: int, other: int) -> bool:
        """Make two records' groups one, unless two of their records cannot be one company."""
        first, second = sorted((self.top(one), self.top(other)))
        if first == second:
            return True
        if any(self._against(a, b) for a in self.members(first) for b in self.members(second)):
            return False
        self._members[first] = [*self.members(first), *self.members(second)]
        self._top[second] = first
        return True

    def _against(self, one: int, other: int) -> bool:
        weight, beside = self._scored.get((min(one, other), max(one, other)), (-math.inf, 0.0))
        return beside < _CONTRADICTED or (weight <= 0 and self._source[one] == self._source[other])


_CONTRADICTED = -5.0
"""Bits of all evidence but the names; below, two records cannot be one company whatever links them."""


class ScoredPair(NamedTuple):
    """What is known of a pair: its bits in all, those of all evidence but the names, and its probability."""

    left: int
    right: int
    weight: float
    beside: float
    probability: float


def chosen_groups(pairs: Iterable[ScoredPair], source: dict[int, str], least: float) -> dict[int, int]:
    """The group of every record that is linked: pairs taken from the most probable on, as long as they are links.

    `least` is the probability from which on a pair is a link. Equal probabilities are taken in the order of records.
    """
    known = list(pairs)
    groups = _Groups(source, {(p.left, p.right): (p.weight, p.beside) for p in known})
    links = [p for p in known if p.probability >= least]
    for pair in sorted(links, key=lambda p: (-p.probability, -p.weight, p.left, p.right)):
        groups.join(pair.left, pair.right)
    return {record: groups.top(record) for record in sorted({r for p in links for r in (p.left, p.right)})}
