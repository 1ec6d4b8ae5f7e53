"""A citation: one line that says what was asked of which book by which rules, so that it can be asked again.

`hornbook:1 census day=2024-12-31 known=2024-12-31 book=7@5c1f… rule=gei-unicorn@0d2e… by=city answer=91ab… with=0.2.0`.
Digests are the first 12 hexadecimal digits of a SHA-256. The number behind `hornbook` is raised
when the meaning of a word changes.
"""

import json
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from hornbook.answers.answer import Answer, Asked
from hornbook.book.rule_texts import keep_rule_text, rule_list
from hornbook.errors import QuestionError
from hornbook.render.json import json_value
from hornbook.render.sheet import Stream
from hornbook.standards.standard import Validity
from hornbook.terms import Day, day
from hornbook.text import Listing, Message, Money, Share, Text, message

FORMAT = "hornbook:1"
DIGITS = 12
"""How many digits of a digest a citation has."""
MOST_ROWS = 20_000
"""Longer answers, which are written row by row, are cited without a digest."""
NAMED_RULES = 5
"""More rules than these are cited together, by their count and one digest."""

_SAFE = "-._:@/,=+"
_DIGEST = re.compile(f"[0-9a-f]{{{DIGITS}}}")
_QUESTION = re.compile("[a-z]+(/[a-z]+)?")
OWN = ("day", "known", "known-set", "book", "simulated", "rule", "own", "library", "validity", "answer", "with")
"""The words of a citation that are no option of a command."""


@dataclass(frozen=True, slots=True)
class Cited:
    """A rule or a book in a citation: what names it, and the first digits of its digest."""

    name: str
    digest: str

    def __str__(self) -> str:
        return f"{self.name}@{self.digest}"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionCitation:
    """What an answer follows from, in the words of the command line."""

    question: str
    """The command; `scout/rank` for one of a group."""
    day: Day | None = None
    known: Day | None = None
    known_set: bool = False
    """Whether somebody chose by which day facts had to be known; else each day that is asked is seen as known then."""
    book: Cited | None = None
    """The book by its version."""
    simulated: bool = False
    rules: tuple[Cited, ...] = ()
    """Each rule by the id of its standard."""
    own: tuple[Cited, ...] = ()
    """Each file of the asker's own by its path as it was written, with the digest of the rule that it held."""
    all_rules: Cited | None = None
    """Many rules by their count."""
    validity: str = ""
    """`unknown` where the text of a rule was read without a date."""
    options: tuple[tuple[str, str], ...] = ()
    """The other options and arguments of the command, in its order; `yes` where an option is set."""
    answer: str = ""
    """Of the answer's figures; empty where an answer is too long to be held."""
    hornbook: str = ""

    def __str__(self) -> str:
        words: list[tuple[str, Any]] = [
            ("day", self.day), ("known", self.known), ("known-set", "yes" * self.known_set),
            ("book", self.book), ("simulated", "yes" * self.simulated), *(("rule", rule) for rule in self.rules),
            *(("own", file) for file in self.own), ("library", self.all_rules), ("validity", self.validity),
            *self.options, ("answer", self.answer), ("with", self.hornbook),
        ]  # fmt: skip
        written = [f"{name}={_written(str(value))}" for name, value in words if value not in (None, "")]
        return " ".join([FORMAT, self.question, *written])


def cited_answer(
    asked: Asked, question: str, options: Iterable[tuple[str, str]], answer: Answer | None = None
) -> QuestionCitation:
    """The citation of an answer to a question, with the digest of its figures where the answer is given."""
    digests = digests_asked(asked)
    rules = tuple(Cited(name, digest[:DIGITS]) for name, digest in digests)
    own = dict.fromkeys(Cited(rule.own_file, rule.sha256[:DIGITS]) for rule in asked.rules if rule.own_file)
    many = len(rules) > NAMED_RULES
    book = (
        Cited(str(asked.book_version), (asked.book_digest or "")[:DIGITS]) if asked.book_version is not None else None
    )
    return QuestionCitation(
        question=question,
        day=asked.day,
        known=asked.known,
        known_set=not asked.known_by_default,
        book=book,
        simulated=asked.simulated,
        rules=() if many else rules,
        own=tuple(own),
        all_rules=rules_digest(digests) if many else None,
        validity="unknown" if any(rule.validity == Validity.UNKNOWN for rule in asked.rules) else "",
        options=tuple(options),
        answer=answer_digest(answer) if answer else "",
        hornbook=asked.hornbook,
    )


