"""One edition of a list of unicorns, row by row: what its cells say, and which rows are one company.

Two rows of one name are two companies where at least two of country, join day, valuation and investors differ; else the
second repeats the first. Of several companies of one name the one that joined first has the plain subject, and each
other has its country behind it (bolton-usa), or its join day where two have one country: so the subjects do not depend
on the order of rows, and an older edition that knows only the first of them gives it the same subject.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from hornbook.formats.cells import Bad, slug, squeeze
from hornbook.formats.workbook import Cell
from hornbook.sources.shared.cleaning import clean, names_somebody
from hornbook.sources.shared.list_columns import list_column, shifted_investors, shifted_sector
from hornbook.sources.shared.list_dates import DateHabits, date_habits, list_day
from hornbook.sources.shared.list_files import ListRow, ListSheet, cell_as_text
from hornbook.sources.shared.list_places import city_in, country_in
from hornbook.sources.shared.sums import sum_in
from hornbook.sources.shared.tally import Tally
from hornbook.sources.source import NO_LOSS, Reject, Remark
from hornbook.terms import Amount, Bound, Day
from hornbook.text import Phrase, listing, message

_HEADINGS = {
    "company": ("company",),
    "valuation": ("valuation",),
    "joined": ("date joined", "joined"),
    "country": ("country",),
    "city": ("city",),
    "industry": ("industry", "category", "sector"),
    "investors": ("investor", "select inv"),
}
_NOBODY = ("n/a", "none", "undisclosed", "-")
_SCALES = {"k": 10**3, "m": 10**6, "b": 10**9}
_UNIT = re.compile(r"\(\W*(?:us)?\W*([kmb])\w*\)", re.IGNORECASE)
_LINKS = ("http://", "https://")
_DAY_OR_NUMBER = re.compile(r"\d{1,4}[-/]\d{1,2}[-/]\d{1,4}|\d[\d,]*\.\d+", re.ASCII)
_SEVERAL = 2
"""A word that so many rows have as their industry is one of the list's industries."""


class Unicorn(NamedTuple):
    """One company's row, read."""

    place: str
    name: str
    valuation: Amount | None
    bound: Bound
    joined: Day | None
    sure: bool
    country: str | None
    city: str | None
    industry: str | None
    investors: tuple[str, ...]
    notes: tuple[Phrase, ...]


class _Layout(NamedTuple):
    """Which column of a sheet is which, and what its columns show as wholes."""

    columns: dict[str, int]
    headings: dict[str, str]
    scale: Decimal
    habits: DateHabits
    industries: frozenset[str]


def is_unicorn_heading(headings: tuple[str, ...]) -> bool:
    """Whether a row holds the headings of the list."""
    return {"company", "valuation"} <= _columns(headings).keys()


def _columns(headings: tuple[str, ...]) -> dict[str, int]:
    words = [squeeze(heading).casefold() for heading in headings]
    return {
        column: at
        for column, beginnings in _HEADINGS.items()
        for at, word in reversed(list(enumerate(words)))
        if word.startswith(beginnings) and not word.endswith((" count", "_count"))
    }


def unicorn_sheet(sheet: ListSheet, recorded: Day, tally: Tally) -> tuple[list[Remark], list[Unicorn | Reject]]:
    """The rows of a sheet, and what is to be said of its columns."""
    layout, remarks = _layout(sheet)
    entries: list[Unicorn | Reject] = []
    for row in sheet.rows:
        words = [squeeze(str(cell)) for cell in row.cells if cell is not None]
        if row.problem:
            entries.append(Reject(row.place, row.problem))
        elif any(words):
            entries.append(_entry(row, words, layout, recorded, tally))
    return remarks, entries


