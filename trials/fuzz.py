"""Random and broken rules, and whole standard files, thrown at the language: only a HornbookError may come out.

`python -m trials.fuzz --minutes 10 [--seed N]` makes texts by the grammar, from noise, by splicing rules of the
library, and with words that mean something to Python, to SQL or to a file system. Each is read, bound, compiled and
put to a small book. It fails where anything else is raised, where a text takes more than a second of the processor,
where the two engines differ, where a file is opened or a module imported while a text is read and bound, or where a
word of the text stands outside quotes in the SQL. Each run adds a line to trials/fuzz_seeds.txt.
"""

import argparse
import json
import re
import signal
import sys
import tempfile
import threading
import time
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from hornbook.book.view import View
from hornbook.engine import connect
from hornbook.errors import HornbookError, StandardError
from hornbook.indicators.catalogue import indicators
from hornbook.kinds import Certified, Founded, Headcount, Listed, Named, Registered, Revenue, Round, Valuation
from hornbook.lang import bound
from hornbook.lang.answer import reply
from hornbook.lang.bind import bind
from hornbook.lang.mistake import RuleError
from hornbook.lang.read import read_rule
from hornbook.lang.write import write_rule
from hornbook.standards.examples import examples_of, run_examples
from hornbook.standards.file import standard
from hornbook.standards.judge import answered, needed, values
from hornbook.standards.library import PLACE
from tests.lang.trees import OPS, REFS, SCOPE
from tests.strategies import Given, book_of, promise

SEEDS = Path(__file__).parent / "fuzz_seeds.txt"
SLOWEST = 1.0
"""Seconds of the processor for one text."""
ENDLESS = 20.0
"""Seconds of the processor after which a text is given up."""
DAY = date(2019, 6, 30)

# --------------------------------------------------------------------------------------------------------------- words

MARK = "zqmark"
"""Stands in most words that the fuzz brings; it must never stand outside quotes in the SQL."""

HOSTILE = (
    f"__import__('os').system('{MARK}')",
    f"__class__.__{MARK}__",
    f"'; DROP TABLE {MARK}; --",
    f"' OR '{MARK}'='{MARK}",
    f"' UNION SELECT {MARK} FROM rows --",
    f"getvariable('{MARK}')",
    f"read_csv('/etc/{MARK}')",
    f"/etc/passwd/{MARK}",
    f"../../{MARK}.parquet",
    f"file:///{MARK}",
    f"{MARK}\\'",
    f"${MARK}$",
    f'"{MARK}"',
    f"`{MARK}`",
    f"{{{{{MARK}}}}}",
    f"%({MARK})s",
    f"{MARK}'' || ''",
    f"E'\\x27{MARK}'",
    f"/* {MARK} */",
    f"-- {MARK}",
    f"\x00{MARK}",
    f"\u202e{MARK}",
    f"{MARK}，",
    f"＇{MARK}＇",
    f"’{MARK}‘",
    "COPY answers TO 'x'",
    "PRAGMA database_list",
    "lambda: 0",
    "and",
    "or",
    "else",
    "each of 2 years",
    "1e308",
    "9" * 30,
    "-" * 20,
    "(" * 60,
    "not " * 30,
    "0000-00-00",
    "9999-12-31",
    "١٠",
    "∞",
    "👩‍🔬",
)

_STRINGS = (
    "深圳",
    "Shenzhen",
    "it's",
    f"{MARK}",
    f"{MARK}'; DROP TABLE x; --",
    f"%{MARK}_",
    "",
    "\\",
    "İzmir",
    "\u0000",
)
_FILTERS = (
    "[instrument in {'equity'}]",
    "[payment in {'paid_in'}]",
    "[scope not in {'merger'}]",
    f"[source in {{'{MARK}'}}]",
    f"[series in {{\"{MARK}'\", 'a'}}]",
    f"[venue not in {{'{MARK}'}}]",
    f"[status in {{'{MARK}'}}]",
    "[months in {12}]",
    f"[{MARK} in {{'x'}}]",
    "[valid in {'2019'}]",
)
_NARROWINGS = (
    "within 24 months",
    "within 3 years",
    "by valuation_day",
    f"by {MARK}",
    "over 2 years",
    "each of 2 years",
    "1 years ago",
    "of 2014",
    "of 0",
    "within 1200 years",
)
_NUMBERS = (
    "0",
    "1",
    "-1",
    "5",
    "0.5",
    "20%",
    "5.35 CNY",
    "1_000_000 USD",
    "3 people",
    "90 days",
    "10 years",
    "24 months",
)
_ODD = ("9" * 19, "0." + "9" * 25, "-1 ABC", "1e5", "2019-02-30", "1799-12-31", "day", "day - 24 months", "2400 years")


