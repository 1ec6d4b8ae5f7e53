"""What a support costs net of what others no longer pay, as an answer holds it and as a page shows it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from hornbook.answers.wording.awards import LEVELS, range_phrase
from hornbook.book.view import View
from hornbook.lang.filter import Filter
from hornbook.render.sheet import Block, Column, Heading, Kind, Line, Table
from hornbook.support.displaced_offers import displaced_supports
from hornbook.support.displacement import Displacement, net_range
from hornbook.support.support import PayerLevel, Support
from hornbook.text import listing, message, message_plural


@dataclass(frozen=True, slots=True, kw_only=True)
class PayerChange:
    """What the payers of one level pay without the support and beside it."""

    level: str
    without: Decimal
    beside: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class DisplacementCase:
    """One case: the support and the others each at their least or their most, every company in its best bundle."""

    own: str
    """least or most."""
    others: str
    takers: int
    """How many companies have the support in their best bundle."""
    gross: Decimal
    """What the support pays."""
    displaced: Decimal
    """What the others no longer pay; below zero where they pay more."""
    net: Decimal
    levels: tuple[PayerChange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DisplacementReach:
    """What a support displaces among the supports to which rules of stacking join it."""

    companies: int
    """How many companies may have it."""
    linked: tuple[str, ...]
    beside: int
    """How many supports were looked at."""
    cases: tuple[DisplacementCase, ...]
    net_least: Decimal
    net_most: Decimal
    """The smallest and the largest net cost of the cases."""
    holds: bool
    """Whether no other amounts between least and most lead outside of that range."""
    solved: int
    """For how many companies rules crossed, so that a solver was asked, at most in any case."""
    other_currency: tuple[str, ...]
    without_limit: tuple[str, ...]


def displacement_reach(
    view: View, support: Support, beside: Sequence[Support], where: Filter | None = None
) -> DisplacementReach:
    """The displacement of a support over the companies of a view; QuestionError where it pays no money to companies."""
    found = displaced_supports(view, support, beside, where)
    least, most = net_range(found.cases)
    return DisplacementReach(
        companies=found.companies,
        linked=found.linked,
        beside=len({each.id for each in beside} - {support.id}),
        cases=tuple(map(_case, found.cases)),
        net_least=_money(least),
        net_most=_money(most),
        holds=found.holds,
        solved=max(case.solved for case in found.cases),
        other_currency=found.other_currency,
        without_limit=found.without_limit,
    )


def _money(hundredths: int) -> Decimal:
    return Decimal(hundredths) / 100


def _case(of: Displacement) -> DisplacementCase:
    ends = ("least", "most")
    return DisplacementCase(
        own=ends[of.own_most],
        others=ends[of.others_most],
        takers=of.takers,
        gross=_money(of.gross),
        displaced=_money(of.displaced),
        net=_money(of.net),
        levels=tuple(
            PayerChange(level=each.level.name.lower(), without=_money(each.without), beside=_money(each.beside))
            for each in of.levels
        ),
    )


# ---- the page

_AMOUNTS = {
    ("least", "least"): message("all at their least"),
    ("most", "most"): message("all at their most"),
    ("most", "least"): message("it at its most, the others at their least"),
    ("least", "most"): message("it at its least, the others at their most"),
}


def displacement_blocks(of: DisplacementReach, currency: str) -> Iterator[Block]:
    """What the support costs net of what others no longer pay."""
    yield Heading(message("Beside other supports"))
    yield from _scope(of)
    if not of.linked:
        return
    yield displacement_table(of)
    net = range_phrase(int(of.net_least * 100), int(of.net_most * 100), currency)
    yield Line(message("Net cost of all payers together: {amount}.", amount=net), strong=True)
    if of.holds:
        yield Line(message("Other amounts between least and most do not lead outside of that range."))
    else:
        yield Line(
            message(
                "Some rules cross or ask for another support, so other amounts between least and most may lead outside"
                " of that range."
            )
        )
    yield payer_table(of)
    if of.solved:
        share = round(100 * of.solved / of.companies, 1)
        yield Line(message("Rules cross for {share}% of the companies; a solver found their bundles.", share=share))


def _scope(of: DisplacementReach) -> Iterator[Line]:
    yield Line(
        message_plural(
            "{n:,} company may have it and takes its best lawful bundle, without it and with it.",
            "{n:,} companies may have it; each takes its best lawful bundle, without it and with it.",
            of.companies,
        )
    )
    if of.linked:
        yield Line(message("Rules of stacking join it to {supports}.", supports=listing(of.linked)))
    else:
        yield Line(
            message_plural(
                "No rule of stacking joins it to the {n} support asked about: that one pays what it paid.",
                "No rule of stacking joins it to any of the {n} supports asked about: they pay what they paid.",
                of.beside,
            ),
            strong=True,
        )
    if of.other_currency:
        yield Line(
            message_plural(
                "{n} support that pays in another currency is left out.",
                "{n} supports that pay in another currency are left out.",
                len(of.other_currency),
            )
        )
    if of.without_limit:
        yield Line(message("Without a limit, and so in no bundle: {names}.", names=listing(of.without_limit)))


def displacement_table(of: DisplacementReach) -> Table:
    """One row a case."""
    columns = (
        Column("amounts", message("amounts"), pair=True),
        Column("takers", message("companies that take it"), Kind.COUNT),
        Column("gross", message("it pays"), Kind.NUMBER),
        Column("displaced", message("others no longer pay"), Kind.NUMBER),
        Column("net", message("net"), Kind.NUMBER),
    )
    rows = (
        {
            "amounts": _AMOUNTS[each.own, each.others], "takers": each.takers, "gross": each.gross,
            "displaced": each.displaced, "net": each.net,
        }
        for each in of.cases
    )  # fmt: skip
    return Table("displacement", columns, tuple(rows))


def payer_table(of: DisplacementReach) -> Table:
    """What the payers of each level pay, where all are at their least and where all are at their most."""
    columns = (
        Column("amounts", message("amounts"), pair=True),
        Column("level", message("payer"), pair=True),
        Column("without", message("without it"), Kind.NUMBER),
        Column("beside", message("with it"), Kind.NUMBER),
        Column("change", message("change"), Kind.NUMBER),
    )
    rows = (
        {
            "amounts": _AMOUNTS[case.own, case.others], "level": LEVELS[PayerLevel[each.level.upper()]],
            "without": each.without, "beside": each.beside, "change": each.beside - each.without,
        }
        for case in of.cases
        if case.own == case.others
        for each in case.levels
    )  # fmt: skip
    return Table("payers", columns, tuple(rows))
