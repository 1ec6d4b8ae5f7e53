"""An independent reading of the law, the indicators and the census rule: slow, obvious, over plain lists of facts.

Nothing here knows how the book stores or computes anything. Every function follows the sentence that the product
gives its users; where the product and this file differ, one of them is wrong.
"""

import hashlib
import re
from calendar import monthrange
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from hornbook.book.money import usd
from hornbook.kinds import (
    Acquired,
    Affiliation,
    Applied,
    Award,
    Certified,
    Closed,
    Described,
    Fact,
    Figure,
    Founded,
    Granted,
    Headcount,
    Listed,
    Named,
    Paid,
    Patent,
    Registered,
    Revenue,
    RnD,
    Round,
    SameAs,
    Sector,
    Valuation,
    Website,
)
from hornbook.sources.source import Promise
from hornbook.terms import EARLIEST, Bound, Day, Instrument, Payment, Scope

Value = Any
Usd = Callable[[Decimal, str, Day], Decimal | None]


class Said(NamedTuple):
    """A fact with who said it; `known` is filled. Once the law has been read, `fact.subject` is the company."""

    source: str
    fact: Fact
    record: str = ""
    """The subject as the source gave it, where the fact is a company's."""
    echo: bool = False
    """Whether another record of the company tells this round better."""


class Vow(NamedTuple):
    """A promise with who gave it, and in a file of which day."""

    source: str
    recorded: Day
    promise: Promise
    lost: frozenset[tuple[str, type[Fact]]] = frozenset()
    """Of which records its file refused a row, and of which kind. Once the law has been read, they are companies."""

    @property
    def known(self) -> Day:
        """Since when the promise may be relied on."""
        return self.promise.since if self.promise.live else self.recorded

    @property
    def until(self) -> Day:
        """The last day of which it speaks."""
        return self.promise.until or self.recorded


@dataclass(frozen=True)
class Asked:
    """What a question stands on: two days, the promises, and how money becomes dollars."""

    day: Day
    known: Day
    vows: tuple[Vow, ...]
    usd: Usd


# ---------------------------------------------------------------------------------------------------------------- law


def said(source: str, recorded: Day, facts: Iterable[Fact]) -> list[Said]:
    """What a source said in a file: a fact without a known day was known once the file was recorded."""
    return [Said(source, replace(fact, known=fact.known or recorded)) for fact in facts]


def statement(one: Said) -> tuple[str, str, str, str]:
    """What makes two facts versions of one statement."""
    kind = type(one.fact)
    about = [str(getattr(one.fact, column)) for column in kind.key_also]
    return (
        one.source,
        kind.__name__,
        one.record or one.fact.subject,
        one.fact.key or ("" if kind.key_is_kind else "\x1f".join([str(one.fact.valid), *about])),
    )


def _rank(value: Value) -> tuple[bool, Value]:
    """Any value as something that compares; nothing is less than anything."""
    if isinstance(value, tuple):
        value = "\x1f".join(value)
    return value is not None, (0 if value is None else value)


def newness(one: Said) -> tuple[Value, ...]:
    """Which of two versions is the newer: the later known; of a person's the one written on the later version of the
    book; a withdrawal wins a tie, then the content decides."""
    fact = one.fact
    common = {f.name for f in fields(Fact)}
    own = [_rank(getattr(fact, f.name)) for f in fields(fact) if f.name not in common]
    return fact.known, _written(one), fact.withdrawn, fact.valid, *own, str(fact.grade), fact.place


def _written(one: Said) -> int:
    """On which version of the book a person wrote a statement, or took back a file's; -1 where nobody says."""
    by_hand = one.source == "people" or "by hand on " in one.fact.place
    found = re.search(r"book version ([0-9]+)$", one.fact.place) if by_hand else None
    return int(found[1]) if found else -1


def _standing_by(facts: Iterable[Said], known: Day) -> list[Said]:
    """The latest version of each statement by `known`, unless withdrawn."""
    versions: dict[tuple[str, str, str, str], list[Said]] = defaultdict(list)
    for one in facts:
        if one.fact.known is not None and one.fact.known <= known:
            versions[statement(one)].append(one)
    latest = [max(group, key=newness) for group in versions.values()]
    return [one for one in latest if not one.fact.withdrawn]


