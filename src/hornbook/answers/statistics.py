"""Which statistics of the ecosystem there are, found by their place, and the answer that lists them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from hornbook.answers import ecosystem as room
from hornbook.answers.answer import Answer, head
from hornbook.answers.statistic import Statistic, StatisticAnswer, statistic_asked
from hornbook.ecosystem.question import EcosystemQuestion
from hornbook.errors import QuestionError, suggestion
from hornbook.render.sheet import Column, Hint, Kind, Sheet, Table
from hornbook.text import Text, listing, message


@cache
def statistics() -> dict[str, Statistic]:
    """Every statistic by its name: a module of `answers.ecosystem`."""
    return dict(_found())


def _found() -> Iterator[tuple[str, Statistic]]:
    for name in sorted(module.name for module in iter_modules(room.__path__)):
        for value in vars(import_module(f"{room.__name__}.{name}")).values():
            if isinstance(value, Statistic):
                yield name.replace("_", "-"), value


def ask_statistic(name: str, question: EcosystemQuestion) -> StatisticAnswer:
    """The answer of a statistic; QuestionError names the nearest where there is none of that name."""
    known = statistics()
    if name not in known:
        raise QuestionError(
            message(
                "There is no statistic '{name}'.{hint} There are: {known}.",
                name=name,
                hint=suggestion(name, known),
                known=listing(known),
            )
        )
    if question.definition and not known[name].takes_definition:
        raise _no_definition()
    if question.population and not known[name].takes_population:
        raise _no_population()
    return known[name].ask(question)


def _no_definition() -> QuestionError:
    takers = [name for name, of in statistics().items() if of.takes_definition]
    return QuestionError(message("A definition goes with these statistics alone: {names}.", names=listing(takers)))


def _no_population() -> QuestionError:
    takers = [name for name, of in statistics().items() if of.takes_population]
    return QuestionError(
        message("A file of inhabitants goes with these statistics alone: {names}.", names=listing(takers))
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class StatisticSummary:
    """A statistic and what it says."""

    statistic: str
    about: Text


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class StatisticsAnswer(Answer):
    """The statistics that can be asked."""

    statistics: tuple[StatisticSummary, ...]

    def sheet(self) -> Sheet:
        """The page: one row a statistic."""
        columns = (
            Column("statistic", message("statistic"), Kind.CODE, tight=True),
            Column("about", message("what it says"), pair=True),
        )
        rows = tuple({"statistic": of.statistic, "about": of.about} for of in self.statistics)
        hint = Hint(message("`hornbook ecosystem STATISTIC --as-of DAY` asks one."))
        blocks = (*head(self.asked), Table("statistics", columns, rows), hint)
        return Sheet(message("Statistics of the ecosystem"), blocks)


def ask_statistics(question: EcosystemQuestion) -> StatisticsAnswer:
    """The statistics that there are."""
    if question.definition:
        raise _no_definition()
    if question.population:
        raise _no_population()
    return StatisticsAnswer(
        asked=statistic_asked(question),
        statistics=tuple(StatisticSummary(statistic=name, about=of.about) for name, of in statistics().items()),
    )
