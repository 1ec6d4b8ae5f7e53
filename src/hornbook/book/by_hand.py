"""What a person states carries the book's version on which it was written: of one day the later word stands.

The version stands at the end of the statement's `place`. Statements of files have none, and nothing changes for them.
"""

import re

import ibis
import ibis.expr.types as ir

PEOPLE = "people"
"""The word under which decisions of persons stand."""

_MARK = "book version "
_WRITTEN = rf"{_MARK}([0-9]+)$"


def written_by_hand(what: str, version: int) -> str:
    """The place of a hand-made statement: "a person's decision, book version 12"."""
    return f"{what}, {_MARK}{version}"


def without_version(place: str) -> str:
    """A place without the version of the book at its end."""
    return re.sub(rf", {_WRITTEN}", "", place)


def version_written(rows: ir.Table) -> ir.Value:
    """On which version of the book a statement was written by hand; -1 where none is said."""
    digits = rows.place.re_extract(_WRITTEN, 1).nullif("").cast("int64")
    return ibis.ifelse(rows.source == PEOPLE, ibis.coalesce(digits, -1), -1)
