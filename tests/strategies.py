"""Books by the hundred: a few companies, sources and days, so that facts amend, withdraw, tie and interleave."""

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from hornbook.book.book import Book, new_book
from hornbook.engine import Engine
from hornbook.kinds import KINDS, Acquired, Closed, Fact, Listed, Named, Patent, Round, Valuation
from hornbook.sources.source import About, Entry, Loss, Promise, Reject, Row, Source
from hornbook.terms import Basis, Bound, Day, Grade, Instrument, Payment, Scope
from hornbook.text import Text
from tests.oracle import Said, Vow, contradicted, said

DAYS = (
    date(2014, 2, 28),
    date(2015, 2, 28),
    date(2016, 2, 29),
    date(2016, 12, 31),
    date(2017, 2, 28),
    date(2018, 2, 28),
    date(2018, 3, 1),
    date(2019, 2, 28),
)
"""Few, so that they meet; some lie a whole number of months apart, one is a leap day, some are days without rates."""

COMPANIES = ("aster", "birch", "cedar", "dahlia", "elm", "fern")
SOURCES = ("gazette", "list", "rumour")
CURRENCIES = ("USD", "EUR", "CNY", "XXX")
"""XXX has no rate anywhere."""

_MONEY = st.sampled_from([Decimal(n) for n in ("-5000", "0", "7000", "350000", "650000000", "2000000000")])
_WORDS = st.sampled_from(["ash", "Birke", "桦树"])
_MAYBE = st.one_of(st.none(), _WORDS)
_DAY = st.sampled_from(DAYS)
_SOME_DAY = st.one_of(st.none(), _DAY)
_SHARE = st.sampled_from([None, 0.0, 0.25, 1.0])

_OWN: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "Named": {"name": _WORDS, "language": _MAYBE, "registered": st.sampled_from([None, True, False])},
    "Founded": {"precision": st.sampled_from(["day", "month", "year"])},
    "Registered": {"country": _MAYBE, "region": _MAYBE, "city": _MAYBE, "legal_form": _MAYBE},
    "Sector": {"taxonomy": _WORDS, "label": _WORDS, "rank": st.integers(1, 2)},
    "Described": {"text": _WORDS, "language": _MAYBE},
    "Website": {"url": _WORDS},
    "Round": {
        "type": _WORDS,
        "series": _MAYBE,
        "amount": st.one_of(st.none(), _MONEY),
        "currency": st.sampled_from([None, *CURRENCIES]),
        "instrument": st.sampled_from([Instrument.EQUITY, *Instrument]),
        "payment": st.sampled_from(Payment),
        "investors": st.sampled_from([(), ("ash",), ("ash", "birch"), ("birch", "birch")]),
    },
    "Valuation": {
        "amount": _MONEY,
        "currency": st.sampled_from(["USD", *CURRENCIES]),
        "bound": st.sampled_from(Bound),
        "basis": st.sampled_from(Basis),
        "share_class": _MAYBE,
        "scope": st.sampled_from(Scope),
    },
    "Headcount": {
        "count": st.sampled_from([None, 0, 5, 80]),
        "fewest": st.sampled_from([None, 11]),
        "largest": st.sampled_from([None, 50]),
    },
    "Revenue": {"amount": _MONEY, "currency": st.sampled_from(CURRENCIES)},
    "RnD": {"amount": _MONEY, "currency": st.sampled_from(CURRENCIES)},
    "Figure": {
        "measure": st.sampled_from(["debt_ratio", "profit", "niche_years"]),
        "value": st.sampled_from([None, 0.5, 3.0]),
        "amount": st.one_of(st.none(), _MONEY),
        "currency": st.sampled_from([None, *CURRENCIES]),
    },
    "Listed": {"venue": _MAYBE, "until": _SOME_DAY},
    "Acquired": {
        "by": _MAYBE,
        "amount": st.one_of(st.none(), _MONEY),
        "currency": st.sampled_from([None, "EUR"]),
        "until": _SOME_DAY,
    },
    "Closed": {"reason": _MAYBE, "until": _SOME_DAY},
    "Patent": {
        "number": _WORDS,
        "office": _MAYBE,
        "type": _MAYBE,
        "filed": _SOME_DAY,
        "priority": _SOME_DAY,
        "co_applicants": st.sampled_from([(), ("ash",), ("ash", "birch")]),
        "origin_id": _MAYBE,
    },
    "Award": {"name": _WORDS, "level": _MAYBE, "origin_id": _MAYBE},
    "Affiliation": {
        "to": _WORDS,
        "to_type": st.sampled_from(["laboratory", "institute", "person"]),
        "role": _MAYBE,
        "until": _SOME_DAY,
        "to_id": _MAYBE,
    },
    "Certified": {"status": _WORDS, "by": _MAYBE, "until": _SOME_DAY},
    "SameAs": {
        "other": st.sampled_from(COMPANIES),
        "same": st.sampled_from([True, True, True, False]),
        "probability": _SHARE,
        "because": _MAYBE,
        "by": _MAYBE,
    },
    "Decision": {"matter": _WORDS, "outcome": st.booleans(), "by": _MAYBE, "until": _SOME_DAY},
    "Forecast": {
        "event": _WORDS,
        "until": _DAY,
        "probability": st.sampled_from([0.0, 0.5]),
        "by": _MAYBE,
        "registered_on": _SOME_DAY,
    },
    "Applied": {"support": _WORDS, "amount": st.one_of(st.none(), _MONEY), "currency": st.sampled_from([None, "EUR"])},
    "Granted": {
        "support": _WORDS,
        "amount": st.one_of(st.none(), _MONEY),
        "currency": st.sampled_from([None, "EUR"]),
        "by": _MAYBE,
        "until": _SOME_DAY,
    },
    "Paid": {
        "support": _WORDS,
        "amount": _MONEY,
        "currency": st.sampled_from(CURRENCIES),
        "instalment": st.sampled_from([None, 1, 2]),
        "recovered": st.booleans(),
        "by": _MAYBE,
    },
    "Need": {
        "topic": _WORDS,
        "text": _MAYBE,
        "amount": st.one_of(st.none(), _MONEY),
        "currency": st.sampled_from([None, "EUR"]),
        "until": _SOME_DAY,
    },
    "Supplies": {"to": _WORDS, "to_id": _MAYBE, "what": _MAYBE, "until": _SOME_DAY},
}


