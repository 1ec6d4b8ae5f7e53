"""The CB Insights list of unicorns as it stood on one day: private companies said to be worth a billion.

The day is in the file's name (2019-12-31.xlsx); where it is not, the user says it. Each file is an edition
and a batch of its own. A subject is "cbinsights:" and the company's name in lower case with hyphens, so a
company that an edition renames (One97 Communications, with or without Paytm) is a new subject until somebody
says that the two are one.

The valuation holds on the list's day. That it was a billion dollars on the day of joining is worked out,
not read, and graded so; a newer edition's join day amends it. A native date among dates written as text may
have day and month swapped by a spreadsheet: the later reading that the list's day allows stands. That the
named investors bought shares by the day of joining is worked out too: the list does not say in which round
each came in, so they stand together on one round of no stated type and amount, which a newer edition amends.

All six columns of the list are read. A further sheet of one edition numbers some rows and gives them a year, both
of whoever saved the list, beside links to articles: none of that is a fact of the maker's.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from hornbook.errors import SourceError
from hornbook.formats.cells import Bad, amount_in, day_in, slug, squeeze
from hornbook.formats.rows import sheets
from hornbook.formats.workbook import Cell
from hornbook.kinds import Acquired, Certified, Closed, Fact, Listed, Named, Registered, Round, Sector, Valuation
from hornbook.names.countries import country
from hornbook.sources.source import About, Entry, Promise, Reject, Row, Source
from hornbook.terms import EARLIEST, Amount, Bound, Day, Grade, Instrument
from hornbook.text import Phrase, Text, listing, message

BILLION = Decimal(10**9)
_DAY = re.compile(r"(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)")
_HEADINGS = {
    "company": ("company",),
    "valuation": ("valuation",),
    "joined": ("date joined", "joined"),
    "country": ("country",),
    "industry": ("industry", "category", "sector"),
    "investors": ("investor", "select investor"),
}
_NOBODY = ("n/a", "none", "undisclosed", "-")
_HEADING_WITHIN = 20  # rows: titles and blank rows may stand above the headings


class _Listing(NamedTuple):
    """One company's row, read."""

    subject: str
    name: str
    valuation: Amount | None
    joined: Day | None
    sure: bool
    country: str
    industry: str
    investors: str
    notes: tuple[Phrase, ...]


