"""The address of a page: everything that its answer follows from, so that it shows the same numbers for good.

`/zh/census?day=2025-12-31&known=2025-12-31&v=7&rule=gei-unicorn@0d2e…&standard=gei-unicorn&by=city`. An address may
lack any of `day`, `known`, `v` and `rule`: it is completed from the answer.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from hornbook.answers.citation import DIGITS, NAMED_RULES, Cited, rules_digest
from hornbook.console.condition import FIELDS
from hornbook.console.option import SET, checked
from hornbook.console.pages import Page
from hornbook.console.parts import is_part, parts_set
from hornbook.errors import QuestionError, suggestion
from hornbook.terms import Day, day
from hornbook.text import message

OWN = ("day", "known", "known-set", "v", "rule", "library")
"""The words of an address that are no option of a page."""
VIEW = ("format", "page", "chart", *FIELDS)
"""How an answer is shown, and what a form adds to a filter. They are no part of the question."""
_HEX = frozenset("0123456789abcdef")


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """What an answer follows from."""

    page: str
    day: Day
    known: Day
    known_set: bool = False
    """Whether somebody chose by which day facts had to be known; else each day that is asked is seen as known then."""
    version: int | None = None
    rules: tuple[Cited, ...] = ()
    """Each rule by its id and the first digits of its digest."""
    all_rules: Cited | None = None
    """Many rules by their count and one digest."""
    options: tuple[tuple[str, str], ...] = ()
    """The options that were given, in the order of the page's."""


def read_address(page: Page, query: Iterable[tuple[str, str]], today: date) -> Address:
    """The address that a query string gives; QuestionError names the word that is wrong."""
    given: dict[str, list[str]] = {}
    for name, value in query:
        if value.strip():
            given.setdefault(name, []).append(value.strip())
    known_words = [*OWN, *VIEW, *(option.name for option in page.fields)]
    for name in given:
        if name not in known_words and not is_part(page, name):
            hint = suggestion(name, known_words)
            raise QuestionError(message("This page has no option '{name}'.{hint}", name=name[:60], hint=hint))
    asked = day(_single(given, "day") or today.isoformat())
    chosen = day(_single(given, "known") or asked.isoformat())
    known = chosen if page.takes_known else asked
    return Address(
        page=page.name,
        day=asked,
        known=known,
        known_set=page.takes_known and (known != asked or "known-set" in given),
        version=_version(_single(given, "v")),
        rules=tuple(map(_cited, given.get("rule", ()))),
        all_rules=_cited(word) if (word := _single(given, "library")) else None,
        options=tuple(_options(page, given, asked)),
    )


def _options(page: Page, given: Mapping[str, Sequence[str]], asked: Day) -> Iterable[tuple[str, str]]:
    """The options with their values, those included that an address lacks and a page asks with."""
    so_far: dict[str, Sequence[str]] = dict(given)
    for option in page.fields:
        values = checked(option, [*given.get(option.name, ()), *parts_set(option, given, so_far, asked)])
        values = values or option.initial_values(asked, so_far)
        so_far[option.name] = values
        yield from ((option.name, value) for value in values if value != option.default)


def _single(given: Mapping[str, Sequence[str]], name: str) -> str | None:
    values = given.get(name, ())
    if len(values) > 1:
        raise QuestionError(message("'{name}' stands twice in the address.", name=name))
    return values[0] if values else None


def _version(word: str | None) -> int | None:
    if word is None:
        return None
    if not (word.isascii() and word.isdigit() and len(word) < 10):
        raise QuestionError(message("'{word}' is no version of a book: versions are whole numbers.", word=word[:60]))
    return int(word)


def _cited(word: str) -> Cited:
    name, mark, digest = word.rpartition("@")
    if not mark or not name or len(digest) != DIGITS or not _HEX.issuperset(digest):
        raise QuestionError(message("'{word}' names no rule: it is an id, '@' and a digest.", word=word[:60]))
    return Cited(name, digest)


def completed(address: Address, digests: Collection[tuple[str, str]], version: int) -> Address:
    """The address with the version of the book and the rules of its answer, by their ids and digests."""
    many = len(digests) > NAMED_RULES
    return replace(
        address,
        version=version,
        rules=() if many else tuple(Cited(name, digest[:DIGITS]) for name, digest in digests),
        all_rules=rules_digest(digests) if many else None,
    )


def newest(address: Address) -> Address:
    """The same question to the newest version of the book, by the rules of now."""
    return replace(address, version=None, rules=(), all_rules=None)


def options_of(address: Address) -> dict[str, list[str]]:
    """The options of an address by their names."""
    found: dict[str, list[str]] = {}
    for name, value in address.options:
        found.setdefault(name, []).append(value)
    return found


def query_of(address: Address, **more: str) -> str:
    """An address as a query string, its words always in the same order; `more` says how the answer is shown."""
    words: list[tuple[str, str]] = [("day", address.day.isoformat()), ("known", address.known.isoformat())]
    if address.known_set and address.known == address.day:
        words.append(("known-set", SET))
    if address.version is not None:
        words.append(("v", str(address.version)))
    words += [("rule", str(rule)) for rule in address.rules]
    if address.all_rules is not None:
        words.append(("library", str(address.all_rules)))
    return urlencode([*words, *address.options, *more.items()], safe="@:,")


def state_of(address: Address) -> tuple[tuple[str, str], ...]:
    """The days and the version, which links to other pages carry on."""
    words = [("day", address.day.isoformat())]
    if address.known_set:
        words.append(("known", address.known.isoformat()))
        if address.known == address.day:
            words.append(("known-set", SET))
    if address.version is not None:
        words.append(("v", str(address.version)))
    return tuple(words)
