"""Every indicator by its name, found by its place: a module of `library` that defines it."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from hornbook.errors import QuestionError, did_you_mean
from hornbook.indicators import library as room
from hornbook.indicators.algebra import Indicator


@cache
def indicators() -> dict[str, Indicator]:
    """Every indicator by its name, theme by theme."""
    found: dict[str, Indicator] = {}
    for module in sorted(found.name for found in iter_modules(room.__path__)):
        for name, value in vars(import_module(f"{room.__name__}.{module}")).items():
            if isinstance(value, Indicator) and not name.startswith("_"):
                if name in found:
                    raise QuestionError(f"Two indicators are called '{name}': in {found[name].theme} and {module}.")
                found[name] = replace(value, name=name, theme=module)
    return found


def chosen(names: Iterable[str] | None = None) -> list[Indicator]:
    """Indicators by name, in that order, or all; QuestionError names the nearest."""
    known = indicators()
    if names is None:
        return list(known.values())
    picked = list(names)
    for name in picked:
        if name not in known:
            hint = did_you_mean(name, known)
            raise QuestionError(f"No indicator is called '{name}'.{hint} `hornbook indicators` lists them all.")
    return [known[name] for name in picked]
