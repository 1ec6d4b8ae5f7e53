"""What a person states carries the book's version on which it was written: of one day the later word stands.

The version stands at the end of the statement's `place`. Statements of files have none, and nothing changes for them.
"""

import re
from dataclasses import dataclass
from datetime import date

import ibis
import ibis.expr.types as ir

from hornbook.terms import Day

PEOPLE = "people"
"""The word under which decisions of persons stand."""

_MARK = "book version "
_WRITTEN = rf"{_MARK}([0-9]+)$"
_HAND = "by hand on "
_ON = rf"{_HAND}[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}"
_WORDS = re.compile(
    rf"(?:(?P<before>.*?); )??{_HAND}(?P<on>\d{{4}}-\d\d-\d\d)(?: by (?P<by>.*?))?: “(?P<because>.*)”, {_WRITTEN}"
)


@dataclass(frozen=True, slots=True)
class HandPlace:
    """Who wrote a statement by hand, when, and why."""

    on: Day
    """The day of writing."""
    by: str | None
    because: str
    version: int
    """The book's version on which it was written."""
    before: str | None = None
    """The place of the fact, where it was withdrawn and is believed again."""


def written_by_hand(what: str, version: int) -> str:
    """The place of a hand-made statement: "a person's decision, book version 12"."""
    return f"{what}, {_MARK}{version}"


def hand_place(place: HandPlace) -> str:
    """The place of a statement with its reason: "by hand on 2026-11-30 by NAME: “WHY”, book version 12"."""
    by = (place.by or "").replace("“", "'")  # which tells the reason from the name
    who = f" by {by}" if by else ""
    before = f"{place.before}; " if place.before else ""
    return written_by_hand(f"{before}{_HAND}{place.on}{who}: “{place.because}”", place.version)


def hand_place_of(place: str) -> HandPlace | None:
    """Who wrote a statement by hand, and why, as its place says it; none for a place in a file."""
    found = _WORDS.fullmatch(place)
    if not found:
        return None
    on, by, because = date.fromisoformat(found["on"]), found["by"], found["because"]
    return HandPlace(on, by, because, int(found[found.lastindex or 0]), found["before"])


def without_version(place: str) -> str:
    """A place without the version of the book at its end."""
    return re.sub(rf", {_WRITTEN}", "", place)


def version_written(rows: ir.Table) -> ir.Value:
    """On which version of the book a statement was written by hand; -1 where none is said.

    A person may also withdraw what a file says: such a statement stands under the file's source.
    """
    people = rows.place.re_extract(_WRITTEN, 1).nullif("").cast("int64")
    others = rows.place.re_extract(rf"{_ON}.*, {_WRITTEN}", 1).nullif("").cast("int64")
    found = ibis.cases((rows.source == PEOPLE, people), (rows.place.contains(_HAND), others), else_=None)
    return ibis.coalesce(found, -1)
