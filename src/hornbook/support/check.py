"""Everything that is wrong with a support's file beyond its form: clauses, awards, windows, stacking, examples."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from hashlib import sha256
from pathlib import Path

from hornbook.document import Document, document
from hornbook.errors import FileFault, HornbookError, StackingError, StandardError
from hornbook.lang import bound
from hornbook.lang.answer import KnownRange, Values
from hornbook.standards.check import RuleCheck
from hornbook.standards.edition_faults import edition_faults
from hornbook.support.amount import AmountRange, amount_range
from hornbook.support.examples import SupportOutcome, run_support_examples, support_examples
from hornbook.support.extremes import award_conditions, lowest
from hornbook.support.file import support_of
from hornbook.support.library import supports
from hornbook.support.offers import payable_names, stacking_rules
from hornbook.support.stacking import Offer, check_stacking
from hornbook.support.support import PayerLevel, Support, SupportEdition
from hornbook.terms import Day
from hornbook.text import message

WORDED = {True: message("yes"), False: message("no"), None: message("cannot be decided")}
"""The three answers."""


def check_support(path: Path) -> RuleCheck:
    """Check a support's file; nothing is raised for what is wrong in it. A file that cannot be read has one fault."""
    digest = ""
    try:
        found = document(path, StandardError)
        digest = sha256(found.text.encode()).hexdigest()
        of = support_of(found)
    except HornbookError as error:
        return RuleCheck(None, digest, (error.fault or FileFault(error.phrase),), (), 0, None, False)
    faults = [
        *edition_faults(of.standard, of.standard.source, ladder=False, dated=False),
        *_terms_faults(of, found),
        *_stacking_faults(of),
    ]
    try:
        outcomes = run_support_examples(of)
    except HornbookError as error:
        faults.append(error.fault or FileFault(error.phrase))
        outcomes = []
    faults += (_example_fault(found, each) for each in outcomes if not each.passes)
    faults.sort(key=lambda fault: (fault.line or 0, fault.column))
    passing = sum(each.passes for each in outcomes)
    hints = tuple(_hints(of, found)) if not faults else ()
    return RuleCheck(of.standard, digest, tuple(faults), hints, len(outcomes), passing, True)


@dataclass(frozen=True, slots=True)
class _Award:
    """An award before it is kept from falling below zero, with nothing known of its inputs."""

    award: bound.Quantity
    values: Values
    day: Day

    def range(self, values: Values) -> AmountRange:
        return amount_range(self.award, values, self.day)

    def conditions(self) -> Iterator[bound.Condition]:
        return award_conditions(self.award)

    def amount_inputs(self) -> tuple[bound.Input, ...]:
        return tuple(dict.fromkeys(bound.inputs_of(self.award)))


def _terms_faults(of: Support, found: Document) -> Iterator[FileFault]:
    for n, edition in enumerate(of.source.data["edition"]):
        terms = next(each for each in of.editions if each.id == edition["id"])
        for m, part in enumerate(terms.parts):
            if part.award and _negative(part.award.amount):
                hint = message("Write max(0 {currency}, …) where it ends at nothing.", currency=terms.currency)
                problem = message("the award of '{part}' may be negative", part=part.id)
                yield found.fault(("edition", n, "part", m, "amount"), problem, hint=hint)
        for m, window in enumerate(terms.windows):
            if not _possible(terms, window.first, window.last):
                problem = message("this window lies outside of the time for which the terms hold")
                yield found.fault(("edition", n, "window", m), problem)


def _negative(award: bound.Quantity) -> bool:
    """Whether some completion of what it reads makes an award negative."""
    unknown = {(of.low, of.high): KnownRange(None, None) for of in bound.inputs_of(award)}
    least, attained = lowest(_Award(award, unknown, date(2024, 6, 30)))
    return attained and least < Fraction(0)


def _possible(terms: SupportEdition, first: str | None, last: str | None) -> bool:
    """Whether a window of days with years meets a time of the terms."""
    days = [date.fromisoformat(day) for day in (first, last) if day and len(day) > 5]
    if not days or not terms.valid:
        return True
    begin = days[0] if first else date.min
    end = days[-1] if last else date.max
    return any((span.last or date.max) >= begin and (span.first or date.min) <= end for span in terms.valid)


def _stacking_faults(of: Support) -> Iterator[FileFault]:
    """Rules of stacking that contradict each other, with those of the library that share a group."""
    others = [each for each in supports.values() if each.id != of.id]
    for edition in of.editions:
        day = edition.valid[0].first if edition.valid and edition.valid[0].first else date.max
        pairs = [(of, edition), *((each, each.edition(day)) for each in others if _shares(each.edition(day), edition))]
        rules = stacking_rules(pairs)
        offers = [Offer(name, 0, PayerLevel.OTHER) for name in payable_names(pairs)]
        try:
            check_stacking(offers, rules)
        except StackingError as error:
            yield FileFault(error.phrase)


def _shares(other: SupportEdition, edition: SupportEdition) -> bool:
    """Whether two supports name one group, or one needs the other's."""
    return bool({stack.group for stack in other.stacks} & {stack.group for stack in edition.stacks})


def _example_fault(found: Document, of: SupportOutcome) -> FileFault:
    example = of.wanted.example
    problem = message(
        "example {n} of the part '{part}' should be {wanted}, and is {is_now}",
        n=example.number + 1,
        part=example.tier,
        wanted=WORDED[example.answer],
        is_now=WORDED[of.answer],
    )
    if of.answer is example.answer and of.amount is not None:
        problem = message(
            "example {n} of the part '{part}' comes to another amount: {least} to {most} hundredths",
            n=example.number + 1,
            part=example.tier,
            least=of.amount.least,
            most=message("no limit") if of.amount.most is None else of.amount.most,
        )
    return found.fault(("example", example.number), problem)


def _hints(of: Support, found: Document) -> Iterator[FileFault]:
    """Parts of which no example says yes, or none says no."""
    seen = {(each.example.tier, each.example.answer) for each in support_examples(of)}
    for part in {part.id: part for edition in of.editions for part in edition.parts}.values():
        for answer, word in ((True, message("yes")), (False, message("no"))):
            if (part.id, answer) not in seen:
                problem = message("no example of the part '{part}' is {answer}", part=part.id, answer=word)
                yield found.fault(("edition", 0), problem)
