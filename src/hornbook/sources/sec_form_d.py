"""Form D: what companies filed with the US Securities and Exchange Commission on securities sold without registration.

The SEC publishes the notices of a quarter as one zip of tab-separated tables; a file is a batch. Of it FORMDSUBMISSION,
ISSUERS and OFFERING are read, joined by ACCESSIONNUMBER: one entry a filing, of its primary issuer. RELATEDPERSONS,
RECIPIENTS and SIGNATURES name persons and are never read; of the issuer's address only city and state are.

A subject is "sec:" and the CIK without leading zeros. A round is keyed by the file number, which an amendment (D/A)
shares with the notice that it amends, so the book amends too; its amount is the total sold by then, of which some
may be promised and not yet paid. What is filed is known on the filing day and not before. A notice of a merger or
exchange of shares brings no money and no round. Pooled investment funds are not companies and are refused.

Name and place are readings of the filing day. The company exists before it: from its year of incorporation, from
five years earlier where the notice says "over five years", or from the first sale; from then on its former name
stands if it had one, else its name, derived, and the jurisdiction that it was incorporated in.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from hornbook.errors import QuestionError, SourceError
from hornbook.formats.cells import Bad, amount_in, day_in, register_number, slug
from hornbook.kinds import Fact, Founded, Named, Registered, Round, Sector
from hornbook.sources.shared.edgar import edgar_place, place_named
from hornbook.sources.shared.form_d_tables import Cells, keyed, tables_in
from hornbook.sources.shared.tally import Tally
from hornbook.sources.source import About, Entry, Fetch, Reject, Row, Source
from hornbook.terms import Amount, Day, Grade, Instrument, Payment
from hornbook.text import Phrase, Text, message

_TYPES = {
    **{"ISEQUITYTYPE": "equity", "ISDEBTTYPE": "debt", "ISOPTIONTOACQUIRETYPE": "option"},
    **{"ISSECURITYTOBEACQUIREDTYPE": "security to be acquired", "ISTENANTINCOMMONTYPE": "tenant in common"},
    **{"ISMINERALPROPERTYTYPE": "mineral property", "ISOTHERTYPE": "other"},
}
_FORMATS = ("%d-%b-%Y", "%Y-%m-%d", "%d-%b-%y", "%m/%d/%Y")
_YES = ("true", "yes", "y", "1")
_QUARTER = re.compile(r"(?<!\d)((?:19|20)\d\d)[qQ]([1-4])(?!\d)", re.ASCII)


def _paths(period: str) -> tuple[str, ...]:
    return tuple(f"{_quarter(period)}_d{again}.zip" for again in ("", "_0"))  # some old quarters were put up again


def _quarter(period: str) -> str:
    if not _QUARTER.fullmatch(period):
        raise QuestionError(
            message("'{period}' is not a quarter. Write it as 2015q4; the first is 2008q1.", period=period)
        )
    return period.lower()


class _Filing(NamedTuple):
    """One notice: its cells in the three tables, and what was refused of it so far."""

    place: str
    filed: Day
    form: Cells
    issuer: Cells
    offering: Cells
    notes: list[Phrase]
    tally: Tally


class FormD(Source):
    """The quarterly archives of Form D."""

    # No promises: many rounds are sold under other exemptions, abroad, or without the notice that is due.
    about = About(
        name="sec-form-d",
        title=Text(
            "SEC Form D: notices of securities sold without registration, United States",
            "美国证券交易委员会 Form D：豁免注册证券发行通知",
        ),
        maker="U.S. Securities and Exchange Commission",
        files=Text(
            "One .zip a quarter as the SEC publishes it, with the quarter in its name (2015q4_d.zip).",
            "SEC 每季度发布的 .zip 文件，文件名含季度（2015q4_d.zip）。",
        ),
    )
    fetch = Fetch(
        base="https://www.sec.gov/files/structureddata/data/form-d-data-sets/",
        paths=_paths,
        name=lambda period: f"{_quarter(period)}_d.zip",
        example="2015q4",
        contact=True,
    )

    def recorded(self, paths: tuple[Path, ...]) -> Day | None:
        """The last day of the quarter in the file's name; None when there is none."""
        for path in paths:
            if found := _QUARTER.search(path.name):
                year, month = int(found[1]), int(found[2]) * 3
                return date(year, month, monthrange(year, month)[1])
        return None

    def read(self, paths: tuple[Path, ...], recorded: Day) -> Iterator[Entry]:
        """Every filing of a quarter in the order of FORMDSUBMISSION, and every line of the three tables that is broken.

        SourceError when the archive or one of the tables cannot be read.
        """
        if len(paths) != 1:
            raise SourceError(message("One quarter of Form D at a time, not {n}.", n=len(paths)))
        tables = tables_in(paths[0])
        broken: list[Entry] = []
        issuers, offerings = (keyed(tables[name], broken) for name in ("ISSUERS", "OFFERING"))
        seen: set[str] = set()
        tally = Tally()
        for place, cells in tables["FORMDSUBMISSION"]:
            number = cells["ACCESSIONNUMBER"] if isinstance(cells, dict) else ""
            if not isinstance(cells, dict):
                yield Reject(place, cells)
            elif not number:
                yield Reject(place, message("no ACCESSIONNUMBER"))
            elif number in seen:
                yield Reject(place, message("a filing above has the same number {number}", number=number))
            else:
                seen.add(number)
                where = f"{paths[0].name}, {number}"
                yield _entry(where, cells, issuers.get(number, []), offerings.get(number, []), recorded, tally)
        yield from (*broken, *tally.remarks(paths[0].name))
        for name, rows in (("ISSUERS", issuers), ("OFFERING", offerings)):
            for number in (number for number in rows if number not in seen):
                yield Reject(
                    f"{paths[0].name}, {number}", message("{name} has it and FORMDSUBMISSION has not", name=name)
                )


