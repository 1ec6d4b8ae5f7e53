"""One company on one page: who it is, verdicts, supports, funds, peers, and what is not known."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from hornbook.answers.answer import Answer, RuleAsked, head
from hornbook.answers.coffee_card import CardItem, card_table
from hornbook.answers.coffee_missing import (
    FactSource,
    MissingFact,
    fact_source_table,
    missing_blocks,
    missing_table,
)
from hornbook.answers.coffee_offers import (
    OPEN_COLUMNS,
    bundle_lines,
    calendar_part,
    offer_blocks,
    open_support_blocks,
    shown_supports,
    support_row,
)
from hornbook.answers.coffee_peers import peer_blocks, peer_table
from hornbook.answers.coffee_supports import BundleTotal, OpenSupport
from hornbook.answers.coffee_texts import source_lines
from hornbook.answers.coffee_verdicts import StandardStanding, shown_standings, standing_blocks, standing_table
from hornbook.answers.match_rows import CompanyNeed
from hornbook.answers.saved_list import OTHER_BOOK
from hornbook.answers.support_calendar import calendar_table
from hornbook.population.peers import PeerGroup
from hornbook.render.sheet import Block, Heading, Line, Sheet, Table
from hornbook.support.calendar import CalendarEntry
from hornbook.terms import Day
from hornbook.text import Phrase, Value, message, one_line


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPlace:
    """The company's place in a list of the scout; rank None where it is not in the list."""

    day: Day
    known: Day
    question: str
    model: str
    """The digest of the list's model."""
    same_book: bool
    """Whether the list was made from this book; the places of another book's list are of other companies."""
    rank: int | None
    of: int
    probability: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class CoffeeAnswer(Answer):
    """Everything on one company that an office needs before it meets the company; `asked` names every rule."""

    company: str
    name: str
    figures: Mapping[str, Any]
    """Indicators by name; an empty one is unknown."""
    card: tuple[CardItem, ...]
    place: ListPlace | None
    standings: tuple[StandardStanding, ...]
    """Under every standard that holds where the company is based, or everywhere."""
    elsewhere: int
    """How many standards hold in other places, and so are left out."""
    supports: tuple[OpenSupport, ...]
    """Those that the company has or may have, those had first."""
    ruled_out: int
    bundles: tuple[BundleTotal, ...]
    bundle_trouble: Phrase | None
    """Why no best bundle is told, where it cannot be worked out."""
    calendar: tuple[CalendarEntry, ...]
    """Of these supports, the next twelve months."""
    needs: tuple[CompanyNeed, ...]
    """What the company asked for and has not ended, the newest first."""
    peers: PeerGroup
    peer_rule: RuleAsked
    """The rule by which a peer is a unicorn."""
    missing: tuple[MissingFact, ...]
    sources: tuple[FactSource, ...]

    def sheet(self) -> Sheet:
        """The page, part by part."""
        title = message("Company brief: {name}", name=one_line(self.name))
        return Sheet(title, (Heading(title, 1), *_parts(self)))

    def tables(self) -> tuple[Table, ...]:
        """The card; then standings, supports, calendar, peers, what is missing, and sources."""
        return (
            card_table(self.card),
            standing_table(self.standings),
            Table("supports", OPEN_COLUMNS, tuple(map(support_row, self.supports))),
            calendar_table([(self.company, entry) for entry in self.calendar]),
            peer_table(self.peers),
            missing_table(self.missing),
            fact_source_table(self.sources),
        )


def _parts(of: CoffeeAnswer) -> Iterator[Block]:
    yield Line(message("Subject: {subject}", subject=of.company))
    yield from head(replace(of.asked, rules=()))
    yield Heading(message("Who it is"))
    yield card_table(of.card)
    yield from _list_lines(of.place)
    yield Heading(message("Standards"))
    yield from standing_blocks(of.standings, of.elsewhere)
    yield Heading(message("Supports"))
    yield from open_support_blocks(of.supports, of.ruled_out)
    yield from bundle_lines(of.bundles)
    if of.bundle_trouble:
        yield Line(message("No best bundle: {why}", why=of.bundle_trouble))
    assert of.asked.day is not None
    if of.calendar:
        yield Heading(message("Calendar of the next 12 months"))
        yield from calendar_part(of.calendar, of.asked.day)
    yield Heading(message("Needs, funds, loans, scenarios and services"))
    yield from offer_blocks(of.supports, of.needs)
    yield Heading(message("Comparable companies, and what became of them"))
    yield from peer_blocks(of.peers, of.figures, of.peer_rule, of.asked.day)
    yield Heading(message("What is not known"))
    yield from missing_blocks(of.missing)
    yield Heading(message("Sources"))
    yield fact_source_table(of.sources)
    yield Line(message("Texts of the standards and supports above"), strong=True)
    yield from source_lines((each.name, each.source) for each in shown_standings(of.standings))
    yield from source_lines((each.name, each.source) for each in shown_supports(of.supports))


def _list_lines(place: ListPlace | None) -> Iterator[Line]:
    """The place in the list of the scout, if one was given."""
    if place is None:
        return
    if not place.same_book:
        yield Line(OTHER_BOOK, strong=True)
    words: dict[str, Value] = {"question": place.question, "day": place.day, "of": place.of}
    if place.rank is None:
        yield Line(message("Not among the {of:,} of the scout's list of {day} ({question}).", **words))
    elif place.probability is None or place.low is None or place.high is None:
        yield Line(
            message(
                "Rank {rank:,} of {of:,} in the scout's list of {day} ({question}); probability unknown.",
                rank=place.rank,
                **words,
            )
        )
    else:
        yield Line(
            message(
                "Rank {rank:,} of {of:,} in the scout's list of {day} ({question}); probability {probability:.1%} "
                "({low:.1%}–{high:.1%}).",
                rank=place.rank,
                probability=place.probability,
                low=place.low,
                high=place.high,
                **words,
            )
        )
