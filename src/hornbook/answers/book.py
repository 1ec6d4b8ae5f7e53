"""Whether a book holds simulated facts; stays until the last page that is not yet an answer asks it."""

from hornbook.book.view import View


def simulated(view: View) -> bool:
    """Whether the book holds simulated facts."""
    return any(b.simulated for b in view.book.batches)
