"""Where a company stands under every standard: reached, awaiting a person, unknown or short, with what is missing."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from math import inf

from hornbook.answers.clauses import clause_name
from hornbook.answers.coffee_texts import NAMED, TextSource, first_few, short_needs, source_cells, text_source
from hornbook.answers.wording.rules import Wording, wording
from hornbook.lang import bound
from hornbook.lang.answer import Values, reply
from hornbook.lang.filter import company_filter
from hornbook.render.sheet import SIGN, Block, Column, Kind, Line, More, Row, Table
from hornbook.standards.jurisdiction import jurisdiction
from hornbook.standards.verdict import ClauseAnswer, Reason, TierAnswer, Verdict
from hornbook.terms import Day
from hornbook.text import Phrase, Text, listing, message, message_plural

REACHED, ON_FACTS, UNKNOWN, SHORT = "reached", "on facts", "unknown", "not reached"
"""The four standings, the best first."""
STANDINGS = (REACHED, ON_FACTS, UNKNOWN, SHORT)
TITLES = {
    REACHED: message("Reached"),
    ON_FACTS: message("On the facts, awaiting a person's decision"),
    UNKNOWN: message("Unknown, those first of which least is missing"),
    SHORT: message("Not reached, the nearest first"),
}
_SIGNS = {REACHED: SIGN[True], ON_FACTS: SIGN[None], UNKNOWN: SIGN[None], SHORT: SIGN[False]}
SHOWN = {REACHED: 20, ON_FACTS: 6, UNKNOWN: 4, SHORT: 3}
"""So many standards of each standing are on the page, the nearest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardStanding:
    """Where a company stands under one standard."""

    standard: str
    name: Text
    edition: str
    standing: str
    """reached, on facts, unknown or not reached."""
    tier: str
    """The highest tier reached, or on the facts; else the nearest one."""
    tier_name: Text
    missing: tuple[Phrase, ...]
    """What would settle it, where that is not known: the fewest facts or decisions."""
    gaps: tuple[Phrase, ...]
    """What is short, where the tier is not reached."""
    here: bool
    """Whether the standard is known to apply where the company is based."""
    weak: bool
    """Whether the tier rests on a clause whose text was read in weak sources only."""
    source: TextSource | None


@cache
def place_condition(code: str) -> bound.Condition | None:
    """Whether a company is based where a jurisdiction holds; None for one that holds everywhere."""
    places = [jurisdiction(word) for word in code.split(", ")]
    if not all(place and place.places for place in places):
        return None
    words = ", ".join(f'"{word}"' for place in places if place for word in place.places)
    return company_filter(f"place in {{{words}}}").condition


def holds_here(code: str, values: Values, day: Day) -> bool | None:
    """Whether a jurisdiction holds where the company is based; None where it holds everywhere or that is unknown."""
    condition = place_condition(code)
    return None if condition is None else reply(condition, values, day).answer


def standings(verdicts: Iterable[tuple[Verdict, bool]]) -> tuple[StandardStanding, ...]:
    """Verdicts in order: by standing, then what applies here, then the nearest."""
    found = [(_order(verdict, here), _standing(verdict, here)) for verdict, here in verdicts]
    return tuple(standing for _, standing in sorted(found, key=lambda pair: (pair[0], pair[1].standard)))


def _order(verdict: Verdict, here: bool) -> tuple[int, bool, float]:
    name, tier = _tier(verdict)
    near = 0.0
    if name == UNKNOWN:
        near = float(min(map(len, tier.to_yes), default=99))
    if name == SHORT:
        near = _distance(tier)
    return STANDINGS.index(name), not here, near


def _tier(verdict: Verdict) -> tuple[str, TierAnswer]:
    """The standing, and the tier that it is about."""
    yes = [each for each in verdict.tiers if each.answer]
    if yes:
        return REACHED, yes[-1]
    facts = [each for each in verdict.tiers if each.on_facts]
    if facts:
        return ON_FACTS, facts[-1]
    may = [each for each in verdict.tiers if each.answer is None]
    if may:
        return UNKNOWN, min(may, key=lambda each: min(map(len, each.to_yes), default=99))
    return SHORT, min(verdict.tiers, key=_distance)


def _standing(verdict: Verdict, here: bool) -> StandardStanding:
    name, tier = _tier(verdict)
    words = wording(verdict.standard, verdict.edition)
    return StandardStanding(
        standard=verdict.standard.label,
        name=verdict.standard.name,
        edition=verdict.edition.id,
        standing=name,
        tier=tier.tier.id,
        tier_name=tier.tier.name,
        missing=tuple(short_needs(tier.to_yes[0] if tier.to_yes else (), words)),
        gaps=tuple(_gaps(tier, words)) if name == SHORT else (),
        here=here,
        weak=any(clause.weak for clause in tier.tier.every),
        source=text_source(verdict.standard.cites),
    )


