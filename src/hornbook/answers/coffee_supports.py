"""Supports, funds, loans and scenarios for one company on one page: entitled or may be, what settles it, and when."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from hornbook.answers.bundle import CurrencyBundle
from hornbook.answers.coffee_texts import TextSource, first_few, short_needs, source_cells, text_source
from hornbook.answers.entitled_rows import SettlingFact
from hornbook.answers.support_calendar import entry_phrase
from hornbook.answers.wording.awards import LEVELS, STANDING, amount_phrase, exact_money, kinds_phrase
from hornbook.answers.wording.rules import Wording
from hornbook.book.view import Told
from hornbook.lang import bound
from hornbook.render.sheet import SIGN, Block, Column, Kind, Line, More, Row
from hornbook.support.calendar import CalendarEntry
from hornbook.support.entitle import Entitlement
from hornbook.support.stakes import stakes
from hornbook.support.support import PayerLevel
from hornbook.terms import Day
from hornbook.text import Phrase, Text, listing, message, message_plural, one_line

FINANCE = ("fund", "equity", "loan", "guarantee", "scenario")
"""Kinds of supports that are money to be found or a place to try something, and stand in a part of their own."""
ROWS = 8
"""So many supports of each part are on the page."""
ENTRIES = 10
NO_LIMIT = Decimal(10**12)
"""A stake as large as this comes from an award without a limit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenSupport:
    """A support that a company has or may have."""

    support: str
    name: Text
    level: str
    kinds: tuple[str, ...]
    beneficiary: str
    answer: bool | None
    in_force: bool | None
    from_memory: bool
    here: bool | None
    """Whether the company is based where it holds; None where it holds everywhere or that is not known."""
    currency: str
    least: Decimal | None
    """None where the text names no amount."""
    most: Decimal | None
    """None where nothing limits it, or the text names no amount."""
    amount: Phrase
    settling: tuple[SettlingFact, ...]
    """What is not known and money depends on, the largest stake first."""
    missing: tuple[Phrase, ...]
    """The fewest facts or decisions that would settle it, whether or not money is named."""
    source: TextSource | None

    @property
    def finance(self) -> bool:
        """Whether it is a fund, a loan or a scenario."""
        return any(kind in FINANCE for kind in self.kinds)


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleTotal:
    """The best lawful bundle of one currency, in short."""

    currency: str
    certain: Decimal
    possible: Decimal
    certain_filings: int
    possible_filings: int
    certain_names: tuple[Text, ...]
    possible_names: tuple[Text, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenNeed:
    """What the company said it needs, and until when."""

    topic: str
    text: str | None
    day: Day
    until: Day | None
    source: str


def open_support(of: Entitlement, words: Wording, here: bool | None) -> OpenSupport:
    """What the page says of a support that is not ruled out."""
    return OpenSupport(
        support=of.support.id,
        name=of.support.name,
        level=of.support.level.name.lower(),
        kinds=of.support.kinds,
        beneficiary=of.support.beneficiary,
        answer=of.answer,
        in_force=of.in_force,
        from_memory=of.support.from_memory,
        here=here,
        currency=of.edition.currency,
        least=None if of.amount is None else Decimal(of.amount.least) / 100,
        most=None if of.amount is None or of.amount.most is None else Decimal(of.amount.most) / 100,
        amount=amount_phrase(of.amount, of.edition.currency),
        settling=tuple(_settling(of, words)),
        missing=tuple(short_needs(_fewest(of), words)),
        source=text_source(of.support.cites),
    )


def _settling(of: Entitlement, words: Wording) -> Iterator[SettlingFact]:
    for stake in stakes(of.claim) if of.claim.parts else ():
        yield SettlingFact(
            written=stake.input.written,
            text=next(short_needs([stake.input], words)),
            currency=of.edition.currency,
            amount=Decimal(stake.amount) / 100,
        )


def _fewest(of: Entitlement) -> Iterable[bound.Input]:
    """The fewest facts or decisions by which one of its parts would be had."""
    ways = [tier.to_yes[0] for tier in of.verdict.tiers if tier.answer is None and tier.to_yes]
    if of.answer or not ways:
        return ()
    return min(ways, key=lambda way: (len(way), sorted(each.written for each in way)))


def support_order(of: OpenSupport) -> tuple[bool, int, bool, str]:
    """Entitled first, then those of the company's place, then those that name an amount."""
    return of.answer is None, (True, None, False).index(of.here), of.least is None, of.support


def bundle_totals(of: Iterable[CurrencyBundle]) -> tuple[BundleTotal, ...]:
    """The bundles in short, those that pay something."""
    return tuple(
        BundleTotal(
            currency=each.currency,
            certain=each.certain.total,
            possible=each.possible.total,
            certain_filings=each.certain.filings,
            possible_filings=each.possible.filings,
            certain_names=tuple(part.name for part in each.certain.chosen),
            possible_names=tuple(part.name for part in each.possible.chosen),
        )
        for each in of
        if each.possible.total
    )


def open_needs(story: Iterable[Told], day: Day) -> tuple[OpenNeed, ...]:
    """The needs that have not ended, the newest first."""
    needs = [told for told in story if told.kind == "Need" and (told.says.get("until") or day) >= day]
    return tuple(
        OpenNeed(
            topic=str(told.says["topic"]),
            text=told.says.get("text"),
            day=told.valid,
            until=told.says.get("until"),
            source=told.source,
        )
        for told in sorted(needs, key=lambda told: (told.valid, told.id), reverse=True)
    )


# ---- the page

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
    Column("source", message("source of the text")),
    Column("url", message("address"), Kind.CODE),
)


def support_blocks(of: Sequence[OpenSupport], ruled_out: int) -> Iterator[Block]:
    """Supports that are no funds, loans or scenarios, those had first."""
    entitled = sum(each.answer is True for each in of)
    yield Line(
        message(
            "Entitled: {yes}. May be entitled: {open}. Ruled out: {no}. Funds, loans and scenarios are counted too "
            "and stand below.",
            yes=entitled,
            open=len(of) - entitled,
            no=ruled_out,
        )
    )
    yield from _support_lines([each for each in of if not each.finance])


def finance_blocks(of: Sequence[OpenSupport], needs: Sequence[OpenNeed]) -> Iterator[Block]:
    """Funds, loans and scenarios, and what the company said it needs."""
    for need in needs:
        said = one_line(need.text or need.topic)
        text = message("It needs: {need} (stated on {day}, {source}).", need=said, day=need.day, source=need.source)
        yield Line(text)
    finance = [each for each in of if each.finance]
    if not finance:
        yield Line(message("No fund, loan or scenario of the library is open to it."))
    yield from _support_lines(finance)


def shown_supports(of: Sequence[OpenSupport]) -> list[OpenSupport]:
    """Those that the page shows with their terms: of each part the first, but not those of other places."""
    parts = ([each for each in of if each.finance is side and each.here is not False] for side in (False, True))
    return [each for part in parts for each in part[:ROWS]]


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
    if of.least is not None:
        text = message("{text}, {amount}", text=text, amount=of.amount)
    settles = _settles(of)
    return message("{text} – to settle: {facts}", text=text, facts=settles) if settles else text


def _answer(of: OpenSupport) -> Phrase:
    text: Phrase = STANDING[of.answer]
    if of.beneficiary == "investor":
        text = message("{text} (its investors)", text=text)
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
                names=listing(each.possible_names, ";"),
            )
        )


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
