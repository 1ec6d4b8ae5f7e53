"""Companies that are new in the book: whose first name became known after a day, by group."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from hornbook.book.view import View
from hornbook.indicators.catalogue import chosen_indicators
from hornbook.kinds import Named
from hornbook.lang.filter import Filter
from hornbook.population.count import Company
from hornbook.population.groups import grouping
from hornbook.population.places import Placed
from hornbook.standards.judge import input_table
from hornbook.terms import Day

MOST = 100_000
"""So many of the newest are named; all are counted."""


class Newcomer(NamedTuple):
    """A company that is new in the book."""

    company: Company
    known: Day


@dataclass(frozen=True, slots=True)
class NewGroup:
    """How many new companies a group has."""

    keys: dict[str, str | int | None]
    count: int


@dataclass(frozen=True, slots=True)
class Newcomers:
    """The new companies of a view since a day."""

    count: int
    newest: tuple[Newcomer, ...]
    """The latest first, at most MOST."""
    groups: tuple[NewGroup, ...]
    placed: Placed | None


def newcomers(view: View, since: Day, by: Iterable[str] = (), where: Filter | None = None) -> Newcomers:
    """Which companies of a view had no name in the book yet by what was known on an earlier day."""
    put = grouping(view, by)
    names = dict.fromkeys(["name", "first_known", *put.indicators])
    table, _ = input_table(view, (), chosen_indicators(names), where)
    before = replace(view, known=since).facts(Named, ["subject"]).select("subject").distinct()
    rows = put.mark(view, table.anti_join(before, "subject"))
    newest = rows.order_by(rows.first_known.desc(), rows.subject).limit(MOST)
    found = view.engine.arrow(newest.select("subject", "name", "first_known")).to_pylist()
    count = len(found)
    if count == MOST:
        count = int(view.engine.arrow(rows.aggregate(n=rows.count()))["n"][0].as_py())
    groups = []
    if put.keys:
        told = view.engine.arrow(rows.aggregate(by=[f"by_{key}" for key in put.keys], n=rows.count())).to_pylist()
        groups = [NewGroup({key: row[f"by_{key}"] for key in put.keys}, row["n"]) for row in told]
    ordered = sorted(groups, key=lambda of: (-of.count, tuple((v is None, str(v)) for v in of.keys.values())))
    named = tuple(Newcomer(Company(row["subject"], row["name"]), row["first_known"]) for row in found)
    return Newcomers(count, named, tuple(ordered), put.how)
