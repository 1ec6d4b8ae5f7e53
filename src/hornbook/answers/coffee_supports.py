"""Supports, funds, loans and scenarios for one company on one page: entitled or may be, what settles it, when to file."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from hornbook.answers.bundle import CurrencyBundle
from hornbook.answers.entitled import settling_facts
from hornbook.answers.entitled_rows import SettlingFact
from hornbook.answers.support import window_phrase
from hornbook.answers.wording.awards import LEVELS, STANDING, amount_phrase, exact_money, kinds_phrase
from hornbook.answers.wording.rules import Wording, needs_text
from hornbook.book.view import Told
from hornbook.render.sheet import SIGN, Block, Column, EmptyLine, Kind, Line, More, Row, Table
from hornbook.support.entitle import Entitlement
from hornbook.support.support import PayerLevel
from hornbook.terms import Day
from hornbook.text import Phrase, Text, listing, message, message_plural

FINANCE = ("fund", "equity", "loan", "guarantee", "scenario")
"""Kinds of supports that are money to be found or a place to try something, and stand in a part of their own."""
ROWS = 10
"""So many supports of each part are on the page."""
WINDOWS = 8
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
    here: bool
    """Whether its place is known to be the company's."""
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
    windows: tuple[Phrase, ...]
    papers: tuple[Text, ...]
    without_application: bool

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
class StatedNeed:
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
        here=here is True,
        currency=of.edition.currency,
        least=None if of.amount is None else Decimal(of.amount.least) / 100,
        most=None if of.amount is None or of.amount.most is None else Decimal(of.amount.most) / 100,
        amount=amount_phrase(of.amount, of.edition.currency),
        settling=tuple(settling_facts(of, words)),
        missing=tuple(_missing(of, words)),
        windows=tuple(map(window_phrase, of.edition.windows)),
        papers=of.edition.evidence,
        without_application=of.edition.without_application,
    )


def _missing(of: Entitlement, words: Wording) -> Iterator[Phrase]:
    """The fewest facts or decisions by which one of its parts would be had."""
    ways = [tier.to_yes[0] for tier in of.verdict.tiers if tier.answer is None and tier.to_yes]
    if of.answer is None and ways:
        fewest = min(ways, key=lambda way: (len(way), sorted(each.written for each in way)))
        yield from (needs_text(each, words) for each in sorted(fewest, key=lambda each: each.written))


def support_order(of: OpenSupport) -> tuple[bool, bool, bool, str]:
    """Entitled first, then those of the company's place, then those that name an amount."""
    return of.answer is None, not of.here, of.least is None, of.support


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


def stated_needs(story: Iterable[Told], day: Day) -> tuple[StatedNeed, ...]:
    """The needs that have not ended, the newest first."""
    needs = [told for told in story if told.kind == "Need" and (told.says.get("until") or day) >= day]
    return tuple(
        StatedNeed(
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
    Column("support", message("support"), Kind.CODE, page=False),
    Column("name", message("support"), pair=True),
    Column("level", message("payer"), Kind.CODE, page=False),
    Column("payer", message("payer"), file=False),
    Column("kinds", message("kind"), page=False),
    Column("answer", message("entitled"), Kind.YES, page=False),
    Column("standing", message("standing"), file=False),
    Column("in_force", message("in force"), Kind.YES, page=False),
    Column("currency", message("currency"), Kind.CODE, page=False),
    Column("least", message("at least"), Kind.NUMBER, page=False),
    Column("most", message("at most"), Kind.NUMBER, page=False),
    Column("amount", message("amount"), file=False),
    Column("settles", message("what would settle it"), pair=True, empty="–"),
)
FINANCE_COLUMNS = tuple(
    Column("kind", message("kind"), file=False) if column.key == "amount" else column for column in OPEN_COLUMNS
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
    yield from _table("supports", OPEN_COLUMNS, [each for each in of if not each.finance])


def finance_blocks(of: Sequence[OpenSupport], needs: Sequence[StatedNeed]) -> Iterator[Block]:
    """Funds, loans and scenarios, and what the company said it needs."""
    for need in needs:
        said = need.text or need.topic
        yield Line(message("It needs: {need} (stated on {day}, {source}).", need=said, day=need.day, source=need.source))
    finance = [each for each in of if each.finance]
    if finance:
        yield from _table("finance", FINANCE_COLUMNS, finance)
    else:
        yield Line(message("No fund, loan or scenario of the library is open to it."))


def _table(key: str, columns: tuple[Column, ...], of: Sequence[OpenSupport]) -> Iterator[Block]:
    if of:
        yield Table(key, columns, tuple(map(support_row, of[:ROWS])))
    if len(of) > ROWS:
        yield More(len(of) - ROWS)


def support_row(of: OpenSupport) -> Row:
    """A support as cells of a row."""
    cells = {column.key: getattr(of, column.key, None) for column in OPEN_COLUMNS}
    return {
        **cells,
        "payer": LEVELS[PayerLevel[of.level.upper()]],
        "standing": message("{sign} {standing}", sign=SIGN[of.answer], standing=_answer(of)),
        "settles": _settles(of),
        "kind": kinds_phrase(of.kinds),
    }


def _answer(of: OpenSupport) -> Phrase:
    text: Phrase = STANDING[of.answer]
    if of.beneficiary == "investor":
        text = message("{text} (its investors)", text=text)
    return message("{text}; from memory", text=text) if of.from_memory else text


def _settles(of: OpenSupport) -> Phrase | None:
    """The fact on which most money depends, with the money; else what would settle it."""
    if of.settling:
        first = of.settling[0]
        return message("{fact}: {amount}", fact=first.text, amount=stake_phrase(first.amount, first.currency))
    if not of.missing:
        return None
    more = [message("{n} more", n=len(of.missing) - 2)] if len(of.missing) > 2 else []
    return listing([*of.missing[:2], *more], ";")


def stake_phrase(amount: Decimal, currency: str) -> Phrase:
    """How much money depends on something."""
    if amount >= NO_LIMIT:
        return message("{currency}, without a limit", currency=currency)
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


def filing_blocks(of: Sequence[OpenSupport]) -> Iterator[Block]:
    """When to file for the supports, and with which papers."""
    dated = [each for each in of if each.windows or each.without_application]
    if not dated:
        return
    yield EmptyLine()
    yield Line(message("When to file"), strong=True)
    for each in dated[:WINDOWS]:
        when = [*each.windows, *([message("Paid without application.")] if each.without_application else [])]
        yield Line(message("{name}: {amount}", name=each.name, amount=listing(when, ";")), 2, "– ")
        if each.papers:
            yield Line(message("papers: {papers}", papers=listing(each.papers, ";")), 4)
    if len(dated) > WINDOWS:
        yield More(len(dated) - WINDOWS)

