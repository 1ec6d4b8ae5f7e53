"""A rule whose names are found and whose units agree: what the engine computes and a verdict explains."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from hornbook.indicators.algebra import Formula
from hornbook.kinds import Fact
from hornbook.text import Message, Text, message

Sort = type[Fact]


class Type(StrEnum):
    """What a quantity is; only like is compared with like."""

    MONEY = "an amount of money"
    NUMBER = "a number"
    PEOPLE = "a number of people"
    SHARE = "a ratio"
    DAY = "a day"
    DAYS = "a number of days"
    YEARS = "a number of years"
    AGE = "an age"
    TEXT = "a text"
    YES_NO = "yes or no"

    def says(self) -> Message:
        """What it is, in words."""
        return _TYPE_WORDS[self]


_TYPE_WORDS = {
    Type.MONEY: message("an amount of money"),
    Type.NUMBER: message("a number"),
    Type.PEOPLE: message("a number of people"),
    Type.SHARE: message("a ratio"),
    Type.DAY: message("a day"),
    Type.DAYS: message("a number of days"),
    Type.YEARS: message("a number of years"),
    Type.AGE: message("an age"),
    Type.TEXT: message("a text"),
    Type.YES_NO: message("yes or no"),
}


@dataclass(frozen=True, slots=True)
class Input:
    """What a rule needs of a company: an indicator, narrowed, from below and from above."""

    written: str
    name: str
    type: Type
    unit: str
    low: Formula
    high: Formula
    about: Text
    kinds: tuple[Sort, ...]
    matter: str = ""
    """The matter of the Decision facts that settle it, where it is for a person to judge."""

    def __hash__(self) -> int:
        # Rules are looked up by what they say thousands of times; the formulas would be most of the work.
        return hash((self.written, self.unit, self.matter))


@dataclass(frozen=True, slots=True)
class Const:
    """A value that the rule states."""

    value: Decimal | date
    type: Type
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """The day asked about, or a stated one, so many months and days later."""

    base: date | None
    months: int = 0
    days: int = 0
    type: Type = Type.DAY
    unit: str = ""
    whole: bool = False
    """The first day from which the months to the day asked about are not over; they differ from a leap day only."""


@dataclass(frozen=True, slots=True)
class BoundShifted:
    """A day of the company, so many months earlier."""

    of: "Input"
    months: int
    whole: bool = False
    """As for a moment: the first day from which the months are not over."""
    calendar: bool = False
    """The first day of that year."""
    type: Type = Type.DAY
    unit: str = ""


@dataclass(frozen=True, slots=True)
class BoundArithmetic:
    """Two quantities joined by +, -, * or /."""

    left: "Quantity"
    op: str
    right: "Quantity"
    type: Type
    unit: str = ""


@dataclass(frozen=True, slots=True)
class BoundExtreme:
    """The greatest (max) or least (min) of several."""

    op: str
    parts: tuple["Quantity", ...]
    type: Type
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Lookup:
    """The result of the first row whose comparison holds, as (operator, limit, result)."""

    of: "Quantity"
    rows: tuple[tuple[str, Decimal | str, Decimal], ...]
    otherwise: Decimal
    type: Type
    unit: str = ""


@dataclass(frozen=True, slots=True)
class BoundSlices:
    """A quantity cut at ascending limits, each slice times its rate; the last rate is that of the rest."""

    of: "Quantity"
    limits: tuple[Decimal, ...]
    rates: tuple[Decimal, ...]
    type: Type
    unit: str = ""


@dataclass(frozen=True, slots=True)
class BoundCase:
    """A quantity under a condition."""

    condition: "Condition"
    result: "Quantity"


@dataclass(frozen=True, slots=True)
class BoundCases:
    """The quantity of the first case whose condition holds, else another."""

    cases: tuple[BoundCase, ...]
    otherwise: "Quantity"
    type: Type
    unit: str = ""


@dataclass(frozen=True, slots=True)
class BoundBetween:
    """A quantity that the text leaves open between two stated ones."""

    least: "Quantity"
    most: "Quantity"
    type: Type
    unit: str = ""


AwardQuantity = BoundSlices | BoundCases | BoundBetween
"""What the amount of a support may hold beside."""
Quantity = Input | Const | Moment | BoundShifted | BoundArithmetic | BoundExtreme | Lookup | AwardQuantity


@dataclass(frozen=True, slots=True)
class BoundCompare:
    """Two quantities compared; `age` where the rule compares years since the day on the left."""

    left: Quantity
    op: str
    right: Quantity
    written: str
    age: int | None = None
    """Months of age that the rule names, where it names an age."""


@dataclass(frozen=True, slots=True)
class BoundMember:
    """Whether a text is one of these, in lower case."""

    of: Input
    words: tuple[str, ...]
    out: bool
    written: str


@dataclass(frozen=True, slots=True)
class BoundContains:
    """Whether a text contains this one, in lower case."""

    of: Input
    word: str
    written: str


@dataclass(frozen=True, slots=True)
class Flag:
    """Whether an input that is yes or no is yes; `otherwise` is the answer where that is not known."""

    of: Input
    written: str
    otherwise: bool | None = None


@dataclass(frozen=True, slots=True)
class BoundNot:
    """The contrary."""

    part: "Condition"


@dataclass(frozen=True, slots=True)
class BoundAll:
    """Every part."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class BoundAny:
    """At least one part."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class BoundKnown:
    """Whether something is known to be so: unknown is no."""

    part: "Condition"


@dataclass(frozen=True, slots=True)
class BoundInPrinciple:
    """Yes where it holds, else unknown: the text allows for exceptions."""

    part: "Condition"


@dataclass(frozen=True, slots=True)
class BoundReadings:
    """One text read in several ways: yes where every reading is yes, no where every one is no, else unknown."""

    labels: tuple[str, ...]
    """What each reading is called: a convention of money, a way to count ages, or the rule as written."""
    parts: tuple["Condition", ...]


Leaf = BoundCompare | BoundMember | BoundContains | Flag
Condition = Leaf | BoundNot | BoundAll | BoundAny | BoundKnown | BoundInPrinciple | BoundReadings


def leaves(condition: Condition) -> tuple[Leaf, ...]:
    """The conditions that have no parts, in order."""
    if isinstance(condition, BoundNot | BoundKnown | BoundInPrinciple):
        return leaves(condition.part)
    if isinstance(condition, BoundAll | BoundAny | BoundReadings):
        return tuple(leaf for part in condition.parts for leaf in leaves(part))
    return (condition,)


def inputs_of(of: Condition | Quantity) -> tuple[Input, ...]:
    """What it needs of a company, each once, in order."""
    match of:
        case Input():
            return (of,)
        case BoundCompare() | BoundArithmetic():
            found = (*inputs_of(of.left), *inputs_of(of.right))
        case BoundMember() | BoundContains() | Flag() | Lookup() | BoundShifted() | BoundSlices():
            found = inputs_of(of.of)
        case BoundCases():
            found = tuple(x for case in of.cases for part in (case.condition, case.result) for x in inputs_of(part))
            found += inputs_of(of.otherwise)
        case BoundBetween():
            found = (*inputs_of(of.least), *inputs_of(of.most))
        case BoundNot() | BoundKnown() | BoundInPrinciple():
            found = inputs_of(of.part)
        case BoundAll() | BoundAny() | BoundReadings() | BoundExtreme():
            found = tuple(each for part in of.parts for each in inputs_of(part))
        case _:
            found = ()
    return tuple(dict.fromkeys(found))
