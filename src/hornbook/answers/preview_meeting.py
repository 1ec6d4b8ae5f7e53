"""Which companies of previewed files a book has already, and which bear the name of another one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pyarrow as pa

from hornbook.book.book import Book
from hornbook.book.identity import FOREVER
from hornbook.book.law import latest_statements
from hornbook.kinds import Named
from hornbook.text import Message, message


@dataclass(frozen=True, slots=True, kw_only=True)
class BookMeeting:
    """How the companies of previewed files stand to those of a book."""

    companies: int
    """Companies of the files."""
    known: int
    """Those that the book has already: an import adds facts to them."""
    same_name: int
    """Others whose name a company of the book bears, capitals or not; the linkage finds which are one company."""


def book_meeting(book: Book, names: Mapping[str, Iterable[str]]) -> BookMeeting:
    """Compare companies, each by its subject and with the names that files give it, with those of a book."""
    pairs = [(subject, name.lower()) for subject, given in names.items() for name in given]
    previewed = book.engine.put(
        "previewed_names",
        pa.table(
            {
                "its_subject": pa.array([subject for subject, _ in pairs], pa.string()),
                "its_name": pa.array([name for _, name in pairs], pa.string()),
            }
        ),
    )
    rows = latest_statements(book, Named, FOREVER)
    rows = rows.select("subject", its_name=rows.name.lower()).distinct()
    known = set(book.engine.arrow(rows.select("subject").distinct())["subject"].to_pylist()) & set(names)
    met = rows.inner_join(previewed, "its_name")
    met = met.filter(met.subject != met.its_subject).select("its_subject").distinct()
    same = set(book.engine.arrow(met)["its_subject"].to_pylist()) - known
    return BookMeeting(companies=len(names), known=len(known), same_name=len(same))


def meeting_message(meeting: BookMeeting) -> Message:
    """The same in a sentence."""
    return message(
        "Companies: {companies:,}. The book has {known:,} of them already; {same:,} others bear the name of a company"
        " of the book, and hornbook link finds which are one company.",
        companies=meeting.companies,
        known=meeting.known,
        same=meeting.same_name,
    )
