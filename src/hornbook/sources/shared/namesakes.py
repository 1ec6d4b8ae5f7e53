"""Companies of one name in different editions of one list: whose ids are names, so that two could be taken for one.

A row is another company than the record that has its subject where at least two of country, join day and investors
differ and no investor is common. It then gets its country behind its subject (larch-pay-est), or its join day.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from hornbook.formats.cells import slug
from hornbook.kinds import Fact, Named, Registered, Round
from hornbook.sources.source import Entry, Row
from hornbook.terms import Day
from hornbook.text import message

NEAR = 62
"""Days: a join day that a newer edition corrects moves by no more."""


@dataclass(slots=True)
class ListedRecord:
    """What a list has said of a record, in all its editions."""

    countries: set[str] = field(default_factory=set)
    joined: set[Day] = field(default_factory=set)
    investors: set[str] = field(default_factory=set)

    def add(self, fact: Fact, recorded: Day) -> None:
        """Take what a fact says; a name that stands since the list's own day tells no join day."""
        if isinstance(fact, Named) and fact.valid != (fact.known or recorded):
            self.joined.add(fact.valid)
        if isinstance(fact, Registered) and fact.country:
            self.countries.add(fact.country)
        if isinstance(fact, Round):
            self.investors |= {name.casefold() for name in fact.investors}


HeldRecords = dict[str, ListedRecord]
"""Records by subject."""


def another_company(held: ListedRecord, row: ListedRecord) -> bool:
    """Whether a row of a record's name speaks of another company."""
    if held.investors & row.investors:
        return False
    moved = min((abs((one - other).days) for one in held.joined for other in row.joined), default=0) > NEAR
    elsewhere = bool(held.countries and row.countries) and not held.countries & row.countries
    strangers = bool(held.investors and row.investors)
    return moved + elsewhere + strangers >= 2


def namesakes_apart(entries: Iterable[Entry], held: HeldRecords, recorded: Day) -> Iterator[Entry]:
    """The entries, each under the subject of its own company; `held` learns what they say."""
    taken: set[str] = set()
    for entry in entries:
        if isinstance(entry, Row) and entry.facts:
            own = _apart(entry, held, recorded, taken)
            taken.add(own.facts[0].subject)
            for fact in own.facts:
                held.setdefault(fact.subject, ListedRecord()).add(fact, recorded)
            yield own
        else:
            yield entry


def _apart(row: Row, held: HeldRecords, recorded: Day, taken: set[str]) -> Row:
    given, said = row.facts[0].subject, ListedRecord()
    for fact in row.facts:
        said.add(fact, recorded)
    names = _subjects(row, said)
    own = next(
        (name for name in names if name in held and name not in taken and not another_company(held[name], said)), None
    )
    if own is None and given not in held:
        return row
    own = own or next((name for name in names if name not in held and name not in taken), given)
    if own == given:
        return row
    note = message(
        "another company of this name is in the book as '{subject}'; this one is '{own}'", subject=given, own=own
    )
    return Row(row.place, tuple(replace(fact, subject=own) for fact in row.facts), (*row.notes, note))


def _subjects(row: Row, said: ListedRecord) -> list[str]:
    """The subjects that a row may have: its name, what its own edition gave it, and its name with more behind it."""
    given = row.facts[0].subject
    source, _, _ = given.partition(":")
    name = next((slug(fact.name) for fact in row.facts if isinstance(fact, Named)), "")
    plain = f"{source}:{name}" if name else given
    more = [*sorted(slug(country) for country in said.countries), *(str(day) for day in sorted(said.joined))]
    return list(dict.fromkeys([plain, given, *(f"{plain}-{word}" for word in more if word)]))
