"""The list of the scout that a matching uses: what it is, and the place of each company in it."""

from dataclasses import dataclass

from hornbook.answers.saved_list import SavedList, is_of_book
from hornbook.book.store import Store
from hornbook.book.view import View
from hornbook.errors import QuestionError
from hornbook.support.match import ScoutPlaces
from hornbook.terms import Day
from hornbook.text import message


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedList:
    """A list that `scout rank --json` wrote, whose places were counted."""

    day: Day
    known: Day
    model: str
    """The digest of its model."""
    companies: int
    same_book: bool
    """Whether it was made from this book; the places of another book's list are of other companies."""

    @classmethod
    def of(cls, saved: SavedList, book: Store) -> "UsedList":
        """What an answer says of a list."""
        own = is_of_book(saved, book)
        return cls(day=saved.day, known=saved.known, model=saved.model, companies=len(saved.companies), same_book=own)


def scout_places(view: View, of: SavedList) -> ScoutPlaces:
    """The places of a list by the companies of a view; QuestionError where the list knows more than the view."""
    if of.day > view.day or of.known > view.known:
        raise QuestionError(
            message(
                "The list is of {day}, as known on {known}: it looks ahead of {asked}. Rank as of that day first.",
                day=of.day,
                known=of.known,
                asked=min(view.day, view.known),
            )
        )
    ranks: dict[str, int] = {}
    for n, place in enumerate(of.companies, 1):
        ranks.setdefault(view.identity.company(place.company, view.known), n)
    return ScoutPlaces(ranks, len(of.companies))
