"""The page on one company, "one coffee": the questions of other commands, asked together by few queries."""

from collections.abc import Iterable, Iterator, Sequence

from hornbook.answers.answer import asked_of, rule_asked
from hornbook.answers.beneficiaries import support_rules
from hornbook.answers.bundle import currency_bundles
from hornbook.answers.coffee import CoffeeAnswer, ListPlace
from hornbook.answers.coffee_card import CARD_INDICATORS, card_items
from hornbook.answers.coffee_missing import fact_sources, missing_facts
from hornbook.answers.coffee_supports import (
    BundleTotal,
    OpenSupport,
    bundle_totals,
    open_needs,
    open_support,
    support_order,
)
from hornbook.answers.coffee_verdicts import holds_here, place_condition, standings
from hornbook.answers.match_list import scout_places
from hornbook.answers.match_rows import company_need
from hornbook.answers.saved_list import SavedList, is_of_book
from hornbook.answers.wording.rules import Wording, wording
from hornbook.book.view import View, nobody
from hornbook.errors import HornbookError, QuestionError
from hornbook.indicators.catalogue import chosen_indicators
from hornbook.lang.answer import Values
from hornbook.population.peers import YEARS_BEFORE, peer_group
from hornbook.population.verdicts import Under
from hornbook.standards.ask import Rule, rule
from hornbook.standards.case import WholeCases
from hornbook.standards.judge import needed
from hornbook.standards.library import library
from hornbook.standards.standard import Standard
from hornbook.standards.verdict import Judge, Verdict
from hornbook.support.calendar import support_calendar
from hornbook.support.entitle import Entitlement, Entitler
from hornbook.support.library import supports as support_library
from hornbook.support.match import MatchedPair, Matcher
from hornbook.support.support import Support
from hornbook.terms import Day
from hornbook.text import Phrase


class CoffeePage:
    """The page of one company after another on one view; what can be prepared is prepared once."""

    def __init__(
        self,
        view: View,
        standards: Iterable[Standard] | None = None,
        supports: Sequence[Support] | None = None,
        *,
        under: Under = None,
        years: int = YEARS_BEFORE,
    ) -> None:
        """Of the libraries' standards and supports where none are given; `under` says which peer is a unicorn."""
        self.view, self.years = view, years
        self._rule = rule(under, view.day)
        self._under = under
        self._entitler = Entitler(view, list(support_library.values()) if supports is None else supports)
        self._standards = tuple(library.values() if standards is None else standards)
        codes = {each.jurisdiction for each in self._standards}
        codes |= {each.jurisdiction for each in self._entitler.supports}
        places = needed(found for code in sorted(codes) if (found := place_condition(code)) is not None)
        self._judge = Judge(view, self._standards, (*self._entitler.judge.inputs, *places))
        self._cases = WholeCases(view, self._judge.inputs, chosen_indicators(CARD_INDICATORS))
        self._asked = asked_of(view, *self._rules())

    def _rules(self) -> Iterator[Rule]:
        for standard in self._standards:
            edition = standard.edition(self.view.day)
            yield from (Rule(standard, edition, tier) for tier in edition.tiers)
        for terms in self._entitler.terms:
            yield from support_rules(terms)
        yield self._rule

    def __call__(self, company: str, saved: SavedList | None = None) -> CoffeeAnswer:
        """The page of a company, given by its subject; QuestionError when it is not in the view.

        `saved`: a list of the scout, of which the page tells the company's place.
        """
        view = self.view
        case, figures = self._cases(company)
        values, story = case
        if values is None:
            raise QuestionError(nobody(company, view.day, view.known))
        here = {each.label: holds_here(each.jurisdiction, values, view.day) for each in self._standards}
        mine = [each for each in self._standards if here[each.label] is not False]
        verdicts = self._judge.verdicts(company, values, story, mine)
        open_ = self._entitler.entitlements(company, case, ruled_out=False)
        needs = open_needs(story, company, view.day)
        offers, _ = self._matcher(saved).pairs(open_, needs)
        bundles, trouble = self._bundles(open_)
        return CoffeeAnswer(
            asked=self._asked,
            company=company,
            name=str(figures["name"]),
            figures=figures,
            card=card_items(figures, story, view.day),
            place=_list_place(view, saved, company) if saved else None,
            standings=standings((each, here[each.standard.label] is True) for each in verdicts),
            elsewhere=len(self._standards) - len(mine),
            supports=_open_supports(open_, offers, values, view.day),
            ruled_out=len(self._entitler.supports) - len(open_),
            bundles=bundles,
            bundle_trouble=trouble,
            calendar=support_calendar([each.support for each in open_], view.day),
            needs=tuple(
                company_need(need, [p.entitlement.support.id for p in offers if need in p.needs]) for need in needs
            ),
            peers=peer_group(view, company, figures, under=self._under, years=self.years),
            peer_rule=rule_asked(self._rule, view),
            missing=missing_facts(_worded(verdicts), ((each, _words(each)) for each in open_)),
            sources=fact_sources(story),
        )

    def _matcher(self, saved: SavedList | None) -> Matcher:
        """Offers in order, with the places of a list where one is given."""
        places = scout_places(self.view, saved) if saved else None
        return Matcher(self.view, self._entitler.supports, places, self._entitler)

    def _bundles(self, of: Sequence[Entitlement]) -> tuple[tuple[BundleTotal, ...], Phrase | None]:
        """The best lawful bundles; where a solver lacks, why there are none."""
        texts = [(terms.support, terms.edition) for terms in self._entitler.terms]
        try:
            return bundle_totals(currency_bundles(of, texts)), None
        except HornbookError as error:
            return (), error.phrase


def _open_supports(
    of: Sequence[Entitlement], offers: Sequence[MatchedPair], values: Values, day: Day
) -> tuple[OpenSupport, ...]:
    """What the page says of each support, those had first."""
    placed = {pair.entitlement.support.id: (place, pair) for place, pair in enumerate(offers, 1)}
    found = [
        open_support(
            each, _words(each), holds_here(each.support.jurisdiction, values, day), placed.get(each.support.id)
        )
        for each in of
    ]
    return tuple(sorted(found, key=support_order))


def _words(of: Entitlement) -> Wording:
    return wording(of.support.standard, of.edition.rules, of.edition.inputs)


def _worded(verdicts: Iterable[Verdict]) -> Iterator[tuple[Verdict, Wording]]:
    for each in verdicts:
        yield each, wording(each.standard, each.edition)


def _list_place(view: View, saved: SavedList, company: str) -> ListPlace:
    place = next((each for each in saved.companies if view.identity.company(each.company, view.known) == company), None)
    return ListPlace(
        day=saved.day,
        known=saved.known,
        question=saved.question,
        model=saved.model,
        same_book=is_of_book(saved, view.book),
        rank=place.rank if place else None,
        of=len(saved.companies),
        probability=place.probability if place else None,
        low=place.low if place else None,
        high=place.high if place else None,
    )
