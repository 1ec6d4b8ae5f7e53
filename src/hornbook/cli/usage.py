"""Mistakes in how a command is written, as sentences: what is wrong, and what to write."""

import re
from typing import Any

from hornbook.errors import nearest
from hornbook.text import Message, Phrase, listing, message

RENAMED: dict[tuple[str, str], str] = {
    ("", "--version"): "--book-version",
    ("fetch", "--from"): "--mirror",
    ("link", "--from"): "--least",
    ("same", "--by"): "--decided-by",
    ("apart", "--by"): "--decided-by",
    ("quality", "--indicators"): "--columns",
    ("watch", "--since"): "--from",
    ("scout audit", "--day"): "--day-column",
    ("scout audit", "--known"): "--known-column",
}
"""Options that had another name: by command (any, where it is empty) and old name."""

_NUMBER = re.compile(r"(.+) is not a valid (?:integer|int|float)( range)?\.?")
_NOT_WHOLE = re.compile(r"Input should be a valid (?:integer|number).*")
_LIMIT = re.compile(r"Input should be (greater|less) than or equal to (.+)")
_RANGE = re.compile(r"(.+) is not in the range (.+?)\.?")
_CHOICE = re.compile(r"(.+) is not one of (.+?)\.?")


def usage_phrase(error: Any) -> Phrase:
    """A mistake that the library of commands found, as a message."""
    kind, command = type(error).__name__, _command(error)
    match kind:
        case "NoSuchOption":
            return _no_option(error, command)
        case "MissingParameter":
            hint = error.param.get_error_hint() if error.param is not None else error.param_hint
            return message("{name} is missing.", name=_named(hint))
        case "BadOptionUsage":
            return message("{name} needs a value.", name=error.option_name)
        case "BadParameter":
            hint = error.param.get_error_hint() if error.param is not None else error.param_hint
            return message("{name}: {problem}", name=_named(hint), problem=_problem(error.message))
    unknown = re.match(r"No such command '(.*?)'", error.format_message())
    if unknown:
        return _no_command(unknown[1], error)
    extra = re.match(r"Got unexpected extra arguments? \((.*)\)", error.format_message())
    if extra:
        return message("'{words}' is one word too many.", words=extra[1])
    return str(error.format_message())


def try_help(error: Any) -> Message:
    """Where the help of the command stands."""
    return message("`{command} --help` shows what it takes.", command=_command(error) or "hornbook")


def _command(error: Any) -> str:
    path = str(error.ctx.command_path) if error.ctx is not None else ""
    return path.replace("python -m hornbook", "hornbook")


def _no_option(error: Any, command: str) -> Message:
    words = command.removeprefix("hornbook").strip()
    now = RENAMED.get((words, error.option_name)) or RENAMED.get(("", error.option_name))
    known = [name for parameter in error.ctx.command.params for name in parameter.opts] if error.ctx else []
    if now in known:
        return message("{old} is now called {new}.", old=error.option_name, new=now)
    near = nearest(error.option_name, known)
    if near:
        return message("There is no option {name}. Did you mean {near}?", name=error.option_name, near=near)
    return message("There is no option {name}.", name=error.option_name)


def _no_command(name: str, error: Any) -> Message:
    near = nearest(name, error.ctx.command.list_commands(error.ctx)) if error.ctx else None
    if near:
        return message("There is no command '{name}'. Did you mean '{near}'?", name=name, near=near)
    return message("There is no command '{name}'.", name=name)


def _named(hint: Any) -> Phrase:
    if isinstance(hint, list | tuple):
        return listing(map(str, hint))
    return str(hint).strip("'")


def _problem(text: str) -> Phrase:
    """What is wrong with a value."""
    if number := _NUMBER.fullmatch(text):
        return message("{value} is not a number.", value=number[1])
    if _NOT_WHOLE.fullmatch(text):
        return message("Write a number.")
    if limit := _LIMIT.fullmatch(text):
        least = message("It is at least {value}.", value=limit[2])
        return least if limit[1] == "greater" else message("It is at most {value}.", value=limit[2])
    if ranged := _RANGE.fullmatch(text):
        return message("{value} is not in the range {range}.", value=ranged[1], range=ranged[2])
    if choice := _CHOICE.fullmatch(text):
        return message("{value} is none of {choices}.", value=choice[1], choices=choice[2])
    return text
