"""Names while a reader types: the names of a view, read once and then looked through for each letter."""

from collections import OrderedDict
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from hornbook.book.view import View
from hornbook.kinds import Named
from hornbook.terms import Day

SHOWN = 8
"""How many companies are suggested."""
VIEWS = 2
"""Of how many views the names are held."""


@dataclass(frozen=True, slots=True)
class SuggestedCompany:
    """A company and the name of it in which the letters stand."""

    subject: str
    name: str


class NameIndex:
    """The names that companies have or had, by version of the book and day. For one thread at a time."""

    def __init__(self) -> None:
        self._held: OrderedDict[tuple[int, Day, Day], pa.Table] = OrderedDict()

    def suggested(self, view: View, text: str) -> list[SuggestedCompany]:
        """The companies with a name that contains the text, capitals or not; those that begin with it first."""
        wanted = text.strip().lower()
        if not wanted:
            return []
        names = self._names(view)
        begins = names.filter(pc.starts_with(names["folded"], wanted))
        inside = names.filter(pc.match_substring(names["folded"], wanted))
        best: dict[str, str] = {}
        for rows in (begins, inside):
            for row in rows.sort_by([("name", "ascending"), ("subject", "ascending")]).slice(0, 4 * SHOWN).to_pylist():
                best.setdefault(row["subject"], row["name"])
        return [SuggestedCompany(subject, name) for subject, name in list(best.items())[:SHOWN]]

    def _names(self, view: View) -> pa.Table:
        key = view.book.version, view.day, view.known
        if key not in self._held:
            facts = view.facts(Named, ["subject", "name"])
            table = view.engine.arrow(facts.select("subject", "name").distinct())
            self._held[key] = table.append_column("folded", pc.utf8_lower(table["name"]))
            while len(self._held) > VIEWS:
                self._held.popitem(last=False)
        self._held.move_to_end(key)
        return self._held[key]
