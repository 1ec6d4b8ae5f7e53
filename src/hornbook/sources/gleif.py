"""GLEIF's register of legal entities: the level-1 golden copy, one line for each Legal Entity Identifier (LEI).

The file is a zip with one CSV of millions of lines; it is read in blocks. A subject is "gleif:" and the LEI, whose
two check digits are verified (ISO 17442). Funds, branches, governments and sole proprietors have LEIs too: they are
no companies, or are persons, and are refused, as are records annulled or kept twice.

What a record says is known from its last update on: the file holds no older versions. Names, seat and legal form stand
from the entity's creation. A former legal name stands from then, derived, and the present one from the last update;
a trading name, or one in another language, stands beside it. The legal form is its ISO 20275 code, or the words given
where it has none. The seat is the legal address; where the headquarters are is not read, nor are streets and numbers.
An inactive entity closed on its expiration day; without one, by the last update.

The grade is how far GLEIF's issuers corroborated the record: filed when fully, reported when partly or unsaid, stated
when the entity alone supplied it.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from hornbook.errors import QuestionError, SourceError
from hornbook.formats.cells import Bad, day_in, slug, squeeze
from hornbook.formats.rows import TextRow, csv_table, existing, require, table_of
from hornbook.formats.stream import lines_of
from hornbook.formats.zipped import streamed
from hornbook.kinds import Closed, Fact, Founded, Named, Registered
from hornbook.names.countries import alpha3
from hornbook.sources.shared.tally import Tally
from hornbook.sources.source import About, Entry, Fetch, Reject, Row, Source
from hornbook.terms import Day, Grade
from hornbook.terms import day as day_said
from hornbook.text import Phrase, Text, message

_NAMES = 5
_OTHER = "Entity.OtherEntityNames.OtherEntityName"
_COLUMNS = (
    *("LEI", "Entity.LegalName", "Entity.LegalName.xmllang", "Entity.LegalAddress.City"),
    *("Entity.LegalAddress.Region", "Entity.LegalAddress.Country", "Entity.EntityCategory", "Entity.EntityStatus"),
    *("Entity.LegalForm.EntityLegalFormCode", "Entity.LegalForm.OtherLegalForm", "Entity.EntityCreationDate"),
    *("Entity.EntityExpirationDate", "Entity.EntityExpirationReason", "Registration.InitialRegistrationDate"),
    *("Registration.LastUpdateDate", "Registration.RegistrationStatus", "Registration.ValidationSources"),
)
_NO_COMPANIES = {
    "FUND": message("a fund, not a company"),
    "BRANCH": message("a branch of another entity"),
    "SOLE_PROPRIETOR": message("a sole proprietor, who is a person"),
    "RESIDENT_GOVERNMENT_ENTITY": message("a government entity, not a company"),
    "INTERNATIONAL_ORGANIZATION": message("an international organisation, not a company"),
}
_NO_RECORDS = {
    "DUPLICATE": message("kept twice: another LEI stands for the same entity"),
    "ANNULLED": message("annulled: issued in error"),
    "CANCELLED": message("cancelled before it was issued"),
}
_GRADES = {
    "FULLY_CORROBORATED": Grade.FILED,
    "PARTIALLY_CORROBORATED": Grade.REPORTED,
    "ENTITY_SUPPLIED_ONLY": Grade.STATED,
}
_NO_FORMS = ("8888", "9999")  # ISO 20275: not listed, and none at all
_DIGITS = str.maketrans({chr(ord("A") + n): str(10 + n) for n in range(26)})
_LEI = re.compile(r"[0-9A-Z]{18}[0-9]{2}", re.ASCII)
_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)-?(\d\d)-?(\d\d)(?!\d)", re.ASCII)
_PERIOD = re.compile(r"(\d{4}-\d\d-\d\d)(?:-(0000|0800|1600))?", re.ASCII)


def _published(period: str) -> str:
    """A day, and where wanted the hour, as the address of a golden copy has it; there are three a day."""
    found = _PERIOD.fullmatch(period)
    if not found:
        raise QuestionError(
            message(
                "'{period}' is no golden copy. Write its day, as 2024-01-15, or day and hour: 2024-01-15-0800.",
                period=period,
            )
        )
    return f"{day_said(found[1]):%Y%m%d}-{found[2] or '0000'}"


class _Record(NamedTuple):
    """One line, read as far as its days."""

    cells: dict[str, str]
    place: str
    updated: Day
    notes: list[Phrase]
    tally: Tally


class Gleif(Source):
    """The golden copies of the register of legal entities."""

    # No promises: a record that is not renewed goes stale, and an entity that never needed an LEI has none.
    about = About(
        name="gleif",
        title=Text(
            "GLEIF golden copy, level 1: legal entities and their identifiers (LEI)",
            "全球法人识别编码基金会（GLEIF）一级数据：法人实体及其识别编码（LEI）",
        ),
        maker="Global Legal Entity Identifier Foundation",
        files=Text(
            "The level-1 golden copy in CSV, zipped or not, with its day in its name (20240115-0000-….csv.zip).",
            "一级数据黄金副本（CSV，可为 .zip），文件名含日期（20240115-0000-….csv.zip）。",
        ),
    )
    fetch = Fetch(
        base="https://goldencopy.gleif.org/api/v2/golden-copies/publishes/lei2/",
        paths=lambda period: (f"{_published(period)}.csv",),
        name=lambda period: f"{_published(period)}-gleif-goldencopy-lei2-golden-copy.csv.zip",
        example="2024-01-15",
    )

    def recorded(self, paths: tuple[Path, ...]) -> Day | None:
        """The day in the file's name, YYYYMMDD or YYYY-MM-DD; None when it has none."""
        for path in paths:
            if found := _DAY.search(path.name):
                with suppress(ValueError):
                    return date(int(found[1]), int(found[2]), int(found[3]))
        return None

    def read(self, paths: tuple[Path, ...], recorded: Day) -> Iterator[Entry]:
        """Every line of a golden copy in order, one in memory at a time; SourceError when it is none, however late."""
        if len(paths) != 1:
            raise SourceError(message("One golden copy at a time, not {n}.", n=len(paths)))
        names, lines = _opened(existing(paths[0]))
        require(paths[0].name, names, _COLUMNS)
        tally = Tally()
        for line in lines:
            yield _entry(line, recorded, tally)
        yield from tally.remarks(paths[0].name)


