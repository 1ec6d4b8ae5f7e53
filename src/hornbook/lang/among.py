"""A text of known words as a rule sees it."""

from dataclasses import replace

from hornbook.book.words import SORTS
from hornbook.indicators.algebra import Among, Formula, Reading
from hornbook.indicators.located import Located, LocatedApart, Whereabouts
from hornbook.indicators.spans import Side
from hornbook.lang.bound import Input


def among_words(of: Input, words: tuple[str, ...], *, apart: bool = False) -> Input:
    """A text of known words or a place, each as a rule with these words sees it; any other text as it is.

    `apart`: it matters which of the words is meant.
    """
    formula = of.low.of if isinstance(of.low, Side) else of.low
    if isinstance(formula, Whereabouts):
        place: Formula = LocatedApart(words) if apart else Located(words)
        return replace(of, low=place, high=place)
    if not isinstance(formula, Reading) or (formula.kind, formula.column) not in SORTS:
        return of
    low, high = (Among(side, formula.kind, formula.column, words, apart) for side in (of.low, of.high))
    return replace(of, low=low, high=high)
