"""Whole books through the command line against the slow reading of `tests/oracle.py`: not one difference.

    python -m trials.books --books 300 --seed 7

Each book is written by commands: tables of three sources with corrections of the same day, pairs that are joined and
parted, facts stated, withdrawn and believed again by hand. Then the commands `profile`, `facts` and `census` are asked,
as of some day with some knowledge, and the oracle answers the same from the plain list of what was said. Every
fifteenth book is written and asked by real processes, the others by the command line in this process.
"""

import argparse
import csv
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from math import isclose
from pathlib import Path
from random import Random
from typing import Any

from hornbook.book.by_hand import PEOPLE, HandPlace, hand_place, written_by_hand
from hornbook.book.money import usd
from hornbook.kinds import (
    Closed,
    Decision,
    Described,
    Fact,
    Founded,
    Headcount,
    Listed,
    Named,
    Patent,
    Revenue,
    Round,
    SameAs,
    Valuation,
)
from hornbook.sources.source import Promise
from hornbook.terms import EARLIEST, Bound, Day, Grade, Instrument
from hornbook.text import Text
from tests import oracle
from tests.cli.here import hornbook as here
from tests.cli.process import hornbook as process
from tests.strategies import COMPANIES, DAYS, SOURCES
from trials.command import progress

REAL = 15
"""Of so many books one is written and asked by real processes."""
WORDS = ("ash", "birke", "桦树")
SUMS = ("0", "7000", "350000", "650000000", "2000000000", "1000000000")
CURRENCIES = ("USD", "EUR", "CNY", "XXX")
MATTER = "gei-unicorn/legal_person"
OWN: dict[type[Fact], dict[str, tuple[str, ...]]] = {
    Named: {"name": WORDS},
    Founded: {},
    Headcount: {"count": ("0", "5", "80")},
    Valuation: {"amount": SUMS, "currency": CURRENCIES, "bound": tuple(Bound)},
    Round: {
        "type": ("seed", "venture"),
        "amount": ("", *SUMS),
        "currency": CURRENCIES,
        "instrument": (Instrument.EQUITY.value, Instrument.DEBT.value),
        "investors": ("", "ash", "ash;birch"),
    },
    Revenue: {"amount": SUMS, "currency": CURRENCIES},
    Listed: {"venue": ("", "NYSE")},
    Closed: {"reason": ("", "fire")},
    Described: {"text": WORDS},
    Patent: {"number": ("p1", "p2"), "office": ("", "CN")},
}
"""The kinds of the tables, and the words that stand in the column of each field."""
BY_HAND = (Headcount, Valuation, Revenue, Round, Listed)
ABOUT_BY_HAND = ("headcount", "valuation", "revenue", "rounds", "last_raised", "listed", "investors", "peak_valuation")
"""Indicators that read what is stated by hand; others are drawn beside them."""
PROMISED: tuple[type[Fact], ...] = (Round, Patent, Valuation, Listed, Closed)
LATER = (date(2020, 2, 28), date(2021, 6, 30))


def value_of(kind: type[Fact], name: str, word: str) -> Any:
    """A word of a table as the field's own type."""
    match name:
        case _ if word == "":
            return () if name == "investors" else None
        case "count":
            return int(word)
        case "amount":
            return Decimal(word)
        case "bound":
            return Bound(word)
        case "instrument":
            return Instrument(word)
        case "investors":
            return tuple(word.split(";"))
    return word


def mapping(source: str, recorded: Day, promise: Promise | None) -> str:
    """The mapping of a table whose rows say of which kind they are."""
    lines = [
        f'[source]\nname = "{source}"\ntitle = "T"\nmaker = "M"\nrecorded = {recorded}\n[subject]\ncolumns = ["id"]'
    ]
    for kind, own in OWN.items():
        lines.append(f'[[fact]]\nkind = "{kind.__name__}"\nwhen = {{ column = "kind", equals = ["{kind.__name__}"] }}')
        lines.append('valid = { column = "valid" }\nknown = { column = "known" }')
        lines.append('withdrawn = { column = "gone", equals = ["yes"] }')
        for name in own:
            split = ', split = ";"' if name == "investors" else ""
            lines.append(f'{name} = {{ column = "{name}"{split} }}')
    if promise:
        kinds = ", ".join(f'"{kind.__name__}"' for kind in promise.kinds)
        lines.append(f"[[promise]]\nkinds = [{kinds}]\nsince = {promise.since}\nlive = {str(promise.live).lower()}")
        lines.append('says = "For a test."\nsays_zh = "测试用。"')
    return "\n".join(lines) + "\n"


