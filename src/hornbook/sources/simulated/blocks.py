"""Blocks: some tens of thousands of records at a time, each block from its own stream of chance."""

from collections.abc import Iterator

import numpy as np

from hornbook.kinds import KINDS, Fact, Round, SameAs, Valuation
from hornbook.sources.simulated.births import births
from hornbook.sources.simulated.fates import endings, fates
from hornbook.sources.simulated.growth import growth
from hornbook.sources.simulated.money import ladder
from hornbook.sources.simulated.names import papers
from hornbook.sources.simulated.noise import Backfill, heard, same_as
from hornbook.sources.simulated.origins import origins
from hornbook.sources.simulated.recipe import Recipe
from hornbook.sources.simulated.rounds import rounds, valuations
from hornbook.sources.simulated.rows import Rows, height
from hornbook.sources.simulated.spelling import fact_table
from hornbook.sources.source import Chunk

BLOCK = 50_000
"""Records a block; part of what a seed means, so a change here makes other regions."""


def chunks(recipe: Recipe) -> Iterator[Chunk]:
    """Every fact of a region, kind by kind within block by block."""
    for number in range(-(-recipe.companies // BLOCK)):
        yield from block(recipe, number)


def block(recipe: Recipe, number: int) -> Iterator[Chunk]:
    """The facts of one block, which depend on no other block."""
    first = number * BLOCK + 1
    records = min(BLOCK, recipe.companies + 1 - first)
    streams = np.random.SeedSequence([recipe.seed, number]).spawn(9)
    chance = [np.random.default_rng(stream) for stream in streams]
    backfill = Backfill(recipe.backfilled, chance[8])
    companies = births(recipe, records, chance[0])
    climbed = ladder(companies, chance[1])
    met = fates(companies, climbed, chance[2])
    happened: dict[type[Fact], Rows] = {
        **papers(companies, met.day, chance[3]),
        Round: rounds(companies, climbed, chance[4]),
        Valuation: valuations(companies, climbed, met.day, chance[4]),
        **growth(companies, climbed, met.ends, chance[5]),
        **endings(companies, climbed, met, chance[2]),
        **origins(companies, climbed, met.ends, chance[6]),
    }
    for kind in KINDS.values():
        if kind is SameAs:
            rows = same_as(companies, chance[7])
        elif kind in happened:
            rows = heard(kind, happened.pop(kind), companies, chance[7], backfill)
        else:
            continue
        if height(rows):
            yield Chunk(kind, fact_table(kind, rows, first, recipe.place), height(rows))