def rules_asked(asked: Asked) -> dict[tuple[str, str], str]:
    """The texts of the rules that were asked, by their ids and digests."""
    return {(rule.id, rule.sha256): rule.text for rule in asked.rules}


def keep_rules(book: Path, texts: Mapping[tuple[str, str], str]) -> None:
    """Keep the texts of rules with a book; of many the list too, whose digest a citation holds."""
    for text in texts.values():
        keep_rule_text(book, text)
    if len(texts) > NAMED_RULES:
        keep_rule_text(book, rule_list(list(texts)))


def digests_asked(asked: Asked) -> list[tuple[str, str]]:
    """The rules that were asked by their ids and digests, each once."""
    return list(rules_asked(asked))


def rules_digest(digests: Collection[tuple[str, str]]) -> Cited:
    """Many rules as one: their count, and a digest over the ids and digests of them all."""
    return Cited(str(len(digests)), sha256(rule_list(digests).encode()).hexdigest()[:DIGITS])


def read_citation(text: str) -> QuestionCitation:
    """A citation as it was written; QuestionError says which word is not of one."""
    form, _, rest = text.strip().partition(" ")
    question, *words = rest.split() or [""]
    if form != FORMAT or not _QUESTION.fullmatch(question):
        raise QuestionError(message("This is no citation: it begins with '{form}' and a question.", form=FORMAT))
    own: dict[str, str] = {}
    rules: list[Cited] = []
    files: list[Cited] = []
    options: list[tuple[str, str]] = []
    for word in words:
        name, mark, raw = word.partition("=")
        value = unquote(raw)
        if not mark or not value or (name in own and name in OWN):
            raise _no_word(word)
        if name == "rule":
            rules.append(_named(word, value))
        elif name == "own":
            files.append(_named(word, value))
        elif name in OWN:
            own[name] = value
        else:
            options.append((name, value))
    return QuestionCitation(
        question=question,
        day=day(own["day"]) if "day" in own else None,
        known=day(own["known"]) if "known" in own else None,
        known_set="known-set" in own,
        book=_named("book=" + own["book"], own["book"]) if "book" in own else None,
        simulated="simulated" in own,
        rules=tuple(rules),
        own=tuple(files),
        validity=own.get("validity", ""),
        all_rules=_named("library=" + own["library"], own["library"]) if "library" in own else None,
        options=tuple(options),
        answer=own.get("answer", ""),
        hornbook=own.get("with", ""),
    )


def _named(word: str, value: str) -> Cited:
    name, mark, digest = value.rpartition("@")
    if not mark or not name or not _DIGEST.fullmatch(digest):
        raise _no_word(word)
    return Cited(name, digest)


def _no_word(word: str) -> QuestionError:
    return QuestionError(message("'{word}' is no word of a citation; was it copied whole?", word=word[:60]))


def _written(value: str) -> str:
    """A value without spaces, quotes or signs that a shell reads; letters of every language stand as they are."""
    return "".join(letter if letter.isalnum() else quote(letter, safe=_SAFE) for letter in value).replace("~", "%7E")


# ---- the figures of an answer


class _TooLongError(Exception):
    """The answer has more than MOST_ROWS rows, so no digest is taken of it."""


def answer_digest(answer: Answer) -> str:
    """The first digits of the SHA-256 of an answer's figures, days, names and codes; empty for too many rows.

    Sentences count by the values that stand in them, so that a better wording changes no digest.
    """
    content = {field.name: getattr(answer, field.name) for field in fields(answer) if field.repr}
    content.pop("asked")
    try:
        plain = _plain(content)
    except _TooLongError:
        return ""
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True)
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:DIGITS]


def _plain(value: Any) -> Any:
    match value:
        case Text():
            return None
        case Message():
            return [_plain(inner) for _, inner in value.values]
        case Listing():
            return [_plain(inner) for inner in value.items]
        case Money():
            return [_plain(value.amount), value.currency]
        case Share():
            return value.value
        case Stream():
            if len(value) > MOST_ROWS:
                raise _TooLongError
            return [_plain(row) for row in value]
        case Decimal() | date():
            return str(json_value(value))
        case Mapping():
            return {str(key): _plain(inner) for key, inner in value.items()}
        case _ if is_dataclass(value) and not isinstance(value, type):
            return {field.name: _plain(getattr(value, field.name)) for field in fields(value) if field.repr}
        case set() | frozenset():
            return sorted(str(_plain(inner)) for inner in value)
        case list() | tuple():
            return [_plain(inner) for inner in value]
    return json_value(value)
