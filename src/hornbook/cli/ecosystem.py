"""The command `ecosystem`: statistics of a region's companies."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from hornbook.cli import common, complete
from hornbook.cli.census import Every
from hornbook.cli.options import (
    AsOf,
    BookDir,
    By,
    Known,
    Money,
    OnFacts,
    Under,
    Version,
    Where,
    WhereUnknown,
    group_names,
)
from hornbook.cli.output import answering
from hornbook.terms import PERIOD_MONTHS

if TYPE_CHECKING:
    from hornbook.answers.answer import Answer

Name = Annotated[
    str | None,
    typer.Argument(
        metavar="STATISTIC",
        help="Which statistic; without it they are listed.",
        autocompletion=complete.complete_statistic,
    ),
]
Place = Annotated[
    list[str] | None,
    typer.Option("--place", metavar="PLACE", help="Only companies in this city, province or country; may be repeated."),
]
Since = Annotated[
    str | None, typer.Option("--from", metavar="DAY", help="The earlier day that is compared, or where a time begins.")
]
Period = Annotated[Every | None, typer.Option("--every", help="How often a statistic over time asks.")]
Definition = Annotated[
    str | None,
    typer.Option(
        "--definition",
        metavar="RULE",
        help='What counts as hard technology, such as \'sector in {"AI", "chips"}\'; without it the declared fields.',
    ),
]
Population = Annotated[
    Path | None,
    typer.Option(
        "--population",
        metavar="FILE",
        help="Inhabitants of places, a CSV with the columns place, people, year and source; for births and density.",
    ),
]


@answering
def ecosystem_command(
    as_of: AsOf,
    statistic: Name = None,
    standard: Under = None,
    known: Known = None,
    by: By = None,
    place: Place = None,
    where: Where = None,
    where_unknown: WhereUnknown = False,
    since: Since = None,
    every: Period = None,
    definition: Definition = None,
    population: Population = None,
    on_facts: OnFacts = False,
    money: Money = "spot",
    book: BookDir = None,
    version: Version = None,
) -> "Answer":
    """Statistics of the ecosystem, each with its interval; without STATISTIC, which there are."""
    from hornbook.answers.statistics import ask_statistic, ask_statistics
    from hornbook.ecosystem.inhabitants import population_file
    from hornbook.ecosystem.question import EcosystemQuestion

    opened = common.opened(book, version)
    question = EcosystemQuestion(
        view=common.view(opened, as_of, known, money),
        under=standard,
        by=tuple(group_names(by)),
        where=common.company_filter(_placed(where, place), where_unknown),
        on_facts=on_facts,
        earlier=common.view(opened, since, known, money) if since else None,
        months=PERIOD_MONTHS[every] if every else None,
        definition=common.company_filter(definition, False),
        population=population_file(population) if population else None,
    )
    with common.working("ecosystem"):
        return ask_statistic(statistic, question) if statistic else ask_statistics(question)


def _placed(where: str | None, places: list[str] | None) -> str | None:
    """The filter with the places that --place names added to it."""
    if not places:
        return where
    named = ", ".join(f"'{place}'" if '"' in place else f'"{place}"' for place in places)
    inside = f"place in {{{named}}}"
    return f"({where}) and {inside}" if where else inside
