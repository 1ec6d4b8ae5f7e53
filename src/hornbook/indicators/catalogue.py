"""Every indicator by its name, found by its place: a module of `library` that defines it."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from hornbook.errors import QuestionError, suggestion
from hornbook.indicators import library as room
from hornbook.indicators.algebra import Indicator
from hornbook.text import message


@cache
def indicators() -> dict[str, Indicator]:
    """Every indicator by its name, theme by theme."""
    found: dict[str, Indicator] = {}
    for module in sorted(found.name for found in iter_modules(room.__path__)):
        for name, value in vars(import_module(f"{room.__name__}.{module}")).items():
            if isinstance(value, Indicator) and not name.startswith("_"):
                if name in found:
                    raise QuestionError(
                        message(
                            "Two indicators are called '{name}': in {theme} and {module}.",
                            name=name,
                            theme=found[name].theme,
                            module=module,
                        )
                    )
                found[name] = replace(value, name=name, theme=module)
    return found


def chosen_indicators(names: Iterable[str] | None = None) -> list[Indicator]:
    """Indicators by name, in that order, or all; QuestionError names the nearest."""
    known = indicators()
    if names is None:
        return list(known.values())
    picked = list(names)
    for name in picked:
        if name not in known:
            hint = suggestion(name, known)
            raise QuestionError(
                message(
                    "No indicator is called '{name}'.{hint} `hornbook indicators` lists them all.", name=name, hint=hint
                )
            )
    return [known[name] for name in picked]
