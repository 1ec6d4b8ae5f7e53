"""Companies that a policy officer judged by hand: how a case is written, and what comes out of it.

Where an officer says "open", or where his verdict rests on a reading that the text does not settle, the answer is
unknown and the case says why.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from hornbook.lang.answer import reply
from hornbook.lang.bound import Condition
from hornbook.standards.examples import StandardExample, book_of, examples_of
from hornbook.standards.file import standard_of
from hornbook.standards.judge import input_table, known_inputs, needed, tier_columns
from hornbook.standards.library import library

Facts = list[dict[str, Any]]

TODAY = "2026-11-29"

SPOKEN = {True: "yes", False: "no", None: "unknown"}


class Case(NamedTuple):
    """A company, the rule and tier it is asked about, the day, and what must come out."""

    says: str
    rule: str
    tier: str
    day: str
    answer: str
    facts: Facts
    decided: dict[str, bool] | None = None

    def __str__(self) -> str:
        return f"{self.rule}: {self.says}"


def fact(kind: str, day: str, **columns: Any) -> dict[str, Any]:
    """One fact of a company."""
    return {"kind": kind, "valid": day, **columns}


def at(city: str, region: str = "", country: str = "CHN", day: str = "2010-01-01") -> dict[str, Any]:
    """Where it is based."""
    return fact("Registered", day, country=country, city=city, **({"region": region} if region else {}))


def founded(day: str, precision: str = "day") -> dict[str, Any]:
    """When it was founded."""
    return fact("Founded", day, precision=precision)


def worth(amount: float, day: str = "2025-06-01", currency: str = "CNY", **columns: Any) -> dict[str, Any]:
    """What it was valued at, after the money unless another basis is given."""
    return fact("Valuation", day, **{"amount": int(amount), "currency": currency, "basis": "post_money", **columns})


def raised(amount: float, day: str = "2025-06-01", currency: str = "CNY", **columns: Any) -> dict[str, Any]:
    """A round of equity."""
    found = {"type": "venture", "amount": int(amount), "currency": currency, "instrument": "equity"}
    return fact("Round", day, **found, **columns)


def company(*facts: dict[str, Any], born: str = "2018-05-01", place: dict[str, Any] | None = None) -> Facts:
    """A company of Shenzhen that would be a unicorn there, with these facts in place of those of the same kind."""
    usual = [founded(born), place or at("深圳"), worth(9e9), raised(4e8)]
    kinds = {each["kind"] for each in facts}
    return [each for each in usual if each["kind"] not in kinds] + list(facts)


def accounts(**years: tuple[float, float]) -> Facts:
    """Turnover and research expense by year, as y2024=(turnover, research)."""
    found = []
    for year, (revenue, rnd) in years.items():
        day = f"{year[1:]}-12-31"
        found += [
            fact("Revenue", day, amount=int(revenue), currency="CNY"),
            fact("RnD", day, amount=int(rnd), currency="CNY"),
        ]
    return found


def figures(**measures: float) -> Facts:
    """Ratios and numbers of 2025."""
    return [fact("Figure", "2025-12-31", measure=name, value=value) for name, value in measures.items()]


def answers(cases: Iterable[Case]) -> dict[str, tuple[str, str]]:
    """What comes out of each case by the engine and by the reasons, by its rule and what it says.

    All companies stand in one book, and all rules are put to them in one query a day, so that many cases are cheap.
    """
    given = list(cases)
    asked = [one for rule in dict.fromkeys(case.rule for case in given) for one in _asked(rule, given)]
    found: dict[str, tuple[str, str]] = {}
    with book_of(example for _, example, _ in asked) as book:
        for day in sorted({example.day for _, example, _ in asked}):
            today = [(case, example, tier) for case, example, tier in asked if example.day == day]
            conditions = {f"{case.rule} {case.tier}": tier for case, _, tier in today}
            view, inputs = book.at(day), needed(conditions.values())
            table, at = input_table(view, inputs)
            rows = view.engine.arrow(tier_columns(table, conditions, at, day, table.columns)).to_pylist()
            told = {row["subject"]: row for row in rows}
            for case, example, tier in today:
                row = told[example.subject]
                by_reasons = reply(tier, known_inputs(inputs, row), day).answer
                found[str(case)] = (SPOKEN[row[f"{case.rule} {case.tier}"]], SPOKEN[by_reasons])
    return found


def _asked(rule: str, given: list[Case]) -> list[tuple[Case, StandardExample, Condition]]:
    """The cases of a rule, each as an example under a number of its own, with the condition that is put to it."""
    mine = [(number, case) for number, case in enumerate(given) if case.rule == rule]
    source = library[rule].source
    data = {**source.data, "base": {}, "example": [_example(case) for _, case in mine]}
    of = standard_of(source._replace(data=data))
    found = []
    for (number, case), example in zip(mine, examples_of(of), strict=True):
        facts = tuple(replace(fact, subject=f"example:{number}") for fact in example.facts)
        (tier,) = (tier for tier in of.edition(example.day).tiers if tier.id == case.tier)
        found.append((case, replace(example, number=number, facts=facts), tier.condition))
    return found


def _example(case: Case) -> dict[str, Any]:
    return {
        "tier": case.tier,
        "answer": case.answer,
        "says": {"en": case.says, "zh": case.says},
        "day": date.fromisoformat(case.day),
        "facts": case.facts,
        "speaks": ["Certified", "Listed", "Patent", "Round"],
        "decided": case.decided or {},
    }
