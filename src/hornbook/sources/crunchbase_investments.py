"""Who invested in which round, as Crunchbase knew it in December 2013: names only, one row an investor.

A round's amount stands on every investor's row, so the rows of one company, day and amount are one round. Its
fact is on the first of them, with all investors in the order of the rows; the further rows become no fact of
their own. Rows without an amount are a round of their own, even beside one with an amount on the same day:
nothing says that the two are one.

All four columns of the file are read; it gives rounds no type, so their instrument is unstated.

A subject is "crunchbase-investments:" and the company's name in lower case with hyphens. Names that differ
only in signs are one subject, and a note says so: most are one company, but not all (X-1 and [x+1]).
"""

from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

from hornbook.errors import SourceError
from hornbook.formats.cells import Bad, day_in, slug, squeeze
from hornbook.formats.rows import TextRow, csv_lines
from hornbook.kinds import Fact, Named, Round
from hornbook.sources.shared.crunchbase_export import cell_value, paid_amount
from hornbook.sources.shared.tally import Tally
from hornbook.sources.source import About, Entry, Reject, Row, Source
from hornbook.terms import Amount, Day, Payment
from hornbook.text import Phrase, Text, message

_COLUMNS = ("company_name", "investor_name", "funded_when", "amount_usd")


class _Deal(NamedTuple):
    """What makes two rows one round."""

    subject: str
    day: Day
    amount: Amount | None


class _Stake(NamedTuple):
    """One row, read."""

    deal: _Deal
    name: str
    investor: str
    notes: tuple[Phrase, ...]


class CrunchbaseInvestments(Source):
    """The Crunchbase export of December 2013."""

    # No promises: a round whose investors are unknown is not in the file, so that its silence means nothing.
    about = About(
        name="crunchbase-investments",
        title=Text(
            "Crunchbase, export of December 2013: investors of funding rounds",
            "Crunchbase 2013年12月数据导出：各轮融资的投资方",
        ),
        id="{name}",
        maker="Crunchbase",
        files=Text("investments.csv or investments.csv.gz.", "investments.csv 或 investments.csv.gz。"),
        recorded=date(2013, 12, 31),  # "December 2013": the latest day that this can mean
    )

    def read(self, paths: tuple[Path, ...], recorded: Day) -> Iterator[Entry]:
        """Every row of the file; it is read to its end before the first is given, since rounds are gathered."""
        if len(paths) != 1:
            raise SourceError(message("One file of investments at a time, not {n}.", n=len(paths)))
        a_day = cache(lambda text: day_in(text, "%Y-%m-%d", latest=recorded))
        rows: list[tuple[str, _Stake | Phrase]] = []
        investors: dict[_Deal, dict[str, str]] = {}  # of each round, with the place that first names each
        since: dict[str, Day] = {}
        tally = Tally()
        for line in csv_lines(paths[0], columns=_COLUMNS):
            try:
                stake = _stake(line, a_day, tally)
            except Bad as why:
                rows.append((line.place, why.phrase))
                continue
            subject, day, _ = stake.deal
            rows.append((line.place, stake))
            investors.setdefault(stake.deal, {}).setdefault(stake.investor, line.place)
            since[subject] = min(day, since.get(subject, day))
        yield from _entries(rows, investors, since)
        yield from tally.remarks(paths[0].name)


def _stake(line: TextRow, a_day: Callable[[str], Day], tally: Tally) -> _Stake:
    """One row, read; Bad says why it can be part of no round."""
    if line.problem:
        raise Bad(line.problem)
    cells = line.cells
    name = squeeze(cells["company_name"])
    if not slug(name):
        raise Bad(
            message("company_name: {name!r} names nobody", name=name) if name else message("company_name: no name")
        )
    if not cells["funded_when"]:
        raise Bad(message("funded_when: no day, so the round has no place in time"))
    try:
        with tally.cell("funded_when"):
            day = a_day(cells["funded_when"])
    except Bad as why:
        raise Bad(message("funded_when: {problem}", problem=why.phrase)) from None
    notes: list[Phrase] = []
    amount = cell_value(cells, "amount_usd", paid_amount, notes, tally)
    investor = squeeze(cells["investor_name"])
    if not investor:
        notes.append(message("investor_name: no name"))
    return _Stake(_Deal(f"{CrunchbaseInvestments.about.name}:{slug(name)}", day, amount), name, investor, tuple(notes))


def _entries(
    rows: list[tuple[str, _Stake | Phrase]], investors: dict[_Deal, dict[str, str]], since: dict[str, Day]
) -> Iterator[Entry]:
    """The rows in their order: a company's name on its first, a round on its first."""
    names: dict[str, str] = {}
    told: set[_Deal] = set()
    for place, stake in rows:
        if not isinstance(stake, _Stake):
            yield Reject(place, stake)
            continue
        deal, name, investor, notes = stake
        if (first := investors[deal][investor]) != place:
            yield Reject(place, message("repeats {place}", place=first))
            continue
        facts: list[Fact] = []
        subject, day, amount = deal
        if subject not in names:
            names[subject] = name
            facts.append(Named(subject=subject, valid=since[subject], key="name", place=place, name=name))
        elif names[subject] != name:
            notes = (
                *notes,
                message("company_name: taken for the company that a row above calls {name!r}", name=names[subject]),
            )
        if deal not in told:
            told.add(deal)
            facts.append(
                Round(
                    subject=subject,
                    valid=day,
                    key=f"{day} {'unstated' if amount is None else amount}",
                    place=place,
                    type="unstated",
                    amount=amount,
                    currency=None if amount is None else "USD",
                    payment=Payment.ANNOUNCED,
                    investors=tuple(filter(None, investors[deal])),
                )
            )
        yield Row(place, tuple(facts), notes)
