"""A support with something set: another amount, cap, pool or clause, or a clause dropped, to ask what it costs."""

import re
from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import replace
from typing import Any

from hornbook.errors import QuestionError, StandardError, suggestion
from hornbook.lang.read import read_rule
from hornbook.support.file import support_of
from hornbook.support.support import Support
from hornbook.terms import Day
from hornbook.text import listing, message

_NUMBER = re.compile(r"(?<![\w.])\d[\d_]*(?:\.\d+)?")


def support_settings(words: Iterable[str]) -> dict[str, str]:
    """Words such as 'voucher.amount=30% * rent_paid' as settings; QuestionError points at one that is none."""
    found: dict[str, str] = {}
    for word in words:
        key, equals, value = word.partition("=")
        if not equals or not key.strip():
            raise QuestionError(message("'{word}' sets nothing. Write PART.KEY=VALUE.", word=word))
        found[key.strip()] = value.strip()
    return found


def support_with(of: Support, settings: Mapping[str, str], day: Day) -> tuple[Support, dict[str, tuple[str, str]]]:
    """The support with its terms of that day changed, and each setting as it stood and as it was set."""
    data = deepcopy(of.source.data)
    name = of.edition(day).id
    edition = next(each for each in data["edition"] if each["id"] == name)
    changes = {key: _set(edition, key, value) for key, value in settings.items()}
    try:
        made = support_of(of.source._replace(data=data))
    except StandardError as error:
        raise QuestionError(message("The support as set cannot be read. {problem}", problem=error.phrase)) from None
    return replace(made, standard=replace(made.standard, own_file=of.standard.own_file)), changes


def places_to_set(edition: Mapping[str, Any]) -> list[str]:
    """What can be set in an edition."""
    found = [f"all.{name}" for name in edition.get("all", {})]
    for part in edition["part"]:
        found += [f"{part['id']}.{name}" for name in part.get("all", {})]
        found += [f"{part['id']}.{way}.{name}" for way, own in part.get("any", {}).items() for name in own]
        found += [f"{part['id']}.amount"] if "amount" in part else []
        found += [f"{part['id']}.cap.{cap['per']}" for cap in part.get("caps", ())]
    return [*found, *(["pool"] if "pool" in edition else [])]


def amounts_to_set(of: Support, day: Day) -> dict[str, str]:
    """The amounts, caps and pool of a support on a day, by the keys that set them, as they stand."""
    name = of.edition(day).id
    edition = next(each for each in of.source.data["edition"] if each["id"] == name)
    keys = [key for key in places_to_set(edition) if key == "pool" or key.endswith(".amount") or ".cap." in key]
    found = {}
    for key in keys:
        table, last = _place(edition, key)
        found[key] = str(table[last])
    return found


def _set(edition: dict[str, Any], key: str, value: str) -> tuple[str, str]:
    known = places_to_set(edition)
    if key not in known:
        hint = suggestion(key, known)
        raise QuestionError(
            message("There is no '{key}' to set.{hint} It has: {known}.", key=key, hint=hint, known=listing(known))
        )
    table, last = _place(edition, key)
    stood = table[last]
    text = str(stood["rule"] if isinstance(stood, dict) else stood)
    if not value and last not in ("amount",):
        del table[last]
    elif isinstance(stood, dict):
        stood["rule"] = value
    else:
        table[last] = value
    return text, value


def _place(edition: dict[str, Any], key: str) -> tuple[dict[str, Any], str]:
    """The table in which a setting stands, and its key there."""
    if key == "pool":
        return edition["pool"], "amount"
    first, _, rest = key.partition(".")
    if first == "all":
        return edition["all"], rest
    part = next(each for each in edition["part"] if each["id"] == first)
    if rest == "amount":
        return part, "amount"
    way, _, last = rest.rpartition(".")
    if way == "cap":
        return next(cap for cap in part["caps"] if cap["per"] == last), "amount"
    return (part["any"][way] if way else part["all"]), last


def number_set(of: Support, key: str, value: str, day: Day) -> str:
    """The rule or amount that stands under a key with its one number set; QuestionError where it has not one."""
    name = of.edition(day).id
    edition = next(each for each in deepcopy(of.source.data)["edition"] if each["id"] == name)
    stood, _ = _set(edition, key, "")
    numbers = _NUMBER.findall(stood)
    if len(numbers) != 1:
        raise QuestionError(
            message("'{key}' stands as {rule} and has not one number that could be varied.", key=key, rule=stood)
        )
    made = _NUMBER.sub(lambda _: value, stood)
    read_rule(made)
    return made