def _failing(tier: TierAnswer) -> list[ClauseAnswer]:
    """The clauses that keep it out: its own, and those of the branch that is nearest."""
    by_clause = {each.clause: each for each in tier.clauses}
    own = [by_clause[clause] for clause in tier.tier.clauses if by_clause[clause].answer is False]
    ways = [[by_clause[c] for c in branch.clauses if by_clause[c].answer is False] for branch in tier.tier.branches]
    return own + (min(ways, key=len) if ways else [])


def _distance(tier: TierAnswer) -> float:
    """How far a tier is: a clause that fails counts 1 and its gap as a share of what is asked."""
    return sum(1 + min(map(_share, _reasons(each)), default=inf) for each in _failing(tier))


def _reasons(of: ClauseAnswer) -> list[Reason]:
    return [reason for reason in of.reasons if reason.answer is False]


def _share(of: Reason) -> float:
    """A gap as a share of what is asked; a clause without a measure is farther than any."""
    asked = of.reply.right.low if of.reply.right else None
    if of.gap is None:
        return 1_000
    size = abs(float(asked)) if isinstance(asked, int | float | Decimal) else 365.0
    return min(float(of.gap.amount) / size, 1_000) if size else 1_000


def _gaps(tier: TierAnswer, words: Wording) -> Iterator[Phrase]:
    failing = sorted(_failing(tier), key=lambda each: min(map(_share, _reasons(each)), default=inf))
    for each in failing[:NAMED]:
        gap = next((reason.gap.says for reason in _reasons(each) if reason.gap), None)
        yield message("{clause}: {reason}", clause=clause_name(each.clause, words), reason=gap or message("not met"))
    if len(failing) > NAMED:
        yield message_plural("{n} more clause", "{n} more clauses", len(failing) - NAMED)


# ---- the page

STANDING_COLUMNS = (
    Column("standard", message("standard"), Kind.CODE, page=False),
    Column("name", message("standard"), pair=True),
    Column("edition", message("edition"), Kind.CODE, page=False),
    Column("standing", message("standing"), Kind.CODE, page=False),
    Column("tier", message("tier"), Kind.CODE, page=False),
    Column("tier_name", message("tier"), pair=True),
    Column("note", message("what is missing"), pair=True, empty="–"),
    Column("here", message("applies here"), Kind.YES, page=False),
    Column("source", message("source of the text"), page=False),
    Column("url", message("address"), Kind.CODE, page=False),
)


def standing_blocks(of: Sequence[StandardStanding], elsewhere: int) -> Iterator[Block]:
    """How many stand how; of the unknown and of those not reached the nearest, the rest counted."""
    counts = Counter(each.standing for each in of)
    yield Line(
        message(
            "Reached: {reached}. On the facts, awaiting a person's decision: {facts}. Unknown: {unknown}. "
            "Not reached: {short}. Of other places, and so left out: {elsewhere}.",
            reached=counts[REACHED],
            facts=counts[ON_FACTS],
            unknown=counts[UNKNOWN],
            short=counts[SHORT],
            elsewhere=elsewhere,
        )
    )
    for name in STANDINGS:
        mine = [each for each in of if each.standing == name]
        if mine:
            yield Line(TITLES[name], strong=True)
            yield from (Line(_line(each), 2, f"{_SIGNS[name]} ") for each in shown_standings(mine))
        if len(mine) > SHOWN[name]:
            yield More(len(mine) - SHOWN[name], 2)


def shown_standings(of: Sequence[StandardStanding]) -> list[StandardStanding]:
    """Those that the page shows."""
    return [each for name in STANDINGS for each in [mine for mine in of if mine.standing == name][: SHOWN[name]]]


def _line(of: StandardStanding) -> Phrase:
    text: Phrase = message("{name}: {tier}", name=of.name, tier=of.tier_name)
    notes = of.gaps or of.missing
    if notes and of.standing != REACHED:
        text = message("{text} – {notes}", text=text, notes=first_few(notes))
    return message("{text} (rests on a weak source of the text)", text=text) if of.weak else text


def standing_table(of: Sequence[StandardStanding]) -> Table:
    """Standings as a table."""
    return Table("verdicts", STANDING_COLUMNS, tuple(map(_row, of)))


def _row(of: StandardStanding) -> Row:
    cells = {column.key: getattr(of, column.key, None) for column in STANDING_COLUMNS}
    notes = of.gaps or of.missing
    return {**cells, "note": listing(notes, ";") if notes else None, **source_cells(of.source)}