_VAGUE: st.SearchStrategy[tuple[Decimal | None, Decimal | None]] = st.sampled_from(
    [(None, None), (None, None), (Decimal(7000), None), (Decimal(7000), Decimal(350000)), (None, Decimal(650000000))]
)
"""The least and the most of an amount that is not stated; the first two say nothing."""


def facts(kind: type[Fact]) -> st.SearchStrategy[Fact]:
    """Facts of a kind: mostly of the usual form, some late, early, keyed or withdrawn."""
    return _usual(kind).flatmap(_vague) if kind is Round else _usual(kind)


def _vague(stated: Fact) -> st.SearchStrategy[Fact]:
    """A round as it is, or with the ends of a vague sum beside its amount or in its place."""
    return st.one_of(
        st.just(stated),
        st.builds(lambda ends: replace(stated, least=ends[0], most=ends[1]), _VAGUE),  # type: ignore[call-arg]
    )


def _usual(kind: type[Fact]) -> st.SearchStrategy[Fact]:
    return st.builds(
        kind,
        subject=st.sampled_from(COMPANIES),
        valid=_DAY,
        known=st.one_of(st.none(), _DAY),
        key=st.sampled_from(["", "", "one", "two"]),
        place=st.sampled_from(["line 1", "line 2"]),
        grade=st.sampled_from([Grade.REPORTED, Grade.FILED]),
        withdrawn=st.sampled_from([False] * 6 + [True]),
        **_OWN[kind.__name__],
    )


@dataclass(frozen=True)
class Given:
    """One file of a source, before it is written: the day of its making, its facts and its promises."""

    source: str
    recorded: Day
    facts: tuple[Fact, ...]
    promises: tuple[Promise, ...] = ()
    lost: tuple[tuple[str, type[Fact]], ...] = ()
    """Of which records a row was refused, and of which kind."""

    @property
    def name(self) -> str:
        """Differs where anything in it differs."""
        return sha256(repr(self).encode()).hexdigest()[:12]


_SAYS = Text("For a test.", "测试用。")
_FATES = (Listed, Acquired, Closed)
_PROMISED: tuple[type[Fact], ...] = (Round, Patent, Valuation, *_FATES)