def _pick(rng: Random, *some: tuple[str, ...]) -> str:
    return rng.choice(rng.choice(some))


def _string(rng: Random) -> str:
    text = rng.choice(_STRINGS)
    return f'"{text}"' if "'" in text else f"'{text}'"


def _name(rng: Random) -> str:
    if rng.random() < 0.7:
        return rng.choice([name for names in REFS.values() for name in names])
    name = rng.choice([*indicators(), "here", "young", "backed", MARK, f"__{MARK}__", "day"])
    more = [rng.choice(some) for some in (_FILTERS, _NARROWINGS, _NARROWINGS) if rng.random() < 0.35]
    return " ".join([name, *more]).replace(" [", "[")


def _quantity(rng: Random, deep: int) -> str:
    sort = rng.randrange(12) if deep else rng.randrange(6)
    if sort < 4:
        return _name(rng)
    if sort < 6:
        return _pick(rng, _NUMBERS, _NUMBERS, _ODD)
    one, other = _quantity(rng, deep - 1), _quantity(rng, deep - 1)
    if sort < 9:
        return f"{one} {rng.choice('+-*/')} {rng.choice([other, rng.choice(_NUMBERS)])}"
    if sort == 9:
        return f"({one})"
    if sort == 10:
        return f"{rng.choice(['max', 'min'])}({one}, {other})"
    rows = ", ".join(
        f"{rng.choice([f'{rng.choice(OPS)} {rng.choice(_NUMBERS)}', _string(rng)])}: {rng.choice(_NUMBERS)}"
        for _ in range(rng.randint(1, 3))
    )
    return f"table({one}, {rows}, else: {rng.choice(_NUMBERS)})"


_FITTING = {
    "an amount of money": ("5.35 CNY", "1_000_000 USD"),
    "a number": ("0", "3", "0.5"),
    "a number of people": ("3 people", "80"),
    "a ratio": ("20%", "0.25"),
    "a day": ("2016-02-29", "day - 24 months"),
    "a number of days": ("90 days",),
}


def _fitting(rng: Random) -> str:
    """A comparison of like with like, so that much is answered too."""
    type_ = rng.choice(list(_FITTING))
    refs = next(refs for kind, refs in REFS.items() if kind == type_)
    one, limit = rng.choice(refs), rng.choice(_FITTING[type_])
    if rng.random() < 0.4:
        other = rng.choice(refs)
        one = rng.choice([f"max({one}, {other})", f"{one} - {other}", f"{one} * {rng.choice(['2', '-1', '0.5'])}"])
    return f"{one} {rng.choice(OPS)} {limit}"


def _condition(rng: Random, deep: int) -> str:
    sort = rng.randrange(14) if deep else rng.randrange(10)
    if sort < 4:
        return _fitting(rng)
    if sort < 6:
        return f"{_quantity(rng, 2)} {rng.choice(OPS)} {_quantity(rng, 1)}"
    if sort == 6:
        return f"{_name(rng)} {rng.choice(['in', 'not in'])} {{{_string(rng)}, {_string(rng)}}}"
    if sort == 7:
        return f"{rng.choice(['city', 'description', _name(rng)])} {rng.choice(['contains', '=', '!='])} {_string(rng)}"
    if sort == 8:
        return rng.choice([_name(rng), "listed", "rounds", "lapsed", "tier quasi", f"tier {MARK}", "judged talent"])
    if sort == 9:
        return f"age {rng.choice(OPS)} {rng.choice(['10 years', '60 months', rng.choice(_ODD)])}"
    if sort == 10:
        return f"not {_condition(rng, deep - 1)}"
    parts = ", ".join(_condition(rng, deep - 1) for _ in range(rng.randint(1, 4)))
    return f"{rng.choice(['all', 'any'])}({parts})"


def grammatical(rng: Random) -> str:
    """A rule by the grammar, with names and units that mostly agree."""
    return _condition(rng, rng.randint(0, 3))


def noise(rng: Random) -> str:
    """Bytes read as text."""
    raw = rng.randbytes(rng.randint(0, 200))
    return raw.decode(rng.choice(["latin-1", "utf-8", "utf-16"]), errors="replace")


def spliced(rng: Random) -> str:
    """Pieces of two rules of the library."""
    one, other = rng.choice(library_rules()), rng.choice(library_rules())
    return one[: rng.randint(0, len(one))] + other[rng.randint(0, len(other)) :]