def visible(facts: Iterable[Said], day: Day, known: Day) -> list[Said]:
    """A fact counts if it was true by `day` and known by `known`, in its latest version by then, unless withdrawn.

    It is told of the company to which its record belongs, as far as that was known.
    """
    stand = _standing_by(facts, known)
    company = companies([one for one in stand if isinstance(one.fact, SameAs)])
    counting = [one for one in stand if one.fact.valid <= day]
    told = [one if isinstance(one.fact, SameAs) else _of_company(one, company) for one in counting]
    everywhere = [_of_company(one, company) for one in stand if isinstance(one.fact, Round)]
    return [one._replace(echo=_echoes(one, everywhere)) for one in told]


def companies(said: list[Said]) -> dict[str, str]:
    """The company of each record: pairs are joined in the order of their evidence, unless that joins two held apart."""
    pairs: dict[frozenset[str], list[Said]] = defaultdict(list)
    for one in said:
        if one.fact.subject != one.fact.other:  # type: ignore[attr-defined]
            pairs[frozenset((one.fact.subject, one.fact.other))].append(one)  # type: ignore[attr-defined]
    decided: dict[frozenset[str], Any] = {pair: max(group, key=_standing).fact for pair, group in pairs.items()}
    apart = [pair for pair, fact in decided.items() if not fact.same]
    groups = [{record} for record in {record for pair in decided for record in pair}]

    def evidence(pair: frozenset[str]) -> tuple[Value, ...]:
        fact = decided[pair]
        sure = 1.0 if fact.probability is None else fact.probability
        return GOODNESS.index(fact.grade), sure, [-ord(c) for word in sorted(pair) for c in word + "!"]

    for pair in sorted((pair for pair, fact in decided.items() if fact.same), key=evidence, reverse=True):
        one, other = (next(group for group in groups if record in group) for record in sorted(pair))
        if one is not other and not any(each <= one | other for each in apart):
            groups = [group for group in groups if group not in (one, other)] + [one | other]
    return {record: min(group) for group in groups for record in group}


GOODNESS = ["simulated", "derived", "stated", "reported", "documented", "filed"]
"""Grades, from the worst."""


def _standing(one: Said) -> tuple[Value, ...]:
    """Of two statements on one thing the greater is taken: by grade, then recency of knowledge, then source."""
    source = [-ord(letter) for letter in one.source] + [1]
    return GOODNESS.index(one.fact.grade), one.fact.known, source, _number(one)


def _of_company(one: Said, company: dict[str, str]) -> Said:
    record = one.fact.subject
    return one._replace(fact=replace(one.fact, subject=company.get(record, record)), record=record)


def _echoes(one: Said, rounds: list[Said]) -> bool:
    """Whether a round of another record of the company is the same event, better told."""
    return isinstance(one.fact, Round) and any(
        one.record != other.record and _one_event(one.fact, other.fact) and _telling(other) > _telling(one)
        for other in rounds
    )


def _one_event(one: Any, other: Any) -> bool:
    if one.subject != other.subject or abs((one.valid - other.valid).days) > 31:
        return False
    if one.instrument != other.instrument and Instrument.UNSTATED not in (one.instrument, other.instrument):
        return False
    if one.amount is None or other.amount is None:
        return True
    amounts = one.amount, other.amount
    if one.currency is None or one.currency != other.currency:
        amounts = tuple(each.currency and usd(each.amount, each.currency, each.valid) for each in (one, other))
    if None in amounts:
        return False
    return abs(amounts[0] - amounts[1]) * 10 <= max(abs(amount) for amount in amounts)


def _telling(one: Said) -> tuple[Value, ...]:
    """How well a round is told: with an amount, with an instrument, by grade, by recency, by source and record."""
    grade, known, source, _ = _standing(one)
    record = [-ord(letter) for letter in one.record] + [1]
    round_: Any = one.fact
    stated = round_.amount is not None, round_.instrument is not Instrument.UNSTATED
    return *stated, grade, known, source, record, -_id(one)


