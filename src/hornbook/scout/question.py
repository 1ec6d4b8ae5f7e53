"""What the scout is asked: of which companies, how likely is it that a rule comes true within how many months.

A question is a TOML file. Its rules are those of the rule language, so any tier's condition can be a target. `proxy`
tables name more plentiful events, asked of the same companies over the same months, from which a model may learn too.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from hornbook.document import Document, document
from hornbook.errors import QuestionError, advice, suggestion
from hornbook.indicators.algebra import Where
from hornbook.lang import bound
from hornbook.lang.bind import bind
from hornbook.lang.mistake import RuleError
from hornbook.lang.narrow import Counted
from hornbook.lang.read import read_rule
from hornbook.lang.scope import RuleScope
from hornbook.terms import Day, shift
from hornbook.terms import Scope as Covers
from hornbook.text import Text, listing, message

PLACE = Path(__file__).parent / "library"

_ID = r"^[a-z0-9][a-z0-9_-]*$"


@dataclass(frozen=True, slots=True)
class Event:
    """A rule that comes true, or does not, on one of the days on which it is looked at."""

    id: str
    name: Text
    text: str
    condition: bound.Condition


@dataclass(frozen=True, slots=True)
class Lesson:
    """An event that a model learns from, within its own months."""

    event: str
    within: int
    weight: float
    also: tuple[str, ...]
    """Features beside those of money and time."""
    by: str = "chance"
    """What its trees are grown for: `chance` (did it come true) or `order` (did those that came true stand first)."""


@dataclass(frozen=True, slots=True)
class Question:
    """Whose future is asked about, what may happen, and until when."""

    id: str
    name: Text
    population_text: str
    population: bound.Condition
    unless_text: str
    unless: bound.Condition
    """Who has left the population. Where a day is only reconstructed, nobody knows of most whether they had."""
    target: Event
    proxies: tuple[Event, ...]
    horizon: int
    """Months within which the target must come true."""
    every: int
    """Months between the days on which it is looked at."""
    settle: int
    """Months that late knowledge is given after the horizon has closed."""
    lessons: tuple[Lesson, ...]
    text: str
    """Its file, word for word."""
    sha256: str
    """The digest of that text."""

    @property
    def events(self) -> tuple[Event, ...]:
        """The target, then what is learnt from beside it."""
        return (self.target, *self.proxies)

    def checks(self, day: Day) -> tuple[Day, ...]:
        """The days on which the future of `day` is looked at, the last at the horizon."""
        return tuple(shift(day, months) for months in range(self.every, self.horizon + 1, self.every))

    def closes(self, day: Day) -> Day:
        """From when on an answer about `day` is final."""
        return self.closed(day, self.horizon)

    def closed(self, day: Day, within: int) -> Day:
        """From when on it is final whether something came true within so many months of `day`."""
        return shift(day, within + self.settle)

    def event(self, name: str) -> Event:
        """The target or a proxy by its id; QuestionError names the nearest."""
        for event in self.events:
            if event.id == name:
                return event
        raise QuestionError(
            message(
                "The question {question} has no event '{name}'.{hint}",
                question=self.id,
                name=name,
                hint=suggestion(name, [e.id for e in self.events]),
            )
        )


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class _Name(_Model):
    en: str
    zh: str


class _Proxy(_Model):
    id: str = Field(pattern=_ID)
    name: _Name
    rule: str


class _Lesson(_Model):
    event: str
    within: int = Field(ge=1)
    weight: float = Field(default=1.0, gt=0)
    also: list[str] = []
    by: Literal["chance", "order"] = "chance"


class _Question(_Model):
    id: str = Field(pattern=_ID)
    name: _Name
    population: str
    unless: str = "any(listed, acquired, closed)"
    target: str
    horizon: int = Field(ge=1, le=240)
    every: int = Field(default=6, ge=1)
    settle: int = Field(default=0, ge=0, le=120)
    currency: str = Field(default="USD", pattern="^[A-Z]{3}$")
    proxy: list[_Proxy] = []
    learn: list[_Lesson] = []


def question(path: Path) -> Question:
    """Read a question's file; QuestionError points at what is wrong in it."""
    return question_of(document(path, QuestionError))


def question_of(found: Document) -> Question:
    """A document as a question; QuestionError points at what is wrong in it."""
    said = found.check(_Question, found.data, ())
    if said.horizon % said.every:
        raise found.error(
            ("every",),
            message(
                "{horizon} months cannot be looked at every {every} months", horizon=said.horizon, every=said.every
            ),
        )
    ids = [proxy.id for proxy in said.proxy]
    if len({*ids, said.id}) <= len(ids):
        raise found.error(("proxy",), message("two events have one id"))
    scope = RuleScope(owner=said.id, counts={"Valuation": _OWN}, currency=said.currency)
    proxies = tuple(
        Event(
            each.id, Text(each.name.en, each.name.zh), each.rule, _bound(found, ("proxy", n, "rule"), each.rule, scope)
        )
        for n, each in enumerate(said.proxy)
    )
    name = Text(said.name.en, said.name.zh)
    return Question(
        said.id,
        name,
        said.population.strip(),
        _bound(found, ("population",), said.population, scope),
        said.unless.strip(),
        _bound(found, ("unless",), said.unless, scope),
        Event(said.id, name, said.target, _bound(found, ("target",), said.target, scope)),
        proxies,
        said.horizon,
        said.every,
        said.settle,
        _lessons(found, said, ids),
        found.text,
        sha256(found.text.encode()).hexdigest(),
    )


def _lessons(found: Document, said: _Question, proxies: list[str]) -> tuple[Lesson, ...]:
    """What is learnt from: as the file says, or the target and every proxy over the whole horizon."""
    events = [said.id, *proxies]
    for n, each in enumerate(said.learn):
        if each.event not in events:
            raise found.error(
                ("learn", n, "event"),
                message("no event '{event}'", event=each.event),
                hint=advice(each.event, events),
            )
        if each.within > said.horizon or each.within % said.every:
            fit = message(
                "{within} months are not whole steps of {every} within {horizon}",
                within=each.within,
                every=said.every,
                horizon=said.horizon,
            )
            raise found.error(("learn", n, "within"), fit)
    return tuple(
        Lesson(each.event, each.within, each.weight, tuple(each.also), each.by) for each in said.learn
    ) or tuple(Lesson(event, said.horizon, 1.0, ()) for event in events)


_OWN = Counted((Where("scope", (Covers.COMPANY.value,)),))
"""What a group or a merger is worth says nothing of one company in it."""


def _bound(found: Document, loc: tuple[str | int, ...], text: str, scope: RuleScope) -> bound.Condition:
    try:
        return bind(read_rule(text), scope)
    except RuleError as error:
        raise found.error(
            loc, message("'{key}' is no rule: {problem}", key=str(loc[-1]), problem=error.phrase)
        ) from None


class Questions(Mapping[str, Question]):
    """The questions that come with Hornbook, by id, and any file by its path; QuestionError names the nearest."""

    def __init__(self, place: Path = PLACE) -> None:
        self._paths = {path.stem: path for path in sorted(place.glob("*.toml"))}

    def __getitem__(self, name: str) -> Question:
        if name in self._paths:
            return question(self._paths[name])
        if name.endswith(".toml"):
            return question(Path(name))
        hint = suggestion(name, self._paths)
        raise QuestionError(
            message(
                "There is no question '{name}'.{hint} There are: {known}; or give a .toml file.",
                name=name,
                hint=hint,
                known=listing(self._paths),
            )
        )

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)


questions = Questions()
