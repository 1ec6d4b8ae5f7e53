"""A source for tests of the store: a file is a few words, from which many facts of several kinds are made.

`100 7` makes 100 companies from seed 7. `100 7 breaks` fails in the middle, `100 7 refuses` refuses some rows.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random

from hornbook.errors import SourceError
from hornbook.kinds import Closed, Fact, Headcount, Listed, Named, Patent, Round, Valuation
from hornbook.sources.source import About, Entry, Promise, Reject, Row, Source
from hornbook.terms import Day, Instrument
from hornbook.text import Text

_WORDS = Text("For a test.", "测试用。")


class FakeSource(Source):
    """Files of a few words."""

    about = About(name="made", title=_WORDS, maker="a test", files=_WORDS, recorded=date(2020, 1, 1))

    def promises(self, recorded: Day) -> tuple[Promise, ...]:
        """Every round and fate."""
        return (Promise(kinds=(Round, Listed, Closed), since=date(2010, 1, 1), live=True, says=_WORDS),)

    def groups(self, paths: tuple[Path, ...]) -> list[tuple[Path, ...]]:
        """All files of one import together."""
        return [paths]

    def read(self, paths: tuple[Path, ...], recorded: Day) -> Iterator[Entry]:
        """A row a company."""
        for path in paths:
            companies, seed, *how = path.read_text().split()
            random = Random(int(seed))
            for n in range(int(companies)):
                place = f"{path.name}:{n + 1}"
                if how == ["breaks"] and n == int(companies) // 2:
                    raise SourceError(f"{place}: the file breaks off.")
                if how == ["refuses"] and n % 10 == 3:
                    yield Reject(place, "no company")
                else:
                    notes = ("a cell was refused",) if how == ["refuses"] and n % 10 == 4 else ()
                    yield Row(place, tuple(_facts(f"company {n % 900:04}", place, random)), notes)


def _facts(subject: str, place: str, random: Random) -> Iterator[Fact]:
    day = date(2010, 1, 1) + timedelta(days=random.randrange(3000))
    money = Decimal(random.randrange(1, 3_000_000_000))
    yield Named(subject=subject, valid=day, known=day, name=subject.title(), place=place)
    for n in range(4):
        when = day + timedelta(days=90 * n)
        yield Headcount(subject=subject, valid=when, known=when, count=random.randrange(500), place=place)
        yield Patent(subject=subject, valid=when, number=f"{place}/{n}", place=place, key=f"{place}/{n}")
    yield Round(
        subject=subject,
        valid=day,
        known=day + timedelta(days=random.randrange(60)),
        type="seed",
        amount=money,
        currency=random.choice(["USD", "EUR", "CNY"]),
        instrument=Instrument.EQUITY,
        place=place,
    )
    yield Valuation(subject=subject, valid=day, amount=money, currency="USD", place=place)
    if random.random() < 0.1:
        yield Closed(subject=subject, valid=day + timedelta(days=400), known=day + timedelta(days=430), place=place)