class CBInsights(Source):
    """The editions of the CB Insights list of unicorns."""

    about = About(
        name="cbinsights",
        title=Text("CB Insights list of unicorns", "CB Insights 独角兽榜单"),
        id="{name}",
        maker="CB Insights",
        files=Text(
            "One workbook an edition, named by the day on which the list stood: YYYY-MM-DD.xlsx.",
            "每期榜单一个工作簿，以榜单日期命名：YYYY-MM-DD.xlsx。",
        ),
    )

    def promises(self, recorded: Day) -> tuple[Promise, ...]:
        """What silence means up to the list's day, and what it does not mean later."""
        says = Text(
            "The list means to name every private company worth at least a billion dollars on its day. A "
            "company on it is then neither listed on an exchange, nor bought, nor closed, and has no other "
            "valuation there. A company that an older edition names and the newest does not may have listed, "
            "been bought, closed or lost value; the list does not say which, so which it was is unknown.",
            "榜单旨在列出当日估值至少十亿美元的全部未上市企业，因此榜上企业当日既未上市，"
            "也未被收购或关闭，且榜单上别无其他估值。旧榜列名而最新一期未列的企业，可能已上市、被收购、"
            "关闭，也可能估值下降；榜单没有说明原因，因此视为未知。",
        )
        fate = Text(
            "A company on the list had neither listed, nor been bought, nor closed on any day until the list's own.",
            "榜上企业截至榜单日期从未上市、被收购或关闭。",
        )
        return (
            Promise(kinds=(Valuation,), since=recorded, until=recorded, edition=True, says=says),
            # Private on its day is private before it, so with hindsight a list speaks of earlier days too.
            Promise(kinds=(Listed, Acquired, Closed), since=EARLIEST, until=recorded, edition=True, says=fate),
        )

    def recorded(self, paths: tuple[Path, ...]) -> Day | None:
        """The day in the file's name, YYYY-MM-DD; None when there is no such day in it."""
        for path in paths:
            if found := _DAY.search(path.name):
                with suppress(ValueError):
                    return date.fromisoformat(found[0])
        return None

    def read(self, paths: tuple[Path, ...], recorded: Day) -> Iterator[Entry]:
        """Every row below the headings of each sheet but blank ones; SourceError when no sheet has headings."""
        if len(paths) != 1:
            raise SourceError(message("One edition of the list at a time, not {n}.", n=len(paths)))
        book = paths[0].name
        seen: dict[str, tuple[str, _Listing]] = {}
        headed = False
        for sheet, rows in sheets(paths[0]):
            top, columns = _headings(rows)
            headed = headed or bool(columns)
            for number, row in enumerate(rows[top:], top + 1):
                words = [squeeze(str(cell)) for cell in row if cell is not None]
                if any(words):
                    place = f"{book}, {sheet}, row {number}"
                    cells = {column: row[at] if at < len(row) else None for column, at in columns.items()}
                    yield _entry(place, words, cells, seen, recorded)
        if not headed:
            raise SourceError(
                message(
                    "{book}: no sheet has a row with the headings Company and Valuation ($B) among its first "
                    "{most}. Is this the CB Insights list?",
                    book=book,
                    most=_HEADING_WITHIN,
                )
            )


def _headings(rows: list[list[Cell]]) -> tuple[int, dict[str, int]]:
    """How many rows lie up to and with the headings, and which column is which; 0 and nothing without."""
    for number, row in enumerate(rows[:_HEADING_WITHIN], 1):
        words = [squeeze(str(cell or "")).casefold() for cell in row]
        columns = {
            column: at
            for column, beginnings in _HEADINGS.items()
            for at, word in reversed(list(enumerate(words)))
            if word.startswith(beginnings)
        }
        if {"company", "valuation"} <= columns.keys():
            return number, columns
    return 0, {}


def _entry(
    place: str,
    words: list[str],
    cells: dict[str, Cell],
    seen: dict[str, tuple[str, _Listing]],
    recorded: Day,
) -> Entry:
    if not cells:
        return Reject(place, message("no row with headings stands above it in its sheet"))
    name = squeeze(str(cells["company"] or ""))
    others = [word for word in words if word and word != name]
    if all(word.startswith(("http://", "https://")) for word in others):
        return Reject(place, message("not a company: only a link") if others else message("not a company: only a name"))
    if not slug(name):
        return Reject(
            place, message("no company is named, only {name!r}", name=name) if name else message("no company is named")
        )
    found = _listing(name, cells, recorded)
    if found.subject in seen:
        where, first = seen[found.subject]
        return Reject(place, message("repeats {place}{differing}", place=where, differing=_differing(first, found)))
    seen[found.subject] = (place, found)
    return Row(place, _facts(place, found, recorded), found.notes)


def _listing(name: str, cells: dict[str, Cell], recorded: Day) -> _Listing:
    notes: list[Phrase] = []
    valuation: Amount | None = None
    joined: Day | None = None
    sure = True
    try:
        valuation = _billions(cells["valuation"])
    except Bad as why:
        notes.append(message("valuation: {problem}", problem=why.phrase))
    try:
        joined, sure = _joined(cells.get("joined"), recorded)
        if not sure:
            notes.append(
                message(
                    "date joined: day and month may be swapped in {text}; taken as {day}",
                    text=str(cells["joined"]),
                    day=joined,
                )
            )
    except Bad as why:
        notes.append(message("date joined: {problem}", problem=why.phrase))
    country, industry = (squeeze(str(cells.get(column) or "")) for column in ("country", "industry"))
    investors = ", ".join(_investors(cells.get("investors")))
    subject = f"{CBInsights.about.name}:{slug(name)}"
    return _Listing(subject, name, valuation, joined, sure, country, industry, investors, tuple(notes))


