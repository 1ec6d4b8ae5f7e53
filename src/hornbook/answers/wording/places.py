"""Where a rule applies and where a company is, in words."""

from collections.abc import Sequence

from hornbook.book.view import Told
from hornbook.lang import bound
from hornbook.lang.answer import Reply
from hornbook.standards.jurisdiction import jurisdiction
from hornbook.text import Message, Phrase, Text, listing, message


def place_text(word: str) -> Text:
    """A country, province or city in both languages; another word as it stands."""
    known = jurisdiction(word)
    return known.name if known else Text(word, word)


def asks_place(condition: bound.Condition) -> bool:
    """Whether a comparison asks where a company is."""
    return isinstance(condition, bound.BoundMember) and condition.of.name == "place" and not condition.out


def place_phrase(said: Reply, facts: Sequence[Told] = ()) -> Message:
    """Where the rule applies, and where the company is by its facts."""
    condition = said.condition
    assert isinstance(condition, bound.BoundMember)
    asked: Phrase = listing((place_text(word) for word in condition.words), "and")
    stated = facts[-1].says if facts else {}
    own = next((str(stated[name]) for name in ("city", "region", "country") if name in stated), None)
    if said.left is not None and said.answer is not None:
        own = own if said.answer and own else str(said.left.low)
    if own is None:
        return message("applies in {asked}; where this company is based is not known", asked=asked)
    if said.answer is None:
        return message("applies in {asked}; whether {place} belongs to it is not known", asked=asked, place=own)
    return message("applies in {asked}; this company is in {place}", asked=asked, place=place_text(own))
