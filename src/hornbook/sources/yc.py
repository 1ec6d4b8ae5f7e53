"""Y Combinator's directory of the companies that it has backed, as it stood on one day: a file is an edition.

The directory has had two layouts. `company_id` of the one and `id` of the other are one numbering: of 4,032
numbers in both of two editions, all but one have the same batch and 3,721 the same name, letter for letter. A
subject is "yc:" and that number, so a company keeps it when it changes its name.

The name is read on the edition's day. That it was already the name when the company entered (its founding or its
batch, whichever is earlier) is a guess, graded as derived, and the next edition's guess amends it: a company renamed
between two editions has the old name from the older one's day on and the new name from the newer one's. Place,
classes, website and description stand from the company's entry.

A batch code (W23) gives season and year; the programme began in that season's first month, on a day that the code
does not tell, so its first day stands, derived; where a code has no season (IK12), the edition's day. `status` is
that of the edition's day and has no day of its own: a company that is Inactive, Acquired or Public became so by
then, and that day stands, derived. A team of 0 is a team of unknown size. `num_founders` is no fact: it counts the
founders whom the page shows, and no kind is about them.
"""

import ast
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from hornbook.errors import SourceError
from hornbook.formats.cells import Bad, day_in, drop_personal, number_in, register_number, squeeze
from hornbook.kinds import (
    Acquired,
    Certified,
    Closed,
    Described,
    Fact,
    Founded,
    Headcount,
    Listed,
    Named,
    Registered,
    Sector,
    Website,
)
from hornbook.names.countries import alpha3
from hornbook.sources.shared.cleaning import names_somebody
from hornbook.sources.shared.list_files import list_table
from hornbook.sources.shared.tally import Tally
from hornbook.sources.source import NO_LOSS, About, Entry, Loss, Promise, Reject, Row, Source
from hornbook.terms import Day, Grade
from hornbook.text import Phrase, Text, listing, message

_LAYOUTS: tuple[dict[str, str], ...] = (
    {
        **{"id": "company_id", "name": "company_name", "about": "short_description", "team": "team_size"},
        **{"batch": "batch", "status": "status", "website": "website"},
        **{"tags": "tags", "location": "location", "country": "country", "founded": "year_founded"},
    },
    {
        **{"id": "id", "name": "name", "about": "oneLiner", "team": "teamSize"},
        **{"batch": "batch", "status": "status", "website": "website"},
    },
)
_OPTIONAL = ("tags", "location", "country", "founded")
_SEASONS = {"W": 1, "X": 4, "S": 6, "F": 9}  # winter, spring, summer, fall; the month in which each begins
_BATCH = re.compile(r"([WXSF])(\d\d)", re.ASCII)
_FATES: dict[str, type[Closed] | type[Acquired] | type[Listed] | None] = {
    "Active": None,
    "Inactive": Closed,
    "Acquired": Acquired,
    "Public": Listed,
}
_STATUS: tuple[type[Fact], ...] = (Closed, Acquired, Listed)
"""What a status tells."""
_CITY_STATES = ("Singapore", "Hong Kong")
_STATE = re.compile(r"[A-Z]{2}", re.ASCII)
_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:-(\d\d)-(\d\d))?(?![-\d])", re.ASCII)


class _Company(NamedTuple):
    """A line of the directory, by the names of the first layout's meaning, and what was refused of it so far."""

    cells: dict[str, str]
    recorded: Day
    notes: list[Phrase]
    tally: Tally


