"""From one day to another: who entered a tier and who left it, and why; entries and exits add up exactly."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

import pyarrow as pa

from hornbook.book.view import View
from hornbook.kinds import KINDS
from hornbook.lang import bound
from hornbook.lang.answer import Reply, Values, reply
from hornbook.lang.days import moved
from hornbook.lang.filter import Filter
from hornbook.population.count import Company, yes
from hornbook.population.crossed import crossed
from hornbook.population.joined import Joined
from hornbook.population.reasons import FATES
from hornbook.population.verdicts import Under
from hornbook.standards.ask import Rule, rule
from hornbook.standards.judge import favourable, needed, values
from hornbook.terms import Bound, Day


class Crossing(NamedTuple):
    """A company that entered or left, and why."""

    company: Company
    reason: str
    """A key of `reasons.REASONS`."""
    clause: str
    """The clause that decided; empty where the rule itself changed or the company is new."""
    value_before: Decimal | None
    value_after: Decimal | None
    limits: tuple[Bound, Bound] = (Bound.EXACT, Bound.EXACT)
    """Whether each value is the figure itself or only a limit on it."""
    joined: Day | None = None
    """The day from which on its records are one company, where they were joined between the two days."""


@dataclass(frozen=True, slots=True, repr=False)
class Flow:
    """before + enters - leaves = after, company by company."""

    first: Day
    last: Day
    rule: Rule
    before: int
    after: int
    enters: tuple[Crossing, ...]
    leaves: tuple[Crossing, ...]

    def __repr__(self) -> str:
        sums = f"{self.before:,} + {len(self.enters):,} - {len(self.leaves):,} = {self.after:,}"
        return f"<Flow: {self.rule.standard.id}, {self.first} to {self.last}: {sums}>"

    def reasons(self, moves: Iterable[Crossing]) -> dict[str, int]:
        """How many moved for each reason, most first."""
        found: dict[str, int] = {}
        for move in moves:
            found[move.reason] = found.get(move.reason, 0) + 1
        return dict(sorted(found.items(), key=lambda each: (-each[1], each[0])))


def flow(
    earlier: View, later: View, *, under: Under = None, where: Filter | None = None, on_facts: bool = False
) -> Flow:
    """Who is a yes on one of two days only, each with the clause that decided.

    With `where` only companies within that filter are counted; it is asked on each day. With `on_facts`, what only a
    person can judge is taken in the companies' favour.
    """
    old, new = (yes(view, under, where=where, on_facts=on_facts) for view in (earlier, later))
    change = crossed(old, new, later)
    moved = {company.subject for company in (*change.entering, *change.leaving)}
    sides = _Sides(earlier, later, under, moved, change.renamed, where=where, on_facts=on_facts)
    return Flow(
        earlier.day,
        later.day,
        rule(under, later.day),
        change.before,
        change.after,
        tuple(sides.move(company, entered=True) for company in change.entering),
        tuple(sides.move(company, entered=False) for company in change.leaving),
    )


class _Sides:
    """What is known on both days of the companies that moved."""

    def __init__(
        self,
        earlier: View,
        later: View,
        under: Under,
        moved: set[str],
        renamed: Mapping[str, str] | None = None,
        *,
        where: Filter | None = None,
        on_facts: bool = False,
    ) -> None:
        self.joined = Joined(earlier, later)
        was = {each: before[0] for each in moved if each not in (before := self.joined.before(each)) and before}
        was |= renamed or {}
        self.earlier, self.later = earlier, later
        self.old, self.new = rule(under, earlier.day), rule(under, later.day)
        if on_facts:
            self.old, self.new = favourable(self.old), favourable(self.new)
        self.where = where
        self.worth = bound.BoundCompare(self.new.edition.value, ">=", self.new.edition.value, "")
        inputs = needed([self.old.tier.condition, self.new.tier.condition, self.worth])
        old = values(earlier, inputs, {was.get(each, each) for each in moved}) if moved else {}
        self.before = {each: old[was.get(each, each)] for each in moved if was.get(each, each) in old}
        self.after = values(later, inputs, moved) if moved else {}
        self.moved = moved
        self._gone: dict[str, set[str]] = {}

    def move(self, company: Company, *, entered: bool) -> Crossing:
        before, after = self.before.get(company.subject), self.after.get(company.subject)
        reason, clause = self._why(company.subject, before, after, entered=entered)
        limits = self._limit(before), self._limit(after)
        on = self.joined.on(company.subject) if reason == "joined" else None
        return Crossing(company, reason, clause, self._worth(before), self._worth(after), limits, on)

    def _limit(self, known: Values | None) -> Bound:
        """Whether a value is the figure itself or only a limit on it."""
        if known is None or (found := known[self.new.edition.value.low, self.new.edition.value.high]).exact:
            return Bound.EXACT
        if found.low is None:
            return Bound.EXACT if found.high is None else Bound.AT_MOST
        return Bound.AT_LEAST

    def _worth(self, known: Values | None) -> Decimal | None:
        if known is None:
            return None
        found = known[self.new.edition.value.low, self.new.edition.value.high]
        value = found.low if found.low is not None else found.high
        return value if isinstance(value, Decimal) else None

    def _why(self, subject: str, before: Values | None, after: Values | None, *, entered: bool) -> tuple[str, str]:
        if entered and self.earlier.identity.company(subject, self.earlier.known) != subject:
            return "parted", ""
        if before is None:
            return "known anew", ""
        if after is None:
            merged = self.later.identity.company(subject, self.later.known) != subject
            return ("merged" if merged else "withdrawn"), ""
        if self.where and self._qualifies(before if entered else after, entered=entered):
            return ("filter in" if entered else "filter out"), ""
        if self.old.edition is not self.new.edition:
            still = reply(self.old.tier.condition, after, self.later.day).answer
            if (still is True) is not entered:
                return "rule changed", ""
        sides = (before, self.earlier.day), (after, self.later.day)
        lacking, held = sides if entered else reversed(sides)
        name, said, same = _deciding(self.old, lacking, held)
        kind = _kind(said.condition)
        if kind and self.joined.on(subject) and not self.joined.new_facts(subject, kind):
            return "joined", name
        if not entered:
            return self._exit(said, subject, same=same), name
        settled = kind == "Valuation" and said.answer is None and self._worth(before) is not None
        return ("settled" if settled else _entry(said, same=same)), name

    def _qualifies(self, known: Values, *, entered: bool) -> bool:
        """Whether the rule was a yes on the day on which the company is not counted: then the filter kept it out."""
        asked, day = (self.old, self.earlier.day) if entered else (self.new, self.later.day)
        return reply(asked.tier.condition, known, day).answer is True

    def _exit(self, said: Reply, subject: str, *, same: bool) -> str:
        kind = _kind(said.condition)
        if said.answer is False:
            if kind == "Founded" and not same:
                return "told"
            first = self.earlier.day
            if kind in FATES and first < self.later.day and self.joined.happened_by(subject, kind, first):
                return "learnt late"
            words = {"Listed": "listed", "Acquired": "acquired", "Closed": "closed", "Founded": "aged out"}
            more = {"Valuation": "devalued", "Decision": "judged", "Registered": "moved"}
            return (words | more).get(kind, "other")
        if kind in ("Valuation", *FATES) and subject in self._lapsed():
            return "lapsed"
        if kind and subject in self._changed(kind, gone=True):
            return "withdrawn"
        if kind == "Decision":
            return "judged"
        if kind and subject in self._changed(kind, gone=False):
            return "unsettled"
        return "may have aged out" if kind == "Founded" else "out of date"

    def _lapsed(self) -> set[str]:
        """Of the companies that moved, those that the newest edition of their list left out."""
        if "lapsed" not in self._gone:
            from hornbook.indicators.profile import profile

            rows = profile(self.later, ["lapsed"])
            found = self.later.engine.arrow(_among(self.later, rows.filter(rows.lapsed), self.moved))
            self._gone["lapsed"] = set(found["subject"].to_pylist())
        return self._gone["lapsed"]

    def _changed(self, kind: str, *, gone: bool) -> set[str]:
        """Of the companies that moved, those of which a fact that counted no longer counts, or a new one does."""
        key = f"{kind} {gone}"
        if key not in self._gone:
            seen = []
            for view in (self.earlier, self.later):
                rows = view.facts(KINDS[kind], ["subject", "id"])
                seen.append(view.engine.arrow(_among(view, rows, self.moved)).to_pylist())
            then, now = ({(row["subject"], row["id"]) for row in rows} for rows in seen)
            self._gone[key] = {subject for subject, _ in (then - now if gone else now - then)}
        return self._gone[key]


def _among(view: View, rows: Any, subjects: set[str]) -> Any:
    some = view.engine.put("moved", pa.table({"subject": pa.array(sorted(subjects), pa.string())}))
    return rows.semi_join(some, "subject")


Known = tuple[Values, Day]


def _deciding(ruling: Rule, lacking: Known, held: Known) -> tuple[str, Reply, bool]:
    """The clause that one side lacks and the other has, its reply where it lacks, and whether its facts are the same.

    A no goes before an unknown, a valuation before other unknowns, then the order of the tier; where no clause
    changed so, the first that is lacking.
    """
    found = []
    for clause in ruling.tier.every:
        said = reply(clause.condition, *lacking)
        other = reply(clause.condition, *held)
        if said.answer is not True:
            same = all(
                moved(each, lacking[0][each.low, each.high], lacking[1], held[1]) == held[0][each.low, each.high]
                for each in bound.inputs_of(clause.condition)
            )
            unlike = said.answer is None and _kind(clause.condition) != "Valuation"
            found.append((other.answer is not True, said.answer is None, unlike, clause.id, said, same))
    if not found:
        clause = ruling.tier.every[0]
        return "", reply(clause.condition, *lacking), False
    *_, name, said, same = min(found, key=lambda each: each[:3])
    return name, said, same


def _kind(condition: bound.Condition) -> str:
    kinds = {kind.__name__ for each in bound.inputs_of(condition) for kind in each.kinds}
    return kinds.pop() if len(kinds) == 1 else ""


def _entry(said: Reply, *, same: bool) -> str:
    kind, was = _kind(said.condition), said.answer
    if kind == "Valuation":
        return "valued" if was is None else "value rose"
    if kind in FATES:
        return "vouched for" if was is None else "withdrawn"
    if kind == "Founded":
        return "of age" if same else "told"
    if kind == "Registered":
        return "told" if was is None else "moved"
    return {"Round": "funded", "Decision": "judged"}.get(kind, "other")
