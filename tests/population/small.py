"""A small standard made for these tests, books that fit it, and its slow reading, one company after another."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from hypothesis import strategies as st

from hornbook.book.view import View
from hornbook.kinds import (
    Acquired,
    Certified,
    Closed,
    Decision,
    Fact,
    Founded,
    Listed,
    Named,
    Registered,
    Round,
    Sector,
    Valuation,
)
from hornbook.lang import bound
from hornbook.lang.answer import KnownRange, Values, reply
from hornbook.standards.ask import Rule
from hornbook.standards.file import standard
from hornbook.standards.judge import needed, values
from hornbook.standards.standard import Standard, Tier
from hornbook.terms import Day, Instrument
from tests.strategies import COMPANIES, DAYS, Given, books, promise

SMALL = """id = "small"
name = { en = "Small rule", zh = "小标准" }
issuer = { en = "A test", zh = "测试" }
jurisdiction = "global"
status = "complete"
confidence = "high"

[[cite]]
id = "test"
title = "A test"

[[edition]]
id = "one"
observed = 2010-01-01
cites = ["test"]
[edition.money]
currency = "USD"
[edition.counts]
Listed = "[venue not in {'ash'}]"
[edition.define]
home = "city not in {'Birke'}"
[edition.matter]
promising = { en = "promising", zh = "有前景" }
[edition.all]
unlisted = "not listed"
[[edition.tier]]
id = "hopeful"
name = { en = "Hopeful", zh = "潜在" }
[edition.tier.any.young]
age = "age <= 3 years"
valuation = "valuation >= 350_000_000 USD"
[edition.tier.any.grown]
age = "all(age > 3 years, age <= 5 years)"
valuation = "valuation >= 700_000_000 USD"
[[edition.tier]]
id = "unicorn"
name = { en = "Unicorn", zh = "独角兽" }
[edition.tier.all]
age = "age <= 4 years"
place = "home"
valuation = { rule = "valuation >= 700_000_000 USD", cites = ["test"] }
[[edition.tier]]
id = "super"
name = { en = "Super unicorn", zh = "超级独角兽" }
[edition.tier.all]
funding = "raised >= 400_000 USD"
promising = "judged promising"
valuation = "valuation >= 700_000_000 USD"

