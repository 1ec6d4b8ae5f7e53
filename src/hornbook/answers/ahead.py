"""What a support may cost ahead by the scout's probabilities, as an answer holds it and as a page shows it."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from hornbook.answers.saved_list import SavedList, SavedPlace
from hornbook.answers.wording.awards import range_phrase
from hornbook.book.view import View
from hornbook.errors import QuestionError, suggestion
from hornbook.lang.filter import Filter
from hornbook.render.sheet import Block, Column, Heading, Kind, Line, Table
from hornbook.support.ahead import Chance, ExpectedTakers, TargetClauses, clause_keys, expected_takers, target_clauses
from hornbook.support.support import Support
from hornbook.support.terms import SupportTerms
from hornbook.terms import Day, shift
from hornbook.text import listing, message, message_plural


@dataclass(frozen=True, slots=True, kw_only=True)
class AheadPart:
    """One part of a support: what is expected of the companies of the list within the whole horizon."""

    part: str
    clauses: tuple[str, ...]
    """The clauses that the list's target fulfils."""
    already: int
    """How many companies fulfil them on the day; they are no new takers."""
    ruled_out: int
    """How many do not meet the other conditions on the day."""
    open: int
    """Of how many that is unknown."""
    takers_low: Decimal
    takers_high: Decimal
    """The expected number of new takers."""
    least: Decimal
    most: Decimal | None
    """The expected money; None where an award has no limit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AheadCost:
    """What a support may cost ahead; it follows from the scout's probabilities and is part of no other figure."""

    question: str
    target: str
    model: str
    """The digest of the list's model."""
    same_book: bool
    """Whether the list was made from this very version of the book."""
    until: Day
    """The end of the horizon."""
    listed: int
    """How many companies of the list the book has; others are not counted."""
    without_probability: int
    """How many of the list have none; theirs is taken to lie between 0 and 1."""
    declared: bool
    """Whether the question named the clause; else it says what the target says."""
    parts: tuple[AheadPart, ...]


def ahead_cost(
    view: View, support: Support, saved: SavedList, clause: str | None = None, where: Filter | None = None
) -> AheadCost:
    """What a support may cost by a list's probabilities, for the clause that the list's target fulfils.

    QuestionError where the list is of another day, the support is not in force, or no clause says what the target says
    and none is named.
    """
    if (saved.day, saved.known) != (view.day, view.known):
        raise QuestionError(
            message(
                "The list is of {day}, as known on {known}. Ask as of that day, or rank as of this one first.",
                day=saved.day,
                known=saved.known,
            )
        )
    terms = SupportTerms(support, view.day)
    if terms.in_force is False:
        raise QuestionError(message("{support} is not in force on {day}.", support=support.id, day=view.day))
    clauses = _clauses(terms, saved, clause)
    chances = {view.identity.company(each.company, view.known): _chance(each) for each in saved.companies}
    found = [(each, expected_takers(view, terms, each, chances, where)) for each in clauses]
    return AheadCost(
        question=saved.question,
        target=saved.target,
        model=saved.model,
        same_book=saved.book_digest == view.book.digest,
        until=shift(saved.day, saved.horizon_months),
        listed=found[0][1].listed,
        without_probability=sum(each.low is None or each.high is None for each in saved.companies),
        declared=clause is not None,
        parts=tuple(_part(*each) for each in found),
    )


def _clauses(terms: SupportTerms, saved: SavedList, named: str | None) -> list[TargetClauses]:
    known = clause_keys(terms)
    if named is not None and named not in known:
        raise QuestionError(
            message(
                "There is no clause '{key}'.{hint} It has: {known}.",
                key=named,
                hint=suggestion(named, known),
                known=listing(known),
            )
        )
    found = target_clauses(terms, saved.target, named)
    if not found:
        raise QuestionError(
            message(
                "No clause of {support} says what the list's target says ({target}), so its probabilities tell nothing"
                " of it. If the target fulfils a clause all the same, name it: --clause PART.CLAUSE, one of {known}.",
                support=terms.support.id,
                target=saved.target,
                known=listing(known),
            )
        )
    return found


def _chance(of: SavedPlace) -> Chance:
    low, high = (0 if of.low is None else of.low), (1 if of.high is None else of.high)
    return Chance(Fraction(str(low)), Fraction(str(high)))


def _part(clause: TargetClauses, of: ExpectedTakers) -> AheadPart:
    return AheadPart(
        part=clause.part.id,
        clauses=clause.keys,
        already=of.already,
        ruled_out=of.ruled_out,
        open=of.open,
        takers_low=_rounded(of.takers[0]),
        takers_high=_rounded(of.takers[1]),
        least=_rounded(of.least / 100),
        most=None if of.most is None else _rounded(of.most / 100),
    )


def _rounded(of: Fraction) -> Decimal:
    return round(Decimal(of.numerator) / of.denominator, 2)


# ---- the page


def ahead_blocks(of: AheadCost, currency: str) -> Iterator[Block]:
    """What may come, with everything that it rests on."""
    yield Heading(message("Ahead, by the scout's probabilities alone"))
    yield Line(
        message(
            "Until {until}: expected new takers among the {n:,} companies of the list for “{target}” ({question}, model"
            " {model}). It is part of no figure above; other companies are not counted.",
            until=of.until,
            n=of.listed,
            target=of.target,
            question=of.question,
            model=of.model,
        ),
        strong=True,
    )
    for each in of.parts:
        if of.declared:
            yield Line(
                message("By the question, the target fulfils the clause {clause}.", clause=listing(each.clauses))
            )
        else:
            yield Line(message("The clause {clause} says what the target says.", clause=listing(each.clauses)))
    yield ahead_table(of)
    for each in of.parts:
        most = None if each.most is None else int(each.most * 100)
        amount = range_phrase(int(each.least * 100), most, currency)
        yield Line(message("{part}: {amount} over the whole horizon.", part=each.part, amount=amount), strong=True)
    yield Line(
        message(
            "Sums of the ends of the companies' 95% intervals. Everything but the clause is taken to stay as it is on"
            " the day; who may or may not meet the other conditions counts at the upper end alone."
        )
    )
    if of.without_probability:
        yield Line(
            message_plural(
                "{n:,} company of the list has no probability: it counts from 0 to 1.",
                "{n:,} companies of the list have no probability: each counts from 0 to 1.",
                of.without_probability,
            )
        )
    if not of.same_book:
        yield Line(message("The list was made from another book or another version of it."), strong=True)


def ahead_table(of: AheadCost) -> Table:
    """One row a part."""
    columns = (
        Column("part", message("part"), Kind.CODE),
        Column("clauses", message("clause"), Kind.CODE, page=False),
        Column("already", message("fulfil it already"), Kind.COUNT),
        Column("ruled_out", message("ruled out"), Kind.COUNT),
        Column("open", message("undecided"), Kind.COUNT),
        Column("takers_low", message("takers from"), Kind.NUMBER),
        Column("takers_high", message("takers to"), Kind.NUMBER),
        Column("least", message("at least"), Kind.NUMBER, page=False),
        Column("most", message("at most"), Kind.NUMBER, empty=message("no limit"), page=False),
    )
    rows = tuple({column.key: getattr(each, column.key) for column in columns} for each in of.parts)
    return Table("ahead", columns, rows)