def contradicted(facts: Iterable[Said]) -> frozenset[tuple[str, type[Fact]]]:
    """Of which records and kinds a file says two things of one statement, of which one falls and is in no book."""
    groups: dict[Value, list[Said]] = defaultdict(list)
    for one in facts:
        groups[statement(one), one.fact.known].append(one)
    found: set[tuple[str, type[Fact]]] = set()
    for group in groups.values():
        stands = max(group, key=newness)
        for one in group:
            if _content(one) != _content(stands) and not (one.fact.withdrawn or stands.fact.withdrawn):
                found.add((one.fact.subject, type(one.fact)))
    return frozenset(found)


def _content(one: Said) -> Value:
    """What a fact says, whoever says it and where."""
    common = {f.name for f in fields(Fact)}
    return one.fact.valid, *(getattr(one.fact, f.name) for f in fields(one.fact) if f.name not in common)


def asked_of(facts: Iterable[Said], asked: Asked) -> Asked:
    """The same question, with the companies of which rows were refused in the place of their records."""
    company = companies([one for one in _standing_by(facts, asked.known) if isinstance(one.fact, SameAs)])
    vows = (
        vow._replace(lost=frozenset((company.get(record, record), kind) for record, kind in vow.lost))
        for vow in asked.vows
    )
    return replace(asked, vows=tuple(vows))


def by_company(facts: Iterable[Said]) -> dict[str, list[Said]]:
    """Facts by company; only a company with a name is one."""
    found: dict[str, list[Said]] = defaultdict(list)
    for one in facts:
        found[one.fact.subject].append(one)
    return {subject: mine for subject, mine in sorted(found.items()) if _of(mine, Named)}


# ------------------------------------------------------------------------------------------------------------ reading


def _of(facts: list[Said], kind: type[Fact], **where: Value) -> list[Said]:
    """Facts of a kind whose columns have these values (one, or any of a tuple)."""

    def fits(fact: Fact) -> bool:
        return all(
            getattr(fact, name) in (wanted if isinstance(wanted, tuple) else (wanted,))
            for name, wanted in where.items()
        )

    return [one for one in facts if isinstance(one.fact, kind) and fits(one.fact) and not one.echo]


def _id(one: Said) -> int:
    digest = hashlib.md5("\x1f".join(statement(one)).encode(), usedforsecurity=False).digest()
    return int.from_bytes(digest[8:], "little") >> 1


def _number(one: Said) -> int:
    """A statement's number, by which facts that are alike in all else are put in order."""
    return _id(one) % 2**20


def _when(one: Said) -> tuple[Value, ...]:
    """A founding has no day beside others: all that is said of it is said of one fact."""
    return EARLIEST if isinstance(one.fact, Founded) else one.fact.valid, *_standing(one)


def _last(facts: list[Said]) -> Said | None:
    return max(facts, key=_when, default=None)


def _first(facts: list[Said]) -> Said | None:
    """The earliest; of one day the one that stands before the others."""
    day = min((_when(one)[0] for one in facts), default=None)
    return max((one for one in facts if _when(one)[0] == day), key=_when, default=None)


def founding(facts: list[Said]) -> Said | None:
    """What is taken of a founding; where its year or month alone is known, the most exact that lies within it."""
    mine = _of(facts, Founded)
    one = _last(mine)
    if one is None:
        return None
    finer = {"year": ("day", "month"), "month": ("day",), "day": ()}[one.fact.precision]  # type: ignore[attr-defined]
    for precision in finer:
        best = _last(_of(mine, Founded, precision=precision))
        if best is not None and one.fact.valid <= best.fact.valid <= _end_of(one.fact):
            return best
    return one


def _end_of(fact: Any) -> Day:
    if fact.precision == "year":
        return date(fact.valid.year, 12, 31)
    return date(fact.valid.year, fact.valid.month, monthrange(fact.valid.year, fact.valid.month)[1])