def broken(rng: Random) -> str:
    """A rule with a few edits: a piece taken out, doubled or replaced by a hostile word."""
    text = rng.choice([grammatical, lambda r: r.choice(library_rules())])(rng)
    for _ in range(rng.randint(1, 3)):
        start = rng.randint(0, len(text))
        stop = min(len(text), start + rng.randint(0, 12))
        put = rng.choice(
            ["", text[start:stop] * 2, rng.choice(HOSTILE), rng.choice(HOSTILE), chr(rng.randrange(1, 0x3000))]
        )
        text = text[:start] + put + text[stop:]
    return text


def quoting(rng: Random) -> str:
    """A hostile word where a text belongs."""
    word = rng.choice(HOSTILE)
    said = f'"{word}"' if "'" in word else f"'{word}'"
    return rng.choice(
        [
            f"city in {{{said}}}",
            f"description contains {said}",
            f"city != {said}",
            f"rounds[series in {{{said}}}]",
            f"certifications[status not in {{{said}}}]",
            f"raised[source in {{{said}}}] >= 5 CNY",
            f"table(city, {said}: 1, else: 0) = 1",
        ]
    )


SORTS: tuple[Callable[[Random], str], ...] = (grammatical, grammatical, broken, broken, spliced, quoting, noise)

_rules: list[str] = []


def library_rules() -> list[str]:
    """Every rule of the library."""
    if not _rules:
        for path in sorted(PLACE.glob("*.toml")):
            _rules.extend(_texts(tomllib.loads(path.read_text(encoding="utf-8"))["edition"]))
    return _rules


def _texts(value: Any) -> Iterator[str]:
    """Texts that look like rules, wherever they stand in an edition."""
    if isinstance(value, str) and re.search(r"[<>=(]| in |^not |^judged ", value):
        yield value
    elif isinstance(value, dict):
        for name, each in value.items():
            if name not in ("name", "note", "matter", "cites"):
                yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)


# ----------------------------------------------------------------------------------------------------------- documents

TEMPLATE = """
id = "fuzz"
name = {{ en = "A", zh = "甲" }}
issuer = {{ en = "B", zh = "乙" }}
jurisdiction = "global"
status = "partial"
confidence = "low"
[[cite]]
id = "text"
title = "C"
[[edition]]
id = "1"
observed = 2019-01-01
cites = ["text"]
[edition.money]
currency = "CNY"
convention = "{convention}"
[edition.counts]
Round = {counts}
[edition.define]
here = {here}
[edition.matter]
talent = {{ en = "D", zh = "丁" }}
[[edition.tier]]
id = "seed"
name = {{ en = "E", zh = "戊" }}
all.one = {one}
any.a.two = {two}
any.b.three = "here"
[[example]]
day = 2019-06-30
tier = "seed"
answer = "unknown"
says = {{ en = "F", zh = "己" }}
facts = [{{ kind = "Round", valid = 2018-01-01, type = "a", amount = {amount}, currency = "CNY" }}]
"""


def document(rng: Random) -> str:
    """A standard file: of the template with rules of the fuzz, or of the library with a few edits."""
    if rng.random() < 0.6:
        rules = {name: json.dumps(rng.choice(SORTS)(rng)) for name in ("here", "one", "two")}
        text = TEMPLATE.format(
            **rules,
            counts=json.dumps(rng.choice(_FILTERS)),
            convention=rng.choice(["spot", "year", "CNY=7", MARK, "CNY=0"]),
            amount=rng.choice(["5", "5.35", '"x"', "inf", "9" * 25, "true"]),
        )
        return text if rng.random() < 0.7 else _edited(rng, text)
    path = rng.choice(sorted(PLACE.glob("*.toml")))
    return _edited(rng, path.read_text(encoding="utf-8"))


def _edited(rng: Random, text: str) -> str:
    lines = text.split("\n")
    for _ in range(rng.randint(1, 4)):
        n = rng.randrange(len(lines))
        sort = rng.randrange(5)
        if sort == 0:
            del lines[n : n + rng.randint(1, 3)]
        elif sort == 1:
            lines.insert(n, rng.choice(lines))
        elif sort == 2:
            lines[n] = re.sub(r'"[^"]*"', lambda _: json.dumps(rng.choice(SORTS)(rng)), lines[n], count=1)
        elif sort == 3:
            lines.insert(n, rng.choice(HOSTILE))
        else:
            at = rng.randint(0, len(lines[n]))
            lines[n] = lines[n][:at] + chr(rng.randrange(1, 0x3000)) + lines[n][at + rng.randint(0, 3) :]
        lines = lines or [""]
    return "\n".join(lines)