def _opened(path: Path) -> tuple[tuple[str, ...], Iterator[TextRow]]:
    if path.suffix.lower() != ".zip":
        return csv_table(path)
    member, blocks = streamed(path, ".csv")
    name = f"{path.name}, {member}" if member not in path.name else path.name
    return table_of(name, lines_of(name, blocks, "utf-8-sig"))


def check(lei: str) -> bool:
    """Whether a word is an LEI: 18 letters or digits and two check digits that make the whole 1 modulo 97."""
    return bool(_LEI.fullmatch(lei)) and int(lei.translate(_DIGITS)) % 97 == 1


def _entry(line: TextRow, recorded: Day, tally: Tally) -> Entry:
    cells, place = line.cells, line.place
    if line.problem:
        return Reject(place, line.problem)
    sound = check(cells["LEI"])
    tally.judged("LEI", taken=sound)
    if not sound:
        return Reject(place, message("LEI: {lei!r} is none, or its check digits are wrong", lei=cells["LEI"][:40]))
    if why := _NO_COMPANIES.get(cells["Entity.EntityCategory"]):
        return Reject(place, why)
    if why := _NO_RECORDS.get(cells["Registration.RegistrationStatus"]):
        return Reject(place, why)
    if not slug(cells["Entity.LegalName"]):
        return Reject(place, message("no Entity.LegalName"))
    record = _Record(cells, place, recorded, [], tally)
    updated = _day(record, "Registration.LastUpdateDate") or recorded
    record = record._replace(updated=updated)
    return Row(place, tuple(_facts(record)), tuple(record.notes))