def _stating(
    facts: list[Said], column: str, rest: tuple[str, ...], take: Callable[[list[Said]], Said | None]
) -> Said | None:
    """The fact that is taken of those that state a column, if what else it states is what is taken of that."""
    one = take([each for each in facts if getattr(each.fact, column) is not None])
    for other in rest if one else ():
        own = getattr(one.fact, other)  # type: ignore[union-attr]
        taken = take([each for each in facts if getattr(each.fact, other) is not None])
        if own is not None and own != getattr(taken.fact, other):  # type: ignore[union-attr]
            return None
    return one


def _place(column: str) -> Callable[[list[Said], Asked], Value]:
    """A field of a place: an empty one hides no stated one where the rest agrees."""
    rest = ("country",) if column == "legal_form" else tuple({"country", "region", "city"} - {column})
    return lambda facts, asked: _get(_stating(_of(facts, Registered), column, rest, _last), column)


def _fate(kind: type[Fact], column: str) -> Callable[[list[Said], Asked], Value]:
    """Of the first listing or sale what another fact of the same day states too."""
    return lambda facts, asked: _get(_stating(_holding(facts, kind, asked), column, ("valid",), _first), column)


def _price(facts: list[Said], asked: Asked) -> Decimal | None:
    """The price of the latest sale, as a fact of its day states it."""
    sales = _of(facts, Acquired)
    newest = _last(sales)
    one = _last([each for each in sales if _dollars(each, asked) is not None])
    return _dollars(one, asked) if one and newest and one.fact.valid == newest.fact.valid else None


def _get(one: Said | None, column: str) -> Value:
    return None if one is None else getattr(one.fact, column)


def _dollars(one: Said | None, asked: Asked) -> Decimal | None:
    fact: Any = one.fact if one else None
    if fact is None or fact.amount is None or fact.currency is None:
        return None
    return asked.usd(fact.amount, fact.currency, fact.valid)


def months_before(day: Day, months: int) -> Day:
    """The same day of the month so many months earlier, or that month's last."""
    year, month = day.year, day.month
    for _ in range(months):
        year, month = (year - 1, 12) if month == 1 else (year, month - 1)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _within(facts: list[Said], day: Day, months: int) -> list[Said]:
    return [one for one in facts if one.fact.valid > months_before(day, months)]


def speaks(facts: list[Said], kind: type[Fact], asked: Asked, *, grace: int = 0) -> bool:
    """Whether a source that names the company promised, by then, to name all its facts of a kind on the day.

    A source of lists speaks only of the companies on its list of that day, or on a later one. With `grace`, the last
    word of the promise may be so many months old, unless its list was made anew since.

    Where a file that promised it refused a row of the company, neither its promise nor an earlier one of the same
    source is worth anything, from the first day of which it speaks; a later one is, of a file that names the company
    and refused no row of it.
    """
    given = [vow for vow in asked.vows if _given(vow, kind, asked)]
    for vow in given:
        if not _relied_on(vow, asked, grace):
            continue
        for one in _of(facts, Named):
            known, company = one.fact.known or date.min, one.fact.subject
            still = not vow.promise.edition or known >= vow.until
            broken = [other.recorded for other in given if other.source == vow.source and (company, kind) in other.lost]
            whole = all(vow.recorded > day and known > day for day in broken)
            if one.source == vow.source and still and whole:
                return True
    return False


def _given(vow: Vow, kind: type[Fact], asked: Asked) -> bool:
    """Whether a promise of the kind was given by then, of days up to the one asked about."""
    return kind in vow.promise.kinds and vow.known <= asked.known and vow.promise.since <= asked.day


def _relied_on(vow: Vow, asked: Asked, grace: int) -> bool:
    """Whether a promise speaks of the day, or did not long before and its list was not made anew since."""
    old = vow.promise.edition and vow.until < asked.day and vow.until != _newest_edition(vow.source, asked)
    return vow.until >= months_before(asked.day, grace) and not old


