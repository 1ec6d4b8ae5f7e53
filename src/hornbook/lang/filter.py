"""A filter of companies: one rule, as a person writes it, for the companies about which a question is asked."""

from dataclasses import dataclass
from typing import NamedTuple

from hornbook.book.words import SORTS
from hornbook.errors import QuestionError
from hornbook.indicators.algebra import Among
from hornbook.kinds import Valuation
from hornbook.lang import bound
from hornbook.lang.bind import bind
from hornbook.lang.bound import inputs_of
from hornbook.lang.mistake import RuleError
from hornbook.lang.narrow import OWN_WORTH
from hornbook.lang.read import read_rule
from hornbook.lang.scope import RuleScope
from hornbook.text import Message, message


@dataclass(frozen=True, slots=True)
class Filter:
    """Which companies are asked about: those for which a rule is a yes."""

    text: str
    condition: bound.Condition
    keep_unknown: bool = False
    """Whether a company for which the rule is unknown is asked about too."""


class UnknownWord(NamedTuple):
    """A word of a filter that nothing knows, what sort of word it should be, and the known word that is nearest."""

    sort: Message
    word: str
    nearest: str | None


def unknown_words(of: Filter) -> tuple[UnknownWord, ...]:
    """The words of a filter that nothing knows; no company matches them but by the very same letters."""
    return tuple(
        UnknownWord(sort.name, word, sort.nearest(word))
        for each in inputs_of(of.condition)
        if isinstance(each.low, Among) and (sort := SORTS[each.low.kind, each.low.column]).listed
        for word, meant in sort.means(each.low.words).items()
        if not meant
    )


def company_filter(text: str, *, keep_unknown: bool = False) -> Filter:
    """Read a filter such as 'city in {"Beijing"} and age <= 5 years'; QuestionError points at what is wrong in it."""
    scope = RuleScope(counts={Valuation.__name__: OWN_WORTH})
    try:
        return Filter(text, bind(read_rule(text, words=True), scope), keep_unknown)
    except RuleError as error:
        error.place_in(text)
        raise QuestionError(message("The filter cannot be read: {problem}", problem=error.phrase)) from None
