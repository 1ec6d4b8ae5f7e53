"""Fields for what can be set: one for each threshold, which becomes KEY=VALUE where it differs from the present.

A field is called `set:SUBJECT:KEY`, such as `set:gei-unicorn:unicorn.valuation`. Fields of another subject than the one
that is asked are passed over, so a form can be sent with another standard chosen.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hornbook.console.option import Given, Option
from hornbook.console.pages.page import Page
from hornbook.terms import Day


@dataclass(frozen=True, slots=True)
class SettablePart:
    """Something that can be set: the name of its field, its key, its present value, and the value that is asked."""

    field: str
    key: str
    present: str
    value: str


def is_part(page: Page, name: str) -> bool:
    """Whether a word of an address is the field of something that can be set on a page."""
    return any(name.startswith(f"{option.name}:") for option in page.fields if option.parts is not None)


def parts_set(option: Option, given: Given, so_far: Given, asked: Day) -> list[str]:
    """What the fields of an option set, as KEY=VALUE; what stays at its present value is left out."""
    if option.parts is None or not any(name.startswith(f"{option.name}:") for name in given):
        return []
    found = []
    for key, present in option.parts(asked, so_far).items():
        for value in given.get(f"{_prefix(option, so_far)}{key}", ())[:1]:
            if value != present:
                found.append(f"{key}={value}")
    return found


def settable_parts(option: Option, so_far: Given, asked: Day) -> tuple[list[SettablePart], list[str]]:
    """What can be set with the values that are asked, and the other values of the option."""
    if option.parts is None:
        return [], list(so_far.get(option.name, ()))
    given = dict(word.split("=", 1) for word in so_far.get(option.name, ()))
    parts = [
        SettablePart(f"{_prefix(option, so_far)}{key}", key, present, given.pop(key, present))
        for key, present in option.parts(asked, so_far).items()
    ]
    return parts, [f"{key}={value}" for key, value in given.items()]


def _prefix(option: Option, so_far: Mapping[str, Sequence[str]]) -> str:
    """How the fields of the subject that is asked begin."""
    subject = next(iter(so_far.get("standard") or so_far.get("support") or ()), "")
    return f"{option.name}:{subject}:"
