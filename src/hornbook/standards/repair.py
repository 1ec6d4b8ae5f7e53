"""A faulty part of a standard's file replaced by one that says nothing, so that the rest can be checked too."""

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from hornbook.positions import Loc

NEUTRAL = "any(listed, not listed)"
"""A rule that is sound wherever it stands and contradicts no other."""
_WORDS = {"en": "–", "zh": "–"}
_PLACEHOLDERS: dict[str, Any] = {
    "en": "–", "zh": "–", "title": "–", "name": _WORDS, "issuer": _WORDS, "jurisdiction": "global",
    "status": "complete", "confidence": "low", "rule": NEUTRAL, "money": {"currency": "USD"}, "currency": "USD",
    "cites": [], "cite": [], "tier": [{"id": "x", "name": _WORDS, "all": {"neutral": NEUTRAL}}],
}  # fmt: skip
"""What stands for a value that is missing or of the wrong sort, by its key."""


def without(data: dict[str, Any], loc: Loc, *, unknown: bool = False) -> dict[str, Any] | None:
    """The data with a placeholder for a value of the wrong sort, or without it; None where that is not possible."""
    made = deepcopy(data)
    holder = value_at(made, loc[:-1])
    if not isinstance(holder, dict | list) or not loc:
        return None
    key: Any = loc[-1]
    if isinstance(holder, list):
        if not isinstance(key, int) or key >= len(holder):
            return None
        del holder[key]
    elif not unknown and key in _PLACEHOLDERS:
        holder[key] = deepcopy(_PLACEHOLDERS[key])
    elif not unknown and key == "id":
        holder[key] = "x" + "-".join(str(part) for part in loc if isinstance(part, int))
    elif not unknown and len(loc) > 2 and (loc[-2] == "all" or loc[-3] == "any"):
        holder[key] = NEUTRAL
    elif key in holder:
        del holder[key]
    else:
        return None
    return made


def with_known_cites(data: dict[str, Any]) -> dict[str, Any]:
    """The data with a citation for every name that an edition or a clause cites, where citations are at fault."""
    made = deepcopy(data)
    cites = made["cite"] = [each for each in made.get("cite", []) if isinstance(each, dict)]
    known = {each.get("id") for each in cites}
    names = {name for name in _cited(made.get("edition")) if name not in known}
    cites += [{"id": name, "title": "–"} for name in sorted(names) or ["x"]]
    return made


def _cited(value: Any) -> Iterator[str]:
    open_ = [value]
    while open_:
        each = open_.pop()
        if isinstance(each, dict):
            names = each.get("cites")
            yield from (name for name in names if isinstance(name, str)) if isinstance(names, list) else ()
            open_ += each.values()
        elif isinstance(each, list):
            open_ += each


def neutral(data: dict[str, Any], loc: Loc) -> dict[str, Any] | None:
    """The data with what stands at a fault's place made harmless; None where nothing can be done."""
    made = deepcopy(data)
    match loc:
        case ("closed",):
            made.pop("closed", None)
        case ("jurisdiction",):
            made["jurisdiction"] = "global"
        case ("edition",):
            _tell_editions_apart(made["edition"])
        case ("edition", int(n), *rest):
            if not _neutral_edition(made, made["edition"][n], tuple(rest)):
                return None
        case _:
            return None
    return made


def _tell_editions_apart(editions: list[dict[str, Any]]) -> None:
    undated = [each for each in editions if "observed" not in each and "valid_from" not in each]
    days = [each.get("valid_from") or each.get("observed") for each in editions]
    for each in undated[1:]:
        each["observed"] = next(day for day in days if day) if any(days) else None
    if len(undated) == len(editions):
        del editions[1:]
    for n, each in enumerate(editions):
        each["id"] = f"{each['id']}-{n}"


def _neutral_edition(data: dict[str, Any], edition: dict[str, Any], loc: Loc) -> bool:
    match loc:
        case ("age",):
            edition.pop("age", None)
        case ("money", "currency"):
            edition["money"]["currency"] = "USD"
        case ("money", *_):
            edition["money"] = {"currency": edition["money"]["currency"]}
        case ("cites",):
            edition["cites"] = [each["id"] for each in data["cite"]]
        case ("terms" | "counts" as table, name):
            edition[table].pop(name, None)
        case ("define", name):
            _without_definition(edition, str(name))
        case ():
            for n, tier in enumerate(edition["tier"]):
                tier["id"] = f"{tier['id']}-{n}"
        case ("tier", int(n)):
            edition["tier"][n].setdefault("all", {})["neutral"] = NEUTRAL
        case ("tier", int(n), "all"):
            own = edition["tier"][n]["all"]
            for name in set(own) & set(edition.get("all", {})):
                del own[name]
        case ("tier", int(n), "any"):
            for clauses in edition["tier"][n]["any"].values():
                clauses.setdefault("neutral", NEUTRAL) if not clauses else None
        case (*way, name):
            holder = value_at(edition, tuple(way))
            if not isinstance(holder, dict) or name not in holder:
                return False
            holder[name] = NEUTRAL
    return True


def _without_definition(edition: dict[str, Any], name: str) -> None:
    """An edition without a definition, and without what the rules that use it say."""
    gone = {name}
    define = edition["define"]
    while more := {other for other, rule in define.items() if other not in gone and _mentions(rule, gone)}:
        gone |= more
    for other in gone:
        define.pop(other, None)
    for clauses in clause_tables(edition):
        for clause, each in clauses.items():
            if _mentions(rule_text(each), gone):
                clauses[clause] = NEUTRAL


def _mentions(rule: str, names: set[str]) -> bool:
    return any(re.search(rf"\b{re.escape(name)}\b", rule) for name in names)


def rule_text(clause: Any) -> str:
    """The rule of a clause, which stands alone or in a table with citations."""
    return str(clause.get("rule", "")) if isinstance(clause, dict) else str(clause or "")


def clause_tables(edition: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Every table of clauses of an edition: of every tier, of each tier, of each branch."""
    yield edition.get("all", {})
    for tier in edition["tier"]:
        yield tier.get("all", {})
        yield from tier.get("any", {}).values()


def value_at(value: Any, loc: Loc) -> Any:
    """What stands at a place; None where nothing does."""
    for part in loc:
        inside = part in value if isinstance(value, dict) else isinstance(value, list) and part in range(len(value))
        if not inside:
            return None
        value = value[part]
    return value
