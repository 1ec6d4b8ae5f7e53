"""The book behind the console: it answers addresses. All of it runs in one thread, which `desk` owns."""

from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from hornbook.answers.answer import Answer
from hornbook.answers.citation import DIGITS, Cited, cited_answer, keep_rules, rules_asked
from hornbook.answers.rules_then import RulesThen, asked_as_then, rules_then
from hornbook.book.book import Book, open_book
from hornbook.book.extent import first_known, last_recorded
from hornbook.book.rule_texts import kept_rule_list
from hornbook.console.address import Address, completed, options_of
from hornbook.console.names import NameIndex, SuggestedCompany
from hornbook.console.pages import PAGES, Page
from hornbook.console.question import PageQuestion
from hornbook.errors import HornbookError
from hornbook.terms import Day
from hornbook.text import Phrase, message

KEPT = 64
"""Answers that are kept, so that a page, its next rows and its downloads are asked once."""
NOTICES = 3
"""Changed rules that are named; of more only the number is said."""
VERSIONS = 4
"""Versions of the book that are kept open."""


class RuleGoneError(HornbookError):
    """An address names the text of a rule that is no longer kept."""


class NoVersionError(HornbookError):
    """An address names a version that the book does not have."""


@dataclass(frozen=True, slots=True)
class AnsweredPage:
    """An answer with the complete address of its page, and what has become newer since."""

    answer: Answer
    address: Address
    notices: tuple[Phrase, ...]
    """What is newer than the address: a version of the book, or the text of a rule."""
    recorded: Day | None
    """The last day on which this version of the book was recorded; None where it holds nothing."""

    first: Day | None
    """The first day by which it knows a name or a value."""

    @property
    def empty(self) -> bool:
        """Whether the book holds nothing."""
        return self.recorded is None


def newer_notice(version: int, last: int) -> Phrase | None:
    """That the book has a newer version than the one that is shown; None where it has not."""
    if version >= last:
        return None
    return message("This is book version {version}; the newest is {last}.", version=version, last=last)


@dataclass(frozen=True, slots=True)
class _KeptAnswer:
    """An answer, and the rules from which it follows by their ids and digests."""

    answer: Answer
    digests: tuple[tuple[str, str], ...]


class Reader:
    """A book's folder with the versions that are open and the answers that are kept."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._books: OrderedDict[int, Book] = OrderedDict()
        self._answers: OrderedDict[Address, _KeptAnswer] = OrderedDict()
        self._names = NameIndex()

    def answered(self, address: Address) -> AnsweredPage:
        """The answer to an address; HornbookError says why there is none."""
        last = open_book(self.folder)
        if address.version is not None and address.version > last.version:
            raise NoVersionError(
                message(
                    "This book has no version {version} yet; its newest is {last}.",
                    version=str(address.version),
                    last=str(last.version),
                )
            )
        book = last if address.version is None else self._book(address.version, last)
        if address.version is None:
            self._keep_book(book)
        asked = replace(address, version=book.version)
        then, listed = self._rules_then(address)
        with asked_as_then(then):
            found = self._answer(asked, book)
        later = set(found.digests) - set(listed)
        if listed and later:
            with asked_as_then(then, later):
                found = self._answer(asked, book, again=True)
        whole = completed(address, found.digests, book.version)
        if address.all_rules is not None and address.all_rules != whole.all_rules:
            raise RuleGoneError(message("Some of the rules of this address have changed since."))
        if then.changed and not set(address.rules) <= {Cited(name, digest[:DIGITS]) for name, digest in found.digests}:
            raise RuleGoneError(message("This address names the text of another rule."))
        for key in (asked, whole):
            self._keep_answer(key, found)
        notices = list(_changed_notices(then.changed))
        if notice := newer_notice(book.version, last.version):
            notices.append(notice)
        return AnsweredPage(found.answer, whole, tuple(notices), last_recorded(book), first_known(book))

    def last_day(self, today: Day) -> Day:
        """The last day on which the book was recorded, and no later than today; today for a book without facts."""
        return min(last_recorded(open_book(self.folder)) or today, today)

    def suggested(self, address: Address, text: str) -> list[SuggestedCompany]:
        """Companies for the letters that a reader has typed."""
        last = open_book(self.folder)
        book = last if address.version is None else self._book(min(address.version, last.version), last)
        return self._names.suggested(book.at(address.day, known=address.known), text)

    def _answer(self, address: Address, book: Book, *, again: bool = False) -> _KeptAnswer:
        kept = None if again else self._answers.get(address)
        if kept is not None:
            self._answers.move_to_end(address)
            return kept
        page = PAGES[address.page]
        fixed = {option.name: option.fixed_values for option in page.options if option.fixed is not None}
        options = {**options_of(address), **fixed}
        known = address.known if address.known_set else None
        question = PageQuestion(book=book, day=address.day, known=known, options=options)
        answer = page.ask(question)
        shown = {(rule.id, rule.digest): rule.source.text for rule in (page.shows(question) if page.shows else ())}
        texts = rules_asked(answer.asked) | shown
        keep_rules(self.folder, texts)
        return _KeptAnswer(_cited(answer, page, options), tuple(texts))

    def _keep_answer(self, address: Address, answer: _KeptAnswer) -> None:
        self._answers[address] = answer
        while len(self._answers) > KEPT:
            self._answers.popitem(last=False)

    def _book(self, version: int, last: Book) -> Book:
        if version == last.version:
            self._keep_book(last)
        if version not in self._books:
            self._keep_book(open_book(self.folder, version=version))
        self._books.move_to_end(version)
        return self._books[version]

    def _keep_book(self, book: Book) -> None:
        self._books.setdefault(book.version, book)
        while len(self._books) > VERSIONS:
            self._books.popitem(last=False)

    def _rules_then(self, address: Address) -> tuple[RulesThen, tuple[tuple[str, str], ...]]:
        """The texts of then of the rules that an address names, and these rules where it names many by one digest."""
        listed = kept_rule_list(self.folder, address.all_rules.digest) or () if address.all_rules else ()
        then = rules_then(self.folder, address.rules or [Cited(name, digest[:DIGITS]) for name, digest in listed])
        for rule in then.gone:
            raise RuleGoneError(
                message(
                    "The text of the rule {rule} with the digest {digest} is not kept here.",
                    rule=rule.name,
                    digest=rule.digest,
                )
            )
        return then, listed


def _cited(answer: Answer, page: Page, options: Mapping[str, Sequence[str]]) -> Answer:
    """An answer with its citation, which is the command line's."""
    words = [(option.name, value) for option in page.options for value in options.get(option.name, ())]
    citation = str(cited_answer(answer.asked, page.question, words, answer))
    return replace(answer, asked=replace(answer.asked, citation=citation))


def _changed_notices(names: Sequence[str]) -> Iterator[Phrase]:
    """That rules have changed since: each by its name, or how many."""
    if len(names) > NOTICES:
        yield message("{n:,} rules have changed since; this page asks the texts of then.", n=len(names))
        return
    for name in names:
        yield message("The rule {rule} has changed since; this page asks the text of then.", rule=name)