def _sum_up(facts: list[Said], possible: list[Said], kind: type[Fact], asked: Asked, result: Value) -> Value:
    """Without any fact that may belong to it: zero where a source promised to name them all, otherwise unknown."""
    if not possible:
        return 0 if speaks(facts, kind, asked) else None
    return result


def _count(facts: list[Said], of: list[Said], kind: type[Fact], asked: Asked) -> int | None:
    counted: int | None = _sum_up(facts, of, kind, asked, len(of))
    return counted


def _total(facts: list[Said], of: list[Said], perhaps: list[Said], asked: Asked) -> Decimal | None:
    if any(_dollars(one, asked) for one in perhaps):
        return None
    stated = [usd for one in of if (usd := _dollars(one, asked)) is not None]
    summed: Decimal | None = _sum_up(facts, of + perhaps, Round, asked, sum(stated, Decimal(0)) if stated else None)
    return summed


def _distinct(facts: list[Said], of: list[Said], kind: type[Fact], asked: Asked, values: set[Value]) -> int | None:
    different: int | None = _sum_up(facts, of, kind, asked, len(values) or None)
    return different


def _raised(
    facts: list[Said],
    asked: Asked,
    instrument: Instrument | tuple[Instrument, ...] = Instrument.EQUITY,
    *,
    within: int | None = None,
) -> Decimal | None:
    """Money of one sort: where rounds of an unstated sort state an amount, nobody knows how much it is."""
    rounds = _of(facts, Round) if within is None else _within(_of(facts, Round), asked.day, within)
    return _total(
        facts, _of(rounds, Round, instrument=instrument), _of(rounds, Round, instrument=Instrument.UNSTATED), asked
    )


def _supported(*, recovered: bool) -> Callable[[list[Said], Asked], Value]:
    """What supports paid, or what was recovered of them."""

    def read(facts: list[Said], asked: Asked) -> Value:
        of = _of(facts, Paid, recovered=recovered)
        stated = [usd for one in of if (usd := _dollars(one, asked)) is not None]
        return _sum_up(facts, of, Paid, asked, sum(stated, Decimal(0)) if stated else None)

    return read


def _paid_in(facts: list[Said], asked: Asked) -> Decimal | None:
    """Money that has arrived: what was announced, or of which nothing is said, may have."""
    sure = _of(facts, Round, payment=Payment.PAID_IN)
    return _total(facts, sure, _of(facts, Round, payment=(Payment.ANNOUNCED, Payment.UNSTATED)), asked)


def _ratio(of: Value, to: Value) -> float | None:
    return None if of is None or to is None or to <= 0 else float(of) / float(to)


def _growth(facts: list[Said], value: Callable[[Said | None], Value], day: Day) -> float | None:
    now = _last(facts)
    then = _last([one for one in facts if one.fact.valid <= months_before(day, 12)])
    if now is None or then is None or now.fact.valid == then.fact.valid:
        return None
    ratio = _ratio(value(now), value(then))
    return None if ratio is None else ratio - 1


def _newest_edition(source: str, asked: Asked) -> Day | None:
    made = [
        vow.until
        for vow in asked.vows
        if vow.source == source
        and vow.promise.edition
        and vow.promise.kinds
        and vow.known <= asked.known
        and vow.promise.since <= asked.day
    ]
    return max(made, default=None)


def lapsed(facts: list[Said], asked: Asked) -> bool | None:
    """Whether the list that gave the latest valuation has since been made anew without the company."""
    one = _last(_of(facts, Valuation))
    if one is None:
        return None
    edition = _newest_edition(one.source, asked)
    return edition is not None and (one.fact.known or date.min) < edition


# --------------------------------------------------------------------------------------------------------- indicators


def _age(facts: list[Said], asked: Asked) -> int | None:
    born: Day | None = _get(founding(facts), "valid")
    if born is None:
        return None
    today = asked.day.year, asked.day.month, asked.day.day
    return max(years for years in range(300) if (born.year + years, born.month, born.day) <= today)


def _elapsed(day: Day | None, asked: Asked) -> int | None:
    return None if day is None else (asked.day - day).days