def _layout(sheet: ListSheet) -> tuple[_Layout, list[Remark]]:
    columns = _columns(sheet.headings)
    of = {at: list_column(heading, _cells(sheet, at)) for at, heading in enumerate(sheet.headings)}
    unknown = [column for at, column in of.items() if at not in columns.values()]
    remarks = []
    for name, shifted in (("industry", shifted_sector), ("investors", shifted_investors)):
        if name in columns and (why := shifted(of[columns[name]], unknown)):
            remarks.append(Remark(sheet.place, why))
            del columns[name]
    unit = _UNIT.search(sheet.headings[columns["valuation"]]) if "valuation" in columns else None
    sectors = Counter(of[columns["industry"]].texts if "industry" in columns else ())
    layout = _Layout(
        columns,
        {column: squeeze(sheet.headings[at]) for column, at in columns.items()},
        Decimal(_SCALES[unit[1].lower()] if unit else 10**9),
        date_habits(_cells(sheet, columns["joined"]) if "joined" in columns else ()),
        frozenset(word for word, times in sectors.items() if times >= _SEVERAL),
    )
    return layout, remarks


def _cells(sheet: ListSheet, at: int) -> list[Cell]:
    return [row.cells[at] for row in sheet.rows if at < len(row.cells)]


def _entry(row: ListRow, words: list[str], layout: _Layout, recorded: Day, tally: Tally) -> Unicorn | Reject:
    place, columns = row.place, layout.columns
    if not columns:
        return Reject(place, message("no row with headings stands above it in its sheet"), NO_LOSS)
    cells = {column: row.cells[at] if at < len(row.cells) else None for column, at in columns.items()}
    written = squeeze(str(cells["company"] or ""))
    others = [word for word in words if word and word != written]
    if all(word.startswith(_LINKS) for word in others):
        why = message("not a company: only a link") if others else message("not a company: only a name")
        return Reject(place, why, NO_LOSS)
    name, note = clean(written, layout.headings["company"])
    if not slug(name) or not names_somebody(name) or _DAY_OR_NUMBER.fullmatch(name):
        return Reject(
            place,
            message("no company is named, only {name!r}", name=written) if written else message("no company is named"),
        )
    notes = [note] if note else []
    valuation, bound = _valuation(cells["valuation"], layout, notes, tally)
    joined, sure = _joined(cells.get("joined"), layout, recorded, notes, tally) if "joined" in cells else (None, True)
    country, city, industry, investors = _described(cells, layout, notes)
    return Unicorn(place, name, valuation, bound, joined, sure, country, city, industry, investors, notes=tuple(notes))


def _valuation(cell: Cell, layout: _Layout, notes: list[Phrase], tally: Tally) -> tuple[Amount | None, Bound]:
    """Dollars, as 11.0 or "$11" in the unit of the heading, or as "$1.5B" or "$900M" in one of their own."""
    text = squeeze(str("" if cell is None else cell))
    try:
        found = sum_in(text, decimal=".", scale=layout.scale)
        if found.currency not in (None, "USD"):
            raise Bad(message("{text!r} is in {currency}, not in dollars", text=text[:40], currency=found.currency))
        if found.amount is None and (found.least is None or found.most is not None):
            raise Bad(message("{text!r} is no valuation", text=text[:40]))
    except Bad as why:
        notes.append(message("valuation: {problem}", problem=why.phrase))
        tally.refused(layout.headings["valuation"])
        return None, Bound.EXACT
    tally.took(layout.headings["valuation"])
    return (found.amount, Bound.EXACT) if found.amount is not None else (found.least, Bound.AT_LEAST)


def _joined(cell: Cell, layout: _Layout, recorded: Day, notes: list[Phrase], tally: Tally) -> tuple[Day | None, bool]:
    try:
        joined, sure = list_day(cell, recorded, layout.habits)
    except Bad as why:
        notes.append(message("date joined: {problem}", problem=why.phrase))
        tally.refused(layout.headings["joined"])
        return None, True
    tally.took(layout.headings["joined"])
    if not sure:
        template = message(
            "date joined: day and month may be swapped in {text}; taken as {day}", text=str(cell), day=joined
        )
        if not layout.habits.month_first and not layout.habits.day_first:
            template = message("date joined: {text} names no day; taken as {day}", text=cell_as_text(cell), day=joined)
        notes.append(template)
    return joined, sure


