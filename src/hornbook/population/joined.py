"""What records were joined as one company between two views, and which of its facts were in the book before."""

from hornbook.book.view import View
from hornbook.engine import Engine
from hornbook.kinds import KINDS, Named
from hornbook.terms import Day


class Joined:
    """The companies of a later view by what an earlier one held of their records."""

    def __init__(self, earlier: View, later: View) -> None:
        self._earlier, self._later = earlier, later
        self._here: set[str] | None = None

    def before(self, subject: str) -> list[str]:
        """The companies of the earlier view whose records are this one later, in their order."""
        if not self._later.identity:
            return [subject]
        records = self._later.identity.records(subject, self._later.known)
        found = {self._earlier.identity.company(record, self._earlier.known) for record in records}
        return sorted(found & self._present())

    def on(self, subject: str) -> Day | None:
        """The day from which on several companies of the earlier view are this one; none where none were joined."""
        before = self.before(subject)
        if len(before) < 2:
            return None
        identity, known = self._later.identity, self._later.known
        days = [identity.since((before[0], other), known) for other in before[1:]]
        return max(days)

    def new_facts(self, subject: str, kind: str) -> bool:
        """Whether the later view counts a fact of a kind of this company that the earlier one did not count."""
        old = set().union(*(self._ids(self._earlier, company, kind) for company in self.before(subject)))
        return bool(self._ids(self._later, subject, kind) - old)

    def happened_by(self, subject: str, kind: str, day: Day) -> bool:
        """Whether every fact of a kind of this company had happened by a day."""
        rows = self._later.facts(KINDS[kind], ["subject", "valid"])
        found = self._later.engine.arrow(rows.filter(rows.subject == subject).select("valid"))["valid"].to_pylist()
        return bool(found) and all(valid <= day for valid in found)

    def _ids(self, view: View, subject: str, kind: str) -> set[int]:
        rows = view.facts(KINDS[kind], ["subject", "id"])
        return set(view.engine.arrow(rows.filter(rows.subject == subject).select("id"))["id"].to_pylist())

    def _present(self) -> set[str]:
        if self._here is None:
            rows = self._earlier.facts(Named, ["subject"])
            self._here = set(_column(self._earlier.engine, rows))
        return self._here


def _column(engine: Engine, rows: object) -> list[str]:
    found: list[str] = engine.arrow(rows.distinct())["subject"].to_pylist()  # type: ignore[attr-defined]
    return found