def _investors(cell: Cell) -> tuple[str, ...]:
    """The names between the commas of a cell, each once."""
    names = dict.fromkeys(map(squeeze, str(cell or "").split(",")))
    return tuple(name for name in names if name and name.casefold() not in _NOBODY)


def _billions(cell: Cell) -> Amount:
    """Billions of dollars, as 11.0 or "$11", in dollars."""
    text = squeeze(str("" if cell is None else cell)).removeprefix("$").removesuffix("B")
    amount = amount_in(text, BILLION)
    if amount <= 0:
        raise Bad(message("{text!r} is no valuation", text=text))
    return amount


def _joined(cell: Cell, latest: Day) -> tuple[Day, bool]:
    """A join date, and whether it is sure to be the day that the maker wrote (month, day, year)."""
    if not isinstance(cell, date):
        return day_in(squeeze(str(cell or "")), "%m/%d/%Y", latest=latest), True
    native = cell.date() if isinstance(cell, datetime) else cell
    readings = [native]
    with suppress(ValueError):
        readings.append(native.replace(month=native.day, day=native.month))
    plausible = [day for day in readings if day <= latest]
    if not plausible:
        raise Bad(message("{day} is after {latest}", day=native, latest=latest))
    return max(plausible), len(set(readings)) == 1


def _facts(place: str, company: _Listing, recorded: Day) -> tuple[Fact, ...]:
    at: dict[str, Any] = {"subject": company.subject, "place": place}
    on = f"on {recorded}"
    certified = Certified(**at, valid=recorded, key=on, status="unicorn", by="CB Insights")
    return (*_profile(at, company, recorded), *_valuations(at, company, recorded, on), certified)


def _profile(at: dict[str, Any], company: _Listing, recorded: Day) -> Iterator[Fact]:
    """Name, place, class and investors, from the join day on."""
    since = {**at, "valid": company.joined or recorded, "grade": Grade.REPORTED if company.sure else Grade.DERIVED}
    # The name has the join day as its key: where a newer edition moves the join day, the company stays in the
    # book on the days on which older editions valued it.
    yield Named(**since, name=company.name)
    if company.country:
        code = country(company.country) or company.country
        yield Registered(**since, key="place", country=code)
    if company.industry:
        yield Sector(**since, key="sector", taxonomy="cbinsights", label=company.industry)
    if company.investors:
        yield Round(
            **{**since, "grade": Grade.DERIVED},
            key="investors",
            type="unstated",
            instrument=Instrument.EQUITY,
            investors=_investors(company.investors),
        )


def _valuations(at: dict[str, Any], company: _Listing, recorded: Day, on: str) -> Iterator[Valuation]:
    """What the company is worth on the list's day, and the billion that it was worth on the join day."""
    if company.valuation:
        yield Valuation(**at, valid=recorded, key=on, amount=company.valuation, currency="USD")
    if company.joined:
        worth: dict[str, Any] = {"amount": BILLION, "currency": "USD", "bound": Bound.AT_LEAST}
        yield Valuation(**at, valid=company.joined, key="joined", grade=Grade.DERIVED, **worth)


def _differing(one: _Listing, other: _Listing) -> Phrase:
    """Where a repeated row says something else than the first."""
    names = ("name", "valuation", "joined", "country", "industry", "investors")
    return listing(
        (
            message(
                "; {column} {here} here, {there} there",
                column=name,
                here=str(getattr(other, name)),
                there=str(getattr(one, name)),
            )
            for name in names
            if getattr(one, name) != getattr(other, name)
        ),
        "",
    )