class Book:
    """A book, and everything that was said in it, as the oracle takes it."""

    def __init__(self, folder: Path, random: Random, *, real: bool) -> None:
        self.folder, self.random = folder, random
        self.run = process if real else here
        self.path = folder / "book"
        self.said: list[oracle.Said] = []
        self.vows: list[oracle.Vow] = []
        self.version = 0
        self.names: set[str] = set()
        self.problems: list[str] = []
        self.commands: list[str] = []
        self.promise: dict[str, bool] = {}
        self.pairs: list[tuple[str, str, Day]] = []
        self.stated_before: list[tuple[type[Fact], str, Day, Day]] = []
        self.ask("init")

    def ask(self, *words: str | Path, code: int = 0) -> Any:
        """Run a command, which must end with a code; its answer as JSON."""
        self.commands.append(" ".join(map(str, words)))
        done = self.run(*words, "--json", book=self.path)
        if done.code != code:
            raise AssertionError(f"ended with {done.code}, not {code}: {done.err}")
        return done.json() if code == 0 else None

    # ---- writing

    def table(self, n: int) -> None:
        """A table of a source, with corrections of one day among its rows."""
        random = self.random
        source, recorded = random.choice(SOURCES), random.choice(DAYS[2:])
        rows: list[tuple[type[Fact], str, Day, Day | None, bool, dict[str, str]]]
        rows = [(Named, company, DAYS[0], None, False, {"name": "ash"}) for company in random.sample(COMPANIES, 3)]
        among = [company for _, company, *_ in rows]
        for _ in range(random.choice([4, 12, 25])):
            kind = random.choice(list(OWN))
            day = random.choice([day for day in DAYS if day <= recorded])
            known = random.choice([None, *(other for other in DAYS if day <= other <= recorded)])
            words = {name: random.choice(some) for name, some in OWN[kind].items()}
            gone = kind is not Named and random.random() < 0.12
            rows.append((kind, random.choice(among), day, known, gone, words))
        columns = ["id", "kind", "valid", "known", "gone", *dict.fromkeys(name for own in OWN.values() for name in own)]
        path = self.folder / f"t{n}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, restval="")
            writer.writeheader()
            for kind, company, day, known, gone, words in rows:
                common = {"id": company, "kind": kind.__name__, "valid": day, "known": known or ""}
                writer.writerow(common | {"gone": "yes" if gone else ""} | words)
        promise = self.promised(source)
        (self.folder / f"m{n}.toml").write_text(mapping(source, recorded, promise), encoding="utf-8")
        self.ask("import", "table", self.folder / f"m{n}.toml", path)
        self.version += 1
        facts = [
            kind(
                subject=f"{source}:{company}",
                valid=day,
                known=known,
                withdrawn=gone,
                place="1",
                **{name: value_of(kind, name, word) for name, word in words.items()},
            )
            for kind, company, day, known, gone, words in rows
        ]
        told = oracle.said(source, recorded, facts)
        self.said += told
        self.names |= {f"{source}:{company}" for company in among}
        if promise:
            self.vows.append(oracle.Vow(source, recorded, promise, oracle.contradicted(told)))

    def promised(self, source: str) -> Promise | None:
        """What a source promises; the same in all of its tables."""
        live = self.promise.setdefault(source, self.random.random() < 0.5)
        kinds = PROMISED if source == SOURCES[0] else (Round, Patent) if source == SOURCES[1] else ()
        says = Text("For a test.", "测试用。")
        return Promise(kinds=kinds, since=DAYS[0], live=live, says=says) if kinds else None

    def pair(self, n: int) -> None:
        """Two records joined or parted; refused where one is not known by then."""
        if self.pairs and self.random.random() < 0.6:  # a later word on the same pair, often of the same day
            one, other, day = self.random.choice(self.pairs)
        else:
            one, other = sorted(self.random.sample(sorted(self.names), 2))
            day = self.random.choice(DAYS[1:])
        same = self.random.random() < 0.6
        self.pairs.append((one, other, day))
        known = {s.fact.subject for s in oracle._standing_by(self.said, day) if isinstance(s.fact, Named)}
        fine = {one, other} <= known
        words = ("same" if same else "apart", one, other, "--because", f"w{n}", "--on", str(day))
        self.ask(*words, code=0 if fine else 2)
        if fine:
            fact = SameAs(
                subject=one, other=other, key=other, valid=EARLIEST, known=day, same=same, because=f"w{n}",
                grade=Grade.DOCUMENTED, place=written_by_hand("a person's decision", self.version),
            )  # fmt: skip
            self.write(oracle.Said(PEOPLE, fact))

    def write(self, *said: oracle.Said) -> None:
        """Keep what a command wrote."""
        self.said += said
        self.version += 1

    def place(self, n: int, before: str | None = None) -> str:
        """The place of what is written by hand now."""
        return hand_place(HandPlace(date.today(), None, f"w{n}", self.version, before))

    def state(self, n: int) -> None:
        """A fact stated, or a matter decided, by hand; a later word of one day takes the place of an earlier one."""
        random = self.random
        if self.stated_before and random.random() < 0.6:  # a correction, often of the same day
            kind, about, valid, recorded = random.choice(self.stated_before)
        else:
            about, valid = random.choice(sorted(self.names)), random.choice(DAYS)
            kind = Decision if random.random() < 0.15 else random.choice(BY_HAND)
            recorded = random.choice([day for day in (*DAYS, *LATER) if day >= valid])
        self.stated_before.append((kind, about, valid, recorded))
        because = ("--because", f"w{n}", "--on", str(valid), "--recorded", str(recorded))
        own: dict[str, Any] = {}
        if kind is Decision:
            outcome = random.random() < 0.5
            self.ask("decide", about, "--matter", MATTER, "--outcome", "yes" if outcome else "no", *because)
            own = {"matter": MATTER, "outcome": outcome}
        else:
            words = {name: random.choice(some) for name, some in OWN[kind].items()}
            words = {name: word.replace(";", "、") for name, word in words.items() if word}
            self.ask("state", about, kind.__name__, *(f"{name}={word}" for name, word in words.items()), *because)
            own = {name: value_of(kind, name, word.replace("、", ";")) for name, word in words.items()}
        fact = kind(subject=about, valid=valid, known=recorded, place=self.place(n), grade=Grade.DOCUMENTED, **own)
        self.write(*(oracle.Said(PEOPLE, replace(fact, subject=record)) for record in self.stated(fact)))

    def stated(self, fact: Fact) -> list[str]:
        """The records of which a person said the same before; else the record that was named."""
        pairs = [one for one in oracle._standing_by(self.said, date.today()) if isinstance(one.fact, SameAs)]
        company = oracle.companies(pairs)
        mine = company.get(fact.subject, fact.subject)
        group = [fact.subject, *(record for record, of in sorted(company.items()) if of == mine)]
        before = {oracle.statement(one) for one in self.said if one.source == PEOPLE}
        found = [
            r for r in dict.fromkeys(group) if oracle.statement(oracle.Said(PEOPLE, replace(fact, subject=r))) in before
        ]
        return found or [fact.subject]

    def withdraw(self, n: int) -> None:
        """A fact withdrawn by hand, or believed again."""
        undo = self.random.random() < 0.35
        versions: dict[Any, list[oracle.Said]] = {}
        for one in self.said:
            if not isinstance(one.fact, Named | SameAs):
                versions.setdefault(oracle.statement(one), []).append(one)
        fitting = [
            group for group in versions.values() if max(group, key=oracle.newness).fact.withdrawn is undo
            and any(not one.fact.withdrawn for one in group)
        ]  # fmt: skip
        if not fitting:
            return
        group = self.random.choice(fitting)
        last = max(one.fact.known or EARLIEST for one in group)
        recorded = self.random.choice([last, *(day for day in (*DAYS, *LATER) if day >= last)])
        words = [f"{oracle._id(group[0]):016x}", "--because", f"w{n}", "--recorded", str(recorded)]
        self.ask("withdraw", *words, *(["--undo"] if undo else []))
        was = max((one for one in group if not one.fact.withdrawn), key=oracle.newness)
        if not undo:
            was = max(group, key=oracle.newness)
        place = self.place(n, was.fact.place)
        self.write(was._replace(fact=replace(was.fact, known=recorded, withdrawn=not undo, place=place)))

    # ---- asking

    def compare(self) -> Iterator[str]:
        """Where the commands and the oracle differ."""
        day, known = (self.random.choice((*DAYS, *DAYS[-3:], *LATER, *LATER)) for _ in range(2))
        at = ("--as-of", str(day), "--known", str(known))
        asked = oracle.Asked(
            day, known, tuple(self.vows), lambda amount, currency, on: usd(amount, currency, on, known=known)
        )
        names = [*self.random.sample(ABOUT_BY_HAND, 3), *self.random.sample(sorted(oracle.INDICATORS), 4)]
        names = list(dict.fromkeys(names))
        theirs = oracle.profile(self.said, asked, names)
        ours = {row.pop("subject"): row for row in self.ask("profile", *at, "--columns", ",".join(names))["companies"]}
        if ours.keys() != theirs.keys():
            yield f"{at}: companies {sorted(ours)}, not {sorted(theirs)}"
        for company, row in theirs.items():
            for name, value in row.items():
                if not same(ours.get(company, {}).get(name), value):
                    yield f"{at}: {name} of {company} is {ours.get(company, {}).get(name)!r}, not {value!r}"
        total = self.ask("census", *at)["total"]
        count, worth, unknown = oracle.census(self.said, asked).get((), (0, Decimal(0), 0))
        if (total["count"], total["unknown"]) != (count, unknown) or not same(total["value_usd"] or 0, worth):
            yield f"{at}: census {total}, not {count}, {worth}, {unknown}"
        visible = oracle.visible(self.said, day, known)
        for company in self.random.sample(sorted(theirs), min(1, len(theirs))):
            mine = sorted(told(one) for one in visible if one.fact.subject == company)
            shown = self.ask("facts", company, *at)["facts"]
            there = sorted((f["kind"], f["valid"], f["known"], f["source"], f["id"]) for f in shown)
            if there != mine:
                yield f"{at}: facts of {company}: {sorted(set(there) ^ set(mine))}"
        version = self.ask("log")["asked"]["book_version"]
        if version != self.version:
            yield f"the book is of version {version}, not {self.version}"


