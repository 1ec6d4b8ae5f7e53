"""Which funds, loans, scenarios and services fit a company and what it asked for, in order, with the reasons."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from hornbook.answers.answer import Answer, asked_of, head
from hornbook.answers.beneficiaries import support_rules
from hornbook.answers.entitled import company_support
from hornbook.answers.entitled_rows import CompanySupport
from hornbook.answers.match_list import UsedList, scout_places
from hornbook.answers.match_rows import CompanyNeed, MatchOutcome, company_need, match_outcome
from hornbook.answers.match_tables import denied_table, matches_table, needs_table, reason_blocks, scout_list_lines
from hornbook.answers.saved_list import SavedList
from hornbook.answers.wording.rules import wording
from hornbook.book.view import View
from hornbook.render.sheet import Block, EmptyLine, Heading, Hint, Line, Sheet, Table
from hornbook.support.library import supports as library_supports
from hornbook.support.match import Matcher
from hornbook.support.needs import stated_needs
from hornbook.support.received import received
from hornbook.support.support import Support
from hornbook.text import Phrase, listing, message, one_line


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class CompanyMatchesAnswer(Answer):
    """What fits one company: offers in order, those that may fit, those that are ruled out, and its needs."""

    company: str
    company_name: str
    scout_list: UsedList | None
    """The list of the scout whose places were counted."""
    needs: tuple[CompanyNeed, ...]
    """What the company asked for and has not ended, the newest first."""
    matches: tuple[MatchOutcome, ...]
    """Those that fit for certain, then those of which that cannot be decided."""
    ruled_out: tuple[CompanySupport, ...]
    """Offers whose own rule says no, with the clauses that fail."""
    full: bool = field(default=False, repr=False)
    """Whether the page shows every reason."""

    @property
    def fits(self) -> tuple[MatchOutcome, ...]:
        """Those that fit for certain."""
        return tuple(match for match in self.matches if match.answer)

    @property
    def may_fit(self) -> tuple[MatchOutcome, ...]:
        """Those of which it cannot be decided."""
        return tuple(match for match in self.matches if match.answer is None)

    @property
    def unanswered(self) -> tuple[CompanyNeed, ...]:
        """The needs that no offer answers."""
        return tuple(need for need in self.needs if not need.answered_by)

    def sheet(self) -> Sheet:
        """The page: the needs, what fits, what may fit, and the reasons."""
        return company_matches_sheet(self)

    def tables(self) -> tuple[Table, ...]:
        """One row an offer; then the needs, and what is ruled out."""
        return matches_table(self.matches), needs_table(self.needs), denied_table(self.ruled_out)


def ask_company_matches(
    view: View,
    company: str,
    supports: Sequence[Support] | None = None,
    *,
    scout_list: SavedList | None = None,
    full: bool = False,
) -> CompanyMatchesAnswer:
    """Match a company, given by its subject, with supports; with those of the library where none are given.

    QuestionError where the company is not in the view, or the list knows more than the view.
    """
    places = scout_places(view, scout_list) if scout_list else None
    matcher = Matcher(view, list(library_supports.values()) if supports is None else supports, places)
    stated = stated_needs(view, [company]).get(company, ())
    pairs, denied = matcher.company(company, stated)
    shown = [*(pair.entitlement for pair in pairs), *denied]
    words = {each.support.id: wording(each.support.standard, each.edition.rules, each.edition.inputs) for each in shown}
    got = received(view, [company])
    answered = {need: [pair.entitlement.support.id for pair in pairs if need in pair.needs] for need in stated}
    name = shown[0].verdict.name if shown else company
    return CompanyMatchesAnswer(
        asked=asked_of(view, *(rule for terms in matcher.terms.values() for rule in support_rules(terms))),
        company=company,
        company_name=name,
        scout_list=UsedList.of(scout_list, view.book) if scout_list else None,
        needs=tuple(company_need(need, answered[need]) for need in stated),
        matches=tuple(match_outcome(pair, rank, words, got, view.day) for rank, pair in enumerate(pairs, 1)),
        ruled_out=tuple(company_support(each, words, got) for each in denied),
        full=full,
    )


# ---- the page

FEW = 3
"""So many offers are shown with their reasons unless all are asked for."""

OFFER_ORDER = message(
    "Order: those that fit for certain, then those that answer a need, then by score, then by id. An offer without"
    " weights has no score and stands behind those that have one."
)


def company_matches_sheet(answer: CompanyMatchesAnswer) -> Sheet:
    """The page of one company."""
    name = message("{name} ({subject})", name=one_line(answer.company_name), subject=answer.company)
    title = message("Offers for {company}", company=name)
    blocks: list[Block] = [Heading(title, 1), *head(replace(answer.asked, rules=()))]
    blocks += scout_list_lines(answer.scout_list)
    return Sheet(title, (*blocks, *company_match_blocks(answer)))


def company_match_blocks(answer: CompanyMatchesAnswer) -> Iterator[Block]:
    """The same without its heading and the days asked about, for a page that joins several questions."""
    yield EmptyLine()
    yield Line(_totals(answer), strong=True)
    yield from _need_blocks(answer)
    fits, may_fit = answer.fits, answer.may_fit
    if fits:
        yield Heading(message("What fits"))
        yield matches_table(fits, key="fits")
    if may_fit:
        yield Heading(message("What may fit, and what would settle it"))
        yield matches_table(may_fit, key="may_fit")
    if answer.matches:
        yield Line(OFFER_ORDER)
    shown = answer.matches if answer.full else fits[:FEW]
    for match in shown:
        yield from reason_blocks(match, answer.asked)
    if len(shown) < len(answer.matches):
        yield Hint(message("`--full` shows the reasons of every offer."))
    if answer.ruled_out:
        yield Heading(message("Ruled out by their own rules"))
        yield denied_table(answer.ruled_out)


def _totals(answer: CompanyMatchesAnswer) -> Phrase:
    return message(
        "Offers that fit: {fits}. That may fit: {open}. Ruled out: {no}.",
        fits=len(answer.fits), open=len(answer.may_fit), no=len(answer.ruled_out),
    )  # fmt: skip


def _need_blocks(answer: CompanyMatchesAnswer) -> Iterator[Block]:
    yield Heading(message("What the company asked for"))
    if not answer.needs:
        yield Line(message("No need of the company is known that still stands on this day."), 2)
        return
    yield needs_table(answer.needs)
    if answer.unanswered:
        topics = listing(dict.fromkeys(need.meaning or one_line(need.topic) for need in answer.unanswered))
        yield Line(message("No offer here answers: {topics}.", topics=topics), strong=True)
