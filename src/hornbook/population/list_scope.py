"""What a published list is about, found from its own members: places, field, days, and the smallest value on it.

None of it is the list's own rule, so all of it is said with "about".
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

import pyarrow as pa

from hornbook.book.view import View
from hornbook.indicators.profile import profile
from hornbook.kinds import Certified, Valuation
from hornbook.terms import Bound, Day

GREATER_CHINA = frozenset({"CHN", "HKG", "MAC", "TWN"})
FEWEST = 3
"""Of so few members the place is asked; a place of several countries needs ten for each."""
_STRAYS = 50
"""One member of so many may be elsewhere: records are joined wrongly, seats are moved."""
_NAMED = ("country", "sector", "listed", "acquired", "closed")


class ListedValue(NamedTuple):
    """One valuation of a company."""

    source: str
    valid: Day
    usd: Decimal
    bound: str


@dataclass(frozen=True, slots=True)
class CompanyFacts:
    """What is known of a company that a list may or may not name."""

    country: str | None
    sector: str | None
    fates: Mapping[str, Day]
    """Listed, Acquired and Closed, each with its day."""
    values: tuple[ListedValue, ...]
    """By day."""

    def value_by(self, sources: Iterable[str]) -> ListedValue | None:
        """The latest valuation by one of these sources."""
        mine = [each for each in self.values if each.source in set(sources)]
        return mine[-1] if mine else None


@dataclass(frozen=True, slots=True)
class ListScope:
    """What a list is about, as its members show, and when it named whom."""

    maker: str
    status: str | None
    sources: frozenset[str]
    editions: tuple[Day, ...]
    """The days on which an edition was made, in order."""
    named: Mapping[str, tuple[Day, ...]]
    """The days on which each company was named."""
    members: int
    countries: frozenset[str]
    """All members are there; empty where they are in many countries."""
    sector: str | None
    """All members are in this field."""
    line: Decimal | None
    """The smallest value, in US dollars, that the list itself gives a member."""
    private: bool
    """Whether no member has listed, been bought or closed."""

    @property
    def day(self) -> Day | None:
        """The day of the newest edition."""
        return self.editions[-1] if self.editions else None


def company_facts(view: View, subjects: Sequence[str]) -> dict[str, CompanyFacts]:
    """What is known of companies: country, field, fates and valuations."""
    some = view.engine.put("list_subjects", pa.table({"subject": pa.array(list(subjects), pa.string())}))
    rows = profile(view, _NAMED).semi_join(some, "subject")
    told = view.money(Valuation, ["subject", "source", "valid", "known", "id", "bound"])
    valued = view.engine.arrow(told.semi_join(some, "subject")).to_pylist()
    values: dict[str, list[ListedValue]] = {}
    for row in sorted(valued, key=lambda row: (row["valid"], row["known"], row["id"])):
        if row["usd"] is not None:
            own = ListedValue(row["source"], row["valid"], row["usd"], row["bound"])
            values.setdefault(row["subject"], []).append(own)
    return {
        row["subject"]: CompanyFacts(row["country"], row["sector"], _fates(row), tuple(values.get(row["subject"], ())))
        for row in view.engine.arrow(rows).to_pylist()
    }


def _fates(row: Mapping[str, Any]) -> dict[str, Day]:
    return {kind: row[name] for kind, name in FATES.items() if row[name] is not None}


FATES = {"Listed": "listed", "Acquired": "acquired", "Closed": "closed"}


def list_scope(view: View, maker: str, members: Sequence[str], facts: Mapping[str, CompanyFacts]) -> ListScope:
    """What a maker's list is about, given its members on the day of the view."""
    certified = view.facts(Certified, ["subject", "source", "known", "status", "by"])
    rows = view.engine.arrow(certified.filter(certified.by == maker)).to_pylist()
    named: dict[str, set[Day]] = {}
    for row in rows:
        named.setdefault(row["subject"], set()).add(row["known"])
    sources = frozenset(row["source"] for row in rows)
    known = [facts[member] for member in members if member in facts]
    values = [found.usd for each in known if (found := each.value_by(sources)) and found.bound != Bound.AT_MOST.value]
    statuses = {row["status"] for row in rows}
    return ListScope(
        maker=maker,
        status=next(iter(statuses)) if len(statuses) == 1 else None,
        sources=sources,
        editions=tuple(sorted({row["known"] for row in rows})),
        named={subject: tuple(sorted(days)) for subject, days in named.items()},
        members=len(members),
        countries=common_countries([each.country for each in known if each.country]),
        sector=_common_sector([each.sector for each in known if each.sector]),
        line=min(values, default=None),
        private=len(known) >= FEWEST and sum(bool(each.fates) for each in known) <= len(known) // _STRAYS,
    )


def common_countries(found: Sequence[str]) -> frozenset[str]:
    """The few countries in which all but strays are; empty where they are in many, or too few are known."""
    counts = Counter(found)
    ways: list[tuple[frozenset[str], int]] = [(frozenset({name}), FEWEST) for name, _ in counts.most_common(1)]
    ways.append((GREATER_CHINA, FEWEST))
    ways += [(frozenset(name for name, _ in counts.most_common(n)), 10 * n) for n in (2, 3)]
    for places, fewest in ways:
        inside = sum(counts[name] for name in places)
        if len(found) >= fewest and len(found) - inside <= len(found) // _STRAYS:
            return places
    return frozenset()


def _common_sector(found: Sequence[str]) -> str | None:
    counts = Counter(found)
    for name, n in counts.most_common(1):
        if len(found) >= 10 and len(found) - n <= len(found) // _STRAYS:
            return name
    return None
