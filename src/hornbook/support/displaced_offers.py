"""The offers of a support and of those beside it, with the least and the most of each for every company."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from hornbook.book.view import View
from hornbook.errors import QuestionError
from hornbook.lang.filter import Filter
from hornbook.support.displacement import (
    Displacement,
    OfferedAmounts,
    StackedOffers,
    displacements,
    linked_offers,
    nested,
)
from hornbook.support.offers import offer_id, payable_names, stacking_rules
from hornbook.support.population import PopulationAwards, awards_among, population_columns
from hornbook.support.stacking import LARGEST_AMOUNT, Offer
from hornbook.support.support import Support
from hornbook.support.terms import SupportTerms
from hornbook.text import message


@dataclass(frozen=True, slots=True)
class DisplacedSupports:
    """What a support displaces over a population."""

    companies: int
    """How many companies may have it; no other is asked."""
    cases: tuple[Displacement, ...]
    holds: bool
    """Whether no other amounts between least and most lead outside of the range of the cases' net costs."""
    linked: tuple[str, ...]
    """The supports that rules of stacking join to it; what the others pay does not change."""
    other_currency: tuple[str, ...]
    """Supports that pay in another currency, which are left out."""
    without_limit: tuple[str, ...]
    """Parts with no limit for some company, which are in no bundle of that company."""


def displaced_supports(
    view: View, support: Support, beside: Sequence[Support], where: Filter | None = None
) -> DisplacedSupports:
    """What others no longer pay where a support is introduced, over the companies of a view.

    QuestionError where it pays no money to companies.
    """
    own = SupportTerms(support, view.day)
    others = [SupportTerms(each, view.day) for each in beside if each.id != support.id]
    currency = own.edition.currency
    foreign = tuple(terms.support.id for terms in others if terms.edition.currency != currency)
    others = [terms for terms in others if terms.edition.currency == currency]
    if not payable_names([(support, own.edition)]):
        raise QuestionError(message("{support} pays no money to companies, so it displaces none.", support=support.id))
    stacked = _stacked(own, others)
    linked = {offer.id.partition(":")[0] for offer in stacked.offers}
    asked = [part for terms in (own, *others) if terms.support.id in linked for part in _parts_apart(terms)]
    awards = dict(
        zip(
            (_name(each) for each in asked),
            awards_among(population_columns(view, asked, None, where), asked),
            strict=True,
        )
    )
    columns = [awards[offer.id] for offer in stacked.offers]
    mine = [
        each.rows["subject"] for offer, each in zip(stacked.offers, columns, strict=True) if offer.id in stacked.own
    ]
    subjects = pc.unique(pa.chunked_array([chunk for each in mine for chunk in each.chunks], pa.string()))
    ends = [_amounts(columns, subjects, most=most) for most in (False, True)]
    return DisplacedSupports(
        len(subjects),
        displacements(stacked, *ends),
        nested(stacked.rules) and nested(stacked.rules_without),
        tuple(sorted(linked - {support.id})),
        foreign,
        tuple(offer.id for offer, each in zip(stacked.offers, columns, strict=True) if each.rows["most"].null_count),
    )


def _stacked(own: SupportTerms, others: Sequence[SupportTerms]) -> StackedOffers:
    """The offers and rules of the texts, as far as rules join them to the support."""
    pairs = [(terms.support, terms.edition) for terms in (own, *others)]
    offers = [
        Offer(name, 0, support.level, 0 if edition.without_application else 1)
        for support, edition in pairs
        for name in payable_names([(support, edition)])
    ]
    mine = frozenset(payable_names(pairs[:1]))
    rules, rules_without = stacking_rules(pairs), stacking_rules(pairs[1:])
    return linked_offers(StackedOffers(tuple(offers), mine, tuple(rules), tuple(rules_without)))


def _parts_apart(of: SupportTerms) -> list[SupportTerms]:
    """The terms with each part that pays to companies alone, so that each has its own least and most."""
    paying = payable_names([(of.support, of.edition)])
    return [
        SupportTerms(replace(of.support, editions=(replace(of.edition, parts=(part,)),)), of.day)
        for part in of.edition.parts
        if offer_id(of.support.id, part.id) in paying
    ]


def _name(of: SupportTerms) -> str:
    return offer_id(of.support.id, of.edition.parts[0].id)


def _amounts(columns: Sequence[PopulationAwards], subjects: pa.Array, *, most: bool) -> OfferedAmounts:
    """The least of those who are entitled, or the most of those who are not ruled out; without a limit none."""
    amounts = np.zeros((len(subjects), len(columns)), dtype=np.int64)
    offered = np.zeros(amounts.shape, dtype=bool)
    for n, each in enumerate(columns):
        rows = each.rows
        had = pc.is_valid(rows["most"]) if most else pc.fill_null(rows["answer"], False)
        rows = rows.filter(had)
        places = pc.index_in(rows["subject"], value_set=subjects)
        rows = rows.filter(pc.is_valid(places))
        at = places.drop_null().to_numpy()
        amounts[at, n] = np.minimum(rows["most" if most else "least"].to_numpy(), LARGEST_AMOUNT)
        offered[at, n] = True
    return OfferedAmounts(amounts, offered)