def _latest(kind: type[Fact], column: str, **where: Value) -> Callable[[list[Said], Asked], Value]:
    return lambda facts, asked: _get(_last(_of(facts, kind, **where)), column)


def _earliest(kind: type[Fact], column: str) -> Callable[[list[Said], Asked], Value]:
    return lambda facts, asked: _get(_first(_holding(facts, kind, asked)), column)


def _holding(facts: list[Said], kind: type[Fact], asked: Asked) -> list[Said]:
    """The facts of a kind that have not ended by the day."""
    return [one for one in _of(facts, kind) if (until := getattr(one.fact, "until", None)) is None or until > asked.day]


def _latest_usd(kind: type[Fact]) -> Callable[[list[Said], Asked], Value]:
    return lambda facts, asked: _dollars(_last(_of(facts, kind)), asked)


def _greatest_usd(kind: type[Fact]) -> Callable[[list[Said], Asked], Value]:
    return lambda facts, asked: max(
        (usd for one in _of(facts, kind) if (usd := _dollars(one, asked)) is not None), default=None
    )


def _how_many(kind: type[Fact]) -> Callable[[list[Said], Asked], Value]:
    return lambda facts, asked: _count(facts, _of(facts, kind), kind, asked)


def _how_many_lately(kind: type[Fact], months: int) -> Callable[[list[Said], Asked], Value]:
    return lambda facts, asked: _count(facts, _within(_of(facts, kind), asked.day, months), kind, asked)


def _how_many_values(kind: type[Fact], column: str, **where: Value) -> Callable[[list[Said], Asked], Value]:
    def read(facts: list[Said], asked: Asked) -> Value:
        of = _of(facts, kind, **where)
        return _distinct(facts, of, kind, asked, {getattr(one.fact, column) for one in of})

    return read


def _investors(facts: list[Said], asked: Asked) -> int | None:
    """Whoever is named, also where another record tells the round better."""
    told = [one for one in facts if isinstance(one.fact, Round)]
    named = {name for one in told for name in one.fact.investors}  # type: ignore[attr-defined]
    return _distinct(facts, _of(facts, Round), Round, asked, named)


def _calendar_age(facts: list[Said], asked: Asked) -> int | None:
    born: Day | None = _get(founding(facts), "valid")
    return None if born is None else asked.day.year - born.year


def _in_force(facts: list[Said], asked: Asked) -> int | None:
    return _count(facts, _holding(facts, Certified, asked), Certified, asked)


def _last_usd(facts: list[Said], kind: type[Fact], asked: Asked) -> Decimal | None:
    return _dollars(_last(_of(facts, kind)), asked)


def _figure(measure: str) -> Callable[[list[Said], Asked], Value]:
    return _latest(Figure, "value", measure=measure)


def _money_figure(measure: str) -> Callable[[list[Said], Asked], Value]:
    return lambda facts, asked: _dollars(_last(_of(facts, Figure, measure=measure)), asked)


def _figure_growth(measure: str) -> Callable[[list[Said], Asked], Value]:
    return lambda facts, asked: _growth(
        _of(facts, Figure, measure=measure), lambda one: _dollars(one, asked), asked.day
    )


