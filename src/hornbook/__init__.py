"""Hornbook: dated facts about companies, asked as of a day.

    book = hornbook.open("book")
    view = book.at(hornbook.day("2019-12-31"))
    hornbook.census(view, by=["country"], under="cbinsights").total
    hornbook.standards["gei-unicorn"].judge(view, "cbinsights:stripe").tier

Every answer follows from four things: the book's version, a day, the day by which facts had to be known, a rule.
"""

from hornbook.book.book import Book
from hornbook.book.book import new_book as new
from hornbook.book.book import open_book as open
from hornbook.book.money import Convention, convention
from hornbook.book.view import View
from hornbook.census import Census, census, verdicts
from hornbook.compare import Comparison, compare
from hornbook.errors import HornbookError
from hornbook.flow import Flow, flow
from hornbook.indicators.panel import panel
from hornbook.indicators.profile import evidence, profile
from hornbook.kinds import KINDS
from hornbook.sources.source import source
from hornbook.standards.library import library as standards
from hornbook.standards.standard import Standard
from hornbook.standards.verdict import Judge, Verdict
from hornbook.terms import day
from hornbook.watch import Watch, watch
from hornbook.whatif import WhatIf, whatif

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
    "new",
    "open",
    "panel",
    "profile",
    "source",
    "standards",
    "verdicts",
    "watch",
    "whatif",
]
