"""Companies that stood earlier where a company stands now, and what became of them, in words and as a table."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from hornbook.answers.answer import RuleAsked
from hornbook.answers.wording.values import value_word
from hornbook.population.peers import AGE_MONTHS, Peer, PeerFate, PeerGroup, PeerMeasure
from hornbook.render.sheet import Block, Column, Kind, Line, Row, Table
from hornbook.terms import Day
from hornbook.text import Money, Phrase, Value, listing, message, message_plural

FATES = {
    PeerFate.CLOSED: message("closed"),
    PeerFate.ACQUIRED: message("bought"),
    PeerFate.LISTED: message("listed"),
    PeerFate.UNICORN: message("unicorn"),
    PeerFate.PRIVATE: message("none of these is known"),
}
"""What became of a company, in words."""
_LACKING = {"founded": message("its founding day"), "sector": message("its sector")}

PEER_COLUMNS = (
    Column("company", message("subject"), Kind.CODE, page=False),
    Column("name", message("company")),
    Column("founded", message("founded"), Kind.DAY),
    Column("raised", message("raised by then"), Kind.USD, empty="–"),
    Column("valuation", message("valuation then"), Kind.USD, empty="–"),
    Column("fate", message("what became of it"), Kind.CODE, page=False),
    Column("became", message("what became of it"), file=False),
    Column("since", message("day"), Kind.DAY, page=False),
    Column("value_later", message("latest valuation"), Kind.USD, empty="–"),
    Column("valued", message("day of the latest valuation"), Kind.DAY, page=False),
)


def peer_blocks(of: PeerGroup, position: Any, rule: RuleAsked, day: Day) -> Iterator[Block]:
    """Who is compared, how many became what, and the nearest."""
    if of.lacking:
        what = listing((_LACKING[name] for name in of.lacking), "and")
        yield Line(message("Nothing can be compared: {what} is not known.", what=what))
        return
    yield Line(_definition(of, position))
    if not of.count:
        yield Line(message("No such company is known."), strong=True)
        return
    yield Line(_counts(of, rule, day), strong=True)
    yield peer_table(of)


def _definition(of: PeerGroup, position: Any) -> Phrase:
    place: Phrase = message("in any country")
    if of.place:
        place = message("based in {place}", place=value_word(of.place, position[of.place]))
    return message(
        "Compared are companies that on {day} stood where it stands now, by what was known on {known}: no listing, "
        "sale or closure, main sector {sector}, {place}, of its age within {months} months, {money}.",
        day=of.day,
        known=of.known,
        sector=value_word("sector", position["sector"]),
        place=place,
        months=AGE_MONTHS,
        money=_money(of, position),
    )


def _money(of: PeerGroup, position: Any) -> Phrase:
    measure = of.measure
    if measure is PeerMeasure.NONE:
        return message("no money raised and no valuation known")
    own = position[measure.value]
    low, high = (Money(side.quantize(Decimal("0.01"))) for side in (own / of.band, own * of.band))
    times: dict[str, Value] = {"low": low, "high": high, "times": of.band}
    if measure is PeerMeasure.RAISED:
        return message("with {low} to {high} raised (its own divided and multiplied by {times})", **times)
    return message("valued at {low} to {high} (its own divided and multiplied by {times})", **times)


def _counts(of: PeerGroup, rule: RuleAsked, day: Day) -> Phrase:
    counted: dict[str, Value] = {fate.value: of.fates[fate] for fate in PeerFate}
    return message_plural(
        "Of {n:,} such company, by {day}: {unicorn:,} unicorns by {rule}, {listed:,} listed, {acquired:,} bought, "
        "{closed:,} closed; of {private:,} none of these is known.",
        "Of {n:,} such companies, by {day}: {unicorn:,} unicorns by {rule}, {listed:,} listed, {acquired:,} bought, "
        "{closed:,} closed; of {private:,} none of these is known.",
        of.count,
        day=day,
        rule=message("“{name}”", name=rule.name),
        **counted,
    )


def peer_table(of: PeerGroup) -> Table:
    """The nearest peers."""
    return Table("peers", PEER_COLUMNS, tuple(map(_row, of.nearest)))


def _row(of: Peer) -> Row:
    cells = {column.key: getattr(of, column.key, None) for column in PEER_COLUMNS}
    became: Phrase = FATES[of.fate]
    if of.since:
        became = message("{fate} on {day}", fate=became, day=of.since)
    return {**cells, "fate": of.fate.value, "became": became}