[[edition]]
id = "two"
valid_from = 2017-06-01
valid_to = 2018-12-31
cites = ["test"]
[edition.money]
currency = "USD"
[edition.counts]
Listed = "[venue not in {'ash'}]"
[edition.define]
home = "city not in {'Birke'}"
[edition.matter]
promising = { en = "promising", zh = "有前景" }
[edition.all]
unlisted = "not listed"
[[edition.tier]]
id = "hopeful"
name = { en = "Hopeful", zh = "潜在" }
[edition.tier.any.young]
age = "age <= 3 years"
valuation = "valuation >= 350_000_000 USD"
[edition.tier.any.grown]
age = "all(age > 3 years, age <= 5 years)"
valuation = "valuation >= 700_000_000 USD"
[[edition.tier]]
id = "unicorn"
name = { en = "Unicorn", zh = "独角兽" }
[edition.tier.all]
age = "age <= 4 years"
place = "home"
valuation = { rule = "valuation >= 2_000_000_000 USD", cites = ["test"] }
[[edition.tier]]
id = "super"
name = { en = "Super unicorn", zh = "超级独角兽" }
[edition.tier.all]
funding = "raised >= 400_000 USD"
promising = "judged promising"
valuation = "valuation >= 700_000_000 USD"
"""
"""A ladder of two editions with branches, an age, a place, funding, a matter and a filter of listings."""

CHANGE = date(2017, 6, 1)
"""The day from which the second edition holds; it asks a unicorn for more."""

TIERS = ("small:hopeful", "small:unicorn", "small:super")

MATTER = "small/promising"


def less(text: str, share: int) -> str:
    """The standard with each floor at so many per cent of itself; caps and days stay."""
    for amount in (2_000_000_000, 700_000_000, 350_000_000, 400_000):
        text = text.replace(f">= {amount:_} USD", f">= {amount * share // 100:_} USD")
    return text


# ------------------------------------------------------------------------------------------------------- slow reading


class Read(NamedTuple):
    """What a rule says of one company."""

    answer: bool | None
    on_facts: bool | None
    worth: KnownRange
    known: Values

    @property
    def value(self) -> object:
        """Its value where one is known, if only as a limit."""
        return self.worth.high if self.worth.low is None else self.worth.low


def reading(view: View, asked: Rule) -> dict[str, Read]:
    """Every company of a view by itself: what is known of it, and the reply."""
    value, condition = asked.edition.value, asked.tier.condition
    told = values(view, needed([condition, bound.BoundCompare(value, ">=", value, "")]))
    return {
        subject: Read(
            reply(condition, known, view.day).answer,
            reply(condition, in_favour(condition, known), view.day).answer,
            known[value.low, value.high],
            known,
        )
        for subject, known in told.items()
    }


def in_favour(condition: bound.Condition, known: Values) -> Values:
    """The same knowledge with every open matter judged as yes."""
    open_ = {
        (each.low, each.high): KnownRange(True, True)
        for each in bound.inputs_of(condition)
        if each.matter and known[each.low, each.high].low is None
    }
    return {**known, **open_}


def yeses(read: dict[str, Read]) -> set[str]:
    """The companies that are a yes."""
    return {subject for subject, one in read.items() if one.answer is True}


def clauses(tier: Tier) -> dict[str, bound.Condition]:
    """The clauses of a tier and of its branches by name."""
    return {clause.id: clause.condition for clause in tier.every}


# -------------------------------------------------------------------------------------------------------------- books

FATES = (Listed, Acquired, Closed)
RULED = (*[Valuation] * 3, Founded, *[Round] * 2, Decision, Registered, Sector, *FATES)
"""What the messy part of a book is made of."""

ON_LISTS = (*RULED, *[Certified] * 3)

SUBJECTS = (*COMPANIES, *(f"{name}-{n}" for name in COMPANIES for n in (2, 3)))

_WORTH = st.sampled_from([None, 290, 300, 600, 680, 800, 2_000, 2_500])


def worth(subject: str, day: Day, amount: int, **more: Any) -> Valuation:
    """A company valued at so many million dollars, and known to be on the same day."""
    also = {"known": day, "currency": "USD", "place": "1"} | more
    return Valuation(subject=subject, valid=day, amount=Decimal(amount) * 10**6, **also)


@st.composite
def lives(draw: st.DrawFn, subject: str) -> list[Fact]:
    """A company that comes near the lines of the small standard: named, founded, valued, funded, and perhaps gone."""
    own: dict[str, Any] = {"subject": subject, "place": "1"}

    def any_of(*values: Any) -> Any:
        return draw(st.sampled_from(values))

    named, born = any_of(*[DAYS[0]] * 4, DAYS[4]), any_of(*DAYS[:4])
    found: list[Fact] = [
        Named(valid=DAYS[0], known=named, name=subject, **own),
        Founded(valid=born, known=born, precision="day", **own),
    ]
    for day in DAYS[1::2]:
        if amount := draw(_WORTH):
            found.append(worth(subject, day, amount))
    if any_of(True, *[False] * 5) and isinstance(last := found[-1], Valuation):
        found.append(replace(last, known=DAYS[-2], withdrawn=True))
    if cities := any_of((), ("ash",), ("ash",), ("ash", "Birke"), ("Birke", "ash")):
        for day, city in zip((DAYS[0], DAYS[5]), cities, strict=False):
            found.append(Registered(valid=day, known=day, city=city, country="CHN", **own))
    if raised := any_of(None, 330_000, 500_000, 500_000):
        money = {"amount": Decimal(raised), "currency": "USD", "instrument": Instrument.EQUITY}
        found.append(Round(valid=DAYS[2], known=any_of(DAYS[2], DAYS[4]), type="seed", **money, **own))
    for day in any_of((), (DAYS[2],), (DAYS[2],), (DAYS[2], DAYS[5])):
        said = {"outcome": any_of(True, True, False), "until": any_of(None, None, DAYS[6])}
        found.append(Decision(valid=day, known=day, matter=MATTER, **said, **own))
    if fate := any_of(*[None] * 7, *FATES):
        day = any_of(*DAYS[4:])
        found.append(fate(valid=day, known=day, **own))
    return found


@st.composite
def wide(draw: st.DrawFn, kinds: Iterable[type[Fact]] = RULED) -> tuple[Given, ...]:
    """Eighteen such companies from a yearbook that names every fate and round; of a third, others speak at random."""
    facts = tuple(fact for subject in SUBJECTS for fact in draw(lives(subject)))
    yearbook = Given("yearbook", DAYS[-1], facts, promise("live", (*FATES, Round), DAYS[-1]))
    rest = [replace(file, facts=tuple(_fitting(f) for f in file.facts)) for file in draw(books(kinds, size=16))]
    return yearbook, *dict.fromkeys(rest)


def _fitting(fact: Fact) -> Fact:
    """What was decided is the matter of the small standard, and a place on a list lasts."""
    if isinstance(fact, Decision):
        return replace(fact, matter=MATTER)
    return replace(fact, until=None) if isinstance(fact, Certified) else fact


# --------------------------------------------------------------------------------------------------------- hand-made


def tiny(folder: Path, name: str, *, tier: str = "unicorn", head: str = "", **rules: str) -> Standard:
    """A standard of one tier with these clauses, written into the folder and read."""
    text = SMALL.split("[[edition]]", maxsplit=1)[0].replace('id = "small"', f'id = "{name}"') + (
        f'[[edition]]\nid = "1"\nobserved = 2000-01-01\ncites = ["test"]\n{head}\n[edition.money]\ncurrency = "USD"\n'
        f'[[edition.tier]]\nid = "{tier}"\nname = {{ en = "Tier", zh = "层级" }}\n[edition.tier.all]\n'
    )
    path = folder / f"{name}.toml"
    path.write_text(text + "".join(f'{key} = "{rule}"\n' for key, rule in rules.items()), encoding="utf-8")
    return standard(path)


def fact(kind: type[Fact], day: Day, subject: str = "aster", **columns: Any) -> Fact:
    """A fact that was known on the day on which it became true."""
    return kind(**{"subject": subject, "valid": day, "known": day, "place": "1"} | columns)


def register(on: Day, *facts: Fact, style: str = "live", source: str = "register") -> Given:
    """A file of a source that promises to name every fate and round."""
    return Given(source, on, facts, promise(style, (*FATES, Round), on))