def told(one: oracle.Said) -> tuple[str, ...]:
    """What the command `facts` shows of a fact, and by what it is known again."""
    fact = one.fact
    return type(fact).__name__, str(fact.valid), str(fact.known), one.source, f"{oracle._id(one):016x}"


def same(ours: Any, theirs: Any) -> bool:
    """Whether a value of an answer is the oracle's: money and shares to a hair, days as they are written."""
    if ours is None or theirs is None or isinstance(ours, bool) or isinstance(theirs, bool):
        return ours is theirs
    if isinstance(theirs, Decimal | float):
        return isclose(float(ours), float(theirs), rel_tol=1e-9, abs_tol=0.006)
    return bool(ours == (theirs if isinstance(theirs, int) else str(theirs)))


def one_book(seed: str, *, real: bool) -> list[str]:
    """Write a book and ask it; where it differs, with its commands."""
    random = Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        book = Book(Path(folder), random, real=real)
        try:
            for n in range(random.choice([1, 2, 3])):
                book.table(n)
            for n in range(10, 10 + random.choice([2, 5, 9])):
                random.choice([book.pair, book.pair, book.state, book.state, book.withdraw])(n)
                if n == 13:
                    book.table(n)
            found = list(book.compare())
        except AssertionError as error:
            found = [str(error)]
    return [*found, *book.commands] if found else []


def books(count: int, seed: int, first: int = 0) -> Counter[str]:
    """So many books; the outcomes."""
    outcomes = Counter[str]()
    for n in range(first, first + count):
        real = n % REAL == REAL - 1
        found = one_book(f"{seed}/{n}", real=real)
        outcomes[f"{'processes' if real else 'in process'} {'DIFFERS' if found else 'agrees'}"] += 1
        progress(n + 1, outcomes)
        if found:
            print(f"book {n}:", *found, sep="\n  ", flush=True)
    return outcomes


def run() -> int:
    """The trial; 1 where a book differs."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--books", type=int, default=300)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--first", type=int, default=0)
    given = parser.parse_args()
    started = time.monotonic()
    outcomes = books(given.books, given.seed, given.first)
    spent = time.monotonic() - started
    print(
        f"{date.today()} seed={given.seed}: {outcomes.total()} books in {spent:.0f} s: {dict(sorted(outcomes.items()))}"
    )
    return int(any(name.endswith("DIFFERS") for name in outcomes))


if __name__ == "__main__":
    raise SystemExit(run())
