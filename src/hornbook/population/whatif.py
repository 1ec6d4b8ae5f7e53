"""A rule with another number: who would enter, who would leave, and by which clause."""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any

from hornbook.book.view import View
from hornbook.errors import QuestionError, StandardError, suggestion
from hornbook.lang import tree
from hornbook.lang.filter import Filter
from hornbook.lang.mistake import RuleError
from hornbook.lang.read import read_rule
from hornbook.lang.write import write_rule
from hornbook.population.count import Company, by_name
from hornbook.population.grounds import Ground, grounds_of
from hornbook.population.verdicts import Under
from hornbook.standards.ask import Rule, rule
from hornbook.standards.file import standard_of
from hornbook.standards.judge import answered, favourable, needed, values
from hornbook.standards.standard import Standard
from hornbook.terms import Day
from hornbook.text import listing, message


@dataclass(frozen=True, slots=True)
class Change:
    """A company that a changed rule takes in or leaves out, and the clauses that make the difference."""

    company: Company
    grounds: tuple[Ground, ...]


@dataclass(frozen=True, slots=True, repr=False)
class WhatIf:
    """One rule and the same rule changed, on one view."""

    day: Day
    known: Day
    rule: Rule
    changed: Rule
    settings: dict[str, tuple[str, str]]
    """What was set: as it stood, and as it was set."""
    before: int
    after: int
    unknown_before: int
    unknown_after: int
    enters: tuple[Change, ...]
    leaves: tuple[Change, ...]

    def __repr__(self) -> str:
        settings = ", ".join(self.settings)
        return f"<WhatIf: {self.rule.standard.id}, {self.day}: {settings}; {self.before:,} yes, then {self.after:,}>"


def whatif(
    view: View,
    under: Under,
    settings: Mapping[str, str],
    *,
    where: Filter | None = None,
    on_facts: bool = False,
) -> WhatIf:
    """Ask a rule and the rule as set: 'TIER.CLAUSE' takes a rule or a new threshold, '' drops the clause.

    Besides clauses: 'money' (spot, year, CNY=7), 'age' (anniversary, calendar), 'counts.KIND', 'define.NAME'.
    `where`: only companies within this filter. `on_facts`: what only a person can judge is taken in their favour.
    """
    if not settings:
        raise QuestionError(message("Nothing is set. For example: --set 'unicorn.valuation=500_000_000 USD'."))
    old = rule(under, view.day)
    made, said = changed(old.standard, settings, view.day)
    new = rule(made, view.day)
    tier = new.edition.tier(old.tier.id)
    assert tier is not None
    new = replace(new, tier=tier)
    if on_facts:
        old, new = favourable(old), favourable(new)
    rows = answered(view, {"old": old.tier.condition, "new": new.tier.condition}, ["name"], where=where)
    counts = view.engine.arrow(
        rows.aggregate(
            before=rows.old.sum().fill_null(0),
            after=rows.new.sum().fill_null(0),
            unknown_before=rows.old.isnull().sum().fill_null(0),
            unknown_after=rows.new.isnull().sum().fill_null(0),
        )
    ).to_pylist()[0]
    moved = rows.filter(rows.old.fill_null(False) != rows.new.fill_null(False))
    told = view.engine.arrow(moved).to_pylist()
    known = values(view, needed([old.tier.condition, new.tier.condition]), [row["subject"] for row in told])
    enters = _changes((row for row in told if row["new"]), old, known, view.day)
    leaves = _changes((row for row in told if row["old"]), new, known, view.day)
    return WhatIf(view.day, view.known, old, new, said, **counts, enters=enters, leaves=leaves)


def _changes(rows: Iterable[dict[str, Any]], out: Rule, known: Mapping[str, Any], day: Day) -> tuple[Change, ...]:
    """Companies with the clauses of the rule that keeps them out."""
    found = [
        Change(
            Company(row["subject"], row["name"]),
            grounds_of(out, out.tier.condition, known[row["subject"]], day),
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda change: by_name(change.company)))


def changed(of: Standard, settings: Mapping[str, str], day: Day) -> tuple[Standard, dict[str, tuple[str, str]]]:
    """The standard with its edition of that day changed, and each setting as it stood and as it was set."""
    data = deepcopy(of.source.data)
    name = of.edition(day).id
    edition = next(each for each in data["edition"] if each["id"] == name)
    said = {key: _set(edition, key.strip(), value.strip()) for key, value in settings.items()}
    try:
        return standard_of(of.source._replace(data=data)), said
    except StandardError as error:
        raise QuestionError(message("The rule as set cannot be read. {problem}", problem=error.phrase)) from None


def _set(edition: dict[str, Any], key: str, value: str) -> tuple[str, str]:
    if key == "money":
        money = edition["money"]
        old, money["convention"] = _listed(money.get("convention", "spot")), value
        return old, value
    if key == "age":
        old, edition["age"] = _listed(edition.get("age", "anniversary")), value
        return old, value
    place, _, last = key.rpartition(".")
    if place == "counts":
        table = edition.setdefault(place, {})
        old, table[last] = str(table.get(last, "")), f" {value}" if value.startswith("within") else value
        return old.strip(), value
    if place == "define" and last in edition.get("define", {}):
        table = edition["define"]
        old, table[last] = str(table[last]), value
        return old, value
    table = _clauses(edition, key, place, last)
    stood = table[last]
    text = stood if isinstance(stood, str) else stood["rule"]
    new = _rule(text, value, key)
    if not new:
        del table[last]
    elif isinstance(stood, str):
        table[last] = new
    else:
        stood["rule"] = new
    return text, new


def _listed(value: str | list[str]) -> str:
    return value if isinstance(value, str) else "; ".join(value)


def _clauses(edition: dict[str, Any], key: str, place: str, last: str) -> dict[str, Any]:
    """The table of clauses in which a key such as 'unicorn.valuation' or 'potential.young.valuation' stands."""
    tables: dict[str, dict[str, Any]] = {}
    for tier in edition["tier"]:
        for name in edition.get("all", {}):
            tables[f"{tier['id']}.{name}"] = edition["all"]
        for name in tier.get("all", {}):
            tables[f"{tier['id']}.{name}"] = tier["all"]
        for branch, clauses in tier.get("any", {}).items():
            for name in clauses:
                tables[f"{tier['id']}.{branch}.{name}"] = clauses
    if key not in tables:
        defined = [f"define.{name}" for name in edition.get("define", {})]
        known = [*tables, *defined, "money", "age", "counts.KIND"]
        raise QuestionError(
            message(
                "There is no clause '{key}'.{hint} To set: {known}.",
                key=key,
                hint=suggestion(key, known),
                known=listing(known),
            )
        )
    return tables[key]


def _rule(text: str, value: str, key: str) -> str:
    """The new rule: as given, or the old one with another threshold."""
    if not value:
        return ""
    try:
        limit, stood = read_rule(value), read_rule(text)
    except RuleError as error:
        raise QuestionError(
            message("'{key}' cannot be set to this: {problem}", key=key, problem=error.phrase)
        ) from None
    if not isinstance(limit, tree.Number | tree.Date):
        return value
    if isinstance(stood, tree.Compare) and isinstance(stood.right, tree.Number | tree.Date):
        return write_rule(replace(stood, right=limit))
    if isinstance(stood, tree.Compare) and isinstance(stood.left, tree.Number | tree.Date):
        return write_rule(replace(stood, left=limit))
    raise QuestionError(
        message(
            "'{key}' is not one comparison ({text}); give the whole rule instead of a threshold.", key=key, text=text
        )
    )