INDICATORS: dict[str, Callable[[list[Said], Asked], Value]] = {
    # company
    "name": _latest(Named, "name"),
    "registered_name": _latest(Named, "name", registered=True),
    "names": _how_many_values(Named, "name"),
    "first_known": lambda facts, asked: min((one.fact.known for one in _of(facts, Named)), default=None),
    "founded": lambda facts, asked: _get(founding(facts), "valid"),
    "founding_precision": lambda facts, asked: _get(founding(facts), "precision"),
    "age": _age,
    "age_calendar": _calendar_age,
    "country": _place("country"),
    "region": _place("region"),
    "city": _place("city"),
    "place": lambda facts, asked: next(
        (found for name in ("city", "region", "country") if (found := _place(name)(facts, asked)) is not None), None
    ),
    "legal_form": _place("legal_form"),
    "sector": _latest(Sector, "label", rank=1),
    "track": _latest(Sector, "label", taxonomy="track"),
    "sectors": _how_many_values(Sector, "label"),
    "website": _latest(Website, "url"),
    "description": _latest(Described, "text"),
    # fate
    "listed": _earliest(Listed, "valid"),
    "venue": _fate(Listed, "venue"),
    "acquired": _earliest(Acquired, "valid"),
    "acquirer": _fate(Acquired, "by"),
    "closed": _earliest(Closed, "valid"),
    # figures
    **{
        name: _figure(name)
        for name in (
            "debt_ratio",
            "main_business_ratio",
            "hightech_revenue_ratio",
            "domestic_rnd_ratio",
            "rnd_cost_ratio",
            "rnd_staff_ratio",
            "tech_staff_ratio",
            "market_share",
            "niche_years",
            "lead_standards",
            "credit_score",
        )
    },
    **{name: _money_figure(name) for name in ("total_assets", "profit", "main_revenue", "market_cap")},
    "profit_growth": _figure_growth("profit"),
    "main_revenue_growth": _figure_growth("main_revenue"),
    "acquired_for": _price,
    # funding
    "raised": _raised,
    "raised_6m": lambda facts, asked: _raised(facts, asked, within=6),
    "raised_12m": lambda facts, asked: _raised(facts, asked, within=12),
    "raised_36m": lambda facts, asked: _raised(facts, asked, within=36),
    "raised_24m": lambda facts, asked: _raised(facts, asked, within=24),
    "raised_paid_in": _paid_in,
    "borrowed": lambda facts, asked: _raised(facts, asked, (Instrument.DEBT, Instrument.CONVERTIBLE)),
    "granted": lambda facts, asked: _raised(facts, asked, Instrument.GRANT),
    "rounds": _how_many(Round),
    "rounds_12m": _how_many_lately(Round, 12),
    "rounds_24m": _how_many_lately(Round, 24),
    "first_round": _earliest(Round, "valid"),
    "last_round": _latest(Round, "valid"),
    "days_since_round": lambda facts, asked: _elapsed(_get(_last(_of(facts, Round)), "valid"), asked),
    "last_round_type": _latest(Round, "type"),
    "last_raised": _latest_usd(Round),
    "first_raised": lambda facts, asked: _dollars(_first(_of(facts, Round)), asked),
    "round_growth": lambda facts, asked: _growth(_of(facts, Round), lambda one: _dollars(one, asked), asked.day),
    "last_series": _latest(Round, "series"),
    "largest_round": _greatest_usd(Round),
    "investors": _investors,
    # growth
    "headcount": _latest(Headcount, "count"),
    "headcount_growth": lambda facts, asked: _growth(_of(facts, Headcount), lambda one: _get(one, "count"), asked.day),
    "revenue": _latest_usd(Revenue),
    "revenue_growth": lambda facts, asked: _growth(_of(facts, Revenue), lambda one: _dollars(one, asked), asked.day),
    "rnd": _latest_usd(RnD),
    "rnd_intensity": lambda facts, asked: _ratio(_last_usd(facts, RnD, asked), _last_usd(facts, Revenue, asked)),
    "revenue_per_head": lambda facts, asked: _ratio(
        _last_usd(facts, Revenue, asked), _get(_last(_of(facts, Headcount)), "count")
    ),
    # origins
    "patents": _how_many(Patent),
    "patents_36m": _how_many_lately(Patent, 36),
    "awards": _how_many(Award),
    "laboratories": _how_many_values(Affiliation, "to", to_type=("laboratory", "institute")),
    "certifications": _in_force,
    # supports
    "support_applications": _how_many(Applied),
    "support_grants": _how_many(Granted),
    "support_paid": _supported(recovered=False),
    "support_recovered": _supported(recovered=True),
    # value
    "valuation": _latest_usd(Valuation),
    "valuation_day": _latest(Valuation, "valid"),
    "valuation_age": lambda facts, asked: _elapsed(_get(_last(_of(facts, Valuation)), "valid"), asked),
    "valuation_bound": _latest(Valuation, "bound"),
    "valuation_basis": _latest(Valuation, "basis"),
    "valuation_scope": _latest(Valuation, "scope"),
    "valuation_grade": _latest(Valuation, "grade"),
    "valuation_source": lambda facts, asked: (one := _last(_of(facts, Valuation))) and one.source,
    "peak_valuation": _greatest_usd(Valuation),
    "lapsed": lapsed,
    "valuation_growth": lambda facts, asked: _growth(
        _of(facts, Valuation), lambda one: _dollars(one, asked), asked.day
    ),
    "raised_to_value": lambda facts, asked: _ratio(_raised(facts, asked), _last_usd(facts, Valuation, asked)),
}
"""Every indicator by its name, as its sentence says it."""


