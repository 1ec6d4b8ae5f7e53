"""Funding rounds of Indian start-ups, 2015 to 2020, as a public tracker listed them: a line a round, with investors.

The file is typed by hand and saved from web pages: HTML and escaped bytes stand in cells, cells are shifted (one in
HTML that repeats its right neighbour says nothing of its own), months repeat the headings in place of values, lines are
blank. A subject is "india:" and the company's name in lower case with hyphens; names that differ in more are others.

A round without a day has no place in time and is refused. A day is written day/month/year; where a sign or a digit is
missing (05/072018, 01/07/015) the one day that it can be stands, graded as derived. Name, place and classes stand from
the company's first round on this list; a later line that says another place or class says so from its own day on. Of
several places (Singapore and Bangalore) the first in India stands, with a note.

Amounts are in dollars, as the heading says, with commas as in India or elsewhere; some are rupees by their size, but
none says so, and so they stand. `14,342,000+` is at least that. Refused with a note: commas at neither kind of place
(1,34,00000), since a digit may be missing, and less than a thousand dollars (10), where millions may be meant. The
running number (Sr. No.) counts lines of a month, and the first column lines of the file: neither is a fact.
"""

from collections.abc import Iterator
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from hornbook.errors import SourceError
from hornbook.formats.cells import Bad, slug
from hornbook.kinds import Fact, Named, Registered, Round, Sector
from hornbook.sources.shared.cleaning import names_somebody
from hornbook.sources.shared.indian_cells import tracker_day, tracker_sum
from hornbook.sources.shared.indian_words import (
    IndianPlace,
    indian_cell,
    indian_round,
    investors_in,
    places_in,
    unescaped,
)
from hornbook.sources.shared.list_files import list_table
from hornbook.sources.shared.tally import Tally
from hornbook.sources.source import About, Entry, Reject, Row, Source
from hornbook.terms import Day, Grade, Payment
from hornbook.text import Phrase, Text, listing, message

_COLUMNS = {  # by how their headings begin, whatever signs stand in them
    "day": ("date",),
    "name": ("startup-name", "startupname"),
    "vertical": ("industry",),
    "sub": ("sub-vertical", "subvertical"),
    "place": ("city",),
    "investors": ("investors",),
    "type": ("investment",),
    "amount": ("amount",),
}


class _Deal(NamedTuple):
    """One line, read."""

    place: str
    subject: str
    name: str
    day: Day
    sure: bool
    classes: tuple[str, str]
    where: IndianPlace | None
    round: Round
    notes: tuple[Phrase, ...]


class _Stands(NamedTuple):
    """A place or class of a company, and which line of which day says it."""

    word: str | IndianPlace
    said: Day
    place: str


class IndianRounds(Source):
    """The list of funding rounds of Indian start-ups."""

    # No promises: the list tells the rounds that its makers read of, and names no day from which it is complete.
    about = About(
        name="india",
        title=Text("Funding rounds of Indian start-ups, 2015 to 2020", "印度初创企业融资轮次（2015—2020年）"),
        maker="a public tracker of start-up funding",
        files=Text("startup_funding_….csv, .csv.gz or .xlsx.", "startup_funding_….csv、.csv.gz 或 .xlsx。"),
        recorded=date(2020, 7, 31),  # "July 2020": the latest day that this can mean
    )

    def read(self, paths: tuple[Path, ...], recorded: Day) -> Iterator[Entry]:
        """Every line of the file, once all of it is read: a name stands from its first round."""
        if len(paths) != 1:
            raise SourceError(message("One file of rounds at a time, not {n}.", n=len(paths)))
        names, lines = list_table(paths[0], lambda headings: all(_named(headings).values()))
        columns = _columns(paths[0].name, names)
        deals: list[_Deal | Reject] = []
        tally = Tally()
        for line in lines:
            if line.problem:
                deals.append(Reject(line.place, line.problem))
                continue
            cells = _unshifted({own: line.cells[column] for own, column in columns.items()}, columns)
            try:
                deals.append(_deal(line.place, cells, recorded, tally))
            except Bad as why:
                deals.append(Reject(line.place, why.phrase))
        yield from _entries(deals)
        yield from tally.remarks(paths[0].name)


def _named(names: tuple[str, ...]) -> dict[str, str]:
    """The heading of each column; empty where there is none."""
    return {own: next((n for n in names if slug(n).startswith(begins)), "") for own, begins in _COLUMNS.items()}


def _columns(file: str, names: tuple[str, ...]) -> dict[str, str]:
    """Which column is which; SourceError when one is missing."""
    found = _named(names)
    if missing := [own for own, name in found.items() if not name]:
        raise SourceError(
            message(
                "{file}:1: there is no column for {missing}. Columns found: {columns}. Is this the list of "
                "Indian funding rounds?",
                file=file,
                missing=listing(missing),
                columns=listing(names),
            )
        )
    return found


def _unshifted(cells: dict[str, str], columns: dict[str, str]) -> dict[str, str]:
    """What each cell says, without those that repeat their heading or, as HTML, their right neighbour."""
    order = list(cells)
    found = {}
    for own, text in cells.items():
        after = order[order.index(own) + 1] if own != order[-1] else own
        shifted = "<" in text and after != own and unescaped(text) == unescaped(cells[after])
        found[own] = "" if shifted or unescaped(text) == columns[own] else indian_cell(text)
    return found


