"""Companies that a policy officer judged by hand: how a case is written, and what comes out of it.

Where an officer says "open", or where his verdict rests on a reading that the text does not settle, the answer is
unknown and the case says why.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from hornbook.standards.examples import run_examples
from hornbook.standards.file import standard_of
from hornbook.standards.library import library

Facts = list[dict[str, Any]]

TODAY = "2026-11-29"


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
    """What comes out of each case by the engine and by the reasons, by its rule and what it says."""
    found: dict[str, tuple[str, str]] = {}
    spoken = {True: "yes", False: "no", None: "unknown"}
    given = list(cases)
    for rule in dict.fromkeys(case.rule for case in given):
        mine = [case for case in given if case.rule == rule]
        source = library[rule].source
        of = standard_of(
            source._replace(data={**source.data, "base": {}, "example": [_example(case) for case in mine]})
        )
        for outcome in run_examples(of):
            said = str(mine[outcome.example.number])
            found[said] = (spoken[outcome.engine], spoken[outcome.reasons])
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