class YCombinator(Source):
    """The editions of Y Combinator's directory."""

    about = About(
        name="yc",
        title=Text("Y Combinator's directory of companies", "Y Combinator 企业名录"),
        maker="Y Combinator",
        files=Text(
            "One .csv, .csv.gz or .xlsx an edition, with its day in its name (YYYY-MM-DD.csv); a year alone is its "
            "last day.",
            "每期名录一个 .csv、.csv.gz 或 .xlsx 文件，文件名含日期（YYYY-MM-DD.csv）；只有年份的，"
            "以该年最后一日为准。",
        ),
    )

    def promises(self, recorded: Day) -> tuple[Promise, ...]:
        """What silence means on the edition's day: neither closed, nor bought, nor public."""
        says = Text(
            "The directory gives each of its companies one status, that of the edition's day: one that is not called"
            " Inactive, Acquired or Public had by then neither closed, nor been bought, nor listed. It hears of an end"
            " late, and an Inactive company may have been bought.",
            "名录对每家企业给出一个状态，以该期日期为准：未标为 Inactive、Acquired、Public 的企业，"
            "截至当日未关闭、未被收购、未上市。名录获知企业终止往往较晚，标为 Inactive 的企业也可能已被收购。",
        )
        return (Promise(kinds=(Closed, Acquired, Listed), since=recorded, until=recorded, edition=True, says=says),)

    def recorded(self, paths: tuple[Path, ...]) -> Day | None:
        """The day in the file's name, YYYY-MM-DD, or the last day of a year, YYYY; None when it has neither."""
        for path in paths:
            if found := _DAY.search(path.name):
                with suppress(ValueError):
                    return date(int(found[1]), int(found[2] or 12), int(found[3] or 31))
        return None

    def read(self, paths: tuple[Path, ...], recorded: Day) -> Iterator[Entry]:
        """Every line of an edition, in order; SourceError when it is in neither layout of the directory."""
        if len(paths) != 1:
            raise SourceError(message("One edition of the directory at a time, not {n}.", n=len(paths)))
        names, lines = list_table(paths[0], lambda headings: _layout_of(headings) is not None)
        layout = _layout(paths[0].name, names)
        seen: dict[str, str] = {}
        tally = Tally()
        for line in lines:
            cells = {meaning: squeeze((line.torn or line.cells).get(column, "")) for meaning, column in layout.items()}
            number = cells["id"].removesuffix(".0")
            record = register_number(number)
            subject = None if record is None else f"{self.about.name}:{record}"
            lost = Loss(subject, _STATUS)
            if line.problem:
                yield Reject(line.place, line.problem, lost)
            elif subject is None:
                yield Reject(
                    line.place,
                    message("{column}: {text!r} is not a number", column=layout["id"], text=number[:40])
                    if number
                    else message("no number"),
                    lost,
                )
            elif not names_somebody(cells["name"]):
                yield Reject(line.place, message("no name"), lost)
            elif (first := seen.setdefault(number, line.place)) != line.place:
                same = message("{place} has the same number {number}", place=first, number=number)
                yield Reject(line.place, same, lost)
            else:
                company = _Company(cells, recorded, [], tally)
                facts = tuple(_facts(company, subject, line.place, layout))
                yield Row(line.place, facts, tuple(company.notes), NO_LOSS if cells["status"] in _FATES else lost)
        yield from tally.remarks(paths[0].name)


def _layout_of(names: tuple[str, ...]) -> dict[str, str] | None:
    for layout in _LAYOUTS:
        if all(column in names for meaning, column in layout.items() if meaning not in _OPTIONAL):
            return {meaning: column for meaning, column in layout.items() if column in names}
    return None


def _layout(file: str, names: tuple[str, ...]) -> dict[str, str]:
    """Which column holds what; SourceError when neither layout fits."""
    if found := _layout_of(names):
        return found
    wanted = listing(
        (listing(column for meaning, column in layout.items() if meaning not in _OPTIONAL) for layout in _LAYOUTS), "or"
    )
    raise SourceError(
        message(
            "{file}:1: these are not the columns of Y Combinator's directory ({wanted}). Columns found: "
            "{columns}. A table of other columns can be imported with a mapping: `hornbook import table`.",
            file=file,
            wanted=wanted,
            columns=", ".join(names)[:500],
        )
    )


def _facts(company: _Company, subject: str, place: str, layout: dict[str, str]) -> Iterator[Fact]:
    cells, recorded, *_ = company
    founded, held = _founded(company, layout), _held(company)
    since = min(day for day in (founded, held.get("valid"), recorded) if day)
    at: dict[str, Any] = {"subject": subject, "place": place}
    if since < recorded:
        yield Named(**at, valid=since, grade=Grade.DERIVED, name=cells["name"])
    yield Named(**at, valid=recorded, name=cells["name"])
    if founded:
        yield Founded(**at, valid=founded, precision="year")
    if held:
        status = f"Y Combinator {cells['batch']}"
        yield Certified(**at, **held, grade=Grade.DERIVED, status=status, by="Y Combinator")
    if (url := cells["website"]) and url not in ("http://", "https://"):
        yield Website(**at, valid=since, key="website", url=url)
    if text := drop_personal(cells["about"]):
        yield Described(**at, valid=since, key="about", text=text, language="en")
    for rank, label in enumerate(_tags(company), 1):
        yield Sector(**at, valid=since, key=f"rank {rank}", taxonomy=YCombinator.about.name, label=label, rank=rank)
    country, region, city = _place(company)
    if country or region or city:
        yield Registered(**at, valid=since, key="place", country=country, region=region, city=city)
    if team := _team(company, layout):
        yield Headcount(**at, valid=recorded, count=team)
    if fate := _fate(company):
        yield fate(**at, valid=recorded, grade=Grade.DERIVED)


