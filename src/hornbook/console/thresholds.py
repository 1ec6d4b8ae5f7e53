"""What can be set on a page: the thresholds of the standard, or the amounts of the support, that it asks."""

from collections.abc import Mapping

from hornbook.console.option import Given
from hornbook.population.settings import thresholds_to_set
from hornbook.standards.ask import rule
from hornbook.support.library import supports
from hornbook.support.settings import amounts_to_set
from hornbook.terms import Day


def rule_thresholds(day: Day, given: Given) -> Mapping[str, str]:
    """The thresholds of the standard that is given, by their keys; none where none is given."""
    names = given.get("standard", ())
    return thresholds_to_set(rule(names[0], day)) if names else {}


def support_amounts(day: Day, given: Given) -> Mapping[str, str]:
    """The amounts, caps and pool of the support that is given, by their keys; none where none is given."""
    names = given.get("support", ())
    return amounts_to_set(supports[names[0]], day) if names else {}


def first_setting(parts: Mapping[str, str]) -> str | None:
    """The first of them at its present value, which changes nothing."""
    return next((f"{key}={value}" for key, value in parts.items()), None)
