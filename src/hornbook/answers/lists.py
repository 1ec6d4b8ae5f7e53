"""What old answers carry, until conflicts and quality are answers of their own."""

from typing import Any

from hornbook.answers.book import simulated
from hornbook.book.view import View


def asked(view: View) -> dict[str, Any]:
    """The days, the book's version, and whether it is a simulated one."""
    return {
        "day": view.day,
        "known": view.known,
        "book_version": view.book.version,
        "simulated": simulated(view),
    }
