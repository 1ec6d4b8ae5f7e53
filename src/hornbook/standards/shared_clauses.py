"""Clauses that a file declares by a key of its head and that then stand in every tier: place, closing and sale.

A clause that an edition writes itself under the same name, or about the same event, stays as it is written.
"""

from copy import deepcopy
from typing import Any

from hornbook.document import Document
from hornbook.errors import advice
from hornbook.lang import tree
from hornbook.lang.write import write_rule
from hornbook.standards.exits import EVENTS, NOT_SOLD, OPERATING, STAYS, own_rules, shared_exits
from hornbook.standards.file_models import StandardModel
from hornbook.standards.jurisdiction import jurisdiction
from hornbook.text import Message, message

PLACE = "place"
"""What the clause on the place of a company is called."""
SHARED = {PLACE, OPERATING, NOT_SOLD}
_STAYS = {
    STAYS[OPERATING]: {
        "en": "A company that has closed keeps its place; the text does not say whether it does.",
        "zh": "企业停止经营后仍予保留（原文未作规定）。",
    },
    STAYS[NOT_SOLD]: {
        "en": "A company that was sold keeps its place; the text does not say whether it does.",
        "zh": "企业被收购后仍予保留（原文未作规定）。",
    },
}
"""What a person decides where a text is silent about an exit."""


def with_shared_clauses(found: Document) -> Document:
    """The document with the clauses that the keys of its head declare written out in each edition."""
    said = found.check(StandardModel, found.data, ())
    places = _places(found, said)
    if said.kind == "recognition" and said.closed not in (None, "drops"):
        raise found.error(("closed",), message("a closed company fails every recognition rule"))
    data = deepcopy(found.data)
    for edition in data["edition"]:
        clauses: dict[str, Any] = {}
        if places and PLACE not in own_rules(edition):
            ref, words = tree.Ref("place"), tree.WordSet(tuple(places))
            clauses[PLACE] = write_rule(tree.Member(ref, words))
        for name, how in shared_exits(data, edition).items():
            clauses[name] = _exit(edition, name, silent=how == "silent")
        edition["all"] = {**clauses, **edition.get("all", {})}
    return found._replace(data=data)


def _exit(edition: dict[str, Any], name: str, *, silent: bool) -> str:
    """A company is taken to go on until somebody says that it closed or was sold."""
    event = EVENTS[name]
    if not silent:
        return f"not known {event}"
    matter = STAYS[name]
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