def _deal(place: str, cells: dict[str, str], recorded: Day, tally: Tally) -> _Deal:
    """One line, read; Bad says why it can be no round."""
    if not any(cells.values()):
        raise Bad(message("says nothing"))
    name = cells["name"]
    if not slug(name) or not names_somebody(name):
        raise Bad(
            message("Startup Name: {name!r} names nobody", name=name) if name else message("Startup Name: no name")
        )
    notes: list[Phrase] = []
    with tally.cell("Date") if cells["day"] else nullcontext():
        day, sure = tracker_day(cells["day"], recorded)
    if not sure:
        notes.append(message("Date: {text!r} is taken as {day}", text=cells["day"], day=day))
    where = _where(cells["place"], notes)
    least, amount = tracker_sum(cells["amount"], notes)
    if cells["amount"]:
        tally.judged("Amount", taken=(least, amount) != (None, None))
    series, instrument = indian_round(cells["type"])
    subject = f"{IndianRounds.about.name}:{slug(name)}"
    told = Round(
        subject=subject,
        valid=day,
        key=f"{day} {cells['type'] or 'unstated'} {amount or least or 'unstated'}",
        place=place,
        grade=Grade.REPORTED if sure else Grade.DERIVED,
        type=cells["type"] or "unstated",
        series=series,
        amount=amount,
        least=least,
        currency="USD" if amount or least else None,
        instrument=instrument,
        payment=Payment.ANNOUNCED,
        investors=investors_in(cells["investors"]),
    )
    return _Deal(place, subject, name, day, sure, (cells["vertical"], cells["sub"]), where, told, tuple(notes))


def _where(text: str, notes: list[Phrase]) -> IndianPlace | None:
    found = places_in(text)
    if len(found) > 1:
        notes.append(
            message(
                "City: of {text!r} only {city} is taken",
                text=text[:60],
                city=found[0].city or found[0].region or found[0].country,
            )
        )
    return found[0] if found else None


def _entries(deals: list[_Deal | Reject]) -> Iterator[Entry]:
    """The lines in their order: a name on the line of a company's first round, the rest where it is first said."""
    facts: dict[str, list[Fact]] = {}
    names: dict[str, _Deal] = {}
    stands: dict[tuple[str, str], _Stands] = {}
    unsaid: dict[str, list[Phrase]] = {}
    for deal in sorted((deal for deal in deals if isinstance(deal, _Deal)), key=lambda deal: deal.day):
        facts[deal.place], unsaid[deal.place] = _profile(deal, names.setdefault(deal.subject, deal), stands)
    told: dict[tuple[str, str], _Deal] = {}
    for line in deals:
        if isinstance(line, Reject):
            yield line
            continue
        first, notes = names[line.subject], (*line.notes, *unsaid[line.place])
        if line.name != first.name:
            notes = (
                *notes,
                message(
                    "Startup Name: taken for the company that {place} calls {name!r}",
                    place=first.place,
                    name=first.name,
                ),
            )
        same = told.setdefault((line.subject, line.round.key), line)
        own = facts[line.place]
        if same is line:
            yield Row(line.place, (*own, line.round), notes)
        elif own:
            yield Row(line.place, tuple(own), (*notes, _repeats(line, same)))
        else:
            yield Reject(line.place, listing([_repeats(line, same), *notes], ";"))


def _profile(deal: _Deal, first: _Deal, stands: dict[tuple[str, str], _Stands]) -> tuple[list[Fact], list[Phrase]]:
    """Name, place and classes, each where it is first said or said anew; of one day the first line stands."""
    grade = Grade.REPORTED if deal.sure else Grade.DERIVED
    common: dict[str, Any] = {"subject": deal.subject, "place": deal.place, "grade": grade}
    facts: list[Fact] = []
    notes: list[Phrase] = []
    if deal is first:
        facts.append(Named(**common, valid=first.day, key="name", name=deal.name))
    said: dict[str, str | IndianPlace | None] = {
        "City": deal.where,
        "Industry": deal.classes[0],
        "Sub-Vertical": deal.classes[1],
    }
    for rank, (what, value) in enumerate(said.items()):
        word = slug(value) if isinstance(value, str) else value
        before = stands.get((deal.subject, what))
        if not word or (before and before.word == word):
            continue
        if before and before.said == deal.day:
            notes.append(
                message(
                    "{column}: {place} says something else of that day, and stands", column=what, place=before.place
                )
            )
            continue
        stands[deal.subject, what] = _Stands(word, deal.day, deal.place)
        valid = deal.day if before else first.day
        if isinstance(value, IndianPlace):
            country, region, city = value
            key = f"place {valid}"
            facts.append(Registered(**common, valid=valid, key=key, country=country, region=region, city=city))
        elif value:
            key = f"rank {rank} {valid}"
            facts.append(
                Sector(**common, valid=valid, key=key, taxonomy=IndianRounds.about.name, label=value, rank=rank)
            )
    return facts, notes


def _repeats(line: _Deal, same: _Deal) -> Phrase:
    here, there = (", ".join(deal.round.investors) for deal in (line, same))
    if here == there:
        return message("repeats the round of {place}", place=same.place)
    return message(
        "repeats the round of {place}; investors {here!r} here, {there!r} there",
        place=same.place,
        here=here,
        there=there,
    )
