"""The columns by which every row of a file says what it follows from: the days, the book, and whether it is real."""

from hornbook.answers.answer import Asked
from hornbook.render.sheet import Column, Kind
from hornbook.text import message

ASKED_COLUMNS = (
    Column("day", message("as of"), Kind.DAY, page=False),
    Column("known", message("as known on"), Kind.DAY, page=False),
    Column("book_version", message("book version"), Kind.CODE, page=False),
    Column("simulated", message("simulated region"), Kind.YES, page=False),
)
"""They stand last in a file; a page says it once, at its head."""


def asked_cells(asked: Asked) -> dict[str, object]:
    """What was asked as cells of a row."""
    return {
        "day": asked.day,
        "known": asked.known,
        "book_version": asked.book_version,
        "simulated": asked.simulated,
    }
