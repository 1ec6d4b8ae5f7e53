"""A question that a page puts to a book: the view, and the values of the page's options."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hornbook.book.book import Book
from hornbook.book.view import View
from hornbook.errors import QuestionError
from hornbook.lang.filter import Filter, company_filter
from hornbook.terms import PERIOD_MONTHS, Day, day
from hornbook.text import message


@dataclass(frozen=True, slots=True, kw_only=True)
class PageQuestion:
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
        return self.at(since) if since else None

    def at(self, word: str) -> View:
        """The book as of another day, by the same knowledge."""
        return self.book.at(day(word), known=self.known)

    @property
    def months(self) -> int | None:
        """The length of a period, if one is given."""
        every = self.value("every")
        return PERIOD_MONTHS[every] if every else None

    @property
    def groups(self) -> list[str]:
        """The groups by which is counted."""
        return [word.strip() for value in self.values("by") for word in value.split(",")]

    @property
    def where(self) -> Filter | None:
        """The filter, if one is given."""
        return self.rule("where", keep_unknown=self.flag("where-unknown"))

    def rule(self, name: str, *, keep_unknown: bool = False) -> Filter | None:
        """An option that is a rule about companies, if it is given."""
        text = self.value(name)
        return company_filter(text, keep_unknown=keep_unknown) if text else None

    @property
    def settings(self) -> Mapping[str, str]:
        """What is set, by its key; QuestionError where a key is set twice."""
        found: dict[str, str] = {}
        for word in self.values("set"):
            key, _, value = word.partition("=")
            if key.strip() in found:
                raise QuestionError(message("'{key}' is set twice.", key=key.strip()))
            found[key.strip()] = value
        return found

    def number(self, name: str) -> int | None:
        """An option that is a whole number, if it is given."""
        value = self.value(name)
        return None if value is None else int(value)

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
