"""Where a company stands under every standard: reached, awaiting a person, unknown or short, with what is missing."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from math import inf

from hornbook.answers.clauses import clause_name
from hornbook.answers.wording.rules import Wording, needs_text, wording
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
STANDINGS = {
    REACHED: message("reached"),
    ON_FACTS: message("on the facts, awaiting a person's decision"),
    UNKNOWN: message("unknown"),
    SHORT: message("not reached"),
}
SHOWN = {REACHED: 30, ON_FACTS: 12, UNKNOWN: 6, SHORT: 4}
"""So many standards of each standing are on the page, the nearest first."""
NOTES = 2
"""So many gaps or missing facts are named in a row."""


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
    return list(STANDINGS).index(name), not here, near


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
        missing=tuple(_missing(tier, words)),
        gaps=tuple(_gaps(tier, words)) if name == SHORT else (),
        here=here,
    )


def _missing(tier: TierAnswer, words: Wording) -> Iterator[Phrase]:
    """The fewest facts or decisions that can settle a tier."""
    for each in sorted(tier.to_yes[0] if tier.to_yes else (), key=lambda each: each.written):
        yield needs_text(each, words)


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
    for each in failing[:NOTES]:
        gap = next((reason.gap.says for reason in _reasons(each) if reason.gap), None)
        yield message("{clause}: {reason}", clause=clause_name(each.clause, words), reason=gap or message("not met"))
    if len(failing) > NOTES:
        yield message_plural("{n} more clause", "{n} more clauses", len(failing) - NOTES)


# ---- the page

STANDING_COLUMNS = (
    Column("standard", message("standard"), Kind.CODE, page=False),
    Column("name", message("standard"), pair=True),
    Column("edition", message("edition"), Kind.CODE, page=False),
    Column("standing", message("standing"), Kind.CODE, page=False),
    Column("standing_text", message("standing"), file=False),
    Column("tier", message("tier"), Kind.CODE, page=False),
    Column("tier_name", message("tier"), pair=True),
    Column("note", message("what is missing"), pair=True, empty="–"),
    Column("here", message("applies here"), Kind.YES, page=False),
)


def standing_blocks(of: Sequence[StandardStanding], elsewhere: int) -> Iterator[Block]:
    """How many stand how, and a table: of the unknown and of those not reached the nearest, the rest counted."""
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
    shown = [each for name in STANDINGS for each in [one for one in of if one.standing == name][: SHOWN[name]]]
    yield standing_table(shown)
    if len(of) > len(shown):
        yield More(len(of) - len(shown))


def standing_table(of: Sequence[StandardStanding]) -> Table:
    """Standings as a table."""
    return Table("verdicts", STANDING_COLUMNS, tuple(map(_row, of)))


def _row(of: StandardStanding) -> Row:
    cells = {column.key: getattr(of, column.key, None) for column in STANDING_COLUMNS}
    notes = [] if of.standing == REACHED else of.gaps or of.missing
    shown: list[Phrase] = list(notes[: NOTES + 1])
    if len(notes) > len(shown):
        shown.append(message("{n} more", n=len(notes) - len(shown)))
    sign = {REACHED: True, SHORT: False}.get(of.standing)
    standing = message("{sign} {standing}", sign=SIGN[sign], standing=STANDINGS[of.standing])
    return {**cells, "standing_text": standing, "note": listing(shown, ";") if shown else None}
