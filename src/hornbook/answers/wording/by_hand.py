"""Where a fact is written, in words: a place in a file as it is, a person's word with who said it and why."""

from hornbook.book.by_hand import hand_place_of
from hornbook.terms import Day
from hornbook.text import Phrase, Value, listing, message


def written_phrase(place: str) -> Phrase:
    """The place of a fact; of a hand-made statement who wrote it, when and why."""
    hand = hand_place_of(place)
    if hand is None:
        return place
    fields: dict[str, Value] = {"on": _day(hand.on), "because": hand.because, "version": str(hand.version)}
    said: Phrase = message("by hand on {on}: “{because}”, book version {version}", **fields)
    if hand.by:
        said = message("by hand on {on} by {by}: “{because}”, book version {version}", by=hand.by, **fields)
    return listing([hand.before, said], ";") if hand.before else said


def _day(day: Day) -> str:
    return day.isoformat()
