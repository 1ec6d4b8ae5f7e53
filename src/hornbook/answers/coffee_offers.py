"""Supports and offers on a company's page: what would settle each, the bundle, the calendar, and the files."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from hornbook.answers.coffee_supports import BundleTotal, OpenSupport
from hornbook.answers.coffee_texts import first_few, source_cells
from hornbook.answers.match_rows import CompanyNeed
from hornbook.answers.match_tables import points_phrase
from hornbook.answers.support_calendar import entry_phrase
from hornbook.answers.wording.awards import LEVELS, STANDING, exact_money, kinds_phrase
from hornbook.render.sheet import SIGN, Block, Column, Kind, Line, More, Row
from hornbook.support.calendar import CalendarEntry
from hornbook.support.support import PayerLevel
from hornbook.terms import Day
from hornbook.text import Phrase, Text, listing, message, message_plural, one_line

ROWS = 7
"""So many supports of each part are on the page."""
BUNDLED = 4
"""So many parts of a bundle are named, the largest."""
ENTRIES = 10
NO_LIMIT = Decimal(10**12)
"""A stake as large as this comes from an award without a limit."""

OPEN_COLUMNS = (
    Column("support", message("support"), Kind.CODE),
    Column("name", message("name"), pair=True),
    Column("level", message("payer"), Kind.CODE),
    Column("kinds", message("kind")),
    Column("answer", message("entitled"), Kind.YES),
    Column("in_force", message("in force"), Kind.YES),
    Column("here", message("applies here"), Kind.YES),
    Column("currency", message("currency"), Kind.CODE),
    Column("least", message("at least"), Kind.NUMBER),
    Column("most", message("at most"), Kind.NUMBER),
    Column("settles", message("what would settle it"), pair=True),
    Column("offered", message("place among the offers"), Kind.COUNT),
    Column("score_least", message("score at least"), Kind.NUMBER),
    Column("score_most", message("score at most"), Kind.NUMBER),
    Column("needs", message("needs that it answers")),
    Column("source", message("source of the text")),
    Column("url", message("address"), Kind.CODE),
)


def open_support_blocks(of: Sequence[OpenSupport], ruled_out: int) -> Iterator[Block]:
    """Supports that are no offers of funds, loans, scenarios or services, those had first."""
    entitled = sum(each.answer is True for each in of)
    yield Line(
        message(
            "Entitled: {yes}. May be entitled: {open}. Ruled out: {no}. Funds, loans, scenarios and services are "
            "counted too and stand below.",
            yes=entitled,
            open=len(of) - entitled,
            no=ruled_out,
        )
    )
    yield from _support_lines([each for each in of if each.offered is None and each.own])
    if others := [each for each in of if not each.own]:
        names = listing((each.name for each in others), ";")
        yield Line(message("To its investors or to others, not to the company: {names}.", names=names), 2)


def offer_blocks(of: Sequence[OpenSupport], needs: Sequence[CompanyNeed]) -> Iterator[Block]:
    """What the company said it needs, then the offers of funds, loans, scenarios and services in their order."""
    for need in needs:
        said = one_line(need.text or need.topic)
        text: Phrase = message(
            "It needs: {need} (stated on {day}, {source}).", need=said, day=need.day, source=need.source
        )
        if not need.answered_by:
            text = message("{text} No offer here answers it.", text=text)
        yield Line(text)
    offers = _offers(of)
    if not offers:
        yield Line(message("No fund, loan, scenario or service of the library is open to it."))
    yield from _support_lines(offers)


def _offers(of: Sequence[OpenSupport]) -> list[OpenSupport]:
    return sorted((each for each in of if each.offered is not None), key=lambda each: each.offered or 0)


def shown_supports(of: Sequence[OpenSupport]) -> list[OpenSupport]:
    """Those that the page shows with their terms: of each part the first, but not those of other places."""
    parts = [each for each in of if each.offered is None and each.own], _offers(of)
    return [each for part in parts for each in [near for near in part if near.here is not False][:ROWS]]


def _support_lines(of: Sequence[OpenSupport]) -> Iterator[Block]:
    """One line each; those of other places, which do not ask where the company is, by name."""
    near = [each for each in of if each.here is not False]
    far = [each for each in of if each.here is False]
    yield from (Line(_line(each), 2, f"{SIGN[each.answer]} ") for each in near[:ROWS])
    if len(near) > ROWS:
        yield More(len(near) - ROWS, 2)
    if far:
        names = listing((each.name for each in far), ";")
        yield Line(message("Of other places, whose texts do not rule it out: {names}.", names=names), 2)


def support_row(of: OpenSupport) -> Row:
    """A support as cells of a row."""
    cells = {column.key: getattr(of, column.key, None) for column in OPEN_COLUMNS}
    return {**cells, "settles": _settles(of), **source_cells(of.source)}


def _line(of: OpenSupport) -> Phrase:
    payer: Phrase = LEVELS[PayerLevel[of.level.upper()]]
    kinds = kinds_phrase(of.kinds)
    text: Phrase = message(
        "{name} ({payer}, {kinds}): {standing}", name=of.name, payer=payer, kinds=kinds, standing=_answer(of)
    )
    amount = of.offer or (of.amount if of.least is not None else None)
    if amount is not None:
        text = message("{text}, {amount}", text=text, amount=amount)
    if of.score_least is not None and of.score_most is not None:
        score = points_phrase(of.score_least, of.score_most)
        text = message("{text}, score {score} of 100", text=text, score=score)
    if of.needs:
        text = message("{text}, answers its need: {needs}", text=text, needs=listing(of.needs))
    settles = _settles(of)
    return message("{text} – to settle: {facts}", text=text, facts=settles) if settles else text


def _answer(of: OpenSupport) -> Phrase:
    text: Phrase = STANDING[of.answer]
    return message("{text}; the terms are from memory", text=text) if of.from_memory else text


def _settles(of: OpenSupport) -> Phrase | None:
    """The fact on which most money depends, with the money; else what would settle it."""
    if of.settling:
        first = of.settling[0]
        return message("{fact} ({amount})", fact=first.text, amount=stake_phrase(first.amount, first.currency))
    return first_few(of.missing) if of.missing else None


def stake_phrase(amount: Decimal, currency: str) -> Phrase:
    """How much money depends on something."""
    if amount >= NO_LIMIT:
        return message("without a limit")
    return exact_money(int(amount * 100), currency)


def bundle_lines(of: Sequence[BundleTotal]) -> Iterator[Line]:
    """The best lawful bundle of each currency: what is certain, and what is possible."""
    for each in of:
        certain, possible = (exact_money(int(side * 100), each.currency) for side in (each.certain, each.possible))
        filings = message_plural("{n} filing", "{n} filings", each.possible_filings)
        yield Line(
            message(
                "Best lawful bundle: {certain} is certain; {possible} by {filings} if every open question were decided "
                "in its favour: {names}.",
                certain=certain,
                possible=possible,
                filings=filings,
                names=listing(_first(each.possible_names), ";"),
            )
        )


def _first(names: Sequence[Text]) -> list[Phrase]:
    """The first names of a bundle, and how many more it holds."""
    more = [message("{n} more", n=len(names) - BUNDLED)] if len(names) > BUNDLED else []
    return [*names[:BUNDLED], *more]


def calendar_part(entries: Sequence[CalendarEntry], day: Day) -> Iterator[Block]:
    """What the texts set a day for, or leave open at any time, in the next months; the rest is counted."""
    dated = [each for each in entries if each.when == "dated"]
    always = [each for each in entries if each.when == "any_time"]
    yield from (Line(entry_phrase(each, day), 2, "– ") for each in dated[:ENTRIES])
    if len(dated) > ENTRIES:
        yield More(len(dated) - ENTRIES)
    if always:
        names = listing(dict.fromkeys(each.name for each in always), ";")
        yield Line(message("At any time: {names}.", names=names), 2, "– ")
    silent = {each.support for each in entries} - {each.support for each in (*dated, *always)}
    if silent:
        yield Line(
            message_plural(
                "The text of {n} support sets no day, or its last window is over.",
                "The texts of {n} supports set no day, or their last window is over.",
                len(silent),
            ),
            2,
            "– ",
        )
