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
MOST_NUMBER = 1_000_000
"""Larger numbers are refused."""
Given = Mapping[str, Sequence[str]]
"""The values of options by the option's name."""
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
    SUPPORT = "support"
    """A measure of support of the library, by its id."""
    SETTING = "setting"
    """Something that is set or stated, as KEY=VALUE."""
    NUMBER = "number"
    """A whole number, from 0 on."""
    FLAG = "flag"


@dataclass(frozen=True, slots=True)
class Option:
    """One option of a page. `name` is the command line's, so that a citation says the same on both."""

    name: str
    label: Phrase = ""
    kind: OptionKind = OptionKind.TEXT
    many: bool = False
    fixed: str | tuple[str, ...] | None = None
    """What the page always asks with, and no address holds."""
    default: str | None = None
    """What the command takes where nothing is given; an address does not hold it."""
    initial: Callable[[Day, Given], str | tuple[str, ...] | None] | None = None
    """What stands where an address has no value, by the day asked about and the options before it."""
    choices: Callable[[], Mapping[str, Phrase]] | None = None
    parts: Callable[[Day, Given], Mapping[str, str]] | None = None
    """What can be set, each key with its present value, by the day asked about and the options before it."""
    least: int = 0
    most: int = MOST_NUMBER
    """The bounds of a number."""

    @property
    def fixed_values(self) -> list[str]:
        """What the page always asks with."""
        return _listed(self.fixed)

    def initial_values(self, day: Day, given: Given) -> list[str]:
        """What stands where an address has no value."""
        return [] if self.initial is None else _listed(self.initial(day, given))


def _listed(value: str | tuple[str, ...] | None) -> list[str]:
    return [] if value is None else [value] if isinstance(value, str) else list(value)


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
        case OptionKind.CHOICE | OptionKind.SUPPORT if option.choices is not None and value not in option.choices():
            raise QuestionError(message("'{value}' is no value of '{name}'.", value=value, name=option.name))
        case OptionKind.NUMBER if not _is_number(value, option):
            raise QuestionError(
                message(
                    "'{value}' is no value of '{name}': a whole number from {least} to {most}.",
                    value=value[:60],
                    name=option.name,
                    least=option.least,
                    most=option.most,
                )
            )
        case OptionKind.SETTING if not value.partition("=")[0].strip() or "=" not in value:
            raise QuestionError(message("'{value}' sets nothing. Write KEY=VALUE.", value=value[:60]))
        case OptionKind.RULE:
            _check_rule(value)
        case OptionKind.SIDE if not value.startswith("list:"):
            _check_rule(value)
        case OptionKind.GROUP | OptionKind.SIDE:
            for word in value.split(","):
                _refuse_file(word.strip())


def _is_number(value: str, option: Option) -> bool:
    digits = value.isascii() and value.isdigit() and len(value) <= len(str(MOST_NUMBER))
    return digits and str(int(value)) == value and option.least <= int(value) <= option.most


def _check_rule(word: str) -> None:
    _refuse_file(word)
    name, _ = split_rule(word)
    if name != plain_rule().id:
        library[name]


def _refuse_file(word: str) -> None:
    """Refuse a word that the command line would read as the path of a file."""
    if "/" in word or "\\" in word or is_rule_file(word) or is_rule_file(word.rpartition(":")[0] or word):
        raise QuestionError(message("'{word}' is no standard of the library; the console reads no files.", word=word))
