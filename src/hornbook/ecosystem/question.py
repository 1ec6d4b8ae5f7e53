"""What every statistic of the ecosystem is asked: companies of a view, a tier of a standard, groups and days."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from hornbook.book.view import View
from hornbook.ecosystem.inhabitants import PopulationFile
from hornbook.lang.filter import Filter
from hornbook.population.verdicts import Under
from hornbook.terms import Day


@dataclass(frozen=True, slots=True, kw_only=True)
class EcosystemQuestion:
    """A question about the companies of a view that reach a tier of a standard."""

    view: View
    under: Under = None
    """The standard and its tier; None: the plain rule."""
    by: tuple[str, ...] = ()
    """The groups, such as city and sector; a statistic that needs one and has none takes its own."""
    where: Filter | None = None
    on_facts: bool = False
    """Whether every open human judgement is assumed to be favourable."""
    earlier: View | None = None
    """The earlier day, for statistics that compare two days or look back over a time."""
    months: int | None = None
    """The length of a period in months, for statistics that ask at the end of each."""

    population: PopulationFile | None = None
    """Inhabitants of places, for statistics that count companies per million of them."""
    definition: Filter | None = None
    """What counts as hard technology, as a rule; a statistic that needs one and has none takes the declared one."""

    def views(self, days: Iterable[Day]) -> tuple[View, ...]:
        """The view on other days, by the same knowledge as on the day asked about."""
        return tuple(replace(self.view, day=day, known_by_default=False) for day in days)
