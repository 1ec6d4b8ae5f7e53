"""Hornbook: dated facts about companies, asked as of a day.

    book = hornbook.open("book")
    view = book.at(hornbook.day("2019-12-31"))
    hornbook.census(view, by=["country"], under="cbinsights").total
    hornbook.judge(view, hornbook.library["gei-unicorn"], "cbinsights:stripe").tier

Every answer follows from four things: the book's version, a day, the day by which facts had to be known, a rule.

The public names: `open new Book View day KINDS source` for the book; `profile panel facts_behind` for indicators;
`library judge Judge Verdict` for standards; `census flow compare whatif watch verdicts` for all companies;
`conflicts measure_quality` for the evidence; `rank backtest audit_table` for the scout; `Convention convention Message
Text HornbookError`.
"""

# ruff: noqa: F401
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hornbook.audit import audit_table
    from hornbook.book.book import Book
    from hornbook.book.book import new_book as new
    from hornbook.book.book import open_book as open
    from hornbook.book.money import Convention, convention
    from hornbook.book.view import View
    from hornbook.errors import HornbookError
    from hornbook.indicators.panel import panel
    from hornbook.indicators.profile import facts_behind, profile
    from hornbook.kinds import KINDS
    from hornbook.population.compare import Comparison, compare
    from hornbook.population.count import Census, census
    from hornbook.population.flow import Flow, flow
    from hornbook.population.verdicts import verdicts
    from hornbook.population.watch import Watch, watch
    from hornbook.population.whatif import WhatIf, whatif
    from hornbook.quality.conflicts import conflicts
    from hornbook.quality.measure import measure_quality
    from hornbook.scout.backtest import backtest
    from hornbook.scout.ranking import rank
    from hornbook.sources.source import source
    from hornbook.standards.library import library
    from hornbook.standards.standard import Standard
    from hornbook.standards.verdict import Judge, Verdict, judge
    from hornbook.terms import day
    from hornbook.text import Message, Text

_PLACES = {
    "Book": "book.book:Book",
    "Census": "population.count:Census",
    "Comparison": "population.compare:Comparison",
    "Convention": "book.money:Convention",
    "Flow": "population.flow:Flow",
    "HornbookError": "errors:HornbookError",
    "Judge": "standards.verdict:Judge",
    "KINDS": "kinds:KINDS",
    "Message": "text:Message",
    "Standard": "standards.standard:Standard",
    "Text": "text:Text",
    "Verdict": "standards.verdict:Verdict",
    "View": "book.view:View",
    "Watch": "population.watch:Watch",
    "WhatIf": "population.whatif:WhatIf",
    "audit_table": "audit:audit_table",
    "backtest": "scout.backtest:backtest",
    "census": "population.count:census",
    "compare": "population.compare:compare",
    "conflicts": "quality.conflicts:conflicts",
    "convention": "book.money:convention",
    "day": "terms:day",
    "facts_behind": "indicators.profile:facts_behind",
    "flow": "population.flow:flow",
    "judge": "standards.verdict:judge",
    "library": "standards.library:library",
    "measure_quality": "quality.measure:measure_quality",
    "new": "book.book:new_book",
    "open": "book.book:open_book",
    "panel": "indicators.panel:panel",
    "profile": "indicators.profile:profile",
    "rank": "scout.ranking:rank",
    "source": "sources.source:source",
    "verdicts": "population.verdicts:verdicts",
    "watch": "population.watch:watch",
    "whatif": "population.whatif:whatif",
}
"""Where each public name stands. It is imported when it is first asked for, so that `import hornbook` costs nothing."""

__all__ = [*_PLACES]  # noqa: PLE0604  the names are the keys above


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        raise AttributeError(f"module 'hornbook' has no attribute '{name}'")
    module, _, attribute = _PLACES[name].partition(":")
    value = getattr(import_module(f"hornbook.{module}"), attribute)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