def _described(
    cells: dict[str, Cell], layout: _Layout, notes: list[Phrase]
) -> tuple[str | None, str | None, str | None, tuple[str, ...]]:
    """Country, city, industry and investors; only the country where the row leaves out its city."""
    texts = {column: squeeze(str(cells.get(column) or "")) for column in ("country", "city", "industry")}
    country = country_in(texts["country"], "country", notes)
    if texts["city"] in layout.industries and texts["industry"] not in layout.industries:
        shifted = message(
            "city: {text!r} is an industry of this list; the row may be shifted, so no cell from there on is read",
            text=texts["city"],
        )
        notes.append(shifted)
        return country, None, None, ()
    return country, city_in(texts["city"], "city", notes), texts["industry"] or None, _investors(cells.get("investors"))


def _investors(cell: Cell) -> tuple[str, ...]:
    """The names between the commas of a cell, each once."""
    names = dict.fromkeys(map(squeeze, str(cell or "").split(",")))
    return tuple(name for name in names if name and name.casefold() not in _NOBODY)


def told_apart(read: Iterable[Unicorn | Reject]) -> Iterator[tuple[str, Unicorn] | Reject]:
    """The rows in their order, each with the last part of its subject; what repeats another row is refused."""
    entries = list(read)
    groups: dict[str, list[Unicorn]] = {}
    repeats: dict[str, Unicorn] = {}
    for entry in entries:
        if isinstance(entry, Unicorn):
            group = groups.setdefault(slug(entry.name), [])
            same = next((other for other in group if not _two_companies(other, entry)), None)
            if same is None:
                group.append(entry)
            else:
                repeats[entry.place] = same
    subjects = {company.place: word for name, group in groups.items() for word, company in _subjects(name, group)}
    for entry in entries:
        if isinstance(entry, Reject):
            yield entry
        elif same := repeats.get(entry.place):
            why = message("repeats {place}{differing}", place=same.place, differing=_differing(same, entry))
            yield Reject(entry.place, why, NO_LOSS)
        else:
            yield subjects[entry.place], _noted(entry, subjects[entry.place], groups[slug(entry.name)])


def _two_companies(one: Unicorn, other: Unicorn) -> bool:
    """Whether two rows of one name differ in at least two things that both state."""
    stated = (
        (one.country, other.country),
        (one.joined, other.joined),
        (one.valuation, other.valuation),
    )
    differing = sum(bool(here and there and here != there) for here, there in stated)
    strangers = one.investors and other.investors and not set(one.investors) & set(other.investors)
    return differing + bool(strangers) >= 2


def _subjects(name: str, group: list[Unicorn]) -> Iterator[tuple[str, Unicorn]]:
    """The subjects of companies of one name, whatever the order of their rows."""
    ordered = sorted(group, key=lambda each: (each.joined or Day.max, each.country or "", -(each.valuation or 0)))
    taken: set[str] = set()
    for company in ordered:
        words = (name, f"{name}-{slug(company.country or '')}", f"{name}-{company.joined or 'undated'}")
        numbered = (f"{words[2]}-{number}" for number in range(2, len(group) + 2))
        word = next(word for word in (*words, *numbered) if word not in taken and not word.endswith("-"))
        taken.add(word)
        yield word, company


def _noted(company: Unicorn, subject: str, group: list[Unicorn]) -> Unicorn:
    """A company with a note where others of this edition have its name."""
    if len(group) == 1:
        return company
    others = listing(other.place for other in group if other is not company)
    note = message(
        "another company of this name stands in {places}; this one is '{subject}'", places=others, subject=subject
    )
    return company._replace(notes=(*company.notes, note))


def _differing(one: Unicorn, other: Unicorn) -> Phrase:
    """Where a repeated row says something else than the first."""
    names = ("name", "valuation", "joined", "country", "city", "industry", "investors")
    return listing(
        (
            message(
                "; {column} {here} here, {there} there", column=name, here=_shown(other, name), there=_shown(one, name)
            )
            for name in names
            if getattr(one, name) != getattr(other, name)
        ),
        "",
    )


def _shown(company: Unicorn, column: str) -> str:
    value = getattr(company, column)
    return ", ".join(value) if isinstance(value, tuple) else str("" if value is None else value)
