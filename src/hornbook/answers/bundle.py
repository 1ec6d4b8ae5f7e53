"""The best lawful bundle of supports for a company: what it holds, what is left out and at what loss, when to file."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from hornbook.answers.answer import Answer, asked_of, head
from hornbook.answers.beneficiaries import support_rules
from hornbook.answers.support_calendar import calendar_blocks, calendar_table
from hornbook.answers.wording.awards import exact_money
from hornbook.book.view import View
from hornbook.render.sheet import Block, Column, EmptyLine, Heading, Kind, Line, Row, Sheet, Table
from hornbook.support.bundle import BindingRule, Bundle, RejectedOffer, best_bundle
from hornbook.support.calendar import CalendarEntry, support_calendar
from hornbook.support.entitle import Entitlement, Entitler
from hornbook.support.given import given_figures
from hornbook.support.offers import Terms, not_had, offers, payable, stacking_rules
from hornbook.support.stacking import AtMost, Ceiling
from hornbook.support.support import Support
from hornbook.text import Phrase, Text, listing, message, message_plural, one_line


@dataclass(frozen=True, slots=True, kw_only=True)
class BundledSupport:
    """A part of a support in the bundle."""

    id: str
    """Support and part, as cn-x:part."""
    name: Text
    paid: Decimal
    cut_by: tuple[str, ...]
    """The ceilings because of which it pays less than its amount."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOutSupport:
    """A part of a support outside the bundle."""

    id: str
    name: Text
    loss: Decimal | None
    """What the bundle would lose with it; None where no bundle can hold it."""
    because: Phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleSide:
    """The best bundle of what is certain, or of everything that is not ruled out."""

    total: Decimal
    filings: int
    chosen: tuple[BundledSupport, ...]
    left_out: tuple[LeftOutSupport, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CurrencyBundle:
    """The best bundles of the supports that pay in one currency."""

    currency: str
    certain: BundleSide
    possible: BundleSide
    without_limit: tuple[str, ...]
    """Parts that may be had and have no limit; they are in no bundle."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class BundleAnswer(Answer):
    """The best lawful bundle of a company."""

    company: str
    name: str
    given: tuple[str, ...]
    bundles: tuple[CurrencyBundle, ...]
    calendar: tuple[CalendarEntry, ...]
    """Of the supports in the possible bundles, for 12 months from the day asked about."""

    def sheet(self) -> Sheet:
        """The page: the bundle of what is certain, of what may be, what is left out, and the calendar."""
        return bundle_sheet(self)

    def tables(self) -> tuple[Table, ...]:
        """One row a part and bundle, and the calendar."""
        calendar = calendar_table([(self.company, each) for each in self.calendar])
        return (Table("bundle", BUNDLE_COLUMNS, tuple(_rows(self))), calendar)


def ask_bundle(view: View, supports: Sequence[Support], company: str, *, given: Sequence[str] = ()) -> BundleAnswer:
    """The best lawful bundle of a company, given by its subject."""
    entitler = Entitler(view, supports)
    entitler.give(given_figures(given, entitler))
    found = entitler(company)
    rules = (rule for terms in entitler.terms for rule in support_rules(terms))
    bundles = currency_bundles(found, [(terms.support, terms.edition) for terms in entitler.terms])
    held = {part.id.partition(":")[0] for bundle in bundles for part in bundle.possible.chosen}
    return BundleAnswer(
        asked=asked_of(view, *rules),
        company=company,
        name=found[0].verdict.name,
        given=tuple(given),
        bundles=bundles,
        calendar=support_calendar((each.support for each in found if each.support.id in held), view.day),
    )


def currency_bundles(of: Sequence[Entitlement], texts: Sequence[Terms]) -> tuple[CurrencyBundle, ...]:
    """The best bundles of a company's supports, currency by currency; HornbookError where a solver lacks.

    `texts`: all supports whose rules of stacking hold, also those that are ruled out and not in `of`.
    """
    currencies = dict.fromkeys(each.edition.currency for each, part in payable(of) if part.answer is not False)
    return tuple(
        _bundle(
            [each for each in of if each.edition.currency == own],
            [terms for terms in texts if terms[1].currency == own],
            own,
        )
        for own in currencies
    )


def _bundle(of: Sequence[Entitlement], texts: Sequence[Terms], currency: str) -> CurrencyBundle:
    names = {f"{each.support.id}:{part.part.id}": _name(each, part.part.name) for each, part in payable(of)}
    rules = stacking_rules(texts)
    sides = []
    for certain in (True, False):
        own = offers(of, certain=certain)
        sides.append(_side(best_bundle(own, rules, not_had(rules, own)), names))
    unlimited = tuple(
        f"{each.support.id}:{part.part.id}"
        for each, part in payable(of)
        if part.answer is not False and part.amount is not None and part.amount.most is None
    )
    return CurrencyBundle(currency=currency, certain=sides[0], possible=sides[1], without_limit=unlimited)


def _name(of: Entitlement, part: Text) -> Text:
    name = of.support.name
    return name if len(of.parts) == 1 else Text(f"{name.en}: {part.en}", f"{name.zh}：{part.zh}")


def _side(of: Bundle, names: Mapping[str, Text]) -> BundleSide:
    return BundleSide(
        total=Decimal(of.total) / 100,
        filings=of.filings,
        chosen=tuple(
            BundledSupport(
                id=each.offer.id, name=names[each.offer.id], paid=Decimal(each.paid) / 100, cut_by=each.cut_by
            )
            for each in of.chosen
        ),
        left_out=tuple(_left_out(each, names) for each in of.rejected),
    )


def _left_out(of: RejectedOffer, names: Mapping[str, Text]) -> LeftOutSupport:
    because = listing((_reason(each) for each in of.because), ";")
    return LeftOutSupport(
        id=of.offer.id,
        name=names[of.offer.id],
        loss=None if of.loss is None else Decimal(of.loss) / 100,
        because=because if of.because else message("it adds nothing"),
    )


def _reason(of: BindingRule) -> Phrase:
    rule = of.rule
    if isinstance(rule, AtMost):
        return message(
            "at most {n} of the group “{group}”: {held} is taken", n=rule.n, group=rule.id, held=listing(of.held)
        )
    if isinstance(rule, Ceiling):
        return message("the ceiling of the group “{group}” is full", group=rule.id)
    return message("only beside {support}", support=listing(rule.any_of, "or"))


# ---- the page


def bundle_sheet(answer: BundleAnswer) -> Sheet:
    """The page of one company's bundle."""
    named = message("{name} ({subject})", name=one_line(answer.name), subject=answer.company)
    title = message("Best bundle of supports for {company}", company=named)
    blocks: list[Block] = [Heading(title, 1), *head(replace(answer.asked, rules=()))]
    if answer.given:
        blocks.append(Line(message("Stated by the question: {given}", given=listing(answer.given, ";"))))
    if not answer.bundles:
        blocks += [EmptyLine(), Line(message("It may have none of the supports that pay money."), strong=True)]
    for bundle in answer.bundles:
        blocks += _bundle_blocks(bundle)
    assert answer.asked.day is not None
    blocks += calendar_blocks(answer.calendar, answer.asked.day)
    return Sheet(title, tuple(blocks))


def _bundle_blocks(of: CurrencyBundle) -> Iterator[Block]:
    yield Heading(message("Certain today"))
    yield from _side_blocks(of.certain, of.currency)
    if of.possible != of.certain:
        yield Heading(message("If every open question were decided in its favour"))
        yield from _side_blocks(of.possible, of.currency)
    if of.without_limit:
        names = listing(of.without_limit)
        yield Line(message("Without a limit, and so in no bundle: {names}.", names=names))


def _side_blocks(of: BundleSide, currency: str) -> Iterator[Block]:
    total = exact_money(int(of.total * 100), currency)
    yield Line(
        message_plural("{total} by {n} filing.", "{total} by {n} filings.", of.filings, total=total),
        strong=True,
    )
    for each in of.chosen:
        paid = exact_money(int(each.paid * 100), currency)
        text: Phrase = message("{name}: {amount}", name=each.name, amount=paid)
        if each.cut_by:
            text = message("{text} (cut by the ceiling of {group})", text=text, group=listing(each.cut_by))
        yield Line(text, 2, "✓ ")
    for out in of.left_out:
        yield Line(_left_out_text(out, currency), 2, "– ")


def _left_out_text(of: LeftOutSupport, currency: str) -> Phrase:
    if of.loss is None:
        return message("{name} is left out: no bundle can hold it; {because}", name=of.name, because=of.because)
    loss = exact_money(int(of.loss * 100), currency)
    return message(
        "{name} is left out: with it {loss} would be lost; {because}", name=of.name, loss=loss, because=of.because
    )


# ---- files

BUNDLE_COLUMNS = (
    Column("company", message("company"), Kind.CODE),
    Column("currency", message("currency"), Kind.CODE),
    Column("bundle", message("bundle"), Kind.CODE),
    Column("part", message("part"), Kind.CODE),
    Column("name", message("name"), pair=True),
    Column("chosen", message("chosen"), Kind.YES),
    Column("paid", message("paid"), Kind.NUMBER),
    Column("loss", message("loss if it is taken"), Kind.NUMBER),
    Column("because", message("why it is left out"), pair=True),
)


def _rows(answer: BundleAnswer) -> Iterator[Row]:
    for bundle in answer.bundles:
        for word, side in (("certain", bundle.certain), ("possible", bundle.possible)):
            own = {"company": answer.company, "currency": bundle.currency, "bundle": word}
            for each in side.chosen:
                yield {**own, "part": each.id, "name": each.name, "chosen": True, "paid": each.paid}
            for out in side.left_out:
                yield {
                    **own, "part": out.id, "name": out.name, "chosen": False, "loss": out.loss, "because": out.because,
                }  # fmt: skip
