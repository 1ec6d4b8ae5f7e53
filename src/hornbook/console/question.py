"""A question that a page puts to a book: the view, and the values of the page's options."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hornbook.book.book import Book
from hornbook.book.view import View
from hornbook.errors import QuestionError
from hornbook.lang.filter import Filter, company_filter
from hornbook.terms import Day, day
from hornbook.text import message

MONTHS = {"month": 1, "quarter": 3, "year": 12}
"""How many months lie between two days of a series."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A book at a version, the days asked about, and the options by name."""

    book: Book
    day: Day
    known: Day | None
    """By which day facts had to be known, where somebody chose it."""
    options: Mapping[str, Sequence[str]]

    @property
    def view(self) -> View:
        """The book as of the day."""
        return self.book.at(self.day, known=self.known)

    @property
    def earlier(self) -> View | None:
        """The book as of the day from which a question looks, if one is given."""
        since = self.value("from")
        return self.book.at(day(since), known=self.known) if since else None

    @property
    def months(self) -> int | None:
        """The length of a period, if one is given."""
        every = self.value("every")
        return MONTHS[every] if every else None

    @property
    def groups(self) -> list[str]:
        """The groups by which is counted."""
        return [word.strip() for value in self.values("by") for word in value.split(",")]

    @property
    def where(self) -> Filter | None:
        """The filter, if one is given."""
        text, unknown = self.value("where"), self.flag("where-unknown")
        return company_filter(text, keep_unknown=unknown) if text else None

    def values(self, name: str) -> Sequence[str]:
        """All values of an option."""
        return self.options.get(name, ())

    def value(self, name: str) -> str | None:
        """The value of an option, or None."""
        return next(iter(self.values(name)), None)

    def flag(self, name: str) -> bool:
        """Whether an option without a value is set."""
        return bool(self.values(name))

    def needed(self, name: str) -> str:
        """The value of an option that must be given; QuestionError says which."""
        value = self.value(name)
        if value is None:
            raise QuestionError(message("This page needs a value of '{name}'.", name=name))
        return value
