"""How an edition asked for one of its figures, so that the book can work it out again; or why it cannot."""

from collections.abc import Callable
from itertools import pairwise
from urllib.parse import unquote

from hornbook.answers.citation import QuestionCitation, read_citation
from hornbook.population.count import BANDS
from hornbook.reports.yearbook.manifest import StatisticRead
from hornbook.reports.yearbook.split import Formula, Setting, Split, TwoBooks
from hornbook.reports.yearbook.statistic import band_word
from hornbook.standards.ask import Rule
from hornbook.terms import Day
from hornbook.text import Message, message

RuleOf = Callable[[QuestionCitation, Day], Rule]
"""Gives the rule that a citation asked on a day, by the text of then."""
FORMULAS = {
    "count": (Formula.COUNT, False),
    "on_facts": (Formula.COUNT, True),
    "unknown": (Formula.UNDECIDED, False),
    "value_usd": (Formula.SUM, False),
    "value_on_facts_usd": (Formula.SUM, True),
    "median_usd": (Formula.MEDIAN, None),
    "rank": (Formula.RANK, None),
    "share": (Formula.SHARE, None),
}
"""How a figure of a census is worked out, and whether it counts those on the facts (None: as the question did)."""
REASONS: dict[str, Message] = {
    "published": message("It was published by others and follows from no book."),
    "log": message("It counts what was read of a file, which no day and no rule changes."),
    "watch": message("It counts what happened between two days, so one day alone does not give it."),
    "ecosystem": message("It is a statistic of the ecosystem; those are not worked out again at the settings between."),
}
"""Why a figure is not split, by the question that it answers."""
OTHER = message("It is no count, sum, median, rank or share of a census.")
UNKNOWN = message("One of the editions does not know it.")
NOT_OF_BOOK = message("The book gives another figure than one of the editions; trace it.")
EMPTY_BETWEEN = message("At one of the settings between, nothing is there from which it could follow.")


class Rules:
    """The rules of citations, each read once."""

    def __init__(self, rule_of: RuleOf) -> None:
        self._rule_of = rule_of
        self._read: dict[tuple[str, ...], Rule] = {}

    def rule(self, citation: QuestionCitation, day: Day) -> Rule:
        """The rule that was asked."""
        options = dict(citation.options)
        key = (options.get("standard", ""), *map(str, (*citation.rules, *citation.own)), day.isoformat())
        if key not in self._read:
            self._read[key] = self._rule_of(citation, day)
        return self._read[key]


def setting_of(of: StatisticRead, rules: Rules) -> Setting | Message:
    """How an edition asked for a figure; a reason where it cannot be worked out again."""
    citation = read_citation(of.citation)
    if citation.question != "census":
        return REASONS.get(citation.question, OTHER)
    options = dict(citation.options)
    on_facts = options.get("on-facts") == "yes"
    asked = _formula(of, on_facts)
    if asked is None or of.day is None or of.known is None:
        return OTHER
    formula, on_facts, group, band = asked
    return Setting(
        day=of.day,
        known=of.known,
        rule=rules.rule(citation, of.day),
        money=options.get("money", "spot"),
        on_facts=on_facts,
        where=options.get("where"),
        group=group,
        formula=formula,
        band=band,
    )


_Asked = tuple[Formula, bool, tuple[str, str] | None, tuple[int | None, int | None]]
_NO_EDGES = (None, None)


def _formula(of: StatisticRead, on_facts: bool) -> _Asked | None:
    """How the figure at a path of a census is worked out."""
    match of.path.split("/"):
        case ["companies", "length"]:
            return Formula.COUNT, on_facts, None, _NO_EDGES
        case ["bands", _, ("count" | "value_usd") as field]:
            band = _band(of.id)
            if band is None:
                return None
            return (Formula.COUNT if field == "count" else Formula.SUM), on_facts, None, band
        case ["total", field] if field in FORMULAS:
            group = None
        case ["rows", row, field] if field in FORMULAS and "=" in row:
            key, _, word = row.partition("=")
            group = key, unquote(word)
        case _:
            return None
    formula, facts = FORMULAS[field]
    return formula, on_facts if facts is None else facts, group, _NO_EDGES


def _band(name: str) -> tuple[int | None, int | None] | None:
    """The edges of the band that the id of a statistic names; its number in a census is no name, for empty bands go."""
    edges = [None, *map(int, BANDS), None]
    for low, high in pairwise(edges):
        if f"{band_word(low, high)}." in name:
            return low, high
    return None


def split_of(old: StatisticRead, new: StatisticRead, books: TwoBooks, rules: Rules) -> Split | Message:
    """A figure at the settings between two editions, whose parts sum to its difference; a reason where none exists."""
    if old.value is None or new.value is None:
        return UNKNOWN
    one, other = (setting_of(of, rules) for of in (old, new))
    if not isinstance(one, Setting):
        return one
    if not isinstance(other, Setting):
        return other
    if (one.formula, one.band) != (other.formula, other.band):
        return OTHER
    found = books.split(one, other)
    if not found.is_of(old.value, new.value):
        return NOT_OF_BOOK
    return EMPTY_BETWEEN if found.parts is None else found
