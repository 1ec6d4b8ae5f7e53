"""The CB Insights list of unicorns as it stood on one day: private companies said to be worth a billion.

The day is in the file's name (2019-12-31.xlsx, or .csv); where it is not, the user says it. Each file is an edition
and a batch of its own. A subject is "cbinsights:" and the company's name in lower case with hyphens, so a
company that an edition renames (One97 Communications, with or without Paytm) is a new subject until somebody
says that the two are one. `shared/unicorns.py` says what is done where two companies of one edition have one name, and
`shared/namesakes.py` where those of two editions have.

The valuation holds on the list's day. That it was a billion dollars on the day of joining is worked out,
not read, and graded so; a newer edition's join day amends it. `shared/list_dates.py` says when a native date is held
to have day and month swapped: the later reading that the list's day allows then stands. That the
named investors bought shares by the day of joining is worked out too: the list does not say in which round
each came in, so they stand together on one round of no stated type and amount, which a newer edition amends.

All columns of the maker's are read: company, valuation, join day, country, city (since 2021), industry, investors.
A further sheet of one edition numbers some rows and gives them a year, both of whoever saved the list, beside links to
articles: none of that is a fact of the maker's.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from hornbook.errors import SourceError
from hornbook.kinds import Acquired, Certified, Closed, Fact, Listed, Named, Registered, Round, Sector, Valuation
from hornbook.sources.shared.list_files import HEADING_WITHIN, list_sheets
from hornbook.sources.shared.tally import Tally
from hornbook.sources.shared.unicorns import Unicorn, is_unicorn_heading, told_apart, unicorn_sheet
from hornbook.sources.source import NO_LOSS, About, Entry, Loss, Promise, Reject, Row, Source
from hornbook.terms import EARLIEST, Bound, Day, Grade, Instrument
from hornbook.text import Text, message

BILLION = Decimal(10**9)
_DAY = re.compile(r"(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)")


class CBInsights(Source):
    """The editions of the CB Insights list of unicorns."""

    about = About(
        name="cbinsights",
        title=Text("CB Insights list of unicorns", "CB Insights 独角兽榜单"),
        id="{name}",
        maker="CB Insights",
        files=Text(
            "One workbook or .csv an edition, named by the day on which the list stood: YYYY-MM-DD.xlsx.",
            "每期榜单一个工作簿或 .csv 文件，以榜单日期命名：YYYY-MM-DD.xlsx。",
        ),
    )
    ids_are_names = True

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
        read: list[Unicorn | Reject] = []
        headed, tally = False, Tally()
        for sheet in list_sheets(paths[0], is_unicorn_heading):
            headed = headed or bool(sheet.headings)
            remarks, entries = unicorn_sheet(sheet, recorded, tally)
            yield from remarks
            read += entries
        if not headed:
            raise SourceError(
                message(
                    "{book}: no sheet has a row with the headings Company and Valuation ($B) among its first "
                    "{most}. Is this the CB Insights list?",
                    book=book,
                    most=HEADING_WITHIN,
                )
            )
        for entry in told_apart(read):
            if isinstance(entry, Reject):
                yield entry
            else:
                subject, company = entry
                facts = _facts(f"{self.about.name}:{subject}", company, recorded)
                lost = NO_LOSS if company.valuation else Loss(f"{self.about.name}:{subject}", (Valuation,))
                yield Row(company.place, facts, company.notes, lost if company.notes else NO_LOSS)
        yield from tally.remarks(book)


def _facts(subject: str, company: Unicorn, recorded: Day) -> tuple[Fact, ...]:
    at: dict[str, Any] = {"subject": subject, "place": company.place}
    on = f"on {recorded}"
    certified = Certified(**at, valid=recorded, key=on, status="unicorn", by="CB Insights")
    return (*_profile(at, company, recorded), *_valuations(at, company, recorded, on), certified)


def _profile(at: dict[str, Any], company: Unicorn, recorded: Day) -> Iterator[Fact]:
    """Name, place, class and investors, from the join day on."""
    since = {**at, "valid": company.joined or recorded, "grade": Grade.REPORTED if company.sure else Grade.DERIVED}
    # The name has the join day as its key: where a newer edition moves the join day, the company stays in the
    # book on the days on which older editions valued it.
    yield Named(**since, name=company.name)
    if company.country or company.city:
        # The join day is no day of registration: the list does not say since when the company is based there, and what
        # a register says with a day stands before it.
        based = {"valid": EARLIEST, "grade": Grade.DERIVED} if company.joined else {"valid": recorded}
        yield Registered(**since | based, key="place", country=company.country, city=company.city)
    if company.industry:
        yield Sector(**since, key="sector", taxonomy="cbinsights", label=company.industry)
    if company.investors:
        yield Round(
            **{**since, "grade": Grade.DERIVED},
            key="investors",
            type="unstated",
            instrument=Instrument.EQUITY,
            investors=company.investors,
        )


def _valuations(at: dict[str, Any], company: Unicorn, recorded: Day, on: str) -> Iterator[Valuation]:
    """What the company is worth on the list's day, and the billion that it was worth on the join day."""
    if company.valuation:
        worth: dict[str, Any] = {"amount": company.valuation, "currency": "USD", "bound": company.bound}
        yield Valuation(**at, valid=recorded, key=on, **worth)
    if company.joined:
        worth = {"amount": BILLION, "currency": "USD", "bound": Bound.AT_LEAST}
        yield Valuation(**at, valid=company.joined, key="joined", grade=Grade.DERIVED, **worth)
