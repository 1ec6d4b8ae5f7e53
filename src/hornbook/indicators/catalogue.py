"""Every indicator by its name, found by its place: a module of `library` that defines it."""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from hornbook.errors import QuestionError, suggestion
from hornbook.indicators import library as room
from hornbook.indicators.algebra import Indicator
from hornbook.indicators.spans import ends
from hornbook.text import Text, message


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


@cache
def indicator_ends(of: Indicator) -> tuple[Indicator, ...]:
    """The least and the most that an indicator can be where its facts leave that open; nothing for the others."""
    found = ends(of.formula)
    if found is None:
        return ()
    stem = re.split("[，；。（]", of.about.zh)[0]
    least, most = (
        Text(f"The {side.en} that {of.name} can be, whatever its facts leave open.", f"{stem}的{side.zh}。")
        for side in (Text("least", "下限"), Text("most", "上限"))
    )
    return (
        Indicator(found[0], of.unit, least, f"{of.name}_least", of.theme),
        Indicator(found[1], of.unit, most, f"{of.name}_most", of.theme),
    )


@cache
def _all() -> dict[str, Indicator]:
    """Every indicator, and the two ends of those that have them, by name."""
    known = indicators()
    return known | {end.name: end for of in known.values() for end in indicator_ends(of)}


def chosen_indicators(names: Iterable[str] | None = None) -> list[Indicator]:
    """Indicators by name, in that order, or all; QuestionError names the nearest.

    By name also the least and the most of those whose facts may leave it open: `raised_least`, `raised_most`.
    """
    if names is None:
        return list(indicators().values())
    known, picked = _all(), list(names)
    for name in picked:
        if name not in known:
            hint = suggestion(name, known)
            raise QuestionError(
                message(
                    "No indicator is called '{name}'.{hint} `hornbook indicators` lists them all.", name=name, hint=hint
                )
            )
    return [known[name] for name in picked]
