"""Companies that stood on an earlier day where one stands now, and what became of them since.

The group is chosen by what was known on the earlier day; only what became of it is asked as of the later day.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from hashlib import sha256
from math import log
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from hornbook.book.view import View
from hornbook.derived.memory import Memory, code_digest
from hornbook.indicators.profile import profile
from hornbook.population.verdicts import Under, verdicts
from hornbook.standards.ask import rule
from hornbook.terms import Day, shift

YEARS_BEFORE = 4
"""How long before the day asked about the group is taken, unless something else is asked for."""
AGE_MONTHS = 12
"""The age of a peer then differs from the company's age now by so many months at most."""
BANDS = (2, 4, 10)
"""The money of a peer lies between the company's divided by one of these and multiplied by it."""
NEAREST = 8
"""So many peers are named."""
ENOUGH = 10
"""The group is the first of several, from the narrowest to the widest, that holds so many companies."""
POSITION = ("founded", "sector", "country", "city", "raised", "valuation")
"""The indicators by which companies are compared."""
_LATER = ("valuation", "valuation_day", "listed", "acquired", "closed")
_MOST = 6
_CODE = ("book", "engine", "indicators", "kinds", "lang", "names", "places", "population", "standards", "terms")


class PeerMeasure(StrEnum):
    """By which money companies are compared."""

    VALUATION = "valuation"
    RAISED = "raised"
    NONE = "none"
    """Neither is known of the company, so peers are those of which neither was known."""


class PeerFate(StrEnum):
    """What became of a company; the first that holds."""

    CLOSED = "closed"
    ACQUIRED = "acquired"
    LISTED = "listed"
    UNICORN = "unicorn"
    PRIVATE = "private"
    """Nothing of these is known."""


@dataclass(frozen=True, slots=True)
class Peer:
    """A company of the group: where it stood then, and what became of it."""

    company: str
    """Its subject as of the later day."""
    name: str
    founded: Day
    raised: Decimal | None
    valuation: Decimal | None
    fate: PeerFate
    since: Day | None
    """The day of its closure, sale or listing."""
    value_later: Decimal | None
    """Its latest valuation by the later day, and the day of that."""
    valued: Day | None


@dataclass(frozen=True, slots=True)
class PeerGroup:
    """The companies that stood on an earlier day where one stands now."""

    day: Day
    known: Day
    """By which day the group's facts had to be known."""
    measure: PeerMeasure
    band: int
    """The money of a peer is between the company's divided by this and multiplied by it."""
    place: str
    """city or country, in which the peers are too; empty where they are in any."""
    lacking: tuple[str, ...]
    """What is not known of the company, so that nothing can be compared: founded, sector."""
    count: int
    fates: Mapping[PeerFate, int]
    nearest: tuple[Peer, ...]


def peer_group(
    view: View, company: str, position: Mapping[str, Any], *, under: Under = None, years: int = YEARS_BEFORE
) -> PeerGroup:
    """The peers of a company, given by its subject and its POSITION; a unicorn is one by the rule `under`."""
    day = shift(view.day, -12 * years)
    then = replace(view, day=day, known=min(day, view.known))
    measure, own = _measure(position)
    lacking = tuple(name for name in ("founded", "sector") if not position[name])
    if lacking:
        return PeerGroup(day, then.known, measure, BANDS[0], "", lacking, 0, {}, ())
    founded = shift(position["founded"], -12 * years)
    rows = _alike(_standing(then), position["sector"], founded, measure, own)
    found: dict[str, Mapping[str, Any]] = {}
    for row in sorted(rows.to_pylist(), key=lambda row: (*_distance(row, measure, own, founded), row["subject"])):
        later = view.identity.company(row["subject"], view.known)
        if later != company:
            found.setdefault(later, row)
    place, band, alike = _narrowest(found, position, measure, own)
    fates = _fates(view, under, list(alike))
    peers = [_peer(subject, row, fates.get(subject)) for subject, row in alike.items()]
    counted = Counter(peer.fate for peer in peers)
    return PeerGroup(
        day,
        then.known,
        measure,
        band,
        place,
        lacking=(),
        count=len(peers),
        fates={fate: counted[fate] for fate in PeerFate},
        nearest=tuple(peers[:NEAREST]),
    )


def _measure(position: Mapping[str, Any]) -> tuple[PeerMeasure, Decimal]:
    if position["valuation"]:
        return PeerMeasure.VALUATION, position["valuation"]
    if position["raised"]:
        return PeerMeasure.RAISED, position["raised"]
    return PeerMeasure.NONE, Decimal(0)