# ------------------------------------------------------------------------------------------------------------ watching

_WATCHED = ("open", "import", "exec", "compile", "os.", "subprocess.", "socket.", "ctypes.", "shutil.", "tempfile.")
_seen: list[str] | None = None
_hooked = False


def _hook(event: str, args: tuple[Any, ...]) -> None:
    if _seen is not None and event.startswith(_WATCHED):
        _seen.append(f"{event} {args[0] if args else ''}")


@contextmanager
def watched() -> Iterator[list[str]]:
    """What Python opens, imports, compiles or starts meanwhile."""
    global _seen, _hooked  # noqa: PLW0603 — an audit hook can never be taken away again, so there is one
    if not _hooked:
        sys.addaudithook(_hook)
        _hooked = True
    _seen = mine = []
    try:
        yield mine
    finally:
        _seen = None


class _TooLongError(BaseException):
    """A text was given up."""


def _give_up(*_: Any) -> None:
    raise _TooLongError


@contextmanager
def patience() -> Iterator[None]:
    """Give up what never ends; only the main thread can."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGVTALRM, _give_up)
    signal.setitimer(signal.ITIMER_VIRTUAL, ENDLESS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


# ------------------------------------------------------------------------------------------------------------- running


@dataclass
class Report:
    """What came of a run."""

    texts: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    failures: dict[str, tuple[int, str]] = field(default_factory=dict)
    """By what went wrong: the first text with which it did, by its number."""
    failed: int = 0
    slowest: float = 0.0

    def fail(self, what: str, number: int, text: str) -> None:
        """Note a failure, once a sort."""
        self.failed += 1
        self.failures.setdefault(what, (number, text))


class Wrong(AssertionError):
    """A promise of the language is broken."""


_LITERAL = re.compile(r"'(?:[^']|'')*'")


def check_sql(sql: str) -> None:
    """No word of the fuzz stands outside a quoted literal."""
    if MARK in _LITERAL.sub("''", sql).lower():
        raise Wrong("a word of the rule stands outside quotes in the SQL")


def understood(text: str) -> bound.Condition:
    """A text read and bound, and nothing else done."""
    with watched() as seen:
        try:
            tree = read_rule(text)
            condition = bind(tree, SCOPE)
        except RuleError as error:
            said = str(error)
            if not said.strip() or "Traceback" in said:
                raise Wrong("a message says nothing") from None
            raise
        finally:
            if seen:
                raise Wrong(f"while a rule was read: {seen[0]}")
    if read_rule(write_rule(tree)) != tree:
        raise Wrong("a tree does not read back as itself")
    return condition


def put(condition: bound.Condition, view: View, *, compare: bool = True) -> None:
    """A bound rule put to the small book by the engine, and to `compare` by reasons too."""
    expr = answered(view, {"answer": condition})
    check_sql(str(view.engine._con.compile(expr)))
    found = {row["subject"]: row["answer"] for row in view.engine.arrow(expr).to_pylist()}
    if not compare:
        return
    told = values(view, needed([condition]))
    reasons = {subject: reply(condition, known, view.day).answer for subject, known in told.items()}
    if found != reasons:
        raise Wrong("the engine and the reasons differ")


def one_rule(text: str, view: View, *, compare: bool) -> str:
    """What became of a text."""
    try:
        condition = understood(text)
    except RuleError:
        return "refused"
    put(condition, view, compare=compare)
    return "answered"


def one_document(text: str, path: Path, *, ask: bool) -> str:
    """What became of a file."""
    path.write_text(text, encoding="utf-8", errors="replace", newline="")
    with watched() as seen:
        try:
            of = standard(path)
            found = examples_of(of)
        except StandardError as error:
            if path.name not in str(error):
                raise Wrong("a message does not name its file") from None
            return "file refused"
        finally:
            other = [event for event in seen if event != f"open {path}"]
            if other:
                raise Wrong(f"while a file was read: {other[0]}")
    if ask and len(found) < 3:
        run_examples(of)
        return "file asked"
    return "file read"


@contextmanager
def small_view() -> Iterator[View]:
    """Three companies, of which one has nothing but its name."""
    day = date(2018, 1, 1)
    said: dict[str, Any] = {"valid": day, "known": day, "place": "1"}
    facts = [
        *(Named(subject=name, name=name, **said) for name in ("aster", "birch", "cedar")),
        Founded(subject="aster", precision="year", **said),
        Founded(subject="birch", **said),
        Registered(subject="aster", country="CHN", city="深圳", **said),
        Registered(subject="birch", country="TUR", city="İzmir", **said),
        Round(subject="aster", type="a", series=f"{MARK}'", amount=Decimal(5), currency="CNY", **said),
        Round(subject="birch", type="b", **said),
        Valuation(subject="aster", amount=Decimal("5.35"), currency="USD", **said),
        Headcount(subject="aster", count=3, **said),
        Listed(subject="birch", venue="NEEQ", **said),
        Certified(subject="birch", status="x", **said),
        *(
            Revenue(subject="aster", valid=date(year, 12, 31), amount=Decimal(year), currency="CNY", place="1")
            for year in (2014, 2015, 2016)
        ),
    ]
    given = Given("gazette", DAY, tuple(facts), promise("past", (Round, Listed), DAY))
    engine = connect(threads=1)
    try:
        with book_of([given], engine) as book:
            yield book.at(DAY)
    finally:
        engine.close()


def warm_up(view: View, path: Path) -> None:
    """Everything that is loaded once is loaded before anything is watched."""
    library_rules()
    for text in ("age <= 10 years", "raised within 2 years >= 5 CNY", "city in {'x'}", "valuatoin", "5 XYZ > 3", "，"):
        try:
            put(bind(read_rule(text), SCOPE), view)
        except HornbookError:
            continue
    for text in (TEMPLATE, (PLACE / "cn-shenzhen-filter-old.toml").read_text(encoding="utf-8")):
        path.write_text(text, encoding="utf-8")
        try:
            examples_of(standard(path))
        except HornbookError:
            continue


def fuzz(seed: int, more: Callable[[int], bool], *, timed: bool, documents: int = 20) -> Report:
    """Texts for as long as `more` says; every so manieth is a whole file."""
    report = Report()
    with small_view() as view, tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "fuzz.toml"
        warm_up(view, path)
        while more(report.texts):
            number = report.texts
            rng = Random(f"{seed} {number}")
            often = rng.random()
            if number % documents == documents - 1:
                text = document(rng)
                handle = partial(one_document, text, path, ask=often < 0.1)
            else:
                text = rng.choice(SORTS)(rng)
                handle = partial(one_rule, text, view, compare=often < 0.4)
            _one(report, number, text, timed, handle)
            report.texts += 1
    return report


def _one(report: Report, number: int, text: str, timed: bool, handle: Callable[[], str]) -> None:
    """One text, and what is to be said of it."""
    began = time.process_time()
    outcome = ""
    try:
        with patience():
            outcome = handle()
    except Wrong as wrong:
        report.fail(str(wrong), number, text)
    except _TooLongError:
        report.fail(f"more than {ENDLESS:.0f} seconds", number, text)
    except Exception as error:
        last = error.__traceback__
        while last is not None and last.tb_next is not None:
            last = last.tb_next
        where = f"{Path(last.tb_frame.f_code.co_filename).name}:{last.tb_lineno}" if last else ""
        report.fail(f"{type(error).__name__} at {where}", number, text)
    else:
        took = time.process_time() - began
        if outcome != "file asked":
            report.slowest = max(report.slowest, took)
            if timed and took > SLOWEST:
                report.fail(f"more than {SLOWEST:.0f} second", number, text)
    report.outcomes[outcome or "failed"] += 1


def main() -> int:
    """Fuzz for some minutes; the number of failures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    asked = parser.parse_args()
    print(f"seed {asked.seed}, {asked.minutes:g} minutes", flush=True)
    end = time.monotonic() + 60 * asked.minutes
    report = fuzz(asked.seed, lambda _: time.monotonic() < end, timed=True)
    outcomes = ", ".join(f"{count} {name}" for name, count in sorted(report.outcomes.items()))
    print(f"{report.texts} texts: {outcomes}; slowest {report.slowest:.2f} s")
    for what, (number, text) in report.failures.items():
        print(f"\n{what} (text {number}):\n{text[:2000]!r}")
    verdict = f"{report.failed} FAILED ({'; '.join(report.failures)})" if report.failed else "ok"
    line = f"{date.today()} seed={asked.seed} minutes={asked.minutes:g} texts={report.texts} {verdict}: {outcomes}\n"
    with SEEDS.open("a", encoding="utf-8") as lines:
        lines.write(line)
    return report.failed


if __name__ == "__main__":
    raise SystemExit(min(main(), 1))