def profile(facts: Iterable[Said], asked: Asked, names: Iterable[str] = INDICATORS) -> dict[str, dict[str, Value]]:
    """Indicators by company, from everything ever said."""
    facts = list(facts)
    asked, counted = asked_of(facts, asked), by_company(visible(facts, asked.day, asked.known))
    return {subject: {name: INDICATORS[name](mine, asked) for name in names} for subject, mine in counted.items()}


# ------------------------------------------------------------------------------------------------------------- census


def private(facts: list[Said], asked: Asked) -> bool | None:
    """No while it is listed, bought or closed; yes where sources promise to say so and do not; else unknown."""
    fates: tuple[type[Fact], ...] = (Listed, Acquired, Closed)
    if any(_holding(facts, kind, asked) for kind in fates):
        return False
    return True if all(speaks(facts, kind, asked, grace=36) for kind in fates) else None


def _its_own(facts: list[Said]) -> list[Said]:
    """Without what a group or a merger was said to be worth."""
    return [one for one in facts if not isinstance(one.fact, Valuation) or one.fact.scope is Scope.COMPANY]


def worth_a_billion(facts: list[Said], asked: Asked) -> bool | None:
    """By its own latest valuation, less than 36 months old and not lapsed; a limit settles it from one side only."""
    facts = _its_own(facts)
    one = _last(_of(facts, Valuation))
    usd = _dollars(one, asked)
    if one is None or usd is None or lapsed(facts, asked):
        return None
    if one.fact.valid <= months_before(asked.day, 36):
        return None
    bound = _get(one, "bound")
    if usd >= 1_000_000_000:
        return True if bound in (Bound.EXACT, Bound.AT_LEAST) else None
    return False if bound in (Bound.EXACT, Bound.AT_MOST) else None


def verdict(facts: list[Said], asked: Asked) -> bool | None:
    """Both yes: yes. Either no: no. Otherwise nobody knows."""
    both = private(facts, asked), worth_a_billion(facts, asked)
    if False in both:
        return False
    return True if both == (True, True) else None


def _group(facts: list[Said], asked: Asked, by: str) -> Value:
    if by == "year":
        born: Day | None = INDICATORS["founded"](facts, asked)
        return born and born.year
    return INDICATORS[{"source": "valuation_source"}.get(by, by)](facts, asked)


def census(
    facts: Iterable[Said], asked: Asked, by: tuple[str, ...] = ()
) -> dict[tuple[Value, ...], tuple[int, Decimal, int]]:
    """How many are a yes, what those are worth, and of how many it is unknown, by group; empty groups left out."""
    found: dict[tuple[Value, ...], tuple[int, Decimal, int]] = {}
    facts = list(facts)
    asked = asked_of(facts, asked)
    for mine in by_company(visible(facts, asked.day, asked.known)).values():
        answer = verdict(mine, asked)
        if answer is False:
            continue
        keys = tuple(_group(mine, asked, key) for key in by)
        count, value, unknown = found.get(keys, (0, Decimal(0), 0))
        if answer:
            count, value = count + 1, value + (_last_usd(_its_own(mine), Valuation, asked) or 0)
        else:
            unknown += 1
        found[keys] = count, value, unknown
    return found
