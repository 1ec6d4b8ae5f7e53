"""Hornbook: dated facts about companies, asked as of a day.

    book = hornbook.open("book")
    view = book.at(hornbook.day("2019-12-31"))
    hornbook.census(view, by=["country"]).total

Every answer follows from four things: the book's version, a day, the day by which facts had to be known, a rule.
"""

from hornbook.book.book import Book
from hornbook.book.book import new_book as new
from hornbook.book.book import open_book as open
from hornbook.book.money import Convention, convention
from hornbook.book.view import View
from hornbook.census import Census, census, verdicts
from hornbook.errors import HornbookError
from hornbook.indicators.panel import panel
from hornbook.indicators.profile import evidence, profile
from hornbook.kinds import KINDS
from hornbook.sources.source import source
from hornbook.terms import day

__all__ = [
    "KINDS",
    "Book",
    "Census",
    "Convention",
    "HornbookError",
    "View",
    "census",
    "convention",
    "day",
    "evidence",
    "new",
    "open",
    "panel",
    "profile",
    "source",
    "verdicts",
]