def _entry(place: str, form: Cells, issuers: list[Cells], offerings: list[Cells], recorded: Day, tally: Tally) -> Entry:
    kind = form["SUBMISSIONTYPE"]
    if kind not in ("D", "D/A"):
        return Reject(place, message("SUBMISSIONTYPE: {kind!r} is neither D nor D/A", kind=kind[:40]))
    if form["TESTORLIVE"].upper() not in ("", "LIVE"):
        return Reject(place, message("a filing made to test the system"))
    if len(offerings) != 1:
        if not offerings:
            return Reject(place, message("OFFERING has no rows of it; one is expected"))
        return Reject(place, message("OFFERING has {n} rows of it; one is expected", n=len(offerings)))
    fund = offerings[0]["INVESTMENTFUNDTYPE"] or message("unstated kind")
    pooled = "Pooled Investment Fund" in offerings[0]["INDUSTRYGROUPTYPE"]
    if pooled or offerings[0]["INVESTMENTFUNDTYPE"] or _yes(offerings[0], "ISPOOLEDINVESTMENTFUNDTYPE"):
        return Reject(place, message("a pooled investment fund ({fund}), not a company", fund=fund))
    first = [issuer for issuer in issuers if issuer["IS_PRIMARYISSUER_FLAG"].casefold() in _YES] or issuers[:1]
    if len(first) != 1:
        return Reject(place, message("several primary issuers") if first else message("ISSUERS has no row of it"))
    issuer = first[0]
    if not register_number(issuer["CIK"]) or not issuer["ENTITYNAME"]:
        return Reject(
            place,
            message(
                "CIK {cik!r} and name {name!r} name no issuer",
                cik=issuer["CIK"][:20],
                name=issuer["ENTITYNAME"][:40],
            ),
        )
    try:
        with tally.cell("FILING_DATE"):
            filed = day_in(form["FILING_DATE"][:11].strip(), *_FORMATS, latest=recorded)
    except Bad as why:
        return Reject(place, message("FILING_DATE: {problem}", problem=why.phrase))
    filing = _Filing(place, filed, form, issuer, offerings[0], [], tally)
    if len(issuers) > 1:
        filing.notes.append(message("ISSUERS: {n} more; only the primary issuer is read", n=len(issuers) - 1))
    return Row(place, tuple(_facts(filing)), tuple(filing.notes))


