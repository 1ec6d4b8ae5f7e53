"""What a standard's file says of companies that exit, read from its plain data, so that completion needs no engine."""

import re
from collections.abc import Mapping
from typing import Any

OPERATING, NOT_SOLD = "operating", "not_sold"
"""The clauses on exits."""
EVENTS = {OPERATING: "closed", NOT_SOLD: "acquired"}
"""The event that each clause asks about."""
STAYS = {OPERATING: "closed_company_stays", NOT_SOLD: "sold_company_stays"}
"""What a person decides where a text is silent about an exit."""

_CLOSED = {"recognition": "drops", "list": "silent", "definition": "no_ground"}
_SOLD = {"recognition": "silent", "list": "silent", "definition": "no_ground"}


def shared_exits(data: Mapping[str, Any], edition: Mapping[str, Any]) -> dict[str, str]:
    """The clauses on exits that the head of a file adds to an edition: `drops` or `silent`, by the clause's name."""
    kind = data.get("kind", "definition")
    head = {OPERATING: data.get("closed") or _CLOSED[kind], NOT_SOLD: data.get("sold") or _SOLD[kind]}
    own = own_rules(edition)
    return {
        name: how
        for name, how in head.items()
        if how != "no_ground"
        and name not in own
        and not any(re.search(rf"\b{EVENTS[name]}\b", rule) for rule in own.values())
    }


def own_rules(edition: Mapping[str, Any]) -> dict[str, str]:
    """The rules of the clauses that an edition writes itself, by name."""
    groups: list[Mapping[str, Any]] = [edition.get("all", {})]
    for tier in edition["tier"]:
        groups += [tier.get("all", {}), *tier.get("any", {}).values()]
    found = {name: each for group in groups for name, each in group.items()}
    return {name: each if isinstance(each, str) else each["rule"] for name, each in found.items()}
