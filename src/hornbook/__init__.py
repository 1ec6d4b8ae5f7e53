"""Hornbook: dated facts about companies, asked as of a day.

    book = hornbook.open("book")
    view = book.at(hornbook.day("2019-12-31"))
    hornbook.census(view, by=["country"], under="cbinsights").total
    hornbook.judge(view, hornbook.library["gei-unicorn"], "cbinsights:stripe").tier

Every answer follows from four things: the book's version, a day, the day by which facts had to be known, a rule.
"""

from hornbook.book.book import Book
from hornbook.book.book import new_book as new
from hornbook.book.book import open_book as open
from hornbook.book.money import Convention, convention
from hornbook.book.view import View
from hornbook.errors import HornbookError
from hornbook.indicators.panel import panel
from hornbook.indicators.profile import evidence, profile
from hornbook.kinds import KINDS
from hornbook.population.compare import Comparison, compare
from hornbook.population.count import Census, census, verdicts
from hornbook.population.flow import Flow, flow
from hornbook.population.watch import Watch, watch
from hornbook.population.whatif import WhatIf, whatif
from hornbook.sources.source import source
from hornbook.standards.library import library
from hornbook.standards.standard import Standard
from hornbook.standards.verdict import Judge, Verdict, judge
from hornbook.terms import day

__all__ = [
    "KINDS",
    "Book",
    "Census",
    "Comparison",
    "Convention",
    "Flow",
    "HornbookError",
    "Judge",
    "Standard",
    "Verdict",
    "View",
    "Watch",
    "WhatIf",
    "census",
    "compare",
    "convention",
    "day",
    "evidence",
    "flow",
    "judge",
    "library",
    "new",
    "open",
    "panel",
    "profile",
    "source",
    "verdicts",
    "watch",
    "whatif",
]
