"""What a page can be asked: its options, typed, as they stand in an address and in a citation."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from hornbook.errors import QuestionError
from hornbook.standards.library import library, plain_rule
from hornbook.standards.own import is_rule_file, split_rule
from hornbook.terms import Day, day
from hornbook.text import Phrase, message

MOST_LETTERS = 2_000
"""Longer values are refused before anything reads them."""
SET = "yes"
"""How an option without a value stands in an address and a citation."""


class OptionKind(StrEnum):
    """What an option holds, and so how it is checked and which field asks for it."""

    TEXT = "text"
    COMPANY = "company"
    """A company's name or subject; links between the pages of a company carry it on."""
    RULE = "rule"
    """A standard of the library, ID or ID:TIER. Files of the server are never read by a path from an address."""
    SIDE = "side"
    """The same, or a published list as `list:MAKER`."""
    GROUP = "group"
    DAY = "day"
    CHOICE = "choice"
    FLAG = "flag"


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a page. `name` is the command line's, so that a citation says the same on both."""

    name: str
    label: Phrase = ""
    kind: OptionKind = OptionKind.TEXT
    many: bool = False
    fixed: str | None = None
    """A value that the page always asks with, and that no address holds."""
    initial: Callable[[Day], str] | None = None
    """The value where an address has none, by the day asked about."""
    choices: Callable[[], Mapping[str, Phrase]] | None = None


def checked(option: Option, values: Sequence[str]) -> list[str]:
    """The values of an option as an address may have them; QuestionError says what is wrong."""
    given = [value for value in values if value.strip()]
    if len(given) > 1 and not option.many:
        raise QuestionError(message("'{name}' stands twice in the address.", name=option.name))
    for value in given:
        _check(option, value)
    return given


def _check(option: Option, value: str) -> None:
    if len(value) > MOST_LETTERS or "\0" in value:
        raise QuestionError(message("The value of '{name}' is too long or no text.", name=option.name))
    match option.kind:
        case OptionKind.DAY:
            day(value)
        case OptionKind.FLAG if value != SET:
            raise QuestionError(message("'{name}' is either '{value}' or left out.", name=option.name, value=SET))
        case OptionKind.CHOICE if option.choices is not None and value not in option.choices():
            raise QuestionError(message("'{value}' is no value of '{name}'.", value=value, name=option.name))
        case OptionKind.RULE:
            _check_rule(value)
        case OptionKind.SIDE if not value.startswith("list:"):
            _check_rule(value)
        case OptionKind.GROUP | OptionKind.SIDE:
            for word in value.split(","):
                _refuse_file(word.strip())


def _check_rule(word: str) -> None:
    _refuse_file(word)
    name, _ = split_rule(word)
    if name != plain_rule().id:
        library[name]


def _refuse_file(word: str) -> None:
    """Refuse a word that the command line would read as the path of a file."""
    if "/" in word or "\\" in word or is_rule_file(word) or is_rule_file(word.rpartition(":")[0] or word):
        raise QuestionError(message("'{word}' is no standard of the library; the console reads no files.", word=word))
