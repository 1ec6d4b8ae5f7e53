"""Clauses that a file declares by a key of its head and that then stand in every tier: place, closing and sale.

A clause that an edition writes itself under the same name, or about the same event, stays as it is written.
"""

import re
from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from hornbook.document import Document
from hornbook.errors import advice
from hornbook.lang import tree
from hornbook.lang.write import write_rule
from hornbook.standards.file_models import StandardModel
from hornbook.standards.jurisdiction import jurisdiction
from hornbook.text import Message, message

PLACE, OPERATING, NOT_SOLD = "place", "operating", "not_sold"
"""What these clauses are called."""
SHARED = {PLACE, OPERATING, NOT_SOLD}
_EXITS = {OPERATING: "closed", NOT_SOLD: "acquired"}
"""The event that each clause asks about."""
_STAYS = {
    "closed_company_stays": {
        "en": "A company that has closed keeps its place; the text does not say whether it does.",
        "zh": "企业停止经营后仍予保留（原文未作规定）。",
    },
    "sold_company_stays": {
        "en": "A company that was sold keeps its place; the text does not say whether it does.",
        "zh": "企业被收购后仍予保留（原文未作规定）。",
    },
}
"""What a person decides where a text is silent about an exit."""


def with_shared_clauses(found: Document) -> Document:
    """The document with the clauses that the keys of its head declare written out in each edition."""
    said = found.check(StandardModel, found.data, ())
    places = _places(found, said)
    exits = {OPERATING: said.closed or _closed_by_default(said.kind), NOT_SOLD: said.sold or _sold(said.kind)}
    if said.kind == "recognition" and said.closed not in (None, "drops"):
        raise found.error(("closed",), message("a closed company fails every recognition rule"))
    data = deepcopy(found.data)
    for edition in data["edition"]:
        own = _clauses(edition)
        clauses: dict[str, Any] = {}
        if places and PLACE not in own:
            ref, words = tree.Ref("place"), tree.WordSet(tuple(places))
            clauses[PLACE] = write_rule(tree.Member(ref, words))
        for name, how in exits.items():
            asked = any(re.search(rf"\b{_EXITS[name]}\b", rule) for rule in own.values())
            if name not in own and not asked and how != "no_ground":
                clauses[name] = _exit(edition, name, silent=how == "silent")
        edition["all"] = {**clauses, **edition.get("all", {})}
    return found._replace(data=data)


def _closed_by_default(kind: str) -> str:
    return {"recognition": "drops", "list": "silent"}.get(kind, "no_ground")


def _sold(kind: str) -> str:
    return "no_ground" if kind == "definition" else "silent"


def _clauses(edition: Mapping[str, Any]) -> dict[str, str]:
    """The rules of the clauses that an edition writes itself, by name."""
    groups: list[Mapping[str, Any]] = [edition.get("all", {})]
    for tier in edition["tier"]:
        groups += [tier.get("all", {}), *tier.get("any", {}).values()]
    found = {name: each for group in groups for name, each in group.items()}
    return {name: each if isinstance(each, str) else each["rule"] for name, each in found.items()}


def _exit(edition: dict[str, Any], name: str, *, silent: bool) -> str:
    """A company is taken to go on until somebody says that it closed or was sold."""
    event = _EXITS[name]
    if not silent:
        return f"not known {event}"
    matter = "closed_company_stays" if name == OPERATING else "sold_company_stays"
    edition.setdefault("matter", {}).setdefault(matter, dict(_STAYS[matter]))
    return f"any(not known {event}, judged {matter})"


def _places(found: Document, said: StandardModel) -> list[str]:
    """The places in which a company must be."""
    places: list[str] = []
    for word in said.jurisdiction:
        known = jurisdiction(word)
        if known is None:
            hint: Message = message("Write a code such as CN-321300 or a name such as 'Suqian', or global.")
            raise found.error(
                ("jurisdiction",),
                message("no place is called '{word}'", word=word),
                hint=advice(word, ("global", "CN"), hint),
            )
        places += known.places
    return places
