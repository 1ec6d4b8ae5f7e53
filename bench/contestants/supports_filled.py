"""Hornbook: thirty supports costed over columns in memory of which figures and decisions are filled."""

from collections.abc import Sequence
from datetime import date

import pyarrow as pa

from bench.question import Facts
from bench.supports import columns_of, sums, terms
from hornbook.support.population import PopulationColumns, awards_among
from hornbook.support.terms import SupportTerms

Ready = tuple[PopulationColumns, list[SupportTerms]]


def prepare(facts: Facts, columns: Sequence[str]) -> Ready:
    """The columns and the texts, read."""
    every = terms()
    return columns_of(facts.made["inputs"], every), every


def run(ready: Ready, days: Sequence[date]) -> pa.Table:
    """One row a support."""
    return sums(awards_among(*ready))