def _alike(rows: pa.Table, sector: str, founded: Day, measure: PeerMeasure, own: Decimal) -> pa.Table:
    """Those of the same sector and age, and in the widest band of money."""
    young, old = (shift(founded, side * AGE_MONTHS) for side in (1, -1))
    wanted = (
        (pc.field("sector") == sector)
        & (pc.field("founded") >= pa.scalar(old))
        & (pc.field("founded") <= pa.scalar(young))
    )
    if measure is PeerMeasure.NONE:
        return rows.filter(wanted & ~_has("valuation") & ~_has("raised"))
    low, high = (pa.scalar(float(side)) for side in (own / BANDS[-1], own * BANDS[-1]))
    money = pc.field(measure.value).cast(pa.float64())
    return rows.filter(wanted & (money >= low) & (money <= high))


def _has(name: str) -> pc.Expression:
    return pc.coalesce(pc.field(name).cast(pa.float64()), pa.scalar(0.0)) > 0


def _distance(row: Mapping[str, Any], measure: PeerMeasure, own: Decimal, founded: Day) -> tuple[float, int]:
    """By money, then by age."""
    money = 0.0 if measure is PeerMeasure.NONE else abs(log(float(row[measure.value]) / float(own)))
    return money, abs((row["founded"] - founded).days)


Rows = Mapping[str, Mapping[str, Any]]


def _narrowest(found: Rows, position: Mapping[str, Any], measure: PeerMeasure, own: Decimal) -> tuple[str, int, Rows]:
    """The first group that is large enough: of the city, of the country, then of any, and of ever wider bands."""
    places = [name for name in ("city", "country") if position[name]]
    bands = BANDS[:1] if measure is PeerMeasure.NONE else BANDS
    scopes = [(place, bands[0]) for place in places]
    scopes += [(place, band) for place in (*places[-1:], "") for band in bands if (place, band) not in scopes]
    for place, band in scopes:
        alike = {
            subject: row
            for subject, row in found.items()
            if (not place or row[place] == position[place])
            and (measure is PeerMeasure.NONE or own / band <= row[measure.value] <= own * band)
        }
        if len(alike) >= ENOUGH:
            break
    return place, band, alike


def _peer(subject: str, row: Mapping[str, Any], later: Mapping[str, Any] | None) -> Peer:
    known = later or {}
    fate, since = next(_ends(known), (PeerFate.PRIVATE, None))
    return Peer(
        company=subject,
        name=str(known.get("name") or subject),
        founded=row["founded"],
        raised=row["raised"],
        valuation=row["valuation"],
        fate=fate,
        since=since,
        value_later=known.get("valuation"),
        valued=known.get("valuation_day"),
    )


def _ends(of: Mapping[str, Any]) -> Iterator[tuple[PeerFate, Day | None]]:
    for fate in (PeerFate.CLOSED, PeerFate.ACQUIRED, PeerFate.LISTED):
        if of.get(fate.value):
            yield fate, of[fate.value]
    if of.get("verdict"):
        yield PeerFate.UNICORN, None


# ---- tables of all companies, asked once for a day


def _standing(view: View) -> pa.Table:
    """Where the companies stood that were private and at work, of which sector and founding day are known."""

    def ask() -> pa.Table:
        rows = view.engine.arrow(profile(view, [*POSITION, "listed", "acquired", "closed"]))
        at_work = pc.field("listed").is_null() & pc.field("acquired").is_null() & pc.field("closed").is_null()
        stated = pc.field("founded").is_valid() & pc.field("sector").is_valid()
        return rows.filter(at_work & stated).select(["subject", *POSITION])

    return _remembered(view, "standing", ask)


def _fates(view: View, under: Under, subjects: list[str]) -> dict[str, dict[str, Any]]:
    """What is known of companies on the later day, by subject."""

    def ask() -> pa.Table:
        rows = verdicts(view, ["valuation_day", "listed", "acquired", "closed"], under=under)
        return view.engine.arrow(rows.select("subject", "name", "verdict", *_LATER))

    table = _remembered(view, rule(under, view.day).standard.digest + rule(under, view.day).tier.id, ask)
    some = table.filter(pc.is_in(table["subject"], pa.array(subjects, pa.string())))
    return {row["subject"]: row for row in some.to_pylist()}


def _remembered(view: View, question: str, ask: Callable[[], pa.Table]) -> pa.Table:
    """A table of all companies: made once for a version of the book, and kept beside it for later commands."""
    whole = (question, view.day, view.known, view.convention, code_digest(*_CODE))
    name = sha256(repr(whole).encode()).hexdigest()[:32]
    key = f"peers {name}"
    if key not in view.book.kept:
        memory = Memory(view.book, "peers", most=_MOST)
        table = _read(memory.load(name))
        if table is None:
            table = ask()
            content = _written(table)
            memory.save(name, lambda _: content)
        view.book.kept[key] = table
    found: pa.Table = view.book.kept[key]
    return found


def _written(table: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_file(sink, table.schema, options=pa.ipc.IpcWriteOptions(compression="lz4")) as writer:
        writer.write_table(table)
    return bytes(sink.getvalue())


def _read(content: bytes | None) -> pa.Table | None:
    """The table that is remembered; None where it is missing or broken."""
    try:
        return pa.ipc.open_file(content).read_all() if content else None
    except (pa.ArrowException, OSError):
        return None
