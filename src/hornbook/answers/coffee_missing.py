"""What is not known of a company and settles most, and the sources of what is known."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from hornbook.answers.coffee_offers import stake_phrase
from hornbook.answers.coffee_texts import short_needs
from hornbook.answers.wording.facts import kind_text
from hornbook.answers.wording.rules import Wording
from hornbook.answers.wording.values import closed_word
from hornbook.book.view import Told
from hornbook.lang import bound
from hornbook.render.sheet import Block, Column, Kind, Line, More, Row, Table
from hornbook.standards.verdict import Verdict
from hornbook.support.entitle import Entitlement
from hornbook.support.stakes import stakes
from hornbook.terms import Day
from hornbook.text import Phrase, Value, listing, message, message_plural

SHOWN = 6
"""So many facts to collect, and so many matters to decide, are on the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingFact:
    """Something that is not known, and what waits for it."""

    written: str
    text: Phrase
    matter: bool
    """Whether a person decides it; else a fact states it."""
    standards: int
    """How many standards that apply here it is among the fewest facts to settle."""
    supports: int
    """The same of supports."""
    stakes: tuple[tuple[str, Decimal], ...]
    """By currency: how much money of supports depends on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FactSource:
    """One source of what is known of the company."""

    source: str
    facts: int
    kinds: tuple[str, ...]
    grades: tuple[str, ...]
    known: Day
    """By when the newest of them was known."""


@dataclass(slots=True)
class _Waiting:
    text: Phrase
    matter: bool
    standards: int = 0
    supports: int = 0
    stakes: dict[str, int] = field(default_factory=lambda: defaultdict(int))


def missing_facts(
    verdicts: Iterable[tuple[Verdict, Wording]], supports: Iterable[tuple[Entitlement, Wording]]
) -> tuple[MissingFact, ...]:
    """What would settle the standards and supports: facts first, then matters, those for which most waits first."""
    found: dict[str, _Waiting] = {}

    def entry(of: bound.Input, words: Wording) -> _Waiting:
        if of.written not in found:
            found[of.written] = _Waiting(next(short_needs([of], words)), bool(of.matter))
        return found[of.written]

    for verdict, words in verdicts:
        for of in _fewest(verdict):
            entry(of, words).standards += 1
    for each, words in supports:
        for of in _fewest(each.verdict) if each.answer is None else ():
            entry(of, words).supports += 1
        for stake in stakes(each.claim) if each.claim.parts else ():
            entry(stake.input, words).stakes[each.edition.currency] += stake.amount
    rows = [
        MissingFact(
            written=written,
            text=waiting.text,
            matter=waiting.matter,
            standards=waiting.standards,
            supports=waiting.supports,
            stakes=tuple((currency, Decimal(amount) / 100) for currency, amount in sorted(waiting.stakes.items())),
        )
        for written, waiting in found.items()
    ]
    return tuple(sorted(rows, key=_rank))


def _rank(of: MissingFact) -> tuple[bool, int, Decimal, str]:
    return of.matter, -(of.standards + of.supports), -sum((amount for _, amount in of.stakes), Decimal(0)), of.written


def _fewest(verdict: Verdict) -> Iterator[bound.Input]:
    """The fewest inputs that can settle the nearest tier that is unknown."""
    ways = [tier.to_yes[0] for tier in verdict.tiers if tier.answer is None and tier.to_yes]
    yield from min(ways, key=lambda way: (len(way), sorted(each.written for each in way)), default=())


def fact_sources(story: Iterable[Told]) -> tuple[FactSource, ...]:
    """The sources of a company's facts, those with most facts first."""
    by_source: dict[str, list[Told]] = defaultdict(list)
    for told in story:
        by_source[told.source].append(told)
    found = (
        FactSource(
            source=source,
            facts=len(facts),
            kinds=tuple(sorted({told.kind for told in facts})),
            grades=tuple(sorted({told.grade for told in facts})),
            known=max(told.known for told in facts),
        )
        for source, facts in by_source.items()
    )
    return tuple(sorted(found, key=lambda of: (-of.facts, of.source)))


# ---- the page

MISSING_COLUMNS = (
    Column("written", message("input"), Kind.CODE, page=False),
    Column("text", message("what is not known"), pair=True),
    Column("matter", message("a person decides it"), Kind.YES, page=False),
    Column("standards", message("standards"), Kind.COUNT),
    Column("supports", message("supports"), Kind.COUNT),
    Column("depends", message("money that depends on it"), pair=True, empty="–"),
)
SOURCE_COLUMNS = (
    Column("source", message("source"), Kind.CODE),
    Column("facts", message("facts"), Kind.COUNT),
    Column("kinds", message("kinds"), file=False),
    Column("kind_names", message("kinds"), page=False),
    Column("grades", message("evidence"), file=False),
    Column("grade_names", message("evidence"), page=False),
    Column("known", message("newest known on"), Kind.DAY),
)


def missing_blocks(of: Sequence[MissingFact]) -> Iterator[Block]:
    """Facts to collect, then what persons must decide."""
    if not of:
        yield Line(message("Nothing that is asked here is unknown."))
    titles = {False: message("Facts to collect first"), True: message("For a person to decide")}
    for matter, title in titles.items():
        rows = [each for each in of if each.matter is matter]
        if rows:
            yield Line(title, strong=True)
        yield from (Line(_line(each), 2, "– ") for each in rows[:SHOWN])
        if len(rows) > SHOWN:
            yield More(len(rows) - SHOWN, 2)


def _line(of: MissingFact) -> Phrase:
    """What waits for it: standards, supports, money."""
    waiting: list[Value] = []
    if of.standards:
        waiting.append(message_plural("{n} standard", "{n} standards", of.standards))
    if of.supports:
        waiting.append(message_plural("{n} support", "{n} supports", of.supports))
    waiting += [stake_phrase(amount, currency) for currency, amount in of.stakes]
    return message("{fact}: {waiting}", fact=of.text, waiting=listing(waiting))


def missing_table(of: Sequence[MissingFact]) -> Table:
    """All that is missing."""
    return Table("missing", MISSING_COLUMNS, tuple(map(_missing_row, of)))


def _missing_row(of: MissingFact) -> Row:
    cells = {column.key: getattr(of, column.key, None) for column in MISSING_COLUMNS}
    money = [stake_phrase(amount, currency) for currency, amount in of.stakes]
    return {**cells, "depends": listing(money, ";") if money else None}


def fact_source_table(of: Sequence[FactSource]) -> Table:
    """The sources as a table."""
    return Table("sources", SOURCE_COLUMNS, tuple(map(_source_row, of)))


def _source_row(of: FactSource) -> Row:
    return {
        "source": of.source,
        "facts": of.facts,
        "kinds": listing(map(kind_text, of.kinds)),
        "kind_names": of.kinds,
        "grades": listing(map(closed_word, of.grades)),
        "grade_names": of.grades,
        "known": of.known,
    }