def _facts(record: _Record) -> Iterator[Fact]:
    cells, place, updated, notes, tally = record
    created = _day(record, "Entity.EntityCreationDate")
    since = min(created or _day(record, "Registration.InitialRegistrationDate") or updated, updated)
    grade = _GRADES.get(cells["Registration.ValidationSources"], Grade.REPORTED)
    at: dict[str, Any] = {"subject": f"gleif:{cells['LEI']}", "place": place, "known": updated, "grade": grade}
    yield from _names(record, at, since)
    if created:
        yield Founded(**at, valid=created)
    code = cells["Entity.LegalAddress.Country"]
    country = alpha3(code)
    if code:
        tally.judged("Entity.LegalAddress.Country", taken=country is not None)
    if code and not country:
        notes.append(message("Entity.LegalAddress.Country: {code!r} is no code of ISO 3166-1", code=code[:40]))
    form = cells["Entity.LegalForm.EntityLegalFormCode"]
    form = squeeze(cells["Entity.LegalForm.OtherLegalForm"]) if form in ("", *_NO_FORMS) else form
    region, city = cells["Entity.LegalAddress.Region"], squeeze(cells["Entity.LegalAddress.City"])
    if country or region or city or form:
        on = at | {"valid": since, "key": "seat", "legal_form": form or None}
        yield Registered(**on, country=country, region=region or None, city=city or None)
    if cells["Entity.EntityStatus"] == "INACTIVE":
        reason = cells["Entity.EntityExpirationReason"] or None
        if ended := _day(record, "Entity.EntityExpirationDate"):
            yield Closed(**at, valid=ended, key="closed", reason=reason)
        else:
            yield Closed(**at | {"grade": Grade.DERIVED}, valid=updated, key="closed", reason=reason)


def _names(record: _Record, at: dict[str, Any], since: Day) -> Iterator[Named]:
    """The legal name, the former ones before it, and those that stand beside it."""
    cells, updated = record.cells, record.updated
    legal = squeeze(cells["Entity.LegalName"])
    others: dict[str, tuple[str, str, bool]] = {}
    for n in range(1, _NAMES + 1):
        text = cells.get(f"{_OTHER}.{n}")
        if text and (word := slug(text)) and (name := squeeze(text)) != legal:
            former = cells.get(f"{_OTHER}.{n}.type") == "PREVIOUS_LEGAL_NAME"
            others.setdefault(word, (name, cells.get(f"{_OTHER}.{n}.xmllang", ""), former))
    for word, (name, language, former) in others.items():
        grade = Grade.DERIVED if former else at["grade"]
        on = at | {"valid": since, "key": f"name {word}", "grade": grade, "registered": former}
        yield Named(**on, name=name, language=language or None)
    now = at | {"name": legal, "language": cells["Entity.LegalName.xmllang"] or None, "registered": True}
    renamed = any(former for _, _, former in others.values())
    if not renamed:
        yield Named(**now, valid=since, key="legal")
    if renamed or (others and updated > since):  # of several names on one day the latest to be said is shown
        yield Named(**now, valid=updated, key="legal now" if not renamed else "legal")


def _day(record: _Record, column: str) -> Day | None:
    """The day in a cell, of which the hour and its zone are cut off; None when empty or noted."""
    if text := record.cells[column]:
        try:
            with record.tally.cell(column):
                return _said(text[:10], record.updated)
        except Bad as why:
            record.notes.append(message("{column}: {problem}", column=column, problem=why.phrase))
    return None


@lru_cache(maxsize=1 << 14)
def _said(text: str, latest: Day) -> Day:
    return day_in(text, latest=latest)
