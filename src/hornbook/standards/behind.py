"""Which facts of a company stand behind a value, chosen from its story as the engine chooses them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from hornbook.book.ledger import Pledge
from hornbook.book.lifted import lifted, stands
from hornbook.book.view import Told, View
from hornbook.indicators.algebra import Op, Reading, Where
from hornbook.indicators.before_money import before_money
from hornbook.indicators.filled import standing_fact
from hornbook.indicators.meant import meant_of_word
from hornbook.indicators.order import ranked
from hornbook.indicators.promises import speaking
from hornbook.kinds import KINDS, Listed, Round, Valuation
from hornbook.lang.bound import Input
from hornbook.names.known import status
from hornbook.terms import Day, shift

_COUNTED = (Valuation, Round, Listed)
"""Kinds of which a document says what counts; of others a filter only picks a sort."""


def behind(of: Input, story: Sequence[Told], day: Day) -> tuple[Told, ...]:
    """The facts from which an input was worked out, oldest first."""
    found: dict[tuple[str, str], Told] = {}
    readings = _readings(of)
    bounds = {reading: before for reading in readings if (before := before_money(reading))}
    own = {replace(before, column="valid") for before in bounds.values()} | set(bounds.values())
    for reading in readings:
        if replace(reading, column="valid") not in own:
            found |= {(told.kind, told.id): told for told in _read(reading, story, day)}
    for reading, before in bounds.items():
        after = max((told.valid for told in _read(reading, story, day)), default=None)
        newer = [told for told in _read(before, story, day) if after is None or told.valid > after]
        found |= {(told.kind, told.id): told for told in newer}
    return _ordered(found.values())


def refused(of: Input, story: Sequence[Told], day: Day) -> tuple[Told, ...]:
    """Facts of the same kinds that the document does not let count for it."""
    counted: set[tuple[str, str]] = set()
    seen: dict[tuple[str, str], Told] = {}
    for reading in _readings(of):
        mine = [told for told in story if told.kind == reading.kind.__name__]
        seen |= {(told.kind, told.id): told for told in mine if reading.where and reading.kind in _COUNTED}
        counted |= {(told.kind, told.id) for told in mine if _fits(told, reading.where, possible=True)}
    return _ordered(told for key, told in seen.items() if key not in counted)


def silent(of: Input, story: Sequence[Told], view: View, grace: int) -> tuple[Pledge, ...]:
    """The promises by which silence about these kinds means no."""
    named = [told for told in story if told.kind == "Named"]
    found = []
    for kind in of.kinds:
        without = lifted(view.book, view.pledges, kind.__name__, view.known)
        for pledge in speaking(view.pledges, kind, view.day, grace):
            mine = [told for told in named if told.source == pledge.source]
            mine = [told for told in mine if stands(pledge, told.subject, told.known, without)]
            if any(not pledge.edition or told.known >= pledge.until for told in mine):
                found.append(pledge)
    return tuple(sorted(set(found), key=lambda p: (p.until, p.source, p.kind)))


@lru_cache(maxsize=4096)
def _readings(of: Input) -> tuple[Reading, ...]:
    """What an input reads; kept, because every rule that names it asks again for every company."""
    sides = dict.fromkeys([*of.low.readings(), *of.high.readings()])
    return tuple(reading for reading in sides if reading.op is not Op.SPOKEN)


def _read(reading: Reading, story: Sequence[Told], day: Day) -> list[Told]:
    """The facts that a reading looks at, or the one that it takes."""
    since = day
    if reading.anchor is not None:
        anchors = _read(reading.anchor, story, day)
        if not anchors:
            return []
        since = anchors[0].valid
    rows = [told for told in story if told.kind == reading.kind.__name__ and _counts(told, reading, since, day)]
    if reading.op not in (Op.LATEST, Op.FIRST):
        return rows
    return standing_fact(reading, ranked(rows, newest=reading.op is Op.LATEST))


def _counts(told: Told, reading: Reading, since: Day, day: Day) -> bool:
    if not _fits(told, reading.where, possible=reading.possible or reading.unsure):
        return False
    if reading.anchor is not None:
        if shift(told.valid, reading.before) > since:
            return False
        if reading.within is not None and shift(told.valid, reading.within) <= since:
            return False
    else:
        if reading.before and told.valid > shift(day, -reading.before):
            return False
        if reading.within is not None and told.valid <= shift(day, -reading.within):
            return False
    if reading.year is not None and told.valid.year != reading.year:
        return False
    until = told.says.get("until")
    if until is None and any(_lapsed(told, *term, day) for term in reading.terms):
        return False
    return not (reading.in_force and until is not None and until <= day)


def _lapsed(told: Told, term: str, months: int, day: Day) -> bool:
    """Whether a title that states no end has lasted its term."""
    word = str(told.says.get("status", ""))
    return (status(word) or word) == (status(term) or term) and told.valid <= shift(day, -months)


def _fits(told: Told, wheres: Iterable[Where], *, possible: bool) -> bool:
    return all(_belongs(told, where, possible=possible) for where in wheres)


def _belongs(told: Told, where: Where, *, possible: bool) -> bool:
    if told.kind in KINDS and isinstance(word := told.says.get(where.column), str):
        where = meant_of_word(KINDS[told.kind], where, word)
    value = {"source": told.source, "grade": told.grade}.get(where.column, told.says.get(where.column))
    if value is None:
        return (possible and None in where.open) or (where.out and not where.values)
    if where.out:
        return value not in (where.values if possible else (*where.values, *where.open))
    return value in ((*where.values, *where.open) if possible else where.values)


def _ordered(found: Iterable[Told]) -> tuple[Told, ...]:
    return tuple(sorted(found, key=lambda t: (t.valid, t.known, t.kind, t.id)))
