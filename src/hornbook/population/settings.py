"""A standard with something set: another threshold, rule, convention or definition, or a clause dropped."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import replace
from typing import Any

from hornbook.errors import QuestionError, StandardError, suggestion
from hornbook.lang import tree
from hornbook.lang.mistake import RuleError
from hornbook.lang.read import read_rule
from hornbook.lang.write import write_rule
from hornbook.standards.ask import Rule
from hornbook.standards.file import standard_of
from hornbook.standards.standard import Standard
from hornbook.terms import Day
from hornbook.text import listing, message


def changed(of: Standard, settings: Mapping[str, str], day: Day) -> tuple[Standard, dict[str, tuple[str, str]]]:
    """The standard with its edition of that day changed, and each setting as it stood and as it was set."""
    data = deepcopy(of.source.data)
    name = of.edition(day).id
    edition = next(each for each in data["edition"] if each["id"] == name)
    said = {key: _set(edition, key.strip(), value.strip()) for key, value in settings.items()}
    try:
        return replace(standard_of(of.source._replace(data=data)), own_file=of.own_file), said
    except StandardError as error:
        raise QuestionError(message("The rule as set cannot be read. {problem}", problem=error.phrase)) from None


def thresholds_to_set(of: Rule) -> dict[str, str]:
    """The thresholds of a rule's tier by the keys that set them, as they stand: '1_000_000_000 USD'."""
    edition = next(each for each in of.standard.source.data["edition"] if each["id"] == of.edition.id)
    tier = next(each for each in edition["tier"] if each["id"] == of.tier.id)
    clauses: dict[str, Any] = {**edition.get("all", {}), **tier.get("all", {})}
    for branch, own in tier.get("any", {}).items():
        clauses |= {f"{branch}.{name}": clause for name, clause in own.items()}
    found = {}
    for name, clause in clauses.items():
        stood = read_rule(clause if isinstance(clause, str) else clause["rule"])
        sides = [stood.right, stood.left] if isinstance(stood, tree.Compare) else []
        limit = next((side for side in sides if isinstance(side, tree.Number | tree.Date)), None)
        if limit is not None:
            found[f"{of.tier.id}.{name}"] = write_rule(limit)
    return found


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
