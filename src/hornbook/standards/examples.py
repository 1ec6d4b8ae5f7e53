"""The examples of a standard, each a small company made of dated facts, put to the standard's own tiers."""

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import MISSING, dataclass, field, fields
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal, get_type_hints

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from hornbook.book.book import Book, new_book
from hornbook.document import complaint
from hornbook.errors import HornbookError, advice
from hornbook.kinds import KINDS, Decision, Fact, Named, payload
from hornbook.lang.answer import Values, reply
from hornbook.positions import Loc
from hornbook.sources.source import About, Entry, Promise, Row, Source
from hornbook.standards.judge import input_table, known_inputs, needed, tier_columns
from hornbook.standards.standard import Standard
from hornbook.terms import EARLIEST, Day
from hornbook.text import Text, message

WORDS = {"yes": True, "no": False, "unknown": None}


class _Says(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    en: str
    zh: str


class _Given(BaseModel):
    """What an example says of its company beyond the base."""

    model_config = ConfigDict(extra="forbid", strict=True)
    day: date | None = None
    facts: list[dict[str, Any]] = []
    also: list[dict[str, Any]] = []
    without: list[str] = []
    speaks: list[str] | None = None
    decided: dict[str, bool | Literal["open"]] = {}


class _Example(_Given):
    tier: str
    answer: Literal["yes", "no", "unknown"]
    says: _Says


@dataclass(frozen=True, slots=True)
class StandardExample:
    """A company, a day, a tier, and the answer that must come out."""

    number: int
    says: Text
    day: Day
    tier: str
    answer: bool | None
    facts: tuple[Fact, ...]
    speaks: tuple[type[Fact], ...]

    @property
    def subject(self) -> str:
        """The company's word in the book of examples."""
        return f"example:{self.number}"


def examples_of(of: Standard) -> tuple[StandardExample, ...]:
    """The examples of a standard; StandardError points at one that cannot be read."""
    examples, faults = read_examples(of)
    if faults:
        raise faults[0]
    return examples


def read_examples(of: Standard) -> tuple[tuple[StandardExample, ...], tuple[HornbookError, ...]]:
    """The examples of a standard that can be read, and what is wrong with the others."""
    found, examples, faults = of.source, [], []
    try:
        base = found.check(_Given, found.data.get("base", {}), ("base",))
    except HornbookError as error:
        return (), (error,)
    for position, raw in enumerate(base.facts):
        try:
            _fact(of, raw, 0, ("base", "facts", position))
        except HornbookError as error:
            faults.append(error)
    if faults:
        base = base.model_copy(update={"facts": []})
    for n, raw in enumerate(found.data.get("example", [])):
        try:
            examples.append(_example(of, base, n, raw))
        except HornbookError as error:
            faults.append(error)
    return tuple(examples), tuple(faults)


def _example(of: Standard, base: _Given, n: int, raw: Any) -> StandardExample:
    found, loc = of.source, ("example", n)
    said = found.check(_Example, raw, loc)
    day = said.day or base.day
    if day is None:
        raise found.error(loc, message("an example needs a day, its own or the base's"))
    tiers = [tier.id for tier in of.edition(day).tiers]
    if said.tier not in tiers:
        hint, problem = advice(said.tier, tiers), message("there is no tier '{tier}'", tier=said.tier)
        raise found.error((*loc, "tier"), problem, word=said.tier, hint=hint)
    kinds = {str(f.get("kind")) for f in said.facts} | set(said.without)
    told: list[tuple[Loc, dict[str, Any]]] = [(loc, f) for f in base.facts if str(f.get("kind")) not in kinds]
    told += [((*loc, "facts"), f) for f in said.facts] + [((*loc, "also"), f) for f in said.also]
    facts = [_fact(of, f, n, place) for place, f in told]
    if not any(isinstance(fact, Named) for fact in facts):
        facts.append(
            Named(subject=f"example:{n}", valid=EARLIEST, known=EARLIEST, place=_place(n), name=f"Example {n}")
        )
    own = {name: how for name, how in base.decided.items() if name in of.edition(day).matters}
    facts += _decisions(of, {**own, **said.decided}, day, n, (*loc, "decided"))
    speaks = base.speaks if said.speaks is None else said.speaks
    for name in speaks or ():
        if name not in KINDS:
            problem = message("no kind is called '{name}'", name=name)
            raise found.error((*loc, "speaks"), problem, word=name, hint=advice(name, KINDS))
    text, kept = Text(said.says.en, said.says.zh), tuple(KINDS[k] for k in speaks or ())
    return StandardExample(n, text, day, said.tier, WORDS[said.answer], tuple(facts), kept)


def _place(n: int) -> str:
    return f"example {n + 1}"


def _fact(of: Standard, raw: Mapping[str, Any], n: int, loc: tuple[str | int, ...]) -> Fact:
    kind = KINDS.get(str(raw.get("kind")))
    if kind is None:
        hint = advice(str(raw.get("kind")), KINDS)
        raise of.source.error(loc, message("no kind is called '{name}'", name=str(raw.get("kind"))), hint=hint)
    known = {f.name for f in fields(kind)} - {"subject", "place"}
    values = {key: value for key, value in raw.items() if key != "kind"}
    for key in values:
        if key not in known:
            names = [*payload(kind).names, "valid", "known", "key", "grade"]
            raise of.source.error(
                loc,
                message("a {kind} has no '{key}'", kind=kind.__name__, key=key),
                word=key,
                hint=advice(key, names),
            )
    hints = get_type_hints(kind)
    made: dict[str, Any] = {}
    for key, value in values.items():
        try:
            made[key] = TypeAdapter(hints[key]).validate_python(value)
        except ValidationError as error:
            raise of.source.error(
                loc,
                message(
                    "'{key}' of a {kind}: {problem}",
                    key=key,
                    kind=kind.__name__,
                    problem=complaint(error.errors()[0]),
                ),
                word=key,
            ) from None
        if isinstance(made[key], Decimal) and made[key] != round(made[key], 2):
            raise of.source.error(
                loc,
                message("'{key}' of a {kind}: an amount has at most two decimals", key=key, kind=kind.__name__),
                word=key,
            )
    wanted = [f.name for f in fields(kind) if f.default is MISSING and f.name not in ("subject", "place")]
    lacking = [name for name in wanted if name not in made]
    if lacking:
        raise of.source.error(
            loc, message("a {kind} needs '{key}'", kind=kind.__name__, key=lacking[0]), word=kind.__name__
        )
    return kind(subject=f"example:{n}", place=_place(n), **{"known": made["valid"], **made})


def _decisions(
    of: Standard, decided: Mapping[str, bool | str], day: Day, n: int, loc: tuple[str | int, ...]
) -> Iterator[Fact]:
    matters = of.edition(day).matters
    for matter, outcome in decided.items():
        if matter not in matters:
            hint = advice(matter, matters)
            raise of.source.error(loc, message("no matter is called '{matter}'", matter=matter), word=matter, hint=hint)
        if outcome != "open":
            yield Decision(
                subject=f"example:{n}",
                place=_place(n),
                valid=EARLIEST,
                known=EARLIEST,
                matter=f"{of.id}/{matter}",
                outcome=bool(outcome),
            )


class _ExampleSource(Source):
    """Examples whose sources promise the same, as one source."""

    def __init__(self, given: list[StandardExample]) -> None:
        self.given, self.speaks = given, given[0].speaks
        title = Text("Examples", "示例")
        name = "-".join(["examples", *(kind.__name__.lower() for kind in self.speaks)])
        self.about = About(name=name, title=title, maker="a standard", files=title)

    def promises(self, recorded: Day) -> tuple[Promise, ...]:
        """What the examples' source says that it names in full."""
        says = Text("For an example.", "示例所设。")
        return (Promise(kinds=self.speaks, since=EARLIEST, live=True, says=says),) if self.speaks else ()

    def groups(self, paths: tuple[Path, ...]) -> list[tuple[Path, ...]]:
        """One batch."""
        return [paths]

    def recorded(self, paths: tuple[Path, ...]) -> Day | None:
        """The last day of the examples."""
        return max(example.day for example in self.given)

    def read(self, paths: tuple[Path, ...], recorded: Day) -> Iterator[Entry]:
        """Their facts."""
        for example in self.given:
            yield Row(_place(example.number), example.facts)


@contextmanager
def book_of(given: Iterable[StandardExample]) -> Iterator[Book]:
    """A book of examples, for as long as it is asked."""
    groups: dict[tuple[type[Fact], ...], list[StandardExample]] = {}
    for example in given:
        groups.setdefault(example.speaks, []).append(example)
    with tempfile.TemporaryDirectory() as folder:
        book = new_book(Path(folder) / "book")
        for n, mine in enumerate(groups.values()):
            path = Path(folder) / f"{n}.txt"
            path.write_text(str(n), encoding="utf-8")
            book.take(_ExampleSource(mine), [path])
        yield book


@dataclass(frozen=True, slots=True)
class ExampleOutcome:
    """What came out of an example, by the engine for all companies and by the reasons for one."""

    example: StandardExample
    engine: bool | None
    reasons: bool | None
    known: Values = field(repr=False)
    """What the example says of each input."""

    @property
    def passes(self) -> bool:
        """Whether both are what the example says."""
        return self.engine is self.reasons is self.example.answer


def run_examples(of: Standard) -> list[ExampleOutcome]:
    """Every example of a standard put to it."""
    given, found = examples_of(of), []
    with book_of(given) as book:
        for day in sorted({example.day for example in given}):
            view, edition = book.at(day), of.edition(day)
            conditions = {tier.id: tier.condition for tier in edition.tiers}
            inputs = needed(conditions.values())
            table, at = input_table(view, inputs)
            # One query gives both the engine's answers and what the reasons are read from: half the work of two.
            rows = tier_columns(table, conditions, at, day, table.columns)
            told = {row["subject"]: row for row in view.engine.arrow(rows).to_pylist()}
            for example in given:
                if example.day == day:
                    row = told[example.subject]
                    known = known_inputs(inputs, row)
                    by_reasons = reply(conditions[example.tier], known, day).answer
                    found.append(ExampleOutcome(example, row[example.tier], by_reasons, known))
    return found
