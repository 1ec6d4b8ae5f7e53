"""The book behind the console: it answers addresses. All of it runs in one thread, which `desk` owns."""

from collections import OrderedDict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from hornbook.answers.answer import Answer
from hornbook.answers.citation import cited_answer
from hornbook.book.book import Book, open_book
from hornbook.book.extent import first_known, last_recorded
from hornbook.book.rule_texts import keep_rule_text, kept_rule_text
from hornbook.console.address import Address, completed
from hornbook.console.names import NameIndex, SuggestedCompany
from hornbook.console.pages import PAGES, Page
from hornbook.console.question import PageQuestion
from hornbook.errors import HornbookError
from hornbook.standards.library import library, plain_rule
from hornbook.terms import Day
from hornbook.text import Phrase, message

KEPT = 64
"""Answers that are kept, so that a page, its next rows and its downloads are asked once."""
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


class Reader:
    """A book's folder with the versions that are open and the answers that are kept."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._books: OrderedDict[int, Book] = OrderedDict()
        self._answers: OrderedDict[Address, Answer] = OrderedDict()
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
        with self._rules_of(address) as changed:
            answer = self._answer(asked, book)
        whole = completed(address, answer, book.version)
        if address.all_rules is not None and address.all_rules != whole.all_rules:
            raise RuleGoneError(message("Some of the rules of this address have changed since."))
        if changed and not set(address.rules) <= set(whole.rules):
            raise RuleGoneError(message("This address names the text of another rule."))
        for key in (asked, whole):
            self._keep_answer(key, answer)
        notices = list(changed)
        if last.version > book.version:
            notices.append(
                message(
                    "This is book version {version}; the newest is {last}.", version=book.version, last=last.version
                )
            )
        return AnsweredPage(answer, whole, tuple(notices), last_recorded(book), first_known(book))

    def last_day(self, today: Day) -> Day:
        """The last day on which the book was recorded, and no later than today; today for a book without facts."""
        return min(last_recorded(open_book(self.folder)) or today, today)

    def suggested(self, address: Address, text: str) -> list[SuggestedCompany]:
        """Companies for the letters that a reader has typed."""
        last = open_book(self.folder)
        book = last if address.version is None else self._book(min(address.version, last.version), last)
        return self._names.suggested(book.at(address.day, known=address.known), text)

    def _answer(self, address: Address, book: Book) -> Answer:
        kept = self._answers.get(address)
        if kept is not None:
            self._answers.move_to_end(address)
            return kept
        page = PAGES[address.page]
        options: dict[str, list[str]] = {}
        for name, value in address.options:
            options.setdefault(name, []).append(value)
        fixed = {option.name: [option.fixed] for option in page.options if option.fixed is not None}
        known = address.known if address.known_set else None
        answer = page.ask(PageQuestion(book=book, day=address.day, known=known, options={**options, **fixed}))
        return self._cited(answer, page, {**options, **fixed})

    def _cited(self, answer: Answer, page: Page, options: Mapping[str, list[str]]) -> Answer:
        """An answer with its citation, which is the command line's; the texts of its rules are kept with the book."""
        words = [(option.name, value) for option in page.options for value in options.get(option.name, ())]
        for rule in answer.asked.rules:
            keep_rule_text(self.folder, rule.text)
        citation = str(cited_answer(answer.asked, page.question, words, answer))
        return replace(answer, asked=replace(answer.asked, citation=citation))

    def _keep_answer(self, address: Address, answer: Answer) -> None:
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

    @contextmanager
    def _rules_of(self, address: Address) -> Iterator[list[Phrase]]:
        """The library with the texts that an address names; the notices say which have changed since."""
        texts: dict[str, Path] = {}
        notices: list[Phrase] = []
        for rule in address.rules:
            now = plain_rule() if rule.name == plain_rule().id else library[rule.name]
            if now.digest.startswith(rule.digest):
                continue
            text = kept_rule_text(self.folder, rule.digest) if rule.name in library else None
            if text is None:
                raise RuleGoneError(
                    message(
                        "The text of the rule {rule} with the digest {digest} is not kept here.",
                        rule=rule.name,
                        digest=rule.digest,
                    )
                )
            texts[rule.name] = text
            notices.append(
                message("The rule {rule} has changed since; this page asks the text of then.", rule=rule.name)
            )
        with library.instead(texts):
            yield notices