def _facts(filing: _Filing) -> Iterator[Fact]:
    place, filed, form, issuer, offering, *_ = filing
    subject = f"sec:{int(issuer['CIK'])}"
    at: dict[str, Any] = {"subject": subject, "place": place, "known": filed, "grade": Grade.FILED}
    founded, sold = _founded(filing), _first_sale(filing)
    earlier = _five_years_before(filed) if issuer["YEAROFINC_TIMESPAN_CHOICE"] == "overFiveYears" else None
    since = min(day for day in (founded, earlier, sold, filed) if day)
    yield from _names(at, issuer, since, filed)
    if founded:
        yield Founded(**at, valid=founded, precision="year")
    form_of = issuer["ENTITYTYPE"] if issuer["ENTITYTYPE"] != "Other" else issuer["ENTITYTYPEOTHERDESC"]
    where = place_named(issuer["JURISDICTIONOFINC"])
    if where and since < filed:
        grade = Grade.FILED if since == founded else Grade.DERIVED  # else the day is a bound
        incorporated = at | {"valid": since, "key": f"jurisdiction {since}", "grade": grade}
        yield Registered(**incorporated, country=where.country, region=where.region, legal_form=form_of or None)
    based, city = edgar_place(issuer["STATEORCOUNTRY"], issuer["STATEORCOUNTRYDESCRIPTION"]), issuer["CITY"] or None
    if based or city or form_of:
        country, region = based or (None, None)
        yield Registered(**at, valid=filed, country=country, region=region, city=city, legal_form=form_of or None)
    if offering["INDUSTRYGROUPTYPE"]:
        yield Sector(**at, valid=filed, taxonomy=FormD.about.name, label=offering["INDUSTRYGROUPTYPE"])
    if _yes(offering, "ISBUSINESSCOMBINATIONTRANS"):
        filing.notes.append(message("ISBUSINESSCOMBINATIONTRANS: given in a merger or exchange, not sold, so no round"))
        return
    amount = _sold(filing)
    yield Round(
        **at,
        valid=sold or filed,
        key=form["FILE_NUM"] or form["ACCESSIONNUMBER"],
        type=", ".join(word for column, word in _TYPES.items() if _yes(offering, column)) or "unstated",
        amount=amount,
        currency=None if amount is None else "USD",
        instrument=_instrument(offering),
        payment=Payment.UNSTATED if sold else Payment.ANNOUNCED,
    )


def _names(at: dict[str, Any], issuer: Cells, since: Day, filed: Day) -> Iterator[Named]:
    """The name on the filing day; before it the former names, or else the same one."""
    name = issuer["ENTITYNAME"]
    former = {slug(text): text for column, text in issuer.items() if "PREVIOUSNAME" in column}
    former = {word: text for word, text in former.items() if word not in ("", "none", slug(name))}
    if since < filed:
        guess = at | {"grade": Grade.DERIVED, "valid": since}
        for word, text in former.items():
            yield Named(**guess, key=f"since {since} {word}", name=text)
        if not former:
            yield Named(**guess, key=f"since {since}", name=name)
    yield Named(**at, valid=filed, name=name, registered=True)


def _yes(cells: Cells, column: str) -> bool:
    return cells[column].casefold() in _YES


def _founded(filing: _Filing) -> Day | None:
    if text := filing.issuer["YEAROFINC_VALUE_ENTERED"]:
        try:
            with filing.tally.cell("YEAROFINC_VALUE_ENTERED"):
                return day_in(text, "%Y", latest=filing.filed)
        except Bad as why:
            filing.notes.append(message("YEAROFINC_VALUE_ENTERED: {problem}", problem=why.phrase))
    return None


def _five_years_before(day: Day) -> Day:
    return day.replace(year=day.year - 5, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _first_sale(filing: _Filing) -> Day | None:
    """The day of the first sale; None where it has yet to occur, or its day cannot be."""
    text = filing.offering["SALE_DATE"][:11].strip()
    if not text or _yes(filing.offering, "YETTOOCCUR"):
        return None
    try:
        with filing.tally.cell("SALE_DATE"):
            return day_in(text, *_FORMATS, latest=filing.filed)
    except Bad as why:
        filing.notes.append(message("SALE_DATE: {problem}; the filing day stands", problem=why.phrase))
        return None


def _sold(filing: _Filing) -> Amount | None:
    """How much was sold by the filing day; 0 where nothing was yet."""
    text = filing.offering["TOTALAMOUNTSOLD"]
    if text:
        try:
            with filing.tally.cell("TOTALAMOUNTSOLD"):
                return amount_in(text)
        except Bad as why:
            filing.notes.append(message("TOTALAMOUNTSOLD: {problem}", problem=why.phrase))
    return None


def _instrument(offering: Cells) -> Instrument:
    """Shares, or a loan (which an option or a share to be had for it may go with); both at once say neither."""
    equity, debt = _yes(offering, "ISEQUITYTYPE"), _yes(offering, "ISDEBTTYPE")
    if equity == debt:
        return Instrument.UNSTATED
    return Instrument.EQUITY if equity else Instrument.DEBT