def _founded(company: _Company, layout: dict[str, str]) -> Day | None:
    if text := company.cells.get("founded", "").removesuffix(".0"):
        try:
            with company.tally.cell(layout["founded"]):
                return day_in(text, "%Y", latest=company.recorded)
        except Bad as why:
            company.notes.append(message("{column}: {problem}", column=layout["founded"], problem=why.phrase))
    return None


def _held(company: _Company) -> dict[str, Any]:
    """From when the company counts as one of its batch, and the key of that; nothing where it is still to come."""
    code, recorded = company.cells["batch"], company.recorded
    found = _BATCH.fullmatch(code)
    if code:
        company.tally.judged("batch", taken=found is not None)
    if found:
        began = date(2000 + int(found[2]), _SEASONS[found[1]], 1)
        if began <= recorded:
            return {"valid": began, "key": "batch"}
        company.notes.append(
            message("batch: {code} begins after {recorded}, the day of recording", code=code, recorded=recorded)
        )
        return {}
    if not code:
        company.notes.append(message("batch: none is named"))
        return {}
    company.notes.append(
        message("batch: {code!r} names no season and year, so {recorded} stands", code=code[:40], recorded=recorded)
    )
    return {"valid": recorded}  # a reading of that day: without a key, so no other edition's amends it


def _tags(company: _Company) -> list[str]:
    """The tags, written as Python writes a list of words."""
    text = company.cells.get("tags", "")
    if not text:
        return []
    try:
        found = ast.literal_eval(text) if len(text) <= 4000 else None
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        found = None
    words = found if isinstance(found, list) and all(isinstance(tag, str) for tag in found) else None
    company.tally.judged("tags", taken=words is not None)
    if words is None:
        company.notes.append(message("tags: {text!r} is not a list of words", text=text[:40]))
        return []
    return list(dict.fromkeys(filter(None, map(squeeze, words))))


def _place(company: _Company) -> tuple[str | None, str | None, str | None]:
    """Country, region and city: "City, ST" or "City" in the United States, "City, Country" or "Country" elsewhere."""
    code, text = company.cells.get("country", ""), company.cells.get("location", "")
    country = alpha3(code)
    if code:
        company.tally.judged("country", taken=country is not None)
    if code and not country:
        company.notes.append(message("country: {code!r} is no code of ISO 3166-1", code=code[:40]))
    first, _, last = text.partition(", ")
    if first.casefold() == "remote":
        company.notes.append(message("location: {text!r} names no city", text=text[:40]))
        return country, None, None
    state = last or (first if _STATE.fullmatch(first) else "")
    if country == "USA" and (not last or _STATE.fullmatch(last)):
        return country, state or None, first if first != state else None
    city = first if last or first in _CITY_STATES else ""
    return country or last or first or None, None, city or None


def _team(company: _Company, layout: dict[str, str]) -> int | None:
    if text := company.cells["team"].removesuffix(".0"):
        try:
            with company.tally.cell(layout["team"]):
                team = number_in(text)
            if team:
                return team
            company.notes.append(message("{column}: 0, so unknown", column=layout["team"]))
        except Bad as why:
            company.notes.append(message("{column}: {problem}", column=layout["team"], problem=why.phrase))
    return None


def _fate(company: _Company) -> type[Closed] | type[Acquired] | type[Listed] | None:
    status = company.cells["status"]
    company.tally.judged("status", taken=status in _FATES)
    if status not in _FATES:
        company.notes.append(
            message("status: {status!r} is none of {known}", status=status[:40], known=listing(_FATES))
        )
    return _FATES.get(status)
