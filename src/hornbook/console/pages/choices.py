"""Options that several pages have, and the values that they offer."""

from collections.abc import Callable, Mapping, Sequence

from hornbook.answers.statistics import statistics
from hornbook.console.option import Option, OptionKind
from hornbook.published.library import publishers
from hornbook.published.measures import MEASURES
from hornbook.scout.question import questions
from hornbook.standards.library import library, plain_rule
from hornbook.support.library import supports
from hornbook.terms import Day, shift
from hornbook.text import Phrase, message


def rule_choices() -> Mapping[str, Phrase]:
    """Every standard by its id, with its name."""
    return {of.id: of.name for of in (plain_rule(), *library.values())}


def support_choices() -> Mapping[str, Phrase]:
    """Every support by its id, with its name."""
    return {of.id: of.name for of in supports.values()}


def sort_choices() -> Mapping[str, Phrase]:
    """The columns by which a list of companies is ordered."""
    return {
        "value_usd": message("value, US$"),
        "name": message("company"),
        "valuation_day": message("valued on"),
        "founded": message("founded"),
    }


def period_choices() -> Mapping[str, Phrase]:
    """The periods of a series."""
    return {"year": message("year"), "quarter": message("quarter"), "month": message("month")}


def group_choices() -> Mapping[str, Phrase]:
    """The groups by which is counted."""
    return {
        "city": message("city"),
        "country": message("country"),
        "region": message("region"),
        "sector": message("sector"),
    }


def statistic_choices() -> Mapping[str, Phrase]:
    """The statistics of the ecosystem with their meaning."""
    return {name: of.about for name, of in statistics().items()}


def question_choices() -> Mapping[str, Phrase]:
    """The questions of the scout with their names."""
    return {name: of.name for name, of in questions.items()}


def publisher_choices() -> Mapping[str, Phrase]:
    """Those who publish figures, with their names."""
    return {name: of.name for name, of in publishers.items()}


def measure_choices() -> Mapping[str, Phrase]:
    """The measures of published figures with their names."""
    return {name: of.name for name, of in MEASURES.items()}


def years_back(years: int) -> Callable[[Day, Mapping[str, Sequence[str]]], str]:
    """The day so many years before the day asked about."""
    return lambda day, _: shift(day, -12 * years).isoformat()


STANDARD = Option("standard", message("Standard"), OptionKind.RULE, choices=rule_choices)
ON_FACTS = Option("on-facts", message("Assume that open judgements are favourable"), OptionKind.FLAG)
WHERE = Option("where", message("Filter, in the language of rules"))
WHERE_UNKNOWN = Option("where-unknown", message("Keep companies for which the filter is undecided"), OptionKind.FLAG)
SCOPE = (ON_FACTS, WHERE, WHERE_UNKNOWN)
BY = Option("by", message("Grouped by"), OptionKind.GROUP, many=True, choices=group_choices)
FROM = Option("from", message("Since"), OptionKind.DAY)
EVERY = Option("every", message("A count at the end of each"), OptionKind.CHOICE, choices=period_choices)
COMPANY = Option("company", message("Company"), OptionKind.COMPANY)