def promise(style: str, kinds: tuple[type[Fact], ...], recorded: Day) -> tuple[Promise, ...]:
    """A promise of one of four styles: live, edition, past (given once the file is made) or none."""
    if style == "none" or not kinds:
        return ()
    if style == "edition":
        return (Promise(kinds=kinds, since=recorded, until=recorded, edition=True, says=_SAYS),)
    return (Promise(kinds=kinds, since=DAYS[0], live=style == "live", says=_SAYS),)


@st.composite
def books(
    draw: st.DrawFn, kinds: Iterable[type[Fact]] = tuple(KINDS.values()), *, files: int = 4, size: int = 30
) -> tuple[Given, ...]:
    """Up to so many files with up to so many facts each; every company is named by somebody in most books."""
    among = list(kinds)
    styles = {name: draw(st.sampled_from(["live", "edition", "past", "none"])) for name in SOURCES}
    spoken = {
        name: tuple(draw(st.sets(st.sampled_from([Round, Patent, Valuation])))) + draw(st.sampled_from([_FATES, ()]))
        for name in SOURCES
    }
    made = []
    for _ in range(draw(st.integers(1, files))):
        who, recorded = draw(st.sampled_from(SOURCES)), draw(_DAY)
        some = draw(st.lists(st.sampled_from(among).flatmap(facts), min_size=size // 2, max_size=size))
        named = [
            Named(subject=company, valid=DAYS[0], known=draw(st.one_of(st.none(), _DAY)), name="ash", place="line 0")
            for company in draw(st.sets(st.sampled_from(COMPANIES)))
        ]
        lost = draw(st.sets(st.tuples(st.sampled_from(COMPANIES), st.sampled_from(_PROMISED)), max_size=3))
        given = promise(styles[who], spoken[who], recorded)
        made.append(Given(who, recorded, (*named, *some), given, tuple(sorted(lost, key=repr))))
    return tuple(dict.fromkeys(made))


def everything_said(given: Iterable[Given]) -> list[Said]:
    """All facts of files, as the oracle reads them."""
    return [one for file in given for one in said(file.source, file.recorded, file.facts)]


def vows(given: Iterable[Given]) -> tuple[Vow, ...]:
    """All promises of files, as the oracle reads them."""
    return tuple(Vow(file.source, file.recorded, one, _lost(file)) for file in given for one in file.promises)


def _lost(file: Given) -> frozenset[tuple[str, type[Fact]]]:
    """Of what a file did not tell all: a row was refused, or fell beside another."""
    return contradicted(said(file.source, file.recorded, file.facts)) | frozenset(file.lost)


@dataclass
class Fake(Source):
    """A source whose files are `Given`: what stands on disk is only their name."""

    about: About
    files: dict[str, Given] = field(default_factory=dict)

    def promises_in(self, paths: tuple[Path, ...], recorded: Day) -> tuple[Promise, ...]:
        """Those of the file."""
        return self.files[paths[0].name].promises

    def recorded(self, paths: tuple[Path, ...]) -> Day | None:
        """As the file says."""
        return self.files[paths[0].name].recorded

    def read(self, paths: tuple[Path, ...], recorded: Day) -> Iterator[Entry]:
        """One row a fact, and one that is refused for what is lost: as a whole, or a part of it."""
        for fact in self.files[paths[0].name].facts:
            yield Row(fact.place, (fact,))
        for n, (record, kind) in enumerate(self.files[paths[0].name].lost):
            lost = Loss(record, (kind,))
            yield Row(f"line {n}", (), ("refused",), lost) if n % 2 else Reject(f"line {n}", "refused", lost)


def fake(name: str) -> Fake:
    """A source without files."""
    return Fake(About(name=name, title=Text(name, name), maker="a test", files=_SAYS))


def put(book: Book, given: Iterable[Given], *, together: bool = False) -> None:
    """Bring files into a book in their order, one import each, or `together` where they are of one source in a row."""
    runs: list[list[Given]] = []
    for file in given:
        if together and runs and runs[-1][0].source == file.source:
            runs[-1].append(file)
        else:
            runs.append([file])
    with tempfile.TemporaryDirectory() as folder:
        for run in runs:
            source = fake(run[0].source)
            for file in run:
                (Path(folder) / file.name).write_text(file.name)
                source.files[file.name] = file
            book.take(source, [Path(folder) / file.name for file in run])


@contextmanager
def book_of(given: Iterable[Given], engine: Engine, *, together: bool = False) -> Iterator[Book]:
    """A book with these files in it, gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        book = new_book(Path(folder) / "book", engine=engine)
        put(book, given, together=together)
        yield book
