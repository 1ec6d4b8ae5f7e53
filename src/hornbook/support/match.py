"""Companies matched with funds, loans, scenarios and services: hard criteria by rule, then the declared order."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from hornbook.book.view import View
from hornbook.support.entitle import Entitlement, Entitler
from hornbook.support.extremes import Extremes, extremes
from hornbook.support.needs import StatedNeed, can_be_matched, matched_to_everybody, stated_needs
from hornbook.support.order import OrderEntry, OrderScores, columns_of_one, order_scores, place_grades
from hornbook.support.support import Support
from hornbook.support.terms import SupportTerms


@dataclass(frozen=True, slots=True)
class ScoutPlaces:
    """The places of companies in a list of the scout, from 1."""

    ranks: Mapping[str, int]
    listed: int
    """How many companies the list holds."""

    def rank(self, company: str) -> int:
        """The place of a company; 0 where it is not on the list."""
        return self.ranks.get(company, 0)


@dataclass(frozen=True, slots=True)
class EntryGrade:
    """What one entry of the order gives to a company, from 0 to 1."""

    entry: OrderEntry
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class MatchScore:
    """A company's score under the order of a support: the least and the most, in hundredths of a point of 100."""

    least: int
    most: int
    grades: tuple[EntryGrade, ...]

    @property
    def widest(self) -> EntryGrade | None:
        """The entry that leaves the score open the most; None where the score is known."""
        open_ = [grade for grade in self.grades if grade.high > grade.low]
        return max(open_, key=lambda grade: grade.entry.weight * (grade.high - grade.low), default=None)


@dataclass(frozen=True, slots=True)
class MatchedPair:
    """A company and a support that does not rule it out."""

    entitlement: Entitlement
    score: MatchScore | None
    """None where the support's file declares no weight that can be counted."""
    offer: Extremes | None
    """What it gives, in hundredths; None where the text names no amount that can be asked for."""
    needs: tuple[StatedNeed, ...]
    """The needs of the company that it answers."""


def match_key(of: MatchedPair) -> tuple[object, ...]:
    """The order of offers: entitled, then those that answer a need, then by score, then by id; without a score last."""
    score = of.score
    return (
        of.entitlement.answer is not True,
        not of.needs,
        score is None,
        -score.least if score else 0,
        -score.most if score else 0,
        of.entitlement.support.id,
    )


class Matcher:
    """Supports and companies matched on one view; what can be prepared is prepared once."""

    def __init__(
        self,
        view: View,
        supports: Sequence[Support],
        places: ScoutPlaces | None = None,
        entitler: Entitler | None = None,
    ) -> None:
        """`entitler`: one that has these supports already, among others."""
        self.view, self.places = view, places
        self.supports = tuple(support for support in supports if can_be_matched(support))
        self._entitler = entitler or Entitler(view, self.supports)
        self.terms: dict[str, SupportTerms] = {each.support.id: each for each in self._entitler.terms}

    def company(
        self, company: str, needs: Sequence[StatedNeed] | None = None
    ) -> tuple[tuple[MatchedPair, ...], tuple[Entitlement, ...]]:
        """What is offered to a company, in order, and what its rule denies it. `needs`: those of the company, if known.

        Raises QuestionError when the company is not in the view.
        """
        stated = stated_needs(self.view, [company]).get(company, ()) if needs is None else tuple(needs)
        return self.pairs(self._entitler(company), stated)

    def pairs(
        self, of: Iterable[Entitlement], stated: Sequence[StatedNeed]
    ) -> tuple[tuple[MatchedPair, ...], tuple[Entitlement, ...]]:
        """The same from what the supports give to a company; those that cannot be matched are left out."""
        pairs, denied = [], []
        for each in of:
            mine = tuple(need for need in stated if need.answered_by(each.support))
            if not can_be_matched(each.support) or not (mine or matched_to_everybody(each.support)):
                continue
            if each.answer is False:
                denied.append(each)
            else:
                pairs.append(MatchedPair(each, self._score(each), self._offer(each), mine))
        return tuple(sorted(pairs, key=match_key)), tuple(denied)

    def _score(self, of: Entitlement) -> MatchScore | None:
        places = None
        if self.places is not None:
            rank = self.places.rank(of.verdict.company)
            places = place_grades(np.array([rank], np.int64), self.places.listed)
        columns = columns_of_one(of.claim.values)
        scores = order_scores(of.edition.order, columns, 1, self.view.day, places)
        return match_score(scores, 0) if scores else None

    def _offer(self, of: Entitlement) -> Extremes | None:
        terms = self.terms[of.support.id]
        return extremes(terms.offer(of.claim.values)) if terms.offering() else None


def match_score(of: OrderScores, row: int) -> MatchScore:
    """The score of one of many companies."""
    grades = tuple(
        EntryGrade(entry, float(of.low[n, row]), float(of.high[n, row])) for n, entry in enumerate(of.entries)
    )
    return MatchScore(int(of.least[row]), int(of.most[row]), grades)
