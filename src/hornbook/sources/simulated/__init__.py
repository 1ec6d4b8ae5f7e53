"""The simulated region: a whole ecosystem of companies that do not exist, from a recipe of four lines.

For lessons, for tests at any scale and for showing what a page looks like. A recipe is
`companies = 60000`, `seed = 7`, and where wanted `from`, `until`, `name` and `backfilled`; how it is put together,
and how near its figures come to published ones, is in docs/simulated_region.md.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from hornbook.kinds import Acquired, Award, Certified, Closed, Listed, Patent, Round
from hornbook.sources.simulated.blocks import chunks
from hornbook.sources.simulated.recipe import FIRST, load_recipe, recipe
from hornbook.sources.source import About, Entry, Promise, Source
from hornbook.terms import Day
from hornbook.text import Text

__all__ = ["SimulatedRegion", "recipe"]


class SimulatedRegion(Source):
    """The recipes of simulated regions."""

    about = About(
        name="simulated",
        title=Text("Simulated region (no real company)", "模拟区域（不含任何真实企业）"),
        maker="Hornbook",
        files=Text(
            "A recipe in TOML: companies = 60000, seed = 7, and optionally from, until, name and backfilled.",
            "一份 TOML 配方：companies = 60000、seed = 7，另可写明 from、until、name 与 backfilled。",
        ),
        simulated=True,
    )

    def promises(self, recorded: Day) -> tuple[Promise, ...]:
        """The register of a simulated region misses nothing that is registered; it hears of some of it late."""
        return (
            Promise(
                kinds=(Round, Listed, Acquired, Closed, Patent, Certified, Award),
                since=min(FIRST, recorded),
                live=True,
                says=Text(
                    "The simulated register enters every round, listing, acquisition, closure, patent, status "
                    "and award of its companies, some of them late.",
                    "模拟登记簿收录其中企业的全部融资、上市、被收购、关闭、专利、资格与奖项，其中一部分登记较晚。",
                ),
            ),
        )

    def recorded(self, paths: tuple[Path, ...]) -> date | None:
        """The last day of the region: nothing in it is known later."""
        return max((load_recipe(path).until for path in paths), default=None)

    def read(self, paths: tuple[Path, ...], recorded: Day) -> Iterator[Entry]:
        """Every fact of the region, in chunks of one kind; SourceError for a bad recipe."""
        for path in paths:
            yield from chunks(load_recipe(path))
